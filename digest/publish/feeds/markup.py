"""Elements of XML, written as ElementTree writes them, which takes ten times as long."""

import re
from collections.abc import Mapping

_INSIDE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
)
_ANY = re.compile('[&<>"\r\n\t]').search  # looked for first: hardly any value has one


def element(name: str, text: str, **given: str) -> str:
    """An element that holds text alone."""
    start = f"{name}{attributes(given)}"
    return f"<{start}>{_escaped(text)}</{name}>" if text else f"<{start} />"


def attributes(given: Mapping[str, str]) -> str:
    """Attributes, each with a space before it."""
    return "".join([f' {name}="{inside(value)}"' for name, value in given.items()])


def inside(value: str) -> str:
    """The value of an attribute."""
    return value.translate(_INSIDE) if _ANY(value) else value


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text
