"""The chat page's routes, and the page itself."""

import time
import urllib.parse
from typing import Final

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from app.domain.bounds import LARGEST, Count, Key
from app.domain.errors import AppError
from app.domain.files import FileRef, safe_name
from sync_server.channels import webchat
from sync_server.channels.webchat_forms import (
    Choosing,
    Events,
    Note,
    PageArticle,
    PageMessage,
    Sending,
    Session,
    SessionRequest,
)
from sync_server.http.desk import check_length
from sync_server.http.wire import AnyRequest, Running, bearer
from sync_server.service import contacts, files
from sync_server.service.contacts import Rating
from sync_server.service.hub import typing_topic
from sync_server.service.runtime import Runtime
from sync_server.storage import visitors
from sync_server.storage.records import Tx
from sync_server.storage.visitors import Visitor
from sync_server.web import page_headers
from sync_server.web.assets import Asset

LONGEST_WAIT_S: Final = 25.0
IMMUTABLE: Final = "public, max-age=31536000, immutable"
NOSNIFF: Final = {"X-Content-Type-Options": "nosniff"}


class ReadUpTo(msgspec.Struct, frozen=True):
    """The last message that the visitor has seen."""

    seq: Count


class TypingNow(msgspec.Struct, frozen=True):
    """Whether the visitor is typing."""

    typing: bool = True


class Feedback(msgspec.Struct, frozen=True):
    """Whether a message helped."""

    message_id: Key
    useful: bool


class SurveyAnswer(Rating, frozen=True, kw_only=True):
    """The answer to the survey ``id``."""

    id: Key


class Sent(msgspec.Struct, frozen=True):
    """The stored message."""

    message: PageMessage


