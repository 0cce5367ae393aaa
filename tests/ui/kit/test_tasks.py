"""Work runs elsewhere and comes back on the GUI thread, in order, once, and to those who still want it."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.domain.errors import AppError
from app.ui.kit.tasks import Tasks
from tests.helpers.log_watch import LogWatch
from tests.ui.kit.small_database import SmallDatabase


@pytest.fixture
def tasks(qapp: QObject, tmp_path: Path) -> Iterator[Tasks]:
    database = SmallDatabase(tmp_path / "t.db")
    tasks = Tasks(database)
    yield tasks
    tasks.close()
    database.close()


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])


def test_a_write_then_a_read_answer_on_the_gui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    answers: list[tuple[int, bool]] = []
    threads: list[threading.Thread] = []

    def insert(connection: sqlite3.Connection) -> int:
        threads.append(threading.current_thread())
        return connection.execute("INSERT INTO t VALUES (1)").rowcount

    def on_written(_: int) -> None:
        tasks.read(count, lambda n: answers.append((n, QThread.isMainThread())))

    tasks.write(insert, on_written)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(1, True)]
    assert threads[0] is not threading.main_thread()


def test_a_late_answer_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    owner, answers = QObject(), list[str]()
    gate = threading.Event()

    def slow() -> str:
        gate.wait(5)
        return "old"

    tasks.run(slow, answers.append, key="rows", owner=owner)
    tasks.run(lambda: "new", answers.append, key="rows", owner=owner)
    qtbot.waitUntil(lambda: answers == ["new"])
    gate.set()
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert answers == ["new"]


def test_answers_of_a_deleted_owner_are_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    parent = QObject()
    owner, answers = QObject(parent), list[int]()
    gate = threading.Event()
    tasks.run(lambda: gate.wait(5), answers.append, key="x", owner=owner)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert answers == []


def test_a_forgotten_job_does_not_answer(tasks: Tasks, qtbot: QtBot) -> None:
    owner, answers = QObject(), list[int]()
    tasks.run(lambda: 1, answers.append, key="x", owner=owner)
    tasks.forget(owner, "x")
    qtbot.waitUntil(lambda: tasks.pending == 0)
    assert answers == []


def test_a_foreseen_failure_goes_to_the_caller_or_to_everybody(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[str] = []

    def refuse() -> None:
        raise AppError("ticket_state")

    tasks.run(refuse, failed=lambda error: told.append(str(error)))
    qtbot.waitUntil(lambda: told == ["ticket_state"])
    with qtbot.waitSignal(tasks.errorRaised) as raised:
        tasks.run(refuse)
    assert raised.args is not None
    assert raised.args[0].code == "ticket_state"


def test_a_bug_is_logged_and_announced(tasks: Tasks, qtbot: QtBot, log_watch: LogWatch) -> None:
    log_watch.expect("app.ui.kit.tasks", "a task failed")

    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(tasks.crashed) as crashed:
        tasks.run(fail)
    assert crashed.args is not None
    assert isinstance(crashed.args[0], ZeroDivisionError)


def test_writes_keep_their_order(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):
        tasks.write(lambda c, n=number: c.execute("INSERT INTO t VALUES (?)", (n,)) and n, done.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))
    assert tasks.pending == 0


def test_many_slow_answers_let_other_events_through(tasks: Tasks, qtbot: QtBot) -> None:
    """Handing out a thousand answers of 1 ms each must not hold the GUI thread for a second."""
    gaps: list[float] = []
    last = time.monotonic()
    handled = 0

    def handle(_: None) -> None:
        nonlocal handled
        handled += 1
        time.sleep(0.001)

    for _ in range(300):
        tasks.run(lambda: None, handle)
    while handled < 300:
        qtbot.wait(1)
        gaps.append(time.monotonic() - last)
        last = time.monotonic()
    assert len(gaps) >= 5


def test_a_callback_that_fails_takes_no_answer_from_the_others(tasks: Tasks, qtbot: QtBot) -> None:
    answers: list[int] = []

    def broken(answer: int) -> None:
        answers.append(1 // answer)

    with capture_exceptions() as found:
        tasks.run(lambda: 0, broken)
        qtbot.waitUntil(lambda: bool(found))
        tasks.run(lambda: 2, answers.append)
        qtbot.waitUntil(lambda: answers == [2])
    assert [kind for kind, _, _ in found] == [ZeroDivisionError]
