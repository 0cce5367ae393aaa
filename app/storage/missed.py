"""Takes that came too late: somebody else was faster with a waiting conversation.

Nothing that a person wrote is lost by it and there is nothing to decide, so that it is no refusal to be settled: it is
told once and forgotten. Kept with the values of this device, so that a restart in between does not swallow it.
"""

from typing import Any

import msgspec

from app.domain.change import Operation, Result
from app.domain.conversations import Conversation
from app.domain.customers import Customer
from app.domain.people import Agent
from app.storage import local, rows
from app.storage.core import LOCAL, Connection, delete, select

_PREFIX = "missed:"


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """One take that was refused: whose conversation, who has it now ("" for nobody), and the error that says why."""

    conversation_id: str
    customer_name: str = ""
    assignee_name: str = ""
    code: str = ""
    values: dict[str, Any] = {}


class _Kept(msgspec.Struct, frozen=True):
    conversation_id: str
    code: str
    values: dict[str, Any]


def is_take(op: Operation) -> bool:
    """Say whether an operation does nothing but take a conversation."""
    return op.kind == "intent" and op.ent == "conversation" and op.body.get("action") == "take"


def note(connection: Connection, op: Operation, result: Result) -> None:
    """Remember a refused take until it has been told."""
    kept = _Kept(op.row, result.code, result.values)
    local.keep(connection, f"{_PREFIX}{op.id}", msgspec.json.encode(kept).decode())


def collect(connection: Connection) -> tuple[Missed, ...]:
    """Return what has not been told yet, and forget it."""
    mine = LOCAL.c.k.startswith(_PREFIX, autoescape=True)
    texts = [text for (text,) in connection.execute(select(LOCAL.c.v).where(mine).order_by(LOCAL.c.k))]
    if texts:
        connection.execute(delete(LOCAL).where(mine))
    return tuple(_told(connection, msgspec.json.decode(text, type=_Kept)) for text in texts)


def _told(connection: Connection, kept: _Kept) -> Missed:
    row = rows.get(connection, Conversation, kept.conversation_id)
    customer = rows.get(connection, Customer, row.customer_id) if row is not None else None
    # the answer may be here before the page that brings the row with its new agent
    assignee_id = str(kept.values.get("assignee_id") or (row.assignee_id if row is not None else ""))
    assignee = rows.get(connection, Agent, assignee_id) if assignee_id else None
    return Missed(
        conversation_id=kept.conversation_id,
        customer_name=customer.name if customer is not None else "",
        assignee_name=assignee.name if assignee is not None else "",
        code=kept.code,
        values=kept.values,
    )
