"""A local server for `digest serve`: the finished site, with a script that reloads the browser after a rebuild."""

import functools
import http.server
import queue
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from digest.errors import DigestError
from digest.lock import LOCK_NAME, RECORD, RECORDS

EVENTS = "/_digest/events"
RELOAD = (
    b"<script>(function(){var last;new EventSource('" + EVENTS.encode() + b"').onmessage=function(event){"
    b"if(last!==undefined&&last!==event.data)location.reload();last=event.data}})()</script>"
)
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')  # it would stop the reload script
HEARTBEAT_SECONDS = 15  # a browser that went away is noticed at the next write


class Edits:
    """Counts rebuilds, and lets threads wait for the next one."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def announce(self) -> None:
        """Say that a rebuild is done."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def after(self, seen: int, timeout: float) -> int:
        """Return the count as soon as it differs from `seen`, or after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen, timeout)
            return self._count


def changes(folders: Sequence[Path], file: Path) -> Iterator[None]:
    """Watch from now on; yield after each change of the file or below the folders, those made meanwhile together.

    Never ends by itself. Once this has returned an interrupt is heard at once: in an import it can be lost.
    """
    from watchfiles import watch

    def matters(_: object, name: str) -> bool:
        # The lock file and the editions are written by builds themselves, and would start the next one.
        path = Path(name)
        kept = path.parent.name == RECORDS and RECORD.match(path.name.removeprefix("."))
        own = kept or path.name == RECORDS or path.name.startswith((LOCK_NAME, f".{LOCK_NAME}"))
        return path == file or (not own and any(path.is_relative_to(folder.resolve()) for folder in folders))

    news: queue.SimpleQueue[None] = queue.SimpleQueue()
    stop = threading.Event()

    def listen(paths: Sequence[Path], *, recursive: bool) -> None:
        for _ in watch(*paths, watch_filter=matters, recursive=recursive, stop_event=stop, rust_timeout=500):
            news.put(None)

    # The file's folder, not the file: editors put a new file in the old one's place, and nobody would hear of it again.
    for paths, recursive in (([folder.resolve() for folder in folders], True), ([file.parent], False)):
        threading.Thread(target=listen, args=(paths,), kwargs={"recursive": recursive}, daemon=True).start()
    return _told(news, stop)


def _told(news: "queue.SimpleQueue[None]", stop: threading.Event) -> Iterator[None]:
    try:
        while True:
            news.get()
            while not news.empty():
                news.get()
            yield
    finally:
        stop.set()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files; pages carry the reload script, which is never part of the built site."""

    def __init__(self, *args: Any, edits: Edits, **kwargs: Any) -> None:
        self._edits = edits
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Answer a request for a page, a file or the stream of rebuilds."""
        if self.path == EVENTS:
            self._stream()
            return
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if file.is_dir() and self.path.split("?")[0].endswith("/") else file
        if page.suffix == ".html" and page.is_file():
            self._page(page)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Forbid caching: an editor must see the newest build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Stay quiet: the console belongs to the builds."""

    def _page(self, page: Path) -> None:
        body = POLICY.sub(b"", page.read_bytes(), count=1)
        head, found, tail = body.rpartition(b"</body>")
        body = head + RELOAD + found + tail if found else body
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        count = -1
        try:
            while True:
                count = self._edits.after(count, HEARTBEAT_SECONDS)
                self.wfile.write(f"data: {count}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return


@contextmanager
def serving(folder: Path, edits: Edits, *, port: int) -> Iterator[int]:
    """Serve `folder` on 127.0.0.1 until the block ends; yield the port (a free one for 0).

    Raises DigestError where the port is taken or may not be used.
    """
    handler = functools.partial(_Handler, edits=edits, directory=str(folder))
    try:
        listening = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise DigestError(f"port {port} cannot be used ({error.strerror}); name another with --port") from None
    with listening as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, name="preview", daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
