"""What stands between marks and is no speech: titles of works, scare quotes, slogans, nicknames, single words."""

import re

from digest.reading.lexicon import lexicon
from digest.reading.links import Link
from digest.reading.scenes import Scene

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL = lexicon("small")
_BINDING = frozenset({"close behind", "introduced", "mixed close"})


def title_like(words: list[str]) -> bool:
    """Whether every word that a title would print with a capital has one."""
    heavy = [word for word in words if word.lower() not in _SMALL]
    return len(heavy) > 1 and all(word[0].isupper() or word[0].isdigit() for word in heavy)


def is_speech(scene: Scene, index: int, found: Link, text: str) -> bool:
    """Whether a stretch is something that somebody said."""
    stretch = scene.stretches[index]
    said = text[stretch.start : stretch.end]
    words = _WORD.findall(said)
    whole = said[-1:] in ".!?…,"
    if len(words) < 2:
        return bool(words) and found.rule in {"close behind", "introduced"} and whole and said[0].isupper()
    if title_like(words) and len(words) <= 14:
        return (
            found.rule in {"close behind", "introduced", "syntax"}
            and bool(found.cue and found.cue.core)
            and len(words) > 3
        )
    if len(words) < 5:
        core = found.cue is not None and found.cue.core
        return found.rule in _BINDING or (found.rule == "syntax" and core) or (found.rule == "alone" and whole)
    return True
