"""The dialogs of tickets: a new one, and handing one on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.commands.tickets import MAX_TITLE, NewTicket
from app.domain.tickets import Priority
from app.storage import tickets
from app.storage.people import Staff
from app.storage.tickets import CustomerChoice, Sheet
from app.ui.kit.buttons import button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import SearchField, row_of
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.screen import Context
from app.ui.kit.theme import set_state
from app.ui.tickets import words

_ORDER = (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW)


def combo(name: str, choices: Sequence[tuple[str, str]], chosen: str = "") -> QComboBox:
    """Return a drop-down of (id, text) choices."""
    made = QComboBox()
    made.setAccessibleName(name)
    for choice, text in choices:
        made.addItem(text, choice)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made


class _Form(QGridLayout):
    """Names at the left, fields at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(8)
        self.setColumnStretch(1, 1)
        self._row = 0

    def field(self, name: str, widget: QWidget) -> None:
        """Add a field with its name."""
        words_ = label(name, tone="secondary")
        words_.setBuddy(widget)
        top = Qt.AlignmentFlag.AlignTop if isinstance(widget, QPlainTextEdit | CustomerPicker) else Qt.AlignmentFlag(0)
        self.addWidget(words_, self._row, 0, top | Qt.AlignmentFlag.AlignLeft)
        self.addWidget(widget, self._row, 1)
        self._row += 1

    def below(self, widget: QWidget) -> None:
        """Add something below the last field."""
        self.addWidget(widget, self._row, 1)
        self._row += 1


class CustomerPicker(QWidget):
    """Finds a customer by name, phone or e-mail; once chosen it shows who it is."""

    chosen = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.customer: CustomerChoice | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.search = SearchField(tr("按姓名、手机或邮箱找客户，可不填"))
        self.search.searched.connect(self._find)
        self.search.entered.connect(self._take_first)
        self.search.moved.connect(self._move)
        column.addWidget(self.search)
        self.results = QListWidget()
        self.results.setAccessibleName(tr("找到的客户"))
        self.results.setMaximumHeight(124)
        self.results.itemActivated.connect(lambda item: self._take(item.data(Qt.ItemDataRole.UserRole)))
        self.results.itemClicked.connect(lambda item: self._take(item.data(Qt.ItemDataRole.UserRole)))
        self.results.hide()
        column.addWidget(self.results)
        self._name = label("", strong=True)
        self._shown = row_of(self._name, button(tr("换一位"), self.reset, kind="link"))
        self._shown.hide()
        column.addWidget(self._shown)
        self.setFocusProxy(self.search)

    def reset(self) -> None:
        """Choose nobody."""
        self.customer = None
        self._shown.hide()
        self.search.show()
        self.search.setFocus()
        self.chosen.emit()

    def _find(self, query: str) -> None:
        if not query:
            self.results.hide()
            return
        self._ctx.tasks.read(lambda c: tickets.customer_choices(c, query), self._show, key="find", owner=self)

    def _show(self, found: tuple[CustomerChoice, ...]) -> None:
        self.results.clear()
        for customer in found:
            text = "  ".join(part for part in (customer.name, customer.phone, customer.city) if part)
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, customer.id)
            self.results.addItem(item)
        self._found = {customer.id: customer for customer in found}
        if not found:
            self.results.addItem(QListWidgetItem(tr("没有这样的客户")))
        self.results.show()

    def _move(self, step: int) -> None:
        if self.results.isVisible():
            self.results.setCurrentRow(0)
            self.results.setFocus()

    def _take_first(self) -> None:
        if self.results.isVisible() and self.results.count():
            self._take(self.results.item(0).data(Qt.ItemDataRole.UserRole))

    def _take(self, customer_id: str | None) -> None:
        if not customer_id:
            return
        self.customer = self._found[customer_id]
        self._name.setText("  ".join(part for part in (self.customer.name, self.customer.phone) if part))
        self.search.clear()
        self.search.hide()
        self.results.hide()
        self._shown.show()
        self.chosen.emit()


