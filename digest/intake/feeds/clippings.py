"""What is stored of a feed's entries: a readable file each, never written twice, never overwritten."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import MAXYEAR, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from digest.intake.facts import instant
from digest.intake.feeds.clipping_names import first_name, folder_of, next_name
from digest.intake.feeds.clipping_text import body, front_matter
from digest.intake.feeds.stored import Known, Stored, known
from digest.intake.feeds.whole_files import refuse_outside, write_whole
from digest.intake.identity import id_of_url
from digest.intake.lines import fold
from digest.intake.urls import canonical, is_web

__all__ = ["MAX_VERSIONS", "Clipping", "Known", "Stored", "folder_of", "known", "store"]

MAX_VERSIONS = 20
SECOND = timedelta(seconds=1)
MAX_TITLE, MAX_NAME, MAX_TOPICS = 300, 200, 1000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """What is stored of one entry. A text that is not known is ""."""

    entry: str  # the entry's id in its feed
    feed: str  # the feed's address
    outlet: str
    url: str = ""
    title: str = ""
    paragraphs: tuple[str, ...] = ()  # plain text
    published: str = ""  # ISO 8601
    dated_by: str = ""  # "page" where the entry names no date and its page does
    updated: str = ""  # ISO 8601
    author: str = ""
    credit: str = ""
    language: str = ""  # ISO 639-1
    topics: tuple[str, ...] = ()
    fetched: datetime  # aware, UTC, whole seconds
    shared: bool = False  # its address is that of other articles too, and does not tell which one it is
    id: str = ""  # of the article, where an earlier version has it

    @property
    def received(self) -> str:
        """A short hash of title and words as they came in: an editor's mend of the file does not change it."""
        words = "\n".join([fold(self.title), *(fold(paragraph) for paragraph in self.paragraphs)])
        return _hash(words)[:12]


def store(clipping: Clipping, content: Path, known: Known) -> Path | None:
    """Write an entry's file below `content` in one step; None where its newest version is stored already.

    An entry whose words changed becomes a new file beside the one before, 20 of them at most: further changes give
    None. Raises OSError.
    """
    before = known.get((clipping.feed, clipping.entry))
    if before is None:
        path = first_name(folder_of(clipping.outlet, content), _day(clipping), clipping.title, _key(clipping))
    elif before.received == clipping.received or before.number >= MAX_VERSIONS:
        return None
    else:
        path, clipping = next_name(before), following(clipping, before)
    refuse_outside(path.parent, content)
    write_whole(path, text_of(clipping).encode("utf-8"))
    return path


def following(clipping: Clipping, before: Stored) -> Clipping:
    """The next version of a stored article: the same one though its address changed, and later though the clock did."""
    page = canonical(before.url) if is_web(before.url) else ""
    identity = before.id or (id_of_url(page) if page and page != canonical(clipping.url) else "")
    last = instant(before.fetched)
    later = max(clipping.fetched, last + SECOND) if last and last.year < MAXYEAR else clipping.fetched
    return replace(clipping, id=identity, shared=False, fetched=later)


def text_of(clipping: Clipping) -> str:
    """The whole file of a clipping."""
    url = clipping.url if is_web(clipping.url) else ""
    head = front_matter(
        {
            "id": clipping.id[:MAX_NAME] or ("" if url and not clipping.shared else _key(clipping)[:10]),
            "title": clipping.title[:MAX_TITLE],
            "outlet": clipping.outlet[:MAX_NAME],
            "url": url,
            "published": clipping.published,
            "dated_by": clipping.dated_by,
            "updated": clipping.updated,
            "author": clipping.author[:MAX_NAME],
            "credit": clipping.credit[:MAX_TITLE],
            "language": clipping.language,
            "topics": _topics(clipping),
            "fetched": clipping.fetched.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "feed": clipping.feed,
            "entry": clipping.entry,
            "received": clipping.received,
        }
    )
    return f"{head}\n{body(clipping.paragraphs)}"


def _topics(clipping: Clipping) -> tuple[str, ...]:
    """As many as front matter has room for."""
    lengths = accumulate(map(len, clipping.topics))
    return tuple(topic for topic, length in zip(clipping.topics, lengths, strict=True) if length <= MAX_TOPICS)


def _day(clipping: Clipping) -> str:
    stated = re.match(r"\d{4}-\d\d-\d\d", clipping.published)
    return stated[0] if stated else clipping.fetched.date().isoformat()


def _key(clipping: Clipping) -> str:
    return _hash(f"{clipping.feed}\n{clipping.entry}")


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()
