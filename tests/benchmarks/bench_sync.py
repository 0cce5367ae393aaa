"""Measure synchronisation: two desks and a real server process, beside a bare loop that only moves the rows.

Steps, each the median of some runs: push everything one desk wrote offline, pull it to an empty desk, push and pull a
change of 1,000 rows, and ask when there is nothing. The bare loop (:mod:`tests.benchmarks.bare_sync`) and plain
``executemany`` in transactions of 1,000 rows move the same rows in the same run: they say how fast this machine is.
``cpu_s`` is processor time of the desk's and of the server's process.

A push ends when the server has answered for every operation, as the bare loop's does. The desk then fetches the
server's image of each row it sent, which the bare loop has not: that is the step after it (``back``); the ratio of both
together to the bare push is ``push_and_back``. Composing the rows (``create``) is in neither.
``--wire`` counts, in a run of its own without the bare loop, the bytes that each step carries both ways.
"""

import argparse
import functools
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from app.domain.conversations import Author, Conversation, Message, Status
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.ids import new_id
from app.domain.notice import SyncStatus
from app.domain.people import Role
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.driver import connect
from app.sync.session import Session
from app.sync.transport import Transport
from tests.benchmarks import bare_sync
from tests.benchmarks.any_keyring import KEY
from tests.benchmarks.line import Line
from tests.benchmarks.profile import SENTENCES
from tests.helpers.server import running_server

ROWS = 50_000
CHANGED = 1_000
RUNS = 3
TALKS = 400
BATCH = 100
AGENT = "agent-anna"
PATIENCE_S = 900
ASKED = 20
TICKS = os.sysconf("SC_CLK_TCK")


