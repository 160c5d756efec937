"""Newsletters and alerts: the part that holds the article, and the headers as facts."""

import textwrap
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from intake.clippings import REPORT, article, raw, receipts, skipped, stored
from intake.mails import PAGE, PLAIN, mail

from digest.errors import ReceiptError
from digest.intake import verify
from digest.nouns import Article, Format, Origin

TEXT = "\n\n".join(REPORT)
STUB = "View this email in your browser: https://letter.example/v\n"


def read(message: EmailMessage | bytes, folder: Path | None = None, **options: object) -> Article:
    """The article of a mail; read back by the gate where a folder is given."""
    data = bytes(message)
    cleaned = article(data, "letters/a.eml", **options)
    if folder:
        assert verify(receipts(cleaned), stored(folder, raw(data, "letters/a.eml"))) >= 1
    return cleaned


def test_headers_are_facts_with_their_origin(tmp_path: Path) -> None:
    found = read(mail(PLAIN, Subject="Fwd: RE: Night ferry – returns"), tmp_path)
    assert found.title is not None
    assert (found.title.value, found.title.origin) == ("Night ferry – returns", Origin.MAIL)
    assert found.outlet is not None
    assert (found.outlet.value, found.outlet.origin) == ("Harbour Letter", Origin.MAIL)
    assert found.published is not None
    assert found.published.at.isoformat() == "2025-02-27T00:15:00+00:00"
    assert (found.published.offset_minutes, found.published.origin) == (480, Origin.MAIL)
    assert found.url is None
    assert found.source.field == "1"


def test_a_sender_without_a_name_goes_by_the_host(tmp_path: Path) -> None:
    found = read(mail(PLAIN, From="news@letter.example"), tmp_path)
    assert found.outlet is not None
    assert found.outlet.value == "letter.example"


def test_the_configuration_names_the_outlet_of_a_senders_host() -> None:
    found = read(mail(PLAIN), outlets=(("letter.example", "The Harbour Letter"),))
    assert found.outlet is not None
    assert (found.outlet.value, found.outlet.origin) == ("The Harbour Letter", Origin.CONFIG)


def test_the_id_comes_from_the_message_not_from_the_file() -> None:
    data = bytes(mail(PLAIN))
    assert article(data, "a.eml").id == article(data + b"\n", "b/c.eml").id
    assert article(data, "a.eml").id != article(bytes(mail(PLAIN, Message_ID="<2@letter.example>")), "a.eml").id


@pytest.mark.parametrize(
    ("plain", "page", "field", "form"),
    [
        (PLAIN, "", "1", Format.TEXT),
        ("", PAGE, "1", Format.HTML),
        (STUB, PAGE, "2", Format.HTML),
        (PLAIN, PAGE, "2", Format.HTML),
        (PLAIN, "<p>Your mail program cannot show this page. Please read the text.</p>", "1", Format.TEXT),
    ],
)
def test_the_part_with_most_of_an_article_is_read(
    tmp_path: Path, plain: str, page: str, field: str, form: Format
) -> None:
    found = read(mail(plain, page), tmp_path)
    assert found.text == TEXT
    assert (found.source.field, found.source.format) == (field, form)


def test_parts_inside_parts_are_numbered_as_imap_does(tmp_path: Path) -> None:
    outer = mail(STUB, PAGE)
    outer.make_mixed()
    outer.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    outer.add_attachment(PLAIN * 3, filename="long.txt")
    assert read(outer, tmp_path).source.field == "1.2"


def test_a_mail_that_only_carries_another_is_that_one(tmp_path: Path) -> None:
    inner = mail(STUB, PAGE, Subject="The inner one")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "a@desk.example", "Fwd"
    outer.add_attachment(inner)
    found = read(outer, tmp_path)
    assert found.title is not None
    assert (found.title.value, found.source.field, found.text) == ("The inner one", "1.2", TEXT)


@pytest.mark.parametrize("width", [60, 72, 78])
def test_lines_that_the_mail_program_broke_are_put_together(tmp_path: Path, width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(line, width) for line in REPORT)
    assert read(mail(wrapped), tmp_path).text == TEXT


def test_short_lines_that_nobody_broke_stay_apart(tmp_path: Path) -> None:
    lines = "Adults pay four crowns on Monday.\nChildren travel free until May.\nDogs pay one crown for the day."
    text = PLAIN.replace("The old ferry", f"{lines}\n\nThe old ferry")
    assert read(mail(text), tmp_path).text == TEXT.replace("The old ferry", f"{lines}\n\nThe old ferry").replace(
        ".\n", ".\n\n"
    ).replace("\n\n\n", "\n\n")


def test_flowed_lines_are_put_together_and_others_are_not(tmp_path: Path) -> None:
    message = mail("x")
    message.set_content("\n".join(line.replace(", ", ", \n") for line in REPORT) + "\n", cte="8bit")
    message.set_param("format", "flowed")
    assert read(message, tmp_path).text == TEXT


