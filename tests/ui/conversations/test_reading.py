"""What is read in the open conversation: its past, what comes in, and what counts as seen."""

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.domain.protocol import Beat
from app.domain.surveys import Solved
from app.storage.conversations import ConversationRow
from app.ui.conversations.inbox_list import spoken
from app.ui.conversations.thread_items import BubbleItem, LineItem
from app.ui.conversations.thread_view import FOOT, LINE
from app.ui.kit.theme import theme
from tests.helpers import office
from tests.helpers.office import CHEN, WANG
from tests.ui.conversations.bench import Bench, Open


def test_reading_marks_and_the_unread_count_goes(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="")
    before = view.desk.row(CHEN)
    assert before is not None
    assert before.unread == 2
    view.open_item(CHEN)
    bench.settle()
    after = view.desk.row(CHEN)
    assert after is not None
    assert after.unread == 0


def test_marked_as_unread_it_looks_so_until_it_is_opened_again(workspace: Open, bench: Bench) -> None:
    view = workspace()
    called: list[str] = []
    view.called.connect(lambda _, key, *rest: called.append(key))

    def row() -> ConversationRow:
        found = view.desk.row(CHEN)
        assert found is not None
        return found

    bench.ctx.actions.run("conversations.unread")
    bench.settle()
    assert (row().unread, row().flagged) == (0, True)
    assert "标为未读" in spoken(row(), office.NOW)
    assert called == []  # nobody has written
    view.desk.refresh()
    bench.settle()
    assert row().flagged  # that it is on screen is no reason
    view.open_item(WANG)
    view.open_item(CHEN)
    bench.settle()
    assert not row().flagged
    bench.ctx.actions.run("conversations.unread")
    view.talk.composer.field.set_text("马上处理")
    view.talk.composer.send()
    bench.settle()
    assert not row().flagged


def test_older_messages_come_while_scrolling_up(workspace: Open, bench: Bench) -> None:
    many = [office.said(WANG, seq, f"第 {seq} 句，写得长一些好让它占地方", 500 - seq) for seq in range(5, 205)]
    office.arrive(bench.database, *many)
    view = workspace(open_id=WANG)
    thread_view = view.talk.thread_view
    first = thread_view.rows.rowCount()
    assert thread_view.at_end
    bar = thread_view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(0)
    bench.qtbot.waitUntil(lambda: thread_view.rows.rowCount() > first)
    bench.settle()
    assert bar.value() > 0  # what was read stays where it was
    assert bar.value() < bar.maximum()
    view.talk.composer.field.set_text("马上处理\n" * 8)  # the composer is higher, and shrinks as it leaves
    view.talk.composer.send()
    bench.settle()
    assert bar.value() == bar.maximum()  # who writes sees his words arrive


def test_a_tab_takes_the_room_of_four_spaces(workspace: Open, bench: Bench) -> None:
    office.arrive(
        bench.database,
        office.said(CHEN, 8, "甲\t乙", 0.2),
        office.said(CHEN, 9, "甲    乙", 0.1),
        office.said(CHEN, 10, "甲\t乙 https://example.com", 0.1),
        office.said(CHEN, 11, "甲    乙 https://example.com", 0.1),
    )
    view = workspace()
    widths = []
    for seq in (8, 9, 10, 11):
        item = view.talk.thread_view.rows.value(f"{CHEN}-{seq}")
        assert isinstance(item, BubbleItem)
        widths.append(view.talk.thread_view.delegate.layout_of(item).text.width())
    assert widths[0] == widths[1]
    assert widths[2] == widths[3]


def test_text_of_a_bubble_can_be_selected(workspace: Open, bench: Bench) -> None:
    view = workspace()
    thread_view = view.talk.thread_view
    thread_view.select_text(f"{CHEN}-2")
    editor = thread_view.indexWidget(thread_view.rows.index_of(f"{CHEN}-2"))
    assert "左边耳机" in editor.textCursor().selectedText()  # type: ignore[attr-defined]


def test_finding_in_the_conversation_walks_the_matches(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.find_in_talk()
    view.talk.finder.field.setText("红灯")
    bench.qtbot.waitUntil(lambda: view.talk.thread_view.delegate.found == f"{CHEN}-6")
    view.talk.finder.leave()
    assert view.talk.thread_view.delegate.found == ""


def test_a_conversation_that_is_gone_says_so(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id="no-such-conversation")
    assert view.desk.talk is None
    bench.settle()


def test_a_burst_of_changes_is_read_once_more_not_once_each(workspace: Open, bench: Bench) -> None:
    view = workspace()
    reads: list[int] = []
    view.desk.workspaceChanged.connect(lambda: reads.append(1))
    for _ in range(50):
        view.desk.refresh()
    bench.settle()
    assert len(reads) == 2


def test_a_change_while_the_thread_is_being_read_is_read_afterwards(workspace: Open, bench: Bench) -> None:
    """The read that is under way began before the conversation was ended: its answer must not be the last."""
    view = workspace()
    begun, go_on = threading.Event(), threading.Event()
    real = bench.database.read

    def slow(fn: Callable[[Any], Any]) -> Any:
        def late(connection: Any) -> Any:
            found = fn(connection)
            begun.set()
            assert go_on.wait(10)
            return found

        return real(late)

    bench.ctx.tasks._database = SimpleNamespace(read=slow, write=bench.database.write)
    view.desk.refresh()
    assert begun.wait(10)
    view.desk.close(CHEN, "", Solved.YES, "")
    bench.qtbot.waitUntil(lambda: "会话已结束" in bench.told)  # the notice has come before
    assert not view.desk.ended
    go_on.set()
    bench.ctx.tasks._database = bench.database
    bench.settle()
    assert view.desk.ended


def test_a_customer_who_writes_is_seen_until_the_words_have_come(workspace: Open, bench: Bench) -> None:
    view = workspace()
    row = view.inbox.list.rows.index_of(CHEN)
    calm, line = view.grab().toImage(), view.talk.head._line.text()
    bench.link.take_beat(Beat(state="online", now=office.NOW, typing={CHEN: "customer"}))
    assert view.talk.head._line.text() == "正在输入…"
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith("正在输入…")
    assert view.grab().toImage() != calm
    office.arrive(bench.database, office.said(CHEN, 8, "有结果了吗", 0))
    bench.qtbot.waitUntil(lambda: view.talk.head._line.text() == line)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith("有结果了吗")
    bench.link.take_beat(Beat(state="online", now=office.NOW, typing={CHEN: "customer"}))
    bench.go_online(False)
    assert not view.desk.writes(CHEN)  # nobody knows any more
    bench.settle()


def test_what_came_while_another_program_was_in_front_is_read_when_one_is_back(
    workspace: Open, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = workspace()
    bench.settle()
    read: list[bool] = []
    monkeypatch.setattr(view.desk, "mark_read", lambda: read.append(True))
    QApplication.sendEvent(view.window(), QEvent(QEvent.Type.WindowActivate))
    assert read


def test_the_last_line_of_the_system_stands_as_far_below_as_the_others(workspace: Open) -> None:
    delegate = workspace().talk.thread_view.delegate
    tops = []
    for height in (theme().px(LINE), theme().px(LINE) + FOOT):
        image = QImage(300, height, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        delegate._paint_line(painter, image.rect(), LineItem("a", "回到排队"), False)
        painter.end()
        rows = [y for y in range(height) if any(image.pixelColor(x, y) != QColor("white") for x in range(300))]
        tops.append((rows[0], rows[-1]))
    assert tops[0] == tops[1]
