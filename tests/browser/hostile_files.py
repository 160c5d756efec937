"""What the hostile digest's files hold beside its pages: feeds, mail, references and data, as programs read them."""

import csv
import io
import json
import re
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

from browser.hostile_articles import ARTICLES, MARKUP
from browser.hostile_digest import NAME
from browser.walking import folded
from selectolax.lexbor import LexborHTMLParser

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
IN_FEEDS = {"a", "blockquote", "body", "br", "div", "em", "figcaption", "figure", "h2", "h3", "head", "html"} | {
    "hr", "li", "ol", "p", "span", "strong", "ul"
}  # fmt: skip

IN_MAIL = {"a", "b", "bdi", "blockquote", "body", "br", "div", "h1", "h2", "head", "html", "i", "meta", "p", "span"} | {
    "table", "tbody", "td", "title", "tr"
}  # fmt: skip


def feeds_hold_the_attacks_as_text_alone(folder: Path) -> None:
    """RSS and JSON Feed: what readers' programs make of an item."""
    literals = {one.literal for one, *_ in ARTICLES if "title" in one.places}
    seen = set()
    for path in folder.rglob("*.xml"):
        for item in ET.fromstring(path.read_bytes()).iter("item"):  # noqa: S314 - our own bytes
            seen.add(folded(item.findtext("title") or ""))
            nodes = LexborHTMLParser(item.findtext(CONTENT) or "").css("*")
            assert {node.tag for node in nodes} <= IN_FEEDS, path
            assert {name for node in nodes for name in node.attributes} <= {"dir", "href", "lang"}, path
            assert all((node.attributes.get("href") or "http").startswith("http") for node in nodes), path
    assert len(seen & literals) > 10
    for path in folder.rglob("feed.json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            assert {node.tag for node in LexborHTMLParser(item["content_html"]).css("*")} <= IN_FEEDS, path


def the_mail_holds_the_attacks_as_text_alone(folder: Path) -> None:
    """The mail beside the site, both of its parts and its headers."""
    mail = message_from_bytes((folder.parent / "edition.eml").read_bytes(), policy=default)
    assert not mail.defects
    assert set(mail) == {
        "Subject",
        "Date",
        "Message-ID",
        "X-Unsent",
        "MIME-Version",
        "Content-Type",
        "Content-Language",
    }
    assert str(mail["Subject"]).startswith(NAME)
    text, page = (part.get_content() for part in mail.iter_parts())  # type: ignore[attr-defined]
    tree = LexborHTMLParser(page)
    assert {node.tag for node in tree.css("*")} <= IN_MAIL
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert all((node.attributes.get("href") or "").startswith("http") for node in tree.css("a"))
    shown = folded(tree.body.text() if tree.body else "")
    literals = {one.literal for one, *_ in ARTICLES if "title" in one.places and len(one.literal) < 60}
    assert len({one for one in literals if one in shown and one in folded(text)}) > 20


RIS = re.compile(r"TY  - ELEC\nTI  - [^\n]+\nPB  - [^\n]+\n(?:PY  - \d{4}\nDA  - [\d/]+\n)?UR  - https://\S+\nER  -")


def references_and_structured_data_hold_the_attacks_as_text_alone(folder: Path) -> None:
    """BibTeX, RIS and JSON-LD of each story."""
    for path in folder.glob("stories/*/index.html"):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        (thing,) = (json.loads(node.text()) for node in tree.css("script[type='application/ld+json']"))
        title = tree.css_first("article h1")
        assert title is not None
        assert folded(thing["headline"]) == folded(title.text(deep=True)).removesuffix("¶")
        bibtex, ris = (node.text() for node in tree.css("pre.reference"))
        assert RIS.fullmatch(ris.strip()), path
        assert bibtex.count("{") == bibtex.count("}"), path
        assert not re.search(r"\\(?!text\w+\{\}|[#$%&_])|(?<!\\)[$%#]", bibtex.partition("url = ")[0]), path


def data_hold_the_attacks_as_text_alone(folder: Path) -> None:
    """Data, tables, OPML and the map of the site."""
    titles = set()
    for path in folder.glob("data/**/*.json"):
        assert b"\x00" not in path.read_bytes()
        titles |= set(re.findall(r'"title": ("(?:[^"\\]|\\.)*")', path.read_text(encoding="utf-8")))
    shown = {folded(json.loads(title)) for title in titles}
    assert {one.text for one in MARKUP} <= shown
    for path in folder.glob("data/*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for path in folder.rglob("*.opml"):
        ET.fromstring(path.read_bytes())  # noqa: S314 - our own bytes
    for path in folder.rglob("*.html"):
        for node in LexborHTMLParser(path.read_text(encoding="utf-8")).css("script[type='application/ld+json']"):
            json.loads(node.text())
    places = re.findall(r"<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text(encoding="utf-8"))
    assert places
    assert all(unescape(one).startswith("https://press.example/press/") for one in places)


FILES = (
    feeds_hold_the_attacks_as_text_alone,
    the_mail_holds_the_attacks_as_text_alone,
    references_and_structured_data_hold_the_attacks_as_text_alone,
    data_hold_the_attacks_as_text_alone,
)
