"""Dates, counts and facts in words."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_timezone_name, parse_pattern

from digest.nouns import FoundBy, KeyQuote, Moment, Origin, Precision, Quote, Story, Wording
from digest.publish.languages import N_, Words
from digest.publish.told import doubt_words, evidence_words

_KNOWN_FROM = {
    Origin.FRONT_MATTER: N_("stated in the file"),
    Origin.FEED: N_("from the feed"),
    Origin.PAGE: N_("from the page"),
    Origin.TEXT: N_("from the text"),
    Origin.POST: N_("from an embedded post"),
    Origin.FILE_NAME: N_("from the file name"),
    Origin.CONFIG: N_("from site_config.yml"),
    Origin.RECORD: N_("given with the record"),
    Origin.MAIL: N_("from the mail’s header"),
    Origin.FETCHED: N_("the day on which the feed brought it; the entry names no date"),
    Origin.STORY: N_("inferred: the day of a dated source of this story"),
}
_WORDINGS = {
    Wording.SAME: N_("the same words"),
    Wording.CUT: N_("cut"),
    Wording.FULLER: N_("longer"),
    Wording.OTHER_CUT: N_("another part"),
    Wording.REWORDED: N_("worded differently"),
    Wording.TRANSLATED: N_("another translation"),
}
_SHORTER = {"medium": "yMMMd", "short": "MMMd"}  # a month is named: "05.06." is read in two ways
_GOES_ON = frozenset({"of", "from", "at", "with"})
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T\s\d])")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)  # a day stands on many pages
def day_words(day: date, locale: Locale, form: str = "long") -> str:
    """A day: "27 February 2025"; "full" adds the weekday, "medium" is "27 Feb 2025", "short" leaves out the year."""
    if form in _SHORTER:
        return format_skeleton(_SHORTER[form], day, locale=locale)
    return format_date(day, form, locale=locale)


@lru_cache(maxsize=2048)
def month_words(day: date, locale: Locale) -> str:
    """A month: "February 2025"."""
    return format_skeleton("yMMMM", day, locale=locale)


def month_short(day: date, locale: Locale) -> str:
    """A month under an axis: "Feb 2025"."""
    return format_skeleton("yMMM", day, locale=locale)


def local_day(moment: Moment, zone: ZoneInfo) -> date:
    """The calendar day as a reader in `zone` sees it; the printed day where only a day was printed."""
    return moment.day_in(zone)


def moment_words(moment: Moment | None, words: Words, zone: ZoneInfo) -> str:
    """A moment in full: with the time of day where it is known."""
    if moment is None:
        return words.gettext("undated")
    day = day_words(local_day(moment, zone), words.locale)
    if moment.precision is Precision.DAY:
        return day
    return words.gettext("%(day)s, %(time)s", day=day, time=_time(moment, words.locale, zone))


def zone_words(zone: ZoneInfo, locale: Locale) -> str:
    """A time zone: "Eastern Time"; one that is of no place by its name, "UTC"."""
    placed = "/" in zone.key and not zone.key.startswith("Etc/")
    return get_timezone_name(zone, locale=locale) if placed else zone.key


class Nearness(StrEnum):
    """How a day stands to the edition's, or to the others of a story."""

    SAME_DAY = "same day"
    SAME_YEAR = "same year"  # or there is no day
    OTHER = "other"


def moment_short(moment: Moment | None, near: Nearness, words: Words, zone: ZoneInfo) -> str:
    """A moment beside an outlet's name: the time on the same day, else the day, with its year if another one."""
    if moment is None:
        return words.gettext("undated")
    day = local_day(moment, zone)
    if near is Nearness.SAME_DAY and moment.precision is Precision.MINUTE:
        told = _time(moment, words.locale, zone)
    elif near is not Nearness.OTHER:
        told = day_words(day, words.locale, "short")
    else:
        told = day_words(day, words.locale, "medium")
    return words.gettext("about %(day)s", day=told) if moment.origin is Origin.STORY else told


def span_words(days: Sequence[date], words: Words) -> str:
    """The first and the last of some days: "24–27 February 2025"."""
    if not days:
        return words.gettext("undated")
    first, last = min(days), max(days)
    return day_words(last, words.locale) if first == last else _interval(first, last, words.locale)


@lru_cache(maxsize=8192)
def _interval(first: date, last: date, locale: Locale) -> str:
    """Two days, what they share written once: CLDR's pattern for short months, with the month in full (UTS 35)."""
    differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    patterns = locale.interval_formats.get("yMMMd", {}).get(differs)
    if not patterns or len(patterns) != 2:
        return f"{day_words(first, locale)} – {day_words(last, locale)}"
    ends = zip(patterns, (first, last), strict=True)
    return "".join(parse_pattern(pattern.replace("MMM", "MMMM")).apply(day, locale) for pattern, day in ends)


