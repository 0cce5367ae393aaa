"""The status bar: is this saved, where, and is it the newest? Always in words and numbers."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStatusBar, QToolButton, QWidget

from app.domain.clock import Clock, now_ms
from app.domain.notice import SyncStatus
from app.domain.protocol import Upstream
from app.ui.kit.chips import Glyph, KeyHint
from app.ui.kit.formats import clock_seconds, count, moment_full, span
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.labels import label
from app.ui.kit.theme import set_state, theme

_TONE_TOKENS = {
    "": "text.secondary",
    "accent": "accent.text",
    "success": "success.text",
    "warning": "warning.text",
    "danger": "danger.text",
}
_DAY_MS = 86_400_000
_SECOND_MS = 1000
_SLOW_MS = 15_000
_GAP = 8


def connection_words(status: SyncStatus, now: int) -> tuple[str, str, str]:
    """Return (icon, tone, words) of the connection."""
    if status.state == "syncing":
        words = (
            tr("同步中 {done} / {total}").format(done=status.done, total=status.total) if status.total else tr("同步中")
        )
        return "refresh", "accent", words
    if status.state == "online":
        words = tr("已连接 {server}").format(server=status.server_name) if status.server_name else tr("已连接")
        if status.latency_ms is not None:
            words += f" · {status.latency_ms} ms"
        return "circle-check", "success", words
    if status.state == "error":
        words = tr("同步出错")
        tone, glyph = "danger", "alert-triangle"
    else:
        away = (now - status.since) / 1000 if status.since else 0
        words = tr("离线 {span}").format(span=span(away)) if away >= 60 else tr("离线")
        tone, glyph = "warning", "cloud-off"
    if status.next_retry_in is not None:
        words += " · " + tr("{n} 秒后重试", n=status.next_retry_in).format(n=status.next_retry_in)
    return glyph, tone, words


def upstream_words(upstream: Upstream, away_s: float) -> str:
    """Return what is said of the line of a branch's own server to headquarters, "" while it stands."""
    if upstream == "down":
        if away_s >= 60:
            return tr("总部线路中断 {span}，本部照常工作").format(span=span(away_s))
        return tr("总部线路中断，本部照常工作")
    return tr("总部没有接受本部的服务器，本部照常工作") if upstream == "refused" else ""


