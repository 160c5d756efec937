"""The web as `digest fetch` sees it: polite, patient within limits, and closed to private networks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import stamina
from stamina.instrumentation import set_on_retry_hooks

from digest.intake.feeds.addresses import Address, address_of, next_address
from digest.intake.feeds.connection import Budget, Connections, Reply
from digest.intake.feeds.decompression import ACCEPTED
from digest.intake.feeds.failure import FetchError
from digest.intake.feeds.guard import Guard
from digest.intake.feeds.refusals import LONGEST_WAIT, refusal
from digest.intake.feeds.robots import MAX_BYTES as ROBOTS_BYTES
from digest.intake.feeds.robots import Robots
from digest.intake.feeds.turns import Turns

MAX_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
PERMANENT = {301, 308}
VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")  # an ETag or a date that can be sent back as it came


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we behave towards other people's servers."""

    user_agent: str  # "digest/1.0 (+https://press.example.org/)"
    timeout: float  # seconds for one whole answer
    max_bytes: int  # of one answer, compressed and not
    connections: int  # requests at once
    per_host: int  # requests at once to one host
    delay: float  # seconds between two requests to one host
    retries: int  # more tries after a failure that may pass
    allow_private: bool  # private addresses and all ports too


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page, or the word that it is the one we know."""

    url: str  # after redirects
    moved: str  # where the page is for good, if every redirect from the start was permanent; else ""
    status: int  # 200, or 304: unchanged
    body: bytes  # decompressed; empty with 304
    content_type: str
    etag: str  # with 304 the one that was asked with, unless the server names another
    last_modified: str  # so too


class Web:
    """Fetches pages for many threads. A context manager: its end closes the connections, and nothing more begins."""

    def __init__(self, manners: Manners, *, guard: Guard | None = None) -> None:
        """`guard` checks where connections go; by default it follows `manners.allow_private`."""
        set_on_retry_hooks(())  # stamina would log every try; what failed is told once, at the end
        self._manners = manners
        self._connections = Connections(guard or Guard(allow_private=manners.allow_private), most=manners.connections)
        self._turns = Turns(connections=manners.connections, per_host=manners.per_host, delay=manners.delay)
        self._robots = Robots(self._robots_txt, agent=_name(manners.user_agent))
        self._patiently = stamina.RetryingCaller(
            attempts=manners.retries + 1, timeout=None, wait_initial=1.0, wait_max=LONGEST_WAIT, wait_jitter=1.0
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._turns.end()
        self._connections.close()

    def get(self, url: str, *, etag: str = "", last_modified: str = "", obey_robots: bool = False) -> Answer:
        """Fetch a page, or learn that it is still the one with this `etag` or `last_modified`.

        With `obey_robots`, each address on the way is asked for only where its site's robots.txt allows it.

        Raises SourceError, in words that go on from the address: "does not answer within 30 seconds".
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        given = {name: value for name, value in conditions.items() if VALIDATOR.fullmatch(value)}
        answer = self._get(url, given, max_bytes=self._manners.max_bytes, obey_robots=obey_robots)
        if answer.status == 200:
            return answer
        return replace(answer, etag=answer.etag or etag, last_modified=answer.last_modified or last_modified)

    def may_fetch(self, url: str) -> bool:
        """Whether robots.txt lets us fetch a page. Raises SourceError where robots.txt cannot be had."""
        return self._allowed(address_of(url))

    def _allowed(self, address: Address) -> bool:
        rules = self._robots.rules(address)
        self._turns.slow_down(address.host, rules.delay)
        return rules.allow(address.url)

    def _robots_txt(self, url: str) -> bytes:
        return self._get(url, {}, max_bytes=ROBOTS_BYTES, obey_robots=False).body

    def _get(self, url: str, conditions: Mapping[str, str], *, max_bytes: int, obey_robots: bool) -> Answer:
        return self._patiently(_may_pass, self._follow, url, conditions, max_bytes=max_bytes, obey_robots=obey_robots)

    def _follow(self, url: str, conditions: Mapping[str, str], *, max_bytes: int, obey_robots: bool) -> Answer:
        """Try once, over all redirects."""
        budget = Budget(seconds=self._manners.timeout, max_bytes=max_bytes)
        here, permanent = address_of(url), True
        seen: set[str] = set()
        while True:
            if obey_robots and not self._allowed(here):
                raise FetchError(f"is not fetched: the robots.txt of {here.host} does not allow it")
            reply = self._ask(here, conditions, budget)
            if reply.status not in REDIRECTS:
                return _answer(reply, here.url, moved=here.url if seen and permanent else "")
            seen.add(here.url)
            here, permanent = _next(here, reply, seen), permanent and reply.status in PERMANENT

    def _ask(self, address: Address, conditions: Mapping[str, str], budget: Budget) -> Reply:
        headers = {
            "Host": address.authority,
            "User-Agent": self._manners.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": ACCEPTED,
            **conditions,
        }
        with self._turns.turn(address.host):
            reply = self._connections.ask(address, headers, budget)
        if reply.status in {200, *REDIRECTS} or (reply.status == 304 and conditions):
            return reply
        failure = refusal(reply.status, reply.headers)
        if failure.passing:
            self._turns.hold(address.host, failure.wait)
        elif failure.wait:
            self._turns.close(address.host, str(failure))
        raise failure


def _name(user_agent: str) -> str:
    """Our name as it stands in a robots.txt."""
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0] if found else "digest"


def _next(here: Address, reply: Reply, seen: set[str]) -> Address:
    location = reply.headers.get("location", "")
    if not location:
        raise FetchError(f"redirects ({reply.status}) without saying where")
    there = next_address(here, _text(location))
    if there.url in seen:
        raise FetchError("redirects in a circle")
    if len(seen) > MAX_REDIRECTS:
        raise FetchError(f"redirects more than {MAX_REDIRECTS} times")
    return there


def _text(location: str) -> str:
    """Headers arrive as Latin-1; addresses that are not ASCII are sent as UTF-8 by most servers."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location


def _answer(reply: Reply, url: str, *, moved: str) -> Answer:
    def validator(name: str) -> str:
        value = reply.headers.get(name, "")
        return value if VALIDATOR.fullmatch(value) else ""

    return Answer(
        url=url,
        moved=moved,
        status=reply.status,
        body=reply.body,
        content_type=reply.headers.get("content-type", ""),
        etag=validator("etag"),
        last_modified=validator("last-modified"),
    )


def _may_pass(error: Exception) -> bool:
    """Whether to try again. Where the server says when, its host gets no turn until then."""
    return isinstance(error, FetchError) and error.passing
