"""A walk through a finished site: what Chromium made of each page, and whatever happened that should not."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from browser.hostile_articles import ARTICLES, FILE_NAMES
from playwright.sync_api import Page

STILL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets = [sheet];
}"""
READ = """() => {
  const article = document.querySelector("article.md-content__inner")
  return {
    title: document.title,
    head: article.querySelector("h1")?.innerText ?? "",
    text: article.textContent,
    description: document.querySelector("meta[name=description]")?.content ?? "",
    shared: document.querySelector("meta[property='og:title']")?.content ?? "",
    addresses: [...document.querySelectorAll("[href]")].map(node => node.href),
    marks: [...new Set([...article.querySelectorAll("*")].flatMap(node =>
      [node.localName, ...[...node.classList].map(name => "." + name)]))],
  }
}"""


def folded(text: str) -> str:
    return " ".join(text.split())


@dataclass
class Shown:
    """What Chromium made of a page."""

    title: str
    head: str
    text: str
    description: str
    shared: str
    addresses: list[str]
    marks: list[str]


@dataclass
class Walk:
    """All pages of the site, as Chromium shows them, and whatever happened that should not."""

    folder: Path
    pages: dict[str, Shown] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @cached_property
    def stories(self) -> dict[int, tuple[str, bool]]:
        """The page of each article by its number, and whether its title, whole, heads that page."""
        records = [number for number, (one, *_) in enumerate(ARTICLES) if one.format == "record"]
        names = {f"{one.format}-{number}.{one.format}": number for number, (one, *_) in enumerate(ARTICLES)}
        names |= {name: number for number, name in enumerate(FILE_NAMES, start=len(ARTICLES))}
        found = {}
        for path in sorted(self.folder.glob("data/stories/*.json")):
            story = json.loads(path.read_text(encoding="utf-8"))
            for article in story["articles"]:
                number = records[article["record"] - 1] if article["record"] else names[article["file"]]
                heads = story["headline"]["article"] == article["id"] and story["headline"]["text"] == article["title"]
                found[number] = (f"stories/{story['slug']}/", heads)
        return found

    def of(self, number: int) -> Shown:
        return self.pages[self.stories[number][0]]


def listening(page: Page, wrong: list[str], address: str) -> None:
    """Note every sign of a script that runs, or of another host that is asked."""
    page.add_init_script("window.pwned = () => console.error('pwned')")
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: wrong.append(f"popup {popup.url}"))
    page.on("download", lambda download: wrong.append(f"download {download.url}"))
