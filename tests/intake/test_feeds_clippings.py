"""What is stored of an entry: readable, read back to the word, found again wherever it was moved."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from intake.clippings import REPORT, article, raw
from intake.feeds import FERRY, newest, words

from digest.intake import clean
from digest.intake.feeds.clipping_names import folder_of
from digest.intake.feeds.clipping_text import body, front_matter
from digest.intake.feeds.clippings import MAX_VERSIONS, Clipping, Stored, known, store, text_of
from digest.intake.front_matter import MAX_CHARS, split
from digest.intake.markdown_lines import markdown_lines
from digest.nouns import Article, Skipped

QUIET = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
SYNTAX = r"""
# ## ###### > - * + = | : ~ ~~~ ``` --- *** ___ === |--- 1. 2) 99. ![ ]( ) [ ] [x]: <b> </b> <!-- --> <script> &amp;
&#35; & \ \* \\ ** _ __ a_b __init__ {% %} {{ }} $ ^ ! !! @ ` `x` https://skarn.example/a [^1] [[ ]] :smile:
"""
PIECES = st.one_of(st.sampled_from([*SYNTAX.split(), "ferry", "Skarn", "\n", "\t", "\u2028"]), st.text(max_size=6))
PARAGRAPH = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=12).map(
    lambda pieces: "".join(piece + space for piece, space in pieces)
)


def test_a_clipping_is_a_readable_file(tmp_path: Path) -> None:
    path = store(replace(FERRY, paragraphs=("One *bell*.", "# Two")), tmp_path, {})
    assert path is not None
    assert path.relative_to(tmp_path).as_posix() == "feeds/skarn-gazette/2025-02-24-ferry-back-on-monday-dba5e4.md"
    assert path.read_text(encoding="utf-8") == (
        "---\n"
        'title: "Ferry: back “on” Monday"\n'
        "outlet: Skarn Gazette\n"
        "url: https://skarn.example/ferry?from=2&to=3\n"
        "published: 2025-02-24T10:04+05:30\n"
        "updated: 2025-02-25\n"
        "author: Ada Brook\n"
        "credit: (With inputs from agencies.)\n"
        "language: en\n"
        "topics: [Harbour, Sea & air]\n"
        "fetched: 2025-03-01T07:08:09Z\n"
        "feed: https://skarn.example/rss\n"
        'entry: "tag:skarn.example,2025:1"\n'
        f"received: {replace(FERRY, paragraphs=('One *bell*.', '# Two')).received}\n"
        "---\n"
        "\n"
        "One \\*bell\\*.\n"
        "\n"
        "\\# Two\n"
    )


def test_an_article_comes_back_as_it_was_stored() -> None:
    cleaned = article(text_of(FERRY), "a.md")
    assert cleaned.text == "\n\n".join(REPORT)
    assert cleaned.title is not None
    assert cleaned.outlet is not None
    assert cleaned.byline is not None
    assert cleaned.credit is not None
    assert cleaned.url is not None
    assert cleaned.published is not None
    assert cleaned.title.value == FERRY.title
    assert cleaned.outlet.value == FERRY.outlet
    assert cleaned.byline.value == FERRY.author
    assert cleaned.credit.value == FERRY.credit
    assert cleaned.url.evidence == FERRY.url
    assert cleaned.published.at == datetime(2025, 2, 24, 4, 34, tzinfo=UTC)
    assert cleaned.published.day == date(2025, 2, 24)
    assert cleaned.topics == FERRY.topics
    assert cleaned.language == "en"
    assert cleaned.fetched == FERRY.fetched


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8080/a", "http://localhost/a"])
def test_an_entry_without_a_public_link_has_an_id_instead(url: str) -> None:
    text = text_of(replace(FERRY, url=url))
    assert re.match(r"---\nid: \"?[0-9a-f]{10}\"?\n", text)
    assert "\nurl:" not in text
    assert article(text, "a.md").id == article(text_of(replace(FERRY, url=url, title="Other")), "a.md").id


def test_an_entry_with_a_link_has_the_id_of_its_address() -> None:
    assert "\nid:" not in text_of(FERRY)


@QUIET
@given(st.lists(PARAGRAPH, max_size=4))
@example(
    ["a__", "_*a", "[^1]: x", "1986. A year", "x  \ny", "\\", "`", "-", "+ 1", "| a | b |", "--- | ---", "a_*b*_c"]
)
@example(["---", "title: x", "---", "===", "~~~", "```", "<!--", "&#35; &amp; &", "![a](b)", "[a](b)", "  ***  ", "1)"])
def test_any_paragraph_is_read_back_as_its_words(paragraphs: list[str]) -> None:
    lines = markdown_lines(body(paragraphs), 0)
    assert [line.text for line in lines] == [text for paragraph in paragraphs if (text := words(paragraph))]
    assert all(line.tag == "p" for line in lines)


@settings(QUIET, max_examples=60)
@given(before=PARAGRAPH, after=PARAGRAPH)
def test_any_paragraph_comes_back_through_cleaning(before: str, after: str) -> None:
    sentence = f"{words(before)} {REPORT[0]} {words(after)} {REPORT[1]}".strip()
    cleaned = clean(raw(text_of(replace(FERRY, paragraphs=(REPORT[2], sentence, REPORT[3]))), "a.md"))
    assert isinstance(cleaned, Article), cleaned
    assert words(sentence) in cleaned.text.split("\n\n")


ODD = "no yes null ~ 1e5 12:30:45 2025-02-24 why? [ ] { } : & * # - ? ! % @ ` ' \" \\ , | > a é \ufeff"
VALUE = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(ODD.split()), max_size=6).map(" ".join),
    st.lists(st.sampled_from("[]{}:&*#'\"\\a "), max_size=12).map("".join),
)


@QUIET
@given(title=VALUE, outlet=VALUE, topics=st.lists(VALUE, max_size=3))
@example(title="a: &b", outlet="[[[[[[[[[[[[", topics=["]", "{"])
@example(title="a:*b", outlet="}]{[", topics=["no", "a, b"])
def test_any_value_of_front_matter_comes_back(title: str, outlet: str, topics: list[str]) -> None:
    text = front_matter({"title": title, "outlet": outlet, "topics": topics})
    assert len(text.split("\n")) == 3 + sum(map(bool, map(words, [title, outlet]))) + any(map(words, topics))
    assert len(text.splitlines()) == len(text.split("\n")) - 1
    sound = [re.sub("[\ufffe\uffff]", "\ufffd", words(value)) for value in (title, outlet)]
    stated, _ = split(text)
    spoken = [value for value in sound if value]
    assert [value for key in ("title", "outlet") if (value := stated.get(key))] == spoken
    loaded = yaml.safe_load(text.split("---\n")[1]) or {}
    assert [loaded[key] for key in ("title", "outlet") if key in loaded] == spoken
    assert loaded.get("topics", []) == [
        re.sub("[\ufffe\uffff]", "\ufffd", words(topic)) for topic in topics if words(topic)
    ]


def test_front_matter_is_never_longer_than_is_read() -> None:
    odd = "[\\:&\U0001f600" * 1000
    path = f"https://skarn.example/{'a&' * 950}"
    huge = Clipping(
        entry=odd[:500],
        feed=path,
        outlet=odd,
        url=path,
        title=odd,
        author=odd,
        credit=odd,
        topics=(odd[:60],) * 500,
        paragraphs=REPORT,
        fetched=FERRY.fetched,
    )
    assert text_of(huge).index("\n---\n") < MAX_CHARS
    assert isinstance(clean(raw(text_of(huge), "a.md")), Article)


def test_a_title_alone_is_stored(tmp_path: Path) -> None:
    path = store(replace(FERRY, paragraphs=()), tmp_path, {})
    assert path is not None
    cleaned = clean(raw(path.read_bytes(), "a.md"))
    assert isinstance(cleaned, Skipped)
    assert "no text" in cleaned.reason


def test_what_is_stored_is_not_written_again(tmp_path: Path) -> None:
    path = store(FERRY, tmp_path, {})
    assert path is not None
    before = path.stat()
    assert newest(tmp_path) == Stored(
        path=path,
        received=FERRY.received,
        number=1,
        outlet=FERRY.outlet,
        url=FERRY.url,
        fetched="2025-03-01T07:08:09Z",
    )
    assert (
        store(replace(FERRY, fetched=datetime(2025, 4, 1, tzinfo=UTC), author="x"), tmp_path, known(tmp_path)) is None
    )
    assert path.stat() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_white_space_is_no_change() -> None:
    spaced = replace(FERRY, title=f" {FERRY.title}\n", paragraphs=tuple(f"{words}\t" for words in FERRY.paragraphs))
    assert spaced.received == FERRY.received
    assert replace(FERRY, title="Other").received != FERRY.received
    assert replace(FERRY, paragraphs=FERRY.paragraphs[1:]).received != FERRY.received


def test_a_changed_entry_becomes_a_new_file_beside_the_old_one(tmp_path: Path) -> None:
    first = store(FERRY, tmp_path, {})
    assert first is not None
    before = first.read_bytes()
    names = []
    for day in range(1, MAX_VERSIONS + 2):
        changed = replace(FERRY, title=f"Ferry {day}", fetched=datetime(2025, 4, day, tzinfo=UTC))
        path = store(changed, tmp_path, known(tmp_path))
        names.append(path.name if path else None)
    assert names[0] == first.name.replace(".md", ".v2.md")
    assert names[MAX_VERSIONS - 2] == first.name.replace(".md", f".v{MAX_VERSIONS}.md")
    assert names[MAX_VERSIONS - 1 :] == [None, None]
    assert first.read_bytes() == before
    assert newest(tmp_path).number == MAX_VERSIONS


@pytest.mark.parametrize(
    ("outlet", "title"),
    [
        ("../../etc", "../../../passwd"),
        ("/", "\\..\\x"),
        ("..", ".hidden"),
        ("CON", "nul"),
        ("\U0001f600", "\U0001f680\U0001f680"),
        ("a\x00b", "a\x00/b"),
        ("x" * 5000, "ferry " * 1000),
        ("北京日報", "渡輪星期一復航"),
        ("", ""),
        ("state.yml", "index"),
    ],
)
def test_a_name_leads_nowhere_else(tmp_path: Path, outlet: str, title: str) -> None:
    path = store(replace(FERRY, outlet=outlet, title=title), tmp_path, {})
    assert path is not None
    assert path.resolve() == path
    assert path.parent.parent == tmp_path / "feeds"
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,66}", path.parent.name)
    assert path.parent.name not in {"con", "nul"}
    assert re.fullmatch(r"2025-02-24-[a-z0-9-]{1,67}-[0-9a-f]{6}\.md", path.name)
    assert known(tmp_path)[FERRY.feed, FERRY.entry].path == path


def test_other_scripts_have_readable_names(tmp_path: Path) -> None:
    assert folder_of("Известия", tmp_path).name == "izvestiia"
    assert folder_of("\U0001f600", tmp_path) != folder_of("\U0001f680", tmp_path)


def test_two_entries_of_one_title_and_day_are_two_files(tmp_path: Path) -> None:
    paths = [store(replace(FERRY, entry=f"{n}", title=title), tmp_path, {}) for n, title in enumerate(["A b", "a B"])]
    assert len({str(path).lower() for path in paths}) == 2


def test_nothing_of_an_editor_is_overwritten(tmp_path: Path) -> None:
    first = store(FERRY, tmp_path, {})
    assert first is not None
    first.write_text("An editor's own words.\n")
    second = store(FERRY, tmp_path, known(tmp_path))
    assert second is not None
    assert second != first
    assert first.read_text() == "An editor's own words.\n"


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    content, outside = tmp_path / "content", tmp_path / "outside"
    content.mkdir()
    outside.mkdir()
    (content / "feeds").symlink_to(outside)
    with pytest.raises(OSError, match="leads out of the content folder"):
        store(FERRY, content, {})
    assert list(outside.iterdir()) == []


def test_the_day_is_that_of_the_fetch_where_the_feed_gives_none(tmp_path: Path) -> None:
    path = store(replace(FERRY, published=""), tmp_path, {})
    assert path is not None
    assert path.name.startswith("2025-03-01-ferry")
