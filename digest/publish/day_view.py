"""A day as a page shows it: all that was published on it, as the digest knows it now."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest.nouns import Precision
from digest.publish.addresses import day_address, edition_address, inside, person_address
from digest.publish.almanac import Almanac, Home, outlet_of
from digest.publish.glimpses import Line
from digest.publish.languages import Words
from digest.publish.quote_view import quoted
from digest.publish.safe import Safe
from digest.publish.shelves import Shelf, lettered
from digest.publish.source_view import source_view
from digest.publish.views import LinkView, QuoteView, SentenceView, SourceView, StoryView
from digest.publish.wording import (
    Nearness,
    articles_words,
    day_words,
    moment_short,
    month_words,
    stories_words,
)

_MOST, _NEWEST = 200, 40  # stories on a page; of each kind on the first of several
_ARTICLES, _SAID, _ALSO, _OUTLETS = 6, 6, 40, 24  # of a story; people with their words; by their names; outlets
_TOLD = 12  # stories that stand with a sentence
_LONGEST = 300  # characters of words that stand with a speaker

Stories = Mapping[str, StoryView]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearedView:
    """An article of the day."""

    source: SourceView
    time: str  # "09:12", or ""
    copied: str  # the outlet whose text it is, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayStoryView:
    """A story of a day, with the day's articles on it; looked up when a page shows it."""

    homes: tuple[Home, ...]  # of the day's articles, earliest first
    day: date
    stories: Stories
    book: Almanac
    whole: bool  # whether it stands with a sentence

    @property
    def line(self) -> Line:
        """The story, in a line."""
        return self.book.lines[self.homes[0].story.id]

    @property
    def articles(self) -> tuple[AppearedView, ...]:
        """As many of the day's articles as are named."""
        return tuple(_article(home, self.book) for home in self.homes[:_ARTICLES])

    @property
    def more(self) -> int:
        """Further articles."""
        return len(self.homes[_ARTICLES:])

    @property
    def sentence(self) -> SentenceView | None:
        """One of its summary that is of these articles, if there is one and the story stands with one."""
        if not self.whole:  # and most do not: their views need not be made
            return None
        numbers, story = {home.number for home in self.homes}, self.stories[self.homes[0].story.id]
        return next((replace(one, new=False) for one in story.sentences if one.source.number in numbers), None)

    @property
    def since(self) -> str:
        """The day on which it began; "" where it is this one."""
        began = self.line.first
        return day_words(began, self.book.locale) if began and began < self.day else ""

    @property
    def since_address(self) -> Safe:
        """The address of that day."""
        return day_address(self.line.first or self.day)


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


def day_view(day: date, stories: Stories, book: Almanac) -> DayView:
    """A day with an article."""
    homes = [book.homes[article] for article in book.days[day.isoformat()]]
    by_story: dict[str, list[Home]] = defaultdict(list)
    for home in homes:
        by_story[home.story.id].append(home)
    ordered = sorted(by_story.values(), key=lambda own: -len(own))
    told = [
        DayStoryView(homes=tuple(own), day=day, stories=stories, book=book, whole=place < _TOLD)
        for place, own in enumerate(ordered)
    ]
    long = len(told) > _MOST
    shown = _NEWEST if long else _MOST
    printed = Counter(name for home in homes if (name := outlet_of(home.member)))
    outlets = sorted(printed.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))
    said, also = _said(ordered, stories, book)
    before, after = book.days_beside[day.isoformat()]
    return DayView(
        words=day_words(day, book.locale, "full"),
        address=day_address(day),
        counted=tuple(_counted(len(homes), len(told), len(outlets), book.words)),
        month=LinkView(text=month_words(day, book.locale), address=inside(f"archive/{day.year:04}/{day:%m}/")),
        before=_day_link(before, book),
        after=_day_link(after, book),
        editions=tuple(
            LinkView(text=str(one.number), address=edition_address(one.slug))
            for one in book.dated.get(day.isoformat(), ())
        ),
        begun=tuple(one for one in told if not one.since)[:shown],
        continued=tuple(one for one in told if one.since)[:shown],
        shelves=lettered(told, lambda one: f"{one.line.slug}/", most=_MOST) if long else (),
        said=said,
        also=tuple(also[:_ALSO]),
        more_people=len(also[_ALSO:]),
        outlets=tuple(
            LinkView(text=name, address=inside(f"outlets/{book.outlets[name]}/"), note=book.words.number(number))
            for name, number in outlets[:_OUTLETS]
        ),
        more_outlets=len(outlets[_OUTLETS:]),
    )


def _day_link(day: date | None, book: Almanac) -> LinkView | None:
    return LinkView(text=day_words(day, book.locale), address=day_address(day)) if day else None


def _article(home: Home, book: Almanac) -> AppearedView:
    moment, source = home.member.published, source_view(home.member.analysis.article.id, book)
    timed = moment is not None and moment.precision is Precision.MINUTE
    return AppearedView(
        source=source,
        time=moment_short(moment, Nearness.SAME_DAY, book.words, book.zone) if timed else "",
        copied=source_view(home.member.text_group, book).label if source.copy_of else "",
    )


def _counted(articles: int, stories: int, outlets: int, words: Words) -> Iterator[str]:
    told = stories_words(stories, words)
    yield words.gettext("%(articles)s in %(stories)s", articles=articles_words(articles, words), stories=told)
    if outlets:
        yield words.ngettext("%(num)s outlet", "%(num)s outlets", outlets)


def _said(
    ordered: Sequence[Sequence[Home]], stories: Stories, book: Almanac
) -> tuple[tuple[SaidOnDayView, ...], list[LinkView]]:
    """Whose words the day's articles print: the first ones with theirs, each once, and the others by name."""
    said: dict[str, SaidOnDayView] = {}
    names: dict[str, LinkView] = {}
    for homes in ordered:
        story, own = homes[0].story, {home.member.analysis.article.id for home in homes}
        placed = sorted(enumerate(story.told.quotes), key=lambda one: not one[1].key)
        for place, quote in placed:
            name = book.names.get(quote.person)
            if name is not None and quote.article in own:
                names.setdefault(quote.person, LinkView(text=name, address=person_address(quote.person)))
                fits = len(said) < _SAID and sum(len(part.text) for part in quote.parts) <= _LONGEST
                if fits and quote.person not in said:
                    view = stories[story.id]
                    said[quote.person] = SaidOnDayView(quote=replace(quoted(view, place), new=False), story=view)
    return tuple(said.values()), [link for person, link in names.items() if person not in said]
