"""Topics on pages, in feeds and in the data."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from publish import sample
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.nouns import Edition, Status, Topic
from digest.publish import data, feeds, pages
from digest.stories import watch


def page(path: str, edition: Edition | None = None) -> LexborHTMLParser:
    made = pages(edition or sample.edition(), sample.OPTIONS, templates=TEMPLATES)
    return LexborHTMLParser(next(one.markdown for one in made if one.path == path))


def words(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def channel(path: str, edition: Edition | None = None) -> ET.Element:
    files = {file.path: file.data for file in feeds(edition or sample.edition(), sample.OPTIONS)}
    found = ET.fromstring(files[path]).find("channel")  # noqa: S314 - our own bytes
    assert found is not None
    return found


def texts(element: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path)]


def test_a_topic_s_page_says_what_it_watches_and_counts_honestly() -> None:
    body = page("topics/ferries/index.md").body
    text = words(body)
    assert "Topic 2 stories 4 articles, 3 independent texts 3 outlets" in text
    assert "# Ferries & harbours" in text
    assert "Every boat that carries people across the strait." in text
    assert 'What this page watches (ferry OR "night boat") NOT "whale watching"' in text


def test_a_retelling_is_no_independent_text_of_a_topic() -> None:
    ferry, *others = sample.edition().stories
    members = tuple(
        replace(one, retells="gazette-ferry") if one.text_group == "wire-ferry" else one for one in ferry.members
    )
    told = replace(ferry.told, group=replace(ferry.told.group, members=members))
    edition = replace(sample.edition(), stories=(replace(ferry, told=told), *others))
    text = words(page("topics/ferries/index.md", edition).body)
    assert "Topic 2 stories 4 articles, 2 independent texts 3 outlets" in text


def test_stories_with_news_come_first_with_status_outlets_and_what_matched() -> None:
    first, second = page("topics/ferries/index.md").css("article")
    assert words(first.css_first("h2")) == "Council says yes to night ferry"
    assert words(first.css_first(".status__word")) == "Updated"
    assert "Morning Tide 5 Mar, same text as 2" in words(first)
    assert 'matched by ferry and "night boat" 3 of 4 articles match' in words(first)
    assert words(second.css_first("h2")) == "Ferry vote put off again"
    assert words(second).endswith("matched by ferry")


def test_those_who_are_quoted_most_stand_beside_with_links() -> None:
    heard, outlets = (part.css("li") for part in page("topics/ferries/index.md").css("aside section"))
    assert words(outlets[0]) == "Alder Gazette 2 articles"
    assert [words(node) for node in heard] == ["Mira Tan 4 quotes", "Oskar Lindqvist 1 quote"]
    link = heard[0].css_first("a")
    assert link is not None
    assert link.attributes["href"] == "../../people/mira-tan/"


def test_a_topic_without_a_story_says_so() -> None:
    made = page("topics/whaling/index.md")
    assert "No article of this digest matches yet" in words(made.body)
    assert "Topic 0 stories" in words(made.body)
    assert made.css("article, aside") == []


def test_the_front_page_and_the_index_list_the_topics_in_the_editors_order() -> None:
    section = next(node for node in page("index.md").css(".front__beside section") if "Topics" in node.text())
    expected = ["Ferries & harbours 1 with news, 2 in all", "Trade 1 story", "Whaling nothing yet"]
    assert [words(node) for node in section.css("li")] == expected
    listed = page("topics/index.md").css(".topics-list li")
    assert [words(node.css_first("a")) for node in listed] == ["Ferries & harbours", "Trade", "Whaling"]
    assert 'NOT "whale watching"' in words(listed[0])


def test_a_story_names_its_topics_with_links_and_no_tag_twice() -> None:
    made = sample.edition()
    ferry = made.stories[0]
    first = ferry.members[0]
    article = replace(first.analysis.article, topics=("FERRIES & HARBOURS", "Budget"))
    members = (replace(first, analysis=replace(first.analysis, article=article)), *ferry.members[1:])
    told = replace(ferry.told, group=replace(ferry.told.group, members=members))
    edition = replace(made, stories=(replace(ferry, told=told), *made.stories[1:]))
    line = page("stories/night-ferry-approved/index.md", edition).css_first(".filed")
    assert words(line) == "Topics: Ferries & harbours, Budget"
    assert line is not None
    assert [node.attributes["href"] for node in line.css("a")] == ["../../topics/ferries/"]


def test_without_topics_there_is_no_trace_of_them() -> None:
    edition = replace(
        sample.edition(), topics=(), stories=tuple(replace(story, topics=()) for story in sample.edition().stories)
    )
    made = pages(edition, sample.OPTIONS, templates=TEMPLATES)
    assert not [one.path for one in made if one.path.startswith("topics/")]
    assert not [one.path for one in made if "topics/" in one.markdown]
    assert not [file.path for file in feeds(edition, sample.OPTIONS) if file.path.startswith("topics/")]


def test_each_topic_has_a_feed_with_the_same_items_under_the_same_names() -> None:
    whole, ferries = channel("feed.xml"), channel("topics/ferries/feed.xml")
    assert texts(ferries, "title") == ["The Harbour Digest: Ferries & harbours"]
    assert texts(ferries, "link") == ["https://harbour.example/press/topics/ferries/"]
    own = ferries.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.get("href") == "https://harbour.example/press/topics/ferries/feed.xml"
    items = {item.findtext("guid"): ET.tostring(item) for item in whole.iterfind("item")}
    shown = [item.findtext("guid") for item in ferries.iterfind("item")]
    assert shown == [f"tag:harbour.example,2031:{story.id}" for story in (sample.ferry(), sample.postponed())]
    assert [ET.tostring(item) for item in ferries.iterfind("item")] == [items[name] for name in shown]


def test_a_topic_s_feed_holds_older_stories_than_the_digest_s() -> None:
    options = replace(sample.OPTIONS, feed_items=1)
    files = {file.path: file.data.decode() for file in feeds(sample.edition(), options)}
    assert "Six ministers" not in files["feed.xml"]
    assert "Six ministers" in files["topics/trade/feed.xml"]


def test_a_topic_without_a_story_has_an_empty_feed() -> None:
    whaling = channel("topics/whaling/feed.xml")
    assert texts(whaling, "item/title") == []
    assert texts(whaling, "description") == ["Stories with articles that match whal*"]


def test_the_data_lists_topics_with_stories_and_reasons() -> None:
    files = {file.path: file.data for file in data(sample.edition(), sample.OPTIONS)}
    stories = json.loads(files["data/stories.json"])
    ferries = stories["topics"][0]
    assert ferries["url"] == "https://harbour.example/press/topics/ferries/"
    assert ferries["stories"] == [sample.ferry().id, sample.postponed().id]
    assert ferries["matches"][0] == {"article": "gazette-ferry", "terms": ["ferry"]}
    assert [story["topics"] for story in stories["stories"]] == [
        *(["Ferries & harbours"], ["Trade"], [], ["Ferries & harbours"])
    ]


def test_a_reader_s_program_finds_the_topic_s_feed_first(built: Path) -> None:
    place = built / "topics" / "ferries"
    links = LexborHTMLParser((place / "index.html").read_text()).css('link[type="application/rss+xml"]')
    assert [(place / (link.attributes["href"] or "")).resolve() for link in links] == [
        place / "feed.xml",
        built / "feed.xml",
    ]
    assert all("alternate" in (link.attributes["rel"] or "").split() for link in links)
    assert links[0].attributes["title"] == "Ferries & harbours (RSS)"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "]]> & <!--", "{{ 7*7 }} {: onclick=x }", "a" * 60])
def test_a_hostile_name_or_query_stays_text(name: str) -> None:
    topic = Topic(name=name, slug="evil", query=f'ferry OR "{name.replace("*", "")} x"', description=name)
    edition = watch(sample.edition(), [topic])
    for path in ("index.md", "topics/index.md", "topics/evil/index.md", "stories/night-ferry-approved/index.md"):
        made = page(path, edition)
        assert made.css("script, [onclick]") == []
        assert name in words(made.body)
    told = texts(channel("topics/evil/feed.xml", edition), "description")
    assert [text.replace("\u2060", "") for text in told] == [name]


def test_a_topic_that_went_quiet_still_counts_what_it_has() -> None:
    made = sample.edition()
    quiet = replace(made, stories=tuple(replace(story, status=Status.CONTINUING) for story in made.stories))
    quiet = sample.laid_out(quiet)
    section = next(node for node in page("index.md", quiet).css(".front__beside section") if "Topics" in node.text())
    assert words(section.css("li")[0]) == "Ferries & harbours 2 stories"


def test_the_feed_of_a_topic_that_is_watched_no_more_says_so_once_and_for_good() -> None:
    formerly = ["archive/2031/03/", "topics/", "topics/ferries/", "topics/canals/"]
    files = {file.path: file.data for file in feeds(sample.edition(), sample.OPTIONS, formerly=formerly)}
    assert files["topics/ferries/feed.xml"] == channel_bytes("topics/ferries/feed.xml")
    found = ET.fromstring(files["topics/canals/feed.xml"]).find("channel")  # noqa: S314 - our own bytes
    assert found is not None
    assert texts(found, "item/title") == ["This topic is no longer watched"]
    assert texts(found, "item/guid")[0].endswith(":ended/topics/canals")
    assert "no longer watches the topic “canals”" in texts(found, "description")[0]
    assert texts(found, "item/pubDate") == texts(found, "lastBuildDate") == [], "no clock: it never changes again"
    assert {path for path in files if path.startswith("topics/")} - {
        "topics/canals/feed.xml",
        "topics/canals/feed.json",
    } == {path for path in paths() if path.startswith("topics/")}


def channel_bytes(path: str) -> bytes:
    return next(file.data for file in feeds(sample.edition(), sample.OPTIONS) if file.path == path)


def paths() -> list[str]:
    return [file.path for file in feeds(sample.edition(), sample.OPTIONS)]
