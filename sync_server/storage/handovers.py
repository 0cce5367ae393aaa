"""Open conversations that were offered to a group on the other side of a branch's border, and by whom."""

import msgspec
from sqlalchemy import delete, select

from sync_server.storage.records import Reader, Tx
from sync_server.storage.tables import HANDOVER

_TABLE = HANDOVER.c
_COLUMNS = (_TABLE.conversation_id, _TABLE.offer_id, _TABLE.group_id, _TABLE.assignee_id, _TABLE.by, _TABLE.at)


class Handover(msgspec.Struct, frozen=True):
    """One offer. ``assignee_id`` is who had the conversation ("": the queue) when ``by`` offered it at ``at`` (ms)."""

    conversation_id: str
    offer_id: str
    group_id: str
    assignee_id: str
    by: str
    at: int


def offer(tx: Tx, made: Handover) -> None:
    """Note an offer; an earlier one of the same conversation ends."""
    tx.upsert(HANDOVER, [msgspec.structs.asdict(made)], ("conversation_id",))


def of(reader: Reader, conversation_id: str) -> Handover | None:
    """Return the offer of a conversation that stands."""
    row = reader.connection.execute(select(*_COLUMNS).where(_TABLE.conversation_id == conversation_id)).first()
    return Handover(*row) if row else None


def end(tx: Tx, conversation_id: str) -> None:
    """Forget an offer."""
    tx.connection.execute(delete(HANDOVER).where(_TABLE.conversation_id == conversation_id))


def older(reader: Reader, before: int) -> list[Handover]:
    """Return the offers that were made before a time (ms)."""
    query = select(*_COLUMNS).where(_TABLE.at < before).order_by(_TABLE.at, _TABLE.conversation_id)
    return [Handover(*row) for row in reader.connection.execute(query)]
