"""A field that was changed on both sides: what this device had, what headquarters has, and the choice."""

import json

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.domain.journal import Conflict
from app.ui.conversations.desk import Desk
from app.ui.kit.buttons import button
from app.ui.kit.chips import Glyph
from app.ui.kit.formats import moment
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.labels import label
from app.ui.kit.theme import theme

FIELDS: dict[str, Marked] = {
    "name": mark("姓名"),
    "phone": mark("手机"),
    "email": mark("邮箱"),
    "address": mark("地址"),
    "city": mark("城市"),
    "level": mark("等级"),
    "tags": mark("标签"),
    "note": mark("备注"),
}


def value_text(value: str) -> str:
    """Return a JSON value of a conflict as people read it."""
    decoded = json.loads(value)
    if isinstance(decoded, list):
        return "、".join(str(part) for part in decoded)
    return str(decoded) if decoded not in (None, "") else tr("（空）")


class ConflictCard(QFrame):
    """The first open conflict of the customer. Hidden while there is none."""

    settled = Signal(str, bool)
    """(conflict id, keep what this device had)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._conflict: Conflict | None = None
        self._later: set[str] = set()
        self.setProperty("surface", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(6)
        head = QFrame()
        head.setProperty("banner", "danger")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 12, 6)
        row.addWidget(Glyph("git-compare", "danger.text"))
        self._count = label("", tone="danger", strong=True)
        row.addWidget(self._count, 1)
        column.addWidget(head)
        body = QVBoxLayout()
        body.setContentsMargins(14, 2, 14, 0)
        body.setSpacing(6)
        self._title = label("", strong=True, wrap=True)
        self._when = label("", "small", "secondary", wrap=True)
        self._mine = QRadioButton()
        self._theirs = QRadioButton()
        group = QButtonGroup(self)
        group.addButton(self._mine)
        group.addButton(self._theirs)
        self._keep = button(tr("保留选中的"), self._settle, kind="primary", dense=True)
        self._wait = button(tr("稍后"), self._put_off, kind="ghost", dense=True)
        for part in (self._title, self._when, self._mine, self._theirs):
            body.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self._keep)
        foot.addWidget(self._wait)
        foot.addStretch(1)
        body.addLayout(foot)
        column.addLayout(body)
        self.setMinimumHeight(theme().px(40))
        self.hide()
        desk.profileChanged.connect(self.refresh)

    def refresh(self) -> None:
        """Show the first conflict that was not put off."""
        profile = self.desk.profile
        found = [one for one in profile.conflicts if one.id not in self._later] if profile is not None else []
        self._conflict = found[0] if found else None
        self.setVisible(bool(found))
        if self._conflict is None or profile is None:
            return
        one = self._conflict
        field = FIELDS[one.field].tr() if one.field in FIELDS else one.field
        self._count.setText(tr("{n} 处冲突待处理", n=len(found)).format(n=len(found)))
        self._title.setText(tr("客户资料 · {name} · {field}").format(name=profile.customer.name, field=field))
        self._when.setText(tr("{time} 两边都改了这一项，请选一个").format(time=moment(one.at, self.desk.clock())))
        self._mine.setText(tr("本机：{value}").format(value=value_text(one.lost)))
        self._theirs.setText(tr("总部：{value}").format(value=value_text(one.kept)))
        self._theirs.setChecked(True)

    def _settle(self) -> None:
        if self._conflict is not None:
            self.settled.emit(self._conflict.id, self._mine.isChecked())

    def _put_off(self) -> None:
        if self._conflict is not None:
            self._later.add(self._conflict.id)
            self.refresh()
