"""Bugs put in on purpose: each must break an invariant within a few seeds, or the simulation is no test.

Each is what somebody might write in good faith, or has written elsewhere. :data:`MUTANTS` names, for each, a seed that
is known to catch it; when a change of the program reshuffles what the seeds do, the ones after it are tried.
"""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.domain import tickets
from app.domain.protocol import Compared, Page
from app.storage import comparison, outbox
from app.storage import replica as replica_module
from app.storage import rows as rows_table
from app.storage.database import Database
from app.storage.replica import Replica
from app.storage.tables import ENTITY, OUTBOX, SYNC_BASE, SYNC_SCOPE
from app.storage.transaction import Tx as ClientTx
from app.sync.engine import Engine
from sync_server.service import accounts, exchange, pages, rules
from sync_server.service import comparison as server_comparison
from sync_server.storage import feed, records, streams
from sync_server.storage.database import Database as ServerDatabase
from sync_server.storage.records import Tx
from tests.simulation.disk import Disks

Break = Callable[[pytest.MonkeyPatch], None]


# -- the client --------------------------------------------------------------------------------------------------------


def dropped_at_the_acknowledgement(patched: pytest.MonkeyPatch) -> None:
    """An operation is forgotten when the server has it, not when the device sees it."""
    correct = Replica.answered

    def answered(self: Replica, ops: Any, results: Any) -> None:
        correct(self, ops, [msgspec.structs.replace(result, rev=0, seq=0) for result in results])

    patched.setattr(Replica, "answered", answered)


def shown_without_own_operations(patched: pytest.MonkeyPatch) -> None:
    """A page's image is shown as it is, although own work is not in it yet."""
    correct = outbox.operations

    def carried(connection: Any, ent: str, ids: Any) -> Any:
        found = correct(connection, ent, ids)
        return {row_id: [(op, -1) for op, _ in unresolved] for row_id, unresolved in found.items()}

    patched.setattr(outbox, "operations", carried)


def same_stream_after_a_fork(patched: pytest.MonkeyPatch) -> None:
    """A copied profile goes on under the old name."""
    patched.setattr(Replica, "renumber", lambda self: None)


def seen_up_to_the_cursors(patched: pytest.MonkeyPatch) -> None:
    """A page is taken for everything up to its cursors, whatever changed again later."""
    patched.setattr(Replica, "saw", lambda self, head: None)


def done_operations_thrown_away(patched: pytest.MonkeyPatch) -> None:
    """Nothing is kept for a server that is restored."""
    correct = Replica.adopt_epoch

    def adopt_epoch(self: Replica, epoch: str) -> None:
        if outbox.state(self.connection, "epoch") not in ("", epoch):
            self.connection.execute(delete(OUTBOX).where(OUTBOX.c.state == outbox.DONE))
        correct(self, epoch)

    patched.setattr(Replica, "adopt_epoch", adopt_epoch)


def last_row_of_a_page_missed(patched: pytest.MonkeyPatch) -> None:
    """An off-by-one."""
    correct = Replica._rows

    def rows(self: Replica, found: Any, gens: Any, epoch: str) -> Any:
        return correct(self, found[:-1] if len(found) > 3 else found, gens, epoch)

    patched.setattr(Replica, "_rows", rows)


def cursors_before_rows(patched: pytest.MonkeyPatch) -> None:
    """Cursors are saved in a transaction of their own, before the rows."""
    correct = Engine._apply

    def apply(self: Engine, body: Page) -> None:
        with contextlib.suppress(KeyError):
            self._store.run(lambda r: _save_cursors(r, body))
        correct(self, body)

    patched.setattr(Engine, "_apply", apply)


def _save_cursors(replica: Replica, page: Page) -> None:
    for scope, cursor in page.cursors.items():
        known = update(SYNC_SCOPE).where(SYNC_SCOPE.c.scope == scope, SYNC_SCOPE.c.cursor > 0)
        replica.connection.execute(known.values(cursor=cursor))


