"""Open conversations of the chat page that are offered over a branch's border.

Who serves a customer keeps him until the other side has said that it takes him: an *offer* goes there as an envelope
(:mod:`sync_server.service.envelopes`), its server answers at once by whether somebody of the group is at his desk, and
only then the conversation goes, into that group's queue, in one transaction of the server that had it. What ends an
offer besides (nobody is there, no answer in :data:`PATIENCE_MS` because the line is down, who has the customer goes on
with him) leaves everything as it is, and a line in the conversation says so to the desks. An answer to an offer that
has ended changes nothing. So a conversation has one owner at every moment, and its clocks run on throughout.
"""

import msgspec

from app.domain import access
from app.domain.change import Operation, Result
from app.domain.change import decide as decided
from app.domain.conversations import SERVING, Conversation, Status, at_page, enqueue
from app.domain.entity import SYSTEM, EntityType
from app.domain.errors import Refused
from app.domain.ids import new_id
from app.domain.people import Group
from sync_server.service import envelopes, permissions, presence, rules
from sync_server.service.envelopes import Accepted, Declined, Offered
from sync_server.service.permissions import Context
from sync_server.storage import branches, handovers, history, homes, transcript
from sync_server.storage.handovers import Handover
from sync_server.storage.records import Tx

PATIENCE_MS = 120_000
HEARD_MS = 60_000
"""Who takes for somebody who is there was heard of since so long ago."""


def meant(tx: Tx, row: Conversation, op: Operation) -> Operation:
    """Return an operation as it is meant: what a desk offers to a group that works with this server goes there at once,
    for the desk did not know, or no branch's server is between the two any more.
    """
    args = op.body.get("args", {})
    if op.body.get("action") != "offer" or not homes.minded(tx, [str(args.get("group_id") or row.group_id)]):
        return op
    return msgspec.structs.replace(op, body={**op.body, "action": "enqueue"})


def asked(tx: Tx, entity: EntityType, row: Conversation, op: Operation, who: Context) -> Result | None:
    """Offer a conversation that somebody puts into a group of the other side; None for what is no such wish.

    Who has it and takes it once more withdraws his offer. Raises Refused.
    """
    action, args = op.body.get("action"), op.body.get("args", {})
    if action == "take" and row.status in SERVING and args.get("agent_id", who.actor.id) == row.assignee_id:
        return _withdrawn(tx, row)
    group_id = str(args.get("group_id") or row.group_id)
    if action not in ("enqueue", "offer") or group_id == row.group_id or homes.minded(tx, [group_id]):
        return None
    if not at_page(row):
        return None
    permissions.check_group(tx, group_id)
    decided(entity, row, op, who.actor, who.at)
    group = tx.peek(Group, group_id)
    branch_id = group.branch_id if group is not None and not tx.history.branch else ""
    if branch_id and branches.page_of(tx, row) not in ("", branch_id):
        raise Refused("other_server", {"entity": "conversation"})  # its page would be two borders away
    offer = Handover(row.id, new_id(), group_id, row.assignee_id, who.actor.id, tx.now)
    handovers.offer(tx, offer)
    name = group.name if group is not None else ""
    history.record(
        tx, row, "offered", actor_id=who.actor.id, device_id=who.device_id, composed_at=op.wall,
        values={"group_id": group_id},
    )  # fmt: skip
    after = transcript.say(tx, row, "handover_offered", {"name": name})
    envelopes.send(tx, None, Offered(offer.offer_id, group_id), row_id=row.id, branch_id=branch_id)
    return Result(status="ok", rev=after.rev)


def _withdrawn(tx: Tx, row: Conversation) -> Result | None:
    if handovers.of(tx, row.id) is None:
        return None
    return Result(status="ok", rev=_ended(tx, row, "handover_withdrawn").rev)


def _ended(tx: Tx, row: Conversation, code: str) -> Conversation:
    handovers.end(tx, row.id)
    history.record(tx, row, code)
    return transcript.say(tx, row, code)


def decide(tx: Tx, row_id: str, offered: Offered, branch_id: str) -> None:
    """Answer an offer, on the side to which it was made: by whether somebody of the group is there."""
    group = tx.peek(Group, offered.group_id)
    why = ""
    if group is None or group.deleted_at is not None:
        why = "no_such_group"
    elif not homes.minds(tx, group.branch_id):
        why = "other_branch"
    elif not presence.someone_online(tx, group.id, tx.now - HEARD_MS):
        why = "nobody_there"
    answer = Declined(offered.offer_id, why) if why else Accepted(offered.offer_id)
    envelopes.send(tx, None, answer, row_id=row_id, branch_id=branch_id)


def answered(tx: Tx, row: Conversation, answer: Accepted | Declined, branch_id: str) -> None:
    """Take the answer to an offer: let the conversation go, or note that it stays."""
    offer = handovers.of(tx, row.id)
    group = tx.peek(Group, offer.group_id) if offer is not None else None
    if offer is None or offer.offer_id != answer.offer_id or (branch_id and group and group.branch_id != branch_id):
        return
    if isinstance(answer, Declined) or group is None or not _stands(row, offer):
        _ended(tx, row, "handover_declined" if isinstance(answer, Declined) else "handover_withdrawn")
        return
    handovers.end(tx, row.id)
    moved = enqueue(row, {"group_id": group.id}, SYSTEM, tx.now)
    moved = tx.put(msgspec.structs.replace(moved, scope=access.group_scope(group.id)))
    history.record(tx, moved, "enqueue", actor_id=offer.by, values={"group_id": group.id})
    rules.conversation_moved(tx, row, moved, SYSTEM)


def _stands(row: Conversation, offer: Handover) -> bool:
    """Say whether a conversation is still with whom it was when it was offered."""
    waits = row.status in SERVING if offer.assignee_id else row.status in (Status.QUEUED, Status.BOT)
    return waits and row.assignee_id == offer.assignee_id


def sweep(tx: Tx) -> None:
    """End the offers that were not answered in time."""
    for offer in handovers.older(tx, tx.now - PATIENCE_MS):
        row = tx.get(Conversation, offer.conversation_id)
        if row is not None and homes.here(tx, row) and _stands(row, offer):
            _ended(tx, row, "handover_expired")
        handovers.end(tx, offer.conversation_id)
