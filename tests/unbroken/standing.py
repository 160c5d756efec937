"""A digest that must stay up: two states known to the byte, and the check that a build has recovered."""

import random
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from unbroken.news import STATES, inputs_of, take_state, write_digest
from unbroken.program import Fault, Program
from unbroken.reader import reading
from unbroken.trees import differences, opened


@dataclass(slots=True, kw_only=True)
class Account:
    """What became of one kind of trouble."""

    what: str
    times: int = 0
    samples: int = 0
    missing: int = 0
    longest: float = 0.0  # seconds without a site
    builds: int = 0  # that had to recover
    ends: dict[str, int] | None = None  # how the troubled commands ended
    failures: list[str] | None = None

    def fail(self, *lines: str) -> None:
        """Note what must not be."""
        self.failures = [*(self.failures or []), *lines]

    def ended(self, how: str) -> None:
        """Note how a command ended."""
        self.ends = self.ends or {}
        self.ends[how] = self.ends.get(how, 0) + 1


class Standing:
    """A digest folder that takes two states in turn. Both were built afresh once, which gave the same bytes."""

    def __init__(self, folder: Path, program: Program, states: Sequence[int] = range(STATES)) -> None:
        self.folder, self.program, self.state = write_digest(folder), program, 0
        self.known: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        self.operations: dict[int, list[list[int]]] = {}
        self._ok(self.folder)  # the first build knows no stories to be renamed
        for state in states:
            self.take(state)
            self._ok(self.folder)
        for state in states:
            self._learn(state)

    @property
    def site(self) -> Path:
        """The published site."""
        return self.folder / "site"

    def take(self, state: int) -> None:
        """Let the editors want a state; it is not built yet."""
        self.state = state
        take_state(self.folder, state)

    def turn(self) -> None:
        """Let the editors want the other state."""
        self.take((self.state + 1) % STATES)

    def recovered(self, account: Account) -> None:
        """Build, and note what is not as a fresh build of this state makes it."""
        account.builds += 1
        code, said = self.program.run(self.folder, "build")
        if code:
            account.fail(f"the next build ended with {code}: {said[-600:]}")
            return
        site, content = self.known[self.state]
        wrong = differences(opened(self.site), site) + differences(opened(self.folder / "content"), content)
        wrong += [f"left over: {path}" for path in leftovers(self.folder)]
        if wrong:
            account.fail(f"the next build differs from a fresh one: {wrong[:5]}")

    @contextmanager
    def watched(self, account: Account) -> Iterator[None]:
        """Read the site all the while; only the known states may be seen."""
        with reading(self.site) as reader:
            yield
        seen = reader.end()
        account.samples += seen.samples
        account.missing += seen.missing
        account.longest = max(account.longest, seen.longest)
        account.fail(*seen.strange([site for site, _ in self.known.values()]))

    def any_operation(self, chance: random.Random, state: int) -> int:
        """One of a build's operations on files; those of rare kinds as often as those of common ones."""
        return chance.choice(chance.choice(self.operations[state]))

    def _ok(self, folder: Path, fault: Fault | None = None) -> None:
        code, said = self.program.run(folder, "build", fault=fault)
        assert not code, said

    def _learn(self, state: int) -> None:
        self.take(state)
        with tempfile.TemporaryDirectory() as place:
            fresh = inputs_of(self.folder, Path(place) / "fresh")
            self._ok(fresh)
            whole = opened(fresh / "site"), opened(fresh / "content")
            log = Path(place) / "log"
            self._ok(self.folder, Fault(log=str(log)))
            self.operations[state] = grouped(log.read_text(encoding="utf-8").splitlines(), self.folder)
        self.known[state] = whole
        found = opened(self.site), opened(self.folder / "content")
        assert found == whole, differences(found[0], whole[0]) + differences(found[1], whole[1])


def leftovers(folder: Path) -> list[str]:
    """What a killed command may leave behind, and the next one must clear away."""
    places = [folder, *(folder / name for name in ("content", "content/editions", ".digest"))]
    hidden = [path for place in places if place.is_dir() for path in place.iterdir() if path.name.startswith(".")]
    return sorted(str(path) for path in hidden if path.name != ".digest")


def grouped(operations: Sequence[str], folder: Path) -> list[list[int]]:
    """The numbers of a build's operations, by kind and place."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(operations):
        place = "/".join(line.removeprefix(" ").replace(str(folder), "").split("/")[:4])
        kinds[re.sub(r"staging-\w+|[0-9a-f]{6,}|\d+|\.yml\.\w+|\S+\.(html|md)\b", "#", place)].append(number)
    return list(kinds.values())


def copied(folder: Path, place: Path) -> Path:
    """A copy of a whole digest."""
    return Path(shutil.copytree(folder, place, symlinks=True))
