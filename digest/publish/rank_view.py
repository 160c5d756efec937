"""Why a story stands where it stands, in words and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from digest.nouns import Age, Rank, RankClass
from digest.nouns.front import UNDATED_DAYS
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac
from digest.publish.languages import N_, Words
from digest.publish.safe import Safe
from digest.publish.wording import moment_short

_STANDINGS = {
    RankClass.NEWS: N_("brings something new"),
    RankClass.CONTINUING: N_("continues, with nothing new"),
    RankClass.BACKGROUND: N_("is new here, and of older days"),
    RankClass.PAST: N_("is long past"),
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
    story = book.lines[rank.story]
    return ReasonView(
        place=rank.place,
        headline=story.headline,
        address=story_address(story),
        reason="; ".join(_parts(rank, book)),
    )


def _parts(rank: Rank, book: Almanac) -> Iterator[str]:
    words = book.words
    if rank.pin:
        yield words.gettext("put first by an editor (place %(num)s)", num=rank.pin)
    yield words.gettext(_STANDINGS[rank.standing])
    texts = words.listed([_age(age, words) for age in rank.ages])
    yield words.gettext("weight %(weight)s: %(texts)s", weight=words.number(round(float(rank.weight), 2)), texts=texts)
    if rank.topics:
        topics = words.listed([book.topics[slug].name for slug in rank.topics if slug in book.topics])
        yield words.gettext("watched: %(topics)s", topics=topics)
    if rank.outlets:
        yield words.ngettext("%(num)s outlet", "%(num)s outlets", rank.outlets)
    else:
        yield words.gettext("outlet unknown")
    if rank.latest:
        when = moment_short(rank.latest, book.nearness(rank.latest), words, book.zone)
        yield words.gettext("latest %(when)s", when=when)


def _age(age: Age, words: Words) -> str:
    """How many texts are how old, and what each counts: "2 texts of the day before (1/2 each)"."""
    each = Fraction(1, 1 + (UNDATED_DAYS if age.days is None else age.days))
    counts = "1" if each == 1 else f"1/{each.denominator}"
    if age.texts > 1:
        counts = words.gettext("%(weight)s each", weight=counts)
    if age.days is None:
        return words.ngettext(
            "%(num)s text without a date (%(each)s)", "%(num)s texts without a date (%(each)s)", age.texts, each=counts
        )
    if age.days == 0:
        return words.ngettext(
            "%(num)s text of the day (%(each)s)", "%(num)s texts of the day (%(each)s)", age.texts, each=counts
        )
    if age.days == 1:
        return words.ngettext(
            "%(num)s text of the day before (%(each)s)",
            "%(num)s texts of the day before (%(each)s)",
            age.texts,
            each=counts,
        )
    return words.ngettext(
        "%(num)s text of %(days)s days before (%(each)s)",
        "%(num)s texts of %(days)s days before (%(each)s)",
        age.texts,
        days=age.days,
        each=counts,
    )
