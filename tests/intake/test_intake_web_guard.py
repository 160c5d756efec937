"""The guard: nothing makes us connect to a private address, whatever name, form or redirect it hides behind."""

import socket
import threading
from collections.abc import Sequence
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake.polite import manners
from intake.server import page, redirect, serve
from machine import LONG

from digest.errors import SourceError
from digest.intake.feeds.addresses import address_of
from digest.intake.feeds.failure import FetchError
from digest.intake.feeds.guard import Guard, is_public
from digest.intake.feeds.web import Web

FEED = b"<rss/>"
PUBLIC = "93.184.216.34"
LOCAL = ip_address("127.0.0.1")


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """All that a socket of this process tries to connect to."""
    tried: list[object] = []
    connect = socket.socket.connect

    def noted(self: socket.socket, address: object) -> None:
        tried.append(address)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", noted)
    return tried


def refusal(url: str, *, found: Sequence[str] | None = None) -> str:
    """Why an address is refused by a guard with default values, whose name service finds these addresses."""
    guard = Guard() if found is None else Guard(look_up=lambda _host, _port: found)
    with Web(manners(allow_private=False), guard=guard) as web, pytest.raises(SourceError) as caught:
        web.get(url)
    return str(caught.value)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104  # means this very machine
        "[::]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "localhost",
        "LOCALHOST.",
        "１２７.0.0.1",
        "10.0.0.7",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "[64:ff9b::10.0.0.1]",
        "[2002:a00:1::1]",
        "[2001:0:53aa:64c:0:0:f5ff:fffe]",
        "[::10.0.0.1]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "[3fff::1]",
    ],
)
def test_a_private_address_is_refused_in_every_spelling(host: str, connected: list[object]) -> None:
    assert "set fetch.allow_private if this is your intranet" in refusal(f"http://{host}/feed.xml")
    assert not connected


def test_the_refusal_names_the_address(connected: list[object]) -> None:
    why = refusal("https://news.example.org/", found=["10.0.0.7"])
    assert why == "leads to a private address (10.0.0.7); set fetch.allow_private if this is your intranet"


@pytest.mark.parametrize("found", [[PUBLIC, "10.0.0.7"], ["10.0.0.7", PUBLIC], ["2606:4700::1", "::1"]])
def test_one_private_address_spoils_a_name(found: list[str], connected: list[object]) -> None:
    assert "leads to a private address" in refusal("http://news.example.org/", found=found)
    assert not connected


@pytest.mark.parametrize("port", [22, 6379, 8080, 0])
def test_other_ports_are_refused(port: int, connected: list[object]) -> None:
    assert f"leads to port {port}" in refusal(f"http://news.example.org:{port}/", found=[PUBLIC])
    assert not connected


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "is not an address by http or https"),
        ("feed://news.example.org/", "is not an address by http or https"),
        ("/etc/passwd", "is not an address by http or https"),
        ("http://", "is not a web address"),
        ("http://[::1", "is not a web address"),
        ("http://news.example.org:port/", "is not a web address"),
        ("http://news.example.org:99999/", "is not a web address"),
        ("http://news example.org/", "is not a web address"),
        ("http://news.example.org\\@10.0.0.1/", "has a user name"),
        ("http://a:b@news.example.org/", "has a user name"),
        ("http://" + "a" * 300 + ".org/", "is not a web address"),
    ],
)
def test_what_is_no_public_web_address_is_not_asked_for(url: str, why: str, connected: list[object]) -> None:
    assert why in refusal(url, found=[PUBLIC])
    assert not connected


def test_a_name_that_nobody_knows_is_said_to_be_unknown() -> None:
    def look_up(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    why = "its host name is not known; mend the address"
    with Web(manners(), guard=Guard(look_up=look_up)) as web, pytest.raises(SourceError, match=why):
        web.get("http://news.example.org/")


def test_a_name_service_that_fails_or_hangs_ends_in_time() -> None:
    def failing(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    def hanging(_host: str, _port: int) -> Sequence[str]:
        asked.wait(LONG)
        return [PUBLIC]

    asked = threading.Event()
    for look_up, timeout, why in (
        (failing, 20, "cannot be looked up at present"),
        (hanging, 0.3, "does not answer within 0.3 seconds"),
    ):
        with Web(manners(timeout=timeout), guard=Guard(look_up=look_up)) as web, pytest.raises(SourceError, match=why):
            web.get("http://news.example.org/")
    asked.set()


def test_a_redirect_to_a_private_address_is_refused_before_any_connection() -> None:
    """A site that may be asked, by an exception for 127.0.0.1 alone, redirects to one that may not."""
    with serve({}) as inner, serve({}) as site:
        names = {"news.example.org": "127.0.0.1", "inside.example.org": "127.0.0.2"}
        guard = Guard(
            ports=frozenset({site.port, inner.port}),
            look_up=lambda host, _port: [names.get(host, host)],
            is_public=lambda address: address == LOCAL,
        )
        with Web(manners(allow_private=False), guard=guard) as web:
            for target in ("inside.example.org", "127.0.0.2", "10.0.0.7", "[::1]"):
                site["/"] = redirect(f"http://{target}:{inner.port}/")
                with pytest.raises(SourceError, match="leads to a private address"):
                    web.get(site.url("/", host="news.example.org"))
        assert len(site.requests) == 4
        assert not inner.connections


def test_the_connection_goes_to_the_address_that_was_checked(connected: list[object]) -> None:
    """A name that changes its address after the check, as in DNS rebinding."""
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    with serve({"/": page(FEED)}) as site:
        guard = Guard(
            ports=frozenset({site.port}),
            look_up=lambda _host, _port: answers.pop(0),
            is_public=lambda address: address == LOCAL,
        )
        with Web(manners(allow_private=False), guard=guard) as web:
            assert web.get(site.url("/", host="news.example.org")).body == FEED
        assert connected == [("127.0.0.1", site.port)]
        assert answers == [["127.0.0.2"]]
        assert site.requests[0].headers["host"] == f"news.example.org:{site.port}"


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    with serve({"/": page(FEED)}) as site:
        guard = Guard(allow_private=True, look_up=lambda _host, _port: ["::1", "127.0.0.1"])
        with Web(manners(), guard=guard) as web:
            assert web.get(site.url("/", host="news.example.org")).body == FEED


def test_allow_private_opens_the_intranet() -> None:
    with serve({"/": page(FEED)}) as site, Web(manners(allow_private=True)) as web:
        assert web.get(site.url("/", host="localhost")).body == FEED


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses())
def test_an_address_inside_another_is_judged_like_itself(address: object) -> None:
    inner = ip_address(str(address))
    if inner.version == 4:
        for outer in (f"::ffff:{inner}", f"64:ff9b::{inner}"):
            assert is_public(ip_address(outer)) == is_public(inner)
    if inner.is_private or inner.is_multicast or inner.is_loopback or inner.is_link_local:
        assert not is_public(inner)


@given(st.text(max_size=40) | st.from_regex(r"https?://[^/]{1,20}(:[0-9]{1,6})?/.{0,20}"))
def test_any_text_is_an_ascii_address_or_is_refused(text: str) -> None:
    try:
        address = address_of(text)
    except FetchError:
        return
    assert address.url.isascii()
    assert not set(address.url) & set(' \t\r\n\0"<>\\')
    assert address_of(address.url) == address
