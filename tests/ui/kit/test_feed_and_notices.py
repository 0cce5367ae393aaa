"""Notices reach the GUI thread once, hidden screens wait, and people are told things in sentences."""

import ast
import threading
import time
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPoint, QPropertyAnimation, QRect, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import app
from app.domain.errors import AppError
from app.domain.notice import Changes
from app.ui.kit.dialogs import confirm
from app.ui.kit.feed import REST_MS, Feed, StaleWatch
from app.ui.kit.notices import Notices, Toast, sentence
from app.ui.kit.sentences import SENTENCES
from app.ui.kit.toasts import LINGER_SECONDS, ToastHost
from tests.helpers.log_watch import LogWatch

ROOT = Path(app.__file__).parent


def change(*ids: str, kind: str = "ticket") -> Changes:
    return Changes(kinds=frozenset({kind}), ids=frozenset(ids))


def test_notices_from_a_thread_arrive_merged_on_the_gui_thread(qtbot: QtBot) -> None:
    feed = Feed()
    seen: list[Changes] = []
    threads: list[threading.Thread] = []

    def note(changes: Changes) -> None:
        seen.append(changes)
        threads.append(threading.current_thread())

    def publish() -> None:
        for number in range(5):
            feed.publish(change(str(number)))

    feed.changed.connect(note)
    worker = threading.Thread(target=publish)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [change("0", "1", "2", "3", "4")]
    assert threads == [threading.main_thread()]


def test_a_hidden_widget_waits_and_refreshes_when_shown(qtbot: QtBot) -> None:
    feed, widget = Feed(), QWidget()
    qtbot.addWidget(widget)
    seen: list[Changes] = []
    watch = StaleWatch(feed, widget, {"ticket"}, seen.append)
    for changes in (change("a"), change("b"), change("c", kind="article")):
        with qtbot.waitSignal(feed.changed):
            feed.publish(changes)
    assert seen == []
    assert watch.stale
    widget.show()
    assert seen == [change("a", "b")]
    with qtbot.waitSignal(feed.changed):
        feed.publish(change("d"))
    assert seen[-1] == change("d")


def test_others_changes_are_told_with_a_rest_between_and_ones_own_at_once(qtbot: QtBot) -> None:
    feed, widget = Feed(), QWidget()
    qtbot.addWidget(widget)
    widget.show()
    seen: list[tuple[float, Changes]] = []
    StaleWatch(feed, widget, {"ticket"}, lambda changes: seen.append((time.monotonic(), changes)))

    def theirs(*ids: str) -> Changes:
        return msgspec.structs.replace(change(*ids), origin="remote")

    for key in ("a", "b", "c"):
        with qtbot.waitSignal(feed.changed):
            feed.publish(theirs(key))
    assert [changes for _, changes in seen] == [theirs("a")]
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[1][1] == theirs("b", "c")
    assert seen[1][0] - seen[0][0] >= REST_MS / 1000 * 0.9  # Qt's usual timers may come a twentieth too early
    with qtbot.waitSignals([feed.changed, feed.changed]):
        feed.publish(theirs("d"))
        feed.publish(change("mine"))
    assert seen[-1][1] == theirs("d", "mine")


def test_a_bulk_change_stays_one_when_merged() -> None:
    assert change("a").merged(change()).ids == frozenset()
    assert change().concerns("ticket", "any")


def test_a_crash_is_shown_once_and_an_error_in_words(qtbot: QtBot) -> None:
    notices = Notices()
    shown: list[str] = []
    notices.crashWanted.connect(shown.append)
    for _ in range(3):
        try:
            raise ZeroDivisionError("x")
        except ZeroDivisionError as error:
            notices.crash(error)
    assert len(shown) == 1
    assert "ZeroDivisionError" in shown[0]
    notices.error(AppError("bad_database_url", {"url": "x://"}))
    assert "x://" in notices.told[-1].text
    assert notices.told[-1].seconds >= 10


def test_a_code_without_a_sentence_is_logged_and_still_told(qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("app.ui.kit.notices", "no sentence for the error code nobody_knows")
    assert "nobody_knows" in sentence(AppError("nobody_knows"))


@pytest.mark.usefixtures("qapp")
def test_a_missing_value_does_not_hide_the_failure() -> None:
    assert "{url}" in sentence(AppError("bad_database_url"))


def codes_raised() -> set[str]:
    """Every code that the client names when it raises."""
    found: set[str] = set()
    for part in ("domain", "system", "sql.py", "storage", "commands", "sync", "search"):
        path = ROOT / part
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"AppError", "Refused"} and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    return found


def test_every_error_code_has_its_sentence() -> None:
    assert codes_raised() - SENTENCES.keys() == set()


