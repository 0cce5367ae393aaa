"""A list that is the server's: it is asked for when the page is shown, and without a line the page says so."""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.ui.kit.chips import Chip
from app.ui.kit.fields import SearchField
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label, separator
from app.ui.kit.notices import sentence
from app.ui.kit.online import Online, Requests
from app.ui.kit.painters import ChipTone
from app.ui.kit.screen import Context
from app.ui.kit.states import StateView

T = TypeVar("T")
"""What one row shows."""


class ServerList(QWidget, Generic[T]):
    """The things that a path of the server names, each with what can be done about it.

    ``icon`` and ``words`` say what stands in their place: without a line, of a server that does not know the path, when
    they were not read.
    """

    def __init__(
        self, ctx: Context, path: str, title: str, icon: str, words: tuple[str, str, str], *, sought: str = ""
    ) -> None:
        super().__init__()
        self._ctx, self._path, self._icon = ctx, path, icon
        self._offline, self._unknown, self._unread = words
        self._found: tuple[T, ...] = ()
        self.on_changed: Callable[[], object] = lambda: None
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(title, "h3", strong=True), 1)
        self.search = SearchField(sought)
        self.search.setFixedWidth(220)
        self.search.setVisible(bool(sought))
        self.search.textChanged.connect(lambda _: self._fill())
        head.addWidget(self.search)
        column.addLayout(head)
        frame = QFrame()
        frame.setProperty("surface", "card")
        self.setMaximumWidth(760)
        self.rows = QVBoxLayout(frame)
        self.rows.setContentsMargins(16, 6, 16, 6)
        self.rows.setSpacing(0)
        column.addWidget(frame)
        self._say(icon, tr("正在载入"))

    def read(self, requests: Requests) -> tuple[T, ...]:
        """Ask the server; runs in a worker thread."""
        raise NotImplementedError

    def facts(self, item: T) -> str:
        """Return the words by which an item is found."""
        raise NotImplementedError

    def nothing(self, *, sought: bool) -> str:
        """Return what an empty list says."""
        raise NotImplementedError

    def row(self, item: T) -> QWidget:
        """Return the row of an item."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask the server again."""
        online = self._ctx.services.get(Online)
        if online is None:
            self._say("cloud-off", self._offline)
            return
        self._ctx.tasks.run(partial(online.call, self.read), self._show, self._failed, key="list", owner=self)

    def words(self) -> list[str]:
        """Return what every row, or the state in its place, says."""
        items = filter(None, map(self.rows.itemAt, range(self.rows.count())))
        found = filter(None, (item.widget() for item in items))
        return [each.accessibleName() for each in found if each.accessibleName()]

    def line(self, name: str, state: str, tone: ChipTone, told: str) -> tuple[QWidget, QHBoxLayout]:
        """Return a row with a name, a word about how it stands and what is told of it, and where its buttons go."""
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(name))
        chip = Chip(state, tone)
        chip.setVisible(bool(state))
        top.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(label(told, "small", "secondary", wrap=True))
        line.addLayout(words, 1)
        made.setAccessibleName("，".join(filter(None, (name, state, told))))
        return made, line

    def _show(self, found: tuple[T, ...]) -> None:
        self._found = found
        self._fill()

    def _failed(self, error: BaseException) -> None:
        again = ((tr("再试一次"), self.refresh),)
        if isinstance(error, AppError) and error.code in ("offline", "timeout"):
            self._say("cloud-off", self._offline, tr("连上总部后再看"), again)
        elif isinstance(error, AppError) and error.code == "no_such_path":  # a server from before it had the list
            self._say(self._icon, self._unknown, tr("总部升级后再看"), again)
        else:
            why = sentence(error) if isinstance(error, AppError) else tr("没有读到，请再试一次")
            self._say("alert-circle", self._unread, why, again, tone="danger")

    def _say(
        self,
        icon: str,
        title: str,
        hint: str = "",
        choices: tuple[tuple[str, Callable[[], object]], ...] = (),
        *,
        tone: str = "",
    ) -> None:
        self._clear()
        state = StateView(icon, title, hint, choices, tone=tone)
        state.setMinimumHeight(150)
        state.setAccessibleName(" ".join(filter(None, (title, hint))))
        self.rows.addWidget(state)

    def _clear(self) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _fill(self) -> None:
        wanted = self.search.text().strip().casefold()
        found = [each for each in self._found if wanted in self.facts(each).casefold()]
        if not found:
            self._say(self._icon, self.nothing(sought=bool(wanted)))
            return
        self._clear()
        for number, each in enumerate(found):
            if number:
                self.rows.addWidget(separator())
            self.rows.addWidget(self.row(each))
