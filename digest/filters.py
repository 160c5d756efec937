"""The stages as filters: JSON Lines in, JSON Lines out, for analysts and for scorers.

A record is taken as it is: its text is never cleaned, and neither ids nor the order of lines carry meaning.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from digest import intake, reading, stories
from digest.errors import RecordError
from digest.nouns import (
    Article,
    Block,
    BlockKind,
    Fact,
    Format,
    Moment,
    Origin,
    Precision,
    Skipped,
    Source,
    Span,
)

MAX_FILE_BYTES = 5_000_000
BATCH = 32  # files that are held in memory at once
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
Record = Mapping[str, Any]


def read_records(lines: Iterable[str], *, required: tuple[str, ...] = ("id", "text")) -> Iterator[Record]:
    """Parse JSON Lines, one mapping a line; blank lines are passed over.

    A lone surrogate, which JSON can carry and no encoding can, stands as U+FFFD: one character for one, so that
    offsets stay those of the text as given.

    Raises RecordError, naming the line, for what is not a JSON object or lacks a required string.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise RecordError(f"line {number} is not JSON: {error}") from None
        except RecursionError:
            raise RecordError(f"line {number} is nested too deeply") from None
        if not isinstance(record, dict):
            raise RecordError(f'line {number} is not a JSON object; an article looks like {{"id": "a1", "text": "…"}}')
        for field in required:
            if not isinstance(record.get(field), str):
                raise RecordError(f'line {number}: "{field}" must be a string')
        yield {name: _encodable(value) if isinstance(value, str) else value for name, value in record.items()}


def article_of(record: Record) -> Article:
    """The Article of a record, its text exactly as given; each non-empty line is a block."""
    text = record["text"]
    language = _given(record, "language") or intake.language_of(text.splitlines())
    return Article(
        id=record["id"],
        source=Source(path=record["id"], sha256="", format=Format.RECORD, encoding="utf-8"),
        title=_fact(record, "title"),
        standfirst=None,
        text=text,
        blocks=tuple(_blocks(text, language)),
        published=_moment(_given(record, "published")),
        outlet=_fact(record, "outlet"),
        original_source=None,
        byline=_fact(record, "byline"),
        credit=None,
        url=_fact(record, "url"),
        language=language,
    )


def _encodable(text: str) -> str:
    return LONE_SURROGATE.sub("\ufffd", text)


def _given(record: Record, field: str) -> str:
    value = record.get(field)
    return value.strip() if isinstance(value, str) else ""


def _fact(record: Record, field: str) -> Fact | None:
    value = _given(record, field)
    return Fact(value=value, origin=Origin.RECORD) if value else None


def _blocks(text: str, language: str) -> Iterator[Block]:
    position = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = position + line.index(bare)
            end = start + len(bare)
            spans = (Span(start=start, end=end),)
            yield Block(
                start=start,
                end=end,
                kind=BlockKind.PARAGRAPH,
                language=intake.language_in(bare, language),
                spans=spans,
            )
        position += len(line)


def _moment(printed: str) -> Moment | None:
    """A record's date: ISO 8601, a day or a moment with or without its offset. Anything else is no date."""
    try:
        at = datetime.fromisoformat(printed)
        offset = at.utcoffset()
        universal = at.replace(tzinfo=UTC) if offset is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    whole_day = len(printed) <= len("2025-02-27")
    return Moment(
        at=universal,
        precision=Precision.DAY if whole_day else Precision.MINUTE,
        origin=Origin.RECORD,
        evidence=printed,
        offset_minutes=None if offset is None else int(offset.total_seconds() // 60),
    )


def clean(paths: Iterable[Path], *, report: Callable[[Skipped], None]) -> Iterator[dict[str, Any]]:
    """`digest clean`: one line a file, or record of a file, that holds an article; `report` hears of the others.

    A second source of the same article gets its id with a number, so that other filters take the lines as they are.
    """
    times: Counter[str] = Counter()
    waiting = iter(paths)
    with intake.Workers() as workers:
        while batch := tuple(islice(waiting, BATCH)):
            for found in _cleaned([intake.collect_file(path, max_bytes=MAX_FILE_BYTES) for path in batch], workers):
                if isinstance(found, Skipped):
                    report(found)
                else:
                    times[found.id] += 1
                    again = f"-{times[found.id]}" if times[found.id] > 1 else ""
                    yield {"id": found.id + again, **intake.record_of(found)}


def _cleaned(files: Sequence[intake.Collected], workers: intake.Workers) -> Iterator[Article | Skipped]:
    cleaned = intake.clean_all([raw for file in files for raw in file.raws], workers)
    for file in files:
        yield from (*file.skipped, *islice(cleaned, len(file.raws)))


def quotes(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """`digest quotes`: one line a quoted or reported stretch."""
    for analysis in reading.analyse([article_of(record) for record in records]):
        yield from reading.quote_records(analysis)


def group(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """`digest group`: the story of each article, in input order; a story is called by its first article's id."""
    keyed = _keyed(records)
    story_of = {}
    for found in stories.group(reading.analyse([article_of(record) for record in keyed.values()])):
        first = min(found.ids)
        story_of.update(dict.fromkeys(found.ids, first))
    for key in keyed:
        yield {"id": key, "story": story_of[key]}


def copies(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """`digest copies`: the text that each article is a copy of, in input order."""
    keyed = _keyed(records)
    text_groups = stories.text_groups([(key, record["text"]) for key, record in keyed.items()])
    for key in keyed:
        yield {"id": key, "text_group": text_groups[key]}


def summarise(records: Iterable[Record], *, words: int) -> Iterator[dict[str, Any]]:
    """`digest summarise`: one line a story, at most `words` words of whole sentences, in order of first appearance."""
    keyed = _keyed(records)
    members: dict[str, list[Any]] = {}
    for analysis in reading.analyse([article_of(record) for record in keyed.values()]):
        members.setdefault(str(keyed[analysis.article.id].get("story", "")), []).append(analysis)
    for story, analyses in members.items():
        chosen = stories.summarise(analyses, words=words)
        sentences = [{"text": x.text, "article": x.article, "start": x.start, "end": x.end} for x in chosen]
        yield {"story": story, "sentences": sentences}


def _keyed(records: Iterable[Record]) -> dict[str, Record]:
    keyed: dict[str, Record] = {}
    for record in records:
        if record["id"] in keyed:
            raise RecordError(f'two records have the id "{record["id"]}"; give each its own')
        keyed[record["id"]] = record
    return keyed
