"""The window with two small screens and a real database: places, keys, palette, status, failures."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.clock import now_ms
from app.domain.errors import AppError
from app.domain.notice import SyncStatus
from app.ui.kit.action import Action
from app.ui.kit.feed import Feed
from app.ui.kit.i18n import install_language, mark
from app.ui.kit.labels import ElidedLabel
from app.ui.kit.screen import Context, Place, Screen, ScreenView
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import install_theme, theme
from app.ui.shell.find import Answer, Found
from app.ui.shell.history import History
from app.ui.shell.keymap import open_keymap
from app.ui.shell.notify import Event
from app.ui.shell.top_bar import FindButton
from app.ui.shell.window import LEAST, Parts, Window, least_size
from tests.helpers.log_watch import LogWatch
from tests.ui.kit.small_database import SmallDatabase


class Display:
    """A display of a size."""

    def __init__(self, width: int, height: int) -> None:
        self.room = QSize(width, height)

    def availableSize(self) -> QSize:
        return self.room


class SmallView(ScreenView):
    """A screen with two panes that notes what the shell does to it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.calls: list[str] = []
        self.way: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        self.first, self.second = QLineEdit(), QLineEdit()
        for field in (self.first, self.second):
            field.setAccessibleName("field")
            column.addWidget(field)

    def on_show(self) -> None:
        self.calls.append("show")

    def on_hide(self) -> None:
        self.calls.append("hide")

    def go_on(self, before: ScreenView) -> None:
        assert isinstance(before, type(self))
        self.calls.append("go on")

    def open_item(self, item: str) -> None:
        self.calls.append(item)
        self.placeChanged.emit(item, f"No. {item}")

    def write(self) -> None:
        self.calls.append("write")

    def trail(self) -> tuple[str, ...]:
        return self.way

    def foot(self) -> tuple[QWidget, ...]:
        return (self.second,)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.first, self.second)


