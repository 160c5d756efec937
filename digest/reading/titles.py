"""Words that stand before a name as titles: honorifics, ranks, offices."""

from collections.abc import Sequence

from digest.reading.lexicon import lexicon
from digest.reading.parse import Parse, Token
from digest.reading.words import ROLES

_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "sir", "lady", "lord", "dame", "madam", "messrs", "dr"})
_COURTESY = lexicon("courtesy")  # of many languages; alone before a name they tell no role
_OF_SEVERAL = frozenset({"congressmen", "governors", "ministers", "presidents", "representatives", "senators"})
_TITLES = ROLES | _HONORIFICS | _COURTESY | lexicon("titles") | _OF_SEVERAL | {"staff"}  # `Chief of Staff Rahm Holm`
_NEVER_NAMES = _HONORIFICS | _COURTESY | lexicon("never") | {"seri", "datuk", "dato", "datin", "rtd"}
_STYLES = _NEVER_NAMES | {"haji", "hajah", "rt", "hon", "sri", "tan", "tun", "alhaji", "tunku", "tengku", "puan"}
_SAYS_NOTHING = (
    _HONORIFICS | _COURTESY | lexicon("never") | {"staff"}
)  # alone before a name; "Sen." and its like are part of how it is printed
_TWO_WORD_TITLES = frozenset(
    {
        ("tan", "sri"),
        ("puan", "sri"),
        ("toh", "puan"),
        *((dato, sri) for dato in ("dato", "datuk", "datin") for sri in ("sri", "seri", "paduka")),
    }
)


def is_title(word: str) -> bool:
    """Whether a word can stand before a name as a title or a job."""
    return word.lower().strip(".’'") in _TITLES


def is_courtesy(word: str) -> bool:
    """Whether a word is a courtesy title or an abbreviated one, which alone names nobody."""
    return word.lower().strip(".’'") in _NEVER_NAMES


def is_honorific(word: str) -> bool:
    """Whether a word is `Mr`, `Dame` or `Dr`, which belongs to no role."""
    return word.lower().strip(".’'") in _HONORIFICS


def is_of_several(word: str) -> bool:
    """Whether a title is that of several people: `Senators`."""
    return word.lower() in _OF_SEVERAL


def says_nothing(words: str) -> bool:
    """Whether words alone before a name tell no role: `Mr.`, `Gen.`."""
    return words.lower().strip(".") in _SAYS_NOTHING


def is_style(word: str) -> bool:
    """Whether a word is a rank or an honorific, which tells no office."""
    return word.lower().strip(".’'") in _STYLES


def two_words(words: Sequence[Token]) -> bool:
    """Whether words begin with a title whose parts alone are names: `Tan Sri`, `Dato' Sri`."""
    following = [word.text.lower() for word in words[:3] if word.text[:1].isalpha()]
    return len(following) > 1 and (following[0], following[1]) in _TWO_WORD_TITLES


def ends_in_title(parse: Parse, first: int) -> bool:
    """Whether a title stands right before a token, `Lt Gen (Rtd)` and `Tan Sri` included."""
    before = parse.tokens[max(0, first - 4) : first]
    if not before:
        return False
    if before[-1].text == ")":
        return len(before) == 4 and before[1].text == "(" and is_title(before[0].text)
    return is_title(before[-1].text) or any(two_words(before[place:]) for place in range(len(before) - 1))
