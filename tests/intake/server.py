"""A small web server on the loopback, as kind or as hostile as a test wants it.

    with serve({"/feed.xml": page(b"<rss/>", etag='"1"'), "/slow": drip_body()}) as site:
        site.url("/feed.xml")      # http://127.0.0.1:PORT/feed.xml
        site.requests              # what was asked so far: path, headers, when
        site["/feed.xml"] = page(b"<rss>news</rss>")    # from now on

A handler is a function of the request and of the raw socket. It returns True where the connection may be used again; it
is closed otherwise. Paths that have no handler answer 404. When the block ends, every connection is cut and every
thread has ended.
"""

import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from machine import LONG

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request."""

    path: str  # with its query
    headers: Mapping[str, str]  # names in lower case
    at: float  # time.monotonic() of its arrival


Handler = Callable[[Asked, socket.socket], bool]


@dataclass(slots=True)
class Site:
    """A running server."""

    port: int
    tls: ssl.SSLContext | None
    handlers: dict[str, Handler]
    requests: list[Asked] = field(default_factory=list)
    connections: int = 0
    at_once: int = 0  # requests that are being answered
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    sockets: set[socket.socket] = field(default_factory=set)

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        """The full address of a path."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Asked]:
        """The requests for one path, in the order of their arrival."""
        return [one for one in self.requests if one.path == path]

    def __setitem__(self, path: str, handler: Handler) -> None:
        self.handlers[path] = handler


