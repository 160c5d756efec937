"""The walk, from clippings to a published site."""

import dataclasses
import errno
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import yaml
from samples import MINIMAL, ROOT, build, config_of, files_of, look

from digest import intake, lock_file, printed, publish
from digest.content import read
from digest.errors import BuildError, ConfigError, ReceiptError, StrictError, TemplateError
from digest.lock_file import known_lock
from digest.nouns import Article, Raw, Revision, Skipped, Span
from digest.nouns.deferred import is_here
from digest.store import Store


def test_the_samples_show_what_a_digest_does(built: Path) -> None:
    edition = look(built)
    by_size = sorted(edition.stories, key=lambda story: len(story.members))
    assert [len(story.members) for story in by_size] == [1, 4]
    background, visit = by_size
    assert visit.told.group.independent_texts == 3, "the wire's text, carried by another outlet, is one voice"
    assert [thread.story for thread in visit.threads] == [background.id]
    speakers = {quote.speaker for quote in visit.told.quotes}
    assert {"Anwar Ibrahim", "Oh Ei Sun", "Sergei Shoigu", "Mustafa Izzuddin"} <= speakers


def test_a_second_build_changes_nothing_and_loads_no_model(digest: Path) -> None:
    before = files_of(digest)
    script = (
        "import sys\nfrom digest.cli import main\n"
        f"try: main(['build', '--config', {str(digest / 'site_config.yml')!r}])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert 'spacy' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "(unchanged)" in done.stdout
    assert {name: sum_ for name, sum_ in files_of(digest).items() if not name.startswith(".digest")} == {
        name: sum_ for name, sum_ in before.items() if not name.startswith(".digest")
    }


def test_a_first_build_leaves_a_second_site_for_the_next_one_and_nothing_to_roll_back_to(built: Path) -> None:
    spare = built / ".digest" / "spare-site"
    assert files_of(spare) == files_of(built / "site")
    assert (spare / "index.html").samefile(built / "site" / "index.html")
    with pytest.raises(BuildError, match="no earlier site is kept"):
        publish.roll_back(built / "site", built / ".digest")


def test_two_folders_clocks_hash_seeds_and_file_orders_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "digest"
    (other / "content").mkdir(parents=True)
    for path in sorted((built / "content").iterdir(), reverse=True):
        if path.name not in {"stories.lock.yml", "editions"}:
            (other / "content" / path.name).write_bytes(path.read_bytes())
            os.utime(other / "content" / path.name, (1, 1))
    (other / "site_config.yml").write_text(MINIMAL, encoding="utf-8")
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1", "LC_ALL": "C"}
    command = [sys.executable, "-m", "digest", "build", "--config", str(other / "site_config.yml")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert files_of(other / "site") == files_of(built / "site")
    assert files_of(other / "content") == files_of(built / "content")


def test_a_warm_build_after_a_change_equals_a_fresh_one(digest: Path) -> None:
    article = digest / "content" / "unsigned-visit-explained.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("student exchanges", "shared courses"), "utf-8")
    build(digest)
    warm = files_of(digest / "site")
    shutil.rmtree(digest / "site")
    shutil.rmtree(digest / ".digest")
    build(digest)
    assert files_of(digest / "site") == warm


def test_an_edited_or_moved_file_keeps_its_article_and_its_story(digest: Path) -> None:
    before = {story.id: story.slug for story in look(digest).stories}
    content = digest / "content"
    text = (content / "unsigned-visit-explained.txt").read_text(encoding="utf-8")
    (content / "unsigned-visit-explained.txt").write_text(text.replace("warmth", "good will"), encoding="utf-8")
    (content / "more").mkdir()
    (content / "courier-talks-in-malaysia.txt").rename(content / "more" / "talks.txt")
    assert {story.id: story.slug for story in look(digest).stories} == before


def test_texts_that_the_store_loses_during_a_build_are_read_again(digest: Path) -> None:
    path, content = digest / ".digest" / "store.sqlite", digest / "content"
    with Store(path) as store:
        found = read(config_of(digest), content, lock=known_lock(content, store), store=store, step=lambda *_: None)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE results SET rest = NULL")
        assert not any(is_here(article, "text") for article in found.articles)
        assert all(article.text for article in found.articles)


def corrupt(monkeypatch: pytest.MonkeyPatch, change: object) -> None:
    """Let the cleaner hand on a changed text."""
    clean_all = intake.clean_all

    def changed(raws: Sequence[Raw], workers: intake.Workers, **options: object) -> Iterator[Article | Skipped]:
        for found in clean_all(raws, workers, **options):
            if isinstance(found, Article) and "courier" in found.source.path:
                yield change(found)  # type: ignore[operator]
            else:
                yield found

    monkeypatch.setattr(intake, "clean_all", changed)


def rewritten(article: Article, old: str, new: str) -> Article:
    """Change words of an article's text without touching its spans, as a faulty cleaner would."""
    place = article.text.index(old)
    shift = len(new) - len(old)
    blocks = tuple(
        dataclasses.replace(
            block,
            start=block.start + shift * (block.start > place),
            end=block.end + shift * (block.end > place),
        )
        for block in article.blocks
    )
    return dataclasses.replace(article, text=article.text.replace(old, new, 1), blocks=blocks)


@pytest.mark.parametrize(
    ("old", "new"),
    [("the pressure is all off", "the pressure is all of"), ("openly embrace", "embrace"), ("all off", "alloff")],
    ids=["one character of a quote", "a dropped word", "two words glued"],
)
def test_words_that_do_not_stand_in_their_source_stop_the_build_and_are_named(
    digest: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    before = files_of(digest / "site")
    shutil.rmtree(digest / ".digest")
    corrupt(monkeypatch, lambda article: rewritten(article, old, new))
    with pytest.raises(ReceiptError, match=re.escape(new)):
        build(digest)
    assert files_of(digest / "site") == before


def test_each_paragraph_that_an_outlet_changed_is_read_back_from_both_versions(built: Path) -> None:
    edition = look(built)
    older, newer = (member.analysis.article for member in edition.stories[0].members[:2])
    removed, added = (tuple(Span(start=block.start, end=block.end) for block in one.blocks) for one in (older, newer))
    revision = Revision(newer=newer, older=older, added=added, removed=removed)
    ledger = dataclasses.replace(edition.ledger, revisions=(revision,))
    receipts = printed.receipts_of(dataclasses.replace(edition, stories=(), ledger=ledger))
    paragraphs = [(older, span) for span in removed] + [(newer, span) for span in added]
    assert [(one.article, one.start, one.end) for one in receipts] == [
        (article, span.start, span.end) for article, span in paragraphs
    ]


def test_a_template_with_a_mistake_is_named_and_leaves_site_and_lock_alone(digest: Path) -> None:
    shutil.copytree(ROOT / "templates", digest / "templates")
    template = digest / "templates" / "story.md.j2"
    template.write_text("{# mine #}\n{{ story.no_such_thing }}\n", encoding="utf-8")
    before = {**files_of(digest / "site"), **files_of(digest / "content")}
    with pytest.raises(TemplateError, match=r"story\.md\.j2.*2"):
        build(digest)
    assert {**files_of(digest / "site"), **files_of(digest / "content")} == before


def test_one_bad_file_is_skipped_with_its_reason_and_shown_on_the_site(digest: Path) -> None:
    (digest / "content" / "broken.md").write_text("---\ntitle: [unclosed\n---\nText.\n", encoding="utf-8")
    (digest / "content" / "link.txt").symlink_to(digest / "content" / "courier-talks-in-malaysia.txt")
    report = build(digest)
    assert [skipped.path for skipped in report.edition.ledger.skipped] == ["broken.md", "link.txt"]
    shown = (digest / "site" / "not-seen" / "index.html").read_text(encoding="utf-8")
    assert "broken" in shown
    assert len(report.edition.stories) == 2


def test_strict_refuses_what_would_be_skipped(digest: Path) -> None:
    (digest / "content" / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(StrictError, match=r"empty\.txt"):
        build(digest, strict=True)


def test_a_missing_content_folder_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "site_config.yml").write_text(MINIMAL, encoding="utf-8")
    with pytest.raises(ConfigError, match="no such folder"):
        build(tmp_path)


@pytest.mark.parametrize(("code", "published"), [(errno.EROFS, True), (errno.ENOSPC, False)])
def test_a_lock_file_that_cannot_be_written_is_told_and_a_full_disk_publishes_nothing(
    digest: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, code: int, published: bool
) -> None:
    def refuse(_path: Path, _lock: object, **_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(lock_file, "write_lock", refuse)
    (digest / "content" / "courier-talks-in-malaysia.txt").unlink()
    before = files_of(digest / "site")
    if published:
        build(digest)
        assert "addresses of stories may change" in caplog.text
    else:
        with pytest.raises(BuildError, match="nothing was published"):
            build(digest)
    assert (files_of(digest / "site") != before) is published


def test_topics_come_from_the_configuration_and_go_with_it(digest: Path) -> None:
    before = files_of(digest / "site")
    path = digest / "site_config.yml"
    path.write_text(
        MINIMAL + "topics: [{name: Nuclear, query: '\"nuclear energy\" person:Shoigu'}]\n", encoding="utf-8"
    )
    edition = build(digest).edition
    (coverage,) = edition.topics
    visit = max(edition.stories, key=lambda story: len(story.members))
    assert coverage.stories == (visit.id,)
    assert {match.terms for match in coverage.matches} == {('"nuclear energy"', "person:Shoigu")}
    assert "Nuclear" in (digest / "site" / "index.html").read_text(encoding="utf-8")
    assert visit.id in (digest / "site" / "topics" / "nuclear" / "feed.xml").read_text(encoding="utf-8")
    path.write_text(MINIMAL, encoding="utf-8")
    build(digest)
    after = files_of(digest / "site")
    feeds = {"topics/nuclear/feed.xml", "topics/nuclear/feed.json"}
    kept = {"topics/index.html", "topics/nuclear/index.html", *feeds}
    assert {name for name in after if "topics/" in name} == kept
    assert "no longer watched" in (digest / "site" / "topics" / "nuclear" / "feed.xml").read_text(encoding="utf-8")
    assert {name for name in before if "data/" not in name} <= after.keys()
    assert "Nuclear" not in (digest / "site" / "index.html").read_text(encoding="utf-8")


def test_no_page_of_an_outlet_a_month_or_a_topic_is_ever_dead(digest: Path) -> None:
    pages = {name for name in files_of(digest / "site") if name.endswith("index.html")}
    for path in (digest / "content").glob("*.*"):
        if path.suffix in {".txt", ".html"}:
            path.unlink()
    build(digest)
    site = digest / "site"
    left = {name for name in files_of(site) if name.endswith("index.html")}
    assert pages <= left
    gone = [name for name in pages if "not in this edition" in (site / name).read_text(encoding="utf-8")]
    assert any(name.startswith("outlets/") for name in gone)
    shutil.rmtree(digest / ".digest")
    before = files_of(site)
    build(digest)
    assert files_of(site) == before, "a fresh build remembers them, too"


def test_an_empty_content_folder_gives_a_site_that_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site_config.yml").write_text(MINIMAL, encoding="utf-8")
    report = build(tmp_path)
    assert report.edition.stories == ()
    assert "No articles yet" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_a_look_back_leaves_later_articles_out_and_forgets_nothing(digest: Path) -> None:
    lock = (digest / "content" / "stories.lock.yml").read_bytes()
    report = build(digest, as_of=date(2025, 2, 24))
    assert report.edition.date == date(2025, 2, 24)
    assert all("Putrajaya" not in story.told.summary[0].text for story in report.edition.stories)
    assert (digest / "content" / "stories.lock.yml").read_bytes() == lock


def test_editors_decide(digest: Path) -> None:
    visit = max(look(digest).stories, key=lambda story: len(story.members))
    rules = [
        {"rename": visit.slug, "to": "A visit in the rain", "by": "Nadia", "because": "shorter"},
        {"exclude": "unsigned-visit-explained.txt", "by": "Nadia", "because": "unsigned"},
        {"hide": "no-such-story", "by": "Nadia", "because": "a mistake"},
    ]
    (digest / "content" / "editorial.yml").write_text(yaml.safe_dump(rules), encoding="utf-8")
    edition = build(digest).edition
    renamed = next(story for story in edition.stories if story.id == visit.id)
    assert renamed.told.headline.text == "A visit in the rain"
    assert renamed.slug == visit.slug
    assert len(renamed.members) == len(visit.members) - 1
    assert len(edition.ledger.unmatched_rules) == 1
    assert "A visit in the rain" in (digest / "site" / "index.html").read_text(encoding="utf-8")
