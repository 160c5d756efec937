"""Pages of past editions, kept from build to build."""

import shutil
import sqlite3
from contextlib import closing
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

    def printed(made: Edition) -> int:
        """How many editions' pages were printed now; the store remembers nothing else here."""
        before = remembered()
        with Store(tmp_path / "store.sqlite") as store:
            pages(made, sample.OPTIONS, templates=templates, store=store)
        return len(remembered() - before)

    def remembered() -> set[str]:
        Store(tmp_path / "store.sqlite").__exit__(None, None, None)
        with closing(sqlite3.connect(tmp_path / "store.sqlite")) as connection:
            return {key for (key,) in connection.execute("SELECT key FROM results")}

    assert printed(with_past(1, 2, 3)) == 3
    assert printed(with_past(1, 2, 3)) == 0
    assert printed(with_past(1, 2, 3, 4)) == 2, "the new one, and the one that got a way to it"
    partial = templates / "partials" / "kept.md.j2"
    partial.write_text(partial.read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8")
    assert printed(with_past(1, 2, 3)) == 3
