"""Makes raw files out of words."""

import hashlib
from pathlib import Path

from digest.intake import clean
from digest.nouns import Article, Raw, Receipt, Skipped

REPORT = (
    "The night ferry between Port Mellow and the island of Skarn will sail again on Monday, the harbour master said.",
    "“We have waited nine winters for this bell to ring,” said Ada Brook, who runs the café on the quay of the town.",
    "The council decided on Friday that tickets will cost four crowns, and that children will travel free until May.",
    "The old ferry was taken out of service after a fire in its engine room, and its crews went to the cargo ships.",
)


def raw(text: str | bytes, path: str = "a.txt") -> Raw:
    data = text.encode() if isinstance(text, str) else text
    return Raw(path=path, data=data, sha256=hashlib.sha256(data).hexdigest())


def article(text: str | bytes, path: str = "a.txt", **options: object) -> Article:
    cleaned = clean(raw(text, path), **options)
    assert isinstance(cleaned, Article), cleaned
    return cleaned


def skipped(text: str | bytes, path: str = "a.txt") -> Skipped:
    cleaned = clean(raw(text, path))
    assert isinstance(cleaned, Skipped), cleaned
    return cleaned


def stored(folder: Path, source: Raw) -> Path:
    (folder / source.path).parent.mkdir(parents=True, exist_ok=True)
    (folder / source.path).write_bytes(source.data)
    return folder


def receipts(cleaned: Article) -> list[Receipt]:
    """One for each block, and one for the title."""
    return [
        Receipt(
            article=cleaned,
            start=block.start,
            end=block.end,
            text=cleaned.text[block.start : block.end],
            printed_as="quote",
        )
        for block in cleaned.blocks
    ]
