"""The drawing of a timeline, in numbers: shares of its width across, pixels down.

Across everything is a percentage, so that the drawing fills any width while its figures keep their size; what must not
touch is kept apart for the narrowest screen. Days are equally wide; a story of one day without dated events is drawn by
the hour. What lies far away has a place of its own at either end, behind a break in the axis.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from babel import Locale

from digest.nouns import EntryKind
from digest.publish.languages import Words
from digest.publish.wording import day_words, month_short

_DAY = 1440  # minutes
_NARROW = 320  # pixels: the narrowest drawing
_LETTER = 6.5  # pixels of a label, on average
_EDGE = 3.5  # percent of the width that stays free at either end
_GUTTER = 14.5  # percent for what lies before or behind a break
_BREAK, _AWAY = 10.0, 5.0  # percent from an end to the break, and to what lies behind it
_RADIUS, _ROW = 9, 22  # pixels: of an event's disc, and from row to row
_SLOT = 100 * 2 * (_RADIUS + 1) / _NARROW  # percent that a disc takes on the narrowest screen
_TOP = 20  # pixels above the first row of a lane, for its name
_BIN, _DOT, _PITCH = 100 * 9 / _NARROW, 3.5, 9  # percent from dot to dot; pixels of one, and from one to the next above
_STACK = 6  # dots on one another; where more texts appeared at once, bars stand for them
_BAR = 48  # pixels of the tallest bar
_LABELS = 4  # under the axis
_HOURS, _MONTHS = (1, 2, 3, 4, 6, 12), (1, 2, 3, 6, 12)
_YEARLONG = timedelta(days=300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is drawn: when it is, and as what."""

    kind: EntryKind
    first: date
    last: date
    minute: int | None = None  # of the day; None where it is not known
    number: int = 0  # of an event
    announced: bool = False
    background: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscView:
    """An event: a disc with its number, and a bar where it took more than a day."""

    number: int
    x: str  # percent of the width
    y: int  # pixels
    bar: str  # where the bar begins, and its width, in percent; both "" for one day
    width: str
    announced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DotView:
    """A text that appeared, or a bar for many; a first appearance."""

    x: str
    y: int
    height: int = 0  # of a bar


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelView:
    """Words under the axis, or the name of a lane."""

    x: str
    y: int
    text: str
    anchor: str = "start"  # or "middle", "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingView:
    """A timeline, drawn."""

    height: int
    lanes: tuple[LabelView, ...]
    discs: tuple[DiscView, ...]
    dots: tuple[DotView, ...]
    bars: tuple[DotView, ...]
    firsts: tuple[DotView, ...]
    axis: int  # pixels from the top
    begins: str
    ends: str
    ticks: tuple[str, ...]
    labels: tuple[LabelView, ...]
    breaks: tuple[str, ...]  # where the axis is broken, among the events: nothing else is drawn beyond
    break_from: int  # pixels from the top
    break_to: int
    tallest: int  # texts of the tallest bar; 0 where each has its dot


def drawing(marks: Sequence[Mark], words: Words) -> DrawingView | None:
    """Draw a timeline; None where everything that is near lies on one day without a time."""
    near = [mark for mark in marks if not mark.background]
    scale = _scale(near, marks, words.locale)
    if scale is None:
        return None
    lanes: list[LabelView] = []
    discs, y = _discs([mark for mark in marks if mark.kind is EntryKind.EVENT], scale, 0)
    if discs:
        lanes.append(LabelView(x=_percent(0), y=13, text=words.gettext("Events")))
    dots, bars, tallest, lower = _columns([mark for mark in near if mark.kind is EntryKind.PUBLISHED], scale, y)
    if lower > y:
        many, one = words.gettext("Published: up to %(num)s at once", num=tallest), words.gettext("Published")
        lanes.append(LabelView(x=_percent(0), y=y + 13, text=many if tallest else one))
    firsts = sorted({_column(mark, scale) for mark in near if mark.kind in {EntryKind.SPEAKER, EntryKind.FIGURE}})
    if firsts:
        lanes.append(LabelView(x=_percent(0), y=lower + 13, text=_firsts_words(near, words)))
    axis = lower + (_TOP + 18 if firsts else 6)
    return DrawingView(
        height=axis + 20,
        lanes=tuple(lanes),
        discs=tuple(discs),
        dots=tuple(dots),
        bars=tuple(bars),
        firsts=tuple(DotView(x=_percent(place * _BIN), y=axis - 12) for place in firsts),
        axis=axis,
        begins=_percent(scale.left),
        ends=_percent(scale.right),
        ticks=tuple(_percent(x) for x, _ in scale.labels),
        labels=tuple(_label(x, text, axis + 15) for x, text in scale.labels),
        breaks=tuple(_percent(x) for x in scale.breaks),
        break_from=_TOP - 2,
        break_to=y - 4,
        tallest=tallest,
    )


