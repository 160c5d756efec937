"""What stands between marks and is no speech: titles of works, scare quotes, slogans, nicknames, single words."""

import re

from digest.reading.lexicon import lexicon
from digest.reading.links import Link
from digest.reading.scenes import Scene

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PIECE = re.compile(r"\w+")
_SMALL = lexicon("small")
_NAMING = frozenset({"call", "dub", "describe", "name", "label", "brand", "term", "nickname"})
_BINDING = frozenset({"close behind", "introduced", "mixed close"})


def title_like(words: list[str]) -> bool:
    """Whether every word that a title would print with a capital has one."""
    heavy = [word for word in words if word.lower() not in _SMALL]
    return len(heavy) > 1 and all(word[0].isupper() or word[0].isdigit() for word in heavy)


def _names(scene: Scene, found: Link) -> bool:
    """`called her “The Queen of the Northern Coast”`: a verb that gives a name reports the name."""
    return found.cue is not None and scene.parse.tokens[found.cue.verb].lemma.lower() in _NAMING


def is_speech(scene: Scene, index: int, found: Link, text: str) -> bool:
    """Whether a stretch is something that somebody said."""
    stretch = scene.stretches[index]
    said = text[stretch.start : stretch.end]
    words = _WORD.findall(said)
    size = len(_PIECE.findall(said))  # parts of hyphened and contracted words count, as annotators count them
    whole = said[-1:] in ".!?…,"
    core = found.cue is not None and found.cue.core
    tied = found.rule in {"close behind", "introduced"}
    if len(words) < 2:
        return bool(words) and tied and whole and said[0].isupper()
    if title_like(words) and len(words) <= 14:
        reported = core and size > 3 and (tied or _names(scene, found))
        return reported or (found.rule == "alone" and whole and size > 2)
    if size < 5:
        return found.rule in _BINDING or (found.rule == "syntax" and core) or (found.rule == "alone" and whole)
    return True
