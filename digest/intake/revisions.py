"""Versions of one article: which of them counts, and what its outlet changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise

from digest.nouns import Article, Precision, Revision, Skipped, Span

SHINGLE = 8  # words in a row that hardly stand in two texts by chance
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
    another version (a feed's teaser beside the whole page); of versions whose order is unknown the first by path counts.
    """
    fetched = all(version.fetched for version in versions)
    duplicates: list[Skipped] = []
    whole: list[Article] = []
    for version in versions:
        longer = () if fetched else [other for other in versions if _is_excerpt(version, other)]
        if longer:
            longest = max(longer, key=lambda other: len(other.text))
            duplicates.append(_skipped(version, f"an excerpt of {longest.source.name}"))
        else:
            whole.append(version)
    whole.sort(key=lambda version: _when(version, fetched).timestamp(), reverse=True)
    kept: list[Article] = []
    for _, run in groupby(whole, key=_words):
        first, *others = sorted(run, key=lambda version: version.source.name)
        duplicates += [_same(other, first) for other in others]
        if not kept or _is_later(kept[-1], first, fetched):
            kept.append(first)
        else:
            twin = next((other for other in kept if _words(other) == _words(first)), None)
            duplicates.append(_same(first, twin) if twin else _unordered(first, kept[-1]))
    return Settled(
        article=kept[0],
        revisions=tuple(compare(newer, older) for newer, older in pairwise(kept)),
        duplicates=tuple(duplicates),
    )


def compare(newer: Article, older: Article) -> Revision:
    """What changed from one version to the next, paragraph by paragraph."""
    return Revision(newer=newer, older=older, added=_only_in(newer, older), removed=_only_in(older, newer))


def _only_in(one: Article, other: Article) -> tuple[Span, ...]:
    there = {_folded(other.text[block.start : block.end]) for block in other.blocks}
    return tuple(
        Span(start=block.start, end=block.end)
        for block in one.blocks
        if _folded(one.text[block.start : block.end]) not in there
    )


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
    moments = () if fetched else [version.published for version in (one, other) if not version.modified]
    if any(moment and moment.precision is Precision.DAY for moment in moments):
        return _day(one) > _day(other)
    return _when(one, fetched) > _when(other, fetched)


def _day(version: Article) -> date:
    if version.modified or not version.published:
        return _when(version, fetched=False).date()
    return version.published.day


def _when(version: Article, fetched: bool) -> datetime:  # noqa: FBT001 - one of two clocks
    known = version.fetched if fetched else version.modified or (version.published and version.published.at)
    return known or _UNKNOWN


_UNKNOWN = datetime.fromisoformat("0100-01-01T00:00:00+00:00")


def _words(version: Article) -> tuple[str, str]:
    return _folded(version.title.value if version.title else ""), _folded(version.text)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_excerpt(part: Article, whole: Article) -> bool:
    if part is whole or len(part.text) > PART * len(whole.text):
        return False
    own, others = _shingles(part), _shingles(whole)
    return len(own & others) >= WHOLE * len(own)


def _shingles(version: Article) -> frozenset[tuple[str, ...]]:
    words = _folded(version.text).split()
    size = min(SHINGLE, len(words))
    return frozenset(tuple(words[index : index + size]) for index in range(len(words) - size + 1))
