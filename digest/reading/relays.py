"""Words of another: a message, a letter, greetings that the speaker reads out or passes on."""

from digest.reading.cues import Cue
from digest.reading.parse import Parse
from digest.reading.words import DOCUMENTS

_PASSES_ON = frozenset(
    {"read", "convey", "relay", "deliver", "pass", "quote", "cite", "share", "bring", "carry", "transmit"}
)
_PASSED_ON = DOCUMENTS | {"greeting", "wish", "word", "regard", "congratulation", "condolence", "thanks"}


def relayed(parse: Parse, cue: Cue, text: str) -> str:
    """`a message from President …`: what the verb of the cue passes on, as printed, or ""."""
    if parse.tokens[cue.verb].lemma.lower() not in _PASSES_ON:
        return ""
    for child in parse.children[cue.verb]:
        token = parse.tokens[child]
        if token.dep != "dobj" or token.lemma.lower() not in _PASSED_ON:
            continue
        below = [c for c in parse.children[child] if parse.tokens[c].text.lower() in {"from", "of", "by"}]
        own = [c for c in parse.children[child] if parse.tokens[c].dep == "poss" and parse.tokens[c].pos == "PROPN"]
        if below or own:
            first = min(c for c in parse.subtree(child) if parse.tokens[c].pos != "SPACE")
            nouns = [c for c in parse.children[below[0]] if parse.tokens[c].dep == "pobj"] if below else []
            last = max([child, *nouns])
            return " ".join(text[parse.tokens[min(first, child)].start : parse.tokens[last].end].split())
    return ""
