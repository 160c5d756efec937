"""Topics: which stories they hold, and why."""

import fnmatch
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories.build import make_analysis, make_article, make_group, make_person, make_told

from digest.nouns import Analysis, Edition, Fact, Ledger, Origin, Person, Status, Story, Topic
from digest.queries import And, Field, Not, Or, Query, QueryError, Term, parse, words
from digest.stories import watch

FERRY = make_article(
    "ferry",
    "The harbour council of Port Alder approved a night ferry.\n\nDefence was not discussed. Tan’s café closed.",
    title="Council says yes to night ferry",
    outlet="The Alder Gazette",
)


def edition(*analyses: Analysis, people: tuple[Person, ...] = ()) -> Edition:
    """An edition of stories of one article each, in this order."""
    return Edition(
        number=1,
        previous_date=None,
        date=None,
        stories=tuple(story(analysis.article.id, analysis) for analysis in analyses),
        people=people,
        redirects=(),
        ledger=Ledger(skipped=(), duplicates=(), unmatched_rules=(), decisions=(), excluded=0),
    )


def story(name: str, *analyses: Analysis) -> Story:
    return Story(
        id=f"s-{name}",
        slug=name,
        told=make_told(make_group(*analyses)),
        status=Status.NEW,
        first_edition=1,
        new_articles=frozenset(),
        threads=(),
        pinned=False,
        notes=(),
        decisions=(),
    )


def topic(query: str, name: str = "Ferries") -> Topic:
    return Topic(name=name, slug=name.lower(), query=query, description="")


def matches(query: str, analysis: Analysis, people: tuple[Person, ...] = ()) -> bool:
    (coverage,) = watch(edition(analysis, people=people), [topic(query)]).topics
    assert bool(coverage.stories) is bool(coverage.matches)
    return bool(coverage.matches)


@pytest.mark.parametrize(
    "query",
    [
        "ferry",
        "FERRY",
        '"night ferry"',
        '"yes to night ferry"',
        "harb*r",
        "coun*",
        '"night fer*"',
        '"coun* of port"',
        "cafe",
        "Tan",
        '"Tan’s café"',
        "port-alder",
        "title:council",
        'title:"night ferry"',
        'outlet:"the alder gazette"',
        "outlet:the*",
        'outlet:"the ald*"',
        "lang:en",
        "LANG:EN",
        "ferry NOT football",
        "football OR (ferry AND council)",
        "ferry NOT (football AND council)",
        "ferry NOT title:defence",
    ],
)
def test_a_query_finds_its_article(query: str) -> None:
    assert matches(query, make_analysis(FERRY))


@pytest.mark.parametrize(
    "query",
    [
        "ferries",
        "erry*",
        '"ferry night"',
        '"ferry the harbour"',  # from the headline into the text
        '"ferry defence"',  # from one paragraph into the next
        "harb*rs",
        "title:harbour",
        "outlet:Gazette",
        'outlet:"Alder Gazette"',
        'outlet:"the alder"',
        "lang:ms",
        "ferry NOT council",
        "ferry AND football",
        "person:Tan",
    ],
)
def test_a_query_passes_over_what_it_does_not_mean(query: str) -> None:
    assert not matches(query, make_analysis(FERRY))


@pytest.mark.parametrize("query", ["渡轮", '"海港渡轮"', "海港渡*", "夜间", "ไทย", '"เรือ ข้ามฟาก"', "5G"])
def test_in_scripts_without_spaces_a_word_is_found_inside_a_longer_one(query: str) -> None:
    assert matches(query, make_analysis(make_article("a", "新海港渡轮夜间开航5G。\n\nเรือข้ามฟากไทย")))


def test_in_scripts_without_spaces_scattered_characters_are_no_word() -> None:
    assert not matches("海夜", make_analysis(make_article("a", "新海港渡轮夜间开航")))


def test_a_standfirst_counts_as_the_article_s_words() -> None:
    deck = replace(FERRY, standfirst=Fact(value="After a long quarrel", origin=Origin.PAGE))
    assert matches('"long quarrel"', make_analysis(deck))
    assert not matches('"night ferry after"', make_analysis(deck))


MIRA = make_person("Mira binti Tan", "Tan", "Ms Tan")


@pytest.mark.parametrize(
    "query",
    ["person:Tan", 'person:"Mira Tan"', 'person:"Mira binti Tan"', "person:mir*", 'person:"Dr Mira Tan"', "person:TÁN"],
)
def test_a_person_is_found_by_any_form_of_the_name(query: str) -> None:
    assert matches(query, make_analysis(FERRY, people=[MIRA]))


@pytest.mark.parametrize(
    "query", ["person:Tanner", 'person:"Tan Mira"', 'person:"Mira Lee"', "person:Minister", "person:Ta"]
)
def test_a_person_of_another_name_is_not_found(query: str) -> None:
    assert not matches(query, make_analysis(FERRY, people=[MIRA]))


