"""The first synchronisation: what comes in which order, how far it is, and from when on one can work."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.notice import SyncStatus
from app.storage.sync_classes import CLASSES, NEEDED, Held
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph, KeyHint
from app.ui.kit.formats import count
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.painters import paint_text, text_width
from app.ui.kit.panes import panel
from app.ui.kit.states import Banner, progress
from app.ui.kit.theme import set_state, theme

WORDS: Mapping[str, tuple[Marked, str]] = {
    "staff": (mark("账号、同事与客服组"), "id"),
    "knowledge": (mark("知识正文与索引"), "book-2"),
    "customers": (mark("客户资料"), "users"),
    "conversations": (mark("会话"), "messages"),
    "tickets": (mark("工单"), "ticket"),
    "messages": (mark("消息与备注"), "message-2"),
    "history": (mark("评价与历史"), "history"),
}
_KEYS = (
    ("Ctrl+K", mark("找任何东西、执行任何命令")),
    ("/", mark("在输入框里搜知识并发图文")),
    ("Ctrl+1", mark("采用第一条建议")),
    ("Ctrl+J", mark("接入下一个排队客户")),
)


@dataclass(frozen=True)
class Progress:
    """How far the first synchronisation is: rows here and still to come by class."""

    here: Mapping[str, int]
    coming: Mapping[str, int]
    started: bool
    complete: bool

    @property
    def ready(self) -> bool:
        """Whether one can work: reference data, knowledge, customers, conversations and tickets are here."""
        return self.complete or (self.started and not any(self.coming.get(name, 0) for name in NEEDED))

    @property
    def share(self) -> float:
        """How much is here, 0..1."""
        here, coming = sum(self.here.values()), sum(self.coming.values())
        if self.complete:
            return 1.0
        return here / (here + coming) if self.started and here + coming else 0.0

    @property
    def ready_share(self) -> float:
        """At which share one can work."""
        total = sum(self.here.values()) + sum(self.coming.values())
        needed = sum(self.here.get(name, 0) + self.coming.get(name, 0) for name in NEEDED)
        return needed / total if total else 0.5


def progress_of(held: Held, remaining: Mapping[str, int], bootstrapping: bool) -> Progress:
    """Return how far it is, from what this device holds and what the server says is still to come by entity."""
    coming = {name: sum(remaining.get(entity, 0) for entity in entities) for name, entities in CLASSES.items()}
    here = {name: counted.rows for name, counted in held.classes.items()}
    complete = held.started and not held.passing and not bootstrapping
    return Progress(here=here, coming=coming, started=held.started and (complete or bool(remaining)), complete=complete)


class _Bar(QWidget):
    """The whole, with the mark from which on one can work."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._mark = 0.0, 0.5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, share: float, mark: float) -> None:
        self._share, self._mark = share, mark
        self.setAccessibleName(tr("首次同步 {percent}%").format(percent=round(100 * share)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, theme().px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, look.px(4), self.width(), look.px(9))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("border.weak" if not look.dark else "neutral.tint"))
        painter.drawRoundedRect(bar, 4, 4)
        painter.setBrush(look.color("accent.solid"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * self._share, bar.height()), 4, 4)
        at = min(bar.width() - 1, max(1.0, bar.width() * self._mark))
        painter.setPen(QPen(look.color("success.solid"), 2))
        painter.drawLine(QPointF(at, bar.top() - 4), QPointF(at, bar.bottom() + 5))
        words = tr("可开始工作")
        width = text_width(words, "small")
        left = min(self.width() - width - 2, max(0.0, at - width / 2))
        place = QRectF(left, bar.bottom() + 4, width + 4, look.px(18))
        paint_text(painter, place, words, size="small", token="success.text")
        painter.end()


class _ClassRow(QFrame):
    """One class: done, coming, or waiting for its turn."""

    def __init__(self, name: str) -> None:
        super().__init__()
        words, icon = WORDS[name]
        self._title = words.tr()
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 13, 16, 13)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(2, 2)
        grid.setColumnStretch(3, 3)
        self._mark = Glyph("circle-dashed", "text.tertiary", side=18)
        grid.addWidget(self._mark, 0, 0)
        grid.addWidget(Glyph(icon), 0, 1)
        grid.addWidget(ElidedLabel(self._title, strong=True), 0, 2)
        self._bar = progress(self._title)
        grid.addWidget(self._bar, 0, 3)
        self._figure = label("", "small", "secondary")
        self._figure.setMinimumWidth(theme().px(120))
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._figure, 0, 4)

    def show_progress(self, here: int, coming: int, *, started: bool, current: bool) -> None:
        done = started and not coming
        self._mark.set(
            "circle-check" if done else "loader-2" if current else "circle-dashed",
            "success.text" if done else "accent.text" if current else "text.tertiary",
        )
        total = here + coming
        self._bar.setValue(100 if done else round(100 * here / total) if total else 0)
        set_state(self._bar, tone="success" if done else "")
        set_state(self, surface="selection" if current and not done else "")
        figure = f"{count(here)} / {count(total)}" if started and (here or done) else tr("排队中")
        self._figure.setText(figure)
        self.setAccessibleName(f"{self._title}，{figure}")


