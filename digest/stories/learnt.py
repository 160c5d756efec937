"""What the archive has taught by each calendar month: term frequencies of earlier months only."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from digest.lock import Lock
from digest.nouns import Article

FOUNDING = 1_000  # articles that teach the archive's first months, which have no earlier ones to learn from
UNDATED = "undated"
_START = 0  # the month of an undated article of the first edition: before all others

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Which articles' terms weigh each article's terms; articles are meant by their places in the caller's order."""

    order: Places  # the articles as they come to be counted
    known: Places  # for each article: how many of `order`, from its beginning, its table counts
    months: Places  # for each article: the month whose table it uses, as year * 12 + month


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The name of a month's table of term frequencies, as the lock keeps it."""

    month: str  # "2024-05"; "undated" for that of undated articles of the first edition
    documents: int  # how many articles it counts
    fingerprint: str  # of their ids, titles and texts: equal tables have equal ones


def schedule(articles: Sequence[Article], *, seen: Mapping[str, date], founding: int = FOUNDING) -> Schedule:
    """Say which articles' terms each article is weighed by: those that came to be counted in earlier months.

    An article is counted from the month after that of its publication or, when it came late, after that of the edition
    that first held it (`seen`, by article id; the articles of the first edition are not in it): so what comes late
    changes no table that an edition has used. An archive that is younger than `founding` articles learns from its first
    ones, whatever their month; one article can then touch the evidence of fewer than `founding` others. An undated
    article uses the table of the month in which it was first seen. Where nothing is known, the word list decides (see
    background.shares).
    """
    printed = [_published(article) for article in articles]
    arrived = [_number(seen[article.id]) if article.id in seen else _START for article in articles]
    dates = list(zip(printed, arrived, strict=True))
    months = np.array([came if month is None else month for month, came in dates], dtype=np.int64)
    counted = np.array([max(month or _START, came) for month, came in dates], dtype=np.int64)
    by_id = np.array(sorted(range(len(articles)), key=[article.id for article in articles].__getitem__), dtype=np.int64)
    late = [seen.get(article.id, date.min).toordinal() for article in articles]  # takes no founder's place
    keys = ([*map(_moment, articles)], late, counted.tolist())
    order = by_id[np.lexsort([np.array(each)[by_id] for each in keys])]
    earlier = np.searchsorted(counted[order], months, side="left")
    return Schedule(order=order, known=np.clip(earlier, min(founding, len(order)), None), months=months)


def counted_once(plan: Schedule, same: Iterable[tuple[int, int]]) -> Schedule:
    """The plan without the articles that are one text with an article before them in its order.

    `same` are pairs of places. A widely carried text says no more on how common its terms are than one report does.
    """
    rank = np.empty(len(plan.order), dtype=np.int64)
    rank[plan.order] = np.arange(len(plan.order))
    kept = np.ones(len(plan.order), dtype=bool)
    kept[[max(rank[a], rank[b]) for a, b in same]] = False
    before = np.r_[0, np.cumsum(kept)]
    return replace(plan, order=plan.order[kept], known=before[plan.known])


def first_seen(articles: Sequence[Article], *, lock: Lock) -> dict[str, date]:
    """The day of the edition that first held each article, as far as the lock tells; none for the first edition.

    What the lock does not know is new: it is of the edition that is being made.
    """
    days = {edition.number: edition.date for edition in lock.editions if edition.date}
    numbers: dict[str, int] = {}
    for story in lock.stories:
        for article, number in story.members:
            numbers[article] = min(number, numbers.get(article, number))
    trusted = [one.published.day for one in articles if one.published and not one.published.doubt]
    last = max(days.values(), default=None)
    coming = max([*trusted, *([last] if last else [])], default=None)
    first = lock.editions[0].number if lock.editions else 0
    remade = len(lock.editions) <= 1 and coming == last  # the first edition, made again
    found: dict[str, date] = {}
    for one in articles:
        known = numbers.get(one.id)
        day = coming if known is None else days.get(known)
        if day and lock.editions and known != first and not (known is None and remade):
            found[one.id] = day
    return found


def tables(plan: Schedule, fingerprints: Sequence[bytes]) -> tuple[Table, ...]:
    """The tables that the months of a plan's articles use, earliest first: what the lock names.

    `fingerprints` are of the articles, by their places (see features.fingerprint_of).
    """
    uses = sorted(set(zip(plan.known.tolist(), plan.months.tolist(), strict=True)))
    running, done, found = hashlib.sha256(), 0, list[Table]()
    for documents, month in uses:
        for place in plan.order[done:documents].tolist():
            running.update(fingerprints[place])
        done = documents
        found.append(Table(month=_named(month), documents=documents, fingerprint=running.hexdigest()[:16]))
    return tuple(found)


def _named(month: int) -> str:
    return f"{(month - 1) // 12:04}-{(month - 1) % 12 + 1:02}" if month else UNDATED


def _number(day: date) -> int:
    return day.year * 12 + day.month


def _published(article: Article) -> int | None:
    moment = article.published
    if moment is None or moment.doubt:
        return None
    return _number(moment.day if moment.offset_minutes else moment.at)


def _moment(article: Article) -> float:
    moment = article.published
    return 0.0 if moment is None or moment.doubt else moment.at.timestamp()
