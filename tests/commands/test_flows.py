"""What an agent does with a guided flow leaves a walk, messages, and what the steps do besides, or nothing at all."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from app.commands import flows as commands
from app.commands.conversations import save_draft
from app.domain.conversations import Conversation, Message, MessageKind
from app.domain.customers import Channel
from app.domain.errors import AppError, Refused
from app.domain.flow_chart import Outcome
from app.domain.flows import Flow, FlowStatus, FlowWalk
from app.domain.people import Role
from app.domain.tickets import Ticket
from app.storage import flows as queries
from app.storage import rows
from app.storage.database import Database
from app.storage.drafts import Draft, draft
from tests.helpers import office as fixture
from tests.helpers.flows import EARBUD_FLOW, STEPS, earbud_flow
from tests.helpers.office import CHEN, TEAM, arrive, undo_last


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path) as database:
        arrive(database, earbud_flow())
        yield database


@pytest.fixture
def editors(tmp_path: Path) -> Iterator[Database]:
    with fixture.office(tmp_path, role=Role.KNOWLEDGE_ADMIN) as database:
        arrive(database, earbud_flow())
        yield database


def begun(database: Database, conversation_id: str = CHEN) -> FlowWalk:
    return database.write(lambda tx: commands.begin(tx, conversation_id, EARBUD_FLOW)).result(5).walk


def choose(database: Database, walk: FlowWalk, *answers: str) -> FlowWalk:
    for answer in answers:
        go = partial(commands.choose, walk_id=walk.id, step_id=walk.at_step, answer_id=f"{walk.at_step}-{answer}")
        walk = database.write(go).result(5).walk
    return walk


def sent(database: Database) -> list[Message]:
    found = database.read(
        lambda c: rows.where(c, Message, "conversation_id = ? AND rev = 0 ORDER BY composed_at", (CHEN,))
    )
    return [message for message in found if message.author_id]


def test_a_walk_notes_each_choice_and_is_found_again_after_a_restart(tmp_path: Path) -> None:
    with fixture.office(tmp_path) as database:
        arrive(database, earbud_flow())
        walk = choose(database, begun(database), "clean", "blink")
    with fixture.office(tmp_path) as database:
        again = database.read(lambda c: queries.walk_in(c, CHEN))
        assert again is not None
        assert (again.id, again.at_step) == (walk.id, "blink")
        assert [(choice.asked, choice.said) for choice in again.choices] == [
            ("左耳灯亮吗", "不亮"),
            ("清洁触点后复位", ""),
        ]
        assert begun(database).id == walk.id  # to begin it again is to go on


def test_one_goes_back_and_corrects_what_was_said(office: Database) -> None:
    walk = choose(office, begun(office), "clean", "blink")
    walk = office.write(lambda tx: commands.back(tx, walk.id)).result(5)
    assert walk.at_step == "clean"
    walk = office.write(lambda tx: commands.back(tx, walk.id, "light")).result(5)
    assert walk.at_step == "light"
    assert office.write(lambda tx: commands.back(tx, walk.id)).result(5) == walk
    assert choose(office, walk, "volume").at_step == "volume"


def test_a_step_carries_its_actions_out_once_and_tells_the_ticket_what_was_found(office: Database) -> None:
    before = len(office.read(lambda c: rows.everything(c, Ticket)))
    walk = choose(office, begun(office), "clean", "blink", "batch")
    with pytest.raises(AppError, match="flow_answer_needed"):
        choose(office, walk, "exchange")
    office.write(lambda tx: commands.write_down(tx, walk.id, "batch-no", " AP2-7731 ")).result(5)
    choose(office, walk, "exchange")
    office.write(lambda tx: commands.back(tx, walk.id)).result(5)
    choose(office, walk, "exchange")
    made = office.read(
        lambda c: rows.where(c, Ticket, "conversation_id = ? AND title = ?", (CHEN, "免检换新：左耳无声"))
    )
    assert len(office.read(lambda c: rows.everything(c, Ticket))) == before + 1
    assert "左耳灯亮吗：不亮" in made[0].description
    assert "批次号：AP2-7731" in made[0].description


def test_the_customer_gets_the_step_as_a_card_on_the_page_and_as_text_elsewhere(office: Database) -> None:
    talk = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert talk is not None
    walk = choose(office, begun(office), "clean", "blink")
    arrive(office, msgspec.structs.replace(talk, channel=Channel.WEB))
    office.write(lambda tx: commands.send_step(tx, walk.id)).result(5)
    arrive(office, msgspec.structs.replace(talk, channel=Channel.WECHAT))
    office.write(lambda tx: commands.send_step(tx, walk.id)).result(5)
    card, text = sent(office)
    assert card.kind is MessageKind.CARD
    assert card.card is not None
    assert (card.card.walk_id, card.card.step_id) == (walk.id, "blink")
    assert [option.text for option in card.card.options] == ["红灯闪三下", "白灯闪两下", "不亮"]
    assert (text.kind, text.text) == (
        MessageKind.TEXT,
        "复位后，左耳的灯是怎么闪的？\n1. 红灯闪三下\n2. 白灯闪两下\n3. 不亮",
    )


def test_what_follows_for_certain_goes_out_as_one_card(office: Database) -> None:
    talk = office.read(lambda c: rows.get(c, Conversation, CHEN))
    assert talk is not None
    arrive(office, msgspec.structs.replace(talk, channel=Channel.WEB))
    walk = choose(office, begun(office), "clean")
    office.write(lambda tx: commands.send_way(tx, walk.id)).result(5)
    (message,) = sent(office)
    assert message.card is not None
    assert message.card.steps == (STEPS[2].text, STEPS[3].text)


def test_sending_a_step_leaves_what_stands_in_the_composer(office: Database) -> None:
    walk = begun(office)
    written = Draft(conversation_id=CHEN, text="稍等")
    office.write(lambda tx: save_draft(tx, written)).result(5)
    office.write(lambda tx: commands.send_step(tx, walk.id)).result(5)
    kept = office.read(lambda c: draft(c, CHEN, "reply"))
    assert kept is not None
    assert kept.text == "稍等"


def test_what_is_over_or_not_ones_own_is_refused(office: Database) -> None:
    walk = begun(office)
    with pytest.raises(Refused, match="conversation_not_yours"):
        begun(office, TEAM)
    over = office.write(lambda tx: commands.finish(tx, walk.id, Outcome.STOPPED)).result(5)
    assert (over.outcome, over.ended_at is not None) == (Outcome.STOPPED, True)
    with pytest.raises(AppError, match="flow_walk_over"):
        choose(office, walk, "clean")
    assert begun(office).id != walk.id


def test_only_what_was_published_can_be_begun_and_a_walk_tells_when_its_step_is_gone(office: Database) -> None:
    walk = choose(office, begun(office), "clean")
    flow = earbud_flow()
    assert flow.chart is not None
    gone = msgspec.structs.replace(flow.chart, steps=tuple(step for step in STEPS if step.id != "clean"))
    arrive(office, msgspec.structs.replace(flow, chart=gone, rev=5))
    with pytest.raises(AppError, match="flow_step_gone"):
        choose(office, walk, "blink")
    assert office.write(lambda tx: commands.back(tx, walk.id)).result(5).at_step == "light"
    arrive(office, msgspec.structs.replace(flow, status=FlowStatus.ARCHIVED, rev=6))
    office.write(lambda tx: commands.finish(tx, walk.id, Outcome.STOPPED)).result(5)
    with pytest.raises(Refused, match="flow_not_published"):
        begun(office)


def test_an_editor_writes_publishes_and_takes_back(editors: Database) -> None:
    flow = earbud_flow()
    edited = msgspec.structs.replace(flow, steps=(msgspec.structs.replace(STEPS[0], text="新的问法？"), *STEPS[1:]))
    saved = editors.write(lambda tx: commands.save(tx, edited)).result(5)
    assert saved.changed
    assert saved.chart == flow.chart
    assert undo_last(editors)
    back = editors.read(lambda c: rows.get(c, Flow, EARBUD_FLOW))
    assert back is not None
    assert back.steps == STEPS
    editors.write(lambda tx: commands.save(tx, edited)).result(5)
    published = editors.write(lambda tx: commands.publish(tx, EARBUD_FLOW)).result(5)
    assert (published.version, published.changed) == (4, False)


def test_an_agent_may_not_write_flows(office: Database) -> None:
    for command in (
        lambda tx: commands.save(tx, earbud_flow(title="Mine")),
        lambda tx: commands.publish(tx, EARBUD_FLOW),
        lambda tx: commands.archive(tx, EARBUD_FLOW),
        lambda tx: commands.remove(tx, EARBUD_FLOW),
    ):
        with pytest.raises(Refused, match="knowledge_permission"):
            office.write(command).result(5)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("换货", True),
        ("ejhh", True),  # initials
        ("erji", True),  # pinyin
        ("耳機", True),  # the other script
        ("單側無聲", True),
        ("红灯闪三下", False),  # an answer is no name
        ("金属点", True),  # the text of a step
        ("净水器", False),
        ("", True),
    ],
)
def test_a_flow_is_found_as_knowledge_is(office: Database, query: str, found: bool) -> None:
    assert [row.id for row in office.read(lambda c: queries.find(c, query))] == [EARBUD_FLOW] * found


@pytest.mark.parametrize(
    ("message", "suits"),
    [("你好，我左边耳机没有声音", True), ("请问什么时候发货", False), ("你好", False), ("", False)],
)
def test_a_flow_is_offered_for_what_the_customer_wrote(office: Database, message: str, suits: bool) -> None:
    assert bool(office.read(lambda c: queries.suiting(c, message))) is suits


def test_where_walks_end_is_counted_by_step(office: Database) -> None:
    first = choose(office, begun(office), "clean", "blink")
    office.write(lambda tx: commands.finish(tx, first.id, Outcome.HANDOVER)).result(5)
    second = choose(office, begun(office), "volume")
    office.write(lambda tx: commands.finish(tx, second.id, Outcome.SOLVED)).result(5)
    figures = office.read(lambda c: queries.figures(c, EARBUD_FLOW))
    assert (figures.walks, figures.solved, figures.handed, figures.stopped) == (2, 1, 1, 0)
    steps = figures.steps
    assert (steps["light"].shown, steps["light"].left) == (2, 0)
    assert (steps["blink"].shown, steps["blink"].left, steps["blink"].handed) == (1, 1, 1)
    assert steps["volume"].left == 0
