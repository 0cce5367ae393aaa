"""The list of devices, the end of their sign-ins, and the order to delete what one holds."""

import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain.devices import HEADER, Device, Devices
from app.domain.errors import AppError, Refused
from app.domain.journal import Event
from app.domain.people import Role
from sync_server.__main__ import main
from sync_server.service import accounts, devices
from sync_server.service.accounts import Caller, caller_of
from sync_server.storage import credentials
from sync_server.storage.devices import Visit
from tests.helpers.server import PASSWORD, RunningServer, SettableClock, password_hash
from tests.server.device import Office

KEY = "a" * 32
DESK = Visit(key=accounts.hash_token(KEY), address="10.0.0.7", system="Windows 11", version="0.1.0")


def sign_in(office: Office, login: str, visit: Visit = DESK, name: str = "desk") -> str:
    """Sign an agent in, with an account if there is none; returns the token."""

    def begin(tx: Any) -> str:
        if credentials.account(tx, login) is None:
            credentials.add_account(tx, login, login, password_hash())
        return accounts.succeed(tx, office.config, login, login, name, visit).token

    return office.db.write(begin)


def who(office: Office, token: str, visit: Visit = DESK) -> Caller:
    return office.db.read(lambda reader: caller_of(reader, token, visit))[0]


def listed(office: Office) -> tuple[Device, ...]:
    return office.db.read(devices.everybody)


def test_a_sign_in_registers_the_device_and_the_next_one_finds_it(any_office: Office, clock: SettableClock) -> None:
    any_office.agent("anna")
    sign_in(any_office, "anna")
    clock.advance(1000)
    sign_in(any_office, "anna", msgspec.structs.replace(DESK, version="0.2.0", address="10.0.0.8"), "renamed")
    (device,) = listed(any_office)
    assert (device.agent_name, device.name, device.system) == ("Anna", "renamed", "Windows 11")
    assert (device.version, device.address, device.sign_ins) == ("0.2.0", "10.0.0.8", 2)
    assert device.seen_at == device.created_at + 1000
    sign_in(any_office, "anna", Visit(key="another"), "renamed")
    assert len(listed(any_office)) == 2, "two computers of one name are two"


def test_a_device_from_before_it_had_a_key_goes_on_as_the_same(office: Office) -> None:
    office.agent("anna")
    sign_in(office, "anna", Visit())
    (before,) = listed(office)
    assert not before.obeys
    with pytest.raises(Refused, match="device_too_old"):
        office.db.write(lambda tx: devices.wipe(tx, before.id))
    sign_in(office, "anna")
    (after,) = listed(office)
    assert (after.id, after.obeys) == (before.id, True)


def test_a_device_that_stays_signed_in_can_be_wiped_once_its_program_has_a_key(office: Office) -> None:
    office.agent("anna")
    caller = who(office, sign_in(office, "anna", Visit()), DESK)
    office.db.write(lambda tx: accounts.prolong(tx, office.config, caller, DESK))
    other = msgspec.structs.replace(DESK, key="b" * 64)
    office.db.write(lambda tx: accounts.prolong(tx, office.config, caller, other))
    (device,) = listed(office)
    office.db.write(lambda tx: devices.wipe(tx, device.id))
    with pytest.raises(AppError, match="device_wiped"):
        sign_in(office, "anna", DESK)  # the key that came first is kept
    sign_in(office, "anna", other)


def test_a_device_that_works_is_heard_of_once_an_hour(office: Office, clock: SettableClock) -> None:
    office.agent("anna")
    token = sign_in(office, "anna")
    clock.advance(2 * 3_600_000)
    caller, note = office.db.read(lambda reader: caller_of(reader, token, DESK))
    assert note
    office.db.write(lambda tx: accounts.prolong(tx, office.config, caller, Visit(address="10.9.9.9", version="0.3.0")))
    (device,) = listed(office)
    assert (device.seen_at, device.address, device.version) == (clock.now, "10.9.9.9", "0.3.0")


