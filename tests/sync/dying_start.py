"""The first start of a newer program, which dies while it brings the data to its own form.

``python -m tests.sync.dying_start PROGRAM DATABASE``: PROGRAM is "desk" or "server". SIGKILL comes when the new form is
about to be noted, in the middle of a transaction. Ends by itself where there is nothing to bring.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from app.domain.entity import Actor
from app.storage.database import Database as DeskDatabase
from sync_server.storage.database import Database as ServerDatabase


def main(program: str, path: Path) -> None:
    @event.listens_for(Engine, "before_cursor_execute")
    def look(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith("UPDATE alembic_version"):
            os.kill(os.getpid(), signal.SIGKILL)

    if program == "desk":
        desk = DeskDatabase(path, Actor("nobody", "agent"))
        desk.open()
        desk.close()
    else:
        ServerDatabase(f"sqlite:///{path}").close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
