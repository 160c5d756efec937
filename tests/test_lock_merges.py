"""Two branches that both built: git merges their lock files, or a person does, told line by line what is wrong."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from stories.newsroom import Clipping, Newsroom

from digest.cli import main
from digest.errors import CheckError, EditorialError
from digest.lock import LOCK_NAME, Lock, read_lock, write_lock

GIT = shutil.which("git") or ""
pytestmark = pytest.mark.skipif(not GIT, reason="git is not installed")
MARKERS = re.compile(r"^(<<<<<<<|=======|>>>>>>>).*\n", re.MULTILINE)
Parts = Sequence[str | Sequence[Clipping]]


class Repository:
    """A digest under git, with a lock file only."""

    def __init__(self, folder: Path, base: Parts) -> None:
        self.folder, self.lock = folder, folder / LOCK_NAME
        self.git("init", "--quiet", "--initial-branch=main")
        room = Newsroom()
        room.build(*base)
        self.base = room.lock
        self.commit(self.base)

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=n", "-c", "user.email=n@press.example", "-c", "commit.gpgsign=false")
        environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": "/nonexistent"}
        return subprocess.run(
            [GIT, *who, *words], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def commit(self, lock: Lock) -> None:
        write_lock(self.lock, lock)
        self.git("add", LOCK_NAME)
        done = self.git("commit", "--quiet", "--message", "Build")
        assert done.returncode == 0, done.stderr

    def branch(self, name: str, *parts: str | Sequence[Clipping]) -> Lock:
        self.git("checkout", "--quiet", "-b", name, "main")
        room = Newsroom(lock=self.base)
        room.build(*parts)
        self.commit(room.lock)
        return room.lock

    def merge(self, name: str) -> bool:
        """Merge a branch into the present one; whether there was no conflict."""
        return self.git("merge", "--quiet", "--no-edit", name).returncode == 0

    def keep_both_sides(self) -> None:
        self.lock.write_text(MARKERS.sub("", self.lock.read_text(encoding="utf-8")), encoding="utf-8")


def clippings(names: str, day: str = "2025-02-26") -> list[list[Clipping]]:
    """A story each."""
    return [[Clipping(name=f"{name}{number}", day=day)] for name in names for number in (1, 2, 3)]


def test_stories_of_two_branches_are_merged_by_keeping_the_lines_of_both(tmp_path: Path) -> None:
    repository = Repository(tmp_path, ["ab", "cd"])
    ours = repository.branch("ours", "abx", "cd", *clippings("pq"))
    theirs = repository.branch("theirs", "ab", "cdy", *clippings("rst"))
    assert not repository.merge("ours"), "this test wants a conflict"
    assert "<<<<<<<" in repository.lock.read_text(encoding="utf-8")
    repository.keep_both_sides()
    merged = read_lock(repository.lock)
    for side in (ours, theirs):
        for story in side.stories:
            assert set(story.members) <= set(merged.by_id()[story.id].members)
        assert set(side.articles) <= set(merged.articles)
        assert {person.id for person in side.people} <= {person.id for person in merged.people}
    room = Newsroom(lock=merged)
    made = room.build("abx", "cdy", *clippings("pqrst"))
    before = {story.slug for side in (ours, theirs) for story in side.stories}
    assert {story.slug for story in made.stories} == before, "every address of both branches stays"


def test_branches_that_touch_different_stories_merge_by_themselves(tmp_path: Path) -> None:
    base = ["ab", "cd", *clippings("pqrs", "2025-02-24")]
    repository = Repository(tmp_path, base)
    stories = sorted(repository.base.stories, key=lambda story: story.id)
    first, last = stories[0].members[0][0], stories[-1].members[0][0]

    def with_edit(article: str) -> list[str | Sequence[Clipping]]:
        return [[*part, Clipping(name=f"{article}-more")] if _holds(part, article) else part for part in base]  # type: ignore[list-item]

    ours = repository.branch("ours", *with_edit(first))
    theirs = repository.branch("theirs", *with_edit(last))
    assert repository.merge("ours")
    merged = read_lock(repository.lock)
    assert {*ours.articles, *theirs.articles} == set(merged.articles)


def _holds(part: str | Sequence[Clipping], article: str) -> bool:
    return article in {one if isinstance(one, str) else one.name for one in part}


def problems(lock: Path) -> list[str]:
    with pytest.raises(EditorialError) as caught:
        read_lock(lock)
    return list(caught.value.problems)


def line_of(lock: Path, start: str, after: str = "") -> int:
    lines = lock.read_text(encoding="utf-8").splitlines()
    begin = next((at for at, line in enumerate(lines) if after and line.startswith(after)), 0)
    return next(at for at, line in enumerate(lines, 1) if at > begin and line.startswith(start))


def test_an_article_that_both_put_elsewhere_is_named_with_its_line(tmp_path: Path) -> None:
    repository = Repository(tmp_path, ["ab", "cd", "ef"])
    ours = repository.branch("ours", "abz", "cd", "ef")
    repository.branch("theirs", "ab", "cdz", "ef")
    repository.merge("ours")
    repository.keep_both_sides()
    first, second = sorted(story.id for story in ours.stories if dict(story.members).keys() & {"a", "c"})
    at = line_of(repository.lock, "      z: 1", after=f"  {second}:")
    assert problems(repository.lock) == [
        f"{LOCK_NAME}:{at}: article “z” is a member of story “{first}” too; keep it in one of them"
    ]


def test_an_edition_of_two_days_is_named_with_both_lines(tmp_path: Path) -> None:
    repository = Repository(tmp_path, ["ab"])
    repository.branch("ours", "ab", [Clipping(name="x", day="2025-02-26")])
    repository.branch("theirs", "ab", [Clipping(name="y", day="2025-02-27")])
    assert not repository.merge("ours")
    at = line_of(repository.lock, "<<<<<<<")
    assert f":{at}: a merge conflict is not resolved" in problems(repository.lock)[0]
    repository.keep_both_sides()
    first = line_of(repository.lock, "  2: ")
    assert f":{first + 1}: “2” stands here a second time; it is on line {first} too" in problems(repository.lock)[0]
    lines = repository.lock.read_text(encoding="utf-8").splitlines(keepends=True)
    repository.lock.write_text("".join(line for line in lines if line != "  2: 2025-02-26\n"), encoding="utf-8")
    assert len(read_lock(repository.lock).stories) == 3


def test_check_tells_every_problem_of_a_lock_with_its_line(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "d")]).exit_code == 0
    lock = tmp_path / "d" / "content" / LOCK_NAME
    lock.write_text(
        "version: 1\neditions:\n  1: 2025-02-24\n  2: 2025-02-20\nstories:\n"
        "  aa:\n    slug: dam\n    first: 1\n    merged_into: bb\n    members: {}\n"
        "  bb:\n    slug: dam\n    first: 7\n    merged_into: aa\n    members:\n      x: 1\n"
        "articles: {}\n",
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["check", "--config", str(tmp_path / "d" / "site_config.yml")])
    assert result.exit_code == CheckError.exit_code
    assert re.findall(rf"{LOCK_NAME}:(\d+): (.*)", result.stderr) == [
        ("4", "edition 2 (2025-02-20) must not be of an earlier day than edition 1 (2025-02-24)"),
        ("7", "the address “dam” belongs to story “bb” too"),
        ("9", "merged_into leads in a circle: aa → bb → aa"),
        ("12", "the address “dam” belongs to story “aa” too"),
        ("13", "edition 7 is after the last one, 2"),
        ("14", "merged_into leads in a circle: bb → aa → bb"),
        ("16", "article “x” does not stand under `articles:`; bring its line back"),
    ]