def out_of_any_scope_removes(patched: pytest.MonkeyPatch) -> None:
    """A row that left one scope is removed although it came into another that the device has."""
    correct = Replica._rows

    def rows(self: Replica, found: Any, gens: Any, epoch: str) -> Any:
        touched = correct(self, found, gens, epoch)
        for row in found:
            if row.kind == "out":
                rows_table.delete(self.connection, row.ent, (row.id,))
        return touched

    patched.setattr(Replica, "_rows", rows)


def outbox_wiped_with_its_scope(patched: pytest.MonkeyPatch) -> None:
    """What waits to be sent goes with the rows of a lost scope."""
    correct = Replica._lose

    def lose(self: Replica, scope: str) -> None:
        busy = select(SYNC_BASE.c.row).where(SYNC_BASE.c.scope == scope)
        self.connection.execute(delete(OUTBOX).where(OUTBOX.c.row.in_(busy), OUTBOX.c.state == outbox.PENDING))
        correct(self, scope)

    patched.setattr(Replica, "_lose", lose)


def sent_again_in_order_of_their_states(patched: pytest.MonkeyPatch) -> None:
    """After a restore what was waiting goes first, and what was done follows."""
    correct = Replica.adopt_epoch

    def adopt_epoch(self: Replica, epoch: str) -> None:
        if outbox.state(self.connection, "epoch") not in ("", epoch):
            last = self.connection.execute(select(OUTBOX.c.lsn).order_by(OUTBOX.c.lsn.desc())).scalar() or 0
            done = self.connection.execute(select(OUTBOX.c.lsn).where(OUTBOX.c.state == outbox.DONE).order_by("lsn"))
            for i, (lsn,) in enumerate(done.all(), start=1):
                self.connection.execute(update(OUTBOX).where(OUTBOX.c.lsn == lsn).values(lsn=last + i))
        correct(self, epoch)

    patched.setattr(Replica, "adopt_epoch", adopt_epoch)


def image_of_a_lost_history_stays(patched: pytest.MonkeyPatch) -> None:
    """A kept image is replaced by a higher revision only, whatever history it is of."""
    correct = replica_module._rebased

    def rebased(base: Any, row: Any, image: Any, gen: int, epoch: str) -> Any:
        return correct(msgspec.structs.replace(base, epoch=epoch), row, image, gen, epoch)

    patched.setattr(replica_module, "_rebased", rebased)


def rows_of_a_lost_history_stay(patched: pytest.MonkeyPatch) -> None:
    """A row is replaced by a higher revision only, whatever history it is of."""
    correct = Replica._clean_rows

    def clean_rows(self: Replica, ent: str, found: Any, gens: Any, epoch: str) -> None:
        self.connection.execute(update(ENTITY[ent]).values({"_epoch": epoch}))
        correct(self, ent, found, gens, epoch)

    patched.setattr(Replica, "_clean_rows", clean_rows)


def regained_scope_is_not_swept(patched: pytest.MonkeyPatch) -> None:
    """A pass ends without removing what it did not bring."""
    patched.setattr(Replica, "_sweep", lambda self, scope, gen: None)


def lost_scope_stays(patched: pytest.MonkeyPatch) -> None:
    """What a person may no longer see stays on his device."""
    patched.setattr(Replica, "_lose", lambda self, scope: None)


def work_not_forced_to_the_disk(patched: pytest.MonkeyPatch) -> None:
    """A person's actions are committed like pages."""

    def write(self: Database, fn: Any) -> Any:
        return self._submit(lambda: self._run(self._engines.quick, lambda c: ClientTx(c, self.actor, self.clock), fn))

    patched.setattr(Database, "write", write)


def refusals_not_told(patched: pytest.MonkeyPatch) -> None:
    """A refused operation vanishes."""
    patched.setattr(Replica, "_issue", lambda self, op, result, now: None)


