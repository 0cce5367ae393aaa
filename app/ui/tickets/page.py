"""The middle pane: one ticket with its head, its lines, its clocks, its timeline and the note being written."""

import functools

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.tickets import UNFINISHED, Ticket, TicketStatus
from app.storage.drafts import Draft
from app.storage.tickets import Sheet
from app.ui.kit.buttons import Switch, button, tool_button
from app.ui.kit.chips import Avatar, Chip
from app.ui.kit.dialogs import Dialog
from app.ui.kit.formats import duration, moment, span
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.panes import Card
from app.ui.kit.preferences import Preferences
from app.ui.kit.states import Banner, progress
from app.ui.kit.theme import set_state, theme
from app.ui.tickets import words
from app.ui.tickets.composer import NoteComposer
from app.ui.tickets.desk import TicketDesk
from app.ui.tickets.stages import StageStrip, first_response, stages
from app.ui.tickets.timeline import FileChips, Timeline


class TitleField(QLineEdit):
    """The title of a ticket, edited in place: Enter or leaving keeps it, Escape puts it back."""

    kept = Signal(str, str)
    """(ticket id, title)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frameless", True)
        self.setAccessibleName(tr("工单标题"))
        self._before = ""
        self._ticket_id = ""
        self.editingFinished.connect(self._keep)

    def show_title(self, ticket_id: str, title: str) -> None:
        """Show a title, unless one is being typed; for another ticket what is being typed is kept first."""
        if ticket_id != self._ticket_id:
            self._keep()
            self._before = self.text()
            self._ticket_id = ticket_id
        if not (self.hasFocus() and self.text() != self._before):
            self._before = title
            self.setText(title)
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._before:
            self.setText(self._before)
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def _keep(self) -> None:
        text = self.text().strip()
        if text and text != self._before:
            self._before = text
            self.kept.emit(self._ticket_id, text)
        elif not text:
            self.setText(self._before)


class _Clock(Card):
    """One limit: its name, how it stands in words, and a bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.body.setContentsMargins(12, 8, 12, 10)
        self.body.setSpacing(6)
        row = QHBoxLayout()
        self._name = ElidedLabel(name, "small", "secondary")
        self._words = label("", "small", strong=True)
        row.addWidget(self._name, 1)
        row.addWidget(self._words)
        self.body.addLayout(row)
        self._bar = progress(name)
        self.body.addWidget(self._bar)

    def set(self, name: str, text: str, tone: str, share: float) -> None:
        self._name.setText(name)
        self._words.setText(text)
        set_state(self._words, tone=tone)
        set_state(self._bar, tone=tone)
        self._bar.setValue(round(100 * min(1.0, max(0.0, share))))
        self._bar.setAccessibleName(f"{name} {text}")


