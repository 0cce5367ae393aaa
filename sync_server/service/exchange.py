"""Operations in: each gets one final result, however often it comes.

A push is one transaction, applied in one savepoint; when something in it fails it is taken group by group. Operations
that share ``txn`` are applied all or none; one that breaks the server is refused as "internal", kept, and reported, and
the queue goes on.
"""

import itertools
import logging
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.domain import access
from app.domain.change import Operation, Result
from app.domain.clock import corrected_time
from app.domain.conversations import Conversation
from app.domain.entity import SYSTEM, Actor, Entity, EntityType
from app.domain.errors import AppError, Refused
from app.domain.ids import new_id
from app.domain.journal import Conflict
from app.domain.knowledge import Article, ArticleDraft, ArticleVersion
from app.domain.merge import Author, BaseValue, Lost, Merged, merge, touched
from app.domain.people import Group
from app.domain.protocol import OLDEST_PUSHED, PROTOCOL, PUSH_OPERATIONS, Hello, Push, Pushed, Welcome
from app.domain.registry import ENTITIES, SCHEMA
from app.domain.upcast import upcast
from sync_server.service import (
    across,
    envelopes,
    guard,
    handovers,
    letterbox,
    newer,
    permissions,
    promises,
    rules,
    sight,
)
from sync_server.service.accounts import Caller, actor_of, scopes_of, signed_in
from sync_server.service.permissions import Context
from sync_server.storage import feed, history, homes, lineage, settings, streams, uses
from sync_server.storage.records import StorageFailed, Tx
from sync_server.storage.streams import Answered, Stream

log = logging.getLogger(__name__)


def hello(tx: Tx, caller: Caller, request: Hello) -> Welcome:
    """Greet a stream: which history this is, how far the stream came, and which protocol both speak.

    ``last_n`` is -1 when the stream belongs to somebody else: take a new client id. Raises
    AppError("protocol_unsupported") for a program that is too new or too old.
    """
    lowest, highest = request.proto
    spoken = min(highest, PROTOCOL)
    if spoken < max(lowest, OLDEST_PUSHED):
        raise AppError("protocol_unsupported", {"server": PROTOCOL, "client": list(request.proto)})
    agent = signed_in(tx, caller)
    stream = streams.hold(tx, request.client_id, agent.id)
    mine = stream.user_id == agent.id
    if mine:
        streams.seen(tx, request.client_id, schema=request.schema, proto=spoken, device=request.device)
    return Welcome(
        epoch=tx.history.epoch,
        head=feed.head(tx),
        now=tx.now,
        last_n=stream.last_n if mine else -1,
        proto=spoken,
        schema=SCHEMA,
        scopes=tuple(sorted(scopes_of(tx, agent))),
        seal=settings.seal(tx, caller.device_id),
        goes_on=mine and lineage.goes_on(tx.connection, request.epoch, request.seen),
        compares=request.schema == SCHEMA,  # else one of both knows fields that the other has not
        operations=PUSH_OPERATIONS,
    )


Take = Callable[[list[Operation]], dict[str, Result]]
"""Applies a group of new operations; returns the result of each by id."""


class Standing(msgspec.Struct, frozen=True):
    """As whom and with which scopes operations are taken, and whose their stream is.

    ``ordered``: they came over a border to the server that decides; to pass them on is not its business.
    ``branch_id``: they are those of a branch's server itself.
    """

    actor: Actor
    scopes: frozenset[str]
    owner: str
    ordered: bool = False
    branch_id: str = ""


def standing_of(tx: Tx, caller: Caller) -> Standing:
    """Return the standing of who signed in. Raises AppError("forbidden") for somebody who left."""
    agent = signed_in(tx, caller)
    return Standing(actor_of(agent), scopes_of(tx, agent), agent.id)


class Batch:
    """A push under way. :attr:`answer` holds when its transaction is committed, :attr:`results`, which lack its number,
    at once.
    """

    def __init__(self, epoch: str) -> None:
        self.answer = Pushed(epoch=epoch, head=0)
        self.results: tuple[Result, ...] = ()


