"""Where nothing changed nothing is done; and any change whatever ends that."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from machine import let_the_clock_step
from samples import new_digest

from digest import unchanged
from digest.analysed import NOTE, packed
from digest.cli import main
from digest.file_states import tree
from digest.store import Store
from digest.unchanged import MEMORY, Glance, Places, Told, Watch, news, told_before

TOLD = Told(lines=("2 articles read", "1 story"), edition="Edition 1: site", doubts=False)
HEAVY = {"pydantic", "yaml", "spacy", "numpy", "scipy", "jinja2", "mkdocs", "rich", "babel", "lxml", "digest.pipeline"}
Change = Callable[[Path], object]


def places(root: Path) -> Places:
    return Places(
        config=str(root / "site_config.yml"),
        content=str(root / "content"),
        templates=(str(root / "templates"), str(root / "built-in")),
        logo=str(root / "logo.svg"),
        output=str(root / "site"),
        work=str(root / ".digest"),
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder as a build leaves it, as far as a look at the files can tell."""
    files = {
        "site_config.yml": "site: {}",
        "logo.svg": "<svg/>",
        "content/a.txt": "An article",
        "content/wire/b.txt": "Another",
        "content/editorial.yml": "hide: []",
        "content/stories.lock.yml": "version: 1",
        "content/editions/0001.json": "{}",
        "content/feeds/wire/state.yml": "{}",
        "templates/story.md.j2": "{{ story }}",
        "built-in/index.md.j2": "{{ edition }}",
        "site/index.html": "<p>",
        "site/stories/a/index.html": "<p>",
        ".digest/store.sqlite": "",
        "elsewhere.txt": "Beside it all",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with Watch(places(tmp_path)) as watch:
        watch.keep(TOLD, {"as_of": None}, site=tree(places(tmp_path).output))
    return tmp_path


def told(root: Path, *, strict: bool = False, as_of: str | None = None) -> Told | None:
    return told_before(root / "site_config.yml", {"as_of": as_of}, strict=strict)


def same_size(name: str) -> Change:
    """Another text of the same length, at the same time."""

    def change(root: Path) -> None:
        path = root / name
        seen = path.stat()
        path.write_text(path.read_text(encoding="utf-8").swapcase(), encoding="utf-8")
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))

    return change


def written(name: str, text: str = "New") -> Change:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return change


def gone(name: str) -> Change:
    return lambda root: shutil.rmtree(root / name) if (root / name).is_dir() else (root / name).unlink()


CHANGES: dict[str, Change] = {
    "the configuration": same_size("site_config.yml"),
    "the logo": same_size("logo.svg"),
    "an article": same_size("content/a.txt"),
    "a new article": written("content/wire/c.txt"),
    "an article that is gone": gone("content/wire/b.txt"),
    "an article that moved": lambda root: (root / "content/a.txt").rename(root / "content/wire/a.txt"),
    "an article that nobody may read": lambda root: (root / "content/a.txt").chmod(0),
    "editors' rules": same_size("content/editorial.yml"),
    "the lock": written("content/stories.lock.yml", "version: 2"),
    "a lost lock": gone("content/stories.lock.yml"),
    "an edition's record": written("content/editions/0001.json", "[]"),
    "a feed's state": same_size("content/feeds/wire/state.yml"),
    "a link to an article": lambda root: (root / "content/l.txt").symlink_to(root / "elsewhere.txt"),
    "a template": same_size("templates/story.md.j2"),
    "a built-in template": same_size("built-in/index.md.j2"),
    "a new catalogue": written("templates/languages/fr.po"),
    "no templates of its own any more": gone("templates"),
    "a page": written("site/index.html", "<p>!"),
    "a page that is gone": gone("site/stories/a/index.html"),
    "a new page": written("site/new.html"),
    "a site that is gone": gone("site"),
    "another site in its place": lambda root: (
        shutil.copytree(root / "site", root / "other")
        and (shutil.rmtree(root / "site"), (root / "other").rename(root / "site"))
    ),
    "a store that is gone": gone(".digest/store.sqlite"),
    "a memory that is cut": lambda root: os.truncate(root / ".digest" / MEMORY, 100),
    "a memory that is foreign": written(f".digest/{MEMORY}", '{"told": 1, "places": [], "found": {}}'),
}


