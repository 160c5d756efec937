"""A hook of MkDocs: it spares what MkDocs does for each page without changing a byte of it."""

import jinja2
from mkdocs.structure import pages


class _NoPlaces(pages._RawHTMLPreprocessor):  # noqa: SLF001 - MkDocs has no setting for it
    """Looks for no places in a page's own HTML.

    MkDocs parses it all once more to remark on links to places, at a level that nobody sees. The gate follows every
    link of the finished page.
    """

    def run(self, lines: list[str]) -> list[str]:
        return lines


def on_startup(**_: object) -> None:
    """MkDocs calls this first."""
    pages._RawHTMLPreprocessor = _NoPlaces  # type: ignore[misc]  # noqa: SLF001 - as above


def on_env(env: jinja2.Environment, **_: object) -> jinja2.Environment:
    """MkDocs calls this before it prints a page. The theme stays as it is while it is printed."""
    env.auto_reload = False
    return env
