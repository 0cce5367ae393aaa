"""A long article through a thousand edits, undo, save, the server and a colleague's edits: no block goes or moves."""

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.commands.article_content import Content, content_of
from app.domain.files import FileRef
from app.domain.knowledge import Article
from app.domain.rich import Block, BlockKind, Body
from app.storage import rows
from app.ui.kit.theme import install_theme
from app.ui.knowledge.editor_text import ArticleEdit
from tests.commands.test_knowledge_sync import Desk, desk, server, until
from tests.helpers.server import RunningServer

__all__ = ["desk", "server"]

BLOCKS, PICTURES, TABLES, EDITS, SEED = 200, 30, 3, 1_000, 20_260_801
_MINE = re.compile(r"第(\d+)段|表(\d)格")
_KINDS = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.QUOTE, BlockKind.CALLOUT)


def document() -> Body:
    """Return 200 blocks, of them 30 pictures and 3 tables."""
    made: list[Block] = []
    tables, pictures = iter(range(TABLES)), iter(range(PICTURES))
    for n in range(BLOCKS):
        if n in (50, 100, 150):
            table = next(tables)
            cells = tuple(tuple(f"表{table}格{row}{column}" for column in "ab") for row in range(3))
            made.append(Block(f"b{n}", BlockKind.TABLE, rows=cells))
        elif n % 6 == 5 and (picture := next(pictures, None)) is not None:
            made.append(Block(f"b{n}", BlockKind.IMAGE, image=f"{picture:064x}", alt=f"图{picture}", width=80))
        elif n % 20 == 0:
            made.append(Block(f"b{n}", BlockKind.HEADING, html=f"第{n}段", level=2))
        else:
            made.append(Block(f"b{n}", _KINDS[n % len(_KINDS)], html=f"第{n}段<b>写着</b>一些话。"))
    return tuple(made)


class Writer:
    """Edits what is even: paragraphs and tables."""

    def __init__(self, edit: ArticleEdit) -> None:
        self.edit = edit
        self.chance = random.Random(SEED)

    def block(self) -> tuple[QTextBlock, int]:
        """Return one of the writer's own blocks and how many of its characters name it."""
        text = self.edit.document()
        while True:
            block = text.findBlockByNumber(self.chance.randrange(text.blockCount()))
            named = _MINE.match(block.text())
            if named is not None and int(named[1] or named[2]) % 2 == 0:
                return block, named.end()

    def step(self) -> None:
        block, start = self.block()
        cursor = QTextCursor(block)
        end = max(block.length() - 1, start)
        cursor.setPosition(block.position() + self.chance.randint(start, end))
        self.edit.setTextCursor(cursor)
        match self.chance.choice(("type", "type", "type", "paste", "bold", "delete", "split", "undo", "redo")):
            case "type":
                QTest.keyClicks(self.edit, self.chance.choice(("ab", "x 1", "q", "12")))
            case "paste":
                cursor.insertText(self.chance.choice(("甲乙。", "丙", "又一句！")))
            case "bold":
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                self.edit.setTextCursor(cursor)
                self.edit.toggle_bold()
            case "delete" if not cursor.atBlockEnd():
                QTest.keyClick(self.edit, Qt.Key.Key_Delete)
            case "split" if cursor.currentTable() is None and len(block.text()) > start:
                QTest.keyClick(self.edit, Qt.Key.Key_Return)
            case "undo":
                self.edit.undo()
            case "redo":
                self.edit.redo()


def check(body: Body) -> None:
    """Every block of the document is there, in its order, with its pictures and tables."""
    places = {block.id: place for place, block in enumerate(body)}
    assert len(places) == len(body), "two blocks have one id"
    assert all(places[f"b{a}"] < places[f"b{b}"] for a, b in pairwise(range(BLOCKS)))
    assert [block.image for block in body if block.image] == [f"{n:064x}" for n in range(PICTURES)]
    assert [block.id for block in body if block.kind is BlockKind.TABLE] == ["b50", "b100", "b150"]


@pytest.fixture
def edit(qapp: QApplication) -> Iterator[ArticleEdit]:
    install_theme(qapp).apply("light")
    made = ArticleEdit(None)  # type: ignore[arg-type]  # no pictures are drawn here
    made.show()
    yield made
    made.close()
    made.deleteLater()


def edited(edit: ArticleEdit) -> Body:
    """Return what a thousand edits make of the document, after all of them were undone and done again."""
    edit.show_body(document())
    before = edit.body()
    check(before)
    writer = Writer(edit)
    for n in range(EDITS):
        writer.step()
        if n % 100 == 99:
            check(edit.body())
    body = edit.body()
    while edit.document().isUndoAvailable():
        edit.undo()
    assert edit.body() == before
    while edit.document().isRedoAvailable():
        edit.redo()
    check(edit.body())
    assert [msgspec.structs.replace(block, id="") for block in edit.body()] == [
        msgspec.structs.replace(block, id="") for block in body
    ]
    return edit.body()


def _changed(block: Block) -> Block:
    """Return what the colleague makes of a block: he edits what is odd, and every picture's description."""
    if block.image:
        return msgspec.structs.replace(block, alt="老薄的图")
    return msgspec.structs.replace(block, html=f"{block.html}老薄改过。") if int(block.id[1:]) % 2 else block


@pytest.mark.slow
def test_a_thousand_edits_beside_a_colleague_lose_and_move_no_block(
    edit: ArticleEdit, server: RunningServer, desk: Callable[[str], Desk]
) -> None:
    anna, bo = desk("anna"), desk("bo")
    files = tuple(FileRef(sha256=f"{n:064x}", name=f"{n}.png", size=1, mime="image/png") for n in range(PICTURES))
    edit.show_body(document())
    base = Content(title="长文", body=edit.body(), images=files)
    anna.database.write(lambda tx: tx.save(Article(id="long", scope="all", title="长文", body=base.body))).result(10)
    anna.sent()
    until(lambda: bo.database.read(lambda c: rows.get(c, Article, "long")) is not None, 60)
    base = msgspec.structs.replace(base, images=())
    mine = msgspec.structs.replace(base, body=edited(edit))
    assert sum(was != now for was, now in zip(base.body, mine.body, strict=False)) > 50
    added = {f"b{n}": Block(f"n{n}", html=f"老薄加在第{n}段后") for n in range(7, BLOCKS, 10)}
    other = tuple(each for block in base.body for each in (_changed(block), added.get(block.id)) if each is not None)
    anna.save("long", mine, base)
    bo.save("long", msgspec.structs.replace(base, body=other), base)
    for one in (anna, bo):
        one.sent()
        one.session.sync_now()

    def bodies() -> list[Body]:
        found = [one.database.read(lambda c: rows.get(c, Article, "long")) for one in (anna, bo)]
        return [content_of(each).body for each in found if each is not None]

    until(lambda: bodies()[0] == bodies()[1], 60)
    (body, _) = bodies()
    check(body)
    found, hers, his = ({block.id: block for block in side} for side in (body, mine.body, other))
    assert found.keys() == hers.keys() | his.keys()
    places = [block.id for block in body]
    assert all(places[places.index(key) + 1] == block.id for key, block in added.items())
    for n in range(BLOCKS):
        key = f"b{n}"
        assert found[key] == (his[key] if hers[key] == next(b for b in base.body if b.id == key) else hers[key])
