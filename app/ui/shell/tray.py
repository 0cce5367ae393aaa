"""The tray: system notifications where there is a tray, the list in the window always, and the count on the dock."""

import functools
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from app.domain.clock import now_ms
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.shell.notify import Call, Event, Kind, Rules, Situation

KEPT = 100
_SHOWN = 12
_LETTERS = 60
_GLYPHS: dict[Kind, tuple[str, str]] = {
    "message": ("message-2", "text.secondary"),
    "assigned": ("user-check", "accent.text"),
    "mention": ("at", "accent.text"),
    "sla_soon": ("hourglass", "warning.text"),
    "sla_late": ("flag", "danger.text"),
    "conflict": ("git-compare", "danger.text"),
}


class Tray(QObject):
    """Calls the person by the rules. ``situation`` tells what the person is doing at that moment."""

    listed = Signal(list)
    """The kept events, newest first, after a change."""
    unseenChanged = Signal(int)
    opened = Signal(str)
    """The subject of a notification that was pressed."""
    rang = Signal()
    """Time for the sound, if there is one."""

    def __init__(self, window: QWidget, situation: Callable[[], Situation], *, show_icon: bool = True) -> None:
        super().__init__(window)
        self._window, self._situation = window, situation
        self._rules = Rules()
        self._events: list[Event] = []
        self._unseen: list[Event] = []
        self._last_subject = ""
        self._icon: QSystemTrayIcon | None = None
        if show_icon and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = self._make_icon()

    @property
    def available(self) -> bool:
        """Whether there is an icon by which a hidden window comes back."""
        return self._icon is not None

    @property
    def events(self) -> list[Event]:
        """What is kept, newest first."""
        return list(self._events)

    def tell(self, event: Event) -> Call:
        """Something new happened: list it, ring, pop up, as the rules say; returns what was done."""
        call = self._rules.decide(event, self._situation())
        if call.listed:
            self._events.insert(0, event)
            del self._events[KEPT:]
            self._set_unseen([event, *self._unseen])
            self.listed.emit(self.events)
        if call.sound:
            self.rang.emit()
        if call.popup:
            QApplication.alert(self._window)
            self._last_subject = event.subject
            if self._icon is not None:
                title, text = self.words(event, call)
                self._icon.showMessage(title, text, icon("message-2", "accent.text"))
        return call

    @staticmethod
    def words(event: Event, call: Call) -> tuple[str, str]:
        """Return title and text of a system notification."""
        if call.merged:
            return tr("{n} 条新提醒", n=call.merged).format(n=call.merged), tr("点这里查看")
        if call.text_hidden:
            return tr("有新提醒"), tr("内容已按设置隐藏")
        return event.title, event.text

    def seen(self) -> None:
        """The list was looked at."""
        self._set_unseen([])

    def looked_at(self, subject: str) -> None:
        """A conversation is open before the person: what was told of it is seen."""
        self._set_unseen([event for event in self._unseen if event.subject != subject])

    def take_over(self, before: "Tray") -> None:
        """Go on with what the tray of the window before has told."""
        self._rules, self._events, self._last_subject = before._rules, before.events, before._last_subject
        self._set_unseen(before._unseen)
        self.listed.emit(self.events)

    def answered(self, subject: str) -> None:
        """A conversation was answered: its next limit is told again."""
        self._rules.forget_limits(subject)

    def pop_up(self, below: QWidget) -> None:
        """Show the latest events under a button, as seen; choosing one opens it."""
        self.seen()
        menu = self.latest()
        menu.aboutToHide.connect(menu.deleteLater)
        left = min(0, below.width() - menu.sizeHint().width())  # a wide one ends where the button ends
        menu.popup(below.mapToGlobal(QPoint(left, below.height() + 2)))

    def latest(self) -> QMenu:
        """Return the menu of the latest events, and how many there are beyond them."""
        menu = QMenu(self._window)
        for event in self._events[:_SHOWN]:
            glyph, token = _GLYPHS[event.kind]
            words = shortened(f"{event.title}  {event.text}".strip().replace("\t", " "))
            when = f"\t{moment(event.at, now_ms())}" if event.at else ""  # where a menu shows the keys
            go = functools.partial(self.opened.emit, event.subject)
            menu.addAction(icon(glyph, token), words.replace("&", "&&") + when, go)
        if (more := len(self._events) - _SHOWN) > 0:
            menu.addSeparator()
            menu.addAction(tr("还有 {n} 条更早的提醒", n=more).format(n=more)).setEnabled(False)
        if not self._events:
            menu.addAction(tr("没有新的提醒")).setEnabled(False)
        return menu

    def _set_unseen(self, unseen: list[Event]) -> None:
        before, self._unseen = len(self._unseen), unseen
        count = len(unseen)
        if count != before:
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.setBadgeNumber(count)
            self.unseenChanged.emit(count)

    def _make_icon(self) -> QSystemTrayIcon:
        made = QSystemTrayIcon(icon("message-2", "accent.text"), self)
        made.setToolTip(tr("知应客服台"))
        menu = QMenu(self._window)
        menu.addAction(tr("打开窗口"), self._raise)
        menu.addAction(tr("退出"), self._window.close)
        made.setContextMenu(menu)
        made.messageClicked.connect(self._on_message)
        made.activated.connect(self._on_activated)
        made.show()
        return made

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self._raise()

    def _on_message(self) -> None:
        self._raise()
        self.opened.emit(self._last_subject)

    def _raise(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()


def shortened(words: str) -> str:
    """Return a text for one line of a menu: a long one ends with an ellipsis, behind a whole word if it has words."""
    if len(words) <= _LETTERS:
        return words
    kept = words[: _LETTERS - 1]
    if words[_LETTERS - 1].isascii() and words[_LETTERS - 1].isalnum():
        at = kept.rfind(" ")
        kept = kept[:at] if at > _LETTERS // 2 else kept
    return kept.rstrip() + "…"
