"""What people on one side of a branch's border did to rows about which the other side decides.

A row may cross the border while such an action is on its way to where it was. There it is refused ("other_server"), and
headquarters sends it after the row: it does it itself, or orders it from the branch that has the row now. Each way has
an id of its own for it, so that it is done once however often it comes; its author hears of it only if it is refused
where the row is.
"""

import itertools
import logging
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from app.domain.change import Operation, Result
from app.domain.entity import SYSTEM, Actor, Entity
from app.domain.ids import link_id
from app.domain.people import Agent
from app.domain.protocol import Push
from app.domain.registry import ENTITIES
from sync_server.service import across, envelopes, exchange, letterbox
from sync_server.service.accounts import Caller, scopes_of
from sync_server.service.exchange import Standing
from sync_server.storage import feed, homes
from sync_server.storage.border import Kept, Order
from sync_server.storage.records import Tx

log = logging.getLogger(__name__)
ELSEWHERE = "other_server"
NOT_TAKEN = Result(status="rejected", code="internal")
"""The answer to an operation that was not taken at all."""


def take_orders(tx: Tx, orders: Sequence[Order], now: int) -> None:
    """At a branch: apply what people of headquarters did to its rows, each action once. ``now`` is headquarters' clock.

    Each says what its author had seen (``was``), his own earlier changes among it.
    """
    for _, action in itertools.groupby(orders, key=lambda each: (each.agent_id, each.op.txn)):
        together = list(action)
        first = together[0]
        agent = tx.peek(Agent, first.agent_id)
        role, scopes = (agent.role.value, scopes_of(tx, agent)) if agent else ("stranger", frozenset[str]())
        ops = tuple(
            msgspec.structs.replace(each.op, n=n, base_rev=_base_rev(tx, each.op), seen_seq=0)
            for n, each in enumerate(together, 1)
        )
        actor = Actor(first.agent_id, role) if first.agent_id else SYSTEM  # headquarters itself, of a customer's page
        standing = Standing(actor, scopes, first.agent_id, ordered=True)
        push = Push(client_id=f"order:{first.op.id}", epoch=tx.history.epoch, ops=ops, wall=now)
        batch = exchange.push(tx, Caller(first.agent_id, first.device_id), push, standing)
        if len(batch.results) < len(ops):  # without an answer headquarters takes it for refused
            log.error("An order of headquarters was not taken: %s of %s", first.op.kind, first.op.ent)


def _base_rev(tx: Tx, op: Operation) -> int:
    """Return the revision of a row that the author of an order had before him.

    Fields that are not as he saw them were changed since, so the rest of the row was last changed before those.
    """
    row = tx.get(ENTITIES[op.ent].cls, op.row) if op.ent in ENTITIES else None
    if row is None:
        return 0
    if op.kind != "patch":
        return row.rev if feed.changed_at(tx, op.ent, op.row) <= op.seen_seq else 0
    now = msgspec.to_builtins(row)
    stamps = tx.stamps(type(row), row.id)
    since = [stamps[name].rev for name in op.body if name in stamps and now.get(name) != op.was.get(name)]
    return min(since) - 1 if since else row.rev


def answered(tx: Tx, done: Iterable[Kept], answers: Mapping[str, Result], branch_id: str) -> None:
    """At headquarters: take a branch's answers. What it refused goes after its row, or back to its author."""
    for _, action in itertools.groupby(done, key=lambda each: (each.agent_id, each.op.txn)):
        together = [each for each in action if _rejected(answers, each) is not None]
        codes = {result.values.get("code", result.code) for each in together if (result := _rejected(answers, each))}
        if codes == {ELSEWHERE} and all(_went(tx, each.op, branch_id) for each in together):
            _send_after(tx, together)
            continue
        for each in together:
            result = _rejected(answers, each)
            if result is not None and not letterbox.given_back(tx, each, branch_id):
                log.warning("Branch %s refused %s of %s: %s", branch_id, each.op.kind, each.op.ent, result.code)
                across.refused(tx, each, result)


def _rejected(answers: Mapping[str, Result], each: Kept) -> Result | None:
    result = answers.get(each.op.id, NOT_TAKEN)
    return result if result.status == "rejected" else None


def _went(tx: Tx, op: Operation, branch_id: str) -> bool:
    """Say whether the row of a person's operation, or what it is a part of, is not the branch's any more.

    Acts of customers go their own way (:func:`sync_server.service.letterbox.given_back`).
    """
    if envelopes.is_act(op):
        return False
    entity = ENTITIES.get(op.ent)
    row: Entity | None = tx.get(entity.cls, op.row) if entity is not None else None
    if row is None and entity is not None and entity.parent is not None:
        field, parent = entity.parent
        row = tx.get(ENTITIES[parent].cls, str(op.body.get(field, "")))
    return row is not None and (homes.here(tx, row) or homes.branch_of(tx, row) != branch_id)


def _send_after(tx: Tx, together: Sequence[Kept]) -> None:
    """Do an action of a person where its row is now. What he had seen (``was``) says over what he did it.

    The rest says it by a number of the branch's, which tells nothing here: any edit counts as one he had not seen.
    """
    first = together[0]
    agent = tx.peek(Agent, first.agent_id)
    role, scopes = (agent.role.value, scopes_of(tx, agent)) if agent else ("stranger", frozenset[str]())
    ops = tuple(
        msgspec.structs.replace(
            each.op,
            id=link_id("after", each.op.id),
            n=n,
            base_rev=_base_rev(tx, each.op) if each.op.kind == "patch" else 0,
            seen_seq=0,
        )
        for n, each in enumerate(together, 1)
    )
    push = Push(client_id=f"after:{first.op.id}", epoch=tx.history.epoch, ops=ops, wall=tx.now)
    standing = Standing(Actor(first.agent_id, role), scopes, first.agent_id)

    batch = exchange.push(tx, Caller(first.agent_id, first.device_id), push, standing)
    results = itertools.chain(batch.results, itertools.repeat(NOT_TAKEN))
    for each, result in zip(together, results, strict=False):
        if result.status == "rejected":
            log.warning("%s of %s went after its row and was refused: %s", each.op.kind, each.op.ent, result.code)
            across.refused(tx, each, result)
