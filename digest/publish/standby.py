"""MkDocs beside the other work of a build: it loads before there is a page, and builds while other files are made."""

import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from digest.nouns import CarriedPage, Page
from digest.publish.builder import (
    BUILT,
    PYTHON,
    Batches,
    address_of,
    build_pages,
    chrome_key,
    environment,
    made_by,
    nav_of,
    run_mkdocs,
)
from digest.publish.manifest import NAME, DamagedError, Manifest, key_by
from digest.publish.options import SiteOptions

_WAITING = "digest.publish.waiting"
_FOLDER = "begun"
_AGAIN = "again"  # what is built once more gets a folder of its own: what the first one began may be at work still
_MOST = 500  # pages begun ahead: beside more of them, what else is made now would take too much memory


@dataclass(frozen=True, slots=True)
class _Begun:
    """A batch that was begun before anybody asked for it."""

    pages: Mapping[str, str]  # the digest of each, by its path
    asked: tuple[Sequence[str], SiteOptions]  # with which navigation, and how else
    batches: Batches

    def take(self, pages: Collection[str]) -> Batches:
        """The batch, as far as its pages are wanted."""
        for built, _ in self.batches:
            for path in self.pages.keys() - pages:
                (built / address_of(path)).unlink()
            yield built, [address_of(path) for path in self.pages if path in pages]


class MkDocs:
    """MkDocs, which can load while there is nothing to build yet, and begin when nobody has asked for a page.

    Whatever becomes of that, it builds what it is asked for.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._busy = False  # with an order that is not answered yet
        self._begun: _Begun | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def get_ready(self) -> None:
        """Begin to load, in another process. It ends with this one."""
        with suppress(OSError):
            self._process = self._process or subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
                [*PYTHON, _WAITING],
                env=environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what goes wrong is told by one that is asked again
                text=True,
                encoding="utf-8",
            )

    def begin(
        self,
        pages: Sequence[Page | CarriedPage],
        options: SiteOptions,
        *,
        fresh: Collection[str],
        work: Path,
        folder: Path,
    ) -> None:
        """Begin with pages that were made just now, those at the `fresh` paths, where no site has them; with few only.

        That is what the manifest in the `work` folder says; nobody has looked yet whether it is so. `folder` is one of
        `staging`.
        """
        nav = nav_of({page.path for page in pages})
        with suppress(OSError, DamagedError):
            missing = _missing([page for page in pages if page.path in fresh], nav, options, work)
            if 0 < len(missing) <= _MOST:
                place = folder / _FOLDER
                place.mkdir()
                batches = build_pages(missing, nav, options, place, start=self._start)
                self._begun = _Begun({page.path: page.digest for page in missing}, (nav, options), batches)

    def build_pages(
        self, pages: Sequence[Page | CarriedPage], nav: Sequence[str], options: SiteOptions, folder: Path
    ) -> Batches:
        """As the function. What was begun comes first."""
        begun, self._begun = self._begun, None
        build = partial(build_pages, nav=nav, options=options, folder=folder, start=self._start)
        if begun is None or begun.asked != (nav, options):
            return build(pages)
        rest = [page for page in pages if begun.pages.get(page.path) != page.digest]
        taken = {page.path for page in pages} - {page.path for page in rest}
        return chain(begun.take(taken), _later(build, rest))

    def _start(self, config: Path) -> Callable[[], Path]:
        if self._busy:
            self._stop()  # nobody waits for that answer any more, and it would be taken for the next
        self.get_ready()
        working = self._process
        if working is None:
            return partial(run_mkdocs, config)
        self._busy = True
        with suppress(OSError):  # it died: that is seen in the end
            if working.stdin:
                working.stdin.write(f"{config}\n")
                working.stdin.flush()
        return partial(self._wait, working, config)

    def _stop(self) -> None:
        process, self._process, self._busy = self._process, None, False
        if process:
            process.terminate()  # what builds for it ends with it
            process.communicate()

    def _wait(self, working: "subprocess.Popen[str]", config: Path) -> Path:
        answer = working.stdout.readline().strip() if working.stdout else ""
        self._busy = False
        if not answer:  # it has ended
            self._process = None
            working.communicate()
            answer = str(working.returncode)
        return config.parent / BUILT if answer == "0" else run_mkdocs(config, _AGAIN)


def _missing(
    pages: Sequence[Page | CarriedPage], nav: Sequence[str], options: SiteOptions, work: Path
) -> Sequence[Page | CarriedPage]:
    """Those of these pages that no site has, as far as the manifest knows."""
    if not (work / NAME).is_file():
        return pages
    chrome = chrome_key(options, nav, made_by())
    with Manifest(work / NAME) as manifest:
        return [page for page in pages if not manifest.has(address_of(page.path), key_by(chrome, page.digest))]


def _later(build: Callable[[Sequence[Page | CarriedPage]], Batches], pages: Sequence[Page | CarriedPage]) -> Batches:
    """What is begun only when it is asked for."""
    if pages:
        yield from build(pages)
