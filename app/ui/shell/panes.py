"""F6: from pane to pane in reading order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def focus_target(pane: QWidget) -> QWidget | None:
    """Return what takes the focus in a pane: what had it last, else the pane itself, else its first visible stop."""
    candidates: list[QWidget | None] = [pane.focusWidget(), pane, *pane.findChildren(QWidget)]
    return next((widget for widget in candidates if widget is not None and _can_take(widget)), None)


def _can_take(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def move_focus(panes: Sequence[QWidget], step: int) -> QWidget | None:
    """Move the focus to the next (+1) or previous (-1) pane that can take it; returns the pane."""
    shown = [pane for pane in panes if pane.isVisible() and focus_target(pane) is not None]
    if not shown:
        return None
    focus: QWidget | None = QApplication.focusWidget()
    holding = [at for at, pane in enumerate(shown) if _holds(pane, focus)]
    # Panes may lie within each other: the last one in reading order is the innermost.
    at = holding[-1] if holding else (-1 if step > 0 else 0)
    pane = shown[(at + step) % len(shown)]
    target = focus_target(pane)
    if target is not None:
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return pane


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))
