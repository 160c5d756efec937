"""The feeds: valid, stable, and safe with hostile words."""

import dataclasses
import json
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import pytest
from publish import sample
from publish.subscribing import files_of, items_of
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition, Headline, Moment, Origin, Precision
from digest.publish import feeds

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


def rss(edition: Edition) -> ET.Element:
    data = {file.path: file.data for file in feeds(edition, sample.OPTIONS)}["feed.xml"]
    channel = ET.fromstring(data).find("channel")  # noqa: S314 - our own bytes
    assert channel is not None
    return channel


def texts(channel: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in channel.iterfind(path)]


def test_each_story_is_one_item_newest_first_with_a_name_for_life() -> None:
    channel = rss(sample.edition())
    assert set(texts(channel, "item/title")[:2]) == {"Council says yes to night ferry", "Cracks close swing bridge"}
    dates = [parsedate_to_datetime(text) for text in texts(channel, "item/pubDate")]
    assert dates == sorted(dates, reverse=True)
    assert all(date.tzinfo is not None for date in dates)
    guids = list(channel.iterfind("item/guid"))
    assert {guid.get("isPermaLink") for guid in guids} == {"false"}
    assert sample.ferry().id in {(guid.text or "").rpartition(":")[2] for guid in guids}
    assert all((guid.text or "").startswith("tag:harbour.example,2031:") for guid in guids)


def test_a_new_headline_slug_or_article_keeps_the_guid() -> None:
    before = sample.ferry()
    told = dataclasses.replace(before.told, headline=Headline(text="Another", article="", by="Ed"))
    after = dataclasses.replace(before, told=told, slug="another")
    one, other = rss(sample.edition([before])), rss(sample.edition([after]))
    assert texts(one, "item/guid") == texts(other, "item/guid")
    assert texts(one, "item/pubDate") == texts(other, "item/pubDate")


def test_the_channel_names_itself_and_its_newest_item_and_no_clock() -> None:
    channel = rss(sample.edition())
    link = channel.find(ATOM_LINK)
    assert link is not None
    assert link.attrib == {
        "href": "https://harbour.example/press/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert parsedate_to_datetime(texts(channel, "lastBuildDate")[0]).date().isoformat() == "2031-03-05"
    assert feeds(sample.edition(), sample.OPTIONS) == feeds(sample.edition(), sample.OPTIONS)


def test_hostile_words_stay_words() -> None:
    hostile = 'Ship <script>alert(1)</script> & "co" ]]> \x0b\x00 \ud800'
    item = sample.article("evil", f"Start {hostile} end.", title=hostile, outlet=hostile, url="javascript:alert(1)")
    story = sample.story(
        "evil",
        [sample.member(item)],
        Headline(text=hostile, article="evil"),
        summary=[sample.extract(item, "Start")],
        quotes=[sample.quote(item, "alert(1)", speaker=hostile, role=hostile)],
    )
    channel = rss(sample.edition([story], []))
    title = 'Ship <\u2060script>alert(1)<\u2060/script> & "co" ]]>'
    assert texts(channel, "item/title") == [title], "no tag, for readers that take a title for HTML"
    body = LexborHTMLParser(texts(channel, f"item/{CONTENT}")[0])
    assert body.css("script") == []
    assert all((node.attributes["href"] or "").startswith("https://harbour.example/") for node in body.css("a"))
    json.loads({file.path: file.data for file in feeds(sample.edition([story], []), sample.OPTIONS)}["feed.json"])


def test_every_address_in_the_feeds_is_absolute() -> None:
    for body in texts(rss(sample.edition()), f"item/{CONTENT}"):
        for node in LexborHTMLParser(body).css("[href]"):
            assert (node.attributes["href"] or "").startswith("https://")


def test_json_feed_says_the_same() -> None:
    files = {file.path: file.data for file in feeds(sample.edition(), sample.OPTIONS)}
    feed = json.loads(files["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == texts(rss(sample.edition()), "item/guid")
    assert all({"id", "url", "title", "content_html"} <= set(item) for item in feed["items"])


def test_an_undated_story_comes_last_under_the_day_of_its_edition() -> None:
    item = sample.article("undated", "It rained.", title="Rain")
    story = sample.story("rain", [sample.member(item)], Headline(text="Rain", article="undated"))
    channel = rss(sample.edition([story, sample.bridge()], []))
    assert texts(channel, "item/title") == ["Cracks close swing bridge", "Rain"]
    assert set(texts(channel, "item/pubDate")) == {"Tue, 04 Mar 2031 00:00:00 +0800"}


@pytest.mark.parametrize(
    ("zone", "day", "printed"),
    [
        ("America/New_York", date(2031, 7, 4), "Fri, 04 Jul 2031 00:00:00 -0400"),
        ("Europe/Amsterdam", date(1930, 1, 2), "Thu, 02 Jan 1930 00:00:00 +0019"),  # 19 minutes and 32 seconds
    ],
)
def test_a_reader_in_the_digest_s_zone_sees_the_day_of_the_edition(zone: str, day: date, printed: str) -> None:
    made = dataclasses.replace(sample.edition([sample.bridge()], []), previous_date=day)
    options = dataclasses.replace(sample.OPTIONS, timezone=zone)
    (item,) = ET.fromstring(files_of(made, options)["feed.xml"]).iterfind("channel/item")  # noqa: S314 - our own bytes
    assert item.findtext("pubDate") == printed
    (entry,) = items_of(files_of(made, options), "feed.json")
    assert datetime.fromisoformat(entry["date_published"]) == parsedate_to_datetime(printed)


def test_a_doubtful_date_dates_nothing() -> None:
    bridge = sample.bridge()
    moment = bridge.members[0].published
    assert moment is not None
    doubtful = Moment(
        at=moment.at.replace(year=2099), precision=Precision.DAY, origin=Origin.TEXT, doubt="lies in the future"
    )
    member = dataclasses.replace(bridge.members[0], published=doubtful)
    group = dataclasses.replace(bridge.told.group, members=(member,))
    story = dataclasses.replace(bridge, told=dataclasses.replace(bridge.told, group=group))
    channel = rss(sample.edition([sample.talks(), story], []))
    assert texts(channel, "item/title")[-1] == "Cracks close swing bridge"
    assert "2099" not in "".join(texts(channel, "item/pubDate") + texts(channel, "lastBuildDate"))


def test_an_item_without_the_day_of_any_edition_has_no_date() -> None:
    edition = dataclasses.replace(sample.edition(), date=None, previous_date=None)
    assert texts(rss(edition), "item/pubDate") == texts(rss(edition), "lastBuildDate") == []


@pytest.mark.parametrize("limit", [1, 2])
def test_the_feeds_hold_the_newest_stories_only(limit: int) -> None:
    options = dataclasses.replace(sample.OPTIONS, feed_items=limit)
    files = {file.path: file.data for file in feeds(sample.edition(), options)}
    assert len(json.loads(files["feed.json"])["items"]) == limit
