"""Which articles only retell an earlier one, and what that changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml
from stories.build import make_article, make_group, make_member, make_moment

from digest.nouns import Analysis, Moment, Origin
from digest.reading import analyse
from digest.stories import group, tell
from digest.stories.retellings import retellings

CASES = yaml.safe_load(Path(__file__).with_name("retellings.yaml").read_text(encoding="utf-8"))


def ids(analyses: Sequence[Analysis]) -> dict[str, str]:
    return {one.article.id: one.article.id for one in analyses}


def found(analyses: Sequence[Analysis], copies: dict[str, str] | None = None) -> dict[str, str]:
    """The retellings among articles given in their story's order; `copies` name the text that they carry."""
    return retellings(analyses, [one.article.published for one in analyses], ids(analyses) | (copies or {}))


@dataclass(frozen=True)
class Pair:
    name: str
    earlier: Analysis
    later: Analysis
    retells: bool

    @property
    def found(self) -> bool:
        both = sorted((self.earlier, self.later), key=lambda one: str(one.article.published))
        result = found(both)
        assert not result[self.earlier.article.id]
        return bool(result[self.later.article.id])


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    articles, marks = [], []
    for story in CASES:
        name = story["story"]
        articles.append(make_article(name, story["text"].strip(), title=story["title"], day="2031-03-04"))
        for number, later in enumerate(story["later"], start=1):
            day = str(later.get("day", "2031-03-05"))
            articles.append(make_article(f"{name} {number}", later["text"].strip(), title=later["title"], day=day))
            marks.append((name, f"{name} {number}", f"{name}: {later['why']}", later["retells"]))
    read = {one.article.id: one for one in analyse(articles)}
    return [Pair(name, read[earlier], read[later], retells) for earlier, later, name, retells in marks]


@pytest.fixture
def ferry(pairs: list[Pair]) -> tuple[Analysis, Analysis]:
    """A report and its retelling."""
    pair = next(pair for pair in pairs if pair.name == "night ferry: paraphrase with comment")
    return pair.earlier, pair.later


def dated(analysis: Analysis, day: str, name: str = "") -> Analysis:
    article = analysis.article
    moment = make_moment(day) if day else None
    return replace(analysis, article=replace(article, id=name or article.id, published=moment))


def test_retellings_are_found_with_a_precision_of_95_percent(pairs: list[Pair]) -> None:
    assert len(pairs) >= 60
    assert sum(not pair.retells for pair in pairs) >= len(pairs) / 2
    named = [pair for pair in pairs if pair.found]
    wrong = [pair.name for pair in named if not pair.retells]
    recall = sum(pair.retells for pair in named) / sum(pair.retells for pair in pairs)
    assert len(wrong) <= 0.05 * len(named), wrong
    assert recall >= 0.8, [pair.name for pair in pairs if pair.retells and not pair.found]


def test_the_earlier_article_never_retells_the_later(ferry: tuple[Analysis, Analysis]) -> None:
    report, retelling = ferry
    swapped = [dated(retelling, "2031-03-04"), dated(report, "2031-03-05")]
    assert found(swapped) == dict.fromkeys(ids(swapped), "")


@pytest.mark.parametrize("day", ["", "2031-03-04"])
def test_of_two_articles_in_no_known_order_the_one_that_paraphrases_the_others_quotes_retells(
    ferry: tuple[Analysis, Analysis], day: str
) -> None:
    report, retelling = (dated(one, day) for one in ferry)
    assert found([retelling, report]) == {report.article.id: "", retelling.article.id: report.article.id}


def test_a_short_version_in_no_known_order_is_in_doubt_and_so_a_text_of_its_own(pairs: list[Pair]) -> None:
    brief = next(pair for pair in pairs if pair.name == "night ferry: a short version")
    assert brief.found
    assert not any(found([dated(brief.later, ""), brief.earlier]).values())


