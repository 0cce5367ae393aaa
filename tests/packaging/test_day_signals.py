"""A day ended from outside stops what it started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import signal, sys
import day
day.end_by_signals()
try:
    print("ready", flush=True)
    signal.pause()
finally:
    print("stopped", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has neither")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_as_its_own_end_does(number: str) -> None:
    path = os.pathsep.join((str(ROOT / "packaging"), str(ROOT)))
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE, text=True
    ) as day:
        assert day.stdout is not None
        assert day.stdout.readline() == "ready\n"
        day.send_signal(signal.Signals[number])
        assert day.stdout.read() == "stopped\n"
        assert day.wait(timeout=20) == 128 + signal.Signals[number]
