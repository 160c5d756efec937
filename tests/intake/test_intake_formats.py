"""Whatever a record or a mail holds: never an exception, and what comes out stands in its file."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake.clippings import REPORT, receipts
from intake.mails import PAGE, PLAIN, mail

from digest.errors import ReceiptError, SourceError
from digest.intake import clean, collect, record_of, verify
from digest.intake.json_records import cut_file, cut_lines, record_in, value_at
from digest.nouns import Article, Format, RecordFields, Skipped

SOME = settings(max_examples=60, suppress_health_check=list(HealthCheck))
WORDS = st.one_of(
    st.sampled_from(
        [*REPORT, "\n", "\n\n", "- ", "<p>", "</p>", "&amp;", "**", "\u2028", "\x00", "é", "\ud800", "-- \n"]
    ),
    st.text(max_size=6),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map("".join)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["id", "title", "url", "outlet", "published", "language", "byline", "tags", "body", "fetched"])
RECORDS = st.dictionaries(NAMES, VALUES, max_size=5).flatmap(
    lambda rest: TEXTS.map(lambda text: {"text": text, **rest})
)
FORMATS = st.sampled_from([Format.RECORD, Format.HTML, Format.MARKDOWN])


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder


def holds(folder: Path, *mappings: RecordFields) -> list[Article]:
    """Read a folder twice, check each article, and return them."""
    found = collect(folder, max_bytes=1_000_000, records=mappings)
    assert collect(folder, max_bytes=1_000_000, records=mappings) == found
    cleaned = [clean(raw, records=mappings) for raw in found.raws]
    assert [clean(raw, records=mappings) for raw in found.raws] == cleaned
    assert all(one.reason for one in (*found.skipped, *cleaned) if isinstance(one, Skipped))
    articles = [one for one in cleaned if isinstance(one, Article)]
    checked = [receipt for article in articles for receipt in receipts(article)]
    assert verify(checked, folder) == len(checked)
    for article in articles:
        record_of(article)
        article.text.encode("utf-8")
        article.id.encode("utf-8")
    return articles


@SOME
@given(records=st.lists(RECORDS, min_size=1, max_size=4), form=FORMATS, indent=st.sampled_from([None, 1]))
def test_every_article_of_any_records_stands_in_its_file(
    records: list[dict[str, object]], form: Format, indent: int | None
) -> None:
    mapping = RecordFields(match=("*",), format=form)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(folder, "a.jsonl", "".join(json.dumps(record) + "\n" for record in records).encode())
        from_lines = holds(folder, mapping)
        (folder / "a.jsonl").unlink()
        written(folder, "a.json", json.dumps(records, indent=indent).encode())
        from_list = holds(folder, mapping)
    assert [article.text for article in from_lines] == [article.text for article in from_list]


@SOME
@given(
    record=st.integers(0, 2),
    place=st.integers(0, 10_000),
    bit=st.integers(0, 7),
    suffix=st.sampled_from([".jsonl", ".json"]),
)
def test_a_flipped_bit_in_a_record_stops_its_receipts(record: int, place: int, bit: int, suffix: str) -> None:
    written_as = [json.dumps({"text": f"{PLAIN}\n\nNumber {number}."}, ensure_ascii=False) for number in range(3)]
    whole = "\n".join(written_as) if suffix == ".jsonl" else f"[{', '.join(written_as)}]"
    data = bytearray(whole.encode())
    start = whole.encode().index(written_as[record].encode())
    with tempfile.TemporaryDirectory() as name:
        articles = holds(written(Path(name), "a" + suffix, bytes(data)))
        data[start + place % len(written_as[record].encode())] ^= 1 << bit
        written(Path(name), "a" + suffix, bytes(data))
        with pytest.raises(ReceiptError):
            verify(receipts(articles[record]), Path(name))


@SOME
@given(plain=TEXTS, page=TEXTS, place=st.integers(0, 100_000), bit=st.integers(0, 7))
def test_every_article_of_any_mail_stands_in_it_and_a_flipped_bit_stops_it(
    plain: str, page: str, place: int, bit: int
) -> None:
    clean_text = f"{plain}\n{PLAIN}".encode("utf-8", "replace").decode()
    clean_page = f"{page}{PAGE}".encode("utf-8", "replace").decode()
    data = bytearray(bytes(mail(clean_text, clean_page)))
    with tempfile.TemporaryDirectory() as name:
        articles = holds(written(Path(name), "a.eml", bytes(data)))
        data[place % len(data)] ^= 1 << bit
        written(Path(name), "a.eml", bytes(data))
        for article in articles:
            with pytest.raises(ReceiptError):
                verify(receipts(article), Path(name))


PIECES = [
    b"From: a@b.example\n",
    b"Subject: ",
    b"Date: ",
    b"Content-Type: text/html; charset=",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Transfer-Encoding: ",
    b"base64\n",
    b"quoted-printable\n",
    b"begin 644 x\n",
    b"--b\n",
    b"--b--\n",
    b"\n",
    b"utf-8",
    b'"',
    b"=?utf-8?b?",
    b"?=",
    b"=E9=",
    b"<p>",
    "é".encode(),
    b"\xff",
    *(line.encode() for line in REPORT),
]


@SOME
@given(pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=40))
def test_any_bytes_are_a_mail_or_none(pieces: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        holds(written(Path(name), "a.eml", b"".join(pieces)))
        (Path(name) / "a.eml").write_bytes(b"From: a@b.example\n" + b"".join(pieces))
        holds(Path(name))


SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            ['{"text": ', "{", "}", "[", "]", '"', ",", ":", "\\", "\n", "NaN", "1e9", "text", "a.b", "null"]
        ),
        st.sampled_from([json.dumps(line) for line in REPORT]),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)


@SOME
@given(soup=SOUP, items=st.sampled_from(["", "a.b", "text"]))
def test_any_text_is_json_or_none(soup: str, items: str) -> None:
    data = soup.encode("utf-8", "replace")
    with tempfile.TemporaryDirectory() as name:
        written(Path(name), "a.json", data)
        written(Path(name), "b.jsonl", data)
        holds(Path(name), RecordFields(match=("*",), items=items))


@SOME
@given(values=st.lists(VALUES.filter(lambda value: value == value), max_size=5))  # noqa: PLR0124 - NaN is not itself
def test_a_list_is_cut_into_just_its_members(values: list[object]) -> None:
    for indent in (None, 2):
        text = json.dumps({"x": 1, "a": {"b]": "[", "b": values}}, indent=indent)
        cuts = [json.loads(one.text) for one in cut_file(text.encode(), "a.b")]
        assert json.dumps(cuts) == json.dumps(values)


def test_a_thousand_records_are_cut_and_checked_in_moments(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"{PLAIN} Number {number}."}) + "\n" for number in range(1000)).encode()
    assert len(list(cut_lines(lines))) == 1000
    assert value_at(record_in('{"a": [{"b": "c"}]}'), "a.0.b") == "c"
    with pytest.raises(SourceError, match="two fields"):
        record_in('{"a": {"b": 1, "b": 2}}')
