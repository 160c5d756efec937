"""Pages of past editions hardly ever change: their HTML is kept in the work folder, and made once."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from digest.nouns import CarriedPage, Page
from digest.store import code_version, fingerprint

_FOLDER = "editions"  # of the pages that are kept, and of the work folder
_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Which pages are to be built, and the finished HTML of the others."""

    pages: tuple[Page | CarriedPage, ...]  # to be built
    kept: Mapping[str, bytes]  # HTML by the path of its page
    keys: Mapping[str, str]  # of all pages that are kept from build to build, by path
    folder: Path


def reuse(pages: Sequence[Page | CarriedPage], settings: Mapping[str, object], work: Path) -> Reuse:
    """Tell pages that were built before, from the same Markdown with the same settings and program, from the rest."""
    folder = work / _FOLDER
    places = {"docs_dir", "site_dir"}
    chrome = fingerprint(
        code_version("publish", packages=_PACKAGES),
        {name: value for name, value in settings.items() if name not in places},
    )
    keys = {
        page.path: fingerprint(chrome, page.path, page.digest)
        for page in pages
        if page.path.startswith(f"{_FOLDER}/") and page.path.count("/") == 2
    }
    kept = {}
    for path, key in keys.items():
        with suppress(OSError):
            kept[path] = (folder / key).read_bytes()
    return Reuse(pages=tuple(page for page in pages if page.path not in kept), kept=kept, keys=keys, folder=folder)


def complete(built: Path, found: Reuse) -> None:
    """Put the kept pages beside those that were built, and keep what was built now; forget what no page needs."""
    found.folder.mkdir(parents=True, exist_ok=True)
    for path, key in found.keys.items():
        target = (built / path).with_suffix(".html")
        if path in found.kept:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(found.kept[path])
        else:
            beside = found.folder / f".{key}"
            beside.write_bytes(target.read_bytes())
            beside.replace(found.folder / key)
    _forget(found.folder, found.keys.values())


def _forget(folder: Path, keys: Iterable[str]) -> None:
    wanted = set(keys)
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink(missing_ok=True)
