"""State out: first passes, changes after them, scopes that come and go, rows that move."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from app.domain.conversations import Author, Conversation, Message
from app.domain.customers import Customer
from app.domain.journal import Event
from app.domain.people import Agent, Role
from app.domain.protocol import Pull
from app.domain.tickets import Ticket
from sync_server.service import pages
from sync_server.service.permissions import LONGEST_AWAY_MS
from sync_server.storage import credentials, devices, feed
from sync_server.storage.database import DatabaseBusy
from sync_server.storage.records import Reader
from sync_server.storage.tables import DEVICE, SYNC_FEED, SYNC_HEAD, SYNC_META
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import epoch_of
from tests.server.device import Device, Office


def synchronised(device: Device) -> None:
    """The device holds exactly the server's rows of its scopes."""
    device.pull()
    assert device.rows == device.expected()


def test_a_first_pass_brings_reference_data_first_and_newest_first(office: Office) -> None:
    anna = office.agent("anna")
    office.queued("v1")
    assert office.agent("bert").page().now == office.clock.now
    for index in range(7):
        office.put(Message(id=f"m{index}", scope="g:presale", conversation_id="v1", author=Author.CUSTOMER, seq=index))
    order: list[tuple[str, int]] = []
    remaining: list[int] = []
    while True:
        page = anna.page(limit=3)
        order += [(row.ent, row.seq) for row in page.rows]
        remaining.append(sum(page.remaining.values()))
        if not page.more:
            break
    kinds = list(dict.fromkeys(ent for ent, _ in order))
    assert kinds == ["branch", "group", "agent", "presence", "conversation", "message"]
    messages = [seq for ent, seq in order if ent == "message"]
    assert messages == sorted(messages, reverse=True)
    assert remaining == sorted(remaining, reverse=True)
    assert (remaining[0], remaining[-1]) == (len(order) - 3, 0)
    assert anna.rows == anna.expected()


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_changes_during_a_first_pass_are_not_lost(any_office: Office, limit: int) -> None:
    anna, bob = any_office.agent("anna"), any_office.agent("bob")
    for index in range(8):
        any_office.put(Customer(id=f"c{index}", scope="people", name="old"))
    any_office.queued("v1")
    step = 0
    while True:
        page = anna.page(limit)
        step += 1
        if step < 14:
            if step % 3 == 0:
                bob.do("customer", f"c{step % 8}", "patch", {"name": f"new {step}"}, base_rev=99)
            else:
                any_office.put(Customer(id=f"late{step}", scope="people", name="late"))
        if not page.more:
            break
    synchronised(anna)


def test_a_pass_goes_on_where_it_was_after_a_restart(office: Office) -> None:
    anna = office.agent("anna")
    for index in range(20):
        office.put(Customer(id=f"c{index:02}", scope="people", name="x"))
    first = anna.page(limit=4)
    seen = {(row.ent, row.id) for row in first.rows}
    while True:
        page = anna.page(limit=4)
        assert not seen & {(row.ent, row.id) for row in page.rows}, "nothing comes twice"
        seen |= {(row.ent, row.id) for row in page.rows}
        if not page.more:
            break
    assert len(anna.held(Customer)) == 20


def test_a_page_never_splits_a_change(office: Office) -> None:
    anna = office.agent("anna")
    anna.pull()
    for batch in range(3):
        office.db.write(
            lambda tx, batch=batch: [  # type: ignore[misc]
                tx.put(Customer(id=f"c{batch}{index}", scope="people", name="x")) for index in range(4)
            ]
        )
    sizes = []
    while True:
        page = anna.page(limit=5)
        sizes.append(len(page.rows))
        seqs = [row.seq for row in page.rows]
        assert all(seqs.count(seq) == 4 for seq in seqs)
        if not page.more:
            break
    assert sizes == [4, 4, 4]
    assert anna.page(limit=1).rows == ()


def test_a_change_larger_than_a_page_comes_whole(office: Office) -> None:
    anna = office.agent("anna")
    anna.pull()
    office.db.write(lambda tx: [tx.put(Customer(id=f"c{index}", scope="people", name="x")) for index in range(9)])
    assert len(anna.page(limit=2).rows) == 9


def test_a_page_is_about_a_megabyte_at_most(office: Office) -> None:
    anna = office.agent("anna")
    for index in range(30):
        office.put(Customer(id=f"c{index}", scope="people", name="x", note="n" * 100_000))
    page = anna.page()
    assert 0 < len(page.rows) < 30
    assert page.more
    synchronised(anna)
    office.db.write(
        lambda tx: [
            tx.put(Customer(id=f"d{index}", scope="people", name="x", note="n" * 400_000)) for index in range(4)
        ]
    )
    assert len(anna.page().rows) == 4, "one change stays whole even then"


