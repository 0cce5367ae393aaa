"""A reply that was not sent because things changed waits for its author: he sends, changes or drops it, once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.commands import conversations, problems
from app.commands import guard as commands
from app.commands.conversations import Outgoing
from app.domain.change import Operation, Result
from app.domain.conversations import Author, Conversation, Message, MessageKind, Status
from app.domain.errors import AppError
from app.domain.guard import Doubt, Known
from app.domain.knowledge import Article, card_of
from app.storage import conversations as talks
from app.storage import outbox, rows, sync_classes, sync_status, threads
from app.storage import problems as storage
from app.storage.database import Database
from app.storage.drafts import NOTE, REPLY, Draft, Staged, Then
from app.storage.guard import StaleReply
from tests.helpers import office as fixture
from tests.helpers.office import CHEN, EARBUD, ME, WANG

TAKEN = Result(status="ok", rev=1, seq=1)
END = Then("close", {"category_id": "", "solved": None, "note": ""})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        yield database


def pending(database: Database) -> list[Operation]:
    return database.read(lambda c: outbox.next_push(c, 100))


def send(database: Database, text: str = "红灯闪三下", **fields: Any) -> None:
    database.write(lambda tx: conversations.send(tx, Outgoing(conversation_id=CHEN, text=text, **fields))).result(5)


def card(database: Database) -> Staged:
    article = database.read(lambda c: rows.get(c, Article, EARBUD))
    assert article is not None
    return Staged(card=card_of(article))


def answer(database: Database, *doubts: Doubt) -> None:
    """Have the server refuse every pending act of sending with a reply in it as stale, and take the rest."""

    def give(replica: Any) -> None:
        ops = replica.next_push(100)
        culprits = {op.txn: op.id for op in reversed(ops) if op.ent == "message"}
        results = []
        for op in ops:
            if op.id == culprits.get(op.txn):
                values = {"doubts": [doubt.value for doubt in doubts]}
                results.append(Result(status="rejected", code="reply_stale", values=values))
            elif op.txn in culprits:
                results.append(Result(status="rejected", code="group_rejected"))
            else:
                results.append(Result(status="noop"))
        replica.answered(ops, results)

    database.replicate(give).result(5)


def waiting(database: Database) -> StaleReply:
    (reply,) = database.read(storage.problems).stale
    return reply


def customer_writes(database: Database) -> None:
    fixture.arrive(database, fixture.said(CHEN, 8, "已经好了", 0))


def test_a_reply_says_what_its_author_had_before_him(office: Database) -> None:
    send(office, staged=(card(office),))
    send(office, "他的序列号对", mode=NOTE)
    text, sent_card, note = (op for op in pending(office) if op.ent == "message")
    article = office.read(lambda c: rows.get(c, Article, EARBUD))
    assert article is not None
    assert text.known == Known(message=7, assignee=ME)
    assert sent_card.known == Known(message=7, assignee=ME, version=article.version)
    assert note.known is None


def test_what_the_server_does_not_have_yet_is_not_counted_as_synchronised(office: Database) -> None:
    before = office.read(sync_status.rows_here)
    send(office)
    assert office.read(sync_status.rows_here) == before
    office.replicate(lambda replica: replica.answered(ops := replica.next_push(100), [TAKEN] * len(ops))).result(5)
    assert office.read(sync_status.rows_here) > before


def test_what_was_known_is_what_was_on_screen_when_it_was_sent_not_when_it_left(office: Database) -> None:
    office.write(lambda tx: conversations.hold(tx, Outgoing(conversation_id=CHEN, text="稍等"), 0)).result(5)
    customer_writes(office)
    office.write(conversations.release_due).result(5)
    (op,) = pending(office)
    assert op.known == Known(message=7, assignee=ME)


def test_a_stale_reply_tells_what_happened_and_is_no_refusal(office: Database) -> None:
    send(office, staged=(card(office),), then=END)
    answer(office, Doubt.OLD)
    customer_writes(office)
    fixture.arrive(
        office, fixture.said(CHEN, 9, "我来", 0, author=Author.AGENT, author_id="agent-zhou"),
        fixture.said(CHEN, 10, "内部", 0, author=Author.AGENT, author_id="agent-zhou", kind=MessageKind.NOTE),
    )  # fmt: skip
    found = office.read(storage.problems)
    (reply,) = found.stale
    assert (found.refused, found.refused_count) == ((), 0)
    assert reply.doubts == (Doubt.CUSTOMER_WROTE, Doubt.COLLEAGUE_ANSWERED, Doubt.OLD)
    assert [(one.text, one.mine) for one in reply.news] == [("已经好了", True), ("我来", False)]
    assert (reply.customer_name, reply.text, reply.action, len(reply.cards)) == ("陈思远", "红灯闪三下", "close", 1)
    counted = office.read(sync_status.counts)
    assert (counted.stale, counted.rejected) == (1, 0)
    classes = office.read(sync_classes.held).classes.values()
    assert sum(each.problems for each in classes) == sum(each.held for each in classes) > 0
    thread = office.read(lambda c: threads.thread(c, CHEN, ME))
    assert thread is not None
    assert {row.stale for row in thread.rows if row.issue} == {reply.id}


def test_an_article_that_this_device_knows_to_have_changed_is_told_of(office: Database) -> None:
    send(office, "", staged=(card(office),))
    answer(office, Doubt.OLD)
    article = office.read(lambda c: rows.get(c, Article, EARBUD))
    assert article is not None
    fixture.arrive(office, msgspec.structs.replace(article, version=article.version + 1))
    assert Doubt.ARTICLE_CHANGED in waiting(office).doubts


def test_sent_all_the_same_it_leaves_once_with_what_its_author_knows_now(office: Database) -> None:
    send(office, staged=(card(office),), then=END)
    made = [op.row for op in pending(office) if op.ent == "message"]
    answer(office, Doubt.OLD)
    customer_writes(office)
    reply = waiting(office)
    office.write(lambda tx: commands.send_all_the_same(tx, reply)).result(5)
    ops = pending(office)
    assert [op.row for op in ops if op.ent == "message"] == made
    known = Known(message=8, assignee=ME, accepts=("customer_wrote", "old"))
    assert {op.known for op in ops if op.ent == "message"} == {known}
    assert [op.body["action"] for op in ops if op.ent == "conversation"] == ["close"]
    assert len({op.txn for op in ops}) == 1
    assert office.read(storage.problems).stale == ()
    with pytest.raises(AppError, match="already_settled"):
        office.write(lambda tx: commands.send_all_the_same(tx, reply)).result(5)


def test_what_came_after_the_look_is_not_taken_as_known(office: Database) -> None:
    send(office)
    answer(office, Doubt.CUSTOMER_WROTE)
    reply = waiting(office)
    customer_writes(office)  # after the screen was read
    office.write(lambda tx: commands.send_all_the_same(tx, reply)).result(5)
    (op,) = pending(office)
    assert op.known is not None
    assert op.known.message == 7


def test_what_was_to_follow_and_cannot_any_more_is_left_out(office: Database) -> None:
    send(office, then=END)
    answer(office, Doubt.TAKEN)
    talk = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert talk is not None
    fixture.arrive(office, msgspec.structs.replace(talk, assignee_id="agent-zhou"))
    reply = waiting(office)
    assert reply.assignee_name
    office.write(lambda tx: commands.send_all_the_same(tx, reply)).result(5)
    assert [op.ent for op in pending(office)] == ["message"]


def test_what_stands_behind_another_says_so_only_until_that_one_is_decided(office: Database) -> None:
    send(office, "第一条")
    send(office, "第二条")
    answer(office, Doubt.AFTER_STALE)
    first, second = office.read(storage.problems).stale
    assert (first.text, first.behind, second.text, second.behind) == ("第一条", False, "第二条", True)
    office.write(lambda tx: commands.drop(tx, first)).result(5)
    assert not waiting(office).behind


def test_the_list_of_conversations_tells_what_waits_for_its_author_from_what_waits_for_the_line(
    office: Database,
) -> None:
    send(office)
    answer(office, Doubt.OLD)
    send(office, "还有一条")
    (row,) = [row for row in office.read(lambda c: talks.workspace(c, ME)).mine if row.id == CHEN]
    assert (row.stale, row.pending, row.trouble) == (1, 1, 0)
    thread = office.read(lambda c: threads.thread(c, CHEN, ME))
    assert thread is not None
    assert {row.author_name for row in thread.rows if row.stale} == {"林晓彤"}


def two_customers(database: Database) -> tuple[StaleReply, StaleReply]:
    """Answer two customers in one transaction, which is refused for the first one's sake."""

    def both(tx: Any) -> None:
        conversations.send(tx, Outgoing(conversation_id=CHEN, text="红灯闪三下"))
        conversations.send(tx, Outgoing(conversation_id=WANG, text="滤网箭头朝里", then=END))

    def refuse(replica: Any) -> None:
        ops = replica.next_push(100)
        first = next(op for op in ops if op.ent == "message")
        stale = Result(status="rejected", code="reply_stale", values={"doubts": ["old"]})
        other = Result(status="rejected", code="group_rejected", values={"op": first.id, "code": "reply_stale"})
        replica.answered(ops, [stale if op is first else other for op in ops])

    database.write(both).result(5)
    database.replicate(refuse).result(5)
    fixture.arrive(database, fixture.said(WANG, 9, "知道了", 0))
    one, two = sorted(database.read(storage.problems).stale, key=lambda reply: reply.conversation_id != CHEN)
    return one, two


