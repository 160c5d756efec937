"""Rows of finished results, and blocks: rows that repeat what many others say, to be read and checked in one step."""

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

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
    """The places of some names in parts. A name comes and goes without the others' changing their parts, mostly."""
    blocks: dict[int, list[int]] = defaultdict(list)
    last = (1 << (len(names) // SIZE).bit_length()) - 1
    for place, name in enumerate(names):
        blocks[zlib.crc32(name.encode("utf-8", "surrogatepass")) & last].append(place)
    return list(blocks.values())


def block_row(key: str, rows: Sequence[Row]) -> tuple[Row, bytes]:
    """A row that repeats others, and what is left for later of it: nothing."""
    entries = [f"{row.key} {row.digest.hex()} {row.part.hex()} {len(row.head)}" for row in rows]
    words = "\n".join((str(len(rows)), *entries, ""))
    head, part = words.encode("ascii") + b"".join(row.head for row in rows), sha(b"")
    return Row(key, sha(part, head), part, head), b""


def rows_in(block: Row) -> list[Row]:
    """The rows that another repeats. Raises ValueError where it is not as it was written."""
    if sha(block.part, block.head) != block.digest:
        raise ValueError("this is no block of results")
    count, _, rest = block.head.partition(b"\n")
    *entries, heads = rest.split(b"\n", int(count))
    rows, start = [], 0
    for entry in entries:
        key, digest, part, size = entry.decode("ascii").split(" ")
        end = start + int(size)
        rows.append(Row(key, bytes.fromhex(digest), bytes.fromhex(part), heads[start:end]))
        start = end
    return rows
