"""The list of branches for who administrates: how each stands, giving one to a server of its own, and ending that."""

from typing import Literal

from app.domain.branches import BranchLine
from app.domain.errors import AppError
from app.domain.people import Branch
from sync_server.service import accounts, branches
from sync_server.service.accounts import Caller
from sync_server.storage import border, history
from sync_server.storage import branches as servers
from sync_server.storage.branches import BranchServer
from sync_server.storage.records import Reader, Tx

MANAGE = "admin"


def lines(reader: Reader, who: Caller | None = None) -> tuple[BranchLine, ...]:
    """Return all branches but headquarters, those with servers first; without a caller for the command line.

    Raises AppError: "forbidden", and "only_headquarters" at a branch's own server.
    """
    if who is not None:
        accounts.demand(accounts.signed_in(reader, who), MANAGE)
    if reader.history.branch:
        raise AppError("only_headquarters", {"branch": reader.history.branch})
    known = {each.branch_id: each for each in servers.everyone(reader)}
    found = [row for row in reader.find(Branch, order="name") if row.deleted_at is None or row.id in known]
    found.sort(key=lambda row: row.id not in known)
    return tuple(_line(reader, row, known.get(row.id)) for row in found if not row.headquarters)


def _line(reader: Reader, row: Branch, server: BranchServer | None) -> BranchLine:
    if server is None:
        return BranchLine(branch_id=row.id, name=row.name, city=row.city)
    return BranchLine(
        branch_id=row.id, name=row.name, city=row.city, state=_state(reader, server), seen_at=server.seen_at,
        waiting=border.waiting(reader, row.id), version=server.version,
    )  # fmt: skip


def _state(reader: Reader, server: BranchServer) -> Literal["new", "in use", "revoked", "taken back"]:
    if server.branch_id not in reader.history.held:
        return "taken back"
    if server.revoked:
        return "revoked"
    return "in use" if server.epoch else "new"


def enrol(tx: Tx, branch_id: str, who: Caller | None = None) -> str:
    """Give a branch to a server of its own; returns its token, which nobody is told again. An earlier one ends.

    Raises AppError: "forbidden", "only_headquarters", "no_branch".
    """
    actor = _steward(tx, who)
    token = branches.enrol(tx, branch_id)
    _write_down(tx, branch_id, "branch_enrolled", actor)
    return token


def revoke(tx: Tx, branch_id: str, who: Caller | None = None, *, take_back: bool) -> None:
    """End what a branch's server is known by. Raises AppError: "forbidden", "only_headquarters", "no_branch".

    Its office goes on by itself, and is let in again by :func:`enrol`. ``take_back``: headquarters decides about the
    branch's rows from now on; what that server had not sent does not come any more, and what waited for it goes back to
    its authors (:func:`give_back`, in a transaction before).
    """
    actor = _steward(tx, who)
    branches.revoke(tx, branch_id, take_back=take_back)
    _write_down(tx, branch_id, "branch_taken_back" if take_back else "branch_revoked", actor)


def give_back(tx: Tx, branch_id: str, who: Caller | None = None) -> None:
    """Before a branch is taken back: what waits for its answer goes back to its authors. Raises as :func:`revoke`."""
    _steward(tx, who)
    branches.give_back(tx, branch_id)


def _steward(tx: Tx, who: Caller | None) -> str:
    if tx.history.branch:
        raise AppError("only_headquarters", {"branch": tx.history.branch})
    if who is None:
        return ""
    agent = accounts.signed_in(tx, who)
    accounts.demand(agent, MANAGE)
    return agent.id


def _write_down(tx: Tx, branch_id: str, action: str, actor_id: str) -> None:
    row = tx.peek(Branch, branch_id)
    if row is not None:
        history.record(tx, row, action, actor_id=actor_id, values={"branch": row.name})
