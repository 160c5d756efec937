"""What an outlet's articles were to their stories here: first, beside others, carried from them, or alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from digest.publish.glimpses import Home, Line, outlet_of, trusted_day


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


def outputs(homes: Mapping[str, Home], lines: Mapping[str, Line], zone: ZoneInfo) -> Mapping[str, Output]:
    """What each outlet printed."""
    printed: dict[str, list[Printing]] = defaultdict(list)
    takers: dict[str, Counter[str]] = defaultdict(Counter)
    for home in homes.values():
        name, original = outlet_of(home.member), _original(home, homes)
        printed[name].append(_printing(home, original, lines, zone))
        if original and name and outlet_of(original.member) not in {"", name}:
            takers[outlet_of(original.member)][name] += 1
    return {
        name: Output(printings=tuple(_ordered(some)), takers=tuple(sorted(takers[name].items())))
        for name, some in printed.items()
        if name
    }


def _ordered(printings: Iterable[Printing]) -> list[Printing]:
    by_id = sorted(printings, key=lambda one: one.article)
    return sorted(by_id, key=lambda one: one.at, reverse=True)


def _original(home: Home, homes: Mapping[str, Home]) -> Home | None:
    """The article whose text it carries, or retells; None for a text of its own."""
    group = home.member.text_group
    return homes.get(group) if group != home.member.analysis.article.id else homes.get(home.member.retells)


def _printing(home: Home, original: Home | None, lines: Mapping[str, Line], zone: ZoneInfo) -> Printing:
    article, published = home.member.analysis.article, home.member.published
    called = outlet_of(original.member) or original.member.analysis.article.source.name if original else ""
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
