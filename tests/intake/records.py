"""Makes files of records, and reads a folder of them."""

import json
from pathlib import Path

from intake.clippings import REPORT, receipts

from digest.intake import clean, collect, verify
from digest.nouns import Article, RecordFields, Skipped

TEXT = "\n\n".join(REPORT)


def put(folder: Path, name: str, content: object) -> Path:
    data = content if isinstance(content, bytes) else str(content).encode()
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return folder


def lines(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def read(folder: Path, *mappings: RecordFields) -> tuple[list[Article], dict[str, str]]:
    """The articles of a folder, each read back by the gate, and why the other sources are none."""
    found = collect(folder, max_bytes=5_000_000, records=mappings)
    cleaned = [*found.skipped, *(clean(raw, records=mappings) for raw in found.raws)]
    articles = [one for one in cleaned if isinstance(one, Article)]
    verify([receipt for article in articles for receipt in receipts(article)], folder)
    return articles, {one.path: one.reason for one in cleaned if isinstance(one, Skipped)}
