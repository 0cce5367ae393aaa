"""HTTP to the server: JSON records, compressed, and every way it can fail as one of a few codes.

The codes of :class:`AppError` that any call may raise:

==================  ==========================================================================================
offline             the server cannot be reached, or the connection broke (values: why)
timeout             it was reached and did not answer in time
tls                 its certificate is not trusted, or the encryption failed
no_https            what answers there speaks no https at all, plain http by the look of it
foreign_server      something else answers: a captive portal, a redirect, another installation
bad_answer          the right server's answer cannot be read
token_expired       the sign-in has ended
wrong_credentials   name or password is wrong
forbidden           the account may not do this
device_wiped        an administrator ordered that this device deletes what it holds of the account
too_large           the server does not take a body of this size
protocol            the server is too new or too old for this program (values: what it says)
server_error        the server failed or is busy (values: status, retry_after_s if it said so)
server_full         the server has no room for a file
aborted             :meth:`Transport.abort` was called
==================  ==========================================================================================

Every other refusal keeps the code and the values of the server's :class:`app.domain.protocol.Problem`.

How the server is reached stands in :mod:`app.sync.reach`. Nothing that a request carries is logged. Importing this
module costs 0.16 s (requests): do it off the GUI thread or after the window is shown.
"""

import contextlib
import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Protocol, TypeVar

import msgspec
import requests
import urllib3

from app.domain.devices import HEADER
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES
from app.domain.protocol import PROTOCOL, Problem, SignedIn, SignIn
from app.sync.reach import Adapter, Way
from app.sync.wire import clean_url, pack, unpack
from app.system.device import program

log = logging.getLogger(__name__)
T = TypeVar("T")

PRODUCT = "zhiying"
CONNECT_SECONDS = 8.0
READ_SECONDS = 30.0
HEALTH_SECONDS = 8.0
"""Who a server is takes it no time to say: somebody waits in front of the sign-in for it."""
WAIT_SECONDS = 65.0  # the server answers a held request after 50 s at the latest
COMPRESS_OVER = 1024
LARGEST_ANSWER = 64 * 1024 * 1024
CHUNK = 1024 * 1024

_RENAMED: Mapping[str, str] = MappingProxyType({"protocol_unsupported": "protocol", "body_too_large": "too_large"})
_STATUS: Mapping[int, str] = MappingProxyType(
    {401: "token_expired", 403: "forbidden", 413: "too_large", 426: "protocol", 511: "foreign_server"}
)


Moved = Callable[[int], None]
"""Is told how many bytes of a file are across. What it raises ends the transfer."""


class Sink(Protocol):
    """Where a download goes; :class:`app.storage.blobs.Incoming` is the real one."""

    @property
    def size(self) -> int:
        """How many bytes of an earlier try are there."""
        ...

    def write(self, pieces: Iterable[bytes]) -> None:
        """Add what comes."""
        ...

    def drop(self) -> None:
        """Throw away what is there."""
        ...

    def finish(self) -> None:
        """Check and keep the whole."""
        ...


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """What a server tells before a sign-in."""

    product: str
    server_id: str
    server_name: str = ""
    proto: int = PROTOCOL
    version: str = ""
    now: int = 0
    upload: int = 0
    """0: a server that does not say, while it takes a file, how much of it is there."""


