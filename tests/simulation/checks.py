"""The protocol's invariants, each by a function that says what is broken, and where; those without a role are
functions of :mod:`tests.sync.invariants`.

=====  =============================================================  ==================================================
I1     the outbox empties                                             World.settle, :func:`outbox_is_empty`
I2     each operation has exactly one result                          :func:`every_operation_has_a_result`,
                                                                      :func:`actions_are_whole`,
                                                                      :func:`what_failed_left_nothing`
I3     counters add up, nothing is there twice                        :func:`counters_add_up`, messages_are_kept
I4     accepted values are current, superseded or in a conflict       registers_are_kept, :func:`marks_advance`,
                                                                      :func:`tags_are_kept`
I5     every accepted text is in a version                            bodies_are_kept
I6     every refusal is told on a device that holds the operation     :func:`refusals_are_told`
I7     a device holds the rows of its scopes, byte for byte           :func:`rows_are_equal`, :func:`nothing_differs`
I8     without unresolved operations the view is the server's image   nothing_is_folded_in
I9     always: own work is shown until the image carries it           :func:`own_work_is_shown`
I10    always: numbers are dense, a cursor promises all before it     :func:`numbers_are_dense`,
                                                                      :func:`cursors_keep_their_promise`
I11    states change along legal edges only                           :func:`states_move_legally`
I12    always: no answer holds a foreign row                          :func:`nothing_foreign_leaves`
I13    files are whole                                                the soak
I14    a repeated request changes nothing                             World: ``repeat``
I15    one seed is one course of events                               test_simulation
I16    what a dead process leaves is sound and goes on                :func:`file_is_sound`, :func:`own_work_survives`,
                                                                      :func:`nothing_acknowledged_is_lost`
=====  =============================================================  ==================================================
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from app.domain.change import Operation
from app.domain.columns import codec
from app.domain.conversations import Message, ReadMark
from app.domain.entity import Entity, Merge
from app.domain.knowledge import Article
from app.domain.protocol import Compared, Page, Pushed
from app.domain.registry import ENTITIES
from app.domain.tickets import Ticket
from tests.simulation.disk import Disk

if TYPE_CHECKING:
    from tests.simulation.desk import Desk
    from tests.simulation.office import Office

PUT = 1
LEGAL: Mapping[str, tuple[frozenset[str], str]] = {
    "accept": (frozenset({"new", "open", "waiting_customer", "waiting_internal", "solved"}), "open"),
    "solve": (frozenset({"new", "open", "waiting_customer", "waiting_internal"}), "solved"),
    "wait_customer": (frozenset({"new", "open", "waiting_customer", "waiting_internal"}), "waiting_customer"),
    "reopen": (frozenset({"solved"}), "open"),
    "close": (frozenset({"solved"}), "closed"),
}
"""A ticket's intent -> from where, and where to."""


Done = Mapping[str, tuple[Operation, str]]
"""Operation id -> the operation and the status of its result, as a device has them."""


class Broken(AssertionError):
    """An invariant does not hold."""


def need(holds: bool, invariant: str, what: str) -> None:
    """Raise Broken unless it holds."""
    if not holds:
        raise Broken(f"{invariant}: {what}")


# -- always ------------------------------------------------------------------------------------------------------------


def numbers_are_dense(before: int, now: int) -> None:
    """I10: each commit of the server takes the next number."""
    need(now == before + 1, "I10", f"the commit after {before} has number {now}")


def nothing_foreign_leaves(page: Page, scopes: set[str]) -> None:
    """I12: rows, cursors and scopes of a page are the reader's own."""
    named = {*page.scopes, *page.cursors, *page.passes}
    for row in page.rows:
        named.add(row.scope)
        if row.kind == "put":
            lives = msgspec.json.decode(row.image)["scope"]
            need(lives == row.scope, "I12", f"{row.ent} {row.id} of {lives} is brought as one of {row.scope}")
    need(named <= scopes, "I12", f"an answer names {sorted(named - scopes)}, which the reader may not see")


def nothing_differs(desk: "Desk", answer: Compared) -> None:
    """I7: a device in whose file nobody was holds what it should up to its cursors, whenever it asks."""
    need(answer.state != "differs", "I7", f"{desk.name} holds other rows than the server, and nobody damaged any")


def the_server_is_not_broken(answer: Pushed) -> None:
    """I2: no operation makes a handler raise what it does not foresee."""
    need(all(result.code != "internal" for result in answer.results), "I2", "an operation broke the server")


