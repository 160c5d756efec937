"""Whose turn it is: never too many requests at once, nor too fast to one host."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from digest.intake.feeds.failure import FetchError


@dataclass(slots=True)
class _Host:
    delay: float  # seconds between two starts
    running: int = 0
    next_start: float = 0.0  # of time.monotonic()
    closed: str = ""  # why it is not asked any more


class Turns:
    """Hands out turns to threads."""

    def __init__(self, *, connections: int, per_host: int, delay: float) -> None:
        """At most `connections` turns at once, `per_host` for one host, which begin `delay` seconds apart."""
        self._connections, self._per_host, self._delay = connections, per_host, delay
        self._running = 0
        self._ended = False
        self._hosts: dict[str, _Host] = {}
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a turn, and hold it for the block. Raises FetchError where there is none to be had."""
        with self._changed:
            one = self._host(host)
            while (pause := self._pause(one)) is not None:
                self._changed.wait(pause or None)
            one.running += 1
            self._running += 1
            one.next_start = time.monotonic() + one.delay
        try:
            yield
        finally:
            with self._changed:
                one.running -= 1
                self._running -= 1
                self._changed.notify_all()

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least `delay` seconds between two starts to a host."""
        with self._changed:
            one = self._host(host)
            one.delay = max(one.delay, delay)

    def hold(self, host: str, seconds: float) -> None:
        """Begin nothing more to a host for so many seconds."""
        with self._changed:
            one = self._host(host)
            one.next_start = max(one.next_start, time.monotonic() + seconds)

    def close(self, host: str, reason: str) -> None:
        """Begin nothing more to a host at all."""
        with self._changed:
            self._host(host).closed = reason
            self._changed.notify_all()

    def end(self) -> None:
        """Begin nothing more at all: who waits for a turn gets none."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host(self._delay))

    def _pause(self, host: _Host) -> float | None:
        """Seconds to wait before another look; 0 until something changes; None to begin now."""
        if self._ended:
            raise FetchError("is not asked any more: the fetch was ended")
        if host.closed:
            raise FetchError(host.closed)
        if self._running >= self._connections or host.running >= self._per_host:
            return 0
        wait = host.next_start - time.monotonic()
        return wait if wait > 0 else None
