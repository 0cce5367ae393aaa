"""What is written arrives at the server as one version, whole, also when two people write it or a program is killed."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from sqlalchemy import select

from app.commands import categories
from app.commands import knowledge as commands
from app.commands.article_content import Content, content_of
from app.domain.entity import Actor
from app.domain.knowledge import Article, ArticleDraft, ArticleVersion, Category, draft_id
from app.domain.people import Role
from app.domain.rich import Block
from app.storage import rows
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.storage.outbox import DONE
from app.storage.tables import OUTBOX
from app.sync.session import Session
from app.sync.transport import Transport
from tests.helpers.office import undo_last
from tests.helpers.server import RunningServer, running_server


class Desk(NamedTuple):
    """One editor's device, connected to the server."""

    database: Database
    session: Session

    def autosave(self, article_id: str, content: Content, base: Content | None = None) -> Content:
        return self.database.write(lambda tx: commands.autosave(tx, article_id, content, base)).result(10)

    def save(self, article_id: str, content: Content, base: Content | None = None) -> Content:
        return self.database.write(lambda tx: commands.save(tx, article_id, content, base)).result(10)

    def draft(self, article_id: str) -> ArticleDraft | None:
        return self.database.read(lambda c: rows.get(c, ArticleDraft, draft_id(article_id)))

    def sent(self) -> None:
        waiting = select(OUTBOX.c.lsn).where(OUTBOX.c.state < DONE).limit(1)
        until(lambda: self.database.read(lambda c: c.execute(waiting).first()) is None)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path) as running:
        running.create_groups("presale")
        for login in ("anna", "bo"):
            running.create_account(login, role=Role.KNOWLEDGE_ADMIN, groups=("group-presale",))
        yield running


@pytest.fixture
def desk(server: RunningServer, tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    with ExitStack() as stack:

        def make(login: str) -> Desk:
            database = Database(tmp_path / f"{login}.db", Actor(f"agent-{login}", Role.KNOWLEDGE_ADMIN.value))
            database.open()
            stack.callback(database.close)
            token = server.token(login)
            session = Session(database, Blobs(tmp_path / login), Transport(server.url, lambda: token))
            stack.callback(session.close)
            session.start()
            until(lambda: session.status.state == "online")
            return Desk(database, session)

        yield make


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def text(*words: str) -> Content:
    return Content(title="新知识", body=tuple(Block(f"b{n}", html=word) for n, word in enumerate(words)))


def versions(server: RunningServer, article_id: str) -> list[str]:
    found = server.runtime.db.read(lambda reader: reader.find(ArticleVersion, article_id=article_id, order="version"))
    return [version.body[-1].html for version in found]


def stored(server: RunningServer, article_id: str) -> Article | None:
    found = server.runtime.db.read(lambda reader: reader.find(Article, id=article_id))
    return found[0] if found else None


def test_a_sitting_is_one_version_at_the_server_and_the_draft_is_there_all_the_while(
    server: RunningServer, desk: Callable[[str], Desk]
) -> None:
    anna = desk("anna")
    for word in ("一", "一二", "一二三"):
        anna.autosave("new", text(word))
        anna.sent()
    assert stored(server, "new") is None
    (kept,) = server.runtime.db.read(lambda reader: reader.find(ArticleDraft, article_id="new"))
    assert kept.body[-1].html == "一二三"
    anna.save("new", text("一二三"))
    anna.sent()
    assert versions(server, "new") == ["一二三"]
    for word in ("甲", "甲乙"):
        anna.autosave("new", text(word), text("一二三"))
    anna.save("new", text("甲乙"))
    anna.sent()
    assert versions(server, "new") == ["一二三", "甲乙"]
    # The next sitting begins over what the last one saved.
    anna.autosave("new", text("甲乙丙"))
    anna.database.write(lambda tx: commands.publish(tx, "new", text("甲乙丙"))).result(10)
    anna.sent()
    assert versions(server, "new") == ["一二三", "甲乙", "甲乙丙"]


def test_two_who_write_one_article_lose_nothing(server: RunningServer, desk: Callable[[str], Desk]) -> None:
    anna, bo = desk("anna"), desk("bo")
    base = text("一", "二", "三")
    anna.database.write(lambda tx: commands.publish(tx, "new", base)).result(10)
    anna.sent()
    until(lambda: bo.database.read(lambda c: rows.get(c, Article, "new")) is not None)
    mine = anna.autosave("new", text("安娜", "二", "三"), base)
    theirs = bo.autosave("new", text("一", "二", "老薄"), base)
    for one in (anna, bo):
        one.sent()
        one.session.sync_now()

    def bodies() -> list[list[str]]:
        drafts = [each.draft("new") for each in (anna, bo)]
        return [[block.html for block in found.body] for found in drafts if found is not None]

    until(lambda: bodies() == [["安娜", "二", "老薄"]] * 2)
    # Both go on over what they knew; each save merges what the other kept.
    mine = anna.autosave("new", msgspec.structs.replace(mine, title="安娜的标题"), mine)
    anna.sent()
    until(lambda: (found := bo.draft("new")) is not None and found.title == "安娜的标题")
    kept = bo.autosave("new", msgspec.structs.replace(theirs, tags=("薄",)), theirs)
    assert (kept.title, kept.tags, [block.html for block in kept.body]) == (
        "安娜的标题",
        ("薄",),
        ["安娜", "二", "老薄"],
    )
    bo.sent()
    anna.session.sync_now()
    until(lambda: (found := anna.draft("new")) is not None and content_of(found) == kept)


def binned(server: RunningServer, category_id: str) -> bool:
    found = server.runtime.db.read(lambda reader: reader.get(Category, category_id))
    assert found is not None
    return found.deleted_at is not None


def test_a_removal_that_the_server_has_taken_is_undone_but_not_one_of_somebody_else(
    server: RunningServer, desk: Callable[[str], Desk]
) -> None:
    anna, bo = desk("anna"), desk("bo")
    key = anna.database.write(lambda tx: categories.add_category(tx, "退换")).result(10).id
    anna.database.write(lambda tx: tx.save(Article(id="a1", scope="all", title="新知识", category_id=key))).result(10)
    anna.sent()

    def remove(at: Desk) -> None:
        at.database.write(lambda tx: categories.remove_category(tx, key)).result(10)
        at.sent()
        assert binned(server, key)

    def shown(at: Desk) -> bool | None:
        row = at.database.read(lambda c: rows.get(c, Category, key))
        return None if row is None else row.deleted_at is None

    remove(anna)
    here = anna.database.read(lambda c: rows.get(c, Category, key))
    there = server.runtime.db.read(lambda reader: reader.get(Category, key))
    assert here is not None
    assert there is not None
    assert here.deleted_at == there.deleted_at
    assert undo_last(anna.database) == "category.remove"
    anna.sent()
    assert not binned(server, key)
    moved = server.runtime.db.read(lambda reader: reader.get(Article, "a1"))
    assert moved is not None
    assert moved.category_id == key

    remove(anna)
    until(lambda: shown(bo) is False)
    bo.database.write(lambda tx: categories.add_category(tx, "退换")).result(10)
    bo.sent()
    until(lambda: shown(anna) is True)
    remove(bo)
    until(lambda: shown(anna) is False)
    undo_last(anna.database)
    anna.sent()
    assert binned(server, key), "bo put it there, knowing that it was in use"
