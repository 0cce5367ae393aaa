"""The guards of tests/conftest.py notice what they are there for."""

import logging
import os
import threading
from pathlib import Path

import keyring
import platformdirs

from app.domain.entity import Actor
from app.storage.database import Database
from tests.helpers import memory_keyring
from tests.helpers.leftovers import Leftovers
from tests.helpers.log_watch import LogWatch

REAL_HOME_MARK = "zhiying-test-home-"


def record(name: str, level: int, text: str) -> logging.LogRecord:
    """A log record as the logging module makes it."""
    return logging.LogRecord(name, level, __file__, 1, text, None, None)


def test_an_unexpected_warning_is_a_complaint() -> None:
    watch = LogWatch(allowed=())
    watch.handle(record("app.sync", logging.WARNING, "server refused"))
    assert watch.complaints() == ["unexpected log line: WARNING app.sync: server refused"]


def test_an_announced_line_is_not_but_its_absence_is() -> None:
    watch = LogWatch(allowed=())
    watch.expect("app", "refused")
    assert watch.complaints() == ["expected log line did not come: app: 'refused'"]
    watch.handle(record("app.sync", logging.WARNING, "server refused"))
    assert watch.complaints() == []


def test_an_allowed_logger_covers_those_below_it_and_no_other() -> None:
    watch = LogWatch(allowed=("uvicorn",))
    watch.handle(record("uvicorn.error", logging.ERROR, "bye"))
    watch.handle(record("uvicornish", logging.ERROR, "bye"))
    assert watch.complaints() == ["unexpected log line: ERROR uvicornish: bye"]


def test_log_lines_of_the_program_reach_the_watch(log_watch: LogWatch) -> None:
    log_watch.expect("app.anything", "^seen$")
    logging.getLogger("app.anything").warning("seen")
    assert len(log_watch.records) == 1


def test_a_running_thread_is_a_complaint() -> None:
    before = Leftovers()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="left over")
    thread.start()
    try:
        assert Leftovers().complaints() == []
        assert before.complaints() == ["thread still running: left over"]
    finally:
        stop.set()
        thread.join()


def test_a_database_that_nobody_closed_is_a_complaint(tmp_path: Path) -> None:
    before = Leftovers()
    database = Database(tmp_path / "desk.db", Actor("anna", "agent"))
    database.open()
    try:
        assert before.complaints() == ["thread still running: database-writer"]
    finally:
        database.close()
    assert before.complaints() == []


def test_user_folders_are_not_the_real_ones() -> None:
    for folder in (Path.home(), platformdirs.user_data_path("x"), platformdirs.user_config_path("x")):
        assert REAL_HOME_MARK in str(folder)


def test_a_home_for_one_test_is_empty(home: Path) -> None:
    assert Path.home() == home
    assert platformdirs.user_data_path("x").is_relative_to(home)
    assert os.environ["XDG_CACHE_HOME"].startswith(str(home))


def test_secrets_stay_in_memory() -> None:
    assert isinstance(keyring.get_keyring(), memory_keyring.MemoryKeyring)
    keyring.set_password("zhiying", "anna", "secret")
    assert memory_keyring.ENTRIES == {("zhiying", "anna"): "secret"}
