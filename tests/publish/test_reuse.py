"""HTML of past editions, kept from build to build: a build with it equals one without, file by file."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

from publish import sample
from publish.printing import TEMPLATES, publish

from digest.nouns import Edition, PastEdition
from digest.publish import pages
from digest.publish.swap import same_tree
from digest.store import Store


def with_past(*numbers: int) -> Edition:
    made = sample.edition()
    past = tuple(PastEdition(number=number, date=None, slug=f"undated-{number}") for number in numbers)
    return replace(made, past=past)


def test_a_build_that_reuses_pages_of_editions_equals_a_fresh_one(tmp_path: Path) -> None:
    publish(with_past(1, 2), tmp_path)
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "work" / "editions").iterdir()}
    assert len(kept) == 2
    site = publish(with_past(1, 2, 3), tmp_path).output
    again = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "work" / "editions").iterdir()}
    assert len(again) == 3
    assert len(kept.items() & again.items()) == 1, "the page that got a way to the next one is made anew, no other"
    found = (site / "sitemap-1.xml").read_text(encoding="utf-8")
    assert "editions/undated-1/" in found
    assert "archive/" in found
    fresh = publish(with_past(1, 2, 3), tmp_path / "fresh").output
    assert same_tree(site, fresh)
    shutil.rmtree(tmp_path / "work")
    assert not publish(with_past(1, 2, 3), tmp_path).changed


def test_another_look_of_the_site_reuses_nothing(tmp_path: Path) -> None:
    publish(with_past(1), tmp_path)
    before = {path.name for path in (tmp_path / "work" / "editions").iterdir()}
    publish(with_past(1), tmp_path, replace(sample.OPTIONS, title="Another"))
    assert not before & {path.name for path in (tmp_path / "work" / "editions").iterdir()}


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