class ChatRoutes(Controller):
    """``/chat/v1``: only what belongs to the visitor of the token."""

    path = "/chat/v1"
    tags = ("chat",)

    @post("/session", sync_to_thread=True, status_code=200)
    def session(self, data: JSONBody[SessionRequest], request: AnyRequest, runtime: Running) -> Session:
        """Begin a visit or go on with one. 429 rate_limited for more new visits than an address has people."""
        if not runtime.db.read(lambda reader: webchat.knows(reader, data.token)):
            runtime.visits.admit(request.client.host if request.client else "")
        return runtime.db.write(lambda tx: webchat.open_session(tx, runtime.config, data))

    @get("/alive", sync_to_thread=False, status_code=204)
    def alive(self) -> None:
        """Say nothing, at once: a page whose poll is held asks whether the server is still there."""

    @get("/events")
    async def events(
        self, request: AnyRequest, runtime: Running, after: FromQuery[int] = 0, wait: FromQuery[float] = LONGEST_WAIT_S
    ) -> Events:
        """Answer with what is new after ``after``, or with the state after ``wait`` seconds."""
        visitor = await runtime.in_thread(lambda: _visitor(request, runtime, seen=True))
        after = max(0, min(after, LARGEST))
        deadline = time.monotonic() + max(0.0, min(wait, LONGEST_WAIT_S))

        async def look() -> webchat.Glance:
            return await runtime.in_thread(
                lambda: runtime.db.read(lambda reader: webchat.glance(reader, runtime, visitor, after))
            )

        found = await look()
        before = found.events.state.lasting
        news = found.news or runtime.told.differs(visitor.id, before)
        while not news and time.monotonic() < deadline and not runtime.hub.closed:
            with runtime.hub.watch(found.topics) as moved:
                found = await look()  # what came between the look before and the watch
                if not found.news and found.events.state.lasting == before:
                    await moved.wait(max(0.0, deadline - time.monotonic()))
                    found = await look()
            news = found.news or found.events.state.lasting != before
        if found.undelivered:
            undelivered = found.undelivered
            await runtime.in_thread(lambda: runtime.db.write(lambda tx: contacts.delivered(tx, undelivered)))
            found = await look()
        runtime.told.remember(visitor.id, found.events.state.lasting)
        return found.events

    @post("/messages", sync_to_thread=True, status_code=200)
    def send(self, data: JSONBody[Sending], request: AnyRequest, runtime: Running) -> Sent:
        """Send a message; sending it again changes nothing."""
        visitor = _visitor(request, runtime)
        attached = webchat.described(runtime.db, runtime.files, visitor, data.attachments)
        return Sent(runtime.db.write(lambda tx: webchat.send(tx, runtime.config, visitor, data, attached)))

    @post("/files", status_code=200)
    async def upload(self, request: AnyRequest, runtime: Running) -> FileRef:
        """Upload a file (raw body, ``X-File-Name`` percent-encoded) before sending a message with it."""
        visitor = await runtime.in_thread(lambda: _visitor(request, runtime))
        check_length(request)
        await runtime.in_thread(lambda: runtime.db.read(lambda reader: webchat.check_uploads(reader, visitor)))
        received = await runtime.files.receive(request.stream())
        name = urllib.parse.unquote(request.headers.get("X-File-Name", "file"))
        declared = request.headers.get("Content-Type", "")
        ref = await runtime.in_thread(lambda: runtime.files.describe(received, name, declared))

        def note(tx: Tx) -> None:
            files.register(tx, runtime.files, ref)
            visitors.add_file(tx, visitor.id, ref.sha256)

        await runtime.in_thread(lambda: runtime.db.write(note))
        return ref

    @get("/files/{sha256:str}", sync_to_thread=True)
    def fetch(self, sha256: FromPath[str], request: AnyRequest, runtime: Running) -> Response[bytes]:
        """Return a file that one of the visitor's messages refers to, or that he uploaded."""
        visitor = _visitor(request, runtime)
        ref = runtime.db.read(lambda reader: webchat.may_fetch(reader, visitor, files.check_hash(sha256)))
        if ref is None:
            raise AppError("no_such_file", {"sha256": sha256})
        return file_response(runtime.files.read(sha256), ref)

    @get("/articles/{article_id:str}/{version:int}", sync_to_thread=True)
    def article(
        self, article_id: FromPath[str], version: FromPath[int], request: AnyRequest, runtime: Running
    ) -> PageArticle:
        """Return an article that was sent to the visitor, as it was then."""
        visitor = _visitor(request, runtime)
        if "\0" in article_id or version > LARGEST:
            raise AppError("no_such_row", {"entity": "article"})
        return runtime.db.read(lambda reader: webchat.article(reader, visitor, article_id, version))

    @post("/choose", sync_to_thread=True, status_code=200)
    def choose(self, data: JSONBody[Choosing], request: AnyRequest, runtime: Running) -> Sent:
        """Choose an answer in the card of a guided flow's step; the next step follows. 409 flow_over."""
        visitor = _visitor(request, runtime)
        return Sent(runtime.db.write(lambda tx: webchat.choose(tx, runtime.config, visitor, data)))

    @post("/read", sync_to_thread=True, status_code=204)
    def read(self, data: JSONBody[ReadUpTo], request: AnyRequest, runtime: Running) -> None:
        """Say how far the visitor has read his newest conversation."""
        visitor = _visitor(request, runtime)
        latest = runtime.db.read(lambda reader: webchat.newest(reader, visitor))
        if latest is not None and data.seq > latest.customer_read_seq:
            runtime.db.write(lambda tx: contacts.read(tx, latest.id, data.seq))

    @post("/typing", sync_to_thread=True, status_code=204)
    def typing(self, data: JSONBody[TypingNow], request: AnyRequest, runtime: Running) -> None:
        """Say whether the visitor is typing; his agent's desk is told at once that there is something to hear."""
        visitor = _visitor(request, runtime)
        latest = runtime.db.read(lambda reader: webchat.newest(reader, visitor))
        if latest is not None and runtime.typing.customer(latest.id, data.typing) and latest.assignee_id:
            runtime.hub.wake({typing_topic(latest.assignee_id)})

    @post("/feedback", sync_to_thread=True, status_code=204)
    def feedback(self, data: JSONBody[Feedback], request: AnyRequest, runtime: Running) -> None:
        """Say whether a message helped."""
        visitor = _visitor(request, runtime)

        def judge(tx: Tx) -> None:
            webchat.own_message(tx, visitor, data.message_id)
            contacts.judge(tx, data.message_id, data.useful)

        runtime.db.write(judge)

    @post("/leave", sync_to_thread=True, status_code=200)
    def leave(self, data: JSONBody[Note], request: AnyRequest, runtime: Running) -> Sent:
        """Leave a message for when somebody is there again."""
        visitor = _visitor(request, runtime)
        return Sent(runtime.db.write(lambda tx: webchat.leave(tx, runtime.config, visitor, data)))

    @post("/end", sync_to_thread=True, status_code=204)
    def end(self, request: AnyRequest, runtime: Running) -> None:
        """End the conversation."""
        visitor = _visitor(request, runtime)
        latest = runtime.db.read(lambda reader: webchat.newest(reader, visitor))
        if latest is not None:
            runtime.db.write(lambda tx: contacts.end(tx, latest.id))

    @post("/survey", sync_to_thread=True, status_code=204)
    def survey(self, data: JSONBody[SurveyAnswer], request: AnyRequest, runtime: Running) -> None:
        """Say how it was."""
        visitor = _visitor(request, runtime)
        runtime.db.write(lambda tx: webchat.rate(tx, visitor, data.id, data))


