"""The traces of a build as they are kept: believed whole or not at all, with no word that nobody asks for any more."""

import pytest
from publish import sample

from digest.nouns import File
from digest.publish.desk import Desk
from digest.publish.ledger import New, Question, read, written
from digest.publish.memory import Memory
from digest.store import Store

MINE, HERS, OURS = ("story", "mine"), ("person", "hers"), ("line of story", "ours")
NEW: dict[str, New] = {
    "one": ("", {MINE, OURS}, [("a.txt", "00", "", False, False)]),
    "two": ("given", {HERS, OURS}, []),
}


def answer(question: Question) -> str:
    return question[1].upper()


def first() -> bytes:
    return written("code", read(b"", "code"), (), NEW, answer)


def asked(noted: bytes, subject: str) -> dict[Question, str]:
    """What a subject asked, with the fingerprints of the answers."""
    ledger = read(noted, "code")
    return {ledger.questions[place]: ledger.answers[place] for place in ledger.traces[subject].asked}


def test_a_trace_is_read_as_it_was_written() -> None:
    assert asked(first(), "two") == {HERS: "HERS", OURS: "OURS"}
    assert read(first(), "code").traces["two"].given == "given"
    assert read(first(), "code").traces["one"].made == [["a.txt", "00", "", False, False]]


def test_what_nobody_asks_any_more_is_no_more_written() -> None:
    noted = written("code", read(first(), "code"), ["one"], {}, answer)
    assert b"hers" not in noted.lower()
    assert asked(noted, "one") == {MINE: "MINE", OURS: "OURS"}


def test_a_place_that_fell_free_is_taken_again() -> None:
    noted = written("code", read(first(), "code"), ["one"], {"three": ("", {("day", "then")}, None)}, answer)
    assert len(read(noted, "code").questions) == 3
    assert asked(noted, "three") == {("day", "then"): "THEN"}
    assert asked(noted, "one") == {MINE: "MINE", OURS: "OURS"}


def test_an_answer_that_changed_is_noted_with_the_subject_that_was_made_again() -> None:
    again = written("code", read(first(), "code"), ["one"], {"two": NEW["two"]}, lambda question: f"new {question[1]}")
    assert asked(again, "two") == {HERS: "new hers", OURS: "new ours"}


@pytest.mark.parametrize("place", [0, 70, -1])
def test_a_ledger_with_another_byte_is_not_believed(place: int) -> None:
    damaged = bytearray(first())
    damaged[place] ^= 1
    assert not read(bytes(damaged), "code").traces


def test_a_ledger_of_other_code_is_not_believed() -> None:
    assert read(first(), "code").traces
    assert not read(first(), "other code").traces


def test_what_stands_within_something_that_changed_within_something_is_made_again_and_says_why() -> None:
    store = Store(None)

    def build(headline: str) -> tuple[dict[str, str], bytes]:
        memory = Memory(Desk(sample.edition(), sample.OPTIONS), store, "code")
        memory.desk.book._answers["story at"] = {"slug": headline}

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
