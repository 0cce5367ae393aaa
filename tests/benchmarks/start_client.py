"""The client, run until its first screen is usable: ``start_client.py PROFILE_FOLDER``."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.__main__ import main
from tests.benchmarks.start_bare import tell_usable
from tests.benchmarks.watch import Usable, when_running


def run(folder: str) -> int:
    """Run the program itself and watch it from outside."""
    kept: list[Usable] = []

    def open_first() -> None:
        window = QApplication.activeWindow()
        if window is not None:
            QTest.keyClick(window, Qt.Key.Key_F4)

    def watch() -> None:
        usable = Usable(open_first)
        usable.reached.connect(tell_usable)
        kept.append(usable)

    caller = when_running(watch)
    code = main(["--profile", folder])
    caller.clear()
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))