class Took(NamedTuple):
    """What a step took, in seconds: on the clock, and of the processor here and in the server."""

    wall: float
    desk: float
    server: float


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int) -> float:
    """Resident memory in MB."""
    (line,) = (each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def timed(work: Callable[[], object], pid: int) -> Took:
    wall, desk, server = time.perf_counter(), time.process_time(), _cpu(pid)
    work()
    return Took(time.perf_counter() - wall, time.process_time() - desk, _cpu(pid) - server)


# -- the office --------------------------------------------------------------------------------------------------------


@contextmanager
def office(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Run a server process over a new office; yields its address, a token and its process number."""
    with running_server(folder) as prepared:
        prepared.create_groups("g")
        prepared.create_account("anna", role=Role.KNOWLEDGE_ADMIN, groups=("group-g",), capacity=TALKS)
        prepared.runtime.db.write(_open_talks)
        token = prepared.token("anna")
    port_file = folder / "port"
    command = [sys.executable, "-m", "sync_server", "serve", "--data", str(folder / "server"), "--port", "0"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen([*command, "--port-file", str(port_file)], stdout=log, stderr=log)
    try:
        _until(lambda: port_file.exists() and port_file.read_text().strip(), "the server's port")
        yield f"http://127.0.0.1:{port_file.read_text().strip()}", token, process.pid
    finally:
        process.terminate()
        process.wait()


def _open_talks(tx: Any) -> None:
    for n in range(TALKS):
        who = tx.put(Customer(id=f"who-{n}", scope="people", name=f"顾客{n}"))
        # nobody's, so that the server neither gives it away nor takes it back meanwhile
        with_robot = Conversation(id=f"talk-{n}", scope="g:group-g", customer_id=who.id, group_id="group-g")
        tx.put(msgspec.structs.replace(with_robot, status=Status.BOT))


def _until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"{what}: not within {PATIENCE_S} s")
        time.sleep(0.002)


# -- a desk ------------------------------------------------------------------------------------------------------------


class Desk:
    """A local database that synchronises when asked to."""

    def __init__(self, folder: Path, url: str, token: str) -> None:
        folder.mkdir()
        self._files = Blobs(folder / "blobs")
        self._url, self._token = url, token
        self.database = Database(folder / "desk.sqlite3", Actor(AGENT, Role.KNOWLEDGE_ADMIN.value), key=KEY)
        self.database.open()

    @contextmanager
    def session(self, url: str = "") -> Iterator[Session]:
        """Be connected until the block ends."""
        session = Session(self.database, self._files, Transport(url or self._url, lambda: self._token))
        session.start()
        try:
            yield session
        finally:
            session.close()

    def synchronise(self, url: str = "") -> None:
        """Connect, wait until nothing is left to do on either side, disconnect."""
        with self.session(url) as session:
            self.until_even(session)

    def until_even(self, session: Session) -> None:
        """Wait until everything is sent and received."""
        _until(lambda: _even(session.status) and not self.unresolved(), "in step")

    def ask(self) -> None:
        """Ask a connected server although there is nothing, some times; :data:`ASKED` of them."""
        with self.session() as session:
            self.until_even(session)
            for _ in range(ASKED):
                before = session.status.last_sync_at
                session.sync_now()
                _until(lambda: session.status.last_sync_at != before, "an answer")  # noqa: B023

    def until_answered(self) -> None:
        """Wait until every operation has a result; by one connection, for looking must not cost what is measured."""
        with closing(connect(self.database.path, KEY, writable=False)) as file:
            _until(lambda: file.execute("SELECT 1 FROM outbox WHERE state = 0 LIMIT 1").fetchone() is None, "answers")

    def unresolved(self) -> bool:
        """Say whether there is an operation whose effect is not back yet."""
        with closing(connect(self.database.path, KEY, writable=False)) as file:
            return file.execute("SELECT 1 FROM outbox WHERE state < 2 LIMIT 1").fetchone() is not None

    def count(self) -> int:
        """Return how many customers and messages are here."""
        with closing(connect(self.database.path, KEY, writable=False)) as file:
            query = "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM message)"
            return int(file.execute(query).fetchone()[0])

    def work(self, rows: int, chance: random.Random) -> None:
        """Write customers and messages, one to four, some hundred an action as an import does."""
        for start in range(0, rows, BATCH):
            wanted = range(start, min(start + BATCH, rows))
            made = [_row(n, chance) for n in wanted]
            self.database.write(lambda tx, made=made: [tx.save(each) for each in made]).result()  # type: ignore[misc]

    def change(self, rows: int, chance: random.Random) -> None:
        """Edit customers."""
        with closing(connect(self.database.path, KEY, writable=False)) as file:
            found = [row[0] for row in file.execute("SELECT id FROM customer WHERE note <> '' LIMIT ?", (rows,))]

        def edit(tx: Any, some: Sequence[str]) -> None:
            for row_id in some:
                tx.save(msgspec.structs.replace(tx.get(Customer, row_id), note=_text(chance, 60)))

        for start in range(0, len(found), BATCH):
            self.database.write(functools.partial(edit, some=found[start : start + BATCH])).result()


def _even(status: SyncStatus) -> bool:
    return status.state == "online" and not status.pending


def _row(n: int, chance: random.Random) -> Customer | Message:
    if n % 5 == 0:
        return Customer(
            id=new_id(), scope="people", name=f"顾客{n}", phone=f"138{n:08}", city="杭州",
            address=_text(chance, 30), tags=("老客户",), note=_text(chance, 60),
        )  # fmt: skip
    return Message(
        id=new_id(), scope="g:group-g", conversation_id=f"talk-{n % TALKS}", author=Author.AGENT, author_id=AGENT,
        text=_text(chance, 60), composed_at=1_800_000_000_000 + n,
    )  # fmt: skip


def _text(chance: random.Random, least: int) -> str:
    text = ""
    while len(text) < least:
        text += chance.choice(SENTENCES) + f"{chance.randrange(100_000)}。"
    return text


# -- steps -------------------------------------------------------------------------------------------------------------


def product(folder: Path, rows: int) -> dict[str, Any]:
    """Run all steps with the real desk and the real server."""
    chance = random.Random(3)
    with office(folder) as (url, token, pid):
        first, second = Desk(folder / "first", url, token), Desk(folder / "second", url, token)
        with closing(first.database), closing(second.database):
            first.synchronise()
            steps = {"create": timed(lambda: first.work(rows, chance), pid)}
            steps |= _sent(first, "", pid)
            steps["pull"] = timed(second.synchronise, pid)
            if second.count() != rows + TALKS:
                raise SystemExit(f"the second desk has {second.count()} rows of {rows + TALKS}")
            first.change(CHANGED, chance)
            steps |= _sent(first, "_changed", pid)
            steps["pull_changed"] = timed(second.synchronise, pid)
            begin, asked = timed(second.synchronise, pid), timed(second.ask, pid)
            steps["nothing"] = Took(*((b - a) / ASKED for a, b in zip(begin, asked, strict=True)))
        return {"steps": steps, "server_mb": _memory(pid)}


def _sent(desk: Desk, name: str, pid: int) -> dict[str, Took]:
    """Measure how long it takes until all is answered, and until its images are back."""
    with desk.session() as session:
        push = timed(desk.until_answered, pid)
        back = timed(lambda: desk.until_even(session), pid)
    return {f"push{name}": push, f"back{name}": back}


def bare(folder: Path, source: Path) -> dict[str, Took]:
    """Move the rows of a desk's file by the bare loop, and by plain executemany."""
    folder.mkdir()
    with closing(bare_sync.create(folder / "first.db")) as first, closing(connect(source, KEY)) as file:
        seq = 0
        for kind in bare_sync.KINDS:
            names = ", ".join(bare_sync.columns(kind))
            rows = [list(row) for row in file.execute(f'SELECT {names} FROM "{kind}" ORDER BY id')]
            rows = [[*row, seq + n] for n, row in enumerate(rows, 1)]
            seq += len(rows)
            bare_sync.write(first, kind, rows)
        command = [sys.executable, "-m", "tests.benchmarks.bare_sync", str(folder / "server.db")]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            try:
                assert process.stdout is not None
                return _bare_steps(folder, first, int(process.stdout.readline()), process.pid)
            finally:
                process.terminate()


def _bare_steps(folder: Path, first: sqlite3.Connection, port: int, pid: int) -> dict[str, Took]:
    line = bare_sync.Line(port)
    with closing(bare_sync.create(folder / "second.db")) as second, closing(line):
        steps = {
            "push": timed(lambda: line.push(first), pid),
            "pull": timed(lambda: line.pull(second), pid),
        }
        top = first.execute("SELECT max(bare_seq) FROM message").fetchone()[0]
        rows = [row[:-1] for row in bare_sync.read(first, "customer", 0)[:CHANGED]]
        bare_sync.write(first, "customer", [[*row, top + n] for n, row in enumerate(rows, 1)])
        steps["push_changed"] = timed(lambda: line.push(first, top), pid)
        steps["pull_changed"] = timed(lambda: line.pull(second, top), pid)
        steps["executemany"] = timed(lambda: _executemany(first, folder / "raw.db"), pid)
    return steps


def _executemany(source: sqlite3.Connection, path: Path) -> None:
    with closing(bare_sync.create(path)) as raw:
        for kind in bare_sync.KINDS:
            at = 0
            while rows := bare_sync.read(source, kind, at):
                at = rows[-1][-1]
                bare_sync.write(raw, kind, rows)


def _median(runs: list[dict[str, Took]]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "s": round(statistics.median(run[name].wall for run in runs), 4),
            "desk_cpu_s": round(statistics.median(run[name].desk for run in runs), 3),
            "server_cpu_s": round(statistics.median(run[name].server for run in runs), 3),
        }
        for name in runs[0]
    }


def wire(rows: int) -> dict[str, dict[str, float]]:
    """Return the megabytes that each step carries, up and down."""
    chance = random.Random(3)
    with tempfile.TemporaryDirectory() as name, office(Path(name)) as (url, token, _), Line(url) as line:
        first, second = (Desk(Path(name) / each, line.url, token) for each in ("first", "second"))
        with closing(first.database), closing(second.database):
            first.synchronise()
            first.work(rows, chance)
            found = {"push": line.carried(first.synchronise), "pull": line.carried(second.synchronise)}
            first.change(CHANGED, chance)
            found["push_changed"] = line.carried(first.synchronise)
            found["pull_changed"] = line.carried(second.synchronise)
            return found


def measure(rows: int, runs: int) -> dict[str, Any]:
    """Run everything some times; returns seconds and ratios."""
    real, plain, memory = [], [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "real").mkdir()
            found = product(Path(folder) / "real", rows)
            real.append(found["steps"])
            memory.append(found["server_mb"])
            plain.append(bare(Path(folder) / "bare", Path(folder) / "real/first/desk.sqlite3"))
    ours, theirs = _median(real), _median(plain)
    ratios = {
        name: round(ours[name]["s"] / theirs[name]["s"], 2) for name in ("push", "pull", "push_changed", "pull_changed")
    }
    for name in ("push", "push_changed"):
        both = ours[name]["s"] + ours[name.replace("push", "back")]["s"]
        ratios[f"{name}_and_back"] = round(both / theirs[name]["s"], 2)
    ratios["pull_to_executemany"] = round(ours["pull"]["s"] / theirs["executemany"]["s"], 2)
    return {
        "rows": rows,
        "real": ours,
        "bare": theirs,
        "ratios": ratios,
        "server_mb": round(statistics.median(memory), 1),
        "desk_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--wire", action="store_true", help="count bytes instead")
    options = parser.parse_args()
    found = {"rows": options.rows, "mb": wire(options.rows)} if options.wire else measure(options.rows, options.runs)
    print(json.dumps(found, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
