"""An outlet as a page shows it: what it had first, what it told beside others, what it carried from them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from digest.nouns import FeedHealth, Member, Precision
from digest.publish.addresses import inside
from digest.publish.almanac import Almanac, Home, outlet_of
from digest.publish.languages import N_, Words
from digest.publish.ledger_view import instant_day
from digest.publish.safe import Safe
from digest.publish.shelves import Place, Shelf, letters_of, shelved
from digest.publish.source_view import source_view
from digest.publish.strip import Counted, StripView, strip_view
from digest.publish.told import reason_words
from digest.publish.views import SourceView, StoryView
from digest.publish.wording import articles_words, language_name, local_day, moment_words, stories_words

_WHOLE, _NEWEST, _MOST = 120, 12, 240  # articles: of a page that has all, of each kind on the first, on each other page
_NAMED = 4  # outlets whose texts it carried, or that carried its own

Stories = Mapping[str, StoryView]


class Part(StrEnum):
    """What an article was to its story here."""

    FIRST = "first"  # the earliest of several
    BESIDE = "beside"  # a text of its own beside others
    CARRIED = "carried"  # another's text, or one that brings nothing more
    ALONE = "alone"  # nobody else has the story


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedView:
    """An article of an outlet, in its story."""

    source: SourceView
    story: StoryView
    part: Part
    ahead: str  # "3 hours before Northern Wire", of a first one
    copy_of: str  # the outlet or file whose text it is, or ""
    retells: str  # the outlet or file that it retells, or ""


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


def outlet_views(stories: Stories, book: Almanac) -> tuple[OutletView, ...]:
    """Every known outlet, by name."""
    printed: dict[str, list[Home]] = defaultdict(list)
    takers: dict[str, Counter[str]] = defaultdict(Counter)
    for home in book.homes.values():
        name, original = outlet_of(home.member), _original(home, book)
        printed[name].append(home)
        if original and name and outlet_of(original.member) not in {"", name}:
            takers[outlet_of(original.member)][name] += 1
    names = sorted(book.outlets, key=lambda name: (name.casefold(), name))
    return tuple(_outlet(name, printed[name], takers[name], stories, book) for name in names)


def _outlet(name: str, homes: list[Home], takers: Counter[str], stories: Stories, book: Almanac) -> OutletView:
    ordered = sorted(sorted(homes, key=_article_id), key=lambda home: _when(home.member), reverse=True)
    entries = [_printed(home, stories, book) for home in ordered]
    codes = sorted({home.member.analysis.article.language for home in homes})
    long = len(entries) > _WHOLE
    taken = Counter(entry.copy_of or entry.retells for entry in entries if entry.part is Part.CARRIED)
    del taken[name]
    told = len({entry.story.id for entry in entries})
    return OutletView(
        name=name,
        address=inside(f"outlets/{book.outlets[name]}/"),
        counted=book.words.gettext(
            "%(articles)s in %(stories)s",
            articles=articles_words(len(entries), book.words),
            stories=stories_words(told, book.words),
        ),
        article_count=len(entries),
        languages=book.words.listed([language_name(code, book.words) for code in codes]),
        latest=_latest(ordered, book),
        feeds=tuple(_feed(feed, book) for feed in book.edition.ledger.feeds if feed.outlet == name),
        carried_from=_named(taken, book.words),
        carried_by=_named(takers, book.words),
        strip=strip_view(_days(homes, book), Counted.ARTICLES, book.words),
        kinds=tuple(_kinds(entries, _NEWEST if long else _WHOLE, book.words)),
        shelves=_shelves(ordered, entries, book) if long else (),
    )


def _article_id(home: Home) -> str:
    return home.member.analysis.article.id


def _when(member: Member) -> float:
    return member.published.at.timestamp() if member.published else 0.0


def _latest(ordered: Sequence[Home], book: Almanac) -> str:
    """When its last article appeared; one of doubtful date only where there is no other."""
    moments = [home.member.published for home in ordered]
    trusted = next((moment for moment in moments if moment and not moment.doubt), moments[0])
    return moment_words(trusted, book.words, book.zone)


def _days(homes: Iterable[Home], book: Almanac) -> Iterator[date]:
    for home in homes:
        day = _day(home, book)
        if day:
            yield day


def _day(home: Home, book: Almanac) -> date | None:
    moment = home.member.published
    return local_day(moment, book.zone) if moment and not moment.doubt else None


def _original(home: Home, book: Almanac) -> Home | None:
    """The article whose text it carries, or retells; None for a text of its own."""
    group = home.member.text_group
    return book.homes.get(group) if group != _article_id(home) else book.homes.get(home.member.retells)


def _printed(home: Home, stories: Stories, book: Almanac) -> PrintedView:
    original = _original(home, book)
    called = _called(original) if original else ""
    copied = home.member.text_group != _article_id(home)
    part = Part.CARRIED if original else _part(home)
    return PrintedView(
        source=source_view(_article_id(home), book),
        story=stories[home.story.id],
        part=part,
        ahead=_ahead(home, book.words) if part is Part.FIRST else "",
        copy_of=called if copied else "",
        retells="" if copied else called,
    )


def _part(home: Home) -> Part:
    """What a text of its own is among the others of its story; the first is the earliest with a trusted date."""
    members = home.story.members
    if len(members) == 1:
        return Part.ALONE
    dated = [member for member in members if member.published and not member.published.doubt]
    return Part.FIRST if dated and dated[0] is home.member else Part.BESIDE


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


def _called(home: Home) -> str:
    return outlet_of(home.member) or home.member.analysis.article.source.name


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


def _shelves(homes: Sequence[Home], entries: Sequence[PrintedView], book: Almanac) -> tuple[Shelf[PrintedView], ...]:
    places = {
        id(entry): Place(day=_day(home, book), name=letters_of(home.story.slug))
        for home, entry in zip(homes, entries, strict=True)
    }
    return shelved(entries, lambda entry: places[id(entry)], most=_MOST, words=book.words)


def _named(counted: Mapping[str, int], words: Words) -> str:
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0].casefold(), one[0]))
    named = [f"{name} ({words.number(number)})" for name, number in ordered[:_NAMED]]
    others = len(ordered) - _NAMED
    return words.listed([*named, words.ngettext("%(num)s other", "%(num)s others", others)] if others > 0 else named)


def _feed(feed: FeedHealth, book: Almanac) -> str:
    """How a feed does; of one that answers, nothing that changes with each fetch."""
    if feed.failing:
        since, why = instant_day(feed.failing, book), reason_words(feed.reason, book.words)
        return book.words.gettext("Its feed fails since %(day)s: %(reason)s", day=since, reason=why)
    answers, nothing = N_("Its feed answers"), N_("Its feed answers, and has brought nothing yet")
    return book.words.gettext(answers if feed.news else nothing)
