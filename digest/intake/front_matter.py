"""Front matter read safely: scalars as the words that they are, nothing constructed, nothing deep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from digest.errors import SourceError
from digest.intake.decoding import printable

MAX_CHARS = 16 * 1024
MAX_DEPTH = 8
FEWEST_LETTERS = 5  # of a key, for a word with another letter to be a slip: "lang" may be "land"
AFTER_TOPIC = "\x1f"  # of a list: a topic may hold a comma, and no control character is left in words
FENCED = re.compile(r"\A\s{0,8}---[ \t]*\r?\n(.*?)(?:^|(?<=\n))---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# A line that YAML reads as a key and a text on one line, whatever stands around it, and reads as it stands.
SIMPLE = re.compile(
    r"""(?P<key>[A-Za-z][A-Za-z_]{0,60}):\ +(?:"(?P<quoted>[^"\\\[{&]*)"|(?P<bare>[^\W_](?:[^:#\[{&]|:(?=\S))*))"""
)
KEYS = {
    "id": "id", "title": "title", "headline": "title", "url": "url", "link": "url", "canonical_url": "url",
    "outlet": "outlet", "published": "published", "date": "published", "author": "byline", "authors": "byline",
    "byline": "byline", "language": "language", "lang": "language", "credit": "credit", "standfirst": "standfirst",
    "original_source": "original_source", "topics": "topics", "topic": "topics", "tags": "topics",
    "updated": "modified", "modified": "modified", "fetched": "fetched",
    "feed": "feed", "dated_by": "dated_by",
}  # fmt: skip


def split(source: str) -> tuple[dict[str, str], int]:
    """The known keys of a file's front matter as strings, and where its body begins.

    Raises SourceError with the line where the front matter cannot be read.
    """
    if not re.match(r"\s{0,8}---[ \t]*\r?\n", source):
        return {}, 0
    found = FENCED.match(source[: MAX_CHARS + 100])
    if not found:
        problem = f"front matter is not closed with --- within {MAX_CHARS:,} characters (line 1); add the closing line"
        raise SourceError(problem)
    return _scalars(found[1]), found.end()


def misspelt(source: str) -> Iterator[tuple[int, str, str]]:
    """Keys that are one slip away from a known one that is missing: line of the file, the key, the known one.

    Front matter may hold keys for other programs, so whatever is not that near is nobody's mistake. Raises SourceError
    where it cannot be read.
    """
    import yaml

    found = FENCED.match(source[: MAX_CHARS + 100])
    if not found or not isinstance(node := _composed(found[1]), yaml.MappingNode):
        return
    before = source[: found.start(1)].count("\n") + 1
    keys = [(key.start_mark.line + before, str(key.value)) for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    given = {KEYS.get(key.lower()) for _, key in keys}
    for line, key in keys:
        meant = next((known for known, name in KEYS.items() if name not in given and _one_slip(key.lower(), known)), "")
        if meant and key.lower() not in KEYS:
            yield line, key, meant


def _one_slip(word: str, known: str) -> bool:
    """Whether two letters changed places, or one letter of a longer word is wrong, missing or too much."""
    if len(word) == len(known):
        wrong = [at for at, letter in enumerate(word) if letter != known[at]]
        swapped = len(wrong) == 2 and word[wrong[0]] == known[wrong[1]] and word[wrong[1]] == known[wrong[0]]
        return (swapped and wrong[1] - wrong[0] == 1) or (len(wrong) == 1 and len(known) >= FEWEST_LETTERS)
    short, long = sorted((word, known), key=len)
    one_more = any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    return one_more and len(known) >= FEWEST_LETTERS and f"{short}s" != long  # "topic", "topics" are two words


def _composed(text: str) -> Any:
    import yaml

    _refuse_depth(text)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise SourceError(
            f"front matter cannot be read (line {line}: {getattr(error, 'problem', error)}); mend it"
        ) from error
    return node


def _scalars(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in _simple(text) or _nodes(text):
        name = KEYS.get(key.lower())
        if name and (words := _text(value, ends=AFTER_TOPIC * (name == "topics"))) and name not in values:
            values[name] = words
    return values


@dataclass(frozen=True, slots=True)
class _Scalar:
    """As YAML's own."""

    value: str
    style: str | None


def _simple(text: str) -> list[tuple[str, _Scalar]]:
    """Lines that need no YAML, which takes a hundred times as long; none where one of them does."""
    found = [line.isprintable() and SIMPLE.fullmatch(line.rstrip(" ")) for line in text.removesuffix("\n").split("\n")]
    lines = [line for line in found if line]
    if len(lines) < len(found):
        return []
    return [
        (line["key"], _Scalar(line["bare"], None) if line["quoted"] is None else _Scalar(line["quoted"], '"'))
        for line in lines
    ]


def _nodes(text: str) -> Iterator[tuple[str, Any]]:
    """Keys that are words, with the nodes of their values."""
    import yaml

    node = _composed(text)
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        raise SourceError("front matter is not a list of `key: value` (line 2); mend it")
    yield from ((str(key.value), value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _text(node: object, *, ends: str) -> str:
    """A scalar's own words, or those of a flat list: each with its end, or joined by commas where there is none."""
    value = getattr(node, "value", None)
    if isinstance(value, str):
        nothing = value.lower() in {"~", "null"} and not getattr(node, "style", None)  # in quotes it is a word
        return "" if nothing else _words(value)
    if isinstance(value, list):
        items = [item.value for item in value if isinstance(getattr(item, "value", None), str)]
        words = [_words(item) for item in items if item.strip()]
        return "".join(f"{word}{ends}" for word in words) if ends else ", ".join(words)
    return ""


def _words(value: str) -> str:
    return " ".join(printable(value).split())


def _refuse_depth(text: str) -> None:
    depth = deepest = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        deepest = max(deepest, depth)
    indent = max((len(line) - len(line.lstrip(" -?:")) for line in text.splitlines()), default=0)
    if deepest > MAX_DEPTH or indent > 200 or ("&" in text and re.search(r":\s*[&*]\w", text)):
        raise SourceError("front matter is nested too deeply or uses anchors (line 2); write plain `key: value` lines")
