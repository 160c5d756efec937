"""What grouping compared, kept in the store for the next build, as bytes and back."""

import hashlib
import json
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from digest import stories
from digest.store import Store

NAME = "comparisons"
CHECK = 32  # bytes of SHA-256
KEY = 16  # bytes
NOTHING = stories.NO_COMPARISONS
TABLES = tuple(field.name for field in fields(stories.Comparisons))


def compared_before(store: Store, made_by: str) -> stories.Comparisons:
    """What was compared last; nothing where that is lost, damaged, or was made by another program."""
    noted = store.noted(NAME)
    if hashlib.sha256(noted[CHECK:]).digest() != noted[:CHECK]:
        return NOTHING
    words, _, data = noted[CHECK:].partition(b"\n")
    try:
        maker, *sizes = json.loads(words)
        if maker != made_by:
            return NOTHING
        found = {}
        for name, (articles, pairs) in zip(TABLES, sizes, strict=True):
            found[name], data = _read(data, articles, pairs, getattr(NOTHING, name))
    except (ValueError, TypeError):  # noted by another program
        return NOTHING
    return NOTHING if data else stories.Comparisons(**found)


def remember_compared(found: stories.Comparisons, before: stories.Comparisons, store: Store, made_by: str) -> None:
    """Keep what was compared for the next build, unless it is what was compared `before`."""
    if all(_equal(getattr(found, name), getattr(before, name)) for name in TABLES):
        return
    tables = [getattr(found, name) for name in TABLES]
    words = json.dumps([made_by, *((len(one.keys), len(one.first)) for one in tables)])
    whole = b"\n".join((words.encode("ascii"), b"".join(map(_written, tables))))
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