def _firsts_words(near: Sequence[Mark], words: Words) -> str:
    kinds = {mark.kind for mark in near}
    if EntryKind.FIGURE not in kinds:
        return words.gettext("First quoted")
    return words.gettext("First quoted or given") if EntryKind.SPEAKER in kinds else words.gettext("First given")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """From minutes to shares of the width."""

    first: date
    begin: int  # minutes after midnight of the first day
    end: int
    left: float  # percent
    right: float
    labels: tuple[tuple[float, str], ...]
    breaks: tuple[float, ...]
    hourly: bool  # whether it is of one day

    def x(self, minutes: float) -> float:
        """The place of a moment, in minutes from midnight of the first day."""
        share = (minutes - self.begin) / (self.end - self.begin)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def at(self, mark: Mark) -> float:
        """The place of a mark: the middle of its days, where no time is known."""
        start = (mark.first - self.first).days * _DAY
        if mark.minute is not None:
            return self.x(start + mark.minute)
        return self.x(start + ((mark.last - mark.first).days + 1) * _DAY / 2)


def _scale(near: Sequence[Mark], marks: Sequence[Mark], locale: Locale) -> _Scale | None:
    if not near:
        return None
    first, last = min(mark.first for mark in near), max(mark.last for mark in near)
    earlier = any(mark.background and mark.first < first for mark in marks)
    later = any(mark.background and mark.first >= first for mark in marks)
    left, right = (_GUTTER if earlier else _EDGE), 100 - (_GUTTER if later else _EDGE)
    breaks = ([_BREAK] if earlier else []) + ([100 - _BREAK] if later else [])
    minutes = [mark.minute for mark in near if mark.minute is not None]
    if first == last and not minutes:
        return None
    begin, end = 0, ((last - first).days + 1) * _DAY
    if first == last and all(mark.minute is not None for mark in near):
        begin, end = min(minutes) // 60 * 60, (max(minutes) // 60 + 1) * 60
    bare = _Scale(
        first=first, begin=begin, end=end, left=left, right=right, labels=(), breaks=tuple(breaks), hourly=first == last
    )
    return replace(bare, labels=tuple(_hours(bare) if bare.hourly else _dates(bare, last, locale)))


