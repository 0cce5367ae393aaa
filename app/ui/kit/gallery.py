"""Every piece of the kit on one page, in every state: what designers look at and tests take pictures of."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QRadioButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit import painters
from app.ui.kit.buttons import Segments, SplitButton, Switch, button
from app.ui.kit.chips import PRESENCE_WORDS, Chip, CountBadge, Glyph, KeyHint, PresenceDot, WaitChip
from app.ui.kit.fields import FilterChip, SearchField, TagEditor, row_of
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.panes import Card
from app.ui.kit.states import Banner, Skeleton, StateView, progress
from app.ui.kit.table_model import RowModel, RowRole
from app.ui.kit.tabs import Tabs
from app.ui.kit.theme import TypeSize, theme


class _Row:
    """One conversation of the sample list."""

    def __init__(self, name: str, text: str, channel: str, wait: painters.Wait, unread: int) -> None:
        self.name, self.text, self.channel, self.wait, self.unread = name, text, channel, wait, unread


class _RowDelegate(QStyledItemDelegate):
    """Draws a list row with the shared painters, as the conversation list does."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme().row_height("list"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: _Row = index.data(RowRole)
        look = theme()
        painters.paint_row_state(painter, option)
        area = QRectF(option.rect).adjusted(14, 10, -12, -10)
        side = look.px(36)
        painters.paint_avatar(painter, QRectF(area.left(), area.top() + 2, side, side), row.name, row.name, row.channel)
        line = look.px(17)
        top = QRectF(area.left() + side + 10, area.top() - 1, area.width() - side - 10, line)
        clock = painters.paint_wait(painter, top, row.wait)
        painters.paint_text(
            painter, QRectF(top.left(), top.top(), clock.left() - top.left() - 6, line), row.name, strong=True
        )
        below = top.translated(0, line + 1)
        if row.unread:
            tone: painters.BadgeTone = "danger" if row.wait.tone != "neutral" else "accent"
            painters.paint_badge(painter, QPointF(below.right(), below.center().y() + 4), str(row.unread), tone)
        painters.paint_text(painter, below.adjusted(0, 0, -28, 0), row.text, size="small", token="text.secondary")
        third = below.translated(0, line)
        names = {"wechat": tr("微信"), "app": "APP", "web": tr("网站"), "email": "Email"}
        name = names[row.channel]
        painters.paint_text(painter, third.adjusted(0, 0, -28, 0), name, size="micro", token="text.tertiary")


def gallery() -> QWidget:
    """Return the component sheet; texts are samples in the language in force."""
    page = QWidget()
    page.setProperty("surface", "app")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(page)
    row.setContentsMargins(16, 16, 16, 16)
    row.setSpacing(14)
    columns: tuple[tuple[Callable[[], QWidget], ...], ...] = (
        (_buttons, _fields, _choices, _chips, _presence, _waits),
        (_list, _banners, _tabs, _tags),
        (_sync, _states),
        (_colors, _type, _skeleton),
    )
    for cards in columns:
        column = QVBoxLayout()
        column.setSpacing(12)
        for card in cards:
            column.addWidget(card())
        column.addStretch(1)
        row.addLayout(column, 1)
    return page


def _buttons() -> QWidget:
    card = Card(tr("按钮"))
    for kind, words, icon in (("primary", tr("发送"), "send"), ("", tr("转接"), ""), ("danger", tr("下架"), "")):
        off = button(words, kind=kind)
        off.setEnabled(False)
        card.body.addWidget(row_of(button(words, kind=kind, icon=icon), button(words, kind=kind, dense=True), off))
    solid = button(tr("删除"), kind="dangerSolid")
    split = SplitButton(tr("发送"), "send")
    card.body.addWidget(row_of(solid, button(tr("取消"), kind="ghost"), button(tr("重试"), kind="link"), split))
    return card


def _fields() -> QWidget:
    card = Card(tr("输入"))
    plain, wrong, off = QLineEdit(), QLineEdit("2026/13/01"), QLineEdit()
    plain.setPlaceholderText(tr("默认"))
    wrong.setProperty("invalid", True)
    off.setPlaceholderText(tr("禁用"))
    off.setEnabled(False)
    search = SearchField(tr("搜索知识"))
    grid = QGridLayout()
    grid.addWidget(plain, 0, 0)
    grid.addWidget(search, 0, 1)
    grid.addWidget(wrong, 1, 0)
    grid.addWidget(off, 1, 1)
    card.body.addLayout(grid)
    card.body.addWidget(label(tr("没有 13 月，请填 01 至 12"), "small", "danger"))
    return card


