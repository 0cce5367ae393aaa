"""The routes for the servers of branches (:mod:`sync_server.service.branches`)."""

from litestar import Controller, Response, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody

from app.domain.protocol import Pushed
from sync_server.http.wire import AnyRequest, Running, bearer, whole
from sync_server.service import branch_files, branches
from sync_server.service.branch_files import (
    BranchAsk,
    BranchFile,
    BranchVouch,
    BranchVouched,
    BranchWanted,
    BranchWants,
)
from sync_server.service.branches import (
    BranchFed,
    BranchFeed,
    BranchHello,
    BranchPage,
    BranchPull,
    BranchPush,
    BranchWelcome,
)
from sync_server.service.runtime import Runtime
from sync_server.storage import carried
from sync_server.storage.branches import SEEN_MS, BranchServer, seen
from sync_server.storage.records import Tx


class BranchRoutes(Controller):
    """``/branch/v1``. Each takes the token that ``branches enrol`` printed."""

    path = "/branch/v1"
    tags = ("branch",)

    @post("/hello", sync_to_thread=True, status_code=200)
    def hello(self, data: JSONBody[BranchHello], request: AnyRequest, runtime: Running) -> BranchWelcome:
        """Greet a branch's server."""
        who = _branch(request, runtime)
        return runtime.db.write(lambda tx: branches.hello(tx, runtime.db.server_id, who, data))

    @post("/feed", sync_to_thread=True, status_code=200)
    def feed(self, data: JSONBody[BranchFeed], request: AnyRequest, runtime: Running) -> BranchFed:
        """Take rows about which the branch decides."""
        who = _branch(request, runtime)
        return runtime.db.write(lambda tx: branches.take_feed(tx, who, data), in_turn=True)

    @post("/push", sync_to_thread=True, status_code=200)
    def push(self, data: JSONBody[BranchPush], request: AnyRequest, runtime: Running) -> Pushed:
        """Take operations on rows about which headquarters decides."""
        who = _branch(request, runtime)
        return runtime.db.write(lambda tx: branches.push(tx, who, data), in_turn=True).answer

    @post("/pull", sync_to_thread=True, status_code=200)
    def pull(self, data: JSONBody[BranchPull], request: AnyRequest, runtime: Running) -> BranchPage:
        """Return what comes down to the branch next."""
        who = _branch(request, runtime)
        if runtime.db.read(lambda reader: branches.acknowledges(reader, who, data)):
            runtime.db.write(lambda tx: branches.acknowledge(tx, who, data))
        return runtime.db.read(lambda reader: branches.pull(reader, who, data))

    @post("/wants", sync_to_thread=True, status_code=200)
    def wants(self, data: JSONBody[BranchWants], request: AnyRequest, runtime: Running) -> BranchWanted:
        """Tell which files the branch owes, and how much of each is here."""
        who = _branch(request, runtime)
        return runtime.db.read(lambda reader: branch_files.wanted(reader, runtime.files, who, data))

    @post("/vouch", sync_to_thread=True, status_code=200)
    def vouch(self, data: JSONBody[BranchVouch], request: AnyRequest, runtime: Running) -> BranchVouched:
        """Let rows say that a file is here that the branch has sent. 404 no_such_file, 409 upload_offset."""
        who = _branch(request, runtime)
        runtime.db.write(lambda tx: branch_files.vouch(tx, runtime.files, who, data))
        return BranchVouched()

    @post("/ask", sync_to_thread=True, status_code=200)
    def ask(self, data: JSONBody[BranchAsk], request: AnyRequest, runtime: Running) -> BranchFile:
        """Tell whether a file can be fetched, and for which rows."""
        who = _branch(request, runtime)
        return runtime.db.read(lambda reader: branch_files.ask(reader, runtime.files, who, data))

    @get("/files/{sha256:str}", sync_to_thread=True)
    def fetch(
        self, sha256: FromPath[str], request: AnyRequest, runtime: Running, start: FromQuery[int] = 0
    ) -> Response[bytes]:
        """Return the next piece of a file. 404 no_such_file, 416 bad_range."""
        who = _branch(request, runtime)
        runtime.db.read(lambda reader: branch_files.check_fetch(reader, who, sha256))
        piece = runtime.files.piece(sha256, max(0, start), branch_files.PIECE)
        return Response(piece, media_type="application/octet-stream")

    @patch("/files/{sha256:str}", status_code=204)
    async def send(self, sha256: FromPath[str], request: AnyRequest, runtime: Running) -> Response[None]:
        """Take the next piece of a file, as ``/files/v1`` does; ``X-File-Type`` is what it is.

        409 upload_offset, 413 file_too_large, 422 file_hash, 507 server_full.
        """
        who = await runtime.in_thread(lambda: _branch(request, runtime))
        giver = carried.giver_of(who.branch_id)
        offset, length = (whole(request, name) for name in ("Upload-Offset", "Upload-Length"))
        piece = await request.body()
        received = await runtime.in_thread(lambda: runtime.files.append(sha256, giver, offset, length, piece))
        if received is not None:
            mime = request.headers.get("X-File-Type", "")

            def note(tx: Tx) -> None:
                branch_files.take(tx, runtime.files, who, sha256, mime, length)

            await runtime.in_thread(lambda: runtime.db.write(note))
        return Response(None, status_code=204)


def _branch(request: AnyRequest, runtime: Runtime) -> BranchServer:
    """Return which branch's server asks, and note that it did. Raises AppError("token_expired")."""
    who = runtime.db.read(lambda reader: branches.server_of(reader, bearer(request)))
    if runtime.clock() - who.seen_at >= SEEN_MS:
        runtime.db.write(lambda tx: seen(tx, who.branch_id))
    return who
