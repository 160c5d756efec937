"""The five real articles, as they are, through a whole build."""

import html
import re
import shutil
from pathlib import Path

import pytest

from digest import pipeline
from digest.config import load_config
from digest.nouns import Edition, FoundBy, Member, Origin, Story

FURNITURE = (
    "Left Menu", "TRENDING", "Previous Story", "Next Story", "Bivol", "Trudeau", "Mango Sorting", "Sikh Community",
    "Azad Moopen", "Pope Francis", "Global AI", "Janet Yellen", "Explosions rock", "foreign journalists",
    "Putin points to steady", "3 suspected Russian spies", "+91", "720-6444012", "info@devdiscourse", "VisionRI",
    "Give Feedback", "Required fields", "Go toTop", "pic.twitter.com", "1 min read", "Latest from", "Don't Miss",
    "ALSO READ", "EDITIONS", "DevShots", "email address will not", "OPINION / BLOG",
)  # fmt: skip
WHOLE = {
    "000_": ("Russian Security Council Secretary Sergei Shoigu, a close associate", "influence against the West."),
    "001_": ("Sergei Shoigu, Russia’s Security Council Secretary, is visiting", "Western dominance."),
    "002_": ("Top Russian security official", "happy to reciprocate.”"),
    "003_": ("In a significant move", "broader geopolitical dynamics."),
    "004_": ("Moscow will continue to", "global security issues."),
}


