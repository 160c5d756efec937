"""Past editions beside the lock: those that it does not know yet, and what became of each."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from digest import publish, stories
from digest.coding import Coder
from digest.errors import EditorialError
from digest.lock import (
    Lock,
    LockEdition,
    RecordFileError,
    Records,
    numbers_kept,
    read_record,
    read_records,
    record_path,
)
from digest.nouns import Article, Edition, EditionRecord, Fate, PassageRecord, PastEdition, Receipt, Revision
from digest.store import Store, code_version, fingerprint

log = logging.getLogger(__name__)

FATES: Coder[EditionRecord, tuple[Fate, ...]] = Coder(tuple[Fate, ...])


def recorded(lock: Lock, content: Path, *, as_of: date | None = None) -> Lock:
    """The lock with the editions that only their own files remember, as after it was recovered from an older site.

    Their numbers and addresses are taken: no later edition gets them. With `as_of` it ends with the editions of a day.
    Raises EditorialError.
    """
    later = tuple(_later(lock, content))
    if later:
        log.warning(
            "%s knows of more editions than the lock file (%s); they keep their numbers and addresses",
            record_path(content, later[-1].number).parent,
            ", ".join(str(edition.number) for edition in later),
        )
    editions = (one for one in (*lock.editions, *later) if as_of is None or one.date is None or one.date <= as_of)
    return replace(lock, editions=tuple(editions))


def _later(lock: Lock, content: Path) -> Iterator[LockEdition]:
    number = lock.editions[-1].number if lock.editions else 0
    days = [edition.date for edition in lock.editions if edition.date]
    for kept in numbers_kept(content):
        if kept <= number:
            continue
        number += 1
        try:
            record = read_record(content, number)
        except RecordFileError as error:
            raise EditorialError(f"{error}\nMend the file, or move it out of the folder") from None
        if record is None:
            missing, path = record_path(content, number), record_path(content, kept)
            raise EditorialError(
                f"{path}: edition {number} is missing before it; bring {missing} back, or move it away"
            )
        if record.date and days and record.date < max(days):
            what = f"edition {number} is of {record.date}, before an earlier edition; move it away"
            raise EditorialError(f"{record_path(content, number)}: {what}")
        days += [record.date] if record.date else []
        yield LockEdition(number=number, date=record.date)


def with_past(  # noqa: PLR0913 - an edition, and all that can tell what became of earlier ones
    edition: Edition,
    content: Path,
    options: publish.SiteOptions,
    *,
    lock: Lock,
    articles: Sequence[Article],
    revisions: Sequence[Revision],
    withheld: stories.Withheld,
    store: Store | None = None,
) -> tuple[Edition, tuple[EditionRecord, ...]]:
    """The edition with all recorded ones behind it and itself as the last, and what is to be kept from now on.

    That is its own record, behind those of earlier editions that lose the words of removed articles. `lock` is that of
    this edition; where it has none, nothing is kept. `store` remembers where the words of editions stand.
    """
    if not lock.editions:
        return edition, ()
    numbers = publish.numbers_line(edition, options)
    record = stories.edition_record(edition, numbers=numbers, link=publish.passage_link)
    found = read_records(content, lock.editions[:-1])
    kept = replace(found, editions={number: _redacted(one, withheld) for number, one in found.editions.items()})
    if withheld.removed:
        for problem in found.problems.values():
            log.warning("%s; until then words of removed articles may stand in it", problem)
    records = {**kept.editions, record.number: record}
    past = stories.look_back(
        records,
        edition=edition,
        lock=lock,
        articles=articles,
        revisions=revisions,
        withheld=withheld,
        problems={**_lost(lock, kept, content), **kept.problems},
        standing=_standing(records.values(), articles, revisions, store or Store(None)),
    )
    changed = (one for number, one in sorted(kept.editions.items()) if one != found.editions[number])
    return replace(edition, past=past), (*changed, record)


def _standing(
    records: Iterable[EditionRecord], articles: Iterable[Article], revisions: Iterable[Revision], store: Store
) -> dict[PassageRecord, Fate]:
    versions = {article.id: [article] for article in articles}
    for revision in revisions:
        versions.get(revision.older.id, []).append(revision.older)
    made_by = code_version("stories", packages=())

    def key(record: EditionRecord) -> str:
        named = sorted({part.article for part, _ in stories.passages(record)})
        stored = [[store.digest(one) for one in versions.get(name, ())] for name in named]
        return fingerprint("where words stand", made_by, store.digest(record), named, stored)

    kept = list(records)
    found = store.recall(kept, lambda some: [stories.standing_of(one, versions) for one in some], key, FATES)
    return {
        part: fate
        for record, fates in zip(kept, found, strict=True)
        for (part, _), fate in zip(stories.passages(record), fates, strict=True)
    }


def _redacted(record: EditionRecord, withheld: stories.Withheld) -> EditionRecord:
    return stories.redacted(record, withheld.removed, withheld.removed_files) if withheld.removed else record


def _lost(lock: Lock, kept: Records, content: Path) -> Mapping[int, str]:
    """Editions before the last that had a page, and have no file now."""
    slugs, pages = stories.edition_slugs(lock.editions[:-1]), dict(lock.pages)
    return {
        number: f"{record_path(content, number)} is missing; bring it back from version control"
        for number, slug in slugs.items()
        if number not in kept.editions and f"editions/{slug}/" in pages
    }


def record_problems(lock: Lock, content: Path) -> Iterator[str]:
    """Everything that is wrong with the records of the editions that a lock file knows, and with later ones."""
    kept = read_records(content, lock.editions)
    yield from {**_lost(lock, kept, content), **kept.problems}.values()
    try:
        if lock.editions:
            recorded(lock, content)
        else:  # a lost lock is told of elsewhere
            tuple(_later(lock, content))
    except EditorialError as error:
        yield from error.problems


def words_astray(
    lock: Lock,
    content: Path,
    *,
    articles: Sequence[Article],
    revisions: Sequence[Revision],
    withheld: stories.Withheld,
) -> Iterator[str]:
    """Say of which articles editions printed words that stand no more in any stored version: their pages say so too."""
    paths = {article.id: article.path for article in lock.articles} | {one.id: one.source.name for one in articles}
    for number, record in read_records(content, lock.editions).editions.items():
        lost = stories.astray(record, articles=articles, revisions=revisions, withheld=withheld)
        for article, count in lost.items():
            what = "a passage no longer stands" if count == 1 else f"{count} passages no longer stand"
            where = f"{record_path(content, number)}: {what} in {content / paths[article]}"
            yield f"{where}; the edition's page says so. If that was no mending, bring the file back"


def receipts_of_past(past: Sequence[PastEdition], revisions: Sequence[Revision]) -> Iterator[Receipt]:
    """Yield what past editions print of earlier versions of articles; all else stands in the articles of this one."""
    for older, start, text in stories.printed_earlier(past, revisions):
        yield Receipt(article=older, start=start, end=start + len(text), text=text, printed_as="past edition")
