"""Today by group, as the server counts it; without a connection the last report with its age."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, QTimeZone
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QVBoxLayout,
    QWidget,
)

from app.commands import reports as commands
from app.domain.clock import Clock, now_ms
from app.domain.errors import AppError
from app.storage import reports
from app.storage.reports import GroupDay, Today
from app.ui.kit.action import Action
from app.ui.kit.buttons import button, set_busy
from app.ui.kit.formats import clock_time, count, duration, iso_minute, percent, span
from app.ui.kit.i18n import mark, tr
from app.ui.kit.labels import label
from app.ui.kit.notices import sentence
from app.ui.kit.online import Online, Requests
from app.ui.kit.panes import panel
from app.ui.kit.row_table import RowTable
from app.ui.kit.screen import Context, ScreenView
from app.ui.kit.states import Banner, Content
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.table_model import Column, RowModel
from app.ui.kit.theme import set_state, theme

REFRESH_MS = 60_000
STALE_MS = 5 * 60_000
_NONE = "—"


def seconds(ms: int | None) -> str:
    """Return a response time, — for none."""
    return _NONE if ms is None else duration(ms / 1000)


def stars(group: GroupDay) -> str:
    """Return satisfaction with the number of answers behind it."""
    return _NONE if group.stars_average is None else f"{group.stars_average:.1f} ({group.surveys_answered})"


def share(group: GroupDay) -> str:
    """Return how many of the answered were answered within 30 s."""
    return _NONE if group.quick_share is None else percent(group.quick_share)


class _Tile(QFrame):
    """One figure of the whole office."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(2)
        self._name = name
        column.addWidget(label(name, "small", "secondary"))
        self._value = label(_NONE, "kpi", strong=True)
        column.addWidget(self._value)
        self._hint = label("", "small", "tertiary")
        column.addWidget(self._hint)

    def show_value(self, value: str, hint: str = "", tone: str = "") -> None:
        self._value.setText(value)
        self._hint.setText(hint)
        set_state(self._value, tone=tone)
        self.setAccessibleName(f"{self._name}：{value}，{hint}".rstrip("，"))


