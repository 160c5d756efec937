"""A source opened: its text, and what stands beside it (front matter, a record's other fields, a mail's headers)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.nouns import Fact, Format, Moment, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What a source says of itself, and where it says it."""

    origin: Origin = Origin.FRONT_MATTER
    values: Mapping[str, str] = field(default_factory=dict)  # by our names: "title", "outlet", …
    url: Fact | None = None  # the canonical address, where it is known to be one
    published: Moment | None = None  # the date, where it is known to be one
    outlet: Fact | None = None  # the sender's name, or the address's host: weaker than the configuration's
    home: Fact | None = None  # the web address of the sender's host
    id: str = ""  # counts where the article has no address

    def get(self, name: str, default: str = "") -> str:
        """What is stated under one of our names."""
        return self.values.get(name, default)

    def fact(self, name: str) -> Fact | None:
        """The same as a fact; None where nothing is stated."""
        value = self.get(name)
        return Fact(value=value, origin=self.origin, evidence=value) if value else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The decoded text of a source, and what stands beside it."""

    text: str
    format: Format
    encoding: str
    field: str = ""  # which part of the source the text is, as its Source says it
    start: int = 0  # where the body begins, after front matter
    flowed: bool = False  # lines that end with a space go on in the next (RFC 3676)
    stated: Particulars = Particulars()
