"""Did you mean …? The known word that is nearest to one that is not known."""

import difflib
from collections.abc import Sequence

SHORTEST = 4  # letters of a beginning that can be meant for a whole name
LIKE = 0.6


def guess(word: str, known: Sequence[str]) -> str:
    """`, did you mean …?` with the nearest of the known words, or nothing where none is near.

    A word may be near to a whole name, or to its beginning; capital letters do not count.
    """
    near = _nearest(word, {name: name for name in known}) or _nearest(
        word, {name[: len(word)]: name for name in known} if len(word) >= SHORTEST else {}
    )
    return f", did you mean {near}?" if near else ""


def _nearest(word: str, known: dict[str, str]) -> str:
    folded = {form.casefold(): name for form, name in known.items()}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=LIKE)
    return folded[near[0]] if near else ""
