"""Which stories are indexed together: so that a new one changes a small part, and a reader still loads few."""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

# The index of a part with so many stories takes about three seconds to make; a reader's first query loads about 20 kB
# from each part. (Measured with benchmarks/search.py.)
CLOSED = 1200
RUNNING = 150  # of the part that holds the newest story
UNDATED = "undated"
_YEAR = 512  # days of the block that a year lies in, a power of two
_LEVEL = 4  # how many times longer than the block of the newest stories is the one that it lies in

Dated = tuple[date, str]  # the day of a story's first article, and its address


def periods(days: Mapping[str, date | None]) -> dict[str, str]:
    """The part of each story, by its address: a year, or where that has too many stories a block of its days.

    Blocks are halved until they have few enough. In the newest year what lies behind the block of the newest stories
    stays together, level by level, like a log-structured merge tree (O’Neil, Cheng, Gawlick, O’Neil, 1996). A part is
    named after the first day of its block. The same days give the same parts, in whatever order they came.
    """
    dated = sorted((day, address) for address, day in days.items() if day)
    undated = sorted(address for address, day in days.items() if day is None)
    parts = {address: _shared(UNDATED, address, len(undated)) for address in undated}
    for year, of_year in groupby(dated, lambda one: one[0].year):
        some = list(of_year)
        for name, part in _parted(some, date(year, 1, 1), _YEAR, running=some[-1] is dated[-1]):
            parts |= {address: name for _, address in part}
    return parts


def in_order(parts: Mapping[str, str], days: Mapping[str, date | None]) -> list[str]:
    """The names of the parts by the first story of each; what is undated stands last."""
    first: dict[str, tuple[date, str]] = {}
    for address, name in parts.items():
        place = (days[address] or date.max, name)
        first[name] = min(place, first.get(name, place))
    return sorted(first, key=first.__getitem__)


def _parted(some: Sequence[Dated], first: date, size: int, *, running: bool) -> Iterator[tuple[str, Sequence[Dated]]]:
    """Parts of the stories of a block of `size` days, sorted; `running` where the newest of all is among them."""
    if not some:
        return
    if len(some) <= (RUNNING if running else CLOSED):
        yield _name(first, size), some
    elif size == 1:
        yield from _by_address(some)
    elif running and len(older := some[: _before(some, _newest(some, first, size)[0])]) <= CLOSED:
        if older:
            yield _name(first, size), older
        yield from _parted(some[len(older) :], *_newest(some, first, size), running=True)
    else:
        half = size // 2
        middle = first + timedelta(days=half)
        at = _before(some, middle)
        yield from _parted(some[:at], first, half, running=running and at == len(some))
        yield from _parted(some[at:], middle, half, running=running)


def _newest(some: Sequence[Dated], first: date, size: int) -> tuple[date, int]:
    """The block of the newest stories within a block: its first day, and its days."""
    smaller = max(1, size // _LEVEL)
    return first + timedelta(days=(some[-1][0] - first).days // smaller * smaller), smaller


def _before(some: Sequence[Dated], day: date) -> int:
    return bisect_left(some, (day, ""))


def _name(first: date, size: int) -> str:
    return f"{first.year:04}" if size == _YEAR else first.isoformat()


def _by_address(some: Sequence[Dated]) -> Iterator[tuple[str, list[Dated]]]:
    """A single day's stories: together, or where they are too many, by their addresses."""
    parts: dict[str, list[Dated]] = {}
    for one in some:
        parts.setdefault(_shared(one[0].isoformat(), one[1], len(some)), []).append(one)
    yield from parts.items()


def _shared(name: str, address: str, among: int) -> str:
    digits = 0
    while among > CLOSED * 16**digits:
        digits += 1
    return f"{name}-{hashlib.sha256(address.encode()).hexdigest()[:digits]}" if digits else name
