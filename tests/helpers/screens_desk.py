"""One process of :mod:`screens`: every picture of the client in one language and theme."""

import gc
import sys
from pathlib import Path

from PySide6.QtGui import QCursor

from app.ui.shell.boot import make_application
from tests.helpers.screens_custody import custody_scene
from tests.helpers.screens_gate import component_scene, gate_scene
from tests.helpers.screens_library import first_day_scene, library_scene, report_scene
from tests.helpers.screens_office import still
from tests.helpers.screens_stage import Stage
from tests.helpers.screens_talk import agent_scene

SCENES = (gate_scene, agent_scene, library_scene, report_scene, first_day_scene, custody_scene, component_scene)


def main(folder: str, out: str, language: str, theme: str, only: str) -> int:
    """Play the scenes that have wanted pictures; returns the exit code."""
    gc.disable()  # as the program does: garbage is collected on the GUI thread alone
    app = make_application()
    app.setCursorFlashTime(0)
    QCursor.setPos(app.primaryScreen().geometry().bottomRight())  # over nothing, which it would light up
    with still() as clock:
        stage = Stage(app, clock, Path(folder), Path(out) / f"{language}-{theme}", language, theme, only)
        for scene in SCENES:
            clock.reset()
            scene(stage)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
