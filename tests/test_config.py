"""site_config.yml: read whole, every problem at once."""

import json
from pathlib import Path

import pytest

from digest.config import load_config, schema
from digest.errors import ConfigError
from digest.options import Config

ROOT = Path(__file__).parent.parent


def problems(tmp_path: Path, text: str) -> str:
    path = tmp_path / "site_config.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return str(caught.value)


def test_all_problems_are_told_at_once_each_with_its_line_and_path(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        "site:\n"
        "  titel: Morning\n"
        "  url: ftp://press.example\n"
        "summary:\n"
        "  sentences: 50\n"
        "outlets:\n"
        "  - name: Herald\n"
        "    mach: [herald.example]\n",
    )
    assert "5 problems" in told
    assert "site_config.yml:2: site.titel: unknown option, did you mean title?" in told
    assert "site_config.yml:3: site.url: must be the full address" in told
    assert "site_config.yml:5: summary.sentences: " in told
    assert "site_config.yml:8: outlets.0.mach: unknown option, did you mean match?" in told


def test_a_missing_required_option_is_told_at_the_line_of_its_section(tmp_path: Path) -> None:
    assert "site_config.yml:2: site.url: is required" in problems(tmp_path, "# a comment\nsite: {title: Morning}\n")


def test_an_unknown_time_zone_gets_a_guess(tmp_path: Path) -> None:
    told = problems(tmp_path, "site: {url: 'https://press.example/', timezone: Asia/Kuala_Lumpr}\n")
    assert "did you mean Asia/Kuala_Lumpur?" in told


def test_a_title_that_yaml_reads_as_a_number_asks_for_quotes(tmp_path: Path) -> None:
    assert "put quotes around 24" in problems(tmp_path, "site: {url: 'https://press.example/', title: 24}\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 50_000, "nested too deeply"),
        ("site: &a {url: 'https://press.example/'}\ncopy: *a\n", "aliases"),
        ("site: !!python/object/apply:os.system [ls]\n", "could not determine a constructor"),
        ("site:\n\turl: x\n", "not valid YAML"),
        ("- a list\n", "expected options"),
        ("", "expected options"),
        ("a: " + "x" * 300_000, "larger than"),
    ],
)
def test_hostile_or_broken_yaml_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    assert words in problems(tmp_path, text)


def test_a_file_that_is_absent_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="digest init"):
        load_config(tmp_path / "site_config.yml")


def test_a_file_in_another_encoding_is_refused_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    path.write_bytes("site: {title: Mañana}".encode("latin-1"))
    with pytest.raises(ConfigError, match="byte 16"):
        load_config(path)


