"""Which pages a site has, and what each gets: nouns to Markdown."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from digest.nouns import Edition, Page
from digest.publish.almanac import Almanac, almanac
from digest.publish.front_view import front_view, lead_quote, numbers_view
from digest.publish.index_views import month_views, outlet_views, person_view
from digest.publish.ledger_view import edition_view
from digest.publish.listings import MonthView, OutletView, PersonView
from digest.publish.matter import front_matter
from digest.publish.moved import absent_pages, moved_pages
from digest.publish.options import SiteOptions
from digest.publish.press import Press
from digest.publish.safe import Safe, attribute
from digest.publish.story_view import story_view
from digest.publish.timeline_view import timeline_view
from digest.publish.topic_view import TopicView, topic_views
from digest.publish.views import StoryView

_RECENT = 60  # stories that the archive's first page lists itself; older months have pages of their own
_DESCRIPTION = 200
_UNSEARCHED: Mapping[str, object] = {"search": {"exclude": True}}


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
        *(_story(press, story, book) for story in stories.values()),
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
        self._press = Press(
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


def _story(press: _Pages, story: StoryView, book: Almanac) -> Page:
    sentences = " ".join(sentence.text for sentence in story.sentences)
    front = {"description": attribute(_shortened(sentences)), "hide": ["navigation"], "search": {"boost": 2}}
    own = book.stories[story.id]
    timeline = timeline_view(own, dict(zip(own.told.group.ids, story.sources, strict=True)), book)
    address = f"{story.address}index.md"
    return press.print("story.md.j2", address, story.headline, front, story=story, timeline=timeline)


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
