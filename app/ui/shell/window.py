"""The window: frame and navigation only. What a screen shows and does is the feature's."""

import functools
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QByteArray, QRect, QSize, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app import __version__
from app.domain.notice import SyncStatus
from app.ui.kit.action import Actions
from app.ui.kit.dialogs import Dialog, show_crash
from app.ui.kit.feed import Feed
from app.ui.kit.formats import span
from app.ui.kit.i18n import tr
from app.ui.kit.icons import icon
from app.ui.kit.notices import Notices, Toast
from app.ui.kit.painters import PresenceState
from app.ui.kit.screen import Context, Place, Screen, ScreenView
from app.ui.kit.states import Banner, StateView
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import theme
from app.ui.kit.toasts import ToastHost
from app.ui.shell import panes
from app.ui.shell.history import History
from app.ui.shell.keymap import open_keymap
from app.ui.shell.notify import Situation
from app.ui.shell.rail import Rail
from app.ui.shell.shell_actions import shell_actions
from app.ui.shell.status_bar import StatusBar
from app.ui.shell.top_bar import TopBar
from app.ui.shell.tray import Tray

if TYPE_CHECKING:
    from app.ui.shell.find import Provider
    from app.ui.shell.palette import Palette

log = logging.getLogger(__name__)

LEAST = QSize(1024, 600)
"""A laptop of 1366 x 768 at 125 % has 1092 x 614."""
LEAST_LARGE = QSize(1280, 720)
"""What the same takes with letters of 150 %."""
FIRST = QSize(1440, 900)
_FRAME = QSize(0, 40)
"""What the system's own frame takes of a display."""


