"""A second site where none from before is kept: the next build turns it into the new one, and links what changed.

Without it the first build after a fresh one, or after a take-down, would link every file.
"""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from digest import file_states
from digest.publish.manifest import NAME, DamagedError, Manifest
from digest.publish.swap import previous, spare
from digest.publish.tree import Sources, difference, seen, strangers, turn

log = logging.getLogger(__name__)


def keep_spare(output: Path, work: Path, *, tree: str, begin: Callable[[], object] = lambda: None) -> None:
    """Keep a copy of the published site, of links, as long as no site from before is kept.

    `tree` is the digest of what was published; the caller holds the lock of `work`. `begin` is called where there is
    something to do. What a killed build left of such a copy is completed. A failure costs the next build its time and
    nothing else: only who wants to know all is told.
    """
    output = output.resolve()
    place = spare(output, work)
    try:
        if previous(output, work).exists():
            shutil.rmtree(place, ignore_errors=True)
            return
        begin()
        with Manifest(work / NAME) as manifest:
            make_alike(place, output, tree, manifest)
    except (OSError, DamagedError) as error:
        log.info("%s could not be made (%s); the next build takes longer", place, error)
        shutil.rmtree(place, ignore_errors=True)


def make_spare_of(kept: Path, output: Path, work: Path, *, tree: str, manifest: Manifest) -> None:
    """Leave nothing to roll back to: of what only the site from before had, no file stays. Raises OSError."""
    place = spare(output, work)
    shutil.rmtree(place, ignore_errors=True)
    kept.rename(place)
    try:
        if make_alike(place, output, tree, manifest):
            return
    except (OSError, DamagedError) as error:
        log.info("%s could not be kept (%s); the next build takes longer", place, error)
    shutil.rmtree(place)


def make_alike(place: Path, output: Path, tree: str, manifest: Manifest) -> bool:
    """Make of a folder a copy of the published site; False where the manifest does not know that. Raises OSError."""
    standing = file_states.tree(str(place))
    published, number = manifest.numbers(tree, standing)
    if manifest.tree(published) != tree:
        return False
    if standing != tree:
        unknown = strangers(place, number, standing, manifest)
        keys = manifest.keys()
        wanted, there = keys.trees[published], {**keys.trees[number], **dict.fromkeys(unknown, "")}
        gone, new = difference(there, wanted, {**wanted, **there})
        turn(place, gone, new, Sources(made=place, paths=(), published=output))
        manifest.change_tree(number, gone, {seen(place, path): key for path, key in new.items()})
        manifest.forget_files()
        manifest.commit()
    return True
