"""Who is who is found from what the last build knew as from nothing, and only those are looked at who may be others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories.build import make_analysis, make_article, make_group, make_person

from digest.lock import Lock, LockEdition
from digest.nouns import Analysis, Entity, Group
from digest.stories import acquaintance
from digest.stories.acquaintance import NOTHING_KNOWN, Acquainted, Known, acquainted, known_after
from digest.stories.namesakes import Namesake, Words
from digest.stories.people import People
from digest.stories.person_identity import settle_people
from digest.stories.person_records import remember_people
from digest.stories.persons import Told, persons, tell_apart

FULL = ["John Smith", "Jon Smith", "John A. Smith", "Jane Smith", "Jane Smyth", "Smith John", "J. Smith", "Mike Smith"]
FULL += ["Michael Smith", "Adam John Smith", "Анна Лунд", "Anna Lund", "Anna Lund 2", "Maria Lund Smith", "M. Lund"]
SINGLE = ["Smith", "Lund", "Maria", "Anna", "John"]
ROLES = ["", "", "minister", "defence minister of Ruritania", "head of the harbour office"]
# A name, another form of it, and a role.
PERSON = st.tuples(st.sampled_from([*FULL, *SINGLE]), st.sampled_from(["", "", *FULL, *SINGLE]), st.sampled_from(ROLES))
# An article's story, its day, whom it names and what it holds for a place; in story 0 it is not there.
ARTICLE = st.tuples(
    st.integers(0, 4),
    st.sampled_from(["", "2025-02-24", "2025-02-25"]),
    st.lists(PERSON, max_size=3, unique_by=lambda one: one[0]),
    st.sampled_from(["", "", *SINGLE]),
)
Article = tuple[int, str, list[tuple[str, str, str]], str]
STEP = st.dictionaries(st.sampled_from("abcdefgh"), ARTICLE, min_size=1, max_size=3)
HISTORY = st.lists(st.tuples(STEP, st.booleans()), min_size=1, max_size=6)


def groups_of(articles: Mapping[str, Article]) -> dict[str, Group]:
    """The stories of articles, by what tells them from all others."""
    found: dict[str, Group] = {}
    for story in sorted({story for story, *_ in articles.values()} - {0}):
        inside = {name: one for name, one in articles.items() if one[0] == story}
        analyses = [analysis(name, one) for name, one in inside.items()]
        found[repr(sorted(inside.items()))] = make_group(*analyses)
    return found


def analysis(name: str, article: Article) -> Analysis:
    _, day, named, thing = article
    people = [make_person(who, *filter(None, [form]), roles=[role] if role else []) for who, form, role in named]
    held = (Entity(start=0, end=len(thing), text=thing, label="GPE"),) if thing else ()
    return replace(make_analysis(make_article(name, thing, day=day), people=people), entities=held)


@dataclass
class Archive:
    """Builds one after the other, each of which knows what the last one knew, and holds it against knowing nothing."""

    lock: Lock = field(default_factory=Lock)
    known: Known = NOTHING_KNOWN

    def build(self, articles: Mapping[str, Article]) -> Acquainted:
        groups = groups_of(articles)
        found = acquainted(list(groups.values()), list(groups), lock=self.lock, before=self.known)
        anew = settle_people(persons(list(groups.values())), lock=self.lock)
        assert found.people.people == anew.people
        assert {article: dict(named) for article, named in found.people.namings.items()} == anew.namings
        alone = acquainted(list(groups.values()), list(groups), lock=self.lock)
        assert found.named == alone.named
        lock = self.remembered(found.people)
        assert lock == self.remembered(anew)
        self.known, self.lock = known_after(found, lock), lock
        assert self.known.words == known_after(alone, lock).words
        return found

    def remembered(self, people: People) -> Lock:
        number = len(self.lock.editions) + 1
        return replace(
            self.lock,
            people=remember_people(people, lock=self.lock, number=number),
            editions=(*self.lock.editions, LockEdition(number=number, date=None)),
        )

    def lose(self) -> None:
        """Let somebody lose the entry of another one: the lock is not what was known."""
        self.lock = replace(self.lock, people=self.lock.people[1:])
        self.known = replace(self.known, same_lock=False)


@settings(max_examples=300, deadline=None)
@given(history=HISTORY)
def test_who_is_who_is_found_from_what_was_known_as_from_nothing(
    history: list[tuple[dict[str, Article], bool]],
) -> None:
    archive, articles = Archive(), {}
    for step, lost in history:
        articles |= step
        if lost:
            archive.lose()
        found, again = archive.build(articles), archive.build(articles)
        if again.people.people == found.people.people:  # not where an entry that changed is somebody else's now
            assert not again.companies, "a story is another one though nothing has changed"


def test_a_name_that_somebody_once_had_goes_to_the_one_who_has_it_now() -> None:
    archive = Archive()
    archive.build({"a": (1, "", [("John Smith", "Jon Smith", "")], "")})
    archive.build({"a": naming(2, "John Smith")})
    archive.build({"a": naming(2, "John Smith"), "b": naming(1, "Jon Smith")})
    assert [entry.names for entry in archive.lock.people] == [("John Smith",), ("Jon Smith",)]


def test_two_who_have_one_name_keep_their_ids_when_nothing_changes() -> None:
    archive, called = Archive(), [("J. Smith", "John Smith", "")]
    articles: dict[str, Article] = {"a": (2, "", called, ""), "b": (1, "2025-02-24", called, "")}
    found = archive.build(articles)
    assert [(person.id, person.articles) for person in found.people.people] == [
        ("j-smith", ("b",)),
        ("j-smith-2", ("a",)),
    ]
    more = articles | {"c": (2, "2025-02-25", called, ""), "d": (2, "2025-02-26", called, "")}
    for later in (articles, more):
        people = archive.build(later).people.people
        assert [(person.id, "a" in person.articles) for person in people] == [("j-smith", False), ("j-smith-2", True)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Whose names were told apart, each time."""
    found: list[Sequence[str]] = []

    def counted(namesakes: Sequence[Namesake], words: Words) -> Told:
        found.append(sorted({one.named.name for one in namesakes}))
        return tell_apart(namesakes, words)

    monkeypatch.setattr(acquaintance, "tell_apart", counted)
    return found


