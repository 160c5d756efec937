"""Pagefind, the only file that knows it: pages of words become an index that a browser loads in parts."""

import base64
import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO, Any

from pagefind_bin import get_executable  # type: ignore[import-untyped] # ships no types

from digest.errors import BuildError

_AT_ONCE = 1 << 20  # bytes read from the program
_ENGINE = ("pagefind.js", "pagefind-worker.js", "wasm.")  # what a browser needs once, whatever it searches
_UNUSED = ("pagefind-", "filter/")  # its own search box; its filters, which differ from run to run
_ENTRY = "pagefind-entry.json"


def indexed(pages: Sequence[tuple[str, str]], *, language: str, engine: bool) -> Mapping[str, bytes]:
    """The files of an index of (address, HTML), by path; those that run it only with `engine`.

    The same pages in the same order give the same bytes. Raises BuildError, OSError.
    """
    command = [str(get_executable()), "--service"]
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(  # noqa: S603 - the program of an installed package, no shell, no text of an article
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told
        ) as program,
    ):
        config = {"force_language": language.partition("-")[0] or "en"}
        made = _asked(program, {"type": "NewIndex", "config": config}, told)
        name = {"index_id": made["index_id"]}
        for address, page in pages:
            _asked(program, {"type": "AddFile", **name, "url": f"/{address}", "file_contents": page}, told)
        files = _asked(program, {"type": "GetFiles", **name}, told)["files"]
    return {one["path"]: base64.b64decode(one["content"]) for one in files if _wanted(one["path"], engine=engine)}


def _wanted(path: str, *, engine: bool) -> bool:
    if path.startswith(_ENGINE):
        return engine
    return path == _ENTRY or not path.startswith(_UNUSED)


def _asked(program: "subprocess.Popen[bytes]", payload: Mapping[str, object], told: IO[bytes]) -> Any:
    """One answer to one question; both are JSON in base64 and end with a comma."""
    asking, answering = program.stdin, program.stdout
    if asking is None or answering is None:
        raise _failed(told)
    message = json.dumps({"message_id": 1, "payload": payload}).encode()
    try:
        asking.write(base64.b64encode(message) + b",")
        asking.flush()
    except BrokenPipeError:
        raise _failed(told) from None
    heard = b""
    while not heard.endswith(b","):
        more = answering.read1(_AT_ONCE)  # type: ignore[attr-defined] # a buffered reader
        if not more:
            raise _failed(told)
        heard += more
    answer = json.loads(base64.b64decode(heard))["payload"]
    if answer["type"] == "Error":
        raise BuildError(f"the search index could not be made:\n{answer.get('message', '')}")
    return answer


def _failed(told: IO[bytes]) -> BuildError:
    told.seek(0)
    words = told.read().decode("utf-8", "replace").strip()[-1000:]
    return BuildError(f"the search index could not be made:\n{words}")
