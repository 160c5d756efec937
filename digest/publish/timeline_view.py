"""A story's timeline as a page shows it: a drawing in numbers, the events in words, and a table of everything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from digest.nouns import DayPrecision, Entry, EntryKind, Precision, Story
from digest.publish.addresses import person_address
from digest.publish.almanac import Almanac
from digest.publish.languages import N_, Words
from digest.publish.quote_view import receipt_view
from digest.publish.safe import Safe
from digest.publish.timeline_drawing import DrawingView, Mark, drawing
from digest.publish.views import ReceiptView, SourceView
from digest.publish.wording import (
    day_words,
    local_day,
    moment_words,
    month_words,
    shortened,
    span_words,
)

_TOLD = 12  # entries that the drawing's description tells one by one
_START = 90  # characters of an event in the table: its words stand above
_WHAT = {
    EntryKind.PUBLISHED: N_("Published"),
    EntryKind.EVENT: N_("Event"),
    EntryKind.SPEAKER: N_("First quoted"),
    EntryKind.FIGURE: N_("First given"),
}
_EVENTS_OF_ONE = 2  # dated events that make a timeline of a single article
_DRAWN = 3  # entries at least: fewer are told faster than drawn
_ROWS = 60  # of the table; a story of hundreds of articles lists them all under its sources


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """A dated event, in the words of one of its articles."""

    number: int  # its mark in the drawing
    anchor: str
    when: str
    text: str
    source: SourceView
    receipt: ReceiptView
    also: tuple[SourceView, ...]
    announced: bool
    background: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A line of the table: an appearance, an event, somebody's first words."""

    when: str
    what: str  # "Published", "Event", "Announced", "First quoted", "First given"
    event: EventView | None
    start: str  # of the event's words, shortened
    name: str  # who was quoted first, or the words in which a figure was given
    person_address: Safe
    quote: str  # the anchor of the first quote on the story's page, or ""
    compared: bool  # whether it is a figure that the page compares
    sources: tuple[SourceView, ...]
    copies: tuple[SourceView, ...]  # of a publication: the same text elsewhere, each at a time of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """A story in order of time."""

    title: str
    description: str
    drawing: DrawingView | None  # None where everything lies on one day and nothing has a time
    events: tuple[EventView, ...]
    rows: tuple[RowView, ...]
    more_rows: str  # "12 more publications", or ""
    more_events: str  # "3 more dated events, told by fewer articles", or ""
    unplaced: str  # "2 articles without a trusted date", or ""


def timeline_view(story: Story, sources: Mapping[str, SourceView], book: Almanac) -> TimelineView | None:
    """Show a story's timeline; None where it has none. `sources` are its articles as the page shows them, by id."""
    timeline = story.told.timeline
    if timeline is None:
        return None
    entries = sorted(_once(timeline.entries), key=lambda entry: (_days(entry, book)[0], *_order(entry)))
    if len(story.members) == 1 and sum(entry.kind is EntryKind.EVENT for entry in entries) < _EVENTS_OF_ONE:
        return None  # one article and one sentence of it, which its extract may print already
    events = {
        entry: _event(number, entry, sources, book)
        for number, entry in enumerate((entry for entry in entries if entry.kind is EntryKind.EVENT), start=1)
    }
    quotes = _quotes(story)
    rows = [_row(entry, events.get(entry), quotes, sources, book) for entry in entries]
    return TimelineView(
        title=book.words.gettext("Timeline: %(what)s", what=_counted(entries, book.words)),
        description=_description(entries, events, sources, book),
        drawing=drawing([_mark(entry, events.get(entry), book) for entry in entries], book.words)
        if len(entries) >= _DRAWN
        else None,
        events=tuple(events.values()),
        rows=tuple(rows[:_ROWS]),
        more_rows=_more_rows(len(rows) - _ROWS, book.words),
        more_events=_more_events(timeline.more_events, book.words),
        unplaced=_unplaced(story, entries, book.words),
    )


