"""HTML of past editions, kept from build to build: a build with it equals one without, file by file."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

from publish import sample
from publish.printing import TEMPLATES

from digest.nouns import Edition, PastEdition
from digest.publish import pages
from digest.store import Store


def with_past(*numbers: int) -> Edition:
    made = sample.edition()
    past = tuple(PastEdition(number=number, date=None, slug=f"undated-{number}") for number in numbers)
    return replace(made, past=past)


def test_a_page_of_an_edition_is_printed_once_and_again_when_what_it_shows_has_changed(tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))

    def marked(made: Edition) -> list[str]:
        """Which editions' pages were recalled from the first build's store, where each has a mark."""
        with Store(tmp_path / "store.sqlite") as store:
            found = pages(made, sample.OPTIONS, templates=templates, store=store)
        return [page.path.split("/")[1] for page in found if page.markdown == "recalled"]

    assert marked(with_past(1, 2, 3)) == []
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        connection.execute("UPDATE results SET value = ?", (b'"recalled"',))
    assert marked(with_past(1, 2, 3)) == ["undated-1", "undated-2", "undated-3"]
    assert marked(with_past(1, 2, 3, 4)) == ["undated-1", "undated-2"]
    partial = templates / "partials" / "kept.md.j2"
    partial.write_text(partial.read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8")
    assert marked(with_past(1, 2, 3)) == []
