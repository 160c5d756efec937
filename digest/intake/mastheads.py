"""Which outlet a pasted page comes from, as its own words show it: a desk, a copyright line, the name at its top."""

import re
from collections.abc import Sequence

from digest.intake.features import STOP
from digest.intake.headers import DESK, is_label
from digest.intake.phrases import furniture
from digest.nouns import Fact, Origin

GENERIC = frozenset({
    "our", "the", "a", "by", "from", "web", "news", "online", "digital", "staff", "special", "senior", "world",
    "national", "city", "foreign", "help", "service",
})  # fmt: skip
# A desk that is an outlet's ends its line, or a date or another label follows it ("Help Desk Tips" is none).
DESK_END = re.compile(r"\s{0,3}(?:$|[|,:;·•(–—-]|\d|Updated|Published|Posted|Last)")
NAME = r"[A-Z][\w&’'-]*(?:\.\w+)*"
LINK = r"(?:&|(?:of|the|and|de|del|la|las|los|el|du|des|der|di|da|do|y|e|et|und|van)\b)"
RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|copyright)?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:[Bb]y )?"
    rf"(?P<outlet>(?:The )?{NAME}(?: (?:{LINK}|{NAME})){{0,4}})",
)
NOT_NAMES = re.compile(
    r"\b(?:all|rights|reserved|policy|copyright|inc|llc|ltd)\b|(?:privacy|terms|cookies?|sitemap)\b", re.IGNORECASE
)
LOOSE_END = re.compile(rf"\s+(?:&|and)\s+(?:our|its)\b.{{0,40}}$|(?:\s+{LINK}){{1,3}}$", re.IGNORECASE)
TOP_LINES = 12  # in which the first line that is no furniture may be the masthead
MAX_NAME_WORDS, MAX_NAME = 5, 60  # words, characters
MIN_HOST, MAX_TALK = 5, 400  # characters of a name that is looked for in addresses, and of a line that talks of it
TALKS_OF = r"(?:about|follow|subscribe to|welcome to|copyright|©|\(c\)|more from|contact|support|join)(?: \d{4}| the)?"


def outlet_in(labels: Sequence[str], top: Sequence[str], foot: Sequence[str]) -> Fact | None:
    """The outlet that a "News Desk" byline, a copyright line or the top of the page shows.

    `labels`: bylines and datelines, nearest to the headline first; `top` and `foot`: the lines before and after the
    article, none where the source is no page.
    """
    return _of_desk(labels) or _of_rights(foot) or _of_top(top, foot)


def _of_desk(labels: Sequence[str]) -> Fact | None:
    for text in labels:
        found = DESK.match(text)
        if not found or not DESK_END.match(text, found.end()) or not found["outlet"][0].isalpha():
            continue
        if not {word.lower() for word in found["outlet"].split()} & GENERIC:
            return Fact(value=found["outlet"], origin=Origin.TEXT, evidence=found[0])
    return None


def _of_rights(foot: Sequence[str]) -> Fact | None:
    for text in foot:
        found = RIGHTS.search(text) if len(text) <= 200 else None
        name = LOOSE_END.sub("", found["outlet"]).rstrip(".") if found else ""
        if found and name and not NOT_NAMES.search(name):
            return Fact(value=name, origin=Origin.TEXT, evidence=found[0])
    return None


def _of_top(top: Sequence[str], foot: Sequence[str]) -> Fact | None:
    """The first line that is no furniture, if the page talks of it by that name or has an address of that name."""
    name = next((text for text in top[:TOP_LINES] if not furniture(text) and text[0].isalnum()), "")
    bare = name.lower()
    if not 1 <= len(name.split()) <= MAX_NAME_WORDS or len(name) > MAX_NAME or STOP.search(name) or is_label(name):
        return None
    if not name[0].isupper() or any(char.isdigit() for char in name) or bare in GENERIC:
        return None
    others = [text for text in (*top[1:], *foot) if text != name and len(text) <= MAX_TALK]
    squashed = re.sub(r"\W", "", bare)
    host = re.compile(rf"(?:^|[\s@/.]){re.escape(squashed)}\.(?:com?|org|net|news|[a-z]{{2}})\b", re.IGNORECASE)
    talk = re.compile(rf"(?:^|\W){TALKS_OF} {re.escape(bare)}(?:\W|$)", re.IGNORECASE)
    for text in others:
        if len(squashed) >= MIN_HOST and (found := host.search(text)):
            return Fact(value=name, origin=Origin.TEXT, evidence=f"{name}; {found[0].strip()}")
        if len(name.split()) > 1 and talk.search(text):
            return Fact(value=name, origin=Origin.TEXT, evidence=f"{name}; {text[:80]}")
    return None
