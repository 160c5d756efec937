"""A hook of MkDocs: it gives the templates of `theme` the labels in the digest's language."""

from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from digest.publish.compiled import of_theme
from digest.publish.languages import words_of
from digest.publish.languages.printed import functions


def on_env(env: jinja2.Environment, *, config: MkDocsConfig, **_: object) -> jinja2.Environment:
    """MkDocs calls this before it prints a page. What a label holds is escaped, as in the digest's own templates."""
    env.bytecode_cache = of_theme()
    own = config.extra["catalogues"]
    env.globals.update(functions(words_of(config.extra["language"], Path(own) if own else None)))
    return env
