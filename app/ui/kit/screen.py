"""What a feature gives to the shell, and what it is given.

A feature's ``__init__`` holds ``SCREEN = Screen(id=…, title=mark("工单"), icon="ticket", order=20, build=TicketsView)``
and ``app/ui/shell/screens.py`` lists it. The view is built the first time that it is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit.action import Actions
from app.ui.kit.feed import Feed
from app.ui.kit.i18n import Marked
from app.ui.kit.notices import Notices
from app.ui.kit.tasks import Tasks

S = TypeVar("S")


class Place(msgspec.Struct, frozen=True):
    """Where a person is: a screen and, within it, what is open (an id, or whatever the screen understands).

    ``writes``: one goes there to go on writing, so the focus belongs in the field for it.
    """

    screen: str
    item: str = ""
    writes: bool = False


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What every screen may use. ``services`` are the long-lived objects of the composition root, by their type."""

    tasks: Tasks
    feed: Feed
    actions: Actions
    notices: Notices
    go: Callable[[Place], None]
    """Open a place; the shell keeps the history."""
    services: Mapping[type, Any] = msgspec.field(default_factory=dict)

    def service(self, kind: type[S]) -> S:
        """Return the one object of a type, such as the knowledge index. Raises KeyError."""
        found: S = self.services[kind]
        return found


class ScreenView(QWidget):
    """The widget of a screen. Override what is needed; every method may stay as it is."""

    placeChanged = Signal(str, str)
    """(item, its title) is open now: history, breadcrumb and window title follow."""
    trailChanged = Signal()
    """:meth:`trail` reads otherwise, though nothing else was opened."""
    badgeChanged = Signal(int, str)
    """(count, tone) for the rail: tone danger (needs me), accent (unread), warning (pending) or neutral."""

    def write(self) -> None:
        """Put the focus where one writes in what was just opened."""

    def on_show(self) -> None:
        """The screen has come to the front."""

    def on_hide(self) -> None:
        """Another screen is about to come to the front: save drafts, stop timers."""

    def go_on(self, before: "ScreenView") -> None:
        """The window is made anew, this view in place of ``before``: put the focus where the person was working."""

    def open_item(self, item: str) -> None:
        """Show an item by the id that ``placeChanged`` gave; "" is the plain screen."""

    def panes(self) -> Sequence[QWidget]:
        """Return the widgets that F6 walks through, in reading order; each takes the focus itself."""
        return (self,)

    def foot(self) -> Sequence[QWidget]:
        """Return the widgets at the foot that toasts must not cover: where somebody is writing."""
        return ()

    def spared(self) -> QRect:
        """Return what toasts must not cover while they can stand above it, in this view's coordinates: the news."""
        return QRect()

    def trail(self) -> Sequence[str]:
        """Return the breadcrumb after the screen's name."""
        return ()


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the registry. ``order`` places it on the rail; screens from 900 stand at its foot.

    ``roles`` are the role names that see it, none meaning everybody. ``on_rail`` is false for screens that are
    only gone to. ``first_for`` are the roles whose work begins here; everybody else's with the first of the rail.
    """

    id: str
    title: Marked
    icon: str
    order: int
    build: Callable[[Context], ScreenView]
    roles: frozenset[str] = frozenset()
    on_rail: bool = True
    first_for: frozenset[str] = frozenset()

    def visible_to(self, role: str) -> bool:
        """Return whether a role finds it on the rail."""
        return not self.roles or role in self.roles
