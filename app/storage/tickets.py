"""What the tickets screen shows: a page of the list with the counts of its tabs, and one ticket with its timeline."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from app.domain.columns import codec
from app.domain.conversations import Conversation
from app.domain.customers import Customer, Level
from app.domain.journal import REFUSED, Conflict
from app.domain.knowledge import Category, path_of
from app.domain.people import Agent, Group
from app.domain.references import number_in
from app.domain.tickets import UNFINISHED, Priority, Ticket, TicketStatus
from app.storage import rows
from app.storage.core import ENTITY, OUTBOX, ColumnElement, Connection, String, and_, case, func, or_, select
from app.storage.customer_list import named
from app.storage.outbox import PENDING
from app.storage.ticket_timeline import Entry, timeline

LIMIT = 300
"""Tickets of one tab that are read; the counts tell when there are more."""
Tab = Literal["open", "mine", "customer", "solved"]
TABS: tuple[Tab, ...] = ("open", "mine", "customer", "solved")
_UNFINISHED = tuple(sorted(status.value for status in UNFINISHED))
_OVER = (TicketStatus.SOLVED.value, TicketStatus.CLOSED.value)
_OURS = (TicketStatus.NEW.value, TicketStatus.OPEN.value, TicketStatus.WAITING_INTERNAL.value)


def label(number: int, local_number: str) -> str:
    """Return by what people call a ticket: T-20931, or L-0007 until the server gave a number."""
    return f"T-{number}" if number else local_number


class TicketRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the list. Times are ms UTC; ``pending`` says that this device has something of it not yet sent."""

    id: str
    label: str
    title: str
    status: TicketStatus = TicketStatus.NEW
    priority: Priority = Priority.NORMAL
    line: int = 1
    group_name: str = ""
    assignee_id: str = ""
    assignee_name: str = ""
    customer_name: str = ""
    opened_at: int = 0
    due_at: int | None = None
    solved_at: int | None = None
    closed_at: int | None = None
    pending: bool = False
    conflict: bool = False


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """What stands under one tab, the own line's tickets first, then by limit; ``counts`` are of all tabs."""

    tab: Tab = "open"
    rows: tuple[TicketRow, ...] = ()
    counts: Mapping[str, int] = {}
    my_line: int = 1


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket with the names that it refers to. ``lines`` maps a line to who was last in charge there."""

    ticket: Ticket
    label: str
    group_name: str = ""
    assignee_name: str = ""
    assignee_line: int = 0
    author_name: str = ""
    customer: Customer | None = None
    conversation: Conversation | None = None
    category: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    pending: bool = False
    names: Mapping[str, str] = {}


class CustomerChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A customer in the picker of the dialog for a new ticket."""

    id: str
    name: str
    phone: str = ""
    level: Level = Level.NORMAL
    city: str = ""


# -- the list --------------------------------------------------------------------------------------------------------


def shelf(connection: Connection, tab: Tab, me_id: str, search: str = "") -> Shelf:
    """Return the tickets of a tab that fit a search (title, number, customer)."""
    me = rows.get(connection, Agent, me_id)
    t = ENTITY["ticket"].c
    conditions = _tabs(me_id, me)
    wanted = _matches(search)
    over = tab == "solved"
    order = [t.solved_at.desc()] if over else [t.due_at.is_(None), t.due_at, t.opened_at]
    query = (
        _joined(_columns()).where(t.deleted_at.is_(None), conditions[tab], *wanted).order_by(*order, t.id).limit(LIMIT)
    )
    pending, conflicts = _pending_tickets(connection), _conflict_rows(connection)
    my_line = me.line if me is not None else 1
    found = [_row(row, pending, conflicts) for row in connection.execute(query)]
    if not over:
        found.sort(key=lambda row: (row.line != my_line, row.line))
    counts = _counts(connection, conditions, wanted)
    return Shelf(tab=tab, rows=tuple(found), counts=counts, my_line=my_line)


