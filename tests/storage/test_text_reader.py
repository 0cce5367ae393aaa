"""Before SQLAlchemy is there a read runs as SQL text, or waits for it: it never fails for that."""

from pathlib import Path

import pytest

from app.search import index
from app.storage.core import CoreWanted, TextReader
from app.storage.database import Database


def test_whatever_a_cursor_cannot_do_waits_for_sqlalchemy(database: Database) -> None:
    reader = TextReader(Path(database.path))
    reader.begin()
    try:
        assert reader.exec_driver_sql("SELECT 1, 2").fetchone() == (1, 2)
        assert list(reader.exec_driver_sql("SELECT ?", (3,))) == [(3,)]
        for fn in (index.needs_rebuild, index.generation):  # both were written for SQLAlchemy's result
            with pytest.raises(CoreWanted):
                fn(reader)  # type: ignore[arg-type]  # as the database hands it to a query
        with pytest.raises(CoreWanted):
            reader.execute("SELECT 1")
    finally:
        reader.end()
        reader.close()
