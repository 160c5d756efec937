"""Why each article is in its story: the member that it matches best, what they share, and the nearest one outside."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digest.nouns import Analysis, Evidence, Group, Member, Moment, Origin, Precision
from digest.stories.copies import Shingles, grouped_texts
from digest.stories.pairs import Pairs
from digest.stories.retellings import retellings
from digest.stories.similarity import shared
from digest.stories.space import Space

SHOWN = 12  # shared terms that an article's evidence names


def time_order(analysis: Analysis) -> tuple[bool, datetime, str]:
    """Earliest first, undated last, ties by id."""
    moment = analysis.article.published
    return (moment is None, moment.at if moment else datetime.min.replace(tzinfo=UTC), analysis.article.id)


def in_order(groups: Collection[Group]) -> tuple[Group, ...]:
    """In order of their first members, undated ones last."""
    return tuple(sorted(groups, key=lambda each: time_order(each.members[0].analysis)))


class Compared:
    """Articles and how alike they are. Makes groups of them, the machine's or an editor's, with each one's evidence."""

    def __init__(
        self, ordered: Sequence[Analysis], articles: Space, pairs: Pairs, shingles: Sequence[Shingles], *, near: float
    ) -> None:
        """Take `articles`, `pairs` and `shingles` by their places in `ordered`; `near` is in days."""
        self._ordered, self._articles, self._shingles, self._near = ordered, articles, shingles, near
        self._table = pairs.table(len(ordered))
        self._rows = np.repeat(np.arange(len(ordered)), np.diff(self._table.indptr))
        days = articles.days
        self._close = ~(np.abs(days[self._table.indices] - days[self._rows]) > near)
        self._place = {analysis.article.id: place for place, analysis in enumerate(ordered)}

    def group(self, ids: Collection[str], by_hand: Collection[str] = ()) -> Group:
        """Make the group of these articles, of which editors put the `by_hand` into it: see groups."""
        return self.groups([[self._place[name] for name in ids]], by_hand)[0]

    def groups(self, parts: Sequence[Sequence[int]], by_hand: Collection[str] = ()) -> list[Group]:
        """Make groups of the articles at these places, none of which may be in two.

        Members are earliest first, undated last, ties by id. An undated one takes the day of the dated member that it
        matches best. The nearest article outside is looked for within `near` days.
        """
        home = np.full(len(self._ordered), -1)
        for number, part in enumerate(parts):
            home[part] = number
        nearest = self._nearest(home)
        return [self._group(part, nearest, by_hand) for part in parts]

    def _group(self, part: Iterable[int], nearest: "_Nearest", by_hand: Collection[str]) -> Group:
        ordered = self._ordered
        places = sorted(part, key=lambda place: time_order(ordered[place]))
        names = [ordered[place].article.id for place in places]
        texts = grouped_texts([(name, self._shingles[place]) for name, place in zip(names, places, strict=True)])
        published = [self._published(place, places) for place in places]
        retold = retellings([ordered[place] for place in places], published, texts)
        return Group(
            members=tuple(
                Member(
                    analysis=ordered[place],
                    evidence=self._evidence(place, nearest),
                    text_group=texts[name],
                    published=moment,
                    retells=retold[name],
                    by_hand=name in by_hand,
                )
                for name, place, moment in zip(names, places, published, strict=True)
            )
        )

    def _nearest(self, home: NDArray[np.int64]) -> "_Nearest":
        """The likest article in the same group, and the likest one outside: `home` is the group of each article."""
        inside = home[self._rows] == home[self._table.indices]
        return _Nearest(inside=self._likest(inside), outside=self._likest(~inside & self._close))

    def _likest(self, kept: NDArray[np.bool_]) -> tuple[list[int], list[float]]:
        """For each article the likest of its row's `kept` cells, the first of equals, and how alike; else -1, 0."""
        rows, others, scores = self._rows[kept], self._table.indices[kept], self._table.data[kept]
        order = np.lexsort((others, -scores, rows))
        found, first = np.unique(rows[order], return_index=True)
        best, score = np.full(len(self._ordered), -1), np.zeros(len(self._ordered))
        best[found], score[found] = others[order][first], scores[order][first]
        return best.tolist(), score.tolist()

    def _evidence(self, place: int, nearest: "_Nearest") -> Evidence:
        (best, score), (other, other_score) = ((which[place], how[place]) for which, how in nearest)
        return Evidence(
            best=self._ordered[best].article.id if best >= 0 else "",
            score=score,
            shared=shared(self._articles, place, best, score, shown=SHOWN) if best >= 0 else (),
            nearest_other=self._ordered[other].article.id if other >= 0 else "",
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
        cells = slice(self._table.indptr[place], self._table.indptr[place + 1])
        scores = dict(zip(self._table.indices[cells].tolist(), self._table.data[cells].tolist(), strict=True))
        nearest = max(dated, key=lambda other: scores.get(other, 0.0))
        which = "the dated article that it matches best" if nearest in scores else "the earliest dated article"
        return Moment(
            at=datetime.combine(dated[nearest].day, time.min, UTC),
            precision=Precision.DAY,
            origin=Origin.STORY,
            evidence=f"the day of {which}, of {len(dated)} in its story",
        )


class _Nearest(NamedTuple):
    """For each article the place of its likest one, or -1, and how alike they are."""

    inside: tuple[list[int], list[float]]
    outside: tuple[list[int], list[float]]
