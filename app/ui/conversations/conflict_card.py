"""A field that was changed on both sides: what this device had, what headquarters has, and the choice."""

import html
import json

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
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
    "id_number": mark("证件号"),
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


def _alike(one: str, other: str) -> int:
    """Return with how many characters two texts begin alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def marked(value: str, other: str, tone: str) -> str:
    """Return a value as HTML, with what differs from the other one on the tint of a tone."""
    head = _alike(value, other)
    tail = _alike(value[head:][::-1], other[head:][::-1])
    parts = value[:head], value[head : len(value) - tail], value[len(value) - tail :]
    first, middle, last = (html.escape(part) for part in parts)
    look = theme()
    style = f"background-color:{look.hex(tone + '.tint')};color:{look.hex(tone + '.text')}"
    return f'{first}<span style="{style}">{middle}</span>{last}' if middle else first + last


class SideChoice(QFrame):
    """One side of a conflict as a card that is chosen as a whole: whose it is, and what it says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 10, 8)
        column.setSpacing(0)
        self.radio = QRadioButton(name)
        self.radio.toggled.connect(lambda _on: self.update())
        self._value = label("", wrap=True)
        self._value.setTextFormat(Qt.TextFormat.RichText)
        self._value.setContentsMargins(theme().px(16) + 9, 0, 0, 0)  # below the words of the button
        column.addWidget(self.radio)
        column.addWidget(self._value)

    def show_value(self, value: str, other: str, tone: str) -> None:
        """Show what this side says, with what differs from the other side."""
        self._value.setText(marked(value, other, tone))
        self.radio.setAccessibleName(f"{self._name} {value}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        self.radio.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        chosen = self.radio.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent.solid" if chosen else "border.control"), 1.5 if chosen else 1))
        painter.setBrush(look.color("bg.selected" if chosen else "bg.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
        painter.end()


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
        head.setProperty("wide", True)
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
        self._sides = SideChoice(tr("本机")), SideChoice(tr("总部"))
        self._mine, self._theirs = (side.radio for side in self._sides)
        group = QButtonGroup(self)
        group.addButton(self._mine)
        group.addButton(self._theirs)
        self._keep = button(tr("保留选中的"), self._settle, kind="primary", dense=True)
        self._wait = button(tr("稍后"), self._put_off, kind="ghost", dense=True)
        for part in (self._title, self._when, *self._sides):
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
        theme().themeChanged.connect(self.refresh)

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
        mine, theirs = value_text(one.lost), value_text(one.kept)
        self._sides[0].show_value(mine, theirs, "success")
        self._sides[1].show_value(theirs, mine, "warning")
        self._theirs.setChecked(True)

    def _settle(self) -> None:
        if self._conflict is not None:
            self.settled.emit(self._conflict.id, self._mine.isChecked())

    def _put_off(self) -> None:
        if self._conflict is not None:
            self._later.add(self._conflict.id)
            self.refresh()
