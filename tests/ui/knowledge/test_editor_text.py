"""Whatever is edited, pasted or inserted, blocks that were not touched come back as they were, ids included."""

import itertools
import string

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor, QTextDocument, QTextList
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.files import FileRef
from app.domain.rich import Block, BlockKind, Body, block_text
from app.domain.rich_inline import sanitise_inline
from app.ui.kit.rich_blocks import fill_document, read_document
from app.ui.kit.theme import install_theme
from app.ui.knowledge.editor_document import picture_bytes
from app.ui.knowledge.editor_text import ArticleEdit

BODY = (
    Block("h", BlockKind.HEADING, "排查步骤", 2),
    Block("p", html="先看<b>指示灯</b>"),
    Block("1", BlockKind.NUMBERED, "放回充电盒"),
    Block("2", BlockKind.NUMBERED, "长按 10 秒"),
    Block("t", BlockKind.TABLE, rows=(("型号", "保修"), ("X1", "一年"))),
    Block("end", html="完"),
)


@pytest.fixture
def edit(qtbot: QtBot, qapp: QApplication) -> ArticleEdit:
    install_theme(qapp).apply("light")
    made = ArticleEdit(None)  # type: ignore[arg-type]  # no pictures are drawn here
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_body(BODY)
    return made


def put_cursor(edit: ArticleEdit, text: str, *, at_end: bool = False) -> None:
    """Put the cursor at the start (or the end) of the paragraph with this text."""
    block = edit.document().begin()
    while block.text() != text:
        block = block.next()
        assert block.isValid(), text
    cursor = QTextCursor(block)
    if at_end:
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    edit.setTextCursor(cursor)


def ids(body: Body) -> list[str]:
    return [block.id for block in body]


def shape(body: Body) -> list[tuple[str, str]]:
    return [(block.kind.value, block_text(block)) for block in body]


# -- blocks to a document and back -------------------------------------------------------------------------------------

_LETTERS = st.text(st.sampled_from("甲乙丙丁，。 ab12&<>\u00a0"), min_size=1, max_size=12)


_STYLES = [
    '<span style="color:#b7211b">',
    '<span style="background-color:#fff1d6">',
    '<span style="color:#0e6e40;background-color:#e3ecfd">',
    '<a href="https://example.com/a?b=1&amp;c=2">',
]


def _inline(pieces: list[tuple[str, str]]) -> str:
    parts = []
    for tag, text in pieces:
        plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        end = f"</{tag[1:].partition(' ')[0]}>" if tag.startswith("<") else f"</{tag}>"
        parts.append((tag if tag.startswith("<") else f"<{tag}>") + plain + end if tag else plain)
    return sanitise_inline("".join(parts))


_HTML = st.lists(
    st.tuples(st.sampled_from(["", "b", "i", "u", "s", "code", "sub", "sup", *_STYLES]), _LETTERS), max_size=4
).map(_inline)
_FILLED = _HTML.filter(lambda html: bool(block_text(Block("", html=html)).strip()))
_PLAIN = st.builds(
    lambda kind, html, level: Block("", kind, html, level if kind in (BlockKind.BULLET, BlockKind.NUMBERED) else 0),
    st.sampled_from([BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.QUOTE, BlockKind.CALLOUT]),
    _FILLED,
    st.integers(0, 4),
)
_HEADINGS = st.builds(
    lambda text, level: Block("", BlockKind.HEADING, _inline([("", text)]), level),
    _LETTERS.filter(lambda text: bool(text.strip())),
    st.integers(1, 3),
)
_CELL = _LETTERS.map(lambda text: _inline([("", text)]) if text.strip() else "")
_TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[_CELL] * width), min_size=1, max_size=4).map(
        lambda rows: Block("", BlockKind.TABLE, rows=tuple(rows))
    )
)
_PICTURES = st.builds(
    lambda key, alt, width: Block("", BlockKind.IMAGE, image=key * 64, alt=alt, width=width),
    st.sampled_from(string.hexdigits[:16]),
    st.sampled_from(["", "示意图", 'a "b" & c']),
    st.sampled_from([0, 40, 320]),
)
_BODIES = st.lists(
    st.one_of(_PLAIN, _HEADINGS, _TABLES, _PICTURES, st.just(Block("", BlockKind.RULE))), max_size=8
).map(lambda blocks: tuple(msgspec.structs.replace(block, id=f"b{n}") for n, block in enumerate(blocks)))


@pytest.mark.usefixtures("qapp")
@settings(max_examples=150)
@given(body=_BODIES)
def test_any_body_comes_back_from_a_document_as_it_was(body: Body) -> None:
    document = QTextDocument()
    fill_document(document, body)
    assert read_document(document, lambda: "new") == body


