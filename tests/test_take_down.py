"""Take-down: after an article is removed, no byte of what the program makes or keeps has its words."""

import gzip
import html
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from functools import reduce
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import MINIMAL, build, config_of

from digest.cli import main
from digest.editorial import RULES_NAME, read_rules
from digest.lock import LOCK_NAME, read_lock
from digest.nouns import Edition, Story
from digest.reviewing import review
from digest.store import Store

BODY = (
    "The council of Port Ember closed the Quarvexin bridge on Monday after inspectors found cracks in two of "
    "its piers.\n\n“Nobody drives over the Quarvexin until the welds are replaced,” said Ondria Felquist, the chief "
    "engineer of the harbour district.\n\nThe closure costs the ferry company 4,711 passengers a day, Felquist said, "
    "and the Brimvolta works will last until October."
)
OTHER = (
    "Port Ember has closed its harbour bridge for repairs, and ferries are crowded.\n\n“We have asked for two more "
    "boats,” said Tomas Birk, who runs the ferry office.\n\nThe council expects the bridge in Port Ember to stay "
    "closed until autumn after inspectors found cracks in its piers."
)
LATER = (
    "Inspectors found more cracks in the piers of the closed harbour bridge in Port Ember, the council said on Tuesday."
    "\n\n“The Threlkaven crane arrives in May,” said Ondria Felquist, the chief engineer of the harbour district.\n\n"
    "The closure of the Quarvexin bridge in Port Ember costs the ferry company more passengers than expected."
)
LONELY = (
    "A museum in Tarn Hollow showed its collection of Wexelthorn clocks for the first time on Sunday.\n\n“Each of them "
    "was wound by hand,” said Marguerite Ollenshaw, who keeps the Wexelthorn rooms.\n\nThe clocks came from a tower "
    "that burnt down in a storm, and visitors queued along the river for tickets."
)
SECRETS = (
    "quarvexin", "ondria", "felquist", "brimvolta", "4,711", "welds", "wexelthorn", "ollenshaw", "marguerite",
    "drimsel", "threlkaven",
)  # fmt: skip
SQLITE = b"SQLite format 3\0"
POINTER = 4  # bytes, with which SQLite begins a page that goes on with a long row
HEADS = ("bollivar", "tickadoon")  # words of headlines, of which addresses are made
FILES = {
    "bollivar-bridge-drimsel.md": (
        "Gazette", "Bollivar bridge in Port Ember closed after cracks are found", "2031-03-03", BODY
    ),
    "birk-on-ferries.md": ("Herald", "Ferries crowded", "2031-03-03", OTHER),
    "tickadoon-clocks.md": ("Gazette", "Tickadoon clocks on show in Tarn Hollow", "2031-03-02", LONELY),
    "piers-drimsel.md": ("Gazette", "More cracks in the bridge in Port Ember", "2031-03-04", LATER),
    "harbour-dues.md": (
        "Herald", "Harbour dues to fall", "2031-03-05",
        "Dues in the southern harbour fall by a third in May.\n\n“Shippers asked for it,” said Ada Brook, the clerk."
    ),
}  # fmt: skip
VICTIMS = ("bollivar-bridge-drimsel.md", "tickadoon-clocks.md")
REMOVED = (VICTIMS[0], "piers-drimsel.md", VICTIMS[1])  # the second came in a later edition, as an update
WHO = ("--by", "Nadia", "--because", "A court said so.")


def write(folder: Path, name: str) -> None:
    outlet, title, day, text = FILES[name]
    head = f"title: {title}\noutlet: {outlet}\ndate: {day}\n"
    head += "" if name == VICTIMS[1] else f"url: https://{outlet.lower()}.example/{name[:-3]}\n"
    (folder / "content" / name).write_text(f"---\n{head}---\n\n{text}\n", encoding="utf-8")


def edit(folder: Path, *words: str) -> str:
    command, *rest = words
    result = CliRunner().invoke(main, ["edit", command, "--config", str(folder / "site_config.yml"), *rest])
    assert result.exit_code == 0, result.output
    return result.output


def reviewed(folder: Path) -> Edition:
    """The edition that the next build would publish."""
    with Store(None) as store:
        content = folder / "content"
        lock = read_lock(content / LOCK_NAME)
        return review(config_of(folder), content, lock=lock, store=store, as_of=None, step=lambda *_: None).edition


def bytes_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and what is inside those that are compressed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            name = path.relative_to(folder).as_posix()
            yield name, name.encode() + b"\n" + (data if b"\0" in data else html.unescape(data.decode()).encode())
            if data.startswith(b"\x1f\x8b"):
                yield name, gzip.decompress(data)


