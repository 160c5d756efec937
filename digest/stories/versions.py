"""An utterance as it is shown: its first version, with all others beside it and the words that differ."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from digest.nouns import KeyQuote, Quote, Variant, Wording
from digest.stories.likeness import Likeness, likeness
from digest.stories.spoken import Utterance
from digest.stories.wordings import Words, spans, words_of

REPEATED = 0.5  # share of a quote's weight that its article has printed in a longer one


@dataclass(frozen=True)
class _Version:
    """What one article has of an utterance: its stretches in order, and those that say a part of them again."""

    order: tuple[int, int]
    article: str
    parts: tuple[Quote, ...]
    words: Words
    repeats: tuple[Utterance, ...]
    person: str
    named: bool
    translated: bool

    @property
    def language(self) -> str:
        return self.parts[0].language


def key_quote(said: Sequence[Utterance]) -> KeyQuote:
    """Put the versions of one utterance beside the first: that of the earliest article that names the speaker."""
    by_article: dict[str, list[Utterance]] = defaultdict(list)
    for one in said:
        by_article[one.article].append(one)
    versions = sorted((_version(some) for some in by_article.values()), key=lambda version: version.order)
    first = min(versions, key=lambda version: (not version.person, not version.named, version.order))
    compared = [(version, likeness(first.words, version.words)) for version in versions if version is not first]
    differing = chain.from_iterable(alike.differing[0] for version, alike in compared if _comparable(first, version))
    return KeyQuote(
        article=first.article,
        parts=first.parts,
        person=first.person,
        key=False,
        differing=spans(first.words, set(differing)),
        variants=tuple(chain(_repeats(first, first), *(_variants(first, *one) for one in compared))),
    )


def _version(some: Sequence[Utterance]) -> _Version:
    """The utterances of one article that make up its version; what repeats a longer one is kept apart."""
    ranked = sorted(some, key=lambda one: (-one.voice.sureness, -len(one.words.words), one.order))
    main = [ranked[0]]
    repeats: list[Utterance] = []
    for one in ranked[1:]:
        so_far = words_of([part for kept in main for part in kept.parts])
        again = one.voice != ranked[0].voice or likeness(so_far, one.words).covered >= REPEATED
        (repeats if again else main).append(one)
    main.sort(key=lambda one: one.order)
    parts = tuple(part for one in main for part in one.parts)
    return _Version(
        order=main[0].order,
        article=main[0].article,
        parts=parts,
        words=main[0].words if len(main) == 1 else words_of(parts),
        repeats=tuple(sorted(repeats, key=lambda one: one.order)),
        person=ranked[0].voice.person,
        named=bool(ranked[0].voice.words),
        translated=any(one.translated for one in main),
    )


def _variants(first: _Version, version: _Version, alike: Likeness) -> Iterable[Variant]:
    yield Variant(
        article=version.article,
        parts=version.parts,
        wording=_wording(first, version, alike),
        differing=spans(version.words, alike.differing[1]) if _comparable(first, version) else (),
    )
    yield from _repeats(first, version)


def _repeats(first: _Version, version: _Version) -> Iterable[Variant]:
    for one in version.repeats:
        alike = likeness(first.words, one.words)
        yield Variant(
            article=one.article,
            parts=one.parts,
            wording=_how(alike),
            differing=spans(one.words, alike.differing[1]),
        )


def _comparable(one: _Version, other: _Version) -> bool:
    """Whether words can be told apart: of two languages all differ."""
    return one.language == other.language


def _wording(first: _Version, version: _Version, alike: Likeness) -> Wording:
    how = _how(alike)
    translated = first.translated or version.translated
    if not _comparable(first, version) or (translated and how is Wording.REWORDED):
        return Wording.TRANSLATED
    return how


def _how(alike: Likeness) -> Wording:
    """How the other wording stands to the one."""
    if "".join(alike.one.forms) == "".join(alike.other.forms):
        return Wording.SAME
    if not alike.pairs:
        return Wording.OTHER_CUT
    mine, theirs = alike.left_over
    if alike.contradicts or not (mine or theirs):  # a lost "not" is no mere cut, nor is another order
        return Wording.REWORDED
    if not theirs:
        return Wording.CUT
    if not mine:
        return Wording.FULLER
    return Wording.REWORDED if any(alike.differing) else Wording.OTHER_CUT