def new_ticket(parent: QWidget, ctx: Context, staff: Staff, on_yes: Callable[[Dialog, NewTicket], object]) -> Dialog:
    """Ask for a new ticket."""
    dialog = Dialog(parent, tr("新建工单"), width=560)
    dialog.body.addWidget(label(tr("新建工单"), "h3", strong=True))
    form = _Form()
    title = QLineEdit()
    title.setMaxLength(MAX_TITLE)
    title.setPlaceholderText(tr("一句话说明要解决什么"))
    title.setAccessibleName(tr("标题"))
    description = QPlainTextEdit()
    description.setAccessibleName(tr("描述"))
    description.setPlaceholderText(tr("现象、已经试过什么、客户想要的结果"))
    description.setTabChangesFocus(True)
    description.setMinimumHeight(96)
    customer = CustomerPicker(ctx)
    own = staff.me.group_ids if staff.me is not None else ()
    groups = combo(tr("所在组"), [(group.id, group.name) for group in staff.groups], own[0] if own else "")
    line = combo(tr("哪一线"), [(str(number), words.line_long(number)) for number in words.LINES], "1")
    priority = combo(tr("优先级"), [(value.value, words.priority_words(value)) for value in _ORDER], "normal")
    form.field(tr("标题"), title)
    missing = label(tr("写上标题才能建单"), "small", "danger")
    missing.setObjectName("missing")
    missing.hide()
    form.below(missing)
    form.field(tr("描述"), description)
    form.field(tr("客户", "one"), customer)
    form.field(tr("所在组"), groups)
    form.field(tr("哪一线"), line)
    form.field(tr("优先级"), priority)
    dialog.body.addLayout(form)
    dialog.body.addWidget(label(tr("离线也能建单：先用临时号，连上后换成正式号"), "small", "tertiary", wrap=True))
    dialog.add_button(tr("取消"))

    def create() -> None:
        if not title.text().strip():
            set_state(title, invalid=True)
            missing.show()
            title.setFocus()
            return
        picked = customer.customer
        on_yes(
            dialog,
            NewTicket(
                title=title.text(),
                description=description.toPlainText(),
                customer_id=picked.id if picked is not None else "",
                group_id=str(groups.currentData() or ""),
                line=int(line.currentData()),
                priority=Priority(priority.currentData()),
            ),
        )

    yes = dialog.add_button(tr("建单"), create, kind="primary", default=True)
    yes.setObjectName("yes")
    title.textChanged.connect(lambda _: set_state(title, invalid=False))
    title.textChanged.connect(missing.hide)
    title.setFocus()
    dialog.open()
    return dialog


def hand_over(
    parent: QWidget,
    sheet: Sheet,
    staff: Staff,
    on_yes: Callable[[Dialog, str | None, str | None, int | None, str], object],
    *,
    line: int | None = None,
) -> Dialog:
    """Ask to whom a ticket goes and what they must know.

    ``on_yes`` gets (the dialog, assignee, group, line, note), None for what stays; it closes the dialog when all that
    is stored.
    """
    dialog = Dialog(parent, tr("转交工单"), width=520)
    dialog.body.addWidget(label(tr("转交 {label}").format(label=sheet.label), "h3", strong=True))
    ticket = sheet.ticket
    lines = combo(
        tr("哪一线"), [(str(number), words.line_long(number)) for number in words.LINES], str(line or ticket.line)
    )
    groups = combo(tr("所在组"), [(group.id, group.name) for group in staff.groups], ticket.group_id)
    people = combo(tr("负责人"), [])

    def fill() -> None:
        people.clear()
        people.addItem(tr("由组里的人接"), "")
        for one in staff.in_group(str(groups.currentData() or "")):
            people.addItem(f"{one.name} · {words.line_short(one.line)}", one.id)

    groups.currentIndexChanged.connect(fill)
    fill()
    note = QPlainTextEdit()
    note.setAccessibleName(tr("交接说明"))
    note.setPlaceholderText(tr("接手的人需要知道什么，客户就不用再说一遍"))
    note.setTabChangesFocus(True)
    note.setMinimumHeight(84)
    form = _Form()
    form.field(tr("哪一线"), lines)
    form.field(tr("所在组"), groups)
    form.field(tr("负责人"), people)
    form.field(tr("交接说明"), note)
    dialog.body.addLayout(form)
    dialog.add_button(tr("取消"))

    def give() -> None:
        group_id = str(groups.currentData() or "")
        on_yes(
            dialog,
            str(people.currentData() or ""),
            group_id if group_id and group_id != ticket.group_id else None,
            int(lines.currentData()) if int(lines.currentData()) != ticket.line else None,
            note.toPlainText(),
        )

    dialog.add_button(tr("转交"), give, kind="primary", default=True).setObjectName("yes")
    note.setFocus()
    dialog.open()
    return dialog