def least_size(text_percent: int, room: QSize) -> QSize:
    """Return the smallest size that holds every screen: it grows with the letters, up to the display's ``room``."""
    share = min(max(text_percent - 100, 0), 50) / 50
    return LEAST.expandedTo((LEAST + (LEAST_LARGE - LEAST) * share).boundedTo(room - _FRAME))


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What the composition root gives to the window. ``services`` go to the screens by their type."""

    tasks: Tasks
    feed: Feed
    screens: Sequence[Screen]
    services: Mapping[type, Any] = msgspec.field(default_factory=dict)
    person_id: str = ""
    person_name: str = ""
    role: str = ""
    custom_keys: Mapping[str, Iterable[str]] = msgspec.field(default_factory=dict)
    used: Counter[str] = msgspec.field(default_factory=Counter)
    talk_screen: str = "conversations"
    sync_screen: str = "outbox"
    settings_screen: str = "settings"
    account_screen: str = "settings"
    tray: bool = True


class Window(QMainWindow):
    """The main window. A change of language closes it and makes a new one at the same place."""

    syncWanted = Signal()
    presenceChosen = Signal(str)
    themeToggled = Signal()
    textSizeWanted = Signal(int)
    """+1 larger, -1 smaller, 0 normal."""
    viewMade = Signal(QWidget)
    """The view of a screen was built; it is not in front yet."""
    closing = Signal()

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self._screens = {screen.id: screen for screen in parts.screens if screen.visible_to(parts.role)}
        self._views: dict[str, ScreenView] = {}
        self._history = History()
        self._titles: dict[Place, str] = {}
        self._open: dict[str, str] = {}
        """Screen -> the item that it has open."""
        self._left = False
        self._status = SyncStatus()
        self._stale_told: Toast | None = None
        self._presence: PresenceState = "offline"
        self._crash: Dialog | None = None
        self._providers: list[Provider] = []
        self.stay_in_tray = False
        self._stand_in: QWidget | None = None
        self.actions_ = Actions(parts.custom_keys, self)
        self.notices = Notices(self)
        self.actions_.refused.connect(self._tell_blocked)
        self.context = Context(
            tasks=parts.tasks,
            feed=parts.feed,
            actions=self.actions_,
            notices=self.notices,
            go=self.go,
            services=parts.services,
        )
        self._keep_least()
        theme().themeChanged.connect(self._keep_least)
        self.resize(FIRST)
        self.setWindowIcon(QIcon(icon("message-2", "accent.text")))
        self._build()
        self._connect()
        for action in shell_actions(self, self.rail.titles):
            self.actions_.add(action, self)
        self._title()

    def _keep_least(self) -> None:
        self.setMinimumSize(least_size(theme().text_percent, self.screen().availableSize()))

    def _tell_blocked(self, reason: str) -> None:
        self.notices.toast(reason, tone="info")

    def _build(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(self._screens.values())
        row.addWidget(self.rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.top_bar = TopBar(self.parts.person_name, self.parts.person_id)
        self.banner = Banner()
        self.stack = QStackedWidget()
        right.addWidget(self.top_bar)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)
        self.status_bar = StatusBar(__version__)
        self.setStatusBar(self.status_bar)
        # Reading order: top bar, rail, screen, status bar.
        QWidget.setTabOrder(self.top_bar, self.rail)
        self.toasts = ToastHost(self.stack, self._foot, self._spared)
        self.stack.currentChanged.connect(self.toasts.place)
        self.tray = Tray(self, self.situation, show_icon=self.parts.tray)

    def _connect(self) -> None:
        self.rail.chosen.connect(lambda name: self.go(Place(name)))
        top, status = self.top_bar, self.status_bar
        top.back.connect(self.go_back)
        top.forward.connect(self.go_forward)
        top.findWanted.connect(self.open_palette)
        top.presenceChosen.connect(self.presenceChosen)
        top.accountWanted.connect(lambda: self.go(Place(self.parts.account_screen)))
        top.bellPressed.connect(lambda: self.tray.pop_up(top.bell))
        status.syncWanted.connect(self.syncWanted)
        status.detailsWanted.connect(self.open_sync)
        status.keysWanted.connect(self.open_keymap)
        self.notices.toastWanted.connect(self.toasts.show)
        self.notices.toastOver.connect(self.toasts.withdraw)
        self.notices.toastReworded.connect(self.toasts.reword)
        self.notices.crashWanted.connect(self._on_crash)
        self.parts.tasks.errorRaised.connect(self.notices.error)
        self.parts.tasks.crashed.connect(self.notices.crash)
        self.tray.unseenChanged.connect(top.set_unseen)
        self.tray.opened.connect(lambda subject: self.go(Place(self.parts.talk_screen, subject)))

    # -- places ------------------------------------------------------------------------------------------------

    def start_screen(self) -> str:
        """Return the screen that the role's work begins with: its own, or the first of the rail."""
        names = self.rail.screen_ids
        own = (name for name in names if self.parts.role in self._screens[name].first_for)
        return next(own, next(iter(names), ""))

    @property
    def place(self) -> Place | None:
        """Where one is."""
        return self._history.current

    def view(self, screen_id: str) -> ScreenView | None:
        """Return the view of a screen if it was built."""
        return self._views.get(screen_id)

    def go(self, place: Place) -> None:
        """Open a place. An unknown screen, or one that the role does not have, is not gone to."""
        if place.screen not in self._screens:
            log.info("no screen %s for the role %s", place.screen, self.parts.role)
            return
        self._history.visit(place)
        self._show(place)

    def go_back(self) -> None:
        """Go to where one was before."""
        place = self._history.back()
        if place is not None:
            self._show(place)

    def go_forward(self) -> None:
        """Undo going back."""
        place = self._history.forward()
        if place is not None:
            self._show(place)

    def go_to_number(self, number: int) -> None:
        """Open a screen by its number on the rail, from 1."""
        names = self.rail.screen_ids
        if 0 < number <= len(names):
            self.go(Place(names[number - 1]))

    def resume(self, before: "Window") -> None:
        """Go on where another window was: what is open in every screen, the way back and forward, the badges.

        Screens that were built are built again: they count what is new and call the person from behind, too.
        """
        before.leave()
        self._history, self._open, self._titles = before._history, dict(before._open), dict(before._titles)
        self._history.keep(self._screens)
        self.tray.take_over(before.tray)
        for name, (count, tone) in before.rail.badges().items():
            self.rail.set_badge(name, count, tone)
        place = self._history.current or Place(self.start_screen())
        self._history.visit(place)
        self._show(Place(place.screen, place.item or self._open.get(place.screen, "")))
        left, here = before._views.get(place.screen), self._views.get(place.screen)
        if left is not None and here is not None:
            here.go_on(left)
        for name in before._views:
            if name != place.screen and name in self._screens:
                view = self._make_view(self._screens[name])
                if self._open.get(name):
                    view.open_item(self._open[name])

    def leave(self) -> None:
        """Have the screen in front save what is unfinished, once: the window is about to go."""
        view = self.stack.currentWidget()
        if isinstance(view, ScreenView) and not self._left:
            self._left = True
            view.on_hide()

    def _show(self, place: Place) -> None:
        before = self.stack.currentWidget()
        view = self._views.get(place.screen) or self._make_view(self._screens[place.screen])
        if before is not view:
            if isinstance(before, ScreenView):
                before.on_hide()
            self.stack.setCurrentWidget(view)
            view.on_show()
            holder = QApplication.focusWidget()
            if holder is None or not view.isAncestorOf(holder):
                view.setFocus()  # else it stays on a button of the frame, ring and all
        if place.screen == self.parts.sync_screen:
            self._end_stale()
        if place.item:
            self._open[place.screen] = place.item
            view.open_item(place.item)
        if place.writes:
            view.write()
        self.rail.choose(place.screen)
        self.top_bar.set_history(can_go_back=self._history.can_go_back, can_go_forward=self._history.can_go_forward)
        self.actions_.refresh()
        self._title()

    def _make_view(self, screen: Screen) -> ScreenView:
        try:
            view = screen.build(self.context)
        except Exception as error:  # one broken screen must not take the others away
            log.exception("screen %s could not be built", screen.id)
            self.notices.crash(error)
            return self._broken(screen)
        self._views[screen.id] = view
        view.setAccessibleName(screen.title.tr())
        view.placeChanged.connect(lambda item, title: self._on_place(Place(screen.id, item), title))
        view.trailChanged.connect(self._title)
        view.badgeChanged.connect(lambda count, tone: self.rail.set_badge(screen.id, count, tone))
        self.stack.addWidget(view)
        self.viewMade.emit(view)
        return view

    def _broken(self, screen: Screen) -> ScreenView:
        view = ScreenView()
        column = QVBoxLayout(view)
        retry = (tr("重试"), lambda: self._retry(screen, view))
        title = tr("「{screen}」打不开").format(screen=screen.title.tr())
        column.addWidget(StateView("plug", title, tr("其他页面仍可使用"), [retry], tone="danger"))
        self.stack.addWidget(view)
        return view

    def _retry(self, screen: Screen, broken: ScreenView) -> None:
        self._show(Place(screen.id))
        self.stack.removeWidget(broken)
        broken.deleteLater()

    def _on_place(self, place: Place, title: str) -> None:
        self._titles[place] = title
        self._open[place.screen] = place.item
        current = self._history.current
        if current is not None and current.screen == place.screen:
            if current.item and current.item != place.item:
                self._history.visit(place)
            else:
                self._history.replace(place)
            self.top_bar.set_history(can_go_back=self._history.can_go_back, can_go_forward=self._history.can_go_forward)
            self._title()

    def _title(self) -> None:
        parts: list[str] = []
        place = self._history.current
        name = tr("知应客服台")
        if place is not None:
            view = self._views.get(place.screen)
            parts = [self._screens[place.screen].title.tr(), *(view.trail() if view is not None else ())]
            item = self._titles.get(place, "")
            head = " · ".join(part for part in (parts[0], item) if part)
            name = f"{head} — {name}"
        self.top_bar.set_trail(parts)
        self.setWindowTitle(name)

    def _scope(self) -> str:
        return self._history.current.screen if self._history.current is not None else ""

    # -- what the shell offers ---------------------------------------------------------------------------------

    def add_provider(self, provider: "Provider") -> None:
        """Offer another group in the palette, before commands and navigation; call it before the first opening."""
        self._providers.append(provider)

    @functools.cached_property
    def palette_(self) -> "Palette":
        """The palette, made when it is first opened: it costs as much as the rest of the frame."""
        from app.ui.shell.find import ActionProvider, ScreenProvider
        from app.ui.shell.find_rows import row_providers
        from app.ui.shell.palette import Palette

        palette, used = Palette(self, self.parts.used), self.parts.used
        palette.add_provider(ActionProvider(self.actions_, self._scope, used, own=True))
        for provider in (*row_providers(self.context, palette, self.parts.person_id, self._send), *self._providers):
            palette.add_provider(provider)
        palette.add_provider(ActionProvider(self.actions_, self._scope, used, own=False))
        palette.add_provider(ScreenProvider(self._screens.values(), self.go, used))
        return palette

    def _foot(self) -> Sequence[QWidget]:
        view = self.stack.currentWidget()
        return view.foot() if isinstance(view, ScreenView) else ()

    def _spared(self) -> QRect:
        view = self.stack.currentWidget()
        return view.spared() if isinstance(view, ScreenView) else QRect()

    def _send(self, article_id: str) -> None:
        """Send an article to the customer whose conversation is open, else show it."""
        view = self._views.get(self._scope())
        send = getattr(view, "send_card", None)  # the workspace has it
        if send is not None:
            send(article_id)
        else:
            self.go(Place("knowledge", article_id))

    def open_palette(self) -> None:
        """Open the palette."""
        self.palette_.open()

    def open_keymap(self) -> None:
        """Show the keys that work now."""
        scope = self._scope()
        title = self._screens[scope].title.tr() if scope in self._screens else ""
        open_keymap(self, self.actions_, scope, title)

    def walk_panes(self, step: int) -> None:
        """Move the focus to the next or previous pane."""
        view = self._views.get(self._scope())
        inner = list(view.panes()) if view is not None else []
        panes.move_focus([self.top_bar, self.rail, *inner, self.status_bar], step)

    def set_sync_status(self, status: SyncStatus, now: int) -> None:
        """Show how the synchronisation stands, wherever the frame says it."""
        if status.stale > self._status.stale:
            self._tell_stale(status.stale)
        away = status.state in ("offline", "error")
        if self._status.state in ("offline", "error") and not away:
            self.notices.connected()
        self._status = status
        self.status_bar.show_status(status)
        minutes = span((now - status.since) / 1000) if status.since and now - status.since >= 60_000 else ""
        words = tr("离线 {span}").format(span=minutes) if minutes else tr("离线")
        self.top_bar.set_offline(words if away else "")
        tone = "danger" if status.conflicts or status.rejected else "warning"
        count = status.pending + status.stale + status.conflicts + status.rejected
        self.rail.set_badge(self.parts.sync_screen, count, tone)
        self.actions_.refresh()

    def _tell_stale(self, count: int) -> None:
        """Replies were not sent because things changed meanwhile: their author is asked, wherever he is."""
        words = tr("{n} 条回复没有自动发出：情况变了，请您确认", n=count).format(n=count)
        place = Place(self.parts.sync_screen, "conflicts")
        self._end_stale()
        self._stale_told = Toast(
            text=words, tone="warning", action=tr("去确认"), run=lambda: self.go(place), seconds=8, counted=False
        )
        self.notices.show(self._stale_told)

    def _end_stale(self) -> None:
        """What was told of replies is seen, or told anew."""
        if self._stale_told is not None:
            self.notices.withdraw(self._stale_told)
            self._stale_told = None

    def set_presence(self, state: PresenceState, load: str = "") -> None:
        """Show one's own presence and load."""
        self._presence = state
        self.top_bar.presence.show_presence(state, load)

    @property
    def presence(self) -> PresenceState:
        """One's own presence as shown."""
        return self._presence

    def situation(self) -> Situation:
        """Tell what the person is doing, for the rules of notification."""
        place = self._history.current
        return Situation(
            window_active=self.isActiveWindow(),
            focused_subject=place.item if place is not None else "",
            away=self._presence in ("away", "offline"),
            hide_content=self._stand_in is not None,
        )

    # -- for the actions ---------------------------------------------------------------------------------------

    def open_sync(self) -> None:
        """Open the sync screen."""
        self.go(Place(self.parts.sync_screen))

    def open_settings(self) -> None:
        """Open the settings."""
        self.go(Place(self.parts.settings_screen))

    def sync(self) -> None:
        """Ask for a synchronisation now."""
        self.syncWanted.emit()

    def toggle_presence(self) -> None:
        """Ask to take a break, or to take work again."""
        self.presenceChosen.emit("away" if self._presence == "online" else "online")

    def toggle_theme(self) -> None:
        """Ask for the other theme."""
        self.themeToggled.emit()

    def change_text_size(self, step: int) -> None:
        """Ask for larger (+1), smaller (-1) or normal (0) text."""
        self.textSizeWanted.emit(step)

    def quit(self) -> None:
        """Close the window."""
        self.close()

    def _on_crash(self, details: str) -> None:
        if self._crash is None:
            self._crash = show_crash(self, details)
            self._crash.finished.connect(self._on_crash_read)

    def _on_crash_read(self) -> None:
        self._crash = None

    # -- Qt ----------------------------------------------------------------------------------------------------

    def save_state(self) -> bytes:
        """Return size and place of the window, to be kept between starts."""
        return bytes(self.saveGeometry().data())

    def restore_state(self, state: bytes) -> None:
        """Take a kept size and place; without one 1440 x 900, or the whole screen if that is not larger."""
        if state and self.restoreGeometry(QByteArray(state)):
            return
        room = self.screen().availableSize()
        if room.width() <= FIRST.width() or room.height() <= FIRST.height():  # the frame needs room too
            self.showMaximized()

    def set_stand_in(self, screen: QWidget | None) -> None:
        """Have another window shown whenever this one is to be shown, the locked desk; None for this one again."""
        self._stand_in = screen

    def setVisible(self, visible: bool) -> None:
        if visible and self._stand_in is not None:  # whoever wanted it: the tray, a second start, a window made anew
            self._stand_in.show()
            self._stand_in.raise_()
            self._stand_in.activateWindow()
        else:
            super().setVisible(visible)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.stay_in_tray and event.spontaneous() and self.tray.available:
            event.ignore()  # the person pressed the window's own cross; quitting has its key and its menu
            self.hide()
            return
        self.leave()
        self.closing.emit()
        super().closeEvent(event)
