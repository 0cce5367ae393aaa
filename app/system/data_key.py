"""The key of one profile's local data: 32 random bytes, kept by the system's key store, or locked by the password.

Beside the data lies a small file. It holds the key wrapped by a slow hash of the sign-in password, so that a lost entry
of the key store, or a computer that has none, costs nobody what was not sent yet; and a mark by which a wrong key is
noticed before anything is opened with it. The key itself is in no file. Who stays signed in needs no password: then the
key store answers.
"""

import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from app.domain.errors import AppError
from app.system.files import write_atomically

log = logging.getLogger(__name__)

SERVICE = "Zhiying Desk data key"
"""The name under which the key store has the keys."""
KEY_BYTES = 32
_N, _R, _P = 2**16, 8, 1  # 64 MB and about 0.2 s a try
_MEMORY = 256 * 1024 * 1024
_PURPOSE = b"zhiying data key"


class Store(Protocol):
    """What keeps secrets for the system's user: :class:`app.system.secrets.TokenStore`."""

    def load(self, server_id: str, agent_id: str) -> str | None: ...
    def save(self, server_id: str, agent_id: str, token: str) -> bool: ...
    def delete(self, server_id: str, agent_id: str) -> None: ...


class _Wrapped(msgspec.Struct, frozen=True):
    """The key, encrypted by AES-GCM under the hash of a password; all in hex."""

    salt: str
    nonce: str
    sealed: str
    n: int
    r: int
    p: int


class _Kept(msgspec.Struct, frozen=True):
    mark: str
    wrapped: _Wrapped | None = None


class DataKey:
    """The key of one account. Call it off the GUI thread: a key store may wait for a person."""

    def __init__(self, path: Path, store: Store, server_id: str, agent_id: str) -> None:
        self._path = path
        self._store = store
        self._user = (server_id, agent_id)

    def get(
        self,
        password: str = "",
        *,
        stay: bool = True,
        fresh: bool = True,
        fits: Callable[[bytes], bool] = lambda key: True,
    ) -> bytes:
        """Return the key; a profile that has none, or has lost it, gets one if it is ``fresh``: nothing is lost then.

        ``password`` was accepted by the server, or by what an earlier one left here; "" when nobody was asked. With
        ``stay`` the key store gives the key the next time. ``fits`` tells whether a key opens what is encrypted, where
        the file beside it is gone. Raises AppError: "key_password" (the key store does not give the key: the password
        is needed), "key_password_changed" (the data is locked by an earlier one), "key_lost" (nothing here unlocks it),
        "key_wrong" (and the key store has the key of other data). Raises OSError.
        """
        try:
            return self._get(password, stay=stay, fresh=fresh, fits=fits)
        except AppError as error:
            if not fresh or error.code not in ("key_lost", "key_wrong", "key_password_changed"):
                raise
            log.warning("nothing depends on the lost key yet; there is another one now")
            return self._make(password, stay=stay, fresh=True)

    def _get(self, password: str, *, stay: bool, fresh: bool, fits: Callable[[bytes], bool]) -> bytes:
        kept = _read(self._path)
        if kept is None:
            return self._make(password, stay=stay, fresh=fresh, fits=fits)
        stored = _key_of(self._store.load(*self._user))
        key = stored if stored is not None and hmac.compare_digest(_mark(stored), kept.mark) else None
        if key is None:
            if stored is not None:
                log.warning("the key store has the key of other data")
            key = self._unlocked(kept, password, "key_lost" if stored is None else "key_wrong")
            if stay:
                self._store.save(*self._user, key.hex())
            return key
        if password and (kept.wrapped is None or _unwrap(kept.wrapped, password) is None):
            kept = _write(self._path, key, password)  # the server takes another one than it did before
        if not stay and kept.wrapped is not None:
            self._store.delete(*self._user)
        return key

    def sign_out(self) -> None:
        """Let the key store forget the key, if the password still unlocks it."""
        kept = _read(self._path)
        if kept is not None and kept.wrapped is not None:
            self._store.delete(*self._user)

    def _make(
        self, password: str, *, stay: bool, fresh: bool, fits: Callable[[bytes], bool] = lambda key: True
    ) -> bytes:
        key = _key_of(self._store.load(*self._user))
        if not fresh and (key is None or not fits(key)):
            raise AppError("key_lost" if key is None else "key_wrong")
        if key is None:
            key = secrets.token_bytes(KEY_BYTES)
        stored = stay and self._store.save(*self._user, key.hex())
        if not stored and not password:
            raise AppError("key_password")
        _write(self._path, key, password)
        return key

    @staticmethod
    def _unlocked(kept: _Kept, password: str, code: str) -> bytes:
        if kept.wrapped is None:
            raise AppError(code)
        if not password:
            raise AppError("key_password")
        key = _unwrap(kept.wrapped, password)
        if key is None:
            raise AppError("key_password_changed")
        return key


def lock_by(path: Path, key: bytes, password: str) -> None:
    """Have a password unlock the key from now on, and no other. Raises OSError."""
    _write(path, key, password)


def change_password(path: Path, old: str, new: str) -> None:
    """Have ``new`` unlock what ``old`` does; where no password does, the key store goes on alone. Raises OSError."""
    kept = _read(path)
    key = _unwrap(kept.wrapped, old) if kept is not None and kept.wrapped is not None else None
    if key is not None:
        _write(path, key, new)


def unlocks(path: Path, password: str) -> bool:
    """Say whether a password unlocks the key. Takes 0.2 s, whatever the answer is."""
    kept = _read(path)
    return kept is not None and kept.wrapped is not None and _unwrap(kept.wrapped, password) is not None


def _read(path: Path) -> _Kept | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Kept)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise AppError("key_lost", {"path": str(path), "why": str(error)}) from error


def _write(path: Path, key: bytes, password: str) -> _Kept:
    kept = _Kept(mark=_mark(key), wrapped=_wrap(key, password) if password else None)
    write_atomically(path, msgspec.json.encode(kept))
    return kept


def _key_of(text: str | None) -> bytes | None:
    try:
        key = bytes.fromhex(text or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def _mark(key: bytes) -> str:
    return hmac.digest(key, _PURPOSE, "sha256").hex()[:32]


def _hash(password: str, wrapped: _Wrapped) -> bytes:
    salt = bytes.fromhex(wrapped.salt)
    return hashlib.scrypt(
        password.encode(), salt=salt, n=wrapped.n, r=wrapped.r, p=wrapped.p, maxmem=_MEMORY, dklen=KEY_BYTES
    )


def _wrap(key: bytes, password: str) -> _Wrapped:
    # 0.02 s: who stayed signed in does not need it before the window
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    empty = _Wrapped(secrets.token_hex(16), secrets.token_hex(12), "", _N, _R, _P)
    sealed = AESGCM(_hash(password, empty)).encrypt(bytes.fromhex(empty.nonce), key, _PURPOSE)
    return msgspec.structs.replace(empty, sealed=sealed.hex())


def _unwrap(wrapped: _Wrapped, password: str) -> bytes | None:
    """Return the key, None for a wrong password."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        nonce, sealed = bytes.fromhex(wrapped.nonce), bytes.fromhex(wrapped.sealed)
        return AESGCM(_hash(password, wrapped)).decrypt(nonce, sealed, _PURPOSE)
    except (InvalidTag, ValueError):
        return None
