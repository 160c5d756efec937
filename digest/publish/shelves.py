"""Long lists on several pages: by year, month and day, then by letters, under addresses that stay."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Generic, TypeVar

from slugify import slugify

from digest.publish.languages import Words
from digest.publish.wording import day_words, month_words

Item = TypeVar("Item")
_UNDATED = "undated/"
_NO_LETTER, _WHOLE = "no-letter", "-alone"  # hold a hyphen, and so are no name's letters
_LETTERS = 12  # of a name, that an address may hold
_NO_SIGN = re.compile("[^a-z0-9]+").sub


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item belongs: by its day, then by its name; and how much of a page it takes."""

    day: date | None
    name: str = ""  # as `letters_of` gives it
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf(Generic[Item]):
    """A stretch of a list, with a page of its own."""

    path: str  # "2025/03/", below the address of the list
    words: str  # "March 2025"
    items: tuple[Item, ...]  # all of the stretch, in the order of the list
    parts: tuple["Shelf[Item]", ...]  # the pages that hold the items, where they are too many for one

    def walk(self) -> Iterator["Shelf[Item]"]:
        """The shelf, then the parts of its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


def shelved(
    items: Sequence[Item], place_of: Callable[[Item], Place], *, most: int, words: Words
) -> tuple[Shelf[Item], ...]:
    """The items by year, the newest first, undated ones last; a year with more than `most` by month, and so on.

    Where an item stands depends on its own place alone, and how finely a stretch is parted on that stretch alone: an
    item that is added changes its own pages. An address that was a page stays one when its stretch is parted.
    """
    return tuple(_parts([(place_of(item), item) for item in items], "", 0, most, words))


def lettered(items: Sequence[Item], name_of: Callable[[Item], str], *, most: int) -> tuple[Shelf[Item], ...]:
    """The items by the first letters of their names; by as few as leave no page with more than `most` items."""
    entries = [(Place(day=None, name=letters_of(name_of(item))), item) for item in items]
    return tuple(_letters(entries, "", 1, most))


def letters_of(name: str) -> str:
    """A name in the letters by which lists are parted: Latin ones, also for names in other scripts."""
    if name.isascii() and "&" not in name:  # as most are: nothing to transliterate, no entity
        return _NO_SIGN("", name.lower())
    return slugify(name).replace("-", "")


def _parts(entries: list[tuple[Place, Item]], path: str, level: int, most: int, words: Words) -> Iterator[Shelf[Item]]:
    """The stretches of a list at a level: 0 for years, 1 for months, 2 for days."""
    for day in sorted({_start(place.day, level) for place, _ in entries}, reverse=True):
        own = [entry for entry in entries if _start(entry[0].day, level) == day]
        address = f"{path}{_UNDATED if day == date.min else (f'{day.year:04}/', f'{day:%m}/', f'{day:%d}/')[level]}"
        finest = level == 2 or day == date.min
        long = _weight(own) > most
        finer = _letters(own, address, 1, most) if finest else _parts(own, address, level + 1, most, words)
        yield Shelf(
            path=address,
            words=_words(day, level, words),
            items=tuple(item for _, item in own),
            parts=tuple(finer) if long else (),
        )


def _start(day: date | None, level: int) -> date:
    """The first day of the year, or the month, that a day is in."""
    if day is None:
        return date.min
    return (day.replace(month=1, day=1), day.replace(day=1), day)[level]


def _words(day: date, level: int, words: Words) -> str:
    if day == date.min:
        return words.gettext("Undated")
    return (str(day.year), month_words(day, words.locale), day_words(day, words.locale))[level]


def _letters(entries: list[tuple[Place, Item]], path: str, length: int, most: int) -> Iterator[Shelf[Item]]:
    """The stretches of a list by the first `length` letters, or by more where those are the same for all."""
    found = _by_letters(entries, length)
    while len(found) == 1 and length < _LETTERS:
        length += 1
        found = _by_letters(entries, length)
    for key, own in sorted(found.items(), key=itemgetter(0)):
        finer = _weight(own) > most and length < _LETTERS and len({place.name for place, _ in own}) > 1
        whole = 0 < len(key) < length  # a name that ends here: the beginning of others, which may have a page too
        address = f"{path}{key or _NO_LETTER}{_WHOLE if whole else ''}/"
        yield Shelf(
            path=address,
            words=key.capitalize() or "…",
            items=tuple(item for _, item in own),
            parts=tuple(_letters(own, path, length + 1, most)) if finer else (),
        )


def _by_letters(entries: list[tuple[Place, Item]], length: int) -> dict[str, list[tuple[Place, Item]]]:
    found: dict[str, list[tuple[Place, Item]]] = defaultdict(list)
    for entry in entries:
        found[entry[0].name[:length]].append(entry)
    return found


def _weight(entries: Sequence[tuple[Place, Item]]) -> int:
    return sum(place.weight for place, _ in entries)
