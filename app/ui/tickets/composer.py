"""Where a note is written: for colleagues or for the customer too, with files."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.files import FileRef
from app.ui.kit.buttons import Segments, button, tool_button
from app.ui.kit.chips import KeyHint
from app.ui.kit.dialogs import Folders, file_dialog
from app.ui.kit.fields import FlowLayout
from app.ui.kit.i18n import tr
from app.ui.kit.ime import ImeGuard
from app.ui.kit.theme import set_state, theme


class _NoteEdit(QPlainTextEdit):
    """Grows from two lines to six."""

    sent = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        lines = min(6, max(2, self.document().blockCount()))
        return QSize(200, line * lines + theme().px(16))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _sends(event):
            event.accept()  # while one writes, Ctrl+Enter adds the note; elsewhere it solves the ticket
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.sent.emit()
        else:
            super().keyPressEvent(event)


def _sends(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteComposer(QFrame):
    """A note's mode, text and files. :attr:`submitted` is (text, public, files)."""

    submitted = Signal(str, bool, object)
    changed = Signal()
    filesChosen = Signal(str, list)
    """(the id of the ticket that was open when files were asked for, their paths)."""

    def __init__(self, folders: Folders | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders = folders
        self.setProperty("surface", "panel")
        self.setProperty("edge", "top")
        self.ticket_id = ""
        """The ticket whose note this is."""
        self._files: list[FileRef] = []
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 16, 10)
        column.setSpacing(6)
        tools = QHBoxLayout()
        tools.setSpacing(6)
        choices = [("note", tr("内部备注")), ("public", tr("客户可见"))]
        self.mode = Segments(choices, tr("谁能看到"))
        self.mode.chosen.connect(lambda _: self._dress())
        tools.addWidget(self.mode)
        self._attach = tool_button("paperclip", tr("附加文件"), self._choose_files)
        tools.addWidget(self._attach)
        tools.addStretch(1)
        column.addLayout(tools)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._chips.hide()
        column.addWidget(self._chips)
        self.edit = _NoteEdit()
        self.edit.setAccessibleName(tr("写备注"))
        self._ime = ImeGuard(self.edit)
        self.edit.textChanged.connect(self._on_text)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.edit, 1)
        side = QVBoxLayout()
        self.add = button(tr("添加备注"), self.submit, kind="primary")
        side.addStretch(1)
        side.addWidget(self.add)
        keys = QHBoxLayout()
        keys.addStretch(1)
        keys.addWidget(KeyHint("Ctrl+Enter"))
        side.addLayout(keys)
        foot.addLayout(side)
        column.addLayout(foot)
        self.edit.sent.connect(self.submit)
        self.setFocusProxy(self.edit)
        self._dress()

    @property
    def public(self) -> bool:
        """Whether the customer will see it."""
        return self.mode.choice == "public"

    def files(self) -> tuple[FileRef, ...]:
        """Return the files that go with the note."""
        return tuple(self._files)

    def fill(self, text: str, cursor: int, files: Sequence[FileRef]) -> None:
        """Put a kept draft in place, without telling that anything changed."""
        self._filling = True
        self.edit.setPlainText(text)
        place = self.edit.textCursor()
        place.setPosition(min(cursor, len(text)))
        self.edit.setTextCursor(place)
        self._files = list(files)
        self._show_files()
        self._filling = False
        self._dress()

    def add_files(self, files: Sequence[FileRef]) -> None:
        """Stage files that are stored on this device."""
        known = {ref.sha256 for ref in self._files}
        self._files += [ref for ref in files if ref.sha256 not in known]
        self._show_files()
        self._on_text()

    def submit(self) -> None:
        """Add the note, unless a word is still being composed or there is nothing."""
        text = self.edit.toPlainText().strip()
        if not self._ime.composing and (text or self._files):
            self.submitted.emit(text, self.public, self.files())

    def _on_text(self) -> None:
        self._dress()
        if not self._filling:
            self.changed.emit()

    def _dress(self) -> None:
        public = self.public
        hint = tr("写给客户看的进展") if public else tr("写给同事看的备注，客户看不到")
        self.edit.setPlaceholderText(hint)
        self.add.setText(tr("发布进展") if public else tr("添加备注"))
        self.add.setEnabled(bool(self.edit.toPlainText().strip() or self._files))
        set_state(self, surface="panel" if public else "noting", edge="top" if public else "")

    def _choose_files(self) -> None:
        dialog = file_dialog(self, tr("附加文件"), self._folders)
        dialog.filesSelected.connect(functools.partial(self.filesChosen.emit, self.ticket_id))
        dialog.open()

    def _show_files(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for ref in self._files:
            chip = button(f"{ref.name}  ✕", kind="chip", icon="paperclip")
            chip.setAccessibleName(tr("移除附件 {name}").format(name=ref.name))
            chip.clicked.connect(lambda _=False, ref=ref: self._remove(ref))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._files))

    def _remove(self, ref: FileRef) -> None:
        self._files.remove(ref)
        self._show_files()
        self._on_text()
