"""The whole program over a real server: at work, out, and everything that can be wrong at the start."""

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app import __version__
from app.commands import customers
from app.domain.access import group_scope
from app.domain.conversations import Conversation, Status
from app.domain.errors import AppError
from app.domain.files import FileRef
from app.domain.people import Agent, Role
from app.main import Program
from app.storage import blobs, outbox, reindex, rows, sync_status
from app.storage.database import Database
from app.ui.account.linking import Linking
from app.ui.account.recovery import RecoveryView
from app.ui.account.rescue import RescuedText
from app.ui.conversations.ticket_dialog import TicketDialog
from app.ui.conversations.view import ConversationsView
from app.ui.kit.screen import Place
from app.ui.kit.single_instance import SingleInstance
from app.ui.shell.notify import Event
from tests.helpers.local_data import look_into
from tests.helpers.log_watch import LogWatch
from tests.helpers.program import Start, asked, at_work, online
from tests.helpers.server import PASSWORD, RunningServer

pytestmark = [pytest.mark.slow, pytest.mark.allow_logs("uvicorn", "sync_server")]


def test_ending_takes_less_than_three_seconds_and_keeps_what_was_written(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    assert program.opened is not None
    path = program.opened.database.path
    program.tasks.write(lambda tx: customers.create(tx, "黄小美"))
    begun = time.monotonic()
    program.end()
    assert time.monotonic() - begun < 3
    with closing(look_into(path, writable=True)) as connection:
        assert connection.execute("SELECT count(*) FROM customer WHERE name = '黄小美'").fetchone() == (1,)


def test_every_press_of_the_key_for_larger_text_counts(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    before = program.window
    assert before is not None
    for _ in range(3):
        before.actions_.run("shell.larger")
        QApplication.processEvents()
    assert program.preferences.value.text_percent == 130
    qtbot.waitUntil(lambda: program.window is not None and program.window is not before, timeout=8000)
    program.preferences.change(text_percent=100)


def profile_database(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "profile" / "profiles").glob("*/desk.sqlite3")
    return found


def problem(qtbot: QtBot, program: Program) -> RecoveryView:
    qtbot.waitUntil(
        lambda: program.entrance.gate is not None and program.entrance.gate.page is program.entrance.gate.recovery,
        timeout=15_000,
    )
    assert program.entrance.gate is not None
    return program.entrance.gate.recovery


def test_a_damaged_database_is_put_aside_only_when_asked_and_everything_comes_again(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("app.ui.account.entrance", "the local data in .* cannot be used: database_damaged")
    log_watch.expect("app.ui.account.entrance", "put aside; 0 operations")
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    first.end()
    path = profile_database(tmp_path)
    for side in path.parent.glob("desk.sqlite3-*"):
        side.unlink()
    path.write_bytes(b"\x00" * 100 + path.read_bytes()[100:])
    program = start()
    page = problem(qtbot, program)
    assert page.title().startswith("本机数据文件已损坏")
    assert path.exists()
    page.retryWanted.emit()  # still damaged: asked again, nothing lost
    qtbot.wait(200)
    assert path.exists()
    page.renewWanted.emit()
    at_work(qtbot, program)
    online(qtbot, program)
    assert list((path.parent / "backups").glob("desk.damaged-*.sqlite3"))


def cut_off_and_broken(path: Path, table: str) -> None:
    """Leave a file as a machine that stopped in the middle may: a log of writes, and a page that is none."""
    with closing(look_into(path, writable=True)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        size = int(connection.execute("PRAGMA page_size").fetchone()[0])
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    path.with_name(path.name + "-wal").write_bytes(b"\0" * 64)


@pytest.mark.allow_logs("uvicorn", "sync_server", "app.sync.session")  # it may come upon the damage first
def test_damage_that_the_check_behind_the_desk_finds_leads_to_the_recovery(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("app.ui.account.entrance", "the local data in .* cannot be used: database_damaged")
    log_watch.expect("app.ui.account.entrance", "put aside; 0 operations")
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    first.end()
    path = profile_database(tmp_path)
    cut_off_and_broken(path, "survey")  # nothing that the start reads
    program = start()
    windows: list[bool] = []
    program.windowShown.connect(lambda: windows.append(True))
    page = problem(qtbot, program)
    assert windows, "the check waits for the desk, not the desk for the check"
    assert page.title().startswith("本机数据文件已损坏")
    assert program.window is None
    page.renewWanted.emit()
    at_work(qtbot, program)
    online(qtbot, program)
    assert list((path.parent / "backups").glob("desk.damaged-*.sqlite3"))
    assert program.opened is not None
    assert not program.opened.database.unchecked


def test_what_was_being_written_when_the_data_failed_is_kept_and_given_back(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("app.ui.account.entrance", "the local data in .* cannot be used: database_damaged")
    log_watch.expect("app.ui.account.entrance", "put aside; 0 operations")
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    assert program.window is not None
    view = program.window.view("conversations")
    assert isinstance(view, ConversationsView)
    view.talk.composer.field.setPlainText("写了一半的回复")
    dialog = TicketDialog(view, "换货", "", lambda *_: None)
    dialog.text.setPlainText("工单里写的话")
    dialog.open()
    password = QLineEdit("secret", dialog)
    password.setEchoMode(QLineEdit.EchoMode.Password)
    path = profile_database(tmp_path)
    program.upkeep.damaged.emit(AppError("database_damaged", {"path": str(path)}))
    page = problem(qtbot, program)
    (file,) = path.parent.glob("unsaved-*.txt")
    kept = file.read_text("utf-8")
    assert "写了一半的回复" in kept
    assert "工单里写的话" in kept
    assert "secret" not in kept
    assert any(str(file) in one.text() for one in page.findChildren(QLabel) if one.isVisible())
    page.renewWanted.emit()
    at_work(qtbot, program)
    online(qtbot, program)
    qtbot.waitUntil(lambda: program.window is not None and bool(program.window.findChildren(RescuedText)))
    offered = program.window.findChildren(RescuedText)[0]
    assert offered.text.toPlainText() == kept.strip()
    offered.accept()
    assert not file.exists()
    assert (path.parent / "backups" / file.name).exists()


def test_after_a_kill_the_desk_opens_and_the_sound_file_is_found_sound(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    assert first.opened is not None
    opened = first.opened.blobs.copy_to_open(profile_database(tmp_path), "a.pdf")
    first.end()
    assert not opened.exists(), "what customers sent does not outlive the program outside its store"
    path = profile_database(tmp_path)
    path.with_name(path.name + "-wal").write_bytes(b"\0" * 64)
    opened.parent.mkdir(parents=True)
    opened.touch()  # as a kill leaves it
    program = start()
    at_work(qtbot, program)
    assert not opened.exists()
    assert program.opened is not None
    database = program.opened.database
    qtbot.waitUntil(lambda: not database.unchecked, timeout=10_000)
    assert program.window is not None


def test_an_older_search_index_is_made_anew_behind_the_desk_and_told(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    first.end()
    with closing(look_into(profile_database(tmp_path), writable=True)) as connection:
        connection.execute("UPDATE search_state SET format = 1")
    program = start()
    told: list[tuple[int, int]] = []
    program.upkeep.progressed.connect(lambda done, total: told.append((done, total)))
    at_work(qtbot, program)
    qtbot.waitUntil(lambda: bool(told) and told[-1][0] == told[-1][1], timeout=10_000)
    assert program.opened is not None
    assert not program.opened.database.read(reindex.wanted)


def test_the_open_conversation_and_a_break_outlast_a_restart(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    assert first.opened is not None
    assert first.window is not None
    me = first.opened.database.actor.id
    talk = Conversation(
        id="talk-1", scope=group_scope("group-after"), rev=1, customer_id="c", status=Status.ACTIVE, assignee_id=me,
        group_id="group-after",
    )  # fmt: skip
    first.linking.end()  # the server knows nothing of it
    first.opened.database.replicate(lambda r: rows.write(r.connection, "conversation", [talk])).result()
    late = Event(kind="sla_late", subject="talk-1", title="陈思远", text="", at=1)
    assert first.window.tray.tell(late).listed
    assert not first.window.tray.tell(late).listed
    first.window.go(Place("conversations", "talk-1"))
    view = first.window.view("conversations")
    assert isinstance(view, ConversationsView)
    view.desk.sending.sent.emit("talk-1")
    first.window.go(Place("tickets"))
    assert first.window.tray.tell(late).listed, "answered: its next limit is told again"
    first.window.go(Place("conversations", "talk-1"))
    first.window.presenceChosen.emit("away")
    first.end()
    second = start()
    at_work(qtbot, second)
    assert second.window is not None
    assert second.window.place == Place("conversations", "talk-1")
    qtbot.waitUntil(lambda: second.window is not None and second.window.presence == "away", timeout=15_000)
    assert second.opened is not None
    over = msgspec.structs.replace(talk, status=Status.CLOSED)
    second.opened.database.replicate(lambda r: rows.write(r.connection, "conversation", [over])).result()
    second.window.presenceChosen.emit("online")
    second.end()
    third = start()
    at_work(qtbot, third)
    assert third.window is not None
    assert third.window.place == Place("conversations"), "what is over is not opened again"
    assert third.preferences.value.presences == {third.admission.account.key: ""}  # type: ignore[union-attr]


def test_a_start_shows_how_the_device_stood_last_before_anything_connects(
    qtbot: QtBot, server: RunningServer, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    first.end()
    monkeypatch.setattr(Linking, "begin", lambda *_: None)
    second = start()
    at_work(qtbot, second)
    assert second.opened is not None
    assert second.window is not None
    bar = second.window.status_bar
    qtbot.waitUntil(lambda: bar.text("last").startswith("上次同步"), timeout=10_000)
    assert bar.text("synced") == f"已同步 {second.opened.database.read(sync_status.rows_here)}"


def test_who_keeps_the_knowledge_begins_in_the_library(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    server.create_account("kim", role=Role.KNOWLEDGE_ADMIN)
    program = start(server.url, "kim", PASSWORD)
    at_work(qtbot, program)
    assert program.window is not None
    assert program.window.place == Place("knowledge")


def test_a_database_of_a_newer_version_is_left_alone(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path
) -> None:
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    first.end()
    path = profile_database(tmp_path)
    with closing(look_into(path, writable=True)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    program = start()
    assert problem(qtbot, program).title().startswith("本机数据由更新的版本写成")
    with closing(look_into(path, writable=True)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_profile_folder_that_is_a_file_is_told_and_retried(
    qtbot: QtBot, tmp_path: Path, start: Start, log_watch: LogWatch
) -> None:
    log_watch.expect("app.system.settings", "cannot be read")
    (tmp_path / "profile").write_text("in the way")
    program = start()
    page = problem(qtbot, program)
    assert page.title().startswith("本机数据文件夹不能写入")
    (tmp_path / "profile").unlink()
    page.retryWanted.emit()
    asked(qtbot, program)


def test_signing_out_asks_counts_what_is_unsent_and_keeps_it(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    program.linking.end()  # nothing leaves any more
    assert program.opened is not None
    program.opened.database.write(lambda tx: customers.create(tx, "黄小美")).result(5)
    file = FileRef("a" * 64, "a.bin", 9)  # what names it was sent
    program.opened.database.write(lambda tx: blobs.note(tx.connection, file, "unsent", tx.now)).result(5)
    program.ask_sign_out()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    words = " ".join(found.text() for found in dialog.findChildren(QLabel))
    assert "还有 2 项没上传" in words
    dialog.close()
    program.sign_out(forget=True)
    asked(qtbot, program)
    assert program.window is None
    with closing(look_into(profile_database(tmp_path), writable=True)) as connection:
        assert connection.execute("SELECT count(*) FROM outbox WHERE state = 0").fetchone() == (1,)
    program.end()
    again = start()
    asked(qtbot, again)  # the token was forgotten


def test_a_change_of_language_makes_the_window_anew_at_the_same_place(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    before = program.window
    assert before is not None
    assert program.opened is not None
    talk = Conversation(
        id="talk-1", scope=group_scope("group-after"), rev=1, customer_id="c", status=Status.ACTIVE,
        assignee_id=program.opened.database.actor.id, group_id="group-after",
    )  # fmt: skip
    program.linking.end()  # the server knows nothing of it
    program.opened.database.replicate(lambda r: rows.write(r.connection, "conversation", [talk])).result()
    before.go(Place("conversations", "talk-1"))
    before.go(Place("settings", "look"))
    program.preferences.change(language="en")
    qtbot.waitUntil(lambda: program.window is not before, timeout=5000)
    assert program.window is not None
    assert program.window.place == Place("settings", "look")
    assert "Look and language" in program.window.windowTitle()
    view = program.window.view("conversations")
    assert isinstance(view, ConversationsView)
    assert view.desk.current == "talk-1"
    program.window.go_back()
    assert program.window.place == Place("conversations", "talk-1")


def test_a_supervisors_role_comes_with_the_first_synchronisation(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    server.create_account("boss", role=Role.SUPERVISOR, groups=("group-after",))
    program = start(server.url, "boss", PASSWORD)
    at_work(qtbot, program)
    assert program.window is not None
    assert "reports" in program.window.rail.screen_ids
    assert program.opened is not None
    assert program.opened.database.actor.role == "supervisor"


def test_todays_report_comes_from_the_server(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    server.create_account("boss", role=Role.SUPERVISOR, groups=("group-after",))
    program = start(server.url, "boss", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    assert program.window is not None
    program.window.go(Place("reports"))
    view = program.window.view("reports")
    qtbot.waitUntil(lambda: getattr(view, "report", None) is not None, timeout=10_000)
    assert [group.group_name for group in view.report.groups] == ["after"]  # type: ignore[union-attr]


def test_a_second_start_of_a_profile_wakes_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path / "lock"), SingleInstance(tmp_path / "lock")
    assert first.take()
    with qtbot.waitSignal(first.woken, timeout=5000):
        assert not second.take()
    first.give_up()
    assert second.take()
    second.give_up()


def test_the_command_line_and_the_test_of_itself(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "app", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)

    assert run("--version").stdout.strip() == f"zhiying {__version__}"
    tested = run("--self-test")
    assert tested.returncode == 0, tested.stderr
    assert tested.stdout.startswith("self-test: ok")


def test_a_bug_is_reported_once_in_a_dialog_and_the_log(
    qtbot: QtBot, server: RunningServer, start: Start, tmp_path: Path, log_watch: LogWatch
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    log_watch.expect("app.system.logs", "uncaught error")
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5000)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "程序出了差错"
    dialog.close()
    assert "ZeroDivisionError" in (tmp_path / "profile" / "logs" / "desk.log").read_text("utf-8")


def test_two_databases_of_one_program_never_mix(qtbot: QtBot, server: RunningServer, start: Start) -> None:
    server.create_account("bert", groups=("group-after",))
    first = start(server.url, "anna", PASSWORD)
    at_work(qtbot, first)
    online(qtbot, first)
    first.linking.end()
    first.tasks.write(lambda tx: customers.create(tx, "安娜的客户"))
    first.sign_out(forget=False)
    page = asked(qtbot, first).page
    page.server.setText(server.url)
    page.login.setText("bert")
    page.password.setText(PASSWORD)
    page.submit()
    at_work(qtbot, first)
    database = first.opened.database if first.opened is not None else None
    assert isinstance(database, Database)
    assert database.actor.id == "agent-bert"
    assert database.read(lambda c: outbox.next_push(c, 10)) == []


def test_a_name_that_is_corrected_waits_for_the_dialog_in_which_somebody_types(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    before, agent = program.window, program.agent
    assert before is not None
    assert agent is not None
    dialog = TicketDialog(before, "标题", "写了一半", lambda *answer: None)
    dialog.open()
    row = server.runtime.db.read(lambda reader: reader.get(Agent, agent.id))
    assert row is not None
    server.runtime.db.write(lambda tx: tx.put(msgspec.structs.replace(row, name="Anna B.")))
    qtbot.waitUntil(lambda: program.agent is not None and program.agent.name == "Anna B.", timeout=10_000)
    assert program.window is before
    assert dialog.isVisible()
    dialog.reject()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not before, timeout=10_000)


def test_ones_presence_is_shown_again_as_soon_as_the_line_is_back(
    qtbot: QtBot, server: RunningServer, start: Start
) -> None:
    program = start(server.url, "anna", PASSWORD)
    at_work(qtbot, program)
    online(qtbot, program)
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: window.presence == "online", timeout=10_000)
    back = program.link.status
    program.link.publish(msgspec.structs.replace(back, state="offline"))
    qtbot.waitUntil(lambda: window.presence == "offline")
    program.link.publish(back)
    qtbot.waitUntil(lambda: program.link.online)
    assert window.presence == "online"
