"""An index of another version is made anew in steps, across restarts, without missing what is written meanwhile."""

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from app.domain.access import ALL
from app.domain.knowledge import Article, ArticleStatus
from app.search.query import Query, search
from app.storage import reindex, rows
from app.storage.database import Database


def article(number: int, title: str = "") -> Article:
    return Article(
        id=f"article-{number:03d}",
        scope=ALL,
        rev=1,
        title=title or f"第{number}号说明：滤芯怎么更换",
        status=ArticleStatus.PUBLISHED,
    )


def age(connection: Connection) -> None:
    """Leave the index as an older version would have: another format, terms that this one does not look up."""
    connection.exec_driver_sql("UPDATE search_state SET format = 1")
    connection.exec_driver_sql("UPDATE search_posting SET term = '~' || term")


def found(database: Database, words: str) -> set[str]:
    hits = database.read(lambda c: search(c, Query(text=words, limit=500)))
    return {hit.article_id for hit in hits}


@pytest.fixture
def aged(open_database: Callable[..., Database], monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(reindex, "BATCH", 3)
    database = open_database()
    database.replicate(lambda r: rows.write(r.connection, "article", [article(n) for n in range(7)])).result()
    database.replicate(lambda r: age(r.connection)).result()
    return database


def steps(database: Database, count: int) -> list[tuple[int, int]]:
    made = [database.replicate(lambda r: reindex.step(r.connection)).result() for _ in range(count)]
    return [(each.done, each.total) for each in made]


def test_an_index_of_this_version_is_left_alone(database: Database) -> None:
    assert not database.read(reindex.wanted)


def test_an_older_index_is_made_anew_in_steps(aged: Database) -> None:
    assert aged.read(reindex.wanted)
    assert not found(aged, "滤芯")
    assert steps(aged, 3) == [(3, 7), (6, 7), (7, 7)]
    assert len(found(aged, "滤芯")) == 7
    assert not aged.read(reindex.wanted)


def test_it_goes_on_after_a_restart_and_keeps_what_was_written_meanwhile(
    aged: Database, open_database: Callable[..., Database]
) -> None:
    assert steps(aged, 1) == [(3, 7)]
    aged.replicate(lambda r: rows.write(r.connection, "article", [article(1, "完全另外一件事情")])).result()
    aged.close()
    again = open_database()
    assert again.read(reindex.wanted)
    assert steps(again, 2) == [(6, 7), (7, 7)]
    assert len(found(again, "滤芯")) == 6
    assert found(again, "完全另外") == {"article-001"}
    assert not again.read(reindex.wanted)
