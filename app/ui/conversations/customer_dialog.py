"""Changing what is known of a customer."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from app.domain.customers import Customer, Level
from app.domain.masking import looks_masked
from app.ui.conversations import words
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import TagEditor
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.labels import label
from app.ui.kit.private_numbers import Number, PrivateNumbers
from app.ui.kit.theme import set_state, theme

NUMBERS: tuple[Number, ...] = ("phone", "id_number", "email")


class CustomerDialog(Dialog):
    """The fields of a customer; only what was changed is saved."""

    def __init__(
        self,
        parent: QWidget,
        customer: Customer,
        numbers: PrivateNumbers,
        save: Callable[[Dialog, dict[str, object]], object],
    ) -> None:
        super().__init__(parent, tr("编辑客户"), width=480)
        self._customer, self._numbers, self._save = customer, numbers, save
        self.body.addWidget(label(tr("编辑客户"), "h3", strong=True))
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields: dict[str, QLineEdit] = {}
        for name, text in (
            ("name", tr("姓名")),
            ("phone", tr("手机")),
            ("id_number", tr("证件号")),
            ("email", tr("邮箱")),
            ("city", tr("城市")),
            ("address", tr("地址")),
        ):
            field = QLineEdit(getattr(customer, name))
            field.setAccessibleName(text)
            form.addRow(text, field)
            self.fields[name] = field
        self._filled = {name: field.text() for name, field in self.fields.items()}
        self._eyes: dict[Number, QAction] = {}
        for number in NUMBERS:
            if numbers.hides(customer, number):
                self._hide(number)
        numbers.changed.connect(self._show)
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

    def _hide(self, number: Number) -> None:
        """A number stays masked until it is asked for. Only then is it changed, or where it came masked: as a whole."""
        field, value = self.fields[number], getattr(self._customer, number)
        whole = self._numbers.whole(self._customer, number)
        self._filled[number] = self._numbers.text(self._customer, number)
        field.setText(self._filled[number])
        if whole:
            return
        field.setReadOnly(not looks_masked(value))
        eye = field.addAction(icon("eye", "text.tertiary"), QLineEdit.ActionPosition.TrailingPosition)
        why = self._numbers.blocked(self._customer, number)
        eye.setText(tr("显示"))
        eye.setToolTip(why or tr("显示"))
        eye.setEnabled(not why)
        eye.triggered.connect(partial(self.show_number, number))
        self._eyes[number] = eye

    def show_number(self, number: Number) -> None:
        """Show a number and let it be edited."""
        if self._eyes[number].isVisible():
            self._numbers.toggle(self._customer, number)

    def _show(self) -> None:
        for number, eye in self._eyes.items():
            field, whole = self.fields[number], self._numbers.whole(self._customer, number)
            if whole and eye.isVisible():
                if field.text() == self._filled[number]:  # else he is typing another one
                    field.setText(whole)
                    self._filled[number] = whole
                field.setReadOnly(False)
                eye.setVisible(False)
                field.setFocus()

    def changed(self) -> dict[str, object]:
        """Return the fields that differ from the customer as it was opened."""
        changed: dict[str, object] = {
            name: field.text().strip() for name, field in self.fields.items() if field.text() != self._filled[name]
        }
        now = {"level": self.level.currentData(), "tags": self.tags.tags(), "note": self.note.toPlainText().strip()}
        return changed | {name: value for name, value in now.items() if value != getattr(self._customer, name)}

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
