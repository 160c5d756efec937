"""The editor's hand: each kind of rule acts, survives rebuilds with changing content, and says when it cannot act."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from stories.build import make_analysis, make_article, make_group, make_person, make_quote, make_told

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock, LockStory
from digest.nouns import FoundBy, KeyQuote, Told, Variant, Wording
from digest.stories.persons import persons
from digest.stories.rules import Outcome, correct, exclude, place


def rule(kind: RuleKind, *subjects: str, to: str = "", quote: str = "", line: int = 1) -> Rule:
    return Rule(kind=kind, line=line, subjects=subjects, to=to, quote=quote, by="Nadia", because="a reason")


def rules(*given: Rule) -> Rules:
    return Rules(rules=given)


def test_excluded_articles_and_outlets_are_left_out() -> None:
    given = [
        make_article("a", path="inbox/ad.txt"),
        make_article("b", outlet="The Daily Advertiser"),
        make_article("c", outlet="The Herald"),
        make_article("d"),
    ]
    kept, outcome = exclude(
        [make_analysis(article) for article in given],
        rules=rules(rule(RuleKind.EXCLUDE, "inbox/ad.txt", "d"), rule(RuleKind.EXCLUDE_OUTLET, "the daily advertiser")),
    )
    assert [analysis.article.id for analysis in kept] == ["c"]
    assert outcome.excluded == 3
    assert [decision.text for decision in outcome.decisions] == [
        "Nadia left out 2 articles (inbox/ad.txt, d): a reason",
        "Nadia left out the outlet “the daily advertiser” (1 article): a reason",
    ]


def test_an_exclusion_that_matches_nothing_is_told_with_the_nearest() -> None:
    given = [make_analysis(make_article("a", path="herald/dam.txt", outlet="The Herald"))]
    kept, outcome = exclude(
        given,
        rules=rules(rule(RuleKind.EXCLUDE, "herald/dan.txt", line=4), rule(RuleKind.EXCLUDE_OUTLET, "Herald", line=9)),
    )
    assert list(kept) == given
    assert outcome == Outcome(
        unmatched=(
            "`exclude` on line 4: there is no article “herald/dan.txt”, did you mean herald/dam.txt?",
            "`exclude_outlet` on line 9: there is no outlet “Herald”, did you mean The Herald?",
        )
    )


def quoting(words: Sequence[tuple[str, str]], name: str = "a") -> Told:
    """A story of one article with quotes: (words, speaker)."""
    article = make_article(name, " ".join(f"“{said},” {who} said." for said, who in words))
    quotes = [make_quote(article, said, who) for said, who in words]
    analysis = make_analysis(article, people=[make_person(who) for _, who in words], quotes=quotes)
    keys = [KeyQuote(article=name, parts=(quote,), person="wrong", key=True) for quote in quotes]
    return make_told(make_group(analysis), quotes=keys)


def test_a_corrected_speaker_is_marked_and_leads_to_the_right_person() -> None:
    told = quoting([("The river’s rising fast", "Ann Brook"), ("We are ready", "Carl Dee")])
    people = persons([told.group])
    change = rule(RuleKind.SPEAKER, "a.txt", to="Carl Dee", quote="the rivers RISING  fast")
    (found,), outcome = correct([told], rules=rules(change), people=people)
    quote = found.quotes[0]
    assert (quote.speaker, quote.person, quote.corrected_by) == ("Carl Dee", "carl-dee", "Nadia")
    assert quote.parts[0].found_by is FoundBy.EDITOR
    assert quote.parts[0].mention is None
    assert found.quotes[1] == told.quotes[1]
    assert [decision.text for decision in outcome.decisions] == [
        "Nadia corrected the speaker of “the rivers RISING  fast” from Ann Brook to Carl Dee: a reason"
    ]


def test_a_speaker_whom_nobody_knows_is_taken_away() -> None:
    told = quoting([("The river is rising", "Ann Brook")])
    change = rule(RuleKind.SPEAKER, "a", to="", quote="river is rising")
    (found,), _ = correct([told], rules=rules(change), people=persons([told.group]))
    assert (found.quotes[0].speaker, found.quotes[0].person) == (None, "")


def test_a_correction_reaches_the_quote_that_another_article_stands_for() -> None:
    told = quoting([("The river is rising", "Ann Brook")])
    other = make_group(make_analysis(make_article("b")), told.group.members[0])
    same = Variant(article="b", parts=told.quotes[0].parts, wording=Wording.SAME, differing=())
    told = replace(told, group=other, quotes=(replace(told.quotes[0], variants=(same,)),))
    change = rule(RuleKind.SPEAKER, "b.txt", to="Carl Dee", quote="river is rising")
    (found,), _ = correct([told], rules=rules(change), people=persons([other]))
    assert [version.parts[0].speaker for version in found.quotes[0].versions] == ["Carl Dee", "Carl Dee"]


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("the river", "“the river” stands in 2 quotes; give more of the words"),
        ("the lake is risen", "says “the lake is risen”, did you mean The lake is rising?"),
        ("iver is", "says “iver is”"),
    ],
)
def test_a_correction_without_a_single_quote_is_told(quote: str, why: str) -> None:
    told = quoting([("The river is rising", "Ann"), ("The river is falling", "Ann"), ("The lake is rising", "Ann")])
    found, outcome = correct(
        [told],
        rules=rules(rule(RuleKind.SPEAKER, "a", to="Carl Dee", quote=quote)),
        people=persons([told.group]),
    )
    assert found == (told,)
    assert not outcome.decisions
    assert why in outcome.unmatched[0]


def test_a_correction_to_the_person_who_is_named_already_keeps_the_quote_and_is_told() -> None:
    told = quoting([("The river is rising", "Ann Brook"), ("The lake is calm", "Ann Brook")])
    first, second = (
        rule(RuleKind.SPEAKER, "a", to=name, quote="river is rising") for name in ("Ann Brook", "Carl Dee")
    )
    found, outcome = correct([told], rules=rules(first), people=persons([told.group]))
    assert found == (told,)
    assert not outcome.decisions
    assert outcome.unmatched[0].endswith("“river is rising” is under Ann Brook already")
    _, outcome = correct([told], rules=rules(second, second), people=persons([told.group]))
    assert (len(outcome.decisions), len(outcome.unmatched)) == (1, 1)


def recorded(*stories: LockStory) -> Lock:
    return Lock(stories=stories)


def test_rules_about_stories_reach_them_through_old_addresses() -> None:
    lock = recorded(
        LockStory(id="1", slug="dam-1", first=1, members=(("a", 1),)),
        LockStory(id="2", slug="flood-2", first=1, members=(("b", 1),), merged_into="1"),
        LockStory(id="3", slug="gone-3", first=1, members=(("z", 1),)),
    )
    told = [make_told(make_group(make_article("a"), make_article("b")), headline="Dam breaks")]
    placing, outcome = place(
        told,
        ids=["1"],
        rules=rules(
            rule(RuleKind.RENAME, "flood-2", to="Dam and flood"),
            rule(RuleKind.PIN, "stories/dam-1/"),
            rule(RuleKind.NOTE, "1", to="We asked the ministry."),
            rule(RuleKind.HIDE, "gone-3", line=7),
            rule(RuleKind.PIN, "dan-1", line=9),
        ),
        lock=lock,
    )
    assert placing.headlines["1"].text == "Dam and flood"
    assert (placing.headlines["1"].article, placing.headlines["1"].by) == ("", "Nadia")
    assert placing.pinned == ("1",)
    assert placing.notes == {"1": ("We asked the ministry. (Nadia)",)}
    assert placing.hidden == frozenset()
    assert outcome.unmatched == (
        "`hide` on line 7: the articles of story “gone-3” are gone",
        "`pin` on line 9: there is no story “dan-1”, did you mean dam-1?",
    )
    assert all(decision.articles == {"a", "b"} for decision in outcome.decisions)
