"""A source cut into lines, each with what it is, before its facts are put together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.errors import SourceError
from digest.intake.classify import article_odds, threshold
from digest.intake.cutting import parts
from digest.intake.extraction import is_bearable, kept_shares
from digest.intake.features import Features, split_words
from digest.intake.headers import is_credit
from digest.intake.html_lines import read_html
from digest.intake.lines import Line, text_lines
from digest.intake.mail_lines import is_beside, mail_lines
from digest.intake.markdown_lines import markdown_lines
from digest.intake.metadata import Metadata, choose_title, read_metadata
from digest.intake.opening import open_source
from digest.intake.particulars import Opened, Particulars
from digest.intake.roles import Roles, assign
from digest.nouns import Fact, Format, Origin, Raw, RecordFields

MAX_LINES = 10_000  # each is measured in a hundred ways, and no article has so many
HTML_WEIGHT = 1.25  # of two parts of a mail with about as many words, the page shows better what each of them is


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a source before its facts are put together."""

    source: str
    form: Format
    encoding: str
    field: str  # which part of the source it is
    bearable: bool  # other libraries may search it
    stated: Particulars
    page: Metadata
    lines: tuple[Line, ...]
    title: Fact | None  # known without looking at the lines
    roles: Roles


def draft_of(raw: Raw, records: Sequence[RecordFields] = ()) -> Draft:
    """Read a source and say what each of its lines is; of a mail's parts, the one that holds most of an article.

    Raises SourceError where there is nothing to read.
    """
    drafts, problem = list[Draft](), SourceError("holds no text; paste the article into it or remove it")
    for opened in open_source(raw, records):
        try:
            drafts.append(_draft(opened))
        except SourceError as error:
            problem = error
    if not drafts:
        raise problem
    return max(drafts, key=_weight)  # the first of equals


def _weight(draft: Draft) -> float:
    words = sum(len(split_words(draft.lines[index].text)) for index in draft.roles.body)
    return words * (HTML_WEIGHT if draft.form is Format.HTML else 1.0)


def _draft(opened: Opened) -> Draft:
    source, form = opened.text, opened.format
    page = read_metadata(source) if form is Format.HTML else Metadata()
    page = replace(page, outlet=opened.stated.outlet or page.outlet)
    lines, bearable = _lines(opened)
    if not lines:
        raise SourceError("holds no text; paste the article into it or remove it")
    if len(lines) > MAX_LINES:
        raise SourceError(f"has more than {MAX_LINES:,} lines of text; keep the article only")
    title = opened.stated.fact("title") or (choose_title(page, lines) if form is Format.HTML else None)
    kept = kept_shares(source, lines) if form is Format.HTML and bearable else []
    roles = _roles(lines, kept, form, title)
    return Draft(
        source=source,
        form=form,
        encoding=opened.encoding,
        field=opened.field,
        bearable=bearable,
        stated=opened.stated,
        page=page,
        lines=_without_credits_inside(lines, roles, source, form),
        title=title,
        roles=roles,
    )


def _lines(opened: Opened) -> tuple[tuple[Line, ...], bool]:
    """The lines, and whether other libraries may search them."""
    source, form, bearable = opened.text, opened.format, True
    mail = opened.stated.origin is Origin.MAIL
    if form is Format.HTML:
        read = read_html(source)
        lines, bearable = read.lines, is_bearable(source, read)
    elif form is Format.MARKDOWN:
        lines = markdown_lines(source, opened.start)
    else:
        lines = mail_lines(source, flowed=opened.flowed) if mail else text_lines(source)
    return tuple(line for line in lines if not is_beside(line)) if mail else lines, bearable


def _roles(lines: Sequence[Line], kept: Sequence[Features], form: Format, title: Fact | None) -> Roles:
    if form is Format.RECORD:  # taken as it is
        body = tuple(range(len(lines)))
        return Roles(title=None, standfirst=None, body=body, labels=(), credits=(), originals=(), start=0)
    odds = () if form is Format.MARKDOWN else article_odds(lines, kept)  # an editor's file has no furniture
    return assign(lines, odds, threshold(markup=bool(kept)), title=title.value if title else "")


def _without_credits_inside(lines: Sequence[Line], roles: Roles, source: str, form: Format) -> tuple[Line, ...]:
    """A credit in brackets at the end of a paragraph is cut from it."""
    if form is Format.RECORD:
        return tuple(lines)
    cut = list(lines)
    for index in roles.body:
        found = re.search(r"\s(\([^()]{6,120}\)\.?)$", lines[index].text)
        if found and is_credit(found[1]):
            cut[index] = next(iter(parts(lines[index], [(0, found.start())], source, form)), lines[index])
    return tuple(cut)
