"""Which cue a quoted stretch belongs to: by punctuation and nearness first, then by syntax."""

from collections.abc import Sequence
from typing import NamedTuple

from digest.reading.claims import claim_around, claimant, is_contradicted
from digest.reading.cues import Cue
from digest.reading.labels import DASHES, NAMING, colon, dashes, label
from digest.reading.places import Place
from digest.reading.relays import relayed
from digest.reading.scenes import Scene
from digest.reading.verbs import is_reporting, reads_as_cue
from digest.reading.words import MEDIA

_INTRODUCING = frozenset({",", ":", ";", "—", "–", "-"})
_LOWER = frozenset({"acl", "advcl", "ccomp", "pcomp"})  # a verb that seldom reports speech does so in no lower clause
_TELLING = frozenset({"say", "tell", "write", "tweet"})
_QUESTIONS = frozenset({"if", "whether", "about", "why", "how", "what"})
_FAR = 12  # words between a quotation that opens its sentence and a cue without a comma before it


class Link(NamedTuple):
    """The cue of a stretch, or None, and the rule that found it."""

    cue: Cue | None
    rule: str


def _begins(cue: Cue) -> int:
    return min(cue.verb, cue.first)


def _close_behind(place: Place) -> Cue | None:
    """A cue whose clause opens right behind the stretch: `…,” she said`, `…,” said Diaz`."""
    cue = next(iter(place.cues_behind()), None)
    if cue is None:
        return None
    skipped = [place.tokens[i] for i in place.behind if i < _begins(cue)]
    light = all(token.pos in {"ADV", "DET", "ADJ"} or token.text.lower() == "as" for token in skipped)
    return cue if light and len(skipped) <= 3 else None


def _reports_more(place: Place, cue: Cue) -> bool:
    """`They want “a share,” and Diaz said the talks …`: a verb with a clause of its own behind it reports that."""
    return any(
        child > cue.verb and place.tokens[child].dep == "ccomp" and place.scene.inside[child] < 0
        for child in place.scene.parse.children[cue.verb]
    )


def _surface(place: Place) -> Cue | None:
    """A clause behind the stretch that the parser misread: its first words are the source, or its verb."""
    tokens, words = place.tokens, place.behind
    verb = next((i for i in words[:20] if reads_as_cue(tokens[i])), None)
    if verb is None:
        return None
    opening = words[1:] if verb == words[0] else words[: words.index(verb)]
    head = -1
    for index in opening:
        if tokens[index].pos not in NAMING or (head >= 0 and index != head + 1):
            break
        head = index
    return Cue(verb, head, opening[0], head, -1, core=True) if head >= 0 else None


def _signature(place: Place) -> Cue | None:
    """`“…” — Ana Diaz, teacher`: a name behind a dash, and little more, to the end of the block."""
    tokens = [token for token in place.tokens[place.last + 1 : place.last + 30] if token.pos != "SPACE"]
    if not tokens or tokens[0].text not in DASHES or len(tokens) > 20:
        return None
    name: list[int] = []
    for token in tokens[1:]:
        if not token.text[:1].isupper() or place.scene.inside[token.i] >= 0:
            break
        name.append(token.i)
    return Cue(tokens[0].i, name[-1], name[0], name[-1], -1, core=True) if 1 <= len(name) <= 5 else None


def _far_behind(place: Place) -> Cue | None:
    """`“…” but to go on, says Diaz`: the first cue behind, when a comma sets it off or it is not far."""
    words = place.behind
    for cue in place.cues_behind():
        set_off = place.tokens[_begins(cue) - 1].text in {",", "—", "–", "-"}
        if cue.core and (set_off or sum(i < cue.verb for i in words) <= _FAR):
            return cue
    return None


def _introduced(place: Place) -> Cue | None:
    """The cue that a quotation follows at once, or after a comma or colon: `said:`, `said on Friday, `, `said that`."""
    cues, words, tokens = place.cues_before(), place.before, place.tokens
    if not cues or not words:
        return None
    cue = cues[-1]
    tail = [i for i in words if i > cue.verb and tokens[i].dep != "prt" and tokens[i].pos not in {"ADV", "PART"}]
    marked = place.mark_before in _INTRODUCING
    if not cue.core and not marked and (not tail or tokens[tail[-1]].text.lower() != "that"):
        return None
    if not tail or (
        len(tail) == 1 and tokens[tail[0]].text.lower() in {"that", "how", "as", "it", "him", "her", "them"}
    ):
        return cue
    inverted = cue.verb < cue.head and max(tail) <= cue.last  # `said Diaz: “…`
    told = cue.core and tokens[min(place.first + 1, place.last)].text[:1].isupper() and _are_told(place, cue, tail)
    return cue if inverted or told or (marked and cue.core) else None


