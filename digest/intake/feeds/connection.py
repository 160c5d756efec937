"""One request and its answer, over a connection that was checked and that ends in time."""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import httpcore

from digest.intake.feeds.addresses import Address
from digest.intake.feeds.decompression import CUT_OFF, read_body
from digest.intake.feeds.failure import FetchError, too_large
from digest.intake.feeds.guard import Guard

HEADERS_BYTES = 500_000  # room for headers and for the marks between chunks, beyond the body
KEEP_ALIVE = 5.0  # seconds; many servers close idle connections soon after

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]  # names in lower case; values of repeated headers joined with commas
    body: bytes  # decompressed; empty unless the status is 200


class Budget:
    """The time and the bytes that one answer may take, over all its redirects. Waiting for a turn costs nothing."""

    def __init__(self, *, seconds: float, max_bytes: int) -> None:
        self.seconds, self.max_bytes = seconds, max_bytes
        self._left, self._bytes = seconds, max_bytes + HEADERS_BYTES
        self._end = 0.0
        self.connected = False  # whether a connection was made for the running request

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run for the block, for all network traffic of this thread."""
        self._end, self.connected = time.monotonic() + self._left, False
        token = _BUDGET.set(self)
        try:
            yield
        finally:
            _BUDGET.reset(token)
            self._left = self._end - time.monotonic()

    def time_left(self) -> float:
        """Seconds, more than 0. Raises httpcore.ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def spend(self, received: int) -> None:
        """Count bytes. Raises FetchError when there were too many."""
        self._bytes -= received
        if self._bytes < 0:
            raise too_large(self.max_bytes)


# httpcore's own limits hold for each read, so that a drip never ends. A request runs in the thread that asked for it;
# the streams below find its budget here.
_BUDGET: ContextVar[Budget] = ContextVar("budget")


class _Stream(httpcore.NetworkStream):
    """Reads and writes within the budget of the running request."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        budget = _BUDGET.get()
        data = self._stream.read(max_bytes, budget.time_left())
        budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, _BUDGET.get().time_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _BUDGET.get().time_left()))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to an address that the guard has seen, and to no other: a host name is looked up once."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        budget = _BUDGET.get()
        budget.connected = True
        addresses = _in_time(lambda: self._guard.addresses(host, port), budget.time_left())
        return self._connect(addresses, port)

    def _connect(self, addresses: tuple[str, ...], port: int) -> httpcore.NetworkStream:
        """Connect to the first address that answers; a silent one gets its share of the time."""
        share = _BUDGET.get().time_left() / len(addresses)
        try:
            return _Stream(self._sockets.connect_tcp(addresses[0], port, share))
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            if not addresses[1:]:
                raise
        return self._connect(addresses[1:], port)


def _in_time(function: Callable[[], Found], seconds: float) -> Found:
    """Run a function that knows no time limit, as the system's name service does. Raises httpcore.ConnectTimeout."""
    future: Future[Found] = Future()

    def run() -> None:
        try:
            future.set_result(function())
        except Exception as error:  # whatever it is, it is raised where the result is waited for
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        raise httpcore.ConnectTimeout from None


@cache
def authorities() -> ssl.SSLContext:
    """Who vouches for certificates: the system's authorities and certifi's. Read once, since that takes 0.1 s."""
    return httpcore.default_ssl_context()


class Connections:
    """Open connections, shared by threads."""

    def __init__(self, guard: Guard, *, most: int) -> None:
        """Keep at most `most` connections; whatever the guard says no to is not connected."""
        self._pool = httpcore.ConnectionPool(
            ssl_context=authorities(),
            max_connections=most,
            keepalive_expiry=KEEP_ALIVE,
            network_backend=_Backend(guard),
        )

    def close(self) -> None:
        """Close them all."""
        self._pool.close()

    def ask(self, address: Address, headers: Mapping[str, str], budget: Budget) -> Reply:
        """Ask once, without following redirects. Raises FetchError."""
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        )
        given = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        with _explained(budget), budget.running():
            while True:
                try:
                    return self._ask(httpcore.Request("GET", url, headers=given), budget)
                except (httpcore.RemoteProtocolError, httpcore.NetworkError):
                    if budget.connected:  # else it was an old connection, which the server may have given up since
                        raise

    def _ask(self, request: httpcore.Request, budget: Budget) -> Reply:
        request.extensions = {"timeout": {"pool": budget.time_left()}}
        with closing(self._pool.handle_request(request)) as response:
            return _reply(response, budget.max_bytes)


def _reply(response: httpcore.Response, max_bytes: int) -> Reply:
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    length = headers.get("content-length", "")
    if response.status == 200 and length.isdecimal() and int(length) > max_bytes:
        raise too_large(max_bytes)
    return Reply(status=response.status, headers=headers, body=_body(response, headers, max_bytes))


def _body(response: httpcore.Response, headers: Mapping[str, str], max_bytes: int) -> bytes:
    """Read the body of a 200 and the end of a 304, which keeps the connection usable; nobody reads the others."""
    if response.status not in {200, 304}:
        return b""
    try:
        encoding = headers.get("content-encoding", "") if response.status == 200 else ""
        return read_body(response.iter_stream(), encoding=encoding, max_bytes=max_bytes)
    except (httpcore.RemoteProtocolError, httpcore.ReadError):
        raise FetchError(CUT_OFF, passing=True) from None


@contextmanager
def _explained(budget: Budget) -> Iterator[None]:
    """Say in the user's words what httpcore raises; it wraps what the system said."""
    try:
        yield
    except httpcore.TimeoutException:
        raise FetchError(f"does not answer within {budget.seconds:g} seconds", passing=True) from None
    except httpcore.ProtocolError as error:
        raise _unspoken(str(error)) from None
    except httpcore.NetworkError as error:
        raise _unreachable(error.args[0] if error.args else error) from None


def _unspoken(said: str) -> FetchError:
    if "without sending a response" in said:
        return FetchError("closes the connection without an answer", passing=True)
    return FetchError(f"does not speak HTTP as it should ({said[:200]})")


def _unreachable(error: Exception) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(f"its certificate is not valid: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        return FetchError(f"cannot agree with us on an encrypted connection ({error.reason or 'it was cut off'})")
    if isinstance(error, ConnectionRefusedError):
        return FetchError("takes no connections: nothing listens there at present", passing=True)
    if isinstance(error, ConnectionError):
        return FetchError("cuts the connection", passing=True)
    return FetchError(f"cannot be reached ({getattr(error, 'strerror', None) or error})", passing=True)
