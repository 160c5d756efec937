"""A clipping as the words of its file: front matter that reads back the same, and paragraphs as plain Markdown."""

import re
from collections.abc import Iterable, Mapping

from digest.intake.decoding import printable
from digest.intake.lines import fold

# YAML reads such words and characters as something else than a text when they stand bare.
BARE = re.compile(r"(?:[^\W\d_]|[(“‘«])[\w /.,;()&'«»+€£$%?!’‘“”–—…-]*|https?://[^\s\"'*\[\]{},]+(?<!:)")
DATED = frozenset({"published", "updated", "fetched"})
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?")
ANCHOR = re.compile(r"(:\s*)([&*])")  # the reader of front matter refuses what looks like one, in words too
RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"})
UNPRINTABLE = re.compile("[\ufffe\uffff]")  # not even in quotes
MAX_NESTED = 2  # brackets of one value; the reader of front matter counts them, wherever they stand

MARKS = re.compile(r"[\\`*\[\]<~]|&(?=#?\w{1,32};)")
UNDERSCORES = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
AT_START = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-+=|:](?=[\s|:=+-]*$))")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def front_matter(values: Mapping[str, str | Iterable[str]]) -> str:
    """Fenced lines of `key: value`, a line each, in the order given; what has no value has no line."""
    written = ((key, _written(key, value)) for key, value in values.items())
    return "\n".join(["---", *(f"{key}: {value}" for key, value in written if value), "---", ""])


def _written(key: str, value: str | Iterable[str]) -> str:
    if not isinstance(value, str):
        return inline_list(value)
    return value if key in DATED and DATE.fullmatch(value) else scalar(value)


def inline_list(values: Iterable[str]) -> str:
    """Texts as a list on one line of YAML; "" for none."""
    written = [text for value in values if (text := scalar(value, inside_list=True))]
    return f"[{', '.join(written)}]" if written else ""


def scalar(value: str, *, inside_list: bool = False) -> str:
    """A text on one line of YAML, bare where that is safe, else in double quotes; "" for an empty one."""
    text = UNPRINTABLE.sub("\ufffd", fold(printable(value)))
    if _is_bare(text) and not (inside_list and re.search("[,?:]", text)):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    quoted = ANCHOR.sub(lambda found: f"{found[1]}\\x{ord(found[2]):02x}", f":{quoted}")[1:]
    if not _balanced(text):
        quoted = re.sub(r"[\[\]{}]", lambda found: f"\\x{ord(found[0]):02x}", quoted)
    return f'"{quoted}"' if text else ""


def _is_bare(text: str) -> bool:
    return bool(BARE.fullmatch(text)) and text.lower() not in RESERVED and not ANCHOR.search(text)


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        if not 0 <= depth <= MAX_NESTED:
            return False
    return depth == 0


def body(paragraphs: Iterable[str]) -> str:
    """Paragraphs as Markdown that shows, and reads back as, exactly their words."""
    written = (escaped(paragraph) for paragraph in paragraphs)
    return "\n".join(f"{text}\n" for text in written if text)


def escaped(paragraph: str) -> str:
    """One paragraph on one line, every mark of Markdown and HTML in it a character."""
    text = MARKS.sub(r"\\\g<0>", fold(printable(paragraph)))
    text = UNDERSCORES.sub(lambda found: "\\_" * len(found[0]), text) if "_" in text else text
    text = AT_START.sub(r"\\\g<0>", text, count=1) if AT_START.match(text) else text
    return NUMBERED.sub(r"\1\\\2", text, count=1) if NUMBERED.match(text) else text
