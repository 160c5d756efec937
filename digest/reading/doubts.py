"""When not to print a name: places where the likeliest speaker is too often the wrong one.

Each condition names what PolNeAR's training half showed of it: how many of its speakers were right. What is printed
otherwise is right 96 times in a hundred there.
"""

from collections.abc import Callable

from digest.reading.cues import Cue, can_speak
from digest.reading.lexicon import lexicon
from digest.reading.links import Link
from digest.reading.marks import Stretch
from digest.reading.scenes import Scene
from digest.reading.speakers import Speaker
from digest.reading.words import MEDIA

DOUBTED = "doubted: "  # begins the rule of a quote whose likeliest speaker is not printed
_LOOSE_TIES = frozenset({"introduced", "syntax", "nearest", "colon"})
_REFUSING = frozenset({"decline", "deny", "refuse", "stop"})
_CONTAINED = frozenset({"acl", "ccomp", "pcomp", "relcl"})
_PERSONAL = lexicon("personal_documents")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _differ(one: Speaker, other: Speaker) -> bool:
    return one.name is not None and other.name is not None and one.name.lower() != other.name.lower()


def _is_medium(scene: Scene, cue: Cue) -> bool:
    tokens = scene.parse.tokens[cue.first : cue.last + 1]
    return any(token.label == "ORG" or token.lemma.lower() in MEDIA for token in tokens)


def _within_report(scene: Scene, cue: Cue, speaker: Speaker, of_cue: Callable[[Cue], Speaker]) -> bool:
    """`Diaz says he told an aide, “…`: the words are the aide's hearsay or Diaz's own. 3 of 15 were right.

    A medium that reports what somebody said leaves no doubt.
    """
    for outer in _containing(scene, cue):
        other = of_cue(outer)
        medium = other.person is None and _is_medium(scene, outer)
        if not medium and _differ(speaker, other):
            return True
    return False


def _containing(scene: Scene, cue: Cue) -> list[Cue]:
    """The cues whose reports hold the clause of a cue; not those that it only says something beside of."""
    tokens, found = scene.parse.tokens, []
    by_verb = {other.verb: other for other in scene.cues}
    relative = tokens[cue.verb].dep == "relcl"
    aside = relative and cue.beside > 0 and tokens[cue.beside - 1].text == ","  # `…, who said “…`
    for token in scene.parse.above(cue.verb):
        outer = by_verb.get(token.i)
        if outer is not None and not aside and (outer.core or not relative) and not scene.are_parted(outer, cue):
            found.append(outer)
        aside = aside and token.dep != "ccomp"
    return found if tokens[cue.verb].dep in _CONTAINED else []


def _is_negated(scene: Scene, cue: Cue) -> bool:
    """`Diaz did not say “…`, `Diaz refused to call it “…`: the words are another's. 3 of 6 were right."""
    verb = scene.parse.tokens[cue.verb]
    refused = verb.dep == "xcomp" and scene.parse.tokens[verb.head].lemma.lower() in _REFUSING
    return refused or any(scene.parse.tokens[child].dep == "neg" for child in scene.parse.children[cue.verb])


def _is_authored(scene: Scene, cue: Cue) -> bool:
    """`A message said: “…`: a document that somebody wrote, and the text may name whom. 12 of 18 were right."""
    head = scene.parse.tokens[cue.head]
    return head.pos == "NOUN" and head.lemma.lower() in _PERSONAL


def _is_unnamed(scene: Scene, cue: Cue) -> bool:
    """`The dispute is old: “…`: the clause before a colon, and no name its subject. 8 of 14 were right."""
    return scene.parse.tokens[cue.head].pos != "PROPN" and scene.parse.tokens[cue.verb].pos in {"VERB", "AUX"}


def doubt_of_cue(scene: Scene, found: Link, speaker: Speaker, of_cue: Callable[[Cue], Speaker]) -> str:
    """Why the speaker of a cue should not be printed, or ""."""
    if speaker.name is None:
        return "pronoun"
    if found.cue is None or found.rule not in _LOOSE_TIES:
        return ""
    if found.rule == "colon":
        return "unnamed" if _is_unnamed(scene, found.cue) else ""
    for doubt, holds in (("negated", _is_negated), ("whose document", _is_authored)):
        if holds(scene, found.cue):
            return doubt
    return "report in a report" if _within_report(scene, found.cue, speaker, of_cue) else ""


def doubt_between(scene: Scene, last: int, first: int, speaker: Speaker, of_head: Callable[[int], Speaker]) -> str:
    """Why words of one block are not those of who spoke last in it: another acts between the two. 2 of 3 were right.

    `“…,” Diaz said, and her husband cut in. “…`, `“…,” Diaz said. Novak shook his head. “…`. `last` and `first` are
    the tokens around what stands between.
    """
    tokens = scene.parse.tokens
    _, end = scene.sentence_of(last, last)
    for index in scene.words(last + 1, first):
        verb = tokens[tokens[index].head]
        joined = verb.dep == "conj" and tokens[verb.head].dep == "ROOT"
        if tokens[index].dep not in _SUBJECTS or not (joined or (verb.dep == "ROOT" and index >= end)):
            continue
        other = of_head(index)
        acts = other.person is not None or (tokens[index].pos == "NOUN" and can_speak(tokens[index]))
        if acts and _differ(speaker, other):
            return "another between"
    return ""


def doubt_across(text: str, stretch: Stretch, speaker: Speaker) -> str:
    """Why a paragraph of quotation does not go on that of the block before: words seldom name who speaks them."""
    surname = (speaker.name or "").split()[-1:] if speaker.person is not None else []
    return "named by the words" if surname and surname[0] in text[stretch.start : stretch.end] else ""
