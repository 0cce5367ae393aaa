"""The client with a hand on its keyboard: runs the real program and does in it what lines on standard input say.

Started by :mod:`day_client`, never by a person. Every argument goes to the program's own command line. A line of JSON
comes in (``{"do": "keys", "keys": ["Ctrl+1"]}``), a line goes out (``{"ok": true}`` or ``{"ok": false, "why": ...}``).
Keys and clicks are real events; nothing is called behind the interface. Waiting is for something to be seen.
"""

import faulthandler
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, TextIO

import day_reader as reader
from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.__main__ import main

LOOK_MS = 20
"""How often a condition is looked at while waiting."""
ACTIVE_MS = 1_000
FINGER_MS = 80
"""After an input method's commit no person's next key is faster; the program takes faster ones for the method's own."""

Command = dict[str, Any]


class Refusal(Exception):
    """What was asked for cannot be done; the text says why."""


class Hand(QObject):
    """Carries out one command after the other on the GUI thread."""

    asked = Signal(object)

    def __init__(self, answers: TextIO) -> None:
        super().__init__()
        self._answers = answers
        self.asked.connect(self._carry_out, Qt.ConnectionType.QueuedConnection)

    def _carry_out(self, command: Command) -> None:
        try:
            what: Callable[[Command], Any] = getattr(self, f"do_{command['do']}")
            found = what(command)
        except Refusal as why:
            self._say(ok=False, why=str(why), seen=reader.everything())
        except Exception:  # an answer must come, else the other side waits for nothing
            self._say(ok=False, why=traceback.format_exc(), seen="")
        else:
            if found is not NotImplemented:  # it answers by itself, later
                self._say(ok=True, found=found)

    def _say(self, **answer: Any) -> None:
        print(json.dumps(answer, ensure_ascii=False), file=self._answers, flush=True)

    # -- doing -----------------------------------------------------------------------------------------------------

    def do_keys(self, command: Command) -> None:
        """Press keys one after the other; each is a portable sequence like "Ctrl+1"."""
        for keys in command["keys"]:
            chord = QKeySequence(keys)[0]  # type: ignore[index] # the stubs forget __getitem__
            QTest.keyClick(_receiver(), chord.key(), chord.keyboardModifiers())

    def do_type(self, command: Command) -> None:
        """Write a text: ASCII key by key, everything else as an input method commits it."""
        for part in command["text"]:
            target = _receiver()
            if part.isascii():
                QTest.keyClicks(target, part)
            else:
                event = QInputMethodEvent("", [])
                event.setCommitString(part)
                QApplication.sendEvent(target, event)
                QTest.qWait(FINGER_MS)

    def do_click(self, command: Command) -> None:
        """Click the control with this name, an open menu's item, a tab, or else the list row that contains the text."""
        wanted: str = command["name"]
        times = QTest.mouseDClick if command.get("double") else QTest.mouseClick
        button = Qt.MouseButton.RightButton if command.get("right") else Qt.MouseButton.LeftButton
        nothing = Qt.KeyboardModifier.NoModifier
        spot = reader.find_menu_item(wanted) or reader.find_tab(wanted)
        if spot is not None:
            times(spot[0], button, nothing, spot[1])
            return
        row = None if command.get("control") else reader.find_row(wanted) if command.get("row") else None
        widget = None if row is not None else reader.find_widget(wanted)
        if widget is not None:
            times(widget, button, nothing, widget.rect().center())
            return
        row = row or reader.find_row(wanted)
        if row is None:
            raise Refusal(f"nothing here is called {wanted!r}")
        times(row.view.viewport(), button, nothing, row.middle)

    def do_grab(self, command: Command) -> None:
        """Save a picture of the main window with what stands over it."""
        shown = [each for each in reader.windows() if each.isVisible()]
        if not shown:
            raise Refusal("no window is open")
        base = max(shown, key=lambda each: each.width() * each.height())
        picture = base.grab()
        for each in shown:
            if each is not base:
                each.render(picture, each.mapToGlobal(each.rect().topLeft()) - base.mapToGlobal(base.rect().topLeft()))
        if not picture.save(command["file"]):
            raise Refusal(f"{command['file']} cannot be written")

    def do_resize(self, command: Command) -> None:
        """Give the largest window a size."""
        max(reader.windows(), key=lambda each: each.width() * each.height()).resize(command["width"], command["height"])

    # -- seeing ----------------------------------------------------------------------------------------------------

    def do_look(self, command: Command) -> Any:
        """Answer with all that can be read, and who has the focus."""
        focus = QApplication.focusWidget()
        return {"seen": reader.everything(), "focus": reader.name_of(focus) if focus is not None else ""}

    def do_wait(self, command: Command) -> Any:
        """Answer once all ``shown`` are to be seen and none of ``gone``; fail after ``seconds``."""
        deadline = time.monotonic() + command["seconds"]
        shown, gone, focus = command.get("shown", []), command.get("gone", []), command.get("focus")
        timer = QTimer(self, interval=LOOK_MS)

        def look() -> None:
            try:
                compare()
            except Exception:
                timer.stop()
                self._say(ok=False, why=traceback.format_exc(), seen="")

        def compare() -> None:
            seen = reader.everything()
            missing = [text for text in shown if text not in seen]
            left = [text for text in gone if text in seen]
            at = QApplication.focusWidget()
            elsewhere = focus is not None and (at is None or focus not in reader.name_of(at))
            if not missing and not left and not elsewhere:
                timer.stop()
                timer.deleteLater()
                self._say(ok=True, found=None)
            elif time.monotonic() > deadline:
                timer.stop()
                timer.deleteLater()
                at_name = reader.name_of(at) if at is not None else "nothing"
                why = f"not seen: {missing}; still seen: {left}; focus: {at_name!r}" + (
                    f" instead of {focus!r}" if elsewhere else ""
                )
                self._say(ok=False, why=why, seen=seen)

        timer.timeout.connect(look)
        timer.start()
        return NotImplemented


