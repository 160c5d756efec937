"""How often Python looks for cycles of dead objects, in a process that makes nouns.

They are many, live long and hold no cycles: whoever outlives one look is not looked at again. Looks at the usual times
take 2 to 5% of an analysis.
"""

import gc
from functools import cache

_NEW = 200_000  # new objects before one looks
_SELDOM = 1_000  # such looks before one at what is older


def look_seldom() -> None:
    """Let this process look seldom from now on."""
    gc.set_threshold(_NEW, _SELDOM, _SELDOM)


@cache
def pass_over_loaded() -> None:
    """Never look at what is here now: the program, as soon as it is loaded. Only the first call counts."""
    gc.freeze()