class _KeysButton(QToolButton):
    """Opens the map of the keys, and shows which key does."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        words = tr("快捷键 {key}")
        self.setAccessibleName(words.format(key="F1"))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 13, 0)
        row.setSpacing(6)
        name = label(words.format(key="").strip(), "small", "secondary")
        for part in (Glyph("keyboard", side=15), name, KeyHint("F1")):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)

    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width(), super().sizeHint().height())


class StatusBar(QStatusBar):
    """Connection | 总部线路 (if it is down) | 已同步 | 待上传 | 冲突 | 被拒绝 (if any) | 上次同步 … 快捷键 | version.

    While the search index is made anew 整理知识搜索 stands behind 上次同步. Until anything is known of this device
    there is the connection alone: no number is better than a wrong one.
    """

    syncWanted = Signal()
    """The connection segment was pressed: sync now."""
    detailsWanted = Signal()
    """Another segment was pressed: open the sync screen."""
    keysWanted = Signal()

    def __init__(self, version: str, clock: Clock = now_ms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._status = SyncStatus()
        self._told_at = clock()
        self._indexing = False
        self._upstream: Upstream = ""
        self._upstream_since = 0
        self.setSizeGripEnabled(False)
        self.setFixedHeight(theme().px(26) + 1)
        self.setContentsMargins(0, 0, 0, 0)
        self._segments: dict[str, QToolButton] = {}
        for name in ("connection", "synced", "pending", "stale", "conflicts", "rejected", "last", "index"):
            made = self._segments[name] = self._segment()
            made.clicked.connect(self.syncWanted if name == "connection" else self.detailsWanted)
            self.addWidget(made)
        self._keys = _KeysButton()
        self._keys.clicked.connect(self.keysWanted)
        self.addPermanentWidget(self._keys)
        self._version = self._segment()
        self._version.setText(f"v{version}")
        self._version.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._version.setAccessibleName(tr("版本 {version}").format(version=version))
        self._version.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addPermanentWidget(self._version)
        self._timer = QTimer(self, interval=_SLOW_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        self._show()

    def show_status(self, status: SyncStatus) -> None:
        """Show how the synchronisation stands."""
        if status != self._status:
            self._status, self._told_at = status, self._clock()
            self._timer.setInterval(_SLOW_MS if status.next_retry_in is None else _SECOND_MS)
            self._show()

    def show_upstream(self, upstream: Upstream, since: int) -> None:
        """Show how the line of the branch's own server to headquarters stands, since a time (ms)."""
        self._upstream, self._upstream_since = upstream, since
        if upstream_words(upstream, 0) and "upstream" not in self._segments:  # most desks never need it
            made = self._segments["upstream"] = self._segment()
            made.clicked.connect(self.detailsWanted)
            made.setToolTip(tr("发给总部的内容存在本部的服务器里，线路恢复后自动送出"))
            self.insertWidget(1, made)
            QWidget.setTabOrder(self._segments["connection"], made)
        self._show()

    def show_indexing(self, done: int, total: int) -> None:
        """Show how far the search index is made anew, in articles; nothing once it is done."""
        self._indexing = done < total
        if self._indexing:
            self._set("index", "search", "accent", tr("整理知识搜索 {n}%").format(n=100 * done // total))
        self._fit()

    def text(self, segment: str) -> str:
        """Return what a segment says: connection, synced, pending, stale, conflicts, rejected, last or index.

        "upstream" is there since it was needed first.
        """
        return self._segments[segment].text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_upstream()
        self._fit()

    def _fit(self) -> None:
        """Leave out the least important segments rather than shorten a number."""
        optional = (self._version, self._keys, self._segments["last"])
        status = self._status
        known = status != SyncStatus()
        sometimes = {
            "upstream": bool(upstream_words(self._upstream, 0)),
            "synced": known,
            "pending": known,
            "conflicts": known,
            "last": False,
            "stale": status.stale > 0,
            "rejected": status.rejected > 0,
            "index": self._indexing,
        }
        for name, shown in sometimes.items():
            if name != "last" and name in self._segments:
                self._segments[name].setVisible(shown)
        needed = [made for name, made in self._segments.items() if sometimes.get(name, True)]
        room = self._room(needed)
        if room < 0 and sometimes["upstream"]:
            self._segments["upstream"].setText(tr("总部线路中断") if self._upstream == "down" else tr("总部没有接受"))
            room = self._room(needed)
        for made in reversed(optional):
            room -= made.sizeHint().width() + _GAP
            made.setVisible(room >= 0 and (known or made is not self._segments["last"]))

    def _room(self, needed: Sequence[QToolButton]) -> int:
        return self.width() - sum(made.sizeHint().width() + _GAP for made in needed)

    def _segment(self) -> QToolButton:
        made = QToolButton()
        made.setProperty("kind", "status")
        made.setIconSize(QSize(theme().px(18), theme().px(15)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAutoRaise(True)
        return made

    def _show(self) -> None:
        status, now = self._status, self._clock()
        if status.next_retry_in is not None:
            left = max(0, status.next_retry_in - (now - self._told_at) // _SECOND_MS)
            status = msgspec.structs.replace(status, next_retry_in=left)
        glyph, tone, words = connection_words(status, now)
        self._set("connection", glyph, tone, words)
        self._say_upstream()
        self._set("synced", "cloud-check", "", tr("已同步 {n}").format(n=count(status.synced)))
        pending = tr("待上传 {n}").format(n=count(status.pending))
        self._set("pending", "cloud-up", "warning" if status.pending else "", pending)
        self._set("stale", "clock", "warning", tr("等您确认 {n}").format(n=count(status.stale)))
        conflicts = tr("冲突 {n}").format(n=count(status.conflicts))
        self._set("conflicts", "git-compare", "danger" if status.conflicts else "", conflicts)
        self._set("rejected", "alert-triangle", "danger", tr("被拒绝 {n}").format(n=count(status.rejected)))
        if status.last_sync_at is None:
            last = tr("还没有同步过")
        elif now - status.last_sync_at < _DAY_MS // 2:
            last = tr("上次同步 {time}").format(time=clock_seconds(status.last_sync_at))
        else:
            last = tr("上次同步 {time}").format(time=moment_full(status.last_sync_at, now))
        stale = status.last_sync_at is not None and now - status.last_sync_at > _DAY_MS
        self._set("last", "history" if stale else "", "warning" if stale else "", last)
        self._fit()

    def _say_upstream(self) -> None:
        if "upstream" in self._segments:
            words = upstream_words(self._upstream, (self._clock() - self._upstream_since) / _SECOND_MS)
            self._set("upstream", "building", "warning", words)

    def _set(self, name: str, glyph: str, tone: str, words: str) -> None:
        segment = self._segments[name]
        if segment.text() == words and segment.property("tone") == tone:
            return
        segment.setText(words)
        segment.setAccessibleName(words)
        if glyph:
            segment.setIcon(icon(glyph, _TONE_TOKENS[tone]))
        beside, alone = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonTextOnly
        segment.setToolButtonStyle(beside if glyph else alone)
        set_state(segment, tone=tone)
