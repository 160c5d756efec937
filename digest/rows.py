"""Rows of finished results, and blocks: rows that repeat what many others say, to be read and checked in one step."""

import hashlib
import struct
import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

_COUNT = struct.Struct("<I")  # of the rows that a block repeats
_ENTRY = struct.Struct("<64s32s32sI")  # key, digest and part of each, and the length of its head
SIZE = 48  # results of a block, roughly: so many rows are read again where one of them is new


def sha(*parts: bytes) -> bytes:
    """A hash of some bytes, and of where one part ends."""
    return hashlib.sha256(b"\0".join(parts)).digest()


class Row(NamedTuple):
    """A result as it is stored, but for what is left for later."""

    key: str
    digest: bytes  # of what the result says, whatever it was made by
    part: bytes  # digest of what is left for later
    head: bytes


def in_blocks(names: Sequence[str]) -> list[list[int]]:
    """The places of some names in parts. A name comes and goes without the others' changing their parts, mostly.

    Linear hashing (Litwin, "Linear hashing: a new tool for file and table addressing", 1980): with so many more names,
    one part more takes over half of another's, and all others stay.
    """
    blocks: dict[int, list[int]] = defaultdict(list)
    count = 1 + len(names) // SIZE
    whole = 1 << (count - 1).bit_length()
    for place, name in enumerate(names):
        part = zlib.crc32(name.encode("utf-8", "surrogatepass")) & (whole - 1)
        blocks[part if part < count else part - whole // 2].append(place)
    return list(blocks.values())


def block_row(key: str, rows: Sequence[Row]) -> tuple[Row, bytes]:
    """A row that repeats others, and what is left for later of it: nothing."""
    entries = [_ENTRY.pack(row.key.encode("ascii"), row.digest, row.part, len(row.head)) for row in rows]
    head, part = b"".join((_COUNT.pack(len(rows)), *entries, *(row.head for row in rows))), sha(b"")
    return Row(key, sha(part, head), part, head), b""


def rows_in(block: Row) -> list[Row]:
    """The rows that another repeats. Raises ValueError where it is not as it was written."""
    if sha(block.part, block.head) != block.digest:
        raise ValueError("this is no block of results")
    try:
        start = _COUNT.size + _COUNT.unpack_from(block.head)[0] * _ENTRY.size
        entries = list(_ENTRY.iter_unpack(block.head[_COUNT.size : start]))
    except struct.error as error:
        raise ValueError("this is no block of results") from error
    rows, head = [], block.head
    for key, digest, part, size in entries:
        end = start + size
        rows.append(Row(key.decode("ascii"), digest, part, head[start:end]))
        start = end
    return rows
