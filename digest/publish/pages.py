"""Which pages a site has, and what each gets: nouns to Markdown."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from digest.nouns import Edition, Page
from digest.publish.almanac import Almanac, almanac
from digest.publish.edited_view import decision_views
from digest.publish.front_view import front_view, numbers_view
from digest.publish.headings import with_own_id
from digest.publish.heads import Heads, head_matter
from digest.publish.index_pages import Sheet, index_sheets
from digest.publish.ledger_view import edition_view
from digest.publish.matter import front_matter
from digest.publish.moved import absent_pages, moved_pages
from digest.publish.notseen_view import notseen_view
from digest.publish.options import SiteOptions
from digest.publish.past_pages import past_pages
from digest.publish.past_view import past_views
from digest.publish.person_view import person_views
from digest.publish.press import Press
from digest.publish.safe import Safe, attribute
from digest.publish.story_view import story_view
from digest.publish.timeline_view import timeline_view
from digest.publish.topic_view import TopicView, topic_views
from digest.publish.views import StoryView
from digest.store import Store

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
    people = person_views(edition.people, stories, book)
    topics = topic_views(stories, people, book)
    editions = past_views(book)
    press = _Pages(book, templates, topics)
    made = (
        *_front(press, book, stories),
        *(_story(press, story, book) for story in stories.values()),
        *(_sheet(press, sheet) for sheet in index_sheets(stories, people, topics, editions, book)),
        *past_pages(editions, options, templates=templates, store=store or Store(None)),
        *_about(press, book),
        *moved_pages(book),
    )
    absent = absent_pages(formerly, {page.path for page in made}, book)
    return tuple(sorted((*made, *absent), key=lambda page: page.path))


class _Pages:
    """Prints pages from the templates."""

    def __init__(self, book: Almanac, templates: Path, topics: tuple[TopicView, ...]) -> None:
        self._heads, self._options = Heads(book), book.options
        self._press = Press(
            templates,
            {
                "site": book.options,
                "edition": edition_view(book),
                "numbers": numbers_view(book),
                "topics": topics,
            },
            book.words,
        )

    def print(self, template: str, path: str, title: str, matter: Mapping[str, object], **values: object) -> Page:
        """One page. `matter` goes into its front matter, beside the title."""
        root = Safe("../" * path.count("/") or "./")
        body = with_own_id(self._press.print(template, {"root": root, **values}))
        head = self._heads.of(path, title)
        front = front_matter({**head_matter(head, title, self._options), **matter})
        return Page(path=path, markdown=front + body, changed=head.changed)


def _front(press: _Pages, book: Almanac, stories: Mapping[str, StoryView]) -> Iterable[Page]:
    front = front_view(stories, book)
    # The theme puts the site's own name behind a page's title.
    title = edition_view(book).weekday or book.words.gettext("Front page")
    yield press.print("index.md.j2", "index.md", title, _PLAIN, front=front)


def _story(press: _Pages, story: StoryView, book: Almanac) -> Page:
    sentences = " ".join(sentence.text for sentence in story.sentences)
    front = {
        "description": attribute(_shortened(sentences)),
        "feed": f"{story.address}feed.xml",
        "hide": ["navigation"],
    }
    own = book.stories[story.id]
    timeline = timeline_view(own, dict(zip(own.told.group.ids, story.sources, strict=True)), book)
    address = f"{story.address}index.md"
    return press.print("story.md.j2", address, story.headline, front, story=story, timeline=timeline)


def _shortened(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else f"{text[:_DESCRIPTION].rpartition(' ')[0]} …"


def _sheet(press: _Pages, sheet: Sheet) -> Page:
    return press.print(sheet.template, sheet.path, sheet.title, {**_PLAIN, **sheet.matter}, **sheet.values)


def _about(press: _Pages, book: Almanac) -> Iterable[Page]:
    words = book.words
    yield press.print("feeds.md.j2", "feeds/index.md", words.gettext("Feeds"), _PLAIN)
    yield press.print("about.md.j2", "about/index.md", words.gettext("How this digest is made"), _PLAIN)
    missing, made = words.gettext("Not seen"), words.gettext("Edited by hand")
    yield press.print("notseen.md.j2", "not-seen/index.md", missing, _PLAIN, seen=notseen_view(book))
    yield press.print("edited.md.j2", "edited/index.md", made, _PLAIN, decisions=decision_views(book))