class Transport:
    """Requests to one server. Safe to use from several threads at once.

    ``token`` is asked for each request; ``server_id`` is the installation that must answer ("" before the first
    sign-in); ``device`` is what :meth:`introduce` takes; ``ca_file`` names the trusted certificates instead of the
    usual ones (an office's own authority).
    """

    def __init__(
        self,
        base_url: str,
        token: Callable[[], str | None] = lambda: None,
        *,
        server_id: str = "",
        ca_file: Path | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
        wait_seconds: float = WAIT_SECONDS,
        device: str = "",
    ) -> None:
        self.base_url = clean_url(base_url)
        self.server_id = server_id
        self._token = token
        self._timeouts = (connect_seconds, read_seconds)
        self._wait_timeouts = (connect_seconds, wait_seconds)
        self._http = requests.Session()
        self._aborted = threading.Event()
        self._adapter = Adapter(self._aborted)
        self._http.mount("http://", self._adapter)
        self._http.mount("https://", self._adapter)
        self._http.headers.update({"Accept": "application/json", "Accept-Encoding": "zstd, gzip"})
        self._http.headers["User-Agent"] = program()
        self.introduce(device)
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._http.trust_env = False
        self._ca_file = ca_file
        self._way = Way(self.base_url)

    def introduce(self, device: str) -> None:
        """Have every request show which device makes it (:func:`app.system.device.device_key`); "" for none."""
        if device:
            self._http.headers[HEADER] = device

    # -- requests ----------------------------------------------------------------------------------------------

    def health(self) -> Health:
        """Return which server this is. Raises foreign_server for another product or another installation."""
        connect, read = self._timeouts
        try:
            found = self._exchange("GET", "/health", Health, timeouts=(connect, min(read, HEALTH_SECONDS)))
        except AppError as error:
            if error.code == "bad_answer":  # another product's JSON
                raise AppError("foreign_server", {"url": self.base_url, "found": str(error)}) from error
            raise
        if found.product != PRODUCT or (self.server_id and found.server_id != self.server_id):
            raise AppError("foreign_server", {"url": self.base_url, "found": found.server_name or found.product})
        return found

    def sign_in(self, login: str, password: str, device: str) -> SignedIn:
        """Sign in by name and password; does not change which token later requests carry."""
        answer = self.post("/auth/v1/sign-in", SignIn(login=login, password=password, device=device), SignedIn)
        if self.server_id and answer.server_id != self.server_id:
            raise AppError("foreign_server", {"url": self.base_url, "found": answer.server_name})
        return answer

    def get(self, path: str, into: type[T]) -> T:
        """Return the record at a path."""
        return self._exchange("GET", path, into)

    def post(self, path: str, body: bytes | msgspec.Struct, into: type[T], *, seconds: float | None = None) -> T:
        """Send a record (or JSON that is already encoded) and return the answer, within ``seconds`` if given."""
        data = body if isinstance(body, bytes) else msgspec.json.encode(body)
        headers = {"Content-Type": "application/json"}
        if len(data) > COMPRESS_OVER:
            data = pack(data)
            headers["Content-Encoding"] = "zstd"
        connect, read = self._timeouts
        timeouts = (connect, read if seconds is None else min(read, seconds))
        return self._exchange("POST", path, into, data=data, headers=headers, timeouts=timeouts)

    def wait(self, path: str, into: type[T]) -> T:
        """Return the answer to a request that the server holds; :meth:`abort` ends it at once."""
        return self._exchange("GET", path, into, timeouts=self._wait_timeouts)

    def upload(self, path: str, source: BinaryIO, size: int, moved: Moved = lambda done: None) -> None:
        """Send a file of ``size`` bytes, going on where an earlier attempt, or another device, stopped.

        ``HEAD path`` tells in ``Upload-Offset`` how much the server has, with the same ``Upload-Length`` if that is
        all; ``PATCH path`` with both sends the next piece of at most 1 MiB. The server checks the hash that the path
        names. An answer without these headers is not the server's, unless that is an older one: a captive portal
        answers everything with 200.
        Raises AppError: "file_unreadable" while it cannot be read, "file_too_large", and whatever ``moved`` raises.
        """
        if size > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"size": size, "limit": MAX_FILE_BYTES})
        offset = self._uploaded(path)
        while offset is not None:  # also when all bytes are there: the last answer says that it is taken
            moved(offset)
            try:
                source.seek(offset)
                piece = source.read(CHUNK)
            except OSError as error:
                raise AppError("file_unreadable", {"why": error.strerror or str(error)}) from error
            offset = self._send_piece(path, piece, offset, size)
        moved(size)

    def _uploaded(self, path: str) -> int | None:
        """Return how many bytes of a file the server has, None when it has all."""
        with self._request("HEAD", path) as response:
            if response.status_code == 404:
                return 0
            if response.status_code >= 400:
                raise _refusal(response, b"")
            offset = self._offset(response)
            return None if offset is None or response.headers.get("Upload-Length") == str(offset) else offset

    def _send_piece(self, path: str, piece: bytes, offset: int, size: int) -> int | None:
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Length": str(size),
        }
        with self._request("PATCH", path, data=piece, headers=headers) as response:
            if response.status_code >= 400:
                refusal = _refusal(response, _content(response))
                here = refusal.values.get("offset")
                if refusal.code == "upload_offset" and isinstance(here, int) and 0 <= here != offset:
                    return here  # another device of this agent is at it, too, or the server lost what it had
                raise refusal
            done = offset + len(piece)
            if self._offset(response) not in (done, None):
                raise AppError("bad_answer", {"why": "Upload-Offset"})
        return None if done >= size else done

    def _offset(self, response: requests.Response) -> int | None:
        """Return how much of a file the server says to have, None for all that an older one was asked about.

        Raises AppError: "foreign_server", "bad_answer", and what :meth:`health` raises.
        """
        offset = response.headers.get("Upload-Offset")
        if offset is not None:
            return _whole_number(offset)
        if response.status_code not in (200, 204) or self.health().upload:
            raise AppError("foreign_server", {"url": self.base_url, "found": str(response.status_code)})
        return None

    def download(self, path: str, sink: Sink, moved: Moved = lambda done: None, limit: int = MAX_FILE_BYTES) -> None:
        """Bring a file, going on behind what the sink has of it, and have the sink check and keep the whole.

        Raises AppError: "file_hash" when it is not the one that the path names, and whatever ``moved`` raises.
        """
        begun = sink.size
        if not begun or not self._bring(path, sink, begun, moved, limit):
            self._bring(path, sink, 0, moved, limit)
        sink.finish()

    def _bring(self, path: str, sink: Sink, begun: int, moved: Moved, limit: int) -> bool:
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"}
        if begun:
            headers["Range"] = f"bytes={begun}-"
        with self._request("GET", path, headers=headers) as response:
            if begun and response.status_code == 416:
                return False
            if response.status_code >= 400:
                raise _refusal(response, _content(response))
            if response.status_code != 206 or not begun:
                sink.drop()
                begun = 0
            sink.write(_counted(response.raw.stream(CHUNK, decode_content=False), begun, moved, limit))
        return True

    def abort(self) -> None:
        """End what is under way in other threads and refuse what comes later; see :meth:`resume`."""
        self._aborted.set()
        self._adapter.cut()
        self._http.close()

    def resume(self) -> None:
        """Allow requests again."""
        self._aborted.clear()

    close = abort

    # -- one exchange ------------------------------------------------------------------------------------------

    def _exchange(
        self,
        method: str,
        path: str,
        into: type[T],
        *,
        data: bytes | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
        timeouts: tuple[float, float] | None = None,
    ) -> T:
        begun = time.monotonic()
        with self._request(method, path, data=data, headers=headers, timeouts=timeouts) as response:
            body = _content(response)
            status = response.status_code
            kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if status >= 400:
                raise self._explained(_refusal(response, body), path)
            if status == 204 and into is type(None):
                return into()
        log.debug("%s %s: %d, %d bytes, %.0f ms", method, path.partition("?")[0], status, len(body), _ms(begun))
        if kind != "application/json":  # a captive portal answers everything with its own page
            raise AppError("foreign_server", {"url": self.base_url, "found": kind or "?"})
        try:
            return msgspec.json.decode(body, type=into)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise AppError("bad_answer", {"path": path.partition("?")[0], "why": str(error)}) from error

    def _explained(self, refusal: AppError, path: str) -> AppError:
        """Return why a sign-in is refused: it may be known to another installation at this address."""
        if refusal.code == "token_expired" and self.server_id and path != "/health":
            try:
                self.health()
            except AppError as error:
                if error.code == "foreign_server":
                    return error
        return refusal

    @contextlib.contextmanager
    def _request(
        self,
        method: str,
        path: str,
        *,
        data: bytes | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
        timeouts: tuple[float, float] | None = None,
    ) -> Iterator[requests.Response]:
        """Send a request and give its answer, unread; the whole exchange's failures become codes."""
        if self._aborted.is_set():
            raise AppError("aborted")
        sent = dict(headers)
        if token := self._token():
            sent["Authorization"] = f"Bearer {token}"
        proxies, bundle = self._way.look()
        try:
            with self._http.request(
                method,
                f"{self.base_url}{path}",
                data=data,
                headers=sent,
                timeout=timeouts or self._timeouts,
                allow_redirects=False,  # the token must not follow anywhere, and the protocol has no redirects
                stream=True,
                verify=str(self._ca_file or bundle) or True,
                proxies=proxies,
                auth=_no_netrc,
            ) as response:
                if 300 <= response.status_code < 400:
                    raise AppError("foreign_server", {"url": self.base_url, "found": str(response.status_code)})
                yield response
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            self._way.forget()
            if self._aborted.is_set():
                raise AppError("aborted") from error
            raise _failure(error) from error


