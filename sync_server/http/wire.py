"""What all routes share: bodies (limits, compression, clients that leave), errors as ``Problem``, tokens."""

import asyncio
import gzip
import io
import logging
import re
import zlib
from types import MappingProxyType
from typing import Any, Final

import msgspec
import zstandard
from litestar import MediaType, Request, Response
from litestar.datastructures import Headers, MutableScopeHeaders, State
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.devices import HEADER
from app.domain.errors import AppError, Refused
from app.domain.protocol import Problem
from sync_server.service import branches
from sync_server.service.accounts import Caller, hash_token
from sync_server.service.load import retry_after
from sync_server.service.runtime import Runtime
from sync_server.storage.database import DatabaseBusy
from sync_server.storage.devices import Visit

log = logging.getLogger(__name__)

_PROGRAM = re.compile(r"ZhiyingDesk/(?P<version>[\w.+-]{1,40})(?: \((?P<system>[^()]{0,80})\))?")

AnyRequest = Request[Any, Any, State]
Running = NamedDependency[Runtime]
"""What a handler takes as ``runtime``."""
LARGEST_BODY: Final = 24 << 20
SMALL_BODY: Final = 256 << 10
LIMITS: Final = {
    "/sync/v1/push": LARGEST_BODY,  # an action is sent whole: 200 articles of an import are one
    "/branch/v1/push": LARGEST_BODY,
    "/branch/v1/feed": LARGEST_BODY,
    "/chat/v1/files": LARGEST_BODY,  # whoever reads it says file_too_large before
    "/files/v1/": 1 << 20,  # files come in pieces
    "/branch/v1/files/": 1 << 20,
}
"""How much the routes take that take more than SMALL_BODY, by the beginning of their paths."""
HELD: Final = frozenset({"/sync/v1/wait", "/chat/v1/events", "/health"})
"""Routes that rest until something happens, or cost nothing."""
SMALLEST_COMPRESSED: Final = 400
STATUS: Final = {
    "wrong_credentials": 401,
    "wrong_password": 403,
    "token_expired": 401,
    "forbidden": 403,
    "no_branch": 404,
    "only_headquarters": 409,
    "flow_over": 409,
    "device_wiped": 403,
    "not_yours": 403,
    "nothing_waiting": 404,
    "no_such_row": 404,
    "no_such_file": 404,
    "body_too_large": 413,
    "file_too_large": 413,
    "file_hash": 422,
    "upload_offset": 409,
    "bad_range": 416,
    "protocol_unsupported": 426,
    "rate_limited": 429,
    "internal": 500,
    "busy": 503,
    "files_out_of_reach": 503,
    "server_full": 507,
}


def _agents(runtime: Runtime, token: str, visit: Visit) -> object:
    return runtime.caller(token, visit)


def _branchs(runtime: Runtime, token: str, visit: Visit) -> object:
    return runtime.db.read(lambda reader: branches.server_of(reader, token))


SIGNED_IN: Final = MappingProxyType(
    {"/sync/v1/push": _agents, "/branch/v1/push": _branchs, "/branch/v1/feed": _branchs}
)
"""Routes of large bodies, which the framework reads before their handlers look at the token -> how that is checked."""


class ClientLeft(Exception):
    """The client closed the connection before its request was here. Nobody is left to be answered."""


def bearer(request: AnyRequest) -> str:
    """Return the token of a request, "" when it has none."""
    return token_of(request.headers)


def token_of(headers: Headers) -> str:
    """Return the token that a request's headers carry, "" when they carry none."""
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def caller(request: AnyRequest, runtime: Runtime) -> Caller:
    """Return who makes a request. Raises AppError: "token_expired", "device_wiped"."""
    return runtime.caller(bearer(request), visit_of(request))


def visit_of(request: AnyRequest) -> Visit:
    """Return what a request tells of the device that made it."""
    return visit_from(request.headers, request.client.host if request.client else "")


