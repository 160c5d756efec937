"""Pages at addresses that once had another one: they lead on, so that no address is ever dead."""

from collections.abc import Collection, Iterable, Iterator

from digest.nouns import Page
from digest.publish.addresses import inside, is_topic, person_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.matter import front_matter
from digest.publish.safe import attribute

_KEPT = (
    "archive/",
    "editions/",
    "outlets/",
    "topics/",
)  # stories and people have addresses that their own memory keeps


def lasting(pages: Iterable[Page]) -> tuple[str, ...]:
    """The addresses of pages that no later edition may leave dead: of outlets, months, topics and editions; sorted."""
    return tuple(sorted(page.path.removesuffix("index.md") for page in pages if page.path.startswith(_KEPT)))


def absent_pages(formerly: Iterable[str], made: Collection[str], book: Almanac) -> Iterator[Page]:
    """A page for each of those addresses that an earlier edition had and none of the pages `made` (paths) is at."""
    for address in formerly:
        if f"{address}index.md" not in made:
            words = "This topic is no longer watched." if is_topic(address) else "This page is not in this edition."
            yield _page(address, "archive/", book, {"title": "Archive", "absent": words})


def moved_pages(book: Almanac) -> Iterator[Page]:
    """One page for each address of an earlier edition that is no page of this one."""
    edition = book.edition
    for redirect in edition.redirects:
        if redirect.story in book.stories:
            story = book.stories[redirect.story]
            title, address = attribute(story.told.headline.text), story_address(story)
            yield _page(
                f"stories/{redirect.slug}/", address, book, {"title": title, "moved": "This story is now part of"}
            )
    for old, person in edition.moved_people:
        if person in book.people:
            title, address = attribute(book.people[person].name), person_address(person)
            yield _page(f"people/{old}/", address, book, {"title": title, "moved": "This person is listed as"})
    emptied = dict(edition.emptied)
    for slug in edition.absent:
        by_hand = slug in edition.hidden or slug in emptied
        to, title = ("edited/", "Edited by hand") if by_hand else ("archive/", "Archive")
        why = "was taken out of this digest by an editor" if by_hand else "is not in this edition"
        why += f": {attribute(emptied[slug]).rstrip('.')}" if slug in emptied else ""
        yield _page(f"stories/{slug}/", to, book, {"title": title, "absent": f"This story {why}."})
    for old in edition.absent_people:
        yield _page(
            f"people/{old}/", "people/", book, {"title": "People", "absent": "This person is not in this edition."}
        )


def _page(path: str, to: str, book: Almanac, words: dict[str, str]) -> Page:
    front = {
        **words,
        "template": "absent.html" if "absent" in words else "moved.html",
        "moved_to": f"{'../' * path.count('/')}{to}",
        "moved_to_absolute": f"{book.options.url}{to}",
    }
    return Page(path=f"{inside(path)}index.md", markdown=front_matter(front))
