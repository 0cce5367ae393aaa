"""What holds for every test: no display, no real user folders or key store, and nothing unexpected left behind.

The environment is set while this file is imported, because Qt, platformdirs and keyring read it once, at their start.
"""

import atexit
import gc
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.helpers.browser import chromium
from tests.helpers.leftovers import Leftovers
from tests.helpers.log_watch import LogWatch

USER_DIRS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
}


def _point_user_dirs_at(home: Path) -> None:
    for name, below in USER_DIRS.items():
        folder = home / below
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(folder)


def _isolate_process() -> Path:
    """Prepare this process and those it starts; returns the throw-away home folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Qt warns about a locale that is not UTF-8, and C.UTF-8 is the one that every machine has
    os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
    os.environ.pop("LANGUAGE", None)
    os.environ["PYTHON_KEYRING_BACKEND"] = "tests.helpers.memory_keyring.MemoryKeyring"
    home = Path(tempfile.mkdtemp(prefix="zhiying-test-home-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    _point_user_dirs_at(home)
    return home


# a busy machine is not a wrong program
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")
HOME = _isolate_process()


@pytest.fixture(autouse=True)
def leave_nothing_behind() -> Iterator[None]:
    """Fail a test that leaves a thread, a top-level widget, a timer or pool work running, or a stored secret."""
    before = Leftovers()
    yield
    complaints = before.complaints()
    if keyring := sys.modules.get("tests.helpers.memory_keyring"):
        keyring.ENTRIES.clear()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture(autouse=True)
def log_watch(request: pytest.FixtureRequest) -> Iterator[LogWatch]:
    """Fail a test during which something is logged at WARNING or above.

    A test that provokes a log line announces it: ``log_watch.expect("app.sync", r"refused")``; it must then come.
    A test that starts whole programs may allow loggers: ``@pytest.mark.allow_logs("uvicorn")``.
    """
    allowed = [name for marker in request.node.iter_markers("allow_logs") for name in marker.args]
    watch = LogWatch(allowed)
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if complaints := watch.complaints():
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder for this test alone; all user folders of the process point into it."""
    folder = tmp_path / "home"
    for name in USER_DIRS:
        monkeypatch.setenv(name, "")  # remembers the value to put back
    _point_user_dirs_at(folder)
    return folder


YOUNG_OBJECTS = 20_000
"""So many new objects are collected after a test; a collection after each would cost more than the tests."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Once Qt is there, garbage is collected between tests only: a worker thread must not destroy widgets."""
    names: list[str] = getattr(item, "fixturenames", [])
    if "PySide6.QtWidgets" in sys.modules or "qapp" in names or "qtbot" in names:
        gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    if not gc.isenabled() and gc.get_count()[0] > YOUNG_OBJECTS:
        gc.collect(1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of this process: Playwright does not run twice beside itself."""
    with chromium() as launched:
        yield launched
