"""Which customers are one person, and which may be."""

from collections.abc import Collection

import msgspec

from app.domain.columns import chunks
from app.domain.customers import Customer, Sign, leader, phone_key, signs
from app.storage import rows
from app.storage.core import ENTITY, Connection, func, or_, select, text
from app.storage.rows import marks

MOST = 5
"""How many customers are suggested as the same person."""
_COMPARED = 200
_LONGEST_CHAIN = 20
MERGED = "merged_into > ''"
"""In these very words the index is found that holds merged customers alone."""


class Likely(msgspec.Struct, frozen=True):
    """A customer who may be the same person, and what speaks for it. ``leads``: he should stand for both."""

    customer: Customer
    signs: tuple[Sign, ...]
    leads: bool = False


def head_of(connection: Connection, customer_id: str) -> str:
    """Return the id of the customer who stands for this one: most often himself."""
    return heads_of(connection, (customer_id,))[customer_id]


def heads_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Return who stands for each of these customers. The way ends before one who is not here any more."""
    found = {row_id: row_id for row_id in ids}
    links = _links(connection, found)
    for _ in range(_LONGEST_CHAIN):
        there = _links(connection, set(links.values()), of_all=True)
        moved = {row_id: links[at] for row_id, at in found.items() if links.get(at) in there}
        if not moved:
            break
        found.update(moved)
        links = {row_id: into for row_id, into in there.items() if into}
    return found


def _links(connection: Connection, ids: Collection[str], *, of_all: bool = False) -> dict[str, str]:
    """Return into whom customers were merged: of those who were, or of all who are here, "" for who was not.

    The first window asks, before SQLAlchemy is there (see app.storage.core).
    """
    found: dict[str, str] = {}
    for part in chunks(sorted(ids), 500):
        query = f"SELECT id, merged_into FROM customer WHERE id IN ({marks(part)}) AND deleted_at IS NULL"
        found.update(
            {row_id: into for row_id, into in connection.exec_driver_sql(query, tuple(part)) if into or of_all}
        )
    return found


def members_of(connection: Connection, heads: Collection[str]) -> dict[str, list[str]]:
    """Return the ids of the customers for whom each of these stands, himself first."""
    c = ENTITY["customer"].c
    found = {head: [head] for head in heads}
    owner = {head: head for head in heads}
    below = list(heads)
    while below:
        links: list[tuple[str, str]] = []
        for part in chunks(below, 500):
            query = select(c.id, c.merged_into).where(text(MERGED), c.merged_into.in_(part), c.deleted_at.is_(None))
            links += [(row_id, into) for row_id, into in connection.execute(query)]
        below = []
        for row_id, into in sorted(links):
            if row_id not in owner:
                owner[row_id] = owner[into]
                found[owner[into]].append(row_id)
                below.append(row_id)
    return found


def likely_same(connection: Connection, customer_id: str) -> tuple[Likely, ...]:
    """Return who may be the same person as a customer who stands for himself, what speaks most for it first."""
    customer = rows.get(connection, Customer, customer_id)
    if customer is None or customer.merged_into:
        return ()
    c = ENTITY["customer"].c
    ways = [c.name == customer.name] if customer.name else []
    if key := phone_key(customer.phone):
        ways.append(func.replace(func.replace(c.phone, " ", ""), "-", "").endswith(key, autoescape=True))
    if customer.id_number:
        ways.append(c.id_number == customer.id_number)
    if customer.email:
        ways.append(func.lower(c.email) == customer.email.strip().lower())
    orders = [each.order_no for each in customer.purchases if each.order_no]
    ways += [c.purchases.contains(order, autoescape=True) for order in orders]
    if not ways:
        return ()
    query = select(c.id).where(or_(*ways), c.id != customer.id, c.merged_into == "", c.deleted_at.is_(None))
    ids = [row_id for (row_id,) in connection.execute(query.limit(_COMPARED))]
    known = _identities(connection, [customer.id, *ids])
    found = [
        Likely(other, signs(customer, other), leader(customer, other, known) is other)
        for other in rows.get_many(connection, Customer, ids).values()
    ]
    strength = list(Sign)
    likely = [each for each in found if each.signs]
    likely.sort(key=lambda each: (strength.index(each.signs[0]), each.customer.name, each.customer.id))
    return tuple(likely[:MOST])


def _identities(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return how many channels know each of these customers; those whom none knows are not there."""
    c = ENTITY["identity"].c
    query = select(c.customer_id, func.count()).where(c.customer_id.in_(ids), c.deleted_at.is_(None))
    return {row_id: number for row_id, number in connection.execute(query.group_by(c.customer_id))}
