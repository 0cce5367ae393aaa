"""What lies encrypted on this computer, in the whole program: made so from plain data, and with a key that is wrong."""

import threading
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.commands import customers
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.main import Program
from app.storage import driver, sealing
from app.system.data_key import SERVICE
from app.ui.account.preparing import PreparingView
from tests.helpers import memory_keyring
from tests.helpers.log_watch import LogWatch
from tests.helpers.program import Start, at_work, online, recovery
from tests.helpers.server import PASSWORD, RunningServer

pytestmark = [pytest.mark.slow, pytest.mark.allow_logs("uvicorn", "sync_server")]


def left_something_unsent(qtbot: QtBot, program: Program) -> Path:
    """Come to work, write something that is not sent, and end; returns the local database."""
    at_work(qtbot, program)
    online(qtbot, program)
    program.linking.end()
    assert program.opened is not None
    database = program.opened.database
    database.write(lambda tx: customers.create(tx, "没上传的客户")).result(5)
    program.end()
    return database.path


def sent(qtbot: QtBot, program: Program, server: RunningServer) -> bool:
    """Wait until everything is sent; returns whether it came."""
    online(qtbot, program)
    qtbot.waitUntil(lambda: program.link.status.pending == 0, timeout=15_000)
    return bool(server.runtime.db.read(lambda reader: reader.find(Customer, name="没上传的客户")))


def decrypt(path: Path) -> None:
    """Make of a database what an older program would have left, without the key."""
    key = bytes.fromhex(next(word for (service, _), word in memory_keyring.ENTRIES.items() if service == SERVICE))
    plain = path.with_name("plain.sqlite3")
    with closing(driver.connect(path, key)) as connection:
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    plain.replace(path)
    path.with_name("data-key.json").unlink()
    forget_key()


def forget_key() -> str:
    entry = next(entry for entry in memory_keyring.ENTRIES if entry[0] == SERVICE)
    return memory_keyring.ENTRIES.pop(entry)


def test_plain_data_of_an_older_program_are_encrypted_at_the_first_start_and_that_is_told(
    qtbot: QtBot, server: RunningServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = left_something_unsent(qtbot, start(server.url, "anna", PASSWORD))
    decrypt(path)
    monkeypatch.setattr(sealing, "TOLD_S", 0)
    monkeypatch.setattr(sealing, "STEPS", 500)
    said: list[str] = []
    show = PreparingView.show_sealing

    def watched(view: PreparingView, done: int, total: int) -> None:
        show(view, done, total)
        said.append(view.words())
        assert view.isVisible()

    monkeypatch.setattr(PreparingView, "show_sealing", watched)
    program = start()
    at_work(qtbot, program)
    assert len(said) > 1
    assert all(words.startswith("正在加密本机数据") and words.endswith("%") for words in said)
    assert program.entrance.gate is None
    assert not driver.is_plain(path)
    assert sent(qtbot, program, server)


def test_ending_the_program_while_it_encrypts_is_not_waited_for_and_the_next_start_goes_on(
    qtbot: QtBot, server: RunningServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = left_something_unsent(qtbot, start(server.url, "anna", PASSWORD))
    decrypt(path)
    begun = threading.Event()

    def wait_for_the_end(meter: sealing.Meter, count: int) -> None:
        begun.set()
        assert meter._stop.wait(10)
        raise AppError("aborted")

    with monkeypatch.context() as patch:
        patch.setattr(sealing.Meter, "add", wait_for_the_end)
        program = start()
        qtbot.waitUntil(begun.is_set, timeout=10_000)
        program.end()
    assert driver.is_plain(path)
    program = start()
    at_work(qtbot, program)
    assert not driver.is_plain(path)
    assert sent(qtbot, program, server)


@pytest.mark.parametrize(
    ("other", "title"), [("", "找不到本机数据的密钥"), ("5a" * 32, "密钥库里的密钥不是这份数据的")]
)
@pytest.mark.parametrize("beside", ["file", "no file"])
def test_a_missing_or_a_wrong_key_is_told_and_destroys_nothing(
    qtbot: QtBot, server: RunningServer, start: Start, log_watch: LogWatch, other: str, title: str, beside: str
) -> None:
    path = left_something_unsent(qtbot, start(server.url, "anna", PASSWORD))
    entry = next(entry for entry in memory_keyring.ENTRIES if entry[0] == SERVICE)
    right = forget_key()
    key_file = path.with_name("data-key.json")
    if beside == "file":  # with no password that unlocks it
        key_file.write_bytes(msgspec.json.encode({**msgspec.json.decode(key_file.read_bytes()), "wrapped": None}))
    else:
        key_file.unlink()
    if other:
        memory_keyring.ENTRIES[entry] = other
        if beside == "file":
            log_watch.expect("app.system.data_key", "of other data")
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    program = start()
    page = recovery(qtbot, program)
    assert page.title().startswith(title)
    assert SERVICE in page.title()
    assert {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()} == before
    memory_keyring.ENTRIES[entry] = right
    page.retryWanted.emit()
    at_work(qtbot, program)
    assert sent(qtbot, program, server)
