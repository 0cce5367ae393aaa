"""What happened in a ticket: notes, the server's events, and what this device did that the server does not tell yet."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from app.domain.change import Operation
from app.domain.columns import codec
from app.domain.files import FileRef
from app.domain.journal import Event
from app.domain.people import Agent
from app.domain.tickets import Ticket, TicketNote
from app.storage.core import ENTITY, OUTBOX, Connection, select
from app.storage.outbox import DONE, PENDING

TIMELINE = 300
"""Entries of a timeline that are read, the newest ones."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a timeline: a note, or what was done (``action`` is an intent's name or created, changed ...).

    ``values`` are the action's arguments with names in place of ids, ``assignee_id`` that one as it was.
    ``pending``: only this device knows it.
    """

    id: str
    at: int
    kind: Literal["note", "event"]
    author_id: str = ""
    author_name: str = ""
    line: int = 0
    text: str = ""
    public: bool = False
    attachments: tuple[FileRef, ...] = ()
    action: str = ""
    values: Mapping[str, str] = {}
    assignee_id: str = ""
    pending: bool = False


def timeline(
    connection: Connection, ticket: Ticket, me_id: str, agents: Mapping[str, Agent], names: Mapping[str, str]
) -> tuple[Entry, ...]:
    """Return the timeline of a ticket, oldest first."""
    found = [*_notes(connection, ticket.id, agents), *_events(connection, ticket.id, agents, names)]
    found += _own_steps(connection, ticket.id, me_id, agents, names)
    if not any(entry.action == "created" for entry in found):
        author = agents.get(ticket.created_by)
        found.append(
            Entry(
                id=f"created-{ticket.id}",
                at=ticket.opened_at,
                kind="event",
                author_id=ticket.created_by,
                author_name=author.name if author is not None else "",
                line=author.line if author is not None else 0,
                action="created",
                pending=not ticket.rev,
            )
        )
    # a row is opened before anything else happens to it, whatever the clocks say
    return tuple(sorted(found, key=lambda entry: (entry.action != "created", entry.at)))


def _notes(connection: Connection, ticket_id: str, agents: Mapping[str, Agent]) -> list[Entry]:
    n, decode = ENTITY["ticket_note"].c, codec(TicketNote)
    query = (
        select(*(n[name] for name in decode.names))
        .where(n.ticket_id == ticket_id, n.deleted_at.is_(None))
        .order_by(n.composed_at.desc())
        .limit(TIMELINE)
    )
    made = []
    for row in connection.execute(query):
        note: TicketNote = decode.from_row(row)
        author = agents.get(note.author_id)
        made.append(
            Entry(
                id=note.id,
                at=note.composed_at,
                kind="note",
                author_id=note.author_id,
                author_name=author.name if author is not None else "",
                line=author.line if author is not None else 0,
                text=note.text,
                public=note.public,
                attachments=note.attachments,
                pending=not note.rev,
            )
        )
    return made


def _events(
    connection: Connection, ticket_id: str, agents: Mapping[str, Agent], names: Mapping[str, str]
) -> list[Entry]:
    e, decode = ENTITY["event"].c, codec(Event)
    query = (
        select(*(e[name] for name in decode.names))
        .where(e.subject_id == ticket_id, e.subject == "ticket", e.deleted_at.is_(None))
        .order_by(e.at.desc())
        .limit(TIMELINE)
    )
    made = []
    for row in connection.execute(query):
        event: Event = decode.from_row(row)
        made.append(_step(event.id, event.at, event.actor_id, event.action, event.values, agents, names))
    return made


def _own_steps(
    connection: Connection, ticket_id: str, me_id: str, agents: Mapping[str, Agent], names: Mapping[str, str]
) -> list[Entry]:
    """Return what this device did to the ticket and the server's history does not tell yet."""
    o = OUTBOX.c
    query = (
        select(o.op_id, o.op, o.state)
        .where(o.ent == "ticket", o.row == ticket_id, o.state < DONE, o.kind != "create")
        .order_by(o.lsn)
    )
    made = []
    for op_id, text, state in connection.execute(query):
        op = msgspec.json.decode(text, type=Operation)
        action = str(op.body.get("action", "")) if op.kind == "intent" else "changed"
        values = op.body.get("args", {}) if op.kind == "intent" else op.body
        entry = _step(op_id, op.wall, me_id, action, values, agents, names)
        made.append(msgspec.structs.replace(entry, pending=state == PENDING))
    return made


def _step(
    entry_id: str,
    at: int,
    actor_id: str,
    action: str,
    values: Mapping[str, Any],
    agents: Mapping[str, Agent],
    names: Mapping[str, str],
) -> Entry:
    actor = agents.get(actor_id)
    return Entry(
        id=entry_id,
        at=at,
        kind="event",
        author_id=actor_id,
        author_name=actor.name if actor is not None else "",
        line=actor.line if actor is not None else 0,
        action=action,
        values={name: names.get(str(value), str(value)) for name, value in values.items()},
        assignee_id=str(values.get("assignee_id") or ""),
    )
