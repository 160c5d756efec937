"""An outlet as a page shows it: what it had first, what it told beside others, what it carried from them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from digest.nouns import Precision
from digest.publish.addresses import inside
from digest.publish.almanac import Almanac, Home, outlet_of
from digest.publish.glimpses import Fetched, Line
from digest.publish.languages import N_, Words
from digest.publish.ledger_view import instant_day
from digest.publish.printings import Part, Printing
from digest.publish.safe import Safe
from digest.publish.shelves import Place, Shelf, letters_of, shelved
from digest.publish.source_view import source_view
from digest.publish.strip import Counted, StripView, strip_view
from digest.publish.told import reason_words
from digest.publish.views import SourceView
from digest.publish.wording import articles_words, language_name, moment_words, stories_words

_WHOLE, _NEWEST, _MOST = 120, 12, 240  # articles: of a page that has all, of each kind on the first, on each other page
_NAMED = 4  # outlets whose texts it carried, or that carried its own


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedView:
    """An article of an outlet, in its story, which is looked up when a page shows it."""

    printing: Printing
    book: Almanac

    @property
    def source(self) -> SourceView:
        """The article."""
        return source_view(self.printing.article, self.book)

    @property
    def story(self) -> Line:
        """Its story."""
        return self.printing.story

    @property
    def part(self) -> Part:
        """What it was to its story."""
        return self.printing.part

    @property
    def ahead(self) -> str:
        """How long it was before another, of a first one: "3 hours before Northern Wire"."""
        return _ahead(self.book.homes[self.printing.article], self.book.words) if self.part is Part.FIRST else ""

    @property
    def copy_of(self) -> str:
        """The outlet or file whose text it is, or ""."""
        return self.printing.copy_of

    @property
    def retells(self) -> str:
        """The outlet or file that it retells, or ""."""
        return self.printing.retells


@dataclass(frozen=True, slots=True, kw_only=True)
class KindView:
    """An outlet's articles of one kind."""

    part: Part
    counted: str
    printed: tuple[PrintedView, ...]  # newest first
    more: int  # that the pages by year have


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletView:
    """An outlet, with what it published here."""

    name: str
    address: Safe
    counted: str  # "12 articles in 9 stories"
    article_count: int
    languages: str
    latest: str
    feeds: tuple[str, ...]  # how each of its feeds does
    carried_from: str  # "Northern Wire (3) and Alder Gazette (1)", or ""
    carried_by: str
    strip: StripView | None  # None where all is of one week
    kinds: tuple[KindView, ...]
    shelves: tuple[Shelf[PrintedView], ...]  # pages by year, where not everything stands on the first


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletEntry:
    """An outlet in a list of many."""

    name: str
    address: Safe
    counted: str  # "12 articles in 9 stories"
    languages: str
    latest: str


def outlet_entry(name: str, book: Almanac) -> OutletEntry:
    """An outlet in a list of many."""
    size = book.sizes[name]
    return OutletEntry(
        name=name,
        address=inside(f"outlets/{book.outlets[name]}/"),
        counted=book.words.gettext(
            "%(articles)s in %(stories)s",
            articles=articles_words(size.articles, book.words),
            stories=stories_words(size.stories, book.words),
        ),
        languages=book.words.listed([language_name(code, book.words) for code in size.languages]),
        latest=moment_words(book.homes[size.latest].member.published, book.words, book.zone),
    )


def outlet_view(name: str, book: Almanac) -> OutletView:
    """An outlet, with everything that it printed."""
    entry, output = outlet_entry(name, book), book.outputs[name]
    entries = [PrintedView(printing=one, book=book) for one in output.printings]
    long = len(entries) > _WHOLE
    taken = Counter(one.copy_of or one.retells for one in entries if one.part is Part.CARRIED)
    del taken[name]
    return OutletView(
        name=name,
        address=entry.address,
        counted=entry.counted,
        article_count=len(entries),
        languages=entry.languages,
        latest=entry.latest,
        feeds=tuple(_feed(feed, book) for feed in book.feeds.get(name, ())),
        carried_from=_named(taken, book.words),
        carried_by=_named(dict(output.takers), book.words),
        strip=strip_view((one.day for one in output.printings if one.day), Counted.ARTICLES, book.words),
        kinds=tuple(_kinds(entries, _NEWEST if long else _WHOLE, book.words)),
        shelves=shelved(entries, _place, most=_MOST, words=book.words) if long else (),
    )


def _place(entry: PrintedView) -> Place:
    return Place(day=entry.printing.day, name=letters_of(entry.story.slug))


def _ahead(home: Home, words: Words) -> str:
    """How long before the next outlet it was, as far as both times of day are known."""
    own, name = home.member.published, outlet_of(home.member)
    others = [one for one in home.story.members if outlet_of(one) != name and one.published and not one.published.doubt]
    following = others[0].published if others else None
    if own is None or following is None or not outlet_of(others[0]):
        return ""
    if own.precision is not Precision.MINUTE or following.precision is not Precision.MINUTE:
        return ""
    return _before(following.at - own.at, outlet_of(others[0]), words) if following.at > own.at else ""


def _before(time: timedelta, name: str, words: Words) -> str:
    minutes = int(time.total_seconds()) // 60
    hours, days = minutes // 60, minutes // (24 * 60)
    if days > 1:
        return words.ngettext("%(num)s day before %(outlet)s", "%(num)s days before %(outlet)s", days, outlet=name)
    if hours:
        return words.ngettext("%(num)s hour before %(outlet)s", "%(num)s hours before %(outlet)s", hours, outlet=name)
    return words.ngettext(
        "%(num)s minute before %(outlet)s", "%(num)s minutes before %(outlet)s", max(1, minutes), outlet=name
    )


def _kinds(entries: Sequence[PrintedView], most: int, words: Words) -> Iterator[KindView]:
    for part in Part:
        own = [entry for entry in entries if entry.part is part]
        if own:
            yield KindView(
                part=part,
                counted=articles_words(len(own), words),
                printed=tuple(own[:most]),
                more=len(own[most:]),
            )


def _named(counted: Mapping[str, int], words: Words) -> str:
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))
    named = [f"{name} ({words.number(number)})" for name, number in ordered[:_NAMED]]
    others = len(ordered) - _NAMED
    return words.listed([*named, words.ngettext("%(num)s other", "%(num)s others", others)] if others > 0 else named)


def _feed(feed: Fetched, book: Almanac) -> str:
    """How a feed does; of one that answers, nothing that changes with each fetch."""
    if feed.failing:
        since, why = instant_day(feed.failing, book), reason_words(feed.reason, book.words)
        return book.words.gettext("Its feed fails since %(day)s: %(reason)s", day=since, reason=why)
    answers, nothing = N_("Its feed answers"), N_("Its feed answers, and has brought nothing yet")
    return book.words.gettext(answers if feed.news else nothing)
