"""One refused operation: what was meant, why it was refused, what was written, and the ways on."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.storage.problems import Refused
from app.ui.kit.buttons import button
from app.ui.kit.formats import moment_full
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.outbox import words
from app.ui.outbox.differences import changed_spans, mark_changes
from app.ui.outbox.side import AskingCard, Side, Sides


class RefusedPanel(AskingCard):
    """Shows a refusal. The text stays here until the person drops it. Ctrl+Enter tries it again."""

    retryWanted = Signal(str)
    copyWanted = Signal(str)
    dropWanted = Signal(str)
    placeWanted = Signal(str, str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("danger", "alert-triangle", tr("内容留在这里，直到您放弃它"), self._retry, parent)
        self._clock = clock
        self._item: Refused | None = None
        self.head.addWidget(self.title, 1)
        self._when = label("", "small", "secondary")
        self.head.addWidget(self._when)
        middle = QVBoxLayout()
        middle.setContentsMargins(14, 12, 14, 12)
        middle.setSpacing(6)
        self._reason = label("", strong=True, wrap=True)
        self._doing = label("", tone="secondary", wrap=True)
        self._code = label("", "small", "tertiary", selectable=True)
        for part in (self._reason, self._doing, self._code):
            middle.addWidget(part)
        self.column.addLayout(middle)
        self.mine, self.now = Side(tr("没有被接受的内容")), Side(tr("总部现在的"))
        self._sides = Sides(self.mine, self.now)
        self.column.addWidget(self._sides, 1)
        self.column.addStretch()  # where there is no text, the lines stay together
        self.drop = button(tr("放弃"), lambda: self._tell(self.dropWanted), kind="danger", dense=True)
        self.copy = button(tr("复制文字"), lambda: self._tell(self.copyWanted), icon="copy", dense=True)
        self.open = button(tr("打开"), self._open, dense=True)
        self.retry = button(tr("在现有内容上重试"), lambda: self._tell(self.retryWanted), kind="primary", dense=True)
        self.retry.setToolTip("Ctrl+Enter")
        for made in (self.drop, self.open, self.copy, self.retry):
            self.foot.addWidget(made)
        self.setFocusProxy(self.retry)

    def show_refused(self, item: Refused) -> None:
        """Show a refusal."""
        if item == self._item:
            return
        self._item = item
        self.title.setText(words.subject(item.subject, item.kind))
        self._when.setText(moment_full(item.written_at, self._clock()))
        self._reason.setText(words.reason(item))
        self._doing.setText(words.doing(item.kind, item.action, item.fields, item.text))
        self._show_sides(item)
        self._code.setText(tr("原因代码 {code}").format(code=item.code))
        self.copy.setVisible(bool(item.text))
        self.open.setVisible(bool(item.subject.place))
        self.retry.setEnabled(item.can_retry)
        self.retry.setToolTip("Ctrl+Enter" if item.can_retry else tr("这一项已不在，可以复制文字后另存"))
        self.setAccessibleName(f"{self.title.text()}，{self._reason.text()}")

    def _show_sides(self, item: Refused) -> None:
        """Show what was written, and beside it what the same fields hold now."""
        beside = [(words.field(name), mine, now) for name, mine, now in item.beside]

        def told(name: str, text: str) -> str:
            return text if len(beside) == 1 else tr("{field}：{value}").format(field=name, value=text)

        mine = "\n".join(told(name, text) for name, text, _ in beside) or item.text
        now = "\n".join(told(name, text) for name, _, text in beside)
        self.mine.edit.setPlainText(mine)
        self.now.edit.setPlainText(now or tr("（空）"))
        self._sides.set_shown(self.mine, bool(mine))
        self._sides.set_shown(self.now, bool(beside))
        mark_changes(self.mine.edit, changed_spans(now, mine) if beside else (), "success")
        mark_changes(self.now.edit, changed_spans(mine, now) if beside and now else (), "warning")

    def _retry(self) -> None:
        self.retry.click()

    def _tell(self, signal: SignalInstance) -> None:
        if self._item is not None:
            signal.emit(self._item.op_id)

    def _open(self) -> None:
        if self._item is not None:
            self.placeWanted.emit(self._item.subject.place, self._item.subject.item)
