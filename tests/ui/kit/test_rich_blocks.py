"""Blocks survive the editor: what was not touched comes back equal, ids included."""

import itertools

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument, QTextList

from app.domain.rich import Block, BlockKind
from app.ui.kit.rich_blocks import fill_document, read_document

BODY = (
    Block("h", BlockKind.HEADING, "排查步骤", 2),
    Block(
        "p",
        BlockKind.PARAGRAPH,
        '先看<b>指示灯</b>，再<a href="https://example.com/a?b=1&amp;c=2">查说明</a><br>第二行 <i>x</i>',
    ),
    Block("1", BlockKind.NUMBERED, "放回充电盒"),
    Block("2", BlockKind.NUMBERED, "长按 <code>RESET</code> 10 秒"),
    Block("2a", BlockKind.BULLET, "内层", 1),
    Block("q", BlockKind.QUOTE, "引用"),
    Block("c", BlockKind.CALLOUT, '<span style="color:#c00000">注意</span>电池'),
    Block("code", BlockKind.CODE, "a\u00a0=\u00a01<br>b"),
    Block("img", BlockKind.IMAGE, image="0" * 64, alt="示意图", width=320),
    Block("r", BlockKind.RULE),
    Block("t", BlockKind.TABLE, rows=(("型号", "保修"), ("<b>X1</b>", "一年"), ("X2", "H<sub>2</sub>O"))),
    Block("end", BlockKind.PARAGRAPH, "完"),
)


def new_ids() -> "itertools.count[int]":
    return itertools.count(1)


@pytest.mark.usefixtures("qapp")
def test_a_body_comes_back_as_it_was() -> None:
    document = QTextDocument()
    fill_document(document, BODY)
    assert read_document(document, lambda: "new") == BODY
    assert not document.isModified()
    assert not document.isUndoAvailable()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("block", BODY, ids=lambda block: block.id)
def test_each_kind_alone_comes_back(block: Block) -> None:
    document = QTextDocument()
    fill_document(document, (block,))
    assert read_document(document, lambda: "new") == (block,)


@pytest.mark.usefixtures("qapp")
def test_a_split_paragraph_keeps_its_id_once_and_typing_keeps_it() -> None:
    document = QTextDocument()
    fill_document(document, (Block("a", html="一二三四"), Block("b", html="五")))
    cursor = QTextCursor(document)
    cursor.setPosition(2)
    cursor.insertBlock()
    cursor.insertText("新")
    numbers = new_ids()
    body = read_document(document, lambda: f"n{next(numbers)}")
    assert body == (Block("a", html="一二"), Block("n1", html="新三四"), Block("b", html="五"))


@pytest.mark.usefixtures("qapp")
def test_reading_twice_gives_the_same_and_empty_paragraphs_go() -> None:
    document = QTextDocument()
    fill_document(document, ())
    cursor = QTextCursor(document)
    cursor.insertText("  \n一\n\n二")
    numbers = new_ids()
    first = read_document(document, lambda: f"n{next(numbers)}")
    assert [block.html for block in first] == ["一", "二"]
    fill_document(document, first)
    assert read_document(document, lambda: "never") == first


@pytest.mark.usefixtures("qapp")
def test_foreign_pictures_do_not_enter_a_body() -> None:
    document = QTextDocument()
    document.setHtml('<p>a<img src="file:///etc/passwd">b</p>')
    assert [block.kind for block in read_document(document, lambda: "x")] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.usefixtures("qapp")
def test_steps_are_counted_on_behind_what_stands_below_one() -> None:
    document = QTextDocument()
    items = [("甲", 0), ("子", 1), ("孙", 2), ("子二", 1), ("乙", 0), ("又子", 1), ("丙", 0)]
    body = tuple(Block(f"{n}", BlockKind.NUMBERED, text, level) for n, (text, level) in enumerate(items))
    fill_document(document, (*body, Block("p", html="段落"), Block("x", BlockKind.NUMBERED, "重新开始")))
    shown = []
    block = document.begin()
    while block.isValid():
        items_of: QTextList | None = block.textList()
        shown.append((items_of.itemText(block) if items_of is not None else "") + block.text())
        block = block.next()
    assert shown == ["1.甲", "1.子", "1.孙", "2.子二", "2.乙", "1.又子", "3.丙", "段落", "1.重新开始"]
