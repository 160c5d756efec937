"""The room as a whole: what it promises of every analysis."""

import hashlib
import json
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from reading.passages import article, read

from digest.nouns import FoundBy
from digest.reading import analyse, model_name, quote_records

# The official weights of en_core_web_sm 3.8.0, whatever the package is called.
NER_WEIGHTS = "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e"

ONE = "“The bridge is safe,” Maria Santos said.\nHe left."
TWO = "Lena Fischer said that the harbour was empty.\n“We had to turn back,” she added."


def test_the_model_is_named_with_its_version_and_without_loading_spacy() -> None:
    code = "import sys; from digest.reading import model_name; print(model_name()); assert 'spacy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == model_name()
    assert model_name().split()[0].startswith("en_core_web_sm")
    assert model_name().split()[1][0].isdigit()


def test_the_models_weights_are_the_official_ones() -> None:
    name, version = model_name().split()
    if version != "3.8.0":
        pytest.skip(f"the hash is that of version 3.8.0, and {version} is installed")
    files = [Path(str(f.locate())) for f in distribution(name).files or () if f.match("*/ner/model")]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in files] == [NER_WEIGHTS]


def test_an_analysis_is_the_same_whatever_stands_beside_it() -> None:
    articles = [article(ONE), article(TWO)]
    assert analyse(articles) == [*analyse(articles[:1]), *analyse(articles[1:])]
    assert analyse(articles[::-1])[::-1] == analyse(articles)


def test_records_are_json_with_the_agreed_keys() -> None:
    records = quote_records(read(TWO))
    assert json.loads(json.dumps(records)) == records
    keys = {"article", "start", "end", "text", "kind", "speaker", "mention", "cue", "found_by", "utterance"}
    assert all(set(record) == keys for record in records)
    assert [record["kind"] for record in records] == ["indirect", "direct"]


def test_quotes_stand_where_they_say_and_in_order() -> None:
    for text in (ONE, TWO):
        found = read(text).quotes
        assert [quote.start for quote in found] == sorted(quote.start for quote in found)
        assert all(text[quote.start : quote.end] == quote.text for quote in found)


def test_a_quote_in_the_headline_line_of_a_record_is_not_a_row() -> None:
    title = "Mayor: “We had no choice at all”"
    assert read(f"{title}\nThe mayor closed the bridge.", title=title).quotes == ()


def test_lone_surrogates_and_controls_do_not_crash_the_reader() -> None:
    assert read("The bridge\ud800 is safe.\x07 Maria Santos said so.").sentences


def test_an_article_without_words_has_an_empty_analysis() -> None:
    found = read("…\n—\n")
    assert found.quotes == ()
    assert found.people == ()


def _seed(seeds: Path, number: int) -> str:
    return sorted(seeds.glob("*.txt"))[number].read_text(encoding="utf-8")


def test_the_seed_with_the_post_has_each_quote_under_its_full_name(seeds: Path) -> None:
    found = read(_seed(seeds, 2)).quotes
    direct = [quote for quote in found if str(quote.kind) != "indirect"]
    names = [quote.speaker for quote in direct]
    assert names == [
        *["Anwar Ibrahim"] * 3,
        *["Sergei Shoigu"] * 2,
        *["Mustafa Izzuddin"] * 2,
        *["Oh Ei Sun"] * 2,
    ]
    greetings, energy = direct[3], direct[4]
    assert "Vladimir Putin" in greetings.relays
    assert energy.found_by is FoundBy.PRONOUN
    assert [direct[n].found_by for n in (6, 8)] == [FoundBy.CARRIED] * 2
    assert direct[5].role.startswith("who teaches")
    assert direct[7].role.startswith("of the Pacific")


def test_the_seed_of_the_conference_gives_every_quote_to_the_minister(seeds: Path) -> None:
    found = [quote for quote in read(_seed(seeds, 4)).quotes if str(quote.kind) != "indirect"]
    assert [quote.speaker for quote in found] == ["Sergei Shoigu"] * 4
