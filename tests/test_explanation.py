"""`digest explain`: the evidence of a story, as on its page."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from publish import sample

from digest.cli import main
from digest.explanation import explain


def told(name: str) -> str:
    return "\n".join(explain(sample.edition(), name))


@pytest.mark.parametrize(
    "name", ["stories/night-ferry-approved/", "night-ferry-approved", "night-fer", sample.ferry().id]
)
def test_a_story_is_found_by_address_and_by_id_and_all_its_articles_are_shown(name: str) -> None:
    text = told(name)
    assert text.startswith("Council says yes to night ferry\n")
    assert "4 articles, 3 independent texts" in text
    assert "Alder Gazette (gazette-ferry.txt)\n  matches Northern Wire (wire-ferry.txt) best: 0.640 of 1" in text
    assert "same text as Northern Wire" in text
    assert "nearest article of another story: Alder Gazette (bridge.txt)" in text


def test_one_article_is_counted_as_one() -> None:
    assert ": 1 article, 1 independent text\n" in told("bridge.txt")


def test_the_weights_that_are_shown_add_up_to_the_score() -> None:
    for block in told("night-ferry-approved").split("\n\n")[1:]:
        score = re.search(r"best: ([0-9.]+) of 1", block)
        weights = [float(weight) for weight in re.findall(r"^    ([0-9.]+)  ", block, re.MULTILINE)]
        if score and len(weights) == 5:
            assert sum(weights) == pytest.approx(float(score[1]), abs=0.003)


def test_the_topics_of_the_articles_stand_there_with_what_matched() -> None:
    lines = told("night-ferry-approved").split("\n")
    topic = lines.index('  topic Ferries & harbours: (ferry OR "night boat") NOT "whale watching"')
    assert lines[topic + 1] == "    Alder Gazette (gazette-ferry.txt) for ferry"
    assert lines[topic + 2] == '    Northern Wire (wire-ferry.txt) for ferry, "night boat"'
    assert "topic" not in told("bridge.txt")


def test_an_article_is_found_by_its_file_and_shown_alone() -> None:
    text = told("bridge.txt")
    assert "Alder Gazette (bridge.txt)\n  stands alone" in text


def test_an_unknown_name_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(LookupError, match="did you mean night-ferry-approved"):
        told("night-fery-approved")


def test_the_beginning_of_a_name_is_enough_where_one_story_has_it() -> None:
    assert told(sample.ferry().id[:5]) == told(sample.ferry().id)
    for name in ("", "n"):
        with pytest.raises(LookupError, match="no story and no article"):
            told(name)


def test_the_command_explains_a_sample_story_and_writes_no_site(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "d")]).exit_code == 0
    config = str(tmp_path / "d" / "site_config.yml")
    done = CliRunner().invoke(main, ["explain", "review-moscow-conference.md", "--config", config])
    assert done.exit_code == 0, done.output
    assert "review-moscow-conference.md)" in done.output
    assert not (tmp_path / "d" / "site").exists()
    assert CliRunner().invoke(main, ["explain", "nobody", "--config", config]).exit_code == 2