def _once(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries without an article's second printing of the same sentence."""
    told: set[tuple[str, str, date]] = set()
    for entry in entries:
        one = (entry.article, entry.text, entry.first)
        if entry.kind is not EntryKind.EVENT or one not in told:
            yield entry
        told.add(one)


def _order(entry: Entry) -> tuple[bool, float, date, int, str, int]:
    timed = _timed(entry)
    at = entry.moment.at.timestamp() if entry.moment and timed else 0.0
    return timed, at, entry.last, list(EntryKind).index(entry.kind), entry.article, entry.start


def _timed(entry: Entry) -> bool:
    return entry.moment is not None and entry.moment.precision is Precision.MINUTE


def _days(entry: Entry, book: Almanac) -> tuple[date, date]:
    """The first and the last day, as a reader in the digest's zone sees them."""
    if entry.moment:
        day = local_day(entry.moment, book.zone)
        return day, day
    return entry.first, entry.last


def _event(number: int, entry: Entry, sources: Mapping[str, SourceView], book: Almanac) -> EventView:
    anchor = f"event-{number}"
    source = sources[entry.article]
    return EventView(
        number=number,
        anchor=anchor,
        when=_when(entry, book),
        text=entry.text,
        source=source,
        receipt=receipt_view(book.homes[entry.article].member, entry.start, entry.end, anchor, source),
        also=tuple(sources[article] for article in entry.also_in if article in sources),
        announced=entry.announced,
        background=entry.background and not entry.announced,
    )


def _when(entry: Entry, book: Almanac) -> str:
    if entry.moment:
        return moment_words(entry.moment, book.words, book.zone)
    first, last = entry.first, entry.last
    if entry.precision is DayPrecision.DAY:
        return day_words(first, book.locale)
    if entry.precision is DayPrecision.MONTH:
        return month_words(first, book.locale)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    return span_words([first, last], book.words)


def _quotes(story: Story) -> dict[tuple[str, int], str]:
    """By article and offset of its first words, the anchor of each quote on the story's page."""
    places = enumerate(story.told.quotes, start=1)
    return {(v.article, v.parts[0].start): f"quote-{place}" for place, quote in places for v in quote.versions}


def _row(
    entry: Entry,
    event: EventView | None,
    quotes: Mapping[tuple[str, int], str],
    sources: Mapping[str, SourceView],
    book: Almanac,
) -> RowView:
    name = book.names.get(entry.person)
    published = entry.kind is EntryKind.PUBLISHED
    others = tuple(sources[article] for article in entry.also_in if article in sources)
    return RowView(
        when=_when(entry, book),
        what=book.words.gettext(N_("Announced") if entry.announced else _WHAT[entry.kind]),
        event=event,
        start=shortened(entry.text, _START) if event else "",
        name=name or (entry.text if entry.kind is EntryKind.FIGURE else entry.name),
        person_address=Safe("") if name is None else person_address(entry.person),
        quote=quotes.get((entry.article, entry.start), "") if entry.kind is EntryKind.SPEAKER else "",
        compared=entry.kind is EntryKind.FIGURE,
        sources=(sources[entry.article], *(() if published else others)),
        copies=others if published else (),
    )


def _mark(entry: Entry, event: EventView | None, book: Almanac) -> Mark:
    first, last = _days(entry, book)
    at = entry.moment.at.astimezone(book.zone) if entry.moment and _timed(entry) else None
    return Mark(
        kind=entry.kind,
        first=first,
        last=last,
        minute=at.hour * 60 + at.minute if at else None,
        number=event.number if event else 0,
        announced=entry.announced,
        background=entry.background,
    )


def _counted(entries: Sequence[Entry], words: Words) -> str:
    published = sum(entry.kind is EntryKind.PUBLISHED for entry in entries)
    events = sum(entry.kind is EntryKind.EVENT for entry in entries)
    parts = [words.ngettext("%(num)s publication", "%(num)s publications", published)] if published else []
    parts += [words.ngettext("%(num)s dated event", "%(num)s dated events", events)] if events else []
    return words.listed(parts)


def _more_rows(number: int, words: Words) -> str:
    return words.ngettext("%(num)s more line", "%(num)s more lines", number) if number > 0 else ""


def _more_events(number: int, words: Words) -> str:
    return words.ngettext("%(num)s more dated event", "%(num)s more dated events", number) if number else ""


def _description(
    entries: Sequence[Entry], events: Mapping[Entry, EventView], sources: Mapping[str, SourceView], book: Almanac
) -> str:
    """The drawing in words, for those who cannot see it."""
    told = list(_told(entries, events, sources, book))
    left = len(told) - _TOLD
    if left > 0:
        rest = book.words.ngettext("and %(num)s more entry in the table", "and %(num)s more entries in the table", left)
        return "; ".join([*told[:_TOLD], rest])
    return "; ".join(told)


def _told(
    entries: Sequence[Entry], events: Mapping[Entry, EventView], sources: Mapping[str, SourceView], book: Almanac
) -> Iterator[str]:
    for entry in entries:
        if entry in events:
            number = str(events[entry].number)
            if entry.announced:
                yield book.words.gettext("%(when)s: announced %(number)s", when=_when(entry, book), number=number)
            else:
                yield book.words.gettext("%(when)s: event %(number)s", when=_when(entry, book), number=number)
        elif entry.kind is EntryKind.PUBLISHED:
            outlet = sources[entry.article].label
            yield book.words.gettext("%(when)s: %(outlet)s publishes", when=_when(entry, book), outlet=outlet)


def _unplaced(story: Story, entries: Sequence[Entry], words: Words) -> str:
    """How many articles have no place in time; one that carries a dated text stands with it."""
    placed = {article for e in entries if e.kind is EntryKind.PUBLISHED for article in (e.article, *e.also_in)}
    left = sum(member.analysis.article.id not in placed for member in story.members)
    return (
        words.ngettext("%(num)s article without a trusted date", "%(num)s articles without a trusted date", left)
        if left
        else ""
    )
