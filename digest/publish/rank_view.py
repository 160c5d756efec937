"""Why a story stands where it stands, in words and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from digest.nouns import Age, Rank, RankClass
from digest.nouns.front import UNDATED_DAYS
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac
from digest.publish.safe import Safe
from digest.publish.wording import count, listed, moment_short

_STANDINGS = {
    RankClass.NEWS: "brings something new",
    RankClass.CONTINUING: "continues, with nothing new",
    RankClass.BACKGROUND: "is new here, and of older days",
    RankClass.PAST: "is long past",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """Why a story stands at its place."""

    place: int
    headline: str
    address: Safe
    reason: str  # "brings something new; weight 2.5: 2 texts of the day count 1 each, 1 of the day before ½; …"


def reason_view(rank: Rank, book: Almanac) -> ReasonView:
    """The reason that a story's rank was computed from: from these numbers its place can be computed again."""
    story = book.stories[rank.story]
    return ReasonView(
        place=rank.place,
        headline=story.told.headline.text,
        address=story_address(story),
        reason="; ".join(_parts(rank, book)),
    )


def _parts(rank: Rank, book: Almanac) -> Iterator[str]:
    if rank.pin:
        yield f"put first by an editor (place {rank.pin})"
    yield _STANDINGS[rank.standing]
    yield f"weight {_decimal(rank.weight)}: {listed([_age(age) for age in rank.ages])}"
    if rank.topics:
        yield f"watched: {listed([book.topics[slug].name for slug in rank.topics if slug in book.topics])}"
    yield count(rank.outlets, "outlet") if rank.outlets else "outlet unknown"
    if rank.latest:
        yield f"latest {moment_short(rank.latest, book.edition.date, book.words, book.zone)}"


def _age(age: Age) -> str:
    each = Fraction(1, 1 + (UNDATED_DAYS if age.days is None else age.days))
    when = {None: "without a date", 0: "of the day", 1: "of the day before"}.get(age.days, f"of {age.days} days before")
    counts = "1" if each == 1 else f"1/{each.denominator}"
    return f"{count(age.texts, 'text')} {when} ({counts}{' each' if age.texts > 1 else ''})"


def _decimal(weight: Fraction) -> str:
    return f"{float(weight):.2f}".rstrip("0").rstrip(".")
