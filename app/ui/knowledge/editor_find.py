"""Find and replace in the text of an article, and how long the text is."""

import re

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QWidget

from app.ui.kit.buttons import button, tool_button
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import count as count_text
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.theme import theme
from app.ui.kit.toasts import announce
from app.ui.knowledge.editor_text import ArticleEdit

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_REST_MS = 300
"""The length is counted once typing pauses for this long."""
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uac00-\ud7af"
_COUNTED = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}])\w)+(?:[.,'’-](?:(?![{_HAN}])\w)+)*")


def word_count(text: str) -> int:
    """Return how long a text is as people count it: each Chinese character is one, each word or number of others."""
    return sum(1 for _ in _COUNTED.finditer(text))


class FindBar(QFrame):
    """Stands above the text while somebody looks for something in it. Escape closes it."""

    def __init__(self, edit: ArticleEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self.setProperty("surface", "subtle")
        self.setProperty("edge", "bottom")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        across = QWidget()
        flow = FlowLayout(across)
        self.wanted, self.instead = QLineEdit(), QLineEdit()
        for field, name in ((self.wanted, tr("查找")), (self.instead, tr("替换为"))):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.setFixedWidth(theme().px(168))
            flow.addWidget(field)
        self.told = label("", "small", "secondary")
        self.told.setFixedSize(theme().px(56), self.wanted.sizeHint().height())
        self.told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.case = QCheckBox(tr("区分大小写"))
        flow.addWidget(self.case)
        self.back_button = tool_button("chevron-up", tr("上一处（Shift+Enter）"), lambda: self.step(-1))
        self.next_button = tool_button("chevron-down", tr("下一处（Enter）"), lambda: self.step(1))
        self.one_button = button(tr("替换"), self.replace, dense=True)
        self.all_button = button(tr("全部替换"), self.replace_all, dense=True)
        for made in (self.back_button, self.next_button, self.one_button, self.all_button):
            flow.addWidget(made)
        row.addWidget(across, 1)
        row.addWidget(self.told, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(tool_button("x", tr("关闭查找"), self.shut), 0, Qt.AlignmentFlag.AlignTop)
        self.wanted.textChanged.connect(lambda _text: self._begin())
        self.case.toggled.connect(lambda _on: self._begin())
        edit.textChanged.connect(lambda: self._tell() if self.isVisible() else None)
        self.hide()

    def start(self) -> None:
        """Show the bar; what is selected in one paragraph is looked for."""
        chosen = self._edit.textCursor().selectedText()
        self.show()
        if chosen and "\u2029" not in chosen and "\ufffc" not in chosen:
            self.wanted.setText(chosen)
        self.wanted.setFocus()
        self.wanted.selectAll()
        self._tell()

    def shut(self) -> None:
        """Hide the bar and go back to the text."""
        self.hide()
        self._edit.setFocus()

    def places(self) -> list[tuple[int, int]]:
        """Return (first, end) of every place in the document that reads as what is looked for, in order."""
        wanted = self.wanted.text()
        if not wanted.strip():
            return []
        pattern = re.compile(re.escape(wanted), 0 if self.case.isChecked() else re.IGNORECASE)
        found: list[tuple[int, int]] = []
        block = self._edit.document().begin()
        while block.isValid():
            text, start = block.text(), block.position()
            if not text.isascii():  # Qt counts what lies beyond the basic plane twice
                wide = [0]
                for letter in text:
                    wide.append(wide[-1] + (2 if ord(letter) > 0xFFFF else 1))
                found += ((start + wide[m.start()], start + wide[m.end()]) for m in pattern.finditer(text))
            else:
                found += ((start + m.start(), start + m.end()) for m in pattern.finditer(text))
            block = block.next()
        return found

    def _begin(self) -> None:
        """Show the first place from the cursor on."""
        places = self.places()
        here = self._edit.textCursor().selectionStart()
        if places:
            self._choose(next((place for place in places if place[0] >= here), places[0]))
        self._tell()

    def step(self, way: int) -> None:
        """Go to the next (1) or the previous (-1) place, round the end."""
        places = self.places()
        if not places:
            self._tell()
            return
        cursor = self._edit.textCursor()
        if way > 0:
            chosen = next((place for place in places if place[0] >= cursor.selectionEnd()), places[0])
        else:
            chosen = next((place for place in reversed(places) if place[1] <= cursor.selectionStart()), places[-1])
        self._choose(chosen)
        self._tell()

    def _choose(self, place: tuple[int, int]) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)
        self._edit.ensureCursorVisible()

    def _tell(self) -> None:
        places = self.places()
        cursor = self._edit.textCursor()
        here = (cursor.selectionStart(), cursor.selectionEnd())
        if not self.wanted.text().strip():
            told = ""
        elif not places:
            told = tr("没有")
        elif here in places:
            told = f"{places.index(here) + 1} / {len(places)}"
        else:
            told = f"{len(places)}"
        self.told.setText(told)
        self.told.setAccessibleName(told)
        for made in (self.back_button, self.next_button, self.one_button, self.all_button):
            made.setEnabled(bool(places))

    def replace(self) -> None:
        """Put the other words in this place, and go to the next one."""
        cursor = self._edit.textCursor()
        if (cursor.selectionStart(), cursor.selectionEnd()) in self.places():
            cursor.insertText(self.instead.text(), self._format_at(cursor))
            self._edit.setTextCursor(cursor)
        self.step(1)

    def replace_all(self) -> None:
        """Put the other words in every place; one undo brings all of them back."""
        places = self.places()
        cursor = QTextCursor(self._edit.document())
        cursor.beginEditBlock()
        for first, end in reversed(places):
            cursor.setPosition(first)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(self.instead.text(), self._format_at(cursor))
        cursor.endEditBlock()
        self._tell()
        announce(self, tr("已替换 {n} 处", n=len(places)).format(n=len(places)))

    def _format_at(self, cursor: QTextCursor) -> QTextCharFormat:
        """Return how the first character of a selection looks: what takes its place looks alike."""
        probe = QTextCursor(cursor)
        probe.setPosition(cursor.selectionStart() + 1)
        return probe.charFormat()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_SHIFT:
            if self.instead.hasFocus():
                self.replace()
            else:
                self.step(-1 if event.modifiers() & _SHIFT else 1)
        else:
            super().keyPressEvent(event)


class Length(QObject):
    """How long the text is, told by a label; counted when typing pauses."""

    def __init__(self, edit: ArticleEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self.shown = label("", "small", "tertiary")
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self.count)
        edit.textChanged.connect(self._timer.start)
        self.count()

    def count(self) -> None:
        """Show the length of the text as it is now."""
        text = self._edit.toPlainText()
        number, pictures = word_count(text), text.count("\ufffc")
        told = tr("{n} 字", n=number).format(n=count_text(number))
        if pictures:
            told += " · " + tr("{n} 张图片", n=pictures).format(n=count_text(pictures))
        self.shown.setText(told)
