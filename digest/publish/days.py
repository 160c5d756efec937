"""The days with an article, and what is of each; with their months and years."""

from collections.abc import Mapping, Sequence
from datetime import date

from digest.publish.glimpses import Home, Line, begun_on, in_order

Beside = tuple[date | None, date | None]
"""The day before another one, and the one after, of those that there are."""


class Days:
    """What happened when. Days are in ISO 8601; "" stands for what has no trusted one."""

    def __init__(
        self,
        shelf: Mapping[str, Sequence[str]],
        trusted: Mapping[str, date | None],
        homes: Mapping[str, Home],
        lines: Mapping[str, Line],
    ) -> None:
        """`shelf` holds the articles (ids) of each day; `trusted` days and `homes` are by article, `lines` by story."""
        self._shelf, self._trusted, self._homes, self._lines = shelf, trusted, homes, lines
        self.days = sorted(shelf.keys() - {""})
        self.months: dict[str, tuple[date, ...]] = {}  # their days, by year and month
        self.years: dict[str, tuple[date, ...]] = {}  # the first days of their months, by year
        for day in self.days:
            self.months[day[:7]] = (*self.months.get(day[:7], ()), date.fromisoformat(day))
        for month in self.months:
            self.years[month[:4]] = (*self.years.get(month[:4], ()), date.fromisoformat(f"{month}-01"))

    def beside(self) -> dict[str, Beside]:
        """By day, those that it stands between."""
        return _beside(self.days)

    def months_beside(self) -> dict[str, Beside]:
        """By first day of a month, those of the months that it stands between."""
        return _beside([f"{month}-01" for month in self.months])

    def articles(self, day: str) -> tuple[str, ...]:
        """The articles (ids) of a day, earliest first."""
        return tuple(in_order(self._homes[article] for article in self._shelf[day]))

    def told_on(self, day: str) -> tuple[str, ...]:
        """The stories (ids) with an article of a day."""
        return tuple(sorted({self._homes[article].story.id for article in self._shelf[day]}))

    def begun(self, day: str) -> tuple[Line, ...]:
        """The stories that began on a day, newest first."""
        return tuple(self._lines[story] for story in self.begun_on(day))

    def begun_on(self, day: str) -> list[str]:
        """The same by their ids."""
        stories = {self._homes[article].story.id: self._homes[article].story for article in self._shelf.get(day, ())}
        return begun_on(date.fromisoformat(day) if day else None, stories.values(), self._trusted)


def _beside(days: Sequence[str]) -> dict[str, Beside]:
    around = [None, *map(date.fromisoformat, days), None]
    return {day: (before, after) for day, before, after in zip(days, around, around[2:], strict=False)}
