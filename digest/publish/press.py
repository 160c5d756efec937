"""The templates, and how they are printed: the only file that knows Jinja."""

import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from digest.errors import TemplateError
from digest.publish.compiled import Asked, of_pages
from digest.publish.languages import Words, catalogue_problems
from digest.publish.languages.printed import NAMES, functions
from digest.publish.safe import Safe, finalize

TEMPLATES = (
    "index.md.j2",
    "story.md.j2",
    "people.md.j2",
    "person.md.j2",
    "outlets.md.j2",
    "outlet.md.j2",
    "archive.md.j2",
    "year.md.j2",
    "month.md.j2",
    "day.md.j2",
    "about.md.j2",
    "notseen.md.j2",
    "edited.md.j2",
    "edition.md.j2",
    "editions.md.j2",
    "topics.md.j2",
    "topic.md.j2",
    "feeds.md.j2",
)
_GIVEN = frozenset(
    {"site", "edition", "numbers", "root", "front", "story", "people", "person", "outlets", "outlet", "months", "shown"}
    | {"mail", "accent", "ref", "links"}
    | {"month", "quote", "sentence", "passage", "source", "away", "brief", "own", "lead", "role", "strip"}
    | {"topics", "topic", "past", "editions", "timeline", "decisions", "decision"}
    | {"archive", "year", "day", "shelf", "shelves", "total", "entry", "lines", "base", "heading", "said", "mentioned"}
    | {"seen", "articles", "missing", "most", "receipts", "side", "why"}
    | NAMES
)
_INCLUDING = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
_PIECE = "a piece of the template"  # a filter that no template can name


class _Pieces(CodeGenerator):
    """What `{% set name %}…{% endset %}` holds is safe as it is: all that was printed in it has been escaped.

    So such a piece can stand in a label, or be printed again. What a template asks for is noted on the way: to look for
    it takes as long as to compile.
    """

    environment: "_Environment"
    name: str

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - the name is Jinja’s
        included: set[str | None] = set()
        for found in node.find_all((nodes.AssignBlock, *_INCLUDING)):
            if not isinstance(found, nodes.AssignBlock):
                included.update(jinja2.meta.find_referenced_templates(nodes.Template([found])))
            elif found.filter is None:
                found.filter = nodes.Filter(None, _PIECE, [], [], None, None, lineno=found.lineno)
        self.environment.asked[self.name] = Asked(set(), frozenset(included))
        super().visit_Template(node, frame)

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        asked = (name for action, name in frame.symbols.loads.values() if action == "resolve" and name)
        self.environment.asked[self.name].names.update(asked)


class _Environment(jinja2.Environment):
    code_generator_class = _Pieces

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.asked: dict[str, Asked] = {}  # by template
        self._ready: dict[str, jinja2.Template] = {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the name is Jinja’s
    ) -> jinja2.Template:
        """A loaded template as it is: Jinja would copy all globals into it first, at each of a page's many includes."""
        if globals is not None or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self._ready:
            self._ready[name] = super().get_template(name, parent)
        return self._ready[name]


class Press:
    """The templates of a folder, with what all of them get, and the language of their labels.

    `escape` is the last step for every printed value.
    """

    def __init__(
        self,
        templates: Path,
        values: Mapping[str, object],
        words: Words,
        *,
        escape: Callable[[object], str] = finalize,
    ) -> None:
        self._folder = templates
        self._names: dict[str, frozenset[str]] = {}  # by template
        self._jinja = _environment(templates, escape)
        self._jinja.globals.update(functions(words))
        self._jinja.globals.update(values)

    def names(self, template: str) -> frozenset[str]:
        """What a template, or one that it includes, may ask for by name; nothing for one that cannot be read."""
        if template not in self._names:
            self._names[template] = frozenset(self._asked(template, set()))
        return self._names[template]

    def print(self, template: str, values: Mapping[str, object]) -> str:
        """The template's text. Raises TemplateError, naming the template and the line."""
        try:
            return self._jinja.get_template(template).render(values)
        except Exception as error:  # whatever a template does wrong, its author must learn where
            raise TemplateError(_explained(error, self._folder, template)) from error

    def _asked(self, template: str, seen: set[str]) -> Iterator[str]:
        """The names that a template does not set itself, then those of each that it may include."""
        seen.add(template)
        try:
            self._jinja.get_template(template)
        except (OSError, UnicodeDecodeError, jinja2.TemplateError):
            return  # printing it says what is wrong
        asked = self._jinja.asked[template]
        yield from asked.names
        included = {one for one in asked.included if one}
        if None in asked.included:
            included |= {path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*.j2")}
        for name in sorted(included):
            if name not in seen:
                yield from self._asked(name, seen)


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
            yield from _missing_parts(path, tree, templates)
    yield from catalogue_problems(templates / "languages")


def _environment(templates: Path, escape: Callable[[object], str] = finalize) -> _Environment:
    environment = _Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=False,  # finalize escapes for Markdown and HTML at once, which Jinja cannot
        finalize=escape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # a build prints with the templates that it began with
        bytecode_cache=of_pages(escape),
    )
    environment.filters[_PIECE] = Safe
    return environment


def _unknown_names(path: Path, tree: nodes.Template) -> Iterator[str]:
    unknown = jinja2.meta.find_undeclared_variables(tree) - _GIVEN - {"range", "dict", "namespace", "cycler", "joiner"}
    for name in sorted(unknown):
        line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == name)
        yield f"{path}, line {line}: '{name}' is nothing that a template gets"


def _missing_parts(path: Path, tree: nodes.Template, templates: Path) -> Iterator[str]:
    for name in sorted(filter(None, set(jinja2.meta.find_referenced_templates(tree)))):
        if not (templates / name).is_file():
            yield f"{path}: includes {name}, which is missing"


def _explained(error: Exception, folder: Path, template: str) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return f"{folder / (error.name or template)}: this template is missing"
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{folder / (error.name or template)}, line {error.lineno}: {error.message}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(folder))]
    place = f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else str(folder / template)
    return f"{place}: {error}"