@contextmanager
def serve(handlers: Mapping[str, Handler], *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve on a free port of 127.0.0.1 until the block ends; by https with the certificate of `tls`."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        site = Site(port=listener.getsockname()[1], tls=tls, handlers=dict(handlers))
        threads: list[threading.Thread] = []
        accepting = threading.Thread(target=_accept, args=(listener, site, threads), daemon=True)
        accepting.start()
        try:
            yield site
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join(10)
            for thread in threads:
                _cut(site)
                thread.join(10)


def _accept(listener: socket.socket, site: Site, threads: list[threading.Thread]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with site.lock:
            site.connections += 1
            site.sockets.add(connection)
        threads[:] = [thread for thread in threads if thread.is_alive()]
        threads.append(threading.Thread(target=_talk, args=(connection, site), daemon=True))
        threads[-1].start()


def _cut(site: Site) -> None:
    with site.lock:
        for connection in site.sockets:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _talk(plain: socket.socket, site: Site) -> None:
    with plain, suppress(OSError), _secured(plain, site.tls) as connection:
        while (asked := _read(connection)) and _answer(asked, connection, site):
            pass
    with site.lock:
        site.sockets.discard(plain)


@contextmanager
def _secured(plain: socket.socket, tls: ssl.SSLContext | None) -> Iterator[socket.socket]:
    if tls is None:
        yield plain
        return
    # A copy, so that the plain socket can still cut the connection.
    with plain.dup() as copy, tls.wrap_socket(copy, server_side=True) as connection:
        yield connection


def _read(connection: socket.socket) -> Asked | None:
    head = b""
    while b"\r\n\r\n" not in head:
        more = connection.recv(65536)
        head += more
        if not more or not head[:1].isalpha():  # the end, or not HTTP at all
            return None
    first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Asked(path=first.split(" ")[1], headers=headers, at=time.monotonic())


def _answer(asked: Asked, connection: socket.socket, site: Site) -> bool:
    with site.lock:
        site.requests.append(asked)
        site.at_once += 1
        site.most_at_once = max(site.most_at_once, site.at_once)
    try:
        return site.handlers.get(asked.path, page(b"nothing here", status=404))(asked, connection)
    finally:
        with site.lock:
            site.at_once -= 1


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """The status line and the headers of an answer, with the empty line that ends them."""
    lines = [f"HTTP/1.1 {status} Words", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


# Well-behaved answers


def page(
    body: bytes,
    *,
    content_type: str = "application/rss+xml",
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    etag: str = "",
    last_modified: str = "",
    seconds: float = 0.0,
) -> Handler:
    """Answer with a body; with 304 where `etag` or `last_modified` is the one that the client holds.

    `seconds` is how long the answer takes.
    """
    named = {"Content-Type": content_type, "ETag": etag, "Last-Modified": last_modified}
    given = {name: value for name, value in named.items() if value} | dict(headers or {})

    def handle(asked: Asked, connection: socket.socket) -> bool:
        time.sleep(seconds)
        known = (etag and asked.headers.get("if-none-match") == etag) or (
            last_modified and asked.headers.get("if-modified-since") == last_modified
        )
        if known:
            connection.sendall(head(304, {name: given[name] for name in ("ETag", "Last-Modified") if name in given}))
        else:
            connection.sendall(head(status, {"Content-Length": str(len(body))} | given) + body)
        return True

    return handle


def robots(text: str) -> Handler:
    """A robots.txt, to be served at "/robots.txt"."""
    return page(text.encode(), content_type="text/plain; charset=utf-8")


def zipped(body: bytes, *, cut: int = 0, content_type: str = "application/rss+xml") -> Handler:
    """A body in gzip, complete or without its last `cut` bytes."""
    packed = gzip.compress(body, mtime=0)
    return page(packed[: len(packed) - cut], content_type=content_type, headers={"Content-Encoding": "gzip"})


def redirect(to: str, *, status: int = 301) -> Handler:
    """Send the client elsewhere."""
    return page(b"", status=status, headers={"Location": to})


def once(happened: threading.Event, handler: Handler) -> Handler:
    """Answer as soon as something has happened, and not before."""

    def handle(asked: Asked, connection: socket.socket) -> bool:
        happened.wait(LONG)
        return handler(asked, connection)

    return handle


def together(number: int, handler: Handler) -> Handler:
    """Answer as soon as so many are to be answered."""
    all_there = threading.Barrier(number, timeout=LONG)

    def handle(asked: Asked, connection: socket.socket) -> bool:
        all_there.wait()
        return handler(asked, connection)

    return handle


def in_turn(*handlers: Handler) -> Handler:
    """The first request gets the first handler, and so on; the last one stays."""
    left = list(handlers)
    lock = threading.Lock()

    def handle(asked: Asked, connection: socket.socket) -> bool:
        with lock:
            now = left.pop(0) if len(left) > 1 else left[0]
        return now(asked, connection)

    return handle


# Hostile answers


def raw(data: bytes) -> Handler:
    """Send these bytes, whatever they are, and close the connection."""

    def handle(asked: Asked, connection: socket.socket) -> bool:
        connection.sendall(data)
        return False

    return handle


def truncated(body: bytes, *, missing: int = 100) -> Handler:
    """Promise more bytes than are sent."""
    return raw(head(200, {"Content-Type": "application/rss+xml", "Content-Length": str(len(body) + missing)}) + body)


def cut_chunked(body: bytes) -> Handler:
    """A chunked body without its end."""
    return raw(head(200, {"Transfer-Encoding": "chunked"}) + f"{len(body):x}\r\n".encode() + body + b"\r\n")


def gzip_bomb(*, megabytes: int = 1000) -> Handler:
    """A body of a thousandth of these megabytes, which expands to all of them."""
    packer = zlib.compressobj(9, wbits=31)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)  # can be repeated, since it stands alone
    return page(start + one * megabytes, headers={"Content-Encoding": "gzip"})


def large(*, megabytes: int = 50, says_so: bool = False) -> Handler:
    """A body of many megabytes; `says_so` in a Content-Length, or comes without a word."""

    def handle(asked: Asked, connection: socket.socket) -> bool:
        length = {"Content-Length": str(megabytes * MEGABYTE)} if says_so else {"Connection": "close"}
        connection.sendall(head(200, {"Content-Type": "text/html"} | length))
        for _ in range(megabytes):
            connection.sendall(b"words " * (MEGABYTE // 6))
        return False

    return handle


def drip_headers(*, seconds: float = 0.02) -> Handler:
    """Endless headers, a byte at a time."""
    return _drip(b"HTTP/1.1 200 Words\r\nX-Long: ", seconds)


def drip_body(*, seconds: float = 0.02) -> Handler:
    """An endless body, a byte at a time."""
    return _drip(head(200, {"Content-Type": "application/rss+xml", "Connection": "close"}), seconds)


def _drip(start: bytes, seconds: float) -> Handler:
    def handle(asked: Asked, connection: socket.socket) -> bool:
        connection.sendall(start)
        for _ in range(10_000):  # ends earlier, when the client leaves or the server stops
            time.sleep(seconds)
            connection.sendall(b"a")
        return False

    return handle


def silent() -> Handler:
    """Take the request and never say a word."""

    def handle(asked: Asked, connection: socket.socket) -> bool:
        connection.recv(1)  # ends when the client leaves or the server stops
        return False

    return handle


def reset() -> Handler:
    """Cut the connection the hard way, without an answer."""

    def handle(asked: Asked, connection: socket.socket) -> bool:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    return handle


def busy(*, retry_after: str = "", status: int = 429) -> Handler:
    """Ask the client to come back later."""
    return page(b"too many", status=status, headers={"Retry-After": retry_after} if retry_after else {})
