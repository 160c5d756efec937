"""A person keeps an id and an address for life, however the name is printed and whoever comes along."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article, make_group, make_person

from digest.lock import Lock, LockEdition, LockPerson, read_lock, write_lock
from digest.nouns import Group, NamedPerson, Person
from digest.stories import person_identity
from digest.stories.people import People
from digest.stories.person_identity import settle_people
from digest.stories.person_records import redirected, remember_people
from digest.stories.persons import persons

Naming = tuple[str, str]  # an article and a name in it


@dataclass
class Archive:
    """Builds one after the other, remembered in a lock."""

    lock: Lock = field(default_factory=Lock)

    def build(self, *groups: Group) -> People:
        people = settle_people(persons(groups), lock=self.lock)
        number = len(self.lock.editions) + 1
        self.lock = replace(
            self.lock,
            people=remember_people(people, lock=self.lock, number=number),
            editions=(*self.lock.editions, LockEdition(number=number, date=None)),
        )
        return people

    def leads(self, people: People) -> dict[str, str]:
        return dict(redirected(self.lock.people, {person.id for person in people.people}))


def story(*namings: Naming | tuple[str, NamedPerson]) -> Group:
    """A story of articles, each with the people whom it names."""
    named: dict[str, list[NamedPerson]] = {}
    for article, name in namings:
        named.setdefault(article, []).append(make_person(name) if isinstance(name, str) else name)
    return make_group(*(make_analysis(make_article(article), people=found) for article, found in named.items()))


def ids(people: People) -> dict[str, str]:
    return {person.name: person.id for person in people.people}


def test_the_address_stays_when_another_spelling_becomes_the_usual_one() -> None:
    archive = Archive()
    first = archive.build(story(("a", "Sergey Shoigu"), ("b", "Sergey Shoigu"), ("c", "Sergei Shoigu")))
    assert ids(first) == {"Sergey Shoigu": "sergey-shoigu"}
    more = [(name, "Sergei Shoigu") for name in "cdef"]
    assert ids(archive.build(story(("a", "Sergey Shoigu"), *more))) == {"Sergei Shoigu": "sergey-shoigu"}
    assert ids(archive.build(story(*more))) == {"Sergei Shoigu": "sergey-shoigu"}
    assert archive.lock.people[0].names == ("Sergei Shoigu", "Sergey Shoigu")


def test_of_two_people_who_are_one_the_older_id_wins_and_the_other_leads_there() -> None:
    archive = Archive()
    archive.build(story(("a", "Sergey Shoigu")))
    archive.build(story(("a", "Sergey Shoigu")), story(("b", "Sergei Shoigu")))
    found = archive.build(story(("a", "Sergey Shoigu"), ("b", "Sergei Shoigu"), ("c", "Sergei Shoigu")))
    assert ids(found) == {"Sergei Shoigu": "sergey-shoigu"}
    assert archive.leads(found) == {"sergei-shoigu": "sergey-shoigu"}
    again = archive.build(story(("a", "Sergey Shoigu")), story(("b", "Sergei Shoigu")))
    assert ids(again) == {"Sergei Shoigu": "sergei-shoigu", "Sergey Shoigu": "sergey-shoigu"}
    assert archive.leads(again) == {}
    assert archive.lock.people == (
        LockPerson(id="sergei-shoigu", first=2, names=("Sergei Shoigu",)),
        LockPerson(id="sergey-shoigu", first=1, names=("Sergey Shoigu",)),
    )


def test_a_namesake_who_comes_earlier_takes_nobody_elses_address() -> None:
    nurse, singer = make_person("Maria", roles=["a nurse"]), make_person("Maria", roles=["a singer"])
    archive = Archive()
    assert [one.id for one in archive.build(story(("m", nurse))).people] == ["maria"]
    found = archive.build(story(("a", singer)), story(("m", nurse)))
    assert {one.articles: one.id for one in found.people} == {("a",): "maria-2", ("m",): "maria"}
    found = archive.build(story(("a", singer)))
    assert {one.articles: one.id for one in found.people} == {("a",): "maria-2"}
    assert archive.leads(found) == {"maria": ""}


def test_somebody_of_one_name_keeps_the_address_when_the_full_name_is_printed() -> None:
    archive = Archive()
    archive.build(story(("a", make_person("Suharto", roles=["president"]))))
    full = make_person("Haji Muhammad Suharto", "Suharto", roles=["president"])
    found = archive.build(story(("a", make_person("Suharto", roles=["president"])), ("b", full)))
    assert list(ids(found).values()) == ["suharto"]
    assert archive.lock.people == (LockPerson(id="suharto", first=1, names=("Haji Muhammad Suharto",)),)


def test_an_address_of_somebody_who_is_gone_is_given_to_nobody_else() -> None:
    archive = Archive()
    archive.build(story(("a", make_person("Maria", roles=["a nurse"]))))
    found = archive.build(story(("b", make_person("Maria", roles=["a singer"]))))
    assert [one.id for one in found.people] == ["maria-2"]


def test_names_in_articles_lead_to_the_remembered_id() -> None:
    archive = Archive()
    archive.build(story(("a", "Sergey Shoigu")))
    people = archive.build(story(("a", "Sergey Shoigu"), ("b", "Sergei Shoigu"), ("c", "Sergei Shoigu")))
    assert set(people.ids(["a", "b", "c"]).values()) == {"sergey-shoigu"}
    assert people.named("Sergei Shoigu") == "sergey-shoigu"


NAMES = ("Ann Brook", "Anna Brook", "A. Brook", "Carl Dee", "Karl Dee", "Brook", "Maria", "Oh Ei Sun")
STEP = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(NAMES), st.integers(0, 2)), max_size=8)


def stories_of(step: Sequence[tuple[str, str, int]]) -> list[Group]:
    """The groups of (article, name, story): an article is in the story that names it first."""
    home: dict[str, int] = {}
    for article, _, place in step:
        home.setdefault(article, place)
    named = sorted({(article, name) for article, name, _ in step})
    return [
        story(*((article, make_person(name, roles=["r"])) for article, name in named if home[article] == place))
        for place in sorted(set(home.values()))
    ]


@settings(max_examples=60)
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_no_history_kills_an_address_or_gives_one_to_two_people(
    steps: list[list[tuple[str, str, int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    archive, issued = Archive(), set[str]()
    for step in steps:
        groups = stories_of(step)
        before = archive.lock
        people = archive.build(*groups)
        shown = {person.id for person in people.people}
        assert len(shown) == len(people.people)
        assert Archive(before).build(*groups[::-1]) == people
        assert Archive(archive.lock).build(*groups) == people
        issued |= shown
        leads = archive.leads(people)
        assert issued == shown | leads.keys()
        assert set(leads.values()) - {""} <= shown
    path = tmp_path_factory.mktemp("lock") / "lock.yml"
    write_lock(path, archive.lock)
    assert read_lock(path) == archive.lock


POOL = ("Ann Brook", "Carl Dee", "Eva Falk", "Maria")
SOME_NAMES = st.lists(st.sampled_from(POOL), min_size=1, max_size=3, unique=True).map(sorted)
SOME_ARTICLES = st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True).map(sorted)


@settings(max_examples=500)
@given(
    named=st.lists(st.tuples(SOME_NAMES, SOME_ARTICLES), max_size=3),
    recorded=st.lists(st.tuples(SOME_NAMES, SOME_ARTICLES, st.booleans(), st.integers(1, 2)), max_size=4),
)
@example(  # who has an older entry by another name may have that of somebody who has no other
    named=[(["Ann Brook", "Carl Dee"], ["a", "b"]), (["Carl Dee"], ["c"])],
    recorded=[(["Ann Brook"], ["a"], False, 2), (["Carl Dee"], ["a"], False, 1)],
)
def test_what_nobody_disputes_is_matched_as_among_all(
    named: list[tuple[list[str], list[str]]], recorded: list[tuple[list[str], list[str], bool, int]]
) -> None:
    found = [
        Person(id=f"new-{at}", name=name, forms=tuple(forms), roles=(), articles=tuple(articles))
        for at, ((name, *forms), articles) in enumerate(named)
    ]
    entries = [
        LockPerson(id=f"old-{at}", first=first, names=tuple(names), articles=tuple(articles) if single else ())
        for at, (names, articles, single, first) in enumerate(recorded)
    ]
    lock, people = Lock(people=tuple(entries)), People(people=tuple(found), namings={})
    settled = settle_people(people, lock=lock)
    with pytest.MonkeyPatch.context() as slow:
        slow.setattr(person_identity, "_undisputed", lambda _people, _entries: {})
        assert settle_people(people, lock=lock) == settled


def test_of_a_large_archive_only_new_people_are_disputed(monkeypatch: pytest.MonkeyPatch) -> None:
    archive, others = Archive(), [story(("a", "Ann Brook"), ("b", "Carl Dee"))]
    archive.build(*others)
    asked: list[list[str]] = []
    claims = person_identity.Claims.of

    def counted(people: Sequence[Person], entries: Sequence[LockPerson]) -> object:
        asked.append([person.name for person in people])
        return claims(people, entries)

    monkeypatch.setattr(person_identity.Claims, "of", counted)
    archive.build(*others, story(("c", "Eva Falk")))
    assert asked == [["Eva Falk"]]