def _no_netrc(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave the request as it is; without this, a netrc file of the user would replace the token."""
    return request


def _counted(pieces: Iterator[bytes], begun: int, moved: Moved, limit: int) -> Iterator[bytes]:
    """Pass the pieces of a file on and tell how far it came; failures of the line become codes here already."""
    done = begun
    moved(done)
    while True:
        try:
            piece = next(pieces, b"")
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _failure(error) from error
        if not piece:
            return
        done += len(piece)
        if done > limit:
            raise AppError("bad_answer", {"why": f"more than {limit} bytes"})
        yield piece
        moved(done)


def _content(response: requests.Response, limit: int = LARGEST_ANSWER) -> bytes:
    """Return an answer's body, unpacked and at most ``limit`` bytes. Raises AppError("bad_answer")."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    parts: list[bytes] = []
    size = 0
    for part in response.raw.stream(CHUNK, decode_content=False):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise AppError("bad_answer", {"why": f"more than {limit} bytes"})
    return unpack(b"".join(parts), encoding, limit)


def _refusal(response: requests.Response, body: bytes) -> AppError:
    """Return the error that an answer with an error status means."""
    status = response.status_code
    code = _STATUS.get(status, "server_error" if status >= 500 or status == 429 else "foreign_server")
    values: dict[str, object] = {"status": status}
    try:
        problem = msgspec.json.decode(body, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError):
        if response.request.method != "HEAD":  # whose answers have no body
            log.warning("The server answered %d without a reason", status)
        if status == 407:
            return AppError("offline", {"why": "proxy asks for a password"})
    else:
        values |= problem.values
        if status < 500 or status == 507:
            code = _RENAMED.get(problem.code, problem.code)
    if (after := response.headers.get("Retry-After", "")).isdigit():
        values.setdefault("retry_after_s", int(after))
    return AppError(code, values)


_NOT_TLS = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "RECORD_LAYER_FAILURE"})
"""What OpenSSL calls an answer that is none of its protocol."""


