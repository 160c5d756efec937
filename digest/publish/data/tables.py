"""Tables for spreadsheets: CSV in which no text of an article can become a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from digest.publish.safe import plain

Row = Mapping[str, object]

# What spreadsheet programs begin a formula with, in any width, and what some of them skip before it: quotation marks,
# spaces, marks of direction. A semicolon begins a new cell where it separates lists, as in much of Europe.
_SKIPPED = r"[\s\"'`´‘’‚“”„«»‹›＂＇\u200c-\u200f]*"
_BEGINS = r"[=+\-@＝＋－＠−﹢﹣﹦﹫]"
_FORMULA = re.compile(rf"(?P<before>^|;)(?P<rest>{_SKIPPED}{_BEGINS})")


START = "\ufeff".encode()  # the byte order mark, by which spreadsheet programs know UTF-8


def head(columns: Sequence[str]) -> bytes:
    """The first line of a table."""
    return lines(columns, [dict(zip(columns, columns, strict=True))])


def lines(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Lines of a table as RFC 4180 has it, in UTF-8; what is unknown is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([cell(row[name]) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula: a `'` stands before what would begin one.

    A number is written as it is, negative ones too; a text that only looks like one is a text.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = plain(str(value))
    if ";" not in text and text[:1].isalnum():  # as most texts: no beginning is a formula's
        return text
    return _FORMULA.sub(r"\g<before>'\g<rest>", text)
