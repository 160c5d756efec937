"""`digest edit`: names are looked up, rules are written, and the next build does what was said."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import config_of, new_digest

from digest.cli import main
from digest.editorial import RULES_NAME, Rule, read_rules
from digest.errors import EditorialError
from digest.lock import LOCK_NAME, LockStory, read_lock, write_lock
from digest.nouns import Edition
from digest.reviewing import review
from digest.store import Store

WHO = ("--by", "Nadia", "--because", "A reason: mine.")
COURIER, REVIEW = "courier-talks-in-malaysia.txt", "review-moscow-conference.md"


def reviewed(folder: Path) -> Edition:
    """Build up to the edition, and remember it; no site is made."""
    with Store(folder / ".digest" / "store.sqlite") as store:
        content = folder / "content"
        lock = read_lock(content / LOCK_NAME)
        made = review(config_of(folder), content, lock=lock, store=store, as_of=None, step=lambda *_: None)
    write_lock(folder / "content" / LOCK_NAME, made.lock)
    return made.edition


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_digest(tmp_path_factory.mktemp("edit") / "digest")
    (folder / ".digest").mkdir()
    reviewed(folder)
    return folder


def edit(folder: Path, *words: str) -> tuple[int, str]:
    command, *rest = words
    arguments = ["edit", command, "--config", str(folder / "site_config.yml"), *rest]
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.output


def last_rule(folder: Path) -> Rule:
    return read_rules(folder / "content" / RULES_NAME).rules[-1]


def stories(folder: Path) -> tuple[LockStory, LockStory]:
    """The visit with its four articles, and the conference before it."""
    small, large = sorted(read_lock(folder / "content" / LOCK_NAME).stories, key=lambda story: len(story.members))
    return large, small


def test_every_kind_is_written_and_acts_in_the_next_build(digest: Path) -> None:
    visit, conference = stories(digest)
    for words in (
        ("rename", visit.slug[:12], "A visit in the rain"),
        ("pin", conference.id),
        ("note", f"https://press.example/stories/{visit.slug}/", "We asked the ministry."),
        ("split", COURIER),
        ("move", f"content/{REVIEW}", "--to", visit.id),
        ("exclude", "ledger-tour-announced.md"),
        ("speaker", COURIER, "the pressure is all off", "A. Nother"),
    ):
        code, said = edit(digest, *words, *WHO)
        assert code == 0, said
        assert "The next `digest build` " in said
    made = reviewed(digest)
    assert made.ledger.unmatched_rules == ()
    assert len(made.ledger.decisions) == 7
    assert all(decision.endswith(": A reason: mine.") for decision in made.ledger.decisions)
    code, said = edit(digest, "list")
    assert said.count(f"{RULES_NAME}:") == 7
    assert (
        "speaker courier-talks-in-malaysia.txt “the pressure is all off” → A. Nother (Nadia: A reason: mine.)" in said
    )


def test_stories_are_merged_and_hidden_by_the_beginning_of_their_names(digest: Path) -> None:
    visit, conference = stories(digest)
    assert edit(digest, "merge", "shoigu-begins", "shoigu-tells", *WHO)[0] == 0
    assert last_rule(digest).subjects == (visit.slug, conference.slug)
    made = reviewed(digest)
    assert [len(story.members) for story in made.stories] == [5]
    code, said = edit(digest, "merge", visit.slug, conference.slug, *WHO)
    assert code == 2
    assert "these are one story already" in said
    assert edit(digest, "hide", "shoigu", *WHO)[0] == 0, "both addresses lead to one story"
    assert reviewed(digest).stories == ()


def test_a_removal_names_the_copies_that_stay_and_takes_them_along_if_asked(digest: Path) -> None:
    wire, ledger = "wire-tour-announced.html", "ledger-tour-announced.md"
    code, said = edit(digest, "remove", ledger, *WHO)
    assert code == 0, said
    assert f"({wire})" in said.partition("The same text of other outlets stays: ")[2]
    kept = {member.analysis.article.source.path for story in reviewed(digest).stories for member in story.members}
    assert wire in kept
    assert ledger not in kept
    assert last_rule(digest).subjects[0] not in {wire, ledger}, "by its id"
    code, said = edit(digest, "remove", ledger, *WHO)
    assert code != 0
    assert "already" in said
    assert edit(digest, "undo")[0] == 0
    code, said = edit(digest, "remove", ledger, "--with-copies", *WHO)
    assert code == 0, said
    assert said.count("Written to") == 2
    assert "stays: " not in said
    kept = {member.analysis.article.source.path for story in reviewed(digest).stories for member in story.members}
    assert not {wire, ledger} & kept


def test_a_removal_of_what_is_stored_no_more_goes_by_its_id_and_says_which_rules_may_quote_it(digest: Path) -> None:
    assert edit(digest, "speaker", COURIER, "the pressure is all off", "A. Nother", *WHO)[0] == 0
    article = next(one for one in read_lock(digest / "content" / LOCK_NAME).articles if one.path == COURIER)
    (digest / "content" / COURIER).unlink()
    reviewed(digest)
    code, said = edit(digest, "remove", COURIER, *WHO)
    assert code == 0, said
    assert last_rule(digest).subjects == (article.id,)
    assert "other rules about it, which may quote it: look at line " in said
    assert "still stand" not in said
    made = reviewed(digest)
    assert any("an article that it names has been removed" in one for one in made.ledger.unmatched_rules)
    assert not any(COURIER in one for one in made.ledger.unmatched_rules)
    code, said = edit(digest, "remove", "wire-tour-announced.html", *WHO)
    assert code == 0, said
    assert "other rules" not in said, "they are about another article"


def test_check_says_in_which_files_removed_words_still_stand(digest: Path) -> None:
    edit(digest, "remove", COURIER, *WHO)
    result = CliRunner().invoke(main, ["check", "--config", str(digest / "site_config.yml")])
    assert result.exit_code == 0, result.output
    assert f"{COURIER}: its article is removed, but its words still stand here; delete them" in result.output


def test_an_outlet_is_left_out_under_the_name_that_it_prints(digest: Path) -> None:
    name = next(
        member.analysis.article.outlet.value
        for story in reviewed(digest).stories
        for member in story.members
        if member.analysis.article.outlet
    )
    assert edit(digest, "exclude-outlet", name.upper(), *WHO)[0] == 0
    assert last_rule(digest).subjects == (name,)
    assert reviewed(digest).ledger.excluded > 0


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("pin", "shoigu-beginz-tour-of-indonesia-and-malaysia"), "did you mean shoigu-begins-tour-of"),
        (("pin", "shiogu-beginz"), "did you mean shoigu-begins-tour-of"),
        (("pin", "shoigu"), "may be one of 2 stories: shoigu-begins"),
        (("pin", "sh"), "there is no story “sh”"),
        (("exclude", "courier-talks-in-malasia.txt"), f"did you mean {COURIER}? Nothing was written."),
        (("move", "nothing.txt", "--to", "shoigu-begins"), "there is no article “nothing.txt”"),
        (("move", COURIER, "--to", "shoigu-begins"), "is in the story “shoigu-begins"),
        (("split", REVIEW), "a story of its own already"),
        (("exclude-outlet", "The Moon"), "there is no outlet “The Moon”"),
        (("speaker", COURIER, "words that nobody said", "Ann"), "no quote of “courier-talks"),
        (("speaker", COURIER, "the pressure is all off", "Oh Ei Sun"), "is under Oh Ei Sun already"),
        (("rename", "shoigu-begins", "  "), "`to` is empty"),
        (("merge", "shoigu-begins"), "at least two stories"),
    ],
)
def test_what_would_not_act_is_told_with_the_nearest_and_not_written(
    digest: Path, words: tuple[str, ...], what: str
) -> None:
    code, said = edit(digest, *words, *WHO)
    assert code == 2
    assert what in said
    assert not (digest / "content" / RULES_NAME).exists()


@pytest.mark.parametrize("missing", ["--by", "--because"])
def test_who_and_why_are_asked_for(digest: Path, missing: str) -> None:
    at = WHO.index(missing)
    code, said = edit(digest, "pin", "shoigu-begins", *WHO[:at], *WHO[at + 2 :])
    assert code == 2
    assert f"Missing option '{missing}'" in said


def test_before_the_first_build_it_is_told_to_build(digest: Path) -> None:
    (digest / "content" / LOCK_NAME).unlink()
    code, said = edit(digest, "pin", "shoigu-begins", *WHO)
    assert code == 2
    assert "run `digest build` first" in said


def test_an_article_is_found_by_file_id_and_web_address(digest: Path) -> None:
    lock = read_lock(digest / "content" / LOCK_NAME)
    article = next(one for one in lock.articles if one.path == COURIER)
    for name in (f"./{COURIER}", article.id):
        assert edit(digest, "exclude", name, *WHO)[0] == 0
        assert last_rule(digest).subjects == (COURIER,)
        assert edit(digest, "undo")[0] == 0


def test_an_article_whose_file_was_renamed_is_found_by_either_name(digest: Path) -> None:
    content = digest / "content"
    (content / "old").mkdir()
    (content / COURIER).rename(content / "old" / COURIER)
    for _ in range(2):
        assert edit(digest, "exclude", COURIER, *WHO)[0] == 0
        assert last_rule(digest).subjects == (f"old/{COURIER}",)
        assert edit(digest, "undo")[0] == 0
        reviewed(digest)


def test_the_last_rule_is_taken_back(digest: Path) -> None:
    edit(digest, "pin", "shoigu-begins", *WHO)
    before = (digest / "content" / RULES_NAME).read_text(encoding="utf-8")
    edit(digest, "hide", "shoigu-tells", *WHO)
    code, said = edit(digest, "undo")
    assert code == 0
    assert "hide shoigu-tells" in said
    assert (digest / "content" / RULES_NAME).read_text(encoding="utf-8") == before
    edit(digest, "undo")
    assert edit(digest, "undo")[0] == EditorialError.exit_code


def test_a_file_with_problems_is_left_alone_and_its_problems_are_told(digest: Path) -> None:
    path = digest / "content" / RULES_NAME
    path.write_text("- hid: x\n", encoding="utf-8")
    code, said = edit(digest, "pin", "shoigu-begins", *WHO)
    assert code == EditorialError.exit_code
    assert "“hid” is not a rule" in said
    assert path.read_text(encoding="utf-8") == "- hid: x\n"