@settings(max_examples=40)
@given(body=_BODIES, place=st.integers(0, 400))
def test_typing_a_letter_anywhere_changes_one_block_and_no_id(qapp: QApplication, body: Body, place: int) -> None:
    document = QTextDocument()
    fill_document(document, body)
    cursor = QTextCursor(document)
    cursor.setPosition(place % document.characterCount())
    cursor.insertText("字")
    fresh = itertools.count(1)
    after = read_document(document, lambda: f"new{next(fresh)}")
    known = {block.id: block for block in after}
    assert [block.id for block in body] == [block.id for block in after if not block.id.startswith("new")]
    assert sum(known[block.id] != block for block in body) <= 1


# -- what is done in the editor ----------------------------------------------------------------------------------------


def test_editing_keeps_the_ids_of_everything_else(edit: ArticleEdit) -> None:
    put_cursor(edit, "放回充电盒", at_end=True)
    QTest.keyClicks(edit, " now")
    body = edit.body()
    assert ids(body) == ids(BODY)
    assert [new == old for new, old in zip(body, BODY, strict=True)] == [True, True, False, True, True, True]


def test_enter_in_a_list_makes_a_new_step_and_twice_ends_the_list(edit: ArticleEdit) -> None:
    put_cursor(edit, "长按 10 秒", at_end=True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "x")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "y")
    assert shape(edit.body())[2:6] == [
        ("numbered", "放回充电盒"),
        ("numbered", "长按 10 秒"),
        ("numbered", "x"),
        ("paragraph", "y"),
    ]
    assert [key for key in ids(edit.body()) if key in ids(BODY)] == ids(BODY)


def test_steps_count_on_behind_one_that_was_put_below_another(edit: ArticleEdit) -> None:
    put_cursor(edit, "长按 10 秒", at_end=True)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        QTest.keyClick(edit, key)
    QTest.keyClicks(edit, "x")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClick(edit, Qt.Key.Key_Backtab)
    QTest.keyClicks(edit, "y")
    shown = []
    block = edit.document().begin()
    while block.isValid():
        items: QTextList | None = block.textList()
        if items is not None:
            shown.append(items.itemText(block) + block.text())
        block = block.next()
    assert shown[:4] == ["1.放回充电盒", "2.长按 10 秒", "1.x", "3.y"]


def test_a_plain_paragraph_follows_a_heading(edit: ArticleEdit) -> None:
    put_cursor(edit, "排查步骤", at_end=True)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "z")
    assert shape(edit.body())[:2] == [("heading", "排查步骤"), ("paragraph", "z")]


def test_kinds_are_toggled_and_formatting_stays(edit: ArticleEdit) -> None:
    put_cursor(edit, "先看指示灯")
    edit.toggle_kind(BlockKind.CALLOUT)
    assert edit.body()[1] == Block("p", BlockKind.CALLOUT, "先看<b>指示灯</b>")
    edit.toggle_kind(BlockKind.BULLET)
    edit.indent(1)
    assert edit.body()[1] == Block("p", BlockKind.BULLET, "先看<b>指示灯</b>", 1)
    edit.indent(-1)
    edit.indent(-1)
    assert edit.body()[1] == BODY[1]
    edit.toggle_kind(BlockKind.HEADING, 2)
    assert edit.body()[1].kind is BlockKind.HEADING
    edit.toggle_kind(BlockKind.HEADING, 2)
    assert edit.body()[1].kind is BlockKind.PARAGRAPH
    assert edit.body()[1].id == "p"


def test_bold_colour_and_highlight_are_taken_back(edit: ArticleEdit) -> None:
    put_cursor(edit, "放回充电盒")
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.toggle_bold()
    edit.set_color("#b7211b")
    edit.set_highlight("#fff1d6")
    assert edit.body()[2].html == '<span style="color:#b7211b;background-color:#fff1d6"><b>放回充电盒</b></span>'
    edit.set_color("")
    edit.set_highlight("")
    edit.toggle_bold()
    assert edit.body() == BODY


def test_links_are_made_changed_and_refused(edit: ArticleEdit) -> None:
    put_cursor(edit, "完")
    cursor = edit.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    assert not edit.set_link("javascript:alert(1)", "")
    assert edit.set_link("https://example.com", "")
    assert edit.body()[-1].html == '<a href="https://example.com">完</a>'
    assert edit.set_link("https://example.org/x", "看这里")
    assert edit.body()[-1].html == '<a href="https://example.org/x">看这里</a>'
    assert edit.set_link("", "")
    assert edit.body()[-1].html == "看这里"


def test_tables_are_inserted_and_changed(edit: ArticleEdit) -> None:
    put_cursor(edit, "完", at_end=True)
    edit.insert_table(2, 2)
    for text in ("甲", "乙", "丙", "丁"):
        edit.textCursor().insertText(text)
        QTest.keyClick(edit, Qt.Key.Key_Tab)
    edit.change_table("row+")
    body = edit.body()
    made = next(block for block in body if block.kind is BlockKind.TABLE and block.id != "t")
    assert made.rows[:2] == (("甲", "乙"), ("丙", "丁"))
    put_cursor(edit, "X1")
    edit.change_table("column+")
    edit.change_table("row-")
    assert next(block for block in edit.body() if block.id == "t").rows == (("型号", "", "保修"),)


