"""Hostile words in feeds of every kind: they pass the gate, and each shows as the literal text."""

import json
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish import sample
from publish.gating import feed_problems
from publish.subscribing import files_of
from publish.test_feed_kinds import recorded
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition, Headline, Person, Role, Topic
from digest.publish.feed_gate.common_rules import text_problems
from digest.publish.feeds.rss import words
from digest.publish.safe import xml
from digest.stories import watch

HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script src=//evil.example></script>",
    "<img src=x onerror=alert(1)>",
    "<b>bold</b> & <i>thin</i>",
    "&lt;script&gt; &amp;amp; &copy &#60;b&#62;",
    "]]> <![CDATA[ <!-- --> <?php ?> <!DOCTYPE rss>",
    "AT&T & Co: 3 < 4 > 2",
    "\x00\x08\x0b\x1f\x7f\x85\x9f\ufffe\uffff\ud800 controls",
    "\u202eesrever\u202c \u200b\u2060\ufeff\u00ad hidden",
    "=cmd|'/C calc'!A1",
    "../../feed.xml",
    "javascript:alert(1)",
    "{{ 7*7 }} {% raw %} {: onclick=x }",
    "\u05e9\u05dc\u05d5\u05dd\u200f \u0639\u0627\u0644\u0645 日本語の見出し",
    "\u2028 \u2029 \ufdd0 \U0001fffe",
    "\u200b\u2060",
    "a" * 3000,
]


def hostile(words: str) -> Edition:
    """An edition with the words in the place of all that an article or an editor can write."""
    text = f"Start {words} end. “{words} x,” said {words}."
    item = sample.article(
        "evil", text, title=words, outlet=words or "x", byline=words, credit=words, url=f"https://a.example/{words}"
    )
    story = replace(
        sample.ferry(),
        id="s-evil",
        slug="evil",
        told=sample.story(
            "evil",
            [sample.member(item)],
            Headline(text=words, article="evil"),
            summary=[sample.extract(item, "Start")],
            quotes=[sample.quote(item, "said", person="evil", speaker=words, role=words, mention="said", relays=words)],
        ).told,
        notes=(words,),
        new_articles=frozenset({"evil"}),
        update=replace(sample.NEWS, sentences=(0,), quotes=(0,), sources=("evil",)),
        threads=(),
    )
    person = Person(id="evil", name=words, forms=(), roles=(Role(text=words, article="evil"),), articles=("evil",))
    made = recorded(sample.edition([story], [person]))
    return watch(made, [Topic(name=words, slug="evil", query="start", description=words)])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_pass_the_gate_in_feeds_of_every_kind(words: str, tmp_path: Path) -> None:
    files = files_of(hostile(words))
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert feed_problems(tmp_path, sample.OPTIONS.url) == []
    kinds = {path.partition("/")[0] for path in files}
    assert kinds >= {"feed.xml", "updates.xml", "topics", "people", "outlets", "stories", "feeds.opml"}


@pytest.mark.parametrize("words", HOSTILE)
def test_a_reader_sees_the_literal_words_and_nothing_that_runs(words: str) -> None:
    shown, files = xml(words).strip(), files_of(hostile(words))
    for path in ("feed", "updates", "topics/evil/feed", "stories/evil/feed"):
        feed = feedparser.parse(files[f"{path}.xml"], sanitize_html=False)
        data = json.loads(files[f"{path}.json"])
        assert not feed.bozo
        for entry, item in zip(feed.entries, data["items"], strict=True):
            title = entry.title.replace("\u2060", "")
            assert shown in title or title.startswith(("Update", "https://harbour.example/"))
            assert item["title"].replace("\u2060", "").strip() == title
            body = LexborHTMLParser(item["content_html"])
            assert body.css("script, img, b, i, [onerror], [onclick], [src]") == []
            assert body.body is not None
            assert shown in " ".join(body.body.text().split())


@given(st.text())
def test_no_title_can_be_taken_for_markup_and_none_loses_a_character(title: str) -> None:
    made = words(title)
    assert made.replace("\u2060", "") == xml(title)
    assert not made or list(text_problems("title", made)) == []
