"""Editions, one after the other: what each brought, and what is kept of it to be read again."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.nouns.decisions import Removal
from digest.nouns.deferred import Deferred


class Status(StrEnum):
    """What a story is in an edition."""

    NEW = "new"
    UPDATED = "updated"
    CONTINUING = "continuing"


@dataclass(frozen=True, slots=True, kw_only=True)
class News(Deferred):
    """What an edition brought to a story that the edition before it did not have. Places count from 0."""

    edition: int  # number of the edition that brought it
    since: date | None  # day of the edition before; None where that has none, or the same one
    whole: bool  # the story itself: none of its articles was there before
    sentences: tuple[int, ...]  # places in Told.summary
    quotes: tuple[int, ...]  # places in Told.quotes, of what nobody had quoted before
    versions: tuple[tuple[int, int], ...]  # (place in Told.quotes, place in KeyQuote.versions): a known quote, reworded
    sources: tuple[str, ...]  # ids of articles, in story order
    revised: tuple[str, ...]  # ids of articles that were there in another version, in story order
    sides: tuple[tuple[int, int], ...] = ()  # (place in Told.differences, in its sides): values that nobody gave before
    updates: tuple[tuple[int, int], ...] = ()  # (place in Told.differences, in its updates): what an outlet gives now


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRecord:
    """Words of an article, as an edition printed them."""

    text: str  # "" where the article was removed later
    article: str
    start: int  # offsets into the article's text as it was then
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRecord:
    """A summary sentence of a published edition."""

    words: PassageRecord
    outlet: str  # or the file, where the outlet was unknown
    link: str  # to the words in the original; "" where it has no address
    language: str
    new: bool  # since the edition before


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRecord:
    """A key quote of a published edition."""

    parts: tuple[PassageRecord, ...]  # of one utterance of one article, in order
    speaker: str  # "" where unknown
    role: str
    outlet: str
    link: str
    language: str
    new: bool

    @property
    def article(self) -> str:
        """The article that carries the words."""
        return self.parts[0].article


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRecord:
    """An outlet of a story, with its articles."""

    name: str  # or the file, where the outlet was unknown
    articles: tuple[str, ...]  # ids, in story order


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRecord:
    """A story as an edition published it; one that only continued has no sentences and no quotes."""

    id: str
    slug: str
    headline: str
    headline_article: str  # id of the article that printed the headline; "" when an editor wrote it
    status: Status
    texts: int  # independent ones
    sentences: tuple[SentenceRecord, ...]
    quotes: tuple[QuoteRecord, ...]
    outlets: tuple[OutletRecord, ...]  # in order of their first article
    topics: tuple[str, ...]  # names

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of its articles, by outlet."""
        return tuple(article for outlet in self.outlets for article in outlet.articles)

    @property
    def passages(self) -> tuple[PassageRecord, ...]:
        """All words of articles that stand in its text: of sentences, then of quotes."""
        words = [sentence.words for sentence in self.sentences]
        return (*words, *(part for quote in self.quotes for part in quote.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRecord:
    """An edition as it was published: all that a reader needs to read it again."""

    number: int
    date: date | None
    numbers: tuple[str, ...]  # the edition in numbers, in words
    stories: tuple[StoryRecord, ...]  # in rank order: those with news, then some that only continued
    left_out: int  # further stories that it had


class Fate(StrEnum):
    """What became of printed words."""

    STANDS = "stands"  # they stand in the stored article, word for word
    REVISED = "revised"  # only in an earlier version, which is stored: the outlet changed its article
    CHANGED = "changed"  # the article is stored, and nowhere has these words
    GONE = "gone"  # the article is stored no more
    REMOVED = "removed"  # an editor had the article removed: not even the record has the words
    WITHHELD = "withheld"  # an editor left out the article, its outlet or its story: not to be printed


@dataclass(frozen=True, slots=True, kw_only=True)
class PastQuote:
    """A quote of a past edition, and what became of it."""

    record: QuoteRecord
    fate: Fate
    speaker: str = ""  # whom an editor has since put in the speaker's place; "" for nobody
    corrected_by: str = ""  # the editor


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStory:
    """A story of a past edition, and what became of it."""

    record: StoryRecord
    headline_withheld: bool  # an editor left out the article that printed it
    sentences: tuple[Fate, ...]  # of record.sentences
    quotes: tuple[PastQuote, ...]  # of record.quotes
    slug: str  # the last part of its address; "" where the digest does not know the story any more
    withheld: bool  # an editor took the whole story out
    gone: bool  # none of its articles is in the digest now
    merged_into: str = ""  # id of the story of this edition that it is a part of now
    split_off: tuple[str, ...] = ()  # ids of other stories of this edition that hold articles of it, sorted
    renamed: str = ""  # an editor's headline that it has now
    removed: tuple[Removal, ...] = ()  # articles that it had, and that an editor has removed since


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEdition:
    """A recorded edition, as it can be read now."""

    number: int
    date: date | None
    slug: str  # fixed; the address is editions/<slug>/
    stories: tuple[PastStory, ...] = ()  # in the order of their edition
    numbers: tuple[str, ...] = ()
    left_out: int = 0
    problem: str = ""  # why its record cannot be read, with file and line; for editors
    kept: bool = True  # False: it was published before editions were kept
