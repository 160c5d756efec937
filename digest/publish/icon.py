"""The favicon again, as pixels: for home screens and whatever else shows no SVG."""

import struct
import zlib

from digest.publish.colours import LIGHT_PAPER, LINES, legible, named

_SCALE = 6  # 192 pixels a side: what home screens ask for


def icon(accent: str) -> bytes:
    """A newspaper's page in the accent colour, as PNG: two colours, without transparency, 192 × 192 pixels."""
    colours = "".join(colour.removeprefix("#") for colour in (LIGHT_PAPER, legible(named(accent), LIGHT_PAPER)))
    rows = [bytes([0]) + _row(y // _SCALE).to_bytes(4 * _SCALE, "big") for y in range(32 * _SCALE)]
    header = struct.pack(">IIBBBBB", 32 * _SCALE, 32 * _SCALE, 1, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes.fromhex(colours)), (b"IDAT", zlib.compress(b"".join(rows), 9)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in (*parts, (b"IEND", b"")))


def _row(y: int) -> int:
    """A row of 32 units as bits, the leftmost highest, each as wide as the scale; 1 is the accent."""
    white = ((7, 6, 18, 6), *((x, line, width, 2) for x, line, width in LINES))
    lit = [not any(left <= x < left + w and top <= y < top + h for left, top, w, h in white) for x in range(32)]
    return int("".join(str(int(one)) * _SCALE for one in lit), 2)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
