"""Log files for support: rotating, without secrets, and every uncaught error in them once.

``desk.log`` holds what the program says, ``crash.log`` what the interpreter says when it dies (a fault in native code).
"""

import faulthandler
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import IO

log = logging.getLogger(__name__)

FILE_BYTES = 2 * 1024 * 1024
FILES = 5
_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
_SECRET = re.compile(
    r"""((?:authorization|proxy-authorization|cookie|set-cookie)["']?\s*[:=]\s*["']?(?:bearer|basic)?\s*"""
    r"""|\bbearer\s+|["']?\b(?:password|passwd|token|secret|api_key)["']?\s*[:=]\s*["']?)([^\s"',;&]+)""",
    re.IGNORECASE,
)
_ADDRESS_LOGIN = re.compile(r"(\w+://)[^/\s:@]+:[^/\s@]+@")


def redact(text: str) -> str:
    """Return the text with tokens, passwords and the login part of addresses blacked out."""
    return _ADDRESS_LOGIN.sub(r"\1•••@", _SECRET.sub(r"\1•••", text))


class RedactingFormatter(logging.Formatter):
    """Formats a record, with its traceback, and blacks out secrets whoever logged them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line or lines of a record."""
        return redact(super().format(record))


class _Rotating(logging.FileHandler):
    """Puts a full file aside: ``desk.log`` becomes ``desk.log.1``, that one ``desk.log.2``, the oldest goes.

    The standard library's handler does the same, but its module brings sockets and pickle: 3 ms of every start.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record. Whatever the disk says goes where the errors of other handlers go."""
        try:
            if os.path.getsize(self.baseFilename) >= FILE_BYTES:
                self._turn()
        except FileNotFoundError:  # somebody tidied up: a new one, or nothing more would be found
            self._let_go()
        except OSError:
            self.handleError(record)
        super().emit(record)

    def _let_go(self) -> None:
        if self.stream is not None:
            self.stream.close()
            self.stream = None  # the next record opens it again

    def _turn(self) -> None:
        self._let_go()
        names = [Path(self.baseFilename), *(Path(f"{self.baseFilename}.{n}") for n in range(1, FILES))]
        for newer, older in reversed(list(pairwise(names))):
            if newer.exists():
                newer.replace(older)


class LogFiles:
    """The log files in use; ``close`` gives them up. A disk that refuses costs the log, not the program."""

    def __init__(self, folder: Path, *, level: int = logging.INFO) -> None:
        self.folder = folder
        self._root = logging.getLogger()
        self._level_before = self._root.level
        self._handler: logging.Handler | None = None
        self._crash_file: IO[bytes] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = _Rotating(folder / "desk.log", encoding="utf-8")
            self._crash_file = (folder / "crash.log").open("ab")
        except OSError as error:
            log.warning("no log files: %s", error)
        self._fault_handler_before = faulthandler.is_enabled()
        if self._handler is not None:
            self._handler.setFormatter(RedactingFormatter(_FORMAT))
            self._root.addHandler(self._handler)
            self._root.setLevel(level)
        if self._crash_file is not None and not self._fault_handler_before:
            faulthandler.enable(self._crash_file)

    def close(self) -> None:
        """Stop logging to the files."""
        if self._crash_file is not None:
            if not self._fault_handler_before:
                faulthandler.disable()
            self._crash_file.close()
            self._crash_file = None
        if self._handler is not None:
            self._root.removeHandler(self._handler)
            self._handler.close()
            self._handler = None
            self._root.setLevel(self._level_before)


class CrashHook:
    """Sends every uncaught error, of any thread, to the log and to ``report``; the same traceback only once.

    ``report`` gets the redacted traceback in the thread where it happened: a window must take it to its own.
    """

    def __init__(self, report: Callable[[str], None]) -> None:
        self._report = report
        self._seen: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def install(self) -> None:
        """Take over the hooks of the interpreter."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None, where: str = ""
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        text = redact("".join(traceback.format_exception(kind, error, trace)))
        first = text not in self._seen
        self._seen.add(text)
        if first:
            log.critical("uncaught error%s\n%s", where, text)
            self._report(text)
        else:
            log.error("the same uncaught error again%s: %s", where, kind.__name__)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is SystemExit:
            return
        name = args.thread.name if args.thread is not None else "?"
        error = args.exc_value if args.exc_value is not None else args.exc_type()
        self._uncaught(args.exc_type, error, args.exc_traceback, f" in thread {name}")

    def _unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        error = args.exc_value if args.exc_value is not None else args.exc_type()
        self._uncaught(args.exc_type, error, args.exc_traceback, f" ({args.err_msg or 'ignored'})")