def test_where_nothing_changed_the_same_is_told_again(root: Path) -> None:
    assert told(root) == TOLD
    assert told(root, strict=True) == TOLD


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_asks_for_a_build(root: Path, change: Change) -> None:
    change(root)
    assert told(root) is None


@pytest.mark.parametrize("what", ["an article", "a new article", "an article that moved"])
def test_articles_that_the_last_build_did_not_see_are_seen_ahead(root: Path, what: str) -> None:
    let_the_clock_step(root / ".digest")
    CHANGES[what](root)
    assert news(root / "site_config.yml")


@pytest.mark.parametrize(
    "what",
    ["editors' rules", "the lock", "an edition's record", "a feed's state", "a template", "an article that is gone"],
)
def test_what_is_no_new_article_is_not_taken_for_one(root: Path, what: str) -> None:
    let_the_clock_step(root / ".digest")
    assert not news(root / "site_config.yml")
    CHANGES[what](root)
    assert not news(root / "site_config.yml")


def test_articles_that_were_analysed_before_are_not_seen_ahead_and_others_beside_them_are(root: Path) -> None:
    let_the_clock_step(root / ".digest")
    (root / ".digest/store.sqlite").unlink()
    written("content/wire/c.txt", "Analysed")(root)
    assert len(news(root / "site_config.yml")) == 1
    with Store(root / ".digest/store.sqlite") as store:
        store.note(NOTE, packed([sha256(b"Analysed").hexdigest(), sha256(b"Gone").hexdigest()]))
    assert not news(root / "site_config.yml")
    written("content/wire/d.txt", "Not analysed")(root)
    assert {Path(name).name for name in news(root / "site_config.yml")} == {"c.txt", "d.txt"}


