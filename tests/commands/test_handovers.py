"""To whom a conversation can be handed over, what is asked of the server then, and what becomes of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from app.commands import conversations, handovers
from app.commands.conversations import Outgoing
from app.domain.access import ALL, group_scope
from app.domain.change import Operation
from app.domain.conversations import Author, Conversation, MessageKind, Status
from app.domain.people import Agent, Branch, Group, Presence, PresenceState
from app.storage import handovers as reading
from app.storage import rows
from app.storage.database import Database
from app.storage.drafts import Staged
from app.storage.handovers import Offer
from app.storage.tables import OUTBOX
from tests.helpers import office as fixture
from tests.helpers.office import AFTER_SALES, CHEN, LIU, PRE_SALES

NORTH, WEST = "group-north", "group-west"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    """Beside headquarters with two groups there are two branches with servers of their own and one without."""
    with fixture.office(tmp_path) as database:
        fixture.arrive(database, *branches())
        yield database


def branches() -> list[Any]:
    found: list[Any] = []
    for key, name, own in (("north", "北京分部", True), ("west", "成都分部", True), ("near", "苏州分部", False)):
        found.append(Branch(id=f"branch-{key}", scope=ALL, rev=1, name=name, own_server=own))
        found.append(Group(id=f"group-{key}", scope=ALL, rev=1, name=f"{name}售后", branch_id=f"branch-{key}"))
    found.append(
        Agent(id="bei", scope=ALL, rev=1, login="bei", name="北", branch_id="branch-north", group_ids=(NORTH,))
    )
    found.append(Presence(id="bei", scope=ALL, rev=1, state=PresenceState.ONLINE))
    return found


def asked(database: Database) -> list[dict[str, Any]]:
    query = select(OUTBOX.c.op).where(OUTBOX.c.kind == "intent").order_by(OUTBOX.c.lsn)
    found = database.read(lambda c: [row[0] for row in c.execute(query)])
    return [msgspec.json.decode(op, type=Operation).body for op in found]


def talk(database: Database, key: str) -> Conversation:
    found = database.read(lambda c: rows.get(c, Conversation, key))
    assert found is not None
    return found


def test_who_can_take_it_is_told_by_branch_and_whether_another_server_is_asked(office: Database) -> None:
    found = office.read(lambda c: reading.receivers(c, AFTER_SALES))
    told = [(one.branch, one.name, one.across, one.online) for one in found]
    assert told == [
        ("总部 · 上海", "售前", False, 1),
        ("苏州分部", "苏州分部售后", False, 0),
        ("北京分部", "北京分部售后", True, 1),
        ("成都分部", "成都分部售后", True, 0),
    ]
    at_branch = office.read(lambda c: reading.receivers(c, NORTH))
    assert {one.group_id: one.across for one in at_branch} == {
        AFTER_SALES: True, PRE_SALES: True, "group-near": True
    }, "not from one branch's server to another's"  # fmt: skip


def test_within_the_server_it_goes_to_the_queue_at_once(office: Database) -> None:
    assert office.write(lambda tx: handovers.hand_over(tx, LIU, AFTER_SALES)).result(5) is None
    assert asked(office) == [{"action": "enqueue", "args": {"group_id": AFTER_SALES}}]
    assert (talk(office, LIU).status, talk(office, LIU).group_id) == (Status.QUEUED, AFTER_SALES)


def test_over_the_border_it_is_offered_and_stays_with_who_has_it(office: Database) -> None:
    before = talk(office, LIU)
    offer = office.write(lambda tx: handovers.hand_over(tx, LIU, NORTH)).result(5)
    assert offer == Offer(conversation_id=LIU, group="北京分部售后", of=PRE_SALES, after=before.last_seq)
    assert talk(office, LIU) == before
    office.write(lambda tx: handovers.withdraw(tx, LIU)).result(5)
    assert [body["action"] for body in asked(office)] == ["offer", "take"], "the server hears both"
    assert talk(office, LIU) == before


def test_where_no_customer_waits_at_a_page_it_moves_at_once(office: Database) -> None:
    assert office.write(lambda tx: handovers.hand_over(tx, CHEN, NORTH)).result(5) is None  # WeChat
    assert asked(office)[0]["action"] == "enqueue"
    assert talk(office, CHEN).group_id == NORTH


def test_what_could_still_be_undone_leaves_first(office: Database) -> None:
    card = Outgoing(conversation_id=LIU, text="稍等", staged=(Staged(),))
    office.write(lambda tx: conversations.hold(tx, card, 4_000)).result(5)
    office.write(lambda tx: handovers.hand_over(tx, LIU, AFTER_SALES)).result(5)
    kinds = office.read(lambda c: [row[0] for row in c.execute(select(OUTBOX.c.ent).order_by(OUTBOX.c.lsn))])
    assert kinds == ["message", "conversation"]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("handover_offered", ""),
        ("handover_declined", "declined"),
        ("handover_expired", "expired"),
        ("handover_withdrawn", "withdrawn"),
    ],
)
def test_its_outcome_is_the_newest_line_since(office: Database, line: str, outcome: str) -> None:
    def said(seq: int, text: str) -> Any:
        return fixture.said(LIU, seq, text, 0, author=Author.SYSTEM, kind=MessageKind.SYSTEM)

    offer = Offer(conversation_id=LIU, group="北京分部售后", of=PRE_SALES, after=40)
    fixture.arrive(office, said(40, "handover_declined"))
    assert office.read(lambda c: reading.outcomes(c, [offer])) == {LIU: ""}, "an earlier offer's"
    fixture.arrive(office, said(41, line), fixture.said(LIU, 42, "在吗", 0))
    assert office.read(lambda c: reading.outcomes(c, [offer])) == {LIU: outcome}


def test_a_conversation_that_left_was_accepted(office: Database) -> None:
    offer = Offer(conversation_id=LIU, group="北京分部售后", of=PRE_SALES, after=0)
    gone = msgspec.structs.replace(talk(office, LIU), group_id=NORTH, scope=group_scope(NORTH), rev=9)
    fixture.arrive(office, gone)
    assert office.read(lambda c: reading.outcomes(c, [offer])) == {LIU: "accepted"}
    elsewhere = msgspec.structs.replace(offer, conversation_id="not-here")
    assert office.read(lambda c: reading.outcomes(c, [elsewhere])) == {"not-here": "accepted"}
