"""Encodings: the names that browsers know, and what they guess where nothing is said."""

import codecs

import pytest
from intake.clippings import REPORT, article, skipped

from digest.errors import SourceError
from digest.intake.decoding import decode
from digest.intake.json_records import cut_lines
from digest.intake.labels import CODECS, REPLACEMENT, codec_of

RUSSIAN = (
    "Ночной паром снова выйдет в море в понедельник, сказал начальник порта. «Мы ждали девять зим», — добавила она.\n"
)
GREEK = "Το νυχτερινό πλοίο θα σαλπάρει ξανά τη Δευτέρα, είπε ο λιμενάρχης. Περιμέναμε εννέα χειμώνες, είπε η Άντα.\n"
HEBREW = "מעבורת הלילה תפליג שוב ביום שני, אמר מנהל הנמל. חיכינו תשעה חורפים, אמרה אדה ברוק מבית הקפה שעל הרציף.\n"
ARABIC = "ستبحر عبارة الليل مرة أخرى يوم الاثنين، كما قال مدير الميناء. لقد انتظرنا تسعة شتاءات، قالت آدا بروك.\n"
JAPANESE = (
    "夜のフェリーは月曜日に再び出航すると港長は述べた。私たちは九つの冬を待ちました、と波止場の喫茶店の人は言った。\n"
)
CHINESE = (
    "港务局长说，夜间渡轮将于星期一再次启航。我们已经等了九个冬天，码头咖啡馆的老板说。市议会星期五决定票价为四元。\n"
)
KOREAN = "야간 여객선이 월요일에 다시 출항한다고 항만장이 말했다. 우리는 아홉 번의 겨울을 기다렸다고 주인이 말했다.\n"
POLISH = (
    "Nocny prom znów wypłynie w poniedziałek, powiedział kapitan portu. Czekaliśmy dziewięć zim, dodała właścicielka.\n"
)


def test_every_label_names_a_codec_of_python() -> None:
    for codec in set(CODECS.values()) - {REPLACEMENT}:
        assert codecs.lookup(codec)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF8", "utf-8"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("x-sjis", "cp932"),
        ("koi8-ru", "koi8-u"),
        ("ibm866", "cp866"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("latin1", "cp1252"),
        ("iso-8859-9", "cp1254"),
        ("tis-620", "cp874"),
        ("gb_2312-80", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("x-user-defined", "cp1252"),
        ("utf-16", "utf-8"),
        ("hz-gb-2312", REPLACEMENT),
        ("iso-2022-kr", REPLACEMENT),
        ("utf-7", ""),
        ("rot13", ""),
    ],
)
def test_a_label_means_what_it_means_to_browsers(label: str, codec: str) -> None:
    assert codec_of(f" {label} ") == codec


def test_an_encoding_that_browsers_refuse_is_refused_in_words() -> None:
    page = '<meta charset="hz-gb-2312"><p>' + "</p><p>".join(REPORT)
    assert "browsers refuse" in skipped(page, "a.html").reason
    with pytest.raises(SourceError):
        decode(b"x", markup=False, label="iso-2022-kr")


def test_a_mark_beats_the_label_and_the_label_what_the_page_says() -> None:
    page = '<meta charset="koi8-r">мир'
    assert decode(page.encode("utf-8-sig"), markup=True, label="cp1251")[1] == "utf-8-sig"
    assert decode(page.encode("cp1251"), markup=True, label="windows-1251") == (page, "cp1251")
    assert decode(page.encode("koi8-r"), markup=True, label="klingon") == (page, "koi8-r")


def test_ascii_that_is_utf8_is_read_as_utf8() -> None:
    assert decode("naïve".encode(), markup=False, label="us-ascii") == ("naïve", "utf-8")
    assert decode("naïve".encode("cp1252"), markup=False, label="us-ascii") == ("naïve", "cp1252")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN.replace("«", "").replace("»", "").replace("—", "-"), "koi8-r"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (CHINESE, "gb2312"),
        (KOREAN, "euc-kr"),
    ],
)
def test_a_file_of_another_script_is_guessed_as_browsers_do(text: str, encoding: str) -> None:
    data = (text * 2).encode(encoding)
    assert decode(data, markup=False)[0] == text * 2
    page = f"<html><head><title>x</title></head><body><div class='article-body-text'><p>{text}</p></div></body></html>"
    assert decode(page.encode(encoding), markup=True)[0] == page


@pytest.mark.parametrize("text", ["\n".join(REPORT), "“—” “…” ‘·’ – •", "Él dijo: «¡Ójalá!» — y calló.", "Übergröße"])
def test_western_text_is_never_guessed(text: str) -> None:
    assert decode(text.encode("cp1252"), markup=False) == (text, "cp1252")


def test_an_editor_of_another_latin_code_page_is_not_guessed() -> None:
    """Browsers take these for Western too where the address does not tell."""
    assert decode(POLISH.encode("cp1250"), markup=False)[1] == "cp1252"


def test_utf16_is_known_by_its_mark_alone() -> None:
    text = "\n".join(REPORT)
    assert article(text.encode("utf-16"), "a.txt").text == "\n\n".join(REPORT)
    assert "zero bytes" in skipped(text.encode("utf-16-le"), "a.txt").reason


def test_lines_of_records_in_an_older_encoding_are_read_alike_however_short() -> None:
    written = ['{"title": "Да"}', '{"title": "Паром снова пойдёт в понедельник"}', '{"title": "Нет"}']
    data = "\n".join(written).encode("cp1251")
    assert [one.text for one in cut_lines(data)] == written
    assert [one.text for one in cut_lines(data + '\n{"title": "Café"}'.encode())] == [*written, '{"title": "Café"}']
