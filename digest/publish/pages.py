"""Nouns to Markdown, through the templates: the only file that knows Jinja."""

import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path

import jinja2
import yaml

from digest.errors import TemplateError
from digest.nouns import Edition, Page, Redirect
from digest.publish.addresses import inside, story_address
from digest.publish.almanac import Almanac, almanac
from digest.publish.front_view import edition_view, front_view, lead_quote, numbers_view
from digest.publish.index_views import month_views, outlet_views, person_view
from digest.publish.options import SiteOptions
from digest.publish.safe import Safe, attribute, finalize
from digest.publish.story_view import story_view
from digest.publish.views import MonthView, OutletView, PersonView, StoryView
from digest.publish.wording import count, listed

_RECENT = 60  # stories that the archive's first page lists itself; older months have pages of their own
_DESCRIPTION = 200
_UNSEARCHED: Mapping[str, object] = {"search": {"exclude": True}}


def pages(edition: Edition, options: SiteOptions, *, templates: Path) -> tuple[Page, ...]:
    """Every page of the site, by path. Raises TemplateError, naming the template and the line."""
    book = almanac(edition, options)
    stories = {story.id: story_view(story, book) for story in edition.stories}
    people = tuple(person_view(person, stories, book) for person in edition.people)
    press = _Press(book, templates)
    made = (
        *_front(press, book, stories, people),
        *(_story(press, story) for story in stories.values()),
        *_people(press, people),
        *_outlets(press, outlet_views(stories, book)),
        *_archive(press, month_views(stories, book)),
        *_about(press, book),
        *(_moved(redirect, book) for redirect in edition.redirects if redirect.story in book.stories),
    )
    return tuple(sorted(made, key=lambda page: page.path))


class _Press:
    """The templates, with what all of them get."""

    def __init__(self, book: Almanac, templates: Path) -> None:
        self._jinja = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            autoescape=False,  # noqa: S701 - finalize escapes for Markdown and HTML at once, which Jinja cannot
            finalize=finalize,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._jinja.globals.update(
            site=book.options,
            edition=edition_view(book),
            numbers=numbers_view(book),
            count=count,
            listed=listed,
            lead_quote=lead_quote,
        )
        self._templates = templates

    def print(self, template: str, path: str, title: str, matter: Mapping[str, object], **values: object) -> Page:
        """One page. `matter` goes into its front matter, beside the title."""
        root = Safe("../" * path.count("/") or "./")
        try:
            body = self._jinja.get_template(template).render(root=root, **values)
        except Exception as error:
            raise self._explained(error, template) from error
        return Page(path=path, markdown=front_matter({"title": attribute(title), **matter}) + body)

    def _explained(self, error: Exception, template: str) -> TemplateError:
        if isinstance(error, jinja2.TemplateNotFound):
            return TemplateError(f"{self._templates / (error.name or template)}: this template is missing")
        if isinstance(error, jinja2.TemplateSyntaxError):
            place = f"{self._templates / (error.name or template)}, line {error.lineno}"
            return TemplateError(f"{place}: {error.message}")
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if self._is_template(frame.filename)]
        place = f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else str(self._templates / template)
        return TemplateError(f"{place}: {error}")

    def _is_template(self, name: str) -> bool:
        return Path(name).is_relative_to(self._templates)


def front_matter(values: Mapping[str, object]) -> str:
    """A page's front matter. Values that the theme prints must be escaped with `attribute` before."""
    dumped = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=True, width=10_000)
    return f"---\n{dumped}---\n\n"


def _front(
    press: _Press, book: Almanac, stories: Mapping[str, StoryView], people: tuple[PersonView, ...]
) -> Iterable[Page]:
    front = front_view(stories, people, book)
    hidden = {"hide": ["navigation", "toc"], **_UNSEARCHED}
    yield press.print("index.md.j2", "index.md", book.options.title, hidden, front=front)


def _story(press: _Press, story: StoryView) -> Page:
    sentences = " ".join(sentence.text for sentence in story.sentences)
    front = {"description": attribute(_shortened(sentences)), "hide": ["navigation"], "search": {"boost": 2}}
    return press.print("story.md.j2", f"{story.address}index.md", story.headline, front, story=story)


def _shortened(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else f"{text[:_DESCRIPTION].rpartition(' ')[0]} …"


def _people(press: _Press, people: tuple[PersonView, ...]) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"]}
    yield press.print("people.md.j2", "people/index.md", "People", {**plain, **_UNSEARCHED}, people=people)
    for person in people:
        front = {"description": attribute(f"{person.name}: {person.counted}"), **plain}
        yield press.print("person.md.j2", f"{person.address}index.md", person.name, front, person=person)


def _outlets(press: _Press, outlets: tuple[OutletView, ...]) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"]}
    yield press.print("outlets.md.j2", "outlets/index.md", "Outlets", {**plain, **_UNSEARCHED}, outlets=outlets)
    for outlet in outlets:
        front = {"description": attribute(f"{outlet.name}: {outlet.counted}"), **plain}
        yield press.print("outlet.md.j2", f"{outlet.address}index.md", outlet.name, front, outlet=outlet)


def _archive(press: _Press, months: tuple[MonthView, ...]) -> Iterable[Page]:
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


def _about(press: _Press, book: Almanac) -> Iterable[Page]:
    plain = {"hide": ["navigation", "toc"]}
    unsearched = {**plain, **_UNSEARCHED}
    ledger = book.edition.ledger
    yield press.print("about.md.j2", "about/index.md", "How this digest is made", plain)
    yield press.print("notseen.md.j2", "not-seen/index.md", "Not seen", unsearched)
    if ledger.decisions or ledger.unmatched_rules:
        yield press.print("edited.md.j2", "edited/index.md", "Edited by hand", unsearched)


def _moved(redirect: Redirect, book: Almanac) -> Page:
    story = book.stories[redirect.story]
    path = inside(f"stories/{redirect.slug}/")
    title = attribute(story.told.headline.text)
    front = {
        "title": title,
        "template": "moved.html",
        "moved_to": f"../../{story_address(story)}",
        "moved_to_absolute": f"{book.options.url}{story_address(story)}",
        **_UNSEARCHED,
    }
    return Page(path=f"{path}index.md", markdown=front_matter(front))
