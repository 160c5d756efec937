"""What pages say of themselves to machines: structured data, the map of the site, the picture beside a link."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import sample
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser

from digest.errors import ConfigError
from digest.nouns import News, Page
from digest.publish import assets, pages, read_logo
from digest.publish.almanac import almanac
from digest.publish.builder import mkdocs_config
from digest.publish.colours import named
from digest.publish.heads import head_of, open_graph_locale
from digest.publish.icon import icon
from digest.publish.site_map import site_map
from digest.publish.structured import script
from digest.publish.structured_gate import structured_problems

SITE = sample.OPTIONS.url
STORY = "stories/night-ferry-approved/"
PNG = icon("teal")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h2v2z"/></svg>'


def structured(built: Path, address: str) -> dict[str, object]:
    page = LexborHTMLParser((built / address / "index.html").read_text(encoding="utf-8"))
    (found,) = page.css('script[type="application/ld+json"]')
    thing = json.loads(found.text())
    assert isinstance(thing, dict)
    assert thing["@context"] == "https://schema.org"
    assert thing["url"] == SITE + address
    return thing


def meta(page: LexborHTMLParser) -> dict[str, str]:
    found = page.css("meta[property], meta[name]")
    return {
        (one.attributes.get("property") or one.attributes["name"] or ""): one.attributes["content"] or ""
        for one in found
    }


def test_a_story_cites_each_of_its_sources_as_it_was_published(built: Path) -> None:
    cited = structured(built, STORY)["citation"]
    assert isinstance(cited, list)
    assert len(cited) == len(sample.ferry().members)
    gazette = next(one for one in cited if "Alder Gazette" in str(one))
    assert gazette["publisher"] == {"@type": "Organization", "name": "Alder Gazette"}
    assert set(gazette) >= {"headline", "datePublished", "inLanguage", "url"}


def test_a_story_is_no_article_of_ours_and_its_quotes_have_their_speakers(built: Path) -> None:
    thing = structured(built, STORY)
    assert thing["@type"] == "CollectionPage"
    assert "author" not in thing
    quotes = thing["hasPart"]
    assert isinstance(quotes, list)
    said = {quote["text"]: quote.get("spokenByCharacter", {}).get("url") for quote in quotes}
    assert f"{SITE}people/mira-tan/" in said.values()
    page = LexborHTMLParser((built / STORY / "index.html").read_text(encoding="utf-8")).css_first("article")
    assert page is not None
    for text in said:
        assert text.split(" … ")[0] in page.text()


def test_people_and_the_front_page_say_what_they_are(built: Path) -> None:
    person = structured(built, "people/mira-tan/")["mainEntity"]
    assert isinstance(person, dict)
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "Mira Tan", ["council leader"])
    front = structured(built, "")["mainEntity"]
    assert isinstance(front, dict)
    assert front["itemListElement"][0]["url"].startswith(f"{SITE}stories/")


def test_every_page_has_structured_data_a_description_and_what_a_link_to_it_shows(built: Path) -> None:
    for path in sorted(built.rglob("*.html")):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        if page.css('meta[http-equiv="refresh"]') or path.name == "404.html":
            continue
        found = meta(page)
        assert found["description"], path
        assert {"og:title", "og:type", "og:url", "og:site_name", "og:locale", "og:description", "twitter:card"} <= set(
            found
        )
        if found.get("robots") != "noindex":
            assert page.css('script[type="application/ld+json"]'), path
    story = meta(LexborHTMLParser((built / STORY / "index.html").read_text(encoding="utf-8")))
    assert (story["og:type"], story["og:url"], story["og:locale"]) == ("article", SITE + STORY, "en_GB")
    front = meta(LexborHTMLParser((built / "index.html").read_text(encoding="utf-8")))
    assert front["og:title"] == "The Harbour Digest: Wednesday, 5 March 2031"
    topic = meta(LexborHTMLParser((built / "topics/trade/index.html").read_text(encoding="utf-8")))
    assert topic["description"] == "Stories with articles that match trade OR tariff*"


def test_a_story_is_as_old_as_the_editions_that_brought_it() -> None:
    edition = sample.edition()
    news = News(edition=2, since=None, whole=False, sentences=(), quotes=(), versions=(), sources=(), revised=())
    first = dataclasses.replace(edition.stories[0], first_edition=1, update=news)
    story = dataclasses.replace(edition, stories=(first, *edition.stories[1:]))
    head = head_of(f"stories/{first.slug}/index.md", "", almanac(story, sample.OPTIONS))
    assert head.published is None, "the first edition is not among those that are known"
    assert head.changed == edition.date


@given(st.text())
def test_no_text_ends_the_element_of_structured_data(text: str) -> None:
    whole = script({"name": f"{text}</script><!--<script>'", "@type": "WebPage"})
    assert not set(whole) & set("<>&'\u2028\u2029")
    tree = LexborHTMLParser(f"<head><script type='application/ld+json'>{whole}</script></head>")
    assert list(structured_problems(tree)) == []
    assert json.loads(whole)["name"].endswith("</script><!--<script>'")


@pytest.mark.parametrize("text", ["", "[]", '{"@context":"https://schema.org","name":"<!--"}', '{"@context":"x"}'])
def test_the_gate_refuses_structured_data_that_is_not_ours(text: str) -> None:
    tree = LexborHTMLParser(f"<head><script type='application/ld+json'>{text}</script></head>")
    assert len(list(structured_problems(tree))) == 1


def test_the_map_of_the_site_names_every_page_that_is_one_and_no_other(built: Path) -> None:
    assert f"<loc>{SITE}sitemap-1.xml</loc>" in (built / "sitemap.xml").read_text(encoding="utf-8")
    found = (built / "sitemap-1.xml").read_text(encoding="utf-8")
    named_there = {one.removeprefix(SITE) for one in re.findall(r"<loc>(.*?)</loc>", found)}
    alive = set()
    for path in built.rglob("index.html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        if not page.css('meta[name="robots"][content="noindex"]'):
            alive.add(path.parent.relative_to(built).as_posix().removeprefix(".") + "/" * (path.parent != built))
    assert named_there == alive
    assert "<lastmod>2031-03-05</lastmod>" in found
    assert f"Sitemap: {SITE}sitemap.xml" in (built / "robots.txt").read_text()


def test_more_pages_than_a_map_may_hold_are_spread_over_several() -> None:
    many = [Page(path=f"p/{number:06}/index.md", markdown="") for number in range(40_001)]
    made = {file.path: file.data.decode() for file in site_map(many, "https://a.example/&/")}
    assert set(made) == {"robots.txt", "sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"}
    assert "<loc>https://a.example/&amp;/sitemap-2.xml</loc>" in made["sitemap.xml"]
    assert made["sitemap-2.xml"].count("<loc>") == 1


@pytest.mark.parametrize(("language", "told"), [("de", "de_DE"), ("pt-BR", "pt_BR"), ("eo", "eo"), ("xx", "en_GB")])
def test_a_language_has_the_territory_that_most_of_its_readers_live_in(language: str, told: str) -> None:
    assert open_graph_locale(language) == told


def test_a_logo_stands_on_every_page_and_beside_a_link_to_one(tmp_path: Path) -> None:
    (tmp_path / "ours.png").write_bytes(PNG)
    options = dataclasses.replace(sample.OPTIONS, logo=read_logo(tmp_path, "ours.png"))
    assert ("assets/logo.png", PNG) in {(file.path, file.data) for file in assets(options, templates=TEMPLATES)}
    config = mkdocs_config(options, docs=tmp_path, built=tmp_path)
    assert config["theme"]["logo"] == "assets/logo.png"  # type: ignore[index]
    assert config["extra"]["picture"] == f"{SITE}assets/logo.png"  # type: ignore[index]
    (tmp_path / "ours.svg").write_bytes(SVG)
    drawn = read_logo(tmp_path, "ours.svg")
    assert drawn is not None
    assert (drawn.path, drawn.raster) == ("assets/logo.svg", False)
    assert read_logo(tmp_path, "") is None


BAD = {
    "gone.png": (None, "No such file"),
    "../outside.png": (PNG, "outside the digest's folder"),
    "huge.png": (PNG + bytes(100_000), "larger than 100 kB"),
    "cut.png": (PNG[:20], "not a whole PNG"),
    "photo.jpg": (b"\xff\xd8\xff\xe0", "neither a PNG nor an SVG"),
    "page.svg": (b"<html/>", "neither a PNG nor an SVG"),
    "script.svg": (SVG.replace(b"<path", b"<script>alert(1)</script><path"), "element <script>"),
    "foreign.svg": (
        SVG.replace(b"<path", b'<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script><path'),
        "element <script>",
    ),
    "handler.svg": (SVG.replace(b"<path", b'<path onload="alert(1)"'), "event handler onload"),
    "link.svg": (SVG.replace(b"<path", b'<use href="https://e.example/x#y"/><path'), "refers to something else"),
    "style.svg": (SVG.replace(b"<path", b"<style>@import 'x'</style><path"), "loads something"),
    "set.svg": (SVG.replace(b"<path", b"<path style=\"mask:image-set('//e.example/x' 1x)\""), "loads something"),
    "split.svg": (SVG.replace(b"<path", b"<style>a{}<g/>@import 'x'</style><path"), "loads something"),
    "math.svg": (SVG.replace(b"<path", b'<math xmlns="http://www.w3.org/1998/Math/MathML"/><path'), "element <math>"),
    "sheet.svg": (b'<?xml-stylesheet href="x.xsl"?>' + SVG, "declarations"),
    "entity.svg": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "declarations"),
    "utf16.svg": (b'<?xml version="1.0" encoding="utf-16"?>' + SVG, "declarations"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_picture_that_is_no_logo_is_refused_by_its_name_and_for_its_reason(tmp_path: Path, name: str) -> None:
    root, (data, told) = tmp_path / "digest", BAD[name]
    root.mkdir()
    if data is not None:
        (root / name).write_bytes(data)
    with pytest.raises(ConfigError) as caught:
        read_logo(root, name)
    assert told in str(caught.value)
    assert Path(name).name in str(caught.value)


def test_the_icon_is_a_png_in_the_accent_colour() -> None:
    assert icon("#102030").startswith(b"\x89PNG")
    assert bytes.fromhex(named("#102030")[1:]) in icon("#102030")


def test_structured_data_costs_no_page_of_another_story() -> None:
    whole = {page.path: page.markdown for page in pages(sample.edition(), sample.OPTIONS, templates=TEMPLATES)}
    fewer = sample.edition([sample.ferry(), sample.talks(), sample.postponed()])
    less = {page.path: page.markdown for page in pages(fewer, sample.OPTIONS, templates=TEMPLATES)}
    path = "stories/coastal-talks-end/index.md"
    assert whole[path].partition("\n---\n")[0] == less[path].partition("\n---\n")[0]
