"""Names taken apart: what two printed names must share to be one person's."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from slugify import slugify

SLUG_CHARACTERS = 60
# No royal or papal titles: "Pope Francis" and "Prince William" have no other full name in the news.
_TITLES = """
mr mrs ms miss mx dr prof professor sir dame lord lady president vice deputy prime minister premier chancellor secretary
senator sen rep representative congressman congresswoman governor gov mayor judge justice general gen colonel col
captain capt lieutenant lt sergeant sgt admiral commander rev reverend rabbi imam ayatollah ambassador commissioner
director chairman chairwoman chief spokesman spokeswoman coach herr frau monsieur madame senor senora datuk dato datin
seri sri tunku tengku haji hajjah hon honourable honorable former ex acting the tun puan shri smt shrimati alhaji alhaja
ayatollah baroness maulana mufti retd rtd brigadier marshal justice encik cik ir rt crown pro tem tempore
"""
TITLES = frozenset(_TITLES.split())
# Short given names that print and speech use for long ones; a short one may stand for several. Also given names in two
# languages, between which outlets choose.
_NICKNAMES = """
william bill billy will, robert bob bobby rob, richard dick rick rich, james jim jimmy, michael mike, joseph joe, john
johnny, thomas tom tommy, david dave, daniel dan danny, charles chuck charlie, edward ed eddie ted, theodore ted,
elizabeth liz beth betsy, katherine kate kathy, catherine kate cathy, christopher chris, nicholas nick, anthony tony,
andrew andy drew, steven steve, stephen steve, timothy tim, kenneth ken, ronald ron, donald don, samuel sam, benjamin
ben, gregory greg, patrick pat, patricia pat, peter pete, matthew matt, jeffrey jeff, frederick fred, alexander alex,
alexandra alex, susan sue, deborah debbie, margaret maggie, rebecca becky, jennifer jen, jonathan jon, joshua josh,
philip phil, raymond ray, lawrence larry, gerald jerry, jacob jack, eugene gene, vincent vince, walter walt, abigail
abby, victoria vicky, samantha sam, douglas doug, eugenia gene, volodymyr vladimir, oleksandr alexander, mykhailo
mikhail, serhii sergei, andrii andrei, dmytro dmitry, mykola nikolai
"""
NICKNAMES = frozenset(
    frozenset((long, short)) for long, *shorts in map(str.split, _NICKNAMES.split(",")) for short in shorts
)
_BEHIND = frozenset({"kc", "qc", "mp", "md", "phd", "obe", "cbe", "mbe", "mep", "esq"})  # honours behind a name
# Letters that Unicode does not take apart into a plain one and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_ONE_FAMILY = {"g": "k", "q": "k"}  # first letters of one Arabic sound: Qaddafi, Gaddafi, Kadhafi
_PLAIN = re.compile("[A-Za-z]+(?: [A-Za-z]+)*")
PARTICLES = frozenset({"bin", "binti", "binte", "ibn", "al", "el"})  # printed by some outlets and left out by others
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Spellings that transliteration into the Latin alphabet leaves open: Sergei, Sergey; Shoigu, Shoygu; Mohamed, Mohammad.
_SOUNDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        ("^(?:m[uo]h?[ao]?mm?[ae]d|m[uo]hd)$", "muhamad"),
        ("(?<=[dg])h(?=[aeiou])", ""),
        ("(?:iy|ii|yy|ij|ey|ei|ay|ai|y)(?=$|[^aeiou])", "i"),
        ("dj", "i"),
        ("y|j", "i"),
        ("ph", "f"),
        ("x", "ks"),
        ("kh|ck|q|c(?=[aou]|$)", "k"),
        ("sch|sh|tch", "s"),
        ("ou|oo|oe|w(?=[^aeiou]|$)", "u"),
        ("w", "v"),
        ("h(?=$|[^aeiou])", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded: without case, accents, marks, possessive, titles in front, and "bin" or "al".

    A name of titles only ("General") keeps its last word.
    """
    small = name.lower()
    words = small.split(" ") if _PLAIN.fullmatch(name) and "tan sri" not in small else _words(name)
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 2 and words[-1] in _BEHIND:
        words.pop()
    kept = [word for index, word in enumerate(words) if index == 0 or word not in PARTICLES]
    return tuple(kept)


