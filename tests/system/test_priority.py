"""A thread that stands back does so alone."""

import os
import sys
import threading

import pytest

from app.system.priority import stand_back


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread's priority cannot be asked for in Python")
def test_only_the_calling_thread_stands_back() -> None:
    found: list[int] = []

    def work() -> None:
        stand_back()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, 0)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found[0] > before
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
