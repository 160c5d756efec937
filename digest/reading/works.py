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
_LOOSE = frozenset({"none", "rest", "alone"})  # no cue is in the sentence
_LONGEST = 14  # words of a title or a slogan
_REACH = 60  # characters beside a stretch that can say what it is

_WORKS = "|".join(sorted(lexicon("works")))
_TITLED = re.compile(r"\b(?:en)?titled,?$|\b(?:head|sub)lined,?$|\bsubtitled,?$")
_WORK = re.compile(rf"\b(?:{_WORKS})s?(?: (?:on|from|of) [A-Z][a-z]+\.?(?: \d{{1,2}})?)?,?$", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:known as|billed as|pitched as|marketed as|so-called|nicknamed|code-named|"
    r"(?:slogan|motto|nickname|moniker|catchphrase|term)(?: (?:of|is|was|reads?))?),?$",
    re.IGNORECASE,
)
_BY = re.compile(r",? by (?=[A-Z]|the [A-Z])")
_YEAR = re.compile(r",? \((?:[^()\n]{0,40}\b)?(?:1[89]|20)\d\d\)")
_CITED = re.compile(r",? [A-Z][^()\"“”\n]{0,60}\)")  # `("Title," Herald, Friday)`


def title_like(words: list[str]) -> bool:
    """Whether every word that a title would print with a capital has one."""
    heavy = [word for word in words if word.lower() not in _SMALL]
    return len(heavy) > 1 and all(word[0].isupper() or word[0].isdigit() for word in heavy)


def _names(scene: Scene, index: int, found: Link) -> bool:
    """`called her “The Queen of the Northern Coast”`: a verb that gives a name reports the name behind it."""
    if found.cue is None or found.cue.verb > scene.spans[index][0]:
        return False
    return scene.parse.tokens[found.cue.verb].lemma.lower() in _NAMING


def _around(scene: Scene, index: int, text: str) -> tuple[str, str]:
    """The text before the opening mark and behind the closing one, inside the block."""
    stretch, tokens = scene.stretches[index], scene.parse.tokens
    before = text[max(tokens[0].start, stretch.start - _REACH) : stretch.start]
    after = text[stretch.end : min(tokens[-1].end, stretch.end + 2 * _REACH)]
    return before.rstrip().rstrip("\"“‘'„«`").rstrip(), re.sub(r"^[,.]?[\"”’'»“]+(?=\W|$)", "", after)


def _has_byline(scene: Scene, index: int, found: Link, after: str) -> bool:
    """`“…,” by Ana Diaz`: who wrote it; behind a passive verb before the stretch it is who did it."""
    behind = scene.parse.tokens[scene.spans[index][1] + 1 :][:2]
    passive = found.rule == "none" and any(token.dep == "agent" for token in behind)
    return _BY.match(after) is not None and not passive


def _is_named(scene: Scene, index: int, found: Link, text: str) -> bool:
    """Whether the words beside a stretch call it a work, a headline, a slogan or a name."""
    before, after = _around(scene, index, text)
    if _TITLED.search(before):
        return True
    if found.rule in _BINDING:
        return False
    capital = text[scene.stretches[index].start].isupper()
    if capital and (_WORK.search(before) or (before.endswith("(") and _CITED.match(after))):
        return True
    if found.rule not in _LOOSE:
        return False
    return bool(_NAMED.search(before) or _YEAR.match(after)) or _has_byline(scene, index, found, after)


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
    if len(words) <= _LONGEST and scene.spans[index][0] >= 0 and _is_named(scene, index, found, text):
        return False
    if title_like(words) and len(words) <= _LONGEST:
        reported = core and size > 3 and (tied or _names(scene, index, found))
        return reported or (found.rule == "alone" and whole and size > 2)
    if size < 5:
        sentence = whole and said[0].isupper() and found.cue is not None
        tied = found.rule in _BINDING or (found.rule in {"far behind", "colon"} and sentence)
        return tied or (found.rule == "syntax" and core) or (found.rule == "alone" and whole)
    return True