def test_toasts_are_two_at_most_go_by_themselves_and_undo(look: object, qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(800, 600)
    pane.show()
    host = ToastHost(pane)
    undone: list[int] = []
    host.show(Toast(text="1"))
    host.show(Toast(text="2", seconds=1))
    host.show(Toast(text="3", action="撤销", run=lambda: undone.append(3)))
    assert host.texts() == ["2", "3"]
    qtbot.waitUntil(lambda: host.texts() == ["3"], timeout=4000)
    links = [child for child in pane.findChildren(QPushButton) if child.isVisible() and child.text().startswith("撤销")]
    links[0].click()
    assert undone == [3]
    assert host.texts() == []
    host.show(Toast(text="failed", seconds=0))
    qtbot.wait(50)
    assert host.texts() == ["failed"]
    host.clear()


def test_an_error_goes_after_a_while_but_not_from_under_the_pointer_or_the_focus(
    look: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(800, 600)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    host, notices = ToastHost(pane), Notices()
    notices.toastWanted.connect(host.show)
    told = notices.error(AppError("timeout"))
    assert told.seconds >= 10
    host.clear()
    host.show(msgspec.structs.replace(told, seconds=1))
    shut = next(child for child in pane.findChildren(QToolButton) if child.isVisible())
    box = shut.parentWidget()
    assert box is not None
    second = box.findChild(QTimer)
    assert isinstance(second, QTimer)
    shut.setFocus()
    second.timeout.emit()
    second.timeout.emit()
    assert len(host.texts()) == 1
    shut.clearFocus()
    QApplication.sendEvent(box, QEvent(QEvent.Type.Enter))
    monkeypatch.setattr(QCursor, "pos", lambda: box.mapToGlobal(QPoint(10, 10)))
    second.timeout.emit()
    assert len(host.texts()) == 1
    QApplication.sendEvent(box, QEvent(QEvent.Type.Leave))
    second.timeout.emit()
    assert host.texts() == []


def test_an_error_that_comes_up_under_a_resting_pointer_goes_all_the_same(
    look: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(800, 600)
    with qtbot.waitActive(pane):
        pane.show()
        pane.activateWindow()
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(400, 560))
    host = ToastHost(pane)
    host.show(Toast(text="failed", tone="danger", seconds=3))
    (box,) = host._boxes
    QApplication.sendEvent(box, QEvent(QEvent.Type.Enter))  # Qt says so, too, when a widget comes under the pointer
    second = box.findChild(QTimer)
    assert isinstance(second, QTimer)
    for _ in range(3):
        second.timeout.emit()
    assert host.texts() == []
    host.show(Toast(text="failed", tone="danger", seconds=3))
    (box,) = host._boxes
    QApplication.sendEvent(box, QEvent(QEvent.Type.Enter))
    second = box.findChild(QTimer)
    assert isinstance(second, QTimer)
    second.timeout.emit()
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(401, 561))  # somebody reads it
    for _ in range(LINGER_SECONDS):
        second.timeout.emit()
    assert host.texts() == ["failed"]
    for _ in range(2):  # and has gone for a coffee
        second.timeout.emit()
    assert host.texts() == []


def test_the_same_said_again_takes_the_place_of_the_first(look: object, qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.show()
    host = ToastHost(pane)
    for text in ("failed", "done", "failed"):
        host.show(Toast(text=text))
    assert host.texts() == ["done", "failed"]


def test_toasts_stand_above_the_newest_message_where_there_is_room(look: object, qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(800, 600)
    pane.show()
    news = QRect(0, 500, 800, 90)
    host = ToastHost(pane, spared=lambda: news)
    host.show(Toast(text="told"))
    box = next(child for child in pane.findChildren(QWidget) if child.accessibleName() == "told")
    qtbot.waitUntil(lambda: 400 < box.geometry().bottom() < 500)
    news = QRect(0, 20, 800, 570)  # as large as the pane: nowhere to go
    host.place()
    qtbot.waitUntil(lambda: box.geometry().bottom() > 560)
    news = QRect(0, 20, 800, 100)  # not in the way
    host.place()
    assert box.geometry().bottom() > 560


def test_a_toast_stays_clear_of_the_foot_and_counts_only_for_undo(look: object, qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(800, 600)
    pane.show()
    foot = QWidget(pane)
    foot.setGeometry(0, 450, 800, 150)
    foot.show()
    host = ToastHost(pane, lambda: [foot])
    host.show(Toast(text="sent", action="打开", run=lambda: None, counted=False))
    link = next(child for child in pane.findChildren(QPushButton) if child.text().startswith("打开"))
    assert link.text() == "打开"
    box = link.parentWidget()
    assert box is not None
    qtbot.waitUntil(lambda: 0 < box.geometry().bottom() <= 600 - 150)
    host.clear()


def test_a_toast_gives_way_when_the_foot_grows_after_it_and_comes_down_again(look: object, qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(800, 600)
    foot = QWidget(pane)
    foot.setGeometry(0, 550, 800, 50)
    pane.show()
    host = ToastHost(pane, lambda: [foot])
    host.show(Toast(text="ended", action="打开", run=lambda: None, counted=False))
    link = next(child for child in pane.findChildren(QPushButton) if child.text().startswith("打开"))
    box = link.parentWidget()
    assert box is not None
    foot.setGeometry(0, 400, 800, 200)  # while it is still sliding in
    slide = box.findChild(QPropertyAnimation)
    qtbot.waitUntil(lambda: slide is None or slide.state() is QPropertyAnimation.State.Stopped)
    assert 380 <= box.geometry().bottom() < 400
    foot.setGeometry(0, 500, 800, 100)
    assert 480 <= box.geometry().bottom() < 500
    foot.hide()
    assert 580 <= box.geometry().bottom() < 600
    foot.show()
    assert box.geometry().bottom() < 500
    host.clear()


def test_a_question_starts_on_the_safe_button(look: object, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    done: list[str] = []
    dialog = confirm(window, "下架「耳机」？", "客户将看不到它。", "下架", lambda: done.append("yes"))
    focus = dialog.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "取消"
    focus.click()
    assert done == []
    dialog = confirm(window, "下架「耳机」？", "客户将看不到它。", "下架", lambda: done.append("yes"))
    found = dialog.findChild(QPushButton, "yes")
    assert isinstance(found, QPushButton)
    found.click()
    assert done == ["yes"]