def test_an_inferred_day_says_nothing_of_the_order(pairs: list[Pair]) -> None:
    brief = next(pair for pair in pairs if pair.name == "night ferry: a short version")
    inferred: Moment = make_moment("2031-03-09", origin=Origin.STORY)
    both = [brief.earlier, dated(brief.later, "")]
    assert not any(retellings(both, [brief.earlier.article.published, inferred], ids(both)).values())


def test_times_without_a_zone_say_nothing_about_hours(pairs: list[Pair]) -> None:
    brief = next(pair for pair in pairs if pair.name == "night ferry: a short version")
    first = replace(make_moment("2031-03-04T09:00"), offset_minutes=0)
    later = make_moment("2031-03-04T15:00")
    both = [brief.earlier, brief.later]
    assert not any(retellings(both, [first, later], ids(both)).values())
    assert any(retellings(both, [first, replace(later, offset_minutes=0)], ids(both)).values())


def test_copies_of_a_retelling_retell_too_and_what_they_retell_is_the_first_publication(
    ferry: tuple[Analysis, Analysis],
) -> None:
    report, retelling = ferry
    carried, repeated = dated(report, "2031-03-04", "carried"), dated(retelling, "2031-03-06", "repeated")
    story = [report, carried, retelling, repeated]
    first, last = report.article.id, retelling.article.id
    result = found(story, {"carried": first, "repeated": last})
    assert result == {first: "", "carried": "", last: first, "repeated": first}


def test_a_copy_that_adds_something_makes_its_text_a_voice(ferry: tuple[Analysis, Analysis]) -> None:
    report, retelling = ferry
    text = retelling.article.text + "\n\nThe innkeeper Pavel Drost of Kestrel has waited for the line for thirty years."
    (longer,) = analyse([make_article("longer", text, title="Night ferry", day="2031-03-06")])
    assert not any(found([report, retelling, longer], {"longer": retelling.article.id}).values())


def test_a_retelling_of_a_retelling_names_the_report_behind_both(ferry: tuple[Analysis, Analysis]) -> None:
    report, retelling = ferry
    again = dated(retelling, "2031-03-07", "again")
    result = found([report, retelling, again])
    assert result["again"] == result[retelling.article.id] == report.article.id


def test_another_language_is_never_a_retelling(ferry: tuple[Analysis, Analysis]) -> None:
    report, retelling = ferry
    other = replace(retelling, article=replace(retelling.article, language="nl"))
    assert not any(found([report, other]).values())


def test_a_group_counts_neither_copies_nor_retellings_and_knows_whose_voice_each_article_is() -> None:
    a, b, c, d = (make_article(name, day=f"2031-03-0{number}") for number, name in enumerate("abcd", start=1))
    (one,), (two,), (three,), (four,) = (make_group(article).members for article in (a, b, c, d))
    story = make_group(
        one,
        make_member(two.analysis, text_group="a"),
        make_member(three.analysis, retells="a"),
        make_member(four.analysis, text_group="c", retells="a"),
    )
    assert story.independent_texts == 1
    assert story.voices == dict.fromkeys("abcd", "a")


def test_voices_follow_a_retelling_of_a_retelling() -> None:
    members = [make_group(make_article(name)).members[0].analysis for name in "abc"]
    first, second, third = members
    story = make_group(make_member(first), make_member(second, retells="a"), make_member(third, retells="b"))
    assert (story.independent_texts, story.voices) == (1, dict.fromkeys("abc", "a"))


def test_a_story_of_one_voice_is_a_short_extract_and_none_of_it_from_the_retelling(
    ferry: tuple[Analysis, Analysis],
) -> None:
    (story,) = group(ferry)
    report, retelling = (one.article.id for one in ferry)
    assert [member.retells for member in story.members] == ["", report]
    told = tell(story, person_ids={})
    assert {extract.article for extract in told.summary} == {report}
    assert len(told.summary) <= 2
    alone = tell(make_group(ferry[0]), person_ids={})
    assert [extract.text for extract in alone.summary] == [extract.text for extract in told.summary]
    assert all(retelling not in (one.article for one in told.quotes) for _ in told.quotes)
