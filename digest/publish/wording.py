"""Dates, counts and facts in words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_name

from digest.nouns import FoundBy, KeyQuote, Moment, Origin, Precision, Quote, Story, Wording

_KNOWN_FROM = {
    Origin.FRONT_MATTER: "stated in the file",
    Origin.FEED: "from the feed",
    Origin.PAGE: "from the page",
    Origin.TEXT: "from the text",
    Origin.POST: "from an embedded post",
    Origin.FILE_NAME: "from the file name",
    Origin.CONFIG: "from site_config.yml",
    Origin.RECORD: "given with the record",
    Origin.MAIL: "from the mail's header",
    Origin.FETCHED: "the day on which the feed brought it; the entry names no date",
    Origin.STORY: "inferred: the day of a dated source of this story",
}
_WORDINGS = {
    Wording.SAME: "the same words",
    Wording.CUT: "cut",
    Wording.FULLER: "longer",
    Wording.OTHER_CUT: "another part",
    Wording.REWORDED: "worded differently",
    Wording.TRANSLATED: "another translation",
}
_GOES_ON = frozenset({"of", "from", "at", "with"})
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T\s\d])")
_WORD = re.compile(r"\w+")


def locale_of(language: str) -> Locale:
    """The locale for dates. Plain "en" puts the day before the month, as most of its readers outside the US do."""
    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def day_words(day: date, locale: Locale, form: str = "long") -> str:
    """A day: "27 February 2025"; "full" adds the weekday, "short" leaves out the year and shortens the month."""
    return format_date(day, "d MMM" if form == "short" else form, locale=locale)


def month_words(day: date, locale: Locale) -> str:
    """A month: "February 2025"."""
    return format_date(day, "LLLL y", locale=locale)


def month_short(day: date, locale: Locale) -> str:
    """A month under an axis: "Feb 2025"."""
    return format_date(day, "LLL y", locale=locale)


def local_day(moment: Moment, zone: ZoneInfo) -> date:
    """The calendar day as a reader in `zone` sees it; the printed day where only a day was printed."""
    return moment.day_in(zone)


def moment_words(moment: Moment | None, locale: Locale, zone: ZoneInfo) -> str:
    """A moment in full: with the time of day where it is known."""
    if moment is None:
        return "undated"
    day = day_words(local_day(moment, zone), locale)
    if moment.precision is Precision.DAY:
        return day
    return f"{day}, {format_time(_local(moment.at, zone), 'HH:mm', locale=locale)}"


def zone_words(zone: ZoneInfo, locale: Locale) -> str:
    """A time zone: "Eastern Time"; one that is of no place by its name, "UTC"."""
    placed = "/" in zone.key and not zone.key.startswith("Etc/")
    return get_timezone_name(zone, locale=locale) if placed else zone.key


def moment_short(moment: Moment | None, edition: date | None, locale: Locale, zone: ZoneInfo) -> str:
    """A moment beside an outlet's name: the time on the edition's day, else the day, with its year if another one."""
    if moment is None:
        return "undated"
    day = local_day(moment, zone)
    if day == edition and moment.precision is Precision.MINUTE:
        words = format_time(_local(moment.at, zone), "HH:mm", locale=locale)
    elif edition is None or day.year == edition.year:
        words = day_words(day, locale, "short")
    else:
        words = day_words(day, locale, "medium")
    return f"about {words}" if moment.origin is Origin.STORY else words


def span_words(days: Sequence[date], locale: Locale) -> str:
    """The first and the last of some days: "24–27 February 2025"."""
    if not days:
        return "undated"
    first, last = min(days), max(days)
    if first == last:
        return day_words(last, locale)
    if (first.year, first.month) == (last.year, last.month) and locale.language == "en":
        return f"{first.day}–{day_words(last, locale)}"
    return f"{day_words(first, locale)} – {day_words(last, locale)}"


def known_from(moment: Moment | None) -> str:
    """How a date is known, with the words that it was read from; figures such as "2025-02-27" add nothing to it."""
    if moment is None:
        return "no date found"
    evidence = f": {moment.evidence}" if "“" in moment.evidence else f": “{moment.evidence}”"
    told = moment.evidence and moment.origin not in {Origin.STORY, Origin.FETCHED} and not _ISO.match(moment.evidence)
    doubt = f"; doubtful: {moment.doubt}" if moment.doubt else ""
    return _KNOWN_FROM[moment.origin] + (evidence if told else "") + doubt


def count(number: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 article", "2 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """A list in a sentence: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def shortened(text: str, length: int) -> str:
    """A text of at most about `length` characters, cut between words."""
    return text if len(text) <= length else f"{text[:length].rpartition(' ')[0]} …"


