"""Which articles tell one story, and why."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from digest.nouns import Analysis, Evidence, Group, Member, Moment, Origin, Precision
from digest.stories.background import Frequencies, frequencies
from digest.stories.copies import text_groups
from digest.stories.linkage import link
from digest.stories.similarity import Doubts, Space, shared, similarities, space
from digest.stories.terms import profile

DOUBTS = Doubts()
LEAST = 0.03  # pairs less alike than this are as good as unlike, and are not kept
SHOWN = 12  # shared terms that an article's evidence names


def group(  # noqa: PLR0913 — the settings of one method, each with its default
    analyses: Sequence[Analysis],
    *,
    archive: Frequencies | None = None,
    threshold: float = 0.09,
    closeness: float = 0.8,
    highest: float = 0.35,
    doubts: Doubts = DOUBTS,
    title: float = 2.0,
    number: float = 1.5,
    day: float = 1.5,
    prior: float = 100.0,
    words: float = 300.0,
) -> tuple[Group, ...]:
    """Put the articles that tell one story together, with the evidence for each.

    Articles are compared by the cosine of their weighted terms (`title`, `number`, `day`: see terms.profile; `prior`,
    `words`: see background.rarity) less what their dates, figures and names say against it (`doubts`), then grouped by
    average linkage (`threshold`, `closeness`, `highest`: see linkage.link). `archive` holds the term frequencies learnt
    from earlier articles; without it they are counted in `analyses`.

    Time and memory grow with the pairs of articles within `doubts.horizon` of each other, so with a constant daily
    volume the sparse product is what still grows as the square.

    The order of `analyses` does not matter. Groups are in order of their first members, undated ones last; members are
    earliest first, undated last, ties by id. An undated member takes the day of the dated member that it matches best.
    """
    ordered = sorted(analyses, key=lambda analysis: analysis.article.id)
    profiles = [profile(analysis, title=title, number=number, day=day) for analysis in ordered]
    known = archive or frequencies(each.weights.keys() for each in profiles)
    articles = space(profiles, known, prior=prior, words=words)
    pairs = similarities(articles, least=LEAST, doubts=doubts)
    stories = link(len(ordered), pairs, threshold=threshold, closeness=closeness, highest=highest)
    neighbours = _neighbours(len(ordered), pairs)
    groups = [_group(story, ordered, articles, neighbours) for story in stories]
    return tuple(sorted(groups, key=lambda each: _time_order(each.members[0].analysis)))


def _time_order(analysis: Analysis) -> tuple[bool, datetime, str]:
    """Earliest first, undated last, ties by id."""
    moment = analysis.article.published
    return (moment is None, moment.at if moment else datetime.min.replace(tzinfo=UTC), analysis.article.id)


def _neighbours(size: int, pairs: Mapping[tuple[int, int], float]) -> list[dict[int, float]]:
    neighbours: list[dict[int, float]] = [{} for _ in range(size)]
    for (a, b), value in pairs.items():
        neighbours[a][b] = neighbours[b][a] = value
    return neighbours


def _group(
    story: Sequence[int], ordered: Sequence[Analysis], articles: Space, neighbours: Sequence[Mapping[int, float]]
) -> Group:
    places = sorted(story, key=lambda index: _time_order(ordered[index]))
    texts = text_groups([(ordered[index].article.id, ordered[index].article.text) for index in places])
    return Group(
        members=tuple(
            Member(
                analysis=ordered[index],
                evidence=_evidence(index, frozenset(story), ordered, articles, neighbours[index]),
                text_group=texts[ordered[index].article.id],
                published=_published(index, places, ordered, neighbours[index]),
            )
            for index in places
        )
    )


def _evidence(
    index: int,
    story: frozenset[int],
    ordered: Sequence[Analysis],
    articles: Space,
    neighbours: Mapping[int, float],
) -> Evidence:
    best, score = _nearest({other: value for other, value in neighbours.items() if other in story})
    other, other_score = _nearest({other: value for other, value in neighbours.items() if other not in story})
    return Evidence(
        best=ordered[best].article.id if best is not None else "",
        score=score,
        shared=shared(articles, index, best, score, shown=SHOWN) if best is not None else (),
        nearest_other=ordered[other].article.id if other is not None else "",
        nearest_other_score=other_score,
    )


def _nearest(scores: Mapping[int, float]) -> tuple[int | None, float]:
    """The article of the highest score, the first of equals, and the score."""
    if not scores:
        return None, 0.0
    best = min(scores, key=lambda index: (-scores[index], index))
    return best, scores[best]


def _published(
    index: int, story: Sequence[int], ordered: Sequence[Analysis], neighbours: Mapping[int, float]
) -> Moment | None:
    """The article's own moment, or the day of the dated member that it matches best."""
    own = ordered[index].article.published
    if own is not None:
        return own
    dated = [other for other in story if (moment := ordered[other].article.published) and not moment.doubt]
    if not dated:
        return None
    nearest = min(dated, key=lambda other: (-neighbours.get(other, 0.0), story.index(other)))
    moment = ordered[nearest].article.published
    if moment is None:
        return None
    return Moment(
        at=datetime.combine(moment.day, time.min, UTC),
        precision=Precision.DAY,
        origin=Origin.STORY,
        evidence=f"the day of the dated article that it matches best, of {len(dated)} in its story",
    )
