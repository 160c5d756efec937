"""What trafilatura would keep of a page: advice for our own choice of lines."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.intake.html_lines import HtmlPage
from digest.intake.lines import Line

# Pages beyond these bounds can keep parsers busy for minutes, and no article needs them.
MAX_CHARS = 2_000_000
MAX_DEPTH = 200
MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 1000
MOODS = ("by recall", "by default", "by precision")
SHINGLE = 4  # words; shorter lines must stand as a whole line


def is_bearable(source: str, page: HtmlPage) -> bool:
    """Whether a page may be handed to parsers whose time grows faster than the page. No clock: the same each time."""
    shallow = page.depth <= MAX_DEPTH and page.attributes <= MAX_ATTRIBUTES
    return shallow and len(source) <= MAX_CHARS and page.elements <= MAX_ELEMENTS


def kept_shares(source: str, lines: Sequence[Line]) -> list[dict[str, float]]:
    """The shares of each line's words that trafilatura keeps in three moods, 0 to 1. Empty where it keeps nothing."""
    words = [_words(line.text) for line in lines]
    rows: list[dict[str, float]] = [{} for _ in lines]
    for mood in MOODS:
        kept = _Kept.of(_extract(source, mood))
        for row, own in zip(rows, words, strict=True):
            row[f"kept {mood}"] = kept.share(own)
    if not any(row["kept by recall"] for row in rows):
        return []
    for row in rows:
        row["kept whole"] = float(row["kept by recall"] > 0.9)
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A text, ready to be asked how much of a line it holds."""

    whole: str
    alone: frozenset[str]
    shingles: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> "_Kept":
        words = _words(text)
        return cls(
            whole=f" {' '.join(words)} ",
            alone=frozenset(" ".join(_words(line)) for line in text.split("\n")),
            shingles=frozenset(tuple(words[index : index + SHINGLE]) for index in range(len(words) - SHINGLE + 1)),
        )

    def share(self, words: Sequence[str]) -> float:
        joined = " ".join(words)
        if len(words) < SHINGLE:
            if joined and joined in self.alone:
                return 1.0
            return 0.7 if len(words) > 1 and f" {joined} " in self.whole else 0.0
        if f" {joined} " in self.whole:
            return 1.0
        own = [tuple(words[index : index + SHINGLE]) for index in range(len(words) - SHINGLE + 1)]
        return sum(shingle in self.shingles for shingle in own) / len(own)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _extract(source: str, mood: str) -> str:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its verdicts are ours to report
    try:
        text = trafilatura.extract(
            source,
            include_comments=False,
            include_tables=True,
            favor_recall=mood == "by recall",
            favor_precision=mood == "by precision",
        )
    except MemoryError:  # how much is left depends on what the process read before, and the text must not
        raise
    except Exception:
        return ""
    return text or ""
