"""The content folder, read: every file becomes an article, or is skipped with its reason."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from digest import intake
from digest.coding import Coder
from digest.lock import Lock
from digest.nouns import Article, Raw, Revision, Skipped
from digest.nouns.deferred import let_go
from digest.options import Config
from digest.removal import NO_BAR, Bar, Barred, parted
from digest.rows import in_blocks
from digest.store import Store, code_version, fingerprint

ARTICLE: Coder[Raw, Article | Skipped] = Coder(Article | Skipped, later=("text", "blocks"))
FILES = "files of the content folder"
WORDS: Coder[Sequence[Article], tuple[str, ...]] = Coder(tuple[str, ...])

Step = Callable[[str, int, int], None]
"""Hears of progress: the stage's name, how many more items are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The content folder, read."""

    articles: tuple[Article, ...]
    revisions: tuple[Revision, ...]
    skipped: tuple[Skipped, ...]
    duplicates: tuple[Skipped, ...]
    barred: tuple[Barred, ...] = ()  # of articles that editors had removed


def read(  # noqa: PLR0913 - the first stage, and who may not pass it
    config: Config, content: Path, *, lock: Lock, store: Store, step: Step, bar: Bar = NO_BAR
) -> Read:
    """Read the content folder. Nothing is remembered of what `bar` keeps out."""
    fields = config.record_fields
    files = intake.KnownFiles(store.noted(FILES), now=store.now())
    max_bytes = int(config.limits.file_megabytes * 1_000_000)
    collected = intake.collect(content, max_bytes=max_bytes, records=fields, known=files)
    patterns, limit = config.outlet_patterns, config.limits.article_characters
    code = code_version("intake", packages=("trafilatura", "htmldate", "lxml", "py3langid", "charset-normalizer"))
    made_by = fingerprint(code, patterns, limit)

    def own(raw: Raw) -> str:
        return f"{raw.name}\0{raw.sha256}\0{intake.fields_for(raw.path, fields)}"

    def clean(raws: Sequence[Raw]) -> Iterator[Article | Skipped]:
        """Also much later, for a text that was to be fetched and is lost."""
        with intake.Workers(seconds=config.limits.seconds) as workers:
            yield from intake.clean_all(raws, workers, outlets=patterns, records=fields, max_chars=limit)

    cleaned = store.recall_in_blocks(
        collected.raws,
        clean,
        own,
        ARTICLE,
        made_by=made_by,
        done=partial(progress, step, "Reading", len(collected.raws)),
        lasting=lambda one: not (bar.bars(one) or (isinstance(one, Skipped) and one.passing)),
    )
    for raw in collected.raws:  # articles know what they were made of
        let_go(raw)
    usable, barred = parted(cleaned, bar)
    out = {one.article.source.name for one in barred}
    store.disown(fingerprint(made_by, own(raw)) for raw in collected.raws if out and raw.name in out)
    noted = files.noted(but={one.article.source.path for one in barred})  # names are often made of headlines
    if noted is not None:
        store.note(FILES, noted)
    words = _words_keys(usable, made_by, store)
    identified = intake.identify(usable, lock.known(), key=lambda article: words[article.source.name])
    return Read(
        articles=intake.doubt_future(identified.articles, fetching=bool(config.feeds)),
        revisions=identified.revisions,
        skipped=(*collected.skipped, *intake.unusable(collected.raws, cleaned)),
        duplicates=identified.duplicates,
        barred=barred,
    )


def _words_keys(articles: Sequence[Article], made_by: str, store: Store) -> dict[str, str]:
    """What `intake.words_key` says of each article, by the name of its source."""
    parts = [[articles[at] for at in block] for block in in_blocks([store.digest(one) for one in articles])]
    found = store.recall(
        parts,
        lambda some: [tuple(map(intake.words_key, part)) for part in some],
        lambda part: fingerprint("words", made_by, [store.digest(article) for article in part]),
        WORDS,
    )
    pairs = zip(chain.from_iterable(parts), chain.from_iterable(found), strict=True)
    return {article.source.name: key for article, key in pairs}


def progress(step: Step, stage: str, total: int, done: int) -> None:
    """Say that more items of a stage are done; for `functools.partial`, with the number last."""
    step(stage, done, total)
