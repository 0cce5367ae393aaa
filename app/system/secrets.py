"""Sign-in tokens in the system's key store, or in memory alone when there is none. Never in a file of ours.

Call it off the GUI thread: a locked key store may open a prompt and wait for a person.
"""

import logging
import threading
from typing import Literal

from app.system import secret_service

log = logging.getLogger(__name__)

SERVICE = "Zhiying Desk"

StoreProblem = Literal["", "no_keyring", "keyring_locked", "keyring_failed"]
"""Why a token is not kept beyond this run; "" when it is."""


class TokenStore:
    """Keeps one token for each account. Safe to use from several threads.

    ``problem`` says after each call whether the key store worked. What it refused is kept in memory, so that the
    session goes on; the person signs in again after the next start.
    """

    def __init__(self, service: str = SERVICE) -> None:
        self.service = service
        self._memory: dict[str, str] = {}
        self._lock = threading.Lock()
        self.problem: StoreProblem = ""

    def probe(self) -> StoreProblem:
        """Look whether there is a key store at all, without asking it for anything; returns :attr:`problem`."""
        import keyring
        from keyring.backends.fail import Keyring as NoStore

        with self._lock:
            if isinstance(keyring.get_keyring(), NoStore):
                self.problem = "no_keyring"
            return self.problem

    def load(self, server_id: str, agent_id: str) -> str | None:
        """Return the token of an account, or None when there is none or it cannot be had."""
        user = _user(server_id, agent_id)
        with self._lock:
            if user in self._memory:
                return self._memory[user]
            if found := secret_service.lookup(self.service, user):
                self.problem = ""
                return found
            # keyring costs 0.12 s to import and 0.1 s more to find its backend; this runs off the GUI thread.
            import keyring

            try:
                token = keyring.get_password(self.service, user)
            except Exception as error:  # backends leak errors of D-Bus and the like, not only KeyringError
                self._failed(error)
                return None
            self.problem = ""
            return token

    def save(self, server_id: str, agent_id: str, token: str) -> bool:
        """Remember a token; returns whether it outlives this run."""
        import keyring

        user = _user(server_id, agent_id)
        with self._lock:
            try:
                keyring.set_password(self.service, user, token)
            except Exception as error:
                self._failed(error)
                self._memory[user] = token
                return False
            self._memory.pop(user, None)
            self.problem = ""
            return True

    def delete(self, server_id: str, agent_id: str) -> None:
        """Forget a token; it is no error when there is none."""
        import keyring
        from keyring.errors import PasswordDeleteError

        user = _user(server_id, agent_id)
        with self._lock:
            self._memory.pop(user, None)
            try:
                keyring.delete_password(self.service, user)
            except PasswordDeleteError:
                return
            except Exception as error:
                self._failed(error)

    def _failed(self, error: Exception) -> None:
        name = type(error).__name__
        problems: dict[str, StoreProblem] = {
            "NoKeyringError": "no_keyring",
            "KeyringLocked": "keyring_locked",
            "InitError": "keyring_locked",  # the prompt that would unlock it was dismissed
        }
        self.problem = problems.get(name, "keyring_failed")
        if self.problem == "no_keyring":
            log.info("no key store: tokens stay in memory")
        else:
            log.warning("the key store does not work (%s): tokens stay in memory", name)


def _user(server_id: str, agent_id: str) -> str:
    return f"{server_id}/{agent_id}"