def test_an_agent_ends_his_own_sign_ins_and_no_one_elses(office: Office) -> None:
    for name in ("anna", "bob"):
        office.agent(name)
    here, there = sign_in(office, "anna"), sign_in(office, "anna", Visit(key="laptop"), "laptop")
    sign_in(office, "bob", Visit(key="bobs"))
    anna = who(office, here)
    mine = office.db.read(lambda reader: devices.mine(reader, anna))
    assert {each.name: each.current for each in mine} == {"desk": True, "laptop": False}
    laptop = next(each.id for each in mine if each.name == "laptop")
    office.db.write(lambda tx: devices.end_mine(tx, anna, laptop))
    with pytest.raises(AppError, match="token_expired"):
        who(office, there, Visit(key="laptop"))
    assert who(office, here) == anna
    bobs = next(each.id for each in listed(office) if each.agent_id == "bob")
    with pytest.raises(AppError, match="no_such_row"):
        office.db.write(lambda tx: devices.end_mine(tx, anna, bobs))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_administrators_see_and_end_the_devices_of_others(office: Office, role: Role) -> None:
    office.agent("anna")
    office.agent("eve", role=role)
    sign_in(office, "anna")
    eve = who(office, sign_in(office, "eve", Visit(key="eves")))
    annas = next(each.id for each in listed(office) if each.agent_id == "anna")
    for attempt in (
        lambda tx: devices.everybody(tx, eve),
        lambda tx: devices.revoke(tx, annas, eve),
        lambda tx: devices.wipe(tx, annas, eve),
        lambda tx: devices.spare(tx, annas, eve),
    ):
        with pytest.raises(AppError, match="forbidden"):
            office.db.write(attempt)
    assert next(each for each in listed(office) if each.id == annas).sign_ins == 1


def test_a_wipe_is_told_until_it_is_acknowledged_and_written_down(any_office: Office) -> None:
    office = any_office
    office.agent("anna")
    boss = office.agent("boss", role=Role.ADMIN)
    token = sign_in(office, "anna")
    (device,) = listed(office)
    admin = Caller(boss.agent_id, "")
    for _ in range(2):  # ordered twice it is one order
        office.db.write(lambda tx: devices.wipe(tx, device.id, admin))
    for shown in (token, "", "made up"):
        with pytest.raises(AppError, match="device_wiped"):
            who(office, shown)
    with pytest.raises(AppError, match="device_wiped"):
        sign_in(office, "anna")
    with pytest.raises(AppError, match="token_expired"):
        who(office, token, Visit(key="another device"))
    assert listed(office)[0].wipe == "ordered"
    office.db.write(lambda tx: devices.obeyed(tx, "another device", 9))
    assert listed(office)[0].wipe == "ordered"
    for unsent in (3, 7):  # said twice it counts once
        office.db.write(lambda tx, unsent=unsent: devices.obeyed(tx, DESK.key, unsent))  # type: ignore[misc]
    (done,) = listed(office)
    assert (done.wipe, done.unsent) == ("done", 3)
    lines = [each for each in office.find(Event, subject_id="anna") if each.action.startswith("device_")]
    assert [(each.action, each.actor_id, each.values) for each in sorted(lines, key=lambda each: each.action)] == [
        ("device_wipe_ordered", "boss", {"device": "desk"}),
        ("device_wiped", "anna", {"device": "desk", "unsent": "3"}),
    ]
    sign_in(office, "anna")
    assert [(each.wipe, each.sign_ins) for each in listed(office) if each.id != device.id] == [("", 1)]


def test_an_order_that_was_not_obeyed_yet_is_taken_back(any_office: Office) -> None:
    office = any_office
    office.agent("anna")
    admin = Caller(office.agent("boss", role=Role.ADMIN).agent_id, "")
    token = sign_in(office, "anna")
    (device,) = listed(office)
    office.db.write(lambda tx: devices.spare(tx, device.id, admin))  # there is none
    office.db.write(lambda tx: devices.wipe(tx, device.id, admin))
    office.db.write(lambda tx: devices.spare(tx, device.id, admin))
    assert [(each.wipe, each.wipe_at, each.sign_ins) for each in listed(office)] == [("", 0, 0)]
    with pytest.raises(AppError, match="token_expired"):
        who(office, token)
    sign_in(office, "anna")
    assert [(each.id, each.sign_ins) for each in listed(office)] == [(device.id, 1)], "it is the same device"
    office.db.write(lambda tx: devices.obeyed(tx, DESK.key, 1))
    assert listed(office)[0].wipe == "", "what is said of an order from before the sign-in is said too late"
    lines = [each.action for each in office.find(Event, subject_id="anna") if each.action.startswith("device_")]
    assert sorted(lines) == ["device_wipe_cancelled", "device_wipe_ordered"]
    office.db.write(lambda tx: devices.wipe(tx, device.id, admin))
    with pytest.raises(AppError, match="device_wiped"):
        sign_in(office, "anna")
    office.db.write(lambda tx: devices.obeyed(tx, DESK.key, 0))
    with pytest.raises(Refused, match="device_obeyed"):
        office.db.write(lambda tx: devices.spare(tx, device.id, admin))
    assert listed(office)[0].wipe == "done"


