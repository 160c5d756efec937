"""Whether the published site and the second one stand as they were left, looked at beside the other work of a build."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from digest import file_states
from digest.publish.swap import second

_COMMAND = (sys.executable, "-I", "-S", file_states.__file__)  # it needs nothing that is installed


class Look:
    """A look at every file of two folders, which another process can begin while there is nothing to publish yet.

    Whatever becomes of that, both are looked at.
    """

    def __init__(self) -> None:
        self._looking: subprocess.Popen[str] | None = None
        self._folders: tuple[Path, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        looking, self._looking = self._looking, None
        if looking:
            looking.kill()
            looking.communicate()

    def begin(self, output: Path, work: Path) -> None:
        """Begin to look, in another process."""
        output = output.resolve()
        with suppress(OSError):
            self._folders = (output, second(output, work))
            self._looking = subprocess.Popen(  # noqa: S603 - our own program and folders, no shell
                [*_COMMAND, *map(str, self._folders)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )

    def digests(self, *folders: Path) -> list[str]:
        """The digest of each folder, as that of `file_states.tree`. Raises OSError."""
        told = self._told()
        return [self._digest(folder, told.get(folder, "")) for folder in folders]

    def _told(self) -> dict[Path, str]:
        looking, self._looking = self._looking, None
        lines = looking.communicate()[0].splitlines() if looking else []
        return dict(zip(self._folders, lines, strict=False))

    @staticmethod
    def _digest(folder: Path, told: str) -> str:
        """What was told of a folder, if it was told of this one and not of another that stood there."""
        inode, _, digest = told.partition(" ")
        if folder.exists() and digest and inode == str(folder.stat().st_ino):
            return digest
        return file_states.tree(str(folder))
