"""A day as a page shows it: all that was published on it, as the digest knows it now."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.nouns import Precision
from digest.publish.addresses import day_address, edition_address, inside
from digest.publish.almanac import Almanac, Home, outlet_of, story_days
from digest.publish.languages import Words
from digest.publish.safe import Safe
from digest.publish.shelves import Shelf, lettered
from digest.publish.source_view import source_view
from digest.publish.views import LinkView, QuoteView, SentenceView, SourceView, StoryView
from digest.publish.wording import (
    Nearness,
    articles_words,
    day_words,
    local_day,
    moment_short,
    month_words,
    stories_words,
)

_MOST, _NEWEST = 200, 40  # stories on a page; of each kind on the first of several
_ARTICLES, _SAID, _ALSO, _OUTLETS = 6, 6, 40, 24  # of a story; people with their words; by their names; outlets
_TOLD = 12  # stories that stand with a sentence
_LONGEST = 300  # characters of words that stand with a speaker

Days = Mapping[date, Sequence[Home]]
Stories = Mapping[str, StoryView]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearedView:
    """An article of the day."""

    source: SourceView
    time: str  # "09:12", or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStoryView:
    """A story of a day, with the day's articles on it."""

    story: StoryView
    articles: tuple[AppearedView, ...]  # earliest first
    more: int
    sentence: SentenceView | None  # of its summary, if one is of these articles
    since: str  # the day on which it began; "" where it is this one
    since_address: Safe


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOnDayView:
    """Somebody's words that were printed on a day."""

    quote: QuoteView
    story: StoryView


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day, with what was published on it."""

    words: str  # "Thursday 27 February 2025"
    address: Safe
    counted: tuple[str, ...]  # "9 articles in 4 stories", "6 outlets"
    month: LinkView
    before: LinkView | None  # the day before that has articles
    after: LinkView | None
    editions: tuple[LinkView, ...]  # of this date
    begun: tuple[DayStoryView, ...]  # those with most articles of the day first
    continued: tuple[DayStoryView, ...]
    shelves: tuple[Shelf[DayStoryView], ...]  # pages by letter, where the stories are too many for one
    said: tuple[SaidOnDayView, ...]  # each person once
    also: tuple[LinkView, ...]  # further people who are quoted
    more_people: int
    outlets: tuple[LinkView, ...]  # with their number of articles, the most first
    more_outlets: int


def days_of(book: Almanac) -> dict[date, list[Home]]:
    """The articles of each day, doubtful dates left out; days and articles earliest first."""
    found: dict[date, list[Home]] = defaultdict(list)
    for home in book.homes.values():
        moment = home.member.published
        if moment and not moment.doubt:
            found[local_day(moment, book.zone)].append(home)
    return {day: sorted(found[day], key=_appeared) for day in sorted(found)}


def _appeared(home: Home) -> tuple[bool, float, str]:
    moment = home.member.published
    timed = moment is not None and moment.precision is Precision.MINUTE
    return (not timed, moment.at.timestamp() if moment else 0.0, home.member.analysis.article.id)


def day_views(days: Days, stories: Stories, book: Almanac) -> Iterator[DayView]:
    """Every day with an article, earliest first."""
    links = [LinkView(text=day_words(day, book.locale), address=day_address(day)) for day in days]
    around = [None, *links, None]
    editions: dict[date, list[LinkView]] = defaultdict(list)
    for past in book.edition.past:
        if past.kept and past.date:
            editions[past.date].append(LinkView(text=str(past.number), address=edition_address(past.slug)))
    for (day, homes), before, after in zip(days.items(), around, around[2:], strict=False):
        yield _day(day, homes, stories, book, _Around(before=before, after=after, editions=tuple(editions[day])))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What a day's page leads to."""

    before: LinkView | None
    after: LinkView | None
    editions: tuple[LinkView, ...]


