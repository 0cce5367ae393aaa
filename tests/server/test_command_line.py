"""The server as an administrator meets it: real processes, and the sample office."""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
import requests
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from app.domain.conversations import Author, Conversation, Message, MessageKind, Status
from app.domain.customers import Customer
from app.domain.errors import AppError
from app.domain.journal import Event
from app.domain.knowledge import Article
from app.domain.people import Agent, Branch, Group, Presence, PresenceState, Role
from app.domain.tickets import Ticket, TicketNote
from app.sql import server_engine
from sync_server import __main__ as command_line
from sync_server import complaints
from sync_server.arguments import parser
from sync_server.service import office as offices
from sync_server.service import presence
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.tables import METADATA
from tests.helpers.server import PASSWORD, RunningServer, fresh_sqlite

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "resources/sample/office.json"
Output = pytest.CaptureFixture[str]


def run(*arguments: str | Path, monkeypatch: pytest.MonkeyPatch, answer: str = PASSWORD) -> int:
    """Run a verb in this process with a password on standard input."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\n"))
    return command_line.main([str(argument) for argument in arguments])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an empty database."""
    fresh_sqlite(tmp_path / "data" / "server.sqlite")
    return tmp_path / "data"


def test_the_tables_are_what_the_migrations_make(database_url: str) -> None:
    Database(database_url).close()
    engine = server_engine(database_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)
    engine.dispose()
    assert differences == [], "a field without its migration"


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    url = fresh_sqlite(tmp_path / "server.sqlite")
    engine = server_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(AppError, match="database_newer"):
        Database(url)


