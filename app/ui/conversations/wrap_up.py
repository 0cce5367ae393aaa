"""Ending a conversation: what it was about, whether it is solved, and a note for whoever comes next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.domain.conversations import Author, MessageKind
from app.domain.surveys import Solved
from app.storage.drafts import Draft
from app.storage.threads import Thread
from app.ui.kit.buttons import Segments
from app.ui.kit.choices import named, narrow_by_typing
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.ime import ImeGuard
from app.ui.kit.labels import label
from app.ui.kit.states import Banner
from app.ui.kit.theme import theme

Done = Callable[[Dialog, str, Solved | None, str], object]
"""(this dialog, which stays until it is stored; category id, solved, note)."""


def left_undone(thread: Thread, draft: Draft) -> str:
    """Say what ending a conversation now would leave undone, a line for each thing; "" for nothing."""
    undone = []
    talk = thread.conversation
    said = (row.message for row in thread.rows if row.message.kind is not MessageKind.NOTE)
    answered = talk.first_response_at is not None or any(one.author is Author.AGENT for one in said)
    if thread.question and not answered:
        undone.append(tr("客户还没有收到任何回复"))
    elif thread.waiting_since is not None and talk.first_response_at is not None:
        undone.append(tr("客户最后的话还没有人回复"))
    if not draft.empty:
        undone.append(tr("输入框里还有没发出的内容，结束会话不会发出它"))
    if thread.note is not None and not thread.note.empty:
        undone.append(tr("有一条没写完的内部备注，还没有保存"))
    return "\n".join(undone)


class WrapUp(Dialog):
    """The wrap-up. Enter in the dialog ends; the note takes Ctrl+Enter."""

    def __init__(
        self,
        parent: QWidget,
        categories: Sequence[tuple[str, str]],
        guess: str,
        done: Done,
        *,
        sends: bool,
        name: str,
        unfinished: str = "",
    ) -> None:
        """``categories`` are (id, path); ``guess`` is chosen first; ``sends``: a last message goes with it.

        ``unfinished`` is what would be left undone, "" for nothing.
        """
        super().__init__(parent, tr("结束会话"), width=460)
        self._done = done
        title = tr("发送并结束与{name}的会话") if sends else tr("结束与{name}的会话")
        self.body.addWidget(label(title.format(name=name), "h3", strong=True, wrap=True))
        self.unfinished = Banner()
        self.unfinished.set(unfinished)
        self.body.addWidget(self.unfinished)
        self.topic = QComboBox()
        self._typed = QLineEdit()
        self.topic.setLineEdit(self._typed)
        self._typed.editingFinished.connect(self._complete)
        model = QStandardItemModel(self)
        for key, path in [("", tr("未选择")), *categories]:
            item = QStandardItem(path)
            item.setData(key, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        self.topic.setModel(model)
        narrow_by_typing(self.topic)
        self.topic.setMaxVisibleItems(14)
        self.topic.setCurrentIndex(max(0, self.topic.findData(guess)))
        self.add_field(tr("问题类型"), self.topic)
        self.solved = Segments(
            [("yes", tr("已解决")), ("partly", tr("部分解决")), ("no", tr("未解决"))], tr("结果", "solved")
        )
        self.add_field(tr("结果", "solved"), self.solved)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText(tr("给下一位同事的话，可以不写"))
        self.note.setFixedHeight(theme().px(84))
        self._ime = ImeGuard(self.note)
        self.add_field(tr("小结"), self.note)
        self.add_button(tr("取消"))
        verb = tr("发送并结束") if sends else tr("结束会话")
        self.end = self.add_button(verb, self._end, kind="primary", default=True)
        self.topic.setFocus()

    def suggest(self, category_id: str) -> None:
        """Choose a category unless one was chosen already."""
        at = self.topic.findData(category_id)
        if at > 0 and self.topic.currentIndex() == 0:
            self.topic.setCurrentIndex(at)

    def category(self) -> str | None:
        """Return the id of the chosen category, "" for none, None when what was typed is none."""
        at = named(self.topic)
        return str(self.topic.itemData(at)) if at >= 0 else None if self.topic.currentText().strip() else ""

    def _complete(self) -> None:
        """Show the choice that a part of it stands for, once the field is left."""
        at = named(self.topic)
        if at >= 0:
            self.topic.setCurrentIndex(at)
            self._typed.setText(self.topic.itemText(at))  # the choice may have been this one before it was typed over

    def _end(self) -> None:
        category_id = self.category()
        if category_id is None:
            words = tr("没有「{typed}」这个问题类型，请从列表里选一个，或清空")
            self.unfinished.set(words.format(typed=self.topic.currentText().strip()))
            self.topic.setFocus()
            self._typed.selectAll()
            return
        self._done(self, category_id, Solved(self.solved.choice), self.note.toPlainText())
