"""What a site is made of, file by file, and the making of what is missing, in a folder beside the published site."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from digest.errors import BuildError
from digest.file_states import entries
from digest.nouns import CarriedFile, CarriedPage, File, Folder, Page
from digest.publish.builder import Batches, address_of
from digest.publish.gate import ALONE, Gate
from digest.publish.looking import Look
from digest.publish.manifest import Manifest, key_by
from digest.publish.tree import Room, Standing, difference, strangers

_THEME = ""  # the folder of the theme's files


class Why(StrEnum):
    """Why a file was made again."""

    NEW = "new"
    CONTENT = "its content changed"
    CHROME = "the settings or the program changed"
    LOST = "the published file was changed or lost"


@dataclass(frozen=True, slots=True)
class Remade:
    """A file that was not carried over."""

    path: str  # below the site
    why: Why


class Shelf:
    """The files that need not be made: of the published site, and of the second one, mostly the one before."""

    def __init__(self, output: Path, second: Path, manifest: Manifest, look: Look) -> None:
        self.output, self.second = output, second
        digests = look.digests(output, second)
        numbers = manifest.numbers(*digests)
        sites = list(zip((output, second), numbers, digests, strict=True))
        unknown = [strangers(folder, number, digest, manifest) for folder, number, digest in sites]
        keys = manifest.keys()
        self.published, self.before = (
            Standing({**keys.trees[number], **dict.fromkeys(some, "")} if some else keys.trees[number], number)
            for number, some in zip(numbers, unknown, strict=True)
        )
        self.checked = keys.checked  # of the last checked site
        self.unlike = keys.unlike.union(*unknown)  # paths outside of which all these are the same

    def has(self, path: str, key: str) -> bool:
        """Whether a file that this key made is there."""
        return self.published.keys.get(path) == key or self.before.keys.get(path) == key

    def why(self, path: str, key: str) -> Why:
        """Why a file must be made."""
        last = self.checked.get(path)
        if last is None:
            return Why.NEW
        if last == key:
            return Why.LOST
        return Why.CHROME if last.partition(":")[2] == key.partition(":")[2] else Why.CONTENT

    def read(self, path: str, key: str) -> bytes:
        """The bytes of a file that is there."""
        folder = self.output if self.published.keys.get(path) == key else self.second
        return (folder / path).read_bytes()


class Making:
    """A site to be: which key makes each of its files, and what of it had to be made now.

    Raises BuildError where two have one address. There are tens of thousands of files: little is done for each, and
    most of that by the dictionary.
    """

    def __init__(self, shelf: Shelf, manifest: Manifest, folder: Path) -> None:
        self._shelf, self._manifest, self._folder = shelf, manifest, folder
        self._there = shelf.published.keys
        self.made = folder / "made"  # the folder of what was made now
        self._room = Room(self.made)
        self.wanted: dict[str, str] = {}
        self.remade: dict[str, Why] = {}  # what was made now, by path
        self._new: list[str] = []  # paths of files that the published site has not
        self._folders = {_THEME}

    def add_files(self, files: Iterable[File | CarriedFile | Folder], *, chrome: str, checks: str) -> None:
        """Take over or make files that are no pages. `checks` is a key of the gate, which looks at some of them."""
        by_chrome, by_gate, by_none = key_by(chrome, ""), key_by(checks, ""), key_by("", "")

        @cache
        def by(name: str) -> str:
            if not Gate.looks_at(name):
                return by_none
            return by_chrome if name.endswith(".html") else by_gate

        whole: dict[str, File | CarriedFile] = {}
        for file in files:
            if isinstance(file, Folder):
                self._add_folder(file)
            elif whole.setdefault(file.path, file) is not file:
                raise _doubled(file.path)
        wanted = {path: by(path[path.rfind("/") + 1 :]) + file.digest for path, file in whole.items()}
        for path in self._claim(wanted):
            self._room.write(path, whole[path].load())

    @contextmanager
    def adding_pages(
        self,
        pages: Sequence[Page | CarriedPage],
        build: Callable[[Sequence[Page | CarriedPage]], Batches],
        *,
        chrome: str,
        placed: Callable[[str], object] = lambda _: None,
    ) -> Iterator[None]:
        """Take over pages, and `build` those that are missing, and the theme's own files.

        They are put in their places at the end: what is done within this may be done while they are built. `placed`
        hears of each page then, while others may still be built.
        """
        by, asked = key_by(chrome, ""), {address_of(page.path): page for page in pages}
        if len(asked) < len(pages):
            addresses = Counter(address_of(page.path) for page in pages)
            raise _doubled(addresses.most_common(1)[0][0])
        missing = [asked[address] for address in self._claim({at: by + page.digest for at, page in asked.items()})]
        theme = key_by(chrome, "theme")
        names = self._complete(_THEME, theme)
        batches = build(missing) if missing or not names else iter(())
        yield
        self._own(names, theme)
        for built, given in batches:
            for address in given:
                self._room.move(built / address, address)
            if not names:
                names = self._take(built, _THEME, theme)
                self._own(names, theme)
            for address in given:
                placed(address)

    def difference(self, before: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, str]]:
        """The paths that one of the shelf's sites has and this one has not; its files that are new or others, by key.

        It is asked for when all files are known.
        """
        return difference(before, self.wanted, self._doubtful)

    @cached_property
    def _doubtful(self) -> Sequence[str]:
        """Paths outside of which this site and those of the shelf are the same."""
        return sorted({*self._new, *(self._there.keys() - self.wanted.keys()), *self._shelf.unlike})

    def alone(self) -> bytes:
        """The page that holds no word of an article."""
        return self.read(ALONE)

    def read(self, path: str) -> bytes:
        """The bytes of a file of this site."""
        return (self.made / path).read_bytes() if path in self.remade else self._shelf.read(path, self.wanted[path])

    def forget_folders(self) -> None:
        """Remember no folder that this site does not have."""
        self._manifest.forget_folders(self._folders)

    def _add_folder(self, folder: Folder) -> None:
        self._folders.add(folder.path)
        key = key_by("", folder.digest)
        names = self._complete(folder.path, key)
        if not names:
            fresh = self._folder / "folder"
            fresh.mkdir()
            folder.make(fresh)
            names = self._take(fresh, folder.path, key)
            shutil.rmtree(fresh)
        self._claim(dict.fromkeys([folder.path + name for name in names], key))

    def _complete(self, path: str, key: str) -> tuple[str, ...]:
        """The files of a folder that are all there; none where one is missing."""
        names = self._manifest.folder(path, key)
        return names if all(self._shelf.has(path + name, key) for name in names) else ()

    def _take(self, fresh: Path, path: str, key: str) -> tuple[str, ...]:
        """Move what a program made to its place, and remember its names."""
        names = tuple(sorted(name for name, _ in entries(str(fresh))))
        for name in names:
            self.remade[path + name] = self._shelf.why(path + name, key)
            self._room.move(fresh / name, path + name)
        self._manifest.set_folder(path, key, names)
        return names

    def _own(self, names: Iterable[str], theme: str) -> None:
        """Give the theme its files."""
        for name in names:
            if name in self.wanted:
                message = f"{name} is a file of the theme's; give ours another name"
                raise BuildError(message)
        own = dict.fromkeys(names, theme)
        self.wanted |= own
        self._new += self._unlike(own)

    def _claim(self, files: Mapping[str, str]) -> list[str]:
        """Say which keys make the files at these addresses; those that must be made now."""
        if not self.wanted.keys().isdisjoint(files):
            raise _doubled(min(self.wanted.keys() & files.keys()))
        self.wanted |= files
        unlike = self._unlike(files)
        for path in unlike:
            if path.startswith("/") or "\\" in path or ".." in path.split("/"):
                message = f"{path} lies outside the site"
                raise BuildError(message)
        self._new += unlike
        has, why = self._shelf.has, self._shelf.why
        missing = {path: files[path] for path in unlike if path not in self.remade and not has(path, files[path])}
        self.remade |= {path: why(path, key) for path, key in missing.items()}
        return list(missing)

    def _unlike(self, files: Mapping[str, str]) -> list[str]:
        """Those of these files that the published site has not, or made by another key."""
        there = self._there.get
        return [path for path, key in files.items() if there(path) != key]


def _doubled(path: str) -> BuildError:
    return BuildError(f"two pages or files have the address {path}")
