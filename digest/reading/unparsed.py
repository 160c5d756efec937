"""Speakers beside quotations in languages without a parser here: a name and a reporting word at the marks.

In doubt there is no name: the name and the word must stand directly beside the quotation and beside one another.
"""

import re

from digest.nouns import Mention
from digest.reading.marks import Stretch
from digest.reading.scripts import written_beside
from digest.reading.tongues import Tongue, tongues, words_of_all

_REACH = 300  # characters before a quotation in which its name and reporting word stand
_MARKS = '"“”„‟«»‹›‘’‚「」『』'
_SPACE = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_][\w’'/-]*")
_CLOSED = rf"[{_MARKS}{_SPACE}]*(?P<comma>,?)[{_SPACE}]*[—–-]?[{_SPACE}]*"
_ROLE = re.compile(r"(?:el|la|il|lo|le|l['’]|o|a|de|het|der|die)[ ’'](?:[^\W\d_A-Z]+ ){0,4}")
_LONGEST = 5  # words of a name
NEIGHBOURS = {"id": ("id", "ms"), "ms": ("ms", "id"), "nb": ("no", "da"), "no": ("no", "da"), "da": ("da", "no")}
_WITHOUT_CAPITALS = frozenset({"ar", "zh", "ja", "ko", "hi"})

Found = tuple[int, int]


def beside(text: str, stretch: Stretch, language: str) -> tuple[Mention, str] | None:
    """The name and the reporting word beside a stretch, or None. An unknown language may be any."""
    if language in _WITHOUT_CAPITALS:
        return written_beside(text, stretch, language)
    codes = NEIGHBOURS.get(language, (language,)) if language != "und" else sorted(tongues())
    for code in codes:
        tongue = tongues().get(code)
        if tongue is None or code in _WITHOUT_CAPITALS:
            continue
        found = _behind(text, stretch, tongue) or _before(text, stretch, tongue)
        if found:
            (start, end), verb = found
            return Mention(start=start, end=end, text=text[start:end]), verb
    return _labelled(text, stretch)


def _behind(text: str, stretch: Stretch, tongue: Tongue) -> tuple[Found, str] | None:
    """`“…”, sagte Anna Weber`, `“…,” Anwar berkata`."""
    found = re.compile(rf"{_CLOSED}(?P<verb>{tongue.verbs}|{tongue.according})[{_SPACE}]").match(text, stretch.end)
    if found:
        name = _forward(text, found.end(), tongue) or _described(text, found.end(), tongue)
        return (name, found["verb"]) if name else None
    closed = re.compile(_CLOSED).match(text, stretch.end)
    if closed is None or not (closed["comma"] or text[stretch.end - 1] == ","):
        return None
    name = _forward(text, closed.end(), tongue)
    verb = re.compile(rf"[{_SPACE}]({tongue.verbs})\b").match(text, name[1]) if name else None
    return (name, verb[1]) if name and verb else None


def _described(text: str, at: int, tongue: Tongue) -> Found | None:
    """`el presidente Juan Vega`, `die Sprecherin Petra Holm`: a full name behind an office, and not another's."""
    role = _ROLE.match(text, at)
    name = _forward(text, role.end(), tongue) if role else None
    if role is None or name is None or " " not in text[slice(*name)]:
        return None
    words = role[0].split()
    office = len(words) > 1 or name[0] > role.end()
    linked = len(words) > 1 and words[-1] in words_of_all("linkers")
    return name if office and not linked else None


def _clause(text: str, stretch: Stretch) -> tuple[int, str, str]:
    """What stands before a quotation on its line: its offset, the words, and the comma or colon behind them."""
    nearest = max(0, stretch.start - _REACH)
    begin = max(nearest, text.rfind("\n", nearest, stretch.start) + 1)
    words = text[begin : stretch.start].rstrip(_MARKS + _SPACE)
    sign = words[-1:] if words[-1:] in {",", ":"} else ""
    return begin, words.removesuffix(sign).rstrip(_SPACE) if sign else words, sign


def _before(text: str, stretch: Stretch, tongue: Tongue) -> tuple[Found, str] | None:
    """`Anna Weber sagte: “…”`, `Kata Anwar, “…”`; and where the verb comes last, `Anna Kaya, “…” dedi`."""
    begin, words, sign = _clause(text, stretch)
    last = re.compile(rf"{_CLOSED}(?P<verb>{tongue.behind})").match(text, stretch.end)
    if last and words:
        name = _backward(text, begin, begin + len(words), tongue)
        return (name, last["verb"]) if name else None
    if not sign:
        return None
    verb = re.search(rf"(?:^|[{_SPACE}])({tongue.verbs})$", words)
    if verb:
        name = _backward(text, begin, begin + verb.start(), tongue)
        return (name, verb[1]) if name else None
    for found in re.finditer(rf"\b(?i:({tongue.verbs}|{tongue.according}))[{_SPACE}]", words):
        name = _forward(text, begin + found.end(), tongue)
        if name and name[1] == begin + len(words):
            return name, found[1]
    return None


def _labelled(text: str, stretch: Stretch) -> tuple[Mention, str] | None:
    """`Anna Weber: “…”`: a full name alone on the line before the quotation. It has no reporting word."""
    begin, words, sign = _clause(text, stretch)
    name = words.split()
    full = 2 <= len(name) <= _LONGEST and all(word[0].isupper() and _WORD.fullmatch(word) for word in name)
    if sign != ":" or not full or not (begin == 0 or text[begin - 1] == "\n"):
        return None
    if name[0].lower() in words_of_all("openers") | words_of_all("linkers"):
        return None
    start = begin + len(text[begin : stretch.start]) - len(text[begin : stretch.start].lstrip())
    return Mention(start=start, end=begin + len(words), text=text[start : begin + len(words)]), ""


def _forward(text: str, at: int, tongue: Tongue) -> Found | None:
    """The name that begins at an offset, without titles before it: words in capitals, one space apart."""
    words: list[re.Match[str]] = []
    while len(words) < 2 * _LONGEST:
        word = _WORD.match(text, at)
        if word is None or not (word[0][0].isupper() or (words and word[0].lower() in tongue.particles)):
            break
        if words and word[0].lower() in tongue.never:
            break
        words.append(word)
        at = word.end()
        if text[at : at + 1] not in {*_SPACE} or not text[at : at + 1]:
            break
        at += 1
    return _name(words, tongue)


def _backward(text: str, begin: int, end: int, tongue: Tongue) -> Found | None:
    """The name that ends at an offset; not what a preposition or a conjunction ties to something else."""
    words: list[re.Match[str]] = []
    found = list(_WORD.finditer(text, begin, end))
    while found and _follows(text, found[-1], words, end) and (found[-1][0][0].isupper() or _inside(found, tongue)):
        words.insert(0, found.pop())
    if found and words and found[-1][0].lower() in words_of_all("linkers") and found[-1].end() + 1 == words[0].start():
        return None
    if words and len(words) > 1 and words[0][0].lower() in words_of_all("openers"):
        words.pop(0)
    return _name(words, tongue)


def _follows(text: str, word: re.Match[str], words: list[re.Match[str]], end: int) -> bool:
    """Whether nothing but one space parts a word from the name so far."""
    return text[word.end() : words[0].start() if words else end] in ({*_SPACE} if words else {"", *_SPACE, ",", ":"})


def _inside(found: list[re.Match[str]], tongue: Tongue) -> bool:
    before = [word[0] for word in found[-3:-1]]
    return found[-1][0].lower() in tongue.particles and any(word[0].isupper() for word in before)


def _is_title(word: str, tongue: Tongue) -> bool:
    """A title, or a long word that ends in one: `Polizeisprecherin`."""
    plain = word.lower().strip(".")
    return plain in tongue.titles or any(len(title) > 4 and plain.endswith(title) for title in tongue.titles)


def _name(words: list[re.Match[str]], tongue: Tongue) -> Found | None:
    """Words without titles before them; none where a particle is left in front: `Sprecher von Anna Weber`."""
    while words and _is_title(words[0][0], tongue):
        words.pop(0)
    while words and not words[-1][0][0].isupper():
        words.pop()
    if (
        not words
        or not words[0][0][0].isupper()
        or len(words) > _LONGEST
        or (len(words) == 1 and words[0][0].lower() in words_of_all("openers"))
    ):
        return None
    return words[0].start(), words[-1].end()
