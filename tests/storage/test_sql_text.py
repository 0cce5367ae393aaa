"""SQL text runs by the driver: before SQLAlchemy is there, and beside it."""

from contextlib import closing
from pathlib import Path

import pytest

from app.search import index
from app.storage.core import CoreWanted, TextReader
from app.storage.database import Database
from app.storage.driver import connect


def test_whatever_a_cursor_cannot_do_waits_for_sqlalchemy(database: Database) -> None:
    reader = TextReader(Path(database.path))
    reader.begin()
    try:
        assert reader.exec_driver_sql("SELECT 1, 2").fetchone() == (1, 2)
        assert list(reader.exec_driver_sql("SELECT ?", (3,))) == [(3,)]
        assert index.generation(reader) == database.read(index.generation)  # type: ignore[arg-type]  # as a query gets it
        with pytest.raises(CoreWanted):
            reader.exec_driver_sql("SELECT 1").mappings()  # type: ignore[attr-defined]
        with pytest.raises(CoreWanted):
            reader.execute("SELECT 1")
    finally:
        reader.end()
        reader.close()


def test_text_and_statements_of_core_share_a_transaction(database: Database) -> None:
    def work(connection: object) -> tuple[object, ...]:
        run = connection.exec_driver_sql  # type: ignore[attr-defined]
        run("CREATE TEMP TABLE seen (n INTEGER)")
        with connection.begin_nested():  # type: ignore[attr-defined]
            run("INSERT INTO seen VALUES (?)", [(1,), (2,)])
        first = run("SELECT n FROM seen ORDER BY n").first()
        none = run("SELECT n FROM seen WHERE n > 2").first()
        with pytest.raises(LookupError, match="2 rows"):
            run("SELECT n FROM seen").one()
        with pytest.raises(LookupError, match="no rows"):
            run("SELECT n FROM seen WHERE n > 2").one()
        return first, none, run("SELECT n FROM seen ORDER BY n").all(), run("SELECT count(*) FROM seen").scalar_one()

    found = database.write(lambda tx: work(tx.connection)).result()
    assert found == ((1,), None, [(1,), (2,)], 2)


def test_a_statement_is_compiled_once_however_many_came_before(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.sqlite3", None)) as file:
        file.execute("CREATE TABLE t (a, b)")
        for n in range(300):  # as a migration
            file.execute(f"SELECT a FROM t WHERE b = {n}")
        compiled = 0

        def looked(*_: object) -> int:  # SQLite asks for permission when it compiles
            nonlocal compiled
            compiled += 1
            return 0

        file.set_authorizer(looked)
        for _ in range(10):
            file.execute("INSERT INTO t VALUES (?, 1)", (1,))
            file.execute("UPDATE t SET a = ? WHERE b = 2", (1,))
        once = compiled
        for _ in range(10):
            file.execute("INSERT INTO t VALUES (?, 1)", (1,))
            file.execute("UPDATE t SET a = ? WHERE b = 2", (1,))
        assert compiled == once
