"""A desk without a window, as a process that can be killed: works at random, synchronises, and never stops by itself.

``python -m tests.sync.desk_process DATABASE URL TOKEN AGENT SEED ACTIONS PACE [KEY]``: acts until the database holds
that many actions in all or a file beside it ends in ``.rest``, with a pause of PACE seconds after every 20; then goes
on synchronising. With a KEY (hex) the data are encrypted by it.
"""

import random
import signal
import sys
import threading
from pathlib import Path

from sqlalchemy import func, select

from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.people import Agent
from app.storage import rows
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.tables import OUTBOX
from app.sync.session import Session
from app.sync.transport import Transport
from tests.sync.workload import Workload

ASK_SECONDS = 10.0


def files_of(path: Path, key: bytes | None) -> Path:
    """Return the folder of a desk's files."""
    return path.parent / f"{path.stem}-{'blobs' if key is None else 'files'}"


def actions_made(database: Database) -> int:
    """Return how many actions the file has ever recorded."""
    return database.read(lambda c: int(c.execute(select(func.count(OUTBOX.c.txn.distinct()))).scalar_one()))


def main(
    path: Path, url: str, token: str, agent_id: str, seed: int, wanted: int, pace: float, key: bytes | None
) -> None:
    stop, rest = threading.Event(), path.with_suffix(".rest")
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    database = Database(path, Actor(agent_id, "knowledge_admin"), key=key)
    database.open()
    files = Blobs(files_of(path, key), key)
    session = Session(database, files, Transport(url, lambda: token))
    session.start()
    workload = Workload(agent_id, random.Random(seed), files)
    while database.read(lambda c: rows.get(c, Agent, agent_id)) is None and not stop.is_set():
        stop.wait(0.1)  # the first synchronisation tells who works where
    made = actions_made(database)
    while made < wanted and not rest.exists() and not stop.wait(pace):
        for _ in range(20):
            try:
                database.write(workload.act).result()
            except AppError:
                continue
        made = actions_made(database)
    # polls bring what concerns this agent: who is to stand where the server stands asks now and then, as by F5
    while not stop.wait(ASK_SECONDS):
        session.sync_now()
    session.close()
    database.close()


if __name__ == "__main__":
    file, server, ticket, agent, number, actions, rest, *keys = sys.argv[1:]
    unlocked = bytes.fromhex(keys[0]) if keys else None
    main(Path(file), server, ticket, agent, int(number), int(actions), float(rest), unlocked)
