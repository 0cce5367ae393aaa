"""The timeline of a ticket: notes as cards, steps as lines, oldest first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.domain.files import FileRef
from app.storage.ticket_timeline import Entry
from app.ui.kit.buttons import button
from app.ui.kit.chips import Avatar, Chip
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import file_size, moment
from app.ui.kit.i18n import tr
from app.ui.kit.icons import paint_icon
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.panes import scrolled
from app.ui.kit.theme import theme
from app.ui.tickets import words

SHOWN = 60
"""Entries on screen at first; the earlier ones come at the press of a button."""


class _StepDisc(QWidget):
    """The disc of a step, with its icon."""

    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(28), theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(22)
        disc = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("neutral.tint"))
        painter.drawEllipse(disc)
        edge = look.px(4)
        paint_icon(painter, disc.adjusted(edge, edge, -edge, -edge), self._glyph, "text.secondary")
        painter.end()


class FileChips(QWidget):
    """Files side by side; pressing one opens it."""

    opened = Signal(object)
    """A :class:`FileRef`."""

    def __init__(self, files: Sequence[FileRef], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        for ref in files:
            made = button(ref.name, kind="chip", icon="photo" if ref.is_image else "file")
            made.setAccessibleName(tr("打开附件 {name}，{size}").format(name=ref.name, size=file_size(ref.size)))
            made.setToolTip(made.accessibleName())
            made.clicked.connect(lambda _=False, ref=ref: self.opened.emit(ref))
            flow.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Timeline(QWidget):
    """Shows entries; ``only_public`` leaves out what the customer does not see."""

    fileOpened = Signal(object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._entries: tuple[Entry, ...] = ()
        self._only_public = False
        self._all = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(10)
        self._area = scrolled(self._inner)
        self._area.setAccessibleName(tr("时间线"))
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._area)
        outer.addWidget(self._area)

    def show_entries(
        self, entries: tuple[Entry, ...], *, only_public: bool, description: Callable[[], QWidget]
    ) -> None:
        """Show these entries; ``description`` makes the card that stands for the ticket's own words, first of all."""
        if (entries, only_public) == (self._entries, self._only_public) and self._column.count():
            return
        grown = len(entries) > len(self._entries)
        self._entries, self._only_public = entries, only_public
        self._fill(description)
        if grown:
            bar = self._area.verticalScrollBar()
            bar.rangeChanged.connect(self._to_end, Qt.ConnectionType.SingleShotConnection)

    def clear(self) -> None:
        """Show nothing, for another ticket."""
        self._entries, self._all = (), False
        self._empty()

    def texts(self) -> list[str]:
        """Return what the shown notes say, oldest first."""
        return [entry.text for entry in self._shown() if entry.kind == "note"]

    def _to_end(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _shown(self) -> list[Entry]:
        """Return what follows the description, whose card tells already who opened the ticket and when."""
        listed = (entry for entry in self._entries if entry.action != "created")
        return [entry for entry in listed if not self._only_public or entry.public]

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _fill(self, description: Callable[[], QWidget]) -> None:
        self._empty()
        shown = self._shown()
        hidden = 0 if self._all else max(0, len(shown) - SHOWN)
        self._column.addWidget(description())
        if hidden:
            words_ = tr("显示更早的 {n} 条", n=hidden).format(n=hidden)
            self._column.addWidget(button(words_, lambda: self._show_all(description), kind="link"))
        for entry in shown[hidden:]:
            self._column.addWidget(self._note(entry) if entry.kind == "note" else self._step(entry))
        self._column.addStretch(1)

    def _show_all(self, description: Callable[[], QWidget]) -> None:
        self._all = True
        self._fill(description)

    def _head(self, entry: Entry) -> str:
        line = words.line_short(entry.line) if entry.line else ""
        return " · ".join(part for part in (line, moment(entry.at, self._clock())) if part)

    def _note(self, entry: Entry) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Avatar(entry.author_name, entry.author_id, side=26), 0, Qt.AlignmentFlag.AlignTop)
        card = QFrame()
        card.setProperty("surface", "card" if entry.public else "note")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(entry.author_name or tr("已离开的同事"), strong=True))
        head.addWidget(ElidedLabel(self._head(entry), "small", "secondary"), 1)
        if entry.pending:
            head.addWidget(Chip(tr("待上传"), "warning", "cloud-up"))
        head.addWidget(Chip(tr("客户可见"), "outline", "eye") if entry.public else Chip(tr("内部"), "plain", "lock"))
        column.addLayout(head)
        if entry.text:
            column.addWidget(label(entry.text, "body", wrap=True, selectable=True))
        if entry.attachments:
            files = FileChips(entry.attachments)
            files.opened.connect(self.fileOpened)
            column.addWidget(files)
        row.addWidget(card, 1)
        who = tr("客户可见") if entry.public else tr("内部备注")
        holder.setAccessibleName(f"{entry.author_name}，{who}，{entry.text}")
        return holder

    def _step(self, entry: Entry) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_StepDisc(words.step_icon(entry)))
        detail = words.step_detail(entry)
        done = label(words.step_words(entry), "small", strong=True)
        row.addWidget(done)
        parts = [entry.author_name, detail if detail != entry.author_name else ""]
        told = " → ".join(part for part in parts if part)
        row.addWidget(ElidedLabel(f"{told}  {moment(entry.at, self._clock())}", "small", "secondary"), 1)
        if entry.pending:
            row.addWidget(Chip(tr("待上传"), "warning", "cloud-up"))
        holder.setAccessibleName(f"{words.step_words(entry)} {told}")
        return holder
