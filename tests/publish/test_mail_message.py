"""The mail as a message: headers, parts and bytes, whatever an article holds."""

import re
from dataclasses import replace
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish import sample
from publish.mails import hostile, mail, part, read, usual, words
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser

from digest.publish.mail import edition_mail, mailbox
from digest.publish.mail.headers import POLICY
from digest.publish.mail.message import encoded_size
from digest.publish.safe import plain

ELEMENTS = {
    *("html", "head", "meta", "title", "body", "div", "table", "tbody", "tr", "td"),
    *("h1", "h2", "p", "a", "b", "i", "br", "span", "bdi", "blockquote"),
}
ATTRIBUTES = {
    *("lang", "charset", "name", "content", "style", "role", "width", "align", "cellpadding", "cellspacing", "border"),
    *("href", "dir"),
}
HOSTILE = (
    '<img src=x onerror=alert(1)>"><script>alert(1)</script>',
    "=?utf-8?q?=0D=0ABcc:_all@press.example?= and on",
    "Line\r\nBcc: all@press.example\r\n\r\n<b>body</b>",
    "\u202egnp.exe\u202c \u2066hidden\u2069 {{ 7 * 7 }} {% include '/etc/passwd' %}",
    "&lt;b&gt; &amp;#60; %(name)s </bdi></a> [1] https://evil.example/",
    "javascript:alert(1) style=\"position:fixed\" '-alert(1)-'",
    "-- \n--=_boundary\nContent-Type: text/html",
)