@pytest.fixture(scope="module")
def folder(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(seeds, folder / "articles")
    (folder / "articles").chmod(0o755)
    (folder / "site_config.yml").write_text("site: {url: 'https://press.example/'}\ncontent: articles\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def edition(folder: Path) -> Edition:
    return pipeline.build(load_config(folder / "site_config.yml"), folder).edition


def member(edition: Edition, name: str) -> Member:
    everybody = [member for story in edition.stories for member in story.members]
    return next(member for member in everybody if member.analysis.article.source.path.startswith(name))


def visit_and_conference(edition: Edition) -> tuple[Story, Story]:
    visit, conference = sorted(edition.stories, key=lambda story: -len(story.members))
    return visit, conference


@pytest.mark.parametrize("words", FURNITURE)
def test_no_furniture_reaches_any_output(folder: Path, edition: Edition, words: str) -> None:
    assert edition.stories
    theme = folder / "site" / "assets" / "javascripts"
    for path in (folder / "site").rglob("*"):
        if path.is_file() and path.suffix in {".html", ".xml", ".json", ".csv"} and theme not in path.parents:
            assert words not in html.unescape(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("name", WHOLE)
def test_the_reporting_is_whole(edition: Edition, name: str) -> None:
    text = member(edition, name).analysis.article.text
    assert text.startswith(WHOLE[name][0])
    assert text.endswith(WHOLE[name][1])


def test_repeated_titles_captions_and_decks_are_not_text(edition: Edition) -> None:
    first, last = member(edition, "000_").analysis.article, member(edition, "004_").analysis.article
    assert first.title
    assert first.title.value not in first.text
    assert "\n\nSergei Shoigu\n\n" not in f"\n\n{first.text}\n\n"
    assert first.standfirst
    assert first.credit
    assert last.standfirst
    assert last.standfirst.value not in last.text


def test_dates_are_known_and_say_how(edition: Edition) -> None:
    dates = {name: member(edition, name).published for name in WHOLE}
    shown = {name: (moment.at.strftime("%Y-%m-%dT%H:%MZ"), moment.origin) for name, moment in dates.items() if moment}
    assert shown["000_"] == ("2025-02-24T04:34Z", Origin.TEXT)
    assert shown["001_"][1] is Origin.STORY
    assert shown["002_"] == ("2025-02-27T00:00Z", Origin.POST)
    assert shown["003_"][1] is Origin.STORY
    assert shown["004_"] == ("2023-08-16T00:00Z", Origin.TEXT)
    assert dates["002_"]
    assert "Thursday" in dates["002_"].evidence


def test_outlets_are_named_by_themselves_or_not_at_all(edition: Edition) -> None:
    articles = {name: member(edition, name).analysis.article for name in WHOLE}
    outlets = {name: article.outlet.value if article.outlet else None for name, article in articles.items()}
    assert outlets == {"000_": "Devdiscourse", "001_": None, "002_": None, "003_": None, "004_": "Asian Lite News"}
    original = articles["001_"].original_source
    assert original
    assert "channelnewsasia.com" in original.value


def test_the_visit_is_one_story_and_the_conference_its_background(edition: Edition) -> None:
    visit, conference = visit_and_conference(edition)
    assert {one.analysis.article.source.path[:4] for one in visit.members} == {"000_", "001_", "002_", "003_"}
    assert [one.analysis.article.source.path[:4] for one in conference.members] == ["004_"]
    assert [(thread.story, thread.relation.value) for thread in visit.threads] == [(conference.id, "earlier")]


def test_every_quote_stands_under_the_right_full_name(edition: Edition) -> None:
    said = {
        part.text[:25]: (quote.speaker, part.found_by, part.role, part.relays, part.language)
        for story in edition.stories
        for quote in story.told.quotes
        for part in quote.parts
    }
    assert said["Our discussions focused o"][:3] == ("Anwar Ibrahim", FoundBy.NAMED, "Prime Minister")
    assert said["Hari ini saya menerima ku"][0] == "Anwar Ibrahim"
    assert said["Hari ini saya menerima ku"][4] == "ms"
    assert said["We will be discussing spa"][:2] == ("Sergei Shoigu", FoundBy.PRONOUN)
    assert said["It is of great strategic "][:2] == ("Mustafa Izzuddin", FoundBy.NAMED)
    assert said["Putin’s Russia sees Indon"][:2] == ("Mustafa Izzuddin", FoundBy.CARRIED)
    assert said["Now that Trump is effusiv"][:2] == ("Oh Ei Sun", FoundBy.NAMED)
    assert said["These countries can now w"][:2] == ("Oh Ei Sun", FoundBy.CARRIED)
    assert "Pacific Research Centre" in said["Now that Trump is effusiv"][2]
    speaker, _, _, relays, _ = said["conveyed his warm greetin"]
    assert speaker is None or (speaker == "Sergei Shoigu" and "message" in relays)
    for words in ("The West, fearing a break", "aimed at weakening compet", "we will continue to stren"):
        assert said[words][0] == "Sergei Shoigu"


def test_summaries_are_short_verbatim_and_of_their_own_story(edition: Edition) -> None:
    visit, conference = visit_and_conference(edition)
    assert 3 <= len(visit.told.summary) <= 5
    assert 1 <= len(conference.told.summary) <= 2
    for story in (visit, conference):
        texts = {one.analysis.article.id: one.analysis.article.text for one in story.members}
        for extract in story.told.summary:
            assert texts[extract.article][extract.start : extract.end] == extract.text
        words = [set(re.findall(r"\w+", extract.text.lower())) for extract in story.told.summary]
        assert all(len(a & b) <= 0.5 * len(a | b) for i, a in enumerate(words) for b in words[:i])


def test_unknown_outlets_are_shown_by_file_and_a_single_article_has_an_extract(folder: Path, edition: Edition) -> None:
    visit, conference = visit_and_conference(edition)
    page = (folder / "site" / "stories" / visit.slug / "index.html").read_text(encoding="utf-8")
    assert "outlet unknown" in page
    assert "002_980210cf5b948bf3.txt" in html.unescape(page)
    page = (folder / "site" / "stories" / conference.slug / "index.html").read_text(encoding="utf-8")
    assert ">Extract<" in page
    assert "What happened" not in page


def test_the_fourth_retells_the_third_and_is_no_voice(folder: Path, edition: Edition) -> None:
    visit, _ = visit_and_conference(edition)
    retold = {one.analysis.article.source.path[:4]: one.retells for one in visit.members}
    assert retold == {"000_": "", "001_": "", "002_": "", "003_": member(edition, "002_").analysis.article.id}
    assert visit.told.group.independent_texts == 3
    assert member(edition, "003_").analysis.article.id not in {extract.article for extract in visit.told.summary}
    written = (folder / "site" / "stories" / visit.slug / "index.html").read_text(encoding="utf-8")
    page = html.unescape(written)
    assert "4 articles, 3 independent texts" in page
    assert "retells 2" in page
