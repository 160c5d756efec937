"""What builds cost as an archive grows: ratios of runs side by side, on this machine, from one command.

    python benchmarks/scale.py fresh [--articles 2000]       a fresh build beside bare spaCy and bare MkDocs
    python benchmarks/scale.py daily [--articles 10000 20000] [--folder FOLDER] [--with-model] [--without-bare]
    python benchmarks/scale.py recalled --folder FOLDER        a fresh build with such analyses, by stage
    python benchmarks/scale.py start                          `digest --help` beside an empty Python program

"daily" measures builds of a finished digest: nothing changed, one new article, the same with its analysis recalled, the
first article of a new day (which opens an edition) and one more of that day, a changed template; beside a bare `mkdocs
build` of the same pages with our mkdocs.yml and its built-in search. The fresh build before it takes its analyses from
benchmarks/recalled.py, unless `--with-model` is given, to spare hours; ratios to the fresh build are then not printed.
Seconds are wall and CPU of all processes; memory is the largest sum of the proportional set sizes of all processes at
one moment.
"""

import argparse
import contextlib
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import yaml
from archive import ROOT, Clipping, clippings, write

DIGEST = (sys.executable, "-m", "digest")
MORE = 90  # articles beyond the archive: of its last day, and of the days after it
STARTS = 15
_PR_SET_CHILD_SUBREAPER = 36  # Linux


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of a command."""

    wall: float  # seconds
    cpu: float  # seconds, of all its processes
    memory: float  # MiB, of all its processes at one moment

    def __str__(self) -> str:
        return f"{self.wall:8.1f} s wall {self.cpu:8.1f} s CPU {self.memory:7.0f} MiB"


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end. Raises CalledProcessError."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=folder, **quiet) as process:  # noqa: S603 - our own commands
        watch = Watch(process.pid)
        _, errors = process.communicate()
    memory, wall = watch.end(), time.perf_counter() - began
    _reap()
    if process.returncode:
        print(errors, file=sys.stderr)
        raise subprocess.CalledProcessError(process.returncode, command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall=wall, cpu=cpu, memory=memory)


def _adopt() -> None:
    """Become the parent of processes whose own parent ends first, such as servers of workers, to count their time."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _reap() -> None:
    """Wait for all processes that a command left behind."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


class Watch:
    """Looks at the memory of a process and of all that it started, four times a second."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._ended = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """The largest sum, in MiB."""
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._ended.wait(0.25):
            self._most = max(self._most, sum(map(_proportional, _family(self._pid))) / 1024)


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _proportional(pid: int) -> int:
    """KiB of memory, pages shared with other processes counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def fresh(count: int, folder: Path) -> None:
    """A fresh build beside what any program of this kind must do: run the model, and MkDocs."""
    write(folder, list(clippings(count)))
    ours = run((*DIGEST, "build"), folder)
    print(f"digest build, {count:,} articles          {ours}", flush=True)
    bare = run((sys.executable, str(Path(__file__)), "spacy", "--folder", str(folder)), folder)
    print(f"bare spaCy, whole pipeline          {bare}", flush=True)
    mkdocs = bare_mkdocs(folder)
    print(f"bare MkDocs, same pages, its search {mkdocs}")
    print(f"CPU: {ours.cpu / (bare.cpu + mkdocs.cpu):.2f} of both together")


def bare_spacy(folder: Path) -> None:
    """Run the whole pipeline over the articles' texts."""
    import spacy

    from digest.reading import model_name

    texts = [path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in sorted(folder.glob("content/*/*.md"))]
    for _ in spacy.load(model_name().split(" ")[0]).pipe(texts, batch_size=32):
        pass


def bare_mkdocs(folder: Path) -> Cost:
    """`mkdocs build` over the pages of a finished digest: our settings, MkDocs' own search, nothing spared it."""
    with tempfile.TemporaryDirectory() as name:
        bare = Path(name)
        subprocess.run(  # noqa: S603 - our own command
            (sys.executable, str(Path(__file__)), "docs", "--folder", str(folder), "--into", name), check=True
        )
        return run((sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "-q", "-f", "mkdocs.yml"), bare)


