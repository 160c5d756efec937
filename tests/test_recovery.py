"""A lost lock file: the build stops and says so, and the published site brings it back."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import build, config_of, files_of, new_digest

from digest.cli import main
from digest.errors import CheckError, LostLockError
from digest.lock import LOCK_NAME, Lock, LockEdition, as_data, from_site, read_lock
from digest.recovery import recover

RULES = """\
- hide: {slug}
  by: Nadia
  because: It is from 2023.
"""


def run(folder: Path, *words: str) -> tuple[int, str]:
    command, *rest = words
    result = CliRunner().invoke(main, [command, "--config", str(folder / "site_config.yml"), *rest])
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A digest of two editions with a hidden story; tests of this module copy it."""
    folder = new_digest(tmp_path_factory.mktemp("recovery") / "digest")
    late = folder / "content" / "courier-talks-in-malaysia.txt"
    text = late.read_bytes()
    late.unlink()
    first = build(folder).edition
    late.write_bytes(text)
    background = min(first.stories, key=lambda story: len(story.members))
    (folder / "content" / "editorial.yml").write_text(RULES.format(slug=background.slug), encoding="utf-8")
    build(folder)
    return folder


def data_of(folder: Path) -> Path:
    return folder / "site" / "data" / "stories.json"


def test_a_lost_lock_is_recovered_and_the_next_build_is_the_same_to_the_byte(digest: Path) -> None:
    before, lock = files_of(digest / "site"), digest / "content" / LOCK_NAME
    remembered = lock.read_bytes()
    lock.unlink()
    code, said = run(digest, "check", "--recover-lock")
    assert code == 0, said
    assert "editions 2, stories 2" in said
    assert lock.read_bytes() == remembered
    assert not build(digest).changed
    assert files_of(digest / "site") == before


def test_the_site_alone_is_enough_wherever_its_copy_lies(digest: Path, tmp_path: Path) -> None:
    lock = digest / "content" / LOCK_NAME
    remembered = lock.read_bytes()
    copy = Path(shutil.copytree(digest / "site", tmp_path / "backup"))
    shutil.rmtree(digest / "site")
    for source in (copy, copy / "data" / "stories.json"):
        lock.unlink()
        assert run(digest, "check", "--recover-lock", "--from", str(source))[0] == 0
        assert lock.read_bytes() == remembered


def test_a_site_without_a_lock_stops_build_look_and_check_and_says_the_way_out(digest: Path) -> None:
    (digest / "content" / LOCK_NAME).unlink()
    before = files_of(digest / "site")
    for words in (["build"], ["build", "--as-of", "2025-02-24"]):
        code, said = run(digest, *words)
        assert code == LostLockError.exit_code
        assert "digest check --recover-lock" in said
        assert "--new-lock" in said
    code, said = run(digest, "check")
    assert code == CheckError.exit_code
    assert "is missing, but" in said
    told = said.replace(str(digest), "").splitlines()[2:5]
    assert "--new-lock" in told[-1]
    assert max(map(len, told)) <= 120, "lines that a terminal can show"
    assert files_of(digest / "site") == before
    assert not (digest / "content" / LOCK_NAME).exists()


def test_a_lock_that_says_nothing_is_as_good_as_lost(digest: Path) -> None:
    (digest / "content" / LOCK_NAME).write_text("", encoding="utf-8")
    with pytest.raises(LostLockError):
        build(digest)


def test_whoever_wants_a_new_beginning_says_so(digest: Path) -> None:
    days = read_lock(digest / "content" / LOCK_NAME).editions
    (digest / "content" / LOCK_NAME).unlink()
    assert build(digest, new_lock=True).edition.number == len(days), "what was published keeps its number and address"
    assert read_lock(digest / "content" / LOCK_NAME).editions == days
    (digest / "content" / LOCK_NAME).unlink()
    shutil.rmtree(digest / "content" / "editions")
    assert build(digest, new_lock=True).edition.number == 1
    assert read_lock(digest / "content" / LOCK_NAME).editions == (LockEdition(number=1, date=date(2025, 2, 27)),)


