"""One address for the many spellings of one page."""

import pytest

from digest.intake.urls import canonical, host_of, is_web


@pytest.mark.parametrize(
    "spelling",
    [
        "http://www.example.org/news/port",
        "https://example.org/news/port/",
        "https://m.example.org/news/port?utm_source=x&fbclid=1",
        "https://amp.example.org/news/port#top",
        "https://example.org/amp/news/port",
        "https://example.org/news/port/amp",
        "https://EXAMPLE.org//news/port",
    ],
)
def test_spellings_of_one_page_are_one(spelling: str) -> None:
    assert canonical(spelling) == "https://example.org/news/port"


def test_a_query_that_names_the_page_stays() -> None:
    assert canonical("https://example.org/?p=12&utm_medium=rss") == "https://example.org/?p=12"
    assert canonical("https://example.org/?b=2&a=1") == canonical("https://example.org/?a=1&b=2")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://u:p@example.org/",
        "https://localhost/",
        "//x.org",
        "https://a.org/<b>",
    ],
)
def test_only_plain_web_addresses_are_addresses(url: str) -> None:
    assert not is_web(url)


def test_a_host_is_found_in_an_address_and_alone() -> None:
    assert host_of("https://www.example.org/x") == host_of("www.example.org") == "example.org"
    assert host_of("Our correspondent") == ""
