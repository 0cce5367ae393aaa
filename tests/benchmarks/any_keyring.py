"""A key store that knows a token for everybody: a measured client starts signed in."""

from keyring.backend import KeyringBackend


class AnyKeyring(KeyringBackend):
    """Answers every question with the same token and forgets what it is told."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """The token."""
        return "bench"

    def set_password(self, service: str, username: str, password: str) -> None:
        """Take no notice."""

    def delete_password(self, service: str, username: str) -> None:
        """Take no notice."""