def _day(day: date, homes: Sequence[Home], stories: Stories, book: Almanac, around: _Around) -> DayView:
    by_story: dict[str, list[Home]] = defaultdict(list)
    for home in homes:
        by_story[home.story.id].append(home)
    ordered = sorted(by_story.values(), key=lambda own: (-len(own), _appeared(own[0])))
    told = [_story(own, day, stories, book, whole=place < _TOLD) for place, own in enumerate(ordered)]
    long = len(told) > _MOST
    shown = _NEWEST if long else _MOST
    printed = Counter(name for home in homes if (name := outlet_of(home.member)))
    outlets = sorted(printed.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))
    said, also = _said(ordered, stories)
    return DayView(
        words=day_words(day, book.locale, "full"),
        address=day_address(day),
        counted=tuple(_counted(len(homes), len(told), len(outlets), book.words)),
        month=LinkView(text=month_words(day, book.locale), address=inside(f"archive/{day.year:04}/{day:%m}/")),
        before=around.before,
        after=around.after,
        editions=around.editions,
        begun=tuple(one for one in told if not one.since)[:shown],
        continued=tuple(one for one in told if one.since)[:shown],
        shelves=lettered(told, lambda one: one.story.address.removeprefix("stories/"), most=_MOST) if long else (),
        said=said,
        also=tuple(also[:_ALSO]),
        more_people=len(also[_ALSO:]),
        outlets=tuple(
            LinkView(text=name, address=inside(f"outlets/{book.outlets[name]}/"), note=book.words.number(number))
            for name, number in outlets[:_OUTLETS]
        ),
        more_outlets=len(outlets[_OUTLETS:]),
    )


def _story(homes: Sequence[Home], day: date, stories: Stories, book: Almanac, *, whole: bool) -> DayStoryView:
    began = min(story_days(homes[0].story, book.zone))
    story, numbers = stories[homes[0].story.id], {home.number for home in homes}
    fitting = (replace(one, new=False) for one in story.sentences if one.source.number in numbers)
    return DayStoryView(
        story=story,
        sentence=next(fitting, None) if whole else None,
        articles=tuple(_article(home, book) for home in homes[:_ARTICLES]),
        more=len(homes[_ARTICLES:]),
        since=day_words(began, book.locale) if began < day else "",
        since_address=day_address(began),
    )


def _article(home: Home, book: Almanac) -> AppearedView:
    moment = home.member.published
    timed = moment is not None and moment.precision is Precision.MINUTE
    return AppearedView(
        source=source_view(home.member.analysis.article.id, book),
        time=moment_short(moment, Nearness.SAME_DAY, book.words, book.zone) if timed else "",
    )


def _counted(articles: int, stories: int, outlets: int, words: Words) -> Iterator[str]:
    told = stories_words(stories, words)
    yield words.gettext("%(articles)s in %(stories)s", articles=articles_words(articles, words), stories=told)
    if outlets:
        yield words.ngettext("%(num)s outlet", "%(num)s outlets", outlets)


def _said(ordered: Sequence[Sequence[Home]], stories: Stories) -> tuple[tuple[SaidOnDayView, ...], list[LinkView]]:
    """Whose words the day's articles print: the first ones with theirs, each once, and the others by name."""
    said: dict[str, SaidOnDayView] = {}
    names: dict[str, LinkView] = {}
    for homes in ordered:
        story, numbers = stories[homes[0].story.id], {home.number for home in homes}
        for quote in (*story.quotes, *story.more_quotes):
            if quote.person_address and quote.source.number in numbers:
                names.setdefault(quote.person_address, LinkView(text=quote.speaker, address=quote.person_address))
                if len(said) < _SAID and sum(map(len, quote.parts)) <= _LONGEST:
                    shown = SaidOnDayView(quote=replace(quote, new=False), story=story)
                    said.setdefault(quote.person_address, shown)
    return tuple(said.values()), [link for person, link in names.items() if person not in said]
