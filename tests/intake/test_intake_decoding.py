"""Bytes as browsers read them."""

import pytest

from digest.intake.decoding import decode, decode_as


@pytest.mark.parametrize(
    ("data", "markup", "text", "encoding"),
    [
        ("naïve".encode(), False, "naïve", "utf-8"),
        ("naïve".encode("utf-8-sig"), False, "naïve", "utf-8-sig"),
        ("naïve".encode("utf-16"), False, "naïve", "utf-16"),
        (b"\x93so\x94", False, "“so”", "cp1252"),
        (b'<meta charset="iso-8859-1">\x93', True, '<meta charset="iso-8859-1">“', "cp1252"),
        ('<meta charset="koi8-r">мир'.encode("koi8-r"), True, '<meta charset="koi8-r">мир', "koi8-r"),
        ('<meta charset="rot13">é'.encode(), True, '<meta charset="rot13">é', "utf-8"),
    ],
)
def test_mark_then_declaration_then_utf8_then_windows(data: bytes, markup: bool, text: str, encoding: str) -> None:  # noqa: FBT001
    assert decode(data, markup=markup) == (text, encoding)


def test_a_declaration_in_plain_text_is_only_words() -> None:
    assert decode('charset="koi8-r" é'.encode(), markup=False)[1] == "utf-8"


def test_control_characters_become_spaces_one_for_one() -> None:
    text = decode_as(b"a\x00b\x1bc\td\n", "utf-8")
    assert text == "a b c\td\n"