def _hours(scale: _Scale) -> Iterator[tuple[float, str]]:
    hours = (scale.end - scale.begin) // 60
    step = next((step for step in _HOURS if hours / step <= _LABELS), _HOURS[-1])
    for hour in range(scale.begin // 60, scale.end // 60 + 1, step):
        yield scale.x(hour * 60), f"{hour:02}:00"


def _dates(scale: _Scale, last: date, locale: Locale) -> Iterator[tuple[float, str]]:
    """Some days, evenly apart, each under its middle; months or years where the days are too many to matter."""
    if last - scale.first > _YEARLONG:
        yield from _months(scale, last, locale)
        return
    days = (last - scale.first).days + 1
    for number in range(0, days, -(-days // _LABELS)):
        day = scale.first + timedelta(days=number)
        yield scale.x((number + 0.5) * _DAY), day_words(day, locale, "short")


def _months(scale: _Scale, last: date, locale: Locale) -> Iterator[tuple[float, str]]:
    begin, end = scale.first.year * 12 + scale.first.month, last.year * 12 + last.month - 1
    years = -(-(end - begin + 1) // (12 * _LABELS))
    step = next((step for step in _MONTHS if (end - begin + 1) / step <= _LABELS), 12 * years)
    for month in range(-(-begin // step) * step, end + 1, step):
        day = date(month // 12, month % 12 + 1, 1)
        yield scale.x((day - scale.first).days * _DAY), str(day.year) if step >= 12 else month_short(day, locale)


def _discs(events: Sequence[Mark], scale: _Scale, top: int) -> tuple[list[DiscView], int]:
    """Events in as few rows as keep them apart, and where the lane ends."""
    rows: list[float] = []  # how far each is taken, in percent
    found = []
    for mark in sorted(events, key=lambda mark: (_begins(mark, scale), mark.number)):
        x, end = _begins(mark, scale), _ends(mark, scale)
        row = next((row for row, taken in enumerate(rows) if x - _SLOT / 2 >= taken), len(rows))
        rows[row : row + 1] = [max(x + _SLOT / 2, end)]
        long = end > x
        found.append(
            DiscView(
                number=mark.number,
                x=_percent(x),
                y=top + _TOP + _RADIUS + 1 + row * _ROW,
                bar=_percent(x) if long else "",
                width=_percent(end - x) if long else "",
                announced=mark.announced,
            )
        )
    return sorted(found, key=lambda disc: disc.number), top + (_TOP + len(rows) * _ROW + 6 if found else 0)


def _begins(mark: Mark, scale: _Scale) -> float:
    """Where an event's disc stands: in the middle of its day, at the beginning of its span, or behind the break.

    Where hours are drawn, a day is a span: nobody said that it happened at noon.
    """
    if mark.background:
        return _AWAY if mark.first < scale.first else 100 - _AWAY
    if mark.last == mark.first and not scale.hourly:
        return scale.at(mark)
    return max(scale.x((mark.first - scale.first).days * _DAY), _SLOT / 2)


def _ends(mark: Mark, scale: _Scale) -> float:
    if mark.background or (mark.last == mark.first and not scale.hourly):
        return _begins(mark, scale)
    return scale.x(((mark.last - scale.first).days + 1) * _DAY)


def _columns(published: Sequence[Mark], scale: _Scale, top: int) -> tuple[list[DotView], list[DotView], int, int]:
    """Dots on one another where texts appeared together, or bars; texts of the tallest bar; where the lane ends."""
    columns = Counter(_column(mark, scale) for mark in published)
    most = max(columns.values(), default=0)
    if not most:
        return [], [], 0, top
    if most > _STACK:
        floor = top + _TOP + _BAR
        heights = {place: max(3, _BAR * number // most) for place, number in sorted(columns.items())}
        bars = [
            DotView(x=_percent(place * _BIN - _BIN / 3), y=floor - height, height=height)
            for place, height in heights.items()
        ]
        return [], bars, most, floor + 6
    floor = top + _TOP + most * _PITCH
    dots = [
        DotView(x=_percent(place * _BIN), y=floor - level * _PITCH - _PITCH // 2)
        for place, number in sorted(columns.items())
        for level in range(number)
    ]
    return dots, [], 0, floor + 6


def _column(mark: Mark, scale: _Scale) -> int:
    return round(scale.at(mark) / _BIN)


def _label(x: float, text: str, y: int) -> LabelView:
    """Words below their tick, as far as the narrowest drawing has room for both halves of them."""
    half = 50 * len(text) * _LETTER / _NARROW
    anchor = "start" if x < half else "end" if x > 100 - half else "middle"
    return LabelView(x=_percent({"start": 0, "end": 100}.get(anchor, x)), y=y, text=text, anchor=anchor)


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
