"""OPML 2.0: lists of the feeds, to be read into a reader's program at once."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from digest.publish.feeds.items import Channel
from digest.publish.feeds.markup import attributes, element, inside
from digest.publish.feeds.rss import words
from digest.publish.options import SiteOptions

_OPEN = "<?xml version='1.0' encoding='utf-8'?>\n<opml version=\"2.0\">\n"


class Outline(NamedTuple):
    """A feed, as a list names it."""

    title: str
    page: str  # the address of the page that it goes with, from the site's root, as is `path`
    path: str  # its own, without the ending


def outline(channel: Channel, options: SiteOptions) -> Outline:
    """A feed by what it says of itself."""
    return Outline(channel.title, channel.url.removeprefix(options.url), channel.path)


def opml(title: str, folders: Mapping[str, Iterable[Outline]], options: SiteOptions) -> bytes:
    """The RSS feeds in folders; those without a folder's name stand at the top, empty folders are left out."""
    head = f"  <head>\n    {element('title', words(title) or options.url)}\n  </head>\n"
    body = "".join(line for name, some in folders.items() for line in _folder(name, some, options))
    whole = f"  <body>\n{body}  </body>\n" if body else "  <body />\n"
    return f"{_OPEN}{head}{whole}</opml>\n".encode("utf-8", "xmlcharrefreplace")


def _folder(name: str, some: Iterable[Outline], options: SiteOptions) -> Iterator[str]:
    space, site = " " * (6 if name else 4), inside(options.url)
    outlines = [f"{space}{_line(one, site)}\n" for one in some]
    if name and outlines:
        yield f"    <outline{attributes({'text': name})}>\n"
        yield from outlines
        yield "    </outline>\n"
    else:
        yield from outlines


def _line(one: Outline, site: str) -> str:
    page = site + inside(one.page)
    title = inside(words(one.title)) or page
    return (
        f'<outline type="rss" text="{title}" title="{title}" htmlUrl="{page}" xmlUrl="{site}{inside(one.path)}.xml" />'
    )
