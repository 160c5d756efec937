"""Where an article's text stands in a file, cut out again: what the cleaner and the gate must do alike."""

from collections.abc import Iterator

from digest.intake.decoding import decode_as
from digest.intake.json_records import Cut, cut_file, cut_lines, record_in, text_at
from digest.intake.mail_parts import bytes_of

LINES, FILE, MAIL = ".jsonl", ".json", ".eml"
IN_EACH = "[]."  # between the path to a list of records and the path inside each of them: "data.articles[].body"


def suffix_of(path: str) -> str:
    """The end of a file's name that says how it is read: ".json"."""
    _, dot, suffix = path.rpartition(".")
    return f".{suffix.lower()}" if dot and "/" not in suffix else ""


def cut(data: bytes, path: str, items: str = "") -> Iterator[Cut]:
    """The records of a file of JSON. Raises SourceError for a .json file that is none, or has no list under `items`."""
    return cut_lines(data) if suffix_of(path) == LINES else cut_file(data, items)


def field_of(path: str, items: str, name: str) -> str:
    """How a source calls the field of a record: where its list stands in the file, and where its text in the record."""
    return f"{items}{IN_EACH}{name}" if items and suffix_of(path) == FILE else name


def items_in(field: str) -> str:
    """Where the list stands that a field's record belongs to; "" for the outermost one."""
    return field.rpartition(IN_EACH)[0]


def text_of(data: bytes, *, record: int, field: str, encoding: str) -> str:
    """The decoded text that an article's offsets count in.

    `data`: of the file, or of the record alone; `record`, `field`, `encoding`: as the article's Source says. Raises
    SourceError where there is no such field.
    """
    if record:
        return text_at(record_in(data.decode("utf-8", "replace")), field.rpartition(IN_EACH)[2])
    return decode_as(bytes_of(data, field) if field else data, encoding)
