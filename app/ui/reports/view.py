"""Today by group, as the server counts it; without a connection the last report with its age."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QTimeZone
from PySide6.QtGui import QResizeEvent
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
from app.ui.kit.panes import panel, scrolled
from app.ui.kit.row_table import RowTable
from app.ui.kit.screen import Context, ScreenView
from app.ui.kit.states import Banner, Content
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.table_model import Column, RowModel
from app.ui.kit.theme import set_state, theme
from app.ui.reports.bars import Bar, BarCard

REFRESH_MS = 60_000
STALE_MS = 5 * 60_000
_RECENT_MS = 60_000
_NAME_WIDTH = 140
_OPTIONAL = (6, 8, 5)
"""Columns that a narrow window leaves out, in this order: the tiles tell the mean, the abandoned and the median too."""
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
        self._was_online = self._link is not None and self._link.online
        self._away = False
        """The line broke after the report that is shown had come."""
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
        charts = QHBoxLayout()
        charts.setSpacing(12)
        legend = (
            (tr("已应答"), "chart.1"),
            (tr("未应答"), "chart.4"),
            (tr("排队中"), "chart.3"),
            (tr("放弃", "report"), "chart.5"),
        )
        self._arrivals = BarCard(tr("各组进线"), legend)
        self._waits = BarCard(tr("首次响应（中位）"))
        charts.addWidget(self._arrivals, 3)
        charts.addWidget(self._waits, 2)
        column.addLayout(charts)
        column.addWidget(self._make_groups())
        column.addStretch(1)
        self.content = Content(scrolled(body))
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
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(10)
        row.addWidget(label(tr("今天"), "h2", strong=True))
        self._as_of = label("", "small", "secondary")
        row.addWidget(self._as_of)
        row.addStretch(1)
        self.again = button(tr("刷新"), self.refresh, icon="refresh", dense=True)
        row.addWidget(self.again)
        return head

    def _make_groups(self) -> QWidget:
        card = QFrame()
        card.setProperty("surface", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        title = label(tr("按客服组"), strong=True)
        title.setContentsMargins(8, 12, 8, 10)
        column.addWidget(title)
        column.addWidget(self._make_table())
        return card

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
        table.horizontalScrollBar().rangeChanged.connect(self._fit_table)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # as high as its rows
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.installEventFilter(self)  # the layout gives it its width after the view has its own
        return table

    def _fit_table(self) -> None:
        """Give the table the height of its rows: the page scrolls, not a part of it."""
        self._give_way()
        table, head = self.table, self.table.horizontalHeader()
        rows = max(1, self.model.rowCount()) * table.verticalHeader().defaultSectionSize()
        across = table.horizontalScrollBar().sizeHint().height() if table.horizontalScrollBar().maximum() > 0 else 0
        table.setFixedHeight(head.sizeHint().height() + rows + across)

    def _give_way(self) -> None:
        """Where room is short, leave out a column or two rather than cut the names of the groups."""
        table, head = self.table, self.table.horizontalHeader()
        room = table.width() - theme().px(_NAME_WIDTH)
        shown = {at: max(head.sectionSizeHint(at), table.sizeHintForColumn(at)) for at in range(1, head.count())}
        for at in _OPTIONAL:
            hidden = sum(shown.values()) > room
            if hidden:
                del shown[at]
            if table.isColumnHidden(at) is not hidden:
                table.setColumnHidden(at, hidden)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        resized = isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width()
        if resized and watched is self.table:
            self._fit_table()
        return super().eventFilter(watched, event)

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
        self._failure, self._away = None, False
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
        online = self._link is not None and self._link.online
        turned, self._was_online = online != self._was_online, online
        if online and (turned or self._failure is not None) and self.isVisible():
            self.refresh()
        elif turned and not online and self.report is not None:
            self._away = True
            self._show(self.report)

    def _show(self, report: Today) -> None:
        self.report = report
        now, total = self._clock(), report.total
        self._as_of.setText(tr("截至 {time} · {zone}").format(time=iso_minute(report.as_of), zone=report.timezone))
        age = now - report.as_of
        if self._failure is not None or self._away:
            if age < _RECENT_MS:
                text = tr("连不上总部，这是 {time} 的数字").format(time=clock_time(report.as_of))
            else:
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
        hint = tr("客户正在等") if total.waiting else tr("没有人在等")
        waiting.show_value(count(total.waiting), hint, "warning" if total.waiting else "")
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
        self._show_bars(report.groups)
        self.model.set_rows(report.groups)
        self._fit_table()
        self.content.show_content()

    def _show_bars(self, groups: Sequence[GroupDay]) -> None:
        self._arrivals.show_bars(
            [
                Bar(
                    group.group_name,
                    (
                        (group.answered, "chart.1"),
                        (group.unanswered, "chart.4"),
                        (group.waiting, "chart.3"),
                        (group.abandoned, "chart.5"),
                    ),
                    count(group.arrivals),
                )
                for group in groups
            ]
        )
        self._waits.show_bars(
            [
                Bar(
                    group.group_name,
                    ((float(group.first_response_median_ms or 0), "chart.2"),),
                    seconds(group.first_response_median_ms),
                )
                for group in groups
            ]
        )

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
