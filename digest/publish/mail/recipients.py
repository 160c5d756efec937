"""Addresses of mail, as they are given on a command line."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import getaddresses

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9-]{1,63})*")
_SHAPES = "write it as desk@press.example or Press Desk <desk@press.example>"
_LONGEST = 64  # of what stands before the @ (RFC 5321)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A mail address, perhaps with the name of whom it reaches."""

    address: str  # ASCII: "desk@press.example"
    name: str = ""

    @property
    def header(self) -> Address:
        """For a header of a message."""
        return Address(display_name=self.name, addr_spec=self.address)


def mailbox(text: str) -> Mailbox:
    """Read "desk@press.example" or "Press Desk <desk@press.example>". Raises ValueError, with what is wrong."""
    if not text.isprintable():
        raise ValueError(f"{text!r} holds a line break or another control character; write the address on one line")
    if "=?" in text:
        raise ValueError(f"“{text}” holds an encoded word; write the name in its own letters")
    found = getaddresses([text])
    if len(found) != 1:
        raise ValueError(f"“{text}” is not one address; repeat the option for each")
    name, address = found[0]
    local, at, domain = address.rpartition("@")
    if not (at and local and domain):
        raise ValueError(
            f"“{text}” is no mail address; write it as desk@press.example or Press Desk <desk@press.example>"
        )
    if not domain.isascii():
        raise ValueError(f"the domain of “{address}” is not ASCII; write it in its ASCII form, which begins with xn--")
    if not (_LOCAL.fullmatch(local) and len(local) <= _LONGEST and _DOMAIN.fullmatch(domain)):
        raise ValueError(f"“{address}” is no mail address that servers take; {_SHAPES}")
    return Mailbox(address=address, name=name)
