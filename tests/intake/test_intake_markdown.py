"""Markdown with front matter."""

from datetime import UTC, datetime

import pytest
from intake.clippings import article, skipped

from digest.nouns import BlockKind, Origin

BODY = (
    "The night ferry will sail again on Monday, the harbour master of Mellow said after nine long winters of waiting.\n"
)


def test_front_matter_gives_the_facts_as_they_are_written() -> None:
    cleaned = article(
        "---\ntitle: No\nurl: https://www.example.org/ferry?utm_source=x\noutlet: The Mellow Sample\n"
        "date: 2025-02-24T10:04+05:30\nauthor: [Ada Brook, Tom Reed]\nlanguage: en\n"
        f"credit: With the island radio\noriginal_source: Island Radio\n---\n\n{BODY}",
        "a.md",
    )
    assert cleaned.title is not None
    assert (cleaned.title.value, cleaned.title.origin) == ("No", Origin.FRONT_MATTER)
    assert cleaned.url is not None
    assert cleaned.url.value == "https://example.org/ferry"
    assert cleaned.outlet is not None
    assert cleaned.outlet.value == "The Mellow Sample"
    assert cleaned.byline is not None
    assert cleaned.byline.value == "Ada Brook, Tom Reed"
    assert cleaned.published is not None
    assert cleaned.published.at == datetime(2025, 2, 24, 4, 34, tzinfo=UTC)
    assert cleaned.published.offset_minutes == 330
    assert cleaned.credit is not None
    assert cleaned.original_source is not None
    assert cleaned.original_source.value == "Island Radio"


def test_syntax_is_no_part_of_the_text() -> None:
    cleaned = article(
        "# The bell\n\nThe **night** ferry will _sail_ again on\n"
        "[Monday](https://example.org/a_b), said `Mellow`\\'s harbour master.\n\n"
        "> She *said* so,\n> twice.\n\n- first crossing\n- second crossing\n",
        "a.md",
    )
    assert [(block.kind, cleaned.text[block.start : block.end]) for block in cleaned.blocks][-4:] == [
        (BlockKind.PARAGRAPH, "The night ferry will sail again on Monday, said Mellow's harbour master."),
        (BlockKind.PARAGRAPH, "She said so, twice."),
        (BlockKind.LIST_ITEM, "first crossing"),
        (BlockKind.LIST_ITEM, "second crossing"),
    ]


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    cleaned = article(f"---\ntitle: The Bell Rings\n---\n# The bell rings\n\n{BODY}", "a.md")
    assert cleaned.text == BODY.strip()


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("title: [unclosed", "line"),
        ("- a\n- b", "key: value"),
        ("date: 2026-13-45", "date cannot be read"),
        ("url: javascript:alert(1)", "not a web address"),
        ("a: " + "[" * 20000, "not closed"),
        ("a: " + "[" * 5000, "too deeply"),
        ("a: &x [b]\nc: *x", "anchors"),
    ],
)
def test_front_matter_that_cannot_be_used_is_a_reason_with_advice(front: str, said: str) -> None:
    assert said in skipped(f"---\n{front}\n---\n{BODY}", "a.md").reason


def test_tags_of_yaml_construct_nothing() -> None:
    cleaned = article(f"---\ntitle: !!python/object/apply:os.system ['true']\n---\n{BODY}", "a.md")
    assert cleaned.text == BODY.strip()


def test_front_matter_that_never_ends_is_named() -> None:
    assert "not closed" in skipped(f"---\ntitle: x\n{BODY}", "a.md").reason


@pytest.mark.parametrize(
    ("matter", "topics"),
    [
        ("topics: [Ports, Rail]", ("Ports", "Rail")),
        ('topics: ["Ports, harbours", Rail, Rail]', ("Ports, harbours", "Rail")),
        ('topics: ["Ports, harbours"]', ("Ports, harbours",)),
        ("topics: Ports, Rail", ("Ports", "Rail")),
        ("tags:\n  - Ports", ("Ports",)),
        ("topics: ~", ()),
    ],
)
def test_topics_are_a_list_or_words_between_commas(matter: str, topics: tuple[str, ...]) -> None:
    assert article(f"---\n{matter}\n---\n\n" + BODY, "a.md").topics == topics


def test_a_title_in_quotes_may_be_a_word_that_yaml_takes_for_nothing() -> None:
    cleaned = article('---\ntitle: "null"\n---\n\n' + BODY, "a.md")
    assert cleaned.title is not None
    assert cleaned.title.value == "null"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("“He should pay [for] it,” she said.", "“He should pay [for] it,” she said."),
        ("“[T]he harbour [is](https://example.org/a) ours.”", "“[T]he harbour is ours.”"),
        ("It [reopens\non Monday](https://example.org/b) [sic].", "It reopens on Monday [sic]."),
        ("See [the [new] quay](https://example.org/c) and ](d).", "See the [new] quay and ](d)."),
        ("“I’m not paying for that f**king wall,” `tis said.", "“I’m not paying for that f**king wall,” `tis said."),
        ("A *most _curious* thing_ and 5 ~~crates.", "A most curious thing and 5 ~~crates."),
        ("[Monday][note] it is [all [but] over.", "Monday it is [all [but] over."),
    ],
)
def test_marks_that_make_no_link_and_no_emphasis_are_the_authors_words(written: str, read: str) -> None:
    cleaned = article(f"---\ntitle: Bracketed words\n---\n{BODY}\n\n{written}\n", "a.md")
    assert cleaned.text.splitlines()[-1] == read
