"""Addresses inside the site, and links that lead to the very words."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.publish.addresses import fragment_link, inside, outlet_slugs, web

TEXT = (
    "The council met at noon. It voted for the bridge by ten to four, with one abstention, after a long debate.\n\n"
    "The council met at noon. The mayor left before the vote, as she had announced on the day before, by train."
)


def passage(text: str, link: str) -> str:
    """What a browser marks for a text fragment: the first place where prefix, start and end stand in this order."""
    directive = link.split(":~:text=")[1]
    parts = [part for part in directive.split(",") if part]
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    flat = " ".join(text.split())
    first, last = unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else ""
    at = flat.index(f"{prefix} {first}".strip()) + (len(prefix) + 1 if prefix else 0)
    end = flat.index(last, at + len(first)) + len(last) if last else at + len(first)
    return flat[at:end]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "/etc/passwd",
        "//host/x",
        "ftp://h/x",
        "https://u:p@h/",
        "https://",
        "x",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert web(url) == ""


def test_an_address_cannot_leave_its_attribute() -> None:
    address = web("https://host.example/a\"b'c<d>(e)[f]`g*h")
    assert not set(address) & set("\"'<>()[]`*")
    assert web("https://host.example/?a=1&b=2") == "https://host.example/?a=1&amp;b=2"
    assert web("https://host.example/%C3%A9?q=100%25") == "https://host.example/%C3%A9?q=100%25"


@pytest.mark.parametrize(
    "sentence",
    [
        "It voted for the bridge by ten to four, with one abstention, after a long debate.",
        "The mayor left before the vote, as she had announced on the day before, by train.",
        "The council met at noon.",
    ],
)
def test_a_text_fragment_leads_to_the_very_words(sentence: str) -> None:
    start = TEXT.index(sentence)
    link = fragment_link("https://host.example/a", TEXT, start, start + len(sentence))
    assert passage(TEXT, link) == sentence


def test_words_that_stand_twice_get_the_words_before_them() -> None:
    text = "It rained. He said no. It snowed. He said no."
    start = text.rindex("He said no.")
    link = fragment_link("https://host.example/a#part", text, start, start + 11)
    assert link == "https://host.example/a#part:~:text=no.%20It%20snowed.-,He%20said%20no."


def test_dashes_and_commas_of_the_text_are_not_syntax() -> None:
    text = "Two-thirds, no less, agreed."
    link = fragment_link("https://host.example/", text, 0, len(text))
    assert link.endswith(":~:text=Two%2Dthirds%2C%20no%20less%2C%20agreed.")


@given(words=st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=20, max_size=40), at=st.data())
def test_every_passage_is_found_again(words: list[str], at: st.DataObject) -> None:
    numbered = [f"{word}{index}" for index, word in enumerate(words)]
    text = " ".join(numbered)
    first = at.draw(st.integers(0, 8))
    last = at.draw(st.integers(first + 1, len(words)))
    chosen = " ".join(numbered[first:last])
    start = text.index(chosen)
    assert passage(text, fragment_link("https://h.example/", text, start, start + len(chosen))) == chosen


@pytest.mark.parametrize("path", ["../x/", "stories/../../x/", "/etc/", "a b/", "stories/A/", "stories/x"])
def test_no_address_leaves_the_site(path: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        inside(path)


def test_outlets_with_one_slug_get_addresses_of_their_own() -> None:
    twins = ["The Star", "The Star!", "THE STAR", "Caf\u00e9", "Cafe\u0301", "..", "../x", "🦊", "L" * 300, "L" * 301]
    slugs = outlet_slugs([*twins, "index", "404", "assets", "CON", "lpt1", "星", "日報", "\u202e", "\ud800"])
    assert len(set(slugs.values())) == len(slugs)
    assert not set(slugs.values()) & {"", "index", "404", "assets", "con", "lpt1"}
    assert slugs["index"] != "index"
    assert all(inside(f"outlets/{slug}/") and len(slug) <= 70 for slug in slugs.values())
    assert outlet_slugs(["The Star"]) == {"The Star": "the-star"}
