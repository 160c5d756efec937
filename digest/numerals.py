"""English number words: what each is worth, and what several together say."""

import re

_CARDINAL = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
"""
_ORDINAL = """
    fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
    eighteenth nineteenth
"""
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
CARDINALS = {word: float(number) for number, word in enumerate(_CARDINAL.split(), 2)}
ORDINALS = {word: float(number) for number, word in enumerate(_ORDINAL.split(), 4)}
TENS = {word: 10.0 * number for number, word in enumerate(_DECADES.split(), 2)}
POWERS = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_THOUSAND = 1000


def value_of(words: str) -> float:
    """The number that some number words say: 205000 for "two hundred and five thousand", 12 for "twelfth"."""
    total, part = 0.0, 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in POWERS and POWERS[word] >= _THOUSAND:
            total, part = total + (part or 1.0) * POWERS[word], 0.0
        elif word in POWERS:
            part = (part or 1.0) * POWERS[word]
        else:
            part += CARDINALS.get(word) or ORDINALS.get(word) or TENS.get(word) or float(word == "one")
    return total + part
