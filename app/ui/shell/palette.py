"""Ctrl+K: find or do anything. A frame over the dimmed window; the field keeps the focus, arrows walk the lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit import painters
from app.ui.kit.chips import Glyph, KeyHint
from app.ui.kit.dialogs import Dim
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.ime import ImeGuard
from app.ui.kit.labels import label, separator
from app.ui.kit.table_model import RowModel, RowRole
from app.ui.kit.theme import theme
from app.ui.shell.find import Found, Provider

WIDTH = 700
MOST_IN_GROUP = 6
DEBOUNCE_MS = 80
_LINES = 12
_LINE = 36
_HEADING = 30


@dataclass(frozen=True)
class _Line:
    """A found thing, or the heading of a group."""

    key: str
    heading: str = ""
    found: Found | None = None


class _Delegate(QStyledItemDelegate):
    """Draws headings and lines with the matched letters marked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: _Line = index.data(RowRole)
        return QSize(100, theme().px(_HEADING if line.heading else _LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: _Line = index.data(RowRole)
        area = QRectF(option.rect).adjusted(16, 0, -16, 0)
        if line.heading:
            painters.paint_text(painter, area.adjusted(0, 4, 0, 0), line.heading, size="small", token="text.tertiary")
            return
        if line.found is None:
            return
        painters.paint_row_state(painter, option, line=False, bar=False)
        self._paint_found(painter, area, line.found)

    def _paint_found(self, painter: QPainter, area: QRectF, found: Found) -> None:
        look = theme()
        side = look.px(18)
        plain = "text.tertiary" if found.blocked else "text.primary"
        if found.icon:
            place = QRectF(area.left(), area.center().y() - side / 2, side, side)
            paint_icon(painter, place, found.icon, "text.disabled" if found.blocked else "text.secondary")
        right = area.right()
        if found.keys:
            right = painters.paint_keys(
                painter, QRectF(area.left(), area.top(), area.width(), area.height()), found.keys
            ).left()
            right -= look.px(8)
        if found.hint:
            width = painters.text_width(found.hint, "small")
            place = QRectF(right - width - 1, area.top(), width + 1, area.height())
            painters.paint_text(painter, place, found.hint, size="small", token="text.tertiary")
            right = place.left() - look.px(12)
        left = area.left() + side + look.px(10)
        at = 0
        for start, length in found.spans:
            head = QRectF(left, area.top(), right - left, area.height())
            left += painters.paint_text(painter, head, found.title[at:start], token=plain)
            matched = found.title[start : start + length]
            width = painters.text_width(matched, strong=True)
            high = look.line_px("body")
            painter.fillRect(QRectF(left, area.center().y() - high / 2, width, high), look.color("warning.tint"))
            place = QRectF(left, area.top(), right - left, area.height())
            left += painters.paint_text(painter, place, matched, token="warning.text", strong=True)
            at = start + length
        rest = QRectF(left, area.top(), max(0.0, right - left), area.height())
        left += painters.paint_text(painter, rest, found.title[at:], token=plain)
        if found.detail:
            room = QRectF(left + look.px(8), area.top(), max(0.0, right - left - look.px(8)), area.height())
            painters.paint_text(painter, room, found.detail, token="text.tertiary")


class Palette(QFrame):
    """The palette of a window. Made once, opened many times."""

    closed = Signal()

    def __init__(self, window: QWidget, used: Counter[str]) -> None:
        super().__init__(window)
        self._window, self._used = window, used
        self._providers: list[Provider] = []
        self._groups: dict[int, Sequence[Found]] = {}
        self._number = 0
        self._asked = 0
        self._moved = False
        self._returns_to: QWidget | None = None
        self._dim = Dim(window)
        self.setProperty("surface", "popup")
        self.setAccessibleName(tr("命令面板"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(separator())
        column.addWidget(self._results(), 1)
        self._nothing = label("", tone="secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMinimumHeight(theme().px(80))
        column.addWidget(self._nothing)
        self._hints = self._foot()
        column.addWidget(self._hints)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(36)
        shadow.setOffset(0, 10)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._search)
        window.installEventFilter(self)
        self.hide()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(10)
        self.field = QLineEdit()
        self.field.setProperty("frameless", True)
        self.field.setProperty("typeSize", "message")
        self.field.setPlaceholderText(tr("搜索会话、客户、知识、工单或输入命令"))
        self.field.setAccessibleName(tr("搜索或输入命令"))
        self.field.setMinimumHeight(theme().px(36))
        self._ime = ImeGuard(self.field)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_text)
        self._count = label("", "small", "tertiary")
        head.addWidget(Glyph("search", "text.secondary", 18))
        head.addWidget(self.field, 1)
        head.addWidget(self._count)
        return head

    def _results(self) -> QListView:
        self._model: RowModel[_Line] = RowModel(lambda line: line.key, accessible=_spoken, parent=self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("结果"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._run(index.data(RowRole)))
        return self.list

    def add_provider(self, provider: Provider) -> None:
        """Offer another group; groups stand in the order of their addition."""
        self._providers.append(provider)

    @property
    def providers(self) -> Sequence[Provider]:
        """What it searches."""
        return self._providers

    def open(self, query: str = "") -> None:
        """Show the palette with a query, ready to type over."""
        if not self.isVisible():
            self._returns_to = QApplication.focusWidget()
        self._place()
        self._dim.setGeometry(self._window.rect())
        self._dim.show()
        self._dim.raise_()
        self.show()
        self.raise_()
        self.field.setText(query)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search()

    def dismiss(self) -> None:
        """Close and give the focus back."""
        if not self.isVisible():
            return
        self._number += 1
        self._timer.stop()
        self.hide()
        self._dim.hide()
        if self._returns_to is not None and self._returns_to.isVisible():
            self._returns_to.setFocus()
        self._returns_to = None
        self.closed.emit()

    def titles(self) -> list[str]:
        """Return what is offered now, headings left out."""
        return [line.found.title for line in self._model.loaded() if line.found is not None]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
                self._dim.setGeometry(self._window.rect())
            elif event.type() == QEvent.Type.MouseButtonPress and self.isVisible():
                self.dismiss()
        elif watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        elif watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._dismiss_if_left)
        return super().eventFilter(watched, event)

    def _dismiss_if_left(self) -> None:
        focus = QApplication.focusWidget()
        if self.isVisible() and focus is not None and focus is not self.field:
            self._returns_to = None
            self.dismiss()

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("surface", "subtle")
        foot.setProperty("edge", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(6)
        for keys, words in (
            ("↑+↓", tr("选择")),
            ("Enter", tr("执行")),
            ("Ctrl+Enter", tr("直接发送图文")),
            ("Esc", tr("关闭")),
        ):
            row.addWidget(KeyHint(keys))
            row.addWidget(label(words, "small", "secondary"))
            row.addSpacing(6)
        row.addStretch(1)
        self._prefixes = QWidget()
        row.addWidget(self._prefixes)
        row = QHBoxLayout(self._prefixes)
        row.setContentsMargins(0, 0, 0, 0)
        for keys, words in ((">", tr("命令")), ("#", tr("知识")), ("@", tr("客户")), (":", tr("工单"))):
            row.addWidget(KeyHint(keys))
            row.addWidget(label(words, "small", "secondary"))
        return foot

    def _place(self) -> None:
        """As high as its lines, at most twelve; the field stays where it is."""
        room = self._window.rect()
        width = min(theme().px(WIDTH), room.width() - 80)
        lines = [self._line(at) for at in range(self._model.rowCount())]
        high = sum(theme().px(_HEADING if line.heading else _LINE) for line in lines) or theme().px(80)
        height = min(high, theme().px(_LINE * _LINES), room.height() - 260) + theme().px(100)
        self._prefixes.show()
        self._prefixes.setVisible(self._hints.sizeHint().width() <= width)
        self.setGeometry((room.width() - width) // 2, min(104, room.height() // 8), width, height)

    def _on_text(self) -> None:
        self._timer.start()

    def _on_key(self, event: QKeyEvent) -> bool:
        if self._ime.composing:
            return False
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._move(8 if key == Qt.Key.Key_PageDown else -8)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self._timer.stop()
                self._search()
            self._run(self.list.currentIndex().data(RowRole), alternative=control)
        else:
            return False
        return True

    def _search(self) -> None:
        self._number += 1
        self._moved = False
        self._groups = {}
        query = self.field.text().strip()
        prefixed = [provider for provider in self._providers if provider.prefix and query.startswith(provider.prefix)]
        if prefixed:
            query = query[1:].strip()
        asked = [(at, each) for at, each in enumerate(self._providers) if not prefixed or each in prefixed]
        self._asked = len(asked)
        for at, provider in asked:
            self._ask(provider, at, query, self._number)

    def _ask(self, provider: Provider, at: int, query: str, number: int) -> None:
        def answer(found: Sequence[Found]) -> None:
            # Later answers are appended to their group and never move the chosen line; old ones are void.
            if number == self._number and self.isVisible():
                self._groups[at] = found[:MOST_IN_GROUP]
                self._show()

        provider.find(query, answer)

    def _show(self) -> None:
        lines: list[_Line] = []
        for at in sorted(self._groups, key=lambda at: (not any(each.exact for each in self._groups[at]), at)):
            if self._groups[at]:
                heading = self._providers[at].group.tr()
                lines.append(_Line(f"h{at}", heading=heading))
                lines += [_Line(f"{at}.{found.id}", found=found) for found in self._groups[at]]
        chosen = self.list.currentIndex().data(RowRole)
        self._model.set_rows(lines)
        number = sum(1 for line in lines if line.found is not None)
        self._count.setText(tr("{n} 条", n=number).format(n=number))
        self._nothing.setText(tr("没有找到「{query}」").format(query=self.field.text().strip()))
        self._nothing.setVisible(not lines and len(self._groups) == self._asked)
        self.list.setVisible(bool(lines))
        self._place()
        first = self._model.index(1, 0) if lines else QModelIndex()
        keep = chosen is not None and self._model.position(chosen.key) is not None and self._moved
        self.list.setCurrentIndex(self._model.index_of(chosen.key) if keep else first)

    def _move(self, step: int) -> None:
        count = self._model.rowCount()
        at = self.list.currentIndex().row()
        target = max(0, min(count - 1, at + step))
        direction = 1 if step > 0 else -1
        while 0 <= target < count and self._line(target).found is None:
            target += direction
        if 0 <= target < count:
            self._moved = True
            self.list.setCurrentIndex(self._model.index(target, 0))

    def _line(self, at: int) -> _Line:
        line = self._model.row(at)
        return line if line is not None else _Line("")

    def _run(self, line: _Line | None, *, alternative: bool = False) -> None:
        if line is None or line.found is None:
            return
        found = line.found
        self._used[found.id] += 1
        self.dismiss()
        (found.alternative if alternative and found.alternative is not None else found.run)()


def _spoken(line: _Line) -> str:
    if line.found is None:
        return line.heading
    return "，".join(part for part in (line.found.title, line.found.detail, line.found.hint, line.found.keys) if part)
