"""One customer: how to reach, what was bought, tickets and conversations. All of it is this device's data."""

import functools
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.clock import Clock
from app.domain.conversations import Status
from app.domain.customers import Customer, Level, Purchase
from app.domain.tickets import UNFINISHED
from app.storage.customers import Profile
from app.storage.same_customers import Likely
from app.ui.customers.same_person import likely_card, merged_card
from app.ui.kit.buttons import button
from app.ui.kit.chips import Avatar, Chip
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import day, moment
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.painters import ChipTone
from app.ui.kit.panes import Card, scrolled
from app.ui.kit.private_numbers import Number, PrivateNumbers
from app.ui.kit.states import Banner

LEVELS: dict[Level, tuple[Marked, ChipTone]] = {
    Level.NORMAL: (mark("普通"), "neutral"),
    Level.SILVER: (mark("银卡"), "outline"),
    Level.GOLD: (mark("金卡"), "warningSolid"),
    Level.VIP: (mark("贵宾"), "assist"),
}
_STATUS: dict[Status, Marked] = {
    Status.BOT: mark("机器人接待"),
    Status.QUEUED: mark("排队中"),
    Status.ACTIVE: mark("进行中"),
    Status.WAITING_CUSTOMER: mark("等客户"),
    Status.WRAP_UP: mark("收尾"),
    Status.CLOSED: mark("已结束"),
    Status.ABANDONED: mark("已放弃"),
    Status.MESSAGE_LEFT: mark("已留言"),
    Status.SPAM: mark("骚扰"),
}


class _Line(QPushButton):
    """A row that leads somewhere."""

    def __init__(self, title: str, detail: str, state: str, tone: ChipTone, go: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "ghost")
        self.setObjectName("line")
        self.setAccessibleName(f"{title}，{detail}，{state}")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(10)
        row.addWidget(ElidedLabel(title), 1)
        row.addWidget(label(detail, "small", "secondary"))
        row.addWidget(Chip(state, tone))
        self.setMinimumHeight(self.fontMetrics().height() + 18)
        self.clicked.connect(lambda _=False: go())


def _list_card(heading: str) -> Card:
    """Return a card for lines that light up: their words, not their grounds, stand under the heading."""
    card = Card()
    card.body.setContentsMargins(6, 12, 6, 8)
    card.body.setSpacing(0)
    title = label(heading, "small", "secondary")
    title.setContentsMargins(8, 0, 8, 4)
    card.body.addWidget(title)
    return card


def _none(words: str) -> QLabel:
    """Return the words for a list without lines."""
    made = label(words, "small", "tertiary")
    made.setContentsMargins(8, 0, 8, 6)
    return made


def _bought(profile: Profile) -> tuple[Purchase, ...]:
    """Return what the customer bought, under whatever name."""
    all_of_them = (each for customer in (profile.customer, *profile.merged) for each in customer.purchases)
    return tuple(dict.fromkeys(all_of_them))