def file_is_sound(disk: Disk) -> None:
    """I16: the files that a process left are one sound database."""
    found = disk.look.execute("PRAGMA quick_check").fetchall()
    need(found == [("ok",)], "I16", f"{disk.path.name}: {found}")


def own_work_survives(desk: "Desk") -> None:
    """I16: what a person was shown as done is in the file, whatever ended the process."""
    lost = desk.promised - desk.operations()
    need(not lost, "I16", f"{desk.name}: {len(lost)} operations were shown as done and are gone")


def nothing_acknowledged_is_lost(office: "Office", head: int) -> None:
    """I16: a server that died has every change that somebody was told of, with the same result."""
    need(office.head >= head, "I16", f"the server was at change {head} and is at {office.head}")
    held = office.operations()
    for op_id, status in office.told.items():
        need(op_id in held, "I16", f"operation {op_id} was acknowledged and is gone")
        now = msgspec.json.decode(held[op_id]["result"])["status"]
        need(now == status, "I2", f"operation {op_id} was {status} and is {now}")


def own_work_is_shown(desk: "Desk", resolved: set[str]) -> None:
    """I9: what this desk wrote and the server has not refused is shown until the server's row carries it.

    ``resolved`` collects what was settled once. It may be unresolved again: sent again to a restored server, or its
    answer was lost with the power. Then it is not known whether it shows, but nothing else may than it, or what it
    was folded over.
    """
    if desk.damaged:
        return
    file = desk.disk.look
    hidden = {(ent, row) for ent, row in file.execute("SELECT ent, row FROM sync_base WHERE gone")}
    resolved |= {op for (op,) in file.execute("SELECT op_id FROM outbox WHERE state = 2")}
    unseen = "state = 0 OR (state = 1 AND res_rev > 0)"
    query = f"SELECT op_id, ent, row, kind, op FROM outbox WHERE {unseen} ORDER BY lsn"
    last: dict[tuple[str, str, str], list[Any]] = {}
    for op_id, ent, row_id, kind, text in file.execute(query).fetchall():
        again = op_id in resolved
        if (ent, row_id) in hidden:
            continue
        if kind == "create" and not again:
            found = file.execute(f'SELECT 1 FROM "{ent}" WHERE id = ?', (row_id,)).fetchone()
            need(found is not None, "I9", f"{desk.name}: its own {ent} {row_id} vanished")
        elif kind == "patch" and ent in ("customer", "ticket"):
            for field, value in msgspec.json.decode(text, type=Operation).body.items():
                if ENTITIES[ent].rule(field) is Merge.SET:
                    continue  # what others put in is shown with it
                key = (ent, row_id, field)
                if not again:
                    last[key] = [value]
                elif key in last:
                    last[key].append(value)
    for (ent, row_id, field), values in last.items():
        found = file.execute(f'SELECT "{field}" FROM "{ent}" WHERE id = ?', (row_id,)).fetchone()
        shown = found and found[0]
        need(shown in values, "I9", f"{desk.name}: its own {field} of {ent} {row_id} shows {shown!r}, not {values!r}")


def cursors_keep_their_promise(desk: "Desk") -> None:
    """I10: a device whose cursor is past a change has the row as that change left it, or has not what left."""
    office = desk.world.office
    file, there = desk.disk.look, office.disk.look
    state = dict(file.execute("SELECT k, v FROM sync_state").fetchall())
    if desk.damaged or state.get("epoch") != office.epoch:
        return
    cursors = dict(file.execute("SELECT scope, cursor FROM sync_scope WHERE pass_state IS NULL AND cursor > 0"))
    held = _held(file)
    feed = there.execute("SELECT scope, ent, id, seq, kind FROM sync_feed").fetchall()
    revs = {(ent, row_id): rev for ent in ENTITIES for row_id, rev in there.execute(f'SELECT id, rev FROM "{ent}"')}
    for scope, ent, row_id, seq, kind in feed:
        if seq > cursors.get(scope, 0):
            continue
        mine = held.get((ent, row_id))
        where = f"{desk.name} is at change {cursors[scope]} of {scope}"
        if kind == PUT:
            wanted = (scope, revs.get((ent, row_id)))
            need(mine == wanted, "I10", f"{where} and has {mine} for {ent} {row_id}: change {seq} left {wanted}")
        else:
            need(mine is None or mine[0] != scope, "I10", f"{where} and still has {ent} {row_id}, gone at {seq}")


