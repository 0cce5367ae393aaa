"""The first start of a newer program, which dies while it brings the data to its own form.

``python -m tests.sync.dying_start server DATABASE`` or ``... desk DATABASE KEY POINT``. SIGKILL comes when the new form
of the tables is about to be noted, in the middle of a transaction; of a desk also at a POINT of the encryption of its
plain data, as in :mod:`tests.storage.dying_seal`, or at "file", when the first of its files is encrypted; POINT
"upgrade" is the form of the tables. Ends by itself where there is nothing to bring.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.domain.entity import Actor
from app.storage import sealing
from app.storage.blobs import Blobs
from app.storage.database import Database as DeskDatabase
from sync_server.storage.database import Database as ServerDatabase
from tests.storage.dying_seal import Deadly
from tests.sync.desk_process import files_of


def die_in_the_upgrade() -> None:
    @event.listens_for(Engine, "before_cursor_execute")
    def look(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("UPDATE alembic_version"):
            os.kill(os.getpid(), signal.SIGKILL)


def start_desk(path: Path, key: bytes, point: str) -> None:
    sealing.STEPS = 500  # so that a small file has many points
    deadly = Deadly(point)
    sealing.seal(path, key, deadly.at, meter=deadly)
    if (plain := files_of(path, None)).exists():
        Blobs(files_of(path, key), key).take_in(plain, lambda count: deadly.at("file"))
    if point == "upgrade":
        die_in_the_upgrade()
    desk = DeskDatabase(path, Actor("nobody", "agent"), key=key)
    desk.open()
    desk.close()


def main(program: str, path: Path, key: str = "", point: str = "") -> None:
    if program == "desk":
        start_desk(path, bytes.fromhex(key), point)
    else:
        die_in_the_upgrade()
        ServerDatabase(f"sqlite:///{path}").close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
