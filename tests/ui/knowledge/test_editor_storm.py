"""Whatever is typed and pressed in whatever order, the blocks hold what the editor shows and open as the same text."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.rich import Block, BlockKind, Body
from app.domain.rich_inline import inline_runs
from app.ui.kit.theme import install_theme
from app.ui.knowledge.editor_text import ArticleEdit
from app.ui.knowledge.editor_toolbar import Toolbar

PASTED = (
    "<p>粘一</p><p>粘二</p>",
    "<ul><li>项一<ul><li>项二</li></ul></li></ul>",
    "<ol><li>一</li></ol><table><tr><td>甲</td><td>乙</td></tr></table>",
    "<h2>题</h2><hr><p>后</p>",
    "<hr>",
    "<pre>code\n  x</pre>",
    "<b>粗</b>",
    "<blockquote>引</blockquote><p>尾</p>",
)
_SHIFT, _CONTROL, _NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
KEYS = {
    "enter": (Qt.Key.Key_Return, _NONE),
    "line": (Qt.Key.Key_Return, _SHIFT),
    "backspace": (Qt.Key.Key_Backspace, _NONE),
    "delete": (Qt.Key.Key_Delete, _NONE),
    "left": (Qt.Key.Key_Left, _NONE),
    "up": (Qt.Key.Key_Up, _NONE),
    "down": (Qt.Key.Key_Down, _NONE),
    "home": (Qt.Key.Key_Home, _NONE),
    "end": (Qt.Key.Key_End, _NONE),
    "top": (Qt.Key.Key_Home, _CONTROL),
    "bottom": (Qt.Key.Key_End, _CONTROL),
    "select left": (Qt.Key.Key_Left, _SHIFT),
    "select up": (Qt.Key.Key_Up, _SHIFT),
    "select down": (Qt.Key.Key_Down, _SHIFT),
    "all": (Qt.Key.Key_A, _CONTROL),
}
BUTTONS = ("_bullets", "_numbers", "_quote", "_callout", "_bold", "_italic", "_undo", "_redo", "_indent", "_outdent")
FORMATS = frozenset(BUTTONS) - {"_undo", "_redo"}
"""What changes how the text looks, never the text."""

_typed = st.text(st.sampled_from("甲乙丙ab1"), min_size=1, max_size=4).map(lambda text: ("type", text))
_step = st.one_of(
    _typed,
    st.sampled_from([*(("key", name) for name in KEYS), ("key", "enter"), ("key", "backspace")]),
    st.sampled_from([("press", name) for name in BUTTONS]),
    st.sampled_from([("press", name) for name in BUTTONS]),
    st.sampled_from([("heading", "1"), ("heading", "2"), ("plain", ""), ("table", ""), ("color", "#b7211b")]),
    st.sampled_from([("table+", change) for change in ("row+", "row-", "column+", "column-")]),
    st.sampled_from([("paste", html) for html in PASTED]),
    st.sampled_from([("compose", ""), *(("compose", name) for name in ("_bullets", "_bold"))]),
    st.just(("keep", "")),
)


class Desk:
    """An editor with its toolbar, driven as a person drives it."""

    def __init__(self) -> None:
        self.host = QWidget()
        column = QVBoxLayout(self.host)
        self.edit = ArticleEdit(None)  # type: ignore[arg-type]  # no pictures are drawn here
        self.bar = Toolbar(self.edit)
        column.addWidget(self.bar)
        column.addWidget(self.edit)
        self.host.resize(800, 600)
        self.host.show()
        self.edit.show_body(())
        self.edit.setFocus()

    def close(self) -> None:
        self.host.close()
        self.host.deleteLater()

    def do(self, what: str, how: str) -> None:
        edit = self.edit
        acts: dict[str, Callable[[], object]] = {
            "type": lambda: self.type(how),
            "key": lambda: QTest.keyClick(edit, *KEYS[how]),
            "press": lambda: getattr(self.bar, how).click(),
            "heading": lambda: edit.toggle_kind(BlockKind.HEADING, int(how)),
            "plain": lambda: edit.toggle_kind(BlockKind.PARAGRAPH),
            "table": lambda: edit.insert_table(2, 2),
            "table+": lambda: edit.change_table(how),
            "color": lambda: edit.set_color(how),
            "paste": lambda: self.paste(how),
            "compose": lambda: self.compose(how),
            "keep": edit.body,
        }
        acts[what]()

    def type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.edit, QKeyEvent(kind, Qt.Key.Key_unknown, _NONE, letter))

    def paste(self, html: str) -> None:
        data = QMimeData()
        data.setHtml(html)
        self.edit.insertFromMimeData(data)

    def compose(self, pressed: str) -> None:
        """Compose 中; press a button and have the text kept before the commit."""
        QApplication.sendEvent(self.edit, QInputMethodEvent("zhong", []))
        if pressed:
            getattr(self.bar, pressed).click()
        self.edit.body()
        commit = QInputMethodEvent("", [])
        commit.setCommitString("中")
        QApplication.sendEvent(self.edit, commit)


def letters(text: str) -> str:
    return "".join(letter for letter in text if not letter.isspace() and letter != "\ufffc")


def text_of(body: Body) -> str:
    parts: list[str] = []
    for block in body:
        cells = [cell for row in block.rows for cell in row] if block.kind is BlockKind.TABLE else [block.html]
        parts += ["".join(run.text for run in inline_runs(cell)) for cell in cells]
    return letters("".join(parts))


def run(steps: list[tuple[str, str]]) -> None:
    desk = Desk()
    try:
        edit = desk.edit
        for what, how in steps:
            before = letters(edit.toPlainText())
            chosen = edit.textCursor().hasSelection()
            desk.do(what, how)
            after = letters(edit.toPlainText())
            if what == "type" and not chosen:
                assert len(after) == len(before) + len(how)
            if what in ("heading", "plain", "color") or (how in FORMATS and what == "press"):
                assert after == before
            body = edit.body()
            assert text_of(body) == after
            assert edit.body() == body, "an unchanged text reads as the same blocks, ids included"
        again = ArticleEdit(None)  # type: ignore[arg-type]
        again.show_body(body)
        assert again.body() == body
        assert letters(again.toPlainText()) == after
        again.deleteLater()
    finally:
        desk.close()


@pytest.mark.usefixtures("qapp")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(_step, min_size=1, max_size=30))
def test_nothing_that_is_written_is_lost(steps: list[tuple[str, str]]) -> None:
    install_theme(QApplication.instance()).apply("light")  # type: ignore[arg-type]
    run(steps)


@pytest.mark.parametrize("write", [("type", "甲乙"), ("compose", ""), ("paste", "<b>粗</b>"), ("key", "enter")])
def test_what_is_written_on_a_dividing_line_stands_below_it(qapp: QApplication, write: tuple[str, str]) -> None:
    install_theme(qapp).apply("light")
    run([("type", "前"), ("paste", "<hr>"), write, ("type", "后")])
    desk = Desk()
    desk.paste("<p>前</p><hr>")
    desk.do(*write)
    desk.type("后")
    kinds = [block.kind for block in desk.edit.body()]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.RULE, BlockKind.PARAGRAPH]
    desk.close()


def test_a_new_paragraph_keeps_its_id_from_one_reading_to_the_next(qapp: QApplication) -> None:
    install_theme(qapp).apply("light")
    desk = Desk()
    desk.type("甲")
    desk.do("key", "enter")
    desk.type("乙")
    first = desk.edit.body()
    desk.type("丙丁戊己庚")
    second = desk.edit.body()
    assert [block.id for block in second] == [block.id for block in first]
    desk.do("key", "enter")
    desk.type("辛")
    assert [block.id for block in desk.edit.body()][:2] == [block.id for block in first]
    desk.close()


def test_another_text_comes_in_around_the_cursor(qapp: QApplication) -> None:
    install_theme(qapp).apply("light")
    desk = Desk()
    desk.type("甲")
    desk.do("key", "enter")
    desk.type("乙丙")
    body = desk.edit.body()
    QTest.keyClick(desk.edit, Qt.Key.Key_Left)
    desk.edit.exchange_body((Block("other", html="别人的"), *body))
    desk.type("丁")
    assert [block.html for block in desk.edit.body()] == ["别人的", "甲", "乙丁丙"]
    assert [block.id for block in desk.edit.body()] == ["other", *(block.id for block in body)]
    desk.close()
