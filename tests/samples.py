"""Digests of the sample articles, which `digest init` gives: made, built and looked at."""

import hashlib
import shutil
from pathlib import Path

from digest import pipeline, reviewing
from digest.config import load_config
from digest.nouns import Edition
from digest.options import Config

ROOT = Path(__file__).parent.parent
MINIMAL = "site: {url: 'https://press.example/'}\n"
# The articles of the sample's larger story.
VISIT = [
    "courier-talks-in-malaysia.txt",
    "ledger-tour-announced.md",
    "unsigned-visit-explained.txt",
    "wire-tour-announced.html",
]


def files_of(folder: Path) -> dict[str, str]:
    """Return a hash of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def new_digest(folder: Path) -> Path:
    """Make a digest folder with the sample articles and the built-in templates."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("stories.lock.yml", "editions"))
    (folder / "site_config.yml").write_text(MINIMAL, encoding="utf-8")
    return folder


def config_of(folder: Path) -> Config:
    return load_config(folder / "site_config.yml")


def build(folder: Path, **options: object) -> pipeline.Report:
    return pipeline.build(config_of(folder), folder, **options)  # type: ignore[arg-type]


def look(folder: Path) -> Edition:
    """The edition alone, where a test reads nothing of its site."""
    return reviewing.look(config_of(folder), folder)
