"""What search engines read first: the map of the site (sitemaps.org) and robots.txt."""

import html
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from digest.nouns import CarriedPage, File, Page

_MOST = 40_000  # addresses of one map; the protocol allows 50,000, and 50 MB
_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def site_map(pages: Sequence[Page | CarriedPage], url: str) -> tuple[File, ...]:
    """sitemap.xml, which lists the maps with every page that is one; these maps; and robots.txt, which names it.

    A page's `lastmod` is the day of the last edition that brought it something; where that is not known it has none.
    The addresses stand in maps of their own however few they are: the theme's script asks for sitemap.xml on each page.
    """
    entries = _entries(
        sorted([(page.path, page.changed) for page in pages if not page.leads_on], key=itemgetter(0)), url
    )
    parts = [entries[start : start + _MOST] for start in range(0, len(entries), _MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    listed = [f"<sitemap><loc>{html.escape(url + name)}</loc></sitemap>" for name in names]
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n"
    return (
        File(path="robots.txt", data=robots.encode()),
        _file("sitemap.xml", "sitemapindex", listed),
        *(_file(name, "urlset", part) for name, part in zip(names, parts, strict=True)),
    )


def _entries(pages: Sequence[tuple[str, date | None]], url: str) -> list[str]:
    """An entry for each of some pages, with its day of change. All paths are escaped at once: there are many."""
    root, paths = html.escape(url), html.escape("\0".join(path.removesuffix("index.md") for path, _ in pages))
    days = {day: f"<lastmod>{day.isoformat()}</lastmod>" if day else "" for day in {day for _, day in pages}}
    return [
        f"<url><loc>{root}{path}</loc>{days[day]}</url>"
        for path, (_, day) in zip(paths.split("\0"), pages, strict=bool(pages))
    ]


def _file(path: str, element: str, entries: Sequence[str]) -> File:
    lines = "".join(f"  {entry}\n" for entry in entries)
    return File(path=path, data=f"{_OPEN.format(element)}{lines}</{element}>\n".encode())
