"""How much of an article's text the data hold: what the configuration says, and less of old stories."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from digest.publish.almanac import Almanac
from digest.publish.data.shapes import Kept

_EXTENTS: dict[str, Kept] = {"none": "places", "extracts": "extracts", "full": "full"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What of a story is published as data."""

    kept: Kept

    @property
    def outline(self) -> bool:
        """Whether the headline, ids, addresses and counts are all."""
        return self.kept == "outline"

    def extract(self, text: str | None) -> str | None:
        """A sentence, a quote, a value: short words of an article."""
        return text if text and self.kept in {"full", "extracts"} else None

    def title(self, text: str) -> str | None:
        """The headline of an article; it is needed to name it, and goes with all else when the story is old."""
        return None if self.outline else text

    def whole(self, text: str) -> str | None:
        """A whole text."""
        return text if self.kept == "full" else None


def extents_of(book: Almanac) -> Iterator[tuple[str, Extent]]:
    """How much of each story is published now. Days are counted back from the edition's own day."""
    days, newest, usual = book.options.data_days, book.edition.date, Extent(kept=_EXTENTS[book.options.data_text])
    for story in book.stories:
        last = _last_day(story, book) if days else None
        old = last and newest and newest - last > timedelta(days=days)
        yield story, Extent(kept="outline") if old else usual


def _last_day(story: str, book: Almanac) -> date | None:
    """The day of a story's newest article; where none is dated, that of the edition that brought the story."""
    return book.lines[story].last or book.edition_days.get(str(book.stories[story].first_edition))