def visit_from(headers: Headers, address: str) -> Visit:
    """Return what headers tell of a device: its key, and its program and system as ``ZhiyingDesk/1.0 (Windows 11)``."""
    key = headers.get(HEADER, "")
    told = _PROGRAM.fullmatch(headers.get("User-Agent", "")[:200])
    return Visit(
        key=hash_token(key) if key else "",
        address=address,
        version=told["version"] if told else "",
        system=told["system"] if told else "",
    )


def whole(request: AnyRequest, name: str) -> int:
    """Return a header's whole number, not negative. Raises AppError("bad_request")."""
    value = request.headers.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > 12:
        raise AppError("bad_request", {"why": f"{name} is not a whole number"})
    return int(value)


def problem(status: int, code: str, values: dict[str, Any] | None = None) -> Response[Problem]:
    """Return an error answer."""
    headers = {"Retry-After": str(values["retry_after_s"])} if values and "retry_after_s" in values else {}
    body = Problem(code=code, values=values or {})
    return Response(body, status_code=status, media_type=MediaType.JSON, headers=headers)


def app_error(request: AnyRequest, error: AppError) -> Response[Problem]:
    """A foreseen failure: its code, with 409 for what a rule refuses and 400 for what is wrong in itself."""
    fallback = 409 if isinstance(error, Refused) else 400
    return problem(STATUS.get(error.code, fallback), error.code, dict(error.values))


def http_error(request: AnyRequest, error: HTTPException) -> Response[Problem]:
    """The framework's own refusals: unknown paths, wrong methods, bodies that do not fit."""
    codes = {404: "no_such_path", 405: "method_not_allowed", 413: "body_too_large"}
    if error.status_code < 500:
        why = {"why": error.detail} if error.status_code == 400 else {}
        return problem(error.status_code, codes.get(error.status_code, "bad_request"), why)
    return any_error(request, error)


def busy(request: AnyRequest, error: DatabaseBusy) -> Response[Problem]:
    """The database could not take it now: the same request may work later."""
    log.warning("The database could not answer %s: %s", request.url.path, error)
    return problem(503, "busy", {"retry_after_s": retry_after()})


def bad_body(request: AnyRequest, error: msgspec.DecodeError | UnicodeDecodeError) -> Response[Problem]:
    """A body that is not what the route takes."""
    return problem(400, "bad_request", {"why": str(error)})


def client_left(request: AnyRequest, error: ClientLeft) -> Response[Problem]:
    """A client that goes away is no fault of anybody's; what is returned here is never sent."""
    log.debug("%s %s: the client left.", request.method, request.url.path)
    return problem(400, "bad_request")


def too_deep(request: AnyRequest, error: RecursionError) -> Response[Problem]:
    """A body of more lists in one another than anything has."""
    return problem(400, "bad_request", {"why": "too deep"})


def any_error(request: AnyRequest, error: Exception) -> Response[Problem]:
    """A fault of ours: logged with its traceback, told without."""
    log.error("%s %s failed.", request.method, request.url.path, exc_info=error)
    return problem(500, "internal")


class Crowd:
    """ASGI middleware: answers 503 with ``Retry-After`` when the process is at too many requests already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap one request."""
        if scope["type"] != ScopeType.HTTP or scope["path"] in HELD:
            await self.app(scope, receive, send)
            return
        runtime: Runtime = scope["litestar_app"].state["runtime"]
        with runtime.load.request():
            await self.app(scope, receive, send)