def push(tx: Tx, caller: Caller, request: Push, standing: Standing | None = None) -> Batch:
    """Apply a stream's next operations. Raises AppError("too_many_operations") beyond the protocol's limit.

    ``standing`` is what a branch's server has found its author to be.
    """
    epoch = tx.history.epoch
    batch = Batch(epoch)
    if len(request.ops) > PUSH_OPERATIONS:
        raise AppError("too_many_operations", {"limit": PUSH_OPERATIONS})
    if request.epoch != epoch:
        batch.answer = Pushed(epoch=epoch, head=feed.head(tx), problem="epoch")
        return batch
    owner = standing.owner if standing else caller.agent_id
    stream = streams.hold(tx, request.client_id, owner)
    if stream.user_id != owner:
        batch.answer = Pushed(epoch=epoch, head=feed.head(tx), problem="fork")
        return batch
    intake = _Intake(tx, caller.device_id, standing or standing_of(tx, caller), stream, request)
    problem = intake.run()
    batch.results = tuple(each.result for each in intake.answered)
    if intake.last_n > stream.last_n:
        streams.advance(tx, stream.client_id, intake.last_n)

    named = {sha256 for op in request.ops for sha256 in op.deps}

    def finish(seq: int) -> None:
        answered = [_with_seq(each, seq) for each in intake.answered]
        streams.store(tx, stream, [each for each in answered if each.op.n > stream.last_n], seq)
        batch.answer = Pushed(
            epoch=epoch,
            head=seq or feed.head(tx),
            results=tuple(each.result for each in answered),
            problem=problem,
            last_n=intake.last_n,
            wanted=tuple(uses.owed(tx, named, caller.agent_id)) if named else (),
        )

    tx.at_end(finish)
    return batch


def _with_seq(answered: Answered, seq: int) -> Answered:
    if not answered.fresh or not answered.result.rev:
        return answered
    return Answered(answered.op, msgspec.structs.replace(answered.result, seq=seq), fresh=True)


