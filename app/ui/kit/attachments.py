"""Where the files of rows stand: here, on their way in either direction, or still with whoever attached them.

The composition root makes one, hands ``publish`` to the transfers and binds what fetches; screens ask ``place_of`` when
they draw, and draw again when ``changed`` says so.
"""

import functools
import threading
from typing import Any, Literal, Protocol

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.files import FileRef
from app.domain.notice import Moving
from app.storage import blobs as notes
from app.storage.blobs import Blobs
from app.ui.kit.i18n import tr
from app.ui.kit.tasks import Tasks

State = Literal["", "here", "unsent", "going", "away", "waiting", "coming", "promised", "failed"]


class Place(msgspec.Struct, frozen=True):
    """Where a file stands; "" is not known yet. ``done`` of ``size`` bytes are across."""

    state: State = ""
    done: int = 0
    size: int = 0
    code: str = ""

    @property
    def percent(self) -> int:
        """How much of it is across, 0 to 100."""
        return min(100, self.done * 100 // self.size) if self.size else 0

    @property
    def moves(self) -> bool:
        """Whether it is on its way now."""
        return self.state in ("going", "coming")


class Fetching(Protocol):
    """What brings files; :class:`app.sync.transfers.Transfers` is the real thing."""

    def want(self, sha256: str, size: int = 0) -> None:
        """Fetch a file, now or as soon as the line is back."""
        ...

    def cancel(self, sha256: str) -> None:
        """Fetch it no longer."""
        ...


class Attachments(QObject):
    """One object for the program, made on the GUI thread."""

    changed = Signal(str)
    """The sha256 of a file that stands elsewhere now; "" for any."""
    here = Signal(str)
    """The sha256 of a file that has just come."""
    _arrived = Signal()

    def __init__(self, tasks: Tasks, blobs: Blobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._blobs = tasks, blobs
        self._places: dict[str, Place] = {}
        self._looking: set[str] = set()
        self._lock = threading.Lock()
        self._news: dict[str, Moving] = {}
        self._fetching: Fetching | None = None
        self._asked: dict[str, int] = {}
        """What was asked for before there was a session to fetch it."""
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def bind(self, fetching: Fetching | None) -> None:
        """Fetch by this from now on; None for not at all."""
        self._fetching = fetching
        if fetching is not None:
            asked, self._asked = self._asked, {}
            for sha256, size in asked.items():
                fetching.want(sha256, size)

    def place_of(self, ref: FileRef) -> Place:
        """Return where a file stands, as far as that is known; what is not is looked up."""
        found = self._places.get(ref.sha256)
        if found is None:
            self._look(ref.sha256)
            return Place("promised", size=ref.size) if ref.pending else Place()
        if ref.pending and found.state in ("away", "waiting", "coming", "failed") and found.code != "file_gone":
            return Place("promised", size=ref.size)
        return found

    def want(self, ref: FileRef) -> None:
        """Fetch a file, now or as soon as the line is back."""
        self._put(ref.sha256, Place("waiting", size=ref.size))
        if self._fetching is None:
            self._asked[ref.sha256] = ref.size
        else:
            self._fetching.want(ref.sha256, ref.size)

    def cancel(self, ref: FileRef) -> None:
        """Fetch a file no longer."""
        self._asked.pop(ref.sha256, None)
        self._put(ref.sha256, Place("away", size=ref.size))
        if self._fetching is not None:
            self._fetching.cancel(ref.sha256)

    def forget(self) -> None:
        """Files were removed: what stood here may be away."""
        self._places = {sha256: place for sha256, place in self._places.items() if place.moves}
        self.changed.emit("")

    def publish(self, moving: Moving) -> None:
        """Take news of a transfer from any thread; what comes close together is told once."""
        with self._lock:
            first = not self._news
            self._news[moving.sha256] = moving
        if first:
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            news, self._news = self._news, {}
        for sha256, moving in news.items():
            state: State = "away" if moving.state == "stopped" else moving.state
            self._put(sha256, Place(state, moving.done, moving.size, moving.code))

    def _put(self, sha256: str, place: Place) -> None:
        if self._places.get(sha256) != place:
            self._places[sha256] = place
            self.changed.emit(sha256)
            if place.state == "here":
                self.here.emit(sha256)

    def _look(self, sha256: str) -> None:
        if sha256 in self._looking:
            return
        self._looking.add(sha256)

        def look(connection: Any) -> State:
            if self._blobs.path(sha256) is None:
                return "away"
            return "unsent" if notes.is_unsent(connection, sha256) else "here"

        self._tasks.read(
            look, functools.partial(self._found, sha256), lambda _: self._looking.discard(sha256), owner=self
        )

    def _found(self, sha256: str, state: State) -> None:
        self._looking.discard(sha256)
        if sha256 not in self._places:
            self._put(sha256, Place(state))


def words_of(place: Place) -> tuple[str, str, str]:
    """Return (words, icon, token) that say where a file stands; empty when there is nothing to say."""
    match place.state:
        case "unsent":
            full = place.code == "server_full"
            return tr("总部磁盘已满") if full else tr("待上传"), "cloud-up", "warning.text"
        case "going":
            return tr("上传 {n}%").format(n=place.percent), "", "text.secondary"
        case "away":
            return "", "download", "text.secondary"
        case "waiting":
            part = tr("已下载 {n}%，等网络").format(n=place.percent) if place.done else tr("联网后下载")
            busy = place.code == "server_error"
            return tr("总部忙，稍后自动下载") if busy else part, "x", "text.secondary"
        case "coming":
            return tr("下载 {n}%").format(n=place.percent), "x", "text.secondary"
        case "promised":
            return tr("文件正在路上"), "clock", "warning.text"
        case "failed" if place.code == "file_gone":
            return tr("本机文件已丢失"), "", "danger.text"
        case "failed" if place.code == "file_not_here":
            return tr("还没有传到本机"), "download", "text.secondary"
        case "failed":
            return tr("没取到，重试"), "refresh", "danger.text"
    return "", "", ""
