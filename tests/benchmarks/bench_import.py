"""Measure an import: 10,000 rows with 2,000 pictures in one archive, as the wizard does it, beside a bare loop.

``ours`` is the dry run (reading, checking, hashing every picture), the files and the rows in their transactions with
undo, outbox and search text, then taking all of it back. The bare loop reads the same workbook with openpyxl, puts the
cells into a table with one executemany and copies the pictures out of the archive, in the same run. ``most_silent_s``
is the longest time between two steps of the progress that a person sees while rows are written; ``import_cpu_s`` is
what a busy machine disturbs little.
"""

import argparse
import itertools
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any

import openpyxl

from app.commands.importing import carry_out
from app.commands.transfer.columns import HEADERS, Column
from app.commands.transfer.files import open_files
from app.commands.undo import undo
from app.domain.access import ALL
from app.domain.entity import Actor
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.knowledge import Article
from app.domain.people import Role
from app.storage import rows
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.ui.knowledge.import_check import check

ROWS, PICTURES, PICTURE_BYTES = 10_000, 2_000, 30_000
_TEXT = "充电电池退货换货发票保修蓝牙连接耳机音箱会员积分物流签收优惠型号固件升级客服预约"
_WORDS = [_TEXT[at : at + 2] for at in range(0, len(_TEXT), 2)]
_COLUMNS = (Column.KEY, Column.CATEGORY, Column.TITLE, Column.QUESTIONS, Column.BODY, Column.TAGS, Column.VALID_UNTIL)


def write_office(folder: Path, count: int, pictures: int) -> Path:
    """Write an archive with a table of articles and their pictures; every fifth row shows one."""
    chance = random.Random(1)

    def words(number: int) -> str:
        return "".join(chance.choices(_WORDS, k=number))

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("知识")
    sheet.append([HEADERS["zh_CN"][column] for column in _COLUMNS])
    for number in range(count):
        picture = f"\n\n![图](images/{number * pictures // count}.png)" if number * pictures % count < pictures else ""
        body = f"{words(20)}。\n\n1. {words(8)}\n2. {words(8)}\n3. {words(8)}\n\n> {words(10)}{picture}"
        category = f"{_WORDS[number % 10]} / {_WORDS[10 + number // 10 % 10]}"
        title = f"{words(4)} {number}"
        sheet.append([f"A-{number}", category, title, f"{words(5)}\n{words(5)}", body, words(1), "2030-12-31"])
    book.save(folder / "knowledge.xlsx")
    head = b"\x89PNG\r\n\x1a\n" + bytes(8) + (640).to_bytes(4) + (480).to_bytes(4)
    path = folder / "office.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.write(folder / "knowledge.xlsx", "knowledge.xlsx", zipfile.ZIP_DEFLATED)
        for number in range(pictures):
            archive.writestr(f"images/{number}.png", head + chance.randbytes(PICTURE_BYTES))
    return path


def ours(folder: Path, path: Path) -> dict[str, Any]:
    """Import the archive into an empty office, count what came, and take it back."""
    took: dict[str, Any] = {}
    began = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal began
        now = time.perf_counter()
        took[name], began = round(now - began, 2), now

    database = Database(folder / "office.db", Actor("agent-zhou", Role.KNOWLEDGE_ADMIN.value))
    database.open()
    blobs = Blobs(folder / "blobs")
    ticks: list[float] = []
    try:
        lap("open_s")
        cpu = time.process_time()
        checked = database.read(lambda connection: check(connection, path, path))
        assert checked.errors == 0
        lap("check_s")
        with open_files(path) as files:

            def store(ref: FileRef, entry: str) -> None:
                blobs.store(files.read(entry, MAX_FILE_BYTES))

            report = carry_out(checked.plan, database.write, store, lambda done, total: ticks.append(time.monotonic()))
        lap("write_s")
        took["import_cpu_s"] = round(time.process_time() - cpu, 2)
        made = database.read(lambda connection: rows.everything(connection, Article))
        assert len(made) == report.new == len(checked.plan.rows)
        assert {article.scope for article in made} == {ALL}
        assert sum(bool(article.images) for article in made) == len(checked.plan.files)
        lap("look_s")
        for done in reversed(report.steps):
            database.write(lambda tx, done=done: undo(tx, done.txn)).result()  # type: ignore[misc]
        assert not database.read(lambda connection: rows.everything(connection, Article))
        lap("undo_s")
    finally:
        database.close()
    took["most_silent_s"] = round(max(later - earlier for earlier, later in itertools.pairwise(ticks)), 2)
    took["import_s"] = round(took["check_s"] + took["write_s"], 2)
    return took


def bare(folder: Path, path: Path) -> float:
    """Return the seconds of the least that moves the same: read, executemany, copy."""
    began = time.perf_counter()
    (folder / "pictures").mkdir()
    with zipfile.ZipFile(path) as archive:
        with archive.open("knowledge.xlsx") as source:
            book = openpyxl.load_workbook(source, read_only=True, data_only=True)
            cells = [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        connection = sqlite3.connect(folder / "bare.db")
        connection.execute(f"CREATE TABLE t ({','.join(f'c{at}' for at in range(len(cells[0])))})")
        connection.executemany(f"INSERT INTO t VALUES ({','.join('?' * len(cells[0]))})", cells)
        connection.commit()
        connection.close()
        for name in archive.namelist():
            if name.startswith("images/"):
                target = folder / "pictures" / f"{zlib.crc32(name.encode()):08x}"
                with archive.open(name) as picture, target.open("wb") as copy:
                    shutil.copyfileobj(picture, copy)
    return time.perf_counter() - began


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--pictures", type=int, default=PICTURES)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-import-") as name:
        folder = Path(name)
        path = write_office(folder, options.rows, options.pictures)
        ours_took = ours(folder, path)
        bare_s = bare(folder, path)
    found = {
        "rows": options.rows,
        "pictures": options.pictures,
        "ours": ours_took,
        "bare_s": round(bare_s, 2),
        "ratio": round(ours_took["import_s"] / bare_s, 1),
    }
    print(json.dumps(found, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
