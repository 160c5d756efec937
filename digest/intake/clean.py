"""One file to one article: furniture off; title, date, outlet, language on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from digest.errors import SourceError
from digest.intake import front_matter
from digest.intake.blocks import lay_out
from digest.intake.classify import article_odds, threshold
from digest.intake.cutting import parts
from digest.intake.dates import dates_in, moment
from digest.intake.decoding import decode
from digest.intake.extraction import is_bearable, kept_shares
from digest.intake.features import STOP, split_words
from digest.intake.headers import byline_in, is_credit, original_source, outlet_of_deck, outlet_of_labels, published_in
from digest.intake.headlines import bare_headline
from digest.intake.html_lines import read_html
from digest.intake.identity import id_of_content, id_of_url
from digest.intake.language import UNKNOWN, language_of
from digest.intake.lines import Line, text_lines
from digest.intake.markdown_lines import markdown_lines
from digest.intake.metadata import Metadata, choose_title, read_metadata, searched_date
from digest.intake.posts import signature
from digest.intake.roles import Roles, assign
from digest.intake.urls import canonical, host_of, is_web
from digest.nouns import Article, Fact, Format, Moment, Origin, Raw, Skipped, Source

FORMATS = {".txt": Format.TEXT, ".md": Format.MARKDOWN, ".html": Format.HTML, ".htm": Format.HTML}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BEFORE_TITLE, AFTER_TEXT = 12, 4  # lines around the article in which its dateline may stand
FEW, MANY = 3, 8  # words of the shortest line that tells something, with a full stop and without
MAX_NUL = 0.05  # share of zero bytes; a page may hold a stray one
MAX_LINES = 10_000  # each is measured in a hundred ways, and no article has so many
LEAD_CHARS = 1200  # where an article says on which weekday its news happened


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A source read and cut, before its facts are put together."""

    source: str
    form: Format
    encoding: str
    bearable: bool  # other libraries may search it
    stated: dict[str, str]  # front matter
    page: Metadata
    lines: tuple[Line, ...]
    title: Fact | None  # known without looking at the lines
    roles: Roles


def clean(raw: Raw, *, outlets: tuple[tuple[str, str], ...] = (), max_chars: int = 200_000) -> Article | Skipped:
    """Make an article of a file, or say why there is none. Raises nothing for any input.

    `outlets`: pairs of a pattern (a glob over the path, or a host name of the address) and an outlet's name.
    `max_chars`: the longest text that is taken.
    """
    try:
        return _article(raw, outlets, max_chars)
    except SourceError as error:
        return Skipped(path=raw.path, reason=str(error))


def _article(raw: Raw, outlets: tuple[tuple[str, str], ...], max_chars: int) -> Article:
    draft = _draft(raw)
    body = [draft.lines[index] for index in draft.roles.body]
    if sum(len(line.text) for line in body) > max_chars:
        raise SourceError(f"longer than {max_chars:,} characters after cleaning; split it into articles")
    language = draft.stated.get("language", "").lower()[:2] or language_of([line.text for line in body])
    if language == UNKNOWN and draft.page.language:
        language = draft.page.language
    laid = lay_out(body, draft.source, draft.form, language)
    if not any(_says_something(laid.text[block.start : block.end]) for block in laid.blocks):
        raise SourceError("nothing that reads like an article is left after cleaning; paste the article's text")
    url = _url(draft)
    return Article(
        id=draft.stated.get("id") or (id_of_url(url.value) if url else id_of_content(raw.sha256)),
        source=Source(path=raw.path, sha256=raw.sha256, format=draft.form, encoding=draft.encoding),
        title=_title(draft),
        standfirst=_standfirst(draft),
        text=laid.text,
        blocks=laid.blocks,
        published=_published(draft, raw.path, laid.text),
        outlet=_outlet(draft, raw.path, url, outlets),
        original_source=_original(draft),
        byline=_byline(draft),
        credit=_credit(draft),
        url=url,
        language=language,
    )


def _says_something(text: str) -> bool:
    """More than a label: at least a few words, with a stop or many of them."""
    words = split_words(text)
    return len(words) >= MANY or (len(words) >= FEW and bool(STOP.search(text)))


