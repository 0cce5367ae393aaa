"""What somebody is shown of the rows in his scopes: private numbers masked, whole entities left out.

Everything that sends rows to a device passes here, so that a number which its agent may not have never leaves the
server. Numbers that the agent typed himself are his own words, and are given back to him whole.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain import access
from app.domain.access import View
from app.domain.change import Operation, refuse_masks
from app.domain.conversations import Message
from app.domain.customers import Channel, Customer, Identity
from app.domain.entity import Entity
from app.domain.errors import AppError
from app.domain.journal import Conflict, Event
from app.domain.masking import masked, masked_address, masked_as, masked_contact
from app.domain.people import Agent
from app.domain.protocol import Reveal, Revealed
from sync_server.service.accounts import Caller, demand, scopes_of, signed_in
from sync_server.service.visits import Visits
from sync_server.storage import history
from sync_server.storage.records import Tx

CONTACT = "contact"
"""Where a message that was left keeps how to reach its author."""
NUMBERS = tuple(access.TABLE["customer"].private)
"""The fields of a customer that are masked."""
Show = Callable[[Any], Entity]


def sight_of(agent: Agent) -> "Sight":
    """Return how an agent is shown rows."""
    return Sight(agent.id, access.view_of(agent.role.value))


class Sight:
    """How one agent is shown rows."""

    def __init__(self, agent_id: str, view: View) -> None:
        self.agent_id = agent_id
        self.view = view
        every: Mapping[str, Show] = {
            "customer": _customer,
            "identity": _identity,
            "message": _message,
            "event": self._event,
            "conflict": self._conflict,
        }
        self.shows: Mapping[str, Show] = {name: every[name] for name in view.masked}
        """entity -> how its rows are masked; an entity that is not in here is shown as it is."""

    def _event(self, row: Event) -> Event:
        if row.subject != "customer" or row.actor_id == self.agent_id or row.values.keys().isdisjoint(NUMBERS):
            return row
        values = {name: masked_as(name, text) if name in NUMBERS else text for name, text in row.values.items()}
        return msgspec.structs.replace(row, values=values)

    def _conflict(self, row: Conflict) -> Conflict:
        if row.entity != "customer" or row.field not in NUMBERS:
            return row
        mine = self.agent_id
        return msgspec.structs.replace(
            row,
            base=_masked_json(row.field, row.base),
            kept=row.kept if row.kept_by == mine else _masked_json(row.field, row.kept),
            lost=row.lost if row.author_id == mine else _masked_json(row.field, row.lost),
        )


def _customer(row: Customer) -> Customer:
    if not (row.phone or row.id_number or row.email):
        return row
    return msgspec.structs.replace(row, **{name: masked_as(name, getattr(row, name)) for name in NUMBERS})


def _message(row: Message) -> Message:
    contact = row.values.get(CONTACT)
    if not contact:
        return row
    hidden = masked_contact(contact)
    return msgspec.structs.replace(row, text=row.text.replace(contact, hidden), values={**row.values, CONTACT: hidden})


def _identity(row: Identity) -> Identity:
    mask = {Channel.PHONE: masked, Channel.EMAIL: masked_address}.get(row.channel)
    return row if mask is None else msgspec.structs.replace(row, external_id=mask(row.external_id))


def _masked_json(field: str, text: str) -> str:
    value = msgspec.json.decode(text)
    return msgspec.json.encode(masked_as(field, value)).decode() if isinstance(value, str) else text


def reveal(tx: Tx, who: Caller, request: Reveal, asked: Visits) -> Revealed:
    """Return one number whole, and write down who asked for it.

    Raises AppError: "forbidden", "bad_field", "no_such_row" and, for who asks for many, "rate_limited".
    """
    agent = signed_in(tx, who)
    demand(agent, "customer.reveal")
    if request.field not in NUMBERS:
        raise AppError("bad_field", {"field": request.field, "why": "not masked"})
    customer = tx.get(Customer, request.customer_id)
    if customer is None or customer.scope not in scopes_of(tx, agent):
        raise AppError("no_such_row", {"entity": "customer"})
    asked.admit(agent.id)
    values = {"field": request.field}
    history.record(tx, customer, "revealed", actor_id=agent.id, device_id=who.device_id, values=values)
    return Revealed(value=getattr(customer, request.field))


def as_meant(agent_view: View, row: Entity | None, op: Operation) -> Operation:
    """Return an operation with what its author saw masked as it really is, for the merge to compare.

    Raises Refused("masked_value") for one that would write a mask, or what somebody typed into one, over a number.
    """
    if op.ent != "customer" or op.kind not in ("create", "patch"):
        return op
    refuse_masks(op.ent, op.body)
    hidden = agent_view.masked.get(op.ent, frozenset())
    really = {
        name: getattr(row, name)
        for name in hidden
        if isinstance(row, Customer) and name in op.was and op.was[name] == masked_as(name, getattr(row, name))
    }
    return msgspec.structs.replace(op, was={**op.was, **really}) if really else op
