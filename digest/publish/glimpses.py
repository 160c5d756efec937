"""What a page shows of a thing that is not its own: so little that it seldom changes, though the thing does."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from digest.nouns import Edition, FeedHealth, Member, PastEdition, Precision, Status, Story
from digest.publish.addresses import story_address
from digest.publish.languages import Words
from digest.publish.safe import Safe
from digest.publish.wording import local_day, sources_words, span_words

Value = TypeVar("Value")
Span = tuple[date | None, date | None]
_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """An article's place in the edition."""

    story: Story
    member: Member
    number: int  # its source mark on the story's page, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A story as lists have it."""

    id: str
    slug: str
    headline: str
    first: date | None  # day of its earliest article with a trusted date
    last: date | None
    counted: str  # "4 articles, 3 independent texts"
    when: str  # "24–27 February 2025"
    published: date | None  # day of the edition that first had it
    changed: date | None  # day of the last edition that brought it something

    @property
    def address(self) -> Safe:
        """Where its page is."""
        return story_address(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as pages of other stories name it."""

    title: str  # "" where it has none
    outlet: str
    file: str
    slug: str  # of its story
    number: int  # its source mark there


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A story that names a person, and what the person says in it."""

    line: Line
    named: bool  # whether an article of it names the person, as the person's noun has it
    said: tuple[tuple[str, date | None], ...]  # by quote: the outlet, and the trusted day, of the article that has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """How a feed does; of one that answers, nothing that changes with each fetch."""

    failing: datetime | None
    reason: str
    news: bool  # whether it has brought anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A recorded edition as lists have it."""

    number: int
    slug: str
    date: date | None
    fresh: int  # stories with news
    problem: bool
    kept: bool
    current: bool


class Lazily(Mapping[str, Value], Generic[Value]):
    """A value for each name, made when it is first asked for."""

    def __init__(self, names: Mapping[str, object], make: Callable[[str], Value]) -> None:
        self._names, self._make = names, make
        self._made: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def outlet_of(member: Member) -> str:
    """The name of the outlet, or "" where it is unknown."""
    fact = member.analysis.article.outlet
    return fact.value if fact else ""


def trusted_day(member: Member, zone: ZoneInfo) -> date | None:
    """The day on which an article was published, where that is known and not doubted."""
    moment = member.published
    return local_day(moment, zone) if moment and not moment.doubt else None


def story_days(story: Story, zone: ZoneInfo) -> list[date]:
    """The days on which a story's articles were published, doubtful dates left out."""
    days = (trusted_day(member, zone) for member in story.members)
    return sorted(day for day in days if day)


def span(story: Story, trusted: Mapping[str, date | None]) -> Span:
    """The first and the last trusted day of a story, given that of each article."""
    days = [day for article in story.told.group.ids if (day := trusted[article])]
    return (min(days), max(days)) if days else (None, None)


def edition_days(edition: Edition) -> Mapping[int, date | None]:
    """The day of each known edition, by number."""
    return {past.number: past.date for past in edition.past} | {edition.number: edition.date}


def line(story: Story, days_of: Mapping[int, date | None], words: Words, zone: ZoneInfo) -> Line:
    """A story in a line."""
    days = story_days(story, zone)
    published = days_of.get(story.first_edition)
    return Line(
        id=story.id,
        slug=story.slug,
        headline=story.told.headline.text,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        counted=sources_words(story, words),
        when=span_words(days, words),
        published=published,
        changed=days_of.get(story.update.edition) if story.update else published,
    )


def piece(home: Home) -> Piece:
    """An article in a few words."""
    article = home.member.analysis.article
    return Piece(
        title=article.title.value if article.title else "",
        outlet=outlet_of(home.member),
        file=article.source.name,
        slug=home.story.slug,
        number=home.number,
    )


def in_order(homes: Iterable[Home]) -> list[str]:
    """The ids of articles of a day, earliest first."""
    return [home.member.analysis.article.id for home in sorted(homes, key=_appeared)]


def moment_of(member: Member) -> datetime:
    """When an article was published, for sorting; an unknown time is before all of our days."""
    return member.published.at if member.published else _NEVER


def _appeared(home: Home) -> tuple[bool, datetime, str]:
    moment = home.member.published
    timed = moment is not None and moment.precision is Precision.MINUTE
    return (not timed, moment_of(home.member), home.member.analysis.article.id)


def newest_first(stories: Iterable[Line]) -> list[Line]:
    """Stories by their last trusted day, newest first; undated last, ties by id."""
    by_id = sorted(stories, key=lambda story: story.id)
    return sorted(by_id, key=lambda story: story.last or date.min, reverse=True)


def begun_on(day: date | None, stories: Iterable[Story], trusted: Mapping[str, date | None]) -> list[str]:
    """Those of some stories (ids) that began on a day, newest first; on None those without a day."""
    spans = {story.id: span(story, trusted) for story in stories}
    found = sorted(name for name, (first, _) in spans.items() if first == day)
    return sorted(found, key=lambda name: spans[name][1] or date.min, reverse=True)


def fetched(feeds: Iterable[FeedHealth]) -> Mapping[str, tuple[Fetched, ...]]:
    """How the feeds of each outlet do."""
    found: dict[str, tuple[Fetched, ...]] = {}
    for feed in feeds:
        own = Fetched(failing=feed.failing, reason=feed.reason if feed.failing else "", news=feed.news is not None)
        found[feed.outlet] = (*found.get(feed.outlet, ()), own)
    return found


def issue(past: PastEdition, edition: Edition) -> Issue:
    """A recorded edition in a few words."""
    return Issue(
        number=past.number,
        slug=past.slug,
        date=past.date,
        fresh=sum(story.record.status is not Status.CONTINUING for story in past.stories),
        problem=bool(past.problem),
        kept=past.kept,
        current=past.number == edition.number,
    )


def quotes_by_person(stories: Iterable[Story]) -> Mapping[str, Mapping[str, list[str]]]:
    """For each person, by story, the article of each quote."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for story in stories:
        for person, article in story.told.tally.said:
            found[person][story.id].append(article)
    return found
