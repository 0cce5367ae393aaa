"""Fields that only newer programs know: which rows have some, and whether anybody has looked since the last upgrade."""

from sqlalchemy import select

from app.domain.entity import EntityType
from app.domain.registry import SCHEMA
from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import ENTITY_TABLES, SYNC_META

_KEY = "fields_of_schema"


def due(reader: Reader) -> bool:
    """Say whether this server is newer than the one that looked last."""
    stored = reader.connection.execute(select(SYNC_META.c.v).where(SYNC_META.c.k == _KEY)).scalar()
    return int(stored or 0) < SCHEMA


def looked(tx: Tx) -> None:
    """Note that this server has looked at all rows."""
    tx.upsert(SYNC_META, [{"k": _KEY, "v": str(SCHEMA)}], ("k",))


def holders(reader: Reader, entity: EntityType, after: str, limit: int) -> list[str]:
    """Return the ids of the next rows of an entity, after an id, that have such fields."""
    table = ENTITY_TABLES[entity.name]
    query = select(table.c.id).where(table.c.extra != "{}", table.c.id > after).order_by(table.c.id).limit(limit)
    return [row[0] for row in reader.connection.execute(query)]
