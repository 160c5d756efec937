"""What search engines read first: the map of the site (sitemaps.org) and robots.txt."""

import html
from collections.abc import Sequence

from digest.nouns import CarriedPage, File, Page

_MOST = 40_000  # addresses of one map; the protocol allows 50,000, and 50 MB
_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def site_map(pages: Sequence[Page | CarriedPage], url: str) -> tuple[File, ...]:
    """sitemap.xml, which lists the maps with every page that is one; these maps; and robots.txt, which names it.

    A page's `lastmod` is the day of the last edition that brought it something; where that is not known it has none.
    The addresses stand in maps of their own however few they are: the theme's script asks for sitemap.xml on each page.
    """
    entries = [_entry(page, url) for page in sorted(pages, key=lambda page: page.path) if not page.leads_on]
    parts = [entries[start : start + _MOST] for start in range(0, len(entries), _MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    listed = [f"<sitemap><loc>{html.escape(url + name)}</loc></sitemap>" for name in names]
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {url}sitemap.xml\n"
    return (
        File(path="robots.txt", data=robots.encode()),
        _file("sitemap.xml", "sitemapindex", listed),
        *(_file(name, "urlset", part) for name, part in zip(names, parts, strict=True)),
    )


def _entry(page: Page | CarriedPage, url: str) -> str:
    changed = f"<lastmod>{page.changed.isoformat()}</lastmod>" if page.changed else ""
    return f"<url><loc>{html.escape(url + page.path.removesuffix('index.md'))}</loc>{changed}</url>"


def _file(path: str, element: str, entries: Sequence[str]) -> File:
    lines = "".join(f"  {entry}\n" for entry in entries)
    return File(path=path, data=f"{_OPEN.format(element)}{lines}</{element}>\n".encode())
