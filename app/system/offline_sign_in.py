"""How long this computer opens its data without the server: a week after the server last took whoever works here.

The file holds a slow hash of the password, which lets a person in where there is no key store or no token in it, and
unlocks a locked desk. It is no token: the server is asked as soon as it can be reached. Who stays signed in needs no
password within the week, and after it the same sign-in at the server as everybody.

The week is counted up to the newest time that was ever seen, and goes on by as long as the desk runs: a clock that is
put back, by hand or by a flat battery, keeps nobody out, and gives nobody another week. How far the clock was from the
server's when they last met is taken off, so that one that is always wrong costs nothing either. Wrong passwords cost
more and more time, and are counted in the file: a new start forgets none.
"""

import hashlib
import hmac
import logging
import secrets
import threading
from pathlib import Path
from typing import Literal

import msgspec

from app.system.files import write_atomically

log = logging.getLogger(__name__)

FILE = "offline-sign-in.json"
"""Its name in the folder of a profile."""
DAY_MS = 24 * 3600 * 1000
VALID_MS = 7 * DAY_MS
FREE_TRIES = 3
LONGEST_WAIT_S = 60
_N, _R, _P = 2**15, 8, 1  # 32 MB and about 0.1 s a try
_MEMORY = 64 * 1024 * 1024
_WRITING = threading.Lock()  # what is counted is read and written back

Answer = Literal["ok", "wrong", "wait", "over", "none"]
"""The password fits; it does not; it is too early to try one; the week is over; nobody has signed in here yet."""


def wait_after(wrong: int) -> int:
    """Return for how many seconds no password is taken after so many wrong ones."""
    return 0 if wrong < FREE_TRIES else min(LONGEST_WAIT_S, 2 ** min(wrong - FREE_TRIES + 1, 10))


class _Kept(msgspec.Struct, frozen=True):
    """``at``: of the sign-in, ``met``: when the server last answered, ``seen``: the newest time; ``skew``: what the
    server's clock showed more than this computer's; ``tried``: of the last of ``wrong`` passwords (ms).

    A file of an older program has no ``met``: for who stays signed in the week begins when it is first looked at.
    """

    salt: str
    hash: str
    at: int
    n: int
    r: int
    p: int
    met: int = 0
    seen: int = 0
    skew: int = 0
    wrong: int = 0
    tried: int = 0


class OfflineSignIn:
    """The file beside one profile. Call it off the GUI thread."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def remember(self, password: str, now: int) -> None:
        """Keep what a password must match after the server accepted it at ``now`` (ms). Raises OSError."""
        salt = secrets.token_bytes(16)
        hashed = _hash(password, salt, _N, _R, _P).hex()
        kept = _Kept(salt=salt.hex(), hash=hashed, at=now, n=_N, r=_R, p=_P, met=now, seen=now)
        with _WRITING:
            write_atomically(self._path, msgspec.json.encode(kept))

    def check(self, password: str, now: int) -> Answer:
        """Say whether a password opens the profile now."""
        with _WRITING:
            kept = self._seen(now, 0)
            return "over" if kept is not None and _over(kept, now) else self._match(kept, password, now)

    def matches(self, password: str, now: int) -> Answer:
        """Say whether it is the password, however long ago it was typed: for who is signed in and locked the desk."""
        with _WRITING:
            return self._match(self._kept(), password, now)

    def _match(self, kept: _Kept | None, password: str, now: int) -> Answer:
        if kept is None:
            return "none"
        if now < kept.tried:  # the clock was put back: wait the whole time, but not until it is there again
            kept = msgspec.structs.replace(kept, tried=now)
            self._write(kept)
        if _left_ms(kept, now):
            return "wait"
        found = _hash(password, bytes.fromhex(kept.salt), kept.n, kept.r, kept.p)
        if not hmac.compare_digest(found.hex(), kept.hash):
            self._write(msgspec.structs.replace(kept, wrong=kept.wrong + 1, tried=now))
            return "wrong"
        if kept.wrong:
            self._write(msgspec.structs.replace(kept, wrong=0, tried=0))
        return "ok"

    def wait_s(self, now: int) -> int:
        """Return for how many seconds no password is taken, 0 when one is."""
        kept = self._kept()
        return -(-_left_ms(kept, now) // 1000) if kept is not None else 0

    def see(self, now: int, ran_ms: int = 0, *, server: int = 0) -> int | None:
        """Note the time; the desk ran for ``ran_ms`` since that was told last. ``server``: its time, just heard.

        Returns how many ms of the week are left, None where there is nothing to count by.
        """
        with _WRITING:
            kept = self._seen(now, ran_ms)
            if kept is not None and (server or not kept.met):
                met = server or max(now + kept.skew, kept.seen)
                skew = server - now if server else kept.skew
                kept = msgspec.structs.replace(kept, met=met, seen=met, skew=skew)
                self._write(kept)
        return _left_of_the_week(kept, now) if kept is not None else None

    def stays(self, now: int) -> bool:
        """Say whether who stays signed in may open the data without the server; only reads."""
        kept = self._kept()
        return kept is not None and (not kept.met or _left_of_the_week(kept, now) > 0)

    def _seen(self, now: int, ran_ms: int) -> _Kept | None:
        kept = self._kept()
        if (
            kept is not None
            and (seen := max(now + kept.skew, max(kept.met or kept.at, kept.seen) + ran_ms)) > kept.seen
        ):
            kept = msgspec.structs.replace(kept, seen=seen)
            self._write(kept)
        return kept

    @property
    def kept(self) -> bool:
        """Whether there is something that a password can be held against."""
        return self._path.is_file()

    def valid(self, now: int) -> bool:
        """Say whether an offline sign-in could work now."""
        with _WRITING:
            kept = self._seen(now, 0)
        return kept is not None and not _over(kept, now)

    def forget(self) -> None:
        """Allow no offline sign-in any more."""
        with _WRITING:  # nobody who read it before writes it again
            self._path.unlink(missing_ok=True)

    def _kept(self) -> _Kept | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            log.warning("the offline sign-in cannot be read: %s", error)
            return None

    def _write(self, kept: _Kept) -> None:
        try:
            write_atomically(self._path, msgspec.json.encode(kept))
        except OSError as error:  # a full disk keeps nobody out of what lies here
            log.warning("the offline sign-in cannot be written: %s", error)


def _over(kept: _Kept, now: int) -> bool:
    return _left_of_the_week(kept, now) <= 0


def _left_of_the_week(kept: _Kept, now: int) -> int:
    return VALID_MS - (max(now + kept.skew, kept.seen) - (kept.met or kept.at))


def _left_ms(kept: _Kept, now: int) -> int:
    return max(0, 1000 * wait_after(kept.wrong) - max(0, now - kept.tried))


def _hash(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)
