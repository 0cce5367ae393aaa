"""Collection happens on the GUI thread alone."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.kit.garbage import GarbageCollection


class Node(QObject):
    """An object in a cycle that tells in which thread it died."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def collection(qtbot: QtBot) -> Iterator[GarbageCollection]:
    made = GarbageCollection()
    made.start()
    yield made
    made.stop()
    assert not gc.isenabled()  # as the tests of windows have it


def test_a_worker_that_allocates_collects_nothing(qtbot: QtBot, collection: GarbageCollection) -> None:
    died: list[int] = []
    node = Node()
    weakref.finalize(node, lambda: died.append(threading.get_ident()))
    del node
    kept: list[list[int]] = []
    worker = threading.Thread(target=lambda: kept.extend([[i] for i in range(200_000)]))
    worker.start()
    worker.join()
    assert died == []
    qtbot.waitUntil(lambda: bool(died), timeout=5_000)
    assert died == [threading.get_ident()]
