"""What is known of an article, from the first of its places that says it, with the words that were read."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatchcase

from digest.errors import SourceError
from digest.intake.dates import dates_in, moment
from digest.intake.draft import Draft
from digest.intake.headers import byline_in, is_credit, original_source, outlet_of_deck
from digest.intake.headlines import bare_headline
from digest.intake.mastheads import outlet_in
from digest.intake.urls import canonical, host_of, is_web
from digest.nouns import Fact, Format, Origin

NEAR = 4  # lines around the article in which a desk is its own


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
        return draft.stated.fact("standfirst")
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
    if stated := draft.stated.fact("outlet"):
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
    roles, pasted = draft.roles, draft.form is Format.TEXT
    last = roles.body[-1] if roles.body else 0
    head = roles.start if roles.title is None else roles.title
    top, foot = (draft.lines[:head], draft.lines[last + 1 :]) if pasted else ((), ())
    near = (range(head - NEAR, roles.start + 2), range(last + 1, last + NEAR + 1))
    labels = [draft.lines[index].text for index in roles.labels if any(index in place for place in near)]
    return outlet_in(labels, [line.text for line in top], [line.text for line in foot])


def original_source_of(draft: Draft) -> Fact | None:
    """What a rewrite names as its source."""
    if stated := draft.stated.fact("original_source"):
        return stated
    for index in draft.roles.originals:
        text = draft.lines[index].text
        name = original_source(text)
        if name and index >= draft.roles.start:
            return _text_fact(name, text)
    return None


def byline_of(draft: Draft) -> Fact | None:
    """Who wrote it, as printed."""
    if stated := draft.stated.fact("byline"):
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
    if stated := draft.stated.fact("credit"):
        return stated
    for index in draft.roles.credits:
        return _text_fact(draft.lines[index].text)
    ends = (
        re.search(r"\(([^()]{6,120})\)\.?$", draft.source[max(0, line.spans[-1].end) :][:140]) for line in draft.lines
    )
    return next((_text_fact(found[0]) for found in ends if found and is_credit(found[0])), None)


def instant(stated: str) -> datetime | None:
    """The first moment that some words name; one that cannot be read is none, since nothing hangs on it alone."""
    with suppress(ValueError, OverflowError):
        exact = datetime.fromisoformat(stated)  # to the second, so that two fetches of one minute have an order
        return exact.replace(tzinfo=exact.tzinfo or UTC).astimezone(UTC)
    dates = dates_in(stated)
    return moment(dates[0], origin=Origin.FRONT_MATTER).at if dates else None
