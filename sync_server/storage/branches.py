"""At headquarters: the branches that have a server of their own, and what they are told of accounts."""

from collections.abc import Collection

import msgspec
from sqlalchemy import func, select, update

from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import ACCOUNT, BRANCH_SERVER, SYNC_META


class BranchServer(msgspec.Struct, frozen=True):
    """A branch's own server: the block of numbers that it gives, and how far it has fed which history of its own."""

    branch_id: str
    block: int
    epoch: str
    fed: int


class Account(msgspec.Struct, frozen=True):
    """An account of a branch's agent. ``password`` is an argon2id hash."""

    id: str
    login: str
    password: str
    disabled_at: int | None


_COLUMNS = (BRANCH_SERVER.c.branch_id, BRANCH_SERVER.c.block, BRANCH_SERVER.c.epoch, BRANCH_SERVER.c.fed)


def enrol(tx: Tx, branch_id: str, token: str) -> None:
    """Note that a branch has a server of its own, known by the hash of a token."""
    block = int(tx.connection.execute(select(func.max(BRANCH_SERVER.c.block))).scalar() or 0) + 1
    fresh = {"branch_id": branch_id, "token": token, "block": block, "epoch": "", "fed": 0, "seen_at": 0}
    statement = tx.insert(BRANCH_SERVER).values(**fresh)
    statement = statement.on_conflict_do_update(index_elements=["branch_id"], set_={"token": token})
    tx.connection.execute(statement)
    held = sorted({*tx.history.held, branch_id})
    tx.upsert(SYNC_META, [{"k": "held", "v": msgspec.json.encode(held).decode()}], ("k",))


def by_token(reader: Reader, token: str) -> BranchServer | None:
    """Return the branch server whose token has this hash."""
    row = reader.connection.execute(select(*_COLUMNS).where(BRANCH_SERVER.c.token == token)).first()
    return BranchServer(*row) if row else None


def hold(tx: Tx, branch_id: str) -> BranchServer:
    """Return a branch server under its lock."""
    query = select(*_COLUMNS).where(BRANCH_SERVER.c.branch_id == branch_id).with_for_update()
    return BranchServer(*tx.connection.execute(query).one())


def fed(tx: Tx, branch_id: str, epoch: str, upto: int) -> None:
    """Move the cursor of what a branch has fed."""
    query = update(BRANCH_SERVER).where(BRANCH_SERVER.c.branch_id == branch_id)
    tx.connection.execute(query.values(epoch=epoch, fed=upto, seen_at=tx.now))


def accounts(reader: Reader, ids: Collection[str]) -> list[Account]:
    """Return the accounts of some agents."""
    table = ACCOUNT.c
    query = select(table.id, table.login, table.password, table.disabled_at).where(table.id.in_(list(ids)))
    return [Account(*row) for row in reader.connection.execute(query.order_by(table.id))]
