"""Tokens go to the key store; without one they live in memory, never in a file."""

from collections.abc import Callable, Iterator

import keyring
import keyring.backends.fail
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked

from app.system.secrets import SERVICE, TokenStore
from tests.helpers.log_watch import LogWatch


class BrokenKeyring(KeyringBackend):
    """A key store that raises what it is told."""

    priority = 1

    def __init__(self, error: Exception) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise self.error


Use = Callable[[KeyringBackend], None]


@pytest.fixture
def use() -> Iterator[Use]:
    """A function that puts another key store in force for one test."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_a_token_is_kept_beyond_the_store() -> None:
    assert TokenStore().save("s", "a", "t0ken") is True
    assert TokenStore().load("s", "a") == "t0ken"
    assert keyring.get_password(SERVICE, "s/a") == "t0ken"
    assert TokenStore().load("s", "b") is None


def test_a_deleted_token_is_gone_and_deleting_none_is_no_error() -> None:
    store = TokenStore()
    store.save("s", "a", "t0ken")
    store.delete("s", "a")
    store.delete("s", "a")
    assert (store.load("s", "a"), store.problem) == (None, "")


def test_without_a_key_store_tokens_last_for_the_run(use: Use) -> None:
    use(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    store = TokenStore()
    assert store.probe() == "no_keyring"  # known before anybody has signed in
    assert store.save("s", "a", "t0ken") is False
    assert (store.load("s", "a"), store.problem) == ("t0ken", "no_keyring")
    assert TokenStore().load("s", "a") is None
    store.delete("s", "a")
    assert store.load("s", "a") is None


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (KeyringLocked("locked"), "keyring_locked"),
        (InitError("Prompt dismissed"), "keyring_locked"),
        (RuntimeError("org.freedesktop.DBus.Error: t0ken"), "keyring_failed"),
    ],
)
def test_a_failing_key_store_never_stops_the_program(
    use: Use, error: Exception, problem: str, log_watch: LogWatch
) -> None:
    log_watch.expect("app.system.secrets", type(error).__name__)
    use(BrokenKeyring(error))
    store = TokenStore()
    assert store.load("s", "a") is None
    assert store.save("s", "a", "t0ken") is False
    assert store.load("s", "a") == "t0ken"
    store.delete("s", "a")
    assert store.problem == problem
    assert not any("t0ken" in record.getMessage() for record in log_watch.records)


def test_a_store_that_works_again_is_used_again(use: Use, log_watch: LogWatch) -> None:
    log_watch.expect("app.system.secrets", "KeyringLocked")
    working = keyring.get_keyring()
    use(BrokenKeyring(KeyringLocked("locked")))
    store = TokenStore()
    store.save("s", "a", "old")
    use(working)
    assert store.save("s", "a", "new") is True
    assert (store.load("s", "a"), store.problem) == ("new", "")