def compared_by_number_alone(patched: pytest.MonkeyPatch) -> None:
    """Two desks' worth of rows are the same if they are as many."""
    for module in (comparison, server_comparison):
        patched.setattr(module, "fingerprint", lambda images: str(len(images)))


def what_is_over_stays(patched: pytest.MonkeyPatch) -> None:
    """A comparison brings what is missing, and leaves what the device should not have."""
    correct = Replica.bring_anew

    def bring_anew(self: Replica, ent: str, brought: Any, over: Any) -> None:
        correct(self, ent, brought, ())

    patched.setattr(Replica, "bring_anew", bring_anew)


def compared_whatever_moved(patched: pytest.MonkeyPatch) -> None:
    """What changed since the device pulled is taken for a difference."""
    correct = server_comparison.compare

    def compare(reader: Any, caller: Any, request: Any) -> Compared:
        newest = dict.fromkeys(request.cursors, feed.head(reader))
        return correct(reader, caller, msgspec.structs.replace(request, cursors=newest))

    patched.setattr(server_comparison, "compare", compare)


# -- the server --------------------------------------------------------------------------------------------------------


def known_operations_applied_again(patched: pytest.MonkeyPatch) -> None:
    """Only the number in the stream tells whether an operation came before."""
    correct = streams.results

    def results(tx: Tx, op_ids: Any) -> Any:
        return {} if len(op_ids) == 1 else correct(tx, op_ids)

    patched.setattr(streams, "results", results)


def losers_thrown_away(patched: pytest.MonkeyPatch) -> None:
    """The value that lost is kept nowhere."""
    patched.setattr(exchange, "_keep_lost", lambda tx, after, op, merged, who: None)


def cursor_beyond_the_page(patched: pytest.MonkeyPatch) -> None:
    """A page that was full says that it held everything."""
    correct = pages._changes

    def changes(reader: Any, cursors: Any, room: Any, head: int, *rest: Any) -> Any:
        rows, reached = correct(reader, cursors, room, head, *rest)
        return rows, head if rows else reached

    patched.setattr(pages, "_changes", changes)


def horizon_ignored(patched: pytest.MonkeyPatch) -> None:
    """A device that was silent longer than traces are kept goes on as if nothing were missing."""
    patched.setattr(feed, "horizon", lambda reader: 0)


def departures_not_told(patched: pytest.MonkeyPatch) -> None:
    """A row that moves to another scope leaves no trace in the old one."""
    correct = Tx._entries

    def entries(self: Tx, seq: int) -> Iterator[dict[str, Any]]:
        return (entry for entry in correct(self, seq) if entry["kind"] != records.OUT)

    patched.setattr(Tx, "_entries", entries)


def removals_not_told(patched: pytest.MonkeyPatch) -> None:
    """A row that goes for good leaves no trace."""
    correct = Tx._entries

    def entries(self: Tx, seq: int) -> Iterator[dict[str, Any]]:
        return (entry for entry in correct(self, seq) if entry["kind"] != records.DEL)

    patched.setattr(Tx, "_entries", entries)


def children_stay_behind(patched: pytest.MonkeyPatch) -> None:
    """A conversation moves without its messages."""
    patched.setattr(Tx, "_move_children", lambda self, parent, value: None)


def half_of_an_action(patched: pytest.MonkeyPatch) -> None:
    """A refused action is not undone as a whole."""

    @contextlib.contextmanager
    def savepoint(self: Tx) -> Iterator[None]:
        yield

    patched.setattr(Tx, "savepoint", savepoint)


def scopes_of_the_request(patched: pytest.MonkeyPatch) -> None:
    """What a device had before is brought on, whatever its user may see now."""
    correct = accounts.scopes_of
    asked: list[set[str]] = [set()]
    pull = pages.pull

    def remembered(reader: Any, caller: Any, request: Any) -> Page:
        asked[0] = set(request.cursors)
        return pull(reader, caller, request)

    patched.setattr(pages, "pull", remembered)
    patched.setattr(pages, "scopes_of", lambda reader, agent: frozenset(correct(reader, agent) | asked[0]))