class ReportsView(ScreenView):
    """Registered as the screen ``reports``."""

    def __init__(self, ctx: Context, clock: Clock = now_ms) -> None:
        super().__init__()
        self._ctx, self._clock = ctx, clock
        self._online: Online | None = ctx.services.get(Online)
        self._link: SyncLink | None = ctx.services.get(SyncLink)
        self.report: Today | None = None
        self._failure: AppError | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 18, 24, 24)
        column.setSpacing(14)
        self.banner = Banner()
        column.addWidget(self.banner)
        grid = QGridLayout()
        grid.setSpacing(12)
        names = (tr("进线"), tr("排队中"), tr("30 秒内应答"), tr("首次响应"), tr("已结束"), tr("满意度"))
        self.tiles = [_Tile(name) for name in names]
        for at, tile in enumerate(self.tiles):
            grid.addWidget(tile, 0, at)
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        column.addWidget(label(tr("按客服组"), "h3", strong=True))
        column.addWidget(self._make_table(), 1)
        self.content = Content(body)
        self.content.show_loading()
        outer.addWidget(self.content, 1)
        again = Action(id="reports.refresh", text=mark("刷新报表"), run=self.refresh, icon="refresh", scope="reports")
        ctx.actions.add(again, self)
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        if self._link is not None:
            self._link.changed.connect(self._on_link)
        ctx.tasks.read(reports.last_today, self._take_last, key="last", owner=self)

    def _make_head(self) -> QWidget:
        head = panel(edge="bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(24, 10, 16, 10)
        row.setSpacing(10)
        row.addWidget(label(tr("今天"), "h2", strong=True))
        self._as_of = label("", "small", "secondary")
        row.addWidget(self._as_of)
        row.addStretch(1)
        self.again = button(tr("刷新"), self.refresh, icon="refresh", dense=True)
        row.addWidget(self.again)
        return head

    def _make_table(self) -> RowTable:
        columns: Sequence[Column[GroupDay]] = (
            Column(tr("客服组"), lambda group: group.group_name),
            Column(tr("进线"), lambda group: count(group.arrivals), numeric=True),
            Column(tr("排队中"), lambda group: count(group.waiting), numeric=True),
            Column(tr("已应答"), lambda group: count(group.answered), numeric=True),
            Column(tr("30 秒内应答"), share, numeric=True),
            Column(tr("首次响应（中位）"), lambda group: seconds(group.first_response_median_ms), numeric=True),
            Column(tr("首次响应（平均）"), lambda group: seconds(group.first_response_average_ms), numeric=True),
            Column(tr("已结束"), lambda group: count(group.closed), numeric=True),
            Column(tr("放弃", "report"), lambda group: count(group.abandoned), numeric=True),
            Column(tr("满意度（份数）"), stars, numeric=True),
        )
        self.model: RowModel[GroupDay] = RowModel(
            lambda group: group.group_id, columns, accessible=self._sentence, parent=self
        )
        table = self.table = RowTable()
        table.setModel(self.model)
        table.setAccessibleName(tr("今天各客服组的数字"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme().row_height("table"))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)  # a head cut short says nothing
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return table

    # -- the screen ------------------------------------------------------------------------------------------------

    def on_show(self) -> None:
        self._timer.start()
        self.refresh()

    def on_hide(self) -> None:
        self._timer.stop()

    def panes(self) -> Sequence[QWidget]:
        return (self.again, self.table)

    def refresh(self) -> None:
        """Fetch the report of today."""
        online = self._online
        if online is None:
            self._failed(AppError("offline", {"why": ""}))
            return
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode() or "Asia/Shanghai"

        def ask(requests: Requests) -> Today:
            return requests.get(f"/reports/v1/today?tz={zone}", Today)

        set_busy(self.again, True)
        self._ctx.tasks.run(lambda: online.call(ask), self._take, self._failed, key="today", owner=self)

    def _take(self, report: Today) -> None:
        set_busy(self.again, False)
        self._failure = None
        self._ctx.tasks.write(lambda tx: commands.keep_today(tx, report))
        self._show(report)

    def _take_last(self, report: Today | None) -> None:
        if report is not None and self.report is None:
            self._show(report)
        elif self.report is None and self._failure is not None:
            self._failed(self._failure)

    def _failed(self, error: BaseException) -> None:
        set_busy(self.again, False)
        if not isinstance(error, AppError):
            return
        self._failure = error
        if self.report is not None:
            self._show(self.report)
        elif error.code == "offline":
            title = tr("离线，还没有看过报表")
            hint = tr("报表由总部统一计算，连上后显示")
            self.content.show_state("cloud-off", title, hint, [(tr("再试一次"), self.refresh)])
        else:
            self.content.show_error(sentence(error), self.refresh)

    def _on_link(self, status: object) -> None:
        if self._failure is not None and self._link is not None and self._link.online and self.isVisible():
            self.refresh()

    def _show(self, report: Today) -> None:
        self.report = report
        now, total = self._clock(), report.total
        self._as_of.setText(tr("截至 {time} · {zone}").format(time=iso_minute(report.as_of), zone=report.timezone))
        age = now - report.as_of
        if self._failure is not None:
            text = tr("连不上总部，这是 {span}前的数字（{time}）").format(
                span=span(age / 1000), time=clock_time(report.as_of)
            )
            self.banner.set(text, "warning", icon="history", choice=(tr("再试一次"), self.refresh))
        elif age > STALE_MS:
            self.banner.set(tr("这是 {span}前的数字，正在取新的").format(span=span(age / 1000)), "info")
        else:
            self.banner.set("")
        arrivals, waiting, quick, response, closed, pleased = self.tiles
        arrivals.show_value(count(total.arrivals), tr("已应答 {n}").format(n=count(total.answered)))
        waiting.show_value(count(total.waiting), "", "warning" if total.waiting else "")
        quick.show_value(
            share(total), tr("{n} 位客户", n=total.answered_within_30s).format(n=total.answered_within_30s)
        )
        average = tr("平均 {time}").format(time=seconds(total.first_response_average_ms))
        response.show_value(seconds(total.first_response_median_ms), average)
        closed.show_value(count(total.closed), tr("放弃 {n}").format(n=count(total.abandoned)))
        pleased.show_value(
            _NONE if total.stars_average is None else f"{total.stars_average:.1f}",
            tr("{n} 份评价", n=total.surveys_answered).format(n=total.surveys_answered),
        )
        self.model.set_rows(report.groups)
        self.content.show_content()

    @staticmethod
    def _sentence(group: GroupDay) -> str:
        text = tr("{group}：进线 {arrivals}，排队 {waiting}，30 秒内应答 {share}，已结束 {closed}，满意度 {stars}")
        return text.format(
            group=group.group_name,
            arrivals=group.arrivals,
            waiting=group.waiting,
            share=share(group),
            closed=group.closed,
            stars=stars(group),
        )
