"""Why each article is in its story: the member that it matches best, what they share, and the nearest one outside."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from digest.nouns import Analysis, Deferred, Evidence, Group, Member, Moment, Origin, Precision, Shared
from digest.stories.comparisons import KEY_SIZE
from digest.stories.copies import Whole, grouped_texts
from digest.stories.pairs import Pairs
from digest.stories.retellings import retellings
from digest.stories.similarity import shared
from digest.stories.space import Space

Places = NDArray[np.int64]
Numbers = NDArray[np.float64]
SHOWN = 12  # shared terms that an article's evidence names


def in_order(groups: Collection[Group]) -> tuple[Group, ...]:
    """In order of their first members, undated ones last, ties by id."""

    def key(group: Group) -> tuple[float, str]:
        first = group.members[0].analysis.article
        return _moment(first.published), first.id

    return tuple(sorted(groups, key=key))


def _moment(published: Moment | None) -> float:
    return published.at.timestamp() if published else math.inf


def _in_time(moments: Sequence[Moment | None]) -> list[int]:
    """The rank of each: earliest first, undated last, ties in order."""
    at = np.array([*map(_moment, moments)])
    rank = np.empty(len(at), dtype=np.int64)
    rank[np.argsort(at, kind="stable")] = np.arange(len(at))
    found: list[int] = rank.tolist()
    return found


class Draft(NamedTuple):
    """A group to be made. All that is worked out for it depends on its articles' analyses and on the `basis`."""

    places: tuple[int, ...]  # its members, in order
    ids: tuple[str, ...]
    published: tuple[Moment | None, ...]
    best: tuple[int, ...]  # the place of the member that each matches best, or -1
    scores: tuple[float, ...]
    basis: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings(Deferred):
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


class _Member(Member):
    """A member whose evidence is put together when somebody asks for it: few of many stories are printed again."""

    __slots__ = ("_made",)

    _made: Callable[[], Evidence]

    def __getattr__(self, name: str) -> Any:
        if name != "evidence":
            raise AttributeError(name)
        object.__setattr__(self, name, found := self._made())
        return found


