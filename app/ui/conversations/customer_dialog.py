"""Changing what is known of a customer."""

import logging
from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from app.domain.customers import Customer, Level
from app.ui.conversations import words
from app.ui.conversations.customer_card import masked
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TagEditor
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.labels import label
from app.ui.kit.theme import set_state, theme

log = logging.getLogger(__name__)


class CustomerDialog(Dialog):
    """The fields of a customer; only what was changed is saved."""

    def __init__(
        self, parent: QWidget, customer: Customer, save: Callable[[Dialog, dict[str, object]], object]
    ) -> None:
        super().__init__(parent, tr("编辑客户"), width=480)
        self._customer, self._save = customer, save
        self.body.addWidget(label(tr("编辑客户"), "h3", strong=True))
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields: dict[str, QLineEdit] = {}
        for name, text in (
            ("name", tr("姓名")),
            ("phone", tr("手机")),
            ("email", tr("邮箱")),
            ("city", tr("城市")),
            ("address", tr("地址")),
        ):
            field = QLineEdit(getattr(customer, name))
            field.setAccessibleName(text)
            form.addRow(text, field)
            self.fields[name] = field
        self._hide_phone()
        self.level = QComboBox()
        self.level.setAccessibleName(tr("等级"))
        for level in Level:
            self.level.addItem(words.LEVEL[level].tr(), level.value)
        self.level.setCurrentIndex(self.level.findData(customer.level.value))
        form.addRow(tr("等级"), self.level)
        self.tags = TagEditor(tr("标签"))
        self.tags.set_tags(customer.tags)
        form.addRow(tr("标签"), self.tags)
        self.note = QPlainTextEdit(customer.note)
        self.note.setAccessibleName(tr("备注"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(theme().px(72))
        form.addRow(tr("备注"), self.note)
        self.body.addLayout(form)
        self.fields["name"].textChanged.connect(self._check)
        self.add_button(tr("取消"))
        self.keep = self.add_button(tr("保存"), self._on_save, kind="primary", default=True)
        self.fields["name"].setFocus()

    def _hide_phone(self) -> None:
        """The number stays masked until it is asked for; only then can it be changed."""
        field = self.fields["phone"]
        if not self._customer.phone:
            return
        field.setText(masked(self._customer.phone))
        field.setReadOnly(True)
        self._reveal = field.addAction(icon("eye", "text.tertiary"), QLineEdit.ActionPosition.TrailingPosition)
        self._reveal.setText(tr("显示"))
        self._reveal.triggered.connect(self.show_phone)

    def show_phone(self) -> None:
        """Show the phone number and let it be edited; the log says so."""
        field = self.fields["phone"]
        if field.isReadOnly():
            log.info("phone number of customer %s shown for editing", self._customer.id)
            field.setReadOnly(False)
            field.setText(self._customer.phone)
            self._reveal.setVisible(False)
            field.setFocus()

    def changed(self) -> dict[str, object]:
        """Return the fields that differ from the customer as it was opened."""
        now: dict[str, object] = {name: field.text().strip() for name, field in self.fields.items()}
        now |= {"level": self.level.currentData(), "tags": self.tags.tags(), "note": self.note.toPlainText().strip()}
        if self.fields["phone"].isReadOnly():
            del now["phone"]
        before = self._customer
        return {name: value for name, value in now.items() if value != getattr(before, name)}

    def _check(self) -> None:
        missing = not self.fields["name"].text().strip()
        set_state(self.fields["name"], invalid=missing)
        self.keep.setEnabled(not missing)

    def _on_save(self) -> None:
        changed = self.changed()
        if changed:
            self._save(self, changed)
        else:
            self.accept()
