"""The computers on which people signed in: what is known of them, their sign-ins, and orders to delete what they hold.

A device shows itself by a key of its own, kept as a hash only: it is told of an order also without a sign-in. Programs
from before that had no key; they are known by their name.
"""

import msgspec
from sqlalchemy import Select, delete, func, insert, select, update

from app.domain.ids import new_id
from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import DEVICE, SYNC_HEAD, TOKEN


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What a request tells of the device that made it; ``key`` is the hash of its key, "" for none."""

    key: str = ""
    address: str = ""
    system: str = ""
    version: str = ""


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """One computer of one account. Times are ms; ``sign_ins`` counts those that still hold."""

    id: str
    account_id: str
    name: str
    key: str
    system: str
    version: str
    address: str
    created_at: int
    seen_at: int
    wipe_at: int | None
    wiped_at: int | None
    unsent: int | None
    sign_ins: int


NOBODY = Visit()


def register(tx: Tx, account_id: str, name: str, visit: Visit = NOBODY) -> str:
    """Return the id of the device on which an account signs in, adding it when it is new."""
    table = DEVICE.c
    mine = select(table.id).where(table.account_id == account_id, table.wipe_at.is_(None))
    found = tx.connection.execute(mine.where(table.key == visit.key).limit(1)).scalar() if visit.key else None
    if found is None:  # one from before it had a key, or of a program that has none
        found = tx.connection.execute(mine.where(table.name == name, table.key == "").limit(1)).scalar()
    device_id = str(found or new_id())
    if found is None:
        head = tx.connection.execute(select(SYNC_HEAD.c.seq)).scalar_one()
        values = {"id": device_id, "account_id": account_id, "created_at": tx.now, "told": head}
        tx.connection.execute(insert(DEVICE).values(**values, name=name, seen_at=tx.now))
    values = {"name": name, "spared_at": None, **_told(tx, visit)}
    tx.connection.execute(update(DEVICE).where(table.id == device_id).values(**values))
    return device_id


def see(tx: Tx, device_id: str, visit: Visit) -> None:
    """Note that a device was heard of. A key it keeps: one has none yet that signed in before its program had one."""
    this, told = DEVICE.c.id == device_id, _told(tx, visit)
    if key := told.pop("key", ""):
        tx.connection.execute(update(DEVICE).where(this, DEVICE.c.key == "").values(key=key))
    tx.connection.execute(update(DEVICE).where(this).values(**told))


def of_account(reader: Reader, account_id: str) -> list[Device]:
    """Return an account's devices, the one heard of last first."""
    return _read(reader, _devices(reader).where(DEVICE.c.account_id == account_id))


def everybody(reader: Reader) -> list[Device]:
    """Return all devices, the one heard of last first."""
    return _read(reader, _devices(reader))


def find(reader: Reader, device_id: str) -> Device | None:
    """Return a device."""
    return next(iter(_read(reader, _devices(reader).where(DEVICE.c.id == device_id))), None)


def ordered(reader: Reader, key: str) -> Device | None:
    """Return the device of a key (its hash) if it is to delete what it holds and has not said that it did."""
    if not key:
        return None
    open_ = DEVICE.c.wipe_at.is_not(None) & DEVICE.c.wiped_at.is_(None)
    return next(iter(_read(reader, _devices(reader).where(DEVICE.c.key == key, open_))), None)


def spared(reader: Reader, key: str) -> Device | None:
    """Return the device of a key (its hash) whose order was taken back, and on which nobody signed in since."""
    table = DEVICE.c
    found = _read(reader, _devices(reader).where(table.key == key, table.spared_at.is_not(None)))
    return found[0] if key and found else None


def end(tx: Tx, device_id: str) -> None:
    """End every sign-in on a device."""
    tx.connection.execute(delete(TOKEN).where(TOKEN.c.device_id == device_id))


def order(tx: Tx, device_id: str) -> None:
    """Have a device delete what it holds as soon as it is heard of."""
    tx.connection.execute(update(DEVICE).where(DEVICE.c.id == device_id).values(wipe_at=tx.now, spared_at=None))


def spare(tx: Tx, device_id: str) -> None:
    """Take back that a device is to delete what it holds."""
    tx.connection.execute(update(DEVICE).where(DEVICE.c.id == device_id).values(wipe_at=None, spared_at=tx.now))


def obeyed(tx: Tx, device_id: str, unsent: int | None) -> None:
    """Note that a device has deleted what it held; whoever signs in there again is on a new one."""
    done = update(DEVICE).where(DEVICE.c.id == device_id)
    ordered_at = func.coalesce(DEVICE.c.wipe_at, tx.now)  # none where the order was taken back too late
    values = {"wiped_at": tx.now, "unsent": unsent, "seen_at": tx.now, "wipe_at": ordered_at, "spared_at": None}
    tx.connection.execute(done.values(**values))


def _told(tx: Tx, visit: Visit) -> dict[str, object]:
    return {"seen_at": tx.now, **{name: value for name, value in msgspec.structs.asdict(visit).items() if value}}


def _devices(reader: Reader) -> Select[tuple[object, ...]]:
    table = DEVICE.c
    held = select(func.count()).where(TOKEN.c.device_id == table.id, TOKEN.c.expires_at > reader.now)
    named = [table[name] for name in Device.__struct_fields__ if name != "sign_ins"]
    return select(*named, held.scalar_subquery()).order_by(table.seen_at.desc(), table.id)


def _read(reader: Reader, query: Select[tuple[object, ...]]) -> list[Device]:
    names = Device.__struct_fields__
    rows = reader.connection.execute(query).all()
    return [msgspec.convert(dict(zip(names, row, strict=True)), Device) for row in rows]
