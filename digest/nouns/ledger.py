"""The coverage ledger: what an edition does not know, and what people decided."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digest.nouns.sources import FeedHealth, Revision, Skipped


class Depth(StrEnum):
    """What the program can read in a language."""

    PARSED = "parsed"  # sentences, names, roles, and speakers by the grammar of the sentence
    BESIDE = "beside"  # no grammar: speakers only where name and reporting word stand directly beside the quotation
    MARKS = "marks"  # no grammar and no words: quotations by their marks, a speaker only before a colon


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRead:
    """The articles of one language, and how well they could be read."""

    language: str  # ISO 639-1, or "und"
    depth: Depth
    articles: tuple[str, ...]  # ids, in the edition's order


class Hearing(StrEnum):
    """Whether an outlet was heard in an edition."""

    HEARD = "heard"  # this edition brings an article of it
    SILENT = "silent"  # it brings none, though the outlet is followed, or was heard lately
    FAILING = "failing"  # it brings none, and a feed of the outlet cannot be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An outlet that is followed, or was heard lately."""

    outlet: str
    hearing: Hearing
    articles: int  # that this edition brings
    last: date | None  # the day of its newest article here with a trusted date


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """An article of which only the feed's own words are here, since its page could not be had."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the digest does not know, and what people decided."""

    skipped: tuple[Skipped, ...]  # by path
    duplicates: tuple[Skipped, ...]  # the same article stored twice; by path
    unmatched_rules: tuple[str, ...]  # editorial rules that match nothing, with the nearest match
    decisions: tuple[str, ...]  # editorial rules that acted, in words
    excluded: int  # articles that editors excluded, or that are in a story that they hid
    revisions: tuple[Revision, ...] = ()  # articles that their outlets changed; by file, the latest change first
    feeds: tuple[FeedHealth, ...] = ()  # by outlet and address
    outlets: tuple[Heard, ...] = ()  # by name
    languages: tuple[LanguageRead, ...] = ()  # the most articles first
    undated: tuple[str, ...] = ()  # ids of articles without any date; here and below in the edition's order
    doubtful: tuple[str, ...] = ()  # ids of articles whose date is not trusted
    inferred: tuple[str, ...] = ()  # ids of articles dated by their story, or by the day on which they came in
    unnamed: tuple[str, ...] = ()  # ids of articles that name no outlet
    teasers: tuple[Teaser, ...] = ()
