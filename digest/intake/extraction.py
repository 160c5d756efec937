"""What trafilatura would keep of a page: advice for our own choice of lines."""

import logging
import re
from collections.abc import Sequence

from digest.intake.lines import Line

MAX_BYTES = 5_000_000
MAX_DEPTH = 200  # deeper trees make parsers slow, and no article needs them
SHINGLE = 4  # words; shorter lines must stand as a whole line


def kept_shares(source: str, lines: Sequence[Line], depth: int) -> list[float]:
    """The share of each line's words that trafilatura keeps, 0 to 1. Pages that would harm it are not shown to it."""
    text = "" if len(source) > MAX_BYTES or depth > MAX_DEPTH else _extract(source)
    words = _words(text)
    whole = f" {' '.join(words)} "
    alone = {" ".join(_words(line)) for line in text.split("\n")}
    shingles = {tuple(words[index : index + SHINGLE]) for index in range(len(words) - SHINGLE + 1)}
    return [_share(_words(line.text), whole, alone, shingles) for line in lines]


def _share(words: Sequence[str], whole: str, alone: set[str], shingles: set[tuple[str, ...]]) -> float:
    joined = " ".join(words)
    if len(words) < SHINGLE:
        if joined and joined in alone:
            return 1.0
        return 0.7 if len(words) > 1 and f" {joined} " in whole else 0.0
    if f" {joined} " in whole:
        return 1.0
    own = [tuple(words[index : index + SHINGLE]) for index in range(len(words) - SHINGLE + 1)]
    return sum(shingle in shingles for shingle in own) / len(own)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _extract(source: str) -> str:
    import trafilatura  # noqa: PLC0415 - heavy

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its verdicts are ours to report
    try:
        return trafilatura.extract(source, include_comments=False, include_tables=True, favor_recall=True) or ""
    except Exception:  # noqa: BLE001 - a third-party parser over hostile pages: without it, our own features decide
        return ""