def found(folder: Path, words: tuple[str, ...], *, but: tuple[str, ...] = ()) -> set[tuple[str, str]]:
    """Which words stand in which files, addresses of stories left out."""
    slugs = [story.slug.encode() for story in read_lock(folder / "content" / LOCK_NAME).stories]
    hits = set()
    for name, data in bytes_of(folder):
        whole = without_cut(slugs, data) if data.removeprefix(name.encode() + b"\n").startswith(SQLITE) else data
        text = reduce(lambda left, slug: left.replace(slug, b""), slugs, whole).lower()
        hits |= {(word, name) for word in words if name not in but and word.encode() in text}
    return hits


def without_cut(slugs: list[bytes], data: bytes) -> bytes:
    """A file of SQLite without the addresses that the end of a page cuts in two: the rest stands on any other page."""
    start = data.index(SQLITE)
    size = int.from_bytes(data[start + 16 : start + 18], "big")
    kept = bytearray(data)
    for slug, cut in [(one, cut) for one in slugs for cut in range(1, len(one))]:
        at = kept.find(slug[:cut])
        while at >= 0:  # what a page has room for may end anywhere on it, with the number of the next page
            rest = start + (int.from_bytes(kept[at + cut : at + cut + POINTER], "big") - 1) * size + POINTER
            if rest > start and kept.startswith(slug[cut:], rest):
                kept[at : at + cut], kept[rest : rest + len(slug) - cut] = bytes(cut), bytes(len(slug) - cut)
            at = kept.find(slug[:cut], at + 1)
    for end in range(start + size, len(data), size):
        for slug in slugs:
            for cut in range(1, len(slug)):
                if kept.startswith(slug[:cut], end - cut):
                    kept[end - cut : end] = bytes(cut)
                if kept.startswith(slug[cut:], end + POINTER):
                    kept[end + POINTER : end + POINTER + len(slug) - cut] = bytes(len(slug) - cut)
    return bytes(kept)


def files_of(story: Story) -> set[str]:
    return {member.analysis.article.source.path for member in story.members}


