"""What each subject adds to a file about everything: remembered in one piece, so that few are made for a new build."""

from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import TypeAdapter, ValidationError

from digest.nouns import CarriedFile, File
from digest.nouns.outputs import digest_of
from digest.publish.memory import Product
from digest.store import Store

FOLDER: Final = "rows/"  # of products that no site has: below it nothing is published
_PLACES = TypeAdapter(list[tuple[str, int]])  # the digest of a row, and its bytes


def row(name: str, data: bytes) -> File:
    """A row, as a product beside those that are published."""
    return File(path=f"{FOLDER}{name}", data=data)


def published(products: Iterable[Product]) -> tuple[File | CarriedFile, ...]:
    """The files without the rows."""
    return tuple(one for one in products if isinstance(one, File | CarriedFile) and not one.path.startswith(FOLDER))


def rows_of(products: Iterable[Product], store: Store, kind: str) -> list[bytes]:
    """The bytes of all rows among the products, in their order; those of the last build are taken from the store."""
    found = [one for one in products if one.path.startswith(FOLDER)]
    known = _remembered(store, kind)
    rows = [(one.digest, data if (data := known.get(one.digest)) is not None else one.load()) for one in found]
    if [digest for digest, _ in rows] != list(known):
        store.note(f"places of {kind}", _PLACES.dump_json([(digest, len(data)) for digest, data in rows]))
        store.note(f"rows of {kind}", b"".join(data for _, data in rows))
    return [data for _, data in rows]


def _remembered(store: Store, kind: str) -> Mapping[str, bytes]:
    """Rows by their digests; without those that are not as they were noted."""
    try:
        places = _PLACES.validate_json(store.noted(f"places of {kind}"))
    except ValidationError:
        return {}
    whole, at, found = store.noted(f"rows of {kind}"), 0, {}
    for digest, length in places:
        data = whole[at : at + length]
        if digest_of(data) == digest:
            found[digest] = data
        at += length
    return found
