"""OPML 2.0: lists of the feeds, to be read into a reader's program at once."""

from collections.abc import Iterable, Iterator, Mapping

from digest.publish.feeds.items import Channel
from digest.publish.feeds.markup import attributes, element
from digest.publish.feeds.rss import words
from digest.publish.options import SiteOptions

_OPEN = "<?xml version='1.0' encoding='utf-8'?>\n<opml version=\"2.0\">\n"


def opml(title: str, folders: Mapping[str, Iterable[Channel]], options: SiteOptions) -> bytes:
    """The RSS feeds in folders; those without a folder's name stand at the top, empty folders are left out."""
    head = f"  <head>\n    {element('title', words(title) or options.url)}\n  </head>\n"
    body = "".join(line for name, channels in folders.items() for line in _folder(name, channels, options))
    whole = f"  <body>\n{body}  </body>\n" if body else "  <body />\n"
    return f"{_OPEN}{head}{whole}</opml>\n".encode("utf-8", "xmlcharrefreplace")


def _folder(name: str, channels: Iterable[Channel], options: SiteOptions) -> Iterator[str]:
    space = " " * (6 if name else 4)
    outlines = [f"{space}<outline{attributes(_outline(channel, options))} />\n" for channel in channels]
    if name and outlines:
        yield f"    <outline{attributes({'text': name})}>\n"
        yield from outlines
        yield "    </outline>\n"
    else:
        yield from outlines


def _outline(channel: Channel, options: SiteOptions) -> Mapping[str, str]:
    title = words(channel.title) or channel.url
    return {
        "type": "rss",
        "text": title,
        "title": title,
        "htmlUrl": channel.url,
        "xmlUrl": f"{options.url}{channel.path}.xml",
    }
