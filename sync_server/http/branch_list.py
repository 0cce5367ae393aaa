"""The routes by which administrators see and end the servers of branches."""

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody

from app.domain.branches import BranchEnd, BranchLines, BranchToken
from sync_server.http.wire import AnyRequest, Running, caller
from sync_server.service import branch_list


class BranchListRoutes(Controller):
    """``/admin/v1/branches``: needs admin, and is answered by headquarters only."""

    path = "/admin/v1/branches"
    tags = ("admin",)

    @get("/", sync_to_thread=True)
    def everyone(self, request: AnyRequest, runtime: Running) -> BranchLines:
        """Return the branches. 403 forbidden, 409 only_headquarters."""
        who = caller(request, runtime)
        return BranchLines(branches=runtime.db.read(lambda reader: branch_list.lines(reader, who)))

    @post("/{branch_id:str}/enrol", sync_to_thread=True, status_code=200)
    def enrol(self, branch_id: FromPath[str], request: AnyRequest, runtime: Running) -> BranchToken:
        """Give a branch to a server of its own. 403 forbidden, 404 no_branch, 409 only_headquarters."""
        who = caller(request, runtime)
        return BranchToken(token=runtime.db.write(lambda tx: branch_list.enrol(tx, branch_id, who)))

    @post("/{branch_id:str}/revoke", sync_to_thread=True, status_code=204)
    def revoke(
        self, branch_id: FromPath[str], data: JSONBody[BranchEnd], request: AnyRequest, runtime: Running
    ) -> None:
        """End what a branch's server is known by. 403 forbidden, 404 no_branch, 409 only_headquarters."""
        who = caller(request, runtime)
        if data.take_back:
            runtime.db.write(lambda tx: branch_list.give_back(tx, branch_id, who))
        runtime.db.write(lambda tx: branch_list.revoke(tx, branch_id, who, take_back=data.take_back))
