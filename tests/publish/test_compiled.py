"""Compiled templates that outlive a build: they spare time, and change nothing."""

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.publish.compiled import of_pages
from digest.publish.languages.words import words_of
from digest.publish.press import Press
from digest.publish.safe import finalize
from digest.store import Store

NOTE = "compiled templates"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the templates that are compiled."""
    names: list[str | None] = []
    compile_ = jinja2.Environment.compile

    def counting(self: jinja2.Environment, source: str, name: str | None = None, *more: object) -> object:
        names.append(name)
        return compile_(self, source, name, *more)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", counting)
    return names


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.md.j2").write_text("{{ site }} {% include 'part.md.j2' %}", encoding="utf-8")
    (folder / "part.md.j2").write_text("{{ root }}", encoding="utf-8")
    return folder


def built(templates: Path, store: Store, *, made_by: str = "this program") -> tuple[str, frozenset[str]]:
    """A page, and what it asks for, as a process prints it that has compiled nothing yet."""
    of_pages.cache_clear()
    with of_pages(finalize).recalled(store, made_by, templates):
        press = Press(templates, {"site": "Harbour"}, words_of("en"))
        return press.print("page.md.j2", {"root": "up"}), press.names("page.md.j2")


def test_the_next_build_compiles_only_templates_that_have_changed(templates: Path, compiled: list[str | None]) -> None:
    store = Store(None)
    first = built(templates, store)
    assert (first, compiled) == (("Harbour up", {"site", "root"}), ["page.md.j2", "part.md.j2"])
    compiled.clear()
    assert (built(templates, store), compiled) == (first, [])
    (templates / "part.md.j2").write_text("{{ root }}{{ front }}", encoding="utf-8")
    with pytest.raises(Exception, match="front"):
        built(templates, store)
    assert compiled == ["part.md.j2"]


@pytest.mark.parametrize("other", ["made_by", "folder"])
def test_what_another_program_compiled_or_for_another_folder_is_forgotten(
    templates: Path, compiled: list[str | None], other: str
) -> None:
    store = Store(None)
    built(templates, store)
    if other == "folder":
        templates = templates.rename(templates.with_name("moved"))
    (templates / "part.md.j2").unlink()
    (templates / "page.md.j2").write_text("{{ site }}", encoding="utf-8")
    compiled.clear()
    assert built(templates, store, made_by="a later one")[0] == "Harbour"
    assert compiled == ["page.md.j2"]
    assert b"part.md.j2" not in store.noted(NOTE)


def cut(note: bytes, at: int) -> bytes:
    return note[:at]


def flipped(note: bytes, at: int) -> bytes:
    return note[:at] + bytes([note[at] ^ 1]) + note[at + 1 :]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([cut, flipped]), st.floats(0, 1, exclude_max=True))
def test_a_damaged_note_only_costs_time(
    templates: Path, compiled: list[str | None], damage: Callable[[bytes, int], bytes], place: float
) -> None:
    store = Store(None)
    whole = built(templates, store)
    note = store.noted(NOTE)
    store.note(NOTE, damage(note, int(place * len(note))))
    compiled.clear()
    assert (built(templates, store), compiled) == (whole, ["page.md.j2", "part.md.j2"])
    compiled.clear()
    assert (built(templates, store), compiled) == (whole, [])
