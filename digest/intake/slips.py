"""What can be read, and yet looks like a slip of those who wrote it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from digest.errors import SourceError
from digest.intake.files import Collected
from digest.intake.front_matter import misspelt
from digest.intake.opening import FORMATS, open_source
from digest.intake.parts import suffix_of
from digest.nouns import Format, RecordFields


def slips(collected: Collected, folder: Path, *, records: Sequence[RecordFields]) -> Iterator[str]:
    """Yield misspelt keys of front matter, as `file:line: …`, and patterns of `records` that match no file."""
    for raw in collected.raws:
        if FORMATS.get(suffix_of(raw.path)) is Format.MARKDOWN:
            with suppress(SourceError):  # such a file is skipped, and named with its reason
                for source in open_source(raw):
                    for line, key, meant in misspelt(source.text):
                        yield f"{folder / raw.path}:{line}: “{key}” is not known in front matter, did you mean {meant}?"
    names = {raw.path for raw in collected.raws} | {skipped.path for skipped in collected.skipped}
    for at, one in enumerate(records):
        for pattern in one.match:
            if not any(fnmatchcase(name, pattern) for name in names):
                yield f"records.{at}.match: “{pattern}” matches no file below {folder}"
