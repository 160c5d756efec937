"""Versions of one article: which of them counts, and what its outlet changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.nouns import Article, Revision, Skipped, Span

SHINGLE = 8  # words in a row that hardly stand in two texts by chance
PART, WHOLE = 0.6, 0.9  # an excerpt is at most so long, and has so many of its shingles in common with the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The versions of one article, sorted out."""

    article: Article  # the version that counts
    revisions: tuple[Revision, ...]  # newest first
    duplicates: tuple[Skipped, ...]  # files that tell nothing else; in the order in which they were met


def settle(versions: Sequence[Article]) -> Settled:
    """Sort out files that are the same article, given in the order of their paths.

    The version that counts is the latest: by the time at which a fetch brought it where all have one, else by when its
    source says that it was changed or published. The same words twice are a duplicate, and so is an excerpt of another
    version (a feed's teaser beside the whole page); of versions whose order is unknown the first by path counts.
    """
    kept: list[Article] = []
    duplicates: list[Skipped] = []
    fetched = all(version.fetched for version in versions)
    for version in versions:
        twin = next((other for other in kept if _words(other) == _words(version)), None)
        whole = next((other for other in versions if not fetched and _is_excerpt(version, other)), None)
        if twin:
            duplicates.append(_skipped(version, f"the same article as {twin.source.name}, which is kept"))
        elif whole:
            duplicates.append(_skipped(version, f"an excerpt of {whole.source.name}, which is kept"))
        else:
            kept.append(version)
    kept.sort(key=lambda version: _when(version, fetched).timestamp(), reverse=True)
    latest, revisions = kept[0], list[Revision]()
    for older in kept[1:]:
        newer = revisions[-1].older if revisions else latest
        if _when(newer, fetched) > _when(older, fetched):
            revisions.append(compare(newer, older))
        else:
            reason = f"the same address as {newer.source.name} with other words, and neither says which is the later"
            duplicates.append(_skipped(older, f"{reason}; {newer.source.name} is kept"))
    return Settled(article=latest, revisions=tuple(revisions), duplicates=tuple(duplicates))


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


def _skipped(version: Article, reason: str) -> Skipped:
    return Skipped(path=version.source.name, reason=f"{reason}; remove one of the two files")


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