def _held(file: sqlite3.Connection) -> dict[tuple[str, str], tuple[str, int]]:
    """Return scope and revision of the server's image of each row that a device has."""
    held = {
        (ent, row_id): (scope, rev)
        for ent in ENTITIES
        for row_id, scope, rev in file.execute(f'SELECT id, scope, rev FROM "{ent}"')
    }
    for ent, row_id, image, scope, rev, gone in file.execute("SELECT ent, row, image, scope, rev, gone FROM sync_base"):
        held.pop((ent, row_id), None)
        if image is not None and not gone:
            held[ent, row_id] = (scope, rev)
    return held


# -- when the faults have stopped --------------------------------------------------------------------------------------


def every_operation_has_a_result(made: Iterable[str], answered: Mapping[str, Any]) -> None:
    """I2: what was made, and is on no disk that its owner rolled back, reached the server."""
    lost = set(made) - answered.keys()
    need(not lost, "I2", f"{len(lost)} operations have no result on the server: {sorted(lost)[:3]}")


def results_are_the_servers(
    desk: "Desk", ops: Done, answered: Mapping[str, Mapping[str, Any]], *, restored: bool
) -> None:
    """I2: a device knows of its operations the results that the server has.

    After a restore what was refused is not sent again: its author has seen it, and may have done it otherwise. When an
    older backup was put in place, refused it, and then a newer one that has it, both are right.
    """
    for op_id, (op, status) in ops.items():
        if restored and status == "rejected":
            continue
        there = status_of(answered[op_id]) if op_id in answered else status
        need(status == there, "I2", f"{desk.name}: {op.kind} {op.ent} {op_id} is {status} here, {there} on the server")


def outbox_is_empty(desk: "Desk") -> Done:
    """I1: every operation is done. Returns them by id, each with the status of its result."""
    found = desk.disk.look.execute("SELECT op_id, op, state, result FROM outbox").fetchall()
    waiting = [op_id for op_id, _, state, _ in found if state != 2]
    need(not waiting, "I1", f"{desk.name}: {len(waiting)} operations never finished: {waiting[:3]}")
    return {
        op_id: (msgspec.json.decode(op, type=Operation), status_of({"result": result}))
        for op_id, op, _, result in found
    }


def actions_are_whole(ops: Done) -> None:
    """I2: the operations of one action were taken all or none."""
    by_action: dict[str, set[bool]] = defaultdict(set)
    for op, status in ops.values():
        by_action[op.txn].add(status == "rejected")
    torn = [txn for txn, refused in by_action.items() if len(refused) > 1]
    need(not torn, "I2", f"of the actions {torn[:3]} only a part was taken")


def refusals_are_told(desk: "Desk", ops: Done) -> None:
    """I6: every refused operation of a device is in its list of problems, and nothing else is; a take that came too
    late is told otherwise.
    """
    told = {row[0] for row in desk.disk.look.execute("SELECT op_id FROM sync_issue")}
    told |= {key.removeprefix("missed:") for (key,) in desk.disk.look.execute("SELECT k FROM local_value")}
    for op_id, (op, status) in ops.items():
        refused = status == "rejected"
        need(not refused or op_id in told, "I6", f"{desk.name}: the refusal of {op.kind} {op.ent} {op_id} was not told")
        need(refused or op_id not in told, "I6", f"{desk.name}: {op.kind} {op.ent} {op_id} was taken, not refused")


def rows_are_equal(desk: "Desk", scopes: set[str]) -> None:
    """I7: a device holds the server's rows of its scopes, byte for byte, no more and no fewer."""
    file = desk.disk.look
    have = {row[0] for row in file.execute("SELECT scope FROM sync_scope")}
    need(have == scopes, "I7", f"{desk.name} follows {sorted(have)} and may see {sorted(scopes)}")
    for ent, entity in ENTITIES.items():
        columns = ", ".join(f'"{name}"' for name in codec(entity.cls).names)
        marks = ", ".join("?" * len(scopes))
        mine = {row[0]: row for row in file.execute(f'SELECT {columns} FROM "{ent}"')}
        query = f'SELECT {columns} FROM "{ent}" WHERE scope IN ({marks})'
        theirs = {row[0]: row for row in desk.world.office.disk.look.execute(query, sorted(scopes))}
        more, fewer = mine.keys() - theirs.keys(), theirs.keys() - mine.keys()
        need(not more, "I7", f"{desk.name} has {ent} {sorted(more)[:3]}, which is not its to have")
        need(not fewer, "I7", f"{desk.name} lacks {ent} {sorted(fewer)[:3]}")
        for row_id, row in theirs.items():
            need(mine[row_id] == row, "I7", f"{desk.name} has {ent} {mine[row_id]}, the server {row}")