def found_words(quote: KeyQuote) -> str:
    """How a quote's speaker was found, for readers; "" where none was found."""
    first = quote.parts[0]
    said_as = first.mention.text if first.mention else ""
    if quote.corrected_by or first.found_by is FoundBy.EDITOR:
        return f"speaker corrected by {quote.corrected_by or 'an editor'}"
    if first.found_by is FoundBy.NAMED:
        return "named beside the quote" + (f" as “{said_as}”" if said_as and said_as != first.speaker else "")
    return "" if first.found_by is FoundBy.NONE else found_there(first)


def found_there(part: Quote) -> str:
    """How the speaker of another version was found; "" where plainly named beside it."""
    said_as = part.mention.text if part.mention else ""
    if part.found_by is FoundBy.PRONOUN:
        return f"found through “{said_as}”" if said_as else "found through a pronoun"
    if part.found_by is FoundBy.CARRIED:
        return "carried over from the quote before"
    return "speaker known by the words" if part.found_by is FoundBy.NONE else ""


def wording_words(wording: Wording, *, same_language: bool) -> str:
    """How a version stands to the one that is shown first."""
    return _WORDINGS[wording] if same_language else "in another language"


def comma(role: str) -> str:
    """What stands between a name and a role: a comma, but nothing where the role goes on from the name ("of …")."""
    return "" if role.partition(" ")[0] in _GOES_ON else ","


def printed_forms(texts: Iterable[str]) -> dict[str, str]:
    """How texts print each of their words, by its small letters ("shoigu": "Shoigu"); the most frequent first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for word in (word for text in texts for word in _WORD.findall(text)):
        counted[word.casefold()][word] += 1
    frequent = sorted(counted, key=lambda small: (-counted[small].total(), small))
    return {small: min(counted[small], key=lambda form: (-counted[small][form], form)) for small in frequent}


def as_printed(term: str, forms: Mapping[str, str]) -> str:
    """A lemma as its articles print it: the word itself, else its most frequent English inflection, else the lemma."""
    bare, doubled = term.removesuffix("e"), term + term[-1:]
    inflected = {f"{term}{ending}" for ending in ("s", "es", "d", "ed", "ing")}
    inflected |= {f"{bare}ing", f"{doubled}ed", f"{doubled}ing"}
    inflected |= {f"{term[:-1]}ies", f"{term[:-1]}ied"} if term.endswith("y") else set()
    return forms.get(term) or next((form for small, form in forms.items() if small in inflected), term)


def language_name(code: str, locale: Locale) -> str:
    """A language's name: "Malay"."""
    try:
        return Locale.parse(code).get_display_name(locale) or code
    except (UnknownLocaleError, ValueError):
        return "language unknown" if code in {"", "und"} else code


def sources_words(story: Story) -> str:
    """How many articles, outlets and independent texts tell a story: "5 outlets, 2 independent texts"."""
    articles, texts = len(story.members), story.told.group.independent_texts
    named = [member.analysis.article.outlet.value for member in story.members if member.analysis.article.outlet]
    outlets = len(set(named))
    if texts == articles:
        return count(articles, "article")
    if len(named) < articles:
        parts = [count(articles, "article")]
    else:
        parts = [] if outlets == articles else [count(articles, "article")]
        parts.append(count(outlets, "outlet"))
    return ", ".join((*parts, count(texts, "independent text")))


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(UTC).astimezone(zone)
