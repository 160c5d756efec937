"""The full names of an article: which of them are one person's, and whose a short form can be."""

from collections.abc import Collection, Sequence

from digest.reading.extents import PARTICLES, SUFFIXES
from digest.reading.lexicon import lexicon
from digest.reading.mentions import Name

Key = tuple[str, ...]

_FIRST_NAMES = lexicon("first_names_male") | lexicon("first_names_female")
_FAMILY_NAMES_FIRST = lexicon("family_names_first")


def _fits(word: str, other: str) -> bool:
    """Equal words, or a first letter for a given name."""
    return word == other or (min(len(word), len(other)) == 1 and word[:1] == other[:1])


def _apart(key: Key) -> tuple[Key, str]:
    """The words of a form without the initials inside it, and those initials."""
    inner = [place for place, word in enumerate(key) if 0 < place < len(key) - 1 and len(word) == 1]
    return tuple(word for place, word in enumerate(key) if place not in inner), "".join(key[place] for place in inner)


def _same(short: Key, full: Key) -> bool:
    """Whether a form of two words or more is one of a person's longer form.

    Its words are in the longer one in order, an initial may stand for the given name, and initials inside and a suffix
    do not contradict: George W. is not George H. W., and a junior not his father.
    """
    (short, some), (full, others) = _apart(short), _apart(full)
    contradict = some and others and not (some.startswith(others) or others.startswith(some))
    if contradict or {*short} & SUFFIXES != {*full} & SUFFIXES or len(short) < 2:
        return False
    words = iter(full)
    if all(word in words for word in short):
        return True
    return len(short) == len(full) and _fits(short[0], full[0]) and short[1:] == full[1:]


def _surnames(key: Key) -> set[str]:
    """The words of a full form that may stand alone as a surname; several where custom differs."""
    words = [word for word in key if word not in SUFFIXES] or list(key)
    found = {words[-1]}
    asian = len(words) in {2, 3} and words[0] in _FAMILY_NAMES_FIRST
    if asian and not _FIRST_NAMES.intersection(words[1:]):
        found.add(words[0])
    return found | {word.split("-", 1)[1] for word in found if word[:3] in {"al-", "el-"} and len(word) > 4}


class Clusters:
    """The people of an article by number, as far as their full forms tell them apart."""

    def __init__(self, names: Sequence[Name], namesakes: Collection[Key] = ()) -> None:
        """Tell apart the people of these names. The bare surname of `namesakes` is not theirs: see kin.namesakes."""
        self._homes: dict[Key, int] = {}
        self._last: dict[str, set[int]] = {}
        self._first: dict[str, set[int]] = {}
        self._inner: dict[str, set[int]] = {}
        keys = dict.fromkeys(name.key for name in names if len(name.key) > 1)
        self._keys: dict[int, list[Key]] = {}
        self._by_word: dict[str, set[int]] = {}
        self._by_letter: dict[tuple[str, Key], set[int]] = {}  # by the first letter and the words behind the first
        for key in sorted(keys, key=lambda key: (-sum(len(word) > 1 for word in key), -len(key), key)):
            self._add(key)
        for name in names:
            if name.nickname and name.key in self._homes:
                self._first.setdefault(name.nickname, set()).add(self._homes[name.key])
        self._namesakes: dict[str, set[int]] = {}
        for key in namesakes:
            for surname in _surnames(key) if key in self._homes else ():
                self._last[surname].discard(self._homes[key])
                if SUFFIXES.isdisjoint(key):  # `Mr.` tells nobody from his father
                    self._namesakes.setdefault(surname, set()).add(self._homes[key])

    def _add(self, key: Key) -> None:
        """Give a full form its person: the one of whose longer form it is a part; a new one where there is none."""
        homes = self._like(key)
        if len(homes) > 1:
            return  # which of them is in doubt
        number = homes.pop() if homes else len(self._keys)
        self._homes[key] = number
        self._keys.setdefault(number, []).append(key)
        core, _ = _apart(key)
        for word in core:
            self._by_word.setdefault(word, set()).add(number)
        self._by_letter.setdefault((core[0][0], core[1:]), set()).add(number)
        words = [word for word in key if word not in SUFFIXES] or list(key)
        for surname in _surnames(key):
            self._last.setdefault(surname, set()).add(number)
        if len(words) > 1:
            self._first.setdefault(words[0], set()).add(number)
        for word in words[1:-1]:
            if word not in PARTICLES and len(word) > 2:
                self._inner.setdefault(word, set()).add(number)

    def _like(self, key: Key) -> set[int]:
        """Those who have a form of which another form can be a part; only forms that share its words are looked at."""
        core, _ = _apart(key)
        near = min((self._by_word.get(word, set()) for word in core), key=len)
        if len(core[0]) == 1:
            near = near | self._by_letter.get((core[0], core[1:]), set())
        return {number for number in near if any(_same(key, other) for other in self._keys[number])}

    def of(self, key: Key) -> int | None:
        """The person of a full form; None where several share it."""
        if key in self._homes:
            return self._homes[key]
        owners = self._like(key)
        return owners.pop() if len(owners) == 1 else None

    def owners(self, word: str) -> set[int]:
        """Those whose surname a word is; else whose given name; else in whose name it stands."""
        return self._last.get(word) or self._first.get(word) or self._inner.get(word) or set()

    def bearers(self, word: str) -> set[int]:
        """The owners of a word, and those who bear it as a surname that is a relative's where it stands alone."""
        return self.owners(word) | self._namesakes.get(word, set())
