"""At headquarters: the branches that have a server of their own, and what they are told of accounts."""

from collections.abc import Collection

import msgspec
from sqlalchemy import delete, func, select, update

from app.domain.conversations import Conversation
from app.domain.customers import Channel
from app.sql import codec
from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import ACCOUNT, BRANCH_LETTER, BRANCH_SERVER, ENTITY_TABLES, SYNC_META, UPSTREAM_OP


class BranchServer(msgspec.Struct, frozen=True):
    """A branch's own server: the block of numbers that it gives, how far it has fed which history of its own, and when
    it was last heard of (ms, 0: never), to the minute, and what it runs.
    """

    branch_id: str
    block: int
    epoch: str
    fed: int
    seen_at: int
    revoked: bool
    version: str


class Account(msgspec.Struct, frozen=True):
    """An account of a branch's agent. ``password`` is an argon2id hash."""

    id: str
    login: str
    password: str
    disabled_at: int | None


_TABLE = BRANCH_SERVER.c
_COLUMNS = (
    _TABLE.branch_id,
    _TABLE.block,
    _TABLE.epoch,
    _TABLE.fed,
    _TABLE.seen_at,
    _TABLE.token.startswith("-"),
    _TABLE.version,
)
BLOCK = 1_000_000
"""How many numbers each server gives: whose a number is can be read from it."""
SEEN_MS = 60_000
"""How often it is noted that a branch's server was heard of."""


def enrol(tx: Tx, branch_id: str, token: str) -> None:
    """Note that a branch has a server of its own, known by the hash of a token."""
    block = int(tx.connection.execute(select(func.max(BRANCH_SERVER.c.block))).scalar() or 0) + 1
    fresh = {"branch_id": branch_id, "token": token, "block": block, "epoch": "", "fed": 0, "seen_at": 0}
    statement = tx.insert(BRANCH_SERVER).values(**fresh)
    statement = statement.on_conflict_do_update(index_elements=["branch_id"], set_={"token": token})
    tx.connection.execute(statement)
    _hold_back(tx, {*tx.history.held, branch_id})


def _hold_back(tx: Tx, held: set[str]) -> None:
    tx.upsert(SYNC_META, [{"k": "held", "v": msgspec.json.encode(sorted(held)).decode()}], ("k",))
    del tx.history  # what else this transaction writes is of the one that has just begun


def everyone(reader: Reader) -> list[BranchServer]:
    """Return the branches that have, or had, a server of their own."""
    return [BranchServer(*row) for row in reader.connection.execute(select(*_COLUMNS).order_by(_TABLE.branch_id))]


def seen(tx: Tx, branch_id: str) -> None:
    """Note that a branch's server was heard of."""
    tx.connection.execute(update(BRANCH_SERVER).where(_TABLE.branch_id == branch_id).values(seen_at=tx.now))


def runs(tx: Tx, branch_id: str, version: str) -> None:
    """Note which version a branch's server runs."""
    tx.connection.execute(update(BRANCH_SERVER).where(_TABLE.branch_id == branch_id).values(version=version))


def revoke(tx: Tx, branch_id: str) -> bool:
    """End the token of a branch's server; returns whether there is one."""
    query = update(BRANCH_SERVER).where(_TABLE.branch_id == branch_id).values(token=f"-{branch_id}")
    return bool(tx.connection.execute(query).rowcount)


def take_back(tx: Tx, branch_id: str) -> None:
    """Decide about the branch's rows here from now on: what its server has fed by now is all that there is."""
    query = update(BRANCH_SERVER).where(_TABLE.branch_id == branch_id)
    tx.connection.execute(query.values(epoch="", fed=0))
    tx.connection.execute(delete(BRANCH_LETTER).where(BRANCH_LETTER.c.branch_id == branch_id))
    op = UPSTREAM_OP.c
    waits = (op.branch_id == branch_id, op.answered_at.is_(None))
    tx.connection.execute(update(UPSTREAM_OP).where(*waits).values(answered_at=tx.now))
    _hold_back(tx, {*tx.history.held} - {branch_id})


def by_token(reader: Reader, token: str) -> BranchServer | None:
    """Return the branch server whose token has this hash."""
    row = reader.connection.execute(select(*_COLUMNS).where(BRANCH_SERVER.c.token == token)).first()
    return BranchServer(*row) if row else None


def page_of(reader: Reader, conversation: Conversation) -> str:
    """Return the branch whose server shows a conversation's page, "" for headquarters: it gave it its number."""
    block = conversation.number // BLOCK
    if not block or conversation.channel is not Channel.WEB:
        return ""
    found = reader.connection.execute(select(_TABLE.branch_id).where(_TABLE.block == block)).scalar()
    return str(found) if found in reader.history.held else ""


def of_pages(reader: Reader, branch_id: str) -> list[Conversation]:
    """Return the conversations that began at the pages of a branch's server."""
    table = ENTITY_TABLES["conversation"]
    block = reader.connection.execute(select(_TABLE.block).where(_TABLE.branch_id == branch_id)).scalar_one()
    mine = (table.c.number >= block * BLOCK, table.c.number < (block + 1) * BLOCK)
    query = select(table).where(*mine, table.c.channel == Channel.WEB.value).order_by(table.c.id)
    return [codec(Conversation).from_row(row) for row in reader.connection.execute(query)]


def hold(tx: Tx, branch_id: str) -> BranchServer:
    """Return a branch server under its lock."""
    query = select(*_COLUMNS).where(BRANCH_SERVER.c.branch_id == branch_id).with_for_update()
    return BranchServer(*tx.connection.execute(query).one())


def fed_upto(reader: Reader, branch_id: str) -> int:
    """Return the branch's newest change that is here."""
    query = select(_TABLE.fed).where(_TABLE.branch_id == branch_id)
    return int(reader.connection.execute(query).scalar() or 0)


def fed(tx: Tx, branch_id: str, epoch: str, upto: int) -> None:
    """Move the cursor of what a branch has fed."""
    query = update(BRANCH_SERVER).where(BRANCH_SERVER.c.branch_id == branch_id)
    tx.connection.execute(query.values(epoch=epoch, fed=upto, seen_at=tx.now))


def accounts(reader: Reader, ids: Collection[str]) -> list[Account]:
    """Return the accounts of some agents."""
    table = ACCOUNT.c
    query = select(table.id, table.login, table.password, table.disabled_at).where(table.id.in_(list(ids)))
    return [Account(*row) for row in reader.connection.execute(query.order_by(table.id))]
