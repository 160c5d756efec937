"""Speakers beside quotations in scripts without capitals: a few words between a sign and a reporting word."""

import re

from digest.nouns import Mention
from digest.reading.marks import Stretch
from digest.reading.tongues import Tongue, tongues

_REACH = 120  # characters
_MARKS = '"“”„«»‘’「」『』 \N{NO-BREAK SPACE}'
_SIGNS = ",:，：、،"
_STOPS = re.compile(r"[.。!！?？،，,;；:：\n।]")
_MOST = 3  # words of a name
_MIDDLE_DOT = "·"


def written_beside(text: str, stretch: Stretch, language: str) -> tuple[Mention, str] | None:
    """The name and the reporting word beside a stretch, or None."""
    tongue = tongues()[language]
    nearest = max(0, stretch.start - _REACH)
    begin = max(nearest, text.rfind("\n", nearest, stretch.start) + 1)
    before = text[begin : stretch.start].rstrip(_MARKS).rstrip(_SIGNS).rstrip()
    rule = {"ar": _arabic, "hi": _hindi, "zh": _chinese}.get(language, _japanese_or_korean)
    found = rule(text, stretch, tongue, begin, before)
    if found is None:
        return None
    start, end, verb = found
    return Mention(start=start, end=end, text=text[start:end]), verb


_Found = tuple[int, int, str] | None


def _few(text: str, start: int, end: int, tongue: Tongue) -> tuple[int, int] | None:
    """The words between two offsets, titles at the front left out, when they are few enough for a name."""
    words = list(re.finditer(r"\S+", text[start:end]))
    titled = False
    while words and words[0][0].strip(".") in tongue.titles:
        words.pop(0)
        titled = True
    few = (1 if titled else 2) <= len(words) <= _MOST
    if not few or any(word[0] in tongue.never or word[0].startswith("لل") for word in words):
        return None
    return start + words[0].start(), start + words[-1].end()


def _arabic(text: str, stretch: Stretch, tongue: Tongue, begin: int, before: str) -> _Found:
    """`قال سالم العلي: “…”`, `“…”، قال سالم العلي.`: the words behind the verb."""
    verbs = list(re.finditer(rf"(?:^|(?<=\s))({tongue.verbs})\s+", before))
    if verbs and text[begin + len(before) : stretch.start].strip(_MARKS):
        name = _few(text, begin + verbs[-1].end(), begin + len(before), tongue)
        return (*name, verbs[-1][1]) if name else None
    behind = re.compile(rf"[{_MARKS}]*[،,]?\s*({tongue.verbs})\s+").match(text, stretch.end)
    if behind:
        stop = _STOPS.search(text, behind.end(), behind.end() + _REACH)
        name = _few(text, behind.end(), stop.start(), tongue) if stop else None
        return (*name, behind[1]) if name else None
    return None


def _hindi(text: str, _stretch: Stretch, tongue: Tongue, begin: int, before: str) -> _Found:
    """`सीता वर्मा ने कहा, “…”`: the words from the last stop to the verb."""
    verb = re.search(rf"\s({tongue.verbs})$", before)
    if verb is None:
        return None
    stops = [stop.end() for stop in _STOPS.finditer(before, 0, verb.start())]
    name = _few(text, begin + max(stops, default=0), begin + verb.start(), tongue)
    return (*name, verb[1]) if name else None


def _chinese(text: str, stretch: Stretch, tongue: Tongue, begin: int, before: str) -> _Found:
    """`部长王小明表示：“…”`, `“…”，王小明说。`: a family name and one or two characters, or a middle dot."""
    verb = re.search(rf"({tongue.verbs})$", before)
    if verb and text[begin + len(before) : stretch.start].strip(_MARKS):
        stops = [stop.end() for stop in _STOPS.finditer(before, 0, verb.start())]
        name = _han(text, begin + max(stops, default=0), begin + verb.start(), tongue)
        return (*name, verb[1]) if name else None
    behind = re.compile(rf"[{_MARKS}]*[，,]?([^\W\d_]{{2,12}}?)({tongue.verbs})").match(text, stretch.end)
    if behind:
        name = _han(text, behind.start(1), behind.end(1), tongue)
        return (*name, behind[2]) if name else None
    return None


def _han(text: str, start: int, end: int, tongue: Tongue) -> tuple[int, int] | None:
    words = text[start:end]
    titles = sorted(tongue.titles, key=lambda title: (-len(title), title))
    tail = next((title for title in titles if words.endswith(title)), "")
    end -= len(tail)
    words = text[start:end]
    start += max((words.rfind(title) + len(title) for title in titles if title in words), default=0)
    words = text[start:end]
    family = 2 <= len(words) <= 3 and words[0] in tongue.families
    dotted = _MIDDLE_DOT in words[1:-1] and len(words) <= 15
    return (start, end) if family or dotted else None


def _japanese_or_korean(text: str, stretch: Stretch, tongue: Tongue, begin: int, before: str) -> _Found:
    """`山田太郎氏は「…」と述べた`, `김민수 장관은 “…”라고 말했다`: a name and a title before, the verb behind."""
    behind = re.compile(rf"[{_MARKS}]*({tongue.behind})").match(text, stretch.end)
    title = "|".join(sorted(tongue.titles, key=lambda title: (-len(title), title)))
    named = re.search(rf"(?:^|[\s、。，]|の)([^\W\d_]{{2,8}})\s?(?:{title})[はが은는이가]$", before)
    return (begin + named.start(1), begin + named.end(1), behind[1]) if behind and named else None
