"""The sync centre: this device's state, what waits, and what the person must decide."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QModelIndex, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.commands import problems as commands
from app.domain.clock import Clock, now_ms
from app.domain.errors import AppError
from app.domain.notice import Changes
from app.storage import comparison, problems, sync_classes
from app.storage.blobs import Blobs
from app.storage.guard import StaleReply
from app.storage.problems import Lost, Problems, Refused, Waiting
from app.storage.sync_classes import Held
from app.ui.kit.action import Action
from app.ui.kit.dialogs import confirm
from app.ui.kit.feed import StaleWatch
from app.ui.kit.i18n import mark, tr
from app.ui.kit.labels import ElidedLabel, separator
from app.ui.kit.panes import Splitter, panel
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context, Place, ScreenView
from app.ui.kit.states import Content
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.table_model import RowModel, RowRole
from app.ui.kit.tabs import Tabs
from app.ui.outbox import words
from app.ui.outbox.carrying import Carrying
from app.ui.outbox.classes import ClassesPane
from app.ui.outbox.conflict import ConflictPanel
from app.ui.outbox.lines import Line, LineDelegate, decision_lines, waiting_lines
from app.ui.outbox.refused import RefusedPanel
from app.ui.outbox.stale_choices import StaleReplies

SCOPE = "outbox"
WAITING, DECIDE = 0, 1
DECIDE_ITEM = "conflicts"
"""The item by which other screens go to what must be decided; ``:`` and a key behind it names which."""


class OutboxView(ScreenView):
    """Registered as the screen ``outbox``."""

    def __init__(self, ctx: Context, clock: Clock = now_ms) -> None:
        super().__init__()
        self._ctx = ctx
        self._clock = clock
        self._link: SyncLink | None = ctx.services.get(SyncLink)
        self.problems: Problems | None = None
        self._unseen = True
        self._wanted = ""
        self.classes = ClassesPane(clock)
        self.classes.syncWanted.connect(self._sync)
        self.classes.folderWanted.connect(self._open_folder)
        self.classes.compareWanted.connect(self._compare)
        self.carrying = Carrying(ctx, self, clock)
        self.classes.exportWanted.connect(self.carrying.ask_export)
        self.classes.answersWanted.connect(self.carrying.ask_answers)
        split = Splitter("outbox", ctx.services.get(Preferences))
        left = panel(edge="right")
        _fill(left, self.classes)
        split.add(left, 304, least=240, most=420)
        split.add(self._make_right(), 1076, least=520, grows=True)
        split.restore()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        for name, text, step, keys in (
            ("next", mark("下一处要处理"), 1, "F8"),
            ("previous", mark("上一处要处理"), -1, "Shift+F8"),
        ):
            move = Action(id=f"outbox.{name}", text=text, run=self._mover(step), scope=SCOPE, keys=(keys,))
            ctx.actions.add(move, self)
        StaleWatch(ctx.feed, self, sync_classes_kinds(), self._refresh)
        if self._link is not None:
            self._link.changed.connect(self._on_status)
            self._link.upstreamChanged.connect(self._show)
            self.classes.show_status(self._link.status)
        self._ticking = QTimer(self, interval=5000)
        self._ticking.timeout.connect(lambda: self._on_status(None))
        self._ticking.timeout.connect(self._look_at_comparison)
        self._refresh()

    def _make_right(self) -> QWidget:
        right = panel("app")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = panel()
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 4, 14, 0)
        self.tabs = Tabs(tr("同步中心的分类"))
        self.tabs.addTab(tr("待上传"))
        self.tabs.addTab(tr("要我处理"))
        self.tabs.currentChanged.connect(lambda _: self._show())
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(ElidedLabel(tr("在本机做的每一步都列在这里，按先后上传"), "small", "secondary"))
        column.addWidget(head)
        column.addWidget(separator())
        body = panel()
        self.model: RowModel[Line] = RowModel(
            lambda line: line.key, accessible=lambda line: line.sentence(self._clock()), parent=self
        )
        self._delegate = LineDelegate(self._clock)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(tr("同步项"))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._go_there)
        self.content = Content(self.list)
        self.content.show_loading()
        _fill(body, self.content)
        column.addWidget(body, 2)
        self.conflict = ConflictPanel(self._clock)
        self.conflict.chosen.connect(self._choose)
        self.conflict.moved.connect(self._move)
        self.refused = RefusedPanel(self._clock)
        self.refused.retryWanted.connect(self._retry)
        self.refused.copyWanted.connect(self._copy)
        self.refused.dropWanted.connect(self._drop)
        self.refused.placeWanted.connect(lambda screen, item: self._ctx.go(Place(screen, item)))
        self.stale = StaleReplies(self._ctx, self._clock, lambda: self.problems.stale if self.problems else ())
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(12, 12, 12, 12)
        below.addWidget(self.stale)
        below.addWidget(self.conflict)
        below.addWidget(self.refused)
        self._below.hide()
        column.addWidget(self._below, 3)
        return right

    # -- the screen ------------------------------------------------------------------------------------------------

    def on_show(self) -> None:
        self._ticking.start()

    def on_hide(self) -> None:
        self._ticking.stop()
        if self.problems is not None and self.problems.dropped:
            self._ctx.tasks.write(commands.forget_dropped)

    def open_item(self, item: str) -> None:
        if item.startswith(DECIDE_ITEM):
            self._wanted = item.removeprefix(DECIDE_ITEM).removeprefix(":")
            self.tabs.setCurrentIndex(DECIDE)
            self._select_wanted()

    def panes(self) -> Sequence[QWidget]:
        return (self.classes, self.list, self._panel())

    # -- showing ---------------------------------------------------------------------------------------------------

    def _refresh(self, changes: Changes | None = None) -> None:
        tasks = self._ctx.tasks
        tasks.read(problems.problems, self._take, self._failed, key="problems", owner=self)
        tasks.read(self._held, self.classes.show_held, key="held", owner=self)
        self._look_at_comparison()

    def _look_at_comparison(self) -> None:
        self._ctx.tasks.read(comparison.standing, self.classes.show_compared, key="compared", owner=self)

    def _held(self, connection: Any) -> Held:
        """Return what this device holds. Files are counted where they lie: what was downloaded stands in no table."""
        held, blobs = sync_classes.held(connection), self._ctx.services.get(Blobs)
        if blobs is None:
            return held
        files, size = blobs.measure()
        return msgspec.structs.replace(held, files=msgspec.structs.replace(held.files, files=files, size=size))

    def _take(self, found: Problems) -> None:
        self.problems = found
        self._show()

    def _failed(self, error: BaseException) -> None:
        self.content.show_error(tr("同步中心没有读出来"), self._refresh)

    def _on_status(self, status: object) -> None:
        if self._link is None:
            return
        self.classes.show_status(self._link.status)
        if status is not None:
            self._refresh()

    def _show(self) -> None:
        found = self.problems
        if found is None:
            return
        decide = found.refused_count + found.lost_count + len(found.stale)
        if self._unseen and decide and not found.waiting_count:
            self.tabs.setCurrentIndex(DECIDE)  # nothing is to be seen on the other
        self._unseen = False
        self.tabs.setTabText(WAITING, tr("待上传 {n}").format(n=found.waiting_count))
        self.tabs.setTabText(DECIDE, tr("要我处理 {n}").format(n=decide))
        online = self._link is not None and self._link.online
        waiting = self.tabs.currentIndex() == WAITING
        lines = waiting_lines(found, online) if waiting else decision_lines(found)
        kept = self.list.currentIndex().data(RowRole)
        holder = QApplication.focusWidget()
        deciding = holder is not None and self._below.isAncestorOf(holder)
        self.model.set_rows(lines)
        if not lines:
            if deciding:
                self.tabs.setFocus()  # else the focus leaves the screen with what it was on
            self._show_empty(waiting, online)
            self._below.hide()
            return
        self.content.show_content()
        if not waiting and (not isinstance(kept, Line) or not self.model.index_of(kept.key).isValid()):
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._select_wanted()
        self._show_below()
        if deciding and not self._below.isVisible():
            self.list.setFocus()

    def _select_wanted(self) -> None:
        """Go to the item that another screen asked for, as soon as it is listed."""
        index = self.model.index_of(self._wanted)
        if self._wanted and index.isValid():
            self._wanted = ""
            self.list.setCurrentIndex(index)
            self.list.setFocus()

    def _show_empty(self, waiting: bool, online: bool) -> None:
        if not waiting:
            self.content.show_state("circle-check", tr("没有要您处理的"), tr("冲突和被拒绝的内容会列在这里"))
        elif online:
            self.content.show_state("cloud-check", tr("没有待上传的"), self._agrees())
        else:
            hint = tr("离线时做的事会先列在这里，连上后自动上传")
            self.content.show_state("cloud-off", tr("没有待上传的"), hint, [(tr("立即重试"), self._sync)])

    def _agrees(self) -> str:
        """Return with whom this device agrees: a branch's own server takes what it did while headquarters is away."""
        upstream = self._link.upstream if self._link is not None else ""
        if upstream == "down":
            return tr("本部的服务器都收下了；总部线路中断，恢复后自动送到总部")
        if upstream == "refused":
            return tr("本部的服务器都收下了；总部没有接受它，请联系管理员")
        return tr("本机和总部一致")

    def _show_below(self) -> None:
        line = self.list.currentIndex().data(RowRole)
        item = line.item if isinstance(line, Line) else None
        found = self.problems
        self._below.setVisible(isinstance(item, Lost | Refused | StaleReply))
        self.stale.setVisible(isinstance(item, StaleReply))
        self.conflict.setVisible(isinstance(item, Lost))
        self.refused.setVisible(isinstance(item, Refused))
        if isinstance(item, Lost) and found is not None:
            self.conflict.show_conflict(item, found.lost.index(item) + 1, len(found.lost))
        elif isinstance(item, Refused):
            self.refused.show_refused(item)
        elif isinstance(item, StaleReply) and found is not None:
            self.stale.show_reply(item, len(found.stale))

    def _panel(self) -> QWidget:
        return next((panel for panel in (self.stale, self.conflict) if panel.isVisible()), self.refused)

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        self._show_below()

    # -- doing -----------------------------------------------------------------------------------------------------

    def _mover(self, step: int) -> Callable[[], None]:
        return lambda: self._move(step)

    def _move(self, step: int) -> None:
        if self.tabs.currentIndex() != DECIDE:
            self.tabs.setCurrentIndex(DECIDE)
            return
        rows = self.model.rowCount()
        if rows:
            self.list.setCurrentIndex(self.model.index((self.list.currentIndex().row() + step) % rows, 0))

    def _go_there(self, index: QModelIndex) -> None:
        line = index.data(RowRole)
        if isinstance(line, Line) and isinstance(line.item, Waiting) and line.item.subject.place:
            self._ctx.go(Place(line.item.subject.place, line.item.subject.item))
        elif self._below.isVisible():
            self._panel().setFocus()

    def _sync(self) -> None:
        self._ctx.actions.run("shell.sync")

    def _compare(self) -> None:
        def begun(_: object) -> None:
            self._look_at_comparison()
            self._sync()

        self._ctx.tasks.write(commands.compare, begun, owner=self)

    def _choose(self, conflict_id: str, which: str, text: str) -> None:
        steps: dict[str, Callable[[Any], None]] = {
            "mine": lambda tx: commands.choose_mine(tx, conflict_id),
            "theirs": lambda tx: commands.keep_theirs(tx, conflict_id),
            "both": lambda tx: commands.keep_both(tx, conflict_id),
            "text": lambda tx: commands.choose_text(tx, conflict_id, text),
        }
        told = {
            "mine": tr("已用本机的内容"),
            "theirs": tr("已用总部的内容"),
            "both": tr("两边都保留了"),
            "text": tr("已采用改好的内容"),
        }
        self._write(steps[which], told[which])

    def _retry(self, op_id: str) -> None:
        """Try again; over a customer's newer words only after a question."""
        item = self._refused(op_id)

        def told(_: object) -> None:
            self._ctx.notices.toast(tr("已重新提交"))

        def again() -> None:
            self._ctx.tasks.write(lambda tx: commands.retry(tx, op_id, anyway=True), told, owner=self)

        def failed(error: BaseException) -> None:
            if not isinstance(error, AppError):
                self._ctx.notices.crash(error)
            elif error.code == "customer_wrote_since" and item is not None:
                title = tr("客户之后又写来消息，仍要结束会话？")
                text = tr("最后一条：「{text}」").format(text=error.values["text"])
                dialog = confirm(self, title, text, tr("仍然结束"), again, destructive=False, way_out=tr("先去看看"))
                dialog.rejected.connect(lambda: self._ctx.go(Place(item.subject.place, item.subject.item)))
            else:
                self._ctx.notices.error(error)

        self._ctx.tasks.write(lambda tx: commands.retry(tx, op_id), told, failed, owner=self)

    def _copy(self, op_id: str) -> None:
        item = self._refused(op_id)
        if item is not None:
            QGuiApplication.clipboard().setText(item.text)
            self._ctx.notices.toast(tr("已复制文字"))

    def _drop(self, op_id: str) -> None:
        item = self._refused(op_id)
        if item is None:
            return
        title = tr("放弃「{name}」?").format(name=words.subject(item.subject, item.kind))
        text = tr("放弃后不再列出。离开同步中心之前可以撤销。")
        confirm(self, title, text, tr("放弃"), lambda: self._give_up(op_id), way_out=tr("留着"))

    def _give_up(self, op_id: str) -> None:
        def take_back() -> None:
            self._ctx.tasks.write(lambda tx: commands.take_back(tx, op_id))

        def told(_: object) -> None:
            self._ctx.notices.toast(tr("已放弃"), undo=take_back, seconds=10)

        self._ctx.tasks.write(lambda tx: commands.drop(tx, op_id), told, owner=self)

    def _refused(self, op_id: str) -> Refused | None:
        found = self.problems
        return next((one for one in found.refused if one.op_id == op_id), None) if found is not None else None

    def _write(self, fn: Callable[[Any], None], told: str) -> None:
        self._ctx.tasks.write(fn, lambda _: self._ctx.notices.toast(told), owner=self)

    def _open_folder(self) -> None:
        blobs = self._ctx.services.get(Blobs)
        if blobs is not None:
            folder = Path(blobs.folder).parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def sync_classes_kinds() -> frozenset[str]:
    """Return the kinds after whose change the sync centre may be stale: every synced one, and refusals."""
    return frozenset(name for names in sync_classes.CLASSES.values() for name in names) | {"sync_issue"}


def _fill(frame: QWidget, content: QWidget) -> None:
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
