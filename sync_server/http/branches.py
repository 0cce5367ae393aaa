"""The routes for the servers of branches (:mod:`sync_server.service.branches`)."""

from litestar import Controller, post
from litestar.params import JSONBody

from app.domain.protocol import Pushed
from sync_server.http.wire import AnyRequest, Running, bearer
from sync_server.service import branches
from sync_server.service.branches import (
    BranchFed,
    BranchFeed,
    BranchHello,
    BranchPage,
    BranchPull,
    BranchPush,
    BranchWelcome,
)


class BranchRoutes(Controller):
    """``/branch/v1``. Each takes the token that ``enrol-branch`` printed."""

    path = "/branch/v1"
    tags = ("branch",)

    @post("/hello", sync_to_thread=True, status_code=200)
    def hello(self, data: JSONBody[BranchHello], request: AnyRequest, runtime: Running) -> BranchWelcome:
        """Greet a branch's server."""
        who = runtime.db.read(lambda reader: branches.server_of(reader, bearer(request)))
        return runtime.db.write(lambda tx: branches.hello(tx, runtime.db.server_id, who, data))

    @post("/feed", sync_to_thread=True, status_code=200)
    def feed(self, data: JSONBody[BranchFeed], request: AnyRequest, runtime: Running) -> BranchFed:
        """Take rows about which the branch decides."""
        who = runtime.db.read(lambda reader: branches.server_of(reader, bearer(request)))
        return runtime.db.write(lambda tx: branches.take_feed(tx, who, data), in_turn=True)

    @post("/push", sync_to_thread=True, status_code=200)
    def push(self, data: JSONBody[BranchPush], request: AnyRequest, runtime: Running) -> Pushed:
        """Take operations on rows about which headquarters decides."""
        who = runtime.db.read(lambda reader: branches.server_of(reader, bearer(request)))
        return runtime.db.write(lambda tx: branches.push(tx, who, data), in_turn=True).answer

    @post("/pull", sync_to_thread=True, status_code=200)
    def pull(self, data: JSONBody[BranchPull], request: AnyRequest, runtime: Running) -> BranchPage:
        """Return what comes down to the branch next."""
        who = runtime.db.read(lambda reader: branches.server_of(reader, bearer(request)))
        answer = runtime.db.read(lambda reader: branches.pull(reader, who, data))
        if data.letters:
            runtime.db.write(lambda tx: branches.acknowledge(tx, who, data.letters))
        return answer