def test_a_mail_has_a_text_and_an_html_part_without_defects() -> None:
    message = read(usual().data)
    assert [one.get_content_type() for one in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert [one.get_content_charset() for one in message.iter_parts()] == ["utf-8", "utf-8"]
    assert not any(one.defects for one in message.walk())
    assert not any(header.defects for header in message.values())


def test_its_lines_end_as_mail_lines_do_and_none_is_too_long() -> None:
    lines = usual().data.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 78


def test_the_same_edition_gives_the_same_bytes_and_another_one_another_boundary() -> None:
    one = edition_mail(sample.edition(), sample.OPTIONS, templates=TEMPLATES).data
    assert one == edition_mail(sample.edition(), sample.OPTIONS, templates=TEMPLATES).data
    other = edition_mail(sample.empty(), sample.OPTIONS, templates=TEMPLATES).data
    assert read(one).get_boundary() != read(other).get_boundary()


def test_the_headers_are_those_of_the_edition() -> None:
    message = read(usual().data)
    assert message["Subject"] == "The Harbour Digest, 5 March 2031: Council says yes to night ferry"
    assert re.fullmatch(r"<edition-2-[0-9a-f]{8}\.2031@harbour\.example>", message["Message-ID"])
    assert message["Date"] == "Wed, 05 Mar 2031 00:00:00 +0800"
    assert message["Content-Language"] == "en"
    assert message["X-Unsent"] == "1"
    assert "From" not in message
    assert "To" not in message


def test_a_mail_is_dated_by_the_newest_article_whose_time_is_known() -> None:
    edition = sample.edition([sample.ferry()])
    made = replace(edition, date=sample.date(2031, 3, 4))
    assert read(mail(made).data)["Date"] == "Tue, 04 Mar 2031 19:40:00 +0800"
    assert "Date" not in read(mail(sample.empty()).data)


def test_a_mail_with_addresses_is_no_draft() -> None:
    message = read(
        edition_mail(
            sample.edition(),
            sample.OPTIONS,
            templates=TEMPLATES,
            sender=mailbox("Pressestelle Süd <desk@press.example>"),
            recipients=[mailbox("one@press.example"), mailbox('"Two, B." <two@press.example>')],
        ).data
    )
    assert message["From"].addresses[0].display_name == "Pressestelle Süd"
    assert [one.addr_spec for one in message["To"].addresses] == ["one@press.example", "two@press.example"]
    assert "X-Unsent" not in message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("desk", "is no mail address"),
        ("desk@", "is no mail address"),
        ("a@b.example, c@b.example", "is not one address"),
        ("desk@b.example\r\nBcc: all@b.example", "control character"),
        ("desk@müller.example", "xn--"),
        ("désk@b.example", "that servers take"),
        ("de sk@b.example", "no mail address"),
        ("=?utf-8?q?=0ABcc:?= <desk@b.example>", "encoded word"),
        ("", "is no"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_with_the_reason(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        mailbox(text)


def test_the_html_loads_nothing_and_leads_only_to_full_addresses() -> None:
    _refuse_foreign(usual().html)
    assert "@import" not in usual().html
    assert "url(" not in usual().html


def _refuse_foreign(page: str) -> None:
    for node in LexborHTMLParser(page).css("*"):
        assert node.tag in ELEMENTS, node.tag
        for name, value in node.attributes.items():
            assert name in ATTRIBUTES, (node.tag, name)
            assert name != "href" or (value or "").startswith(("https://", "http://")), value


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_its_own_letters_in_both_parts_and_adds_nothing(text: str) -> None:
    made = hostile(text)
    known, page = LexborHTMLParser(usual().html), LexborHTMLParser(made.html)
    _refuse_foreign(made.html)
    assert {node.tag for node in page.css("*")} <= {node.tag for node in known.css("*")}
    shown = plain(text)
    for node in page.css("h2 > a, p > span[lang]"):
        assert " ".join(node.text().split()) == shown
    assert words(made.html).count(shown) > 10
    assert " ".join(made.text.split()).count(shown) > 10
    assert part(made.data, "plain").strip() == made.text.strip()
    assert part(made.data, "html").strip() == made.html.strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_line_of_the_text_begins_with_an_article_s_words(text: str) -> None:
    ours = {word for line in usual().text.splitlines() for word in line.split()[:1]}
    theirs = set(plain(text).split()) - ours
    lines = hostile(text).text.splitlines()
    first = {line.split()[0] for line in lines if line.strip() and not line.startswith(" ")}
    assert not first & theirs


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_is_a_subject_and_no_header(text: str) -> None:
    message = read(hostile(text).data)
    assert message["Subject"] == f"The Harbour Digest, 5 March 2031: {plain(text)}"
    assert message.keys() == read(usual().data).keys()
    assert not any(one.defects for one in message.walk())


@settings(max_examples=50)
@given(st.text(max_size=200).map(plain))
def test_any_subject_is_read_as_it_was_written(text: str) -> None:
    message = EmailMessage(policy=POLICY)
    message["Subject"] = f"Digest: {text}."
    message.set_content("")
    data = message.as_bytes()
    assert read(data)["Subject"] == f"Digest: {text}."
    assert b"\r\n\r\n" in data
    assert all(len(line) <= 78 or b" " not in line[1:] for line in data.split(b"\r\n"))


def test_scripts_other_than_latin_are_carried_in_the_shorter_way() -> None:
    page = f"<p>{'港口委员会批准夜间渡轮。' * 500}</p>"
    assert encoded_size(page) < 1.4 * len(page.encode())


def test_a_mail_with_other_words_has_another_message_id_lest_a_mailbox_folds_it_away() -> None:
    corrected = edition_mail(sample.edition([sample.ferry()]), sample.OPTIONS, templates=TEMPLATES)
    again = edition_mail(sample.edition(), sample.OPTIONS, templates=TEMPLATES)
    assert read(corrected.data)["Message-ID"] != read(usual().data)["Message-ID"]
    assert read(again.data)["Message-ID"] == read(usual().data)["Message-ID"]


def test_the_message_id_survives_an_authority_that_is_no_host() -> None:
    odd = replace(sample.OPTIONS, guid_authority="a b>\r\nBcc: x@y.example")
    assert read(edition_mail(sample.edition(), odd, templates=TEMPLATES).data)["Message-ID"].endswith(
        "@digest.invalid>"
    )
