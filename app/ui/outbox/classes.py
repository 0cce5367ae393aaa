"""The left pane: how the connection stands, what this device holds by class, and where."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.domain.notice import SyncStatus
from app.storage.comparison import Comparison
from app.storage.sync_classes import ClassCount, Held
from app.ui.kit.buttons import button
from app.ui.kit.chips import Chip, Glyph, KeyHint
from app.ui.kit.formats import clock_seconds, count, file_size, moment_full, span
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.panes import panel, scrolled
from app.ui.kit.states import progress
from app.ui.kit.theme import set_state

CLASS_WORDS: Mapping[str, tuple[Marked, str]] = {
    "conversations": (mark("会话"), "messages"),
    "messages": (mark("消息与备注"), "message-2"),
    "tickets": (mark("工单"), "ticket"),
    "customers": (mark("客户资料"), "users"),
    "knowledge": (mark("知识"), "book-2"),
    "staff": (mark("同事与客服组"), "id"),
    "history": (mark("评价与历史"), "history"),
}
_DAY_MS = 86_400_000


class _ClassRow(QWidget):
    """One class: its name and count, and whether all of it is on the server."""

    def __init__(self, name: str) -> None:
        super().__init__()
        words, icon = CLASS_WORDS[name]
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 7, 14, 7)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Glyph(icon), 0, 0, 2, 1)
        self._title = words.tr()
        grid.addWidget(label(self._title), 0, 1)
        self._count = label("", "small", "secondary")
        grid.addWidget(self._count, 1, 1)
        self._state = Chip("")
        self._state.hide()  # until something is known
        self._count.setText(" ")
        grid.addWidget(self._state, 0, 2, 2, 1)

    def show_count(self, counted: ClassCount) -> None:
        self._count.setText(tr("{n} 条内容", n=counted.things).format(n=count(counted.things)))
        if counted.problems:
            words = tr("{n} 项要处理", n=counted.problems).format(n=counted.problems)
            all_held = counted.problems == counted.held  # nothing is wrong with a reply that waits for its author
            self._state.set(words, "warning" if all_held else "danger", "clock" if all_held else "git-compare")
        elif counted.pending:
            self._state.set(tr("待上传 {n}").format(n=counted.pending), "warning", "cloud-up")
        else:
            self._state.set(tr("已同步"), "success")
        self.setAccessibleName(f"{self._title}，{self._count.text()}，{self._state.text()}")


class ClassesPane(QWidget):
    """How this device stands."""

    syncWanted = Signal()
    folderWanted = Signal()
    exportWanted = Signal()
    answersWanted = Signal()
    compareWanted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = panel(edge="bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 9, 12, 8)
        row.addWidget(label(tr("同步中心"), "h3", strong=True))
        row.addStretch(1)
        self.sync = button(tr("立即同步"), self.syncWanted.emit, icon="refresh", dense=True)
        row.addWidget(self.sync)
        row.addWidget(KeyHint("F5"))
        column.addWidget(head)
        self._box = QFrame()
        self._box.setProperty("banner", "info")
        self._box.setProperty("wide", True)
        inner = QVBoxLayout(self._box)
        inner.setContentsMargins(14, 10, 14, 10)
        inner.setSpacing(5)
        top = QHBoxLayout()
        self._title = label("", strong=True, wrap=True)
        self._figure = label("", "small")
        top.addWidget(self._title, 1)
        top.addWidget(self._figure)
        inner.addLayout(top)
        self._bar = progress(tr("同步进度"))
        inner.addWidget(self._bar)
        self._facts = label("", "small", wrap=True)
        inner.addWidget(self._facts)
        column.addWidget(self._box)
        self._rows = {name: _ClassRow(name) for name in CLASS_WORDS}
        listed = QWidget()
        list_column = QVBoxLayout(listed)
        list_column.setContentsMargins(0, 0, 0, 0)
        list_column.setSpacing(0)
        for made in self._rows.values():
            list_column.addWidget(made)
            list_column.addWidget(separator())
        list_column.addStretch(1)
        column.addWidget(scrolled(listed), 1)
        column.addWidget(self._make_foot())
        self.setFocusProxy(self.sync)

    def _make_foot(self) -> QWidget:
        foot = panel(edge="top")
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(14, 8, 14, 10)
        foot_column.setSpacing(2)
        self._files = ElidedLabel("", "small", "secondary")
        foot_column.addWidget(self._files)
        self.compared = ElidedLabel("", "small", "secondary")
        foot_column.addWidget(self.compared)
        self.export = button(tr("导出待上传内容…"), self.exportWanted.emit, kind="link")
        self.export.setToolTip(tr("没有网络的地方：存成一个签了名的文件，用 U 盘交给总部"))
        self.answers = button(tr("导入总部的处理结果…"), self.answersWanted.emit, kind="link")
        self.compare = button(tr("和总部核对一遍"), self.compareWanted.emit, kind="link")
        self.compare.setToolTip(tr("逐条比对本机和总部的内容，不一致的重新取一份；平时每周自动核对一次"))
        folder = button(tr("打开本机数据文件夹"), self.folderWanted.emit, kind="link")
        for made in (self.compare, self.export, self.answers, folder):
            made.setProperty("flush", True)
            row = QHBoxLayout()
            row.addWidget(made)
            row.addStretch(1)
            foot_column.addLayout(row)
        return foot

    def show_held(self, held: Held) -> None:
        """Show what this device holds."""
        for name, made in self._rows.items():
            made.show_count(held.classes.get(name, ClassCount()))
        files = held.files
        text = tr("附件 {n} 个", n=files.files).format(n=files.files) + f" · {file_size(files.size)}"
        if files.unsent:
            text += " · " + tr("待上传 {n}").format(n=files.unsent)
        self._files.setText(text)

    def show_compared(self, standing: Comparison) -> None:
        """Show what came of the last comparison with the server."""
        self.compare.setEnabled(not standing.ent)
        when = moment_full(standing.ended_at, self._clock()) if standing.ended_at else ""
        mended = tr("补正 {n} 条", n=standing.mended).format(n=standing.mended)
        if standing.ent:
            text = tr("正在和总部核对…")
        elif standing.ended_at:
            text = tr("核对于 {time}").format(time=when) + " · " + (mended if standing.mended else tr("与总部一致"))
        else:
            text = tr("还没有和总部核对过")
        self.compared.setText(text)
        set_state(self.compared, tone="warning" if standing.mended else "secondary")

    def show_status(self, status: SyncStatus) -> None:
        """Show how the synchronisation stands."""
        now = self._clock()
        away = span((now - status.since) / 1000) if status.since else ""
        tone = {"online": "success", "syncing": "info", "offline": "warning", "error": "danger"}[status.state]
        title = {
            "online": tr("已连接"),
            "syncing": tr("同步中"),
            "offline": tr("离线 {span}").format(span=away) if away else tr("离线"),
            "error": tr("同步停下了"),
        }[status.state]
        if status.state == "online" and not (status.pending or status.stale or status.conflicts or status.rejected):
            title = tr("全部已同步")
        self._title.setText(title)
        self._figure.setText(f"{status.done:,} / {status.total:,}" if status.total else "")
        self._bar.setVisible(bool(status.total))
        if status.total:
            self._bar.setValue(round(100 * status.done / status.total))
        facts = [tr("待上传 {n} 项", n=status.pending).format(n=status.pending)] if status.pending else []
        if status.next_retry_in is not None:
            facts.append(tr("{n} 秒后重试", n=status.next_retry_in).format(n=status.next_retry_in))
        facts.append(self._last(status, now))
        if status.state == "offline":
            facts.append(tr("内容都在本机，连上后自动上传"))
        if status.clock_off_ms:
            off = span(abs(status.clock_off_ms) / 1000)
            words = tr("本机时钟快了 {span}，请校准") if status.clock_off_ms > 0 else tr("本机时钟慢了 {span}，请校准")
            facts.append(words.format(span=off))
        self._facts.setText(" · ".join(facts))
        set_state(self._box, banner=tone)
        word = "accent" if tone == "info" else tone
        for part in (self._title, self._figure, self._facts):
            set_state(part, tone=word)
        self._box.setAccessibleName(f"{title}，{self._facts.text()}")

    @staticmethod
    def _last(status: SyncStatus, now: int) -> str:
        if status.last_sync_at is None:
            return tr("还没有同步过")
        recent = now - status.last_sync_at < _DAY_MS // 2
        time = clock_seconds(status.last_sync_at) if recent else moment_full(status.last_sync_at, now)
        return tr("上次同步 {time}").format(time=time)

    def title(self) -> str:
        """Return how it stands, in a word or two."""
        return self._title.text()