def _choices() -> QWidget:
    card = Card(tr("选择与切换"))
    on, off = QCheckBox(tr("多选")), QCheckBox(tr("未选"))
    on.setChecked(True)
    one, other = QRadioButton(tr("单选")), QRadioButton(tr("未选"))
    one.setChecked(True)
    yes, no = Switch(tr("开")), Switch(tr("关"))
    yes.setChecked(True)
    card.body.addWidget(row_of(on, off, one, other))
    segments = Segments([("list", tr("列表")), ("board", tr("看板")), ("calendar", tr("日历"))], tr("视图"))
    card.body.addWidget(row_of(yes, no, segments, KeyHint("Ctrl+K")))
    return card


def _chips() -> QWidget:
    card = Card(tr("标签与计数"))
    card.body.addWidget(
        row_of(
            Chip(tr("已发布"), "success"),
            Chip(tr("待审核"), "warning"),
            Chip(tr("已过期"), "danger"),
            Chip(tr("修订中"), "accent"),
            spacing=5,
        )
    )
    card.body.addWidget(
        row_of(
            Chip(tr("机器人"), "assist"),
            Chip(tr("草稿")),
            Chip(tr("可选"), "outline"),
            Chip(tr("金卡"), "warningSolid"),
            spacing=5,
        )
    )
    badges: list[QWidget] = []
    tones: tuple[tuple[int, painters.BadgeTone], ...] = (
        (3, "danger"),
        (12, "accent"),
        (8, "warning"),
        (5, "neutral"),
        (120, "danger"),
        (-1, "danger"),
    )
    for number, tone in tones:
        badge = CountBadge(tone)
        badge.set(number)
        badges.append(badge)
    card.body.addWidget(row_of(*badges, spacing=5))
    return card


def _presence() -> QWidget:
    card = Card(tr("在线状态（形状也不同）"))
    parts: list[QWidget] = []
    for state in ("online", "busy", "away", "offline"):
        parts += [PresenceDot(state), label(PRESENCE_WORDS[state].tr(), "small")]
    card.body.addWidget(row_of(*parts, spacing=5))
    return card


def _waits() -> QWidget:
    card = Card(tr("时限"))
    chips: list[QWidget] = []
    for left in (135, 42, -18, None):
        chip = WaitChip()
        chip.set_left(left, 300)
        chips.append(chip)
    card.body.addWidget(row_of(*chips, spacing=6))
    return card


def _list() -> QWidget:
    card = Card(tr("会话行"))
    model: RowModel[_Row] = RowModel(lambda row: row.name, accessible=lambda row: row.name, parent=card)
    model.set_rows(
        [
            _Row("陈思远", tr("在线等，明天出差要用"), "wechat", painters.wait_state(135, 300), 1),
            _Row("王丽", tr("滤网装反了会不会影响吸力"), "app", painters.wait_state(42, 300), 3),
            _Row("刘洋", "X1 / X1 Pro", "web", painters.wait_state(-18, 300), 0),
            _Row("Amy Huang", "Thanks, I will check with the family", "email", painters.wait_state(None, 300), 0),
        ]
    )
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(_RowDelegate(view))
    view.setCurrentIndex(model.index(2, 0))
    view.setFixedHeight(theme().row_height("list") * 4)
    view.setAccessibleName(tr("会话行"))
    card.body.addWidget(view)
    return card


def _banners() -> QWidget:
    card = Card(tr("页内横幅"))
    offline, conflict, back = Banner(), Banner(), Banner()
    card.body.addWidget(offline)
    card.body.addWidget(conflict)
    card.body.addWidget(back)
    offline.set(tr("离线中，内容先存本机"), "warning", icon="cloud-off", choice=(tr("重试"), lambda: None))
    conflict.set(tr("1 处冲突：收货地址两边都改了"), "danger", icon="git-compare", choice=(tr("处理"), lambda: None))
    back.set(tr("已恢复连接，正在上传 7 项"), "info", icon="refresh")
    return card


