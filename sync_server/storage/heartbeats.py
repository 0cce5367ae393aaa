"""When each agent's desk was last heard of."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select, update

from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import HEARTBEAT


def beat(tx: Tx, agent_id: str, device_id: str = "", *, there: bool = True) -> None:
    """Note that an agent's desk is heard, and whether he is at it: one who went offline is gone since then."""
    heard: dict[str, Any] = {"agent_id": agent_id, "at": tx.now, "device_id": device_id}
    if there:
        heard["lost_at"] = None
    tx.upsert(HEARTBEAT, [heard], ("agent_id",))
    if not there:
        lose(tx, agent_id)


def desk(reader: Reader, agent_id: str) -> str | None:
    """Return the device at which an agent was heard of last, None for one who never was."""
    query = select(HEARTBEAT.c.device_id).where(HEARTBEAT.c.agent_id == agent_id)
    return reader.connection.execute(query).scalar()


def lose(tx: Tx, agent_id: str) -> None:
    """Note that an agent's desk is gone, from now on unless it is gone already."""
    gone = update(HEARTBEAT).where(HEARTBEAT.c.agent_id == agent_id, HEARTBEAT.c.lost_at.is_(None))
    tx.connection.execute(gone.values(lost_at=tx.now))


def last(reader: Reader, agent_ids: Collection[str] | None = None) -> dict[str, int]:
    """Return when each desk was last heard of (ms); desks that never were are absent."""
    query = select(HEARTBEAT.c.agent_id, HEARTBEAT.c.at)
    if agent_ids is not None:
        query = query.where(HEARTBEAT.c.agent_id.in_(list(agent_ids)))
    return {row[0]: row[1] for row in reader.connection.execute(query)}


def lost(reader: Reader, before: int) -> list[str]:
    """Return the agents whose desks are gone since before a time (ms)."""
    query = select(HEARTBEAT.c.agent_id).where(HEARTBEAT.c.lost_at <= before)
    return [row[0] for row in reader.connection.execute(query)]
