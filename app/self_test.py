"""``zhiying --self-test``: the program as it was frozen or installed, run over a profile of its own."""

import sys
import tempfile
import time
from pathlib import Path

from app.domain.access import ALL
from app.domain.people import Agent, Role
from app.main import Program
from app.storage import rows
from app.system.data_key import DataKey
from app.system.paths import AppPaths
from app.system.secrets import TokenStore
from app.ui.account.profile import open_profile, unlock
from app.ui.kit.screen import Place
from app.ui.shell.boot import Boot, Options
from app.ui.shell.screens import SCREENS


def self_test(boot: Boot) -> int:
    """Open a database of its own, migrate it, show every screen, take a picture of each; 0 when all of it worked."""
    with tempfile.TemporaryDirectory(prefix="zhiying-self-test-") as folder:
        paths = AppPaths(Path(folder)).profile("self-test", "self-test")
        key = unlock(paths, DataKey(paths.data_key, TokenStore(), "self-test", "self-test"), "self-test", stay=False)
        opened = open_profile(paths, key, "self-test")
        agent = Agent(id="self-test", scope=ALL, login="self-test", name="Self Test", role=Role.ADMIN)
        opened.database.replicate(lambda replica: rows.write(replica.connection, "agent", (agent,))).result(30)
        program = Program(boot, Options(tray=False))
        failures: list[str] = []
        program.tasks.crashed.connect(lambda error: failures.append(repr(error)))
        program.show_opened(opened, agent)
        window = program.window
        for screen in SCREENS:
            if window is None:
                break
            window.go(Place(screen.id))
            deadline = time.monotonic() + 10
            while program.tasks.pending and time.monotonic() < deadline:
                boot.app.processEvents()
            if window.view(screen.id) is None or window.grab().isNull():
                failures.append(f"screen {screen.id}")
        program.end()
    for failure in failures:
        print(f"self-test: {failure}", file=sys.stderr)
    print(f"self-test: {'failed' if failures or window is None else 'ok'}, {len(SCREENS)} screens")
    return 1 if failures or window is None else 0
