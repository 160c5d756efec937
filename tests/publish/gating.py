"""The gate over a folder of finished files, for tests of what it finds."""

from pathlib import Path

from digest.publish.gate import ALONE, Gate
from digest.publish.links import Checked, Links
from digest.publish.manifest import Manifest


def same_tree(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    return tree(one) == tree(other)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def feed_problems(built: Path, url: str) -> list[str]:
    """What is wrong with the feeds among the files of a folder."""
    return [one for one in problems(built, url) if ".html:" not in one]


def problems(built: Path, url: str, *, policies: bool = False) -> list[str]:
    """Everything that must not be published in the files of a folder."""
    files = dict.fromkeys(tree(built), "")
    alone = built / ALONE
    gate = Gate(url, policies=policies, alone=alone.read_bytes() if alone.is_file() else b"")
    site = Checked(wanted=files, before={}, gone=(), new=files, read=lambda path: (built / path).read_bytes())
    with Manifest(None) as manifest:
        return Links(gate, manifest, everywhere=()).problems(site)