def acknowledged_before_it_is_on_the_disk(patched: pytest.MonkeyPatch) -> None:
    """The server's commits do not wait for the disk."""
    correct = Disks.engine

    def engine(self: Disks, path: Path, *, durable: bool, **rest: Any) -> Any:
        return correct(self, path, durable=durable and path.name != "server.db", **rest)

    patched.setattr(Disks, "engine", engine)


def counted_again(patched: pytest.MonkeyPatch) -> None:
    """A counter goes up whenever the message is looked at."""
    correct = rules.follow

    def follow(tx: Any, before: Any, after: Any, op: Any, who: Any) -> None:
        correct(tx, before, after, op, who)
        if op.kind == "create" and getattr(after, "article_id", "") and op.ent == "message":
            rules.count_sent(tx, after.article_id)

    patched.setattr(rules, "follow", follow)


def tickets_move_as_they_like(patched: pytest.MonkeyPatch) -> None:
    """A ticket's state machine lets everything pass."""
    correct = tickets._move

    def move(row: Any, to: Any, allowed: Any, **changed: Any) -> Any:
        return correct(row, to, frozenset(tickets.TicketStatus), **changed)

    patched.setattr(tickets, "_move", move)


def sets_overwritten(patched: pytest.MonkeyPatch) -> None:
    """The tags of who comes last are all the tags there are."""
    patched.setattr("app.domain.merge.merged_set", lambda was, wanted, present: tuple(wanted))


def failed_writes_leave_something(patched: pytest.MonkeyPatch) -> None:
    """A write that fails beside others is not undone: they go on with its transaction."""

    def beside(self: ServerDatabase, connection: Any, work: Any) -> Any:
        try:
            return self._within(connection, work)
        except Exception as error:
            return error

    patched.setattr(ServerDatabase, "_beside", beside)


def done_before_the_shared_commit(patched: pytest.MonkeyPatch) -> None:
    """When writes that go together fail, those that were through are taken for done, and only the rest goes alone."""

    def together(self: ServerDatabase, works: Any) -> Any:
        outcomes: list[Any] = []
        with contextlib.suppress(DBAPIError), self._writer.begin() as connection:
            for work in works:
                outcomes.append(self._beside(connection, work))
        return outcomes + [self._alone(work) for work in works[len(outcomes) :]]

    patched.setattr(ServerDatabase, "_commit_together", together)


MUTANTS: dict[Break, int] = {
    dropped_at_the_acknowledgement: 26,
    shown_without_own_operations: 0,
    done_operations_thrown_away: 2,
    last_row_of_a_page_missed: 0,
    cursors_before_rows: 0,
    out_of_any_scope_removes: 0,
    lost_scope_stays: 6,
    work_not_forced_to_the_disk: 0,
    refusals_not_told: 0,
    known_operations_applied_again: 0,
    losers_thrown_away: 2,
    cursor_beyond_the_page: 0,
    departures_not_told: 0,
    children_stay_behind: 3,
    scopes_of_the_request: 6,
    counted_again: 0,
    tickets_move_as_they_like: 0,
    same_stream_after_a_fork: 2,
    outbox_wiped_with_its_scope: 12,
    image_of_a_lost_history_stays: 175,
    rows_of_a_lost_history_stay: 169,
    regained_scope_is_not_swept: 2,
    horizon_ignored: 42,
    removals_not_told: 73,
    half_of_an_action: 1,
    sets_overwritten: 36,
    compared_by_number_alone: 108,
    what_is_over_stays: 24,
    compared_whatever_moved: 30,
    failed_writes_leave_something: 0,
    done_before_the_shared_commit: 365,
}
"""Bug -> a seed that catches it."""

RARE: tuple[Break, ...] = (
    sent_again_in_order_of_their_states,
    acknowledged_before_it_is_on_the_disk,
    seen_up_to_the_cursors,
)
"""Bugs that take hundreds of seeds, the last one thousands: for long runs."""