def _receiver() -> QWidget:
    """Return who gets the keys: a popup, the focused widget, or the front window."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        inner: QWidget | None = popup.focusWidget()
        return popup if inner is None else inner
    _bring_to_front()
    places: list[QWidget | None] = [
        QApplication.focusWidget(),
        QApplication.activeModalWidget(),
        QApplication.activeWindow(),
    ]
    found = next((place for place in places if place is not None), None)
    if found is None:
        raise Refusal("no window takes keys")
    return found


def _bring_to_front() -> None:
    """Do what a window manager does when a dialog closes: the window behind it becomes active."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    front: QWidget | None = QApplication.activeModalWidget()
    if front is None and QApplication.activeWindow() is None and shown:
        front = max(shown, key=lambda each: each.width() * each.height())
    if front is not None and not front.isActiveWindow():
        front.activateWindow()
        QTest.qWaitForWindowActive(front, ACTIVE_MS)


def listen(lines: TextIO, answers: TextIO) -> None:
    """Hand every line to the GUI thread; runs beside the program, from before its application exists."""
    while (application := QCoreApplication.instance()) is None:
        time.sleep(0.005)  # nothing tells when an application comes into being
    hand = Hand(answers)
    hand.moveToThread(application.thread())
    print(json.dumps({"ok": True, "found": "ready"}), file=answers, flush=True)
    for line in lines:
        hand.asked.emit(json.loads(line))


def run(arguments: list[str]) -> int:
    """Run the program until it ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever the program prints goes to its log, not between the answers
    if hasattr(signal, "SIGUSR1"):
        faulthandler.register(signal.SIGUSR1)  # where it hangs, when the other side asks
    threading.Thread(target=listen, args=(sys.stdin, answers), name="hand", daemon=True).start()
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
