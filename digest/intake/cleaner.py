"""One source to one article: furniture off; title, date, outlet, language on."""

import re
from collections.abc import Sequence

from digest.errors import SourceError
from digest.intake.blocks import lay_out
from digest.intake.draft import Draft, draft_of
from digest.intake.facts import (
    byline_of,
    credit_of,
    instant,
    original_source_of,
    outlet_of,
    standfirst_of,
    title_of,
    url_of,
)
from digest.intake.features import STOP, split_words
from digest.intake.front_matter import AFTER_TOPIC
from digest.intake.identity import id_of_content, id_of_url
from digest.intake.language import UNKNOWN, language_of
from digest.intake.publication import published_of
from digest.nouns import Article, Raw, RecordFields, Skipped, Source

FEW, MANY = 3, 8  # words of the shortest line that tells something, with a full stop and without


def clean(
    raw: Raw,
    *,
    outlets: tuple[tuple[str, str], ...] = (),
    records: Sequence[RecordFields] = (),
    max_chars: int = 200_000,
) -> Article | Skipped:
    """Make an article of a source, or say why there is none. Raises nothing for any input.

    `outlets`: pairs of a pattern (a glob over the path, or a host name of the address) and an outlet's name.
    `records`: names of the fields of records, other than the usual ones. `max_chars`: the longest text that is taken.
    """
    try:
        return _article(raw, draft_of(raw, records), outlets, max_chars)
    except SourceError as error:
        return Skipped(path=raw.name, reason=str(error))


def _article(raw: Raw, draft: Draft, outlets: tuple[tuple[str, str], ...], max_chars: int) -> Article:
    stated = draft.stated
    body = [draft.lines[index] for index in draft.roles.body]
    if sum(len(line.text) for line in body) > max_chars:
        raise SourceError(f"longer than {max_chars:,} characters after cleaning; split it into articles")
    language = _code(stated.get("language")) or language_of([line.text for line in body])
    if language == UNKNOWN and draft.page.language:
        language = draft.page.language
    laid = lay_out(body, draft.source, draft.form, language)
    if not any(_says_something(laid.text[block.start : block.end]) for block in laid.blocks):
        raise SourceError("nothing that reads like an article is left after cleaning; paste the article's text")
    url = stated.url or url_of(draft)
    return Article(
        id=stated.get("id") or (id_of_url(url.value) if url else stated.id or id_of_content(raw.sha256)),
        source=Source(
            path=raw.path,
            record=raw.record,
            field=draft.field,
            sha256=raw.sha256,
            format=draft.form,
            encoding=draft.encoding,
        ),
        title=title_of(draft),
        standfirst=standfirst_of(draft),
        text=laid.text,
        blocks=laid.blocks,
        published=stated.published or published_of(draft, raw.path, laid.text),
        outlet=outlet_of(draft, raw.path, url or stated.home, outlets),
        original_source=original_source_of(draft),
        byline=byline_of(draft),
        credit=credit_of(draft),
        url=url,
        language=language,
        topics=_topics(stated.get("topics", "")),
        modified=instant(stated.get("modified", "")) or draft.page.modified,
        fetched=instant(stated.get("fetched", "")),
    )


def _code(stated: str) -> str:
    """The ISO 639-1 code of a language as stated; "" for what is none."""
    found = re.match(r"([a-z]{2})(?:[-_]|$)", stated.lower())
    return found[1] if found else ""


def _topics(stated: str) -> tuple[str, ...]:
    """Topics in the order given, each once: those of a list, or words between commas."""
    topics = (topic.strip() for topic in stated.split(AFTER_TOPIC if AFTER_TOPIC in stated else ","))
    return tuple(dict.fromkeys(topic for topic in topics if topic))


def _says_something(text: str) -> bool:
    """More than a label: at least a few words, with a stop or many of them."""
    words = split_words(text)
    return len(words) >= MANY or (len(words) >= FEW and bool(STOP.search(text)))
