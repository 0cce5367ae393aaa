"""What is known of one customer: the card of the context pane."""

from collections.abc import Sequence

import msgspec

from app.domain.columns import codec
from app.domain.customers import Customer, Identity
from app.domain.journal import REFUSED, Conflict
from app.domain.tickets import UNFINISHED, Priority, TicketStatus
from app.storage import rows
from app.storage.conversations import ConversationRow, conversations_of
from app.storage.core import ENTITY, Connection, and_, func, select
from app.storage.same_customers import head_of, members_of

YEAR_MS = 365 * 24 * 3600 * 1000


class TicketLine(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as one line. ``label`` is T-20931, or L-0007 before the server gave a number."""

    id: str
    label: str
    title: str
    status: TicketStatus
    priority: Priority
    opened_at: int = 0


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A customer with the figures of the card. ``stars`` is the mean of the answered surveys, None without one.

    ``merged`` are the customers for whom he stands: their conversations, tickets, identities and surveys are among his.
    """

    customer: Customer
    merged: tuple[Customer, ...] = ()
    identities: tuple[Identity, ...] = ()
    contacts_in_year: int = 0
    contacts_with_me: int = 0
    stars: float | None = None
    open_tickets: int = 0
    tickets: tuple[TicketLine, ...] = ()
    history: tuple[ConversationRow, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def profile(connection: Connection, customer_id: str, agent_id: str, at: int) -> Profile | None:
    """Return what this device knows at ``at`` (ms) of a customer, or of who stands for him; None when it has no such
    row.
    """
    head = head_of(connection, customer_id)
    ids = members_of(connection, (head,))[head]
    found = rows.get_many(connection, Customer, ids)
    if head not in found:
        return None
    customer = found.pop(head)
    c, survey = ENTITY["conversation"].c, ENTITY["survey"].c
    here = and_(c.customer_id.in_(ids), c.deleted_at.is_(None))
    recent = select(func.count()).where(here, c.opened_at >= at - YEAR_MS)
    with_me = select(func.count()).where(here, c.assignee_id == agent_id)
    answered = and_(survey.customer_id.in_(ids), survey.answered_at.is_not(None), survey.stars > 0)
    stars = connection.execute(select(func.avg(survey.stars)).where(answered)).scalar()
    tickets = _tickets(connection, ids)
    return Profile(
        customer=customer,
        merged=tuple(found[row_id] for row_id in ids if row_id in found),
        identities=_identities(connection, ids),
        contacts_in_year=int(connection.execute(recent).scalar_one()),
        contacts_with_me=int(connection.execute(with_me).scalar_one()),
        stars=None if stars is None else float(stars),
        open_tickets=sum(ticket.status in UNFINISHED for ticket in tickets),
        tickets=tickets,
        history=conversations_of(connection, ids, agent_id),
        conflicts=_conflicts(connection, ids),
    )


def _identities(connection: Connection, ids: Sequence[str]) -> tuple[Identity, ...]:
    i, decode = ENTITY["identity"].c, codec(Identity)
    query = select(*(i[name] for name in decode.names)).where(i.customer_id.in_(ids), i.deleted_at.is_(None))
    return tuple(decode.from_row(row) for row in connection.execute(query))


def _conflicts(connection: Connection, ids: Sequence[str]) -> tuple[Conflict, ...]:
    c, decode = ENTITY["conflict"].c, codec(Conflict)
    here = and_(c.row_id.in_(ids), c.open, c.deleted_at.is_(None), c.field != REFUSED)
    query = select(*(c[name] for name in decode.names)).where(here).order_by(c.at)
    return tuple(decode.from_row(row) for row in connection.execute(query))


def _tickets(connection: Connection, ids: Sequence[str], limit: int = 50) -> tuple[TicketLine, ...]:
    t = ENTITY["ticket"].c
    query = (
        select(t.id, t.number, t.local_number, t.title, t.status, t.priority, t.opened_at)
        .where(t.customer_id.in_(ids), t.deleted_at.is_(None))
        .order_by(t.opened_at.desc())
        .limit(limit)
    )
    return tuple(
        TicketLine(
            id=row.id,
            label=f"T-{row.number}" if row.number else row.local_number,
            title=row.title,
            status=TicketStatus(row.status),
            priority=Priority(row.priority),
            opened_at=row.opened_at,
        )
        for row in connection.execute(query)
    )
