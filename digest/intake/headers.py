"""Lines that say something about the article instead of telling it: bylines, datelines, credits, sources."""

import re

from digest.intake.datelines import CHANGED, MAX_WORDS, STATED
from digest.intake.dates import dates_in
from digest.intake.features import STOP, lower_share
from digest.intake.urls import host_of

READ_TIME = re.compile(
    r"^\W*(?:\d+\s*[- ]?min(?:ute)?s?\.?\s+(?:to\s+)?read|(?:reading time|lesezeit|tiempo de lectura|"
    r"temps de lecture|tempo di lettura|tempo de leitura|leestijd)\W{0,3}\d{1,3}\W{0,2}min\w{0,6})\W*$",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^[(\[]?\s*(?:with (?:additional |agency |further )?(?:inputs?|reports?|reporting|contributions?|files)"
    r"(?:\W*$|\W+(?:from|by|and|agenc|wire).{0,80})|"
    r"with agenc(?:y|ies)\b.{0,40}|additional (?:reporting|editing|writing) by\b.{0,160}|"
    r"(?P<work>(?:reporting|editing|writing) by\b.{0,160})|"
    r"(?:agencies|input from agencies)\s*[)\]]?\.?|"
    r"\(?this (?:story|article|report) (?:has not been edited|is (?:auto-generated|published (?:from|under|with))|"
    r"was (?:first|originally) (?:published|posted|printed|written|produced|broadcast)).{0,200}|"
    r"\(?(?:(?:first|originally) published\W+(?:in|on|by|at|as|\d)|this article originally appeared)\b.{0,160})$",
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
    r"^(?i:(?:words |written |reported |story |posted |published )?by|von|por|par|oleh|door):?\s+"
    r"(?P<name>[A-ZÀ-Þ][\w.'’-]*"
    r"(?:[ ,]+(?:[A-ZÀ-Þ][\w.'’-]*|de|del|la|los|di|du|le|van|von|der|da|bin|binti|al|and|&)){0,7})(?P<rest>.{0,60})$",
)
GLUED = re.compile(r"\s+(?:and\s+)?(?:published|updated|posted|on)\b|(?:[ ,]+(?:and|&))+$", re.IGNORECASE)
# What may follow a name in a byline without a mark between them: "in Paris", "for The Example".
AFTER_NAME = re.compile(
    r"\W*(?:[^\Wa-z]|(?:in|for|at|of|on|from|with|staff|special|agencies|published|updated|posted)\b|$)"
)
DESK = re.compile(
    r"^(?P<outlet>[A-Z0-9][\w.&’'-]*(?: [A-Z0-9&][\w.&’'-]*){0,4}?)['’]?s?,? "
    r"(?:News|Web|Online|Digital|Sports?|World|Business|City|National|Foreign|Editorial)? ?"
    r"(?:Desk|Bureau|Newsroom|Staff(?: Reporter| Writer)?|Correspondent|News Service)\b"
)
COPYRIGHT = re.compile(r"\W*(?:copyright|©|\(c\))\s*(?:©|\(c\))?\s*(?:19|20)\d\d\b", re.IGNORECASE)
REPORTS = re.compile(
    r"(?:…|\.{2,3}|[.\u2014\u2013–—-])?\s*…?\.?\s*(?P<words>(?:reports?|writes)\s+(?P<outlet>[A-Z][\w&.’'-]*(?:\s+(?:of|the|and|[A-Z&][\w&.’'-]*)){0,5}))\.?$"
)
# A dateline in words: "This page was last updated on …", "Posted by …".
OF_ITSELF = re.compile(
    r"\W*(?:this (?:article|story|post|page|piece|report) (?:was|has been)\b|"
    r"(?:last |first |originally )?(?:published|updated|posted|modified|edited|reviewed|created|revised|issued)\W+"
    r"(?:on|at|by|in)\b)",
    re.IGNORECASE,
)
CLAUSE = re.compile(r",\s+(?!(?:and|or|with|for|in|from|by|at)\b)[a-z]")


def is_label(text: str) -> bool:
    """A short line with a date, a byline or a reading time, and no sentence."""
    if len(text.split()) > MAX_WORDS or _tells(text):
        return False
    bare = bool(READ_TIME.match(text)) or bool(DESK.match(text)) or byline_in(text) is not None
    dates = dates_in(text)
    if dates:
        left = len(text) - sum(found.end - found.start for found in dates)
        return bare or left <= 12 or bool(STATED.search(text) or CHANGED.search(text) or "|" in text)
    return bare


def _tells(text: str) -> bool:
    """A sentence of running text: "By Monday the water had gone." is no byline."""
    if OF_ITSELF.match(text) and not CLAUSE.search(text):
        return False
    return bool(STOP.search(text)) and lower_share(text.split()) >= 0.5


def byline_in(text: str) -> str | None:
    """The name in a byline, which may stand behind a date; None where the line is not one."""
    if len(text) > 160:
        return None
    dates = dates_in(text)
    first = next((found.start for found in dates if found.start > 0), len(text))
    behind = text[dates[-1].end :].lstrip(" |,·•–—-") if dates else ""
    found = BYLINE.match(text[:first].rstrip(" |,·•–—-(")) or BYLINE.match(behind)
    if not found or not AFTER_NAME.match(found["rest"]) or len(found["rest"].split()) > 6:
        return None
    return GLUED.split(found["name"])[0].strip(" ,")


def is_credit(text: str) -> bool:
    """Whether a line gives credit, as "(With inputs from agencies.)" does."""
    found = CREDIT.match(text) if len(text) <= 260 else None
    if not found:
        return False
    return not (STOP.search(text) and CLAUSE.search(text)) and not (found["work"] and _tells(text))


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
