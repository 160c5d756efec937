"""The page of an entry: fetched where its host allows it, and its article in place of the feed's words."""

import hashlib
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from digest.errors import SourceError
from digest.intake.cleaner import clean
from digest.intake.feeds.clippings import Clipping
from digest.intake.feeds.failure import FetchError
from digest.intake.feeds.web import Answer, Web
from digest.intake.language import UNKNOWN
from digest.intake.workers import Workers
from digest.nouns import Article, Moment, Precision, Raw

HTML = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml"})
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
CUT = re.compile(r"(?:…|\.\.\.|\[…\])\s*$")
GONE = frozenset({404, 410})
LESS = 0.5  # a page with less than this part of the feed's own words shows a stub: of a paywall, or of a consent page

Item = TypeVar("Item")
Result = TypeVar("Result")


class PageRefusedError(SourceError):
    """A page that is not to be asked for again."""


class SiteSilentError(SourceError):
    """A page that cannot be had, and others of its site hardly can."""


def whole(clipping: Clipping, *, web: Web, workers: Workers) -> Clipping:
    """The clipping with the words of its page.

    Raises SourceError where the page cannot be had or holds no article; PageRefusedError where that will stay so.
    """
    if not clipping.url:
        raise PageRefusedError("has no address")
    if clipping.shared:
        raise PageRefusedError("is a front page, or the page of several articles; it is not fetched")
    answer = _fetched(clipping.url, web)
    kind = answer.content_type.split(";")[0].strip().lower()
    if kind not in HTML:
        raise PageRefusedError(f"is not a web page ({kind})")
    data = _as_a_browser_reads(answer)
    raw = Raw(path="page.html", data=data, sha256=hashlib.sha256(data).hexdigest())
    article = workers.call(clean, raw)
    if not isinstance(article, Article):
        raise SourceError(article.reason)
    return _told_by(article, clipping)


def _fetched(url: str, web: Web) -> Answer:
    try:
        allowed = web.may_fetch(url)
        answer = web.get(url, obey_robots=True) if allowed else None
    except FetchError as error:
        if error.status in GONE:
            raise
        raise SiteSilentError(str(error)) from error
    except SourceError as error:  # its robots.txt cannot be had
        raise SiteSilentError(str(error)) from error
    if answer is None:
        raise PageRefusedError(f"is not fetched: the robots.txt of {urlsplit(url).netloc} does not allow it")
    return answer


def _as_a_browser_reads(answer: Answer) -> bytes:
    """The bytes in UTF-8 where the server names another encoding, which browsers believe before the page's own."""
    named = CHARSET.search(answer.content_type)
    if not named or answer.body.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return answer.body
    try:
        return b"\xef\xbb\xbf" + answer.body.decode(named[1]).encode()
    except (LookupError, ValueError):
        return answer.body


def _told_by(article: Article, clipping: Clipping) -> Clipping:
    """Put the article's words in place of the feed's. The feed's headline stays unless it is cut short."""
    told = tuple(" ".join(article.text[block.start : block.end].split()) for block in article.blocks)
    if sum(map(len, told)) < LESS * sum(map(len, clipping.paragraphs)):
        raise PageRefusedError("shows less than the feed does")
    own = clipping.title if clipping.title and not CUT.search(clipping.title) else ""
    dated = "" if clipping.published else _iso(article.published)
    return replace(
        clipping,
        paragraphs=told,
        title=own or (article.title.value if article.title else clipping.title),
        author=article.byline.value if article.byline else clipping.author,
        credit=article.credit.value if article.credit else clipping.credit,
        language=article.language if article.language != UNKNOWN else clipping.language,
        published=clipping.published or dated,
        dated_by="page" if dated else "",
    )


def _iso(moment: Moment | None) -> str:
    if moment is None or moment.doubt:
        return ""
    return moment.day.isoformat() if moment.precision is Precision.DAY else moment.at.isoformat()


def ahead(
    pool: Executor, function: Callable[[Item], Result], items: Iterable[Item], *, width: int
) -> Iterator[Future[Result]]:
    """Yield the calls of a function, in the order of the items; at most `width` are under way at once.

    An item is taken only when its call can begin, so that what is taken may depend on what came of those before.
    """
    waiting: deque[Future[Result]] = deque()
    for item in items:
        waiting.append(pool.submit(function, item))
        if len(waiting) >= width:
            yield waiting.popleft()
    yield from waiting
