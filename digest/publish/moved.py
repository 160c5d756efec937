"""Pages at addresses that once were a story's or a person's: they lead on, so that no address is ever dead."""

from collections.abc import Iterator

from digest.nouns import Page
from digest.publish.addresses import inside, person_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.matter import front_matter
from digest.publish.safe import attribute


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
    for slug in edition.absent:
        yield _page(f"stories/{slug}/", "archive/", book, {"title": "Archive", "absent": "This story"})
    for old in edition.absent_people:
        yield _page(f"people/{old}/", "people/", book, {"title": "People", "absent": "This person"})


def _page(path: str, to: str, book: Almanac, words: dict[str, str]) -> Page:
    front = {
        **words,
        "template": "moved.html",
        "moved_to": f"../../{to}",
        "moved_to_absolute": f"{book.options.url}{to}",
        "search": {"exclude": True},
    }
    return Page(path=f"{inside(path)}index.md", markdown=front_matter(front))
