"""What an agent does in a conversation leaves durable rows and operations, or nothing at all."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from app.commands import conversations as commands
from app.commands import customers
from app.commands.conversations import Outgoing
from app.domain.conversations import Author, Conversation, Delivery, Message, MessageKind, ReadMark, Status
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.errors import AppError, Refused
from app.domain.files import FileRef
from app.domain.ids import link_id
from app.domain.surveys import Solved
from app.storage import drafts, outbox, rows, suggestions
from app.storage.database import Database
from app.storage.drafts import Draft, Staged, Then
from app.storage.tables import OUTBOX
from tests.helpers import office as fixture
from tests.helpers.office import CHEN, CLOSED, EARBUD, EXPIRED, LIN_MENG, ME, NOW, TEAM, WANG


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        yield database


def operations(database: Database) -> list[tuple[str, str]]:
    return [
        (row.ent, row.kind)
        for row in database.read(lambda c: c.execute(select(OUTBOX.c.ent, OUTBOX.c.kind).order_by(OUTBOX.c.lsn)).all())
    ]


def messages(database: Database, ids: tuple[Message, ...]) -> list[Message]:
    found = database.read(lambda c: rows.get_many(c, Message, [message.id for message in ids]))
    return [found[message.id] for message in ids]


def status(database: Database, key: str) -> Status:
    found = database.read(lambda c: rows.get(c, Conversation, key))
    assert found is not None
    return found.status


def earbud(database: Database) -> Staged:
    return Staged(card=database.read(lambda c: suggestions.card(c, EARBUD, NOW)))


def test_a_reply_is_queued_with_its_operation(office: Database) -> None:
    (sent,) = office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text=" 马上处理 "))).result(5)
    (kept,) = messages(office, (sent,))
    assert (kept.text, kept.state, kept.author, kept.author_id) == ("马上处理", Delivery.QUEUED, Author.AGENT, ME)
    assert kept.scope == "g:group-after"
    assert operations(office) == [("message", "create")]


def test_text_cards_and_files_leave_in_this_order_each_with_article_and_version(office: Database) -> None:
    photo = FileRef(sha256="cd" * 32, name="左耳.png", size=2_000, mime="image/png", width=40, height=30)
    paper = FileRef(sha256="ef" * 32, name="说明.pdf", size=3_000, mime="application/pdf")
    out = Outgoing(conversation_id=CHEN, text="请看", staged=(earbud(office), Staged(file=photo), Staged(file=paper)))
    sent = messages(office, office.write(lambda tx: commands.send(tx, out)).result(5))
    assert [m.kind for m in sent] == [MessageKind.TEXT, MessageKind.CARD, MessageKind.IMAGE, MessageKind.FILE]
    assert (sent[1].article_id, sent[1].article_version) == (EARBUD, 7)
    times = [m.composed_at for m in sent]
    assert all(before < after for before, after in itertools.pairwise(times))


def test_sending_clears_the_draft_and_what_fails_keeps_it(office: Database) -> None:
    draft = Draft(conversation_id=WANG, text="没有影响")
    office.write(lambda tx: commands.save_draft(tx, draft)).result(5)
    too_long = Outgoing(conversation_id=WANG, text="长" * 10_001)
    with pytest.raises(AppError, match="message_too_long"):
        office.write(lambda tx: commands.send(tx, too_long)).result(5)
    assert office.read(lambda c: drafts.draft(c, WANG, "reply")) is not None
    office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=WANG, text="没有影响"))).result(5)
    assert office.read(lambda c: drafts.draft(c, WANG, "reply")) is None


@pytest.mark.parametrize(
    ("key", "code"),
    [(TEAM, "conversation_not_yours"), (LIN_MENG, "conversation_state"), (CLOSED, "conversation_state")],
)
def test_a_reply_needs_a_conversation_that_one_serves_a_note_does_not(office: Database, key: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=key, text="您好"))).result(5)
    assert operations(office) == []
    office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=key, mode="note", text="已联系"))).result(5)
    assert operations(office) == [("message", "create")]


def test_an_empty_reply_is_none(office: Database) -> None:
    with pytest.raises(AppError, match="empty_message"):
        office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text=" \n"))).result(5)


def test_an_expired_card_needs_a_second_look(office: Database) -> None:
    card = office.read(lambda c: suggestions.card(c, EXPIRED, NOW))
    assert card is not None
    out = Outgoing(conversation_id=CHEN, staged=(Staged(card=card),))
    with pytest.raises(AppError, match="article_expired"):
        office.write(lambda tx: commands.send(tx, out)).result(5)
    anyway = msgspec.structs.replace(out, expired_ok=True)
    assert len(office.write(lambda tx: commands.send(tx, anyway)).result(5)) == 1


def test_held_messages_leave_once_when_due(office: Database) -> None:
    out = Outgoing(conversation_id=CHEN, staged=(earbud(office),), then=Then("wait_customer"))
    office.write(lambda tx: commands.hold(tx, out, 0)).result(5)
    assert operations(office) == []
    assert office.write(commands.release_due).result(5) == 1
    assert operations(office) == [("message", "create"), ("conversation", "intent")]
    assert status(office, CHEN) is Status.WAITING_CUSTOMER
    assert office.write(commands.release_due).result(5) == 0
    assert len(operations(office)) == 2


def test_a_reply_lets_what_is_held_before_it_leave_first(office: Database) -> None:
    card = Outgoing(conversation_id=CHEN, staged=(earbud(office),))
    office.write(lambda tx: commands.hold(tx, card, 60_000)).result(5)
    ending = Outgoing(conversation_id=CHEN, text="再见", then=Then("close"))
    office.write(lambda tx: commands.hold(tx, ending, 60_000)).result(5)
    office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text="内部", mode="note"))).result(5)
    assert operations(office) == [("message", "create")]  # a note is not the customer's: nothing leaves for it
    office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text="请看上面的卡片"))).result(5)
    keys = office.read(lambda c: c.execute(select(OUTBOX.c.row).order_by(OUTBOX.c.lsn)).scalars().all())
    said = office.read(lambda c: rows.get_many(c, Message, keys))
    assert [said[key].text or said[key].kind for key in keys] == ["内部", MessageKind.CARD, "请看上面的卡片"]
    assert [held.then.action for held in office.read(lambda c: drafts.held_in(c, CHEN))] == ["close"]


def test_a_reply_that_is_refused_leaves_what_is_held_where_it_is(office: Database) -> None:
    held = office.write(lambda tx: commands.hold(tx, Outgoing(conversation_id=CHEN, text="先"), 60_000)).result(5)
    chen = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert chen is not None
    fixture.arrive(office, msgspec.structs.replace(chen, status=Status.CLOSED, rev=chen.rev + 1))
    with pytest.raises(AppError):
        office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text="后"))).result(5)
    assert [each.id for each in office.read(lambda c: drafts.held_in(c, CHEN))] == [held.id]
    assert operations(office) == []


def test_held_messages_survive_a_restart(tmp_path: Path) -> None:
    with fixture.office(tmp_path) as database:
        out = Outgoing(conversation_id=CHEN, text="请稍等", staged=(earbud(database),))
        database.write(lambda tx: commands.hold(tx, out, 50)).result(5)
    again = Database(tmp_path / "office.db", Actor(ME, "agent"), clock=lambda: NOW + 3_600_000)
    again.open()
    try:
        assert again.write(commands.release_due).result(5) == 1
        assert operations(again) == [("message", "create"), ("message", "create")]
    finally:
        again.close()


def test_undo_puts_text_and_cards_back_and_keeps_what_was_begun_meanwhile(office: Database) -> None:
    out = Outgoing(conversation_id=CHEN, text="第一句", staged=(earbud(office),))
    held = office.write(lambda tx: commands.hold(tx, out, 60_000)).result(5)
    office.write(lambda tx: commands.save_draft(tx, Draft(conversation_id=CHEN, text="第二句"))).result(5)
    restored = office.write(lambda tx: commands.undo_send(tx, held.id)).result(5)
    assert restored.text == "第一句\n第二句"
    assert [item.name for item in restored.staged] == ["耳机单侧无声：三步排查与换货流程"]
    assert office.read(lambda c: drafts.draft(c, CHEN, "reply")) == restored
    assert office.write(commands.release_due).result(5) == 0
    with pytest.raises(AppError, match="already_sent"):
        office.write(lambda tx: commands.undo_send(tx, held.id)).result(5)


def test_what_can_no_longer_leave_is_the_draft_again(office: Database) -> None:
    held = office.write(lambda tx: commands.hold(tx, Outgoing(conversation_id=CHEN, text="晚了"), 0)).result(5)
    closed = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert closed is not None
    fixture.arrive(office, msgspec.structs.replace(closed, status=Status.CLOSED, rev=2))
    office.write(commands.release_due).result(5)
    kept = office.read(lambda c: drafts.draft(c, CHEN, "reply"))
    assert kept is not None
    assert kept.text == held.draft.text
    assert operations(office) == []


def test_what_can_no_longer_leave_joins_what_was_begun_meanwhile(office: Database) -> None:
    office.write(lambda tx: commands.hold(tx, Outgoing(conversation_id=CHEN, text="先说的"), 0)).result(5)
    office.write(lambda tx: commands.save_draft(tx, Draft(conversation_id=CHEN, text="后写的"))).result(5)
    chen = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert chen is not None
    fixture.arrive(office, msgspec.structs.replace(chen, status=Status.CLOSED, rev=chen.rev + 1))
    office.write(commands.release_due).result(5)
    draft = office.read(lambda c: drafts.draft(c, CHEN, "reply"))
    assert draft is not None
    assert draft.text == "先说的\n后写的"


def test_a_conversation_that_is_gone_does_not_hold_up_what_leaves_in_others(office: Database) -> None:
    for key in (CHEN, WANG):
        office.write(lambda tx, key=key: commands.hold(tx, Outgoing(conversation_id=key, text="在的"), 0)).result(5)  # type: ignore[misc]
    office.replicate(lambda replica: rows.delete(replica.connection, "conversation", [CHEN])).result(5)
    assert [office.write(commands.release_due).result(5) for _ in range(3)] == [1, 1, 0]
    assert office.read(lambda c: drafts.draft(c, CHEN, "reply")) is not None
    assert ("message", "create") in operations(office)


def test_what_leaves_at_one_time_to_two_customers_is_not_refused_together(office: Database) -> None:
    for key in (CHEN, WANG):
        office.write(lambda tx, key=key: commands.hold(tx, Outgoing(conversation_id=key, text="在的"), 0)).result(5)  # type: ignore[misc]
    while office.write(commands.release_due).result(5):
        pass
    said = [op for op in office.read(lambda c: outbox.next_push(c, 100)) if op.ent == "message"]
    assert len({op.txn for op in said}) == len(said) == 2


def test_what_follows_and_is_refused_leaves_the_words_in_the_draft_only(office: Database) -> None:
    out = Outgoing(conversation_id=CHEN, text="晚了", then=Then(action="reopen"))
    held = office.write(lambda tx: commands.hold(tx, out, 0)).result(5)
    office.write(commands.release_due).result(5)
    kept = office.read(lambda c: drafts.draft(c, CHEN, "reply"))
    assert kept is not None
    assert kept.text == "晚了"
    assert operations(office) == []
    assert office.read(lambda c: rows.get(c, Message, held.messages[0].id)) is None


def test_closing_sends_what_is_held_first_and_keeps_the_wrap_up(office: Database) -> None:
    office.write(lambda tx: commands.hold(tx, Outgoing(conversation_id=CHEN, text="再见"), 60_000)).result(5)
    office.write(
        lambda tx: commands.close(tx, CHEN, category_id="cat-ear", solved=Solved.PARTLY, note=" 已换新 ")
    ).result(5)
    assert operations(office) == [("message", "create"), ("conversation", "intent")]
    closed = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert closed is not None
    assert (closed.status, closed.solved, closed.wrap_note, closed.category_id) == (
        Status.CLOSED, Solved.PARTLY, "已换新", "cat-ear",
    )  # fmt: skip


def test_take_wait_resume_put_back_and_reopen(office: Database) -> None:
    taken = office.write(lambda tx: commands.take(tx, LIN_MENG)).result(5)
    assert (taken.status, taken.assignee_id) == (Status.ACTIVE, ME)
    assert office.write(lambda tx: commands.wait_customer(tx, LIN_MENG)).result(5).status is Status.WAITING_CUSTOMER
    assert office.write(lambda tx: commands.resume(tx, LIN_MENG)).result(5).status is Status.ACTIVE
    back = office.write(lambda tx: commands.put_back(tx, LIN_MENG)).result(5)
    assert (back.status, back.assignee_id) == (Status.QUEUED, "")
    again = office.write(lambda tx: commands.reopen(tx, CLOSED)).result(5)
    assert (again.status, again.assignee_id) == (Status.ACTIVE, ME)


def test_a_conversation_of_a_colleague_cannot_be_taken(office: Database) -> None:
    with pytest.raises(Refused, match="conversation_taken"):
        office.write(lambda tx: commands.take(tx, TEAM)).result(5)


def test_a_read_mark_only_moves_forward(office: Database) -> None:
    office.write(lambda tx: commands.mark_read(tx, CHEN, 7)).result(5)
    office.write(lambda tx: commands.mark_read(tx, CHEN, 6)).result(5)
    mark = office.read(lambda c: rows.get(c, ReadMark, link_id("read", ME, CHEN)))
    assert mark is not None
    assert mark.seq == 7
    assert operations(office) == [("read_mark", "patch")]


def test_a_customer_is_edited_field_by_field(office: Database) -> None:
    office.write(lambda tx: customers.edit(tx, "cust-chen", city=" 宁波 ", tags=("甲", "甲", " "))).result(5)
    chen = office.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    assert (chen.city, chen.tags) == ("宁波", ("甲",))
    with pytest.raises(AppError, match="customer_no_name"):
        office.write(lambda tx: customers.edit(tx, "cust-chen", name=" ")).result(5)
    with pytest.raises(AppError, match="field_not_editable"):
        office.write(lambda tx: customers.edit(tx, "cust-chen", created_at=1)).result(5)


def test_only_ones_own_recent_message_can_be_withdrawn(office: Database) -> None:
    (sent,) = office.write(lambda tx: commands.send(tx, Outgoing(conversation_id=CHEN, text="错了"))).result(5)
    gone = office.write(lambda tx: commands.withdraw(tx, sent.id)).result(5)
    assert (gone.state, gone.text) == (Delivery.WITHDRAWN, "")
    with pytest.raises(Refused, match="message_not_yours"):
        office.write(lambda tx: commands.withdraw(tx, f"{CHEN}-7")).result(5)
