"""Whether all is as a finished build left it, told by a look at the files alone: then there is nothing to do.

Nothing else of the program is imported for it, and no file of the site is touched.
"""

import json
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from digest.file_states import Listing, UnsureError, present, program, state, tree

WORK = ".digest"  # beside the configuration
MEMORY = "built.json"  # in the work folder
STORE = "store.sqlite"  # likewise; who removed it wants a build in full
NO_ARTICLE = ".yml"  # what editors and `digest fetch` write beside the articles
OURS = ("stories.lock.yml", "editions")  # directly in the content folder: a build writes them itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a build finds what it reads, and puts what it makes; absolute paths."""

    config: str
    content: str
    templates: tuple[str, ...]  # the digest's own, be they there or not, and those that were used
    logo: str  # that of the configuration where there is none
    output: str
    work: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a build said of itself."""

    lines: tuple[str, ...]
    edition: str  # the last line of all, but for what became of the site
    doubts: bool  # whether --strict would have failed
    again: bool = False  # whether a repeat may do better, though nothing changes meanwhile


class Glance:
    """One look at the files of the content folder, for whoever asks first and for who asks next.

    What changes after it is seen, or hidden, by the build itself: what a file says of its change is then another thing
    than it was, or so young that its bytes are compared as well.
    """

    def __init__(self) -> None:
        self._listings: dict[str, Listing] = {}

    def at(self, content: str) -> Listing:
        """The files of a content folder, but for what a build writes itself. Raises OSError."""
        if content not in self._listings:
            self._listings[content] = Listing(content, leave_out=frozenset(OURS))
        return self._listings[content]


class Watch:
    """Watches the inputs of a build from before it begins, so that a change while it runs is no secret.

    It begins with the `glance` of this run, where there was one.
    """

    def __init__(self, places: Places, glance: Glance | None = None) -> None:
        self._places, self._glance = places, glance or Glance()
        self._warnings = _Warnings()
        self._since = 0
        self._inputs = self._ours = ""

    def __enter__(self) -> Self:
        logging.getLogger("digest").addHandler(self._warnings)
        with suppress(OSError, UnsureError):
            self._since = present(Path(self._places.work))
            self._ours = _ours(self._places, self._since)
            self._inputs = _inputs(self._places, self._since, self._glance)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("digest").removeHandler(self._warnings)

    def remembered(self) -> None:
        """Look at the lock file and the editions again: the build has just written them."""
        with suppress(OSError, UnsureError):
            self._ours = _ours(self._places, self._since)

    def keep(self, told: Told, asked: Mapping[str, object], *, site: str) -> None:
        """Remember the finished build, unless its inputs changed meanwhile.

        One that warned of what is not in `told` is to be made again. `site` is the digest of the site's tree as the
        build left it: what came after that, this must not bless.
        """
        memory = Path(self._places.work) / MEMORY
        with suppress(OSError, UnsureError):
            memory.unlink(missing_ok=True)
            found = _found(self._places, self._since, asked, Glance())
            if self._inputs == found["inputs"] and self._ours == found["ours"]:
                told = replace(told, again=told.again or self._warnings.count > 0)
                _write(memory, {"told": asdict(told), "places": asdict(self._places), "found": found, "site": site})


def told_before(
    config: Path, asked: Mapping[str, object], *, strict: bool, glance: Glance | None = None
) -> Told | None:
    """What the last build said, where one that is `asked` the same would make the same again; else None.

    Never raises: whatever is amiss is for a build in full to tell.
    """
    config = config.resolve()
    with suppress(OSError, UnsureError, ValueError, TypeError, KeyError, AttributeError):
        data = json.loads((config.parent / WORK / MEMORY).read_bytes())
        places, told = _of(Places, data["places"]), _of(Told, data["told"])
        if places.config == str(config) and not (told.again or (strict and told.doubts)):
            same = _found(places, data["found"]["since"], asked, glance or Glance()) == data["found"]
            # The site has the most files by far: where anything else has changed, nobody need look at them here.
            return told if same and tree(places.output) == data["site"] else None
    return None


def news(config: Path, glance: Glance | None = None) -> tuple[str, ...]:
    """The files, some of which hold articles that the last build has not seen and nobody has analysed: so it seems.

    Never raises.
    """
    from digest.analysed import all_analysed  # only now: where nothing has changed, no store is asked

    with suppress(OSError, ValueError, TypeError, KeyError):
        data = json.loads((config.resolve().parent / WORK / MEMORY).read_bytes())
        young = (glance or Glance()).at(data["places"]["content"]).younger(data["found"]["since"])
        found = tuple(name for name in young if not name.endswith(NO_ARTICLE))
        if found and not all_analysed([*map(Path, found)], Path(data["places"]["work"]) / STORE):
            return found
    return ()


def _of(kind: Any, data: Mapping[str, Any]) -> Any:
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in data.items()})


def _found(places: Places, since: int, asked: Mapping[str, object], glance: Glance) -> dict[str, object]:
    """All that must stay the same beside the site, as it is now. Raises OSError and UnsureError."""
    return {
        "asked": {name: str(value) for name, value in asked.items()},
        "since": since,
        "program": program(),
        "inputs": _inputs(places, since, glance),
        "ours": _ours(places, since),
        "store": (Path(places.work) / STORE).stat().st_ino,
    }


def _inputs(places: Places, since: int, glance: Glance) -> str:
    files = (places.config, places.logo, *places.templates)
    return state(glance.at(places.content), since=since) + state(*files, since=since)


def _ours(places: Places, since: int) -> str:
    return state(*(os.path.join(places.content, name) for name in OURS), since=since)  # noqa: PTH118 - text


def _write(memory: Path, data: Mapping[str, object]) -> None:
    beside = memory.with_suffix(".new")  # one name: what a killed build left there, the next one overwrites
    beside.write_text(json.dumps(data), encoding="utf-8")
    beside.replace(memory)


class _Warnings(logging.Handler):
    """Counts what is said besides the report, and would not be said again."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - the base class's signature
        """Count one."""
        self.count += 1