class ProfilePane(QWidget):
    """Shows a profile; :attr:`placeWanted` is (screen, item)."""

    placeWanted = Signal(str, str)
    editWanted = Signal()
    mergeWanted = Signal(str)
    splitWanted = Signal(str)

    def __init__(
        self, clock: Clock, numbers: PrivateNumbers, no_merge: str = "", parent: QWidget | None = None
    ) -> None:
        """``no_merge`` says why this person neither merges nor separates customers."""
        super().__init__(parent)
        self._no_merge = no_merge
        self._clock = clock
        self._profile: Profile | None = None
        self._likely: tuple[Likely, ...] = ()
        self._numbers = numbers
        numbers.changed.connect(self._refill)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(12)
        outer.addWidget(scrolled(self._inner))

    def show_profile(self, profile: Profile, likely: tuple[Likely, ...] = ()) -> None:
        """Show a customer, and who may be the same person."""
        if profile == self._profile and likely == self._likely:
            return
        self._likely = likely
        if self._profile is None or profile.customer.id != self._profile.customer.id:
            self._numbers.forget()
        self._profile = profile
        self._fill(profile)

    def first_merge(self) -> QWidget | None:
        """Return the button that merges with who is most likely the same person."""
        found = self._inner.findChildren(QPushButton, "merge")
        return next((each for each in found if not each.isHidden() and each.isVisibleTo(self)), None)

    def _fill(self, profile: Profile) -> None:
        used = self._focused()
        before = []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                before.append(widget)
        self._column.addWidget(self._head(profile))
        if profile.conflicts:
            banner = Banner()
            text = tr("{n} 处两边都改了，请选一个", n=len(profile.conflicts)).format(n=len(profile.conflicts))
            go = functools.partial(self.placeWanted.emit, "outbox", "conflicts")
            banner.set(text, "danger", icon="git-compare", choice=(tr("去处理"), go))
            self._column.addWidget(banner)
        if self._likely:
            look = functools.partial(self.placeWanted.emit, "customers")
            self._column.addWidget(
                likely_card(profile.customer, self._likely, look, self.mergeWanted.emit, self._no_merge)
            )
        self._column.addWidget(self._figures(profile))
        self._column.addWidget(self._facts(profile))
        if profile.merged:
            self._column.addWidget(merged_card(profile.merged, self.splitWanted.emit, self._no_merge))
        if _bought(profile):
            self._column.addWidget(self._purchases(profile))
        self._column.addWidget(self._tickets(profile))
        self._column.addWidget(self._talks(profile))
        self._column.addStretch(1)
        self._focus(used)
        for widget in before:  # a hidden one would pass the focus on to whatever comes next in the window
            widget.hide()
            widget.deleteLater()

    def _focused(self) -> tuple[str, int] | None:
        """Return what has the focus here, also behind a dialog: its kind and its place among its like."""
        focus = self.window().focusWidget()
        if not self._inner.isAncestorOf(focus):
            return None
        alike = [each for each in self._buttons() if each.objectName() == focus.objectName()]
        return focus.objectName(), alike.index(focus) if focus in alike else 0

    def _focus(self, used: tuple[str, int] | None) -> None:
        """Give the focus to the successor of what had it: in its place, else the last of its like, else the first."""
        if used is not None:
            buttons = [each for each in self._buttons() if each.isEnabled()]
            alike = [each for each in buttons if each.objectName() == used[0]] or buttons[:1]
            alike[min(used[1], len(alike) - 1)].setFocus()

    def _buttons(self) -> list[QPushButton]:
        """Return the buttons of what is shown now, from top to bottom."""
        parts = (self._column.itemAt(at) for at in range(self._column.count()))
        holders = [widget for part in parts if part is not None and (widget := part.widget()) is not None]
        return [each for holder in holders for each in holder.findChildren(QPushButton)]

    def _head(self, profile: Profile) -> QWidget:
        customer = profile.customer
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Avatar(customer.name, customer.id, side=48))
        words = QVBoxLayout()
        words.setSpacing(1)
        name = QHBoxLayout()
        name.setSpacing(8)
        name.addWidget(label(customer.name, "h1", strong=True, selectable=True))
        word, tone = LEVELS[customer.level]
        if customer.level is not Level.NORMAL:
            name.addWidget(Chip(word.tr(), tone))
        name.addStretch(1)
        words.addLayout(name)
        since = (
            tr("{time} 起的客户").format(time=day(customer.created_at, self._clock())) if customer.created_at else ""
        )
        facts = " · ".join(part for part in (customer.city, since) if part)
        words.addWidget(label(facts, "small", "secondary"))
        row.addLayout(words, 1)
        edit = button(tr("编辑资料"), self.editWanted.emit, icon="pencil")
        edit.setObjectName("edit")
        row.addWidget(edit)
        return holder

    def _figures(self, profile: Profile) -> QWidget:
        frame = QFrame()
        frame.setProperty("surface", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 10, 0, 10)
        stars = "—" if profile.stars is None else f"{profile.stars:.1f}"
        figures = (
            (tr("近 12 月联系"), str(profile.contacts_in_year)),
            (tr("由您服务过"), str(profile.contacts_with_me)),
            (tr("满意度"), stars),
            (tr("未结的工单"), str(profile.open_tickets)),
        )
        for at, (name, value) in enumerate(figures):
            if at:
                row.addWidget(separator(vertical=True))
            column = QVBoxLayout()
            column.setContentsMargins(16, 0, 16, 0)
            column.setSpacing(0)
            column.addWidget(label(name, "small", "secondary"))
            figure = label(value, "h2", strong=True)
            figure.setAccessibleName(f"{name} {value}")
            column.addWidget(figure)
            row.addLayout(column, 1)
        return frame

    def _facts(self, profile: Profile) -> QWidget:
        customer = profile.customer
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        facts: list[tuple[str, QWidget]] = [
            (tr("手机"), self._number(customer, "phone", tr("手机"))),
            *([(tr("证件号"), self._number(customer, "id_number", tr("证件号")))] if customer.id_number else []),
            (tr("邮箱"), self._number(customer, "email", tr("邮箱"))),
            (tr("收货地址"), label(customer.address or "—", wrap=True, selectable=True)),
            (tr("备注"), label(customer.note or "—", wrap=True, selectable=True)),
        ]
        for at, (name, widget) in enumerate(facts):
            grid.addWidget(label(name, tone="secondary"), at, 0)
            grid.addWidget(widget, at, 1)
        if customer.tags:
            tags = QWidget()
            flow = FlowLayout(tags)
            for tag in customer.tags:
                flow.addWidget(Chip(tag))
            grid.addWidget(label(tr("标签"), tone="secondary"), len(facts), 0)
            grid.addWidget(tags, len(facts), 1)
        card.body.addLayout(grid)
        return card

    def _number(self, customer: Customer, field: Number, name: str) -> QWidget:
        """Return a private number with the button that shows it."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(self._numbers.text(customer, field) or "—", selectable=True))
        if self._numbers.hides(customer, field):
            words = tr("隐藏") if self._numbers.whole(customer, field) else tr("显示")
            shows = button(words, lambda: self._numbers.toggle(customer, field), kind="link")
            shows.setObjectName("shows")
            shows.setAccessibleName(f"{words} {name}")
            why = self._numbers.blocked(customer, field)
            shows.setEnabled(not why)
            shows.setToolTip(why)
            line.addWidget(shows)
        line.addStretch(1)
        return holder

    def _refill(self) -> None:
        if self._profile is not None:
            self._fill(self._profile)

    def _purchases(self, profile: Profile) -> QWidget:
        card = Card(tr("买过的产品"))
        now = self._clock()
        for purchase in _bought(profile):
            parts = [purchase.order_no]
            if purchase.bought_at:
                parts.append(tr("{time} 购买").format(time=day(purchase.bought_at, now)))
            row = QHBoxLayout()
            row.addWidget(label(purchase.product, strong=True))
            row.addWidget(ElidedLabel(" · ".join(part for part in parts if part), "small", "secondary"), 1)
            if purchase.warranty_until:
                valid = purchase.warranty_until > now
                row.addWidget(Chip(tr("保修期内") if valid else tr("已过保"), "success" if valid else "neutral"))
            card.body.addLayout(row)
        return card

    def _tickets(self, profile: Profile) -> QWidget:
        card = _list_card(tr("工单"))
        for ticket in profile.tickets:
            unfinished = ticket.status in UNFINISHED
            go = functools.partial(self.placeWanted.emit, "tickets", ticket.id)
            state = tr("未结") if unfinished else tr("已结")
            tone: ChipTone = "accent" if unfinished else "neutral"
            when = moment(ticket.opened_at, self._clock())
            card.body.addWidget(_Line(f"{ticket.label}  {ticket.title}", when, state, tone, go))
        if not profile.tickets:
            card.body.addWidget(_none(tr("没有工单")))
        return card

    def _talks(self, profile: Profile) -> QWidget:
        card = _list_card(tr("会话"))
        for talk in profile.history:
            go = functools.partial(self.placeWanted.emit, "conversations", talk.id)
            at = talk.last.at or talk.waiting_since or 0
            when = moment(at, self._clock()) if at else ""
            tone: ChipTone = "accent" if talk.status is Status.ACTIVE else "neutral"
            card.body.addWidget(_Line(talk.last.text or tr("会话"), when, _STATUS[talk.status].tr(), tone, go))
        if not profile.history:
            card.body.addWidget(_none(tr("还没有联系过")))
        return card
