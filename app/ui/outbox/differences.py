"""Marks what two texts changed against the text that both began with."""

import difflib
import re
from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.ui.kit.theme import theme

_TOKENS = re.compile(r"[A-Za-z0-9_]+|\s+|.", re.DOTALL)
Spans = tuple[tuple[int, int], ...]


def changed_spans(base: str, text: str) -> Spans:
    """Return (start, end) of what a text has that the base has not; Chinese is compared letter by letter."""
    before, after = _TOKENS.findall(base), _TOKENS.findall(text)
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    starts = [0]
    for token in after:
        starts.append(starts[-1] + len(token))
    spans: list[tuple[int, int]] = []
    for kind, _, _, first, last in matcher.get_opcodes():
        if kind in ("replace", "insert"):
            spans.append((starts[first], starts[last]))
    return tuple(spans)


def mark_changes(edit: QTextEdit, spans: Iterable[tuple[int, int]], tone: str) -> None:
    """Tint spans of an edit; the text itself stays plain."""
    look = theme()
    shade = QTextCharFormat()
    shade.setBackground(QColor(look.color(f"{tone}.tint")))
    shade.setForeground(QColor(look.color(f"{tone}.text")))
    marks = []
    for start, end in spans:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(edit.document())
        cursor.setPosition(start)
        cursor.setPosition(min(end, len(edit.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, shade
        marks.append(mark)
    edit.setExtraSelections(marks)