def test_a_conversation_that_moves_takes_its_messages_along(any_office: Office) -> None:
    anna, ben, boss = (
        any_office.agent("anna", "presale"),
        any_office.agent("ben", "after"),
        any_office.agent("boss", role=Role.SUPERVISOR),
    )
    any_office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take", "args": {}}, base_rev=1)
    anna.say("v1", "m1")
    for device in (anna, ben, boss):
        synchronised(device)
    assert set(anna.held(Conversation)) == {"v1"}
    assert not ben.held(Message)
    moved = anna.do("conversation", "v1", "intent", {"action": "enqueue", "args": {"group_id": "after"}})
    assert moved.status == "ok"
    page = anna.page()
    outs = {(row.ent, row.id) for row in page.rows if row.kind == "out"}
    assert {("conversation", "v1"), ("message", "m1")} <= outs
    assert len({row.seq for row in page.rows}) == 1, "the move is one change"
    for device in (anna, ben, boss):
        synchronised(device)
    assert not anna.held(Conversation)
    assert not anna.held(Message)
    assert "m1" in ben.held(Message)
    assert {event.scope for event in any_office.find(Event, subject_id="v1")} == {"g:after"}
    # and back again, which overwrites the "out"
    ben.do("conversation", "v1", "intent", {"action": "enqueue", "args": {"group_id": "presale"}})
    for device in (anna, ben, boss):
        synchronised(device)
    assert "m1" in anna.held(Message)


def test_a_scope_gained_starts_a_pass_and_a_scope_lost_disappears(any_office: Office) -> None:
    anna = any_office.agent("anna", "presale")
    any_office.queued("v1", "presale")
    any_office.queued("v2", "after")
    synchronised(anna)
    assert set(anna.held(Conversation)) == {"v1"}
    agent = any_office.get(Agent, "anna")
    any_office.put(msgspec.structs.replace(agent, group_ids=("presale", "after")))
    synchronised(anna)
    assert set(anna.held(Conversation)) == {"v1", "v2"}
    agent = any_office.get(Agent, "anna")
    any_office.put(msgspec.structs.replace(agent, group_ids=("after",)))
    synchronised(anna)
    assert set(anna.held(Conversation)) == {"v2"}
    assert "g:presale" not in anna.cursors


def test_what_was_said_offline_in_a_talk_that_went_away_meanwhile_is_kept_and_flagged(any_office: Office) -> None:
    office = any_office
    anna, boss = office.agent("anna", "presale"), office.agent("boss", role=Role.SUPERVISOR)
    office.queued("v1", "presale")
    office.put(Ticket(id="t1", scope="g:presale", group_id="presale", title="Broken"))
    synchronised(anna)
    boss.do("conversation", "v1", "intent", {"action": "enqueue", "args": {"group_id": "after"}})
    boss.do("ticket", "t1", "intent", {"action": "assign", "args": {"group_id": "after"}})
    note = {"ticket_id": "t1", "author_id": "anna", "text": "seen"}
    assert anna.say("v1", "m1", "written in the tunnel").status == "ok"
    assert anna.do("ticket_note", "n1", "create", note).status == "ok"
    assert anna.do("conversation", "v1", "patch", {"subject": "x"}, base_rev=1).code == "scope"
    assert office.get(Message, "m1").scope == "g:after"
    late = office.find(Event, action="said_after_it_left")
    assert {(row.subject, row.subject_id, row.actor_id) for row in late} == {
        ("message", "m1", "anna"),
        ("ticket_note", "n1", "anna"),
    }
    synchronised(anna)
    assert not anna.held(Message)
    assert anna.say("v1", "m2", "I know that it is gone").code == "scope"
    assert anna.do("ticket_note", "n2", "create", note).code == "scope"


def test_what_an_agent_said_in_his_own_talk_before_he_heard_that_he_left_is_kept(office: Office) -> None:
    anna = office.agent("anna", "presale")
    for row in ("mine", "theirs"):
        office.queued(row, "presale")
    anna.do("conversation", "mine", "intent", {"action": "take"})
    anna.do("ticket", "t1", "create", {"title": "Broken"})
    synchronised(anna)
    office.put(msgspec.structs.replace(office.get(Agent, "anna"), group_ids=("after",)))
    note = {"ticket_id": "t1", "author_id": "anna", "text": "seen"}
    assert anna.say("mine", "m1", "written in the tunnel").status == "ok"
    assert anna.do("ticket_note", "n1", "create", note).status == "ok"
    assert anna.say("theirs", "m2").code == "scope", "he had nothing to do with it"
    assert anna.do("ticket", "t1", "patch", {"title": "x"}, base_rev=9).code == "scope"
    assert len(office.find(Event, action="said_after_it_left")) == 2
    synchronised(anna)
    assert not anna.held(Message)
    assert anna.say("mine", "m3").code == "scope", "now he has heard"