def _words(name: str) -> list[str]:
    """The words of any name; of one in plain letters, as most are, they are what stands between spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).translate(_LETTERS)
    plain = re.sub(r"'s\b|(?<=s)'(?=\s|$)|'", "", plain)
    return re.findall(r"[^\W_]+", re.sub(r"\btan sri\b", "", plain))


def address(name: str) -> str:
    """The last part of the address of a person of that name: small ASCII letters and figures with hyphens between."""
    if len(name) <= SLUG_CHARACTERS and _PLAIN.fullmatch(name):
        return name.lower().replace(" ", "-")  # what slugify makes of it
    return slugify(name[: 10 * SLUG_CHARACTERS], max_length=SLUG_CHARACTERS, word_boundary=True) or "person"


def initial(word: str) -> bool:
    """Whether a word of a name is only its first letter."""
    return len(word) == 1


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """A word of a name, without the differences that transliteration makes."""
    for pattern, into in _SOUNDS:
        word = pattern.sub(into, word)
    return word


def keys_of(parts: Sequence[str]) -> tuple[str, str, str]:
    """Three keys of a name: names that are alike by any of the tests below have one in common."""
    letter = parts[-2 if _suffix(parts) else -1][0]
    return _ONE_FAMILY.get(letter, letter), " ".join(sorted(parts)), "".join(parts)


def spelt_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names differ only in spelling: word by word the same sound, or one sound inside one long word.

    Or in where their words part: "Abdul Rahman Yusof", "Abdulrahman Yusof".
    """
    if len(one) != len(other):
        return min(len(one), len(other)) > 1 and "".join(one) == "".join(other)
    if len(one) < 2:
        return False
    unlike = [(a, b) for a, b in zip(one, other, strict=True) if a != b and not _same_sound(a, b)]
    return not unlike or (len(unlike) == 1 and _slip(*unlike[0]))


def reordered(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names are the same words in another order ("Oh Ei Sun", "Ei Sun Oh")."""
    return len(one) > 1 and one != other and sorted(one) == sorted(other)


def shortened(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name of at least two words is a shorter form of another with the same surname.

    Given names may be initials ("J. Smith"), and the later or the earlier ones may be left out ("John Smith" and
    "Adam Smith" for "John Adam Smith"). A suffix must be printed in both: "John Smith" may be the father of a junior.
    """
    some, given = _given(short, full)
    return bool(some) and (all(map(_may_be, some, given)) or given[-len(some) :] == some)


def nicknamed(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether two names of one surname begin with a given name and a nickname for it ("Mike", "Michael R.")."""
    some, given = _given(short, full)
    return bool(some) and frozenset((some[0], given[0])) in NICKNAMES and all(map(_may_be, some[1:], given[1:]))


def suffixed(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name lacks another's suffix, and else is the same or a form of it: the junior's, or his father's."""
    without = _plain(full)
    same = tuple(short) == tuple(without) or any(test(short, without) for test in (shortened, nicknamed))
    return bool(_suffix(full)) and not _suffix(short) and (same or shortened(without, short))


def _given(short: Sequence[str], full: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The given names of two names of one surname and suffix, the first not the longer one; nothing for others."""
    if _suffix(short) != _suffix(full):
        return (), ()
    short, full = _plain(short), _plain(full)
    if len(short) < 2 or len(short) > len(full) or tuple(short) == tuple(full) or short[-1] != full[-1]:
        return (), ()
    return tuple(short[:-1]), tuple(full[:-1])


def _suffix(parts: Sequence[str]) -> str:
    return parts[-1] if len(parts) > 2 and parts[-1] in SUFFIXES else ""


def _plain(parts: Sequence[str]) -> Sequence[str]:
    return parts[:-1] if _suffix(parts) else parts


def _may_be(word: str, other: str) -> bool:
    return word == other or ((initial(word) or initial(other)) and word[0] == other[0])


def _same_sound(one: str, other: str) -> bool:
    # A last letter that changes is a first name's gender (Mario, Maria), which sounds must not hide.
    if min(len(one), len(other)) < 4:
        return False
    if one[0] != other[0]:
        letters = {_ONE_FAMILY.get(one[0], one[0]), _ONE_FAMILY.get(other[0], other[0])}
        return len(letters) == 1 and min(len(one), len(other)) > 5 and sound(one)[1:] == sound(other)[1:]
    return sound(one) == sound(other)


def _slip(one: str, other: str) -> bool:
    """Whether two long words differ by one sound put in, left out or changed, neither the first nor the last."""
    short, long = sorted((sound(one), sound(other)), key=len)
    if len(short) < 6 or len(long) - len(short) > 1 or short[0] != long[0] or short[-1] != long[-1]:
        return False
    head = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[head + (len(short) == len(long)) :] == long[head + 1 :]


def full_names(names: Iterable[str]) -> dict[str, str]:
    """Those names that are full, by their folded forms, each in the spelling that comes first."""
    found = {}
    for name in sorted(set(names), reverse=True):
        parts = parts_of(name)
        if is_full(parts):
            found[" ".join(parts)] = name
    return found


def is_full(parts: Sequence[str]) -> bool:
    """Whether the words of a name are more than one, and more than initials stand before the last."""
    return len(parts) > 1 and not (initial(parts[0]) and all(map(initial, parts[:-1])))


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """The same for names that differ in titles, accents and case only."""
    return " ".join(parts_of(name))