class _Intake:
    """The walk through one push: known operations are answered again, new ones applied group by group."""

    def __init__(self, tx: Tx, device_id: str, standing: Standing, stream: Stream, request: Push) -> None:
        self.tx = tx
        self.device_id = device_id
        self.actor = standing.actor
        self.stream = stream
        self.ops = tuple(upcast(op) for op in request.ops)
        self.offset = tx.now - request.wall
        self.scopes = standing.scopes
        self.ordered = standing.ordered
        self.branch_id = standing.branch_id
        self.last_n = stream.last_n
        self.answered: list[Answered] = []
        self.times: dict[int, int] = {}
        self.applied: list[tuple[Operation, int]] = []  # with the revision that each made
        self.order = guard.Order()

    def run(self) -> Any:
        """Answer as many operations as their numbers allow; returns the protocol's ``problem``."""
        old = [op.n for op in self.ops if op.n <= self.stream.last_n]
        known_numbers = streams.numbered(self.tx, self.stream.client_id, old) if old else {}
        self.known = streams.results(self.tx, {*(op.id for op in self.ops), *known_numbers.values()})
        self._lock_rows()
        known = dict(self.known)
        try:  # all of it goes well nearly always, and a savepoint for each group costs more than its work
            with self.tx.savepoint():
                return self._walk(self._apply_group, known_numbers)
        except StorageFailed:
            raise
        except Exception as error:
            log.debug("A push is taken group by group: %r", error)
            self.known = known
            self.last_n = self.stream.last_n
            self.answered.clear()
            self.applied.clear()
            self.order = guard.Order()
        return self._walk(self._all_or_none, known_numbers)

    def _walk(self, take: Take, known_numbers: Mapping[int, str]) -> Any:
        for _, group in itertools.groupby(self.ops, key=lambda op: op.txn):
            fresh: list[Operation] = []
            problem = ""
            for op in group:
                if op.n <= self.last_n + len(fresh):
                    if known_numbers.get(op.n) != op.id or op.id not in self.known:
                        problem = "fork"
                        break
                    self.answered.append(Answered(op, self.known[op.id], fresh=False))
                    self.order.note(op, self.known[op.id])
                elif op.n > self.last_n + len(fresh) + 1:
                    problem = "gap"
                    break
                else:
                    fresh.append(op)
            self._group(fresh, take)
            if problem:
                return problem
        return ""

    def _lock_rows(self) -> None:
        keys = [(op.ent, op.row) for op in self.ops if op.id not in self.known]
        for op in self.ops:
            args = op.body.get("args")
            if op.kind == "intent" and isinstance(args, dict) and isinstance(args.get("into"), str):
                keys.append((op.ent, args["into"].replace("\0", "")))
            entity = ENTITIES.get(op.ent)
            above = op.body.get(entity.parent[0]) if entity is not None and entity.parent is not None else None
            if entity is not None and entity.parent is not None and isinstance(above, str):
                keys.append((entity.parent[1], above.replace("\0", "")))
        self.tx.lock(keys)

    def _group(self, ops: list[Operation], take: Take) -> None:
        """Apply operations that belong together; those that came by another stream keep their first result."""
        new = [op for op in ops if op.id not in self.known]
        results = {op.id: self.known[op.id] for op in ops if op.id in self.known}
        results |= take(new)
        for op in ops:
            self.answered.append(Answered(op, results[op.id], fresh=op in new))
            self.known[op.id] = results[op.id]
            self.order.note(op, results[op.id])
            self.last_n = op.n

    def _apply_group(self, ops: list[Operation]) -> dict[str, Result]:
        return {op.id: self._apply(op) for op in ops}

    def _all_or_none(self, ops: list[Operation]) -> dict[str, Result]:
        done: dict[str, Result] = {}
        current = ops[0] if ops else None
        before = len(self.applied)
        try:
            with self.tx.savepoint():
                for current in ops:
                    done[current.id] = self._apply(current)
        except StorageFailed:
            raise
        except AppError as error:
            del self.applied[before:]
            return _refused(ops, current, error.code, error.values)
        except Exception:
            del self.applied[before:]
            # whatever it is, the queue of this device must not stand still for it
            log.exception("An operation broke the server and was refused: %s", _named(current))
            return _refused(ops, current, "internal", {})
        return done

    def _apply(self, op: Operation) -> Result:
        entity = ENTITIES.get(op.ent)
        if entity is None:
            raise Refused("unknown_entity", {"entity": op.ent})
        if self.actor == SYSTEM and envelopes.is_act(op):
            at = min(op.wall + self.offset, self.tx.now)
            return letterbox.take(self.tx, op, at, branch_id=self.branch_id, final=self.ordered)
        row = self.tx.get(entity.cls, op.row)
        permissions.check_permission(row, op, self.actor)
        if row is not None and row.scope not in self.scopes:
            raise Refused("scope", {"entity": op.ent})
        op = sight.as_meant(access.view_of(self.actor.role), row, op)
        self.order.check(op)
        if op.seen_seq not in self.times:
            self.times[op.seen_seq] = streams.time_of(self.tx, op.seen_seq)
        at = corrected_time(op.wall, self.offset, self.times[op.seen_seq], self.tx.now)
        who = Context(self.actor, self.device_id, at, self.scopes)
        if across.is_far(self.tx, entity, row, op):
            if self.ordered:
                raise Refused("other_server", {"entity": entity.name})
            return across.guess(self.tx, entity, row, op, who)
        result = apply_operation(self.tx, entity, row, op, who, self.stream.client_id, self._base(entity, op))
        self.applied.append((op, result.rev))
        return result

    def _base(self, entity: EntityType, op: Operation) -> BaseValue:
        """Return how to find what the author had before this operation: his own last words, or that version."""

        def base(field: str) -> Any:
            if field != "body":
                return None
            for earlier, rev in reversed(self.applied):
                wrote = earlier.kind in ("create", "patch") and field in earlier.body
                if wrote and earlier.row == op.row and rev > op.base_rev:
                    return rules.content_of(entity, earlier.body, field)
            previous = streams.previous_body(self.tx, self.stream, op, field)
            if previous is not None and previous[0] > op.base_rev:
                return rules.content_of(entity, previous[1], field)
            if entity.name == "article_draft":
                return self._under_draft(op.row)
            if entity.name != "article":
                return None
            version = rules.version_at(self.tx, op.row, op.base_rev)
            return version.body if version else None

        return base

    def _under_draft(self, draft_id: str) -> Any:
        """Return what a draft was begun over: the last that its writers surely had in common."""
        draft = self.tx.get(ArticleDraft, draft_id)
        if draft is None or not draft.base_version:
            return ()
        saved = self.tx.find(ArticleVersion, article_id=draft.article_id, version=draft.base_version, kind="saved")
        return saved[0].body if saved else None


