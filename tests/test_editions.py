"""Editions kept in files: read back whole, and whatever a file holds, told with its line or printed as text."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from stories.archive import Archive, edition_pages
from stories.newsroom import Clipping

from digest.cli import main
from digest.edition_files import record_problems, recorded, words_astray
from digest.errors import BuildError, EditorialError, LostLockError
from digest.intake import collect
from digest.lock import (
    LOCK_NAME,
    Lock,
    LockEdition,
    numbers_kept,
    read_record,
    read_records,
    record_path,
    staged,
)
from digest.lock_file import refuse_lost_lock, remember
from digest.nouns import (
    EditionRecord,
    OutletRecord,
    PassageRecord,
    QuoteRecord,
    Removal,
    Revision,
    SentenceRecord,
    Status,
    StoryRecord,
)
from digest.publish.addresses import kept_link
from digest.stories import Withheld, redacted

EVIL = "<script>alert(1)</script> **bold** [x](javascript:alert(1)) \u202e {{ site }} \x07"


def record(text: str = "It rained.", *, number: int = 1, link: str = "https://a.example/#:~:text=It") -> EditionRecord:
    words = PassageRecord(text=text, article=text, start=0, end=len(text))
    story = StoryRecord(
        id="s1",
        slug="s1",
        headline=text,
        headline_article=text,
        status=Status.UPDATED,
        texts=1,
        sentences=(SentenceRecord(words=words, outlet=text, link=link, language="en", new=True),),
        quotes=(QuoteRecord(parts=(words,), speaker=text, role=text, outlet=text, link=link, language=text, new=True),),
        outlets=(OutletRecord(name=text, articles=(text,)),),
        topics=(text,),
    )
    return EditionRecord(number=number, date=date(2025, 2, 24), numbers=(text,), stories=(story,), left_out=0)


def test_a_record_loses_every_word_of_a_removed_article_and_keeps_all_of_the_others() -> None:
    made = record("It rained.")
    gone = Removal(article="It rained.", outlet="", by="Nadia", because="A court said so.")
    (story,) = redacted(made, [gone], {"It rained."}).stories
    assert (story.headline, story.sentences[0].words.text, story.quotes[0].parts[0].text) == ("", "", "")
    assert (story.quotes[0].speaker, story.quotes[0].role) == ("", "")
    assert {story.sentences[0].outlet, story.quotes[0].outlet, story.outlets[0].name} == {""}
    assert {story.sentences[0].link, story.quotes[0].link} == {""}
    assert redacted(made, [replace(gone, article="another")], {"It rained."}) == made


def write(content: Path, one: EditionRecord) -> Path:
    with staged(content, one):
        pass
    return record_path(content, one.number)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_record_reads_back_as_it_was_and_shows_every_character(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    content = tmp_path_factory.mktemp("content")
    path = write(content, record(text))
    assert read_record(content, 1) == record(text)
    assert all(char.isprintable() for char in path.read_text(encoding="utf-8").replace("\n", ""))


def test_nothing_of_a_record_is_left_where_the_lock_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).mkdir()
    with pytest.raises(BuildError, match="nothing was published"):
        remember(tmp_path / LOCK_NAME, Lock(editions=(LockEdition(number=1, date=None),)), [record()])
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_records_are_no_articles_and_other_files_beside_them_are(tmp_path: Path) -> None:
    write(tmp_path, record())
    (tmp_path / "editions" / "note.txt").write_text("A note.\n", encoding="utf-8")
    found = collect(tmp_path, max_bytes=10_000)
    assert [raw.path for raw in found.raws] == ["editions/note.txt"]
    assert not found.skipped


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace('"texts": 1', '"texts": "many"'), ":15: stories.0.texts: Input should"),
        (lambda text: text.replace('"status": "updated"', '"status": "best"'), ":14: stories.0.status: "),
        (lambda text: text.replace('   "topics"', '   "themes"'), "stories.0.topics: Field required"),
        (lambda text: text[:200], "line "),
        (lambda text: text.replace('"version": 1', '"version": 9'), "version 9 is not known"),
        (lambda text: text.replace('"number": 1', '"number": 4'), "says that it is edition 4"),
        (lambda text: text.replace("2025-02-24", "2025-02-23"), "says that it is of 2025-02-23, but"),
        (lambda text: f"<<<<<<< ours\n{text}", ":1: a merge conflict is not resolved"),
        (lambda _: "", "Invalid JSON"),
        (lambda _: "[" * 100_000, "Invalid JSON"),
        (lambda _: '{"number": NaN}', ":1: number: "),
        (lambda text: text.replace("It rained.", "\\ud800"), "Invalid JSON"),
        (lambda text: text.replace('"quotes": [', '"quotes": [7, '), "stories.0.quotes.0: "),
    ],
)  # fmt: skip
def test_a_damaged_record_is_told_with_its_file_and_place(
    tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    path = write(tmp_path, record())
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = read_records(tmp_path, [LockEdition(number=1, date=date(2025, 2, 24))])
    assert not found.editions
    assert found.problems[1].startswith(str(path))
    assert said in found.problems[1]


def test_symlinks_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    path = write(tmp_path / "elsewhere", record())
    (tmp_path / "editions").symlink_to(path.parent)
    found = read_records(tmp_path, [LockEdition(number=1, date=date(2025, 2, 24))])
    assert "symlink" in found.problems[1]
    assert numbers_kept(tmp_path) == ()
    with pytest.raises(OSError, match="symlink"), staged(tmp_path, record(number=2)):
        pass


def test_hostile_words_of_a_record_are_printed_as_text_and_noted(tmp_path: Path) -> None:
    desk = Archive(content=tmp_path)
    desk.publish("a")
    data = json.loads(desk.record(1))
    story = data["stories"][0]
    story["headline"] = story["slug"] = EVIL
    story["topics"] = [EVIL]
    story["sentences"][0]["words"]["text"] = EVIL
    story["sentences"][0]["link"] = "javascript:alert(1)"
    story["quotes"][0] |= {"speaker": EVIL, "role": EVIL, "language": '" onclick="alert(1)', "link": "https://u:p@x/"}
    record_path(tmp_path, 1).write_text(json.dumps(data), encoding="utf-8")
    made = desk.publish("a", [Clipping(name="d", day="2025-02-25")])
    raw = edition_pages(made, raw=True)["2025-02-24"]
    assert "These words no longer stand" in edition_pages(made)["2025-02-24"]
    assert "<script" not in raw
    assert 'onclick="' not in raw
    assert 'href="javascript' not in raw
    assert "u:p@x" not in raw
    assert "**bold**" not in raw


@pytest.mark.parametrize(
    ("link", "printed"),
    [
        ("https://a.example/x?b=1&c=2#:~:text=It%20is,not", "https://a.example/x?b=1&amp;c=2#:~:text=It%20is,not"),
        ("https://a.example/x#part:~:text=It", "https://a.example/x#part:~:text=It"),
        ("https://a.example/x", "https://a.example/x"),
        ('https://a.example/#:~:text="><script>', "https://a.example/"),
        ("javascript:alert(1)#:~:text=It", ""),
        ("#:~:text=It", ""),
        ("", ""),
    ],
)
def test_a_kept_link_is_checked_again(link: str, printed: str) -> None:
    assert kept_link(link) == printed


def test_a_lock_takes_in_the_editions_that_only_files_remember(tmp_path: Path) -> None:
    lock = Lock(editions=(LockEdition(number=1, date=date(2025, 2, 24)),))
    assert recorded(lock, tmp_path) is not None
    write(tmp_path, record(number=2))
    assert [one.number for one in recorded(lock, tmp_path).editions] == [1, 2]
    assert recorded(lock, tmp_path, as_of=date(2025, 2, 1)).editions == ()
    write(tmp_path, record(number=4))
    with pytest.raises(EditorialError, match=r"0004\.json: edition 3 is missing before it"):
        recorded(lock, tmp_path)


def test_kept_editions_without_a_lock_stop_a_build(tmp_path: Path) -> None:
    write(tmp_path, record())
    with pytest.raises(LostLockError, match="keeps editions that were published"):
        refuse_lost_lock(tmp_path, tmp_path / "site")


def test_check_names_every_record_that_is_wrong(tmp_path: Path) -> None:
    days = [LockEdition(number=number, date=date(2025, 2, 24)) for number in (1, 2, 3)]
    lock = Lock(editions=tuple(days), pages=(("editions/2025-02-24-2/", 2),))
    write(tmp_path, record()).write_text("{}", encoding="utf-8")
    write(tmp_path, record(number=3))
    write(tmp_path, record(number=5))
    problems = list(record_problems(lock, tmp_path))
    assert len(problems) == 3
    assert [any(word in problem for problem in problems) for word in ("0001.json", "0002.json", "0005.json")] == [
        True
    ] * 3


def test_words_that_an_article_has_no_more_are_told_by_edition_and_those_that_are_accounted_for_are_not(
    tmp_path: Path,
) -> None:
    desk = Archive(content=tmp_path)
    desk.publish("ab")
    a, b = Clipping(name="a", words="Mended"), Clipping(name="b")
    desk.publish([a, b], [Clipping(name="d", day="2025-02-25")])

    def told(rules: Withheld, *revisions: Revision) -> list[str]:
        return list(words_astray(desk.lock, tmp_path, articles=desk.articles, revisions=revisions, withheld=rules))

    (remark,) = told(Withheld())
    assert remark.startswith(f"{record_path(tmp_path, 1)}: 2 passages no longer stand in {tmp_path / 'a.txt'}; ")
    assert told(Withheld(articles=frozenset({"a"}))) == []
    older = Clipping(name="a").analysis().article
    assert told(Withheld(), Revision(newer=a.analysis().article, older=older, added=(), removed=())) == []


def test_an_edition_is_not_opened_in_a_look_back() -> None:
    result = CliRunner().invoke(main, ["build", "--edition", "--as-of", "2025-02-24"])
    assert result.exit_code == 2
    assert "--as-of looks back and writes none: choose one" in result.output