class Bodies:
    """ASGI middleware: watches a request's body come in.

    A large one is looked at only when a token came with it: anybody could have us read and unpack it. One that ends
    because the client left raises :class:`ClientLeft` in whoever reads it (the framework would call it
    an internal error), one that is larger than its route takes AppError("body_too_large").
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap one request."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        limit = body_limit(scope["path"])
        check = SIGNED_IN.get(scope["path"])
        if check is not None:
            runtime: Runtime = scope["litestar_app"].state["runtime"]
            token = token_of(Headers.from_scope(scope))
            client = scope["client"]
            visit = visit_from(Headers.from_scope(scope), client[0] if client else "")
            await runtime.in_thread(lambda: check(runtime, token, visit))
        declared = Headers.from_scope(scope).get("content-length", "0")
        size = 0
        more = True

        async def watched() -> Any:
            nonlocal size, more
            message = await receive()
            if message["type"] != "http.request":
                if more:
                    raise ClientLeft
                return message  # whoever streams an answer waits for it
            more = message.get("more_body", False)
            size += len(message["body"])
            if size > limit or (declared.isdecimal() and int(declared[:20]) > limit):
                raise AppError("body_too_large", {"limit": limit})
            return message

        await self.app(scope, watched, send)


def body_limit(path: str) -> int:
    """Return the largest body (bytes, before and after unpacking) that a path takes."""
    return next((limit for prefix, limit in LIMITS.items() if path.startswith(prefix)), SMALL_BODY)


class Compression:
    """ASGI middleware: takes zstd and gzip bodies, answers JSON in the encoding that the client prefers of the two.

    A body is unpacked when somebody asks for it, and beside the event loop.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap one request."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        headers = Headers.from_scope(scope)
        encoding = headers.get("content-encoding", "")
        if encoding in ("zstd", "gzip"):
            receive = _decoded(receive, encoding, body_limit(scope["path"]))
            changed = MutableScopeHeaders(scope)
            del changed["content-encoding"]
            changed.pop("content-length", None)
        accepted = headers.get("accept-encoding", "")
        wanted = next((each for each in ("zstd", "gzip") if each in accepted), "")
        await self.app(scope, receive, _Encoder(send, wanted) if wanted else send)


def _decoded(receive: Receive, encoding: str, limit: int) -> Receive:
    """Return a ``receive`` that gives the unpacked body. It raises AppError("bad_request") and ("body_too_large")."""
    given = False

    async def unpacked() -> Any:
        nonlocal given
        if given:
            return {"type": "http.request", "body": b"", "more_body": False}
        given = True
        parts: list[bytes] = []
        more = True
        while more:
            message = await receive()
            assert message["type"] == "http.request"
            parts.append(message["body"])
            more = message["more_body"]
        try:
            body = await asyncio.to_thread(decompress, b"".join(parts), encoding, limit)
        except (zstandard.ZstdError, zlib.error, OSError, EOFError) as error:
            raise AppError("bad_request", {"why": str(error)}) from error
        return {"type": "http.request", "body": body, "more_body": False}

    return unpacked


def decompress(body: bytes, encoding: str, limit: int = LARGEST_BODY) -> bytes:
    """Return a compressed body as it was. Raises AppError("body_too_large") for one that would unpack to more."""
    if encoding == "gzip":
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as unpacked:
            whole = unpacked.read(limit + 1)
    else:
        with zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True) as reader:
            whole = reader.read(limit + 1)
    if len(whole) > limit:
        raise AppError("body_too_large", {"limit": limit})
    return whole


class _Encoder:
    """Compresses a JSON answer that comes in one piece; everything else passes."""

    def __init__(self, send: Send, encoding: str) -> None:
        self.send = send
        self.encoding = encoding
        self.start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] == "http.response.body" and self.start is not None and self._worth_it(message):
            assert self.start["type"] == "http.response.start"
            body = message["body"]
            packed = zstandard.compress(body, 3) if self.encoding == "zstd" else gzip.compress(body, 5, mtime=0)
            kept = [(name, value) for name, value in self.start["headers"] if name.lower() != b"content-length"]
            kept += [(b"content-encoding", self.encoding.encode()), (b"content-length", str(len(packed)).encode())]
            self.start["headers"] = [*kept, (b"vary", b"accept-encoding")]
            message["body"] = packed
        if self.start is not None:
            start, self.start = self.start, None
            await self.send(start)
        await self.send(message)

    def _worth_it(self, message: Message) -> bool:
        assert self.start is not None
        assert message["type"] == "http.response.body"
        assert self.start["type"] == "http.response.start"
        headers = {name.lower(): value for name, value in self.start["headers"]}
        whole = not message["more_body"] and len(message["body"]) >= SMALLEST_COMPRESSED
        is_json = headers.get(b"content-type", b"").startswith(b"application/json")
        return whole and is_json and b"content-encoding" not in headers
