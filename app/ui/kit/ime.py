"""Keeps Enter and shortcuts away from someone who is composing Chinese.

Some input methods commit before the key arrives, so that the guard holds for a moment after the commit, too.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimerEvent
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

AFTER_COMMIT_MS = 60
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ImeGuard(QObject):
    """Watches one text field. ``composing`` is true while a text is being composed and 60 ms after its commit."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._preedit = False
        self._timer = 0
        field.installEventFilter(self)

    @property
    def composing(self) -> bool:
        """Whether Enter and shortcuts still belong to the input method."""
        return self._preedit or bool(self._timer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            was_composing, self._preedit = self._preedit, bool(event.preeditString())
            if event.commitString() or (was_composing and not self._preedit):
                # a timer, not the clock: a slow field has the key that came with the commit still before it
                self._stop()
                self._timer = self.startTimer(AFTER_COMMIT_MS)
        elif event.type() == QEvent.Type.FocusOut:
            self._preedit = False
        elif isinstance(event, QKeyEvent) and self.composing:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.type() == QEvent.Type.ShortcutOverride:
                # Accepting tells Qt that the field wants the key: no shortcut is tried.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and (event.key() in _ENTER or not plain):
                return True
        return super().eventFilter(watched, event)

    def timerEvent(self, event: QTimerEvent) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
