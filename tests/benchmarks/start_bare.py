"""The yardstick of a start: a bare PySide6 window with one list and one text field."""

import sys
import time

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QTextEdit, QWidget

from tests.benchmarks.watch import Usable

ROWS = 200


def tell_usable() -> None:
    """Say on standard output when it was (s) and what processor time it took (s), and close the window."""
    print(time.monotonic(), time.process_time(), flush=True)
    window = QApplication.activeWindow()
    if window is not None:
        window.close()


def main() -> int:
    """Show the window until it is usable."""
    application = QApplication([])
    window = QWidget()
    window.resize(1440, 900)
    row = QHBoxLayout(window)
    view, field = QListView(), QTextEdit()
    view.setModel(QStringListModel([f"row {number}" for number in range(ROWS)], view))
    row.addWidget(view)
    row.addWidget(field)
    field.setFocus()
    usable = Usable()
    usable.reached.connect(tell_usable)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