def _are_told(place: Place, cue: Cue, words: Sequence[int]) -> bool:
    """`told the officers “…`: whether words are but those who are told; not so in `told Harbinger’s “…`."""
    below = [child for child in place.scene.parse.children[cue.verb] if child < place.first]
    people = [child for child in below if place.tokens[child].dep in {"dobj", "dative"}]
    told = {i for child in people for i in place.scene.parse.subtree(child)}
    owns = place.tokens[place.first - 1].tag == "POS"
    return place.tokens[cue.verb].lemma == "tell" and told.issuperset(words) and not owns


def _touches(place: Place, cue: Cue) -> bool:
    """Whether nothing but names and particles stands between a cue's verb and the stretch."""
    between = place.scene.words(cue.verb + 1, place.first)
    return all(i <= max(cue.last, cue.verb) or place.tokens[i].pos in {"ADV", "ADP", "PART"} for i in between)


def _governors(place: Place) -> list[Cue]:
    """The cues above the stretch's own words in the tree, nearest first."""
    by_verb = {cue.verb: cue for cue in place.scene.between(place.begin, place.end)}
    within = place.tokens[place.first : place.last + 1]
    tops = [token.i for token in within if not place.first <= token.head <= place.last and token.pos != "PUNCT"]
    for top in tops[:3]:
        found = [by_verb[above.i] for above in place.scene.parse.above(top) if above.i in by_verb]
        if found:
            return found
    return []


def _is_medium(place: Place, cue: Cue) -> bool:
    return any(token.label == "ORG" or token.lemma.lower() in MEDIA for token in place.tokens[cue.first : cue.last + 1])


def _has_said(place: Place, cue: Cue) -> bool:
    """`Diaz told a man who said that it rained that “…`: a relative clause whose report a second `that` has ended."""
    verb = place.tokens[cue.verb]
    ended = any(
        child < place.first and place.tokens[child].dep == "ccomp" and place.scene.inside[child] < 0
        for child in place.scene.parse.children[cue.verb]
    )
    return verb.dep == "relcl" and ended and place.mark_before == "that"


def _by_syntax(place: Place) -> Cue | None:
    """Of reports inside reports the outermost: the words between the marks are those of the one who is quoted."""
    governors = _governors(place)
    passed_on = next((cue for cue in governors if relayed(place.scene.parse, cue, place.text)), None)
    if passed_on:
        return passed_on
    core = [cue for cue in governors if cue.core]
    if len(core) > 1 and _has_said(place, core[0]):
        core = governors = core[1:]
    best = core[0] if core else governors[-1] if governors else None
    for outer in core[1:]:
        if best is not None and place.scene.are_parted(best, outer):
            break
        medium = _is_medium(place, outer)  # `the agency said that Diaz said “…`: Diaz speaks
        if best is not None and place.tokens[best.verb].dep == "ccomp" and not medium:
            best = outer
    return best


def _passed_on(place: Place, cue: Cue | None) -> Cue | None:
    """`“…,” aides said Diaz told them`: of two reports behind a quotation the inner one, if it reports nothing more."""
    if cue is None:
        return None
    tokens = place.tokens
    for inner in place.cues_behind():
        verb = tokens[inner.verb]
        below = [child for child in place.scene.parse.children[inner.verb] if child > inner.verb]
        more = any(tokens[child].dep in {"ccomp", "xcomp", "advcl", "prep"} for child in below[:1])
        if verb.dep == "ccomp" and verb.head == cue.verb < inner.first and verb.lemma.lower() in _TELLING and not more:
            return inner
    return cue


def _is_foreign(place: Place) -> bool:
    """`Diaz says it breaks the law that says: “…`: a relative pronoun's verb leads the words in, and the law speaks."""
    verb = place.tokens[place.before[-1]] if place.before else None
    if verb is None or not is_reporting(verb) or any(cue.verb == verb.i for cue in place.cues_before()):
        return False
    below = (place.tokens[child] for child in place.scene.parse.children[verb.i])
    return verb.dep == "relcl" and any(t.dep == "nsubj" and t.tag in {"WDT", "WP"} for t in below)


