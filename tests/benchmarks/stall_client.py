"""The client, worked in while it bootstraps and a little longer: ``stall_client.py PROFILE CONVERSATION SECONDS``.

Prints its figures as one line of JSON on standard output, and ends; without peace at the end when the bootstrap takes
longer than so many seconds.
"""

import json
import sys
import time

from PySide6.QtCore import QObject, QTimer

from app.__main__ import main
from app.domain.notice import SyncStatus
from app.ui.kit.sync_link import SyncLink
from tests.benchmarks.pulse import Pulse, figures, spread
from tests.benchmarks.stall_hand import Hand, find_window, soon
from tests.benchmarks.watch import when_running

CALM_MS = 15_000


class Course(QObject):
    """Waits for the window, measures the bootstrap and then the same work in peace."""

    def __init__(self, conversation: str, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self._conversation = conversation
        self._pulse = Pulse()
        self._found: dict[str, object] = {}
        self._before = 0
        self._notices = 0
        self._began = 0.0
        soon(lambda: find_window() is not None, self._open, self)

    @property
    def _status(self) -> SyncStatus:
        link: SyncLink = self._window.context.service(SyncLink)
        return link.status

    def _open(self) -> None:
        window = find_window()
        assert window is not None
        self._window = window
        window.context.feed.changed.connect(self._count)
        self._hand = Hand(window, self._conversation)
        soon(lambda: self._hand.ready and bool(self._status.total or self._status.error), self._measure, self)

    def _count(self) -> None:
        self._notices += 1

    def _measure(self) -> None:
        if self._status.error:
            print(f"nothing comes: {self._status.error}", file=sys.stderr)
            self._window.close()
            return
        self._began, self._before, self._notices = time.monotonic(), self._left, 0
        self._hand.start()
        self._pulse.start()
        soon(lambda: not self._left or self._late, self._finish, self)

    @property
    def _left(self) -> int:
        """Rows still to come; the end of the pass counts as one."""
        over = self._status.state == "online" and not self._status.total
        return 0 if over else max(1, self._status.total - self._status.done)

    @property
    def _late(self) -> bool:
        return time.monotonic() - self._began > self._seconds

    def _finish(self) -> None:
        took, rows = time.monotonic() - self._began, self._before - self._left
        self._found["bootstrap"] = {
            **figures(self._pulse.stop()),
            "rows": rows,
            "rows_left": self._left,
            "rows_per_s": round(rows / took),
            "notices_per_s": round(self._notices / took, 1),
            **self._switches(),
        }
        if self._left:
            self._tell()
            return
        self._hand.start()
        self._pulse.start()
        QTimer.singleShot(CALM_MS, self, self._end)

    def _end(self) -> None:
        self._found["calm"] = {**figures(self._pulse.stop()), **self._switches()}
        self._tell()

    def _switches(self) -> dict[str, object]:
        took = self._hand.stop()
        return {"switch_ms": spread([wall for wall, _ in took]), "switch_own_work_ms": spread([cpu for _, cpu in took])}

    def _tell(self) -> None:
        print(json.dumps(self._found), flush=True)
        self._window.close()


def run(folder: str, conversation: str, seconds: float) -> int:
    """Run the program itself and work in it."""
    kept: list[Course] = []
    caller = when_running(lambda: kept.append(Course(conversation, seconds)))
    code = main(["--profile", folder])
    caller.clear()
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2], float(sys.argv[3])))