def test_replies_to_two_customers_that_were_refused_together_are_two(office: Database) -> None:
    chen, wang = two_customers(office)
    assert (chen.conversation_id, chen.text, chen.action, chen.known.message) == (CHEN, "红灯闪三下", "", 7)
    assert (wang.conversation_id, wang.text, wang.action) == (WANG, "滤网箭头朝里", "close")
    assert [one.text for one in wang.news] == ["知道了"]
    assert office.read(storage.problems).refused_count == 0
    counted = office.read(sync_status.counts)
    assert (counted.stale, counted.rejected) == (2, 0)


def test_no_composer_holds_what_was_written_to_another_customer(office: Database) -> None:
    chen, wang = two_customers(office)
    assert office.write(lambda tx: commands.edit(tx, chen)).result(5).text == "红灯闪三下"
    assert waiting(office) == wang, "still a reply that waits, though that for whose sake it was refused is settled"
    office.write(lambda tx: commands.send_all_the_same(tx, wang)).result(5)
    message, end = pending(office)
    assert (message.body["conversation_id"], message.body["text"]) == (WANG, "滤网箭头朝里")
    assert message.known is not None
    assert message.known.message == 9
    assert end.row == WANG
    assert office.read(storage.problems).stale == ()


@pytest.mark.parametrize("decide", [commands.send_all_the_same, commands.edit])
def test_what_was_refused_with_a_reply_and_is_not_sent_with_it_stays_listed(office: Database, decide: Any) -> None:
    def both(tx: Any) -> None:
        conversations.send(tx, Outgoing(conversation_id=CHEN, text="红灯闪三下"))
        tx.save(msgspec.structs.replace(tx.get(Conversation, CHEN), tags=("返修",)))

    office.write(both).result(5)
    answer(office, Doubt.OLD)
    reply = waiting(office)
    office.write(lambda tx: decide(tx, reply)).result(5)
    found = office.read(storage.problems)
    assert found.stale == ()
    (kept,) = found.refused
    assert (kept.kind, kept.fields, found.refused_count) == ("patch", ("tags",), 1)


