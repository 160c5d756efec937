"""When an article was published: from the first of its places that says it, with the words that were read."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from digest.errors import SourceError
from digest.intake.datelines import Printed, dateline, first_published, printed_dates
from digest.intake.dates import Found, dates_in, moment, slash_order
from digest.intake.draft import Draft
from digest.intake.features import WORD
from digest.intake.linked_data import without_scripts
from digest.intake.page_dates import Stated
from digest.intake.posts import signature
from digest.intake.zones import countries
from digest.nouns import Format, Moment, Origin, Precision

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BEFORE_TITLE, AFTER_TEXT = 12, 4  # lines around the article in which its dateline may stand
UNDER_TITLE = 8  # lines in which a day counts as printed under the headline
LIKE_TITLE = 0.5  # share of common words from which a heading is the headline
LEAD_CHARS = 1200  # where an article says on which weekday its news happened
TIME_BEFORE_TITLE = 3000  # characters of markup


def published_of(draft: Draft, path: str, text: str) -> Moment | None:
    """Front matter, page metadata, printed dateline, file name, embedded post: the first that says."""
    if stated := draft.stated.get("published"):
        dates = dates_in(stated)
        if not dates:
            raise SourceError(
                f"front matter's date cannot be read: {stated[:60]}; write it as 2025-02-24 or 2025-02-24T10:04+05:30"
            )
        return moment(dates[0], origin=_stated_by(draft), evidence=stated)
    page = _Page(draft)
    found = page.published()
    if not found and draft.form is Format.HTML and draft.bearable and not page.contradictory:
        found = searched_date(draft.source)
    return found or _first_seen(draft) or _from_name(path) or _from_post(draft, text)


def _stated_by(draft: Draft) -> Origin:
    """Who stated the date in a file's front matter: a person, or the feed or the page that it was fetched from."""
    if not draft.stated.get("feed"):
        return Origin.FRONT_MATTER
    return Origin.PAGE if draft.stated.get("dated_by") == "page" else Origin.FEED


class _Page:
    """One page's dates, weighed against each other."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines = [line.text for line in draft.lines]
        self.dates = draft.page.dates
        self.day_first = slash_order(self.lines)

    @cached_property
    def places(self) -> frozenset[str]:
        """The page's countries: those that it names as its own, else those that its words show."""
        return self.draft.page.places or countries("\n".join(self.lines))

    @cached_property
    def title(self) -> int:
        """The headline's line, or that of the first paragraph."""
        draft = self.draft
        if draft.roles.title is not None:
            return draft.roles.title
        named = set(WORD.findall(draft.title.value.lower())) if draft.title else set()
        heads = [
            (len(named & own) / len(named | own), -index)
            for index, line in enumerate(draft.lines[: draft.roles.start + UNDER_TITLE])
            if line.tag in {"h1", "h2"} and (own := set(WORD.findall(line.text.lower())))
        ]
        like, place = max(heads, default=(0.0, 0))
        return -place if like >= LIKE_TITLE else draft.roles.start

    @property
    def contradictory(self) -> bool:
        """Whether the page states days of which none is known to be its own: one more guess would be no better."""
        return len({one.date.at.date() for one in (*self.dates.times, *self.dates.embedded)}) > 1

    def published(self) -> Moment | None:
        """What the page tells, weighed; None where it tells nothing, or nothing certain."""
        stated = _most_exact(self.dates.published)
        if stated:
            return self._redated(stated) or self._timed(stated) or self._stated(stated)
        first, printed = first_published(self.lines, day_first=self.day_first), self.printed
        heads = printed is not None and not printed.changed and printed.index <= self.draft.roles.start
        found = next(self._ordered(first, printed if heads else None), None)
        if found:
            return found
        return self._printed(printed) if printed else next(map(self._stated, self.dates.modified), None)

    def _ordered(self, first: Printed | None, printed: Printed | None) -> Iterator[Moment]:
        """What a page without an explicit statement tells, likeliest first."""
        if first:
            yield self._printed(first)
        yield from map(self._stated, self._near_times())
        if printed:
            yield self._printed(printed)
        if len(self.dates.embedded) == 1:
            yield self._stated(self.dates.embedded[0])
        if self.dates.address:
            yield self._stated(self.dates.address)

    @cached_property
    def printed(self) -> Printed | None:
        """The likeliest dateline: nearest the headline, after it rather than before, outside the text."""
        roles, title = self.draft.roles, self.title
        inside = {*roles.body, *(() if roles.standfirst is None else (roles.standfirst,))}
        near = range(max(0, title - BEFORE_TITLE), min(len(self.lines), roles.body[-1] + AFTER_TEXT + 1))
        outside = [index for index in near if index not in inside and not signature(self.lines[index])]
        outside.sort(
            key=lambda index: (index > roles.start, index < title - 4, index < title, abs(index - title), index)
        )
        return dateline(printed_dates(self.lines, outside, day_first=self.day_first))

    def _redated(self, stated: Stated) -> Moment | None:
        """The day under the headline, where it is not the stated one and a second statement agrees with it.

        It is what the outlet shows its readers; that the page says another day as well makes it doubtful.
        """
        printed = self.printed
        if not printed or printed.changed or not self.title - 4 <= printed.index <= self.title + UNDER_TITLE:
            return None
        day, own = printed.date.at.date(), stated.date.at.date()
        agreeing = [one for one in (*self.dates.modified, self.dates.address) if one and one.date.at.date() == day]
        backed = self.dates.address and self.dates.address.date.at.date() == own
        if abs((day - own).days) <= 1 or backed or not agreeing:
            return None
        evidence = f"“{printed.evidence}” under the headline, as {agreeing[0].evidence}"
        found = moment(printed.date, origin=Origin.TEXT, evidence=evidence, places=self.places)
        return replace(found, doubt=f"the page also says {stated.evidence}")

    def _timed(self, stated: Stated) -> Moment | None:
        """The dateline, where it knows the zone of the stated day or time and the statement does not."""
        printed = self.printed
        if not printed or printed.changed or self._stated(stated).precision is Precision.MINUTE:
            return None
        same = printed.date.at == stated.date.at or not stated.date.minutes
        found = self._printed(printed)
        known = found.precision is Precision.MINUTE and printed.date.at.date() == stated.date.at.date()
        return found if same and known else None

    def _near_times(self) -> Sequence[Stated]:
        """The <time> element nearest the headline, or one that all others agree with."""
        times, lines = self.dates.times, self.draft.lines
        if len({one.date.at.date() for one in times}) == 1:
            return times[:1]
        head, text = (lines[index].spans[0].start for index in (self.title, self.draft.roles.start))
        after = [one for one in times if head <= one.at <= max(head, text)]
        before = [one for one in times if head - TIME_BEFORE_TITLE <= one.at < head]
        return after[:1] or before[-1:]

    def _stated(self, stated: Stated) -> Moment:
        return moment(stated.date, origin=Origin.PAGE, evidence=stated.evidence, places=self.places)

    def _printed(self, printed: Printed) -> Moment:
        return moment(printed.date, origin=Origin.TEXT, evidence=printed.evidence, places=self.places)


