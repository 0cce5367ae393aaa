"""When each agent's desk was last heard of."""

from collections.abc import Collection, Mapping

from sqlalchemy import or_, select, update

from app.domain.people import PresenceState
from sync_server.storage import bulk
from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import ENTITY_TABLES, HEARTBEAT


def beat(tx: Tx, agent_id: str, device_id: str = "", *, there: bool = True) -> None:
    """Note that an agent's desk is heard, and whether he is at it: one who went offline is gone since then."""
    if there:
        beat_all(tx, {agent_id: device_id})
        return
    tx.upsert(HEARTBEAT, [{"agent_id": agent_id, "at": tx.now, "device_id": device_id}], ("agent_id",))
    lose(tx, agent_id)


def beat_all(tx: Tx, devices: Mapping[str, str]) -> None:
    """Note that the desks of agents are heard, who are at them: agent -> device."""
    heard = [{"agent_id": each, "at": tx.now, "device_id": devices[each], "lost_at": None} for each in sorted(devices)]
    tx.upsert(HEARTBEAT, heard, ("agent_id",))


def desks(reader: Reader, agent_ids: Collection[str]) -> dict[str, str]:
    """Return the device at which each agent was heard of last; who never was is absent."""
    words = "SELECT agent_id, device_id FROM heartbeat WHERE agent_id = ANY(:agents)"
    return {row[0]: row[1] for row in bulk.ask(reader.connection, words, agents=sorted(agent_ids))}


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


def silent(reader: Reader, before: int) -> list[str]:
    """Return the agents who are there by their presence and were not heard of after a time (ms)."""
    reader.flush()
    table = ENTITY_TABLES["presence"]
    query = select(table.c.id).outerjoin(HEARTBEAT, HEARTBEAT.c.agent_id == table.c.id)
    query = query.where(
        table.c.state != PresenceState.OFFLINE.value, or_(HEARTBEAT.c.at <= before, HEARTBEAT.c.at.is_(None))
    )
    return [row[0] for row in reader.connection.execute(query.order_by(table.c.id))]


def lost(reader: Reader, before: int) -> list[str]:
    """Return the agents whose desks are gone since before a time (ms)."""
    query = select(HEARTBEAT.c.agent_id).where(HEARTBEAT.c.lost_at <= before)
    return [row[0] for row in reader.connection.execute(query)]
