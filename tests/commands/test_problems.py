"""Decisions about refused operations and lost values: nothing is discarded without being asked for."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, event

from app.commands import conversations, customers, tickets
from app.commands import problems as commands
from app.commands.conversations import Outgoing
from app.domain.access import user_scope
from app.domain.change import Operation, Result
from app.domain.conversations import Conversation, Message, Status
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.journal import REFUSED, Conflict
from app.domain.knowledge import Article
from app.domain.rich import body_text
from app.domain.tickets import Ticket
from app.storage import outbox, problems, rows, sync_status
from app.storage.database import Database
from app.storage.problems import Problems
from tests.helpers import office as fixture
from tests.helpers.office import CHEN, EARBUD, ME, NOW


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        yield database


def look(database: Database) -> Problems:
    return database.read(problems.problems)


def refuse(database: Database, wanted: Callable[[Operation], bool], code: str = "conversation_state") -> None:
    """Have the server refuse some of the pending operations and take the others."""

    def answer(replica: Any) -> None:
        ops = replica.next_push(100)
        no, yes = Result(status="rejected", code=code, values={"status": "closed"}), Result(status="noop")
        replica.answered(ops, [no if wanted(op) else yes for op in ops])

    database.replicate(answer).result(5)


def _without_seen(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE outbox SET op = json_remove(op, '$.body.args.seen')")


def conflict(
    field: str, base: Any, mine: Any, theirs: Any, entity: str = "customer", row: str = "cust-chen"
) -> Conflict:
    return Conflict(
        id="conflict-1", scope=user_scope(ME), rev=1, entity=entity, row_id=row, field=field, base=json.dumps(base),
        kept=json.dumps(theirs), lost=json.dumps(mine), author_id=ME, kept_by="agent-zhou", at=NOW,
        kept_at=NOW - 60_000, lost_at=NOW - 3_600_000,
    )  # fmt: skip


def test_what_waits_is_told_by_action_oldest_first(office: Database) -> None:
    new = tickets.NewTicket(title="门店换货", customer_id="cust-zhao")
    office.write(lambda tx: tickets.create(tx, new)).result(5)
    office.write(lambda tx: customers.edit(tx, "cust-zhao", phone="139", city="西安市")).result(5)
    office.write(lambda tx: conversations.send(tx, Outgoing(conversation_id=CHEN, text="稍等"))).result(5)
    found = look(office)
    told = [(one.subject.entity, one.subject.name, one.kind, one.fields) for one in found.waiting]
    assert told == [
        ("ticket", "L-0001 门店换货", "create", ()),
        ("customer", "赵建国", "patch", ("phone", "city")),
        ("message", "陈思远", "create", ()),
    ]
    assert found.waiting[2].subject.place == "conversations"
    assert found.waiting_count == office.read(sync_status.pending) == 3


def test_with_nothing_to_send_the_outbox_is_looked_at_once(office: Database) -> None:
    asked: list[str] = []

    def count(conn: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    def read(connection: Connection) -> Problems:
        event.listen(connection, "before_cursor_execute", count)
        found = problems.problems(connection)
        event.remove(connection, "before_cursor_execute", count)
        return found

    assert office.read(read).waiting == ()
    assert len([text for text in asked if "FROM outbox" in text and "count(" not in text]) == 1


def test_each_word_of_a_change_is_told_once() -> None:
    body = {"wrap_note": "已换新", "city": "宁波"}
    op = Operation(id="o", txn="t", ent="conversation", row=CHEN, kind="patch", wall=NOW, body=body)
    assert problems.written(op) == "已换新\n宁波"


@pytest.mark.parametrize("older", [False, True])
def test_an_end_is_not_tried_again_over_what_the_customer_wrote_since(office: Database, older: bool) -> None:
    office.write(lambda tx: conversations.close(tx, CHEN, category_id="", solved=None, note="已换新")).result(5)
    if older:  # an end from before it told what was known of the conversation
        office.replicate(lambda replica: _without_seen(replica.connection)).result(5)
    refuse(office, lambda op: op.ent == "conversation")
    (refused,) = look(office).refused
    fixture.arrive(office, msgspec.structs.replace(fixture.said(CHEN, 8, "还是不行", 0), stored_at=NOW + fixture.HOUR))
    with pytest.raises(AppError, match="customer_wrote_since") as caught:
        office.write(lambda tx: commands.retry(tx, refused.op_id)).result(5)
    assert caught.value.values == {"n": 1, "text": "还是不行"}
    assert look(office).refused == (refused,)
    assert office.read(lambda c: rows.get(c, Conversation, CHEN)).status is Status.ACTIVE  # type: ignore[union-attr]
    office.write(lambda tx: commands.retry(tx, refused.op_id, anyway=True)).result(5)
    assert look(office).refused == ()
    assert office.read(lambda c: rows.get(c, Conversation, CHEN)).status is Status.CLOSED  # type: ignore[union-attr]


def test_an_end_over_which_nothing_was_written_is_tried_again_without_a_question(office: Database) -> None:
    office.write(lambda tx: conversations.mark_spam(tx, CHEN)).result(5)
    refuse(office, lambda op: op.ent == "conversation")
    (refused,) = look(office).refused
    office.write(lambda tx: commands.retry(tx, refused.op_id)).result(5)
    (again,) = office.read(lambda c: outbox.next_push(c, 10))
    assert again.body == {"action": "mark_spam", "args": {"seen": 7}}


def test_a_refused_reply_keeps_its_words_and_can_be_sent_again(office: Database) -> None:
    office.write(lambda tx: conversations.send(tx, Outgoing(conversation_id=CHEN, text="红灯闪三下"))).result(5)
    refuse(office, lambda op: op.ent == "message")
    found = look(office)
    (refused,) = found.refused
    assert (refused.text, refused.code, refused.subject.name) == ("红灯闪三下", "conversation_state", "陈思远")
    assert found.refused_count == office.read(sync_status.counts).rejected == 1
    office.write(lambda tx: commands.retry(tx, refused.op_id)).result(5)
    assert look(office).refused == ()
    again = office.read(lambda c: outbox.next_push(c, 10))
    assert [(op.kind, op.row, op.body["text"]) for op in again] == [("create", refused.subject.row_id, "红灯闪三下")]
    assert office.read(lambda c: rows.get(c, Message, refused.subject.row_id)) is not None


def test_a_refused_intent_is_asked_for_again_and_may_be_refused_here(office: Database) -> None:
    office.write(lambda tx: tickets.solve(tx, "ticket-1")).result(5)
    refuse(office, lambda op: op.ent == "ticket", "forbidden")
    (refused,) = look(office).refused
    office.write(lambda tx: commands.retry(tx, refused.op_id)).result(5)
    assert office.read(lambda c: rows.get(c, Ticket, "ticket-1")).status.value == "solved"  # type: ignore[union-attr]
    with pytest.raises(AppError, match="no_such_row"):
        office.write(lambda tx: commands.retry(tx, "nothing")).result(5)


def test_a_refused_change_of_a_row_that_is_gone_cannot_be_retried_but_stays_listed(office: Database) -> None:
    office.write(lambda tx: customers.edit(tx, "cust-zhao", phone="139")).result(5)
    refuse(office, lambda op: True, "no_such_row")
    office.replicate(lambda replica: rows.delete(replica.connection, "customer", ("cust-zhao",))).result(5)
    (refused,) = look(office).refused
    assert (refused.can_retry, refused.text) == (False, "139")
    with pytest.raises(AppError, match="no_such_row"):
        office.write(lambda tx: commands.retry(tx, refused.op_id)).result(5)
    assert len(look(office).refused) == 1


def test_dropping_can_be_taken_back_until_the_centre_is_left(office: Database) -> None:
    office.write(lambda tx: customers.edit(tx, "cust-zhao", phone="139")).result(5)
    refuse(office, lambda op: True)
    (refused,) = look(office).refused
    office.write(lambda tx: commands.drop(tx, refused.op_id)).result(5)
    assert (look(office).refused, len(look(office).dropped)) == ((), 1)
    office.write(lambda tx: commands.take_back(tx, refused.op_id)).result(5)
    assert [one.op_id for one in look(office).refused] == [refused.op_id]
    office.write(lambda tx: commands.drop(tx, refused.op_id)).result(5)
    assert office.write(commands.forget_dropped).result(5) == 1
    with pytest.raises(AppError, match="no_such_row"):
        office.write(lambda tx: commands.take_back(tx, refused.op_id)).result(5)


@pytest.mark.parametrize(
    ("decide", "address"),
    [
        (lambda tx: commands.choose_mine(tx, "conflict-1"), "余杭区 1288 号"),
        (lambda tx: commands.keep_theirs(tx, "conflict-1"), "杭州市西湖区文三路 478 号"),
        (lambda tx: commands.choose_text(tx, "conflict-1", "余杭区 1288 号 3 幢"), "余杭区 1288 号 3 幢"),
    ],
)
def test_a_text_that_was_changed_on_both_sides(office: Database, decide: Callable[[Any], None], address: str) -> None:
    fixture.arrive(office, conflict("address", "旧址", "余杭区 1288 号", "西湖区 478 号"))
    (lost,) = look(office).lost
    assert (lost.base, lost.mine, lost.theirs, lost.text) == ("旧址", "余杭区 1288 号", "西湖区 478 号", True)
    assert (lost.mine_at, lost.theirs_at) == (NOW - 3_600_000, NOW - 60_000)
    assert (lost.author_name, lost.kept_by_name, lost.subject.name) == ("林晓彤", "周敏", "陈思远")
    office.write(decide).result(5)
    customer = office.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert customer is not None
    assert customer.address == address
    assert look(office).lost_count == 0


def test_a_choice_between_two_versions_can_be_undone(office: Database) -> None:
    fixture.arrive(office, conflict("address", "旧址", "我的", "他的"))
    office.write(lambda tx: commands.choose_mine(tx, "conflict-1")).result(5)
    fixture.undo_last(office)
    assert look(office).lost_count == 1
    customer = office.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert customer is not None
    assert customer.address == "杭州市西湖区文三路 478 号"


def test_both_bodies_of_an_article_keep_every_block(office: Database) -> None:
    article = office.read(lambda c: rows.get(c, Article, EARBUD))
    assert article is not None
    base = msgspec.to_builtins(article.body)
    mine = [*base[:-1], {**base[-1], "html": "长按 10 秒"}]
    theirs = [*base[:-1], {**base[-1], "html": "长按 15 秒"}]
    fixture.arrive(office, conflict("body", base, mine, theirs, "article", EARBUD))
    assert look(office).lost[0].rich
    office.write(lambda tx: commands.keep_both(tx, "conflict-1")).result(5)
    after = office.read(lambda c: rows.get(c, Article, EARBUD))
    assert after is not None
    assert "长按 10 秒" in body_text(after.body)
    assert "长按 15 秒" in body_text(after.body)
    assert len({block.id for block in after.body}) == len(after.body)


@pytest.mark.parametrize(
    "clash", [conflict("due_at", 1, 2, 3, "ticket", "ticket-1"), conflict("address", "旧址", "我的", "他的")]
)
def test_single_values_cannot_both_be_kept(office: Database, clash: Conflict) -> None:
    fixture.arrive(office, clash)
    with pytest.raises(AppError, match="cannot_keep_both"):
        office.write(lambda tx: commands.keep_both(tx, "conflict-1")).result(5)
    assert look(office).lost_count == 1


def test_refused_tags_are_tried_again_beside_those_that_others_added(office: Database) -> None:
    before = office.read(lambda c: rows.get(c, Customer, "cust-zhao"))
    assert before is not None
    office.write(lambda tx: customers.edit(tx, "cust-zhao", tags=(*before.tags, "急"))).result(5)
    refuse(office, lambda op: op.kind == "patch", "internal")
    office.write(lambda tx: customers.edit(tx, "cust-zhao", tags=(*before.tags, "别人的"))).result(5)
    (refused,) = look(office).refused
    office.write(lambda tx: commands.retry(tx, refused.op_id)).result(5)
    after = office.read(lambda c: rows.get(c, Customer, "cust-zhao"))
    assert after is not None
    assert set(after.tags) == {*before.tags, "急", "别人的"}


def test_a_refused_new_customer_who_is_there_by_now_gives_him_what_was_written(office: Database) -> None:
    made = Customer(id="cust-new", scope="people", name="新客", tags=("甲",), city="杭州")
    office.write(lambda tx: tx.save(made)).result(5)
    refuse(office, lambda op: op.kind == "create", "exists")
    office.write(lambda tx: tx.save(msgspec.structs.replace(made, tags=("乙",), city=""))).result(5)
    (refused,) = look(office).refused
    office.write(lambda tx: commands.retry(tx, refused.op_id)).result(5)
    after = office.read(lambda c: rows.get(c, Customer, made.id))
    assert after is not None
    assert (after.city, set(after.tags)) == ("杭州", {"甲", "乙"})


def test_who_deleted_what_somebody_edited_may_delete_it_again(office: Database) -> None:
    told = conflict("deleted_at", None, NOW, None, row="cust-zhao")
    office.write(lambda tx: rows.write(tx.connection, "conflict", [told], 1, "e")).result(5)
    (lost,) = look(office).lost
    assert (lost.field, bool(lost.mine), bool(lost.theirs), lost.text) == ("deleted_at", True, False, False)
    office.write(lambda tx: commands.choose_mine(tx, told.id)).result(5)
    row = office.read(lambda c: rows.get(c, Customer, "cust-zhao"))
    assert row is not None
    assert row.deleted_at is not None
    asked = office.replicate(lambda replica: replica.next_push(10)).result(5)
    assert [(op.kind, op.body) for op in asked if op.ent == "customer"] == [("delete", {})]
    assert not look(office).lost


def refused_late(database: Database, op_id: str = "op-late") -> Conflict:
    """Have the server tell that an intent was refused behind it, after it had taken it."""
    ticket = database.read(lambda c: rows.everything(c, Ticket))[0]
    op = Operation(
        id=op_id, txn="t", ent="ticket", row=ticket.id, kind="intent", wall=NOW, body={"action": "solve", "args": {}}
    )
    told = Conflict(
        id=f"late-{op_id}", scope=user_scope(ME), rev=1, entity="ticket", row_id=ticket.id, field=REFUSED,
        kept=json.dumps({"code": "forbidden", "values": {"permission": "ticket.edit"}}),
        lost=msgspec.json.encode(op).decode(), op_id=op_id, author_id=ME, at=NOW, lost_at=NOW,
    )  # fmt: skip
    fixture.arrive(database, told)
    return told


def test_what_was_refused_behind_the_server_is_listed_among_the_refused_and_tried_again(office: Database) -> None:
    told = refused_late(office)
    found = look(office)
    (item,) = found.refused
    assert (item.op_id, item.kind, item.action, item.code) == ("op-late", "intent", "solve", "forbidden")
    assert (found.refused_count, found.lost, found.lost_count, item.can_retry) == (1, (), 0, True)
    counted = office.read(sync_status.counts)
    assert (counted.rejected, counted.conflicts) == (1, 0)
    office.write(lambda tx: commands.retry(tx, "op-late")).result(5)
    assert look(office).refused == ()
    assert not office.read(lambda c: rows.get(c, Conflict, told.id)).open  # type: ignore[union-attr]  # it is there
    asked = office.read(lambda c: [op for op in outbox.next_push(c, 9) if op.ent == "ticket"])
    assert [op.body["action"] for op in asked] == ["solve"]


def test_what_was_refused_behind_the_server_is_dropped_and_taken_back(office: Database) -> None:
    refused_late(office)
    office.write(lambda tx: commands.drop(tx, "op-late")).result(5)
    found = look(office)
    assert (found.refused, found.refused_count, [one.op_id for one in found.dropped]) == ((), 0, ["op-late"])
    office.write(lambda tx: commands.take_back(tx, "op-late")).result(5)
    assert [one.op_id for one in look(office).refused] == ["op-late"]
