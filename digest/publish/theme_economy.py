"""A hook of MkDocs: it spares what MkDocs does for each page without changing a byte of it."""

import gc
import os
from pathlib import Path

import jinja2
from markdown import preprocessors  # type: ignore[import-untyped]
from mkdocs.structure import pages

from digest.publish.html_blocks import PlainExtractor

_GARBAGE = 20_000  # new objects before any cycle is looked for: pages are many, and live until the last is written


def _as_they_are(_: object, lines: list[str]) -> list[str]:
    """In place of MkDocs' look for places in a page's own HTML.

    It parses all of it once more, to remark on links to places at a level that nobody sees. The gate follows every link
    of the finished page.
    """
    return lines


def _not_hidden(self: jinja2.FileSystemLoader) -> list[str]:
    """In place of Jinja's list of templates, from which MkDocs takes the theme's style sheets and scripts.

    MkDocs passes over what lies in hidden folders; the theme has fourteen thousand icons there.
    """
    found: set[str] = set()
    for place in map(os.fspath, self.searchpath):
        for folder, below, names in os.walk(place, followlinks=self.followlinks):
            below[:] = [name for name in below if not name.startswith(".")]
            found.update(Path(folder, name).relative_to(place).as_posix() for name in names)
    return sorted(found)


def on_startup(**_: object) -> None:
    """MkDocs calls this first."""
    gc.set_threshold(_GARBAGE)
    looking = getattr(pages, "_RawHTMLPreprocessor", None)  # MkDocs has no setting for it; without it nothing is spared
    if looking is not None:
        looking.run = _as_they_are
    jinja2.FileSystemLoader.list_templates = _not_hidden  # type: ignore[method-assign]
    preprocessors.HTMLExtractor = PlainExtractor  # likewise: nothing is spared where Markdown asks for another name


def on_env(env: jinja2.Environment, **_: object) -> jinja2.Environment:
    """MkDocs calls this before it prints a page. The theme stays as it is while it is printed."""
    env.auto_reload = False
    return env
