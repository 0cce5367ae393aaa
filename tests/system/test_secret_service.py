"""A secret had from the Secret Service without the library, and left to the library whenever anything is unusual."""

import shutil

import pytest

from app.system.secret_service import lookup
from app.system.secrets import TokenStore
from tests.helpers.secret_service import secret_service

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="no message bus on this machine")


@pytest.fixture(autouse=True)
def desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key store of the tests' is named: as on a desktop."""
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")


def test_what_lies_open_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with secret_service("Desk", "server/anna", "密钥") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert lookup("Desk", "server/anna") == "密钥"
        assert lookup("Desk", "server/ben") is None
        assert TokenStore("Desk").load("server", "anna") == "密钥"
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.helpers.memory_keyring.MemoryKeyring")
        assert lookup("Desk", "server/anna") is None, "whoever names a key store means it"


def test_without_a_bus_or_a_service_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert lookup("Desk", "server/anna") is None
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    assert lookup("Desk", "server/anna") is None
    with secret_service("Desk", "server/anna", "") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert lookup("Desk", "server/anna") is None
