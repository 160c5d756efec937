"""The dateline before a block's first sentence: `NORWICK, Vt. (AP) — `, which names no one and says nothing."""

from digest.reading.parse import Parse

_DASHES = frozenset({"—", "–", "-", "--"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_LONGEST = 14  # tokens


def after_dateline(parse: Parse) -> int:
    """The token that a block's text begins with, behind its dateline; 0 where it has none."""
    opening = parse.tokens[:_LONGEST]
    dash = next((token.i for token in opening if token.text in _DASHES), 0)
    before = opening[:dash]
    if not before or not before[0].text.isupper() or not any(token.label in _PLACES for token in before):
        return 0
    bracket = next((token.i for token in before if token.text == "("), dash)
    small = any(token.text[0].islower() for token in before[:bracket])
    return 0 if small else dash + 1
