"""What each subject adds to a file about everything: remembered in blocks, so that few are written for a new build."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from zlib import crc32

from pydantic import TypeAdapter, ValidationError

from digest.nouns import CarriedFile, File
from digest.nouns.outputs import digest_of
from digest.publish.memory import Product
from digest.store import Store

FOLDER: Final = "rows/"  # of products that no site has: below it nothing is published
_BLOCKS = 64
_FILES = (File, CarriedFile)
_PLACES = TypeAdapter(list[tuple[str, int]])  # the digest of a row, and its bytes


def row(name: str, data: bytes) -> File:
    """A row, as a product beside those that are published."""
    return File(path=f"{FOLDER}{name}", data=data)


def published(products: Iterable[Product]) -> tuple[File | CarriedFile, ...]:
    """The files without the rows."""
    return tuple([one for one in products if isinstance(one, _FILES) and not one.path.startswith(FOLDER)])


def rows_of(products: Iterable[Product], store: Store, kind: str) -> list[bytes]:
    """The bytes of all rows among the products, in their order; those of the last build are taken from the store."""
    found = [one for one in products if one.path.startswith(FOLDER)]
    blocks: list[list[Product]] = [[] for _ in range(_BLOCKS)]
    for one in sorted(found, key=lambda one: one.path):
        blocks[crc32(one.path.encode("utf-8", "surrogatepass")) % _BLOCKS].append(one)
    # The first has the name under which an earlier version noted all of them: so those are gone.
    names = [f"rows of {kind}", *(f"rows of {kind}, part {place}" for place in range(1, _BLOCKS))]
    data = {path: own for name, some in zip(names, blocks, strict=True) for path, own in _block(some, store, name)}
    return [data[one.path] for one in found]


def _block(some: Iterable[Product], store: Store, name: str) -> Iterator[tuple[str, bytes]]:
    """Rows by their paths."""
    known = _remembered(store.noted(name))
    rows = [(one, data if (data := known.get(one.digest)) is not None else one.load()) for one in some]
    if [one.digest for one, _ in rows] != list(known):
        places = _PLACES.dump_json([(one.digest, len(data)) for one, data in rows])
        store.note(name, b"\n".join([places, b"".join(data for _, data in rows)]))
    yield from ((one.path, data) for one, data in rows)


def _remembered(noted: bytes) -> Mapping[str, bytes]:
    """Rows by their digests; without those that are not as they were noted."""
    start, _line, whole = noted.partition(b"\n")
    try:
        places = _PLACES.validate_json(start)
    except ValidationError:
        return {}
    at, found = 0, {}
    for digest, length in places:
        data = whole[at : at + length]
        if digest_of(data) == digest:
            found[digest] = data
        at += length
    return found