def shown(page: Path) -> str:
    """The words of a page, without its markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", (page / "index.html").read_text(encoding="utf-8")))


@dataclass(frozen=True, kw_only=True)
class Desk:
    before: Path  # the digest as it was with the articles
    after: Path  # and after the build that followed their removal
    edition: Edition
    said: str  # by the command


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("takedown") / "digest"
    (folder / "content").mkdir(parents=True)
    (folder / "site_config.yml").write_text(MINIMAL, encoding="utf-8")
    for name in FILES:
        if name not in {"harbour-dues.md", REMOVED[1]}:
            write(folder, name)
    build(folder)
    write(folder, REMOVED[1])
    build(folder)
    before = Path(shutil.copytree(folder, folder.parent / "before"))
    write(folder, "harbour-dues.md")
    said = edit(folder, "remove", *REMOVED, *WHO)
    return Desk(before=before, after=folder, edition=build(folder).edition, said=said)


def test_every_word_was_there_before(desk: Desk) -> None:
    (told,) = (path.name for path in (desk.before / "site" / "stories").glob("bollivar-*"))
    places = {name for _, name in found(desk.before, SECRETS + HEADS)}
    for place in (
        *(f"site/stories/{told}/{name}" for name in ("index.html", "feed.xml", "feed.json")),
        *(f"site/{name}" for name in ("index.html", "feed.xml", "feed.json", "updates.xml", "updates.json")),
        *(f"site/data/{name}" for name in ("stories/", "articles.csv", "quotes.csv")),
        *("site/people/", "site/outlets/gazette/index.html", "site/outlets/gazette/feed.xml", "site/archive/2031/"),
        *("site/search/names/", "site/editions/", ".digest/store.sqlite", "content/editions/"),
        ".digest/previous-site/",
    ):
        assert any(name.startswith(place) for name in places), place
    head = (desk.before / "site" / "stories" / told / "index.html").read_text(encoding="utf-8")
    assert "Quarvexin" in head.partition("application/ld+json")[2].partition("</script>")[0], "structured data too"
    assert any("pf_fragment" in name for word, name in found(desk.before, ("quarvexin",)))
    assert {"ondria", "marguerite", "drimsel"} <= {
        word for word, name in found(desk.before, SECRETS) if LOCK_NAME in name
    }


def test_no_byte_has_a_word_of_a_removed_article(desk: Desk) -> None:
    assert not list((desk.after / ".digest").glob("store.sqlite-*")), "no journal stays"
    files = tuple(f"content/{name}" for name in REMOVED)
    assert found(desk.after, SECRETS + HEADS, but=files) == set()
    assert not (desk.after / ".digest" / "previous-site").exists()


def test_no_mail_has_a_word_of_a_removed_article(desk: Desk) -> None:
    path = Path(shutil.copytree(desk.after, desk.after.parent / "mailed"))
    done = CliRunner().invoke(main, ["mail", "--config", str(path / "site_config.yml"), "--html", str(path / "m.html")])
    assert done.exit_code == 0, done.output
    sent = message_from_bytes((path / "edition.eml").read_bytes(), policy=default)
    words = "".join(part.get_content() for part in sent.iter_parts()).lower()  # type: ignore[attr-defined]
    assert "two more boats" in words
    assert [word for word in SECRETS if word in words] == []
    assert found(path, SECRETS, but=tuple(f"content/{name}" for name in REMOVED)) == set(), "nor does the store again"


def test_a_note_stands_in_its_place(desk: Desk) -> None:
    site = desk.after / "site"
    (bridge,) = (story for story in desk.edition.stories if "birk-on-ferries.md" in files_of(story))
    words = "removed an article of Gazette: A court said so."
    assert any(decision == f"Nadia {words}" for decision in bridge.decisions)
    for page in (f"stories/{bridge.slug}", "edited"):
        assert words in shown(site / page), page
    (slug,) = (slug for slug, _ in desk.edition.emptied)
    assert "tickadoon" in slug
    absent = shown(site / "stories" / slug)
    assert "This story was taken out of this digest by an editor. A court said so." in absent
    past = shown(site / "editions" / "2031-03-03")
    assert past.count("Nadia has since removed an article of Gazette: A court said so.") == 2
    assert "left out an article of which" not in past, "it is said once"
    assert "We have asked for two more boats" in past, "what others wrote stays"
    (removed, *_) = json.loads((site / "data" / "edition.json").read_text(encoding="utf-8"))["removed"]
    assert (removed["outlet"], removed["by"], removed["because"]) == ("Gazette", "Nadia", "A court said so.")


def test_the_editor_is_told_what_the_build_does_not_reach(desk: Desk) -> None:
    for name in REMOVED:
        assert name in desk.said
    assert "Version control" in desk.said
    assert "What `digest mail` wrote before" in desk.said
    assert "bollivar-bridge" in desk.said.partition("Addresses stay")[2]
    rules = read_rules(desk.after / "content" / RULES_NAME).rules
    assert [rule.to for rule in rules] == ["Gazette"] * 3
    text = (desk.after / "content" / RULES_NAME).read_text(encoding="utf-8").lower()
    assert not any(word in text for word in SECRETS + HEADS), "the rule names no word"


@pytest.fixture
def digest(desk: Desk, tmp_path: Path) -> Path:
    return Path(shutil.copytree(desk.after, tmp_path / "digest"))


def articles_of(made: Edition) -> set[str]:
    return {file for story in made.stories for file in files_of(story)}


def test_the_rule_holds_without_the_file_and_keeps_out_what_comes_again(digest: Path) -> None:
    name = VICTIMS[0]
    kept = (digest / "content" / name).read_text(encoding="utf-8")
    (digest / "content" / name).unlink()
    assert len(reviewed(digest).removed) == 3
    mended = digest / "content" / VICTIMS[1]
    mended.write_text(mended.read_text(encoding="utf-8").replace("on Sunday", "on Saturday"), encoding="utf-8")
    path = digest / "content" / "feeds" / "gazette" / "2031-03-09-again.md"
    path.parent.mkdir(parents=True)
    path.write_text(kept.replace("on Monday", "on Sunday evening"), encoding="utf-8")
    (digest / "content" / "pasted.md").write_text(kept.partition("url:")[0] + "---\n\n" + BODY, encoding="utf-8")
    assert articles_of(reviewed(digest)) == {"birk-on-ferries.md", "harbour-dues.md", "pasted.md"}, (
        "the address keeps a mended version out, and so does the place of a file; but other files are other articles"
    )
    (digest / "content" / name).write_text(kept, encoding="utf-8")
    assert "pasted.md" not in articles_of(reviewed(digest)), "the same words of the same outlet are the same article"


def test_without_the_rule_it_comes_back(digest: Path) -> None:
    edit(digest, "undo")
    made = reviewed(digest)
    assert VICTIMS[1] in articles_of(made)
    assert [one.article for one in made.removed] != []
    assert made.emptied == ()


def test_a_deleted_file_leaves_the_same_site(digest: Path) -> None:
    said = edit(digest, "remove", *REMOVED, *WHO, "--delete-file")
    assert f"Deleted below {digest / 'content'}: {', '.join(sorted(REMOVED))}" in said
    assert not any((digest / "content" / name).exists() for name in REMOVED)
    assert len(read_rules(digest / "content" / RULES_NAME).rules) == 3, "a rule that is there is not written again"
    assert not build(digest).changed
    assert found(digest, SECRETS + HEADS) == set()
