"""Which articles tell one story, and why."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped] # scipy ships no types

from digest.nouns import Analysis, Evidence, Group, Member, Moment, Origin, Precision
from digest.stories.copies import same_texts, text_groups
from digest.stories.folding import fold
from digest.stories.learnt import FOUNDING, counted_once, schedule
from digest.stories.linkage import link
from digest.stories.pairs import common
from digest.stories.retellings import retellings
from digest.stories.similarity import Doubts, shared, similarities
from digest.stories.space import Space, space
from digest.stories.terms import profile

DOUBTS = Doubts()
NOTHING: Mapping[str, date] = {}
LEAST = 0.03  # pairs less alike than this are as good as unlike, and are not kept
SHOWN = 12  # shared terms that an article's evidence names


def group(  # noqa: PLR0913 — the settings of one method, each with its default
    analyses: Sequence[Analysis],
    *,
    seen: Mapping[str, date] = NOTHING,
    threshold: float = 0.09,
    formed: float = 0.14,
    closeness: float = 0.75,
    highest: float = 0.35,
    doubts: Doubts = DOUBTS,
    title: float = 2.0,
    number: float = 1.5,
    day: float = 1.5,
    prior: float = 100.0,
    words: float = 300.0,
    founding: int = FOUNDING,
) -> tuple[Group, ...]:
    """Put the articles that tell one story together, with the evidence for each.

    Articles are compared by the cosine of their weighted terms (`title`, `number`, `day`: see terms.profile; `prior`,
    `words`: see background.rarity) less what their dates, figures and names say against it (`doubts`), then grouped by
    average linkage, where the copies of one text count once (see folding.fold), with a brake that looks at what they
    tell first (`threshold`, `formed`, `closeness`, `highest`: see linkage.link). Terms weigh what the archive of
    earlier months has taught; `seen` says of articles that were not in the first edition which day's edition first held
    them (it and `founding`: see learnt.schedule). The nearest article of another story is looked for within
    `doubts.near` days, so that one more article changes little elsewhere.

    With a constant daily volume, time and memory grow with the articles, not with their pairs: only those within
    `doubts.near` of each other are all compared, others when they share rare terms (see pairs.at_any_distance).

    The order of `analyses` does not matter. Groups are in order of their first members, undated ones last; members are
    earliest first, undated last, ties by id. An undated member takes the day of the dated member that it matches best.
    """
    ordered = sorted(analyses, key=lambda analysis: analysis.article.id)
    profiles = (profile(analysis, title=title, number=number, day=day) for analysis in ordered)
    plan = schedule([analysis.article for analysis in ordered], seen=seen, founding=founding)
    same = _same_texts(ordered, plan.order.tolist())
    articles = space(profiles, counted_once(plan, same), prior=prior, words=words)
    pairs = similarities(articles, least=LEAST, doubts=doubts)
    leads = common(articles.leads, pairs.first, pairs.second)
    texts = fold(len(ordered), pairs, leads, same, days=articles.days, near=doubts.near)
    rules = {"threshold": threshold, "formed": formed, "closeness": closeness, "highest": highest}
    stories = texts.unfolded(link(len(texts.members), texts.pairs, texts.leads, **rules))
    near = _Neighbours(pairs.table(len(ordered)), stories, articles.days, doubts.near)
    groups = [_group(story, ordered, articles, near) for story in stories]
    return tuple(sorted(groups, key=lambda each: _time_order(each.members[0].analysis)))


def _same_texts(articles: Sequence[Analysis], order: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of places that are one text, looked for in this order: what comes late changes no pair before it."""
    return [(order[a], order[b]) for a, b in same_texts([articles[place].article.text for place in order])]


def _time_order(analysis: Analysis) -> tuple[bool, datetime, str]:
    """Earliest first, undated last, ties by id."""
    moment = analysis.article.published
    return (moment is None, moment.at if moment else datetime.min.replace(tzinfo=UTC), analysis.article.id)


class _Neighbours:
    """The articles that each article is like, inside its story and outside."""

    def __init__(
        self, table: csr_array, stories: Sequence[Sequence[int]], days: NDArray[np.float64], near: float
    ) -> None:
        self._table = table
        self._days = days
        self._near = near
        self._story = np.empty(table.shape[0], dtype=np.int64)
        for number, story in enumerate(stories):
            self._story[np.array(story)] = number

    def row(self, index: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Its neighbours, in order, and their scores."""
        part = slice(self._table.indptr[index], self._table.indptr[index + 1])
        return self._table.indices[part], self._table.data[part]

    def nearest(self, index: int, *, inside: bool) -> tuple[int | None, float]:
        """The article of the highest score, the first of equals, and the score: in its story, or out of it and near."""
        others, scores = self.row(index)
        kept = (self._story[others] == self._story[index]) == inside
        if not inside:
            kept &= ~(np.abs(self._days[others] - self._days[index]) > self._near)
        if not kept.any():
            return None, 0.0
        best = int(np.argmax(scores[kept]))
        return int(others[kept][best]), float(scores[kept][best])


def _group(story: Sequence[int], ordered: Sequence[Analysis], articles: Space, near: _Neighbours) -> Group:
    places = sorted(story, key=lambda index: _time_order(ordered[index]))
    texts = text_groups([(ordered[index].article.id, ordered[index].article.text) for index in places])
    published = [_published(index, places, ordered, near) for index in places]
    retold = retellings([ordered[index] for index in places], published, texts)
    return Group(
        members=tuple(
            Member(
                analysis=ordered[index],
                evidence=_evidence(index, ordered, articles, near),
                text_group=texts[ordered[index].article.id],
                published=moment,
                retells=retold[ordered[index].article.id],
            )
            for index, moment in zip(places, published, strict=True)
        )
    )


def _evidence(index: int, ordered: Sequence[Analysis], articles: Space, near: _Neighbours) -> Evidence:
    best, score = near.nearest(index, inside=True)
    other, other_score = near.nearest(index, inside=False)
    return Evidence(
        best=ordered[best].article.id if best is not None else "",
        score=score,
        shared=shared(articles, index, best, score, shown=SHOWN) if best is not None else (),
        nearest_other=ordered[other].article.id if other is not None else "",
        nearest_other_score=other_score,
    )


def _published(index: int, story: Sequence[int], ordered: Sequence[Analysis], near: _Neighbours) -> Moment | None:
    """The article's own moment, or the day of the dated member that it matches best."""
    own = ordered[index].article.published
    if own is not None:
        return own
    dated = [other for other in story if (moment := ordered[other].article.published) and not moment.doubt]
    if not dated:
        return None
    others, values = near.row(index)
    scores = dict(zip(others.tolist(), values.tolist(), strict=True))
    nearest = min(dated, key=lambda other: -scores.get(other, 0.0))
    moment = ordered[nearest].article.published
    if moment is None:
        return None
    return Moment(
        at=datetime.combine(moment.day, time.min, UTC),
        precision=Precision.DAY,
        origin=Origin.STORY,
        evidence=f"the day of the dated article that it matches best, of {len(dated)} in its story",
    )
