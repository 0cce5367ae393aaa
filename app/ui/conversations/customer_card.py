"""The customer as the context pane shows it: who, the figures, how to reach, what was bought."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.customers import Customer
from app.storage.customers import Profile
from app.ui.conversations import words
from app.ui.conversations.desk import Desk
from app.ui.kit.buttons import button, tool_button
from app.ui.kit.chips import Avatar, Chip
from app.ui.kit.fields import FlowLayout
from app.ui.kit.formats import day
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label, separator
from app.ui.kit.private_numbers import Number, PrivateNumbers
from app.ui.kit.theme import theme

YEAR_MS = 365 * 24 * 3600 * 1000
ROW = 24
"""Of a line of facts: all are as high, whatever stands in them."""


class CustomerCard(QWidget):
    """One customer. Private numbers are shown in full only when asked for."""

    editWanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.numbers = PrivateNumbers(desk.ctx, self)
        self.numbers.changed.connect(self.refresh)
        self._shown = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        column.addLayout(self._make_head())
        self._figures = _Figures()
        column.addWidget(self._figures)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(0)
        self._rows.setColumnStretch(1, 1)
        column.addLayout(self._rows)
        self._phone = label("", selectable=True)
        self._reveal = button(tr("显示"), partial(self._toggle, "phone"), kind="link")
        self._id_number = label("", selectable=True)
        self._reveal_id = button(tr("显示"), partial(self._toggle, "id_number"), kind="link")
        self._parts: dict[str, tuple[QLabel, QWidget]] = {}
        self._email = ElidedLabel("")
        self._reveal_email = button(tr("显示"), partial(self._toggle, "email"), kind="link")
        self._product = ElidedLabel("")
        self._address = ElidedLabel("")
        self._last = ElidedLabel("")
        self._tags = QWidget()
        self._tags.setContentsMargins(0, 2, 0, 2)  # a chip is lower than a line of facts
        self._tag_flow = FlowLayout(self._tags, spacing=5)
        for key, text, widget in (
            ("phone", tr("手机"), _beside(self._phone, self._reveal)),
            ("id_number", tr("证件号"), _beside(self._id_number, self._reveal_id)),
            ("product", tr("当前产品"), self._product),
            ("last", tr("上次问题"), self._last),
            ("tags", tr("标签"), self._tags),
            ("address", tr("地址"), self._address),
            ("email", tr("邮箱"), _beside(self._email, self._reveal_email)),
        ):
            name = label(text, tone="tertiary")
            name.setMinimumHeight(theme().px(ROW))
            at = self._rows.rowCount()
            self._rows.addWidget(
                name, at, 0, Qt.AlignmentFlag.AlignTop if key == "tags" else Qt.AlignmentFlag.AlignVCenter
            )
            self._rows.addWidget(widget, at, 1)
            self._parts[key] = (name, widget)
        column.addStretch(1)
        desk.profileChanged.connect(self.refresh)

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        self._avatar = Avatar(side=42)
        head.addWidget(self._avatar)
        facts = QVBoxLayout()
        facts.setSpacing(1)
        first = QHBoxLayout()
        first.setSpacing(6)
        self._name = ElidedLabel("", "h3", strong=True)
        self._level = Chip("")
        first.addWidget(self._name)
        first.addWidget(self._level)
        first.addWidget(tool_button("pencil", tr("编辑客户"), self.editWanted.emit))
        first.addStretch(1)
        facts.addLayout(first)
        self._since = ElidedLabel("", "small", "secondary")
        facts.addWidget(self._since)
        head.addLayout(facts, 1)
        head.addWidget(tool_button("copy", tr("复制姓名与联系方式"), self._copy), 0, Qt.AlignmentFlag.AlignTop)
        return head

    def refresh(self) -> None:
        """Show the profile that the desk holds."""
        profile = self.desk.profile
        if profile is None:
            return
        customer, now = profile.customer, self.desk.clock()
        name = customer.name or tr("未知客户")
        self._avatar.set(customer.name, customer.id)
        self._name.setText(name)
        normal = customer.level.value == "normal"
        self._level.set("" if normal else words.LEVEL[customer.level].tr(), words.LEVEL_TONE[customer.level])
        self._level.setVisible(not normal)
        parts = [customer.city]
        years = (now - customer.created_at) // YEAR_MS if customer.created_at else 0
        if years:
            parts.append(tr("客户 {n} 年", n=years).format(n=years))
        if profile.contacts_with_me > 1:
            before = profile.contacts_with_me - 1
            parts.append(tr("由您服务过 {n} 次", n=before).format(n=before))
        self._since.setText(" · ".join(part for part in parts if part))
        stars = "—" if profile.stars is None else f"{profile.stars:.1f}"
        self._figures.set(
            [
                (tr("近 12 月咨询"), str(profile.contacts_in_year)),
                (tr("满意度"), stars),
                (tr("未结工单"), str(profile.open_tickets)),
                (tr("已购产品"), str(len(customer.purchases))),
            ]
        )
        if customer.id != self._shown:
            self._shown = customer.id
            self.numbers.forget()
        self._show_number(customer, "phone", self._phone, self._reveal)
        self._show_number(customer, "id_number", self._id_number, self._reveal_id)
        self._show_number(customer, "email", self._email, self._reveal_email)
        self._address.setText(customer.address)
        self._set("address", bool(customer.address))
        self._product.setText(self._product_line(profile, now))
        self._set("product", bool(customer.purchases))
        self._last.setText(self._last_line(profile, now))
        self._set("last", bool(self._last.text()))
        self._show_tags(customer.tags)
        self._set("tags", bool(customer.tags))

    def _set(self, key: str, visible: bool) -> None:
        for part in self._parts[key]:
            part.setVisible(visible)

    def _product_line(self, profile: Profile, now: int) -> str:
        if not profile.customer.purchases:
            return ""
        bought = profile.customer.purchases[-1]
        parts = [bought.product]
        if bought.bought_at is not None:
            parts.append(tr("{day} 购买").format(day=day(bought.bought_at, now)))
        if bought.warranty_until is not None:
            parts.append(tr("保修期内") if bought.warranty_until >= now else tr("已过保"))
        return " · ".join(parts)

    def _last_line(self, profile: Profile, now: int) -> str:
        earlier = [row for row in profile.history if row.id != self.desk.current]
        if not earlier:
            return ""
        row = earlier[0]
        topic = row.topic or row.last.text or tr("未分类")
        return " · ".join([day(row.last.at, now) if row.last.at else "", topic, words.STATUS[row.status].tr()]).strip(
            " ·"
        )

    def _show_tags(self, tags: Sequence[str]) -> None:
        while item := self._tag_flow.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for tag in tags:
            self._tag_flow.addWidget(Chip(tag))
        self._tags.updateGeometry()

    def _toggle(self, field: Number) -> None:
        if self.desk.profile is not None:
            self.numbers.toggle(self.desk.profile.customer, field)

    def _show_number(self, customer: Customer, field: Number, shown: QLabel, shows: QAbstractButton) -> None:
        shown.setText(self.numbers.text(customer, field))
        shows.setText(tr("隐藏") if self.numbers.whole(customer, field) else tr("显示"))
        why = self.numbers.blocked(customer, field)
        shows.setEnabled(not why)
        shows.setToolTip(why)
        shows.setVisible(self.numbers.hides(customer, field))
        self._set(field, bool(getattr(customer, field)))

    def _copy(self) -> None:
        profile = self.desk.profile
        if profile is not None:
            customer = profile.customer
            numbers = (self.numbers.text(customer, "phone"), self.numbers.text(customer, "email"))
            lines = [part for part in (customer.name, *numbers) if part]
            QGuiApplication.clipboard().setText("\n".join(lines))
            self.desk.ctx.notices.toast(tr("已复制"))


def _beside(words: QLabel, shows: QWidget) -> QWidget:
    """Return a number with the button that shows it."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(2)
    line.addWidget(words)
    line.addWidget(shows)
    line.addStretch(1)
    return holder


class _Figures(QFrame):
    """Four numbers side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(0)
        self._cells: list[tuple[QLabel, QLabel]] = []
        for at in range(4):
            if at:
                row.addWidget(separator(vertical=True))
            cell = QVBoxLayout()
            cell.setContentsMargins(9, 0, 4, 0)
            cell.setSpacing(1)
            name = ElidedLabel("", "micro", "tertiary")
            value = label("", "h3", strong=True)
            cell.addWidget(name)
            cell.addWidget(value)
            row.addLayout(cell, 1)
            self._cells.append((name, value))

    def set(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show (name, value) pairs."""
        for (name, value), (text, number) in zip(self._cells, figures, strict=True):
            name.setText(text)
            value.setText(number)
            value.setAccessibleName(f"{text} {number}")
