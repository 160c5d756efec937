"""A site is made, checked and published, each at the cost of what changed, and the published one is never half."""

import json
import logging
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from digest.errors import BuildError
from digest.nouns import CarriedFile, CarriedPage, File, Folder, Page
from digest.publish.builder import Batches, Builder, build_pages, chrome_key, made_by, nav_of
from digest.publish.gate import ALONE, Gate
from digest.publish.links import Checked, Links
from digest.publish.looking import Look
from digest.publish.making import Making, Remade, Shelf
from digest.publish.manifest import NAME, DamagedError, Manifest
from digest.publish.options import SiteOptions
from digest.publish.placing import Placing
from digest.publish.site_map import site_map
from digest.publish.sparing import make_spare_of
from digest.publish.swap import exclusive, previous, second, staging
from digest.store import fingerprint

log = logging.getLogger(__name__)

_MARKER = "data/digest.json"  # by it we know a folder that we may replace
_SHOWN = 12
_OLDER = ("editions", "search")  # folders of the work folder in which earlier versions kept what the site has anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of a build."""

    output: Path
    pages: int
    changed: bool  # False where the published site was the same to the byte, and was left alone
    tree: str  # a digest of its files as they stand, as that of `file_states.tree`
    previous: Path | None  # the site before, kept for roll-back
    files: int = 0  # of the whole site
    made: tuple[Remade, ...] = ()  # what was not carried over, and why, by path
    gone: tuple[str, ...] = ()  # paths of the published site that this one does not have


def site(  # noqa: PLR0913 - what to publish, and where
    pages: Sequence[Page | CarriedPage],
    files: Iterable[File | CarriedFile | Folder],
    options: SiteOptions,
    *,
    output: Path,
    work: Path,
    before_publishing: Callable[[], object] = lambda: None,
    removed: Collection[str] = (),
    builder: Builder = build_pages,
    look: Look | None = None,
    folder: Path | None = None,
) -> Published:
    """Build, check and publish. What the published site has already is neither loaded, built nor checked again.

    `removed` are ids of articles that must not stand in the copy for roll-back either: one made before their removal
    is not kept.

    `look` may have begun, before this is called, to look at what is published. `folder` is one of `staging`, which is
    made here where there is none.

    `before_publishing` is called when the new site is whole and checked, just before it takes its place: what must be
    remembered of it is written then. Raises BuildError, or BusyError; the published site is then as it was before.
    """
    output = output.resolve()
    every = (*files, _marker(options, removed), *site_map(pages, options.url))
    try:
        with exclusive(work):
            _refuse_foreign(output)
            for name in _OLDER:
                shutil.rmtree(work / name, ignore_errors=True)
            order = _Order(pages, every, options, before_publishing, frozenset(removed), builder, look or Look())
            with nullcontext(folder) if folder else staging(output, work) as place:
                return _published(order, output, work, place)
    except OSError as error:
        message = f"the site could not be written at {output}: {error}"
        raise BuildError(message) from error


def _published(order: "_Order", output: Path, work: Path, folder: Path) -> Published:
    try:
        with Manifest(work / NAME) as manifest:
            return _publish(order, output, work, manifest, folder)
    except DamagedError as error:
        log.warning("%s could not be used (%s); all pages are made again", work / NAME, error)
        for leftover in work.glob(f"{NAME}*"):
            leftover.unlink()
        with Manifest(None) as manifest:
            anew = folder / "anew"
            anew.mkdir()
            return _publish(order, output, work, manifest, anew)


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that this program made."""
    return (folder / _MARKER).is_file()


@dataclass(frozen=True, slots=True)
class _Order:
    """What `site` was asked for."""

    pages: Sequence[Page | CarriedPage]
    files: Sequence[File | CarriedFile | Folder]
    options: SiteOptions
    before_publishing: Callable[[], object]
    removed: frozenset[str]
    builder: Builder
    look: Look


def _publish(order: _Order, output: Path, work: Path, manifest: Manifest, folder: Path) -> Published:
    kept = previous(output, work)
    shelf = Shelf(output, second(output, work), manifest, order.look)
    made, links = _make(order, shelf, manifest, folder)
    placing = Placing(shelf, made, manifest, kept=kept)
    if placing.needed:
        _check(made, shelf, links())
        placing.adopt()
    placing.prepare(folder / "site")
    order.before_publishing()
    placing.publish()
    placing.settle()
    if kept.exists() and not _knows(kept, order.removed):
        make_spare_of(kept, output, work, tree=placing.tree(), manifest=manifest)
    return Published(
        output=output,
        pages=len(order.pages),
        changed=placing.changed,
        tree=placing.tree(),
        previous=kept if kept.exists() else None,
        files=len(made.wanted),
        made=tuple(Remade(path, made.remade[path]) for path in sorted(made.remade)),
        gone=made.difference(shelf.published.keys)[0],
    )


def _make(order: _Order, shelf: Shelf, manifest: Manifest, folder: Path) -> tuple[Making, Callable[[], Links]]:
    options = order.options
    nav, version = nav_of({page.path for page in order.pages}), made_by()
    chrome, checks = chrome_key(options, nav, version), fingerprint(version, options.url)
    made = Making(shelf, manifest, folder)

    @cache
    def links() -> Links:
        gate = Gate(options.url, policies=options.policy, alone=made.alone())
        everywhere = frozenset(link.path for link in gate.leaf(ALONE, made.alone()).links)
        return Links(gate, manifest, everywhere=everywhere)

    def placed(path: str) -> None:
        links().look(path, made.wanted[path], made.read(path))

    def build(pages: Sequence[Page | CarriedPage]) -> Batches:
        return order.builder(pages, nav, options, folder)

    with made.adding_pages(order.pages, build, chrome=chrome, placed=placed):
        made.add_files(order.files, chrome=chrome, checks=checks)
    return made, links


def _check(made: Making, shelf: Shelf, links: Links) -> None:
    gone, new = made.difference(shelf.checked)
    found = links.problems(Checked(wanted=made.wanted, before=shelf.checked, gone=gone, new=new, read=made.read))
    if found:
        more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        message = "the finished site failed its check and was not published:\n" + "\n".join([*found[:_SHOWN], *more])
        raise BuildError(message)


def _marker(options: SiteOptions, removed: Iterable[str]) -> File:
    made = {"format": 1, "generator": options.generator, "removed": sorted(removed)}
    return File(path=_MARKER, data=f"{json.dumps(made)}\n".encode())


def _knows(site: Path, removed: Collection[str]) -> bool:
    """Whether a site was made after the removal of all these articles."""
    if not removed:
        return True
    try:
        known = json.loads((site / _MARKER).read_text(encoding="utf-8"))["removed"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return isinstance(known, list) and set(removed) <= set(map(str, known))


def _refuse_foreign(output: Path) -> None:
    """Never replace a folder that is not a digest's site."""
    if output.exists() and (not output.is_dir() or (any(output.iterdir()) and not is_site(output))):
        message = f"{output} holds something else than a site made by digest; choose another folder, or empty it"
        raise BuildError(message)
