"""Files over the border of a branch, at headquarters. See :mod:`sync_server.storage.carried`.

A branch's server asks what is wanted from it and sends that in pieces; it asks for what it wants, and fetches it in
pieces. Either side takes up where it stopped. A file is shown in a row only when the other server has vouched for it:
naming a hash brings nobody a file, over the border neither.
"""

import msgspec

from app.domain import access
from app.domain.bounds import Count, Key
from app.domain.entity import SYSTEM, Actor, Entity
from app.domain.errors import AppError
from app.domain.people import Agent, Group
from sync_server.service import promises
from sync_server.service.files import FileStore, Received, check_hash, register
from sync_server.storage import blobs, branches, carried, uses
from sync_server.storage.branches import BranchServer
from sync_server.storage.carried import Wanted
from sync_server.storage.records import Reader, Tx

AT_ONCE = 50
"""Files that are asked for at once."""
PIECE = 256 << 10
"""Bytes that go over the line in one request: what people write waits no longer than that behind a file."""


class BranchWants(msgspec.Struct, frozen=True, kw_only=True):
    """Ask for the next files, by hash, that headquarters wants from this branch."""

    after: Key = ""


class BranchWanted(msgspec.Struct, frozen=True, kw_only=True):
    """``more``: there may be others behind the last."""

    files: tuple[Wanted, ...]
    more: bool


class BranchVouch(msgspec.Struct, frozen=True, kw_only=True):
    """Say for which rows, and for which of its agents, a file stands that was sent (at most 50 rows at once)."""

    sha256: Key
    rows: tuple[tuple[Key, Key], ...]
    owners: tuple[Key, ...] = ()


class BranchVouched(msgspec.Struct, frozen=True):
    """The receipt."""


class BranchAsk(msgspec.Struct, frozen=True, kw_only=True):
    """Ask for a file that rows here name."""

    sha256: Key
    rows: tuple[tuple[Key, Key], ...]


class BranchFile(msgspec.Struct, frozen=True, kw_only=True):
    """``rows`` are those for which headquarters vouches; none: it has not got the file itself yet."""

    rows: tuple[tuple[str, str], ...] = ()
    size: Count = 0
    mime: str = ""


def scopes_of(reader: Reader, branch_id: str, *, groups: bool) -> set[str]:
    """Return what a branch's server may see: what everybody sees, its agents' own, and the rows of its groups."""
    agents = reader.find(Agent, branch_id=branch_id)
    scopes = {access.ALL, access.PEOPLE, *(access.user_scope(agent.id) for agent in agents)}
    if groups:
        scopes |= {access.group_scope(group.id) for group in reader.find(Group, branch_id=branch_id)}
    return scopes


def open_to(reader: Reader, branch_id: str, row: Entity) -> set[str]:
    """Return those of a row's files that are here and that a branch may see."""
    stored = blobs.stored(reader, uses.named_files(row))
    return {sha256 for sha256 in stored if _visible(reader, branch_id, sha256)} if stored else set()


def _visible(reader: Reader, branch_id: str, sha256: str) -> bool:
    who = Actor(carried.giver_of(branch_id), SYSTEM.role)
    check_hash(sha256)
    if uses.visible(reader, sha256, who, scopes_of(reader, branch_id, groups=True)):
        return True
    return any(branches.page_of(reader, each) == branch_id for each in uses.shown_in(reader, sha256))


def wanted(reader: Reader, files: FileStore, branch: BranchServer, request: BranchWants) -> BranchWanted:
    """Return what is wanted from a branch: what its rows name, and what its agents named at other rows."""
    giver = carried.giver_of(branch.branch_id)
    agents = [agent.id for agent in reader.find(Agent, branch_id=branch.branch_id)]
    found = carried.wanted(reader, [giver, *agents], request.after, AT_ONCE)
    begun = (msgspec.structs.replace(each, begun=files.begun(each.sha256, giver)) for each in found)
    return BranchWanted(files=tuple(begun), more=len(found) == AT_ONCE)


def vouch(tx: Tx, files: FileStore, branch: BranchServer, request: BranchVouch) -> None:
    """Let rows say that a file is here. Raises AppError: "upload_offset" when it has to be sent again, "no_such_file"
    for one that this branch has not sent and may not see.
    """
    if not _visible(tx, branch.branch_id, request.sha256):
        raise AppError("no_such_file", {"sha256": request.sha256})
    agents = {agent.id for agent in tx.find(Agent, branch_id=branch.branch_id)}
    owners = [each for each in request.owners if each in agents]
    givers = [carried.giver_of(branch.branch_id), *agents]
    promises.brought(tx, files, request.sha256, request.rows, givers, owners)


def take(tx: Tx, files: FileStore, branch: BranchServer, sha256: str, mime: str, size: int) -> None:
    """Note a file that a branch has sent whole. Raises AppError("upload_offset") if it has to be sent again."""
    register(tx, files, files.describe(Received(sha256, size), "file", mime))
    uses.note_upload(tx, sha256, carried.giver_of(branch.branch_id))


def ask(reader: Reader, files: FileStore, branch: BranchServer, request: BranchAsk) -> BranchFile:
    """Return whether a branch can fetch a file, and for which rows. A row that it may not see counts for nothing."""
    rows = carried.vouched(reader, request.sha256, request.rows)
    if not rows or not _visible(reader, branch.branch_id, request.sha256) or not files.has(request.sha256):
        return BranchFile()
    blob = blobs.stored(reader, [request.sha256])[request.sha256]
    return BranchFile(rows=tuple(rows), size=blob.size, mime=blob.mime)


def check_fetch(reader: Reader, branch: BranchServer, sha256: str) -> None:
    """Raise AppError("no_such_file") for a file that a branch may not see."""
    if not _visible(reader, branch.branch_id, sha256):
        raise AppError("no_such_file", {"sha256": sha256})
