"""Encrypted connections: who the server says that it is, and time that ends there too."""

import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from intake.polite import manners
from intake.server import drip_body, page, redirect, serve

from digest.errors import SourceError
from digest.intake.feeds.connection import authorities
from digest.intake.feeds.guard import Guard
from digest.intake.feeds.web import Web

FEED = b"<rss/>"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for news.example.org, signed by itself, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=news.example.org "
        "-addext subjectAltName=DNS:news.example.org -keyout key.pem -out certificate.pem"
    )
    try:
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("needs the program openssl, to make a certificate")
    (folder / "both.pem").write_bytes((folder / "key.pem").read_bytes() + (folder / "certificate.pem").read_bytes())
    return folder / "both.pem"


@pytest.fixture
def secure(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A system that trusts this certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    authorities.cache_clear()
    yield
    authorities.cache_clear()


LOOPBACK = Guard(allow_private=True, look_up=lambda _host, _port: ["127.0.0.1"])


def test_a_certificate_is_checked_against_the_host_name(secure: ssl.SSLContext, trusted: None) -> None:
    with serve({"/": page(FEED)}, tls=secure) as site, Web(manners(), guard=LOOPBACK) as web:
        assert web.get(site.url("/", host="news.example.org")).body == FEED
        with pytest.raises(SourceError, match="its certificate is not valid: Hostname mismatch"):
            web.get(site.url("/", host="other.example.org"))
        assert len(site.requests) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: ssl.SSLContext) -> None:
    with serve({"/": page(FEED)}, tls=secure) as site, Web(manners(), guard=LOOPBACK) as web:
        with pytest.raises(SourceError, match=r"its certificate is not valid: self.signed certificate"):
            web.get(site.url("/", host="news.example.org"))
        assert not site.requests


def test_time_ends_for_an_encrypted_drip_too(secure: ssl.SSLContext, trusted: None) -> None:
    why = r"does not answer within 0\.5 seconds"
    with (
        serve({"/": drip_body()}, tls=secure) as site,
        Web(manners(timeout=0.5), guard=LOOPBACK) as web,
        pytest.raises(SourceError, match=why),
    ):
        web.get(site.url("/", host="news.example.org"))


def test_a_redirect_never_leaves_encryption(secure: ssl.SSLContext, trusted: None) -> None:
    with serve({"/": page(FEED)}) as plain, serve({}, tls=secure) as site, Web(manners(), guard=LOOPBACK) as web:
        site["/"] = redirect(plain.url("/", host="news.example.org"))
        with pytest.raises(SourceError, match=r"redirects from https to http://news.*; use that address if you trust"):
            web.get(site.url("/", host="news.example.org"))
        plain["/up"] = redirect(site.url("/f", host="news.example.org"))
        site["/f"] = page(FEED)
        assert web.get(plain.url("/up", host="news.example.org")).body == FEED
        assert not plain.asked("/")


def test_a_server_without_encryption_behind_https_is_named() -> None:
    why = "cannot agree with us on an encrypted connection"
    with serve({}) as site, Web(manners(), guard=LOOPBACK) as web, pytest.raises(SourceError, match=why):
        web.get(site.url("/").replace("http:", "https:"))
