"""English sentences of the rooms below are known to the pages, which print them in any language."""

import ast
import html
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from publish import sample
from publish.printing import TEMPLATES

from digest import intake
from digest.editorial import Rule, RuleKind
from digest.intake.zones import NAMES
from digest.nouns import Decision, Named
from digest.publish import pages
from digest.publish.languages import words_of
from digest.publish.languages.reasons import REASONS
from digest.publish.reader_words import for_readers
from digest.publish.told import did_words, doubt_words, evidence_words, file_words, reason_words, unmatched_words
from digest.stories.decisions import exclusion, merging, placement, removing

GERMAN, ENGLISH = words_of("de"), words_of("en")
INTAKE = Path(intake.__file__).parent
RAISED = {"SourceError", "FetchError", "PageRefusedError", "PagePostponedError"}
NOT_READ_BY_A_BUILD = {"opml.py"}  # a list of feeds is read by a command, and no page tells of it


def written(node: ast.expr) -> Iterator[str]:
    """What a text in the code can be, with a word for each value in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else _value(part) for part in node.values)  # type: ignore[misc]
    elif isinstance(node, ast.IfExp):
        yield from (*written(node.body), *written(node.orelse))


def _value(part: ast.expr) -> str:
    assert isinstance(part, ast.FormattedValue)
    return {"problem": "is empty; name it", "shared": "address", "reason": "answers 7"}.get(
        ast.unparse(part.value), "7"
    )


def reasons() -> Iterator[tuple[str, str]]:
    """Every reason that `intake` gives for what it does not read, with its place."""
    for path in sorted(INTAKE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            texts: list[ast.expr] = []
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "")
                texts += node.args[:1] if name in RAISED else []
                texts += [word.value for word in node.keywords if word.arg == "reason" and name == "Skipped"]
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
                "reason",
                "problem",
                "CRASHED",
                "CUT_OFF",
            }:
                texts.append(node.value)
            if (
                isinstance(node, ast.Return)
                and path.name == "files.py"
                and isinstance(node.value, ast.Constant | ast.JoinedStr)
            ):
                texts.append(node.value)
            for text in texts:
                yield from ((f"{path.name}:{node.lineno}", one) for one in written(text) if one)


def test_every_reason_for_not_reading_something_is_known() -> None:
    found = [(place, text) for place, text in reasons() if place.partition(":")[0] not in NOT_READ_BY_A_BUILD]
    assert len(found) > 80
    told = [(place, for_readers(text)) for place, text in found]
    unknown = [f"{place}: {text}" for place, text in told if not REASONS.knows(text) and text != "7"]
    assert unknown == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("larger than 5,000,000 bytes; keep the article only", "größer als 5.000.000 Bytes"),
        (
            "records 1–4, 9 and 1,200 more: has no text under “body”; name its field",
            "Datensätze 1–4, 9 und 1.200 weitere: hat unter „body“ keinen Text",
        ),
        (
            "its robots.txt cannot be had, and so it is not fetched: answers 503",
            "die robots.txt ist nicht zu bekommen, deshalb wird nicht abgerufen: antwortet mit 503",
        ),
        ("something that no table knows", "something that no table knows"),
    ],
)
def test_a_reason_is_told_in_the_language_with_its_values(reason: str, told: str) -> None:
    assert reason_words(reason, GERMAN) == told
    assert reason_words(reason, ENGLISH) == for_readers(reason)


def test_a_value_that_looks_like_a_place_or_a_sentence_stays_as_it_is() -> None:
    said = "the same article as %(file)s holds no text.md, which is kept"
    assert reason_words(said, GERMAN) == "derselbe Artikel wie %(file)s holds no text.md, der behalten wird"


@pytest.mark.parametrize("again", ["records 1: ", "redirects to x, which ", "front matter cannot be read (line 1: "])
def test_words_of_others_that_look_like_many_sentences_are_told_all_the_same(again: str) -> None:
    assert reason_words(again * 300, GERMAN)
    assert unmatched_words(again * 300, GERMAN)


def test_doubts_and_evidence_are_told_in_the_language() -> None:
    assert doubt_words("the page also says date: 2031-03-04", GERMAN) == "die Seite sagt auch date: 2031-03-04"
    zoned = "4 March, 5 pm EST (EST as in the United States, its usual meaning)"
    assert (
        evidence_words(zoned, GERMAN) == "4 March, 5 pm EST (EST wie in den Vereinigten Staaten, die übliche Bedeutung)"
    )
    assert file_words("old.txt, now new.txt", GERMAN) == "old.txt, jetzt new.txt"
    assert (
        unmatched_words("`pin` on line 3: there is no story “x”, did you mean y?", GERMAN)
        == "pin: es gibt keine Meldung „x“"
    )


@pytest.mark.parametrize("country", sorted(NAMES.values()))
def test_every_country_of_a_time_zone_is_known(country: str) -> None:
    label = f"noon EST (EST as in {country}, which the page shows)"
    assert (
        evidence_words(label, GERMAN)
        == f"noon EST (EST wie in {words_of('de').gettext(country)}, worauf die Seite hinweist)"
    )
    assert words_of("de").translations.gettext(country) or country


def rule(kind: RuleKind, *subjects: str) -> Rule:
    return Rule(
        kind=kind, subjects=subjects, by="Ida Lund", because="it is so", line=3, to="The ferry", quote="no ferry"
    )


DONE = [
    *(
        placement(rule(kind, "ferry"), "ferry", "Ferry")[0]
        for kind in (RuleKind.RENAME, RuleKind.HIDE, RuleKind.PIN, RuleKind.NOTE)
    ),
    exclusion(rule(RuleKind.EXCLUDE, "a.txt"), 1)[0],
    exclusion(rule(RuleKind.EXCLUDE, "a.txt", "b.txt"), 2)[0],
    exclusion(rule(RuleKind.EXCLUDE_OUTLET, "The Coast"), 1)[0],
    exclusion(rule(RuleKind.EXCLUDE_OUTLET, "The Coast"), 1200)[0],
    (removing(1, ()),),
    (removing(2, ("The Coast",)),),
    merging(rule(RuleKind.MERGE, "ferry", "boat"), ("ferry", "boat"))[0],
    (
        "moved ",
        Named(name="a.txt", article="a"),
        ", ",
        Named(name="b.txt", article="b"),
        " to the story ",
        Named(name="x", slug="x"),
    ),
    ("made a story of its own of ", Named(name="a.txt", article="a")),
    ("corrected the speaker of “no ferry” from unknown to Mira Tan in ", Named(name="a.txt", article="a")),
]


@pytest.mark.parametrize("did", DONE, ids=lambda did: str(did[0]))
def test_what_an_editor_did_is_told_in_the_language_with_the_same_stories_and_articles(
    did: tuple[str | Named, ...],
) -> None:
    told = list(did_words(did, GERMAN))
    assert [one for one in told if isinstance(one, Named)] == [one for one in did if isinstance(one, Named)]
    words = "".join(one for one in told if isinstance(one, str))
    assert words.startswith("hat ")
    assert "".join(one if isinstance(one, str) else "*" for one in did_words(did, ENGLISH)) == "".join(
        one if isinstance(one, str) else "*" for one in did
    )


def test_a_catalogue_that_names_a_thing_twice_costs_no_build(tmp_path: Path) -> None:
    (tmp_path / "fr.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n#, python-format\n'
        'msgid "took a story out of the edition"\nmsgstr "a retiré une histoire"\n\n#, python-format\n'
        'msgid "put the story %(story)s first"\nmsgstr "a mis %(story)s en tête, oui, %(story)s"\n',
        encoding="utf-8",
    )
    named = Named(name="ferry", slug="ferry")
    told = list(did_words(("put the story ", named, " first"), words_of("fr", tmp_path)))
    assert told == ["a mis ", named, " en tête, oui, "]


def test_the_front_page_tells_in_the_language_what_an_editor_decided_about_a_story() -> None:
    ferry = replace(sample.ferry(), decisions=("as the rules call it",))
    pinned = Decision(
        by="Ida Lund",
        did=("put the story ", Named(name="ferry", slug=ferry.slug), " first"),
        because="it is so",
        text="as the rules call it",
        articles=frozenset(),
    )
    made = replace(sample.laid_out(sample.edition([ferry], [])), edits=(pinned,))
    options = replace(sample.OPTIONS, language="de")
    (front,) = (page.markdown for page in pages(made, options, templates=TEMPLATES) if page.path == "index.md")
    told = "Ida Lund hat die Meldung „Council says yes to night ferry“ an den Anfang gestellt: it is so"
    assert told in html.unescape(front)
