"""Start the whole program in a test, and wait for what it comes to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main import Program
from app.ui.account.recovery import RecoveryView
from app.ui.kit.i18n import install_language
from app.ui.kit.theme import install_theme
from app.ui.shell.boot import Boot, Options
from tests.helpers.server import RunningServer, running_server

Start = Callable[..., Program]


@contextmanager
def office(folder: Path) -> Iterator[RunningServer]:
    """Run a server with one group and one account, anna."""
    with running_server(folder) as made:
        made.create_groups("after")
        made.create_account("anna", groups=("group-after",))
        yield made


@contextmanager
def starting(app: QApplication, folder: Path) -> Iterator[Start]:
    """Give a function that starts a program over one profile; each is ended after."""
    programs: list[Program] = []

    def begin(url: str = "", login: str = "", password: str | None = None) -> Program:
        boot = Boot(app, folder / "profile", "zh_CN")
        program = Program(boot, Options(server=url, login=login, password=password, tray=False))
        programs.append(program)
        program.start()
        return program

    yield begin
    for program in programs:
        program.end()
        program.deleteLater()
    install_language("zh_CN")
    install_theme(app).apply("light", text_percent=100, density="standard", language="zh_CN")


def at_work(qtbot: QtBot, program: Program) -> None:
    """Wait for the desk."""
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)


def online(qtbot: QtBot, program: Program) -> None:
    """Wait until it has synchronised."""
    qtbot.waitUntil(lambda: program.link.status.state == "online" and program.link.status.last_sync_at is not None,
                    timeout=30_000)  # fmt: skip


def asked(qtbot: QtBot, program: Program) -> SimpleNamespace:
    """Wait for the sign-in and return its parts."""
    qtbot.waitUntil(
        lambda: program.entrance.gate is not None and program.entrance.gate.page is program.entrance.gate.sign_in,
        timeout=15_000,
    )
    assert program.entrance.gate is not None
    return SimpleNamespace(gate=program.entrance.gate, page=program.entrance.gate.sign_in)


def recovery(qtbot: QtBot, program: Program) -> RecoveryView:
    """Wait until the program says what is wrong with the local data."""
    qtbot.waitUntil(
        lambda: program.entrance.gate is not None and program.entrance.gate.page is program.entrance.gate.recovery,
        timeout=15_000,
    )
    assert program.entrance.gate is not None
    return program.entrance.gate.recovery
