"""What the desk asks beside the synchronisation: presence, the next conversation, files, reports."""

import re

from litestar import Controller, Response, get, head, patch, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Stream

from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES
from app.domain.protocol import Beat, Heartbeat, Reveal, Revealed, Taken
from sync_server.http.wire import AnyRequest, Running, bearer, caller, visit_of, whole
from sync_server.routing import dispatcher
from sync_server.service import accounts, files, promises, reports, sight
from sync_server.service.desks import Beating
from sync_server.storage import blobs, uses
from sync_server.storage.records import Reader, Tx

_RANGE = re.compile(r"bytes=(\d{1,12})-", re.ASCII)


class DeskRoutes(Controller):
    """``/desk/v1``."""

    path = "/desk/v1"
    tags = ("desk",)

    @post("/heartbeat", status_code=200)
    async def heartbeat(self, data: JSONBody[Heartbeat], request: AnyRequest, runtime: Running) -> Beat:
        """Say that this desk is there and what its agent wants to be."""
        found = await runtime.beats.ask(Beating(bearer(request), data, visit_of(request)))
        assert isinstance(found, Beat)
        return runtime.headquarters.tell(found)

    @post("/take-next", sync_to_thread=True, status_code=200)
    def take_next(self, request: AnyRequest, runtime: Running) -> Taken:
        """Take the next conversation of the caller's groups. 404 nothing_waiting, 409 agent_full."""
        who = caller(request, runtime)
        agent = runtime.db.read(lambda reader: accounts.signed_in(reader, who))
        accounts.demand(agent, "conversation.serve")
        taken = dispatcher.take_next(runtime.db, agent)
        if taken is None:
            raise AppError("nothing_waiting")
        return Taken(conversation_id=taken)

    @post("/reveal", sync_to_thread=True, status_code=200)
    def reveal(self, data: JSONBody[Reveal], request: AnyRequest, runtime: Running) -> Revealed:
        """Return a customer's number to somebody who is sent it masked; the customer's history says so.

        403 forbidden, 404 no_such_row, 429 rate_limited.
        """
        who = caller(request, runtime)
        return runtime.db.write(lambda tx: sight.reveal(tx, who, data, runtime.reveals))


class FileRoutes(Controller):
    """``/files/v1``: the files of articles, messages and tickets, for those who see a row that refers to them.

    To everybody else a file is not there: nobody learns by its hash whether we have it.
    """

    path = "/files/v1"
    tags = ("files",)

    @head("/{sha256:str}", sync_to_thread=True)
    def progress(self, sha256: FromPath[str], request: AnyRequest, runtime: Running) -> Response[None]:
        """Tell how much of a file is here: 404 nothing, ``Upload-Offset`` for what the caller has sent of it, with the
        same ``Upload-Length`` for all of it.
        """
        who = caller(request, runtime)

        def look(reader: Reader) -> tuple[bool, bool]:
            return files.may_see(reader, who, sha256), bool(uses.promised(reader, sha256, who.agent_id))

        seen, promised = runtime.db.read(look)
        size = runtime.files.size(sha256) if seen else None
        if size is not None:
            if promised:  # he sees it since he named it: somebody else has sent it
                runtime.db.write(lambda tx: promises.keep(tx, sha256))
            return Response(None, status_code=200, headers={"Upload-Offset": str(size), "Upload-Length": str(size)})
        begun = runtime.files.begun(sha256, who.agent_id)
        if not begun:
            return Response(None, status_code=404)
        return Response(None, status_code=200, headers={"Upload-Offset": str(begun)})

    @patch("/{sha256:str}", status_code=204)
    async def resume(self, sha256: FromPath[str], request: AnyRequest, runtime: Running) -> Response[None]:
        """Take the next piece (at most 1 MiB) of a file; ``Upload-Offset`` and ``Upload-Length`` as in tus.

        409 upload_offset when pieces are missing or double, 422 file_hash when the whole is not what its name says,
        413 file_too_large, 507 server_full, 503 files_out_of_reach.
        """
        token, visit = bearer(request), visit_of(request)
        who = await runtime.in_thread(lambda: runtime.caller(token, visit))
        offset, length = (whole(request, name) for name in ("Upload-Offset", "Upload-Length"))
        piece = await request.body()
        received = await runtime.in_thread(lambda: runtime.files.append(sha256, who.agent_id, offset, length, piece))
        taken = Response(None, status_code=204, headers={"Upload-Offset": str(offset + len(piece))})
        if received is None:
            return taken
        declared = request.headers.get("X-File-Type", "")
        ref = await runtime.in_thread(lambda: runtime.files.describe(received, "file", declared))

        def note(tx: Tx) -> None:
            promises.received(tx, runtime.files, ref, who.agent_id)

        await runtime.in_thread(lambda: runtime.db.write(note))
        return taken

    @get("/{sha256:str}", sync_to_thread=True)
    def fetch(self, sha256: FromPath[str], request: AnyRequest, runtime: Running) -> Stream:
        """Return a file, or with ``Range: bytes=N-`` what follows on the part that the caller has.

        404 no_such_file, also for one that the caller may not see; 416 bad_range beyond the file's end;
        503 files_out_of_reach.
        """
        who = caller(request, runtime)

        def look(reader: Reader) -> str:
            if not files.may_see(reader, who, sha256):
                raise AppError("no_such_file", {"sha256": sha256})
            return blobs.mime(reader, sha256)

        mime = runtime.db.read(look)
        asked = _RANGE.fullmatch(request.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        size, pieces = runtime.files.pieces(sha256, start)
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, max-age=31536000, immutable",
            "Accept-Ranges": "bytes",
            "Content-Length": str(size - start),
        }
        if asked:
            headers["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        return Stream(pieces, status_code=206 if asked else 200, media_type=mime, headers=headers)


def check_length(request: AnyRequest) -> None:
    """Refuse what is too large by its own account before reading it. Raises AppError("file_too_large")."""
    declared = request.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > MAX_FILE_BYTES:
        raise AppError("file_too_large", {"limit": MAX_FILE_BYTES})


class ReportRoutes(Controller):
    """``/reports/v1``."""

    path = "/reports/v1"
    tags = ("reports",)

    @get("/today", sync_to_thread=True)
    def today(self, request: AnyRequest, runtime: Running, tz: FromQuery[str] = "Asia/Shanghai") -> reports.Today:
        """Return the day so far of the caller's groups. Needs report.view."""
        who = caller(request, runtime)

        def compute(reader: Reader) -> reports.Today:
            agent = accounts.signed_in(reader, who)
            accounts.demand(agent, "report.view")
            return reports.today(reader, tz, accounts.scopes_of(reader, agent))

        return runtime.db.read(compute)