def naming(story: int, *names: str, role: str = "") -> Article:
    return story, "2025-02-24", [(name, "", role) for name in names], ""


ROLE = "defence minister of Ruritania"


@pytest.mark.parametrize(
    ("before", "then", "people"),
    [
        pytest.param(
            {"a": naming(1, "Sergei Orlov", role=ROLE)}, {"b": naming(2, "Sergey Orlov", role=ROLE)}, 1, id="role"
        ),
        pytest.param(
            {"a": naming(1, "Mohammed Karim", role=ROLE), "b": naming(1, "Muhammad Ali Karim")},
            {"c": naming(2, "Muhammad Karim", role=ROLE)},
            1,
            id="a name that another one of the same story is like as well",
        ),
        pytest.param({"a": naming(1, "Lund", role=ROLE)}, {"b": naming(2, "Anna Lund")}, 1, id="a full name"),
        pytest.param({"a": naming(1, "Anna Lund"), "b": naming(2, "Lund", role=ROLE)}, {"a": naming(1)}, 1, id="none"),
    ],
)
def test_those_are_told_apart_again_who_have_to_do_with_what_is_new(
    before: dict[str, Article], then: dict[str, Article], people: int
) -> None:
    archive = Archive()
    archive.build(before)
    assert len(archive.build(before | then).people.people) == people


def test_of_a_large_archive_only_those_are_told_apart_again_who_may_be_others(asked: list[Sequence[str]]) -> None:
    archive = Archive()
    articles = {"a": naming(1, "Ann Brook", "Carl Dee"), "b": naming(2, "Ann Brook", "Eva Falk", "Ada Dahl")}
    archive.build(articles)
    asked.clear()
    archive.build(articles | {"c": naming(3, "Eva Falk", "Gus Hale")})
    assert asked[-2] == ["Eva Falk", "Gus Hale"]  # the last one is the archive's, which knows nothing


def test_who_has_not_changed_is_not_told_apart_again(asked: list[Sequence[str]]) -> None:
    archive, articles = Archive(), {"a": naming(1, "Ann Brook", "Carl Dee"), "b": naming(2, "Rahman")}
    archive.build(articles)
    asked.clear()
    archive.build(articles)
    assert asked[-2] == []
