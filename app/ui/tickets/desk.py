"""The state behind the tickets screen: the list under a tab, the open ticket, and what is done with it."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.commands import conversations as drafting
from app.commands import tickets as commands
from app.domain.clock import Clock, now_ms
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.notice import Changes
from app.domain.tickets import Priority, Ticket, TicketStatus
from app.storage import drafts, people, tickets
from app.storage.blobs import Blobs
from app.storage.drafts import Draft, Staged
from app.storage.people import Staff
from app.storage.tickets import Sheet, Shelf, Tab
from app.ui.kit import intake
from app.ui.kit.dialogs import Dialog
from app.ui.kit.i18n import tr
from app.ui.kit.notices import sentence
from app.ui.kit.screen import Context
from app.ui.tickets import words

LIST_KINDS = frozenset({"ticket", "ticket_note", "agent", "group", "customer", "conflict"})
SHEET_KINDS = LIST_KINDS | {"event", "conversation", "category", "sync_issue"}
NOTE_DRAFT = "ticket_note"
"""The mode under which a note that is being written is kept."""
DRAFT_MS = 400


class TicketDesk(QObject):
    """Reads and writes for the screen; widgets show what it holds. ``clock`` gives ms UTC."""

    shelfChanged = Signal()
    sheetChanged = Signal()
    """The open ticket has other content, or there is none (any more)."""
    staffChanged = Signal()
    draftRead = Signal(object)
    """The :class:`Draft` of the note of the ticket that was just opened."""
    noted = Signal(str)
    """A note was added to this ticket: the composer is free again."""
    filesReady = Signal(list)
    """Files that were chosen are stored on this device: list of :class:`FileRef`."""
    shelfFailed = Signal(str)

    def __init__(self, ctx: Context, parent: QObject | None = None, clock: Clock = now_ms) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.clock = clock
        self.me: Actor = ctx.service(Actor)
        self._blobs: Blobs | None = ctx.services.get(Blobs)
        self.tab: Tab = "open"
        self.search = ""
        self.shelf: Shelf | None = None
        self.sheet: Sheet | None = None
        self.staff = Staff()
        self.current = ""
        self._draft = Draft(conversation_id="", mode=NOTE_DRAFT)
        self._keeping = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._keeping.timeout.connect(self.keep_draft)

    # -- reading ---------------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what may be stale; everything without ``changes``."""
        if changes is None or changes.touches(LIST_KINDS):
            self._read_shelf()
        if changes is None or changes.touches({"agent", "group", "presence"}):
            self.ctx.tasks.read(lambda c: people.staff(c, self.me.id), self._take_staff, key="staff", owner=self)
        if self.current and (changes is None or changes.touches(SHEET_KINDS)):
            self._read_sheet()

    def show_tab(self, tab: Tab) -> None:
        """Show another tab."""
        if tab != self.tab:
            self.tab = tab
            self._read_shelf()

    def find(self, search: str) -> None:
        """Show only what fits."""
        self.search = search
        self._read_shelf()

    def open(self, ticket_id: str) -> None:
        """Open a ticket; "" for none."""
        if ticket_id == self.current:
            return
        self.keep_draft()
        self.current = ticket_id
        self.sheet = None
        self._draft = Draft(conversation_id=ticket_id, mode=NOTE_DRAFT)
        self.sheetChanged.emit()
        self.draftRead.emit(self._draft)  # empty until the kept one is read, whatever is read first
        if ticket_id:
            self._read_sheet()
            self.ctx.tasks.read(
                lambda c: drafts.draft(c, ticket_id, NOTE_DRAFT),
                functools.partial(self._take_draft, ticket_id),
                key="draft",
                owner=self,
            )

    def _read_shelf(self) -> None:
        tab, search = self.tab, self.search
        self.ctx.tasks.read(
            lambda c: tickets.shelf(c, tab, self.me.id, search),
            self._take_shelf,
            self._shelf_failed,
            key="shelf",
            owner=self,
        )

    def _read_sheet(self) -> None:
        wanted = self.current
        self.ctx.tasks.read(
            lambda c: tickets.sheet(c, wanted, self.me.id),
            functools.partial(self._take_sheet, wanted),
            key="sheet",
            owner=self,
        )

    def _take_shelf(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.shelfChanged.emit()

    def _shelf_failed(self, error: BaseException) -> None:
        self.shelfFailed.emit(sentence(error) if isinstance(error, AppError) else tr("没有读出来，请再试一次"))

    def _take_sheet(self, wanted: str, sheet: Sheet | None) -> None:
        if wanted != self.current:
            return
        self.sheet = sheet
        if sheet is None:
            self.current = ""
        self.sheetChanged.emit()

    def _take_staff(self, staff: Staff) -> None:
        self.staff = staff
        self.staffChanged.emit()

    # -- the note being written --------------------------------------------------------------------------------------

    def _take_draft(self, wanted: str, draft: Draft | None) -> None:
        if wanted != self.current or draft is None:
            return
        begun = self._draft
        if not begun.empty:  # written before the kept one was read: one goes on with it
            draft = drafts.with_more(draft, *begun.staged, text=begun.text)
            self._keeping.start()
        self._draft = draft
        self.draftRead.emit(draft)

    def write_draft(self, text: str, cursor: int, files: Sequence[FileRef]) -> None:
        """Take what stands in the composer; it reaches the disk 400 ms after the last key."""
        if self.current:
            staged = tuple(Staged(file=ref) for ref in files)
            self._draft = Draft(conversation_id=self.current, mode=NOTE_DRAFT, text=text, cursor=cursor, staged=staged)
            self._keeping.start()

    def keep_draft(self) -> None:
        """Keep the draft now, if it changed."""
        if self._keeping.isActive():
            self._keeping.stop()
            draft = self._draft
            self.ctx.tasks.write(lambda tx: drafting.save_draft(tx, draft))

    # -- doing -----------------------------------------------------------------------------------------------------

    def add_note(self, text: str, public: bool, files: tuple[FileRef, ...]) -> None:
        """Add a note to the open ticket."""
        ticket_id = self.current
        self._keeping.stop()
        empty = Draft(conversation_id=ticket_id, mode=NOTE_DRAFT)

        def write(tx: Any) -> None:
            commands.add_note(tx, ticket_id, text, public=public, attachments=files)
            drafting.save_draft(tx, empty)

        self._write(write, lambda _: self.noted.emit(ticket_id))

    # What a field, a menu or a dialog asks for names its ticket: another may be open when the answer comes.

    def rename(self, ticket_id: str, title: str) -> None:
        """Change the title of a ticket."""
        self._write(lambda tx: commands.rename(tx, ticket_id, title))

    def describe(self, ticket_id: str, text: str) -> None:
        """Change the description of a ticket."""
        self._write(lambda tx: commands.describe(tx, ticket_id, text))

    def set_priority(self, ticket_id: str, priority: Priority) -> None:
        """Change the priority of a ticket."""
        self._write(lambda tx: commands.set_priority(tx, ticket_id, priority))

    def set_tags(self, ticket_id: str, tags: tuple[str, ...]) -> None:
        """Change the tags of a ticket."""
        self._write(lambda tx: commands.set_tags(tx, ticket_id, tags))

    def accept(self) -> None:
        """Take the open ticket."""
        self._step(self.current, commands.accept, tr("已接单"))

    def wait_customer(self) -> None:
        """The customer owes the next step."""
        self._step(self.current, commands.wait_customer, tr("已设为等客户"))

    def wait_internal(self) -> None:
        """Somebody else in the house owes the next step."""
        self._step(self.current, commands.wait_internal, tr("已设为等内部"))

    def solve(self) -> None:
        """The open ticket is solved."""
        self._step(self.current, commands.solve, tr("已设为解决"))

    def reopen(self) -> None:
        """The open ticket was not solved."""
        self._step(self.current, commands.reopen, tr("已重新打开"))

    def close(self, ticket_id: str, confirmed: bool) -> None:
        """Close a ticket."""
        self._step(ticket_id, functools.partial(commands.close, confirmed=confirmed), tr("已关闭"))

    def cancel(self, ticket_id: str) -> None:
        """Cancel a ticket."""
        self._step(ticket_id, commands.cancel, tr("已取消"))

    def assign(
        self,
        ticket_id: str,
        dialog: Dialog,
        *,
        assignee_id: str | None,
        group_id: str | None,
        line: int | None,
        note: str,
    ) -> None:
        """Hand a ticket on; the dialog stays until that is stored."""
        dialog.store(
            self.ctx.tasks,
            lambda tx: commands.assign(tx, ticket_id, assignee_id=assignee_id, group_id=group_id, line=line, note=note),
            lambda _: self.ctx.notices.toast(tr("已转交")),
        )

    # -- files -----------------------------------------------------------------------------------------------------

    def store_files(self, ticket_id: str, paths: Sequence[str]) -> None:
        """Copy files into this device's store for the note of a ticket; of the open one :attr:`filesReady` brings them.

        What cannot be taken is told and left out; the others come all the same.
        """
        if self._blobs is not None:
            for path in paths:
                store = functools.partial(intake.store_path, self._blobs, Path(path))
                self.ctx.tasks.run(store, functools.partial(self._take_file, ticket_id), owner=self)

    def _take_file(self, ticket_id: str, ref: FileRef) -> None:
        if ticket_id == self.current:
            self.filesReady.emit([ref])
            return

        def write(tx: Any) -> None:  # another ticket was opened meanwhile, and the note was kept as it was
            kept = drafts.draft(tx.connection, ticket_id, NOTE_DRAFT)
            kept = kept or Draft(conversation_id=ticket_id, mode=NOTE_DRAFT)
            drafting.save_draft(tx, drafts.with_more(kept, Staged(file=ref)))

        self._write(write, lambda _: self.filesReady.emit([ref]) if ticket_id == self.current else None)

    def file_path(self, sha256: str) -> Path | None:
        """Return where a file of a ticket is on this device, None while it is on the server only."""
        return self._blobs.path(sha256) if self._blobs is not None else None

    # -- why not ---------------------------------------------------------------------------------------------------

    def why_not(self, *allowed: TicketStatus) -> str:
        """Return why the open ticket cannot be moved now, "" when it can."""
        if self.sheet is None:
            return tr("先打开一张工单")
        status = self.sheet.ticket.status
        if status not in allowed:
            return tr("工单已是「{status}」").format(status=words.status_words(status))
        return ""

    def _step(self, ticket_id: str, step: Callable[[Any, str], Ticket], told: str) -> None:
        if ticket_id:
            self._write(lambda tx: step(tx, ticket_id), lambda _: self.ctx.notices.toast(told))

    def _write(self, fn: Callable[[Any], Any], done: Callable[[Any], None] | None = None) -> None:
        self.ctx.tasks.write(fn, done, owner=self)
