"""What a person sees in the client's windows now: texts, controls by their name, rows of lists.

It looks from outside, like a screen reader: by accessible names, visible texts and what item views show. It knows no
class of the program, so that a feature can be rebuilt without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

MOST_ROWS = 400
"""Rows of one view that are read; a screen never shows as many."""


@dataclass(frozen=True)
class Row:
    """One visible row of an item view: what it says and where it is."""

    text: str
    view: QAbstractItemView
    index: QModelIndex

    @property
    def middle(self) -> QPoint:
        """The row's middle in its viewport."""
        return self.view.visualRect(self.index).intersected(self.view.viewport().rect()).center()


def windows() -> list[QWidget]:
    """Return the visible windows, the one that takes the keys last."""
    found = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
    return [*(each for each in found if each is not front), *([front] if front is not None else [])]


def widgets(root: QWidget) -> Iterator[QWidget]:
    """Yield what can be seen in a window, in the order of creation."""
    for each in (root, *root.findChildren(QWidget)):
        shown = each.viewport() if isinstance(each, QAbstractScrollArea) else each  # which covers the area itself
        if each.isVisible() and not shown.visibleRegion().isEmpty():
            yield each


def own_text(widget: QWidget) -> str:
    """Return the text that a widget itself shows, plain."""
    match widget:
        case QLabel():
            rich = widget.textFormat() == Qt.TextFormat.RichText
            return QTextDocumentFragment.fromHtml(widget.text()).toPlainText() if rich else widget.text()
        case QAbstractButton():
            return widget.text().replace("&", "")
        case QLineEdit():
            return widget.text()
        case QTextEdit() | QPlainTextEdit():
            return widget.toPlainText()
        case QComboBox():
            return widget.currentText()
        case QTabBar():
            return "\n".join(widget.tabText(index).replace("&", "") for index in range(widget.count()))
        case QMenu():
            return "\n".join(each.text().replace("&", "") for each in widget.actions() if each.isVisible())
    return ""


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget; its object name for what has no words."""
    return widget.accessibleName() or own_text(widget) or widget.toolTip() or widget.objectName()


def rows(view: QAbstractItemView) -> Iterator[Row]:
    """Yield the rows of an item view that can be seen."""
    model: QAbstractItemModel | None = view.model()
    shown = view.viewport().rect()
    if model is None:
        return
    count = 0

    def walk(parent: QModelIndex) -> Iterator[Row]:
        nonlocal count
        for number in range(model.rowCount(parent)):
            index = model.index(number, 0, parent)
            rect = view.visualRect(index)
            if rect.top() > shown.bottom() or count > MOST_ROWS:
                return
            if not rect.isEmpty() and rect.bottom() >= shown.top():
                count += 1
                yield Row(_row_text(view, index), view, index)
            if model.rowCount(index):
                yield from walk(index)

    yield from walk(view.rootIndex())


def _row_text(view: QAbstractItemView, index: QModelIndex) -> str:
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    if spoken:
        return str(spoken)
    model = index.model()
    # a list's count of its columns cannot be asked for
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(index.parent())
    cells = (index.siblingAtColumn(column) for column in range(columns))
    return " | ".join(str(text) for cell in cells if (text := cell.data(Qt.ItemDataRole.DisplayRole)) is not None)


def texts(root: QWidget) -> list[str]:
    """Return everything that a window says, a line a widget or row."""
    said: list[str] = [root.windowTitle()] if root.windowTitle() else []
    for widget in widgets(root):
        said += [text for text in (own_text(widget), widget.accessibleName()) if text]
        if isinstance(widget, QAbstractItemView):
            said += [row.text for row in rows(widget)]
    return list(dict.fromkeys(said))


def everything() -> str:
    """Return what all windows say, the front one last."""
    return "\n".join(line for window in windows() for line in texts(window))


def _fits(candidate: str, wanted: str, exact: bool) -> bool:
    return candidate == wanted if exact else wanted in candidate


def find_widget(wanted: str) -> QWidget | None:
    """Return the control with a name: the front window first, an exact name before one that contains it."""
    for exact in (True, False):
        for window in reversed(windows()):
            found = [
                each
                for each in widgets(window)
                if _fits(name_of(each), wanted, exact) or (exact and each.objectName() == wanted)
            ]
            enabled = [each for each in found if each.isEnabled()]
            clickable = [each for each in enabled if isinstance(each, QAbstractButton | QLineEdit | QComboBox)]
            if clickable or enabled:
                return (clickable or enabled)[0]
    return None


def find_row(wanted: str) -> Row | None:
    """Return the first visible row of any list that contains a text, the front window's lists first."""
    for window in reversed(windows()):
        for widget in widgets(window):
            if isinstance(widget, QAbstractItemView):
                for row in rows(widget):
                    if wanted in row.text:
                        return row
    return None


def find_menu_item(wanted: str) -> tuple[QMenu, QPoint] | None:
    """Return the open menu and the place in it of the item with a text."""
    for window in reversed(windows()):
        if isinstance(window, QMenu):
            for each in window.actions():
                if each.isVisible() and wanted in each.text().replace("&", ""):
                    return window, window.actionGeometry(each).center()
    return None


def find_tab(wanted: str) -> tuple[QTabBar, QPoint] | None:
    """Return the tab bar and the place in it of the tab with a text."""
    for window in reversed(windows()):
        for widget in widgets(window):
            if isinstance(widget, QTabBar):
                for index in range(widget.count()):
                    if wanted in widget.tabText(index).replace("&", ""):
                        return widget, widget.tabRect(index).center()
    return None
