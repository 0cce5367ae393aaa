"""What a test left running: threads, top-level widgets, timers. Qt is looked at only if the test has loaded it."""

import gc
import sys
import threading
import time
from types import ModuleType

GRACE_SECONDS = 2.0


class Leftovers:
    """Remembers what existed before a test and names what exists in addition afterwards."""

    def __init__(self) -> None:
        self.threads = set(threading.enumerate())
        self.widgets = {id(widget) for widget in _top_level_widgets()}

    def complaints(self) -> list[str]:
        """One line for each thing left behind; threads get a moment to end, deleted widgets to go."""
        return [*self._threads(), *self._widgets(), *_timers(), *_pool()]

    def _threads(self) -> list[str]:
        deadline = time.monotonic() + GRACE_SECONDS
        new = [thread for thread in threading.enumerate() if thread not in self.threads]
        left = [thread for thread in new if not thread.daemon or _is_ours(thread)]
        for thread in left:
            thread.join(max(0.0, deadline - time.monotonic()))
        return [f"thread still running: {thread.name}" for thread in left if thread.is_alive()]

    def _widgets(self) -> list[str]:
        core = sys.modules.get("PySide6.QtCore")
        if core is None or core.QCoreApplication.instance() is None:
            return []
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
        if self._new_widgets():
            gc.collect()  # a widget in a reference cycle goes only now; too slow to do after every test
        return [f"top-level widget left: {widget!r}" for widget in self._new_widgets()]

    def _new_widgets(self) -> list[object]:
        return [widget for widget in _top_level_widgets() if id(widget) not in self.widgets]


def _is_ours(thread: threading.Thread) -> bool:
    """Whether it runs code of the program, whose threads are daemons lest one that hangs keeps it from ending."""
    package, _, _ = str(getattr(getattr(thread, "_target", None), "__module__", "")).partition(".")
    return package in ("app", "sync_server")


def _widgets_module() -> ModuleType | None:
    """QtWidgets if it is loaded and an application exists."""
    module = sys.modules.get("PySide6.QtWidgets")
    return module if module is not None and module.QApplication.instance() is not None else None


def _top_level_widgets() -> list[object]:
    """Windows without a parent; Qt's own helpers (tool tips, menus' tear-offs) have no Python owner and no name."""
    module = _widgets_module()
    if module is None:
        return []
    return [widget for widget in module.QApplication.topLevelWidgets() if type(widget) is not module.QWidget]


def _timers() -> list[str]:
    """Timers that the application object owns and that still run."""
    core = sys.modules.get("PySide6.QtCore")
    app = core.QCoreApplication.instance() if core is not None else None
    if core is None or app is None:
        return []
    return [f"timer still running: {timer!r}" for timer in app.findChildren(core.QTimer) if timer.isActive()]


def _pool() -> list[str]:
    """Work that is still in Qt's global thread pool."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return []
    done = core.QThreadPool.globalInstance().waitForDone(int(GRACE_SECONDS * 1000))
    return [] if done else ["work still running in Qt's thread pool"]
