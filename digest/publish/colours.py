"""One accent colour, made legible on light and on dark paper."""

import colorsys
import re

_NAMED = {  # Material's primary colours
    "red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep purple": "#7e56c2", "indigo": "#4051b5",
    "blue": "#2094f3", "light blue": "#02a6f2", "cyan": "#00bdd6", "teal": "#009485", "green": "#4cae4f",
    "light green": "#8bc34b", "lime": "#cbdc38", "yellow": "#ffec3d", "amber": "#ffc105", "orange": "#ffa724",
    "deep orange": "#ff6e42", "brown": "#795649", "grey": "#757575", "blue grey": "#546d78", "black": "#000000",
}  # fmt: skip
_LEGIBLE = 5.0  # WCAG 2.2 asks 4.5 of small text; the rest is for tinted backgrounds
LIGHT_PAPER = "#fdfcfa"
DARK_PAPER = "#16181d"

LINES = ((7, 15, 18), (7, 19, 8), (7, 23, 8), (17, 19, 8), (17, 23, 8))

Rgb = tuple[float, float, float]


def named(colour: str) -> str:
    """The colour as "#rrggbb". Raises ValueError for a name that Material does not know."""
    value = _NAMED.get(colour.strip().lower().replace("-", " "), colour.strip().lower())
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        message = f"not a colour: {colour!r}; use #rrggbb or one of {', '.join(sorted(_NAMED))}"
        raise ValueError(message)
    return value


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def legible(colour: str, paper: str) -> str:
    """The colour, made darker on light paper or lighter on dark paper until small text in it can be read."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    step = -0.01 if _luminance(_rgb(paper)) > 0.5 else 0.01
    candidate = colour
    while contrast(candidate, paper) < _LEGIBLE and 0 <= lightness + step <= 1:
        lightness += step
        candidate = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return candidate


def style_sheet(accent: str) -> str:
    """The CSS that sets the accent for both schemes."""
    colour = named(accent)
    light, dark = legible(colour, LIGHT_PAPER), legible(colour, DARK_PAPER)
    return (
        f'[data-md-color-scheme="default"] {{ --digest-accent: {light}; --digest-paper: {LIGHT_PAPER}; }}\n'
        f'[data-md-color-scheme="slate"] {{ --digest-accent: {dark}; --digest-paper: {DARK_PAPER}; }}\n'
    )


def favicon(accent: str) -> str:
    """A newspaper's page in the accent colour, as SVG."""
    colour = legible(named(accent), LIGHT_PAPER)
    lines = "".join(f'<rect x="{x}" y="{y}" width="{w}" height="2"/>' for x, y, w in LINES)
    page = f'<rect x="3" y="2" width="26" height="28" rx="3" fill="{colour}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{page}<g fill="{LIGHT_PAPER}">'
        f'<rect x="7" y="6" width="18" height="6"/>{lines}</g></svg>\n'
    )


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in rgb)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
