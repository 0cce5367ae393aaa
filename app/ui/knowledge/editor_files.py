"""The attachments below an article's text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.files import MAX_FILE_BYTES, FileRef
from app.ui.kit.buttons import button, tool_button
from app.ui.kit.chips import Glyph
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import file_size
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.theme import theme
from app.ui.knowledge.card import file_icon


class FilesBar(QWidget):
    """Attachments as chips that can be removed."""

    changed = Signal()
    addWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refs: list[FileRef] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(tr("附件"), "small", "secondary"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, spacing=8)
        row.addWidget(self._chips, 1)
        self._add = button(tr("添加"), self.addWanted.emit, icon="plus")
        limit = tr("单个 ≤ {size}").format(size=file_size(MAX_FILE_BYTES))
        row.addWidget(label(limit, "small", "tertiary"))
        self._flow.addWidget(self._add)

    def refs(self) -> tuple[FileRef, ...]:
        """Return the attachments in order."""
        return tuple(self._refs)

    def show_refs(self, refs: Sequence[FileRef]) -> None:
        """Show these attachments without telling."""
        self._refs = list(refs)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._add:
                widget.hide()
                widget.deleteLater()
        for ref in self._refs:
            self._flow.addWidget(self._chip(ref))
        self._flow.addWidget(self._add)
        self._chips.updateGeometry()

    def add(self, refs: Sequence[FileRef]) -> None:
        """Add attachments; one that is there already is not added twice."""
        fresh = [ref for ref in refs if all((ref.sha256, ref.name) != (have.sha256, have.name) for have in self._refs)]
        if fresh:
            self.show_refs([*self._refs, *fresh])
            self.changed.emit()

    def _remove(self, ref: FileRef) -> None:
        self.show_refs([have for have in self._refs if have != ref])
        self.changed.emit()

    def _chip(self, ref: FileRef) -> QWidget:
        chip = QFrame()
        chip.setProperty("surface", "card")
        row = QHBoxLayout(chip)
        row.setContentsMargins(8, 0, 2, 0)
        chip.setFixedHeight(theme().control_height())
        row.setSpacing(6)
        row.addWidget(Glyph(*file_icon(ref)))
        name = ElidedLabel(ref.name, "small", mode=Qt.TextElideMode.ElideMiddle)
        name.setMaximumWidth(theme().px(220))
        row.addWidget(name)
        row.addWidget(label(file_size(ref.size), "small", "tertiary"))
        remove = tool_button("x", tr("移除附件 {name}").format(name=ref.name))
        remove.clicked.connect(lambda _checked=False: self._remove(ref))
        row.addWidget(remove)
        return chip