def test_a_first_build_and_a_folder_of_somebody_else_ask_for_no_lock(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site_config.yml").write_text("site: {url: 'https://press.example/'}\n", encoding="utf-8")
    build(tmp_path)
    (tmp_path / "content" / LOCK_NAME).unlink()
    build(tmp_path)
    assert json.loads(data_of(tmp_path).read_text(encoding="utf-8"))["lock"] is None


def test_a_look_back_carries_the_lock_that_it_leaves_alone(digest: Path) -> None:
    remembered = read_lock(digest / "content" / LOCK_NAME)
    build(digest, as_of=date(2025, 2, 24))
    assert from_site(data_of(digest)) == remembered


def test_an_existing_lock_is_never_overwritten(digest: Path) -> None:
    for text in ("", "<<<<<<< ours\n", "version: 1\n"):
        (digest / "content" / LOCK_NAME).write_text(text, encoding="utf-8")
        code, said = run(digest, "check", "--recover-lock")
        assert code == CheckError.exit_code
        assert "exists, and is not overwritten" in said
        assert (digest / "content" / LOCK_NAME).read_text(encoding="utf-8") == text


def test_another_source_goes_with_a_recovery_only(digest: Path) -> None:
    assert run(digest, "check", "--from", str(digest / "site"))[0] == 2


def written(folder: Path, value: object) -> Path:
    path = folder / "stories.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not JSON"),
        ('{"lock": ', "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"lock": ' + '{"a": ' * 50 + "1" + "}" * 51, "nested too deeply"),
        ('{"lock": {}, "lock": {}}', "stands twice"),
        ("[]", "carries no `lock`"),
        ('{"version": 1, "stories": []}', "carries no `lock`"),
        ('{"lock": 7}', "lock: expected names with values"),
        ('{"lock": {"version": "9"}}', "lock.version: version 9 is not known"),
        ('{"lock": {"version": "1", "stories": {"a": {"slug": "\\ud800"}}}}', "half a character"),
        ('{"lock": {"version": 1, "editions": {"1": NaN}}}', "lock.editions.1: expected a day"),
        ('{"lock": {"version": 1, "editions": {"1": %s}}}' % ("9" * 5000), "lock.editions.1: expected a day"),
    ],
)
def test_whatever_the_data_hold_no_lock_is_made_of_nonsense(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(CheckError) as caught:
        from_site(written(tmp_path, text))
    assert what in str(caught.value)


def spoilt(change: Callable[[dict[str, dict[str, object]]], object], built: Path, folder: Path) -> str:
    data = json.loads(data_of(built).read_text(encoding="utf-8"))
    change(data["lock"])
    with pytest.raises(CheckError) as caught:
        from_site(written(folder, data))
    return str(caught.value)


def test_every_problem_of_the_data_is_told_at_once_with_its_place(built: Path, tmp_path: Path) -> None:
    def change(lock: dict[str, dict[str, object]]) -> None:
        for number, story in enumerate(lock["stories"].values()):
            assert isinstance(story, dict)
            story["slug"] = f"../../etc/{number}"
            story["first"] = [1]
        lock["articles"]["new"] = {"path": None, "sha256": "", "owner": True}

    said = spoilt(change, built, tmp_path)
    assert said.startswith("7 problems in ")
    assert "nothing was recovered" in said
    assert said.count(".slug: expected the last part of an address, found “../../etc/") == 2
    assert said.count(".first: expected a value here") == 2
    assert "lock.articles.new.owner: “owner” is not known here" in said
    assert "lock.articles.new.path: expected a value here" in said


def test_contradictions_in_the_data_are_told_and_many_are_counted(built: Path, tmp_path: Path) -> None:
    def unknown(lock: dict[str, dict[str, object]]) -> None:
        lock["stories"]["x"] = {"slug": "x", "first": 1, "members": {f"a{n}": 1 for n in range(500)}}

    said = spoilt(unknown, built, tmp_path)
    assert "lock.stories.x.members.a0: article “a0” does not stand under `articles:`" in said
    assert said.endswith("… and 400 more")


def test_data_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.lock.published.MAX_BYTES", 1024)
    with pytest.raises(CheckError, match="larger than 1 KiB"):
        from_site(written(tmp_path, " " * 2000))


def test_a_site_that_remembers_nothing_has_nothing_to_recover(digest: Path, tmp_path: Path) -> None:
    (digest / "content" / LOCK_NAME).unlink()
    with pytest.raises(CheckError, match="nothing to recover"):
        recover(config_of(digest), digest, written(tmp_path, {"lock": None}))
    with pytest.raises(CheckError, match="cannot be read"):
        recover(config_of(digest), digest, tmp_path)


def test_an_empty_lock_survives_the_way_through_the_site(tmp_path: Path) -> None:
    assert from_site(written(tmp_path, {"lock": as_data(Lock())})) == Lock()
