"""Signing in without the server: a slow hash of the password, valid for a week after the last real sign-in.

It lets a person open the data that this computer already holds where there is no key store or no token in it. It is
no token: the server is asked as soon as it can be reached. A clock that was put back, by a flat battery or by hand,
keeps nobody out: the data lies here anyway, and the week is a reminder rather than a lock.
"""

import hashlib
import hmac
import logging
import secrets
from pathlib import Path
from typing import Literal

import msgspec

from app.system.files import write_atomically

log = logging.getLogger(__name__)

FILE = "offline-sign-in.json"
"""Its name in the folder of a profile."""
VALID_MS = 7 * 24 * 3600 * 1000
_N, _R, _P = 2**15, 8, 1  # 32 MB and about 0.1 s a try
_MEMORY = 64 * 1024 * 1024

Answer = Literal["ok", "wrong", "over", "none"]
"""The password fits; it does not; the week is over; nobody has signed in here yet."""


class _Kept(msgspec.Struct, frozen=True):
    salt: str
    hash: str
    at: int
    n: int = _N
    r: int = _R
    p: int = _P


class OfflineSignIn:
    """The file beside one profile. Call it off the GUI thread."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def remember(self, password: str, now: int) -> None:
        """Keep what a password must match after the server accepted it at ``now`` (ms). Raises OSError."""
        salt = secrets.token_bytes(16)
        kept = _Kept(salt=salt.hex(), hash=_hash(password, salt, _N, _R, _P).hex(), at=now)
        write_atomically(self._path, msgspec.json.encode(kept))

    def check(self, password: str, now: int) -> Answer:
        """Say whether a password opens the profile now."""
        kept = self._kept()
        if kept is not None and now - kept.at >= VALID_MS:
            return "over"
        return self.matches(password)

    def matches(self, password: str) -> Literal["ok", "wrong", "none"]:
        """Say whether it is the password, however long ago it was typed: for who is signed in and locked the desk."""
        kept = self._kept()
        if kept is None:
            return "none"
        found = _hash(password, bytes.fromhex(kept.salt), kept.n, kept.r, kept.p)
        return "ok" if hmac.compare_digest(found.hex(), kept.hash) else "wrong"

    @property
    def kept(self) -> bool:
        """Whether there is something that a password can be held against."""
        return self._path.is_file()

    def valid(self, now: int) -> bool:
        """Say whether an offline sign-in could work now."""
        kept = self._kept()
        return kept is not None and now - kept.at < VALID_MS

    def forget(self) -> None:
        """Allow no offline sign-in any more."""
        self._path.unlink(missing_ok=True)

    def _kept(self) -> _Kept | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("the offline sign-in cannot be read: %s", error)
            return None


def _hash(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)
