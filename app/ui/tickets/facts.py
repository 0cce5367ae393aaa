"""The right pane: whose ticket it is, where it came from, its fields, and whether the server knows it all."""

import functools
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.tickets import UNFINISHED, Priority
from app.storage.tickets import Sheet
from app.ui.kit.buttons import button
from app.ui.kit.chips import Chip
from app.ui.kit.fields import TagEditor, row_of
from app.ui.kit.formats import moment, moment_full
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.menus import Menu
from app.ui.kit.panes import scrolled
from app.ui.kit.theme import theme
from app.ui.tickets import words
from app.ui.tickets.desk import TicketDesk
from app.ui.tickets.timeline import FileChips

UNSENT_MS = 60_000
"""From here on (ms) a ticket waited for its number, and people may have used the one of its device: a desk that is
connected has sent it long before."""


class FactsPane(QWidget):
    """Shows the open ticket's facts. :attr:`placeWanted` is (screen, item)."""

    placeWanted = Signal(str, str)
    fileOpened = Signal(object)

    def __init__(self, desk: TicketDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: Sheet | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(14, 14, 14, 14)
        self._column.setSpacing(4)
        outer.addWidget(scrolled(self._inner))

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show a ticket; None shows nothing."""
        if sheet == self._shown:
            return
        self._shown = sheet
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if sheet is not None:
            self._fill(sheet)
        self._column.addStretch(1)

    def _fill(self, sheet: Sheet) -> None:
        ticket, now = sheet.ticket, self._desk.clock()
        if sheet.customer is not None:
            customer = sheet.customer
            go = functools.partial(self.placeWanted.emit, "customers", customer.id)
            self._fact(tr("客户", "one"), _way(customer.name, go, "user"))
        else:
            self._fact(tr("客户", "one"), label(tr("没有关联客户"), tone="tertiary"))
        if sheet.conversation is not None:
            talk = sheet.conversation
            text = f"C-{talk.number}" if talk.number else talk.subject or tr("会话")
            go = functools.partial(self.placeWanted.emit, "conversations", talk.id)
            self._fact(tr("来自会话"), _way(text, go, "messages"))
        if sheet.category:
            self._fact(tr("问题分类"), ElidedLabel(" / ".join(sheet.category)))
        self._fact(tr("所在组"), ElidedLabel(sheet.group_name or "—"))
        self._fact(tr("负责人"), ElidedLabel(sheet.assignee_name or tr("还没有人接")))
        self._fact(tr("优先级"), self._priority(sheet))
        if ticket.due_at is not None and ticket.status in UNFINISHED:
            self._fact(tr("解决时限"), label(moment(ticket.due_at, now)))
        self._tags(ticket.id, ticket.tags)
        self._line()
        self._heading(tr("附件"), str(len(ticket.attachments)) if ticket.attachments else "")
        if ticket.attachments:
            files = FileChips(ticket.attachments)
            files.opened.connect(self.fileOpened)
            self._column.addWidget(files)
        else:
            self._column.addWidget(label(tr("还没有附件"), "small", "tertiary"))
        self._line()
        self._column.addWidget(self._sync(sheet))
        dates = [tr("创建 {time}").format(time=moment_full(ticket.opened_at, now))]
        if ticket.solved_at:
            dates.append(tr("解决 {time}").format(time=moment_full(ticket.solved_at, now)))
        if ticket.closed_at:
            dates.append(tr("关闭 {time}").format(time=moment_full(ticket.closed_at, now)))
        for words_ in dates:
            self._column.addWidget(label(words_, "small", "secondary"))
        if ticket.number and ticket.local_number and _unsent_for(sheet) > UNSENT_MS:
            alias = tr("离线时的临时号 {number}").format(number=ticket.local_number)
            self._column.addWidget(label(alias, "small", "tertiary", wrap=True))

    def _fact(self, name: str, value: QWidget) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setVerticalSpacing(1)
        head = label(name, "small", "secondary")
        grid.addWidget(head, 0, 0)
        grid.addWidget(row_of(value) if not isinstance(value, ElidedLabel) else value, 1, 0)
        if not value.accessibleName():
            value.setAccessibleName(f"{name}: {getattr(value, 'text', lambda: '')()}")
        self._column.addWidget(holder)

    def _heading(self, text: str, count: str) -> None:
        self._column.addWidget(row_of(label(text, strong=True), label(count, "small", "tertiary")))

    def _line(self) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(separator())
        self._column.addSpacing(4)

    def _priority(self, sheet: Sheet) -> QWidget:
        word = words.priority_words(sheet.ticket.priority)
        if sheet.ticket.status not in UNFINISHED:
            return label(word)
        made = button(word, kind="chip", icon="chevron-down")
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
        made.setIconSize(QSize(theme().px(14), theme().px(14)))
        made.setAccessibleName(tr("优先级：{word}").format(word=word))
        menu = Menu(made)
        for priority in (Priority.URGENT, Priority.HIGH, Priority.NORMAL, Priority.LOW):
            step = functools.partial(self._desk.set_priority, sheet.ticket.id, priority)
            menu.addAction(words.priority_words(priority), step)
        made.setMenu(menu)
        return made

    def _tags(self, ticket_id: str, tags: tuple[str, ...]) -> None:
        self._column.addWidget(label(tr("标签"), "small", "secondary"))
        editor = TagEditor(tr("给工单加标签"))
        editor.set_tags(tags)
        editor.changed.connect(lambda: self._desk.set_tags(ticket_id, editor.tags()))
        self._column.addWidget(editor)

    @staticmethod
    def _sync(sheet: Sheet) -> QWidget:
        if sheet.conflicts:
            return row_of(Chip(tr("有冲突，请到同步中心处理"), "danger", "git-compare"))
        if sheet.pending:
            return row_of(Chip(tr("有改动待上传"), "warning", "cloud-up"))
        return row_of(Chip(tr("已同步"), "success", "cloud-check"))


def _way(text: str, go: Callable[[], object], icon: str) -> QPushButton:
    """Return a link that stands on the edge of the column."""
    made = button(text, go, kind="link", icon=icon)
    made.setProperty("flush", True)
    return made


def _unsent_for(sheet: Sheet) -> int:
    """Return how long (ms) after it was written the server got the ticket; 0 when its history does not tell."""
    created = (entry.at for entry in sheet.entries if entry.action == "created")
    return max(0, next(created, 0) - sheet.ticket.opened_at)