class Compared:
    """Articles and how alike they are. Makes groups of them, the machine's or an editor's, with each one's evidence."""

    def __init__(  # noqa: PLR0913 - all that was compared
        self,
        ordered: Sequence[Analysis],
        articles: Space,
        pairs: Pairs,
        shingles: Whole,
        *,
        near: float,
        recall: Recall = all_anew,
    ) -> None:
        """Take `articles`, `pairs` and `shingles` by their places in `ordered`; `near` is in days."""
        self._ordered, self.articles, self._shingles = ordered, articles, shingles
        self._recall = recall
        self._table = pairs.table(len(ordered))
        self._rows = np.repeat(np.arange(len(ordered)), np.diff(self._table.indptr))
        days = articles.days
        self._close = ~(np.abs(days[self._table.indices] - days[self._rows]) > near)
        self._ids = [analysis.article.id for analysis in ordered]
        self.places: Mapping[str, int] = {name: place for place, name in enumerate(self._ids)}
        self._rank = _in_time([analysis.article.published for analysis in ordered])
        self._weights = np.frombuffer(bytes.fromhex("".join(articles.keys)), dtype=np.uint8).reshape(-1, KEY_SIZE)
        self._bases: dict[tuple[str, ...], bytes] = {}

    def group(self, ids: Collection[str], by_hand: Collection[str] = ()) -> Group:
        """Make the group of these articles, of which editors put the `by_hand` into it: see groups."""
        return self.groups([[self.places[name] for name in ids]], by_hand)[0]

    def groups(self, parts: Sequence[Sequence[int]], by_hand: Collection[str] = ()) -> list[Group]:
        """Make groups of the articles at these places, none of which may be in two; in order of their first members.

        Members are earliest first, undated last, ties by id. An undated one takes the day of the dated member that it
        matches best. The nearest article outside is looked for within `near` days.
        """
        rank = self._rank
        ordered = sorted((sorted(part, key=rank.__getitem__) for part in parts), key=lambda part: rank[part[0]])
        home = np.full(len(self._ordered), -1)
        for number, part in enumerate(ordered):
            home[part] = number
        inside = home[self._rows] == home[self._table.indices]
        drafts = self._drafts(ordered, *self._likest(inside))
        others, scores = (each.tolist() for each in self._likest(~inside & self._close))
        nearest = [(self._ids[other] if other >= 0 else "", score) for other, score in zip(others, scores, strict=True)]
        several = iter(self._recall([draft for draft in drafts if len(draft.ids) > 1], self._work))
        found = [next(several) if len(draft.ids) > 1 else _alone(draft) for draft in drafts]
        return [self._group(*pair, nearest, by_hand) for pair in zip(drafts, found, strict=True)]

    def basis(self, group: Group) -> bytes:
        """What tells a group from all others, beside its articles' analyses."""
        return self._bases[group.ids]

    def _drafts(self, parts: Sequence[Sequence[int]], likest: Places, scores: Numbers) -> list[Draft]:
        """The groups of these places, which are in order; `likest` and `scores` are of all articles."""
        places = np.array(list(chain.from_iterable(parts)), dtype=np.int64)
        starts = np.cumsum([0, *map(len, parts)])
        first = np.repeat(starts[:-1], np.diff(starts))
        within = np.full(len(self._ordered) + 1, -1)  # … of the group, and of no article
        within[places] = np.arange(len(places)) - first
        likest, scores = likest[places], scores[places]
        columns = (self._weights[places], _as_bytes(within[likest]), _as_bytes(scores))
        told = np.concatenate(columns, axis=1)
        ids, published = self._ids, [analysis.article.published for analysis in self._ordered]
        drafts = []
        for part, start in zip(parts, starts.tolist(), strict=False):
            end = start + len(part)
            moments = tuple(published[place] or self._inferred(place, part) for place in part)
            inferred = [str(one) for one in moments if one and one.origin is Origin.STORY]
            drafts.append(
                Draft(
                    places=tuple(part),
                    ids=tuple(ids[place] for place in part),
                    published=moments,
                    best=tuple(likest[start:end].tolist()),
                    scores=tuple(scores[start:end].tolist()),
                    basis=told[start:end].tobytes() + "\n".join(inferred).encode("utf-8", "surrogatepass"),
                )
            )
        return drafts

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

    def _group(
        self, draft: Draft, found: Findings, nearest: Sequence[tuple[str, float]], by_hand: Collection[str]
    ) -> Group:
        outside = [nearest[place] for place in draft.places]
        placed = tuple(name in by_hand for name in draft.ids)
        self._bases[draft.ids] = b"\0".join((draft.basis, repr((outside, placed)).encode("utf-8", "surrogatepass")))
        members, evidence, put = [], partial(self._evidence, draft, found, outside), object.__setattr__
        for number, place in enumerate(draft.places):
            member = object.__new__(_Member)
            put(member, "analysis", self._ordered[place])
            put(member, "text_group", found.text_groups[number])
            put(member, "published", draft.published[number])
            put(member, "retells", found.retells[number])
            put(member, "by_hand", placed[number])
            put(member, "_made", partial(evidence, number))
            members.append(member)
        return Group(members=tuple(members))

    def _evidence(self, draft: Draft, found: Findings, outside: Sequence[tuple[str, float]], number: int) -> Evidence:
        best, (other, score) = draft.best[number], outside[number]
        return Evidence(
            best=self._ids[best] if best >= 0 else "",
            score=draft.scores[number],
            shared=found.shared[number],
            nearest_other=other,
            nearest_other_score=score,
        )

    def _likest(self, kept: NDArray[np.bool_]) -> tuple[Places, Numbers]:
        """For each article the likest of its row's `kept` cells, the first of equals, and how alike; else -1, 0."""
        rows, others, scores = self._rows[kept], self._table.indices[kept], self._table.data[kept]
        order = np.lexsort((others, -scores, rows))
        found, first = np.unique(rows[order], return_index=True)
        best, score = np.full(len(self._ordered), -1), np.zeros(len(self._ordered))
        best[found], score[found] = others[order][first], scores[order][first]
        return best, score

    def _inferred(self, place: int, story: Sequence[int]) -> Moment | None:
        """For an undated article the day of the dated member that it matches best, else of the earliest."""
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


def _as_bytes(numbers: NDArray[Any]) -> NDArray[np.uint8]:
    """A row of bytes for each number."""
    little = numbers.astype(numbers.dtype.newbyteorder("<"))
    return little.view(np.uint8).reshape(-1, little.itemsize)
