"""Tabs whose counts stand back: ``处理中 6`` is a word and, smaller and greyer, how many."""

import re

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionTab, QStylePainter, QTabBar, QWidget

from app.ui.kit.painters import paint_text, text_width
from app.ui.kit.theme import theme

_COUNTED = re.compile(r"(?P<word>.*\S)\s+(?P<count>[\d,]+\+?)")


def split_count(text: str) -> tuple[str, str]:
    """Return the words of a tab and its count, which may be ""."""
    found = _COUNTED.fullmatch(text)
    return (found["word"], found["count"]) if found else (text, "")


class Tabs(QTabBar):
    """A tab bar without a base line. A tab's text ends with its count, if it has one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` says what is divided, for those who hear it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab; where all have no room side by side, each gives up some of its margins."""
        size = super().tabSizeHint(index)
        whole = sum(super(Tabs, self).tabSizeHint(at).width() for at in range(self.count()))
        if whole <= self.width() or not self.count():
            return size
        words, count = split_count(self.tabText(index))
        least = text_width(words, strong=True) + (theme().px(5) + text_width(count, "small") if count else 0) + 4
        size.setWidth(max(int(least), size.width() - -(-(whole - self.width()) // self.count())))
        return size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        gap = theme().px(5)
        for at in range(self.count()):
            option = QStyleOptionTab()
            self.initStyleOption(option, at)
            painter.drawControl(QStyle.ControlElement.CE_TabBarTabShape, option)
            word, count = split_count(self.tabText(at))
            chosen = at == self.currentIndex()
            lit = chosen or bool(option.state & QStyle.StateFlag.State_MouseOver)
            wide = text_width(word, strong=chosen)
            whole = wide + (gap + text_width(count, "small") if count else 0)
            place = QRectF(self.tabRect(at)).adjusted(0, 0, 0, -1)
            left = place.center().x() - whole / 2
            token = "text.primary" if lit else "text.secondary"
            paint_text(painter, QRectF(left, place.top(), wide + 1, place.height()), word, token=token, strong=chosen)
            if count:
                spot = QRectF(left + wide + gap, place.top(), whole - wide - gap + 1, place.height())
                paint_text(painter, spot, count, size="small", token="text.tertiary")
        painter.end()
