"""A digest's own logo: a picture of the configuration, checked before it stands on every page."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from digest.errors import ConfigError

_LARGEST = 100_000  # bytes: every first visit pays for it
_PNG = b"\x89PNG\r\n\x1a\n"
_WIDEST = 4096  # pixels
_SVG = "{http://www.w3.org/2000/svg}"
_ACTED_ON = frozenset({"{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}"})  # by browsers
_DRAWN = frozenset(
    """
    svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan
    linearGradient radialGradient stop clipPath mask pattern filter feGaussianBlur feOffset feBlend feColorMatrix
    feFlood feComposite feMerge feMergeNode marker switch
    """.split()  # noqa: SIM905 - a list of quoted names would be longer and no clearer
)
_INSTRUCTIONS = re.compile(r"<!DOCTYPE|<!ENTITY|<\?(?!xml\s)", re.IGNORECASE)  # could load or define more
_ENCODING = re.compile(r"""^\s*<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_LOADING = re.compile(r"""url\((?!["']?#)|(?:image|image-set|cross-fade|src)\(|@import|\\""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture that can stand on every page."""

    path: str  # of the file of the site
    data: bytes = field(repr=False)
    raster: bool  # PNG; other sites show only such a picture with a link

    def __post_init__(self) -> None:
        if len(self.data) > _LARGEST:
            raise ValueError(f"the logo has {len(self.data):,} bytes; at most {_LARGEST:,} are allowed")


def read_logo(root: Path, name: str) -> Logo | None:
    """The logo at a path below the digest's folder `root`; None for "".

    Raises ConfigError for a picture that is not there, lies elsewhere, is too large, is neither PNG nor SVG, or is an
    SVG that could do more than be looked at: a reader may open its address by itself.
    """
    if not name:
        return None
    try:
        path = (root / name).resolve()
        if not path.is_relative_to(root.resolve()):
            raise ValueError("lies outside the digest's folder")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        return _checked(data)
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
    except ValueError as error:
        problem = str(error)
    raise ConfigError("the logo cannot be used", [f"site.logo: {root / name}: {problem}"])


def _checked(data: bytes) -> Logo:
    if len(data) > _LARGEST:
        raise ValueError(f"larger than {_LARGEST // 1000} kB, which every reader would have to load; make it smaller")
    if data.startswith(_PNG):
        _check_png(data)
        return Logo(path="assets/logo.png", data=data, raster=True)
    for problem in _svg_problems(data):
        raise ValueError(problem)
    return Logo(path="assets/logo.svg", data=data, raster=False)


def _check_png(data: bytes) -> None:
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise ValueError("is not a whole PNG picture")
    sides = struct.unpack(">II", data[16:24])
    if not all(0 < side <= _WIDEST for side in sides):
        raise ValueError(f"is {sides[0]} × {sides[1]} pixels; at most {_WIDEST} a side are allowed")


def _svg_problems(data: bytes) -> Iterator[str]:
    """Whatever is not a plain drawing."""
    try:
        text = data.decode("utf-8-sig")
        if _INSTRUCTIONS.search(text) or _ENCODING.match(text):
            yield "has declarations that a drawing does not need; save it as plain SVG, in UTF-8"
            return
        root = ET.fromstring(text.encode())  # noqa: S314 - without declarations there is nothing to expand
    except (ET.ParseError, ValueError):
        yield "is neither a PNG nor an SVG picture"
        return
    if root.tag != f"{_SVG}svg":
        yield "is neither a PNG nor an SVG picture"
    for node in root.iter():
        yield from _node_problems(node)


def _node_problems(node: ET.Element) -> Iterator[str]:
    namespace, _, name = node.tag.rpartition("}")
    if namespace + "}" in _ACTED_ON or (namespace + "}" == _SVG and name not in _DRAWN):
        yield f"has the element <{name}>, which a drawing does not need"
    texts = [node.text or "", *(child.tail or "" for child in node)] if name == "style" else []
    for key, value in node.attrib.items():
        bare = key.rpartition("}")[2].lower()
        if bare.startswith("on"):
            yield f"has the event handler {bare}"
        if bare in {"href", "src"} and not value.startswith("#"):
            yield f"refers to something else than itself: {value[:60]!r}"
        texts.append(value if bare not in {"d", "points"} else "")
    if any(_LOADING.search(text) for text in texts):
        yield "loads something by a style"
