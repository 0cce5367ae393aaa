"""What an agent does with tickets: open, describe, note, hand on, wait, solve, close.

Everything works without a network. A new ticket gets a number of this device (L-0007), which stays its alias when the
server has given it one; changes of state are intents that the server decides by the same rules.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from app.domain.access import group_scope
from app.domain.conversations import Conversation
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.ids import new_id
from app.domain.people import Agent
from app.domain.tickets import Priority, Ticket, TicketNote
from app.storage import local
from app.storage.blobs import note as note_file
from app.storage.transaction import Tx

MAX_TITLE = 120
MAX_NOTE = 10_000
"""Characters of a ticket's title and of one note."""
_HOUR_MS = 3_600_000
RESOLVE_WITHIN_MS: Mapping[Priority, int] = MappingProxyType(
    {
        Priority.URGENT: 4 * _HOUR_MS,
        Priority.HIGH: 8 * _HOUR_MS,
        Priority.NORMAL: 24 * _HOUR_MS,
        Priority.LOW: 72 * _HOUR_MS,
    }
)
"""How long a ticket may take by its priority, until the office sets its own limits."""
_COUNTER = "ticket.local_number"


class NewTicket(msgspec.Struct, frozen=True, kw_only=True):
    """What the dialog for a new ticket holds. ``line`` is 1, 2 or 3; an empty group is the actor's first one."""

    title: str
    description: str = ""
    customer_id: str = ""
    conversation_id: str = ""
    category_id: str = ""
    group_id: str = ""
    assignee_id: str = ""
    line: int = 1
    priority: Priority = Priority.NORMAL
    attachments: tuple[FileRef, ...] = ()
    tags: tuple[str, ...] = ()


def create(tx: Tx, new: NewTicket) -> Ticket:
    """Open a ticket. Raises AppError: "ticket_no_title", "ticket_no_group", "file_too_large"."""
    group_id = new.group_id or _own_group(tx)
    if not group_id:
        raise AppError("ticket_no_group")
    tx.label = "ticket.create"
    return tx.save(
        Ticket(
            id=new_id(),
            scope=group_scope(group_id),
            title=_title(new.title),
            description=new.description.strip(),
            customer_id=new.customer_id,
            conversation_id=new.conversation_id,
            category_id=new.category_id,
            group_id=group_id,
            assignee_id=new.assignee_id,
            line=new.line,
            priority=new.priority,
            local_number=_next_local_number(tx),
            attachments=_files(tx, new.attachments),
            tags=new.tags,
            due_at=tx.now + RESOLVE_WITHIN_MS[new.priority],
            created_by=tx.actor.id,
            opened_at=tx.now,
        )
    )


def create_from_conversation(
    tx: Tx,
    conversation_id: str,
    *,
    title: str = "",
    description: str = "",
    priority: Priority = Priority.NORMAL,
    line: int = 1,
    group_id: str = "",
    attachments: tuple[FileRef, ...] = (),
) -> Ticket:
    """Open a ticket about a conversation: its customer, category and (unless named) group go with it.

    Without a title it is called by the conversation's subject, or by its customer. Raises what :func:`create` raises.
    """
    conversation = tx.get(Conversation, conversation_id)
    customer = tx.find(Customer, conversation.customer_id)
    return create(
        tx,
        NewTicket(
            title=title.strip() or conversation.subject or (customer.name if customer is not None else ""),
            description=description,
            customer_id=conversation.customer_id,
            conversation_id=conversation.id,
            category_id=conversation.category_id,
            group_id=group_id or conversation.group_id,
            line=line,
            priority=priority,
            attachments=attachments,
            tags=conversation.tags,
        ),
    )


def add_note(
    tx: Tx, ticket_id: str, text: str, *, public: bool = False, attachments: tuple[FileRef, ...] = ()
) -> TicketNote:
    """Write into a ticket's timeline; ``public`` notes are for the customer's eyes too.

    Raises AppError: "empty_note", "note_too_long", "file_too_large".
    """
    ticket = tx.get(Ticket, ticket_id)
    clean = text.strip()
    if not clean and not attachments:
        raise AppError("empty_note")
    if len(clean) > MAX_NOTE:
        raise AppError("note_too_long", {"limit": MAX_NOTE})
    return tx.save(
        TicketNote(
            id=new_id(),
            scope=ticket.scope,
            ticket_id=ticket_id,
            author_id=tx.actor.id,
            text=clean,
            public=public,
            attachments=_files(tx, attachments),
            composed_at=tx.now,
        )
    )


# -- fields ----------------------------------------------------------------------------------------------------------


def rename(tx: Tx, ticket_id: str, title: str) -> Ticket:
    """Change the title. Raises AppError("ticket_no_title")."""
    tx.label = "ticket.rename"
    return tx.save(msgspec.structs.replace(tx.get(Ticket, ticket_id), title=_title(title)))


