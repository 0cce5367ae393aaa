"""The cards of who is, and who may be, the same person as the open customer."""

import functools
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.customers import Customer, Sign
from app.domain.masking import masked
from app.storage.same_customers import Likely
from app.ui.kit.buttons import button
from app.ui.kit.chips import Avatar
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.labels import ElidedLabel
from app.ui.kit.panes import Card

SIGNS: dict[Sign, Marked] = {
    Sign.PHONE: mark("手机相同"),
    Sign.ID_NUMBER: mark("证件号相同"),
    Sign.EMAIL: mark("邮箱相同"),
    Sign.ORDER: mark("订单号相同"),
    Sign.NAME_AND_PHONE: mark("姓名和可见的手机号相同"),
    Sign.NAME_AND_PLACE: mark("姓名和住处相同"),
}
Run = Callable[[str], object]
"""Does something with the customer of an id."""


def likely_card(customer: Customer, likely: Sequence[Likely], show: Run, merge: Run, why_not: str = "") -> Card:
    """Return the card of who may be the same person as a customer: why, who would stand for both, to look at, and to
    merge unless something speaks against.
    """
    card = Card(tr("可能是同一位客户"))
    for each in likely:
        why = "、".join(SIGNS[sign].tr() for sign in each.signs)
        name = each.customer.name
        head = tr("合并后以 {name} 为准").format(name=name if each.leads else customer.name)
        look = button(tr("查看"), functools.partial(show, each.customer.id), kind="link")
        look.setObjectName("look")
        look.setAccessibleName(tr("查看 {name}").format(name=name))
        join = button(tr("合并"), functools.partial(merge, each.customer.id), icon="git-merge")
        join.setAccessibleName(tr("与 {name} 合并，{why}").format(name=name, why=f"{why}，{head}"))
        join.setObjectName("merge")
        join.setEnabled(not why_not)
        join.setToolTip(why_not or head)
        card.body.addWidget(_line(each.customer, (why, head, masked(each.customer.phone)), (look, join)))
    return card


def merged_card(merged: Sequence[Customer], split: Run, why_not: str = "") -> Card:
    """Return the card of those for whom the open customer stands: what is known of each, and to separate them."""
    card = Card(tr("已并入这位客户"))
    for each in merged:
        part = button(tr("拆开"), functools.partial(split, each.id), icon="git-compare")
        part.setObjectName("split")
        part.setAccessibleName(tr("拆开 {name}").format(name=each.name))
        part.setEnabled(not why_not)
        part.setToolTip(why_not)
        known = (masked(each.phone), each.email, each.address or each.city, each.note)
        card.body.addWidget(_line(each, known, (part,)))
    return card


def _line(customer: Customer, details: Sequence[str], buttons: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(Avatar(customer.name, customer.id, side=30))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedLabel(customer.name, strong=True))
    words.addWidget(ElidedLabel(" · ".join(part for part in details if part), "small", "secondary"))
    row.addLayout(words, 1)
    for each in buttons:
        row.addWidget(each)
    return holder
