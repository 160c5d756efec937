"""Which of the sources' titles heads a story."""

import pytest
from stories.build import make_article, make_group

from digest.nouns import Extract
from digest.stories import HEADLINE_RULE
from digest.stories.headline import headline

TEXT = "Mayor Petra Lind opened the rebuilt Velden bridge in Karsland on Friday."
PLAIN = "Mayor Lind opens rebuilt bridge in Velden"


def heading(*titles: str, outlet: str = "") -> str:
    articles = [make_article(f"a{n}", TEXT, title=title, outlet=outlet) for n, title in enumerate(titles)]
    return headline(make_group(*articles), ()).text


@pytest.mark.parametrize(
    "other",
    [
        "Will the rebuilt Velden bridge of Mayor Lind in Karsland last?",
        "Mayor Lind opens rebuilt Velden bridge in Karsland!",
        "MAYOR LIND OPENS REBUILT VELDEN BRIDGE IN KARSLAND",
        "Here's what to know about the rebuilt Velden bridge in Karsland",
        "Opinion: Mayor Lind opened the rebuilt Velden bridge in Karsland",
        "FactChecking Mayor Lind on rebuilt Velden bridge in Karsland",
        "Mayor Lind caves to rebuilt Velden bridge in Karsland",
        "Mayor Lind is wrong to open rebuilt Velden bridge in Karsland",
        "Mayor Lind slams rebuilt Velden bridge in Karsland",
        "A new era",
        "Velden bridge",
    ],
)
def test_a_plain_informative_title_wins(other: str) -> None:
    assert heading(other, PLAIN) == PLAIN
    assert heading(PLAIN, other) == PLAIN


def test_between_equal_titles_the_earliest_wins() -> None:
    articles = [
        make_article(name, TEXT, title=PLAIN, day=day) for name, day in (("b", "2025-02-01"), ("a", "2025-02-02"))
    ]
    assert headline(make_group(*articles), ()).article == "b"


@pytest.mark.parametrize(
    ("title", "outlet"), [(f"{PLAIN} - The Anse Courier", "The Anse Courier"), (f"{PLAIN} | News", "")]
)
def test_the_outlet_at_the_end_is_left_off(title: str, outlet: str) -> None:
    assert heading(title, outlet=outlet) == PLAIN


def test_a_dash_that_is_part_of_the_title_stays() -> None:
    assert heading(f"{PLAIN} - after two years", outlet="The Anse Courier") == f"{PLAIN} - after two years"


def test_a_word_that_the_other_texts_share_tells_more_than_one_of_a_single_text() -> None:
    group = make_group(
        make_article("a", f"{TEXT} Balloons rose over the market.", title="Balloons rise over Velden market"),
        make_article("b", TEXT, title="Velden bridge opened by mayor"),
        make_article("c", TEXT),
    )
    assert headline(group, ()).text == "Velden bridge opened by mayor"


def test_without_any_title_the_leading_sentence_stands_whole() -> None:
    lead = Extract(article="b", start=0, end=len(TEXT), text=TEXT, also_in=())
    assert headline(make_group(make_article("a"), make_article("b", TEXT)), (lead,)).text == TEXT


def test_the_rule_is_told() -> None:
    assert "The headline is one of the sources’ own titles" in HEADLINE_RULE


def test_a_toll_that_the_newest_day_has_overtaken_heads_no_story() -> None:
    day = "Rescuers searched the capsized ferry Aurelia off Port Solen."
    dead = "12 people died on capsized ferry Aurelia"
    first = make_article("a", f"{day} At least 12 people died.", title=dead, day="2025-02-01")
    for published, shown in (("2025-02-02", "b"), ("2025-02-01", "a")):
        later = make_article("b", f"{day} The dead now number 17.", title="Capsized ferry: toll now 17", day=published)
        assert headline(make_group(first, later), ()).article == shown