def known_from(moment: Moment | None, words: Words) -> str:
    """How a date is known, with the words that it was read from; figures such as "2025-02-27" add nothing to it."""
    if moment is None:
        return words.gettext("no date found")
    origin = words.gettext(_KNOWN_FROM[moment.origin])
    told = moment.evidence and moment.origin not in {Origin.STORY, Origin.FETCHED} and not _ISO.match(moment.evidence)
    if told and "“" in moment.evidence:
        origin = words.gettext("%(origin)s: %(words)s", origin=origin, words=evidence_words(moment.evidence, words))
    elif told:
        printed = evidence_words(moment.evidence, words)
        origin = words.gettext("%(origin)s: “%(words)s”", origin=origin, words=printed)
    if not moment.doubt:
        return origin
    return words.gettext("%(origin)s; doubtful: %(doubt)s", origin=origin, doubt=doubt_words(moment.doubt, words))


def quoted(text: str, words: Words) -> str:
    """Words between the language's quotation marks."""
    return words.pgettext("in quotation marks", "“%(words)s”", words=text)


def shortened(text: str, length: int) -> str:
    """A text of at most about `length` characters, cut between words."""
    return text if len(text) <= length else f"{text[:length].rpartition(' ')[0]} …"


def found_words(quote: KeyQuote, words: Words) -> str:
    """How a quote's speaker was found, for readers; "" where none was found."""
    first = quote.parts[0]
    said_as = first.mention.text if first.mention else ""
    if quote.corrected_by:
        return words.gettext("speaker corrected by %(editor)s", editor=quote.corrected_by)
    if first.found_by is FoundBy.EDITOR:
        return words.gettext("speaker corrected by an editor")
    if first.found_by is FoundBy.NAMED:
        if said_as and said_as != first.speaker:
            return words.gettext("named beside the quote as “%(name)s”", name=said_as)
        return words.gettext("named beside the quote")
    return "" if first.found_by is FoundBy.NONE else found_there(first, words)


def found_there(part: Quote, words: Words) -> str:
    """How the speaker of another version was found; "" where plainly named beside it."""
    said_as = part.mention.text if part.mention else ""
    if part.found_by is FoundBy.PRONOUN:
        if said_as:
            return words.gettext("found through “%(name)s”", name=said_as)
        return words.gettext("found through a pronoun")
    if part.found_by is FoundBy.CARRIED:
        return words.gettext("carried over from the quote before")
    return words.gettext("speaker known by the words") if part.found_by is FoundBy.NONE else ""


def wording_words(wording: Wording, words: Words, *, same_language: bool) -> str:
    """How a version stands to the one that is shown first."""
    return words.gettext(_WORDINGS[wording]) if same_language else words.gettext("in another language")


def comma(role: str) -> str:
    """What stands between a name and a role: a comma, but nothing where the role goes on from the name ("of …")."""
    return "" if role.partition(" ")[0] in _GOES_ON else ","


def printed_forms(texts: Iterable[str]) -> dict[str, str]:
    """How texts print each of their words, by its small letters ("shoigu": "Shoigu"); the most frequent first."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(_WORD.findall(text))
    totals: dict[str, int] = {}
    usual: dict[str, tuple[int, str]] = {}  # the form with the least of these
    for word, number in counted.items():
        small, form = word.casefold(), (-number, word)
        totals[small] = totals.get(small, 0) + number
        usual[small] = min(usual.get(small, form), form)
    return {small: usual[small][1] for small in sorted(totals, key=lambda small: (-totals[small], small))}


def as_printed(term: str, forms: Mapping[str, str]) -> str:
    """A lemma as its articles print it: the word itself, else its most frequent English inflection, else the lemma."""
    bare, doubled = term.removesuffix("e"), term + term[-1:]
    inflected = {f"{term}{ending}" for ending in ("s", "es", "d", "ed", "ing")}
    inflected |= {f"{bare}ing", f"{doubled}ed", f"{doubled}ing"}
    inflected |= {f"{term[:-1]}ies", f"{term[:-1]}ied"} if term.endswith("y") else set()
    return forms.get(term) or next((form for small, form in forms.items() if small in inflected), term)


def language_name(code: str, words: Words) -> str:
    """A language's name: "Malay"."""
    unknown = words.gettext("language unknown") if code in {"", "und"} else code
    try:
        return Locale.parse(code).get_display_name(words.locale) or unknown
    except (UnknownLocaleError, ValueError):
        return unknown


def articles_words(number: int, words: Words) -> str:
    """How many articles: "5 articles"."""
    return words.ngettext("%(num)s article", "%(num)s articles", number)


def stories_words(number: int, words: Words) -> str:
    """How many stories: "5 stories"."""
    return words.ngettext("%(num)s story", "%(num)s stories", number)


def sources_words(story: Story, words: Words) -> str:
    """How many articles, outlets and independent texts tell a story: "5 outlets, 2 independent texts"."""
    articles, texts = len(story.members), story.told.group.independent_texts
    named = [member.analysis.article.outlet.value for member in story.members if member.analysis.article.outlet]
    outlets = len(set(named))
    if texts == articles:
        return articles_words(articles, words)
    parts = [] if outlets == articles else [articles_words(articles, words)]
    parts += [words.ngettext("%(num)s outlet", "%(num)s outlets", outlets)] if len(named) == articles else []
    parts.append(words.ngettext("%(num)s independent text", "%(num)s independent texts", texts))
    return ", ".join(parts)


def _time(moment: Moment, locale: Locale, zone: ZoneInfo) -> str:
    """The time of day by a clock of 24 hours, which is not misread in any language."""
    return format_skeleton("Hm", moment.at.astimezone(UTC).astimezone(zone), locale=locale)
