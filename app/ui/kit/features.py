"""Spares a start what PySide does for its snake_case names, which nobody uses here."""

import sys
from typing import Any

import PySide6.QtCore  # noqa: F401  # brings the part of PySide that is named below


def use_no_features() -> None:
    """Keep PySide from reading the source of each module that is imported after it, which costs a start 40 ms.

    It looks for the word "PySide6", to know where its other names for methods could have been switched on. The answer
    given here is that a module knows of PySide and has switched on nothing, which holds for all of ours. A program
    without sources, as it is installed, has nothing to read.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")  # it has no public door
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda module: True
