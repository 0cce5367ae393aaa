"""The yardstick of scrolling: a bare PySide6 list, scrolled by the wheel for some seconds."""

import json
import sys

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QApplication, QListView

from tests.benchmarks.pulse import Pulse, figures
from tests.benchmarks.stall_hand import TICK_MS, Wheel

ROWS = 100_000


def main(seconds: float) -> int:
    """Scroll, then print the figures."""
    application = QApplication([])
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(QStringListModel([f"row {number}" for number in range(ROWS)], view))
    view.resize(1440, 900)
    view.show()
    pulse, wheel = Pulse(), Wheel()
    ticks = QTimer(interval=TICK_MS)
    ticks.timeout.connect(lambda: wheel.turn(view))
    ticks.start()
    QTimer.singleShot(500, pulse.start)
    QTimer.singleShot(500 + int(seconds * 1000), application.quit)
    application.exec()
    print(json.dumps(figures(pulse.stop())), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
