"""A small digest of invented articles, in states that its editors and articles take in turn."""

import shutil
from pathlib import Path

import yaml

CONFIG = "site:\n  title: {title}\n  url: https://press.example/\n"
TEXTS = {
    "ferry": ("Ferry to Tarn sails twice a day", "The ferry between Lomvik and Tarn will sail twice a day from May."),
    "ferry-wire": ("Twice a day to Tarn by ferry", "From May the ferry between Lomvik and Tarn sails twice a day."),
    "school": ("Teachers in Ostrau end their strike", "Teachers in Ostrau ended their strike for smaller classes."),
    "orchard": ("Frost destroys cherry blossom", "Frost destroyed half of the cherry blossom around Belmora."),
    "bridge": ("Old bridge of Quarn closed to lorries", "The old bridge of Quarn will be closed to lorries in June."),
    "library": ("Library of Selwick lends telescopes", "The library of Selwick now lends telescopes to children."),
}
SPEAKERS = ("Anna Lund", "Piotr Malek", "Ines Carvalho", "Anna Lund", "Tomas Weller", "Rosa Okafor")
STATES = 2


def clipping(name: str, number: int = 0, words: str = "") -> str:
    """An article as a file; `words` stand in its last paragraph."""
    title, text = TEXTS[name]
    speaker = SPEAKERS[list(TEXTS).index(name)]
    head = f"---\ntitle: {title}\noutlet: {name.title()} Post\ndate: 2025-03-0{number % 3 + 1}\n---\n"
    return f"{head}{text}\n\n“We waited long for this in {name},” {speaker} said.\n\n{words or 'More is to come.'}\n"


def write_digest(folder: Path, names: tuple[str, ...] = tuple(TEXTS)) -> Path:
    """A digest folder with these articles, not yet built."""
    (folder / "content").mkdir(parents=True)
    for number, name in enumerate(names):
        (folder / "content" / f"{name}.md").write_text(clipping(name, number), encoding="utf-8")
    (folder / "site_config.yml").write_text(CONFIG.format(title="The Digest"), encoding="utf-8")
    return folder


def take_state(folder: Path, state: int) -> None:
    """Give the digest's editors the opinions of a state. Its articles stay, and so their analyses are recalled."""
    slugs = sorted(path.name for path in (folder / "site" / "stories").glob("frost-*"))
    rules = [
        {"exclude": "library.md", "by": "Nadia", "because": "An advertisement."},
        *({"rename": slug, "to": "A night of frost", "by": "Nadia", "because": "Shorter."} for slug in slugs),
    ]
    text = yaml.safe_dump(rules if state else [])
    (folder / "content" / "editorial.yml").write_text(text, encoding="utf-8")


def inputs_of(folder: Path, copy: Path) -> Path:
    """A copy of what a build reads, without what it made and remembers: for a fresh build."""
    copy.mkdir(parents=True)
    for path in folder.iterdir():
        if path.name not in {"site", ".digest"}:
            (shutil.copytree if path.is_dir() else shutil.copy2)(path, copy / path.name)
    return copy
