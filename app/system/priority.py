"""Which of the program's threads gets a processor core first when there are too few: the one that draws.

A first synchronisation keeps two or three threads busy for a minute. On a machine with two cores the GUI thread would
have to queue for one behind them, and a person feels that sooner than a synchronisation that takes a little longer.
"""

import contextlib
import os
import sys
import threading

if sys.platform == "win32":
    import ctypes

_NICE = 5
"""A third of the usual share. Not less: while such a thread holds Python's lock, the GUI thread waits for it."""
_BELOW_NORMAL = -1


def stand_back() -> None:
    """Let the calling thread, and those that it starts on Linux, step behind the others for a core from now on.

    Where the system does not let threads differ, nothing happens.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentThread.restype = ctypes.c_void_p
        kernel.SetThreadPriority(ctypes.c_void_p(kernel.GetCurrentThread()), _BELOW_NORMAL)
    elif sys.platform == "linux":
        with contextlib.suppress(OSError):  # a sandbox may forbid it
            # on Linux this is of one thread, where others change the whole process
            thread = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, thread, min(19, os.getpriority(os.PRIO_PROCESS, thread) + _NICE))
