"""How a screen is divided: splitters that remember, cards, the head of a pane."""

from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from app.ui.kit.labels import label
from app.ui.kit.lists import viewport
from app.ui.kit.theme import theme

_HIT = 7


class Layouts(Protocol):
    """Where splitter positions are kept, a list of pixel sizes a name; the settings of the person offer it."""

    def splitter_sizes(self, name: str) -> list[int] | None:
        """Return what was kept."""
        ...

    def keep_splitter_sizes(self, name: str, sizes: list[int]) -> None:
        """Keep the sizes."""
        ...


class _Handle(QSplitterHandle):
    """One pixel to see, seven to grab."""

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self._hot = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("bg.panel"))
        middle = self.rect().center()
        if self.orientation() == Qt.Orientation.Horizontal:
            line = QRect(middle.x(), 0, 1, self.height())
        else:
            line = QRect(0, middle.y(), self.width(), 1)
        painter.fillRect(line, theme().color("accent.solid" if self._hot else "border.weak"))
        painter.end()

    def enterEvent(self, event: object) -> None:
        self._hot = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hot = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        splitter = self.splitter()
        if isinstance(splitter, Splitter):
            splitter.keep()


class Splitter(QSplitter):
    """Panes side by side (or above each other) whose sizes are kept under a name."""

    def __init__(
        self,
        name: str,
        layouts: Layouts | None = None,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._name, self._layouts = name, layouts
        self._first: list[int] = []
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        handle = _Handle(self.orientation(), self)
        return handle

    def add(self, pane: QWidget, size: int, *, least: int = 0, most: int = 0, grows: bool = False) -> None:
        """Add a pane with its size at first start and its limits in pixels; one pane should grow."""
        horizontal = self.orientation() == Qt.Orientation.Horizontal
        if least:
            (pane.setMinimumWidth if horizontal else pane.setMinimumHeight)(least)
        if most:
            (pane.setMaximumWidth if horizontal else pane.setMaximumHeight)(most)
        self.addWidget(pane)
        self.setStretchFactor(self.indexOf(pane), 1 if grows else 0)
        self._first.append(size)
        self.setSizes(self._first)

    def exchange(self, pane: QWidget, other: QWidget) -> None:
        """Put another pane where one is, with its limits, size and visibility. The one that goes keeps no parent."""
        other.setMinimumSize(pane.minimumSize())
        other.setMaximumSize(pane.maximumSize())
        at = self.indexOf(pane)
        stretch = pane.sizePolicy().horizontalStretch(), pane.sizePolicy().verticalStretch()
        self.replaceWidget(at, other)
        self.setStretchFactor(at, max(stretch))

    def restore(self) -> None:
        """Take the kept sizes; call it when all panes are added."""
        kept = self._layouts.splitter_sizes(self._name) if self._layouts is not None else None
        if kept and len(kept) == self.count():
            self.setSizes(kept)

    def keep(self) -> None:
        """Keep the present sizes."""
        if self._layouts is not None:
            self._layouts.keep_splitter_sizes(self._name, self.sizes())


class Card(QFrame):
    """A bordered group with an optional small heading. Add to :attr:`body`."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 12, 14, 14)
        self.body.setSpacing(8)
        if heading:
            self.body.addWidget(label(heading, "small", "secondary"))


def scrolled(content: QWidget) -> QScrollArea:
    """Return a scroll area around a widget that follows its width and grows downward only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    behind = viewport()
    area.setViewport(behind)
    area.setWidget(content)
    # Both would paint the window's grey over the pane that they lie on.
    content.setAutoFillBackground(False)
    behind.setAutoFillBackground(False)
    return area


def panel(surface: str = "panel", *, edge: str = "") -> QFrame:
    """Return an empty frame with the background of a surface and, if wanted, a line at one edge."""
    frame = QFrame()
    frame.setProperty("surface", surface)
    if edge:
        frame.setProperty("edge", edge)
    return frame
