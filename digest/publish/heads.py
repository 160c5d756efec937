"""What the head of each page says: of what kind it is, when its story changed, what it cites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.core import get_global

from digest.nouns import Story
from digest.publish.addresses import inside, person_address, story_address, topic_address
from digest.publish.almanac import Almanac
from digest.publish.languages.words import locale_of
from digest.publish.options import SiteOptions
from digest.publish.safe import attribute
from digest.publish.structured import (
    Thing,
    front_thing,
    outlet_thing,
    page_thing,
    person_thing,
    script,
    story_thing,
    topic_thing,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself beside its title."""

    thing: Thing
    kind: str = "website"  # a type of the Open Graph protocol
    published: date | None = None  # day of the edition that first had it
    changed: date | None = None  # day of the last edition that brought it something


class Heads:
    """The heads of an edition's pages."""

    def __init__(self, book: Almanac) -> None:
        self._options = book.options
        self._days = {past.number: past.date for past in book.edition.past} | {book.edition.number: book.edition.date}
        self._known = dict(self._made(book))

    def of(self, path: str, title: str) -> Head:
        """The head of the page at a path, which is printed under this title."""
        address = path.removesuffix("index.md")
        return self._known.get(address) or Head(thing=page_thing(address, title, self._options))

    def _made(self, book: Almanac) -> Mapping[str, Head]:
        options = book.options
        stories = {story.id: self._story(story, book) for story in book.edition.stories}
        made = {"": Head(thing=front_thing(book), published=book.edition.date, changed=book.edition.date)}
        made |= {str(story_address(book.stories[known])): head for known, head in stories.items()}
        for person in book.edition.people:
            homes = {book.homes[article].story.id for article in person.articles if article in book.homes}
            days = [day for known in homes if (day := stories[known].changed)]
            head = Head(thing=person_thing(person, book), kind="profile", changed=max(days, default=None))
            made[person_address(person.id)] = head
        for name, slug in book.outlets.items():
            address = inside(f"outlets/{slug}/")
            made[address] = Head(thing=outlet_thing(name, address, options))
        for topic in book.topics.values():
            made[topic_address(topic.slug)] = Head(thing=topic_thing(topic, options))
        return made

    def _story(self, story: Story, book: Almanac) -> Head:
        published = self._days.get(story.first_edition)
        changed = self._days.get(story.update.edition) if story.update else published
        thing = story_thing(story, book, published=published, changed=changed)
        return Head(thing=thing, kind="article", published=published, changed=changed)


def head_matter(head: Head, title: str, options: SiteOptions) -> dict[str, object]:
    """A head as front matter, for the theme to print as it is. A page's own description goes before this one."""
    about = options.description or options.title
    values = {
        "title": attribute(title),
        "description": attribute(f"{title}: {about}" if head.kind == "website" else about),
        "kind": head.kind,
        "structured": script(head.thing),
    }
    if head.kind == "article":
        days = {"published": head.published, "changed": head.changed}
        values |= {name: day.isoformat() for name, day in days.items() if day}
    return dict(values)


def open_graph_locale(language: str) -> str:
    """A language code as the Open Graph protocol writes it, with a territory: de becomes de_DE."""
    locale = locale_of(language)
    likely = get_global("likely_subtags").get(locale.language, "")
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if len(territory) == 2 else locale.language
