"""Accounts, their tokens and devices, and failed sign-ins. Tokens are stored as hashes only."""

from collections.abc import Collection

import msgspec
from sqlalchemy import delete, func, insert, select, update

from app.domain.errors import AppError
from app.domain.ids import new_id
from sync_server.storage import bulk
from sync_server.storage.records import Known, Reader, Tx
from sync_server.storage.tables import ACCOUNT, DEVICE, SIGN_IN_FAILURE, TOKEN


class Account(msgspec.Struct, frozen=True):
    """Who may sign in. ``password`` is an argon2id hash; the agent's row has the same id."""

    id: str
    login: str
    password: str
    disabled: bool


class Token(msgspec.Struct, frozen=True):
    """A sign-in that still holds."""

    hash: str
    account_id: str
    device_id: str
    used_at: int
    expires_at: int


def account(reader: Reader, login: str) -> Account | None:
    """Return the account of a login name, in lower case."""
    query = select(ACCOUNT.c.id, ACCOUNT.c.login, ACCOUNT.c.password, ACCOUNT.c.disabled_at)
    row = reader.connection.execute(query.where(ACCOUNT.c.login == login.lower())).one_or_none()
    return Account(row[0], row[1], row[2], row[3] is not None) if row else None


def add_account(tx: Tx, account_id: str, login: str, password: str) -> None:
    """Add an account. Raises AppError("login_taken")."""
    if account(tx, login) is not None:
        raise AppError("login_taken", {"login": login})
    values = {"id": account_id, "login": login.lower(), "password": password, "created_at": tx.now}
    tx.connection.execute(insert(ACCOUNT).values(**values))


def set_password(tx: Tx, account_id: str, password: str, *, keep: str = "") -> None:
    """Replace the password's hash and end every sign-in of the account but the one of the token hash ``keep``."""
    tx.connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(password=password))
    tx.connection.execute(delete(TOKEN).where(TOKEN.c.account_id == account_id, TOKEN.c.hash != keep))


def disable(tx: Tx, account_id: str) -> None:
    """Let nobody sign in to an account any more, and end every sign-in of it."""
    tx.connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(disabled_at=tx.now))
    tx.connection.execute(delete(TOKEN).where(TOKEN.c.account_id == account_id))


def enable(tx: Tx, account_id: str) -> None:
    """Let people sign in to an account again, with the password that it had."""
    tx.connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account_id).values(disabled_at=None))


def tell(tx: Tx, device_id: str, seq: int) -> None:
    """Note that a device was told of what left its scopes up to a change number."""
    tx.connection.execute(update(DEVICE).where(DEVICE.c.id == device_id, DEVICE.c.told < seq).values(told=seq))


def told(reader: Reader, device_id: str) -> int:
    """Return up to which change a device knows what left its scopes, 0 for one of which nothing is known."""
    return int(reader.once(("told", device_id), lambda: _told(reader, [device_id], [])["told", device_id]))


def rescoped(reader: Reader, agent_id: str) -> int:
    """Return the change by which an agent's scopes became what they are, 0 when they never were others."""
    return int(reader.once(("rescoped", agent_id), lambda: _told(reader, [], [agent_id])["rescoped", agent_id]))


def bring_told(reader: Reader, device_ids: Collection[str], agent_ids: Collection[str]) -> None:
    """Look up for many at once what :func:`told` and :func:`rescoped` return."""
    reader.know(_told(reader, device_ids, agent_ids))


_TOLD = """
SELECT 'told', id, told FROM device WHERE id = ANY(:devices)
UNION ALL SELECT 'rescoped', agent_id, seq FROM rescoped WHERE agent_id = ANY(:agents)
"""


def _told(reader: Reader, device_ids: Collection[str], agent_ids: Collection[str]) -> dict[Known, int]:
    found: dict[Known, int] = {("told", each): 0 for each in device_ids}
    found |= {("rescoped", each): 0 for each in agent_ids}
    rows = bulk.ask(reader.connection, _TOLD, devices=sorted(device_ids), agents=sorted(agent_ids))
    return found | {(row[0], row[1]): int(row[2]) for row in rows}


def device_owner(reader: Reader, device_id: str) -> str:
    """Return whose device this is; "" for an unknown one, and for one of a disabled account."""
    query = select(DEVICE.c.account_id).join(ACCOUNT, ACCOUNT.c.id == DEVICE.c.account_id)
    found = query.where(DEVICE.c.id == device_id, ACCOUNT.c.disabled_at.is_(None))
    return str(reader.connection.execute(found).scalar() or "")


def add_token(tx: Tx, hashed: str, account_id: str, device_id: str, expires_at: int) -> None:
    """Begin a sign-in."""
    values = {"hash": hashed, "account_id": account_id, "device_id": device_id, "expires_at": expires_at}
    tx.connection.execute(insert(TOKEN).values(**values, created_at=tx.now, used_at=tx.now))


def token(reader: Reader, hashed: str) -> Token | None:
    """Return a sign-in by its token's hash, whether or not it has expired.

    None also for a disabled account, and on a device that is to delete what it holds.
    """
    return tokens(reader, [hashed]).get(hashed)


def tokens(reader: Reader, hashes: Collection[str]) -> dict[str, Token]:
    """Return the sign-ins of many tokens' hashes that there are, as :func:`token`."""
    rows = bulk.ask(reader.connection, _TOKENS, hashes=sorted(hashes))
    return {row[0]: Token(row[0], row[1], row[2], row[3], row[4]) for row in rows}


_TOKENS = """
SELECT t.hash, t.account_id, t.device_id, t.used_at, t.expires_at FROM token AS t
JOIN account AS a ON a.id = t.account_id LEFT JOIN device AS d ON d.id = t.device_id
WHERE a.disabled_at IS NULL AND d.wipe_at IS NULL AND t.hash = ANY(:hashes)
"""


def prolong(tx: Tx, hashed: str, expires_at: int) -> None:
    """Note that a sign-in was used."""
    tx.connection.execute(update(TOKEN).where(TOKEN.c.hash == hashed).values(used_at=tx.now, expires_at=expires_at))


def drop_token(tx: Tx, hashed: str) -> None:
    """End a sign-in."""
    tx.connection.execute(delete(TOKEN).where(TOKEN.c.hash == hashed))


def note_failure(tx: Tx, login: str, address: str) -> None:
    """Remember a failed sign-in; those of more than a day ago are forgotten."""
    table = SIGN_IN_FAILURE.c
    tx.connection.execute(delete(SIGN_IN_FAILURE).where(table.at < tx.now - 86_400_000))
    values = {"id": new_id(), "login": login.lower(), "address": address, "at": tx.now}
    tx.connection.execute(insert(SIGN_IN_FAILURE).values(**values))


def failures(reader: Reader, login: str, since: int) -> list[int]:
    """Return when sign-ins of a login failed since a time (ms), oldest first."""
    table = SIGN_IN_FAILURE.c
    query = select(table.at).where(table.login == login.lower(), table.at > since).order_by(table.at)
    return [row[0] for row in reader.connection.execute(query)]


def failures_from(reader: Reader, address: str, since: int) -> int:
    """Return how many sign-ins from an address failed since a time (ms)."""
    table = SIGN_IN_FAILURE.c
    query = select(func.count()).select_from(SIGN_IN_FAILURE).where(table.address == address, table.at > since)
    return int(reader.connection.execute(query).scalar_one())


def forget_failures(tx: Tx, login: str) -> None:
    """A right password ends the counting."""
    tx.connection.execute(delete(SIGN_IN_FAILURE).where(SIGN_IN_FAILURE.c.login == login.lower()))