def apply_operation(
    tx: Tx, entity: EntityType, row: Entity | None, op: Operation, who: Context, stream: str, base: BaseValue
) -> Result:
    """Merge one operation into its row and write what follows. Raises Refused and AppError."""
    anew = op.kind == "create" and row is not None and row.deleted_at is not None
    op = rules.prepared(entity, row, op, who.actor)
    if isinstance(row, Conversation) and op.kind == "intent":
        op = handovers.meant(tx, row, op)
        offered = None if homes.alone(tx) else handovers.asked(tx, entity, row, op, who)
        if offered is not None:
            return offered
    if across.came_back(tx, row, op):
        return Result(status="noop")
    body, was = promises.taken(tx, op.body, who), promises.taken(tx, op.was, who)
    if body is not op.body or was is not op.was:
        op = msgspec.structs.replace(op, body=body, was=was)
    author = Author(who.actor, stream, who.at, tx.history.rev_floor)
    stamps = tx.stamps(entity.cls, op.row) if row is not None else {}
    merged = merge(entity, row, stamps, op, author, base)
    if merged.row is row and anew:  # made again with the very values that it was discarded with
        merged = merge(entity, row, stamps, msgspec.structs.replace(op, kind="restore"), author, base)
    unknown = newer.unknown_fields(entity, op)
    if merged.row is row and unknown and tx.extra(entity.cls, op.row).items() >= unknown.items():
        unknown = {}
    if merged.row is row and not unknown:
        return Result(status="noop")
    if merged.row is row:
        merged = touched(row, stamps, author)
    if isinstance(row, Group) and isinstance(merged.row, Group) and not homes.alone(tx):
        across.check_home(tx, row, merged.row)
    scope = rules.scope_of(tx, entity, merged.row)
    late = permissions.check_sight(tx, entity, op, merged.row, scope, who)
    placed = msgspec.structs.replace(merged.row, scope=scope)
    after = rules.completed(tx, row, placed, op, who)
    chosen = entity.parent is None and after is not placed and after.scope == scope  # perhaps another group
    if chosen and (scope_now := rules.scope_of(tx, entity, after)) != scope:
        after = msgspec.structs.replace(after, scope=scope_now)
    tx.write(after, merged.stamps)
    if unknown:
        tx.keep_extra(entity.cls, after.id, {**tx.extra(entity.cls, after.id), **unknown})
    _keep_lost(tx, after, op, merged, who)
    rules.follow(tx, row, after, op, who)
    if late:
        _flag(tx, after, op, who)
    return Result(status="merged" if merged.lost else "ok", rev=after.rev)


def _flag(tx: Tx, said: Entity, op: Operation, who: Context) -> None:
    """Say in the log that somebody spoke in a talk or a ticket that he did not see any more."""
    device = who.device_id
    history.record(tx, said, "said_after_it_left", actor_id=who.actor.id, device_id=device, composed_at=op.wall)


def _keep_lost(tx: Tx, after: Entity, op: Operation, merged: Merged, who: Context) -> None:
    for lost in merged.lost:
        if lost.field == "body" and isinstance(after, Article):
            rules.keep_losing_body(tx, after, op.base_rev, lost.lost, who)
        tx.add(_conflict(after, op, lost, who))


def _conflict(after: Entity, op: Operation, lost: Lost, who: Context) -> Conflict:
    def shown(value: Any) -> str:
        return msgspec.json.encode(value).decode()

    return Conflict(
        id=new_id(),
        scope=access.user_scope(lost.author or who.actor.id),
        entity=op.ent,
        row_id=after.id,
        field=lost.field,
        base=shown(lost.base),
        kept=shown(lost.kept),
        lost=shown(lost.lost),
        op_id=op.id,
        author_id=lost.author,
        kept_by=lost.kept_by,
        at=who.at,
        kept_at=lost.kept_at,
        lost_at=lost.lost_at,
        open=lost.important,
    )


def _refused(
    ops: list[Operation], culprit: Operation | None, code: str, values: dict[str, object]
) -> dict[str, Result]:
    """Nothing of the group was applied; the others name the one because of which."""
    because = culprit.id if culprit else ""
    others = Result(status="rejected", code="group_rejected", values={"op": because, "code": code})
    return {op.id: Result(status="rejected", code=code, values=values) if op is culprit else others for op in ops}


def _named(op: Operation | None) -> str:
    return f"{op.id} ({op.kind} of {op.ent} {op.row})" if op else "none"
