"""Speakers beside quotations in languages without a parser here: a name and a reporting word at the marks."""

import re

from digest.nouns import Mention
from digest.reading.marks import Stretch

# Reporting words of Malay and Indonesian, German, French, Spanish, Portuguese, Italian and Dutch.
_VERBS = (
    "kata|ujar|jelas|tegas|tambah|menurut|berkata|menegaskan|menambahkan|mengatakan|katanya|tulis|menjelaskan|"
    "sagte|sagt|erklärte|betonte|schrieb|fügte|so|laut|meinte|teilte|"
    "a déclaré|a dit|dit|déclare|affirme|selon|explique|a affirmé|a ajouté|"
    "dijo|afirmó|declaró|señaló|según|añadió|explicó|aseguró|"
    "disse|afirmou|declarou|segundo|ha detto|dice|ha dichiarato|secondo|zei|zegt|verklaarde|volgens"
)
_REACH = 300  # characters before a quotation in which its name and reporting word stand
_WORD = r"[^\W\d_a-zà-ÿ][\w.'’-]*"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:(?:bin|binti|von|van|de|der|da|di|al|el)\s+)?{_WORD}){{0,5}})"
_BEHIND = re.compile(rf"[\"”’»“«]?[,.]?\s*(?:(?P<verb>{_VERBS})\s+{_NAME})")
_NAME_BEHIND = re.compile(rf"[\"”’»“«]?[,.]?\s*{_NAME}\s+(?P<verb>{_VERBS})\b")
_BEFORE = re.compile(
    rf"(?:{_NAME}\s+(?P<verb>{_VERBS})|(?P<first>{_VERBS})\s+{_NAME.replace('name', 'second')})\s*[,:]\s*[\"“‘«»„]$"
)


def beside(text: str, stretch: Stretch) -> tuple[Mention, str] | None:
    """The name and the reporting word beside a stretch, or None."""
    for pattern in (_BEHIND, _NAME_BEHIND):
        found = pattern.match(text, stretch.end)
        if found:
            return Mention(start=found.start("name"), end=found.end("name"), text=found["name"]), found["verb"]
    nearest = max(0, stretch.start - _REACH)
    begin = max(nearest, text.rfind("\n", nearest, stretch.start) + 1)
    found = _BEFORE.search(text[begin : stretch.start])
    if found:
        which = "name" if found["name"] else "second"
        start, end = begin + found.start(which), begin + found.end(which)
        return Mention(start=start, end=end, text=text[start:end]), found["verb"] or found["first"]
    return None
