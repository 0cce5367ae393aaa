"""One reply that was not sent by itself: what was written, what has happened since, and what to do with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.storage.guard import StaleReply
from app.ui.kit.buttons import button
from app.ui.kit.formats import moment, span
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.outbox import words
from app.ui.outbox.side import AskingCard, Side, Sides


class StalePanel(AskingCard):
    """Shows a reply that waits for its author. Ctrl+Enter sends it as it is."""

    sendWanted = Signal(object)
    sendAllWanted = Signal()
    editWanted = Signal(object)
    dropWanted = Signal(object)
    placeWanted = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("warning", "clock", tr("没有您的确认，这条不会发给客户"), self._send, parent)
        self._clock = clock
        self._item: StaleReply | None = None
        self.reasons = label("", "small", wrap=True)
        self.head.setAlignment(self.glyph, Qt.AlignmentFlag.AlignTop)  # beside the first of two lines
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.reasons)
        self.head.addLayout(said, 1)
        self.send_all = button("", self.sendAllWanted.emit, dense=True)
        self.head.addWidget(self.send_all, 0, Qt.AlignmentFlag.AlignTop)
        self.mine, self.since = Side(tr("您写的")), Side(tr("之后发生的"))
        self.column.addWidget(Sides(self.mine, self.since), 1)
        self.drop = button(tr("放弃"), lambda: self._tell("drop"), kind="danger", dense=True)
        self.open = button(tr("打开会话"), self._open, dense=True)
        self.edit = button(tr("改后再发"), lambda: self._tell("edit"), icon="pencil", dense=True)
        self.send = button(tr("照原样发出"), self._send, kind="primary", dense=True, tip="Ctrl+Enter")
        for made in (self.drop, self.open, self.edit, self.send):
            self.foot.addWidget(made)
        self.setFocusProxy(self.send)

    def show_reply(self, item: StaleReply, count: int) -> None:
        """Show a reply, one of ``count`` that wait."""
        self.send_all.setVisible(count > 1)
        self.send_all.setText(tr("全部照原样发出 {n}").format(n=count))
        if item == self._item:
            return
        self._item = item
        now = self._clock()
        waited = tr("{span}前写的").format(span=span(max(0, now - item.written_at) / 1000))
        self.title.setText(f"{words.stale_title(item)} · {waited}")
        reasons = [words.doubt(found, item) for found in item.doubts]
        if item.gone:
            reasons.append(tr("会话已不在本机，可以复制文字"))
        self.reasons.setText(" · ".join(reasons))
        self.mine.who.setText(moment(item.written_at, now))
        self.mine.edit.setPlainText("\n".join(part for part in self._written(item) if part))
        self.since.who.setText(tr("{n} 条新消息", n=len(item.news)).format(n=len(item.news)) if item.news else "")
        said = [f"{one.name} · {moment(one.at, now)}\n{one.text}" for one in item.news]
        self.since.edit.setPlainText("\n\n".join(said) or tr("客户没有再写来消息"))
        for made in (self.send, self.edit, self.open):
            made.setEnabled(not item.gone)
        self.setAccessibleName(f"{self.title.text()}，{self.reasons.text()}")

    @staticmethod
    def _written(item: StaleReply) -> list[str]:
        """Return what was written line by line: the words, what goes with them, and what was to follow."""
        cards = [tr("知识卡片「{title}」").format(title=title) for title in item.cards]
        files = [tr("文件「{name}」").format(name=name) for name in item.files]
        return [item.text, *cards, *files, words.follows(item.action)]

    def _send(self) -> None:
        if self._item is not None and self.send.isEnabled():
            self.sendWanted.emit(self._item)

    def _tell(self, what: str) -> None:
        if self._item is not None:
            (self.dropWanted if what == "drop" else self.editWanted).emit(self._item)

    def _open(self) -> None:
        if self._item is not None:
            self.placeWanted.emit(self._item.conversation_id)