class TicketsView(SmallView):
    """A screen with an action of its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.transferred = 0
        context.actions.add(
            Action(
                id="tickets.transfer", text=mark("转接"), run=self._transfer, keys=("Ctrl+Shift+M",), scope="tickets"
            ),
            self,
        )

    def _transfer(self) -> None:
        self.transferred += 1


def broken(context: Context) -> ScreenView:
    raise ZeroDivisionError("broken on purpose")


SCREENS = (
    Screen(id="tickets", title=mark("工单"), icon="ticket", order=20, build=TicketsView),
    Screen(id="conversations", title=mark("会话"), icon="messages", order=10, build=SmallView),
    Screen(id="secret", title=mark("通知"), icon="bell", order=30, build=SmallView, roles=frozenset({"admin"})),
    Screen(id="outbox", title=mark("同步中"), icon="cloud-check", order=900, build=SmallView),
    Screen(id="broken", title=mark("出错"), icon="plug", order=910, build=broken),
)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    install_theme(qapp).apply("light")
    database = SmallDatabase(tmp_path / "t.db")
    tasks = Tasks(database)
    parts = Parts(
        tasks=tasks, feed=Feed(), screens=SCREENS, person_id="a1", person_name="晓彤", role="agent", tray=False
    )
    made = Window(parts)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    tasks.close()
    database.close()


def view(window: Window, name: str) -> SmallView:
    found = window.view(name)
    assert isinstance(found, SmallView)
    return found


def focused() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def test_screens_stand_in_order_for_the_role_and_are_built_on_first_use(window: Window) -> None:
    assert window.rail.screen_ids == ["conversations", "tickets", "outbox", "broken"]
    assert window.view("tickets") is None
    window.go(Place("tickets"))
    assert view(window, "tickets").calls == ["show"]
    assert window.view("conversations") is None
    window.go(Place("secret"))
    assert window.place == Place("tickets")


def test_going_back_returns_to_the_item(window: Window) -> None:
    window.go(Place("tickets", "T-1"))
    window.go(Place("conversations"))
    assert view(window, "tickets").calls == ["show", "T-1", "hide"]
    assert "会话" in window.windowTitle()
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.place == Place("tickets", "T-1")
    assert window.windowTitle().startswith("工单 · No. T-1 — ")
    assert window.top_bar.trail() == "工单"


def test_one_goes_to_write_once_and_back_to_look(window: Window) -> None:
    window.go(Place("tickets", "T-1", writes=True))
    assert view(window, "tickets").calls == ["show", "T-1", "write"]
    window.go(Place("conversations"))
    window.go_back()
    assert view(window, "tickets").calls[3:] == ["hide", "show", "T-1"]


def test_the_trail_follows_a_screen_on_which_the_same_stays_open(window: Window) -> None:
    window.go(Place("tickets", "T-1"))
    shown = view(window, "tickets")
    shown.way = ("今天到期",)
    shown.trailChanged.emit()
    assert window.top_bar.trail() == "工单  /  今天到期"
    window.go(Place("conversations"))
    shown.trailChanged.emit()
    assert window.top_bar.trail() == "会话"


def test_what_was_told_of_a_conversation_is_seen_when_it_is_opened(window: Window) -> None:
    counts: list[int] = []
    window.tray.unseenChanged.connect(counts.append)
    for at, subject in enumerate(("c-7", "c-7", "c-8")):
        window.tray.tell(Event(kind="message", subject=subject, title="陈思远", text="在吗", at=at))
    window.tray.looked_at("c-7")
    assert counts == [1, 2, 3, 1]
    assert len(window.tray.events) == 3  # they stay in the list
    window.tray.looked_at("c-8")
    assert counts[-1] == 0


def test_a_window_made_anew_has_open_what_was_open_and_the_way_back(window: Window, qtbot: QtBot) -> None:
    window.go(Place("tickets", "t-1"))
    window.go(Place("conversations", "c-7"))
    window.go(Place("outbox"))
    window.rail.set_badge("tickets", 3, "danger")
    window.tray.tell(Event(kind="message", subject="c-7", title="陈思远", text="在吗", at=1))
    made = Window(window.parts)
    qtbot.addWidget(made)
    views: list[QWidget] = []
    made.viewMade.connect(views.append)
    made.resume(window)
    made.show()
    assert made.place == Place("outbox")
    assert view(window, "outbox").calls == ["show", "hide"]
    assert view(made, "outbox").calls == ["show", "go on"]
    window.close()
    assert view(window, "outbox").calls == ["show", "hide"]
    assert set(views) == {view(made, name) for name in ("tickets", "conversations", "outbox")}
    assert view(made, "conversations").calls == ["c-7"]
    assert view(made, "tickets").calls == ["t-1"]
    assert made.rail.badges()["tickets"] == (3, "danger")
    assert made.top_bar.bell.accessibleName() == "通知，1 条未看"
    made.go_back()
    assert made.place == Place("conversations", "c-7")
    made.go_back()
    assert made.place == Place("tickets", "t-1")
    made.go_forward()
    assert made.place == Place("conversations", "c-7")


def test_places_of_screens_that_a_role_lost_are_forgotten() -> None:
    history = History()
    for name in ("a", "b", "a", "c", "b"):
        history.visit(Place(name))
    history.back()
    history.keep({"a", "b"})
    assert history.current == Place("a")
    assert history.can_go_forward
    history.keep({"b"})
    assert history.current == Place("b")
    history.keep(set())
    assert history.current is None


def test_alt_and_a_number_opens_a_screen(window: Window) -> None:
    window.go(Place("conversations"))
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.place == Place("tickets")


def test_a_screen_s_key_works_on_its_screen_only(window: Window) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    window.go(Place("tickets"))
    tickets = view(window, "tickets")
    assert isinstance(tickets, TicketsView)
    tickets.first.setFocus()
    press(window, Qt.Key.Key_M, both)
    assert tickets.transferred == 1
    window.go(Place("conversations"))
    view(window, "conversations").first.setFocus()
    press(window, Qt.Key.Key_M, both)
    assert tickets.transferred == 1


def test_no_key_is_used_twice(window: Window) -> None:
    window.go(Place("tickets"))
    assert window.actions_.conflicts() == {}


def test_f6_walks_the_panes_in_reading_order_and_back(window: Window) -> None:
    window.go(Place("conversations"))
    small = view(window, "conversations")
    small.first.setFocus()
    press(window, Qt.Key.Key_F6)
    assert small.second.hasFocus()
    press(window, Qt.Key.Key_F6)
    assert window.status_bar.isAncestorOf(focused())
    press(window, Qt.Key.Key_F6)
    assert window.top_bar.isAncestorOf(focused())
    press(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.status_bar.isAncestorOf(focused())


def test_a_toast_is_above_the_foot_of_the_screen_in_front(window: Window, qtbot: QtBot) -> None:
    window.go(Place("tickets"))
    window.go(Place("conversations"))
    window.notices.toast("told", seconds=0)
    box = next(child for child in window.stack.findChildren(QWidget) if child.accessibleName() == "told")
    foot = view(window, "conversations").second
    foot.setFixedHeight(300)
    qtbot.waitUntil(lambda: box.geometry().bottom() < foot.mapTo(window.stack, QPoint(0, 0)).y() < 700)
    window.go(Place("tickets"))
    foot = view(window, "tickets").second
    low = foot.mapTo(window.stack, QPoint(0, 0)).y()
    assert low - 40 < box.geometry().bottom() < low


def test_a_screen_that_is_no_larger_than_the_window_is_filled(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    for room, filled in (((1440, 900), True), ((1440, 1200), True), ((1920, 1200), False)):
        window.showNormal()
        monkeypatch.setattr(window, "screen", functools.partial(Display, *room))
        window.restore_state(b"")
        assert window.isMaximized() is filled, room


def test_a_small_laptop_at_125_percent_holds_the_whole_window(window: Window) -> None:
    window.resize(1092, 614)
    assert (window.width(), window.height()) == (1092, 614)
    assert window.minimumSize().boundedTo(QSize(1024, 600)) == window.minimumSize()


def test_the_smallest_window_grows_with_its_letters_as_far_as_the_display_goes() -> None:
    assert least_size(90, QSize(1920, 1080)) == least_size(100, QSize(1920, 1080)) == LEAST
    assert least_size(125, QSize(1920, 1080)) == QSize(1152, 660)
    assert least_size(150, QSize(1920, 1080)) == QSize(1280, 720)
    assert least_size(150, QSize(1092, 614)) == QSize(1092, 600)


def test_larger_letters_widen_a_window_that_is_too_small_for_them(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "screen", functools.partial(Display, 1920, 1080))
    window.showNormal()
    window.resize(LEAST)
    look = install_theme(QApplication.instance())  # type: ignore[arg-type]
    look.apply(text_percent=150)
    try:
        assert window.size() == QSize(1280, 720)
    finally:
        look.apply(text_percent=100)
    assert window.minimumSize() == LEAST


def test_the_palette_finds_by_initials_runs_and_gives_the_focus_back(window: Window, qtbot: QtBot) -> None:
    window.go(Place("tickets"))
    tickets = view(window, "tickets")
    assert isinstance(tickets, TicketsView)
    tickets.second.setFocus()
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_.isVisible()
    QTest.keyClicks(window.palette_.field, "zj")
    qtbot.waitUntil(lambda: window.palette_.titles() == ["转接"])
    press(window, Qt.Key.Key_Return)
    assert tickets.transferred == 1
    assert not window.palette_.isVisible()
    assert tickets.second.hasFocus()


class Numbers:
    """A group of the palette that knows one number."""

    group, prefix = mark("工单"), ":"

    def find(self, query: str, answer: Answer) -> None:
        answer([Found(id="t", title="T-7", run=lambda: None, exact=True)] if query == "工单" else [])


def test_what_was_typed_exactly_comes_first_in_the_palette(window: Window, qtbot: QtBot) -> None:
    window.palette_.add_provider(Numbers())
    window.palette_.open("工单")
    qtbot.waitUntil(lambda: len(window.palette_.titles()) > 1)
    assert window.palette_.titles()[0] == "T-7"
    window.palette_.dismiss()


def test_the_palette_walks_lines_and_escape_leaves(window: Window, qtbot: QtBot) -> None:
    window.go(Place("tickets"))
    window.open_palette()
    qtbot.waitUntil(lambda: len(window.palette_.titles()) > 3)
    press(window, Qt.Key.Key_Up)
    assert window.palette_.list.currentIndex().row() == 1  # the heading is no stop
    for _ in range(30):
        press(window, Qt.Key.Key_Down)
    last = window.palette_.list.currentIndex().row()
    assert last == window.palette_.list.model().rowCount() - 1
    press(window, Qt.Key.Key_Escape)
    assert not window.palette_.isVisible()


def test_a_prefix_asks_for_commands_only(window: Window, qtbot: QtBot) -> None:
    window.go(Place("tickets"))
    window.open_palette()
    window.palette_.field.setText(">同步")
    qtbot.waitUntil(lambda: set(window.palette_.titles()) == {"打开同步中心", "立即同步"})


def test_the_status_is_said_everywhere(window: Window) -> None:
    now = 10_000_000
    window.set_sync_status(
        SyncStatus(state="offline", since=now - 1_380_000, synced=18204, pending=7, conflicts=1), now
    )
    bar = window.status_bar
    assert bar.text("synced") == "已同步 18,204"
    assert bar.text("pending") == "待上传 7"
    assert bar.text("conflicts") == "冲突 1"
    assert bar.text("last") == "还没有同步过"


def test_a_device_of_which_nothing_is_known_yet_is_not_said_to_have_nothing(window: Window) -> None:
    def shown() -> set[str]:
        return {each.text() for each in window.status_bar.findChildren(QAbstractButton) if each.isVisible()}

    window.resize(1400, 800)
    assert not any("同步" in text or "待上传" in text for text in shown())
    window.set_sync_status(SyncStatus(synced=3, last_sync_at=1), 2)
    assert {"已同步 3", "待上传 0", "冲突 0"} <= shown()
    assert any("上次同步" in text for text in shown())
    window.set_sync_status(SyncStatus(), 2)
    assert not any("同步" in text for text in shown())


def test_that_headquarters_cannot_be_reached_is_said_no_longer_once_it_can(window: Window, qtbot: QtBot) -> None:
    window.notices.error(AppError("offline"))
    window.notices.error(AppError("forbidden"))
    qtbot.waitUntil(lambda: len(window.toasts.texts()) == 2)
    window.set_sync_status(SyncStatus(state="online"), 1)
    qtbot.waitUntil(lambda: window.toasts.texts() == ["您的账号没有这项权限"])


def test_replies_that_were_not_sent_are_told_in_passing_and_no_more_once_they_are_seen(
    window: Window, qtbot: QtBot
) -> None:
    window.set_sync_status(SyncStatus(state="online", stale=1), 1)
    window.set_sync_status(SyncStatus(state="online", stale=2), 1)
    qtbot.waitUntil(lambda: window.toasts.texts() == ["2 条回复没有自动发出：情况变了，请您确认"])
    assert window.notices.told[-1].seconds > 0, "it leaves by itself"
    window.go(Place(window.parts.sync_screen))
    qtbot.waitUntil(lambda: window.toasts.texts() == [])


def test_a_narrow_status_bar_keeps_every_number(window: Window) -> None:
    install_theme(QApplication.instance()).apply(text_percent=150)  # type: ignore[arg-type]
    try:
        window.resize(window.minimumSize())
        status = SyncStatus(state="offline", since=1, synced=18204, pending=1234, conflicts=12, rejected=3)
        window.set_sync_status(status, 80_000_000)
        QApplication.processEvents()
        for segment in window.status_bar.findChildren(QAbstractButton):
            assert not segment.isVisible() or segment.width() >= segment.sizeHint().width(), segment.text()
    finally:
        install_theme(QApplication.instance()).apply(text_percent=100)  # type: ignore[arg-type]


def test_people_of_a_branch_are_told_that_the_line_to_headquarters_is_down(window: Window, qtbot: QtBot) -> None:
    bar = window.status_bar
    window.resize(1700, 800)
    window.set_sync_status(SyncStatus(state="online", server_name="北京分部", synced=3, last_sync_at=1), 2)

    def shown() -> set[str]:
        return {each.text() for each in bar.findChildren(QAbstractButton) if each.isVisible()}

    assert not any("总部" in text for text in shown())
    bar.show_upstream("down", now_ms() - 23 * 60_000)
    assert "总部线路中断 23 分钟，本部照常工作" in shown()
    segment = next(each for each in bar.findChildren(QAbstractButton) if "总部" in each.text())
    assert "线路恢复后自动送出" in segment.toolTip()
    with qtbot.waitSignal(bar.detailsWanted):
        segment.click()
    numbers = SyncStatus(state="online", server_name="北京分部", synced=18204, pending=1234, conflicts=12, rejected=3)
    window.set_sync_status(numbers, 2)
    look = install_theme(QApplication.instance())  # type: ignore[arg-type]
    look.apply(text_percent=150)
    try:
        window.resize(window.minimumSize())
        QApplication.processEvents()
        assert segment.text() == "总部线路中断", "the numbers keep their room"
        assert segment.accessibleName() == "总部线路中断 23 分钟，本部照常工作"
        visible = [each for each in bar.findChildren(QAbstractButton) if each.isVisible()]
        assert all(each.width() >= each.sizeHint().width() for each in visible)
    finally:
        look.apply(text_percent=100)
    window.resize(1700, 800)
    QApplication.processEvents()
    assert segment.text() == "总部线路中断 23 分钟，本部照常工作"
    bar.show_upstream("refused", now_ms())
    assert "总部没有接受本部的服务器，本部照常工作" in shown()
    bar.show_upstream("up", now_ms())
    assert not any("总部" in text for text in shown())


def test_keys_of_the_shell_become_signals(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.syncWanted):
        press(window, Qt.Key.Key_F5)
    window.set_presence("online", "6/8")
    with qtbot.waitSignal(window.presenceChosen) as chosen:
        press(window, Qt.Key.Key_F9)
    assert chosen.args == ["away"]


def test_a_failed_task_is_told_in_a_toast(window: Window, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise AppError("ticket_state")

    window.go(Place("tickets"))
    window.parts.tasks.run(refuse)
    qtbot.waitUntil(lambda: window.toasts.texts() == ["工单现在的状态不允许这样做"])


def test_a_broken_screen_leaves_the_others_alone(window: Window, log_watch: LogWatch) -> None:
    log_watch.expect("app.ui.shell.window", "screen broken could not be built")
    window.go(Place("broken"))
    window.go(Place("tickets"))
    assert view(window, "tickets").isVisible()


def test_every_control_has_a_name_and_tab_comes_round(window: Window) -> None:
    window.go(Place("conversations"))
    for child in window.findChildren(QAbstractButton):
        if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert child.accessibleName() or child.text(), child
    view(window, "conversations").first.setFocus()
    start, seen = focused(), list[QWidget]()
    for _ in range(80):
        press(window, Qt.Key.Key_Tab)
        focus = focused()
        seen.append(focus)
        if focus is start:
            break
        assert focus.isVisible() and focus.width() > 4, focus
    assert seen[-1] is start
    assert len(set(map(id, seen))) == len(seen)


def test_f1_shows_the_keys_of_the_screen(window: Window, qtbot: QtBot) -> None:
    window.go(Place("tickets"))
    window.open_keymap()
    dialog = QApplication.activeModalWidget() or window.findChildren(QWidget, "")[0]
    texts = [child.text() for child in dialog.findChildren(QWidget) if hasattr(child, "text")]
    assert "转接" in texts
    assert "任何页面" in texts
    dialog.close()


def test_the_keys_of_f1_are_scrolled_from_the_keyboard_at_once_under_a_ring(window: Window, qtbot: QtBot) -> None:
    window.resize(1120, 680)
    window.go(Place("tickets"))
    dialog = open_keymap(window, window.actions_, "tickets", "工单")
    area = dialog.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(area.hasFocus)
    assert area.verticalScrollBar().maximum() > 0
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    ring = theme().color("focus.ring").rgb()
    assert area.grab().toImage().pixel(0, area.height() // 2) == ring
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert area.grab().toImage().pixel(0, area.height() // 2) != ring
    area.setFocus()
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(area, Qt.Key.Key_Return)


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_words_of_the_search_box_are_not_cut(window: Window, qtbot: QtBot, language: str) -> None:
    install_language(language)
    try:
        box = FindButton()
    finally:
        install_language("zh_CN")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    box.show()
    words = next(child for child in box.findChildren(ElidedLabel))
    assert words.fontMetrics().horizontalAdvance(words.text()) <= words.contentsRect().width()


def test_the_status_bar_tells_how_far_the_search_index_is_and_falls_silent(window: Window) -> None:
    bar = window.status_bar
    before = {name: bar.text(name) for name in ("connection", "synced")}
    bar.show_indexing(250, 1000)
    assert bar.text("index") == "整理知识搜索 25%"
    assert not bar._segments["index"].isHidden()
    bar.show_indexing(1000, 1000)
    assert bar._segments["index"].isHidden()
    bar.show_indexing(0, 0)  # no article at all
    assert bar._segments["index"].isHidden()
    assert {name: bar.text(name) for name in before} == before
