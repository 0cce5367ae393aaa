"""The list of conversations on screen."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.storage.conversations import ConversationRow
from app.ui.conversations.inbox_list import InboxView


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