class FirstSyncView(QWidget):
    """Shows the progress; :attr:`entered` when the person goes to work."""

    entered = Signal()
    leaveWanted = Signal()

    def __init__(self, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_main(), 74)
        row.addWidget(self._make_side(person), 26)
        self.progress: Progress | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that it need not begin on the button that leaves

    def _make_main(self) -> QWidget:
        main = panel("app")
        column = QVBoxLayout(main)
        column.setContentsMargins(36, 34, 36, 24)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        self._bar = _Bar()
        column.addWidget(self._bar)
        self.banner = Banner()
        column.addWidget(self.banner)
        card = QFrame()
        card.setProperty("surface", "card")
        listed = QVBoxLayout(card)
        listed.setContentsMargins(1, 1, 1, 1)
        listed.setSpacing(0)
        self._rows = {name: _ClassRow(name) for name in CLASSES}
        for at, made in enumerate(self._rows.values()):
            if at:
                listed.addWidget(separator())
            listed.addWidget(made)
        column.addWidget(card)
        column.addSpacing(6)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.enter = button(tr("进入工作台"), self.entered.emit, kind="primary")
        self.enter.setEnabled(False)
        foot.addWidget(self.enter)
        self.leave = button(tr("退出登录"), self.leaveWanted.emit)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(label(tr("断网会自动续传，不会从头开始"), "small", "secondary"))
        column.addLayout(foot)
        column.addStretch(1)
        return main

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        tile = QFrame()
        tile.setProperty("surface", "brand")
        tile.setFixedSize(theme().px(42), theme().px(42))
        inner = QHBoxLayout(tile)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(Glyph("download", "text.onAccent", side=24), 0, Qt.AlignmentFlag.AlignCenter)
        head.addWidget(tile)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(tr("正在准备离线数据"), "h1", strong=True))
        hint = tr("前五项完成后就能开始接待，其余在后台继续。")
        words.addWidget(label(hint, tone="secondary", wrap=True))
        head.addLayout(words, 1)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        right = Qt.AlignmentFlag.AlignRight
        self._percent = label("0%", "kpi", strong=True)
        self._amount = label("", "small", "secondary")
        figures.addWidget(self._percent, 0, right)
        figures.addWidget(self._amount, 0, right)
        head.addLayout(figures)
        return head

    @staticmethod
    def _make_side(person: str) -> QWidget:
        side = panel(edge="left")
        column = QVBoxLayout(side)
        column.setContentsMargins(26, 34, 26, 24)
        column.setSpacing(10)
        column.addWidget(label(tr("已登录"), "h3", strong=True))
        column.addWidget(ElidedLabel(person, tone="secondary"))
        column.addSpacing(8)
        column.addWidget(label(tr("等待时记住 4 个快捷键"), "h3", strong=True))
        box = QFrame()
        box.setProperty("surface", "inset")
        keys_grid = QGridLayout(box)
        keys_grid.setContentsMargins(8, 10, 8, 10)
        keys_grid.setHorizontalSpacing(8)
        keys_grid.setVerticalSpacing(8)
        keys_grid.setColumnStretch(1, 1)
        for at, (keys, words) in enumerate(_KEYS):
            keys_grid.addWidget(KeyHint(keys), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            keys_grid.addWidget(label(words.tr(), "small", wrap=True), at, 1)
        column.addWidget(box)
        column.addWidget(label(tr("其余随时按 F1"), "small", "secondary"))
        column.addStretch(1)
        note = tr("只下载您有权看到的内容，存在这台电脑您的用户目录里。")
        column.addWidget(label(note, "small", "secondary", wrap=True))
        return side

    def show_progress(self, now: Progress) -> None:
        """Show how far it is."""
        self.progress = now
        self._percent.setText(f"{int(100 * now.share)}%")
        here, coming = sum(now.here.values()), sum(now.coming.values())
        total = tr("{done} / {total} 条").format(done=count(here), total=count(here + coming))
        self._amount.setText(total if now.started else "")
        self._bar.set(now.share, now.ready_share)
        current = next((name for name in CLASSES if now.coming.get(name, 0)), "")
        for name, made in self._rows.items():
            made.show_progress(
                now.here.get(name, 0), now.coming.get(name, 0), started=now.started, current=name == current
            )
        if now.ready and not self.enter.isEnabled():
            self.enter.setEnabled(True)
            self.enter.setFocus()

    def amount(self) -> str:
        """Return how much of how much is here, in words."""
        return self._amount.text()

    def show_status(self, status: SyncStatus) -> None:
        """Say when the connection broke."""
        if status.state == "offline" and status.error:
            self.banner.set(tr("连接断了，正在重试。已下载的内容都在"), "warning", icon="cloud-off")
        elif status.state != "error":
            self.banner.set("")
