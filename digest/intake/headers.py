"""Lines that say something about the article instead of telling it: bylines, datelines, credits, sources."""

import re

from digest.intake.datelines import CHANGED, MAX_WORDS, STATED
from digest.intake.dates import dates_in
from digest.intake.urls import host_of

READ_TIME = re.compile(r"^\W*\d+\s*[- ]?min(?:ute)?s?\.?(?:\s+(?:to\s+)?read)\W*$", re.IGNORECASE)
CREDIT = re.compile(
    r"^[(\[]?\s*(?:with (?:additional |agency |further )?(?:inputs?|reports?|reporting|contributions?|files)\b.{0,80}|"
    r"with agenc(?:y|ies)\b.{0,40}|(?:additional )?(?:reporting|editing|writing) by\b.{0,160}|"
    r"(?:agencies|input from agencies)\s*[)\]]?\.?|"
    r"\(?this (?:story|article|report) (?:has not been edited|is (?:auto-generated|published)|was (?:first|originally))"
    r".{0,200}|"
    r"\(?(?:first published|originally published|this article originally appeared)\b.{0,160})$",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"^\W*(?:original (?:source|article|story)|source(?: link| article)?|via|"
    r"read (?:the )?original(?: article| story)?(?: (?:at|on))?)\s*:\s*(?P<source>\S.{1,200})$",
    re.IGNORECASE,
)
SEE_ALSO = re.compile(
    r"^\W*(?:also|must|related|more|further|recommended)\s*(?:read|stories|story|coverage|see|watch|reading)?\s*[:|–—]\s*\S|"
    r"^\W*(?:read|see|watch)\s+(?:also|more|next|this)\s*[:|–—]\s*\S",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^(?:words |written |reported |story |posted |published )?by:?\s+"
    r"(?P<name>(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|bin|al|and|&|,)"
    r"(?:[ ,]+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|da|bin|binti|al|and|&)){0,7})(?P<rest>.{0,60})$",
    re.IGNORECASE,
)
DESK = re.compile(
    r"^(?P<outlet>[A-Z0-9][\w.&’'-]*(?: [A-Z0-9&][\w.&’'-]*){0,4}?)['’]?s?,? "
    r"(?:News|Web|Online|Digital|Sports?|World|Business|City|National|Foreign|Editorial)? ?"
    r"(?:Desk|Bureau|Newsroom|Staff(?: Reporter| Writer)?|Correspondent|News Service)\b"
)
REPORTS = re.compile(
    r"(?:…|\.{2,3}|[.\u2014\u2013–—-])?\s*…?\.?\s*(?P<words>(?:reports?|writes)\s+(?P<outlet>[A-Z][\w&.’'-]*(?:\s+(?:of|the|and|[A-Z&][\w&.’'-]*)){0,5}))\.?$"
)


def is_label(text: str) -> bool:
    """A short line with a date, a byline or a reading time, and no sentence."""
    if len(text.split()) > MAX_WORDS:
        return False
    bare = bool(READ_TIME.match(text)) or bool(DESK.match(text)) or byline_in(text) is not None
    dates = dates_in(text)
    if dates:
        left = len(text) - sum(found.end - found.start for found in dates)
        return bare or left <= 12 or bool(STATED.search(text) or CHANGED.search(text) or "|" in text)
    return bare


def byline_in(text: str) -> str | None:
    """The name in a byline; None where the line is not one."""
    if len(text) > 160:
        return None
    found = BYLINE.match(text)
    if not found or not found["name"][0].isupper():
        return None
    rest = found["rest"].strip(" |,·•–—-")
    if rest and not dates_in(rest) and len(rest.split()) > 6:
        return None
    name = re.split(r"\s+(?:and\s+)?(?:published|updated|posted|on)\b", found["name"])[0]
    return name.strip(" ,")


def is_credit(text: str) -> bool:
    """Whether a line gives credit, as "(With inputs from agencies.)" does."""
    return len(text) <= 260 and bool(CREDIT.match(text))


def original_source(text: str) -> str | None:
    """What a line such as "Original Source: www.example.org" names; a host name where it is an address."""
    found = ORIGINAL.match(text) if len(text) <= 260 else None
    if not found:
        return None
    source = found["source"].strip()
    host = host_of(source.split()[0])
    if host:
        return host
    return source if text.lower().lstrip(" (").startswith("original") else None


def outlet_of_deck(text: str) -> tuple[str, int] | None:
    """The outlet that a deck names at its end ("… reports The Example"), and where those words begin."""
    found = REPORTS.search(text)
    if not found or found.start() == 0:
        return None
    led = text[found.start() : found.start("words")].strip()
    return (found["outlet"], found.start("words")) if "…" in led or "." in led else None
