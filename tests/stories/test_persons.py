"""One person is one page, two people are two, and in doubt they are left apart."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article, make_group, make_person, make_quote

from digest import reading
from digest.filters import article_of
from digest.nouns import Analysis, Entity, Group, Mention, NamedPerson, QuoteKind, Sentence
from digest.stories.forms import parts_of
from digest.stories.people import People
from digest.stories.persons import persons


def naming(article: str, *people: str | NamedPerson, day: str = "") -> Analysis:
    named = [one if isinstance(one, NamedPerson) else make_person(one) for one in people]
    return make_analysis(make_article(article, day=day), people=named)


def stories(*groups: Sequence[Analysis]) -> People:
    return persons([make_group(*group) for group in groups])


def names(people: People) -> list[str]:
    return [person.name for person in people.people]


def who(people: People, article: str, name: str) -> str:
    return people.ids([article]).get((article, name), "")


def test_a_persons_articles_stand_in_the_order_of_their_dates_and_those_without_one_come_last() -> None:
    days = {"a": "", "b": "2025-02-27", "c": "2025-02-26"}
    people = stories(*([naming(name, "Ann Brook", day=day)] for name, day in days.items()))
    assert people.people[0].articles == ("c", "b", "a")


def test_equal_full_names_are_one_person_in_all_stories() -> None:
    people = stories([naming("a", "Oh Ei Sun")], [naming("b", "Oh Ei Sun"), naming("c", "OH EI SUN")])
    assert names(people) == ["Oh Ei Sun"]
    assert people.people[0].id == "oh-ei-sun"
    assert people.people[0].articles == ("a", "b", "c")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anwar Ibrahim", "Datuk Seri Anwar bin Ibrahim"),
        ("Anwar Ibrahim", "Prime Minister Anwar Ibrahim"),
        ("José Álvarez", "Jose Alvarez"),
        ("Ann Brook", "Ann Brook’s"),
        ("Jean-Luc Moreau", "Jean Luc Moreau"),
        ("Ann O’Neill", "Ann O'Neill"),
        ("Tun Dr Salleh Abdullah", "Salleh Abdullah"),
        ("Shri Arvind Kulkarni", "Arvind Kulkarni"),
        ("Alhaji Musa Bello", "Musa Bello"),
        ("Lynton Walsh KC", "Sir Lynton Walsh"),
        ("Søren Møller", "Soren Moller"),
        ("Łukasz Zając", "Lukasz Zajac"),
        ("Kim Song Ho", "Kim Song-ho"),
    ],
)
def test_titles_accents_and_marks_make_no_other_person(one: str, other: str) -> None:
    assert len(stories([naming("a", one)], [naming("b", other)]).people) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Shoigu", "Sergey Shoygu"),
        ("Mohamed Khaled Nordin", "Mohammed Khaled Nordin"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskiy"),
        ("Sjafrie Sjamsoeddin", "Sjafrie Sjamsuddin"),
        ("Alexander Lukashenko", "Aleksandr Lukashenko"),
        ("Oh Ei Sun", "Ei Sun Oh"),
        ("J. Smith", "John Smith"),
        ("John Smith", "John A. Smith"),
        ("Mohamed Khaled Nordin", "Khaled Nordin"),
        ("Robert Kennedy Jr.", "Robert F. Kennedy Jr."),
        ("Mike Bloomberg", "Michael R. Bloomberg"),
        ("Mohd Khaled Nordin", "Muhammad Khaled Nordin"),
        ("Muammar Gaddafi", "Moammar Kadhafi"),
        ("Muammar Gaddafi", "Muammar Qaddafi"),
        ("Volodymyr Zelensky", "Vladimir Zelensky"),
        ("Abdul Rahman Yusof", "Abdulrahman Yusof"),
        ("Hu Chunhua", "Hu Chun-hua"),
        ("Ferdinand “Bongo” Marasigan", "Ferdinand Marasigan"),
    ],
)
def test_spellings_orders_and_initials_meet_inside_a_story_only(one: str, other: str) -> None:
    assert len(stories([naming("a", one), naming("b", other)]).people) == 1
    assert len(stories([naming("a", one)], [naming("b", other)]).people) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Joan Smith"),
        ("Mario Sanchez", "Maria Sanchez"),
        ("Daniel Ortega", "Danielle Ortega"),
        ("Wei Wang", "Wai Wang"),
        ("John A. Smith", "John B. Smith"),
        ("John Smith", "Adam Smith"),
        ("Robert Kennedy Jr.", "Robert Kennedy III"),
        ("Robert Kennedy Jr.", "Robert Kennedy"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Bill Barr", "Bob Barr"),
        ("George W. Bush", "George H. W. Bush Sr"),
        ("Michelle Obama", "Barack Obama"),
        ("George W. Bushell", "George H. W. Bushell"),
        ("Gamal Hassan", "Kamal Hassan"),
        ("Sheikh Hasina", "Sheikh Rehana"),
    ],
)
def test_other_people_stay_other_people(one: str, other: str) -> None:
    assert len(stories([naming("a", one), naming("b", other)]).people) == 2


def test_a_junior_is_the_one_without_a_suffix_only_where_a_role_in_one_story_says_so() -> None:
    def titled(article: str, name: str, role: str) -> Analysis:
        return naming(article, make_person(name, roles=[role]))

    full = titled("a", "Robert S. Holm III", "the special counsel")
    short = titled("b", "Robert Holm", "Special Counsel")
    other = titled("c", "Robert Holm", "Mayor")
    assert len(stories([full, short]).people) == 1
    assert len(stories([full], [short]).people) == 2
    assert len(stories([full, other]).people) == 2
    assert len(stories([full, short], [naming("d", "Robert Holm", "Robert S. Holm III")]).people) == 2


def test_people_whom_an_article_names_side_by_side_are_two() -> None:
    people = stories([naming("a", "Sergei Ivanov", "Sergey Ivanov"), naming("b", "Sergei Ivanov")])
    assert len(people.people) == 2


def test_an_initial_that_fits_two_people_is_left_apart() -> None:
    people = stories([naming("a", "John Smith"), naming("b", "Jane Smith"), naming("c", "J. Smith")])
    assert len(people.people) == 3


def test_an_initial_in_another_story_may_be_another_person() -> None:
    people = stories([naming("a", "J. Smith"), naming("b", "John Smith")], [naming("c", "J. Smith")])
    assert who(people, "a", "J. Smith") == "john-smith"
    assert who(people, "c", "J. Smith") == "j-smith"


def test_one_long_role_joins_spellings_across_stories_and_a_short_one_does_not() -> None:
    def spelt(article: str, name: str, role: str) -> Analysis:
        return naming(article, make_person(name, roles=[role]))

    long, short = "Secretary of the Security Council", "Minister"
    assert len(stories([spelt("a", "Sergei Orlov", long)], [spelt("b", "Sergey Orlov", long)]).people) == 1
    assert len(stories([spelt("a", "Sergei Orlov", short)], [spelt("b", "Sergey Orlov", short)]).people) == 2


@pytest.mark.parametrize("single", ["Anwar", "Ibrahim", "Mr Anwar"])
def test_a_single_name_attaches_to_the_one_who_carries_it_in_the_story(single: str) -> None:
    people = stories([naming("a", "Anwar Ibrahim"), naming("b", single)])
    assert names(people) == ["Anwar Ibrahim"]
    assert who(people, "b", single) == "anwar-ibrahim"
    assert people.people[0].forms == (single,)


def test_a_single_name_that_two_carry_is_nobody() -> None:
    people = stories([naming("a", "John Smith"), naming("b", "Anna Smith"), naming("c", "Smith")])
    assert names(people) == ["Anna Smith", "John Smith"]
    assert who(people, "c", "Smith") == ""


def test_a_single_name_beside_its_full_name_is_somebody_else() -> None:
    people = stories([naming("a", "John Smith", "Smith")])
    assert who(people, "a", "Smith") == ""


def test_a_single_name_is_not_carried_into_another_story() -> None:
    people = stories([naming("a", "John Smith")], [naming("b", "Smith")])
    assert names(people) == ["John Smith"]
    assert who(people, "b", "Smith") == ""


def test_a_single_name_with_a_role_attaches_to_the_one_of_that_role() -> None:
    people = stories(
        [
            naming("a", make_person("Ann Brook", roles=["Mayor"]), make_person("Carl Brook", roles=["engineer"])),
            naming("b", make_person("Brook", roles=["mayor"])),
            naming("c", make_person("Brook", roles=["poet"])),
        ]
    )
    assert (who(people, "b", "Brook"), who(people, "c", "Brook")) == ("ann-brook", "")


def test_somebody_with_one_name_only_is_a_person_where_a_role_or_words_show_it() -> None:
    article = make_article("b", "“We are ready,” Suharto said. Posters hung on Main.")
    spoken = make_analysis(
        article,
        people=[make_person("Suharto"), make_person("Main")],
        quotes=[make_quote(article, "We are ready", "Suharto")],
    )
    people = stories([naming("a", make_person("Suharto", roles=["president"])), spoken, naming("c", "Posters")])
    assert names(people) == ["Suharto"]
    assert people.people[0].articles == ("a", "b")


def test_one_name_in_two_stories_may_be_two_people() -> None:
    maria = make_person("Maria", roles=["a nurse"])
    people = stories([naming("a", maria, day="2025-02-01")], [naming("b", maria, day="2025-02-02")])
    assert [(person.id, person.articles) for person in people.people] == [("maria", ("a",)), ("maria-2", ("b",))]


def test_the_name_is_the_full_one_that_most_articles_print() -> None:
    people = stories(
        [
            naming("a", "S. Shoigu", day="2025-02-01"),
            naming("b", "Sergey Shoigu", day="2025-02-02"),
            naming("c", "Sergei Shoigu", day="2025-02-03"),
            naming("d", make_person("Sergei Shoigu", "Shoigu"), day="2025-02-04"),
        ]
    )
    (person,) = people.people
    assert person.name == "Sergei Shoigu"
    assert person.forms == ("S. Shoigu", "Sergey Shoigu", "Shoigu")
    assert person.articles == ("a", "b", "c", "d")


def test_a_longer_name_counts_less_than_one_that_other_articles_know() -> None:
    people = stories(
        [
            naming("a", make_person("Staff Ann Brook", "Ann Brook"), day="2025-02-01"),
            naming("b", "Ann Brook", day="2025-02-02"),
        ]
    )
    assert names(people) == ["Ann Brook"]


def test_roles_stand_once_in_the_order_of_their_articles() -> None:
    people = stories(
        [
            naming("z", make_person("Ann Brook", roles=["mayor", "engineer"]), day="2025-02-01"),
            naming("a", make_person("Ann Brook", roles=["Mayor", "former mayor"]), day="2025-02-02"),
        ]
    )
    roles = [(role.text, role.article) for role in people.people[0].roles]
    assert roles == [("mayor", "z"), ("engineer", "z"), ("former mayor", "a")]


def test_all_forms_of_an_article_lead_to_the_person_but_for_shared_ones() -> None:
    john, anna = make_person("John Smith", "John", "Smith"), make_person("Anna Smith", "Anna", "Smith")
    people = stories([naming("a", john, anna)])
    assert who(people, "a", "John") == "john-smith"
    assert who(people, "a", "Anna Smith") == "anna-smith"
    assert who(people, "a", "Smith") == ""
    assert who(people, "b", "John") == ""


def test_a_name_that_an_editor_gives_finds_its_person_if_there_is_one_only() -> None:
    people = stories([naming("a", make_person("Anwar Ibrahim", "Anwar"), make_person("Ibrahim Ali", "Ibrahim"))])
    assert people.named("Datuk Anwar Ibrahim") == people.named("anwar") == "anwar-ibrahim"
    assert people.named("Oh Ei Sun") == people.named("") == ""


@pytest.mark.parametrize(("name", "slug"), [("Index", "index-2"), ("Index Index", "index-index"), ("王 毅", "wang-yi")])
def test_a_page_address_is_plain_and_not_a_reserved_one(name: str, slug: str) -> None:
    assert stories([naming("a", make_person(name, roles=["mayor"]))]).people[0].id == slug


def test_an_address_is_that_of_the_first_article_whatever_later_ones_print() -> None:
    first = naming("a", "Datuk Sergey Shoygu", day="2025-02-01")
    later = [naming(name, "Sergei Shoigu", day=f"2025-02-1{name}") for name in "123"]
    (before,), (after,) = stories([first]).people, stories([first, *later]).people
    assert before.id == after.id == "sergey-shoygu"
    assert after.name == "Sergei Shoigu"


def test_somebody_who_comes_later_takes_no_address_away() -> None:
    first = naming("b", make_person("Maria", roles=["a nurse"]), day="2025-02-01")
    later = naming("a", make_person("Maria", roles=["a pilot"]), day="2025-02-02")
    people = stories([later], [first])
    assert (who(people, "b", "Maria"), who(people, "a", "Maria")) == ("maria", "maria-2")


def test_marks_and_titles_alone_are_nobody() -> None:
    titled = make_person("Chairman", roles=["chairman"])
    assert stories([naming("a", "—", "…", titled)]) == People(people=(), namings={})


def quoted(article: str, speaker: str, *, kind: QuoteKind = QuoteKind.DIRECT, label: str = "") -> Analysis:
    text = f"“The doses are ready,” said {speaker}."
    item = make_article(article, text)
    words = replace(make_quote(item, "The doses are ready", speaker), kind=kind)
    made = make_analysis(item, people=[make_person(speaker)], quotes=[words])
    at = text.index(speaker)
    found = Entity(start=at, end=at + len(speaker), label=label, text=speaker)
    return replace(made, entities=(found,) if label else ())


def test_a_single_name_that_is_quoted_in_marks_is_a_person_and_one_that_only_says_that_is_none() -> None:
    assert names(stories([quoted("a", "Oduya")])) == ["Oduya"]
    assert names(stories([quoted("a", "Vaxelia", kind=QuoteKind.INDIRECT)])) == []


def test_a_single_name_that_other_articles_hold_for_a_body_is_no_person() -> None:
    body = [quoted("b", "Vaxelia", label="ORG"), quoted("c", "Vaxelia", label="ORG")]
    assert names(stories([quoted("a", "Vaxelia", label="PERSON"), *body])) == []
    assert names(stories([quoted("a", "Vaxelia", label="PERSON")])) == ["Vaxelia"]
    titled = naming("d", make_person("Vaxelia", roles=["prime minister"]))
    assert names(stories([titled], body)) == ["Vaxelia"]


def beside(text: str) -> Analysis:
    """An article that names Elizabeth and Liz Bell; each sentence ends in a point."""
    item = make_article("a", text)
    ends = [place + 1 for place, mark in enumerate(text) if mark == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = [
        Sentence(start=start, end=end, block=0, terms=(), leans="", whole=True)
        for start, end in zip(starts, ends, strict=True)
    ]
    people = [
        replace(make_person(name), mentions=(Mention(start=at, end=at + len(name), text=name),))
        for name in ("Elizabeth Bell", "Liz Bell")
        for at in (text.index(name),)
    ]
    return make_analysis(item, people=people, sentences=sentences)


def test_an_article_may_vary_a_given_name_but_two_in_one_sentence_are_two() -> None:
    varied = stories([beside("Elizabeth Bell ran. She lost. “Liz Bell will be back,” it says.")])
    assert len(varied.people) == 1
    assert who(varied, "a", "Liz Bell") == who(varied, "a", "Elizabeth Bell")
    assert len(stories([beside("Elizabeth Bell ran against Liz Bell.")]).people) == 2


def test_the_people_of_the_real_articles_are_one_each_in_all_of_them(seeds: Path) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))}
    analyses = reading.analyse([article_of({"id": name, "text": text}) for name, text in texts.items()])
    people = stories(analyses[:4], analyses[4:])
    carried = {person.id: len(person.articles) for person in people.people}
    assert carried["sergei-shoigu"] == 5
    assert carried["anwar-ibrahim"] == 3
    assert carried["mustafa-izzuddin"] == carried["mohamed-khaled-nordin"] == 2
    assert {"oh-ei-sun", "vladimir-putin", "prabowo-subianto", "sjafrie-sjamsoeddin"} < carried.keys()
    for surname in ("ibrahim", "putin", "trump", "izzuddin"):
        assert sum(person.id.endswith(f"-{surname}") for person in people.people) == 1


NAMES = ["John Smith", "J. Smith", "Jane Smith", "Smith", "John A. Smith", "Smith John", "Jon Smythe", "Sergei Orlov"]
NAMES += ["Sergey Orlov", "Orlov", "Maria", "Mr Orlov"]
WORLDS = st.lists(
    st.lists(st.lists(st.sampled_from(NAMES), max_size=4, unique=True), min_size=1, max_size=4), min_size=1, max_size=4
)


@settings(max_examples=150)
@given(world=WORLDS, data=st.data())
def test_order_does_not_matter_and_nobody_is_two_people_of_one_article(
    world: list[list[list[str]]], data: st.DataObject
) -> None:
    groups = [
        [naming(f"{g}{a}", *named, day=f"2025-02-{10 - a:02}") for a, named in enumerate(group)]
        for g, group in enumerate(world)
    ]
    people = stories(*groups)
    mixed: list[Group] = [make_group(*data.draw(st.permutations(group))) for group in groups]
    assert persons(data.draw(st.permutations(mixed))) == people
    assert len({person.id for person in people.people}) == len(people.people)
    for group in groups:
        for analysis in group:
            found = people.ids([analysis.article.id])
            full = {one.name: parts_of(one.name) for one in analysis.people if len(parts_of(one.name)) > 1}
            assert len({found[analysis.article.id, name] for name in full}) == len(set(full.values()))
