"""The templates, and how they are printed: the only file that knows Jinja."""

import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import jinja2
import jinja2.meta
from jinja2 import nodes

from digest.errors import TemplateError
from digest.publish.safe import finalize
from digest.publish.wording import count, listed

TEMPLATES = (
    "index.md.j2",
    "story.md.j2",
    "people.md.j2",
    "person.md.j2",
    "outlets.md.j2",
    "outlet.md.j2",
    "archive.md.j2",
    "about.md.j2",
    "notseen.md.j2",
    "edited.md.j2",
    "edition.md.j2",
    "editions.md.j2",
    "topics.md.j2",
    "topic.md.j2",
)
_GIVEN = frozenset(
    {"site", "edition", "numbers", "root", "front", "story", "people", "person", "outlets", "outlet", "months", "shown"}
    | {"month", "quote", "sentence", "passage", "source", "away", "brief", "own", "lead", "role", "strip"}
    | {"topics", "topic", "past", "editions", "timeline", "decisions", "decision"}
    | {"seen", "articles", "missing", "most"}
    | {"mail", "accent", "ref", "links"}
    | {"count", "listed"}
)


class Press:
    """The templates of a folder, with what all of them get; `escape` is the last step for every printed value."""

    def __init__(
        self, templates: Path, values: Mapping[str, object], escape: Callable[[object], str] = finalize
    ) -> None:
        self._folder = templates
        self._jinja = _environment(templates, escape)
        self._jinja.globals.update(values)

    def print(self, template: str, values: Mapping[str, object]) -> str:
        """The template's text. Raises TemplateError, naming the template and the line."""
        try:
            return self._jinja.get_template(template).render(values)
        except Exception as error:  # whatever a template does wrong, its author must learn where
            raise TemplateError(_explained(error, self._folder, template)) from error


def template_problems(templates: Path) -> Iterator[str]:
    """Everything that is wrong with the templates and can be seen without an edition, in words."""
    environment = _environment(templates)
    for name in TEMPLATES:
        if not (templates / name).is_file():
            yield f"{templates / name}: this template is missing"
    for path in sorted(templates.rglob("*.j2")):
        name = path.relative_to(templates).as_posix()
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"), name)
        except jinja2.TemplateSyntaxError as error:
            yield _explained(error, templates, name)
        except UnicodeDecodeError as error:
            yield f"{path}: not UTF-8 text ({error})"
        except OSError as error:
            yield f"{path}: cannot be read ({error.strerror})"
        else:
            yield from _unknown_names(path, tree)


def _environment(templates: Path, escape: Callable[[object], str] = finalize) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=False,  # noqa: S701 - finalize escapes for Markdown and HTML at once, which Jinja cannot
        finalize=escape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(count=count, listed=listed)
    return environment


def _unknown_names(path: Path, tree: nodes.Template) -> Iterator[str]:
    unknown = jinja2.meta.find_undeclared_variables(tree) - _GIVEN - {"range", "dict", "namespace", "cycler", "joiner"}
    for name in sorted(unknown):
        line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
        yield f"{path}, line {line}: '{name}' is nothing that a template gets"


def _explained(error: Exception, folder: Path, template: str) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"{folder / (error.name or template)}: this template is missing"
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{folder / (error.name or template)}, line {error.lineno}: {error.message}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(folder))]
    place = f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else str(folder / template)
    return f"{place}: {error}"
