"""The log holds what support needs and nothing that opens a door; an uncaught error is reported once."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.system import logs
from app.system.logs import CrashHook, LogFiles, redact
from tests.helpers.log_watch import LogWatch

log = logging.getLogger("app.test")


@pytest.fixture
def files(tmp_path: Path) -> Iterator[LogFiles]:
    opened = LogFiles(tmp_path / "logs")
    yield opened
    opened.close()


def written(files: LogFiles) -> str:
    return (files.folder / "desk.log").read_text(encoding="utf-8")


def test_lines_reach_the_file(files: LogFiles) -> None:
    log.info("同步 %d 行", 7)
    assert "INFO    MainThread app.test: 同步 7 行" in written(files)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Authorization: Bearer s3cret", "Authorization: Bearer •••"),
        ("{'Authorization': 'Bearer s3cret', 'x': 1}", "{'Authorization': 'Bearer •••', 'x': 1}"),
        ('{"password":"s3cret","login":"anna"}', '{"password":"•••","login":"anna"}'),
        ("GET /x?token=s3cret&head=4", "GET /x?token=•••&head=4"),
        ("proxy http://anna:s3cret@proxy:8080/", "proxy http://•••@proxy:8080/"),
        ("nothing to hide: 3 tokens, password wrong", "nothing to hide: 3 tokens, password wrong"),
    ],
)
def test_secrets_are_blacked_out(line: str, kept: str, files: LogFiles) -> None:
    assert redact(line) == kept
    log.info(line)
    assert "s3cret" not in written(files)


def test_secrets_in_tracebacks_are_blacked_out(files: LogFiles) -> None:
    try:
        raise ValueError("Authorization: Bearer s3cret")
    except ValueError:
        log.info("failed", exc_info=True)
    assert "ValueError" in written(files)
    assert "s3cret" not in written(files)


def test_files_rotate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_BYTES", 2000)
    files = LogFiles(tmp_path)
    try:
        for number in range(400):
            log.info("line %d", number)
    finally:
        files.close()
    assert {path.name for path in tmp_path.glob("desk.log*")} == {"desk.log", *(f"desk.log.{n}" for n in range(1, 5))}
    sizes = {path.name: path.stat().st_size for path in tmp_path.glob("desk.log*")}
    assert all(size < 2000 + 200 for size in sizes.values()), "at most the line that fills it goes beyond"
    assert min(sizes[f"desk.log.{n}"] for n in range(1, 5)) >= 2000
    assert "line 399" in (tmp_path / "desk.log").read_text()
    assert "line 380" in (tmp_path / "desk.log.1").read_text() or "line 380" in (tmp_path / "desk.log").read_text()


def test_a_disk_that_refuses_costs_the_log_only(tmp_path: Path, log_watch: LogWatch) -> None:
    log_watch.expect("app.system.logs", "no log files")
    (tmp_path / "logs").write_text("a file where the folder should be")
    files = LogFiles(tmp_path / "logs")
    log.info("still running")
    files.close()


def test_closing_leaves_no_handler(tmp_path: Path) -> None:
    before = list(logging.getLogger().handlers)
    LogFiles(tmp_path).close()
    assert logging.getLogger().handlers == before


@pytest.fixture
def reports() -> Iterator[list[str]]:
    found: list[str] = []
    hook = CrashHook(found.append)
    hook.install()
    yield found
    hook.remove()


def fail() -> None:
    raise RuntimeError("password=s3cret was wrong")


def crash() -> None:
    """Do with an error what the interpreter does with an uncaught one."""
    try:
        fail()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_an_uncaught_error_is_reported_once(reports: list[str], log_watch: LogWatch) -> None:
    log_watch.expect("app.system.logs", "uncaught error")
    for _ in range(3):
        crash()
    assert len(reports) == 1
    assert "in fail" in reports[0]
    assert "s3cret" not in reports[0]


def test_an_error_in_a_thread_is_reported(reports: list[str], log_watch: LogWatch) -> None:
    log_watch.expect("app.system.logs", "uncaught error in thread worker")
    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()
    assert len(reports) == 1


def test_removing_gives_the_hooks_back() -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    hook = CrashHook(lambda text: None)
    hook.install()
    assert sys.excepthook != before[0]
    hook.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
