"""The search of an edition: its records, and its files as a site has them."""

from collections.abc import Iterable
from pathlib import Path

from digest.nouns import Edition
from digest.publish import SiteOptions
from digest.publish.almanac import almanac
from digest.publish.search import Name, Record, search_of, write
from digest.publish.search.records import names_of, story_record


def records_of(edition: Edition, options: SiteOptions) -> tuple[Record | Name, ...]:
    """All that can be found in an edition."""
    book = almanac(edition, options)
    return (*(story_record(story, book) for story in edition.stories), *names_of(book))


def written(some: Iterable[Record | Name], site: Path, options: SiteOptions) -> Path:
    """The folder of the search of some records, in the folder of a site."""
    write(search_of(some, options), site)
    return site / "search"
