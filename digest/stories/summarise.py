"""The sentences that tell a story: verbatim, chosen together, in an order that reads."""

from collections.abc import Collection, Mapping, Sequence

from digest.nouns import Analysis, Extract
from digest.stories.choice import Limits, choose, fits, follows, opens, stands
from digest.stories.concepts import worth
from digest.stories.copies import text_groups as find_text_groups
from digest.stories.meaning import ALIKE, SHORT_ALIKE, Meanings, key
from digest.stories.sentences import Candidate, candidates, plainest

NO_LIMIT = 10_000
STORY_SHARE = 0.42  # an editor's summary of short items is about this part of them
SHORTEST = 20.0  # words
SENTENCE_WORDS = 25


def summarise(  # noqa: PLR0913 — each bound is its own keyword
    analyses: Sequence[Analysis],
    *,
    words: int | None = None,
    sentences: int | None = None,
    per_source: int | None = None,
    text_groups: Mapping[str, str] | None = None,
    retold: Collection[str] = (),
    newest: Collection[str] = (),
) -> tuple[Extract, ...]:
    """Choose the sentences that tell a story, in reading order.

    `analyses` are the story's articles, earliest first; `words` (as str.split() counts them), `sentences` and
    `per_source` (sentences of one text) are upper bounds, None for none. `text_groups` maps an article's id to that of
    the text that it is a copy of, so that support is counted in independent texts; left out, copies are looked for.
    `retold` are the ids of articles that retell others: they carry sentences, and none of theirs is chosen.
    `newest` are the ids of the articles of the story's newest day, where it has several: they lead.
    """
    if text_groups is None:
        text_groups = find_text_groups([(one.article.id, one.article.text) for one in analyses])
    texts = independent([one for one in analyses if one.article.id not in retold], text_groups)
    total = sum(len(one.article.text.split()) for one in texts)
    expected = max(SHORTEST, min(words or SENTENCE_WORDS * (sentences or 5), STORY_SHARE * total))
    pool = candidates(analyses, text_groups)
    weights = worth(texts, expected)
    meanings = Meanings(pool, weights, short=ALIKE if words else SHORT_ALIKE)
    limits = Limits(words or NO_LIMIT, sentences or NO_LIMIT, per_source or NO_LIMIT)
    own = [one for one in pool if one.article not in retold]
    chosen = choose(own, weights, meanings, limits=limits, expected=expected, newest=newest)
    if not chosen:
        pool = plainest(analyses, text_groups)
        meanings = Meanings(pool, weights)
        chosen = next(((one,) for one in pool if one.article not in retold and fits((), one, limits)), ())
    printed = {one.article.id: " ".join(one.article.text.split()) for one in analyses}
    return tuple(_extract(one, pool, meanings, printed) for one in in_reading_order(chosen, newest))


def independent(analyses: Sequence[Analysis], text_groups: Mapping[str, str]) -> list[Analysis]:
    """One article of each text, in the story's order: the longest, and of equal ones the earliest."""
    longest: dict[str, Analysis] = {}
    for one in analyses:
        group = text_groups.get(one.article.id, one.article.id)
        if group not in longest or len(one.article.text) > len(longest[group].article.text):
            longest[group] = one
    return list(longest.values())


def in_reading_order(chosen: Sequence[Candidate], newest: Collection[str]) -> tuple[Candidate, ...]:
    """The newest development first, each day as its articles unfold; "the visit" and "He" after what they stand for."""

    def place(one: Candidate) -> tuple[bool, int, int]:
        return one.article not in newest, one.position, chosen.index(one)

    alone = [one for one in chosen if not any(follows(one, other) for other in chosen)]
    opening = min(alone, key=lambda one: (not opens(one), place(one)), default=None)
    waiting = sorted(alone, key=lambda one: (one is not opening, place(one)))
    ordered: list[Candidate] = []
    while waiting:
        one = next((one for one in waiting if stands(one, ordered)), waiting[0])
        waiting.remove(one)
        ordered.append(one)
        while after := next((next_ for next_ in chosen if follows(next_, ordered[-1])), None):
            ordered.append(after)
    return tuple(ordered)


def _extract(
    candidate: Candidate, pool: Sequence[Candidate], meanings: Meanings, printed: Mapping[str, str]
) -> Extract:
    carried = {one.article for one in pool if key(one) != key(candidate) and meanings.same(candidate, one)}
    text = " ".join(candidate.text.split())
    carried |= {article for article, whole in printed.items() if text in whole}
    also = tuple(article for article in printed if article in carried - {candidate.article})
    sentence = candidate.sentence
    return Extract(article=candidate.article, start=sentence.start, end=sentence.end, text=candidate.text, also_in=also)
