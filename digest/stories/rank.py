"""In which order an edition's stories stand, and why; by the edition's date, never by a clock."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter

from digest.labels import N_
from digest.nouns import Age, Coverage, Edition, Moment, Rank, RankClass, Status, Story

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
    pins = {story.id: place for place, story in enumerate((one for one in edition.stories if one.pinned), start=1)}
    unplaced = [_rank(story, edition, pin=pins.get(story.id, 0)) for story in edition.stories]
    return tuple(_placed(rank, place) for place, rank in enumerate(sorted(unplaced, key=attrgetter("key")), start=1))


def printed_day(moment: Moment) -> date:
    """The moment's `day`, sooner: thousands are asked for, and most sources give no offset."""
    return moment.day if moment.offset_minutes else moment.at.date()


def _placed(rank: Rank, place: int) -> Rank:
    """As `replace` makes it, sooner: every story has one."""
    return Rank(
        story=rank.story,
        place=place,
        pin=rank.pin,
        standing=rank.standing,
        ages=rank.ages,
        topics=rank.topics,
        outlets=rank.outlets,
        latest=rank.latest,
    )


def in_rank_order(edition: Edition, order: Sequence[Rank]) -> Edition:
    """The edition with its stories, and those of its topics, in rank order."""
    place = {rank.story: rank.place for rank in order}
    stories = tuple(sorted(edition.stories, key=lambda story: place[story.id]))
    if not edition.topics:
        return replace(edition, stories=stories)
    articles = [member.analysis.article.id for story in stories for member in story.members]
    position = {article: at for at, article in enumerate(articles)}
    return replace(
        edition, stories=stories, topics=tuple(_in_order(topic, place, position) for topic in edition.topics)
    )


def _rank(story: Story, edition: Edition, *, pin: int) -> Rank:
    outlets: set[str] = set()
    voices: set[str] = set()  # the independent texts
    begun: dict[str, date] = {}  # by text, when it was first published, as far as that is known and trusted
    latest: Moment | None = None
    newest: date | None = None
    for member in story.members:
        if outlet := member.analysis.article.outlet:
            outlets.add(outlet.value.casefold())
        if not member.retells:
            voices.add(member.text_group)
        if (moment := member.published) and not moment.doubt:
            day = printed_day(moment)
            begun[member.text_group] = min(day, begun.get(member.text_group, day))
            newest = day if newest is None else max(newest, day)
            latest = moment if latest is None or moment.at > latest.at else latest
    return Rank(
        story=story.id,
        place=0,
        pin=pin,
        standing=_standing(story, edition, newest),
        ages=_ages(tuple(_age(edition.date, begun.get(voice)) for voice in voices)),
        topics=story.topics,
        outlets=len(outlets),
        latest=latest,
    )


def _standing(story: Story, edition: Edition, newest: date | None) -> RankClass:
    """What a story is to an edition; `newest` is the day of its newest article that has a trusted date."""
    if story.status is Status.CONTINUING:
        return RankClass.CONTINUING if _within(newest, edition, PAST) else RankClass.PAST
    return RankClass.NEWS if _within(newest, edition, OLD) else RankClass.BACKGROUND


def _within(newest: date | None, edition: Edition, span: timedelta) -> bool:
    """Whether its newest article is of the last days, or not older than the edition before; of no date: it may be."""
    if newest is None or edition.date is None:
        return True
    bound = edition.date - span
    return newest >= (min(bound, edition.previous_date) if edition.previous_date else bound)


def _age(today: date | None, first: date | None) -> int | None:
    """How many days before the edition's a text was first published; None where that is not known."""
    return max(0, (today - first).days) if today and first else None


@lru_cache(maxsize=10_000)  # most stories of an archive are of one text, and many of one day
def _ages(days: tuple[int | None, ...]) -> tuple[Age, ...]:
    """The independent texts by their ages, given in any order."""
    ordered = sorted(Counter(days).items(), key=lambda one: (one[0] is None, one[0] or 0))
    return tuple(Age(days=number, texts=texts) for number, texts in ordered)


def _in_order(coverage: Coverage, place: dict[str, int], position: dict[str, int]) -> Coverage:
    return replace(
        coverage,
        stories=tuple(sorted(coverage.stories, key=lambda story: place[story])),
        matches=tuple(sorted(coverage.matches, key=lambda match: position[match.article])),
    )
