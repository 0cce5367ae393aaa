"""A worker goes on when the GUI thread has done what it has to."""

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from app.ui.kit import turns
from app.ui.kit.turns import Turns


class _Worker(threading.Thread):
    """Asks as often as it is told to, and says how often it went on."""

    def __init__(self, wait: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._wait = wait
        self._go = threading.Semaphore(0)
        self.asking = threading.Event()
        self.done = 0
        self.start()

    def ask(self) -> None:
        self._go.release()

    def run(self) -> None:
        while True:
            self._go.acquire()
            self.asking.set()
            self._wait()
            self.done += 1


class _Busy(QObject):
    """What the GUI thread does with an event that was posted to it."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def event(self, event: QEvent) -> bool:
        self._work()
        return True


def test_a_worker_waits_until_all_that_is_posted_is_done(qtbot: QtBot) -> None:
    order: list[str] = []
    shared = Turns()

    def wait() -> None:
        shared.wait()
        order.append("worker")

    worker = _Worker(wait)

    def work() -> None:
        worker.ask()
        assert worker.asking.wait(5)
        QCoreApplication.postEvent(later, QEvent(QEvent.Type.User), -1)
        order.append("now")

    later = _Busy(lambda: order.append("later"))
    QCoreApplication.postEvent(first := _Busy(work), QEvent(QEvent.Type.User))
    qtbot.waitUntil(lambda: "worker" in order)
    assert order == ["now", "later", "worker"]
    del first


def test_a_worker_goes_on_when_the_gui_thread_does_not_answer_and_waits_once_only(qtbot: QtBot) -> None:
    shared = Turns()
    worker = _Worker(shared.wait)
    for _ in range(20):
        worker.ask()
    began = time.monotonic()
    while worker.done < 20:
        assert time.monotonic() - began < 5
        worker.join(0.01)  # the GUI thread waits for the worker here, and answers nobody
    assert time.monotonic() - began < 10 * turns.MOST_SECONDS
    QCoreApplication.processEvents()  # the answer came late: from now on it is waited for again
    worker.asking.clear()
    worker.ask()
    assert worker.asking.wait(5)
    qtbot.waitUntil(lambda: worker.done == 21)


def test_nobody_waits_once_it_is_over(qtbot: QtBot) -> None:
    shared = Turns()
    shared.stop()
    began = time.monotonic()
    for _ in range(1000):
        shared.wait()
    assert time.monotonic() - began < turns.MOST_SECONDS
