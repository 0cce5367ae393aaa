"""The key of the local data: from the key store, or unlocked by the password; never in a file as it is."""

from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.system import data_key
from app.system.data_key import SERVICE, DataKey
from app.system.secrets import TokenStore
from tests.helpers import memory_keyring
from tests.helpers.log_watch import LogWatch

PASSWORD = "kept in mind"


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash of the real cost takes 0.2 s a try."""
    monkeypatch.setattr(data_key, "_N", 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data-key.json"


def account(file: Path) -> DataKey:
    """Return what a new run of the program has."""
    return DataKey(file, TokenStore(SERVICE), "server", "anna")


class NoStore:
    """A computer without a key store: nothing is kept beyond the run."""

    def load(self, server_id: str, agent_id: str) -> str | None:
        return None

    def save(self, server_id: str, agent_id: str, token: str) -> bool:
        return False

    def delete(self, server_id: str, agent_id: str) -> None:
        pass


def code_of(key: DataKey, password: str = "", *, fresh: bool = False) -> str:
    with pytest.raises(AppError) as caught:
        key.get(password, fresh=fresh)
    return caught.value.code


def test_who_stays_signed_in_gets_the_same_key_without_a_password_and_no_file_has_it(file: Path) -> None:
    key = account(file).get(PASSWORD)
    assert len(key) == 32
    assert account(file).get(fresh=False) == key
    content = file.read_bytes()
    assert key not in content
    assert key.hex().encode() not in content
    assert PASSWORD.encode() not in content


def test_two_profiles_have_two_keys(file: Path, tmp_path: Path) -> None:
    other = DataKey(tmp_path / "other.json", TokenStore(SERVICE), "server", "ben")
    assert account(file).get(PASSWORD) != other.get(PASSWORD)


def test_what_the_key_store_lost_the_password_gives_back_and_the_store_has_it_again(file: Path) -> None:
    key = account(file).get(PASSWORD)
    memory_keyring.ENTRIES.clear()
    assert code_of(account(file)) == "key_password"
    assert code_of(account(file), "another") == "key_password_changed"
    assert account(file).get(PASSWORD, fresh=False) == key
    assert account(file).get(fresh=False) == key


def test_without_a_key_store_the_password_unlocks_the_key_at_each_start(file: Path) -> None:
    key = DataKey(file, NoStore(), "server", "anna").get(PASSWORD)
    assert code_of(DataKey(file, NoStore(), "server", "anna")) == "key_password"
    assert DataKey(file, NoStore(), "server", "anna").get(PASSWORD, fresh=False) == key


def test_without_a_key_store_and_a_password_no_key_is_made(file: Path) -> None:
    assert code_of(DataKey(file, NoStore(), "server", "anna"), fresh=True) == "key_password"
    assert not file.exists()


def test_who_does_not_stay_signed_in_leaves_no_key_in_the_store(file: Path) -> None:
    key = account(file).get(PASSWORD, stay=False)
    assert memory_keyring.ENTRIES == {}
    assert account(file).get(PASSWORD, fresh=False) == key
    assert memory_keyring.ENTRIES != {}
    assert account(file).get(PASSWORD, stay=False, fresh=False) == key
    assert memory_keyring.ENTRIES == {}


def test_a_sign_out_takes_the_key_from_the_store_unless_nothing_else_unlocks_it(file: Path) -> None:
    key = account(file).get()  # an upgrade of somebody who stayed signed in: no password was typed yet
    account(file).sign_out()
    assert account(file).get(fresh=False) == key
    account(file).get(PASSWORD, fresh=False)
    account(file).sign_out()
    assert code_of(account(file)) == "key_password"
    assert account(file).get(PASSWORD, fresh=False) == key


def test_the_password_that_the_server_takes_now_locks_the_key_from_then_on(file: Path) -> None:
    key = account(file).get(PASSWORD)
    assert account(file).get("changed elsewhere", fresh=False) == key
    memory_keyring.ENTRIES.clear()
    assert code_of(account(file), PASSWORD) == "key_password_changed"
    assert account(file).get("changed elsewhere", fresh=False) == key


def test_a_password_changed_here_is_the_one_that_unlocks(file: Path) -> None:
    key = account(file).get(PASSWORD)
    data_key.change_password(file, "wrong", "new")
    assert data_key.unlocks(file, PASSWORD)
    data_key.change_password(file, PASSWORD, "new")
    assert not data_key.unlocks(file, PASSWORD)
    memory_keyring.ENTRIES.clear()
    assert account(file).get("new", fresh=False) == key


def test_a_key_of_other_data_in_the_store_is_not_used(file: Path, log_watch: LogWatch) -> None:
    key = account(file).get(PASSWORD)
    TokenStore(SERVICE).save("server", "anna", "00" * 32)
    log_watch.expect("app.system.data_key", "other data")
    assert code_of(account(file)) == "key_password"
    log_watch.expect("app.system.data_key", "other data")
    assert account(file).get(PASSWORD, fresh=False) == key


def test_a_lost_file_costs_nothing_while_the_store_has_the_key_and_no_new_key_is_made_over_old_data(file: Path) -> None:
    key = account(file).get(PASSWORD)
    file.unlink()
    assert account(file).get(fresh=False) == key
    file.unlink()
    memory_keyring.ENTRIES.clear()
    assert code_of(account(file), PASSWORD) == "key_lost"
    assert not file.exists()


def test_a_damaged_file_is_told_as_a_lost_key(file: Path) -> None:
    account(file).get(PASSWORD)
    file.write_bytes(b"{")
    assert code_of(account(file), PASSWORD) == "key_lost"
