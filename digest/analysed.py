"""Which sources were analysed before, by what they hold: asked by whoever decides, early, who is to be called."""

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

from digest.table import noted_in

NOTE = "analysed"  # the note in the store
_SIZE = 8  # bytes of each hash: two sources with the same are taken for one once in 10^11 digests


def packed(sources: Iterable[str]) -> bytes:
    """What to note of the analysed sources, given their SHA-256 in hexadecimal digits."""
    return b"".join(sorted({bytes.fromhex(source)[:_SIZE] for source in sources}))


def all_analysed(files: Collection[Path], store: Path) -> bool:
    """Whether what these files hold was analysed by the time of the note, as far as a look into the store tells.

    One that holds several records never seems so. Raises OSError.
    """
    known = _unpacked(noted_in(store, NOTE))
    return all(hashlib.sha256(path.read_bytes()).digest()[:_SIZE] in known for path in files)


def _unpacked(note: bytes) -> frozenset[bytes]:
    return frozenset(note[start : start + _SIZE] for start in range(0, len(note), _SIZE))
