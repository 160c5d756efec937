"""Pages of past editions hardly ever change: their HTML is kept in the work folder, and made once."""

import gzip
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from digest.nouns import Page
from digest.store import code_version, fingerprint

_FOLDER = "editions"  # of the pages that are kept, and of the work folder
_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
_SITEMAP = "sitemap.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Which pages are to be built, and the finished HTML of the others."""

    pages: tuple[Page, ...]  # to be built
    kept: Mapping[str, bytes]  # HTML by the path of its page
    keys: Mapping[str, str]  # of all pages that are kept from build to build, by path
    folder: Path


def reuse(pages: Sequence[Page], settings: Mapping[str, object], work: Path) -> Reuse:
    """Tell pages that were built before, from the same Markdown with the same settings and program, from the rest."""
    folder = work / _FOLDER
    places = {"docs_dir", "site_dir"}
    chrome = fingerprint(
        code_version("publish", packages=_PACKAGES),
        {name: value for name, value in settings.items() if name not in places},
    )
    keys = {
        page.path: fingerprint(chrome, page.path, page.markdown)
        for page in pages
        if page.path.startswith(f"{_FOLDER}/") and page.path.count("/") == 2
    }
    kept = {}
    for path, key in keys.items():
        with suppress(OSError):
            kept[path] = (folder / key).read_bytes()
    return Reuse(pages=tuple(page for page in pages if page.path not in kept), kept=kept, keys=keys, folder=folder)


def complete(built: Path, found: Reuse, url: str) -> None:
    """Put the kept pages beside those that were built, and keep what was built now; forget what no page needs.

    The map of the site at `url` names no page of an edition: else it would depend on which of them were built anew.
    """
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
    _map(built, f"{html.escape(url)}{_FOLDER}/")


def _forget(folder: Path, keys: Iterable[str]) -> None:
    wanted = set(keys)
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink(missing_ok=True)


def _map(built: Path, without: str) -> None:
    path = built / _SITEMAP
    if path.is_file():
        entry = rf"[ \t]*<url>\s*<loc>{re.escape(without)}[^<]*</loc>.*?</url>[ \t]*\n"
        text = re.sub(entry.encode(), b"", path.read_bytes(), flags=re.DOTALL)
        path.write_bytes(text)
        path.with_suffix(".xml.gz").write_bytes(gzip.compress(text, mtime=0))
