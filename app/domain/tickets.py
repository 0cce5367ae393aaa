"""Tickets: work that outlives a conversation, on one of three lines."""

import enum
from collections.abc import Mapping
from typing import Any

import msgspec

from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import Refused
from app.domain.files import FileRef


class TicketStatus(enum.StrEnum):
    NEW = "new"
    OPEN = "open"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_INTERNAL = "waiting_internal"
    SOLVED = "solved"
    CLOSED = "closed"
    MERGED = "merged"
    CANCELLED = "cancelled"


class Priority(enum.StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


UNFINISHED = frozenset(
    {TicketStatus.NEW, TicketStatus.OPEN, TicketStatus.WAITING_CUSTOMER, TicketStatus.WAITING_INTERNAL}
)


class Ticket(Entity, frozen=True, kw_only=True):
    """``number`` is shown as T-20931; until the server gave one ``local_number`` (L-0007) is, and it stays an alias."""

    title: str
    description: str = ""
    customer_id: str = ""
    conversation_id: str = ""
    category_id: str = ""
    group_id: str = ""
    assignee_id: str = ""
    line: int = 1
    priority: Priority = Priority.NORMAL
    status: TicketStatus = TicketStatus.NEW
    number: int = 0
    local_number: str = ""
    attachments: tuple[FileRef, ...] = ()
    tags: tuple[str, ...] = ()
    due_at: int | None = None
    created_by: str = ""
    opened_at: int = 0
    first_response_at: int | None = None
    solved_at: int | None = None
    customer_confirmed_at: int | None = None
    closed_at: int | None = None
    merged_into: str = ""


class TicketNote(Entity, frozen=True, kw_only=True):
    """A line in a ticket's timeline written by a person."""

    ticket_id: str
    author_id: str
    text: str
    public: bool = False
    attachments: tuple[FileRef, ...] = ()
    composed_at: int = 0


def _move(row: Ticket, to: TicketStatus, allowed: frozenset[TicketStatus], **changed: Any) -> Ticket:
    if row.status is to and all(getattr(row, name) == value for name, value in changed.items()):
        return row
    if row.status not in allowed:
        raise Refused("ticket_state", {"status": row.status.value})
    return msgspec.structs.replace(row, status=to, **changed)


def accept(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """Somebody works on it: ``assignee_id``, the actor when absent."""
    allowed = UNFINISHED | {TicketStatus.SOLVED}
    return _move(row, TicketStatus.OPEN, allowed, assignee_id=str(args.get("assignee_id") or who.id), solved_at=None)


def assign(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """Give it to ``assignee_id`` and/or ``group_id`` and/or ``line`` (1, 2 or 3), keeping its status."""
    if row.status not in UNFINISHED:
        raise Refused("ticket_state", {"status": row.status.value})
    line = args.get("line", row.line)
    if line not in (1, 2, 3):
        raise Refused("ticket_line", {"line": line})
    return msgspec.structs.replace(
        row,
        assignee_id=str(args.get("assignee_id", row.assignee_id) or ""),
        group_id=str(args.get("group_id") or row.group_id),
        line=line,
    )


def wait_customer(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """The next step is the customer's."""
    return _move(row, TicketStatus.WAITING_CUSTOMER, UNFINISHED)


def wait_internal(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """The next step is another line's or another party's."""
    return _move(row, TicketStatus.WAITING_INTERNAL, UNFINISHED)


def solve(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """The agent thinks it is solved; the customer may say otherwise."""
    return _move(row, TicketStatus.SOLVED, UNFINISHED, solved_at=row.solved_at or at)


def reopen(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """It was not solved."""
    return _move(row, TicketStatus.OPEN, frozenset({TicketStatus.SOLVED}), solved_at=None, customer_confirmed_at=None)


def close(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """Done. ``confirmed`` says that the customer confirmed it."""
    confirmed = at if args.get("confirmed") else row.customer_confirmed_at
    allowed = frozenset({TicketStatus.SOLVED})
    if row.status is TicketStatus.CLOSED:
        return row
    return _move(row, TicketStatus.CLOSED, allowed, closed_at=at, customer_confirmed_at=confirmed)


def cancel(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """It should not have been opened."""
    if row.status is TicketStatus.CANCELLED:
        return row
    return _move(row, TicketStatus.CANCELLED, UNFINISHED, closed_at=at)


def merge_into(row: Ticket, args: Mapping[str, Any], who: Actor, at: int) -> Ticket:
    """It is the same as the ticket ``into``."""
    into = str(args.get("into", ""))
    if not into or into == row.id:
        raise Refused("ticket_merge", {"into": into})
    return _move(row, TicketStatus.MERGED, UNFINISHED | {TicketStatus.SOLVED}, merged_into=into, closed_at=at)


_BY_INTENT = (
    "status",
    "assignee_id",
    "group_id",
    "line",
    "solved_at",
    "closed_at",
    "customer_confirmed_at",
    "merged_into",
)

TICKET = EntityType(
    name="ticket",
    tells_deleter=True,
    cls=Ticket,
    merge={
        "title": Merge.IMPORTANT,
        "tags": Merge.SET,
        "attachments": Merge.SET,
        **{name: Merge.INTENT for name in _BY_INTENT},
        **{name: Merge.SERVER for name in ("number", "first_response_at")},
        **{name: Merge.FIXED for name in ("local_number", "created_by", "opened_at", "conversation_id")},
    },
    intents={
        "accept": accept,
        "assign": assign,
        "wait_customer": wait_customer,
        "wait_internal": wait_internal,
        "solve": solve,
        "reopen": reopen,
        "close": close,
        "cancel": cancel,
        "merge_into": merge_into,
    },
    indexes=(("customer_id",), ("status", "assignee_id"), ("conversation_id",)),
)
TICKET_NOTE = EntityType(
    name="ticket_note",
    cls=TicketNote,
    merge={name: Merge.FIXED for name in TicketNote.__struct_fields__},
    parent=("ticket_id", "ticket"),
    indexes=(("ticket_id",),),
)
