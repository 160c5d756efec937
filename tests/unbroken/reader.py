"""A reader without pause: opens the published site, reads it to its end, and says what it saw."""

import json
import os
import select
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from unbroken.trees import differences, digest_of, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a reader saw."""

    samples: int = 0  # an opened folder each, read to its end
    missing: int = 0  # times that there was no site at all
    longest: float = 0.0  # seconds of the longest time without one, as far as could be seen
    torn: list[str] = field(default_factory=list)  # files that went while the folder was read
    trees: dict[str, dict[str, str]] = field(default_factory=dict)  # each sight, by its digest

    def strange(self, known: Iterable[dict[str, str]]) -> list[str]:
        """What was seen beside whole sites: how it differs from the nearest of them."""
        whole = {digest_of(tree): tree for tree in known}
        found = list(self.torn)
        for name, tree in self.trees.items():
            if name not in whole:
                nearest = min((differences(tree, one) for one in whole.values()), key=len)
                found.append(f"a mixed site: {', '.join(nearest[:4])}")
        return found


@contextmanager
def reading(site: Path, pause: float = 0.0) -> Iterator["Reader"]:
    """Read a site all the while, in a process of its own, with a pause of so many seconds between two samples."""
    reader = Reader(site, pause)
    try:
        yield reader
    finally:
        reader.end()


class Reader:
    """The process that reads."""

    def __init__(self, site: Path, pause: float) -> None:
        command = [sys.executable, "-m", "unbroken.reader", str(site), str(pause)]
        self._process = subprocess.Popen(
            command, cwd=Path(__file__).parent.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it reads now

    def end(self) -> Seen:
        """Stop reading, and say what was seen."""
        if self._process.returncode is None:
            said, _ = self._process.communicate()
            self._seen = Seen(**json.loads(said))
        return self._seen


def _read(site: Path, pause: float) -> Seen:
    count: Counter[str] = Counter()
    trees: dict[str, dict[str, str]] = {}
    torn: list[str] = []
    gone = longest = 0.0
    asked = False
    while not asked:
        asked = _asked(pause)  # what is published in the end is read in any case
        try:
            tree = opened(site)
        except FileNotFoundError as error:
            if error.filename == str(site):
                count["missing"] += 1
                gone = gone or time.monotonic()
                longest = max(longest, time.monotonic() - gone)
                continue
            torn.append(f"{error.filename} went while the site was read")
            continue
        gone = 0.0
        count["samples"] += 1
        trees[digest_of(tree)] = tree
    return Seen(samples=count["samples"], missing=count["missing"], longest=longest, torn=torn, trees=trees)


def _asked(pause: float) -> bool:
    return bool(select.select([sys.stdin], [], [], pause)[0])


def main() -> None:
    """Read the site that is named until standard input ends."""
    os.nice(10)  # the trouble comes first
    print("reading", flush=True)  # noqa: T201 - its answer
    print(json.dumps(asdict(_read(Path(sys.argv[1]), float(sys.argv[2])))))  # noqa: T201


if __name__ == "__main__":
    main()
