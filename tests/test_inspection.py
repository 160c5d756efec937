"""`digest check`: every problem at once, whatever else is wrong."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.config import load_config
from digest.errors import BuildError, CheckError, ConfigError, DigestError
from digest.inspection import inspect
from digest.pipeline import build

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "d")]).exit_code == 0
    return tmp_path / "d"


def checked(folder: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", "--config", str(folder / "site_config.yml")])
    return result.exit_code, result.stderr


def test_a_broken_configuration_hides_no_other_problem(folder: Path) -> None:
    (folder / "site_config.yml").write_text("site: {titel: Morning}\nsumary: 3\n")
    (folder / "content" / "editorial.yml").write_text("- hid: x\n")
    (folder / "content" / "stories.lock.yml").write_text("version: 9\n")
    (folder / "content" / "empty.txt").write_text("")
    (folder / "templates" / "story.md.j2").write_text("{% if %}")
    code, told = checked(folder)
    assert code == CheckError.exit_code
    assert told.startswith("digest: 7 problems\n")
    for words in ("titel", "site.url: is required", "sumary", "version 9", "“hid”", "empty.txt", "story.md.j2, line 1"):
        assert words in told


def test_rules_are_not_blamed_for_stories_that_an_unread_lock_file_holds(folder: Path) -> None:
    (folder / "content" / "stories.lock.yml").write_text("<<<<<<< HEAD\nversion: 1\n")
    who = "  by: Nadia\n  because: x\n"
    rules = f"- pin: a-story-0123456789\n{who}- exclude: nowhere.txt\n{who}"
    (folder / "content" / "editorial.yml").write_text(rules)
    code, told = checked(folder)
    assert code == CheckError.exit_code
    assert "stories.lock.yml:1: a merge conflict is not resolved" in told
    assert "there is no article “nowhere.txt”" in told
    assert "a-story-0123456789" not in told


def test_a_query_that_cannot_be_read_is_a_problem_among_the_others(folder: Path) -> None:
    config = folder / "site_config.yml"
    config.write_text("site: {url: 'https://press.example/'}\ntopics: [{name: Ferries, query: ferry AND}]\n")
    (folder / "content" / "empty.txt").write_text("")
    code, told = checked(folder)
    assert code == CheckError.exit_code
    assert "digest: 2 problems\n" in told
    assert "site_config.yml:2:42: topics.0.query: a word is missing behind AND\n    ferry AND\n" in told


def test_words_of_a_past_edition_that_their_file_has_no_more_are_told_though_they_are_no_problem(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    published = ROOT / "content"
    shutil.copytree(published / "editions", folder / "content" / "editions")
    shutil.copy(published / "stories.lock.yml", folder / "content")
    config = load_config(folder / "site_config.yml")
    assert list(inspect(config, folder)) == caplog.messages == []
    (story, *_) = json.loads((published / "editions" / "0001.json").read_text(encoding="utf-8"))["stories"]
    printed = [one["words"]["text"] for one in story["sentences"]]
    texts = {path: path.read_text(encoding="utf-8") for path in (folder / "content").glob("*.txt")}
    article, words = next((path, words) for path, text in texts.items() for words in printed if words in text)
    article.write_text(texts[article].replace(words, words.replace(" ", " so ", 1)), encoding="utf-8")
    assert list(inspect(config, folder)) == []
    assert ["0001.json" in message and article.name in message for message in caplog.messages] == [True]


def test_a_content_folder_that_is_absent_is_a_problem_among_the_others(folder: Path) -> None:
    (folder / "site_config.yml").write_text("site: {url: 'https://press.example/'}\ncontent: nowhere\n")
    (folder / "templates" / "story.md.j2").write_text("{% if %}")
    code, told = checked(folder)
    assert code == CheckError.exit_code
    assert "there is no such folder" in told
    assert "story.md.j2" in told


@pytest.mark.parametrize("output", [".", "content", "content/site", "templates/site", ".digest/site", "..", "/"])
def test_a_site_inside_or_around_another_folder_is_refused_before_anything_is_done(folder: Path, output: str) -> None:
    (folder / "site_config.yml").write_text(f"site: {{url: 'https://press.example/'}}\noutput: {output}\n")
    config = load_config(folder / "site_config.yml")
    with pytest.raises(ConfigError, match="folder of its own"):
        build(config, folder)
    assert not (folder / ".digest").exists()
    assert checked(folder)[0] == CheckError.exit_code


def test_a_work_folder_that_cannot_be_made_is_told_in_words(folder: Path) -> None:
    (folder / ".digest").write_text("a file")
    with pytest.raises(BuildError, match=r"\.digest"):
        build(load_config(folder / "site_config.yml"), folder)


def test_a_new_digest_below_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["init", str(tmp_path / "file" / "d")])
    assert result.exit_code == DigestError.exit_code
    assert "cannot be made" in result.stderr


def test_slips_in_front_matter_are_told_with_their_line_and_words_for_other_programs_are_not(folder: Path) -> None:
    content = folder / "content"
    for file in content.iterdir():
        file.unlink()
    told = "---\ntilte: One\npublised: 2025-02-24\nlayout: post\ndates: x\ntopic: Ports\nland: de\n---\nText."
    (content / "a.md").write_text(told)
    (content / "b.md").write_text("---\ntitle: Two\ntitel: Zwei\n---\nText.")
    (content / "c.md").write_text("---\n[\n---\nText.")
    code, said = checked(folder)
    assert code == CheckError.exit_code
    assert f"{content / 'a.md'}:2: “tilte” is not known in front matter, did you mean title?" in said
    assert f"{content / 'a.md'}:3: “publised” is not known in front matter, did you mean published?" in said
    assert said.count("is not known in front matter") == 2
    assert said.count("c.md") == 1


def test_a_pattern_of_records_that_matches_no_file_is_told(folder: Path) -> None:
    config = folder / "site_config.yml"
    config.write_text("site: {url: 'https://press.example/'}\nrecords: [{match: ['a/*.json', 'b/*.json']}]\n")
    (folder / "content" / "a").mkdir()
    (folder / "content" / "a" / "one.json").write_text('[{"id": "1", "text": "The ferry sank."}]')
    code, said = checked(folder)
    assert code == CheckError.exit_code
    assert f"records.0.match: “b/*.json” matches no file below {folder / 'content'}" in said
    assert "a/*.json" not in said


def test_a_fresh_checkout_without_its_lock_is_noticed(folder: Path) -> None:
    content = folder / "content"
    (content / "stories.lock.yml").unlink(missing_ok=True)
    assert "is missing" not in checked(folder)[1]
    (content / "feeds" / "harbour-post").mkdir(parents=True)
    (content / "feeds" / "harbour-post" / "state.yml").write_text("feeds: []\n")
    assert "stories.lock.yml is missing, though feeds were read somewhere else.\n" in checked(folder)[1]
    (folder / ".digest").mkdir()
    assert "is missing" not in checked(folder)[1], "a first fetch comes before the first build"
    (content / "editorial.yml").write_text("- exclude: a.txt\n  by: Nadia\n  because: An advertisement.\n")
    assert "is missing" not in checked(folder)[1]
    (content / "editorial.yml").write_text("- pin: dam-1\n  by: Nadia\n  because: It holds.\n")
    said = checked(folder)[1]
    assert "stories.lock.yml is missing, though editors' rules name stories.\n" in said
    assert max(map(len, said.replace(str(folder), "").splitlines())) <= 120, "lines that a terminal can show"
