"""What is known of an article, from the first of its places that says it, with the words that were read."""

import re
from dataclasses import replace
from datetime import datetime
from fnmatch import fnmatchcase

from digest.errors import SourceError
from digest.intake.dates import dates_in, moment
from digest.intake.draft import Draft, stated_fact
from digest.intake.headers import byline_in, is_credit, original_source, outlet_of_deck, outlet_of_labels, published_in
from digest.intake.headlines import bare_headline
from digest.intake.metadata import searched_date
from digest.intake.posts import signature
from digest.intake.urls import canonical, host_of, is_web
from digest.nouns import Fact, Format, Moment, Origin

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BEFORE_TITLE, AFTER_TEXT = 12, 4  # lines around the article in which its dateline may stand
LEAD_CHARS = 1200  # where an article says on which weekday its news happened


def _text_fact(value: str, evidence: str = "") -> Fact:
    return Fact(value=value, origin=Origin.TEXT, evidence=evidence or value)


def title_of(draft: Draft) -> Fact | None:
    """The headline: stated, else of the page's metadata or headings, else the line that stands as one."""
    if draft.title:
        return draft.title
    if draft.roles.title is None:
        return None
    text = draft.lines[draft.roles.title].text
    return _text_fact(bare_headline(text), text)


def standfirst_of(draft: Draft) -> Fact | None:
    """The deck under the headline, without an outlet's name at its end."""
    if draft.roles.standfirst is None:
        return stated_fact(draft.stated, "standfirst")
    text = draft.lines[draft.roles.standfirst].text
    named = outlet_of_deck(text)
    return _text_fact(text[: named[1]].rstrip(" .…").rstrip() if named else text, text)


def url_of(draft: Draft) -> Fact | None:
    """The canonical address. Raises SourceError for one in the front matter that is not of the web."""
    value = draft.stated.get("url", "")
    if value and not is_web(value):
        raise SourceError(
            f"front matter's url is not a web address: {value[:80]}; it must begin with http:// or https://"
        )
    return Fact(value=canonical(value), origin=Origin.FRONT_MATTER, evidence=value) if value else draft.page.url


def outlet_of(draft: Draft, path: str, url: Fact | None, outlets: tuple[tuple[str, str], ...]) -> Fact | None:
    """The outlet: stated, else by the configuration's patterns, else of the page's metadata or words."""
    if stated := stated_fact(draft.stated, "outlet"):
        return stated
    host = host_of(url.value) if url else ""
    for pattern, name in outlets:
        known = host_of(pattern)
        if fnmatchcase(path, pattern) or (host and known and (host == known or host.endswith(f".{known}"))):
            return Fact(value=name, origin=Origin.CONFIG, evidence=pattern)
    if draft.page.outlet:
        return draft.page.outlet
    if draft.form is Format.HTML:
        return Fact(value=host, origin=Origin.PAGE, evidence=url.evidence) if url and host else None
    return _printed_outlet(draft)


def _printed_outlet(draft: Draft) -> Fact | None:
    """The outlet that the words of the page show."""
    if draft.roles.standfirst is not None:
        text = draft.lines[draft.roles.standfirst].text
        named = outlet_of_deck(text)
        if named:
            return _text_fact(named[0], text[named[1] :])
    last = draft.roles.body[-1] if draft.roles.body else 0
    foot = [line.text for line in draft.lines[last + 1 :]] if draft.form is Format.TEXT else []
    return outlet_of_labels([draft.lines[index].text for index in draft.roles.labels], foot)


def original_source_of(draft: Draft) -> Fact | None:
    """What a rewrite names as its source."""
    if stated := stated_fact(draft.stated, "original_source"):
        return stated
    for index in draft.roles.originals:
        text = draft.lines[index].text
        name = original_source(text)
        if name and index >= draft.roles.start:
            return _text_fact(name, text)
    return None


def byline_of(draft: Draft) -> Fact | None:
    """Who wrote it, as printed."""
    if stated := stated_fact(draft.stated, "byline"):
        return stated
    if draft.page.byline:
        return draft.page.byline
    for index in draft.roles.labels:
        text = draft.lines[index].text
        name = byline_in(text)
        if name:
            return _text_fact(name, text)
    return None


def credit_of(draft: Draft) -> Fact | None:
    """The credit line, such as “(With inputs from agencies.)”."""
    if stated := stated_fact(draft.stated, "credit"):
        return stated
    for index in draft.roles.credits:
        return _text_fact(draft.lines[index].text)
    ends = (
        re.search(r"\(([^()]{6,120})\)\.?$", draft.source[max(0, line.spans[-1].end) :][:140]) for line in draft.lines
    )
    return next((_text_fact(found[0]) for found in ends if found and is_credit(found[0])), None)


def published_of(draft: Draft, path: str, text: str) -> Moment | None:
    """Front matter, page metadata, printed dateline, file name, embedded post: the first that says."""
    if stated := draft.stated.get("published"):
        dates = dates_in(stated)
        if not dates:
            raise SourceError(
                f"front matter's date cannot be read: {stated[:60]}; write it as 2025-02-24 or 2025-02-24T10:04+05:30"
            )
        return moment(dates[0], origin=Origin.FRONT_MATTER, evidence=stated)
    found = draft.page.published or _printed(draft)
    if not found and draft.form is Format.HTML and draft.bearable:
        found = searched_date(draft.source)
    return found or _first_seen(draft) or _from_name(path) or _from_post(draft, text)


def _printed(draft: Draft) -> Moment | None:
    """The likeliest dateline: nearest the headline, after it rather than before, outside the text rather than in it."""
    lines = [line.text for line in draft.lines]
    roles = draft.roles
    inside = {*roles.body, *(() if roles.standfirst is None else (roles.standfirst,))}
    title = roles.start if roles.title is None else roles.title
    near = [index for index in range(len(lines)) if index not in inside and not signature(lines[index])]
    near = [index for index in near if title - BEFORE_TITLE <= index <= roles.body[-1] + AFTER_TEXT]
    near.sort(key=lambda index: (index > roles.start, index < title - 4, index < title, abs(index - title), index))
    return published_in(lines, near, draft.source)


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


def instant(stated: str) -> datetime | None:
    """The first moment that some words name; one that cannot be read is none, since nothing hangs on it alone."""
    dates = dates_in(stated)
    return moment(dates[0], origin=Origin.FRONT_MATTER).at if dates else None
