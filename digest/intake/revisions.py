"""Versions of one article: which of them counts, and what its outlet changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, pairwise

from digest.nouns import Article, Precision, Revision, Skipped
from digest.paragraphs import folded, only_in

SHINGLE = 8  # words in a row that hardly stand in two texts by chance
EARLIEST = datetime.min.replace(tzinfo=UTC)  # of a version without a date
SEARCHED = 8  # of the longest versions; an address that thousands of records share is no article's
PART, WHOLE = 0.6, 0.9  # an excerpt is at most so long, and has so many of its shingles in common with the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The versions of one article, sorted out."""

    article: Article  # the version that counts
    revisions: tuple[Revision, ...]  # newest first
    duplicates: tuple[Skipped, ...]  # files that tell nothing else, in no order


def settle(versions: Sequence[Article]) -> Settled:
    """Sort out files that are the same article, given in the order of their paths.

    The version that counts is the latest: by the time at which a fetch brought it where all have one, else by when its
    source says that it was changed or published. The same words twice in a row are a duplicate, and so is an excerpt of
    another version (a feed's teaser beside the whole page). Of versions whose order is unknown a dated one counts, then
    the first by path.
    """
    if len(versions) == 1:
        return Settled(article=versions[0], revisions=(), duplicates=())
    fetched = all(version.fetched for version in versions)
    longest = [] if fetched else sorted(versions, key=lambda version: len(version.text), reverse=True)[:SEARCHED]
    searched = [(version, _shingles(version)) for version in longest]
    duplicates: list[Skipped] = []
    whole: list[Article] = []
    for version in versions:
        longer = _whole_of(version, searched)
        if longer:
            duplicates.append(_skipped(version, f"an excerpt of {longer.source.name}"))
        else:
            whole.append(version)
    whole.sort(key=lambda version: _when(version, fetched), reverse=True)
    kept: dict[tuple[str, str], Article] = {}
    chain: list[Article] = []
    for words, run in groupby(whole, key=_words):
        first, *others = sorted(run, key=lambda version: version.source.name)
        duplicates += [_same(other, first) for other in others]
        if not chain or _is_later(chain[-1], first, fetched):
            chain.append(first)
            kept.setdefault(words, first)
        else:
            duplicates.append(_same(first, kept[words]) if words in kept else _unordered(first, chain[-1]))
    return Settled(
        article=chain[0],
        revisions=tuple(compare(newer, older) for newer, older in pairwise(chain)),
        duplicates=tuple(duplicates),
    )


def compare(newer: Article, older: Article) -> Revision:
    """What changed from one version to the next, paragraph by paragraph."""
    return Revision(newer=newer, older=older, added=only_in(newer, older), removed=only_in(older, newer))


def _same(version: Article, twin: Article) -> Skipped:
    return _skipped(version, f"the same article as {twin.source.name}, which is kept")


def _unordered(version: Article, other: Article) -> Skipped:
    shared, there = "address" if version.url else "id", other.source.name
    reason = f"the same {shared} as {there} with other words, and neither says which is the later; {there} is kept"
    return _skipped(version, reason)


def _skipped(version: Article, reason: str) -> Skipped:
    return Skipped(path=version.source.name, reason=f"{reason}; remove one of the two files")


def _is_later(one: Article, other: Article, fetched: bool) -> bool:  # noqa: FBT001 - one of two clocks
    """Whether a version is known to be later than another: a day says nothing of an hour on that day."""
    if not fetched and _is_day(one) + _is_day(other):
        return EARLIEST.date() < _day(other) < _day(one)
    return EARLIEST < _when(other, fetched) < _when(one, fetched)


def _is_day(version: Article) -> bool:
    return not version.modified and version.published is not None and version.published.precision is Precision.DAY


def _day(version: Article) -> date:
    return version.published.day if version.published and _is_day(version) else _when(version, fetched=False).date()


def _when(version: Article, fetched: bool) -> datetime:  # noqa: FBT001 - one of two clocks
    known = version.fetched if fetched else version.modified or (version.published and version.published.at)
    return known or EARLIEST


def _words(version: Article) -> tuple[str, str]:
    return folded(version.title.value if version.title else ""), folded(version.text)


def _whole_of(part: Article, longest: Sequence[tuple[Article, frozenset[tuple[str, ...]]]]) -> Article | None:
    """The longest version of which another is an excerpt."""
    own = _shingles(part) if longest else frozenset()
    for whole, others in longest:
        if len(part.text) <= PART * len(whole.text) and len(own & others) >= WHOLE * len(own):
            return whole
    return None


def _shingles(version: Article) -> frozenset[tuple[str, ...]]:
    words = folded(version.text).split()
    size = min(SHINGLE, len(words))
    return frozenset(tuple(words[index : index + size]) for index in range(len(words) - size + 1))
