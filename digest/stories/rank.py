"""In which order an edition's stories stand, and why; by the edition's date, never by a clock."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from digest.labels import N_
from digest.nouns import Age, Coverage, Edition, Member, Moment, Rank, RankClass, Status, Story

OLD = timedelta(days=3)  # what ended longer before the edition, and before the last one, does not lead
PAST = timedelta(days=14)  # what ended longer before is not continuing any more
RANK_RULE = N_(  # a label holds its numbers itself; a test holds them to those above
    "Stories that an editor pinned come first, in the editor’s order. Then come stories that bring something new and "
    "whose newest article is at most 3 days older than the edition, or was published since the edition "
    "before; then recent stories that only continue (nothing new, at most 14 days old); then what this "
    "edition brings of older days; then past stories. Among equals the heavier story comes first: each of its "
    "independent texts counts one on the edition’s own day, one half the day after it was first published, one third "
    "on the second day, and so on (copies of one text count once, retellings not at all, a text without a trusted "
    "date as one of 3 days before). Of equal weight, a story of a watched topic comes first, then the "
    "one of more outlets, then the one with the later news."
)


def ranks(edition: Edition) -> tuple[Rank, ...]:
    """Why each story stands where it stands, in rank order; pinned ones must come in the editors' order."""
    pinned = [story.id for story in edition.stories if story.pinned]
    unplaced = [
        _rank(story, edition, pin=pinned.index(story.id) + 1 if story.pinned else 0) for story in edition.stories
    ]
    ordered = sorted(unplaced, key=lambda rank: rank.key)
    return tuple(replace(rank, place=place) for place, rank in enumerate(ordered, start=1))


def in_rank_order(edition: Edition, order: Sequence[Rank]) -> Edition:
    """The edition with its stories, and those of its topics, in rank order."""
    place = {rank.story: rank.place for rank in order}
    stories = tuple(sorted(edition.stories, key=lambda story: place[story.id]))
    articles = [member.analysis.article.id for story in stories for member in story.members]
    position = {article: at for at, article in enumerate(articles)}
    return replace(
        edition, stories=stories, topics=tuple(_in_order(topic, place, position) for topic in edition.topics)
    )


def newest_day(story: Story) -> date | None:
    """The day of a story's newest article that has a trusted date."""
    return max((moment.day for moment in _moments(story.members)), default=None)


def _rank(story: Story, edition: Edition, *, pin: int) -> Rank:
    named = (member.analysis.article.outlet for member in story.members)
    return Rank(
        story=story.id,
        place=0,
        pin=pin,
        standing=_standing(story, edition),
        ages=_ages(story, edition.date),
        topics=story.topics,
        outlets=len({outlet.value.casefold() for outlet in named if outlet}),
        latest=max(_moments(story.members), key=lambda moment: moment.at, default=None),
    )


def _standing(story: Story, edition: Edition) -> RankClass:
    if story.status is Status.CONTINUING:
        return RankClass.CONTINUING if _within(story, edition, PAST) else RankClass.PAST
    return RankClass.NEWS if _within(story, edition, OLD) else RankClass.BACKGROUND


def _within(story: Story, edition: Edition, span: timedelta) -> bool:
    """Whether its newest article is of the last days, or not older than the edition before; of no date: it may be."""
    newest = newest_day(story)
    if newest is None or edition.date is None:
        return True
    bound = edition.date - span
    return newest >= (min(bound, edition.previous_date) if edition.previous_date else bound)


def _ages(story: Story, day: date | None) -> tuple[Age, ...]:
    """The independent texts by the day on which each was published first."""
    voices = {member.text_group for member in story.members if not member.retells}
    counted: Counter[int | None] = Counter()
    for voice in voices:
        days = [moment.day for moment in _moments([one for one in story.members if one.text_group == voice])]
        counted[max(0, (day - min(days)).days) if days and day else None] += 1
    ordered = sorted(counted.items(), key=lambda one: (one[0] is None, one[0] or 0))
    return tuple(Age(days=days, texts=texts) for days, texts in ordered)


def _moments(members: Sequence[Member]) -> Iterator[Moment]:
    """When articles were published, as far as it is known and trusted."""
    return (member.published for member in members if member.published and not member.published.doubt)


def _in_order(coverage: Coverage, place: dict[str, int], position: dict[str, int]) -> Coverage:
    return replace(
        coverage,
        stories=tuple(sorted(coverage.stories, key=lambda story: place[story])),
        matches=tuple(sorted(coverage.matches, key=lambda match: position[match.article])),
    )
