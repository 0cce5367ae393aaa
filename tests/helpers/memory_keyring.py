"""A key store in memory: no test reaches the key store of the person who runs it.

``tests/conftest.py`` names it in PYTHON_KEYRING_BACKEND, so that programs started by tests use it too, and empties it
after each test.
"""

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

ENTRIES: dict[tuple[str, str], str] = {}


class MemoryKeyring(KeyringBackend):
    """Keeps (service, user) -> secret for the life of the process."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""
        return ENTRIES.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store or replace the secret."""
        ENTRIES[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret; raises PasswordDeleteError when there is none, as real stores do."""
        if ENTRIES.pop((service, username), None) is None:
            raise PasswordDeleteError(f"no secret for {username} in {service}")
