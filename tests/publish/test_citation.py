"""References to a story, as BibTeX and as RIS."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.publish.cite_view import citation_view

URL = "https://press.example/stories/ferry/"
DAY = date(2031, 3, 5)
COMMANDS = re.compile(r"\\(?:[#$%&_]|textbackslash\{\}|textbrace(?:left|right)\{\}|textascii(?:tilde|circum)\{\})")
ANY = st.text(st.characters(codec="utf-8"), max_size=60) | st.text("\\{}%&#$_~^\n\t @,=TY -ER", max_size=30)


def fields(headline: str, *, site: str = "The Digest", day: date | None = DAY) -> tuple[dict[str, str], dict[str, str]]:
    made = citation_view(story="0123456789", headline=headline, site=site, url=URL, day=day)
    return {one.name: one.value for one in made.bibtex}, {one.name: one.value for one in made.ris}


def test_a_reference_says_what_where_and_when() -> None:
    bibtex, ris = fields("Night ferry approved")
    assert bibtex["title"] == "{{Night ferry approved}}"
    assert (bibtex["year"], bibtex["month"], bibtex["day"]) == ("{2031}", "mar", "{5}")
    assert (ris["TY"], ris["TI"], ris["PB"], ris["DA"], ris["UR"]) == (
        "ELEC",
        "Night ferry approved",
        "The Digest",
        "2031/03/05",
        URL,
    )


def test_a_reference_to_an_undated_story_names_no_day() -> None:
    bibtex, ris = fields("Night ferry approved", day=None)
    assert not {"year", "month", "day"} & set(bibtex)
    assert not {"PY", "DA"} & set(ris)


@settings(max_examples=50)
@given(ANY, ANY)
def test_no_headline_leaves_its_field(headline: str, site: str) -> None:
    bibtex, ris = fields(headline, site=site)
    for value in (bibtex["title"], bibtex["howpublished"]):
        depth = 0
        for place, sign in enumerate(value):
            depth += (sign == "{") - (sign == "}")
            assert depth > 0 or place == len(value) - 1
        assert depth == 0
        assert not re.search(r"[\\#$%&_~^]", COMMANDS.sub("", value))
    assert not [value for value in (*bibtex.values(), *ris.values()) if len(value.splitlines()) > 1]
