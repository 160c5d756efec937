"""The encoding of bytes that say nothing of it, where they cannot be Western: browsers guess these too."""

import re

# Encodings of undeclared pages in scripts other than Latin. Among Latin ones a guess does more harm than good.
CANDIDATES = (
    "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949", "cp1251", "koi8_u", "cp866", "iso8859_5", "cp1253", "cp1255",
    "cp1256", "cp874",
)  # fmt: skip
ENOUGH = 0.4  # share of letters beyond ASCII: .6 to 1 in other scripts, at most .3 in the densest Latin one (Czech)
FEW = 20  # bytes beyond ASCII; fewer may be dashes and quotation marks
LOOKED_AT = 64 * 1024  # bytes
TAG = re.compile(rb"<[^<>]*+>")


def guess(data: bytes) -> str:
    """The likeliest of the candidates; "" where the letters are mostly ASCII, or nothing fits.

    A wrong guess costs nothing here: read as windows-1252, such bytes are never words.
    """
    head = data if len(data) <= LOOKED_AT else data[:LOOKED_AT].rpartition(b"\n")[0] or data[:LOOKED_AT]
    words = TAG.sub(b" ", head)
    high = sum(byte > 127 for byte in words)
    letters = sum(char.isalpha() for char in words.decode("ascii", "ignore"))
    if high < FEW or high < ENOUGH * (high + letters) or b"\0" in words:
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(words, cp_isolation=list(CANDIDATES)).best()
    return best.encoding if best else ""
