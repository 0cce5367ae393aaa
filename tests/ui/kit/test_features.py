"""A start does not read the sources of what it imports."""

import subprocess
import sys

PROGRAM = """
import linecache, sys
from app.ui.kit.features import use_no_features
if "use" in sys.argv:
    use_no_features()
import wave
from PySide6.QtCore import QObject
assert QObject().objectName() == ""
print(wave.__file__ in linecache.cache)
"""


def read(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_sources_are_not_read_by_pyside() -> None:
    assert read("use") == "False"
    assert read() == "True", "PySide no longer does it by itself: app.ui.kit.features can go"
