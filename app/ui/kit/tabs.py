"""Tabs whose counts stand back: ``处理中 6`` is a word and, smaller and greyer, how many."""

import re
from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionTab, QTabBar, QWidget

from app.ui.kit.painters import paint_text, text_width
from app.ui.kit.theme import theme

_COUNTED = re.compile(r"(?P<word>.*\S)\s+(?P<count>[\d,]+\+?)")

APART, NEAR = 24, 6
"""Between the words of two tabs, and where room is short."""
GAP = 5
"""Between a word and its count."""
LINE = 2


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

    def _whole(self, index: int) -> float:
        """Return how wide a tab's words and count are, chosen or not: choosing one moves none of the others."""
        word, count = split_count(self.tabText(index))
        return text_width(word, strong=True) + (theme().px(GAP) + text_width(count, "small") if count else 0)

    def _wide(self, apart: int) -> int:
        """Return how wide all tabs are at a distance from each other."""
        return sum(ceil(self._whole(at)) + apart for at in range(self.count()))

    def sizeHint(self) -> QSize:
        # Qt's is the sum of what the tabs have now, and having given up margins they would never get them back.
        return QSize(self._wide(APART), super().sizeHint().height())

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab; where all have no room side by side, each gives up some of its margins."""
        short = self._wide(APART) - self.width()
        apart = max(theme().px(NEAR), APART - max(0, -(-short // max(1, self.count()))))
        return QSize(ceil(self._whole(index)) + apart, super().tabSizeHint(index).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme()
        gap = look.px(GAP)
        for at in range(self.count()):
            option = QStyleOptionTab()
            self.initStyleOption(option, at)
            word, count = split_count(self.tabText(at))
            chosen = at == self.currentIndex()
            focused = chosen and self.hasFocus()
            lit = chosen or bool(option.state & QStyle.StateFlag.State_MouseOver)
            wide = text_width(word, strong=chosen)
            whole = wide + (gap + text_width(count, "small") if count else 0)
            place = QRectF(self.tabRect(at))
            left = place.center().x() - whole / 2
            line = QRectF(left - 2, place.bottom() - LINE, whole + 4, LINE)
            if focused:
                painter.fillRect(QRectF(line.left(), place.top(), line.width(), place.height()), look.color("bg.hover"))
            if chosen:
                painter.fillRect(line, look.color("focus.ring" if focused else "accent.solid"))
            place.adjust(0, 0, 0, -1)
            token = "text.primary" if lit else "text.secondary"
            paint_text(painter, QRectF(left, place.top(), wide + 1, place.height()), word, token=token, strong=chosen)
            if count:
                spot = QRectF(left + wide + gap, place.top(), whole - wide - gap + 1, place.height())
                paint_text(painter, spot, count, size="small", token="text.tertiary")
        painter.end()
