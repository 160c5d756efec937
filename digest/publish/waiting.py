"""MkDocs in a process of its own, which loads before it is told what to build: on standard input, configurations.

Each is built by a copy of this process, which has loaded all, and whose memory is free afterwards.
"""

import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import wait
from pathlib import Path

import jinja2
import markdown  # type: ignore[import-untyped]
from jinja2 import meta
from mkdocs.__main__ import cli
from mkdocs.commands import build as _build  # noqa: F401 - what the command imports when it is called
from mkdocs.theme import Theme

from digest.publish import theme_words  # noqa: F401 - the hook, which imports the labels
from digest.publish.builder import EXTENSIONS, THEME
from digest.publish.compiled import of_theme

_PAGES = ("main.html", "404.html")


def get_ready() -> None:
    """Load the extensions of Markdown, and compile the theme's templates that pages are made of."""
    markdown.Markdown(extensions=list(EXTENSIONS))
    theme = Theme(name="material", custom_dir=str(THEME))
    loader, environment = jinja2.FileSystemLoader(theme.dirs), theme.get_env()
    environment.bytecode_cache = of_theme()
    waiting, seen = list(_PAGES), set(_PAGES)
    while waiting:
        name = waiting.pop()
        environment.get_template(name)
        source, _, _ = loader.get_source(environment, name)
        more = set(filter(None, meta.find_referenced_templates(environment.parse(source)))) - seen
        waiting += sorted(more)
        seen |= more


def main() -> None:
    """Get ready, and build what each line asks for, until there is none; each is answered with its exit code.

    Where a process cannot be copied, this one builds the first, and ends with its exit code instead.
    """
    get_ready()
    while config := sys.stdin.readline().rstrip("\n"):
        if "fork" not in multiprocessing.get_all_start_methods():
            _build_site(config)
        sys.stdout.write(f"{_built_by_a_copy(config)}\n")
        sys.stdout.flush()


def _built_by_a_copy(config: str) -> int | None:
    """Build; the exit code. A copy that still builds when this process ends ends with it, and both with who asked.

    Afterwards this process ends at once when it is asked to: to take down all that it has loaded takes .4 s.
    """
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    copy = multiprocessing.get_context("fork").Process(target=_build_for_a_parent, args=(config,), daemon=True)
    copy.start()
    if sys.stdin.fileno() in wait([copy.sentinel, sys.stdin.fileno()]):  # nobody waits for the answer
        sys.exit()
    copy.join()
    signal.signal(signal.SIGTERM, before)
    return copy.exitcode


def _build_for_a_parent(config: str) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _build_site(config)


def _end_with_parent() -> None:
    """End where the parent was killed: nobody waits for these pages any more."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _build_site(config: str) -> None:
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # on which only answers are given
    os.chdir(Path(config).parent)
    cli(["build", "--strict", "--config-file", config], prog_name="mkdocs")


if __name__ == "__main__":
    main()
