"""The list of conversations on screen."""

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.conversations import Status
from app.storage.conversations import ConversationRow, Last, Workspace
from app.ui.conversations.inbox_list import InboxView
from app.ui.kit.formats import clock_time
from tests.helpers.office import CHEN, NOW
from tests.ui.conversations.bench import Bench, Open


class Painted(QObject):
    """Collects what a viewport paints."""

    def __init__(self, view: InboxView) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def test_another_choice_paints_the_two_rows_that_differ(qtbot: QtBot) -> None:
    view = InboxView(lambda: 1_000, lambda: True, lambda key: False)
    qtbot.addWidget(view)
    view.resize(300, 600)
    view.rows.set_rows([ConversationRow(id=f"{number}", customer_id="c", name="王芳") for number in range(6)])
    view.select("1")
    view.show()
    painted = Painted(view)
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    painted.region = QRegion()
    view.select("4")
    centres = [view.visualRect(view.rows.index(row, 0)).center() for row in range(6)]
    QApplication.sendPostedEvents()  # and no timer: the clocks are painted once a second
    assert [painted.region.contains(centre) for centre in centres] == [False, True, False, False, True, False]


def talks(count: int) -> list[ConversationRow]:
    """Conversations of mine that wait for an answer, the first longest; then as many that wait for the customer."""
    owed = [
        ConversationRow(
            id=f"owed-{n}", customer_id="c", name="王芳", status=Status.ACTIVE, answered=True, waiting_since=n + 1
        )
        for n in range(count)
    ]
    calm = [
        ConversationRow(id=f"calm-{n}", customer_id="c", name="李娜", status=Status.ACTIVE, last=Last(at=n))
        for n in range(count)
    ]
    return owed + calm


def test_the_open_conversation_stays_in_view_when_it_moves_to_another_group(workspace: Open, bench: Bench) -> None:
    pane = workspace(open_id="").inbox
    everything = talks(30)
    pane.desk.workspace = Workspace(mine=tuple(everything))
    pane.rearrange(now=True)
    pane.desk.current = "owed-1"
    pane.list.select("owed-1")
    pane.list.setFocus()
    answered = msgspec.structs.replace(everything[1], waiting_since=None, last=Last(at=15))
    pane.desk.workspace = Workspace(mine=(everything[0], answered, *everything[2:]))
    pane.rearrange(now=True)
    place = pane.list.visualRect(pane.list.rows.index_of("owed-1"))
    assert pane.list.viewport().rect().contains(place)
    assert pane.list.currentIndex() == pane.list.rows.index_of("owed-1")
    assert pane.list.hasFocus()
    pane.list.scrollToTop()  # somebody looks elsewhere: what moves now does not take him along
    pane.desk.workspace = Workspace(
        mine=(everything[0], *everything[2:], msgspec.structs.replace(answered, last=Last(at=2)))
    )
    pane.rearrange(now=True)
    assert pane.list.verticalScrollBar().value() == 0


def test_a_conversation_that_is_opened_by_a_key_comes_into_view(workspace: Open, bench: Bench) -> None:
    pane = workspace(open_id="").inbox
    pane.desk.workspace = Workspace(mine=tuple(talks(30)))
    pane.rearrange(now=True)
    pane.list.select("calm-0")
    assert pane.list.viewport().rect().contains(pane.list.visualRect(pane.list.rows.index_of("calm-0")))


def test_offline_the_list_says_how_old_what_is_synced_is(workspace: Open, bench: Bench) -> None:
    view = workspace()
    bench.go_online()
    bench.settle()
    assert view.inbox.list._delegate.as_of == ""
    bench.go_online(False)
    bench.settle()
    assert view.inbox.list._delegate.as_of == f"截至 {clock_time(NOW)}"


def test_shift_f10_opens_the_menu_of_the_row(workspace: Open, bench: Bench) -> None:
    view = workspace().inbox.list
    asked: list[str] = []
    view.menuWanted.disconnect()
    view.menuWanted.connect(lambda key, _: asked.append(key))
    QTest.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [CHEN]
