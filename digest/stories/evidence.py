"""Why each article is in its story: the member that it matches best, what they share, and the nearest one outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digest.nouns import Analysis, Evidence, Group, Member, Moment, Origin, Precision, Shared
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A group to be made. All that is worked out for it depends on its articles' analyses and on the `basis`."""

    places: tuple[int, ...]  # its members, in order
    ids: tuple[str, ...]
    published: tuple[Moment | None, ...]
    best: tuple[int, ...]  # the place of the member that each matches best, or -1
    scores: tuple[float, ...]
    basis: tuple[object, ...]  # JSON values


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is worked out for a group, of each member in order."""

    text_groups: tuple[str, ...]
    retells: tuple[str, ...]
    shared: tuple[tuple[Shared, ...], ...]


def _alone(draft: Draft) -> Findings:
    """What there is to be found of a single article."""
    return Findings(text_groups=draft.ids, retells=("",), shared=((),))


Work = Callable[[Sequence[Draft]], list[Findings]]
Recall = Callable[[Sequence[Draft], Work], list[Findings]]  # what is known of groups, and the others worked out


def all_anew(drafts: Sequence[Draft], work: Work) -> list[Findings]:
    """Recall nothing."""
    return work(drafts)


class Compared:
    """Articles and how alike they are. Makes groups of them, the machine's or an editor's, with each one's evidence."""

    def __init__(  # noqa: PLR0913 - all that was compared
        self,
        ordered: Sequence[Analysis],
        articles: Space,
        pairs: Pairs,
        shingles: Sequence[Shingles],
        *,
        near: float,
        recall: Recall = all_anew,
    ) -> None:
        """Take `articles`, `pairs` and `shingles` by their places in `ordered`; `near` is in days."""
        self._ordered, self.articles, self._shingles = ordered, articles, shingles
        self._near, self._recall = near, recall
        self._table = pairs.table(len(ordered))
        self._rows = np.repeat(np.arange(len(ordered)), np.diff(self._table.indptr))
        days = articles.days
        self._close = ~(np.abs(days[self._table.indices] - days[self._rows]) > near)
        self.places: Mapping[str, int] = {analysis.article.id: place for place, analysis in enumerate(ordered)}

    def group(self, ids: Collection[str], by_hand: Collection[str] = ()) -> Group:
        """Make the group of these articles, of which editors put the `by_hand` into it: see groups."""
        return self.groups([[self.places[name] for name in ids]], by_hand)[0]

    def groups(self, parts: Sequence[Sequence[int]], by_hand: Collection[str] = ()) -> list[Group]:
        """Make groups of the articles at these places, none of which may be in two.

        Members are earliest first, undated last, ties by id. An undated one takes the day of the dated member that it
        matches best. The nearest article outside is looked for within `near` days.
        """
        home = np.full(len(self._ordered), -1)
        for number, part in enumerate(parts):
            home[part] = number
        nearest = self._nearest(home)
        drafts = [self._draft(part, nearest) for part in parts]
        several = iter(self._recall([draft for draft in drafts if len(draft.ids) > 1], self._work))
        found = [next(several) if len(draft.ids) > 1 else _alone(draft) for draft in drafts]
        return [self._group(*pair, nearest, by_hand) for pair in zip(drafts, found, strict=True)]

    def basis(self, group: Group) -> tuple[object, ...]:
        """What tells a group from all others, beside its articles' analyses; JSON values."""
        return tuple(
            (
                self.articles.keys[self.places[one.analysis.article.id]],
                (one.evidence.best, one.evidence.score),
                (one.evidence.nearest_other, one.evidence.nearest_other_score),
                str(one.published.at) if one.published else "",
                one.published.evidence if one.published else "",
                one.by_hand,
            )
            for one in group.members
        )

    def _draft(self, part: Sequence[int], nearest: "_Nearest") -> Draft:
        ordered, (likest, scores) = self._ordered, nearest.inside
        places = sorted(part, key=lambda place: time_order(ordered[place])) if len(part) > 1 else list(part)
        ids = tuple(ordered[place].article.id for place in places)
        published = tuple(self._published(place, places) for place in places)
        best, alike = tuple(likest[place] for place in places), tuple(scores[place] for place in places)
        keys = [self.articles.keys[place] for place in places]
        matches = [ordered[place].article.id if place >= 0 else "" for place in best]
        return Draft(
            places=tuple(places),
            ids=ids,
            published=published,
            best=best,
            scores=alike,
            basis=(keys, matches, alike, [(str(one.at), one.evidence) if one else None for one in published]),
        )

    def _work(self, drafts: Sequence[Draft]) -> list[Findings]:
        return [self._found(draft) for draft in drafts]

    def _found(self, draft: Draft) -> Findings:
        members = [self._ordered[place] for place in draft.places]
        shingles = [self._shingles[place] for place in draft.places]
        texts = grouped_texts(list(zip(draft.ids, shingles, strict=True)))
        retold = retellings(members, draft.published, texts)
        given = zip(draft.places, draft.best, draft.scores, strict=True)
        return Findings(
            text_groups=tuple(texts[name] for name in draft.ids),
            retells=tuple(retold[name] for name in draft.ids),
            shared=tuple(
                shared(self.articles, place, best, score, shown=SHOWN) if best >= 0 else ()
                for place, best, score in given
            ),
        )

    def _group(self, draft: Draft, found: Findings, nearest: "_Nearest", by_hand: Collection[str]) -> Group:
        return Group(
            members=tuple(
                Member(
                    analysis=self._ordered[place],
                    evidence=self._evidence(draft, found, number, nearest),
                    text_group=found.text_groups[number],
                    published=draft.published[number],
                    retells=found.retells[number],
                    by_hand=draft.ids[number] in by_hand,
                )
                for number, place in enumerate(draft.places)
            )
        )

    def _evidence(self, draft: Draft, found: Findings, number: int, nearest: "_Nearest") -> Evidence:
        place, best, (others, scores) = draft.places[number], draft.best[number], nearest.outside
        other = others[place]
        return Evidence(
            best=self._ordered[best].article.id if best >= 0 else "",
            score=draft.scores[number],
            shared=found.shared[number],
            nearest_other=self._ordered[other].article.id if other >= 0 else "",
            nearest_other_score=scores[place],
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
