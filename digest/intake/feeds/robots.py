"""robots.txt, as RFC 9309 reads it: what a site lets us fetch, and how fast."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from protego import Protego

from digest.errors import SourceError
from digest.intake.feeds.addresses import Address
from digest.intake.feeds.failure import FetchError

MAX_BYTES = 512_000  # RFC 9309 wants at least 500 KiB to be read
MAX_DELAY = 10.0  # seconds; a site that asks for more gets this much
AGENT_LINE = re.compile(r"\s*user[-\s]*agent\b[\s:]*(\*|[^\s#/*]*)", re.IGNORECASE)
OTHERS = "(others)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one site's robots.txt says."""

    parser: Protego
    agent: str

    def allow(self, url: str) -> bool:
        """Whether we may fetch an address of the site."""
        return self.parser.can_fetch(url, self.agent)

    @property
    def delay(self) -> float:
        """Seconds that the site wants between two requests, 0 where it does not say, at most 10."""
        return min(self.parser.crawl_delay(self.agent) or 0.0, MAX_DELAY)


def read_rules(text: str, *, agent: str) -> Rules:
    """Read a robots.txt for us: `agent` is our name as it stands in one, such as "digest"."""
    lines = text.removeprefix("\ufeff").splitlines()
    return Rules(parser=Protego.parse("\n".join(_for_us(line, agent.lower()) for line in lines)), agent=agent.lower())


def _for_us(line: str, agent: str) -> str:
    """Make all other agents one: the parser's work and memory grow with the agents times the rules of a group.

    It would also take any beginning of our name for ours, where the standard wants the whole name.
    """
    found = AGENT_LINE.match(line)
    if not found:
        return line
    name = found[1].lower()
    return f"User-agent: {name if name in {'*', agent} else OTHERS}"


class Robots:
    """The rules of every site that was asked about, each fetched once. Threads may share one object."""

    def __init__(self, get: Callable[[str], bytes], *, agent: str) -> None:
        """`get` fetches a robots.txt and raises FetchError."""
        self._get, self._agent = get, agent
        self._known: dict[str, Future[Rules]] = {}
        self._lock = threading.Lock()

    def rules(self, address: Address) -> Rules:
        """The rules for an address. Raises SourceError where they cannot be had: then nothing may be fetched."""
        with self._lock:
            known = self._known.get(address.origin)
            future = self._known.setdefault(address.origin, Future())
        if known is None:
            try:
                future.set_result(self._fetch(address.origin))
            except BaseException as error:
                future.set_exception(error)
                raise
        return future.result()

    def _fetch(self, origin: str) -> Rules:
        try:
            text = self._get(f"{origin}/robots.txt").decode("utf-8", "replace")
        except FetchError as error:
            if not (400 <= error.status < 500 and error.status != 429):
                raise SourceError(f"its robots.txt cannot be had, and so it is not fetched: {error}") from error
            text = ""
        return read_rules(text, agent=self._agent)
