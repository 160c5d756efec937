"""Why each article is in its story: the member that it matches best, what they share, and the nearest one outside."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time

import numpy as np
from numpy.typing import NDArray

from digest.nouns import Analysis, Evidence, Group, Member, Moment, Origin, Precision
from digest.stories.copies import text_groups
from digest.stories.pairs import Pairs
from digest.stories.retellings import retellings
from digest.stories.similarity import shared
from digest.stories.space import Space

SHOWN = 12  # shared terms that an article's evidence names

Indices = NDArray[np.int32]
Numbers = NDArray[np.float64]


def time_order(analysis: Analysis) -> tuple[bool, datetime, str]:
    """Earliest first, undated last, ties by id."""
    moment = analysis.article.published
    return (moment is None, moment.at if moment else datetime.min.replace(tzinfo=UTC), analysis.article.id)


def in_order(groups: Collection[Group]) -> tuple[Group, ...]:
    """In order of their first members, undated ones last."""
    return tuple(sorted(groups, key=lambda each: time_order(each.members[0].analysis)))


class Compared:
    """Articles and how alike they are. Makes groups of them, the machine's or an editor's, with each one's evidence."""

    def __init__(self, ordered: Sequence[Analysis], articles: Space, pairs: Pairs, *, near: float) -> None:
        """Take `articles` and `pairs` by their places in `ordered`; `near` is in days."""
        self._ordered, self._articles, self._near = ordered, articles, near
        self._table = pairs.table(len(ordered))
        self._place = {analysis.article.id: place for place, analysis in enumerate(ordered)}

    def group(self, ids: Collection[str], by_hand: Collection[str] = ()) -> Group:
        """Make the group of these articles, of which editors put the `by_hand` into it.

        Members are earliest first, undated last, ties by id. An undated one takes the day of the dated member that it
        matches best. The nearest article outside is looked for within `near` days.
        """
        ordered = self._ordered
        places = sorted((self._place[name] for name in ids), key=lambda place: time_order(ordered[place]))
        texts = text_groups([(ordered[place].article.id, ordered[place].article.text) for place in places])
        published = [self._published(place, places) for place in places]
        retold = retellings([ordered[place] for place in places], published, texts)
        story = np.array(places)
        return Group(
            members=tuple(
                Member(
                    analysis=ordered[place],
                    evidence=self._evidence(place, story),
                    text_group=texts[ordered[place].article.id],
                    published=moment,
                    retells=retold[ordered[place].article.id],
                    by_hand=ordered[place].article.id in by_hand,
                )
                for place, moment in zip(places, published, strict=True)
            )
        )

    def _row(self, place: int) -> tuple[Indices, Numbers]:
        """The places of its neighbours, in order, and their scores."""
        part = slice(self._table.indptr[place], self._table.indptr[place + 1])
        return self._table.indices[part], self._table.data[part]

    def _evidence(self, place: int, story: NDArray[np.int64]) -> Evidence:
        others, scores = self._row(place)
        days, inside = self._articles.days, np.isin(others, story)
        near = ~(np.abs(days[others] - days[place]) > self._near)
        best, score = _likest(others[inside], scores[inside])
        other, other_score = _likest(others[~inside & near], scores[~inside & near])
        return Evidence(
            best=self._ordered[best].article.id if best is not None else "",
            score=score,
            shared=shared(self._articles, place, best, score, shown=SHOWN) if best is not None else (),
            nearest_other=self._ordered[other].article.id if other is not None else "",
            nearest_other_score=other_score,
        )

    def _published(self, place: int, story: Sequence[int]) -> Moment | None:
        """The article's own moment, or the day of the dated member that it matches best, else of the earliest."""
        own = self._ordered[place].article.published
        if own is not None:
            return own
        moments = {other: self._ordered[other].article.published for other in story}
        dated = {other: moment for other, moment in moments.items() if moment and not moment.doubt}
        if not dated:
            return None
        others, values = self._row(place)
        scores = dict(zip(others.tolist(), values.tolist(), strict=True))
        nearest = max(dated, key=lambda other: scores.get(other, 0.0))
        which = "the dated article that it matches best" if nearest in scores else "the earliest dated article"
        return Moment(
            at=datetime.combine(dated[nearest].day, time.min, UTC),
            precision=Precision.DAY,
            origin=Origin.STORY,
            evidence=f"the day of {which}, of {len(dated)} in its story",
        )


def _likest(others: Indices, scores: Numbers) -> tuple[int | None, float]:
    """The article of the highest score, the first of equals, and the score."""
    if not len(others):
        return None, 0.0
    best = int(np.argmax(scores))
    return int(others[best]), float(scores[best])
