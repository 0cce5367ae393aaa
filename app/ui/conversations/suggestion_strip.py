"""Up to three articles that answer the customer's last message, one key away: Ctrl+1…3 stages one."""

import functools

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.search.levels import GOOD_MATCH
from app.storage.suggestions import Finding
from app.ui.conversations.desk import Desk
from app.ui.conversations.findings import chance_of, is_good
from app.ui.kit.buttons import tool_button
from app.ui.kit.chips import Glyph
from app.ui.kit.formats import clock_time
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.painters import keys_width, paint_keys, paint_text, text_width
from app.ui.kit.theme import theme

MOST = 3
WORTH_ROOM = 0.5
"""From here on a chance is painted beside a title."""


class SuggestionButton(QAbstractButton):
    """One suggestion: its key, its title, how surely it fits. Shortens its title where room is short."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self._number = number
        self._keys = f"Ctrl+{number}"
        self._first = number == 1
        self._likely = False
        self._title = self._chance = ""
        self._token = "text.tertiary"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def suggest(self, finding: Finding, *, likely: bool) -> None:
        """Stand for an article; ``likely``: it stands out, being the best of some that probably answer."""
        self.finding = finding
        self._likely = likely
        self._title = finding.title
        chance = None if finding.sent_here else chance_of(finding)
        said = tr("已发送") if finding.sent_here else chance[0] if chance else ""
        # a weak chance takes the room of the title, which says more; the list beside it shows them all
        self._chance = said if finding.sent_here or (finding.confidence or 0) >= WORTH_ROOM else ""
        self._token = "success.text" if chance and chance[1] == "success" else "text.tertiary"
        self.setAccessibleName(
            tr("建议 {number}：{title} {chance}").format(number=self._number, title=finding.title, chance=said)
        )
        self.setToolTip(tr("{title}（{keys} 放入待发）").format(title=finding.title, keys=self._keys))
        self.updateGeometry()
        self.update()

    def _fixed(self) -> float:
        return keys_width(self._keys) + (text_width(self._chance, "small") + 6 if self._chance else 0) + 26

    def sizeHint(self) -> QSize:
        width = min(text_width(self._title, "body"), theme().px(190))
        return QSize(round(self._fixed() + width), theme().px(28))

    def minimumSizeHint(self) -> QSize:
        # The first is the likeliest answer: the others give way to it. Less of a title than this says nothing.
        least = theme().px(150 if self._first else 84)
        return QSize(min(round(self._fixed() + least), self.sizeHint().width()), theme().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        edge = "focus.ring" if self.hasFocus() else "assist.solid" if self._likely else "border.default"
        painter.setPen(QPen(look.color(edge), 2 if self.hasFocus() else 1.25 if self._likely else 1))
        painter.setBrush(look.color("bg.pressed" if self.isDown() else "bg.hover" if self.underMouse() else "bg.panel"))
        painter.drawRoundedRect(rect, 5, 5)
        inner = rect.adjusted(6, 0, -8, 0)
        used = paint_keys(painter, inner, self._keys, from_right=False)
        inner.setLeft(used.right() + 7)
        if self._chance:
            width = text_width(self._chance, "small")
            paint_text(painter, inner, self._chance, size="small", token=self._token, align=Qt.AlignmentFlag.AlignRight)
            inner.setRight(inner.right() - width - 6)
        paint_text(painter, inner, self._title)
        painter.end()

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()


class SuggestionStrip(QFrame):
    """The strip between messages and composer. Hidden when there is nothing to answer."""

    staged = Signal(str)
    """The id of the article to stage."""
    searchWanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setProperty("surface", "subtle")
        self.setProperty("edge", "top")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 10, 5)
        row.setSpacing(6)
        row.addWidget(Glyph("bulb", "assist.text", side=17))
        self._head = label("", "small", "secondary")
        row.addWidget(self._head)
        # All are made here, once: the Tab key goes from widget to widget in the order of their making.
        self._all = [SuggestionButton(number) for number in range(1, MOST + 1)]
        for made in self._all:
            made.clicked.connect(functools.partial(self._stage, made))
            row.addWidget(made)
        self._none = ElidedLabel("", "small", "tertiary")
        row.addWidget(self._none, 1)
        self._age = label("", "small", "warning")
        row.addWidget(self._age)
        self._again = tool_button("refresh", tr("重新推荐"), desk.advice.ask_again)
        row.addWidget(self._again)
        self._close = tool_button("x", tr("收起建议"), desk.advice.dismiss)
        row.addWidget(self._close)
        self.buttons: list[SuggestionButton] = []
        """Those that stand for an article; as many of them are on screen as have room."""
        desk.advice.changed.connect(self.refresh)
        desk.linkChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the desk suggests now."""
        found = self.desk.advice.suggested
        self.buttons = self._all[: len(found.rows)]
        fresh = [finding for finding in found.rows if not finding.sent_here]
        # once the answer was sent, what only shares words with the question is none
        good = is_good(fresh) and (len(fresh) == len(found.rows) or (fresh[0].confidence or 0) >= GOOD_MATCH)
        for made, finding in zip(self.buttons, found.rows, strict=False):
            made.suggest(finding, likely=good and made is self.buttons[0])
        for made in self._all[len(self.buttons) :]:
            made.hide()
        online = self.desk.online
        if found.rows and not is_good(found.rows):
            self._head.setText(tr("没有很吻合的，以下可能有关"))
        else:
            self._head.setText(tr("建议") if online else tr("本机知识"))
        last = self.desk.status.last_sync_at
        self._age.setText("" if online or last is None else tr("知识截至 {time}").format(time=clock_time(last)))
        self._age.setVisible(bool(self._age.text()))
        self._none.setText("" if found.rows else tr("没有很吻合的知识，可按 Ctrl+/ 搜索"))
        self._close.setVisible(bool(found.rows))
        self.setVisible(bool(found.query) and not self.desk.advice.dismissed)
        self._fit()

    def _stage(self, made: SuggestionButton) -> None:
        if made.finding is not None:
            self.staged.emit(made.finding.article_id)

    def _fit(self) -> None:
        """Show as many suggestions as have room; the keys of the others work all the same."""
        margins = self.contentsMargins()
        others = (self._head, self._age, self._again, self._close)
        taken = sum(part.sizeHint().width() + 6 for part in others if not part.isHidden())
        room = self.width() - margins.left() - margins.right() - taken - theme().px(17) - 42
        for number, made in enumerate(self.buttons):
            room -= made.minimumSizeHint().width() + 6
            made.setVisible(not number or room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
