"""What grouping compared, kept in the store for the next build, as bytes and back."""

import hashlib
import json

import numpy as np
from numpy.typing import NDArray

from digest import stories
from digest.store import Store

NAME = "comparisons"
CHECK = 32  # bytes of SHA-256
KEY = 16  # bytes
NOTHING = stories.NO_COMPARISONS


def compared_before(store: Store, made_by: str) -> stories.Comparisons:
    """What was compared last; nothing where that is lost, damaged, or was made by another program."""
    noted = store.noted(NAME)
    if hashlib.sha256(noted[CHECK:]).digest() != noted[:CHECK]:
        return NOTHING
    words, _, data = noted[CHECK:].partition(b"\n")
    try:
        maker, articles, texts, alike, likenesses = json.loads(words)
        if maker != made_by:
            return NOTHING
        first, rest = _read(data, articles, texts, NOTHING.texts)
        second, rest = _read(rest, alike, likenesses, NOTHING.likenesses)
    except (ValueError, TypeError):  # noted by another program
        return NOTHING
    return NOTHING if rest else stories.Comparisons(texts=first, likenesses=second)


def remember_compared(found: stories.Comparisons, before: stories.Comparisons, store: Store, made_by: str) -> None:
    """Keep what was compared for the next build, unless it is what was compared `before`."""
    both = (found.texts, found.likenesses)
    if all(_equal(*pair) for pair in zip(both, (before.texts, before.likenesses), strict=True)):
        return
    words = json.dumps([made_by, *(len(each) for one in both for each in (one.keys, one.first))])
    whole = b"\n".join((words.encode("ascii"), b"".join(map(_written, both))))
    store.note(NAME, hashlib.sha256(whole).digest() + whole)


def _written(one: stories.Between) -> bytes:
    first, second = one.first.astype("<i4").tobytes(), one.second.astype("<i4").tobytes()
    return b"".join((*one.keys, first, second, one.values.astype("<f8").tobytes()))


def _equal(one: stories.Between, other: stories.Between) -> bool:
    first, second = np.array_equal(one.first, other.first), np.array_equal(one.second, other.second)
    return one.keys == other.keys and first and second  # and so are the values


def _read(data: bytes, articles: int, pairs: int, like: stories.Between) -> tuple[stories.Between, bytes]:
    """The next table, with as many columns as another one, and what comes behind it. Raises ValueError."""
    columns = like.values.shape[1]
    keys, data = data[: KEY * articles], data[KEY * articles :]
    places = np.frombuffer(data, "<i4", 2 * pairs).astype(np.int32).reshape(2, pairs)
    values = np.frombuffer(data, "<f8", columns * pairs, offset=places.nbytes).astype(np.float64)
    found = stories.Between(
        keys=tuple(keys[start : start + KEY] for start in range(0, len(keys), KEY)),
        first=places[0],
        second=places[1],
        values=values.reshape(pairs, columns),
    )
    return _checked(found, articles), data[places.nbytes + values.nbytes :]


def _checked(found: stories.Between, articles: int) -> stories.Between:
    places: NDArray[np.int32] = np.concatenate([found.first, found.second])
    whole = len(set(found.keys)) == articles and all(len(key) == KEY for key in found.keys)
    if not whole or (found.first >= found.second).any() or (places < 0).any() or (places >= articles).any():
        raise ValueError("these are no comparisons")
    return found
