"""Where a clipping lies: names that say what it is, and lead nowhere else."""

import hashlib
import re
from pathlib import Path

from digest.intake.feeds.stored import VERSION, Stored

FOLDER = "feeds"
MAX_SLUG = 60
# Names that mean devices on some systems.
DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def slug_of(words: str, *, other: str) -> str:
    """Words as part of a file's name, at most 60 characters of a-z, 0-9 and hyphens; `other` where none is left."""
    from slugify import slugify

    slug = slugify(words[:1000], max_length=MAX_SLUG, word_boundary=True) or slugify(words[:1000], max_length=MAX_SLUG)
    if not slug:
        return other
    return f"{slug}-{other}" if DEVICES.fullmatch(slug) else slug


def folder_of(outlet: str, content: Path) -> Path:
    """The folder of an outlet's clippings."""
    mark = hashlib.sha256(outlet.encode("utf-8", "replace")).hexdigest()[:6]
    return content / FOLDER / slug_of(outlet, other=f"outlet-{mark}")


def first_name(folder: Path, day: str, title: str, key: str) -> Path:
    """A file for an entry that was not stored before: its day, its title, and as much of `key` as makes it new."""
    stem = f"{day}-{slug_of(title, other='untitled')}"
    names = (folder / f"{stem}-{key[:length]}.md" for length in range(6, len(key) + 1))
    return next(path for path in names if not path.exists())


def next_name(before: Stored) -> Path:
    """A file beside the version before."""
    stem = VERSION.sub("", before.path.stem)
    numbers = range(before.number + 1, before.number + 1000)
    names = (before.path.with_name(f"{stem}.v{number}.md") for number in numbers)
    return next(path for path in names if not path.exists())
