"""An account's connection to its server: the token, the transport and the session over one local database.

No Qt here. The first sign-in happens before there is a profile (:func:`probe`, :func:`first_sign_in`); everything
after it goes through a :class:`Connection`. Importing this module costs 0.25 s (requests).
"""

import logging
import socket
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from app.domain.clock import now_ms
from app.domain.devices import Wiped
from app.domain.errors import AppError
from app.domain.notice import SyncStatus
from app.domain.protocol import Beat, SignedIn
from app.storage.blobs import Blobs
from app.storage.database import Database
from app.sync.session import Session
from app.sync.transport import Health, Transport
from app.system.offline_sign_in import FILE, OfflineSignIn

log = logging.getLogger(__name__)
T = TypeVar("T")

PROBE_SECONDS = 4.0
FAREWELL_SECONDS = 3.0


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """Where an account lives and its name there. ``server_id`` is the installation that must answer ("" for any),
    ``ca_file`` the trusted certificates ("" for the usual ones), ``device`` what this computer shows itself by.
    """

    url: str
    login: str = ""
    server_id: str = ""
    server_name: str = ""
    ca_file: str = ""
    device: str = ""


def device_name() -> str:
    """Return what this computer is called, for the list of devices on the server."""
    return socket.gethostname() or "desk"


def probe(url: str, ca_file: str = "") -> Health:
    """Return which server answers at an address. Raises AppError: what any request may raise, and "bad_address"."""
    transport = Transport(
        url,
        ca_file=Path(ca_file) if ca_file else None,
        connect_seconds=PROBE_SECONDS,
        read_seconds=PROBE_SECONDS,
    )
    try:
        return transport.health()
    finally:
        transport.close()


def first_sign_in(server: Server, password: str, key: Callable[[str], str] = lambda server_id: "") -> SignedIn:
    """Sign in where no profile need exist yet; ``key`` gives what this device shows itself by to a server of an id.

    Raises AppError.
    """
    transport = _transport(server, lambda: None)
    try:
        health = transport.health()
        transport.introduce(key(health.server_id))
        answer = transport.sign_in(server.login, password, device_name())
    finally:
        transport.close()
    if answer.server_id != health.server_id:
        raise AppError("foreign_server", {"url": server.url, "found": answer.server_name})
    return answer


class Connection:
    """Keeps a local database in step with its server, with or without a token at first.

    Without one the session says "token_expired" as soon as the server answers. With ``password`` (an offline start)
    it then signs in by itself once.
    """

    def __init__(
        self,
        server: Server,
        database: Database,
        files: Blobs,
        *,
        token: str = "",
        password: str = "",
        on_status: Callable[[SyncStatus], None],
        on_beat: Callable[[Beat], None] = lambda beat: None,
        on_token: Callable[[str], None] = lambda token: None,
    ) -> None:
        self.server = server
        self._database = database
        self._lock = threading.Lock()
        self._token = token
        self._password = password
        self._on_status = on_status
        self._on_token = on_token
        self._transport = _transport(server, lambda: self._token or None)
        self.session = Session(
            database,
            files,
            self._transport,
            server_name=server.server_name,
            device=device_name(),
            on_status=self._told,
            on_beat=on_beat,
        )
        self._renewing: threading.Thread | None = None

    def start(self) -> None:
        """Begin to synchronise."""
        self.session.start()

    def close(self) -> None:
        """Stop as :meth:`Session.close` does; a sign-in that is under way gets 2 s more."""
        self.session.close()
        if self._renewing is not None:
            self._renewing.join(timeout=2)

    @property
    def remaining(self) -> Mapping[str, int]:
        """Rows still to come by entity while a first synchronisation runs."""
        return self.session.remaining

    def renew(self, password: str) -> None:
        """Sign in again, in the calling thread, and go on. Raises AppError; nothing is lost then.

        "wrong_credentials" also when the login was given to another person meanwhile.
        """
        answer = self._transport.sign_in(self.server.login, password, device_name())
        if answer.agent_id != self._database.actor.id:
            # the login is another person's now: what this one did here must not be pushed in that name
            raise AppError("wrong_credentials", {"login": self.server.login})
        with self._lock:
            self._token = answer.token
            self._password = ""
        self._on_token(answer.token)
        self._remember(password)
        self.session.renewed()

    def _remember(self, password: str) -> None:
        """Have the password that the server accepted just now open the desk without it, where an earlier one did."""
        kept = OfflineSignIn(self._database.path.with_name(FILE))
        if kept.kept:
            try:
                kept.remember(password, now_ms())
            except OSError as error:
                log.warning("the password is not kept for offline: %s", error)

    def sign_out(self) -> None:
        """Tell the server that the token ends, in the calling thread, also after :meth:`close`.

        Whatever it answers, this device forgets the token.
        """
        transport = _transport(self.server, lambda: self._token or None)
        try:
            transport.post("/auth/v1/sign-out", b"{}", type(None), seconds=FAREWELL_SECONDS)
        except AppError as error:
            log.info("the server was not told about the sign-out: %s", error.code)
        finally:
            transport.close()
        self._token = ""

    def call(self, fn: Callable[[Transport], T]) -> T:
        """Run an online-only request in the calling thread."""
        return self.session.call(fn)

    def _told(self, status: SyncStatus) -> None:
        with self._lock:
            password, renew = self._password, status.error == "token_expired" and bool(self._password)
            if renew:
                self._password = ""  # once: a wrong one must not lock the account
        if renew:
            # a thread of its own: this is the engine's, which must go on
            self._renewing = threading.Thread(target=self._renew_quietly, args=(password,), name="renew", daemon=True)
            self._renewing.start()
            return
        self._on_status(status)

    def _renew_quietly(self, password: str) -> None:
        try:
            self.renew(password)
        except AppError as error:
            log.info("signing in again by itself did not work: %s", error.code)
            if error.code in ("offline", "timeout"):
                with self._lock:
                    self._password = password
                self.session.renewed()
                return
            self._on_status(msgspec.structs.replace(self.session.status, state="error", error=error.code))


def tell_wiped(server: Server, unsent: int | None) -> None:
    """Tell a server that this device has deleted what it held of an account. Raises AppError."""
    transport = _transport(server, lambda: None)
    try:
        transport.health()
        transport.post("/auth/v1/wiped", Wiped(unsent=unsent), type(None), seconds=FAREWELL_SECONDS)
    finally:
        transport.close()


def _transport(server: Server, token: Callable[[], str | None]) -> Transport:
    return Transport(
        server.url,
        token,
        server_id=server.server_id,
        ca_file=Path(server.ca_file) if server.ca_file else None,
        device=server.device,
    )
