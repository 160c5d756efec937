"""Bytes put aside for the rest of a build, so that memory holds little of a site that is made from nothing."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

log = logging.getLogger(__name__)


class Aside:
    """A file without a name, which is gone with the process; what the disk cannot hold stays in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._end = 0
        self._full = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()

    def put(self, data: bytes) -> Callable[[], bytes]:
        """Put bytes aside; what returns them."""
        if not self._full:
            try:
                return self._put(data)
            except OSError as error:
                log.warning("%s: %s; the build goes on, and takes more memory", self._folder, error)
                self._full = True
        return partial(bytes, data)

    def _put(self, data: bytes) -> Callable[[], bytes]:
        if self._file is None:
            self._file = TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115 - closed with this object
        start, size = self._end, len(data)
        self._file.seek(start)
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        self._end += size
        return partial(self._get, self._file, start, size)

    @staticmethod
    def _get(file: IO[bytes], start: int, size: int) -> bytes:
        file.seek(start)
        found = file.read(size)
        while len(found) < size:
            if not (more := file.read(size - len(found))):
                raise OSError("what was put aside is gone")
            found += more
        return found
