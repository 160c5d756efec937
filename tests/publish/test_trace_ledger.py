"""The traces of a build as they are kept: believed whole or not at all, with no word that nobody asks for any more."""

from dataclasses import dataclass, field

import pytest
from publish import sample

from digest.nouns import File
from digest.publish.desk import Desk
from digest.publish.ledger import FILE, LEADING_PAGE, PAGE, read
from digest.publish.ledger_writing import New, written
from digest.publish.memory import Memory
from digest.publish.tracing import Question
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


def first() -> bytes:
    return written("code", read(b"", "code"), (), NEW, Now())


def asked(noted: bytes, subject: str) -> dict[Question, str]:
    """What a subject asked, with the fingerprints of the answers."""
    ledger = read(noted, "code")
    found = {one.place: one for entity in ledger.entities for one in ledger.about(entity)}
    return {found[place].question: found[place].answer for place in ledger.asked_by(subject)}


def test_a_trace_is_read_as_it_was_written() -> None:
    assert asked(first(), "two") == {HERS: "HERS", OURS: "OURS"}
    ledger = read(first(), "code")
    assert [ledger.given(name) for name in ("one", "two", "part")] == ["", "given", ""]
    assert [ledger.made_of(name) for name in ("one", "two", "part", "none")] == [NEW["one"][2], [], None, None]


def test_what_nobody_asks_any_more_is_no_more_written() -> None:
    noted = written("code", read(first(), "code"), ["one"], {}, Now())
    assert b"hers" not in noted.lower()
    assert asked(noted, "one") == {MINE: "MINE", OURS: "OURS"}


def test_what_is_asked_anew_stands_beside_what_is_still_asked() -> None:
    then: Question = ("day", "then")
    noted = written("code", read(first(), "code"), ["one"], {"three": ("", {then, OURS}, None)}, Now())
    assert asked(noted, "three") == {then: "THEN", OURS: "OURS"}
    assert asked(noted, "one") == {MINE: "MINE", OURS: "OURS"}


def test_an_answer_that_changed_is_noted_with_the_subject_that_was_made_again() -> None:
    again = written("code", read(first(), "code"), ["one"], {"two": NEW["two"]}, Now("NEW ", OTHER))
    assert asked(again, "two") == {HERS: "NEW HERS", OURS: "NEW OURS"}


def test_what_is_asked_about_an_entity_goes_over_to_another_with_it() -> None:
    moved = Now(states={"story mine": "without it"}, ours="story other")
    noted = written("code", read(first(), "code"), ["one", "two"], {}, moved)
    ledger = read(noted, "code")
    assert [one.question for one in ledger.about("story other")] == [OURS]
    assert [one.question for one in ledger.about("story mine")] == [MINE]
    assert ledger.entities["story mine"] == "without it"
    assert asked(noted, "one") == asked(first(), "one")


def test_products_are_kept_in_their_order_with_what_each_is() -> None:
    again = written("code", read(first(), "code"), ["pages", "two"], {"one": NEW["one"]}, Now())
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
    before = read(written("code", read(b"", "code"), (), new, Now()), "code")
    assert set(read(written("code", before, ["page", "other"], {}, Now()), "code").subjects) == set(new)
    alone = written("code", before, ["other"], {}, Now())
    assert set(read(alone, "code").subjects) == {"other"}
    assert b"hers" not in alone
    remade = written("code", before, ["page", "other"], {"outer": ("", {OURS}, None)}, Now())
    assert set(read(remade, "code").subjects) == {"page", "other", "outer"}
    assert asked(remade, "outer") == {OURS: "OURS"}
    assert asked(remade, "page") == {outer: "", MINE: "MINE"}


@pytest.mark.parametrize("place", [0, 70, -1])
def test_a_ledger_with_another_byte_is_not_believed(place: int) -> None:
    damaged = bytearray(first())
    damaged[place] ^= 1
    assert not read(bytes(damaged), "code").subjects


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
