"""One refused operation: what was meant, why it was refused, what was written, and the ways on."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.storage.problems import Refused
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph
from app.ui.kit.formats import moment_full
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.panes import panel
from app.ui.outbox import words


class RefusedPanel(QFrame):
    """Shows a refusal. The text stays here until the person drops it."""

    retryWanted = Signal(str)
    copyWanted = Signal(str)
    dropWanted = Signal(str)
    placeWanted = Signal(str, str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._item: Refused | None = None
        self.setProperty("surface", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("banner", "danger")
        head.setProperty("wide", "top")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(Glyph("alert-triangle", "danger.text"))
        self._title = ElidedLabel("", strong=True)
        row.addWidget(self._title, 1)
        self._when = label("", "small", "secondary")
        row.addWidget(self._when)
        column.addWidget(head)
        middle = QVBoxLayout()
        middle.setContentsMargins(14, 12, 14, 12)
        middle.setSpacing(6)
        self._reason = label("", strong=True, wrap=True)
        self._doing = label("", tone="secondary", wrap=True)
        middle.addWidget(self._reason)
        middle.addWidget(self._doing)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(tr("没有被接受的内容"))
        middle.addWidget(self._text, 1)
        self._code = label("", "small", "tertiary", selectable=True)
        middle.addWidget(self._code)
        middle.addStretch()  # where there is no text, the lines stay together
        column.addLayout(middle, 1)
        foot = panel("subtle", edge="top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(ElidedLabel(tr("内容留在这里，直到您放弃它"), "small", "secondary"), 1)
        self.drop = button(tr("放弃"), lambda: self._tell(self.dropWanted), kind="danger", dense=True)
        self.copy = button(tr("复制文字"), lambda: self._tell(self.copyWanted), icon="copy", dense=True)
        self.open = button(tr("打开"), self._open, dense=True)
        self.retry = button(tr("在现有内容上重试"), lambda: self._tell(self.retryWanted), kind="primary", dense=True)
        for made in (self.drop, self.open, self.copy, self.retry):
            row.addWidget(made)
        column.addWidget(foot)

    def show_refused(self, item: Refused) -> None:
        """Show a refusal."""
        if item == self._item:
            return
        self._item = item
        self._title.setText(words.subject(item.subject, item.kind))
        self._when.setText(moment_full(item.written_at, self._clock()))
        self._reason.setText(words.reason(item))
        self._doing.setText(words.doing(item.kind, item.action, item.fields, item.text))
        self._text.setPlainText(item.text)
        self._text.setVisible(bool(item.text))
        self._code.setText(tr("原因代码 {code}").format(code=item.code))
        self.copy.setVisible(bool(item.text))
        self.open.setVisible(bool(item.subject.place))
        self.retry.setEnabled(item.can_retry)
        self.retry.setToolTip("" if item.can_retry else tr("这一项已不在，可以复制文字后另存"))
        self.setAccessibleName(f"{self._title.text()}，{self._reason.text()}")

    def _tell(self, signal: SignalInstance) -> None:
        if self._item is not None:
            signal.emit(self._item.op_id)

    def _open(self) -> None:
        if self._item is not None:
            self.placeWanted.emit(self._item.subject.place, self._item.subject.item)