def test_an_account_is_created_once(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    arguments = ("create-user", "Anna", "安娜", "--role", "supervisor", "--data", data, "--password-stdin")
    assert run(*arguments, monkeypatch=monkeypatch) == 0
    agent_id = capsys.readouterr().out.strip()
    db = Database(f"sqlite:///{data / 'server.sqlite'}")
    agent = db.read(lambda reader: reader.get(Agent, agent_id))
    db.close()
    assert agent is not None
    assert (agent.login, agent.name, agent.role) == ("anna", "安娜", Role.SUPERVISOR)
    assert run(*arguments, monkeypatch=monkeypatch) == 1
    assert "login_taken" in capsys.readouterr().err


def test_groups_and_branch_of_an_account_are_given_by_name(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    db = Database(f"sqlite:///{data / 'server.sqlite'}")
    try:
        db.write(lambda tx: tx.put(Branch(id="b1", scope="all", name="杭州分部")))
        db.write(lambda tx: tx.put(Group(id="g1", scope="all", name="售前咨询", branch_id="b1")))
        arguments = ("create-user", "anna", "安娜", "--data", data, "--password-stdin", "--branch", "杭州分部")
        assert run(*arguments, "--groups", "售后", monkeypatch=monkeypatch) == 1
        assert "售前咨询 (g1)" in capsys.readouterr().err, "nobody knows ids by heart"
        assert run(*arguments, "--groups", "售前咨询", monkeypatch=monkeypatch) == 0
        (agent,) = db.read(lambda reader: reader.find(Agent, login="anna"))
    finally:
        db.close()
    assert (agent.branch_id, agent.group_ids) == ("b1", ("g1",))


def test_a_password_cannot_be_asked_without_a_terminal(data: Path) -> None:
    words = [sys.executable, "-m", "sync_server", "set-password", "anna", "--data", str(data)]
    done = subprocess.run(
        words, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True, check=False
    )
    assert done.returncode == 2
    assert "zhiying-server: there is no terminal" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_nobody_else_of_the_machine_can_read_what_the_server_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o022)
    try:
        assert run("migrate", "--data", tmp_path / "new", monkeypatch=monkeypatch) == 0
        assert run("backup", tmp_path / "copy", "--data", tmp_path / "new", monkeypatch=monkeypatch) == 0
    finally:
        os.umask(before)
    for made in (tmp_path / "new", *(tmp_path / "new").iterdir(), tmp_path / "copy", *(tmp_path / "copy").iterdir()):
        assert not made.stat().st_mode & 0o007, made


def test_a_short_password_is_refused(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    arguments = ("create-user", "anna", "Anna", "--data", data, "--password-stdin")
    assert run(*arguments, monkeypatch=monkeypatch, answer="short") == 1
    assert "password_short" in capsys.readouterr().err


def test_a_new_password_ends_the_old_sign_ins(server: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    token = server.sign_in("anna").token
    at = ("--data", server.runtime.config.data, "--password-stdin")
    assert run("set-password", "Anna", *at, monkeypatch=monkeypatch, answer="short") == 1
    assert server.call("GET", "/auth/v1/me", token=token).status_code == 200
    assert run("set-password", "Anna", *at, monkeypatch=monkeypatch, answer="another password") == 0
    assert server.call("GET", "/auth/v1/me", token=token).status_code == 401
    again = {"login": "anna", "password": PASSWORD, "device": "x"}
    assert server.call("POST", "/auth/v1/sign-in", json=again).status_code == 401
    assert server.sign_in("anna", "another password").token


def test_who_left_is_out_at_once_and_may_come_back(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    db, token = server.runtime.db, server.sign_in("anna").token
    call = server.call("POST", "/desk/v1/heartbeat", json={"state": "online"}, token=token)
    assert call.status_code == 200
    taken = {"status": Status.ACTIVE, "assignee_id": "agent-anna", "queued_at": 1, "waiting_since": 1}
    scope = {"scope": "g:group-presale", "group_id": "group-presale"}
    db.write(lambda tx: tx.put(msgspec.convert({"id": "v1", "customer_id": "c", **scope, **taken}, Conversation)))
    at = ("--data", server.runtime.config.data)
    assert run("disable-user", "anna", *at, monkeypatch=monkeypatch) == 0
    assert server.call("GET", "/auth/v1/me", token=token).status_code == 401
    right = {"login": "anna", "password": PASSWORD, "device": "x"}
    assert server.call("POST", "/auth/v1/sign-in", json=right).status_code in (401, 403)
    db.write(lambda tx: presence.sweep(tx, server.runtime.config, 0))
    conversation = db.read(lambda reader: reader.get(Conversation, "v1"))
    there = db.read(lambda reader: reader.get(Presence, "agent-anna"))
    assert conversation is not None
    assert there is not None
    assert (conversation.status, conversation.assignee_id) == (Status.QUEUED, "")
    assert there.state is PresenceState.OFFLINE
    assert run("enable-user", "anna", *at, monkeypatch=monkeypatch) == 0
    assert server.sign_in("anna").agent_id == "agent-anna"
    assert run("disable-user", "nobody", *at, monkeypatch=monkeypatch) == 1
    assert "no_such_account" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "--data", "{tmp}/typo"), ["no database at {tmp}/typo/server.sqlite", "--data"]),
        (("backup", "{tmp}/copy", "--data", "{tmp}/typo"), ["no database at {tmp}/typo/server.sqlite"]),
        (("import-outbox", "{tmp}/half.json", "--data", "{tmp}/typo"), ["no database at {tmp}/typo/server.sqlite"]),
        (("load-office", str(SAMPLE), "--part", "talk", "--data", "{tmp}/typo"), ["no database at {tmp}/typo"]),
        (("restore", "{tmp}/nothing", "--data", "{tmp}/data"), ["no backup in {tmp}/nothing"]),
        (("load-office", "{tmp}/nope.json", "--data", "{tmp}/data"), ["no {tmp}/nope.json", "Check the path"]),
        (("load-office", "{tmp}/half.json", "--data", "{tmp}/data"), ["{tmp}/half.json is no office file", "JSON"]),
        (("check", "--database", "foo://anna:secret@host/x"), ["--database foo://anna:***@host/x is no address"]),
        (("check", "--database", "postgresql://anna:secret@127.0.0.1:1/x"), ["anna:***@127.0.0.1:1/x cannot be used"]),
        (("serve", "--port", "0", "--host", "192.0.2.7"), ["--host 192.0.2.7 is no address of this computer"]),
        (("serve", "--port", "0", "--frame-ancestors", "a;b"), ["--frame-ancestors: a;b is no site"]),
        (("serve", "--port", "0", "--upstream", "http://desk.example.com"), ["http://desk.example.com", "encryption"]),
        (("serve", "--port", "0", "--upstream", "desk.example.com"), ["example: https://desk.example.com"]),
        (("serve", "--port", "0", "--upstream", "https://[desk"), ["--upstream https://[desk is no address"]),
        (("serve", "--upstream", "http://10.0.0.7:8470", "--data", "{tmp}/data"), ["no {tmp}/data/upstream.token"]),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_with_what_to_do(
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
    arguments: tuple[str, ...],
    told: list[str],
) -> None:
    (tmp_path / "half.json").write_text('{"format": ', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(*(each.format(tmp=tmp_path) for each in arguments), monkeypatch=monkeypatch) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert all(words.format(tmp=tmp_path) in line for words in told), line
    assert "secret" not in line
    assert not (tmp_path / "typo").exists()


def test_a_port_in_use_is_told_with_the_way_out(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run("serve", "--data", data, "--port", str(port), monkeypatch=monkeypatch) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"port {port} of 127.0.0.1 is in use" in line
    assert "--port" in line


SPOKEN = [
    "app/domain/sealed.py",
    *(f"sync_server/service/{name}.py" for name in ("accounts", "files", "office", "sealed")),
    *(f"sync_server/storage/{name}.py" for name in ("addresses", "backup", "credentials", "database", "dump")),
    *(f"sync_server/storage/{name}.py" for name in ("file_bucket", "file_places")),
]
"""The modules whose errors the command line meets."""
NOT_HERE = {"rate_limited", "token_expired", "bad_range", "device_wiped"}
"""What of them only the network's callers meet."""


def test_every_error_of_the_command_line_has_a_sentence() -> None:
    said = "".join((ROOT / module).read_text(encoding="utf-8") for module in SPOKEN)
    raised = {*re.findall(r'AppError\(\s*"([a-z_]+)"', said), *re.findall(r'"(sealed_[a-z_]+)"', said)} - NOT_HERE
    assert raised >= {"sealed_not_next", "database_not_empty", "dump_failed", "no_such_program", "server_full"}
    assert raised <= set(complaints._SENTENCES)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AppError("sealed_damaged", {"why": "File is not a zip file"}), "not a zip file"),
        (AppError("sealed_foreign", {"why": "signature"}), "its signature is not"),
        (AppError("sealed_foreign", {"why": "server"}), "for another server"),
        (AppError("sealed_foreign", {"why": "account"}), "the account is closed"),
        (AppError("sealed_newer", {"version": 2}), "Upgrade this server"),
        (AppError("sealed_not_next", {"problem": "gap"}), "an earlier export is missing"),
        (AppError("sealed_other_history"), "before this server was restored"),
        (AppError("sealed_other_kind", {"kind": "answers"}), "answers"),
        (AppError("server_full"), "the disk of somewhere is full"),
        (AppError("no_such_file"), "desk.zip"),
        (AppError("file_too_large", {"limit": 5}), "(5 bytes)"),
        (AppError("database_not_empty", {"database": "office", "instead": "an empty database"}), "database office"),
        (AppError("dump_failed", {"program": "pg_dump", "why": "no host\nno luck"}), "no host no luck"),
        (AppError("no_such_program", {"program": "pg_dump", "instead": "install"}), "no program pg_dump"),
        (AppError("no_scratch_database", {"why": "denied", "needed": "CREATEDB"}), "CREATEDB"),
    ],
)
def test_a_complaint_is_one_line_with_the_code_at_its_end(error: AppError, told: str) -> None:
    options = parser().parse_args(["import-outbox", "desk.zip", "--data", "somewhere"])
    line, code = complaints.complaint(error, options)
    assert told in line
    assert (code, len(line.splitlines())) == (2, 1)
    assert line.endswith(f" [{error.code}]")


def test_a_database_that_somebody_holds_is_told(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    def held(options: object) -> int:
        raise DatabaseBusy("database is locked")

    monkeypatch.setitem(command_line.VERBS, "disable-user", held)
    assert run("disable-user", "anna", "--data", data, monkeypatch=monkeypatch) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot take this now: database is locked" in line


def test_only_an_import_is_refused_for_the_account_of_an_exporter() -> None:
    refused = AppError("forbidden", {"permission": "customer.merge"})
    taken_in, loaded = (
        parser().parse_args([*verb, "--data", "somewhere"])
        for verb in (("import-outbox", "desk.zip"), ("load-office", "office.json"))
    )
    assert "the account of whoever exported it is closed" in complaints.complaint(refused, taken_in)[0]
    assert complaints.complaint(refused, loaded) == (str(refused), complaints.REFUSED)


def test_a_damaged_database_is_told(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    (data / "server.sqlite").write_bytes(b"this is not a database" * 500)
    assert run("check", "--data", data, monkeypatch=monkeypatch) == 1
    assert "database_damaged" in capsys.readouterr().err


def test_the_sample_office_comes_in_twice_without_doubles(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    load = ("load-office", SAMPLE, "--data", data, "--password-stdin")
    assert run(*load, "--part", "people", monkeypatch=monkeypatch) == 0
    db = Database(f"sqlite:///{data / 'server.sqlite'}")
    # one of the articles that the office's cards name; the rest is not there yet
    office = offices.parse(SAMPLE.read_bytes())
    key = next(m.article for each in office.conversations for m in each.messages if m.article)
    db.write(lambda tx: tx.put(Article(id="a1", scope="all", title="the article", import_key=key, version=1)))
    assert run(*load, "--part", "talk", monkeypatch=monkeypatch) == 0
    assert "cards left out" in capsys.readouterr().out
    conversations = db.read(lambda reader: reader.find(Conversation))
    assert len(conversations) == len(office.conversations)
    assert {row.status for row in conversations} >= {Status.QUEUED, Status.ACTIVE, Status.CLOSED}
    messages = db.read(lambda reader: reader.find(Message, conversation_id=conversations[0].id, order="seq"))
    assert [message.seq for message in messages] == list(range(1, conversations[0].last_seq + 1))
    cards = db.read(lambda reader: reader.find(Message, kind=MessageKind.CARD))
    assert cards
    assert {card.article_id for card in cards} == {"a1"}
    sent = db.read(lambda reader: reader.find(Message, article_id="a1"))
    article = db.read(lambda reader: reader.get(Article, "a1"))
    assert article is not None
    assert article.sent_count == len(sent), "the library counts what the talk shows"
    queued = [row for row in conversations if row.status is Status.QUEUED]
    assert all(row.waiting_since and not row.assignee_id for row in queued)
    assert {row.customer_id for row in conversations} <= {
        row.id for row in db.read(lambda reader: reader.find(Customer))
    }
    made = db.read(lambda reader: {row.subject_id: row.at for row in reader.find(Event, action="created")})
    begun = {row.id: row.opened_at for row in conversations}
    begun |= {row.id: row.opened_at for row in db.read(lambda reader: reader.find(Ticket))}
    assert {row: made[row] for row in begun} == begun, "what is said of its beginning agrees"
    notes = db.read(lambda reader: reader.find(TicketNote))
    tickets = {row.id for row in db.read(lambda reader: reader.find(Ticket))}
    assert notes
    assert {note.ticket_id for note in notes} <= tickets
    agents = {row.id for row in db.read(lambda reader: reader.find(Agent))}
    assert {row.author_id for row in db.read(lambda reader: reader.find(Message, author=Author.AGENT))} <= agents
    before = db.read(lambda reader: reader.count(Message))
    assert run(*load, monkeypatch=monkeypatch) == 0
    assert db.read(lambda reader: reader.count(Message)) == before
    db.close()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"format": 2}', b"\xff"])
def test_a_file_that_is_no_office_is_refused(content: bytes) -> None:
    with pytest.raises(AppError, match="bad_office"):
        offices.parse(content)


def start(data: Path, port_file: Path, *more: str) -> tuple["subprocess.Popen[bytes]", str]:
    """Start a real server process; returns it and its address."""
    port_file.unlink(missing_ok=True)
    command = [sys.executable, "-m", "sync_server", "serve", "--data", str(data), "--port", "0"]
    with (data / "log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--port-file", str(port_file), *more],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    deadline = time.monotonic() + 40
    while not port_file.exists():
        assert process.poll() is None, (data / "log").read_text(encoding="utf-8")
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return process, f"http://127.0.0.1:{port_file.read_text().strip()}"


@pytest.mark.slow
def test_a_real_process_serves_dies_and_goes_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("create-user", "anna", "Anna", "--data", data, "--password-stdin", monkeypatch=monkeypatch)
    process, url = start(data, data / "port")
    try:
        health = requests.get(f"{url}/health", timeout=20).json()
        signed = requests.post(
            f"{url}/auth/v1/sign-in", json={"login": "anna", "password": PASSWORD}, timeout=20
        ).json()
        visitor = requests.post(f"{url}/chat/v1/session", json={}, timeout=20).json()
        assert signed["server_id"] == health["server_id"]
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
        process, url = start(data, data / "port")
        headers = {"Authorization": f"Bearer {signed['token']}"}
        assert requests.get(f"{url}/auth/v1/me", headers=headers, timeout=20).json()["agent"]["login"] == "anna"
        known = requests.post(f"{url}/chat/v1/session", json={"token": visitor["token"]}, timeout=20).json()
        assert known["visitor_id"] == visitor["visitor_id"]
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) in (0, -signal.SIGTERM)
        assert time.monotonic() - began < 10
    finally:
        process.kill()
        process.wait()
    log = (data / "log").read_text(encoding="utf-8")
    assert PASSWORD not in log
    assert signed["token"] not in log
