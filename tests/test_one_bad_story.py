"""A mistake of the program in comparing a story's articles, or in finding what is new in it, costs this story alone."""

import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from samples import VISIT, build, files_of, look, new_digest

from digest.errors import StrictError
from digest.nouns import Skipped, Story
from digest.stories import evidence, news

LATE = VISIT[0]
WORDS = "Shoigu"  # of the larger story alone
retellings, texts_before = evidence.retellings, news._texts_before


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest whose second edition brought an article to a story; tests copy it."""
    folder = new_digest(tmp_path_factory.mktemp("updated") / "digest")
    late = folder / "content" / LATE
    text = late.read_bytes()
    late.unlink()
    build(folder)
    late.write_bytes(text)
    build(folder)
    return folder


@pytest.fixture
def second(updated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(updated, tmp_path / "digest"))


def unable_to_compare(error: Exception) -> Callable[..., object]:
    """Find out who retells whom, but for articles of some words."""

    def found(members: Any, *others: Any) -> object:
        if any(WORDS in member.article.text for member in members):
            raise error
        return retellings(members, *others)

    return found


def unable_to_find_news(error: Exception) -> Callable[..., object]:
    """Find the texts of the edition before, but for a story of some words."""

    def found(told: Any, *others: Any) -> object:
        if any(WORDS in member.analysis.article.text for member in told.group.members):
            raise error
        return texts_before(told, *others)

    return found


def forget(folder: Path) -> None:
    shutil.rmtree(folder / ".digest")


def large(stories: tuple[Story, ...]) -> Story:
    return max(stories, key=lambda story: len(story.members))


def not_seen(folder: Path) -> str:
    return unescape((folder / "site" / "not-seen" / "index.html").read_text(encoding="utf-8"))


def warned_with_its_error(caplog: pytest.LogCaptureFixture, logger: str) -> str:
    """The words of the only warning, which shows the error."""
    (warning,) = [record for record in caplog.records if record.name == logger]
    assert warning.exc_info
    assert warning.exc_info[0] is KeyError
    return warning.getMessage()


def the_next_build_says_the_same_and_a_strict_one_fails(folder: Path, why: str) -> None:
    before = files_of(folder / "site")
    build(folder)
    assert files_of(folder / "site") == before
    with pytest.raises(StrictError, match=why):
        build(folder, strict=True)


def test_a_story_whose_articles_cannot_be_compared_is_left_out_and_comes_back(
    digest: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = files_of(digest / "site")
    reason = "the program failed to compare the articles of its story (KeyError)"
    with monkeypatch.context() as broken:
        broken.setattr(evidence, "retellings", unable_to_compare(KeyError("at 0x7f00")))
        forget(digest)
        edition = build(digest).edition
        assert [len(story.members) for story in edition.stories] == [1]
        assert list(edition.ledger.skipped) == [
            Skipped(path=name, reason=f"{reason}; look into the log", passing=True) for name in VISIT
        ]
        warned = warned_with_its_error(caplog, "digest.comparing")
        assert all(name in warned for name in VISIT)
        assert not_seen(digest).count(reason) == len(VISIT)
        the_next_build_says_the_same_and_a_strict_one_fails(digest, "failed to compare")
    build(digest)
    assert files_of(digest / "site") == before


def test_a_story_in_which_nothing_new_can_be_found_stays_unmarked_until_it_can(
    second: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = files_of(second / "site")
    whole = large(look(second).stories).news
    assert whole
    assert whole.sentences
    reason = "the program failed to find what is new in its story (KeyError)"
    with monkeypatch.context() as broken:
        broken.setattr(news, "_texts_before", unable_to_find_news(KeyError("at 0x7f00")))
        forget(second)
        edition = build(second).edition
        assert len(edition.stories) == 2
        unmarked = large(edition.stories).news
        assert unmarked
        assert (unmarked.sources, unmarked.sentences, unmarked.quotes) == (whole.sources, (), ())
        assert list(edition.ledger.skipped) == [Skipped(path=LATE, reason=f"{reason}; look into the log", passing=True)]
        assert large(edition.stories).slug in warned_with_its_error(caplog, "digest.novelty")
        assert reason in not_seen(second)
        the_next_build_says_the_same_and_a_strict_one_fails(second, "failed to find what is new")
    build(second)
    assert files_of(second / "site") == before


def test_what_was_new_in_an_earlier_edition_and_is_only_printed_again_stops_no_build_either(
    second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(second, new_edition=True)
    with monkeypatch.context() as broken:
        broken.setattr(news, "_texts_before", unable_to_find_news(KeyError()))
        forget(second)
        edition = build(second).edition
        assert large(edition.stories).news is None
        assert [one.path for one in edition.ledger.skipped] == [LATE]
    edition = build(second).edition
    assert edition.ledger.skipped == ()
    monkeypatch.setattr(news, "_texts_before", lambda *_: pytest.fail("sought again"))
    assert not build(second).changed


@pytest.mark.parametrize("error", [OSError("the disk is gone"), MemoryError()])
def test_what_is_not_the_storys_doing_stops_the_build(
    second: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    for room, name, unable in (
        (evidence, "retellings", unable_to_compare),
        (news, "_texts_before", unable_to_find_news),
    ):
        with monkeypatch.context() as broken:
            broken.setattr(room, name, unable(error))
            forget(second)
            with pytest.raises(type(error)):
                look(second)


def test_a_story_that_was_told_before_its_articles_could_not_be_compared_is_not_taken_for_told(
    digest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = digest / "content" / LATE
    late.write_text(late.read_text(encoding="utf-8").replace("Anwar", "Mr Anwar", 1), encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(evidence, "retellings", unable_to_compare(KeyError()))
        assert len(look(digest).stories) == 1
    forget(copy := Path(shutil.copytree(digest, digest.with_name("copy"))))
    assert look(digest) == look(copy)
