"""A person at the whole program: starts it, types, clicks, drops files, and reads what stands on the screen.

Keys, clicks and drops are real events; what is seen is read as a screen reader would, by ``packaging/day_reader.py``.
"""

import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.exceptions import TimeoutError as PatienceOver
from pytestqt.qtbot import QtBot

from app.main import Program
from app.storage import sync_status
from app.ui.account.gate import Gate
from app.ui.conversations.composer_text import ComposerText
from app.ui.kit.i18n import install_language
from app.ui.kit.theme import install_theme
from app.ui.shell.boot import Boot, Options
from app.ui.shell.window import Window

if TYPE_CHECKING:
    import day_reader as reader

T = TypeVar("T", bound=QWidget)
PATIENCE_MS = 20_000
FINGER_MS = 80
"""After an input method's commit no person's next key is faster; the program takes faster ones for the method's own."""
_PLAIN = Qt.KeyboardModifier.NoModifier


def _load(name: str) -> Any:
    file = Path(__file__).resolve().parent.parent.parent / "packaging" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


if not TYPE_CHECKING:
    reader = _load("day_reader")


class Person:
    """Works with one profile in one language; starting the program again ends the run before."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, profile: Path, language: str = "zh_CN") -> None:
        self._qtbot, self._qapp = qtbot, qapp
        self.profile, self.language = profile, language
        self._program: Program | None = None

    # -- the program -----------------------------------------------------------------------------------------------

    def start(self, url: str = "", login: str = "", password: str | None = None) -> None:
        """Start the program; with a password it signs in by itself."""
        self.end()
        boot = Boot(self._qapp, self.profile, self.language)
        self._program = Program(boot, Options(server=url, login=login, password=password, tray=False))
        self._program.start()

    def end(self) -> None:
        """Close the program as its window's cross does."""
        program, self._program = self._program, None
        if program is not None:
            program.end()
            program.deleteLater()

    @property
    def program(self) -> Program:
        """The running program."""
        assert self._program is not None
        return self._program

    @property
    def window(self) -> Window:
        """The window over the local data."""
        window = self.program.window
        assert window is not None, self.seen()
        return window

    @property
    def gate(self) -> Gate:
        """What stands before the desk."""
        gate = self.program.entrance.gate
        assert gate is not None, self.seen()
        return gate

    @property
    def database(self) -> Path:
        """The file of the local data."""
        (found,) = (self.profile / "profiles").glob("*/desk.sqlite3")
        return found

    def at_work(self) -> None:
        """Wait until the desk is there and in step with the server."""
        self.until(lambda: self.program.window is not None, "the desk opens")
        self.in_step()

    def in_step(self) -> None:
        """Wait until everything is sent and received, what was done just now included."""
        link, opened = self.program.link, self.program.opened
        assert opened is not None, self.seen()
        database = opened.database
        database.write(lambda tx: None).result(PATIENCE_MS / 1000)  # behind it nothing waits to be stored

        def same() -> bool:
            status = link.status
            if status.state != "online" or status.last_sync_at is None:
                return False
            return database.read(sync_status.counts).pending == 0  # the status tells it a moment later

        self.until(same, "in step with the server")

    def asked_who(self) -> None:
        """Wait for the sign-in."""

        def asked() -> bool:
            gate = self.program.entrance.gate
            return gate is not None and gate.page is gate.sign_in

        self.until(asked, "the sign-in")

    # -- seeing ----------------------------------------------------------------------------------------------------

    @staticmethod
    def seen() -> str:
        """Return everything that can be read now."""
        return reader.everything()

    def sees(self, *texts: str, gone: Sequence[str] = (), seconds: float = PATIENCE_MS / 1000) -> None:
        """Wait until all texts are on the screen and none of ``gone`` is."""

        def there() -> bool:
            seen = self.seen()
            return all(text in seen for text in texts) and not any(text in seen for text in gone)

        self.until(there, f"seen: {texts}, not seen: {tuple(gone)}", seconds)

    def until(self, condition: Callable[[], object], what: str, seconds: float = PATIENCE_MS / 1000) -> None:
        """Wait for a condition; a failure tells what was on the screen instead."""
        try:
            self._qtbot.waitUntil(lambda: bool(condition()), timeout=round(seconds * 1000))
        except PatienceOver:
            raise AssertionError(f"{what}: not within {seconds:.0f} s. On the screen:\n{self.seen()}") from None

    def told(self) -> list[str]:
        """Return the toasts of the window, oldest first."""
        return [toast.text for toast in self.window.notices.told]

    # -- doing -----------------------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click the control of this name, else the row that holds the text; wait until one is there."""
        finders = (reader.find_menu_item, reader.find_widget, reader.find_row)
        self.until(lambda: any(find(name) is not None for find in finders), f"something called {name!r}")
        spot = reader.find_menu_item(name)
        if spot is not None:
            QTest.mouseClick(spot[0], Qt.MouseButton.LeftButton, _PLAIN, spot[1])
            return
        widget = reader.find_widget(name)
        if widget is not None:
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _PLAIN, widget.rect().center())
            return
        self.click_row(name)

    def click_row(self, text: str) -> None:
        """Click the row of a list that holds the text."""
        self.until(lambda: reader.find_row(text) is not None, f"a row with {text!r}")
        row = reader.find_row(text)
        assert row is not None
        QTest.mouseClick(row.view.viewport(), Qt.MouseButton.LeftButton, _PLAIN, row.middle)

    def write(self, field: QWidget, text: str, *, anew: bool = False) -> None:
        """Write into a field; ``anew`` in place of what stands there."""
        field.window().activateWindow()
        field.setFocus()
        if anew:
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(text)
            QApplication.sendEvent(field, event)
            QTest.qWait(FINGER_MS)

    def press(self, keys: str, target: QWidget | None = None) -> None:
        """Press a key such as "Ctrl+2" in a widget, the window by default."""
        chord = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs forget __getitem__
        front = target.window() if target is not None else QApplication.activeModalWidget() or self.window
        front.activateWindow()
        self.until(front.isActiveWindow, "the window takes the keys")
        QTest.keyClick(target or QApplication.focusWidget() or front, chord.key(), chord.keyboardModifiers())

    def drop(self, target: QWidget, *files: Path) -> None:
        """Drop files on a widget."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        at = target.rect().center()
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(at, action, data, button, _PLAIN)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), f"{target} takes no files"
        QApplication.sendEvent(target, QDropEvent(QPointF(at), action, data, button, _PLAIN))

    def paste(self, target: QWidget, *, html: str = "", text: str = "") -> None:
        """Paste from another program."""
        data = QMimeData()
        if html:
            data.setHtml(html)
        data.setText(text)
        QApplication.clipboard().setMimeData(data)
        self.write(target, "")
        self.press("Ctrl+V", target)

    def pick(self, file: Path) -> None:
        """Choose a file in the file dialog that is open."""
        self.until(_open_dialogs, "a file dialog")
        (dialog,) = _open_dialogs()
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        buttons = dialog.findChild(QDialogButtonBox)
        assert isinstance(field, QLineEdit) and isinstance(buttons, QDialogButtonBox)
        self.write(field, str(file), anew=True)
        done = buttons.button(QDialogButtonBox.StandardButton.Open)
        assert isinstance(done, QPushButton)
        QTest.mouseClick(done, Qt.MouseButton.LeftButton)

    def sign_in(self, url: str, login: str, password: str) -> None:
        """Fill in the sign-in and send it off with the Enter key."""
        self.asked_who()
        page = self.gate.sign_in
        self.write(page.server, url, anew=True)
        self.write(page.login, login, anew=True)
        self.write(page.password, password, anew=True)
        self.press("Return", page.password)

    def new_customer(self, name: str) -> None:
        """Enter a customer by hand."""
        self.click("客户")
        self.sees("姓名、手机、邮箱")
        self.click("新建")
        self.sees("收货地址")
        self.write(self.named(QLineEdit, "姓名"), name)
        self.click("保存")

    @property
    def composer(self) -> ComposerText:
        """The field in which a reply is written."""
        return self.part(ComposerText)

    def open_conversation(self, text: str) -> None:
        """Open the conversation whose row holds the text, and wait until one can write in it."""
        self.click_row(text)
        self.until(lambda: self.seen().count(text) > 1, "the text stands in the list and in the conversation")
        self.until(self.composer.isEnabled, "the conversation is given to this agent")

    def reply(self, text: str) -> None:
        """Write a reply and send it with the Enter key."""
        self.write(self.composer, text)
        self.press("Return", self.composer)
        self.until(lambda: not self.composer.toPlainText(), "the reply has left the field")

    def named(self, kind: type[T], name: str) -> T:
        """Return the visible widget of a kind that is called so; the front window's first."""
        for window in reversed(reader.windows()):
            for each in window.findChildren(kind):
                if each.isVisible() and reader.name_of(each) == name:
                    return each
        raise AssertionError(f"no {kind.__name__} is called {name!r}:\n{self.seen()}")

    def part(self, kind: type[T]) -> T:
        """Return the one visible widget of a kind."""
        found = [each for window in reader.windows() for each in window.findChildren(kind) if each.isVisible()]
        assert found, f"no {kind.__name__} is on the screen:\n{self.seen()}"
        return found[0]


def _open_dialogs() -> list[QFileDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()]


@contextmanager
def somebody(qtbot: QtBot, qapp: QApplication, profile: Path, language: str = "zh_CN") -> Iterator[Person]:
    """Give a person; whatever he started is ended afterwards."""
    person = Person(qtbot, qapp, profile, language)
    try:
        yield person
    finally:
        person.end()
        install_language("zh_CN")
        install_theme(qapp).apply("light", text_percent=100, density="standard", language="zh_CN")