def _visitor(request: AnyRequest, runtime: Runtime, *, seen: bool = False) -> Visitor:
    """Return the visitor of a request's token. ``seen`` notes that his page is there."""
    visitor = runtime.db.read(lambda reader: webchat.visitor_of(reader, bearer(request)))
    if seen:
        runtime.db.write(lambda tx: visitors.change(tx, visitor.id))
    return visitor


def file_response(content: bytes, ref: FileRef) -> Response[bytes]:
    """Return a file for a browser: pictures are shown, everything else is only offered to be saved."""
    shown = ref.mime in files.SHOWN
    name = urllib.parse.quote(safe_name(ref.name), safe="")
    headers = {
        **NOSNIFF,
        "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{name}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=31536000, immutable",
    }
    return Response(content, media_type=ref.mime if shown else "application/octet-stream", headers=headers)


@get("/chat", sync_to_thread=False, include_in_schema=False)
def page(request: AnyRequest, runtime: Running) -> Response[bytes]:
    """Return the chat page. A site that shows it in a frame and may not is told to the administrator."""
    if request.query_params.get("embed"):
        address = str(request.headers.get("Referer") or request.query_params.get("page", ""))
        runtime.framing.look(runtime.config.frame_ancestors, address, request.headers.get("Host", ""))
    headers = page_headers(runtime.config.frame_ancestors)
    del headers["Content-Type"]  # the framework writes it, with the charset
    return _asset_response(request, runtime.assets.page, headers)


@get("/chat/static/{name:path}", sync_to_thread=False, include_in_schema=False)
def static(name: FromPath[str], request: AnyRequest, runtime: Running) -> Response[bytes]:
    """Return a file of the page: style sheets, scripts and icons only, from memory."""
    found = runtime.assets.find(str(name).lstrip("/"))
    if found is None:
        raise AppError("no_such_file", {"name": str(name)[:200]})
    asset, for_good = found
    return _asset_response(request, asset, {**NOSNIFF, "Cache-Control": IMMUTABLE if for_good else "no-cache"})


@get("/chat/embed.js", sync_to_thread=False, include_in_schema=False)
def embed(request: AnyRequest, runtime: Running) -> Response[bytes]:
    """Return the script by which another site shows the page."""
    found = runtime.assets.find("embed.js")
    if found is None:
        raise AppError("no_such_file", {"name": "embed.js"})
    return _asset_response(request, found[0], {**NOSNIFF, "Cache-Control": "no-cache"})


def _asset_response(request: AnyRequest, asset: Asset, headers: dict[str, str]) -> Response[bytes]:
    """Return a file of the page, packed if the browser unpacks it, or only that it is still the same."""
    headers = {**headers, "ETag": asset.etag, "Vary": "Accept-Encoding"}
    known = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
    if asset.etag in known:
        return Response(b"", status_code=304, headers=headers, media_type=asset.mime)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=asset.mime)
    return Response(asset.body, headers=headers, media_type=asset.mime)