def describe(tx: Tx, ticket_id: str, description: str) -> Ticket:
    """Change the description."""
    tx.label = "ticket.describe"
    return tx.save(msgspec.structs.replace(tx.get(Ticket, ticket_id), description=description.strip()))


def set_priority(tx: Tx, ticket_id: str, priority: Priority) -> Ticket:
    """Change the priority; the limit moves with it, counted from when the ticket was opened."""
    tx.label = "ticket.priority"
    ticket = tx.get(Ticket, ticket_id)
    if ticket.priority is priority:
        return ticket
    due_at = ticket.opened_at + RESOLVE_WITHIN_MS[priority]
    return tx.save(msgspec.structs.replace(ticket, priority=priority, due_at=due_at))


def set_tags(tx: Tx, ticket_id: str, tags: tuple[str, ...]) -> Ticket:
    """Replace the tags; blanks and doubles fall out."""
    tx.label = "ticket.tags"
    clean = tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    return tx.save(msgspec.structs.replace(tx.get(Ticket, ticket_id), tags=clean))


def attach(tx: Tx, ticket_id: str, files: tuple[FileRef, ...]) -> Ticket:
    """Add files that are stored on this device already. Raises AppError("file_too_large")."""
    tx.label = "ticket.attach"
    ticket = tx.get(Ticket, ticket_id)
    known = {ref.sha256 for ref in ticket.attachments}
    added = tuple(ref for ref in _files(tx, files) if ref.sha256 not in known)
    return tx.save(msgspec.structs.replace(ticket, attachments=(*ticket.attachments, *added)))


# -- states ----------------------------------------------------------------------------------------------------------


def accept(tx: Tx, ticket_id: str, assignee_id: str = "") -> Ticket:
    """Work on it oneself, or say who does."""
    return tx.ask(tx.get(Ticket, ticket_id), "accept", {"assignee_id": assignee_id or tx.actor.id})


def assign(
    tx: Tx,
    ticket_id: str,
    *,
    assignee_id: str | None = None,
    group_id: str | None = None,
    line: int | None = None,
    note: str = "",
) -> Ticket:
    """Hand it on to an agent, a group, a line, or any of them; the hand-over note goes into the timeline first.

    Another group or line without an agent leaves nobody in charge, so that it waits there to be accepted.
    """
    if note.strip():
        add_note(tx, ticket_id, note)
    ticket = tx.get(Ticket, ticket_id)
    args: dict[str, object] = {}
    if line is not None and line != ticket.line:
        args["line"] = line
    if group_id is not None and group_id != ticket.group_id:
        args["group_id"] = group_id
    if assignee_id is not None:
        args["assignee_id"] = assignee_id
    elif args:
        args["assignee_id"] = ""
    return tx.ask(ticket, "assign", args) if args else ticket


def wait_customer(tx: Tx, ticket_id: str) -> Ticket:
    """The next step is the customer's."""
    return tx.ask(tx.get(Ticket, ticket_id), "wait_customer")


def wait_internal(tx: Tx, ticket_id: str) -> Ticket:
    """The next step is another line's or another party's."""
    return tx.ask(tx.get(Ticket, ticket_id), "wait_internal")


def solve(tx: Tx, ticket_id: str) -> Ticket:
    """It is solved, as far as the agent knows."""
    return tx.ask(tx.get(Ticket, ticket_id), "solve")


def reopen(tx: Tx, ticket_id: str) -> Ticket:
    """It was not solved."""
    return tx.ask(tx.get(Ticket, ticket_id), "reopen")


def close(tx: Tx, ticket_id: str, *, confirmed: bool = False) -> Ticket:
    """Done; ``confirmed`` when the customer said so."""
    return tx.ask(tx.get(Ticket, ticket_id), "close", {"confirmed": confirmed})


def cancel(tx: Tx, ticket_id: str) -> Ticket:
    """It should not have been opened."""
    return tx.ask(tx.get(Ticket, ticket_id), "cancel")


# -- what they share -------------------------------------------------------------------------------------------------


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise AppError("ticket_no_title")
    return title[:MAX_TITLE]


def _own_group(tx: Tx) -> str:
    agent = tx.find(Agent, tx.actor.id)
    return agent.group_ids[0] if agent is not None and agent.group_ids else ""


def _next_local_number(tx: Tx) -> str:
    number = int(local.value(tx.connection, _COUNTER, "0")) + 1
    local.keep(tx.connection, _COUNTER, str(number))
    return f"L-{number:04d}"


def _files(tx: Tx, files: tuple[FileRef, ...]) -> tuple[FileRef, ...]:
    for ref in files:
        if ref.size > MAX_FILE_BYTES:
            raise AppError("file_too_large", {"size": ref.size, "limit": MAX_FILE_BYTES})
        note_file(tx.connection, ref, "unsent", tx.now)
    return files
