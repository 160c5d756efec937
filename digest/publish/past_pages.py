"""Pages of past editions. Their template gets nothing of the present edition, so that a page can stay as it is."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from digest.nouns import Page
from digest.publish.heads import Head, head_matter
from digest.publish.matter import front_matter
from digest.publish.memory import Memory, Product
from digest.publish.options import SiteOptions
from digest.publish.past_view import PastView, past_view
from digest.publish.press import Press
from digest.publish.safe import Safe
from digest.publish.structured import edition_thing

_TEMPLATE = "edition.md.j2"


def past_pages(memory: Memory, *, templates: Path) -> Iterator[Product]:
    """A page for each edition that has one."""
    book = memory.desk.book
    press = Press(templates, {"site": book.options}, book.words)
    for number in book.beside:
        yield from memory.remembered(f"page of edition {number}", partial(_page, number, press, memory))


def _page(number: str, press: Press, memory: Memory) -> Iterator[Page]:
    book = memory.desk.book
    past = past_view(book.past[number], book)
    changed = date.fromisoformat(past.iso) if past.iso else None
    yield Page(path=_path(past), markdown=_printed(past, press, book.options), changed=changed)


def _printed(past: PastView, press: Press, options: SiteOptions) -> str:
    thing = edition_thing(past.address, past.title, past.number, past.iso, options)
    front = head_matter(Head(thing=thing), past.title, options)
    return front_matter({**front, "hide": ["navigation", "toc"]}) + press.print(
        _TEMPLATE, {"root": Safe("../" * _path(past).count("/")), "past": past}
    )


def _path(past: PastView) -> str:
    return f"{past.address}index.md"
