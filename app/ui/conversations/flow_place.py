"""Where a guided flow stands in the workspace: its pane comes in place of the context pane while one walks it."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.conversations.desk import Desk
from app.ui.conversations.flow_choice import FlowChoice
from app.ui.conversations.flow_pane import FlowPane
from app.ui.conversations.flow_walker import Walker


class FlowPlace(QObject):
    """Shows the walk of the open conversation at the end of ``row``, where ``side`` stands otherwise."""

    def __init__(self, owner: QWidget, row: QHBoxLayout, desk: Desk, side: QWidget) -> None:
        super().__init__(owner)
        self._owner, self._row, self._desk, self._side = owner, row, desk, side
        self._pane: FlowPane | None = None
        self._folded = ""
        """The walk that the person has put aside."""
        self._hid_side = False
        self.walker = Walker(desk, self)
        self.walker.changed.connect(self._on_changed)
        self.walker.begun.connect(self._on_begun)

    @property
    def pane(self) -> FlowPane | None:
        """The pane while it is shown."""
        return self._pane if self._pane is not None and not self._pane.isHidden() else None

    def start(self) -> None:
        """Go on with the walk of this conversation, or ask which flow to begin."""
        if self.walker.walk is not None:
            self._folded = ""
            self._on_begun()
        else:
            FlowChoice(self._owner, self._desk.ctx.tasks, self.walker.offered, self.walker.begin).open()

    def _on_begun(self) -> None:
        self._folded = ""
        self._on_changed()
        if self._pane is not None and self.walker.walk is not None:
            self._pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_changed(self) -> None:
        walk = self.walker.walk
        if walk is None or walk.id == self._folded:
            self._hide()
            return
        if self._pane is None:
            self._pane = FlowPane(self.walker, self._owner)
            self._pane.closed.connect(self.fold)
            self._row.addWidget(self._pane)
        elif not self._pane.isHidden():
            return
        self._hid_side = not self._side.isHidden()
        self._side.hide()
        self._pane.show()

    def fold(self) -> None:
        """Put the pane away; the walk stays where it is."""
        walk = self.walker.walk
        self._folded = walk.id if walk is not None else ""
        self._hide()

    def _hide(self) -> None:
        if self.pane is None or self._pane is None:
            return
        self._pane.hide()
        if self._hid_side:
            self._side.show()
