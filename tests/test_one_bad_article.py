"""A mistake of the program costs the articles and stories that it shows in, and is never silent."""

import json
import logging
import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import VISIT, build, files_of
from stories.build import make_article

from digest import intake, reading, stories
from digest.analysing import Unread, attempts
from digest.cli import main
from digest.editorial import RULES_NAME, Rule
from digest.errors import StrictError
from digest.intake.workers import CRASHED
from digest.lock import LOCK_NAME, read_lock
from digest.nouns import Analysis, Article, Group, KeyQuote, Raw, Relation, Skipped, Told
from digest.stories import Link, rules
from digest.stories.decisions import correction
from digest.telling import Telling, Untold

tell, analyse, clean_all = stories.tell, reading.analyse, intake.clean_all


def failing(of: Callable[[Group], bool], error: Exception) -> Callable[..., Told]:
    """Tell all groups but some."""

    def told(group: Group, **options: object) -> Told:
        if of(group):
            raise error
        return tell(group, **options)  # type: ignore[arg-type]

    return told


def large(group: Group) -> bool:
    return len(group.members) > 1


def forget(folder: Path) -> None:
    shutil.rmtree(folder / ".digest")


def test_a_story_that_cannot_be_told_is_left_out_with_its_articles_named_and_the_cause_in_the_log(
    digest: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(stories, "tell", failing(large, KeyError("at 0x7f00")))
    forget(digest)
    with caplog.at_level(logging.WARNING):
        edition = build(digest).edition
    assert [len(story.members) for story in edition.stories] == [1]
    assert [one.path for one in edition.ledger.skipped] == VISIT
    reasons = {one.reason for one in edition.ledger.skipped}
    assert reasons == {"the program failed to tell its story (KeyError); look into the log"}
    (warning,) = [record for record in caplog.records if record.name == "digest.telling"]
    assert all(name in warning.getMessage() for name in VISIT)
    assert warning.exc_info
    assert warning.exc_info[0] is KeyError
    shown = unescape((digest / "site" / "not-seen" / "index.html").read_text(encoding="utf-8"))
    assert shown.count("the program failed to tell its story (KeyError)") == len(VISIT)


def test_strict_refuses_to_leave_a_story_out(digest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "tell", failing(large, RecursionError()))
    forget(digest)
    before = files_of(digest / "site")
    with pytest.raises(StrictError, match=r"courier-talks-in-malaysia\.txt: the program failed to tell"):
        build(digest, strict=True)
    assert files_of(digest / "site") == before


def test_a_story_that_could_not_be_told_is_tried_again_and_comes_back_to_its_address(
    digest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, known = files_of(digest / "site"), read_lock(digest / "content" / LOCK_NAME)
    with monkeypatch.context() as broken:
        broken.setattr(stories, "tell", failing(large, IndexError()))
        forget(digest)
        build(digest)
        left_out = files_of(digest / "site")
        build(digest)
        assert files_of(digest / "site") == left_out
    build(digest)
    assert read_lock(digest / "content" / LOCK_NAME) == known
    assert files_of(digest / "site") == before


@pytest.mark.parametrize("error", [OSError("the disk is gone"), MemoryError()])
def test_what_is_not_the_storys_doing_stops_the_build(
    digest: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(stories, "tell", failing(large, error))
    forget(digest)
    with pytest.raises(type(error)):
        build(digest)


def test_a_mistake_that_shows_in_every_story_stops_the_build(digest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "tell", failing(lambda _: True, KeyError("every")))
    forget(digest)
    before = files_of(digest / "site")
    with pytest.raises(KeyError, match="every"):
        build(digest)
    assert files_of(digest / "site") == before


def unable_to_read(name: str) -> Callable[[Sequence[Article]], list[Analysis]]:
    """Analyse all articles but one."""

    def analysed(articles: Sequence[Article]) -> list[Analysis]:
        if any(article.source.name == name for article in articles):
            raise KeyError("at 0x7f00")
        return list(analyse(articles))

    return analysed


def test_an_article_that_cannot_be_analysed_is_left_out_alone_and_named_and_comes_back(
    digest: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = files_of(digest / "site")
    with monkeypatch.context() as broken:
        broken.setattr(reading, "analyse", unable_to_read(VISIT[1]))
        forget(digest)
        edition = build(digest).edition
        assert sorted(len(story.members) for story in edition.stories) == [1, 3]
        (skipped,) = edition.ledger.skipped
        assert skipped.path == VISIT[1]
        assert skipped.reason == "the program failed to analyse it (KeyError); look into the log"
        assert "KeyError: 'at 0x7f00'" in caplog.text
        with pytest.raises(StrictError, match="failed to analyse"):
            build(digest, strict=True)
    build(digest)
    assert files_of(digest / "site") == before


def test_a_file_that_crashed_its_reader_is_tried_again_by_a_repeat_that_nothing_else_asks_for(
    digest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["build", "--config", str(digest / "site_config.yml")]
    before = files_of(digest / "site")
    with monkeypatch.context() as broken:
        broken.setattr(intake, "clean_all", crashing(VISIT[1]))
        forget(digest)
        for _ in range(2):  # the second time nothing else is new
            done = CliRunner().invoke(main, command)
            assert done.exit_code == 0, done.output
            assert f"{VISIT[1]}: crashed the program that reads it" in done.stdout
    assert CliRunner().invoke(main, command).exit_code == 0
    assert files_of(digest / "site") == before
    assert "(unchanged)" in CliRunner().invoke(main, command).stdout


def crashing(name: str) -> Callable[..., Iterator[Article | Skipped]]:
    """Read all sources but one."""

    def cleaned(raws: Sequence[Raw], workers: intake.Workers, **options: object) -> Iterator[Article | Skipped]:
        for raw, one in zip(raws, clean_all(raws, workers, **options), strict=True):
            yield Skipped(path=name, reason=CRASHED, passing=True) if raw.name == name else one

    return cleaned


def test_an_article_that_cannot_be_analysed_can_leave_a_worker() -> None:
    article = make_article("a", "A ferry sails.")
    (one,) = attempts(unable_to_read(article.source.name), [article])
    assert isinstance(one, Unread)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def test_a_mistake_that_shows_in_every_article_stops_the_build(digest: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(articles: Sequence[Article]) -> list[Analysis]:
        raise KeyError(len(articles))

    monkeypatch.setattr(reading, "analyse", nothing)
    forget(digest)
    with pytest.raises(KeyError):
        build(digest)


def test_links_lead_past_a_story_that_could_not_be_told() -> None:
    group = Group(members=())
    told = Told(group=group, headline=None, summary=(), quotes=())  # type: ignore[arg-type]
    telling = Telling(outcomes=(told, Untold(group=group, error=KeyError()), told))
    links = [(to(1), to(2)), (to(0), to(2)), (to(0), to(1))]
    assert telling.links(links) == ((to(1),), (to(0),))
    assert telling.of_told("abc") == ("a", "c")


def to(group: int) -> Link:
    return Link(group, Relation.EARLIER, ())


def corrections(folder: Path, *sizes: int) -> list[str]:
    """Correct the first quote of each story of so many articles; the rules' words."""
    told = {len(story.members): story for story in build(folder).edition.stories}
    quotes = [told[size].told.quotes[0] for size in sizes]
    files = {
        member.analysis.article.id: member.analysis.article.source.name
        for size in sizes
        for member in told[size].members
    }
    words = [quote.parts[0].text for quote in quotes]
    rule = "- speaker: Somebody Else\n  article: {}\n  quote: {}\n  by: Nadia\n  because: a reason\n"
    (folder / "content" / RULES_NAME).write_text(
        "".join(rule.format(files[quote.article], json.dumps(text)) for quote, text in zip(quotes, words, strict=True)),
        encoding="utf-8",
    )
    return words


def unable_to_correct(*words: str, error: Exception) -> Callable[..., object]:
    """Follow all rules but those of some quotes."""

    def corrected(rule: Rule, quote: KeyQuote, article: str) -> object:
        if rule.quote in words:
            raise error
        return correction(rule, quote, article)

    return corrected


def test_a_story_that_cannot_be_corrected_is_left_out_and_comes_back_corrected(
    digest: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    large_one, _ = corrections(digest, len(VISIT), 1)
    build(digest)
    before = files_of(digest / "site")
    with monkeypatch.context() as broken:
        broken.setattr(rules, "correction", unable_to_correct(large_one, error=KeyError("at 0x7f00")))
        edition = build(digest).edition
        (story,) = edition.stories
        assert [quote.corrected_by for quote in story.told.quotes if quote.corrected_by] == ["Nadia"]
        assert [one.path for one in edition.ledger.skipped] == VISIT
        reasons = {one.reason for one in edition.ledger.skipped}
        assert reasons == {"the program failed to correct its story (KeyError); look into the log"}
        (warning,) = [record for record in caplog.records if record.name == "digest.correcting"]
        assert "the `speaker` rule on line 1" in warning.getMessage()
        assert warning.exc_info
        assert warning.exc_info[0] is KeyError
        with pytest.raises(StrictError, match="failed to correct"):
            build(digest, strict=True)
    build(digest)
    assert files_of(digest / "site") == before


@pytest.mark.parametrize("error", [KeyError("every"), OSError("the disk is gone")])
def test_a_correction_that_fails_for_every_story_or_for_no_fault_of_its_own_stops_the_build(
    digest: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    words = corrections(digest, len(VISIT), 1)
    monkeypatch.setattr(rules, "correction", unable_to_correct(*words, error=error))
    with pytest.raises(type(error)):
        build(digest)
