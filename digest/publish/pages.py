"""Which pages a site has, and what each gets: nouns to Markdown."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from digest.nouns import Edition, Page
from digest.publish.almanac import Almanac, almanac
from digest.publish.edited_view import decision_views
from digest.publish.front_view import front_view, numbers_view
from digest.publish.headings import with_own_id
from digest.publish.index_views import month_views, outlet_views, person_view
from digest.publish.ledger_view import edition_view
from digest.publish.listings import MonthView, OutletView, PersonView
from digest.publish.matter import front_matter
from digest.publish.moved import absent_pages, moved_pages
from digest.publish.notseen_view import notseen_view
from digest.publish.options import SiteOptions
from digest.publish.past_pages import past_pages
from digest.publish.past_view import PastView, by_month, past_views
from digest.publish.press import Press
from digest.publish.safe import Safe, attribute
from digest.publish.story_view import story_view
from digest.publish.timeline_view import timeline_view
from digest.publish.topic_view import TopicView, topic_views
from digest.publish.views import StoryView
from digest.store import Store

_EDITIONS = 10  # that the archive's first page lists
_RECENT = 60  # stories that the archive's first page lists itself; older months have pages of their own
_DESCRIPTION = 200
_PLAIN: Mapping[str, object] = {"hide": ["navigation", "toc"]}


def pages(
    edition: Edition,
    options: SiteOptions,
    *,
    templates: Path,
    formerly: Iterable[str] = (),
    store: Store | None = None,
) -> tuple[Page, ...]:
    """Every page of the site, by path. Raises TemplateError, naming the template and the line.

    `formerly` are the `lasting` addresses of earlier editions; each keeps a page. `store` remembers the pages of past
    editions.
    """
    book = almanac(edition, options)
    stories = {story.id: story_view(story, book) for story in edition.stories}
    people = tuple(person_view(person, stories, book) for person in edition.people)
    topics = topic_views(stories, people, book)
    editions = past_views(book)
    press = _Pages(book, templates, topics)
    made = (
        *_front(press, book, stories),
        *(_story(press, story, book) for story in stories.values()),
        *_people(press, people),
        *_outlets(press, outlet_views(stories, book)),
        *_archive(press, month_views(stories, book), editions),
        *_editions(press, editions, book),
        *past_pages(editions, options, templates=templates, store=store or Store(None)),
        *_topics(press, topics),
        *_about(press, book),
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
                "topics": topics,
            },
        )

    def print(self, template: str, path: str, title: str, matter: Mapping[str, object], **values: object) -> Page:
        """One page. `matter` goes into its front matter, beside the title."""
        root = Safe("../" * path.count("/") or "./")
        body = with_own_id(self._press.print(template, {"root": root, **values}))
        return Page(path=path, markdown=front_matter({"title": attribute(title), **matter}) + body)


def _front(press: _Pages, book: Almanac, stories: Mapping[str, StoryView]) -> Iterable[Page]:
    front = front_view(stories, book)
    # The theme puts the site's own name behind a page's title.
    yield press.print("index.md.j2", "index.md", edition_view(book).weekday or "Front page", _PLAIN, front=front)


def _story(press: _Pages, story: StoryView, book: Almanac) -> Page:
    sentences = " ".join(sentence.text for sentence in story.sentences)
    front = {"description": attribute(_shortened(sentences)), "hide": ["navigation"]}
    own = book.stories[story.id]
    timeline = timeline_view(own, dict(zip(own.told.group.ids, story.sources, strict=True)), book)
    address = f"{story.address}index.md"
    return press.print("story.md.j2", address, story.headline, front, story=story, timeline=timeline)


def _shortened(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else f"{text[:_DESCRIPTION].rpartition(' ')[0]} …"


def _people(press: _Pages, people: tuple[PersonView, ...]) -> Iterable[Page]:
    yield press.print("people.md.j2", "people/index.md", "People", _PLAIN, people=people)
    for person in people:
        front = {"description": attribute(f"{person.name}: {person.counted}"), **_PLAIN}
        yield press.print("person.md.j2", f"{person.address}index.md", person.name, front, person=person)


def _outlets(press: _Pages, outlets: tuple[OutletView, ...]) -> Iterable[Page]:
    yield press.print("outlets.md.j2", "outlets/index.md", "Outlets", _PLAIN, outlets=outlets)
    for outlet in outlets:
        front = {"description": attribute(f"{outlet.name}: {outlet.counted}"), **_PLAIN}
        yield press.print("outlet.md.j2", f"{outlet.address}index.md", outlet.name, front, outlet=outlet)


def _topics(press: _Pages, topics: tuple[TopicView, ...]) -> Iterable[Page]:
    if topics:
        yield press.print("topics.md.j2", "topics/index.md", "Topics", _PLAIN)
    for topic in topics:
        front = {
            "description": attribute(_shortened(topic.description or topic.query)),
            "feed": str(topic.feed),
            **_PLAIN,
        }
        yield press.print("topic.md.j2", f"{topic.address}index.md", topic.name, front, topic=topic)


def _editions(press: _Pages, editions: tuple[PastView, ...], book: Almanac) -> Iterable[Page]:
    if editions:
        yield press.print("editions.md.j2", "editions/index.md", "Editions", _PLAIN, shown=by_month(editions, book))


def _archive(press: _Pages, months: tuple[MonthView, ...], editions: tuple[PastView, ...]) -> Iterable[Page]:
    listed_months: list[MonthView] = []
    total = 0
    for month in months:
        total += sum(len(day.stories) for day in month.days)
        if listed_months and total > _RECENT:
            break
        listed_months.append(month)
    recent = tuple(listed_months)
    shown = {"months": months, "shown": recent, "month": None, "editions": editions[:_EDITIONS]}
    yield press.print("archive.md.j2", "archive/index.md", "Archive", _PLAIN, **shown)
    for month in months:
        title = f"Archive: {month.words}"
        yield press.print(
            "archive.md.j2",
            f"{month.address}index.md",
            title,
            _PLAIN,
            months=months,
            shown=(month,),
            month=month,
            editions=(),
        )


def _about(press: _Pages, book: Almanac) -> Iterable[Page]:
    yield press.print("about.md.j2", "about/index.md", "How this digest is made", _PLAIN)
    yield press.print("notseen.md.j2", "not-seen/index.md", "Not seen", _PLAIN, seen=notseen_view(book))
    yield press.print("edited.md.j2", "edited/index.md", "Edited by hand", _PLAIN, decisions=decision_views(book))