def test_a_signature_and_what_lists_add_are_taken_off(tmp_path: Path) -> None:
    text = f"""{STUB}
{PLAIN}
https://letter.example/a/1

Sent from my telephone

-- \nHarbour Letter, 1 Quay Street, Port Mellow. We write to you every morning of the week at eight.
Unsubscribe: https://letter.example/u
"""
    assert read(mail(text), tmp_path).text == TEXT


def test_a_divider_is_no_signature(tmp_path: Path) -> None:
    text = "\n\n-- \n\n".join(REPORT)
    assert all(line in read(mail(text), tmp_path).text for line in REPORT)


@pytest.mark.parametrize("cte", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
def test_transfer_encodings_and_charsets_are_undone(tmp_path: Path, cte: str, charset: str) -> None:
    message = mail("x")
    words = TEXT if charset != "iso-8859-1" else TEXT.replace("“", '"').replace("”", '"')
    message.set_content(words, charset=charset, cte=cte)
    assert read(message, tmp_path).text == words


def test_a_wrong_charset_is_overruled_by_bytes_that_are_utf8(tmp_path: Path) -> None:
    data = bytes(mail(PLAIN)).replace(b'charset="utf-8"', b'charset="us-ascii"')
    assert b"us-ascii" in data
    assert read(data, tmp_path).text == TEXT


def test_encoded_and_raw_words_in_headers_are_read() -> None:
    head = "From: =?utf-8?q?Caf=C3=A9?= <a@b.example>\r\nSubject: =?utf-8?b?TsOp?= =?x-none?q?w?= naïve\r\n\r\n"
    found = read(head.encode() + PLAIN.encode())
    assert (found.title.value, found.outlet.value) == ("Néw naïve", "Café")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "date", ["", "soon", "Thu, 99 Feb 2025 08:15 +0800", "Tue, 1 Jan 1980 00:00 +1400", "9" * 5000]
)
def test_a_date_that_is_none_is_none(date: str) -> None:
    data = bytes(mail(PLAIN, Date=""))
    assert read(f"Date: {date}\n".encode() + data).published is None


def test_a_date_without_a_zone_is_that_of_the_clock_of_the_world() -> None:
    published = read(mail(PLAIN, Date="Thu, 27 Feb 2025 08:15:00 -0000")).published
    assert published is not None
    assert (published.at.hour, published.offset_minutes) == (8, None)


NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number) for number in range(3000)
)
HOSTILE = {
    "nothing of a mail": b"The ferry sails on Monday, said the harbour master of the town.",
    "nested without end": b"From: a@b.example\n" + NESTED,
    "mails in mails without end": b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 5000,
    "no text": b"From: a@b.example\nContent-Type: image/png\n\nabc",
    "an encoding refused": b"From: a@b.example\nContent-Type: text/plain; charset=iso-2022-kr\n\nThe ferry sails.",
    "zero bytes": b"From: a@b.example\nContent-Type: text/plain\n\n" + b"\0" * 500,
    "headers without end": b"From: a@b.example\n" + b"X: y\n" * 200_000 + b"\n\nThe ferry sails on Monday, he said.",
    "empty parts": b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_mail_with_an_article_is_refused_in_words(name: str) -> None:
    assert skipped(HOSTILE[name], "a.eml").reason


LONG = b"x" * 300_000
ODD = {
    "headers of any length": b"Subject: " + LONG + b"\nFrom: " + b"(" * 300_000 + b"\nMessage-ID: <" + LONG + b">\n\n",
    "a content type of any length": b'From: a@b.example\nContent-Type: text/plain; a="' + b";" * 300_000 + b"\n\n",
    "many headers": b"From: a@b.example\n" + b"X: y\n" * 4_000 + b"\n",
    "a boundary that never comes": b"From: a@b.example\nContent-Type: multipart/mixed; boundary=never\n\n",
    "no boundary": b"From: a@b.example\nContent-Type: multipart/mixed\n\n",
    "an unknown transfer encoding": b"From: a@b.example\nContent-Transfer-Encoding: rot13\n\n",
    "an unknown charset": b"From: a@b.example\nContent-Type: text/plain; charset=klingon\n\n",
    "a charset in pieces": b"From: a@b.example\nContent-Type: text/plain; charset*0=utf; charset*1=-8; charset*x=1\n\n",
    "text beside base64": b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n====\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_headers_never_hide_the_article(tmp_path: Path, name: str) -> None:
    began = time.process_time()
    found = read(ODD[name] + PLAIN.encode(), tmp_path) if name != "text beside base64" else None
    skipped(ODD[name], "a.eml")
    assert found is None or found.text == TEXT
    assert time.process_time() - began < 20


def test_the_gate_stops_a_mail_that_changed_or_another_part(tmp_path: Path) -> None:
    data = bytes(mail(PLAIN))
    found = article(data, "a.eml")
    folder = stored(tmp_path, raw(data, "a.eml"))
    (folder / "a.eml").write_bytes(data.replace(b"ferry", b"fairy"))
    with pytest.raises(ReceiptError, match="changed on disk"):
        verify(receipts(found), folder)
