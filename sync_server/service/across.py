"""Operations on rows about which another server decides (:mod:`sync_server.storage.homes`)."""

import msgspec

from app.domain import access
from app.domain.change import Operation, Result, created, decide, fold
from app.domain.conversations import Conversation
from app.domain.entity import Entity, EntityType
from app.domain.errors import Refused
from app.domain.ids import new_id
from app.domain.journal import REFUSED, Conflict
from app.domain.people import Agent, Group
from app.domain.registry import ENTITIES
from app.domain.tickets import Ticket
from sync_server.service import promises, rules
from sync_server.service.permissions import Context
from sync_server.storage import border, branches, feed, homes
from sync_server.storage.records import Tx


def is_far(tx: Tx, entity: EntityType, row: Entity | None, op: Operation) -> bool:
    """Say whether another server decides about the row of an operation."""
    if homes.alone(tx):
        return False
    if row is None and op.kind == "create":
        if not tx.history.branch and entity.parent is None:
            return False  # headquarters may begin something for a branch: it goes there as a letter
        row = created(entity, msgspec.structs.replace(op, body={"scope": "", **op.body}))
        if tx.history.branch and isinstance(row, Conversation | Ticket) and not row.group_id:
            return False  # the server puts it into a group of its author's
        row = msgspec.structs.replace(row, scope=rules.scope_of(tx, entity, row))
    if row is None or homes.here(tx, row):
        return False
    made_here = isinstance(row, Conflict) and not border.known_above(tx, entity.name, op.row)
    return not (tx.history.branch and made_here)


def check_home(tx: Tx, before: Group, after: Group) -> None:
    """Raise Refused("group_at_branch") for a group that would go over a border with what was said and done in it.

    Nobody here knows what a branch's server has not sent of it, and none but the empty can be given to one.
    """
    if before.branch_id == after.branch_id:
        return
    ours = homes.minds(tx, before.branch_id)
    if not ours or (not homes.minds(tx, after.branch_id) and feed.lives_in(tx, access.group_scope(after.id))):
        raise Refused("group_at_branch", {"group": after.name})


def guess(tx: Tx, entity: EntityType, row: Entity | None, op: Operation, who: Context) -> Result:
    """Fold an operation into the replica, and keep it for the server that decides."""
    if row is None and op.kind != "create":
        raise Refused("no_such_row", {"entity": entity.name})
    cleaned = rules.prepared(entity, row, op, who.actor)
    if row is not None and cleaned.kind == "intent":
        decide(entity, row, cleaned, who.actor, who.at)  # what the state machine refuses is refused at once
    cleaned = msgspec.structs.replace(cleaned, body=promises.taken(tx, cleaned.body, who), wall=who.at)
    value = fold(entity, row, cleaned, who.actor)
    if came_back(tx, row, cleaned):
        return Result(status="noop")
    if value is None or (row is not None and op.kind == "create" and cleaned.kind == "create"):
        raise Refused("exists", {"entity": entity.name})
    body = op.body
    if row is None:
        value = msgspec.structs.replace(value, scope=rules.scope_of(tx, entity, value))
        body = {**body, "scope": value.scope}  # to be folded again here
    # as the author wrote it, for headquarters prepares it itself; only the time is this server's
    kept = msgspec.structs.replace(op, wall=who.at, body=body, seen_seq=0)
    branch_id = ""
    if not tx.history.branch:
        branch_id = str(homes.branch_of(tx, value))
        seen = {} if row is None else {name: value for name, value in msgspec.to_builtins(row).items() if name in body}
        kept = msgspec.structs.replace(kept, seen_seq=branches.fed_upto(tx, branch_id), was={**seen, **op.was})
    border.keep(tx, row, kept, who.actor.id, who.device_id, branch_id)
    after = tx.put(value, author=who.actor.id)
    return Result(status="ok" if row is None or after.rev != row.rev else "noop", rev=after.rev)


def came_back(tx: Tx, row: Entity | None, op: Operation) -> bool:
    """Say whether a row is made once more at a branch because its server was restored: it had gone to headquarters, and
    came back from there before its author's desk sent it again.
    """
    return bool(tx.history.branch) and row is not None and row.deleted_at is None and op.kind == "create"


def refused(tx: Tx, kept: border.Kept, result: Result) -> None:
    """Keep what the other server refused for its author to see: what he wrote beside what stands there, what he did
    otherwise as a refusal, which he can try again.
    """
    op, entity = kept.op, ENTITIES[kept.op.ent]
    if not kept.agent_id or result.code == "exists" or tx.peek(Agent, kept.agent_id) is None:
        return
    if op.kind not in ("create", "patch"):
        item = Conflict(
            id=new_id(), scope=access.user_scope(kept.agent_id), entity=op.ent, row_id=op.row, field=REFUSED,
            kept=_json({"code": result.code, "values": result.values}), lost=_json(op), op_id=op.id,
            author_id=kept.agent_id, at=tx.now, lost_at=op.wall,
        )  # fmt: skip
        tx.add(item)
        return
    present = tx.get(entity.cls, op.row)
    for field, wrote in op.body.items():
        stands = msgspec.to_builtins(getattr(present, field, None)) if present is not None else None
        if field in entity.fields() and wrote and wrote != stands:
            item = Conflict(
                id=new_id(), scope=access.user_scope(kept.agent_id), entity=op.ent, row_id=op.row, field=field,
                base=_json(op.was.get(field)), kept=_json(stands), lost=_json(wrote), op_id=op.id,
                author_id=kept.agent_id, at=tx.now,
            )  # fmt: skip
            tx.add(item)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