def numbered(connection: Connection, text: str) -> tuple[TicketRow, ...]:
    """Return the ticket that a text names by its number, T-10009 or L-0001 or bare, whatever its state."""
    t = ENTITY["ticket"].c
    number, local = number_in(text, "T"), number_in(text, "L")
    fits = [t.number == number] if number else []
    if local and not number:
        fits.append(t.local_number == f"L-{local:04}")
    if not fits:
        return ()
    found = connection.execute(_joined(_columns()).where(t.deleted_at.is_(None), *fits)).all()
    pending, conflicts = _pending_tickets(connection), _conflict_rows(connection)
    return tuple(_row(row, pending, conflicts) for row in found)


def _counts(
    connection: Connection, conditions: Mapping[Tab, ColumnElement[bool]], wanted: list[ColumnElement[bool]]
) -> dict[str, int]:
    """Count the tickets of each tab. Few are unfinished; the others, of years, are counted by an index alone."""
    t = ENTITY["ticket"].c
    unfinished = [tab for tab in TABS if tab != "solved"]
    each = select(*(func.count(case((conditions[tab], 1))) for tab in unfinished)).where(t.status.in_(_UNFINISHED))
    over = select(func.count()).where(conditions["solved"])
    numbers: list[int] = []
    for query in (each, over):
        # customers are looked up by name for a search only
        source = _joined(query) if wanted else query.select_from(ENTITY["ticket"])
        numbers += connection.execute(source.where(t.deleted_at.is_(None), *wanted)).one()
    return dict(zip((*unfinished, "solved"), numbers, strict=True))


def _columns() -> Any:
    t = ENTITY["ticket"].c
    return select(
        t.id, t.number, t.local_number, t.title, t.status, t.priority, t.line, t.assignee_id, t.opened_at, t.due_at,
        t.solved_at, t.closed_at, ENTITY["group"].c.name.label("group_name"),
        ENTITY["agent"].c.name.label("assignee_name"), ENTITY["customer"].c.name.label("customer_name"),
    )  # fmt: skip


def _joined(query: Any) -> Any:
    ticket, group, agent, customer = (ENTITY[name] for name in ("ticket", "group", "agent", "customer"))
    source = (
        ticket.outerjoin(group, group.c.id == ticket.c.group_id)
        .outerjoin(agent, agent.c.id == ticket.c.assignee_id)
        .outerjoin(customer, customer.c.id == ticket.c.customer_id)
    )
    return query.select_from(source)


def _tabs(me_id: str, me: Agent | None) -> dict[Tab, ColumnElement[bool]]:
    t = ENTITY["ticket"].c
    mine = t.assignee_id == me_id
    if me is not None:
        mine = or_(mine, and_(t.assignee_id == "", t.group_id.in_(me.group_ids), t.line == me.line))
    return {
        "open": t.status.in_(_UNFINISHED),
        "mine": and_(t.status.in_(_OURS), mine),
        "customer": t.status == TicketStatus.WAITING_CUSTOMER.value,
        "solved": t.status.in_(_OVER),
    }


def _matches(search: str) -> list[ColumnElement[bool]]:
    """Return what a ticket must fulfil, nothing for an empty search."""
    t, customer = ENTITY["ticket"].c, ENTITY["customer"].c
    parts: list[ColumnElement[bool]] = []
    for word in search.split():
        bare = word.upper().removeprefix("T-").removeprefix("L-")
        options = [t.title.icontains(word, autoescape=True), customer.name.icontains(word, autoescape=True)]
        if bare.isdigit():
            options += [t.number.cast(String).startswith(bare), t.local_number.endswith(bare, autoescape=True)]
        parts.append(or_(*options))
    return parts


def _row(row: Any, pending: set[str], conflicts: set[str]) -> TicketRow:
    return TicketRow(
        id=row.id,
        label=label(row.number, row.local_number),
        title=row.title,
        status=TicketStatus(row.status),
        priority=Priority(row.priority),
        line=row.line,
        group_name=row.group_name or "",
        assignee_id=row.assignee_id,
        assignee_name=row.assignee_name or "",
        customer_name=row.customer_name or "",
        opened_at=row.opened_at,
        due_at=row.due_at,
        solved_at=row.solved_at,
        closed_at=row.closed_at,
        pending=row.id in pending,
        conflict=row.id in conflicts,
    )


