"""How pages are printed: what is done once, and what stands above a page."""

from pathlib import Path

import jinja2
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.languages.words import words_of
from digest.publish.matter import front_matter
from digest.publish.press import Press
from digest.publish.safe import attribute


def printed(folder: Path) -> str:
    return Press(folder, {"site": "Harbour"}, words_of("en")).print("page.md.j2", {"root": "up"})


def test_a_template_is_compiled_once_a_process_and_again_when_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str | None] = []
    compile_ = jinja2.Environment.compile

    def counting(self: jinja2.Environment, source: str, name: str | None = None, *more: object) -> object:
        compiled.append(name)
        return compile_(self, source, name, *more)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", counting)
    template = tmp_path / "page.md.j2"
    template.write_text("{{ site }} {{ root }}", encoding="utf-8")
    assert [printed(tmp_path), printed(tmp_path)] == ["Harbour up", "Harbour up"]
    assert compiled == ["page.md.j2"]
    template.write_text("{{ root }} {{ site }}", encoding="utf-8")
    assert printed(tmp_path) == "up Harbour"


def test_what_a_template_and_its_parts_ask_for_is_known_though_another_press_compiled_them(tmp_path: Path) -> None:
    (tmp_path / "page.md.j2").write_text(
        "{% set own = 1 %}{{ own }}{{ edition.number }}{% include 'part.md.j2' %}{% include 'lost.md.j2' %}",
        encoding="utf-8",
    )
    (tmp_path / "part.md.j2").write_text("{% for one in topics %}{{ one }}{% endfor %}", encoding="utf-8")
    for _ in range(2):
        press = Press(tmp_path, {}, words_of("en"))
        assert press.names("page.md.j2") == {"edition", "topics"}
    (tmp_path / "part.md.j2").write_text("{{ numbers }}", encoding="utf-8")
    assert Press(tmp_path, {}, words_of("en")).names("page.md.j2") == {"edition", "numbers"}


def test_constants_in_a_template_go_through_the_last_step_of_whoever_prints(tmp_path: Path) -> None:
    (tmp_path / "page.md.j2").write_text("{{ 'a*b' }}", encoding="utf-8")
    loud = Press(tmp_path, {}, words_of("en"), escape=lambda value: str(value).upper())
    assert [printed(tmp_path), loud.print("page.md.j2", {}), printed(tmp_path)] == ["a&#42;b", "A*B", "a&#42;b"]


@given(st.dictionaries(st.sampled_from(["title", "description", "kind"]), st.text(max_size=80).map(attribute)))
def test_whatever_stands_above_a_page_is_read_as_it_was_written(values: dict[str, str]) -> None:
    head, matter, rest = front_matter(values).split("---\n", 2)
    assert (head, yaml.safe_load(matter), rest) == ("", values, "\n")
