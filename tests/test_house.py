"""The rules of the house, read from the code itself."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "digest"
ROOMS = {"intake", "reading", "stories", "publish"}
# From the ground up; a module may import from layers below its own, and rooms never from one another.
LAYERS = (
    {"nouns", "errors", "forking", "garbage", "queries", "nearest", "database", "rows", "__init__"},
    {
        "anew",
        "dates",
        "executors",
        "file_states",
        "labels",
        "marked",
        "options",
        "insertion",
        "paragraphs",
        "places",
        "profile",
        "numerals",
        "coding",
        "table",
    },
    {"analysed"},
    {"config", "store", "lock", "editorial", "share", "unchanged", "spreading"},
    ROOMS | {"folders"},
    {"blocks", "comparing", "comparisons", "link_names"},
    {"lock_file", "edition_files", "features", "known_people", "printed", "recalled", "removal", "shrinkage"},
    {"analysing", "content", "grouped", "proving", "site_options"},
    {"telling"},
    {"correcting", "novelty"},
    {"reviewing"},
    {"pipeline", "filters", "preview", "fetching", "feed_list", "rule_list"},
    {"inspection", "explanation", "recovery", "editing", "mailing"},
    {"removing"},
    {"cli", "commands"},
    {"__main__"},
)
# Foreign objects stop at one file (or, for a room, at its door).
ONLY_IN = {
    "spacy": {"reading/parser.py"},
    "jinja2": {
        "publish/press.py",
        "publish/compiled.py",
        "publish/theme_words.py",
        "publish/theme_economy.py",
        "publish/waiting.py",
    },
    "mkdocs": {"publish/builder.py", "publish/theme_words.py", "publish/theme_economy.py", "publish/waiting.py"},
    "pagefind_bin": {"publish/search/engine.py"},
    "trafilatura": {"intake/extraction.py"},
    "feedparser": {"intake/feeds/entries.py", "publish/feed_gate.py"},
    "charset_normalizer": {"intake/guessing.py"},
    "httpcore": {"intake/feeds/connection.py"},
    "protego": {"intake/feeds/robots.py"},
    "pebble": {"intake/workers.py"},
    "distributed": {"executors.py"},
    "click": {"cli.py", "commands"},
    "rich": {"commands"},
    "sqlite3": {"database.py", "table.py", "publish/manifest.py"},
}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "share" not in path.relative_to(PACKAGE).parts[:1]]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Every imported module, wherever in the file the import stands."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            submodules = [f"{node.module}.{alias.name}" for alias in node.names]
            ours = [name for name in submodules if is_module(name)]
            yield from ours
            if len(ours) < len(node.names):
                yield node.module


@cache
def is_module(name: str) -> bool:
    path = PACKAGE.parent.joinpath(*name.split("."))
    return name.startswith("digest.") and (path.with_suffix(".py").is_file() or (path / "__init__.py").is_file())


def part(module: str) -> str:
    """Return the room or file of the house that a module of ours belongs to."""
    pieces = module.split(".")
    return pieces[1] if len(pieces) > 1 else "__init__"


def layer(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


def test_imports_run_downwards_only() -> None:
    for path in modules():
        name = path.relative_to(PACKAGE)
        here = name.parts[0].removesuffix(".py")
        ours = {part(module) for module in imported(path) if module.startswith("digest")}
        for there in ours - {"__version__", here}:
            assert layer(there) < layer(here), f"{name} imports {there}"


def test_foreign_objects_stop_at_one_file() -> None:
    for path in modules():
        here = path.relative_to(PACKAGE)
        for module in imported(path):
            homes = ONLY_IN.get(module.split(".")[0])
            assert homes is None or here.as_posix() in homes or here.parts[0] in homes, f"{here} imports {module}"


def test_no_import_hides_behind_type_checking() -> None:
    assert [path for path in modules() if "TYPE_CHECKING" in path.read_text(encoding="utf-8")] == []


def test_there_is_no_import_cycle() -> None:
    graph = {}
    for path in modules():
        name = ".".join(("digest", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        graph[name] = {module for module in imported(path) if module.startswith("digest.") and module != name}
    done: set[str] = set()
    path_now: list[str] = []

    def visit(name: str) -> None:
        assert name not in path_now, f"cycle: {' → '.join([*path_now, name])}"
        if name in done or name not in graph:
            return
        path_now.append(name)
        for module in sorted(graph[name]):
            visit(module)
        path_now.pop()
        done.add(name)

    for name in sorted(graph):
        visit(name)


def test_every_module_opens_with_a_line_that_says_what_it_is() -> None:
    for path in modules():
        docstring = ast.get_docstring(parsed(path))
        assert docstring, path
        assert len(docstring.splitlines()[0]) <= 120, path


def test_the_stories_room_has_no_clock_and_no_disk() -> None:
    forbidden = {"time", "pathlib", "os", "io", "shutil", "tempfile", "random", "sqlite3", "socket"}
    for path in sorted((PACKAGE / "stories").rglob("*.py")):
        used = {module.split(".")[0] for module in imported(path)} & forbidden
        assert not used, f"{path.name} imports {used}"
        assert ".now(" not in path.read_text(encoding="utf-8")


def test_python_is_one_that_is_claimed() -> None:
    assert sys.version_info >= (3, 11)
