"""What an outlet's articles were to their stories here: first, beside others, carried from them, or alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from digest.publish.glimpses import Home, Line, moment_of, outlet_of, trusted_day


class Part(StrEnum):
    """What an article was to its story here."""

    FIRST = "first"  # the earliest of several
    BESIDE = "beside"  # a text of its own beside others
    CARRIED = "carried"  # another's text, or one that brings nothing more
    ALONE = "alone"  # nobody else has the story


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """An article of an outlet, in its story."""

    article: str
    story: Line
    part: Part
    copy_of: str  # the outlet or file whose text it is, or ""
    retells: str  # the outlet or file that it retells, or ""
    day: date | None  # trusted
    at: float  # seconds; 0 for an unknown date
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """All of an outlet."""

    printings: tuple[Printing, ...]  # newest first, ties by id
    takers: tuple[tuple[str, int], ...]  # outlets that carried or retold its texts, with how many; by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is of an outlet."""

    articles: int
    stories: int
    languages: tuple[str, ...]  # codes, sorted
    latest: str  # its last article; one of doubtful date only where there is no other


class Printings:
    """What each outlet printed; worked out when it is asked for."""

    def __init__(
        self, outlets: Mapping[str, Iterable[str]], homes: Mapping[str, Home], lines: Mapping[str, Line], zone: ZoneInfo
    ) -> None:
        """`outlets` gives the articles (ids) of each."""
        self._outlets, self._homes, self._lines, self._zone = outlets, homes, lines, zone
        self._takers: dict[str, Counter[str]] = defaultdict(Counter)
        for home, original in borrowed(homes):
            name = outlet_of(home.member)
            if name and outlet_of(original.member) not in {"", name}:
                self._takers[outlet_of(original.member)][name] += 1

    def output(self, outlet: str) -> Output:
        """All of an outlet."""
        printings = (_printing(home, original, self._lines, self._zone) for home, original in self._printed(outlet))
        return Output(printings=tuple(_ordered(printings)), takers=self._taken(outlet))

    def size(self, outlet: str) -> Size:
        """How much there is of an outlet."""
        homes = [self._homes[article] for article in self._outlets[outlet]]
        dated = [home for home in homes if home.member.published and not home.member.published.doubt] or homes
        newest = max(moment_of(home.member) for home in dated)
        return Size(
            articles=len(homes),
            stories=len({home.story.id for home in homes}),
            languages=tuple(sorted({home.member.analysis.article.language for home in homes})),
            latest=min(_identity(home) for home in dated if moment_of(home.member) == newest),
        )

    def key(self, outlet: str, line_key: Callable[[str], str | None]) -> str:
        """What tells the outputs of an outlet apart, given what tells the lines of a story apart."""
        printed = sorted(
            (home.member.analysis.article.id, line_key(home.story.id), _called(original))
            for home, original in self._printed(outlet)
        )
        return repr((printed, self._taken(outlet)))

    def _printed(self, outlet: str) -> Iterator[tuple[Home, Home | None]]:
        """The articles of an outlet, with their originals."""
        for article in self._outlets[outlet]:
            home = self._homes[article]
            yield home, _original(home, self._homes)

    def _taken(self, outlet: str) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(self._takers[outlet].items()))


def _ordered(printings: Iterable[Printing]) -> list[Printing]:
    by_id = sorted(printings, key=lambda one: one.article)
    return sorted(by_id, key=lambda one: one.at, reverse=True)


def borrowed(homes: Mapping[str, Home]) -> Iterator[tuple[Home, Home]]:
    """Each article whose text is another's, with that one."""
    for article, home in homes.items():
        if (home.member.text_group != article or home.member.retells) and (original := _original(home, homes)):
            yield home, original


def _original(home: Home, homes: Mapping[str, Home]) -> Home | None:
    """The article whose text it carries, or retells; None for a text of its own."""
    group = home.member.text_group
    return homes.get(group) if group != home.member.analysis.article.id else homes.get(home.member.retells)


def _identity(home: Home) -> str:
    return home.member.analysis.article.id


def _called(original: Home | None) -> str:
    """The outlet or file of an original, or ""."""
    return outlet_of(original.member) or original.member.analysis.article.source.name if original else ""


def _printing(home: Home, original: Home | None, lines: Mapping[str, Line], zone: ZoneInfo) -> Printing:
    article, published = home.member.analysis.article, home.member.published
    called = _called(original)
    copied = home.member.text_group != article.id
    return Printing(
        article=article.id,
        story=lines[home.story.id],
        part=Part.CARRIED if original else _part(home),
        copy_of=called if copied else "",
        retells="" if copied else called,
        day=trusted_day(home.member, zone),
        at=published.at.timestamp() if published else 0.0,
        language=article.language,
    )


def _part(home: Home) -> Part:
    """What a text of its own is among the others of its story; the first is the earliest with a trusted date."""
    members = home.story.members
    if len(members) == 1:
        return Part.ALONE
    dated = [member for member in members if member.published and not member.published.doubt]
    return Part.FIRST if dated and dated[0] is home.member else Part.BESIDE
