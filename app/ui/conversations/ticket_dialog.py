"""A ticket from the open conversation: a title, what is to be done, how urgent it is."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.domain.tickets import Priority
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.ime import ImeGuard
from app.ui.kit.labels import label
from app.ui.kit.theme import theme

PRIORITY: dict[Priority, Marked] = {
    Priority.LOW: mark("低", "priority"),
    Priority.NORMAL: mark("普通", "priority"),
    Priority.HIGH: mark("高", "priority"),
    Priority.URGENT: mark("紧急", "priority"),
}
Save = Callable[[Dialog, str, str, Priority], object]
"""(this dialog, which stays until it is stored; title, description, priority)."""


class TicketDialog(Dialog):
    """Customer, conversation, group and category go with it by themselves."""

    def __init__(self, parent: QWidget, title: str, description: str, save: Save) -> None:
        super().__init__(parent, tr("新建工单"), width=480)
        self._save = save
        self.body.addWidget(label(tr("从会话新建工单"), "h3", strong=True))
        self.body.addWidget(label(tr("客户、会话与分组会一起带上"), "small", "secondary"))
        self.title = QLineEdit(title)
        self.add_field(tr("标题"), self.title)
        self.why_not = label("", "small", "danger")
        self.body.addWidget(self.why_not)
        self.text = QPlainTextEdit(description)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme().px(110))
        self._ime = ImeGuard(self.text)
        self.add_field(tr("要做什么"), self.text)
        self.priority = QComboBox()
        for priority, words in PRIORITY.items():
            self.priority.addItem(words.tr(), priority.value)
        self.priority.setCurrentIndex(1)
        self.add_field(tr("优先级"), self.priority)
        self.add_button(tr("取消"))
        self.make = self.add_button(tr("新建"), self._on_create, kind="primary", default=True)
        self.title.textChanged.connect(self._check)
        self._check(title)
        self.title.setFocus()
        self.title.selectAll()

    def _check(self, title: str) -> None:
        reason = "" if title.strip() else tr("写上标题才能新建")
        self.why_not.setText(reason)
        self.why_not.setVisible(bool(reason))
        self.make.setEnabled(not reason)
        self.make.setToolTip(reason)

    def _on_create(self) -> None:
        priority = Priority(str(self.priority.currentData()))
        self._save(self, self.title.text().strip(), self.text.toPlainText().strip(), priority)
