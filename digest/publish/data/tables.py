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


def table(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A table as RFC 4180 has it, in UTF-8 with a byte order mark; what is unknown is empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[name]) for name in columns])
    return out.getvalue().encode("utf-8-sig", "replace")


def cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula: a `'` stands before what would begin one.

    A number is written as it is, negative ones too; a text that only looks like one is a text.
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    return _FORMULA.sub(r"\g<before>'\g<rest>", plain(str(value)))
