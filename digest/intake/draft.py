"""A source read and cut into lines, each with what it is, before its facts are put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from digest.errors import SourceError
from digest.intake import front_matter
from digest.intake.classify import article_odds, threshold
from digest.intake.cutting import parts
from digest.intake.decoding import decode
from digest.intake.extraction import is_bearable, kept_shares
from digest.intake.headers import is_credit
from digest.intake.html_lines import read_html
from digest.intake.lines import Line, text_lines
from digest.intake.markdown_lines import markdown_lines
from digest.intake.metadata import Metadata, choose_title, read_metadata
from digest.intake.roles import Roles, assign
from digest.nouns import Fact, Format, Origin, Raw

FORMATS = {".txt": Format.TEXT, ".md": Format.MARKDOWN, ".html": Format.HTML, ".htm": Format.HTML}
MAX_NUL = 0.05  # share of zero bytes; a page may hold a stray one
MAX_LINES = 10_000  # each is measured in a hundred ways, and no article has so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a source before its facts are put together."""

    source: str
    form: Format
    encoding: str
    bearable: bool  # other libraries may search it
    stated: dict[str, str]  # front matter
    page: Metadata
    lines: tuple[Line, ...]
    title: Fact | None  # known without looking at the lines
    roles: Roles


def draft_of(raw: Raw) -> Draft:
    """Read a source and say what each of its lines is. Raises SourceError where there is nothing to read."""
    form = FORMATS.get("." + raw.path.rpartition(".")[2].lower(), Format.TEXT)
    source, encoding = decode(raw.data, markup=form is Format.HTML)
    if encoding != "utf-16" and raw.data.count(0) > MAX_NUL * len(raw.data):
        raise SourceError("not text in UTF-8 (it holds zero bytes); save it as UTF-8, or paste the article's text")
    stated, page, bearable = dict[str, str](), Metadata(), True
    if form is Format.HTML:
        page = read_metadata(source)
        read = read_html(source)
        lines, bearable = read.lines, is_bearable(source, read)
        kept = kept_shares(source, lines) if bearable and len(lines) <= MAX_LINES else []
        title = choose_title(page, lines)
    else:
        stated, start = front_matter.split(source) if form is Format.MARKDOWN else ({}, 0)
        lines = markdown_lines(source, start) if form is Format.MARKDOWN else text_lines(source)
        kept, title = [], stated_fact(stated, "title")
    if not lines:
        raise SourceError("holds no text; paste the article into it or remove it")
    if len(lines) > MAX_LINES:
        raise SourceError(f"has more than {MAX_LINES:,} lines of text; keep the article only")
    odds = () if form is Format.MARKDOWN else article_odds(lines, kept)  # an editor's file has no furniture
    roles = assign(lines, odds, threshold(markup=bool(kept)), title=title.value if title else "")
    lines = _without_credits_inside(lines, roles, source, form)
    return Draft(
        source=source,
        form=form,
        encoding=encoding,
        bearable=bearable,
        stated=stated,
        page=page,
        lines=lines,
        title=title,
        roles=roles,
    )


def _without_credits_inside(lines: Sequence[Line], roles: Roles, source: str, form: Format) -> tuple[Line, ...]:
    """A credit in brackets at the end of a paragraph is cut from it."""
    cut = list(lines)
    for index in roles.body:
        found = re.search(r"\s(\([^()]{6,120}\)\.?)$", lines[index].text)
        if found and is_credit(found[1]):
            cut[index] = next(iter(parts(lines[index], [(0, found.start())], source, form)), lines[index])
    return tuple(cut)


def stated_fact(stated: dict[str, str], key: str) -> Fact | None:
    """What front matter says under a key."""
    value = stated.get(key, "")
    return Fact(value=value, origin=Origin.FRONT_MATTER, evidence=value) if value else None
