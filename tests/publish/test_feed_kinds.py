"""Feeds of updates, stories, people and outlets, and the lists of all feeds."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from publish import sample
from publish.disputes import disputed
from publish.gating import feed_problems
from publish.subscribing import CONTENT, channel_of, files_of, items_of, texts
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition, Fate, PastEdition, PastStory, Status, Variant, Wording
from digest.publish import passage_link
from digest.stories.records import edition_record

FERRY = "stories/night-ferry-approved/"


def recorded(edition: Edition, **change: object) -> Edition:
    """The edition with the record of itself, as a build gives it."""
    record = edition_record(edition, numbers=(), link=passage_link)
    stories = tuple(
        PastStory(
            record=story,
            headline_withheld=False,
            sentences=(Fate.STANDS,) * len(story.sentences),
            quotes=(),
            slug=story.slug,
            withheld=False,
            gone=False,
        )
        for story in (replace(story, quotes=()) for story in record.stories)
    )
    first = PastEdition(number=1, date=edition.previous_date, slug="2031-03-04", kept=False)
    last = PastEdition(number=2, date=edition.date, slug="2031-03-05", stories=stories)
    return replace(edition, past=(first, replace(last, **change)))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of(recorded(sample.edition()), formerly=["outlets/gone-herald/", "archive/2031/03/"])


def words(html: str) -> str:
    body = LexborHTMLParser(html).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


def test_everything_with_a_page_of_its_own_has_both_feeds(files: dict[str, bytes]) -> None:
    edition = sample.edition()
    expected = {"", *(f"topics/{one.topic.slug}/" for one in edition.topics)}
    expected |= {f"stories/{story.slug}/" for story in edition.stories}
    expected |= {f"people/{person.id}/" for person in edition.people}
    expected |= {f"outlets/{slug}/" for slug in ("alder-gazette", "morning-tide", "the-lindhaven-courier")}
    for address in expected:
        xml, data = channel_of(files, f"{address}feed.xml"), items_of(files, f"{address}feed.json")
        assert texts(xml, "item/guid") == [item["id"] for item in data]
        assert texts(xml, f"item/{CONTENT}") == [item["content_html"] for item in data]


def test_all_of_them_pass_the_gate(files: dict[str, bytes], tmp_path: Path) -> None:
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert feed_problems(tmp_path, sample.OPTIONS.url) == []


def test_an_update_is_an_item_with_what_is_new_alone(files: dict[str, bytes]) -> None:
    (item,) = items_of(files, "updates.json")
    assert item["id"] == f"tag:harbour.example,2031:{sample.ferry().id}/2"
    assert item["title"] == "Update: Council says yes to night ferry"
    assert item["date_published"] == "2031-03-05T00:00:00+08:00"
    told = words(item["content_html"])
    assert "New in the edition of 5 March 2031: 1 sentence and 1 article." in told
    assert "The shipping company Blue Heron Lines will run two vessels" in told
    assert "New sources Morning Tide" in told
    assert "The harbour council approved" not in told, "that was known before"


def test_what_became_of_an_update_s_words_is_said_and_withheld_words_are_not_printed() -> None:
    edition = recorded(sample.edition())
    past = edition.past[-1]
    ferry = next(story for story in past.stories if story.record.status is Status.UPDATED)
    others = tuple(story for story in past.stories if story is not ferry)

    def update(fate: Fate, *, withheld: bool = False) -> list[dict[str, object]]:
        changed = replace(ferry, sentences=tuple(fate for _ in ferry.sentences), withheld=withheld)
        stories = tuple(story for story in edition.stories if not withheld or story.id != ferry.record.id)
        made = replace(edition, stories=stories, past=(edition.past[0], replace(past, stories=(changed, *others))))
        return items_of(files_of(made), "updates.json")

    assert "no longer stand in the stored article" in str(update(Fate.CHANGED)[0]["content_html"])
    assert "Blue Heron" not in str(update(Fate.WITHHELD))
    assert update(Fate.STANDS, withheld=True) == []


def test_an_update_that_its_edition_did_not_record_is_printed_from_the_story(files: dict[str, bytes]) -> None:
    (item,) = items_of(files_of(sample.edition()), "updates.json")
    (recorded_one,) = items_of(files, "updates.json")
    assert {name: item[name] for name in ("id", "url", "title", "date_published")} == {
        name: recorded_one[name] for name in ("id", "url", "title", "date_published")
    }
    told = words(item["content_html"])
    assert "New in the edition of 5 March 2031: 1 sentence, 1 quote and 1 article." in told
    assert "The shipping company Blue Heron Lines will run two vessels" in told


def test_a_story_that_began_with_its_last_edition_has_no_update() -> None:
    story = replace(sample.ferry(), first_edition=2)
    assert items_of(files_of(sample.edition([story], [])), "updates.json") == []


def test_a_story_s_feed_has_its_updates_before_the_story_itself(files: dict[str, bytes]) -> None:
    items = items_of(files, f"{FERRY}feed.json")
    assert [item["title"] for item in items] == [
        "Update: Council says yes to night ferry",
        "Council says yes to night ferry",
    ]
    assert items[0] == items_of(files, "updates.json")[0]
    whole = {item["id"]: item for item in items_of(files, "feed.json")}
    assert items[1]["id"] in whole
    assert len(items[1]["content_html"]) < len(whole[items[1]["id"]]["content_html"])


def test_a_person_s_item_has_the_words_with_where_and_how_they_were_found(files: dict[str, bytes]) -> None:
    (item,) = items_of(files, "people/mira-tan/feed.json")
    assert item["id"] == "tag:harbour.example,2031:people/mira-tan/1"
    told = words(item["content_html"])
    assert "“The money is there, and it was always there.”" in told
    assert "found through “She”" in told
    assert "https://wire.example/a?id=77&amp;lang=en#:~:text=The%20money" in item["content_html"]


def test_words_that_a_later_article_carries_too_are_no_news_of_a_person() -> None:
    ferry = sample.ferry()
    first = ferry.told.quotes[0]
    later = Variant(article="morning-copy", parts=first.parts, wording=Wording.SAME, differing=())
    quotes = (replace(first, variants=(later,)), *ferry.told.quotes[1:])
    edition = sample.edition([replace(ferry, told=replace(ferry.told, quotes=quotes))])
    (item,) = items_of(files_of(edition), "people/mira-tan/feed.json")
    assert item["id"].endswith("people/mira-tan/1")


def test_a_story_that_only_names_somebody_stands_as_a_link(files: dict[str, bytes]) -> None:
    first, second = items_of(files, "people/oskar-lindqvist/feed.json")
    assert [first["date_published"][:10], second["date_published"][:10]] == ["2031-03-05", "2031-03-04"]
    assert words(first["content_html"]) == "Named in: Cracks close swing bridge"
    assert "thin, hurried and a decade too late" in words(second["content_html"])


def test_an_outlet_s_item_is_an_article_with_what_is_taken_from_it(files: dict[str, bytes]) -> None:
    items = {item["id"].rpartition("/")[2]: item for item in items_of(files, "outlets/alder-gazette/feed.json")}
    assert set(items) == {"gazette-ferry", "bridge", "old-ferry"}
    item = items["gazette-ferry"]
    assert item["external_url"] == "https://gazette.example/2031/night-ferry"
    assert item["url"] == f"https://harbour.example/press/{FERRY}#source-1"
    told = words(item["content_html"])
    assert "Opponents say that the engines will disturb" in told
    assert "Blue Heron" not in told, "that is another outlet's"
    (copied,) = items_of(files, "outlets/morning-tide/feed.json")
    assert "; same text as Northern Wire" in words(copied["content_html"])


def test_an_article_that_gave_no_sentence_is_summed_up_by_its_story_and_says_so() -> None:
    ferry = sample.ferry()
    silent = replace(ferry, told=replace(ferry.told, summary=()), update=None)
    item = next(iter(items_of(files_of(sample.edition([silent], [])), "outlets/morning-tide/feed.json")))
    assert item["summary"] == "In the story: Council says yes to night ferry"


def test_values_that_differ_stand_in_the_digest_s_item_with_who_gives_them() -> None:
    files = files_of(sample.edition([disputed(sample.ferry())], []))
    told = words(items_of(files, "feed.json")[0]["content_html"])
    assert (
        "The first crossing is planned for …: June ( Morning Tide , Northern Wire ); 1 June ( Alder Gazette )" in told
    )
    assert "first 2.4 million crowns ( Northern Wire ), later 2.4 million crowns ( Morning Tide )" in told


def test_whoever_followed_a_merged_story_goes_on_with_the_other(files: dict[str, bytes]) -> None:
    old, now = channel_of(files, "stories/ferry-vote-tuesday/feed.xml"), channel_of(files, f"{FERRY}feed.xml")
    assert [ET.tostring(item) for item in old.iterfind("item")] == [ET.tostring(item) for item in now.iterfind("item")]
    assert texts(old, "link") == texts(now, "link") == [f"https://harbour.example/press/{FERRY}"]


def test_a_feed_whose_subject_is_gone_ends_with_one_last_item_that_says_so() -> None:
    edition = replace(sample.edition(), absent=("lost", "taken-out"), hidden=("taken-out",), absent_people=("nobody",))
    files = files_of(edition, formerly=["outlets/gone-herald/", "archive/2031/03/", "editions/2031-03-04/"])
    for address, told in (
        ("outlets/gone-herald/", "No article in The Harbour Digest is of this name now: “gone-herald”."),
        ("people/nobody/", "No article in The Harbour Digest is of this name now: “nobody”."),
        ("stories/lost/", "This digest has none of its articles now."),
        ("stories/taken-out/", "An editor took it out of this digest."),
    ):
        (item,) = items_of(files, f"{address}feed.json")
        assert item["summary"].startswith(told)
        assert b'"expired": true' in files[f"{address}feed.json"]
        assert len(channel_of(files, f"{address}feed.xml").findall("item")) == 1
    assert not [path for path in files if path.startswith(("archive/", "editions/"))]


def test_one_list_has_every_feed_and_another_those_for_a_reader(files: dict[str, bytes]) -> None:
    def listed(name: str) -> set[str]:
        root = ET.fromstring(files[name])  # noqa: S314 - our own bytes
        urls = {outline.get("xmlUrl") or "" for outline in root.iter("outline")} - {""}
        return {url.removeprefix("https://harbour.example/press/") for url in urls}

    retired = {"stories/ferry-vote-tuesday/feed.xml", "outlets/gone-herald/feed.xml"}
    assert listed("feeds.opml") == {path for path in files if path.endswith(".xml")} - retired
    kinds = ("feed.xml", "updates.xml", "topics/", "outlets/")
    assert listed("main-feeds.opml") == {path for path in listed("feeds.opml") if path.startswith(kinds)}


def test_every_feed_keeps_to_its_length() -> None:
    options = replace(sample.OPTIONS, feed_items=1)
    files = files_of(recorded(sample.edition()), options)
    assert {len(items_of(files, path)) for path in files if path.endswith(".json")} <= {0, 1}


def test_another_address_of_the_site_leaves_every_name_as_it_was() -> None:
    moved = replace(sample.OPTIONS, url="https://elsewhere.example/")
    edition = recorded(sample.edition())
    before, after = files_of(edition), files_of(edition, moved)
    assert before.keys() == after.keys()
    for path in before:
        if path.endswith(".json"):
            assert [item["id"] for item in items_of(before, path)] == [item["id"] for item in items_of(after, path)]
            assert b"harbour.example/press" not in after[path]


@pytest.mark.parametrize("folder", ["stories", "people", "outlets", "topics"])
def test_programs_and_people_find_the_feed_of_a_page(built: Path, folder: str) -> None:
    pages = [path for path in sorted((built / folder).glob("*/index.html")) if "refresh" not in path.read_text("utf-8")]
    assert pages
    for path in pages:
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        links = {
            node.attributes["type"]: node.attributes["href"] or "" for node in tree.css("link[rel='alternate feed']")
        }
        assert links == {"application/rss+xml": "feed.xml", "application/feed+json": "feed.json"}
        shown = {node.attributes["href"] for node in tree.css("footer a")}
        assert {*links.values(), "../../feeds/"} <= shown
        assert all((path.parent / link).is_file() for link in links.values())


def test_every_page_names_the_digest_s_feed(built: Path) -> None:
    for name in ("index.html", "feeds/index.html", "archive/index.html", "people/mira-tan/index.html"):
        tree = LexborHTMLParser((built / name).read_text(encoding="utf-8"))
        (link,) = tree.css("link[rel='alternate'][type='application/rss+xml']")
        assert (built / name).parent.joinpath(link.attributes["href"] or "").resolve() == built / "feed.xml"


def test_the_page_of_feeds_leads_to_each_kind(built: Path) -> None:
    tree = LexborHTMLParser((built / "feeds" / "index.html").read_text(encoding="utf-8"))
    links = {node.attributes["href"] for node in tree.css("article a")}
    assert links >= {"../feed.xml", "../feed.json", "../updates.xml", "../updates.json"}
    assert links >= {"../feeds.opml", "../main-feeds.opml", "../topics/ferries/feed.xml"}
    assert all((built / "feeds" / (link or "")).exists() for link in links)
