"""The top bar: back and forward, where one is, the way to everything, what is new, and whether one takes work."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.kit.buttons import tool_button
from app.ui.kit.chips import PRESENCE_WORDS, Avatar, Chip, CountBadge, Glyph, KeyHint, PresenceDot
from app.ui.kit.i18n import tr
from app.ui.kit.labels import ElidedLabel, label
from app.ui.kit.menus import Menu
from app.ui.kit.painters import PresenceState
from app.ui.kit.theme import theme

CHOICES: tuple[PresenceState, ...] = ("online", "busy", "away", "offline")


class FindButton(QPushButton):
    """Looks like a field and opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "find")
        hint = tr("搜索会话、客户、知识、工单或输入命令")
        self.setAccessibleName(hint)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 8, 0)
        row.setSpacing(8)
        words = ElidedLabel(hint, tone="tertiary")
        keys = KeyHint("Ctrl+K")
        for part in (Glyph("search", "text.tertiary"), words, keys):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 1 if part is words else 0)
        self.setMinimumWidth(200)
        self.setMaximumWidth(theme().px(400))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().control_height("md"))


class PresenceButton(QPushButton):
    """Shape, word and load of one's own presence; its menu changes it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "ghost")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 6, 0)
        row.setSpacing(6)
        self._dot = PresenceDot()
        self._words = label()
        for part in (self._dot, self._words, Glyph("chevron-down", "text.tertiary", 14)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self._menu = Menu(self)
        for choice in CHOICES:
            made = self._menu.addAction(PRESENCE_WORDS[choice].tr())
            made.triggered.connect(lambda _checked=False, choice=choice: self.chosen.emit(choice))
        self.clicked.connect(lambda: self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2))))
        self.show_presence("offline")

    def show_presence(self, state: PresenceState, load: str = "") -> None:
        """Show a state and, if taking work, how much of it (``6/8``)."""
        self._dot.set(state)
        word = PRESENCE_WORDS[state].tr()
        self._words.setText(f"{word} · {load}" if load else word)
        self.setAccessibleName(tr("我的状态：{state}").format(state=self._words.text()))
        self.setToolTip(tr("切换状态 (F9)"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._row.sizeHint().width() + 4, theme().control_height("md"))


class TopBar(QFrame):
    """44 px above the content."""

    back = Signal()
    forward = Signal()
    findWanted = Signal()
    bellPressed = Signal()
    presenceChosen = Signal(str)
    accountWanted = Signal()

    def __init__(self, person: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "bottom")
        self.setFixedHeight(theme().px(44))
        self.setAccessibleName(tr("顶栏"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(6)
        self._back = tool_button("chevron-left", tr("后退"), self.back.emit, keys="Alt+Left")
        self._forward = tool_button("chevron-right", tr("前进"), self.forward.emit, keys="Alt+Right")
        row.addWidget(self._back)
        row.addWidget(self._forward)
        self._trail = ElidedLabel("", strong=True)
        self._trail.setMinimumWidth(60)
        row.addWidget(self._trail, 3)
        self.find_field = FindButton()
        self.find_field.clicked.connect(self.findWanted)
        row.addWidget(self.find_field, 4)
        row.addStretch(1)
        self._offline = Chip("", "warning", "cloud-off")
        self._offline.hide()
        row.addWidget(self._offline)
        self.bell = tool_button("bell", tr("通知"), self.bellPressed.emit)
        self._bell_badge = CountBadge("danger", self.bell)
        row.addWidget(self.bell)
        self.presence = PresenceButton()
        self.presence.chosen.connect(self.presenceChosen)
        row.addWidget(self.presence)
        self.account = QToolButton()
        self.account.setAccessibleName(tr("我的账号：{name}").format(name=person))
        self.account.setToolTip(person)
        self.account.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.account.clicked.connect(self.accountWanted)
        self.account.setFixedSize(theme().px(34), theme().px(34))
        face = Avatar(person, key, side=26, parent=self.account)
        face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        face.resize(face.sizeHint())
        face.move((self.account.width() - face.width()) // 2, (self.account.height() - face.height()) // 2)
        row.addWidget(self.account)
        self.set_history(can_go_back=False, can_go_forward=False)

    def set_trail(self, parts: list[str]) -> None:
        """Show where one is."""
        self._trail.setText("  /  ".join(parts))

    def trail(self) -> str:
        """Return where one is."""
        return self._trail.text()

    def set_history(self, *, can_go_back: bool, can_go_forward: bool) -> None:
        """Offer what can be gone to."""
        self._back.setEnabled(can_go_back)
        self._forward.setEnabled(can_go_forward)

    def set_unseen(self, count: int) -> None:
        """Show how many notifications were not looked at."""
        self._bell_badge.set(count)
        self._place_badge()
        self.bell.setAccessibleName(tr("通知，{n} 条未看", n=count).format(n=count) if count else tr("通知"))

    def set_offline(self, words: str) -> None:
        """Say that there is no connection; an empty text says nothing."""
        self._offline.set(words, "warning", "cloud-off")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        self._bell_badge.move(self.bell.width() - self._bell_badge.width(), 0)