def children_live_with_their_parents(office: Mapping[str, Mapping[str, Entity]]) -> None:
    """I12: what belongs to a row moves with it into another scope."""
    for ent, entity in ENTITIES.items():
        if entity.parent is None:
            continue
        field, above = entity.parent
        for row in office[ent].values():
            parent = office[above].get(getattr(row, field))
            same = parent is None or parent.scope == row.scope
            need(same, "I12", f"{ent} {row.id} stayed in {row.scope} when its {above} moved")


def what_failed_left_nothing(office: Mapping[str, Mapping[str, Entity]], undone: Iterable[str]) -> None:
    """I2: a write that failed is undone, whoever shared its commit."""
    left = [row_id for row_id in undone if row_id in office["customer"]]
    need(not left, "I2", f"the writes of {left[:3]} failed, and their rows are there")


def counters_add_up(office: Mapping[str, Mapping[str, Entity]]) -> None:
    """I3: an article counts each message that recommended it once."""
    sent: dict[str, int] = defaultdict(int)
    for message in office["message"].values():
        assert isinstance(message, Message)
        sent[message.article_id] += 1
    for article in office["article"].values():
        assert isinstance(article, Article)
        counted = article.sent_count
        need(counted == sent[article.id], "I3", f"article {article.id} counts {counted} of {sent[article.id]}")


def tags_are_kept(
    office: Mapping[str, Mapping[str, Entity]], ops: Iterable[tuple[Operation, str]], *, restored: bool
) -> None:
    """I4: what somebody put into a set is there until somebody who saw it takes it out, and nothing else is. A server
    that was restored may have been told of the taking out first.
    """
    put_in: dict[tuple[str, str], set[str]] = defaultdict(set)
    taken_out: dict[tuple[str, str], set[str]] = defaultdict(set)
    for op, status in ops:
        if op.kind == "patch" and status != "rejected" and "tags" in op.body:
            had, has = set(op.was.get("tags", ())), set(op.body["tags"])
            put_in[op.ent, op.row] |= has - had
            taken_out[op.ent, op.row] |= had - has
    for (ent, row_id), tags in put_in.items():
        row = office[ent].get(row_id)
        if row is not None:
            gone = taken_out[ent, row_id]
            there = set(getattr(row, "tags", ()))
            right = tags - gone <= there <= (tags if restored else tags - gone)
            need(right, "I4", f"{ent} {row_id} has the tags {there}, not {tags} without {gone}")


def marks_advance(office: Mapping[str, Mapping[str, Entity]], answered: Iterable[Mapping[str, Any]]) -> None:
    """I4: how far somebody has read is the furthest that any of his desks said."""
    furthest: dict[str, int] = defaultdict(int)
    for op in answered:
        if op["ent"] == "read_mark" and status_of(op) != "rejected":
            furthest[op["row"]] = max(furthest[op["row"]], msgspec.json.decode(op["body"]).get("seq", 0))
    for mark in office["read_mark"].values():
        assert isinstance(mark, ReadMark)
        need(mark.seq == furthest[mark.id], "I4", f"read mark {mark.id} is {mark.seq}, not {furthest[mark.id]}")


def states_move_legally(office: Mapping[str, Mapping[str, Entity]], answered: Iterable[Mapping[str, Any]]) -> None:
    """I11: the intents that a ticket took, in the order of its revisions, are a walk through its state machine."""
    state: dict[str, str] = {}
    taken = [op for op in answered if op["ent"] == "ticket" and status_of(op) == "ok"]
    for op in sorted(taken, key=lambda op: int(op["rev"])):
        body = msgspec.json.decode(op["body"])
        if op["kind"] == "create":
            state[op["row"]] = body.get("status", "new")
        elif op["kind"] == "intent" and body["action"] in LEGAL:
            allowed, to = LEGAL[body["action"]]
            at = state[op["row"]]
            need(at in allowed, "I11", f"ticket {op['row']} took {body['action']} while {at}")
            state[op["row"]] = to
    for ticket in office["ticket"].values():
        assert isinstance(ticket, Ticket)
        at = state[ticket.id]
        need(ticket.status.value == at, "I11", f"ticket {ticket.id} is {ticket.status}, its intents lead to {at}")


def status_of(op: Mapping[str, Any]) -> str:
    """Return the status of a stored operation's result."""
    return str(msgspec.json.decode(op["result"])["status"])


def code_of(op: Mapping[str, Any]) -> str:
    """Return why a stored operation was refused, "" for one that was taken."""
    return str(msgspec.json.decode(op["result"]).get("code", ""))
