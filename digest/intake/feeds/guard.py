"""Which servers may be asked: public ones only, so that no feed can make us fetch from inside a network."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from digest.intake.feeds.failure import FetchError

IPAddress = IPv4Address | IPv6Address

NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address stands in the last 32 bits
GLOBAL_UNICAST = ip_network("2000::/3")  # RFC 4291; nothing else of IPv6 is given out
# Special by the registries of IANA, but global for the `ipaddress` of some Python that we support.
SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20")))


def look_up(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system finds them. Raises OSError, or UnicodeError for an impossible name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: IPAddress) -> bool:
    """Whether an address is anyone's to ask. An IPv4 address inside an IPv6 one is judged by itself."""
    inner = _unwrapped(address)
    if any(inner in network for network in SPECIAL) or inner.is_multicast:
        return False
    return inner.is_global and (inner.version == 4 or inner in GLOBAL_UNICAST)


def _unwrapped(address: IPAddress) -> IPAddress:
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Checks where a connection would go, before there is one."""

    allow_private: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    look_up: Callable[[str, int], Sequence[str]] = look_up
    is_public: Callable[[IPAddress], bool] = is_public

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of a host, each checked; connect to these and no others. Raises FetchError."""
        if port not in self.ports and not self.allow_private:
            raise FetchError(f"leads to port {port}; set fetch.allow_private if this is your intranet")
        addresses = tuple(dict.fromkeys(self._found(host, port)))
        for address in addresses:
            if not self.allow_private and not self.is_public(ip_address(address)):
                raise FetchError(
                    f"leads to a private address ({address}); set fetch.allow_private if this is your intranet"
                )
        return addresses

    def _found(self, host: str, port: int) -> Sequence[str]:
        try:
            found = self.look_up(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise FetchError("its host name cannot be looked up at present", passing=True) from None
            found = ()
        except UnicodeError:
            found = ()
        if not found:
            raise FetchError("its host name is not known; mend the address")
        return found
