"""The list of customers: those in contact most recently, or those that fit a search."""

import msgspec

from app.domain.customers import Level
from app.domain.tickets import UNFINISHED
from app.storage.core import ENTITY, OUTBOX, Connection, func, or_, select
from app.storage.outbox import PENDING

LIMIT = 200


class CustomerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One customer. ``last_at`` is the last contact (ms), 0 for none; ``pending``: changes not yet sent."""

    id: str
    name: str
    level: Level = Level.NORMAL
    phone: str = ""
    city: str = ""
    last_at: int = 0
    open_tickets: int = 0
    pending: bool = False


class CustomerPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the list shows; ``total`` is how many customers this device holds."""

    rows: tuple[CustomerRow, ...] = ()
    total: int = 0


def customers(connection: Connection, search: str = "") -> CustomerPage:
    """Return the customers to list."""
    c, talk, ticket = ENTITY["customer"].c, ENTITY["conversation"].c, ENTITY["ticket"].c
    last = (
        select(talk.customer_id, func.max(talk.last_message_at).label("at"))
        .where(talk.deleted_at.is_(None))
        .group_by(talk.customer_id)
        .subquery()
    )
    columns = select(c.id, c.name, c.level, c.phone, c.city, func.coalesce(last.c.at, 0).label("at"))
    query = columns.select_from(ENTITY["customer"].outerjoin(last, last.c.customer_id == c.id))
    query = query.where(c.deleted_at.is_(None))
    for word in search.split():
        query = query.where(or_(*(part.icontains(word, autoescape=True) for part in (c.name, c.phone, c.email))))
    found = connection.execute(query.order_by(func.coalesce(last.c.at, 0).desc(), c.name, c.id).limit(LIMIT)).all()
    ids = [row.id for row in found]
    unfinished = [status.value for status in UNFINISHED]
    tickets = select(ticket.customer_id, func.count()).where(
        ticket.customer_id.in_(ids), ticket.status.in_(unfinished), ticket.deleted_at.is_(None)
    )
    counts = {row_id: int(number) for row_id, number in connection.execute(tickets.group_by(ticket.customer_id))}
    waiting = select(OUTBOX.c.row).where(OUTBOX.c.ent == "customer", OUTBOX.c.state == PENDING)
    pending = {row_id for (row_id,) in connection.execute(waiting)}
    total = connection.execute(select(func.count()).select_from(ENTITY["customer"]).where(c.deleted_at.is_(None)))
    return CustomerPage(
        rows=tuple(
            CustomerRow(
                id=row.id,
                name=row.name,
                level=Level(row.level),
                phone=row.phone,
                city=row.city,
                last_at=row.at,
                open_tickets=counts.get(row.id, 0),
                pending=row.id in pending,
            )
            for row in found
        ),
        total=int(total.scalar_one()),
    )
