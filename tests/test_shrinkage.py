"""What is published never shrinks by accident, and the site from before is one command away."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import files_of

from digest import pipeline
from digest.cli import main
from digest.config import load_config
from digest.errors import BuildError, ShrinkError
from digest.lock import LOCK_NAME, Lock, LockArticle, LockStory
from digest.publish import swap
from digest.shrinkage import refuse_shrinkage

NEWS = {
    "ferry": "The ferry between Lomvik and Tarn will sail twice a day from May, the harbour board of Lomvik said.",
    "school": "Teachers in Ostrau ended their strike after the town council agreed to smaller classes.",
    "orchard": "Frost destroyed half of the cherry blossom in the orchards around Belmora, growers reported.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest of three stories, built; tests leave it alone."""
    folder = tmp_path_factory.mktemp("shrinkage")
    (folder / "content").mkdir()
    (folder / "site_config.yml").write_text("site: {url: 'https://press.example/'}\n", encoding="utf-8")
    for name, text in NEWS.items():
        words = (
            f"---\ntitle: {text[:30].rpartition(' ')[0]}\noutlet: {name.title()} Post\ndate: 2025-03-04\n---\n{text}\n"
        )
        (folder / "content" / f"{name}.md").write_text(words, encoding="utf-8")
    build(folder)
    return folder


@pytest.fixture
def digest(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(built, tmp_path / "digest"))


def build(folder: Path, **options: bool) -> pipeline.Report:
    return pipeline.build(load_config(folder / "site_config.yml"), folder, **options)  # type: ignore[arg-type]


def remembered(stories: Iterable[str], *, gone: Iterable[str] = (), merged: Iterable[str] = ()) -> Lock:
    """A lock in which each story has one article of its own name."""
    names = sorted(stories)
    return Lock(
        stories=tuple(
            LockStory(id=name, slug=name, first=1, members=((name, 1),), merged_into="z" * (name in set(merged)))
            for name in names
        ),
        articles=tuple(LockArticle(id=name, path=name, sha256=name, gone=name in set(gone)) for name in names),
    )


def test_a_build_that_would_lose_most_stories_publishes_nothing_unless_it_is_meant(digest: Path) -> None:
    before = files_of(digest / "site"), (digest / "content" / LOCK_NAME).read_bytes()
    (digest / "content" / "ferry.md").unlink()
    (digest / "content" / "school.md").unlink()
    with pytest.raises(ShrinkError, match=r"2 of the 3 stories(?s:.)* --allow-shrink") as refused:
        build(digest)
    assert refused.value.exit_code == 15
    assert (files_of(digest / "site"), (digest / "content" / LOCK_NAME).read_bytes()) == before
    build(digest, allow_shrink=True)
    build(digest)
    assert files_of(digest / "site") != before[0]

    rollback = ["rollback", "--config", str(digest / "site_config.yml")]
    later = files_of(digest / "site")
    assert CliRunner().invoke(main, rollback).exit_code == 0
    assert files_of(digest / "site") == before[0]
    back = CliRunner().invoke(main, rollback)
    assert back.exit_code == 0
    assert f"{digest / 'site'} is the site that was kept" in back.stdout, "whether it is the earlier one or the later"
    assert files_of(digest / "site") == later


def test_a_digest_published_once_has_nothing_to_go_back_to(digest: Path) -> None:
    done = CliRunner().invoke(main, ["rollback", "--config", str(digest / "site_config.yml")])
    assert done.exit_code == BuildError.exit_code
    assert "no earlier site is kept" in done.output


def test_half_of_the_stories_may_go() -> None:
    refuse_shrinkage(remembered("abcd"), remembered("abcd", gone="ab"))
    with pytest.raises(ShrinkError, match="3 of the 4"):
        refuse_shrinkage(remembered("abcd"), remembered("abcd", gone="abc"))


def test_stories_that_were_merged_have_not_vanished() -> None:
    refuse_shrinkage(remembered("abcd"), remembered("abcd", merged="abc"))


def test_what_was_gone_before_is_not_counted_again() -> None:
    refuse_shrinkage(remembered("abcd", gone="abc"), remembered("abcd", gone="abc"))
    with pytest.raises(ShrinkError, match="1 of the 1"):
        refuse_shrinkage(remembered("abcd", gone="abc"), remembered("abcd", gone="abcd"))


def test_a_first_build_loses_nothing() -> None:
    refuse_shrinkage(Lock(), remembered("a"))


@pytest.mark.parametrize("atomic", [True, False])
def test_the_two_sites_change_places_also_where_no_exchange_in_one_step_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, atomic: bool
) -> None:
    output, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    kept = swap.previous(output, work)
    for folder, text in ((output, "later"), (kept, "earlier")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    if not atomic:
        monkeypatch.setattr(swap, "_exchange", lambda _one, _other: False)
    assert swap.roll_back(output, work) == kept
    assert [(folder / "index.html").read_text() for folder in (output, kept)] == ["earlier", "later"]
    assert sorted(path.name for path in work.iterdir() if path.is_dir()) == [kept.name]


def test_a_site_that_went_missing_is_brought_back(tmp_path: Path) -> None:
    output, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    swap.previous(output, work).mkdir()
    swap.roll_back(output, work)
    assert output.is_dir()