def _most_exact(dates: Sequence[Stated]) -> Stated | None:
    """The first statement; one of the same day or the next to it that knows the time of day stands for it."""
    first = dates[0] if dates else None
    if not first or first.date.minutes:
        return first
    exact = (one for one in dates if one.date.minutes and abs((one.date.at - first.date.at).days) <= 1)
    return next(exact, first)


def searched_date(source: str) -> Moment | None:
    """What htmldate finds in the page without its scripts, between fixed bounds instead of its clock.

    It makes a copyright's year the first of January, and takes the path of a picture for a day: a day counts only if
    the page writes it out.
    """
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)  # trafilatura's import lowers it
    try:
        day = find_date(without_scripts(source), original_date=True, min_date="1995-01-01", max_date="2100-01-01")
    except MemoryError:  # how much is left depends on what the process read before, and the date must not
        raise
    except Exception:
        day = None
    found = next(iter(dates_in(day or "")), None)
    words = _written(source, found) if found else ""
    return moment(found, origin=Origin.PAGE, evidence=words) if found and words else None


def _written(source: str, date: Found) -> str:
    """How a page writes a day; empty where it does not write it at all."""
    at = date.at
    numbers = rf"(?<![\w/.-]){at.year}[-/.]?0?{at.month}[-/.]?0?{at.day}(?![\d/.-])"
    turned = rf"(?<!\d)(?:0?{at.day}([-/.])0?{at.month}|0?{at.month}([-/.])0?{at.day})[-/.]{at.year}"
    month = at.strftime("%B")[:3]
    worded = rf"{month}[a-z]{{0,7}}\.?\s{{1,3}}0?{at.day}(?:st|nd|rd|th)?,?\s{{1,3}}{at.year}"
    after = rf"(?<!\d)0?{at.day}(?:st|nd|rd|th|\.)?[\s-]{{1,3}}{month}[a-z]{{0,7}}\.?,?[\s-]{{1,3}}{at.year}"
    found = re.search(rf"{numbers}|{turned}|{worded}|{after}", source, re.IGNORECASE)
    return found[0] if found else ""


def _first_seen(draft: Draft) -> Moment | None:
    """The day on which a fetch brought an entry without a date."""
    dates = dates_in(draft.stated.get("fetched", "")[:10])
    return moment(dates[0], origin=Origin.FETCHED) if dates else None


def _from_name(path: str) -> Moment | None:
    name = re.sub(r"[_ ]", "-", path.rpartition("/")[2])
    found = re.search(r"(?<!\d)((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?!\d)", name)
    dates = dates_in("-".join(found.groups())) if found else ()
    return moment(dates[0], origin=Origin.FILE_NAME, evidence=path.rpartition("/")[2]) if dates else None


def _from_post(draft: Draft, text: str) -> Moment | None:
    """The latest embedded post's day, set beside the weekday that the article's first lines name."""
    signed = [sign for index in draft.roles.body if (sign := signature(draft.lines[index].text))]
    if not signed:
        return None
    latest = max(signed, key=lambda sign: (sign.date.at, sign.name))
    found = moment(latest.date, origin=Origin.POST)
    own = WEEKDAYS[found.day.weekday()]
    named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", text[:LEAD_CHARS])]
    if own in named:
        return replace(found, evidence=f"{found.evidence}; “{own}” in the text agrees")
    doubt = f"a post of a {own} is embedded, but the text speaks of {named[0]}" if named else ""
    return replace(found, doubt=doubt)
