"""What the head of each page says: of what kind it is, when its story changed, what it cites."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.core import get_global

from digest.publish.addresses import inside
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


def head_of(path: str, title: str, book: Almanac) -> Head:
    """The head of the page at a path, which is printed under this title."""
    address = path.removesuffix("index.md")
    kind, _slash, rest = address.partition("/")
    name, _slash, below = rest.partition("/")
    known = None if below else _KINDS.get(kind, _no_head)(name, book)
    return known or Head(thing=page_thing(address, title, book.options))


def _front(_name: str, book: Almanac) -> Head:
    day = book.edition.date
    return Head(thing=front_thing(book), published=day, changed=day)


def _story(slug: str, book: Almanac) -> Head | None:
    story = book.slugs.get(slug)
    if story is None:
        return None
    line = book.lines[story]
    thing = story_thing(book.stories[story], book, published=line.published, changed=line.changed)
    return Head(thing=thing, kind="article", published=line.published, changed=line.changed)


def _person(name: str, book: Almanac) -> Head | None:
    person = book.people.get(name)
    if person is None:
        return None
    days = [one.line.changed for one in book.namings[name] if one.named and one.line.changed]
    return Head(thing=person_thing(person, book), kind="profile", changed=max(days, default=None))


def _outlet(slug: str, book: Almanac) -> Head | None:
    name = book.outlet_names.get(slug)
    return Head(thing=outlet_thing(name, inside(f"outlets/{slug}/"), book.options)) if name else None


def _topic(slug: str, book: Almanac) -> Head | None:
    topic = book.topics.get(slug)
    return Head(thing=topic_thing(topic, book.options)) if topic else None


def _no_head(_name: str, _book: Almanac) -> None:
    return None


_KINDS: Mapping[str, Callable[[str, Almanac], Head | None]] = {
    "": _front,
    "stories": _story,
    "people": _person,
    "outlets": _outlet,
    "topics": _topic,
}


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
