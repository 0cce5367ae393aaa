"""The parts of the composer around its field: why one cannot reply, the tools, the foot with the send button."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.conversations import Status
from app.storage.drafts import NOTE, REPLY
from app.ui.kit.buttons import Segments, SplitButton, button, tool_button
from app.ui.kit.chips import Glyph, KeyHint
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label, separator
from app.ui.kit.theme import set_state, theme

NARROW = 560


class BlockedBar(QFrame):
    """Why no reply can be written, and the way out. Hidden while one can."""

    takeWanted = Signal()
    reopenWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "subtle")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.addWidget(Glyph("lock", "text.tertiary"))
        self._why = label("", tone="secondary", wrap=True)
        row.addWidget(self._why, 1)
        self._take = button(tr("接入"), self.takeWanted.emit, kind="primary", dense=True)
        self._reopen = button(tr("重新打开"), self.reopenWanted.emit, dense=True)
        row.addWidget(self._take)
        row.addWidget(self._reopen)
        self.hide()

    def set(self, why: str, status: Status | None, *, online: bool, ended: bool) -> None:
        """Show a reason; an empty one hides the bar."""
        self.setVisible(bool(why))
        self._why.setText(why)
        self._take.setVisible(status in (Status.QUEUED, Status.MESSAGE_LEFT))
        self._take.setEnabled(online)
        self._take.setToolTip("" if online else tr("离线时不能接入新的会话"))
        self._reopen.setVisible(ended)


class Tools(QWidget):
    """Reply or note, pictures, files, emoji, knowledge."""

    modeChosen = Signal(str)
    pictureWanted = Signal()
    fileWanted = Signal()
    emojiWanted = Signal()
    knowledgeWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self._modes = {REPLY: tr("回复客户"), NOTE: tr("内部备注")}
        self.modes = Segments(list(self._modes.items()), tr("写给谁"))
        self.modes.chosen.connect(self.modeChosen)
        row.addWidget(self.modes)
        row.addSpacing(6)
        row.addWidget(separator(vertical=True))
        row.addSpacing(4)
        row.addWidget(tool_button("photo", tr("发送图片"), self.pictureWanted.emit))
        row.addWidget(tool_button("paperclip", tr("添加文件"), self.fileWanted.emit, keys="Ctrl+O"))
        self.face = tool_button("mood-smile", tr("表情"), self.emojiWanted.emit)
        row.addWidget(self.face)
        row.addSpacing(4)
        row.addWidget(separator(vertical=True))
        row.addSpacing(2)
        row.addWidget(tool_button("book-2", tr("知识"), self.knowledgeWanted.emit, text=True))
        row.addWidget(KeyHint("/"))
        row.addStretch(1)

    def mark(self, mode: str, *, unfinished: bool) -> None:
        """Say on the switch whether something unfinished stands in a mode that is not shown."""
        self.modes.set_text(mode, f"{self._modes[mode]} •" if unfinished else self._modes[mode])
        self.modes.set_hint(mode, tr("有没写完的内容") if unfinished else "")


class Foot(QWidget):
    """Whether the draft is kept, what Enter does, and the send button with its variants."""

    sendWanted = Signal(str)
    """What follows: "", "wait_customer" or "close"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(5)
        self._mark = Glyph("check", "success.text", side=15)
        self._state = label("", "small", "secondary")
        row.addWidget(self._mark)
        row.addWidget(self._state)
        self._state.setContentsMargins(0, 0, 4, 0)
        self._does = label("", "small", "tertiary")
        self._sends, self._breaks = KeyHint("Enter"), KeyHint("Shift+Enter")
        self._hints = [self._sends, self._does, self._breaks, label(tr("换行"), "small", "tertiary")]
        for part in self._hints:
            if part is self._breaks:
                row.addSpacing(4)  # a key stands nearer to its own words than to the next key
            row.addWidget(part)
        row.addStretch(1)
        self.button = SplitButton(tr("发送"), "send")
        self.button.clicked.connect(lambda: self.sendWanted.emit(""))
        menu = self.button.menu
        self._waits = menu.addAction("", lambda: self.sendWanted.emit("wait_customer"))
        menu.addAction(tr("发送并结束会话") + "\tCtrl+Shift+Enter", lambda: self.sendWanted.emit("close"))
        row.addWidget(self.button)
        self.set_keys(enter_sends=True)

    def set_keys(self, *, enter_sends: bool) -> None:
        """Say which key sends: Enter, or Ctrl+Enter, which otherwise waits for the customer, too."""
        self._sends.set("Enter" if enter_sends else "Ctrl+Enter")
        self._breaks.set("Shift+Enter" if enter_sends else "Enter")
        self._waits.setText(tr("发送并等待客户") + ("\tCtrl+Enter" if enter_sends else ""))

    def name(self, words: str, *, usable: bool, variants: bool) -> None:
        """Say what the button does, and whether it can."""
        self.button.main.setText(words)
        self._does.setText(words)
        self.button.main.setEnabled(usable)
        self.button.more.setEnabled(usable and variants)
        self.button.main.setMinimumWidth(self.button.main.sizeHint().width())

    def say_kept(self, kept: bool, *, online: bool) -> None:
        """Say that the draft is kept, and where; nothing while there is none or it is being written."""
        self._mark.set("check" if online else "device-desktop", "success.text" if online else "warning.text")
        self._mark.setVisible(kept)
        self._state.setVisible(kept)  # empty it would push the keys away from the text's edge
        self._state.setText((tr("草稿已保存") if online else tr("草稿仅存本机")) if kept else "")
        set_state(self._state, tone="secondary" if online else "warning")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= theme().px(NARROW)
        for part in self._hints:
            part.setVisible(roomy)
