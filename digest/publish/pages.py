"""Nouns to Markdown, through the templates: the only file that knows Jinja."""

import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jinja2
import jinja2.meta
from jinja2 import nodes

from digest.errors import TemplateError
from digest.nouns import Edition, Page
from digest.publish.almanac import Almanac, almanac
from digest.publish.front_view import front_view, lead_quote, numbers_view
from digest.publish.index_views import month_views, outlet_views, person_view
from digest.publish.ledger_view import edition_view
from digest.publish.matter import front_matter
from digest.publish.moved import absent_pages, moved_pages
from digest.publish.options import SiteOptions
from digest.publish.safe import Safe, attribute, finalize
from digest.publish.story_view import story_view
from digest.publish.topic_view import TopicView, topic_views
from digest.publish.views import MonthView, OutletView, PersonView, StoryView
from digest.publish.wording import count, listed

_RECENT = 60  # stories that the archive's first page lists itself; older months have pages of their own
_DESCRIPTION = 200
_UNSEARCHED: Mapping[str, object] = {"search": {"exclude": True}}
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
    "topics.md.j2",
    "topic.md.j2",
)
_GIVEN = frozenset(
    {"site", "edition", "numbers", "root", "front", "story", "people", "person", "outlets", "outlet", "months", "shown"}
    | {"month", "quote", "sentence", "passage", "source", "away", "brief", "own", "lead", "role", "strip"}
    | {"topics", "topic"}
    | {"count", "listed", "lead_quote"}
)


def pages(edition: Edition, options: SiteOptions, *, templates: Path, formerly: Iterable[str] = ()) -> tuple[Page, ...]:
    """Every page of the site, by path. Raises TemplateError, naming the template and the line.

    `formerly` are the `lasting` addresses of earlier editions; each keeps a page.
    """
    book = almanac(edition, options)
    stories = {story.id: story_view(story, book) for story in edition.stories}
    people = tuple(person_view(person, stories, book) for person in edition.people)
    topics = topic_views(stories, people, book)
    press = _Pages(book, templates, topics)
    made = (
        *_front(press, book, stories, people),
        *(_story(press, story) for story in stories.values()),
        *_people(press, people),
        *_outlets(press, outlet_views(stories, book)),
        *_archive(press, month_views(stories, book)),
        *_topics(press, topics),
        *_about(press),
        *moved_pages(book),
    )
    absent = absent_pages(formerly, {page.path for page in made}, book)
    return tuple(sorted((*made, *absent), key=lambda page: page.path))


class _Pages:
    """Prints pages from the templates."""

    def __init__(self, book: Almanac, templates: Path, topics: tuple[TopicView, ...]) -> None:
        self._press = _Press(
            templates,
            {
                "site": book.options,
                "edition": edition_view(book),
                "numbers": numbers_view(book),
                "lead_quote": lead_quote,
                "topics": topics,
            },
        )

    def print(self, template: str, path: str, title: str, matter: Mapping[str, object], **values: object) -> Page:
        """One page. `matter` goes into its front matter, beside the title."""
        root = Safe("../" * path.count("/") or "./")
        body = self._press.print(template, {"root": root, **values})
        return Page(path=path, markdown=front_matter({"title": attribute(title), **matter}) + body)


def _front(
    press: _Pages, book: Almanac, stories: Mapping[str, StoryView], people: tuple[PersonView, ...]
) -> Iterable[Page]:
    front = front_view(stories, people, book)
    hidden = {"hide": ["navigation", "toc"], **_UNSEARCHED}
    # The theme puts the site's own name behind a page's title.
    yield press.print("index.md.j2", "index.md", edition_view(book).weekday or "Front page", hidden, front=front)


def _story(press: _Pages, story: StoryView) -> Page:
    sentences = " ".join(sentence.text for sentence in story.sentences)
    front = {"description": attribute(_shortened(sentences)), "hide": ["navigation"], "search": {"boost": 2}}
    return press.print("story.md.j2", f"{story.address}index.md", story.headline, front, story=story)


def _shortened(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else f"{text[:_DESCRIPTION].rpartition(' ')[0]} …"


def _people(press: _Pages, people: tuple[PersonView, ...]) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"]}
    yield press.print("people.md.j2", "people/index.md", "People", {**plain, **_UNSEARCHED}, people=people)
    for person in people:
        front = {"description": attribute(f"{person.name}: {person.counted}"), **plain}
        yield press.print("person.md.j2", f"{person.address}index.md", person.name, front, person=person)


def _outlets(press: _Pages, outlets: tuple[OutletView, ...]) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"]}
    yield press.print("outlets.md.j2", "outlets/index.md", "Outlets", {**plain, **_UNSEARCHED}, outlets=outlets)
    for outlet in outlets:
        front = {"description": attribute(f"{outlet.name}: {outlet.counted}"), **plain}
        yield press.print("outlet.md.j2", f"{outlet.address}index.md", outlet.name, front, outlet=outlet)


def _topics(press: _Pages, topics: tuple[TopicView, ...]) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"]}
    if topics:
        yield press.print("topics.md.j2", "topics/index.md", "Topics", {**plain, **_UNSEARCHED})
    for topic in topics:
        front = {
            "description": attribute(_shortened(topic.description or topic.query)),
            "feed": str(topic.feed),
            **plain,
        }
        yield press.print("topic.md.j2", f"{topic.address}index.md", topic.name, front, topic=topic)


def _archive(press: _Pages, months: tuple[MonthView, ...]) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"], **_UNSEARCHED}
    listed_months: list[MonthView] = []
    total = 0
    for month in months:
        total += sum(len(day.stories) for day in month.days)
        if listed_months and total > _RECENT:
            break
        listed_months.append(month)
    recent = tuple(listed_months)
    yield press.print("archive.md.j2", "archive/index.md", "Archive", plain, months=months, shown=recent, month=None)
    for month in months:
        title = f"Archive: {month.words}"
        yield press.print(
            "archive.md.j2", f"{month.address}index.md", title, plain, months=months, shown=(month,), month=month
        )


def _about(press: _Pages) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"]}
    unsearched = {**plain, **_UNSEARCHED}
    yield press.print("about.md.j2", "about/index.md", "How this digest is made", plain)
    yield press.print("notseen.md.j2", "not-seen/index.md", "Not seen", unsearched)
    yield press.print("edited.md.j2", "edited/index.md", "Edited by hand", unsearched)


class _Press:
    """The templates of a folder, with what all of them get."""

    def __init__(self, templates: Path, values: Mapping[str, object]) -> None:
        self._folder = templates
        self._jinja = _environment(templates)
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


def _environment(templates: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=False,  # noqa: S701 - finalize escapes for Markdown and HTML at once, which Jinja cannot
        finalize=finalize,
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