def known_device(office: Office, agent_id: str) -> Device:
    """Return a device that has signed in."""
    device = office.agent(agent_id, "presale")
    values = {"id": f"device-{agent_id}", "account_id": agent_id, "name": "desk", "created_at": 0, "seen_at": 0}
    office.db.write(lambda tx: tx.connection.execute(insert(DEVICE).values(**values)))
    return device


def after_leaving(office: Office, left: str) -> Device:
    """Anna had taken the talk v1 and was synchronised; then the ``left`` went: the talk, or she from the group."""
    anna = known_device(office, "anna")
    office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take"})
    synchronised(anna)
    if left == "talk":
        office.put(msgspec.structs.replace(office.get(Conversation, "v1"), group_id="after", scope="g:after"))
    else:
        office.put(msgspec.structs.replace(office.get(Agent, "anna"), group_ids=("after",)))
    return anna


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("left", ["talk", "agent"])
def test_nobody_can_say_that_he_has_not_heard(office: Office, left: str, anew: bool) -> None:
    anna = after_leaving(office, left)
    assert anna.say("v1", "m1", "written in the tunnel").status == "ok"
    if anew:  # a page without a word of what left
        anna.cursors.clear()
    anna.pull()
    anna.page()  # says that the ones before have arrived
    anna.seen_seq = 0
    assert anna.say("v1", "m2", "made up").code == "scope"
    before = told(office)
    anna.page()
    assert told(office) == before, "nothing is written for nothing"


def told(office: Office) -> int:
    return office.db.read(lambda reader: credentials.told(reader, "device-anna"))


@pytest.mark.parametrize("left", ["talk", "agent"])
def test_a_page_that_never_arrives_tells_nothing(office: Office, left: str) -> None:
    anna = after_leaving(office, left)
    request = Pull(client_id=anna.client_id, epoch=anna.epoch, cursors=anna.cursors, view=anna.view)
    for _ in range(2):  # lost on its way, and asked for again
        assert pages.answer(office.db, anna.caller, request).head > anna.seen_seq
    assert anna.say("v1", "m1", "written in the tunnel").status == "ok"


def test_what_has_nothing_to_do_with_scopes_reopens_no_talk(office: Office) -> None:
    anna = known_device(office, "anna")
    office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take"})
    office.put(msgspec.structs.replace(office.get(Agent, "anna"), group_ids=("after",)))
    synchronised(anna)
    anna.page()
    office.put(msgspec.structs.replace(office.get(Agent, "anna"), capacity=9))
    anna.seen_seq = 0
    assert anna.say("v1", "m1", "to a customer of a group that she left").code == "scope"