@pytest.mark.parametrize("store", [b"", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_store_that_cannot_be_read_tells_of_no_article_that_it_was_analysed(root: Path, store: bytes) -> None:
    let_the_clock_step(root / ".digest")
    CHANGES["a new article"](root)
    (root / ".digest/store.sqlite").write_bytes(store)
    assert news(root / "site_config.yml")
    assert (root / ".digest/store.sqlite").read_bytes() == store


def test_one_look_at_the_content_folder_is_enough_for_all_who_ask_before_a_build(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glance, config = Glance(), root / "site_config.yml"
    CHANGES["a new article"](root)
    assert told_before(config, {"as_of": None}, strict=False, glance=glance) is None
    monkeypatch.setattr("digest.unchanged.Listing", lambda *_, **__: pytest.fail("looked at again"))
    assert news(config, glance)
    with Watch(places(root), glance):
        pass


def test_a_change_between_the_look_and_the_build_asks_for_another_build(root: Path) -> None:
    glance = Glance()
    glance.at(places(root).content)
    CHANGES["an article"](root)
    with Watch(places(root), glance) as watch:
        watch.keep(TOLD, {"as_of": None}, site=tree(places(root).output))
    assert told(root) is None


def test_the_site_is_not_looked_at_where_an_article_tells_enough(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.unchanged.tree", lambda _: pytest.fail("looked at"))
    CHANGES["a new article"](root)
    assert told(root) is None


def test_another_day_to_look_back_to_asks_for_a_build(root: Path) -> None:
    assert told(root, as_of="2025-02-27") is None


def test_what_a_killed_build_left_half_written_is_gone_with_the_next(root: Path) -> None:
    (root / ".digest" / MEMORY).with_suffix(".new").write_text('{"told": ')
    with Watch(places(root)) as watch:
        watch.keep(TOLD, {"as_of": None}, site=tree(places(root).output))
    assert told(root) == TOLD
    assert sorted(path.name for path in (root / ".digest").iterdir()) == [MEMORY, "store.sqlite"]


def test_a_digest_that_moved_asks_for_a_build(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    moved = root.rename(tmp_path_factory.mktemp("elsewhere") / "moved")
    assert told(moved) is None


def test_another_program_asks_for_a_build(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "packages" / "spacy-9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "packages")
    assert told(root) is None


def test_what_lies_beside_the_inputs_may_change(root: Path) -> None:
    for name in ("elsewhere.txt", "content/.draft.txt", "content/.git/index"):
        written(name)(root)
    assert told(root) == TOLD


def watched(root: Path, during: Change, *, doubts: bool = False) -> None:
    with Watch(places(root)) as watch:
        published = tree(places(root).output)
        during(root)
        watch.keep(Told(lines=(), edition="", doubts=doubts), {"as_of": None}, site=published)


@pytest.mark.parametrize("name", ["content/a.txt", "site_config.yml", "content/stories.lock.yml"])
def test_a_change_while_the_build_ran_asks_for_another(root: Path, name: str) -> None:
    watched(root, same_size(name))
    assert told(root) is None


def test_a_page_that_was_changed_since_it_was_published_is_not_taken_for_the_builds_own(root: Path) -> None:
    watched(root, written("site/index.html", "<p>!"))
    assert told(root) is None


def test_where_an_article_is_new_nobody_looks_at_the_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "tree", lambda folder: pytest.fail(f"{folder} is walked"))
    written("content/new.txt")(root)
    assert told(root) is None


def test_what_the_build_itself_remembers_is_no_change(root: Path) -> None:
    with Watch(places(root)) as watch:
        written("content/stories.lock.yml", "version: 1 # more")(root)
        watch.remembered()
        watch.keep(TOLD, {"as_of": None}, site=tree(places(root).output))
    assert told(root) == TOLD


def test_a_build_that_warned_warns_again(root: Path) -> None:
    watched(root, lambda _: logging.getLogger("digest.lock_file").warning("a warning that is expected here"))
    assert told(root) is None


def test_what_may_go_well_another_time_is_tried_again_and_new_articles_beside_it_are_seen_ahead(root: Path) -> None:
    with Watch(places(root)) as watch:
        watch.keep(replace(TOLD, again=True), {"as_of": None}, site=tree(places(root).output))
    assert told(root) is None
    assert not news(root / "site_config.yml")
    let_the_clock_step(root / ".digest")
    CHANGES["a new article"](root)
    assert news(root / "site_config.yml")


def test_what_strict_refuses_it_refuses_again(root: Path) -> None:
    watched(root, lambda _: None, doubts=True)
    assert told(root, strict=True) is None
    assert told(root) is not None


def test_a_work_folder_that_cannot_be_written_costs_the_memory_alone(root: Path) -> None:
    gone(".digest")(root)
    written(".digest")(root)
    watched(root, lambda _: None)
    assert told(root) is None


def stamps(folder: Path) -> dict[str, tuple[int, ...]]:
    """What a touch would change, of everything in a folder, and of the folder."""
    seen = {path: path.lstat() for path in (folder, *folder.rglob("*"))}
    return {str(path): (s.st_ino, s.st_mtime_ns, s.st_ctime_ns, s.st_size) for path, s in seen.items()}


def test_a_second_build_touches_nothing_loads_nothing_and_says_the_same(tmp_path: Path) -> None:
    folder = new_digest(tmp_path / "digest")
    (folder / "content" / "notes.pdf").write_bytes(b"%PDF")
    command = ["build", "--config", str(folder / "site_config.yml")]
    first = CliRunner().invoke(main, command)
    assert first.exit_code == 0, first.output
    before = stamps(folder)

    script = f"import sys; from digest.cli import main; main({command!r}, standalone_mode=False); print(*sys.modules)"
    again = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd="/")
    *lines, modules = again.stdout.splitlines()
    assert "  notes.pdf: .pdf: only .txt" in "\n".join(lines)
    assert lines[:-2] == first.stdout.splitlines()[:-2]
    assert lines[-2] == first.stdout.splitlines()[-2] + " (unchanged)"
    assert not HEAVY & set(modules.split())
    assert stamps(folder) == before
