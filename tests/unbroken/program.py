"""The program as a process that can be killed at any operation on files: loaded once, forked for each command."""

import ctypes
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod"}
CHANGES |= {"os.utime", "sqlite3.connect", "subprocess.Popen", "ctypes.dlsym"}
STAGED = re.compile(r"/\.digest-staging-[^/]+/.")  # a path in the staging folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to a command. An operation is the n-th one that changes a file or begins something."""

    kill_at: int = -1  # before this operation
    opened: bool = False  # just behind it instead: a file is created or cut, and nothing written
    delay: float = 0.0  # seconds behind it instead
    log: str = ""  # a file that gets a line an operation
    stop: int = 0  # the signal that comes as soon as something stands in the staging folder
    exchange: bool = True  # False: as on a system that cannot exchange two folders in one step


def fault_at(chance: random.Random, number: int) -> Fault:
    """A kill before an operation, just behind it, or a moment later."""
    return chance.choice(
        (
            Fault(kill_at=number),
            Fault(kill_at=number, opened=True),
            Fault(kill_at=number, delay=chance.uniform(0.0001, 0.05)),
        )
    )


class Program:
    """`digest`, ready to be forked. Use one for one command at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "unbroken.program"]
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            command,
            cwd=Path(__file__).parent.parent,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def begin(self, folder: Path, *words: str, fault: Fault | None = None) -> int:
        """Start a command in a digest's folder; return its process, which leads a group of its own."""
        assert self._process.stdin is not None
        order = {"folder": str(folder), "words": words, "fault": asdict(fault or Fault())}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._answer()["pid"])

    def end(self) -> tuple[int, str]:
        """Wait for the command; its exit code (negative: the signal that ended it), and all that it said."""
        answer = self._answer()
        return int(answer["code"]), str(answer["said"])

    def run(self, folder: Path, *words: str, fault: Fault | None = None) -> tuple[int, str]:
        """Start a command, and wait for it."""
        self.begin(folder, *words, fault=fault)
        return self.end()

    def close(self) -> None:
        """End the process that is forked."""
        self._process.communicate()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the program could not be loaded")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _serve() -> None:
    """Fork for each order on standard input; answer with the process, and with its end."""
    from stories.build import make_article

    import digest.commands._console
    import digest.commands.build
    import digest.commands.rollback
    import digest.pipeline  # noqa: F401 - loaded once for all
    from digest import reading

    reading.analyse([make_article("a", "A ferry sails.")])
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    print("{}", file=answers, flush=True)
    while line := sys.stdin.readline():
        order = json.loads(line)
        with tempfile.TemporaryFile() as said:
            pid = os.fork()
            if not pid:
                _command(order, said.fileno())
            print(json.dumps({"pid": pid}), file=answers, flush=True)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            _end_group(pid)
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
        print(json.dumps({"code": code, "said": text}), file=answers, flush=True)


def _end_group(pid: int) -> None:
    """Whatever a killed command had begun dies with it, as in a shutdown."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _command(order: dict[str, Any], output: int) -> None:
    from digest.cli import main

    os.setsid()
    for stream in (1, 2):
        os.dup2(output, stream)
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8", closefd=False) for stream in (1, 2))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(order["folder"])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _install(Fault(**order["fault"]))
    try:
        main(order["words"], prog_name="digest")
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(end.code or 0))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    os._exit(1)


def _install(fault: Fault) -> None:
    if not fault.exchange:
        _without_exchange()
    if fault.kill_at < 0 and not fault.log and not fault.stop:
        return
    count, stop = 0, fault.stop
    log = Path(fault.log).open("a", encoding="utf-8") if fault.log else None  # noqa: SIM115 - open to the end
    root = str(Path.cwd())

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count, stop
        if not _changes(event, args, root):
            return
        if log:
            print(event, *map(str, args[:2]), file=log, flush=True)
        if stop and any(STAGED.search(str(arg)) for arg in args[:1]):
            now, stop = stop, 0
            os.kill(os.getpid(), now)
        if count == fault.kill_at:
            _kill(fault)
        count += 1

    sys.addaudithook(hook)


def _changes(event: str, args: Sequence[Any], root: str) -> bool:
    if event == "open":
        path = args[0] if isinstance(args[0], str) else os.fsdecode(args[0]) if isinstance(args[0], bytes) else ""
        return bool(args[2] & WRITES) and path.startswith(root)
    return event in CHANGES and (event != "ctypes.dlsym" or "renameat2" in args)


def _kill(fault: Fault) -> None:
    if fault.delay:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process as a kill does: nothing of ours runs any more
        signal.setitimer(signal.ITIMER_REAL, fault.delay)
    elif fault.opened:
        sys.setprofile(_killing)
    else:
        os.kill(os.getpid(), signal.SIGKILL)


def _killing(_frame: FrameType, event: str, _arg: object) -> None:
    if event == "c_return":
        os.kill(os.getpid(), signal.SIGKILL)


def _without_exchange() -> None:
    """Hide renameat2, which other systems than Linux do not have, from everything that asks for it by name."""
    whole = ctypes.CDLL.__getattr__

    def without(library: ctypes.CDLL, name: str) -> Any:
        if name == "renameat2":
            raise AttributeError(name)
        return whole(library, name)

    ctypes.CDLL.__getattr__ = without  # type: ignore[method-assign]


if __name__ == "__main__":
    _serve()
