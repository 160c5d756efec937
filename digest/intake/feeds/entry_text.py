"""An entry's title and body from markup to plain words, without what feeds add to them."""

import html
import re

from digest.intake.decoding import printable
from digest.intake.features import STOP
from digest.intake.html_lines import read_html
from digest.intake.lines import Line, fold

MAX_TITLE = 300  # characters
MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
REFERENCE = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
# What stands in a title as markup; another word in angle brackets is a word.
TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strong|sub|sup|tt|u|wbr)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"<(script|style|iframe|object|applet)\b[^<>]{0,2000}>.*?</\1\s{0,9}>", re.IGNORECASE | re.DOTALL)
BLOCK = re.compile(
    r"<(?:article|blockquote|br|div|dl|figure|h[1-6]|hr|li|ol|p|pre|section|table|td|tr|ul)\b", re.IGNORECASE
)
ESCAPED_BLOCK = re.compile(r"&lt;(?:p|div|br|ul|ol|table|blockquote|h[1-6])\b[^&<>]{0,500}/?&gt;", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n\s*\n")

# Lines that a feed's software adds, not the outlet's desk.
SIGNATURE = re.compile(r"the post .{1,400} (?:first )?appeared (?:first )?on .{1,200}", re.IGNORECASE)
FURNITURE = re.compile(
    r"""\W*(?:continue\ reading|keep\ reading|read\ (?:more|on|the\ (?:full|rest|whole|entire|original)\b)
        |(?:click|tap)\ here\ to\ (?:read|continue|view|see)|view\ (?:original|full|the\ full)|see\ full
        |full\ (?:story|article|text)\b).{0,200}
    |\W*(?:more|comments?|\d+\ comments?|leave\ a\ comment|no\ comments(?:\ yet)?|permalink|advertisement)\W*
    |(?:share|tweet|like|pin|print|email|e-mail|save)(?:\ (?:this|on|via|to|with)\b.{0,60})?\W*
    |(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|e-?mail|print|tweet|share|like|\W)+
    |(?:filed\ under|posted\ in|tagged(?:\ with)?|tags)\s?:[^.!?]{0,300}
    |submitted\ by\ /?u/\S+.{0,60}""",
    re.IGNORECASE | re.VERBOSE,
)
FURNITURE_WORDS = 12  # what is longer, and not a link, may be a sentence
# The same at the end of a paragraph, after its last sentence.
TAIL = re.compile(
    r"(?<=[.!?…\]”\"’)])\s+(?:continue reading|keep reading|read more|read the (?:full|rest|whole|original))"
    r"[^.!?]{0,200}[.…»→›\])\s]*$",
    re.IGNORECASE,
)
LINKED, MOSTLY_LINKED = 0.8, 0.5  # shares of a line that stand inside links
SENTENCE_WORDS = 8


def title_of(value: str) -> str:
    """A title as one line of plain text: tags, references and double escaping undone."""
    text = value[: MAX_TITLE * 20]
    for _ in range(3):  # as escaped by the outlet, by its software, and by the feed's format
        bare = REFERENCE.sub(
            _character, TITLE_TAG.sub(_gap, HIDDEN.sub("", text)).replace("<![CDATA[", "").replace("]]>", "")
        )
        if bare == text or not MARKUP.search(bare):
            text = bare
            break
        text = bare
    return shortened(fold(printable(text)), MAX_TITLE)


def _gap(tag: re.Match[str]) -> str:
    return " " if BLOCK.match(tag[0]) else ""


def _character(reference: re.Match[str]) -> str:
    return html.unescape(reference[0])


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words, with an ellipsis where something is cut."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip() + "…"


def paragraphs_of(value: str, *, markup: bool) -> tuple[str, ...]:
    """A body as paragraphs of plain text. `markup`: it may hold HTML, as most feeds' bodies do."""
    lines = _marked_up(value) if markup and MARKUP.search(value) else _plain(value)
    kept = [line for line in lines if not _is_furniture(line)]
    told = [line for line in kept if not _is_link(line)]
    if not told and len(kept) == 1 and _is_sentence(kept[0].text):
        told = kept  # the whole summary links to the article
    texts = (TAIL.sub("", fold(printable(line.text))) for line in told)
    return tuple(text for text in texts if text)


def _plain(value: str) -> list[Line]:
    told = REFERENCE.sub(_character, value)  # as feeds have them in plain text too, though they should not
    return [Line(text=text, spans=()) for part in BLANK_LINE.split(told) if (text := fold(part))]


def _marked_up(value: str) -> list[Line]:
    if "<" not in value and ESCAPED_BLOCK.search(value):
        value = html.unescape(value)
    parts = [value] if BLOCK.search(value) else BLANK_LINE.split(value)
    return [line for part in parts for line in read_html(part).lines if line.tag != "figcaption"]


def _is_furniture(line: Line) -> bool:
    if SIGNATURE.fullmatch(line.text):
        return True
    short = line.links >= MOSTLY_LINKED or len(line.text.split()) <= FURNITURE_WORDS
    return short and bool(FURNITURE.fullmatch(line.text))


def _is_link(line: Line) -> bool:
    """Whether next to nothing stands outside its links, as in lists of headlines."""
    return line.links >= LINKED or (line.links >= MOSTLY_LINKED and not STOP.search(line.text))


def _is_sentence(text: str) -> bool:
    return bool(STOP.search(text)) and len(text.split()) >= SENTENCE_WORDS