def test_a_name_that_only_other_articles_print_finds_the_person() -> None:
    known = Person(id="mira-tan", name="Mira Tan", forms=("Tan",), roles=(), articles=("ferry", "other"))
    analysis = make_analysis(FERRY, people=[make_person("Tan")])
    assert matches("person:Mira", analysis, (known,))
    assert not matches("person:Mira", analysis, (replace(known, articles=("other",)),))


def test_a_story_belongs_to_the_topics_of_its_articles_and_says_which_terms_matched() -> None:
    other = make_analysis(make_article("other", "A boat sank. Nobody was on the ferry."))
    third = make_analysis(make_article("third", "Rain fell."))
    made = replace(edition(third), stories=(story("one", make_analysis(FERRY), other, third), story("two", third)))
    watched = watch(made, [topic('"night ferry" OR boat OR sank OR tram'), topic("whal*", "Whaling")])
    ferries, whaling = watched.topics
    assert [one.topics for one in watched.stories] == [("ferries",), ()]
    assert ferries.stories == ("s-one",)
    assert {match.article: match.terms for match in ferries.matches} == {
        "ferry": ('"night ferry"',),
        "other": ("boat", "sank"),
    }
    assert (whaling.stories, whaling.matches) == ((), ())


def test_terms_that_speak_against_an_article_are_no_reason() -> None:
    asked = [topic("ferry NOT (council AND football)"), topic("ferry NOT (football NOT council)", "Twice against")]
    against, twice = watch(edition(make_analysis(FERRY)), asked).topics
    assert against.matches[0].terms == ("ferry",)
    assert twice.matches[0].terms == ("ferry", "council")


def test_stories_stand_in_rank_order_and_topics_in_the_editors() -> None:
    second = make_analysis(replace(FERRY, id="second"))
    first = make_analysis(replace(FERRY, id="first"))
    made = watch(edition(second, first), [topic("ferry", "Z"), topic("council", "A")])
    assert [coverage.topic.name for coverage in made.topics] == ["Z", "A"]
    assert made.topics[0].stories == ("s-second", "s-first")


def test_without_topics_the_edition_stays_as_it_is() -> None:
    made = edition(make_analysis(FERRY))
    assert watch(made, []) is made


def test_a_query_that_cannot_be_read_stops_the_walk() -> None:
    with pytest.raises(QueryError):
        watch(edition(make_analysis(FERRY)), [topic("(ferry")])


def test_long_and_hostile_words_are_searched_without_much_work() -> None:
    text = "ab" * 50_000 + " " + " ".join(["abababab"] * 20_000)
    article = make_analysis(make_article("long", text))
    assert not matches('"ab*b*x ab*b*x ab*b*x"', article)
    assert not matches('person:"ab*b*x ab*b*x"', make_analysis(FERRY, people=[make_person("abab " * 5_000)]))


VOCABULARY = ("ferry", "ferries", "fern", "harbour", "harbor", "night", "Nacht", "café", "cafe", "x")


def holds(query: Query, text: list[str], title: list[str]) -> bool:
    """A naive reading of a query of words: each phrase at each place."""
    if isinstance(query, Not):
        return not holds(query.part, text, title)
    if isinstance(query, And):
        return all(holds(part, text, title) for part in query.parts)
    if isinstance(query, Or):
        return any(holds(part, text, title) for part in query.parts)
    return any(
        all(fnmatch.fnmatchcase(*pair) for pair in zip(place[at:], query.patterns, strict=False))
        for place in ([title] if query.field else [text, title])
        for at in range(len(place) - len(query.patterns) + 1)
    )


WORDS = st.sampled_from([*VOCABULARY, "fer*", "harb*r", "fe*i*s", "ni*t"])
TERMS = st.builds(
    Term,
    text=st.lists(WORDS, min_size=1, max_size=2).map(" ".join),
    field=st.sampled_from([Field.ANYWHERE, Field.TITLE]),
)
QUERIES = st.recursive(
    TERMS,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda some: And(parts=tuple(some))),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: Or(parts=tuple(some))),
        parts.map(lambda one: Not(part=one)),
    ),
    max_leaves=6,
)
SENTENCES = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join)


@given(QUERIES, SENTENCES, SENTENCES)
def test_matching_is_what_a_naive_reading_says(query: Query, text: str, title: str) -> None:
    article = make_analysis(make_article("a", f"{text}.", title=title))
    asked = And(parts=(query, Term(text="en", field=Field.LANG)))  # alone, it may match everything
    try:
        parse(str(asked))
    except QueryError:
        return
    assert matches(str(asked), article) is holds(query, words(text), words(title))