class TicketPage(QWidget):
    """Shows what the desk's sheet holds."""

    moreWanted = Signal(QWidget)
    fileOpened = Signal(object)
    handOverWanted = Signal()
    acceptWanted = Signal()
    solveWanted = Signal()
    closeWanted = Signal()
    """To be asked about: nothing opens a closed ticket again."""
    factsWanted = Signal()
    """Fold the pane beside this one, or bring it back."""
    conflictWanted = Signal()

    def __init__(self, desk: TicketDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        self._head = QVBoxLayout(head)
        self._head.setContentsMargins(16, 10, 16, 10)
        self._head.setSpacing(8)
        self._head.addLayout(self._make_row())
        self.title = TitleField()
        self.title.setFont(theme().font("h2", strong=True))
        self.title.setTextMargins(-2, 0, 0, 0)  # Qt puts 2 px before the words of a field
        self.title.kept.connect(desk.rename)
        self._head.addWidget(self.title)
        self.banner = Banner()
        self._head.addWidget(self.banner)
        self.strip = StageStrip()
        self._head.addWidget(self.strip)
        clocks = QHBoxLayout()
        clocks.setSpacing(10)
        self._response, self._limit = _Clock(tr("首次响应")), _Clock(tr("解决时限"))
        clocks.addWidget(self._response, 5)
        clocks.addWidget(self._limit, 6)
        self._head.addLayout(clocks)
        column.addWidget(head)
        column.addLayout(self._make_timeline_head())
        column.addWidget(separator())
        self.timeline = Timeline(desk.clock)
        self.timeline.fileOpened.connect(self.fileOpened)
        column.addWidget(self.timeline, 1)
        self.composer = NoteComposer(desk.ctx.services.get(Preferences))
        self.composer.submitted.connect(desk.add_note)
        self.composer.changed.connect(self._on_note)
        self.composer.filesChosen.connect(desk.store_files)
        desk.filesReady.connect(self.composer.add_files)
        desk.draftRead.connect(self._on_draft)
        desk.noted.connect(self._on_noted)
        column.addWidget(self.composer)
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._tick)

    def _make_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(7)
        self._number = label("", "small", "secondary", selectable=True)
        self._status = Chip("")
        self._priority = Chip("")
        self._pending = Chip("")
        for part in (self._number, self._status, self._priority, self._pending):
            row.addWidget(part)
        row.addStretch(1)
        self.hand_over = button("", self.handOverWanted.emit, icon="arrow-up-right", dense=True)
        # One button a step, never one that becomes the next: a second click or a space would take that step too.
        self.accept_button = button(tr("接单"), lambda: self._step(self.acceptWanted), kind="primary", dense=True)
        self.solve_button = button(tr("解决"), lambda: self._step(self.solveWanted), kind="primary", dense=True)
        self.solve_button.setToolTip(tr("解决 (Ctrl+Enter)"))
        self.close_button = button(tr("关闭"), self.closeWanted.emit, dense=True)
        self._steps = (self.accept_button, self.hand_over, self.solve_button, self.close_button)
        self.more = tool_button("dots", tr("更多操作"), lambda: self.moreWanted.emit(self.more))
        self.facts = tool_button("layout-sidebar-right", tr("右栏"), self.factsWanted.emit, keys="Ctrl+\\")
        for widget in (*self._steps, self.more, self.facts):
            row.addWidget(widget)
        self._row = row
        return row

    def _give_way(self) -> None:
        """Where room is short the buttons stay whole: the arrow says where to, and the list the priority, by itself."""
        margins = self._head.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        self.hand_over.setText(self.hand_over.accessibleName())
        self._priority.setVisible(bool(self._priority.text()))
        for shorten in (self._priority.hide, functools.partial(self.hand_over.setText, "")):
            self._row.invalidate()
            if self._row.minimumSize().width() <= room:
                break
            shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _step(self, wanted: SignalInstance) -> None:
        """Ask for a step, and have the next keys go into the note."""
        self.composer.setFocus()
        wanted.emit()

    def _make_timeline_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        self._timeline_title = label(tr("时间线"), strong=True)
        row.addWidget(self._timeline_title)
        self._timeline_count = label("", "small", "tertiary")
        row.addWidget(self._timeline_count)
        row.addStretch(1)
        row.addWidget(label(tr("只看对客户可见"), "small", "secondary"))
        self.only_public = Switch(tr("只看对客户可见"))
        self.only_public.toggled.connect(lambda _: self._show_timeline())
        row.addWidget(self.only_public)
        return row

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, first: bool) -> None:
        """Show a ticket; ``first`` when another one was shown before."""
        if first:
            self.timeline.clear()
            self.only_public.setChecked(False)
        ticket = sheet.ticket
        self._number.setText(sheet.label)
        self._number.setAccessibleName(tr("编号 {label}").format(label=sheet.label))
        word, tone = words.STATUS[ticket.status]
        self._status.set(word.tr(), tone)
        word, tone = words.PRIORITY[ticket.priority]
        self._priority.set(tr("优先级 {word}").format(word=word.tr()), tone)
        self._pending.set(tr("待上传") if sheet.pending else "", "warning", "cloud-up")
        self.title.show_title(ticket.id, ticket.title)
        self.title.setReadOnly(ticket.status not in UNFINISHED)
        self._show_step(ticket)
        if sheet.conflicts:
            text = tr("两边都改了这张工单，请选一个")
            self.banner.set(text, "danger", icon="git-compare", choice=(tr("去处理"), self.conflictWanted.emit))
        else:
            self.banner.set("")
        self._show_timeline()
        self._tick()

    def tick(self, on: bool) -> None:
        """Let the clocks run while the page can be seen."""
        if on:
            self._ticking.start()
        else:
            self._ticking.stop()

    def _show_step(self, ticket: Ticket) -> None:
        unfinished = ticket.status in UNFINISHED
        self.hand_over.setVisible(unfinished)
        higher = ticket.line < 3
        text = tr("转{line}").format(line=words.line_short(ticket.line + 1)) if higher else tr("转交")
        self.hand_over.setAccessibleName(text)
        self.hand_over.setToolTip(f"{text} (Ctrl+Shift+U)" if higher else text)
        mine = ticket.assignee_id == self._desk.me.id
        focused = self.window().focusWidget()
        self.accept_button.setVisible(unfinished and not mine)
        self.solve_button.setVisible(unfinished and mine)
        self.close_button.setVisible(ticket.status is TicketStatus.SOLVED)
        if focused in self._steps and focused.isHidden():
            self.composer.setFocus()  # and not the button that happens to be next
        self._give_way()

    def _tick(self) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        now, ticket = self._desk.clock(), sheet.ticket
        self.strip.show_stages(stages(sheet), now)
        answered = first_response(sheet)
        if answered is None:
            waited = span((now - ticket.opened_at) / 1000)
            self._response.set(tr("首次响应"), tr("已等 {span}").format(span=waited), "warning", 0.4)
        else:
            took = span((answered - ticket.opened_at) / 1000)
            self._response.set(tr("首次响应"), tr("用时 {span}").format(span=took), "success", 1.0)
        self._show_limit(ticket, now)

    def _show_limit(self, ticket: Ticket, now: int) -> None:
        end = ticket.solved_at or ticket.closed_at
        name = tr("解决时限")
        if end is not None:
            took = span((end - ticket.opened_at) / 1000)
            late = ticket.due_at is not None and end > ticket.due_at
            self._limit.set(name, tr("用时 {span}").format(span=took), "danger" if late else "success", 1.0)
            return
        if ticket.due_at is None or ticket.status not in UNFINISHED:
            self._limit.set(name, tr("没有时限"), "", 0.0)
            return
        name = tr("解决时限 {time}").format(time=moment(ticket.due_at, now))
        left, whole = ticket.due_at - now, max(1, ticket.due_at - ticket.opened_at)
        share = 1 - left / whole
        if ticket.status is TicketStatus.WAITING_CUSTOMER:
            self._limit.set(name, tr("等客户，已暂停"), "", share)
        elif left < 0:
            self._limit.set(name, tr("超时 {clock}").format(clock=duration(left / 1000)), "danger", 1.0)
        else:
            tone = "warning" if left <= whole / 5 else "accent"
            self._limit.set(name, tr("剩 {clock}").format(clock=duration(left / 1000)), tone, share)

    def _show_timeline(self) -> None:
        sheet = self._desk.sheet
        if sheet is not None:
            count = len(sheet.entries)
            self._timeline_count.setText(str(count))
            self.timeline.show_entries(
                sheet.entries, only_public=self.only_public.isChecked(), description=self._description
            )

    def _description(self) -> QWidget:
        sheet = self._desk.sheet
        if sheet is None:
            return QWidget()
        ticket = sheet.ticket
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Avatar(sheet.author_name, ticket.created_by, side=26), 0, Qt.AlignmentFlag.AlignTop)
        card = QFrame()
        card.setProperty("surface", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(sheet.author_name or tr("已离开的同事"), strong=True))
        opened = tr("{time} 建单").format(time=moment(ticket.opened_at, self._desk.clock()))
        head.addWidget(ElidedLabel(opened, "small", "secondary"), 1)
        if ticket.status in UNFINISHED:
            pencil = tool_button("pencil", tr("改描述"), self._edit_description)
            pencil.setIconSize(QSize(theme().px(15), theme().px(15)))
            head.addWidget(pencil)
        column.addLayout(head)
        text = ticket.description or tr("没有写描述")
        column.addWidget(label(text, tone="" if ticket.description else "tertiary", wrap=True, selectable=True))
        if ticket.attachments:
            files = FileChips(ticket.attachments)
            files.opened.connect(self.fileOpened)
            column.addWidget(files)
        row.addWidget(card, 1)
        return holder

    def _edit_description(self) -> None:
        sheet = self._desk.sheet
        if sheet is None:
            return
        dialog = Dialog(self, tr("改描述"), width=560)
        dialog.body.addWidget(label(tr("改描述"), "h3", strong=True))
        text = QPlainTextEdit(sheet.ticket.description)
        text.setAccessibleName(tr("描述"))
        text.setMinimumHeight(160)
        text.setTabChangesFocus(True)
        dialog.body.addWidget(text, 1)
        dialog.add_button(tr("取消"))

        def keep() -> None:
            if text.toPlainText().strip() != sheet.ticket.description:
                self._desk.describe(sheet.ticket.id, text.toPlainText())
            dialog.accept()

        dialog.add_button(tr("保存"), keep, kind="primary", default=True)
        text.setFocus()
        dialog.open()

    # -- the note --------------------------------------------------------------------------------------------------

    def _on_note(self) -> None:
        edit = self.composer.edit
        self._desk.write_draft(edit.toPlainText(), edit.textCursor().position(), self.composer.files())

    def _on_draft(self, draft: Draft) -> None:
        self.composer.ticket_id = draft.conversation_id
        self.composer.fill(draft.text, draft.cursor, [item.file for item in draft.staged if item.file is not None])

    def _on_noted(self, ticket_id: str) -> None:
        if ticket_id == self._desk.current:
            self.composer.fill("", 0, ())
            self.composer.mode.choose("note")