def test_a_pull_is_answered_where_nothing_can_be_noted(
    office: Office, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    log_watch.expect("sync_server.service.pages", "could not be noted")
    anna = known_device(office, "anna")
    synchronised(anna)
    office.put(msgspec.structs.replace(office.get(Agent, "anna"), group_ids=("after",)))
    anna.pull()

    def full(work: object) -> None:
        raise DatabaseBusy("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(office.db, "write", full)
        assert anna.page().scopes
    assert told(office) == 0
    anna.page()
    assert told(office) > 0


@pytest.mark.parametrize("left", ["talk", "agent"])
def test_nobody_is_away_for_ever(office: Office, left: str) -> None:
    anna = known_device(office, "anna")
    office.queued("v1")
    anna.do("conversation", "v1", "intent", {"action": "take"})
    if left == "talk":
        office.put(msgspec.structs.replace(office.get(Conversation, "v1"), group_id="after", scope="g:after"))
    else:
        office.put(msgspec.structs.replace(office.get(Agent, "anna"), group_ids=("after",)))
    office.clock.advance(LONGEST_AWAY_MS - 1000)
    office.queued("v2")
    assert anna.say("v1", "m1").status == "ok"
    office.clock.advance(2000)
    assert anna.say("v1", "m2").code == "scope"


def test_a_new_device_knows_all_that_was(office: Office) -> None:
    office.queued("v1")
    device_id = office.db.write(lambda tx: devices.register(tx, "anna", "desk"))
    assert office.db.read(lambda reader: credentials.told(reader, device_id)) >= 1
    office.queued("v2")
    before = office.db.read(lambda reader: credentials.told(reader, device_id))
    office.db.write(lambda tx: credentials.tell(tx, device_id, before - 1))
    assert office.db.read(lambda reader: credentials.told(reader, device_id)) == before


def test_what_left_the_scope_is_neither_changed_nor_written_into(office: Office) -> None:
    anna = office.agent("anna", "presale")
    office.queued("v2", "after")
    assert anna.do("conversation", "v2", "patch", {"subject": "x"}, base_rev=1).code == "scope"
    said = anna.say("v2", "m1", "written before I left")
    assert (said.status, said.code, said.values) == ("rejected", "scope", {"entity": "conversation"})
    assert office.find(Message) == []
    note = {"ticket_id": "t1", "author_id": "anna", "text": "seen"}
    office.put(Ticket(id="t1", scope="g:after", group_id="after", title="Broken"))
    assert anna.do("ticket_note", "n1", "create", note).code == "scope"
    boss = office.agent("boss", role=Role.SUPERVISOR)
    assert boss.say("v2", "m2", "I steer all groups").status == "ok"


def test_a_cursor_behind_the_horizon_starts_anew(office: Office) -> None:
    anna = office.agent("anna")
    office.put(Customer(id="c1", scope="people", name="x"))
    anna.pull()
    anna.rows["customer", "ghost"] = Customer(id="ghost", scope="people", name="its tombstone is gone", rev=1)
    for index in range(3):
        office.put(Customer(id=f"d{index}", scope="people", name="x"))
    horizon = anna.cursors["people"] + 1
    office.db.write(
        lambda tx: tx.connection.execute(update(SYNC_META).where(SYNC_META.c.k == "horizon").values(v=str(horizon)))
    )
    page = anna.page()
    assert "people" in page.resync
    synchronised(anna)
    assert "ghost" not in anna.held(Customer)


def test_a_cursor_of_the_future_starts_anew(office: Office, log_watch: LogWatch) -> None:
    log_watch.expect("sync_server.service.pages", "zhiying-server new-history")
    """A server that was restored without saying so has a shorter history than its clients."""
    anna = office.agent("anna")
    anna.pull()
    anna.cursors["people"] += 1000
    assert "people" in anna.page().resync


def test_another_epoch_is_a_problem_not_a_page(office: Office) -> None:
    anna = office.agent("anna")
    anna.epoch = "another"
    page = anna.page()
    assert (page.problem, page.rows, page.epoch) == ("epoch", (), epoch_of(office.db))


WRITES = st.lists(
    st.tuples(st.sampled_from(["customer", "conversation", "move", "message", "page"]), st.integers(0, 4)), max_size=14
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=WRITES, limit=st.integers(1, 6))
def test_numbers_are_gapless_and_every_device_converges(
    office: Office, steps: list[tuple[str, int]], limit: int
) -> None:
    """Whatever is written between pages: no number is skipped, and a device ends with the server's rows."""
    if not office.find(Agent, id="anna"):
        office.agent("anna", "presale")
    anna, ben = Device(office, "anna"), Device(office, "anna")
    for kind, index in steps:
        row_id = f"{kind}{index}"
        row = office.db.read(lambda reader, kind=kind, index=index: reader.get(Conversation, f"v{index}"))  # type: ignore[misc]
        if kind == "customer":
            found = office.find(Customer, id=row_id)
            name = f"{found[0].name}+" if found else "x"
            office.put(
                msgspec.structs.replace(found[0], name=name)
                if found
                else Customer(id=row_id, scope="people", name=name)
            )
        elif kind == "conversation" and row is None:
            office.queued(f"v{index}")
        elif kind == "move" and row is not None:
            group = "after" if row.group_id == "presale" else "presale"
            office.put(msgspec.structs.replace(row, group_id=group, scope=f"g:{group}"))
        elif kind == "message" and row is not None:
            ben.say(f"v{index}", f"m{ben.client_id}{ben.n}")
        else:
            anna.page(limit)
    for device in (anna, ben):
        device.pull(limit)
        assert device.rows == device.expected()
    seqs = office.db.read(
        lambda reader: {row[0] for row in reader.connection.execute(select(SYNC_FEED.c.seq).distinct())}
    )
    head = office.db.read(lambda reader: reader.connection.execute(select(SYNC_HEAD.c.seq)).scalar_one())
    assert max(seqs) == head


def test_a_pass_counts_what_is_to_come_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting a scope takes as long as it is large: with every page, a first pass would be quadratic."""
    anna = office.agent("anna")
    for index in range(20):
        office.put(Customer(id=f"c{index}", scope="people", name="x"))
    counted: list[str] = []
    plain = feed.totals

    def counting(reader: Reader, scope: str, *more: Any) -> dict[str, int]:
        counted.append(scope)
        return plain(reader, scope, *more)

    monkeypatch.setattr(feed, "totals", counting)
    assert anna.pull(limit=2) > 10
    assert sorted(counted) == sorted(anna.scopes)
