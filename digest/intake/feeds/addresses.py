"""Web addresses that may be asked for, taken apart once."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from digest.intake.feeds.failure import FetchError

MAX_LENGTH = 8000  # servers commonly refuse longer ones
PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?")
IN_PATH = "/%:@!$&'()*+,;=~[]|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address by http or https, without user name and fragment."""

    scheme: str
    host: str  # ASCII, lower case; an IPv6 address stands without brackets
    port: int
    target: str  # path and query, percent-encoded

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """What a robots.txt is good for: "https://news.example.org"."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.target


def address_of(url: str) -> Address:
    """Take an address apart. Raises FetchError where it may not be asked for."""
    if len(url) > MAX_LENGTH:
        raise FetchError(f"is longer than {MAX_LENGTH} characters; mend the address")
    try:
        parts = urlsplit(url)
        if parts.scheme not in PORTS:
            raise FetchError("is not an address by http or https; mend it")
        if "@" in parts.netloc:
            raise FetchError("has a user name in its address; take it out")
        host, port = _ascii(parts.hostname or ""), PORTS[parts.scheme] if parts.port is None else parts.port
    except ValueError:
        raise FetchError("is not a web address; mend it") from None
    if not port:
        raise FetchError("leads to port 0; mend the address")
    target = quote(parts.path or "/", safe=IN_PATH) + (f"?{quote(parts.query, safe=IN_PATH + '?')}" * bool(parts.query))
    return Address(scheme=parts.scheme, host=host, port=port, target=target)


def _ascii(host: str) -> str:
    """The host as the name service knows it. Raises ValueError where it is none."""
    if ":" in host:
        return str(IPv6Address(host))
    name = host.rstrip(".") if host.isascii() else host.encode("idna").decode("ascii").rstrip(".")
    if not HOST.fullmatch(name):
        raise ValueError(host)
    return name


def next_address(here: Address, location: str) -> Address:
    """The address that a redirect leads to. Raises FetchError where we do not follow."""
    try:
        there = address_of(urljoin(here.url, location))
    except (FetchError, ValueError) as error:
        why = str(error) if isinstance(error, FetchError) else "is not a web address"
        raise FetchError(f"redirects to {location[:200]!r}, which {why}") from None
    if here.scheme == "https" and there.scheme == "http":
        raise FetchError(f"redirects from https to {there.url[:200]}; use that address if you trust it unencrypted")
    return there