def test_old_text_comes_back_as_one_undoable_step(edit: ArticleEdit) -> None:
    edit.exchange_body((Block("p", html="旧的一段"), Block("old", BlockKind.BULLET, "一项")))
    assert shape(edit.body()) == [("paragraph", "旧的一段"), ("bullet", "一项")]
    assert ids(edit.body()) == ["p", "old"]
    edit.undo()
    assert edit.body() == BODY


def test_a_picture_that_only_fits_the_editor_keeps_its_own_width(edit: ArticleEdit) -> None:
    body = (Block("i", BlockKind.IMAGE, image="a" * 64), Block("p", html="x"))
    edit.show_body(body, (FileRef(sha256="a" * 64, name="a.png", size=1, mime="image/png", width=1600),))
    assert edit.body() == body
    put_cursor(edit, "\ufffc")
    edit.set_picture(300, "耳机")
    assert edit.body()[0] == Block("i", BlockKind.IMAGE, image="a" * 64, alt="耳机", width=300)


# -- pasting -----------------------------------------------------------------------------------------------------------


def paste(edit: ArticleEdit, html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    edit.insertFromMimeData(data)


def test_one_pasted_paragraph_goes_into_the_line(edit: ArticleEdit) -> None:
    put_cursor(edit, "完")
    paste(edit, "<p>全部<b>做</b></p>")
    assert edit.body()[-1] == Block("end", html="全部<b>做</b>完")


def test_pasted_blocks_split_the_paragraph_and_keep_both_halves(edit: ArticleEdit) -> None:
    edit.show_body((Block("a", html="前后"),))
    cursor = edit.textCursor()
    cursor.setPosition(1)
    edit.setTextCursor(cursor)
    paste(edit, "<h2>标题</h2><ul><li>一</li><li>二</li></ul>")
    assert shape(edit.body()) == [
        ("paragraph", "前"),
        ("heading", "标题"),
        ("bullet", "一"),
        ("bullet", "二"),
        ("paragraph", "后"),
    ]
    assert edit.body()[0].id == "a"


def test_scripts_are_gone_and_told(edit: ArticleEdit, qtbot: QtBot) -> None:
    put_cursor(edit, "完", at_end=True)
    with qtbot.waitSignal(edit.unsafeSeen, timeout=1000):
        paste(edit, '<p onclick="x()">好<script>alert(1)</script><a href="javascript:x">点</a></p>')
    assert edit.body()[-1].html == "完好点"


def test_word_markup_leaves_text_and_lists(edit: ArticleEdit) -> None:
    edit.show_body(())
    paste(
        edit,
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->'
        '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.&nbsp;</span>'
        '<span style="color:black;font-family:SimSun">第一步</span><o:p></o:p></p><!--EndFragment--></body></html>',
    )
    assert shape(edit.body()) == [("numbered", "第一步")]


def test_only_pictures_inside_the_text_are_read() -> None:
    assert picture_bytes("data:image/png;base64,aGk=") == b"hi"
    for source in ("https://example.com/a.png", "file:///etc/passwd", "\\\\host\\a.png", "data:text/html,x"):
        assert picture_bytes(source) is None


# -- into a table ------------------------------------------------------------------------------------------------------


def table_of(edit: ArticleEdit) -> Block:
    return next(block for block in edit.body() if block.kind is BlockKind.TABLE)


def test_a_picture_that_is_inserted_in_a_table_stands_below_it(edit: ArticleEdit) -> None:
    put_cursor(edit, "X1")
    edit.insert_picture("a" * 64, 40, "接线")
    kinds = [block.kind for block in edit.body()]
    assert kinds[kinds.index(BlockKind.TABLE) + 1] is BlockKind.IMAGE
    assert table_of(edit).rows == (("型号", "保修"), ("X1", "一年"))
    edit.insert_blocks((Block("", html="文字"), Block("", BlockKind.IMAGE, image="b" * 64)))
    assert [block.image[:1] for block in edit.body() if block.image] == ["a", "b"]


def test_copied_cells_go_into_the_cells_of_a_table(edit: ArticleEdit) -> None:
    put_cursor(edit, "X1")
    paste(edit, "<table><tr><td>X2</td><td>两年</td><td>是</td></tr><tr><td>X3</td><td><b>三年</b></td></tr></table>")
    assert table_of(edit).rows == (("型号", "保修", ""), ("X2", "两年", "是"), ("X3", "<b>三年</b>", ""))
    edit.undo()
    assert table_of(edit).rows == (("型号", "保修"), ("X1", "一年"))