def test_edited_it_stands_in_the_composer_whole(office: Database) -> None:
    send(office, staged=(card(office),), then=END)
    answer(office, Doubt.OLD)
    office.write(lambda tx: conversations.save_draft(tx, Draft(conversation_id=CHEN, text="新的"))).result(5)
    reply = waiting(office)
    draft = office.write(lambda tx: commands.edit(tx, reply)).result(5)
    assert (draft.mode, draft.text, len(draft.staged)) == (REPLY, "红灯闪三下\n新的", 1)
    assert pending(office) == []
    assert office.read(storage.problems).stale == ()


def test_dropped_it_can_be_taken_back(office: Database) -> None:
    send(office, then=END)
    answer(office, Doubt.OLD)
    reply = waiting(office)
    office.write(lambda tx: commands.drop(tx, reply)).result(5)
    assert office.read(storage.problems).stale == ()
    office.write(lambda tx: commands.take_back(tx, reply)).result(5)
    assert waiting(office) == reply


def test_a_reply_whose_conversation_left_this_device_can_still_be_read(office: Database) -> None:
    send(office)
    answer(office, Doubt.TAKEN)
    office.replicate(lambda r: r.connection.exec_driver_sql("DELETE FROM conversation WHERE id = ?", (CHEN,))).result(5)
    reply = waiting(office)
    assert (reply.gone, reply.text) == (True, "红灯闪三下")
    with pytest.raises(AppError, match="no_such_row"):
        office.write(lambda tx: commands.send_all_the_same(tx, reply)).result(5)
    assert waiting(office) == reply


def test_a_refused_message_that_is_tried_again_says_what_is_known_now(office: Database) -> None:
    send(office)

    def refuse(replica: Any) -> None:
        ops = replica.next_push(10)
        replica.answered(ops, [Result(status="rejected", code="internal") for _ in ops])

    office.replicate(refuse).result(5)
    customer_writes(office)
    (refused,) = office.read(storage.problems).refused
    office.write(lambda tx: problems.retry(tx, refused.op_id)).result(5)
    (op,) = pending(office)
    assert op.known == Known(message=8, assignee=ME)


def test_a_restored_server_neither_asks_about_what_was_sent_nor_is_sent_what_was_held_back(office: Database) -> None:
    office.replicate(lambda r: r.adopt_epoch("before"), durable=True).result(5)
    send(office, "第一句")
    office.replicate(lambda r: r.answered(r.next_push(9), [Result(status="ok", rev=9, seq=9)])).result(5)
    send(office, "第二句")
    answer(office, Doubt.OLD)
    send(office, "第三句")
    office.replicate(lambda r: r.adopt_epoch("after"), durable=True).result(5)
    sent, waits = pending(office)
    assert sent.known is None
    assert waiting(office).text == "第二句"
    assert waits.known == Known(message=7, assignee=ME)


def test_a_message_of_the_held_act_is_shown_where_it_was_written(office: Database) -> None:
    send(office)
    answer(office, Doubt.OLD)
    talk = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert talk is not None
    assert talk.status is Status.ACTIVE
    thread = office.read(lambda c: threads.thread(c, CHEN, ME))
    assert thread is not None
    last = thread.rows[-1]
    assert isinstance(last.message, Message)
    assert (last.message.text, last.issue) == ("红灯闪三下", "reply_stale")
