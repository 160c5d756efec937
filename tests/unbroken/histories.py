"""Random histories of a whole digest: what editors, outlets and administrators do to it, and builds in between."""

import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from unbroken.news import CONFIG, TEXTS, clipping, inputs_of, write_digest
from unbroken.program import Fault, Program, fault_at
from unbroken.standing import grouped, leftovers
from unbroken.trees import differences, opened

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


@dataclass(slots=True)
class Past:
    """A digest, and what happened to it."""

    folder: Path
    program: Program
    chance: random.Random
    operations: Sequence[Sequence[int]]  # of a build, by their kinds
    happened: list[str] = field(default_factory=list)

    @property
    def articles(self) -> list[Path]:
        """Its articles."""
        return sorted((self.folder / "content").glob("*.md"))

    @property
    def slugs(self) -> list[str]:
        """The addresses of its stories, as editors see them on the site."""
        return sorted(path.name for path in (self.folder / "site" / "stories").glob("*") if path.is_dir())


def _add(past: Past) -> None:
    missing = sorted(TEXTS.keys() - {path.stem for path in past.articles})
    for name in missing[:1]:
        text = clipping(name, past.chance.randrange(3))
        (past.folder / "content" / f"{name}.md").write_text(text, encoding="utf-8")


def _edit(past: Past) -> None:
    path = past.chance.choice(past.articles)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(" said.", f" said on day {past.chance.randrange(9)}."), encoding="utf-8")


def _remove(past: Past) -> None:
    if len(past.articles) > 3:
        past.chance.choice(past.articles).unlink()


def _move(past: Past) -> None:
    path = past.chance.choice(past.articles)
    path.rename(path.with_name(f"{path.stem}-{len(past.happened)}.md"))


def _merge(past: Past) -> None:
    if len(past.slugs) > 1:
        _decide(past, {"merge": past.chance.sample(past.slugs, 2)})


def _rename(past: Past) -> None:
    if past.slugs:
        _decide(past, {"rename": past.chance.choice(past.slugs), "to": f"Another headline {len(past.happened)}"})


def _exclude(past: Past) -> None:
    _decide(past, {"exclude": past.chance.choice(past.articles).name})


def _decide(past: Past, rule: dict[str, object]) -> None:
    path = past.folder / "content" / "editorial.yml"
    rules = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    (kind, subject), *_ = rule.items()
    if any(one.get(kind) == subject for one in rules):
        return  # a mistake that a build refuses: two decisions on one thing
    path.write_text(yaml.safe_dump([*rules, {**rule, "by": "Nadia", "because": "It is better."}]), encoding="utf-8")


def _take_back(past: Past) -> None:
    """Take the last decision back: what it ended begins again."""
    path = past.folder / "content" / "editorial.yml"
    if path.exists():
        rules = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump(rules[:-1]), encoding="utf-8")


def _configure(past: Past) -> None:
    settings = CONFIG.format(title=f"Digest {len(past.happened)}")
    if past.chance.random() < 0.5:
        settings += "topics:\n- {name: Ferries, query: ferry}\n"
    (past.folder / "site_config.yml").write_text(settings, encoding="utf-8")


def _print_otherwise(past: Past) -> None:
    templates = past.folder / "templates"
    if not templates.exists():
        shutil.copytree(TEMPLATES, templates)
    path = templates / past.chance.choice(("story.md.j2", "person.md.j2", "index.md.j2"))
    path.write_text(path.read_text(encoding="utf-8") + f"\nPrinted by press {len(past.happened)}.\n", encoding="utf-8")


def _kill(past: Past) -> None:
    """Die at any operation of a build."""
    number = past.chance.choice(past.chance.choice(past.operations))
    past.program.run(past.folder, "build", "--allow-shrink", fault=fault_at(past.chance, number))


def _roll_back(past: Past) -> None:
    past.program.run(past.folder, "rollback")


def _forget(past: Past) -> None:
    shutil.rmtree(past.folder / ".digest")


STEPS: dict[str, Callable[[Past], None]] = {
    "add": _add,
    "edit": _edit,
    "remove": _remove,
    "move": _move,
    "merge": _merge,
    "rename": _rename,
    "exclude": _exclude,
    "take back": _take_back,
    "configure": _configure,
    "template": _print_otherwise,
    "kill": _kill,
    "roll back": _roll_back,
    "forget": _forget,
}


def origin(folder: Path, program: Program) -> list[list[int]]:
    """Build a digest twice, so that an earlier site is kept; return a build's operations on files, by their kinds."""
    write_digest(folder, tuple(TEXTS)[:4])
    assert program.run(folder, "build")[0] == 0
    for name in list(TEXTS)[1:5]:
        (folder / "content" / f"{name}.md").write_text(clipping(name, 2), encoding="utf-8")
    log = folder.with_name(f"{folder.name}.log")
    code, said = program.run(folder, "build", fault=Fault(log=str(log)))
    assert code == 0, said
    return grouped(log.read_text(encoding="utf-8").splitlines(), folder)


def happen(past: Past, name: str) -> None:
    """One step."""
    STEPS[name](past)
    past.happened.append(name)


def lived(past: Past, *, steps: int) -> list[str]:
    """Let steps happen, each followed by a build; say what differed from a fresh one."""
    problems: list[str] = []
    for name in past.chance.choices(list(STEPS), k=steps):
        happen(past, name)
        problems += compared(past)
    return problems


def compared(past: Past) -> list[str]:
    """Build with and without memory; say what differs.

    Without memory means: the same articles, rules, settings, templates, lock file and recorded editions, no `.digest/`
    and no site.
    """
    told = ", ".join(past.happened)
    with tempfile.TemporaryDirectory() as place:
        fresh = inputs_of(past.folder, Path(place) / "fresh")
        ends = [past.program.run(folder, "build", "--allow-shrink") for folder in (past.folder, fresh)]
        if any(code for code, _ in ends):
            return [f"after {told}: builds ended with {ends}"]
        trees = [(opened(folder / "site"), opened(folder / "content")) for folder in (past.folder, fresh)]
    wrong = [line for one, other in zip(*trees, strict=True) for line in differences(one, other)]
    return [f"after {told}: {line}" for line in (*wrong[:5], *leftovers(past.folder))]
