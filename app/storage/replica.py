"""What the sync engine does to the local database: pages in, results in, streams and epochs changed.

The rules are those of a server-authoritative replica: rows and cursors change in one transaction; rows with unresolved
operations keep their image aside and show it with the operations folded in; a scope's first pass marks what it brings
and sweeps what it did not; the outbox is never discarded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import msgspec

from app.domain.change import Operation, Result
from app.domain.clock import Clock
from app.domain.columns import chunks
from app.domain.entity import Actor, Entity
from app.domain.ids import new_id
from app.domain.notice import Changes
from app.domain.protocol import Page, Pass, Row
from app.domain.registry import SCHEMA
from app.storage import blobs, missed, outbox, parked, rows
from app.storage.core import (
    ENTITY,
    OUTBOX,
    SYNC_BASE,
    SYNC_ISSUE,
    SYNC_SCOPE,
    Connection,
    delete,
    func,
    insert,
    select,
    update,
)
from app.storage.outbox import ANSWERED, DONE, PENDING, Kept
from app.storage.rows import marks

KEEP_DONE_MS = 30 * 24 * 3600 * 1000
"""For so long after its answer an operation is sent again to a server that was restored from a backup.

Times are the server's: this device's clock may jump ahead, and would take a backup away. The bin of the server holds
things much longer, so that nothing comes back that was deleted for good since.
"""
SERVER_TIME = "server_time"
"""The sync state that says what the server's clock showed (ms) when it last told this device anything."""
CLOCKS_APART_MS = 60_000
"""So little the clocks of a server's processes may differ without one of them having been put back."""
SEEN_HEAD = "seen_head"
"""The sync state that says what was the server's newest change when it last told this device anything."""
_ANY_GEN = 1 << 62
"""Above the mark of any pass."""
REFUSED = '{"status":"rejected"'
"""How the stored result of a refused operation begins."""


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where this device stands: its stream, the server's epoch ("" before the first hello), cursors and passes.

    ``view`` is what the server last said of what it withholds from this device.
    """

    client_id: str
    epoch: str
    next_n: int
    cursors: dict[str, int]
    passes: dict[str, Pass]
    view: str = ""


class Replica:
    """One step of the sync engine, in one transaction."""

    def __init__(
        self, connection: Connection, actor: Actor, clock: Clock, give_way: Callable[[], None] = lambda: None
    ) -> None:
        self.connection = connection
        self._give_way = give_way
        self._actor = actor
        self._clock = clock
        self._kinds: set[str] = set()
        self._ids: set[str] = set()
        self._bulk = False

    @property
    def changes(self) -> Changes | None:
        """The notice for after the commit, None when no row changed."""
        if not self._kinds:
            return None
        ids = frozenset() if self._bulk else frozenset(self._ids)
        return Changes(kinds=frozenset(self._kinds), ids=ids, origin="remote")

    def finish(self) -> None:
        """Nothing is left to do before the commit."""

    # -- where we stand ------------------------------------------------------------------------------------------

    def position(self) -> Position:
        """Return where this device stands; the first call gives it a stream."""
        scopes = self.connection.exec_driver_sql("SELECT scope, cursor, pass_state FROM sync_scope").fetchall()
        state = outbox.states(self.connection, ("client_id", "epoch", "next_n", "view"))
        return Position(
            client_id=state.get("client_id") or outbox.stream(self.connection),
            epoch=state.get("epoch", ""),
            next_n=int(state.get("next_n", "1")),
            cursors={scope: cursor for scope, cursor, _ in scopes},
            passes={scope: msgspec.json.decode(text, type=Pass) for scope, _, text in scopes if text},
            view=state.get("view", ""),
        )

    def next_push(self, limit: int, room: int = outbox.PUSH_BYTES, after: int = 0) -> list[Operation]:
        """Return the next operations to send, in order; see :func:`app.storage.outbox.next_push`."""
        return outbox.next_push(self.connection, limit, room, after)

    def pending(self) -> int:
        """Return how many operations wait to be sent."""
        query = select(func.count()).select_from(OUTBOX).where(OUTBOX.c.state == PENDING)
        return int(self.connection.execute(query).scalar_one())

    # -- answers to a push ---------------------------------------------------------------------------------------

    def answered(self, ops: Sequence[Operation], results: Sequence[Result]) -> None:
        """Take the final results of the first ``len(results)`` operations of a push.

        Refusals become issues, but for takes that came too late: see :mod:`app.storage.missed`.
        """
        now, at = self._clock(), self._server_time()
        given = {op.id: (op, result) for op, result in zip(ops, results, strict=False)}
        fresh: list[tuple[Operation, Result]] = []
        for part in chunks(list(given), 500):
            query = f"SELECT op_id FROM outbox WHERE op_id IN ({marks(part)}) AND +state = ? ORDER BY lsn"
            waiting = self.connection.exec_driver_sql(query, (*part, PENDING)).fetchall()
            fresh += [given[op_id] for (op_id,) in waiting]
        values = []
        for op, result in fresh:
            final = result.status in ("rejected", "noop")
            rev, seq = (0, 0) if final else (result.rev, result.seq)
            values.append((ANSWERED, rev, seq, msgspec.json.encode(result).decode(), at, op.id))
            if result.status == "rejected":
                self._issue(op, result, now)
        if values:
            answer = (
                "UPDATE outbox SET state = ?, res_rev = ?, res_seq = ?, result = ?, answered_at = ? WHERE op_id = ?"
            )
            self.connection.exec_driver_sql(answer, values)
            self.saw(max(seq for _, _, seq, *_ in values))
        answered = {(op.ent, op.row) for op, _ in fresh}
        settled = outbox.settle(self.connection, complete=False, actor=self._actor, answered=answered)
        self._note(settled | answered)

    def wanted(self, sha256s: Sequence[str]) -> None:
        """Have files sent that the server asks for."""
        blobs.wanted(self.connection, sha256s, self._clock())

    def give_up(self, ops: Sequence[Operation], code: str, values: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Take operations out of the queue that no server will ever take: they become issues, what follows goes on.

        The server never hears of their numbers, so the rest gets a stream of its own. Commit it durably.
        """
        self.answered(ops, [Result(status="rejected", code=code, values=dict(values))] * len(ops))
        self.renumber()

    def _issue(self, op: Operation, result: Result, now: int) -> None:
        if missed.is_take(op):
            missed.note(self.connection, op, result)
            self._kinds.add("missed_take")
            self._ids.add(op.row)
            return
        known = select(SYNC_ISSUE.c.op_id).where(SYNC_ISSUE.c.op_id == op.id)
        if self.connection.execute(known).first() is None:
            self.connection.execute(
                insert(SYNC_ISSUE).values(
                    op_id=op.id,
                    ent=op.ent,
                    row=op.row,
                    op=msgspec.json.encode(op).decode(),
                    code=result.code,
                    details=msgspec.json.encode(result.values).decode(),
                    at=now,
                    open=True,
                )
            )
        self._kinds.add("sync_issue")
        self._ids.add(op.id)

    # -- streams and epochs --------------------------------------------------------------------------------------

    def newest_seen(self) -> int:
        """Return the newest change of the server's history of which this device knows anything."""
        position = self.position()
        known = [self._seen_head(), *position.cursors.values()]
        return max(known + [place.head for place in position.passes.values()])

    def _seen_head(self) -> int:
        return int(outbox.state(self.connection, SEEN_HEAD, "0"))

    def saw(self, head: int) -> None:
        """Note that something was taken in that the server said when ``head`` was its newest change.

        That is more than the cursors tell: a row that changed again after the changes of a page is not in it, but
        comes later, so that what it lacks is of ``head``, too. What was said before may be taken in later.
        """
        if head > self._seen_head():
            outbox.set_state(self.connection, SEEN_HEAD, str(head))

    def hear_time(self, now: int) -> None:
        """Note what the server's clock shows (ms). Nothing was answered later than that: it was put back, or the time
        was this device's.
        """
        before = outbox.state(self.connection, SERVER_TIME)
        if before and int(before) - CLOCKS_APART_MS < now < int(before):
            return
        outbox.set_state(self.connection, SERVER_TIME, str(now))
        if before and int(before) <= now:
            return  # nothing is later than what was heard before, and to look costs as much as all that was ever sent
        o = OUTBOX.c
        wrong = update(OUTBOX).where(o.state != PENDING, o.answered_at.is_(None) | (o.answered_at > now))
        self.connection.execute(wrong.values(answered_at=now))

    def _server_time(self) -> int:
        return int(outbox.state(self.connection, SERVER_TIME, "0"))

    def rename_epoch(self, epoch: str) -> None:
        """Take over a history that goes on with ours and has all that this device has seen. Commit it durably.

        Of files that it has taken the server may know nothing any more: it is asked again.
        """
        outbox.set_state(self.connection, "epoch", epoch)
        blobs.doubt(self.connection, outbox.files(self.connection))

    def adopt_epoch(self, epoch: str) -> None:
        """Take over the server's history. For another history than before: everything is pulled anew, and what this
        device has written, done or not, is sent again in its old order under a new stream, with its files if the
        server has lost them. What was refused stays so: people were told, and decided what to do. What was answered
        longer than KEEP_DONE_MS ago is in the backup, or gone. Commit it durably.
        """
        before = outbox.state(self.connection, "epoch")
        if before == epoch:
            return
        outbox.set_state(self.connection, "epoch", epoch)
        if not before:
            return
        outbox.set_state(self.connection, SEEN_HEAD, "0")
        outbox.forget_knowledge(self.connection)
        self._send_again()
        outbox.forget_numbers(self.connection)
        # what is not: no image of this history has its revision, and nobody waits for one
        self.connection.execute(update(OUTBOX).where(OUTBOX.c.state == ANSWERED).values(res_rev=0, res_seq=0))
        self.renumber()
        blobs.doubt(self.connection, outbox.files(self.connection, pending=True))
        parked.forget(self.connection, self.position().cursors)
        self._begin_passes()

    def _send_again(self, *conditions: Any) -> None:
        """Have answered operations wait once more, but for those that were refused or are too old."""
        o = OUTBOX.c
        young = o.answered_at >= self._server_time() - KEEP_DONE_MS
        accepted = o.result.not_like(f"{REFUSED}%")
        again = update(OUTBOX).where(o.state != PENDING, young, accepted, *conditions)
        self.connection.execute(again.values(state=PENDING, res_rev=0, res_seq=0, result=None, answered_at=None))
        self._capture_all()

    def _begin_passes(self) -> int:
        """Have every scope brought anew; return the generation of the rows that come."""
        gen = self._next_gen()
        self.connection.execute(update(SYNC_SCOPE).values(cursor=0, gen=gen, pass_state=None))
        return gen

    def _next_gen(self) -> int:
        gen = int(outbox.state(self.connection, "gen", "0")) + 1
        outbox.set_state(self.connection, "gen", str(gen))
        return gen

    def _capture_all(self) -> None:
        """Keep an image of every row that has unresolved operations again; those that left this device stay hidden."""
        pairs = select(OUTBOX.c.ent, OUTBOX.c.row).where(OUTBOX.c.state == PENDING).distinct()
        for ent, row_id in self.connection.execute(pairs).all():
            if outbox.base_of(self.connection, ent, row_id) is not None:
                continue
            kept = outbox.capture_base(self.connection, ent, row_id)
            if kept.image is None:
                outbox.keep_bases(self.connection, ent, {row_id: msgspec.structs.replace(kept, gone=True)})

    def renumber(self) -> None:
        """Take a new stream: this one was continued by another copy of the file. Pending operations count from 1."""
        outbox.set_state(self.connection, "client_id", client_id := new_id())
        pending = self.connection.execute(
            select(OUTBOX.c.lsn, OUTBOX.c.op).where(OUTBOX.c.state == PENDING).order_by(OUTBOX.c.lsn)
        ).all()
        for n, (lsn, text) in enumerate(pending, start=1):
            op = msgspec.json.decode(text, type=Operation)
            # those that are done, too: after another epoch all of them are sent again
            op = msgspec.structs.replace(op, n=n, own=outbox.made_upon(self.connection, op, lsn - 1, DONE + 1))
            values = {"n": n, "client_id": client_id, "op": msgspec.json.encode(op).decode()}
            self.connection.execute(update(OUTBOX).where(OUTBOX.c.lsn == lsn).values(values))
        outbox.set_state(self.connection, "next_n", str(len(pending) + 1))
        last = self.connection.execute(select(func.max(OUTBOX.c.lsn))).scalar()
        outbox.set_state(self.connection, "renumbered_lsn", str(last or 0))

    def resume_stream(self, last_n: int) -> None:
        """Compare the server's last number of this stream with ours, and put right what differs.

        A number that we never gave (or -1: the stream is somebody else's) means that another copy of this file went
        on: take a new stream. Numbers that the server lacks are sent again.
        """
        next_n = int(outbox.state(self.connection, "next_n", "1"))
        if not 0 <= last_n < next_n:
            self.renumber()
            return
        first, count = outbox.waiting(self.connection)
        if count == next_n - (first or next_n) and (first or next_n) <= last_n + 1:
            return  # all that the server may lack waits, number by number
        client_id = outbox.state(self.connection, "client_id")
        lacking = (OUTBOX.c.client_id == client_id) & (OUTBOX.c.n > last_n)
        known = select(OUTBOX.c.lsn).where(lacking, OUTBOX.c.state != PENDING).limit(1)
        if self.connection.execute(known).first() is not None:
            outbox.forget_knowledge(self.connection)
            self._send_again(lacking)
        waiting = select(func.count()).select_from(OUTBOX).where(lacking, OUTBOX.c.state == PENDING)
        if self.connection.execute(waiting).scalar_one() < next_n - 1 - last_n:
            self.renumber()  # something among them is not sent again, as in adopt_epoch; no number may be left out

    # -- pages ---------------------------------------------------------------------------------------------------

    def apply(self, page: Page) -> None:
        """Take in one page: scopes lost and gained, rows, cursors, the sweep at a pass's end, then settle."""
        known = {
            scope: (cursor, gen, bool(text))
            for scope, cursor, gen, text in self.connection.exec_driver_sql(
                "SELECT scope, cursor, gen, pass_state FROM sync_scope"
            )
        }
        for scope in known.keys() - set(page.scopes):
            self._lose(scope)
            del known[scope]
        gens = {scope: gen for scope, (_, gen, _) in known.items()}
        fresh = [scope for scope in page.scopes if scope not in known or scope in page.resync]
        if fresh:
            gens.update(dict.fromkeys(fresh, self._next_gen()))
            self._look_anew(page.view, gens[fresh[0]])
            parked.forget(self.connection, fresh)  # their pass brings all of it again
        epoch = outbox.state(self.connection, "epoch")
        if page.schema > SCHEMA:
            outbox.set_state(self.connection, "read_by", str(SCHEMA))
        self._bulk = len(page.rows) > 200 or bool(page.passes)  # a first pass says the same again and again
        images = self._rows(page.rows, gens, epoch)
        self._cursors(page, gens)
        self.saw(page.head)
        if page.now:
            self.hear_time(page.now)
        in_pass = {scope for scope, (cursor, _, running) in known.items() if running or not cursor} | set(fresh)
        for scope in in_pass - set(page.passes):
            if scope in page.scopes:
                self._sweep(scope, gens[scope])
        complete = not page.more
        self._note(outbox.settle(self.connection, complete, self._actor, images))
        self._purge()
        if complete:
            outbox.set_state(self.connection, "seen_seq", str(page.head))
            outbox.set_state(self.connection, "last_sync_at", str(self._clock()))

    def _look_anew(self, view: str | None, gen: int) -> None:
        """Rows that came by another view are other texts of the same revision: those that come now replace them."""
        if view is not None and view != outbox.state(self.connection, "view"):
            outbox.set_state(self.connection, "view", view)
            outbox.set_state(self.connection, "whole_from", str(gen))

    def _rows(self, found: Sequence[Row], gens: dict[str, int], epoch: str) -> set[tuple[str, str]]:
        """Take in rows; return those with unresolved operations: their images changed, not yet what is shown."""
        dirty: set[tuple[str, str]] = set()
        by_entity: dict[str, list[Row]] = defaultdict(list)
        for row in found:
            by_entity[row.ent].append(row)
        for ent, brought in by_entity.items():
            part = parked.readable(self.connection, ent, brought)
            if not part:
                continue
            bases = self._bases(ent, [row.id for row, _ in part])
            clean = [(row, image) for row, image in part if row.id not in bases]
            self._clean_rows(ent, clean, gens, epoch)
            changed: dict[str, Kept] = {}
            for row, image in part:
                before = changed.get(row.id) or bases.get(row.id)
                after = before and _rebased(before, row, image, gens.get(row.scope, 0), epoch)
                if after is not None:
                    changed[row.id] = after
            carried = outbox.show_carried(self.connection, ent, changed)
            self._note((ent, row_id) for row_id in carried)
            rest = {row_id: kept for row_id, kept in changed.items() if row_id not in carried}
            outbox.keep_bases(self.connection, ent, rest)
            dirty.update((ent, row_id) for row_id in rest)
        return dirty

    def _bases(self, ent: str, ids: list[str]) -> dict[str, Kept]:
        if self.connection.exec_driver_sql("SELECT 1 FROM sync_base LIMIT 1").fetchone() is None:
            return {}
        return outbox.bases_of(self.connection, ent, ids)

    def _clean_rows(
        self, ent: str, found: Sequence[tuple[Row, Entity | None]], gens: dict[str, int], epoch: str
    ) -> None:
        table = ENTITY[ent]
        held: dict[str, tuple[str, int, str]] = {}
        whole_from = int(outbox.state(self.connection, "whole_from", "0"))
        for part in chunks([row.id for row, _ in found], 500):
            query = f'SELECT id, scope, rev, "_epoch", "_gen" FROM "{ent}" WHERE id IN ({marks(part)})'
            for row_id, scope, rev, era, gen in self.connection.exec_driver_sql(query, tuple(part)):
                held[row_id] = (scope, rev if gen >= whole_from else -1, era)  # written by a program that knew less
        puts: dict[int, list[Entity]] = defaultdict(list)
        same: dict[int, list[str]] = defaultdict(list)
        gone: list[str] = []
        for row, image in found:
            mine = held.get(row.id)
            gen = gens.get(row.scope, 0)
            if image is None:
                if mine is not None and mine[0] == row.scope:
                    gone.append(row.id)
                    held.pop(row.id)
                continue
            if mine is None or mine[2] != epoch or image.rev > mine[1]:
                puts[gen].append(image)
                held[row.id] = (image.scope, image.rev, epoch)
            else:
                same[gen].append(row.id)
        rows.delete(self.connection, ent, gone)
        for gen, images in puts.items():
            rows.write(self.connection, ent, images, gen, epoch, between=self._give_way)
            self._note((ent, written.id) for written in images)
        for gen, ids in same.items():
            for part in chunks(ids, 500):
                self.connection.execute(update(table).where(table.c.id.in_(part)).values({"_gen": gen}))
        self._note((ent, row_id) for row_id in gone)

    def bring_anew(self, ent: str, brought: Sequence[Row], over: Sequence[str]) -> None:
        """Take in rows that differ from the server's although no change told of it, whatever they are here, and let go
        of those that this device should not have. Unresolved operations stay, and are folded in again.
        """
        dirty: set[str] = set()
        for part in chunks([*(row.id for row in brought), *over], 500):
            kept = f"SELECT row FROM sync_base WHERE ent = ? AND row IN ({marks(part)})"
            dirty.update(row_id for (row_id,) in self.connection.exec_driver_sql(kept, (ent, *part)))
            rows.delete(self.connection, ent, [row_id for row_id in part if row_id not in dirty])
        forget = "UPDATE sync_base SET image = NULL, rev = -1, gone = ? WHERE ent = ? AND row = ?"
        for row_id in sorted(dirty):
            self.connection.exec_driver_sql(forget, (row_id in over, ent, row_id))
        for row_id in over:
            self.connection.exec_driver_sql("DELETE FROM sync_parked WHERE ent = ? AND row = ?", (ent, row_id))
        gens = {scope: gen for scope, gen in self.connection.execute(select(SYNC_SCOPE.c.scope, SYNC_SCOPE.c.gen))}
        images = self._rows(brought, gens, outbox.state(self.connection, "epoch"))
        images |= {(ent, row_id) for row_id in dirty}
        self._note(outbox.settle(self.connection, False, self._actor, images))
        self._note((ent, row_id) for row_id in over)

    def catch_up(self) -> None:
        """Take in what an older program on this device could not: rows that it put aside, and by new passes the fields
        that it did not know and left out.
        """
        read_by = int(outbox.state(self.connection, "read_by", "0"))
        if 0 < read_by < SCHEMA:
            outbox.set_state(self.connection, "read_by", "0")
            outbox.set_state(self.connection, "whole_from", str(self._begin_passes()))
        found = parked.known_now(self.connection)
        if found:
            gens = {scope: gen for scope, gen in self.connection.execute(select(SYNC_SCOPE.c.scope, SYNC_SCOPE.c.gen))}
            images = self._rows(found, gens, outbox.state(self.connection, "epoch"))
            self._note(outbox.settle(self.connection, False, self._actor, images))

    def _cursors(self, page: Page, gens: dict[str, int]) -> None:
        self.connection.exec_driver_sql("DELETE FROM sync_scope")
        values = [
            (
                scope,
                page.cursors.get(scope, 0),
                gens[scope],
                msgspec.json.encode(page.passes[scope]).decode() if scope in page.passes else None,
            )
            for scope in page.scopes
        ]
        if values:
            new = "INSERT INTO sync_scope (scope, cursor, gen, pass_state) VALUES (?, ?, ?, ?)"
            self.connection.exec_driver_sql(new, values)

    def _lose(self, scope: str) -> None:
        """A scope is no longer ours: its rows leave this device; those with unresolved operations are hidden first."""
        self._remove_where(scope, None)
        parked.forget(self.connection, [scope])

    def _sweep(self, scope: str, gen: int) -> None:
        """A pass is over: what it did not bring is no longer in the scope."""
        self._remove_where(scope, gen)

    def _remove_where(self, scope: str, gen: int | None) -> None:
        b = SYNC_BASE.c
        dirty = update(SYNC_BASE).where(b.scope == scope, b.image.is_not(None), b.gone.is_(False))
        hidden = select(b.ent, b.row).where(b.scope == scope, b.image.is_not(None), b.gone.is_(False))
        if gen is not None:
            dirty, hidden = dirty.where(b.gen < gen), hidden.where(b.gen < gen)
        leaving = self.connection.execute(hidden).all()
        self.connection.execute(dirty.values(gone=True))
        for ent, row_id in leaving:
            rows.delete(self.connection, ent, (row_id,))
            self._note([(ent, row_id)])
        for name in ENTITY:
            query = (
                f'SELECT id FROM "{name}" WHERE scope = ? AND "_gen" < ? '
                "AND id NOT IN (SELECT row FROM sync_base WHERE ent = ?)"
            )
            found = self.connection.exec_driver_sql(query, (scope, _ANY_GEN if gen is None else gen, name))
            ids = [row_id for (row_id,) in found]
            if ids:
                rows.delete(self.connection, name, ids)
                self._bulk = self._bulk or len(ids) > 200
                self._note((name, row_id) for row_id in ids)

    def _purge(self) -> None:
        """Forget done operations that are not sent again to a restored server."""
        o = OUTBOX.c
        over = self._server_time() - KEEP_DONE_MS
        oldest = f"SELECT answered_at FROM outbox WHERE state = {DONE} ORDER BY lsn LIMIT 1"
        # a month's operations take 15 ms to walk through, and every page comes by here
        found = self.connection.exec_driver_sql(oldest).fetchone()
        if found is not None and (found[0] or over) < over:
            self.connection.execute(delete(OUTBOX).where(o.state == DONE, o.answered_at < over))

    def _note(self, touched: Iterable[tuple[str, str]]) -> None:
        for ent, row_id in touched:
            self._kinds.add(ent)
            self._ids.add(row_id)


def _rebased(base: Kept, row: Row, image: Entity | None, gen: int, epoch: str) -> Kept | None:
    """Return what is kept of a row with unresolved operations after the server told of it, None for no change."""
    if image is None:
        return msgspec.structs.replace(base, gone=True) if base.scope == row.scope else None
    if base.image is None or image.rev >= base.rev or base.epoch != epoch:
        return Kept(image, image.scope, image.rev, gen, epoch, gone=False)
    return msgspec.structs.replace(base, gen=max(gen, base.gen))
