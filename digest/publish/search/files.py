"""The files of the search, written below a folder; what was made before is taken from a cache."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from digest.nouns import Folder
from digest.publish.search.bundles import FOLDER, search_files
from digest.publish.search.records import Name, Record


def index(records: Sequence[Record | Name], folder: Path, *, language: str, cache: Path) -> None:
    """Write the search of some records below `folder`, which is made.

    A bundle that was made before from the same records is taken from `cache`, and nothing else stays there. The same
    records give the same bytes. Raises BuildError.
    """
    folder.mkdir(parents=True)
    used = set()
    for one in search_files(records, language=language):
        target = folder / one.path.removeprefix(FOLDER)
        if isinstance(one, Folder):
            made = cache / one.digest
            if not made.is_dir():
                _make(one, made)
            shutil.copytree(made, target)
            used.add(made.name)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(one.data)
    for stale in sorted(cache.iterdir() if cache.is_dir() else ()):
        if stale.name not in used:
            shutil.rmtree(stale)


def _make(one: Folder, target: Path) -> None:
    work = target.with_suffix(".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    one.make(work)
    work.replace(target)
