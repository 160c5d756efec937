"""Links are followed at the cost of what changed, and none that leads nowhere is missed."""

from collections.abc import Mapping

from digest.publish.gate import Gate
from digest.publish.links import Checked, Links
from digest.publish.manifest import Manifest

PLACE = '<h2 id="place">x</h2>'
LINK = '<a href="../a/#place">to it</a>'
A, B = "a/index.html", "b/index.html"

Pages = Mapping[str, str]  # what a page says, by its path


def html(body: str) -> bytes:
    return f'<html><body><article class="md-content__inner">{body}</article></body></html>'.encode()


def checked(manifest: Manifest, now: Pages, before: Pages) -> tuple[list[str], list[str]]:
    """What is wrong with a site, and the pages that were read for it beside those that are looked at when made."""
    read: list[str] = []

    def reading(path: str) -> bytes:
        read.append(path)
        return html(now[path])

    new = [path for path in now if now[path] != before.get(path)]
    links = Links(Gate("https://host.example/"), manifest, everywhere=())
    for path in new:
        links.look(path, now[path], html(now[path]))
    gone = before.keys() - now.keys()
    return links.problems(Checked(wanted=now, before=before, gone=gone, new=new, read=reading)), read


def test_a_page_that_stayed_is_read_where_a_place_it_leads_to_is_gone() -> None:
    with Manifest(None) as manifest:
        before = {A: PLACE, B: LINK}
        assert checked(manifest, before, {}) == ([], [])
        problems, read = checked(manifest, before | {A: "none"}, before)
        assert problems == [f"{B}:1: the link '../a/#place' leads to a place that {A} does not have"]
        assert B in read


def test_a_page_that_gave_up_its_link_is_not_read_for_it() -> None:
    with Manifest(None) as manifest:
        before = {A: PLACE, B: LINK}
        assert checked(manifest, before, {}) == ([], [])
        assert checked(manifest, {A: "none", B: "no link"}, before) == ([], [])