def test_the_address_of_the_site_always_ends_with_a_slash(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    path.write_text("site: {url: 'https://press.example/digest'}\n", encoding="utf-8")
    assert load_config(path).site.url == "https://press.example/digest/"


@pytest.mark.parametrize("contact", ["desk", "javascript:alert(1)", "ftp://press.example/", "a b@press.example"])
def test_a_contact_is_an_address_of_mail_or_of_a_page(tmp_path: Path, contact: str) -> None:
    path = tmp_path / "site_config.yml"
    path.write_text(f"site: {{url: 'https://press.example/', contact: '{contact}'}}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="an address of mail or of a page"):
        load_config(path)


def test_the_shipped_schema_is_the_one_of_the_model() -> None:
    shipped = json.loads((ROOT / "site_config.schema.json").read_text(encoding="utf-8"))
    assert shipped == schema(), "write it anew: python -m digest.config > site_config.schema.json"


def test_the_shipped_configuration_names_every_option() -> None:
    text = (ROOT / "site_config.yml").read_text(encoding="utf-8")
    load_config(ROOT / "site_config.yml")
    for name, field in Config.model_fields.items():
        assert f"{name}:" in text
        for option in getattr(field.annotation, "model_fields", {}):
            assert f"  {option}:" in text


@pytest.mark.parametrize(
    "url",
    ["https://ex ample.org/", "https://x.example/<b>", "https://a@x.example/", "https://x.example/?q", "https://["],
)
def test_an_address_that_no_browser_could_use_is_refused(tmp_path: Path, url: str) -> None:
    assert "must be the full address" in problems(tmp_path, f"site: {{url: '{url}'}}\n")


def test_an_option_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    told = problems(tmp_path, "site: {url: 'https://press.example/'}\ncontent: a\ncontent: b\n")
    assert "site_config.yml:3: content: stands on line 2 already" in told


def test_an_empty_section_is_told_in_words(tmp_path: Path) -> None:
    assert "site: expected options such as `accent:` below it, found nothing" in problems(tmp_path, "site:\n")


def test_a_colour_without_quotes_is_told_apart_from_a_missing_one(tmp_path: Path) -> None:
    told = problems(tmp_path, "site:\n  url: 'https://press.example/'\n  accent: #0b6e4f\n")
    assert "site_config.yml:3: site.accent: has no value; a # begins a comment" in told


def test_a_feed_that_stands_twice_is_told_with_both_places(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    feed = "  - {{url: https://gazette.example/rss.xml, outlet: {}}}\n"
    path.write_text("site: {url: https://press.example/}\nfeeds:\n" + feed.format("A") + feed.format("B"))
    with pytest.raises(ConfigError, match=r"site_config.yml:2: feeds: feeds 1 and 2 have one address"):
        load_config(path)


SITE = "site: {url: 'https://press.example/'}\n"


@pytest.mark.parametrize(
    ("topics", "place"),
    [
        ("topics:\n  - {name: A, query: (ferry OR boat}\n", "3:22"),
        ("topics:\n  - name: A\n    query: 'ferry ''x'' ('\n", "4:19"),
        ("topics:\n  - name: A\n    query: ferry AND\n      (boat\n", "5:7"),
        ("topics:\n  - name: A\n    query: >-\n      ferry\n      AND (boat OR\n      )\n", "7:7"),
        ("topics:\n  - name: A\n    query: |\n      ferry (\n", "5:14"),
        ('topics:\n  - name: A\n    query: "ferr\\u0079 ("\n', "4:12"),
        ("topics:\n  - name: A\n    query: ''\n", "4:12"),
        ("topics:\n  - name: A\n    query: ferry AND\n", "4:21"),
    ],
)
def test_a_mistake_in_a_query_is_told_at_its_line_and_column(tmp_path: Path, topics: str, place: str) -> None:
    assert f"site_config.yml:{place}: topics.0.query: " in problems(tmp_path, SITE + topics)


def test_the_mistakes_of_several_queries_are_told_at_once_each_with_a_caret(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        SITE + "topics:\n- {name: A, query: ferry and boat}\n- {name: B, query: NOT boat}\n- {name: C}\nsumary: 3\n",
    )
    assert "4 problems" in told
    assert "\n    ferry and boat\n          ^\n" in told
    assert "topics.2.query: is required" in told
    assert "sumary: unknown option" in told


@pytest.mark.parametrize(
    ("topics", "what"),
    [
        ("{name: Ferries, query: a}, {name: FERRIÉS, query: b}", "topics 1 and 2 have one name"),
        ("{name: Ferries!, query: a}, {name: Ferries., query: b}", "topics 1 and 2 have one address, topics/ferries/"),
        ("{name: A, query: a, slug: x}, {name: B, query: b, slug: x}", "topics 1 and 2 have one address, topics/x/"),
        ("{name: ⚽, query: a}", "makes no address; give it a `slug:`"),
        ("{name: Index, query: a}", "makes no address; give it a `slug:`"),
        ("{name: A, query: a, slug: ../b}", "topics.0.slug: "),
        ("{name: A, query: a, slug: a/feed.xml}", "topics.0.slug: "),
        ("{name: '  ', query: a}", "must be a name that readers can see"),
        ("{name: A, query: a, feed: x}", "unknown option"),
        ("{name: A, query: 12}", "put quotes around 12"),
    ],
)
def test_topics_that_could_not_be_told_apart_or_shown_are_refused(tmp_path: Path, topics: str, what: str) -> None:
    assert what in problems(tmp_path, f"{SITE}topics: [{topics}]\n")


def test_a_topic_s_address_comes_from_its_slug_or_its_name(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    path.write_text(
        f"{SITE}topics: [{{name: '../Œuvres  &  <b>', query: a}}, {{name: ⚽, query: a, slug: football}}]\n",
        encoding="utf-8",
    )
    made = [topic.noun for topic in load_config(path).topics]
    assert [(one.name, one.slug) for one in made] == [("../Œuvres & <b>", "oeuvres-b"), ("⚽", "football")]


def test_a_tab_in_the_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    path.write_text("site:\n\turl: https://press.example/\n")
    with pytest.raises(ConfigError, match="use spaces, not tabs"):
        load_config(path)
