"""Compressed answers, opened a piece at a time, so that no bomb ever expands."""

import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from digest.intake.feeds.failure import FetchError, too_large

ACCEPTED = "gzip, deflate"
GZIP, ZLIB, RAW = 31, 15, -15  # zlib's `wbits`
PIECE = 65536  # bytes

CUT_OFF = "breaks off before the end of its answer"


def read_body(chunks: Iterable[bytes], *, encoding: str, max_bytes: int) -> bytes:
    """Join a body and undo its Content-Encoding. Raises FetchError: too large, cut off, or not readable."""
    whole = BytesIO()
    for piece in _decoded(chunks, encoding.strip().lower()):
        whole.write(piece)
        if whole.tell() > max_bytes:
            raise too_large(max_bytes)
    return whole.getvalue()


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterable[bytes]:
    if encoding in {"", "identity"}:
        return chunks
    if encoding in {"gzip", "x-gzip", "deflate"}:
        return _unpacked(chunks, deflate=encoding == "deflate")
    raise FetchError(f"answers in an encoding that we did not ask for ({encoding[:40]!r})")


def _unpacked(chunks: Iterable[bytes], *, deflate: bool) -> Iterator[bytes]:
    """Yield pieces of bounded size. A gzip body may have several members; what follows the last one is ignored."""
    unpack = None
    for chunk in chunks:
        pending = chunk
        while pending and not (unpack and unpack.eof and (deflate or not pending.startswith(b"\x1f"))):
            if unpack is None or unpack.eof:
                unpack = zlib.decompressobj(_form(pending) if deflate else GZIP)
            yield from _pieces(unpack, pending)
            pending = unpack.unused_data
    if unpack and not unpack.eof:
        raise FetchError(CUT_OFF, passing=True)


def _form(start: bytes) -> int:
    """Deflate comes with zlib's header, as the standard wants it, or without, as some servers send it."""
    return ZLIB if start[0] & 0x0F == 8 else RAW


def _pieces(unpack: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    while True:
        try:
            piece = unpack.decompress(packed, PIECE)
        except zlib.error:
            raise FetchError("answers with broken compression") from None
        yield piece
        packed = unpack.unconsumed_tail
        if unpack.eof or (not packed and len(piece) < PIECE):
            return