def docs(folder: Path, into: Path) -> None:
    """Write the Markdown of a digest's pages, and a mkdocs.yml for them."""
    from digest import publish, reviewing
    from digest.config import load_config
    from digest.lock import LOCK_NAME, read_lock
    from digest.publish.builder import mkdocs_config
    from digest.site_options import site_options
    from digest.store import Store

    config, content = load_config(folder / "site_config.yml"), folder / "content"
    with Store(folder / ".digest" / "store.sqlite") as store:
        lock = read_lock(content / LOCK_NAME)
        made = reviewing.review(config, content, lock=lock, store=store, as_of=None, step=lambda *_: None)
        options = site_options(config, lock, templates=folder / "templates")
        edition = reviewing.prove(made, content, options, store=store).edition
        pages = publish.pages(edition, options, templates=folder / "templates")
    for page in pages:
        path = into / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.markdown, encoding="utf-8")
    settings = mkdocs_config(options, docs=into / "docs", built=into / "site") | {"plugins": ["search"]}
    settings["hooks"] = [hook for hook in settings["hooks"] if not hook.endswith("theme_economy.py")]
    (into / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")


def daily(count: int, folder: Path, *, with_model: bool, with_bare: bool) -> dict[str, Cost]:
    """The builds of a day, on an archive of so many articles."""
    clipping = list(clippings(count + MORE))
    late, (opening, another) = clipping[count : count + 2], _of_next_edition(clipping, count + 2)
    write(folder, clipping[:count])
    print(f"--- {count:,} articles", flush=True)
    costs: dict[str, Cost] = {}

    def measured(name: str, command: Callable[[], Cost]) -> None:
        costs[name] = command()
        print(f"{name:34} {costs[name]}", flush=True)

    build = (*DIGEST, "build")
    first = build if with_model else (sys.executable, str(Path(__file__)), "recalled", "--folder", str(folder))
    measured("fresh" if with_model else "fresh, analyses given", lambda: run(first, folder))
    measured("everything recalled", lambda: run(build, folder))
    measured("nothing changed", lambda: run(build, folder))
    write(folder, late[:1])
    measured("one new article", lambda: run(build, folder))
    write(folder, late[1:])
    run((*DIGEST, "check"), folder)
    measured("one new article, analysed before", lambda: run(build, folder))
    write(folder, [opening])
    measured("the first article of a new day", lambda: run(build, folder))
    write(folder, [another])
    measured("one more article of that day", lambda: run(build, folder))
    if with_bare:
        _beside_bare(folder, measured, costs)
    if with_model:
        for name in ("nothing changed", "one new article", "one more article of that day"):
            print(f"{name} / fresh: {costs[name].wall / costs['fresh'].wall:.4f}")
    return costs


def _of_next_edition(some: Sequence[Clipping], count: int) -> Sequence[Clipping]:
    """The first two articles behind so many that are younger than all of these, both of one day."""
    newest = max(one.day for one in some[:count])
    younger = [one for one in some[count:] if one.day > newest]
    first, *others = sorted(younger, key=lambda one: one.day)
    return first, next(one for one in others if one.day == first.day)


def _beside_bare(folder: Path, measured: Callable[[str, Callable[[], Cost]], None], costs: Mapping[str, Cost]) -> None:
    with (folder / "templates" / "story.md.j2").open("a", encoding="utf-8") as template:
        template.write("\n\nEnd of the story.\n")
    measured("a changed template", lambda: run((*DIGEST, "build"), folder))
    measured("bare MkDocs, same pages", lambda: bare_mkdocs(folder))
    bare = costs["bare MkDocs, same pages"].wall
    for name in ("one new article, analysed before", "a changed template"):
        print(f"{name} / bare MkDocs: {costs[name].wall / bare:.3f}")


def start() -> None:
    """How long a person waits for `digest --help`."""
    taken = {}
    for name, command in (("pass", (sys.executable, "-c", "pass")), ("help", (*DIGEST, "--help"))):
        taken[name] = median(run(command, ROOT).wall for _ in range(STARTS))
    print(f"digest --help: {taken['help'] / taken['pass']:.1f} × an empty program ({taken['help']:.2f} s)")


def recalled_build(folder: Path) -> None:
    """A fresh build whose analyses come from nowhere."""
    import recalled

    from digest import reading
    from digest.config import load_config
    from digest.garbage import look_seldom
    from digest.pipeline import build
    from digest.profile import Profile, table

    look_seldom()  # as `digest build` does
    reading.analyse, profile = recalled.analyse, Profile()
    build(load_config(folder / "site_config.yml"), folder, step=profile.passing(lambda *_: None))
    print("\n".join(table(profile.finished())))


def main() -> None:
    """Measure one thing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fresh", "daily", "start", "spacy", "docs", "recalled"))
    parser.add_argument("--articles", type=int, nargs="+", default=(2_000,), metavar="N")
    parser.add_argument("--folder", type=Path, help="where to build; a temporary one by default")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--with-model", action="store_true", help="analyse the archive with the real model")
    parser.add_argument("--without-bare", action="store_true", help="leave out what is compared with bare MkDocs")
    wanted = parser.parse_args()
    own = {"start": start}
    inner = {"spacy": bare_spacy, "recalled": recalled_build, "docs": lambda folder: docs(folder, wanted.into)}
    if wanted.what in own:
        own[wanted.what]()
    elif wanted.what in inner:
        inner[wanted.what](wanted.folder)
    else:
        _growing(wanted)


def _growing(wanted: argparse.Namespace) -> None:
    costs = []
    for count in wanted.articles:
        folder = (wanted.folder or Path(tempfile.mkdtemp(prefix="digest-scale-"))) / str(count)
        try:
            if wanted.what == "fresh":
                fresh(count, folder)
            else:
                choices = {"with_model": wanted.with_model, "with_bare": not wanted.without_bare}
                costs.append(daily(count, folder, **choices))
        finally:
            if not wanted.folder:
                shutil.rmtree(folder.parent)
    for smaller, larger, before, after in zip(wanted.articles, wanted.articles[1:], costs, costs[1:], strict=False):
        for name in before:
            print(f"{name}: {larger:,} / {smaller:,} articles {after[name].wall / before[name].wall:.2f}")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    _adopt()
    main()