def _failure(error: Exception) -> AppError:
    """Return the error that a failed exchange means. Its values hold nothing that the request carried."""
    causes = list(_chain(error))
    why = next((cause.strerror for cause in causes if isinstance(cause, OSError) and cause.strerror), "")
    values = {"why": why or type(causes[-1]).__name__}
    if any(
        isinstance(cause, ssl.SSLError | requests.exceptions.SSLError | urllib3.exceptions.SSLError) for cause in causes
    ):
        plain = any(isinstance(cause, ssl.SSLError) and cause.reason in _NOT_TLS for cause in causes)
        return AppError("no_https" if plain else "tls", values)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return AppError("bad_address", values)
    if isinstance(error, requests.exceptions.ReadTimeout | urllib3.exceptions.ReadTimeoutError):
        return AppError("timeout", values)
    return AppError("offline", values)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it, outermost first."""
    seen: set[int] = set()
    pending = [error]
    while pending:
        found = pending.pop(0)
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        pending += [cause for cause in (found.__cause__, found.__context__) if cause is not None]
        pending += [part for part in (*found.args, getattr(found, "reason", None)) if isinstance(part, BaseException)]


def _whole_number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise AppError("bad_answer", {"why": "Upload-Offset"})
    return int(text)


def _ms(begun: float) -> float:
    return (time.monotonic() - begun) * 1000