def _is_asked(place: Place) -> bool:
    """`Asked whether it was “a mess,” Diaz denied it`: the words of whoever asked."""
    words = [place.tokens[i].text.lower() for i in place.before]
    at = next((n for n, word in enumerate(words) if word in {"asked", "pressed", "questioned"}), -1)
    if at < 0 or words[at + 1 : at + 2] == [] or words[at + 1] not in _QUESTIONS:
        return False
    asked = place.before[at]
    opens = at == 0 or place.tokens[asked - 1].text == ","
    return opens and not any(cue.verb >= asked for cue in place.cues_before())


def link(scene: Scene, index: int, text: str) -> Link:
    """The cue of a stretch, from its own sentence."""
    first, last = scene.spans[index]
    if first < 0:
        return Link(None, "empty")
    place = Place(scene, text, first, last, *scene.sentence_of(first, last))
    if all(place.tokens[i].pos in {"CCONJ", "INTJ"} for i in place.before):
        return _link_opening(place)
    if _is_foreign(place) or _is_asked(place):
        return Link(None, "none")
    return _link_inside(place, scene.stretches[index].start, scene.stretches[index].end)


def _link_opening(place: Place) -> Link:
    """The cue of a stretch that opens its sentence."""
    for rule, find in (
        ("close behind", _close_behind),
        ("signed", _signature),
        ("far behind", _far_behind),
        ("far behind", _surface),
    ):
        found = _passed_on(place, find(place))
        if found:
            return Link(found, rule)
    return Link(None, "rest" if place.behind else "alone")


def _link_inside(place: Place, start: int, end: int) -> Link:
    """The cue of a stretch that does not open its sentence."""
    close = _close_behind(place)
    goes_on = place.text[end - 1] in ",?!—–-…" or place.text[end + 1 : end + 2] == ","
    if not goes_on or (close and (place.tokens[close.verb].tag == "VBG" or _reports_more(place, close))):
        close = None
    lead = _introduced(place)
    signed = label(place) if place.mark_before == ":" and dashes(place) else None
    if signed:
        return Link(signed, "colon")
    spoken = place.text[start].isupper() and place.mark_before in {",", ":"}
    if lead and lead.core and spoken and not (close and not _touches(place, lead)):
        return Link(lead, "introduced")
    if close:
        return Link(close, "mixed close")
    if lead:
        return Link(lead, "introduced")
    return _link_loosely(place)


def _governs_whole(place: Place, cue: Cue) -> bool:
    """`The day “was lost,” Diaz said`: a cue behind that is no further clause (`…,” and he called …`)."""
    joined = any(place.tokens[i].pos == "CCONJ" for i in range(place.last + 1, _begins(cue)))
    return cue.first > place.last and not joined and not _reports_more(place, cue)


def _is_aside(place: Place, cue: Cue) -> bool:
    """`The day, Diaz said, was “lost”`: an aside or the main clause; `when Diaz said so`, `who said so` report that."""
    token = place.tokens[cue.verb]
    if token.dep in {"ROOT", "parataxis", "ccomp"} or token.text.lower() == "according":
        return True
    ahead = [place.tokens[i].text.lower() for i in place.before if i < _begins(cue)]
    return ahead[-1:] == ["as"] and len(ahead) <= 2  # `But as Diaz noted, the day was “lost”`


def _link_loosely(place: Place) -> Link:
    """The cue of a stretch inside a sentence that no punctuation ties to a cue."""
    claim = claim_around(place)
    if claim is not None and ((by := claimant(place, claim)) or is_contradicted(place, claim)):
        return Link(by, "syntax" if by else "none")
    found, far = _by_syntax(place), _far_behind(place)
    if found and not found.core and (place.mark_before == ":" or place.tokens[found.verb].dep in _LOWER):
        found = None
    if found and (found.core or not far):
        return Link(found, "syntax")
    if far and _governs_whole(place, far):
        return Link(far, "mixed far")
    before = [cue for cue in place.cues_before() if cue.core and _is_aside(place, cue)]
    if before:
        return Link(before[-1], "nearest")
    found = colon(place)
    return Link(found, "colon" if found else "none")