def _tabs() -> QWidget:
    card = Card(tr("页签与进度"))
    tabs = Tabs(tr("页签与进度"))
    for words, count in ((tr("进行中"), 7), (tr("排队"), 14), (tr("挂起"), 3)):
        tabs.addTab(f"{words} {count}")
    bar = progress(tr("进度"))
    bar.setValue(64)
    card.body.addWidget(row_of(tabs))
    line = QHBoxLayout()
    line.addWidget(bar, 1)
    line.addWidget(label("64%", "small"))
    card.body.addLayout(line)
    return card


def _tags() -> QWidget:
    card = Card(tr("筛选与标签"))
    chosen = FilterChip(tr("渠道"), [("wechat", tr("微信")), ("web", tr("网站"))])
    chosen.choose("wechat")
    card.body.addWidget(row_of(FilterChip(tr("状态"), [("open", tr("进行中"))]), chosen))
    tags = TagEditor(tr("标签"))
    tags.set_tags([tr("高价值"), tr("曾换货")])
    card.body.addWidget(tags)
    return card


def _sync() -> QWidget:
    card = Card(tr("同步状态（图标加文字）"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setColumnStretch(2, 1)
    for row, (icon, tone, words) in enumerate(
        (
            ("cloud-check", "success", tr("已同步")),
            ("cloud-up", "warning", tr("待上传")),
            ("refresh", "accent", tr("同步中")),
            ("cloud-off", "warning", tr("离线")),
            ("git-compare", "danger", tr("有冲突")),
            ("alert-triangle", "danger", tr("被拒绝")),
            ("history", "warning", tr("可能过时")),
        )
    ):
        grid.addWidget(Glyph(icon, f"{tone}.text"), row, 0)
        grid.addWidget(label(words, tone=tone), row, 1)
    card.body.addLayout(grid)
    return card


def _states() -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    empty, failed = Card(tr("空")), Card(tr("出错"))
    nothing = StateView("message-2", tr("没有进行中的会话"), tr("排队有 14 位客户"), [(tr("接入下一个"), lambda: None)])
    choices = [(tr("重试"), lambda: None), (tr("看上次的"), lambda: None)]
    broken = StateView("plug", tr("没取到订单"), tr("订单系统 8 秒没回应"), choices, tone="danger")
    empty.body.addWidget(nothing)
    failed.body.addWidget(broken)
    column.addWidget(empty)
    column.addWidget(failed)
    return box


def _skeleton() -> QWidget:
    card = Card(tr("加载骨架：超过 300 毫秒才出现"))
    card.body.addWidget(Skeleton(2))
    return card


def _colors() -> QWidget:
    card = Card(tr("色彩"))
    for token in (
        "bg.app", "bg.panel", "bg.subtle", "bg.hover", "bg.selected", "bubble.in", "bubble.out", "bubble.note",
        "text.primary", "text.secondary", "text.tertiary", "accent.solid", "success.solid", "warning.solid",
        "danger.solid", "assist.solid",
    ):  # fmt: skip
        line = QHBoxLayout()
        line.addWidget(_Swatch(token))
        line.addWidget(label(token, "small"), 1)
        line.addWidget(label(theme().hex(token).upper(), "small", "secondary"))
        card.body.addLayout(line)
    card.body.setSpacing(4)
    return card


class _Swatch(QWidget):
    """A patch of a colour."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(theme().px(34), theme().px(17))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setPen(theme().color("border.default"))
        painter.setBrush(theme().color(self._token))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()


def _type() -> QWidget:
    card = Card(tr("字号"))
    sizes: tuple[tuple[TypeSize, str], ...] = (
        ("kpi", tr("24 指标 4:08")),
        ("h1", tr("20 页标题")),
        ("h2", tr("17 工单标题")),
        ("h3", tr("15 面板标题")),
        ("message", tr("14 消息正文与输入")),
        ("body", tr("13 界面正文与列表")),
        ("small", tr("12 次要说明")),
        ("micro", tr("11 角标、时间")),
    )
    for size, words in sizes:
        card.body.addWidget(label(words, size, strong=size in ("kpi", "h1", "h2", "h3")))
    card.body.setSpacing(2)
    return card