def test_a_device_that_had_obeyed_before_the_order_was_taken_back_says_so_later(office: Office) -> None:
    office.agent("anna")
    sign_in(office, "anna")
    (device,) = listed(office)
    office.db.write(lambda tx: devices.wipe(tx, device.id))
    office.db.write(lambda tx: devices.spare(tx, device.id))
    office.db.write(lambda tx: devices.obeyed(tx, DESK.key, 2))
    (after,) = listed(office)
    assert (after.wipe, after.unsent) == ("done", 2)
    sign_in(office, "anna")
    assert len(listed(office)) == 2, "what signs in now is empty: a new one"


def test_a_sign_in_that_crossed_the_order_is_none(office: Office) -> None:
    office.agent("anna")
    sign_in(office, "anna")
    (device,) = listed(office)
    office.db.write(lambda tx: devices.wipe(tx, device.id))
    crossed = accounts.hash_token("crossed")
    office.db.write(lambda tx: credentials.add_token(tx, crossed, "anna", device.id, tx.now + 10_000))
    with pytest.raises(AppError, match="device_wiped"):
        who(office, "crossed")


# -- over HTTP ---------------------------------------------------------------------------------------------------------


@pytest.mark.allow_logs("uvicorn", "sync_server")
def test_every_contact_tells_a_wiped_device_and_a_held_poll_ends_at_once(server: RunningServer) -> None:
    server.create_account("root", role=Role.ADMIN)
    shown = {HEADER: KEY, "User-Agent": "ZhiyingDesk/0.1.0 (Debian GNU/Linux 12)"}
    body = {"login": "anna", "password": PASSWORD, "device": "desk"}
    token = server.call("POST", "/auth/v1/sign-in", json=body, headers=shown).json()["token"]
    root = server.token("root")
    every = msgspec.json.decode(server.call("GET", "/admin/v1/devices", token=root).content, type=Devices).devices
    device = next(each for each in every if each.name == "desk")
    assert (device.system, device.version, device.address) == ("Debian GNU/Linux 12", "0.1.0", "127.0.0.1")
    answers: list[Any] = []

    def poll() -> None:
        answers.append(server.call("GET", f"/sync/v1/wait?head={1 << 40}", token=token, headers=shown))

    waiting = threading.Thread(target=poll)
    waiting.start()
    deadline = time.monotonic() + 10
    while not server.runtime.hub.watching() and time.monotonic() < deadline:
        time.sleep(0.01)
    begun = time.monotonic()
    assert server.call("POST", f"/admin/v1/devices/{device.id}/wipe", token=root).status_code == 204
    waiting.join(timeout=10)
    assert time.monotonic() - begun < 5
    assert (answers[0].status_code, answers[0].json()["code"]) == (403, "device_wiped")
    for path, sent in (
        ("/desk/v1/heartbeat", {"state": "online"}),
        ("/auth/v1/sign-out", {}),
        ("/desk/v1/take-next", {}),
    ):
        assert server.call("POST", path, token=token, json=sent, headers=shown).json()["code"] == "device_wiped"
    pushed = server.call("POST", "/sync/v1/push", token=token, json={}, headers=shown)
    assert pushed.json()["code"] == "device_wiped", "not even its body is read"
    again = server.call("POST", "/auth/v1/sign-in", json={**body, "password": "wrong"}, headers=shown)
    assert (again.status_code, again.json()["code"]) == (403, "device_wiped")
    assert server.call("POST", "/auth/v1/wiped", json={"unsent": 2}, headers=shown).status_code == 204
    after = server.call("POST", "/auth/v1/sign-in", json=body, headers=shown)
    assert after.status_code == 200


def test_the_name_of_a_computer_is_one_column_of_its_line(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.agent("anna")
    name = "desk\x1b[2K\r\n0\tBoss"
    sign_in(office, "anna", name=name)
    assert main(["devices", "list", "--data", str(tmp_path)]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split("\t")[2] == "desk[2K0Boss"


def test_the_command_line_lists_and_ends(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office.agent("anna")
    token = sign_in(office, "anna")
    (device,) = listed(office)
    data = str(tmp_path)
    assert main(["devices", "list", "--data", data]) == 0
    line = capsys.readouterr().out.strip().split("\t")
    assert line[:6] == [device.id, "Anna", "desk", "Windows 11", "0.1.0", "10.0.0.7"]
    assert line[-1] == "signed in"
    assert main(["devices", "wipe", device.id, "--data", data]) == 0
    with pytest.raises(AppError, match="device_wiped"):
        who(office, token)
    capsys.readouterr()
    assert main(["devices", "list", "--login", "anna", "--data", data]) == 0
    assert capsys.readouterr().out.strip().endswith("wipe ordered")
    assert main(["devices", "spare", device.id, "--data", data]) == 0
    assert main(["devices", "list", "--data", data]) == 0
    assert capsys.readouterr().out.strip().endswith("signed out")
    assert main(["devices", "revoke", "nothing", "--data", data]) == 2
