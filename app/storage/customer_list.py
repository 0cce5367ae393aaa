"""The list of customers: those in contact most recently, or those that fit a search."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from app.domain.customers import Level
from app.domain.masking import masked
from app.domain.tickets import UNFINISHED
from app.storage.core import ENTITY, OUTBOX, ColumnElement, Connection, func, or_, select, text
from app.storage.outbox import PENDING
from app.storage.same_customers import MERGED, heads_of, members_of

LIMIT = 200
WHOLE = 11
"""From so many signs on, a word may be a whole number."""
_AT_ONCE = 500
"""Conversations that are read at a time, from the newest, until enough customers are found."""


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
    c, ticket = ENTITY["customer"].c, ENTITY["ticket"].c
    found = _matching(connection, search.split()) if search.strip() else _recent(connection)
    found = _by_head(connection, found)
    members = members_of(connection, [row.id for row, _ in found])
    head = {row_id: each for each, ids in members.items() for row_id in ids}
    unfinished = [status.value for status in UNFINISHED]
    tickets = select(ticket.customer_id, func.count()).where(
        ticket.customer_id.in_(list(head)), ticket.status.in_(unfinished), ticket.deleted_at.is_(None)
    )
    counts: Counter[str] = Counter()
    for row_id, number in connection.execute(tickets.group_by(ticket.customer_id)):
        counts[head[row_id]] += int(number)
    waiting = select(OUTBOX.c.row).where(OUTBOX.c.ent == "customer", OUTBOX.c.state == PENDING)
    pending = {row_id for (row_id,) in connection.execute(waiting)}
    total = connection.execute(select(func.count()).select_from(ENTITY["customer"]).where(c.deleted_at.is_(None)))
    merged = connection.execute(select(func.count()).select_from(ENTITY["customer"]).where(text(MERGED))).scalar_one()
    return CustomerPage(
        rows=tuple(
            CustomerRow(
                id=row.id,
                name=row.name,
                level=Level(row.level),
                phone=row.phone,
                city=row.city,
                last_at=at,
                open_tickets=counts[row.id],
                pending=row.id in pending,
            )
            for row, at in found
        ),
        total=int(total.scalar_one()) - int(merged),
    )


def _by_head(connection: Connection, found: Sequence[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Return each customer once, in the place of whom another stands that other one."""
    merged = {row.id for row, _ in found if row.merged_into}
    if not merged:
        return list(found)
    heads = heads_of(connection, merged)
    rows = {row.id: row for row in connection.execute(_columns().where(ENTITY["customer"].c.id.in_(heads.values())))}
    listed: dict[str, tuple[Any, int]] = {}
    for row, at in found:
        shown = rows.get(heads.get(row.id, ""), row)
        listed.setdefault(shown.id, (shown, at))
    return list(listed.values())


def _columns() -> Any:
    c = ENTITY["customer"].c
    return select(c.id, c.name, c.level, c.phone, c.city, c.merged_into).where(c.deleted_at.is_(None))


def _recent(connection: Connection) -> list[tuple[Any, int]]:
    """Return the customers in contact most recently with the time (ms), then those who never were, by name."""
    c, talk = ENTITY["customer"].c, ENTITY["conversation"].c
    newest = select(talk.customer_id, talk.last_message_at).where(talk.deleted_at.is_(None))
    newest = newest.order_by(talk.last_message_at.desc()).execution_options(yield_per=_AT_ONCE)
    found: list[tuple[Any, int]] = []
    last: dict[str, int] = {}
    with connection.execute(newest) as talks:
        for part in talks.partitions():
            new = [(row_id, at) for row_id, at in part if row_id not in last]
            last.update(reversed(new))  # the first of several is the latest
            known = connection.execute(_columns().where(c.id.in_([row_id for row_id, _ in new])))
            found += [(row, last[row.id]) for row in known]
            if len(found) >= LIMIT:
                break
    found.sort(key=lambda pair: (-pair[1], pair[0].name, pair[0].id))
    if len(found) < LIMIT:
        spoken = select(talk.id).where(talk.customer_id == c.id, talk.deleted_at.is_(None)).exists()
        silent = _columns().where(~spoken).order_by(c.name, c.id).limit(LIMIT - len(found))
        found += [(row, 0) for row in connection.execute(silent)]
    return found[:LIMIT]


def named(word: str) -> ColumnElement[bool]:
    """Return the condition that a customer's name, phone, e-mail or ID number has a word.

    Who types a whole number finds the customer also where only its mask is known.
    """
    c = ENTITY["customer"].c
    found = [part.icontains(word, autoescape=True) for part in (c.name, c.phone, c.email, c.id_number)]
    if len(word) >= WHOLE and word.lstrip("+").isalnum():
        hidden = masked(word)
        found += [c.phone == hidden, c.id_number == hidden]
    return or_(*found)


def _matching(connection: Connection, words: Sequence[str]) -> list[tuple[Any, int]]:
    """Return the customers whose name, phone or e-mail has every word, with the time of the last contact (ms)."""
    c, talk = ENTITY["customer"].c, ENTITY["conversation"].c
    last = select(func.max(talk.last_message_at)).where(talk.customer_id == c.id, talk.deleted_at.is_(None))
    at = func.coalesce(last.scalar_subquery(), 0).label("at")
    query = _columns().add_columns(at)
    for word in words:
        query = query.where(named(word))
    found = connection.execute(query.order_by(at.desc(), c.name, c.id).limit(LIMIT))
    return [(row, int(row.at)) for row in found]
