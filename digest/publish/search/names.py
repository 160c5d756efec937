"""Names that can be searched: of people, outlets and topics, in files that a reader loads one of for a query.

They are not in the index of stories, whose parts would grow by every person and be made again for every new one.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.nouns import File
from digest.publish.safe import plain
from digest.publish.search.records import Name
from digest.publish.search.spacing import SCRIPTS

_ROWS = 256  # of a file, on average
# As in assets/search.js: a letter of a script without spaces is a word.
_WORD = re.compile(rf"(?=[{SCRIPTS}])[^\W_]|(?:(?![{SCRIPTS}])[^\W_])+")
_PLAIN_WORD = re.compile(r"[^\W_]+")  # where no script has words without spaces
_LETTERS = 2  # by which a word is filed
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once: there are thousands of names


@dataclass(frozen=True, slots=True)
class Row:
    """A name as it stands in the files."""

    title: str
    written: str  # JSON
    keys: tuple[str, ...]  # by which it is filed


def row(name: Name) -> Row:
    """The row of a name."""
    title, words = plain(name.title), plain(name.words)
    text = _folded(f"{title} {words}")
    keys = {word[:_LETTERS] for word in (_PLAIN_WORD if text.isascii() else _WORD).findall(text)}
    return Row(title, _json([name.address, title, plain(name.note), words]), tuple(sorted(keys)))


def name_files(rows: Sequence[Row], folder: str) -> Iterator[File]:
    """The files of names: names/0.json and so on. `rows` are in a lasting order."""
    count, filed = 1, sum([len(one.keys) for one in rows])
    while filed > count * _ROWS:
        count *= 2
    shelves: list[dict[str, None]] = [{} for _ in range(count)]
    places = {key: _place(key, count) for key in {key for one in rows for key in one.keys}}
    for one in rows:
        for place in {places[key] for key in one.keys}:
            shelves[place][one.written] = None
    for place, shelf in enumerate(shelves):
        yield File(path=f"{folder}names/{place}.json", data=_listed(shelf))


def titles_file(rows: Iterable[Row], folder: str) -> File:
    """All titles, for queries that are misspelt."""
    return File(path=f"{folder}names.json", data=_listed(_json(title) for title in sorted({one.title for one in rows})))


def _listed(written: Iterable[str]) -> bytes:
    return f"[{','.join(written)}]\n".encode("utf-8", "replace")


def _folded(text: str) -> str:
    """Without accents and capitals."""
    if text.isascii():
        return text.lower()
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.category(sign).startswith("M")
    )
    return unicodedata.normalize("NFC", bare.lower())


def _place(key: str, count: int) -> int:
    """FNV-1a in 32 bits (Fowler, Noll, Vo), of code points: the same in assets/search.js."""
    made = 2166136261
    for sign in key:
        made = (made ^ ord(sign)) * 16777619 & 0xFFFFFFFF
    return made % count