def _pending_tickets(connection: Connection) -> set[str]:
    o, note = OUTBOX.c, ENTITY["ticket_note"].c
    own = select(o.row).where(o.state == PENDING, o.ent == "ticket")
    notes = select(note.ticket_id).join(OUTBOX, (o.row == note.id) & (o.ent == "ticket_note") & (o.state == PENDING))
    return {found for (found,) in connection.execute(own.union(notes))}


def _conflict_rows(connection: Connection) -> set[str]:
    c = ENTITY["conflict"].c
    query = select(c.row_id).where(c.entity == "ticket", c.open.is_(True), c.deleted_at.is_(None))
    return {found for (found,) in connection.execute(query)}


# -- one ticket ------------------------------------------------------------------------------------------------------


def sheet(connection: Connection, ticket_id: str, me_id: str) -> Sheet | None:
    """Return one ticket with all that its page shows, or None when this device has no such ticket."""
    ticket = rows.get(connection, Ticket, ticket_id)
    if ticket is None:
        return None
    agents = {agent.id: agent for agent in rows.everything(connection, Agent)}
    groups = {group.id: group.name for group in rows.everything(connection, Group)}
    names = {**groups, **{agent.id: agent.name for agent in agents.values()}}
    assignee = agents.get(ticket.assignee_id)
    categories = {category.id: category for category in rows.everything(connection, Category)}
    entries = timeline(connection, ticket, me_id, agents, names)
    return Sheet(
        ticket=ticket,
        label=label(ticket.number, ticket.local_number),
        group_name=groups.get(ticket.group_id, ""),
        assignee_name=assignee.name if assignee is not None else "",
        assignee_line=assignee.line if assignee is not None else 0,
        author_name=names.get(ticket.created_by, ""),
        customer=rows.get(connection, Customer, ticket.customer_id) if ticket.customer_id else None,
        conversation=rows.get(connection, Conversation, ticket.conversation_id) if ticket.conversation_id else None,
        category=path_of(ticket.category_id, categories),
        entries=entries,
        conflicts=_conflicts(connection, ticket_id),
        pending=ticket_id in _pending_tickets(connection),
        names=names,
    )


def _conflicts(connection: Connection, ticket_id: str) -> tuple[Conflict, ...]:
    c, decode = ENTITY["conflict"].c, codec(Conflict)
    here = and_(c.row_id == ticket_id, c.open.is_(True), c.deleted_at.is_(None), c.field != REFUSED)
    query = select(*(c[name] for name in decode.names)).where(here).order_by(c.at)
    return tuple(decode.from_row(row) for row in connection.execute(query))


# -- for the dialogs -------------------------------------------------------------------------------------------------


def customer_choices(connection: Connection, words: str, limit: int = 8) -> tuple[CustomerChoice, ...]:
    """Return customers by name, phone or e-mail; those most recently in contact for an empty search."""
    c, talk = ENTITY["customer"].c, ENTITY["conversation"].c
    query = select(c.id, c.name, c.phone, c.level, c.city).where(c.deleted_at.is_(None))
    if words.strip():
        for word in words.split():
            query = query.where(named(word))
        found = connection.execute(query.order_by(c.name, c.id).limit(limit)).all()
    else:
        recent = select(talk.customer_id).where(talk.deleted_at.is_(None)).order_by(talk.last_message_at.desc())
        ids = dict.fromkeys(row_id for (row_id,) in connection.execute(recent.limit(limit * 4)))
        known = {row.id: row for row in connection.execute(query.where(c.id.in_(list(ids))))}
        found = [known[row_id] for row_id in ids if row_id in known][:limit]
    return tuple(
        CustomerChoice(id=row.id, name=row.name, phone=row.phone, level=Level(row.level), city=row.city)
        for row in found
    )


def waiting_for(connection: Connection, me_id: str) -> int:
    """Return how many tickets wait for a person: the count on the rail."""
    me = rows.get(connection, Agent, me_id)
    t = ENTITY["ticket"].c
    query = select(func.count()).select_from(ENTITY["ticket"]).where(t.deleted_at.is_(None), _tabs(me_id, me)["mine"])
    return int(connection.execute(query).scalar_one())
