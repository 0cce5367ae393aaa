"""Deleting an account's data on order: the key first, so that what a kill leaves behind cannot be read."""

from pathlib import Path

import pytest

from app.system import wipes
from app.system.data_key import SERVICE, DataKey
from app.system.paths import AppPaths
from app.system.secrets import TokenStore
from app.system.settings import Account
from app.system.wipes import Order, Wipes

ACCOUNT = Account(server_url="http://127.0.0.1:9", server_id="office", agent_id="anna", login="anna")
PASSWORD = "of the one who lost it"


def test_a_deletion_that_is_stopped_at_the_first_file_has_thrown_away_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = AppPaths(tmp_path)
    profile = paths.profile("office", "anna")
    profile.create()
    store = TokenStore(SERVICE)
    DataKey(profile.data_key, store, "office", "anna").get(PASSWORD)
    profile.database.write_bytes(b"encrypted")

    def stopped(*_: object) -> None:
        raise OSError("the file is in use")

    monkeypatch.setattr(wipes, "_delete", stopped)
    with pytest.raises(OSError, match="in use"):
        Wipes(paths).carry_out(Order(account=ACCOUNT), (store,))
    assert profile.database.exists()
    assert store.load("office", "anna") is None
    assert not profile.data_key.exists()
