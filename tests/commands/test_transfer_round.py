"""A whole office out, into an empty one, and out again: the same bytes."""

import hashlib
import zipfile
from pathlib import Path

import msgspec
import pytest

from app.commands import importing
from app.commands.importing import carry_out, existing_articles
from app.commands.transfer.export import Exported, write_knowledge
from app.commands.transfer.files import open_files
from app.commands.transfer.plan import ImportPlan, plan_import
from app.commands.transfer.table import read_table
from app.domain.entity import Actor
from app.domain.files import MAX_FILE_BYTES, FileRef
from app.domain.knowledge import Article, Category
from app.domain.people import Role
from app.storage import rows
from app.storage.blobs import Blobs
from app.storage.database import Database
from tests.helpers import office as fixture

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


def bring_in(database: Database, blobs: Blobs, path: Path, folder: Path, most: int | None = None) -> ImportPlan:
    table = read_table(path)
    table = msgspec.structs.replace(table, rows=table.rows[:most])
    there, tree = database.read(lambda c: (existing_articles(c, table), rows.everything(c, Category)))
    with open_files(folder) as files:
        plan = plan_import(table, there, tree, files, zone=importing.LocalZone())

        def store(ref: FileRef, entry: str) -> None:
            assert blobs.store(files.read(entry, MAX_FILE_BYTES)) == ref.sha256

        carry_out(plan, database.write, store)
    return plan


def take_out(database: Database, blobs: Blobs, path: Path) -> Exported:
    articles, tree = database.read(lambda c: (rows.everything(c, Article), rows.everything(c, Category)))
    return write_knowledge(path, articles, tree, blobs.read, zone=importing.LocalZone())


def content(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


@pytest.mark.slow
def test_a_whole_office_goes_into_an_empty_one_and_comes_out_byte_for_byte(tmp_path: Path) -> None:
    one, two = Blobs(tmp_path / "one"), Blobs(tmp_path / "two")
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    with fixture.office(tmp_path / "full", agent_id="agent-zhou", role=Role.KNOWLEDGE_ADMIN) as full:
        bring_in(full, one, SAMPLE / "knowledge.xlsx", SAMPLE, most=60)
        exported = take_out(full, one, first)
    assert exported.articles > 60
    assert exported.files > 5

    empty = Database(tmp_path / "empty.db", Actor("agent-zhou", Role.KNOWLEDGE_ADMIN.value))
    empty.open()
    try:
        plan = bring_in(empty, two, first, first)
        assert (plan.count("new"), plan.count("error")) == (exported.articles, 0)
        again = take_out(empty, two, second)
        assert (again.articles, again.files, again.missing) == (exported.articles, exported.files, exported.missing)
        assert content(second) == content(first)
        assert second.read_bytes() == first.read_bytes()
        unchanged = bring_in(empty, two, second, second)
        assert unchanged.count("unchanged") == len(unchanged.rows)
    finally:
        empty.close()
