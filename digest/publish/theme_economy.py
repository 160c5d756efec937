"""A hook of MkDocs: it spares what MkDocs does for each page without changing a byte of it."""

import gc

import jinja2
from mkdocs.structure import pages

_GARBAGE = 20_000  # new objects before any cycle is looked for: pages are many, and live until the last is written


class _NoPlaces(pages._RawHTMLPreprocessor):  # noqa: SLF001 - MkDocs has no setting for it
    """Looks for no places in a page's own HTML.

    MkDocs parses it all once more to remark on links to places, at a level that nobody sees. The gate follows every
    link of the finished page.
    """

    def run(self, lines: list[str]) -> list[str]:
        return lines


def on_startup(**_: object) -> None:
    """MkDocs calls this first."""
    gc.set_threshold(_GARBAGE)
    pages._RawHTMLPreprocessor = _NoPlaces  # type: ignore[misc]  # noqa: SLF001 - as above


def on_env(env: jinja2.Environment, **_: object) -> jinja2.Environment:
    """MkDocs calls this before it prints a page. The theme stays as it is while it is printed."""
    env.auto_reload = False
    return env