def _draft(raw: Raw) -> _Draft:
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
        kept, title = [], _stated(stated, "title")
    if not lines:
        raise SourceError("holds no text; paste the article into it or remove it")
    if len(lines) > MAX_LINES:
        raise SourceError(f"has more than {MAX_LINES:,} lines of text; keep the article only")
    odds = () if form is Format.MARKDOWN else article_odds(lines, kept)  # an editor's file has no furniture
    roles = assign(lines, odds, threshold(markup=bool(kept)), title=title.value if title else "")
    lines = _without_credits_inside(lines, roles, source, form)
    return _Draft(
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


def _stated(stated: dict[str, str], key: str) -> Fact | None:
    value = stated.get(key, "")
    return Fact(value=value, origin=Origin.FRONT_MATTER, evidence=value) if value else None


def _text_fact(value: str, evidence: str = "") -> Fact:
    return Fact(value=value, origin=Origin.TEXT, evidence=evidence or value)


def _title(draft: _Draft) -> Fact | None:
    if draft.title:
        return draft.title
    if draft.roles.title is None:
        return None
    text = draft.lines[draft.roles.title].text
    return _text_fact(bare_headline(text), text)


def _standfirst(draft: _Draft) -> Fact | None:
    if draft.roles.standfirst is None:
        return _stated(draft.stated, "standfirst")
    text = draft.lines[draft.roles.standfirst].text
    named = outlet_of_deck(text)
    return _text_fact(text[: named[1]].rstrip(" .…").rstrip() if named else text, text)


def _url(draft: _Draft) -> Fact | None:
    value = draft.stated.get("url", "")
    if value and not is_web(value):
        raise SourceError(
            f"front matter's url is not a web address: {value[:80]}; it must begin with http:// or https://"
        )
    return Fact(value=canonical(value), origin=Origin.FRONT_MATTER, evidence=value) if value else draft.page.url


def _outlet(draft: _Draft, path: str, url: Fact | None, outlets: tuple[tuple[str, str], ...]) -> Fact | None:
    if stated := _stated(draft.stated, "outlet"):
        return stated
    host = host_of(url.value) if url else ""
    for pattern, name in outlets:
        known = host_of(pattern)
        if fnmatchcase(path, pattern) or (host and known and (host == known or host.endswith(f".{known}"))):
            return Fact(value=name, origin=Origin.CONFIG, evidence=pattern)
    if draft.page.outlet:
        return draft.page.outlet
    if draft.form is Format.HTML:
        return Fact(value=host, origin=Origin.PAGE, evidence=url.evidence) if url and host else None
    return _printed_outlet(draft)


def _printed_outlet(draft: _Draft) -> Fact | None:
    """The outlet that the words of the page show."""
    if draft.roles.standfirst is not None:
        text = draft.lines[draft.roles.standfirst].text
        named = outlet_of_deck(text)
        if named:
            return _text_fact(named[0], text[named[1] :])
    last = draft.roles.body[-1] if draft.roles.body else 0
    foot = [line.text for line in draft.lines[last + 1 :]] if draft.form is Format.TEXT else []
    return outlet_of_labels([draft.lines[index].text for index in draft.roles.labels], foot)


def _original(draft: _Draft) -> Fact | None:
    if stated := _stated(draft.stated, "original_source"):
        return stated
    for index in draft.roles.originals:
        text = draft.lines[index].text
        name = original_source(text)
        if name and index >= draft.roles.start:
            return _text_fact(name, text)
    return None


def _byline(draft: _Draft) -> Fact | None:
    if stated := _stated(draft.stated, "byline"):
        return stated
    if draft.page.byline:
        return draft.page.byline
    for index in draft.roles.labels:
        text = draft.lines[index].text
        name = byline_in(text)
        if name:
            return _text_fact(name, text)
    return None


def _credit(draft: _Draft) -> Fact | None:
    if stated := _stated(draft.stated, "credit"):
        return stated
    for index in draft.roles.credits:
        return _text_fact(draft.lines[index].text)
    ends = (
        re.search(r"\(([^()]{6,120})\)\.?$", draft.source[max(0, line.spans[-1].end) :][:140]) for line in draft.lines
    )
    return next((_text_fact(found[0]) for found in ends if found and is_credit(found[0])), None)


def _published(draft: _Draft, path: str, text: str) -> Moment | None:
    """Front matter, page metadata, printed dateline, file name, embedded post: the first that says."""
    if stated := draft.stated.get("published"):
        dates = dates_in(stated)
        if not dates:
            raise SourceError(
                f"front matter's date cannot be read: {stated[:60]}; write it as 2025-02-24 or 2025-02-24T10:04+05:30"
            )
        return moment(dates[0], origin=Origin.FRONT_MATTER, evidence=stated)
    found = draft.page.published or _printed(draft)
    if not found and draft.form is Format.HTML and draft.bearable:
        found = searched_date(draft.source)
    return found or _from_name(path) or _from_post(draft, text)


def _printed(draft: _Draft) -> Moment | None:
    """The likeliest dateline: nearest the headline, after it rather than before, outside the text rather than in it."""
    lines = [line.text for line in draft.lines]
    roles = draft.roles
    inside = {*roles.body, *(() if roles.standfirst is None else (roles.standfirst,))}
    title = roles.start if roles.title is None else roles.title
    near = [index for index in range(len(lines)) if index not in inside and not signature(lines[index])]
    near = [index for index in near if title - BEFORE_TITLE <= index <= roles.body[-1] + AFTER_TEXT]
    near.sort(key=lambda index: (index > roles.start, index < title - 4, index < title, abs(index - title), index))
    return published_in(lines, near, draft.source)


def _from_name(path: str) -> Moment | None:
    name = re.sub(r"[_ ]", "-", path.rpartition("/")[2])
    found = re.search(r"(?<!\d)((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?!\d)", name)
    dates = dates_in("-".join(found.groups())) if found else ()
    return moment(dates[0], origin=Origin.FILE_NAME, evidence=path.rpartition("/")[2]) if dates else None


def _from_post(draft: _Draft, text: str) -> Moment | None:
    """The latest embedded post's day, set beside the weekday that the article's first lines name."""
    signed = [sign for index in draft.roles.body if (sign := signature(draft.lines[index].text))]
    if not signed:
        return None
    latest = max(signed, key=lambda sign: (sign.date.at, sign.name))
    found = moment(latest.date, origin=Origin.POST)
    own = WEEKDAYS[found.day.weekday()]
    named = [day for day in WEEKDAYS if re.search(rf"\b{day}\b", text[:LEAD_CHARS])]
    if own in named:
        return replace(found, evidence=f"{found.evidence}; “{own}” in the text agrees")
    doubt = f"a post of a {own} is embedded, but the text speaks of {named[0]}" if named else ""
    return replace(found, doubt=doubt)
