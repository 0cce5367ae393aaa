"""Measure what a changed row costs beside ever more rows: the desk that sends it, the server, the desk that fetches it.

Both desks and the server are filled with the same rows by plain SQL, as a synchronisation would leave them. Then 1,000
of them are edited, pushed and pulled. ``us_a_row`` is processor time (and ``wall_us_a_row`` time on the clock) for each
of these; ``growth`` is how many times as long it takes beside the most rows as beside the fewest.
"""

import argparse
import json
import random
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from app.storage.driver import connect
from tests.benchmarks.any_keyring import KEY
from tests.benchmarks.bench_sync import CHANGED, Desk, Took, office, timed

SIZES = (50_000, 500_000, 2_000_000)
ROUNDS = 3
AT_ONCE = 50_000
A_CHANGE = 500
"""How many rows the server writes with one number."""


def fill(server: Path, desks: list[Path], have: int, wanted: int) -> None:
    """Add customers to the server and to the desks until there are so many, and move everybody's cursors on."""
    with closing(sqlite3.connect(server, timeout=60)) as db:
        (template,) = db.execute("SELECT id FROM customer ORDER BY id LIMIT 1").fetchone()
        names = [row[1] for row in db.execute("PRAGMA table_info(customer)") if row[1] != "id"]
        for first in range(have, wanted, AT_ONCE):
            last = min(first + AT_ONCE, wanted)
            with db:
                _copy(db, names, template, first, last)
                db.execute(
                    "INSERT INTO sync_feed (scope, ent, id, seq, kind) SELECT scope, 'customer', id,"
                    " (SELECT seq FROM sync_head) + 1 + (row_number() OVER () - 1) / ?, 1"
                    " FROM customer WHERE id >= ? AND id < ?",
                    (A_CHANGE, _id(first), _id(last)),
                )
                db.execute("UPDATE sync_head SET seq = (SELECT max(seq) FROM sync_feed)")
        (head,) = db.execute("SELECT seq FROM sync_head").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in desks:
        with closing(connect(path, KEY)) as db:
            names = [row[1] for row in db.execute("PRAGMA table_info(customer)") if row[1] != "id"]
            with db:
                db.execute("BEGIN IMMEDIATE")
                _copy(db, names, template, have, wanted)
                db.execute("UPDATE sync_scope SET cursor = ?", (head,))
                db.execute("UPDATE sync_state SET v = ? WHERE k IN ('seen_seq', 'seen_head')", (str(head),))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _id(n: int) -> str:
    return f"grown-{n:09}"


def _copy(db: sqlite3.Connection, names: list[str], template: str, first: int, last: int) -> None:
    listed = ", ".join(f'"{name}"' for name in names)
    db.execute(
        f"WITH RECURSIVE n(n) AS (SELECT ? UNION ALL SELECT n + 1 FROM n WHERE n + 1 < ?) "
        f"INSERT INTO customer (id, {listed}) SELECT printf('grown-%09d', n.n), {listed} FROM customer, n WHERE id = ?",
        (first, last, template),
    )


def _steps(first: Desk, second: Desk, pid: int, chance: random.Random) -> dict[str, Took]:
    first.change(CHANGED, chance)
    return {"push": timed(first.synchronise, pid), "pull": timed(second.synchronise, pid)}


def _costs(rounds: list[dict[str, Took]]) -> dict[str, dict[str, float]]:
    return {
        name: {
            "wall_us_a_row": round(statistics.median(each[name].wall for each in rounds) / CHANGED * 1e6),
            "desk_us_a_row": round(statistics.median(each[name].desk for each in rounds) / CHANGED * 1e6),
            "server_us_a_row": round(statistics.median(each[name].server for each in rounds) / CHANGED * 1e6),
        }
        for name in rounds[0]
    }


def measure(sizes: list[int], rounds: int) -> dict[str, Any]:
    """Measure beside each number of rows; the last ones compared with the first."""
    chance = random.Random(7)
    found: dict[int, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as name, office(Path(name)) as (url, token, pid):
        folder = Path(name)
        first, second = (Desk(folder / each, url, token) for each in ("first", "second"))
        with closing(first.database), closing(second.database):
            first.synchronise()
            first.work(2 * CHANGED, chance)
            first.synchronise()
            second.synchronise()
            have = 0
            for size in sorted(sizes):
                fill(folder / "server" / "server.sqlite", [first.database.path, second.database.path], have, size)
                have = size
                found[size] = _costs([_steps(first, second, pid, chance) for _ in range(rounds)])
    fewest, most = found[min(found)], found[max(found)]
    growth = {
        step: {which: round(most[step][which] / max(1, fewest[step][which]), 2) for which in most[step]}
        for step in most
    }
    return {"changed": CHANGED, "rows": found, "growth": growth}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    options = parser.parse_args()
    print(json.dumps(measure(options.sizes, options.rounds), indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
