"""A hook of MkDocs: it spares what MkDocs does for each page without changing a byte of it."""

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import markdown  # type: ignore[import-untyped]
from jinja2.runtime import Context
from markdown import preprocessors
from mkdocs.structure import pages

from digest.publish.html_blocks import PlainExtractor

_GARBAGE = 20_000  # new objects before any cycle is looked for: pages are many, and live until the last is written
# Parts of the theme, and of ours, that say of a page only how to get from it to the same few places.
_ALIKE = ("alternate", "icons", "javascripts/base", "javascripts/palette", "logo", "nav", "palette", "tabs")
_LANGUAGE = "partials/language.html"


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
    pages.markdown = SimpleNamespace(**{**vars(markdown), "Markdown": _Converter()})  # type: ignore[attr-defined]


def on_env(env: jinja2.Environment, **_: object) -> jinja2.Environment:
    """MkDocs calls this before it prints a page. The theme stays as it is while it is printed."""
    env.auto_reload = False
    for name in _ALIKE:
        with suppress(jinja2.TemplateNotFound):  # the theme has no such part
            _print_once_a_folder(env.get_template(f"partials/{name}.html"))
    with suppress(jinja2.TemplateNotFound):
        _import_once(env.get_template(_LANGUAGE))
    return env


class _Converter:
    """One converter of Markdown for all pages, where MkDocs makes one for each: all are given the same settings."""

    def __init__(self) -> None:
        self._made: Any = None

    def __call__(self, **settings: Any) -> Any:
        if self._made is None:
            self._made = markdown.Markdown(**settings)
        return self._made.reset()


def _print_once_a_folder(part: jinja2.Template) -> None:
    """Let pages of one folder share what a part says of them: from all of them, links to elsewhere are the same.

    A page at the root may be one of the places to which the links lead; it is printed by itself.
    """
    plain, known = part.root_render_func, dict[str, str]()

    def root(context: Context) -> Iterator[str]:
        page = context.resolve("page")
        folder = page.url.rstrip("/").rpartition("/")[0] if page else ""
        if not folder:
            yield from plain(context)
            return
        if folder not in known:
            known[folder] = "".join(plain(context))
        yield known[folder]

    part.root_render_func = root


def _import_once(labels: jinja2.Template) -> None:
    """Let all pages share the theme's labels, which depend on its settings alone."""
    make, made = labels.make_module, list[Any]()

    def module(*given: Any) -> Any:
        if not made:
            made.append(make(*given))
            made[0].t = cache(made[0].t)
        return made[0]

    labels.make_module = module  # type: ignore[assignment, method-assign]
