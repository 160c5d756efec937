"""Pages of past editions, kept from build to build."""

import shutil
from dataclasses import replace
from pathlib import Path

from publish import sample
from publish.printing import TEMPLATES

from digest.nouns import Edition, PastEdition
from digest.publish import pages, remembering
from digest.store import Store


def with_past(*numbers: int) -> Edition:
    made = sample.edition()
    past = tuple(PastEdition(number=number, date=None, slug=f"undated-{number}") for number in numbers)
    return replace(made, past=past)


def test_a_page_of_an_edition_is_printed_once_and_again_when_what_it_shows_has_changed(tmp_path: Path) -> None:
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))

    def printed(made: Edition) -> int:
        """How many editions' pages were printed now."""
        with Store(tmp_path / "store.sqlite") as store:
            memory = remembering(made, sample.OPTIONS, templates=templates, store=store)
            pages(made, sample.OPTIONS, templates=templates, store=store, memory=memory)
            memory.save()
        return sum(subject.startswith("page of edition") for subject in memory.reasons)

    assert printed(with_past(1, 2, 3)) == 3
    assert printed(with_past(1, 2, 3)) == 0
    assert printed(with_past(1, 2, 3, 4)) == 2, "the new one, and the one that got a way to it"
    partial = templates / "partials" / "kept.md.j2"
    partial.write_text(partial.read_text(encoding="utf-8") + "<!-- -->", encoding="utf-8")
    assert printed(with_past(1, 2, 3)) == 3
