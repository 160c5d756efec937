"""The traces of a build as they are kept: believed whole or not at all, with no word that nobody asks for any more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish import sample

from digest.nouns import File
from digest.publish.desk import Desk
from digest.publish.ledger import FILE, LEADING_PAGE, PAGE, Ledger, read
from digest.publish.ledger_shards import NOTHING, number_of_shards
from digest.publish.ledger_writing import New, written
from digest.publish.memory import Memory
from digest.publish.tracing import PART, Question
from digest.store import Store

MINE, HERS, OURS = ("story", "mine"), ("person", "hers"), ("line of story", "ours")
NEW: dict[str, New] = {
    "one": ("", {MINE, OURS}, [("a.txt", "00", "", FILE)]),
    "two": ("given", {HERS, OURS}, []),
    "part": ("", {OURS}, None),
    "pages": ("", set(), [("b/index.md", "01", "2031-03-05", PAGE), ("c/index.md", "02", "", LEADING_PAGE)]),
}


OTHER = {"story mine": "in another state", "person hers": "in another state"}


@dataclass
class Now:
    """Answers with the name that is asked for; `ours` and `mine` are about one story."""

    word: str = ""
    states: dict[str, str] = field(default_factory=dict)
    ours: str = "story mine"

    def entity_of(self, question: Question) -> str:
        return {MINE: "story mine", OURS: self.ours, HERS: "person hers"}.get(question, "")

    def state(self, entity: str) -> str | None:
        return self.states.get(entity, "as it was") if entity else None

    def fingerprint(self, question: Question) -> str:
        return self.word + question[1].upper()


Noted = Mapping[str, bytes]


def noted_after(before: Noted, kept: Iterable[str], new: Mapping[str, New], now: Now | None = None) -> Noted:
    """What is noted after a build that kept some subjects and made new ones."""
    changed, names = written("code", read(before, "code"), kept, new, now or Now())
    return {name: changed[name] if name in changed else before[name] for name in names}


def first() -> Noted:
    return noted_after({}, (), NEW)


def text(noted: Noted) -> bytes:
    return b"".join(noted.values()).lower()


def asked(noted: Noted, subject: str) -> dict[Question, str]:
    """What a subject asked, with the fingerprints of the answers; those of parts have none."""
    return asked_in(read(noted, "code"), subject)


def asked_in(ledger: Ledger, subject: str) -> dict[Question, str]:
    found = {
        place: ((PART, name), "")
        for name, place in zip(ledger.columns.subjects, ledger.columns.parts.tolist(), strict=True)
    }
    found |= {one.place: (one.question, one.answer) for entity in ledger.entities for one in ledger.about(entity)}
    return dict(found[place] for place in ledger.asked_by(subject))


def test_a_trace_is_read_as_it_was_written() -> None:
    assert asked(first(), "two") == {HERS: "HERS", OURS: "OURS"}
    ledger = read(first(), "code")
    assert [ledger.given(name) for name in ("one", "two", "part")] == ["", "given", ""]
    assert [ledger.made_of(name) for name in ("one", "two", "part", "none")] == [NEW["one"][2], [], None, None]


def test_what_nobody_asks_any_more_is_no_more_written() -> None:
    noted = noted_after(first(), ["one"], {})
    assert b"hers" not in text(noted)
    assert asked(noted, "one") == {MINE: "MINE", OURS: "OURS"}


def test_what_is_asked_anew_stands_beside_what_is_still_asked() -> None:
    then: Question = ("day", "then")
    noted = noted_after(first(), ["one"], {"three": ("", {then, OURS}, None)})
    assert asked(noted, "three") == {then: "THEN", OURS: "OURS"}
    assert asked(noted, "one") == {MINE: "MINE", OURS: "OURS"}


def test_an_answer_that_changed_is_noted_with_the_subject_that_was_made_again() -> None:
    again = noted_after(first(), ["one"], {"two": NEW["two"]}, Now("NEW ", OTHER))
    assert asked(again, "two") == {HERS: "NEW HERS", OURS: "NEW OURS"}


def test_what_is_asked_about_an_entity_goes_over_to_another_with_it() -> None:
    moved = Now(states={"story mine": "without it"}, ours="story other")
    noted = noted_after(first(), ["one", "two"], {}, moved)
    ledger = read(noted, "code")
    assert [one.question for one in ledger.about("story other")] == [OURS]
    assert [one.question for one in ledger.about("story mine")] == [MINE]
    assert ledger.entities["story mine"] == "without it"
    assert asked(noted, "one") == asked(first(), "one")


def test_products_are_kept_in_their_order_with_what_each_is() -> None:
    again = noted_after(first(), ["pages", "two"], {"one": NEW["one"]})
    ledger = read(again, "code")
    assert {name: ledger.made_of(name) for name in ledger.subjects} == {
        name: NEW[name][2] for name in ("two", "pages", "one")
    }


def test_a_part_lasts_as_long_as_somebody_asks_for_it() -> None:
    inner, outer = ("part", "inner"), ("part", "outer")
    new: dict[str, New] = {
        "page": ("", {outer, MINE}, []),
        "outer": ("", {inner}, None),
        "inner": ("", {HERS}, None),
        "other": ("", {MINE}, []),
    }
    before = noted_after({}, (), new)
    assert set(read(noted_after(before, ["page", "other"], {}), "code").subjects) == set(new)
    alone = noted_after(before, ["other"], {})
    assert set(read(alone, "code").subjects) == {"other"}
    assert b"hers" not in text(alone)
    remade = noted_after(before, ["page", "other"], {"outer": ("", {OURS}, None)})
    assert set(read(remade, "code").subjects) == {"page", "other", "outer"}
    assert asked(remade, "outer") == {OURS: "OURS"}
    assert asked(remade, "page") == {outer: "", MINE: "MINE"}


@pytest.mark.parametrize("place", [0, 70, -1])
def test_a_ledger_with_another_byte_is_not_believed(place: int) -> None:
    noted = first()
    assert len(noted) > 2
    for name, data in noted.items():
        damaged = bytearray(data)
        damaged[min(place, len(data) - 1)] ^= 1
        assert not read({**noted, name: bytes(damaged)}, "code").subjects
        assert not read({one: data for one, data in noted.items() if one != name}, "code").subjects


def many(*numbers: int) -> dict[str, New]:
    return {f"page {number}": ("", {("story", str(number))}, [(f"{number}.txt", "00", "", FILE)]) for number in numbers}


class Each(Now):
    """As `Now`; what is asked is about a story each."""

    def entity_of(self, question: Question) -> str:
        return " ".join(question)


def test_little_is_written_where_little_was_made() -> None:
    numbers = range(2000)
    before = noted_after({}, (), many(*numbers), Each())
    kept = [f"page {number}" for number in numbers if number != 7]
    changed, names = written("code", read(before, "code"), kept, many(7, 2000), Each())
    assert len(names) == len(before) == 2 * number_of_shards(2000) + 1
    assert len(changed) <= 4
    assert sum(map(len, changed.values())) < sum(map(len, before.values())) / 5


def test_what_becomes_a_part_or_ceases_to_be_one_is_noted_so_in_its_own_shard() -> None:
    before, kept = noted_after({}, (), many(*range(2000)), Each()), list(many(*range(2000)))
    parts = {(PART, f"page {number}") for number in range(0, 2000, 100)}
    with_list = noted_after(before, kept, {"list": ("", parts, [])}, Each())
    assert asked(with_list, "list").keys() == parts
    without = read(noted_after(with_list, kept, {}, Each()), "code")
    assert set(without.columns.parts.tolist()) == {NOTHING}
    assert asked_in(without, "page 100") == {("story", "100"): "100"}


def test_nothing_is_lost_where_there_are_many_more_or_many_less() -> None:
    noted: Noted = {}
    for numbers in (range(10), range(1000), range(300), range(290, 4000)):
        there = set(read(noted, "code").subjects)
        kept = [name for name in many(*numbers) if name in there]
        new = {name: one for name, one in many(*numbers).items() if name not in there}
        noted = noted_after(noted, kept, new, Each())
        ledger = read(noted, "code")
        assert {name: ledger.made_of(name) for name in ledger.subjects} == {
            name: notes for name, (_, _, notes) in many(*numbers).items()
        }
        assert ledger.columns.places.max() < len(ledger.entities) * 4


ASKED = st.sets(st.tuples(st.sampled_from(["story", "day", PART]), st.sampled_from("abcdef")), max_size=5)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.dictionaries(st.sampled_from("abcdef"), ASKED, max_size=5), st.sets(st.sampled_from("abcdef"))),
        min_size=1,
        max_size=6,
    )
)
def test_after_any_history_each_subject_asked_what_it_asked(
    builds: list[tuple[dict[str, set[Question]], set[str]]],
) -> None:
    noted: Noted = {}
    model: dict[str, set[Question]] = {}
    for number, (made, remembered) in enumerate(builds):
        kept = remembered & model.keys() - made.keys()
        there = _reached(kept, {name: some for name, some in model.items() if name not in made})
        # No subject asks for a part that is not there, nor for one that asks for itself.
        here = there | made.keys()
        now = {
            name: {one for one in some if one[0] != PART or (one[1] in here and one[1] > name)}
            for name, some in made.items()
        }
        model = {name: model[name] for name in there - made.keys()} | now
        new: dict[str, New] = {name: ("", some, [(name, str(number), "", FILE)]) for name, some in now.items()}
        noted = noted_after(
            noted, kept, new, Now(states={f"story {one}": str(number) for one in "abc"}, ours=f"story {number}")
        )
        ledger = read(noted, "code")
        assert {name: asked_in(ledger, name).keys() for name in ledger.subjects} == model
        assert {one.question for entity in ledger.entities for one in ledger.about(entity)} == {
            one for some in model.values() for one in some if one[0] != PART
        }


def _reached(kept: set[str], model: Mapping[str, set[Question]]) -> set[str]:
    """What is kept, with its parts and theirs."""
    found, left = set[str](), set(kept)
    while left:
        found |= left
        left = {name for one in left for kind, name in model[one] if kind == PART and name in model} - found
    return found


def test_a_ledger_of_other_code_is_not_believed() -> None:
    assert read(first(), "code").subjects
    assert not read(first(), "other code").subjects


def test_what_stands_within_something_that_changed_within_something_is_made_again_and_says_why() -> None:
    store = Store(None)

    def build(headline: str) -> tuple[dict[str, str], bytes]:
        memory = Memory(Desk(sample.edition(), sample.OPTIONS), store, "code")
        memory.desk.book._tables["story at"] = {"slug": headline}

        def inner() -> list[File]:
            memory.desk.book.notes.ask("story at", "slug")
            return [File(path="inner.txt", data=headline.encode())]

        def outer() -> list[File]:
            return [*memory.remembered("inner", inner), *memory.remembered("beside", list)]  # type: ignore[list-item]

        made = memory.remembered("outer", outer)
        memory.save()
        return memory.reasons, made[0].load()

    build("before")
    assert build("before") == ({}, b"before")
    reasons, made = build("after")
    assert made == b"after"
    assert reasons == {
        "outer": "inner: looked up story at slug, which changed",
        "inner": "looked up story at slug, which changed",
    }
