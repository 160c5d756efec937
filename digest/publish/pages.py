"""Which pages a site has, and what each gets: nouns to Markdown."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from digest.nouns import CarriedPage, Edition, Page
from digest.publish.desk import Desk
from digest.publish.edited_view import decision_views
from digest.publish.front_view import front_view
from digest.publish.ledger_view import edition_view
from digest.publish.list_pages import Lists
from digest.publish.memory import Memory, Product, remembering
from digest.publish.moved import absent_pages, moved_pages
from digest.publish.notseen_view import notseen_view
from digest.publish.options import SiteOptions
from digest.publish.past_pages import past_pages
from digest.publish.printer import PLAIN, Printer
from digest.publish.safe import attribute
from digest.publish.time_pages import Times
from digest.publish.timeline_view import timeline_view
from digest.store import Store

_DESCRIPTION = 200


def pages(  # noqa: PLR0913 - an edition, and what is remembered of those before
    edition: Edition,
    options: SiteOptions,
    *,
    templates: Path,
    formerly: Iterable[str] = (),
    store: Store | None = None,
    memory: Memory | None = None,
) -> tuple[Page | CarriedPage, ...]:
    """Every page of the site, by path. Raises TemplateError, naming the template and the line.

    `formerly` are the `lasting` addresses of earlier editions; each keeps a page. `memory` carries over the pages that
    would come out as in the last build; it is made of the `store` where none is given, and saved by whoever made it.
    """
    own = memory or remembering(edition, options, templates=templates, store=store or Store(None))
    printer = Printer(own.desk, templates)
    with own.compiling(templates):
        made = [page for page in _made(edition, printer, own, templates) if isinstance(page, Page | CarriedPage)]
    absent = absent_pages(formerly, {page.path for page in made}, own.desk.book)
    if memory is None:
        own.save()
    return tuple(sorted((*made, *absent), key=lambda page: page.path))


def _made(edition: Edition, printer: Printer, memory: Memory, templates: Path) -> Iterator[Product]:
    desk = memory.desk
    yield from memory.remembered("front page", partial(_front, printer, desk))
    for story in edition.stories:
        yield from memory.remembered(f"story {story.id}", partial(_story, story.id, printer, desk))
    lists, times = Lists(printer, memory), Times(printer, memory)
    yield from lists.people(person.id for person in edition.people)
    yield from lists.outlets(desk.book.outlets)
    yield from lists.topics(desk.topics)
    yield from times.archive()
    yield from times.editions()
    yield from past_pages(memory, templates=templates)
    yield from memory.remembered("pages about the digest", partial(_about, printer, desk))
    yield from memory.remembered("pages that lead on", partial(moved_pages, desk.book))


def _front(printer: Printer, desk: Desk) -> Iterator[Page]:
    front = front_view(desk.present, desk.book)
    # The theme puts the site's own name behind a page's title.
    title = edition_view(desk.book).weekday or desk.book.words.gettext("Front page")
    yield printer.print("index.md.j2", "index.md", title, PLAIN, front=front)


def _story(name: str, printer: Printer, desk: Desk) -> Iterator[Page]:
    story, own = desk.stories[name], desk.book.stories[name]
    sentences = " ".join(sentence.text for sentence in story.sentences)
    front = {
        "description": attribute(_shortened(sentences)),
        "feed": f"{story.address}feed.xml",
        "hide": ["navigation"],
    }
    timeline = timeline_view(own, dict(zip(own.told.group.ids, story.sources, strict=True)), desk.book)
    address = f"{story.address}index.md"
    yield printer.print("story.md.j2", address, story.headline, front, story=story, timeline=timeline)


def _shortened(text: str) -> str:
    return text if len(text) <= _DESCRIPTION else f"{text[:_DESCRIPTION].rpartition(' ')[0]} …"


def _about(printer: Printer, desk: Desk) -> Iterator[Page]:
    book, words = desk.book, desk.book.words
    yield printer.print("feeds.md.j2", "feeds/index.md", words.gettext("Feeds"), PLAIN)
    yield printer.print("about.md.j2", "about/index.md", words.gettext("How this digest is made"), PLAIN)
    missing, made = words.gettext("Not seen"), words.gettext("Edited by hand")
    yield printer.print("notseen.md.j2", "not-seen/index.md", missing, PLAIN, seen=notseen_view(book))
    yield printer.print("edited.md.j2", "edited/index.md", made, PLAIN, decisions=decision_views(book))
