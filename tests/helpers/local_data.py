"""The encrypted data of a client, opened beside it: what a test looks at that a person does not see."""

from pathlib import Path

from app.storage.driver import connect, dbapi
from app.system.data_key import DataKey
from app.system.secrets import TokenStore
from tests.helpers.server import PASSWORD


def key_of(database: Path, password: str = PASSWORD) -> bytes:
    """Return the key of a profile's database by the password of its account."""
    return DataKey(database.with_name("data-key.json"), TokenStore("nothing"), "", "").get(password, stay=False)


def look_into(database: Path, *, writable: bool = False) -> dbapi.Connection:
    """Open the database of a profile."""
    return connect(database, key_of(database), writable=writable)
