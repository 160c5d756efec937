"""One file to one article: furniture off; title, date, outlet, language on."""

from digest.errors import SourceError
from digest.intake.blocks import lay_out
from digest.intake.draft import draft_of
from digest.intake.facts import (
    byline_of,
    credit_of,
    instant,
    original_source_of,
    outlet_of,
    published_of,
    standfirst_of,
    title_of,
    url_of,
)
from digest.intake.features import STOP, split_words
from digest.intake.identity import id_of_content, id_of_url
from digest.intake.language import UNKNOWN, language_of
from digest.nouns import Article, Raw, Skipped, Source

FEW, MANY = 3, 8  # words of the shortest line that tells something, with a full stop and without


def clean(raw: Raw, *, outlets: tuple[tuple[str, str], ...] = (), max_chars: int = 200_000) -> Article | Skipped:
    """Make an article of a file, or say why there is none. Raises nothing for any input.

    `outlets`: pairs of a pattern (a glob over the path, or a host name of the address) and an outlet's name.
    `max_chars`: the longest text that is taken.
    """
    try:
        return _article(raw, outlets, max_chars)
    except SourceError as error:
        return Skipped(path=raw.name, reason=str(error))


def _article(raw: Raw, outlets: tuple[tuple[str, str], ...], max_chars: int) -> Article:
    draft = draft_of(raw)
    body = [draft.lines[index] for index in draft.roles.body]
    if sum(len(line.text) for line in body) > max_chars:
        raise SourceError(f"longer than {max_chars:,} characters after cleaning; split it into articles")
    language = draft.stated.get("language", "").lower()[:2] or language_of([line.text for line in body])
    if language == UNKNOWN and draft.page.language:
        language = draft.page.language
    laid = lay_out(body, draft.source, draft.form, language)
    if not any(_says_something(laid.text[block.start : block.end]) for block in laid.blocks):
        raise SourceError("nothing that reads like an article is left after cleaning; paste the article's text")
    url = url_of(draft)
    return Article(
        id=draft.stated.get("id") or (id_of_url(url.value) if url else id_of_content(raw.sha256)),
        source=Source(path=raw.path, record=raw.record, sha256=raw.sha256, format=draft.form, encoding=draft.encoding),
        title=title_of(draft),
        standfirst=standfirst_of(draft),
        text=laid.text,
        blocks=laid.blocks,
        published=published_of(draft, raw.path, laid.text),
        outlet=outlet_of(draft, raw.path, url, outlets),
        original_source=original_source_of(draft),
        byline=byline_of(draft),
        credit=credit_of(draft),
        url=url,
        language=language,
        topics=tuple(filter(None, (topic.strip() for topic in draft.stated.get("topics", "").split(",")))),
        modified=instant(draft.stated.get("modified", "")) or draft.page.modified,
        fetched=instant(draft.stated.get("fetched", "")),
    )


def _says_something(text: str) -> bool:
    """More than a label: at least a few words, with a stop or many of them."""
    words = split_words(text)
    return len(words) >= MANY or (len(words) >= FEW and bool(STOP.search(text)))
