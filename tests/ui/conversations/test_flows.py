"""A guided flow beside the conversation, by keys: begun, walked, corrected, sent, ended, and there again afterwards."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.domain.conversations import Conversation
from app.domain.customers import Channel
from app.domain.flow_chart import Choice, Outcome
from app.domain.flows import FlowWalk
from app.storage import flows as queries
from app.storage import rows
from app.ui.conversations.flow_choice import FlowChoice
from app.ui.conversations.flow_pane import FlowPane
from app.ui.conversations.view import ConversationsView
from tests.helpers import office as fixture
from tests.helpers.flows import EARBUD_FLOW, earbud_flow
from tests.helpers.office import CHEN, LIU
from tests.ui.conversations.bench import Bench, Open, said

Key = Qt.Key


@pytest.fixture
def view(bench: Bench, workspace: Open) -> ConversationsView:
    fixture.arrive(bench.database, earbud_flow())
    made = workspace()
    made.context  # noqa: B018  # what comes after the first window is there
    bench.settle()
    return made


def begun(bench: Bench, view: ConversationsView) -> FlowPane:
    view.start_flow()
    choice = view.findChild(FlowChoice)
    assert isinstance(choice, FlowChoice)
    bench.qtbot.waitUntil(lambda: choice.list.count() == 1, timeout=10_000)
    QTest.keyClick(choice.search, Key.Key_Return)
    bench.settle()
    return pane(view)


def pane(view: ConversationsView) -> FlowPane:
    assert view._flow is not None
    assert view._flow.pane is not None
    return view._flow.pane


def press(bench: Bench, shown: FlowPane, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(shown, key)
        bench.settle()


def walk_of(bench: Bench) -> FlowWalk | None:
    return bench.database.read(lambda c: queries.walk_in(c, CHEN))


def at(bench: Bench) -> str:
    found = walk_of(bench)
    return found.at_step if found is not None else ""


def test_five_steps_take_at_most_eight_keys_from_the_conversation_to_the_end(
    bench: Bench, view: ConversationsView
) -> None:
    """Ctrl+Shift+G and Enter begin it (two keys); each of the rest is counted."""
    shown = begun(bench, view)
    keys = [Key.Key_2, Key.Key_1, Key.Key_3, Key.Key_2, Key.Key_1]
    press(bench, shown, *keys[:-1])
    assert at(bench) == "repair"
    press(bench, shown, keys[-1])
    assert 2 + len(keys) <= 8
    (walk,) = bench.database.read(lambda c: queries.walks_in(c, CHEN))
    assert [choice.to for choice in walk.choices] == ["clean", "blink", "charge", "repair"]
    assert walk.outcome is Outcome.HANDOVER
    assert shown.isHidden()
    assert view.side.isVisible()


def test_backspace_goes_back_and_a_number_that_there_is_not_does_nothing(bench: Bench, view: ConversationsView) -> None:
    shown = begun(bench, view)
    press(bench, shown, Key.Key_2, Key.Key_9)
    assert at(bench) == "clean"
    press(bench, shown, Key.Key_Backspace, Key.Key_Left)
    assert at(bench) == "light"


def test_enter_sends_the_step_and_leaves_what_is_being_written(bench: Bench, view: ConversationsView) -> None:
    talk = bench.database.read(lambda c: rows.get(c, Conversation, CHEN))
    assert talk is not None
    fixture.arrive(bench.database, msgspec.structs.replace(talk, channel=Channel.WEB))
    view.talk.composer.field.setPlainText("稍等")
    press(bench, begun(bench, view), Key.Key_Return)
    (message,) = said(bench, CHEN)
    assert message.card is not None
    assert [option.text for option in message.card.options] == ["亮", "不亮"]
    assert view.talk.composer.field.toPlainText() == "稍等"


def test_it_works_without_a_line_and_is_there_again_when_one_comes_back(bench: Bench, view: ConversationsView) -> None:
    bench.go_online(False)
    press(bench, begun(bench, view), Key.Key_2)
    view.open_item(LIU)
    bench.settle()
    assert view._flow is not None
    assert view._flow.pane is None
    assert view.side.isVisible()
    view.open_item(CHEN)
    bench.settle()
    assert pane(view).walker.walk == walk_of(bench)
    assert at(bench) == "clean"


def test_what_the_customer_chose_is_shown_and_told(bench: Bench, view: ConversationsView) -> None:
    shown = begun(bench, view)
    walk = walk_of(bench)
    assert walk is not None
    chose = Choice("c1", walk.started_at + 5, "light", "light-clean", "clean", "左耳灯亮吗", "不亮")
    fixture.arrive(bench.database, msgspec.structs.replace(walk, choices=(chose,), rev=9))
    bench.settle()
    assert shown.walker.step is not None
    assert shown.walker.step.id == "clean"
    assert "客户选了「不亮」" in bench.told


def test_what_has_to_be_written_down_is_asked_for_first(bench: Bench, view: ConversationsView) -> None:
    shown = begun(bench, view)
    press(bench, shown, Key.Key_2, Key.Key_1, Key.Key_1, Key.Key_1)
    assert at(bench) == "batch"
    assert bench.told[-1] == "先填「批次号」，再走下一步"
    field = next(
        each for each in shown.findChildren(QLineEdit) if each.accessibleName() == "批次号 *" and each.isEnabled()
    )
    field.setText("AP2-7731")
    QTest.keyClick(field, Key.Key_Return)
    bench.settle()
    press(bench, shown, Key.Key_1)
    assert at(bench) == "exchange"


def test_it_can_be_put_aside_and_taken_up_again(bench: Bench, view: ConversationsView) -> None:
    shown = begun(bench, view)
    view.toggle_context()
    assert shown.isHidden()
    assert view.side.isVisible()
    assert view.panes()[-1] is view.context.knowledge.search
    view.start_flow()
    assert pane(view) is shown
    assert view.panes()[-1] is shown


def test_the_flow_that_suits_is_offered_beside_the_knowledge(bench: Bench, view: ConversationsView) -> None:
    knowledge = view.context.knowledge
    knowledge.search.setText("耳机换货")
    bench.qtbot.waitUntil(lambda: knowledge._flow is not None, timeout=10_000)
    assert knowledge._flow is not None
    assert knowledge._flow.id == EARBUD_FLOW
    knowledge._offer.click()
    bench.settle()
    assert at(bench) == "light"
