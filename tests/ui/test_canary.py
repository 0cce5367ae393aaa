"""Some PySide6 releases lose references to None on CPython 3.11 until the interpreter aborts; this one must not."""

import subprocess
import sys

# In a process of its own: the failure is an abort, which would take the whole test run with it.
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
before = sys.getrefcount(None)
for _ in range(200_000):
    label.setText("x")
lost = before - sys.getrefcount(None)
assert lost < 1_000, f"{lost} references to None lost"
"""


def test_200_000_calls_without_a_result_leave_none_alive() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
