"""Feeds at addresses that have moved or ended: whoever subscribed goes on, or is told why nothing more comes."""

from collections.abc import Iterable, Iterator

from digest.publish.addresses import is_topic, person_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.feeds.html import link, page, paragraph, text
from digest.publish.feeds.items import Channel, Feed, Item, guid, title_of

_OF_PAGES = ("outlets/", "topics/")  # whose addresses are remembered with those of other pages


def moved(book: Almanac) -> Iterator[tuple[str, str]]:
    """The old addresses of stories and people, each with that of what they are now."""
    stories = [(one.slug, book.lines[one.story]) for one in book.edition.redirects if one.story in book.lines]
    yield from ((f"stories/{old}/", story_address(story)) for old, story in stories)
    yield from ((f"people/{old}/", person_address(person)) for old, person in book.edition.moved_people)


def ended(formerly: Iterable[str], book: Almanac) -> Iterator[str]:
    """The addresses that had a feed, and may be in this edition no more."""
    yield from (address for address in formerly if address.startswith(_OF_PAGES) and address.count("/") == 2)
    yield from (f"people/{old}/" for old in book.edition.absent_people)
    yield from (f"stories/{slug}/" for slug in book.edition.absent)


def ended_feed(address: str, book: Almanac) -> Feed:
    """A feed with one last item for whatever had one and is in this edition no more."""
    options = book.options
    kind, name = address.rstrip("/").split("/")
    title, why = _why(kind, name, book)
    nothing = book.words.gettext("This feed brings nothing more until that changes.")
    words = f"{why} {nothing}"
    last = Item(
        guid=guid(options, "ended", kind, name),
        url=options.url + address,
        title=title,
        summary=words,
        html=paragraph(text(words)) + paragraph(link(page("", options), options.title)),
        published=None,
        modified=None,
    )
    channel = Channel(
        title=title_of(name, options),
        description=words,
        url=options.url + address,
        path=f"{address}feed",
        ended=True,
    )
    return Feed(channel=channel, items=(last,))


def _why(kind: str, name: str, book: Almanac) -> tuple[str, str]:
    """The last item's title, and the reason in a sentence."""
    words, digest = book.words, book.options.title
    if is_topic(f"{kind}/{name}/"):
        why = words.gettext("%(digest)s no longer watches the topic “%(name)s”.", digest=digest, name=name)
        return words.gettext("This topic is no longer watched"), why
    if kind == "stories" and name in book.edition.hidden:
        return words.gettext("This story has ended here"), words.gettext("An editor took it out of this digest.")
    if kind == "stories":
        return words.gettext("This story has ended here"), words.gettext("This digest has none of its articles now.")
    person, outlet = words.gettext("This person is not here now"), words.gettext("This outlet is not here now")
    why = words.gettext("No article in %(digest)s is of this name now: “%(name)s”.", digest=digest, name=name)
    return person if kind == "people" else outlet, why
