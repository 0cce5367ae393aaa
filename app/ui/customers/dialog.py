"""The dialog for a customer's fields."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.domain.customers import Customer, Level
from app.ui.customers.profile import LEVELS
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TagEditor
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.theme import set_state, theme


def edit_customer(
    parent: QWidget, customer: Customer | None, on_yes: Callable[[Dialog, dict[str, Any]], object]
) -> Dialog:
    """Ask for a customer's fields."""
    title = tr("编辑客户资料") if customer is not None else tr("新建客户")
    dialog = Dialog(parent, title, width=520)
    dialog.body.addWidget(label(title, "h3", strong=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    fields: dict[str, QLineEdit] = {}
    names = {
        "name": tr("姓名"),
        "phone": tr("手机"),
        "id_number": tr("证件号"),
        "email": tr("邮箱"),
        "city": tr("城市"),
        "address": tr("收货地址"),
    }

    def add(name: str, widget: QWidget) -> None:
        words = label(name, tone="secondary")
        words.setBuddy(widget)
        at = grid.rowCount()
        tall = isinstance(widget, QPlainTextEdit | TagEditor)
        if tall:
            words.setContentsMargins(0, theme().px(5), 0, 0)  # on the line of the first words
        grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag(0))
        grid.addWidget(widget, at, 1)

    for key, words in names.items():
        field = fields[key] = QLineEdit(getattr(customer, key) if customer is not None else "")
        field.setAccessibleName(words)
        add(words, field)
    level = QComboBox()
    level.setAccessibleName(tr("等级"))
    for value, (word, _) in LEVELS.items():
        level.addItem(word.tr(), value.value)
    level.setCurrentIndex(max(0, level.findData(customer.level.value if customer is not None else "normal")))
    add(tr("等级"), level)
    tags = TagEditor(tr("标签"))
    tags.set_tags(customer.tags if customer is not None else ())
    add(tr("标签"), tags)
    note = QPlainTextEdit(customer.note if customer is not None else "")
    note.setAccessibleName(tr("备注"))
    note.setTabChangesFocus(True)
    note.setMaximumHeight(theme().px(90))
    add(tr("备注"), note)
    dialog.body.addLayout(grid)
    dialog.add_button(tr("取消"))

    def keep() -> None:
        if not fields["name"].text().strip():
            set_state(fields["name"], invalid=True)
            fields["name"].setFocus()
            return
        values: dict[str, Any] = {key: field.text().strip() for key, field in fields.items()}
        values |= {"level": Level(level.currentData()), "tags": tags.tags(), "note": note.toPlainText().strip()}
        on_yes(dialog, values)

    dialog.add_button(tr("保存"), keep, kind="primary", default=True).setObjectName("yes")
    fields["name"].setFocus()
    dialog.open()
    dialog.resize(dialog.width(), dialog.heightForWidth(dialog.width()))  # the first guess had a narrower one's tags
    return dialog
