"""The first start over plain data of an older program, which dies while they are being encrypted.

``python -m tests.storage.dying_seal DATABASE KEY POINT``: KEY is in hex; POINT is a step of
:func:`app.storage.sealing.seal`, or the number of a look at how far it is (one a piece of what is overwritten, too).
SIGKILL comes there. Ends by itself where there is no such point.
"""

import os
import signal
import sys
import threading
from pathlib import Path

from app.storage import sealing


class Deadly(sealing.Meter):
    """Kills the process at a look."""

    def __init__(self, point: str) -> None:
        super().__init__(0, lambda done, total: None, threading.Event())
        self.point, self.looks = point, 0

    def add(self, count: int) -> None:
        self.looks += 1
        self.at(str(self.looks))

    def at(self, point: str) -> None:
        if point == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


def main(path: Path, key: bytes, point: str) -> None:
    sealing.STEPS = 500  # so that a small file has many points
    deadly = Deadly(point)
    sealing.seal(path, key, deadly.at, meter=deadly)


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3])
