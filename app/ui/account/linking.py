"""The desk's link to its server as the interface sees it: made late, told about in a banner, renewed by a password."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.notice import SyncStatus
from app.storage.blobs import Blobs
from app.sync.admission import Admission
from app.system.secrets import TokenStore
from app.system.settings import Settings
from app.ui.account.profile import Opened
from app.ui.kit.attachments import Attachments
from app.ui.kit.i18n import tr
from app.ui.kit.notices import sentence
from app.ui.kit.online import Online
from app.ui.kit.states import Banner
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from app.sync.connection import Connection
    from app.ui.account.dialogs import RenewDialog

log = logging.getLogger(__name__)


class Linking(QObject):
    """Holds the connection of whoever is signed in. Without one everything here does nothing."""

    beaten = Signal(object)
    """A :class:`app.domain.protocol.Beat`, on the GUI thread."""
    lockRuled = Signal(int)
    """After how many minutes without input the office wants a desk locked at the latest; 0 for no rule."""
    tokenMissing = Signal(object)
    """The :class:`Account` that stayed signed in, but the key store has no token for it any more or does not answer."""

    def __init__(
        self,
        tasks: Tasks,
        link: SyncLink,
        online: Online,
        tokens: TokenStore,
        root: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self.link, self._online, self._tokens, self._root = tasks, link, online, tokens, root
        self.beaten.connect(link.take_beat)
        self.connection: Connection | None = None
        self._wanted: Admission | None = None
        self._opened: Opened | None = None
        self._presence = ""
        self._values: Mapping[str, object] = {}
        self._dialog: RenewDialog | None = None
        self._attachments: Attachments | None = None
        self._blobs: Blobs | None = None
        self._prefetches = True

    # -- making and ending -----------------------------------------------------------------------------------------

    def begin(self, admission: Admission, opened: Opened, ca_file: str, presence: str = "") -> None:
        """Connect, without waiting for it; ``presence`` is what the agent chose before, "" for taking work."""
        self._wanted, self._presence, self._opened = admission, presence, opened
        account = admission.account
        self._values = {"url": account.server_url, "path": str(opened.database.path)}

        def make() -> "Connection":
            # requests and the session, 0.25 s: the desk is usable without, so they come after the window
            from app.sync.connection import Connection, Server
            from app.system.device import device_key

            server = Server(
                url=account.server_url,
                login=account.login,
                server_id=account.server_id,
                server_name=account.server_name,
                ca_file=ca_file,
                device=device_key(self._root, account.server_id, account.login),
            )
            return Connection(
                server,
                opened.database,
                opened.blobs,
                token=self._token(admission),
                password=admission.password if admission.offline else "",
                on_status=self.link.publish,
                on_beat=self.beaten.emit,
                on_token=lambda token: self._keep_token(admission, token),
            )

        self._tasks.run(make, lambda connection: self._made(admission, connection), owner=self)

    def _made(self, admission: Admission, connection: "Connection") -> None:
        if admission is not self._wanted:
            connection.close()
            return
        self.connection = connection
        self._online.bind(connection.call, connection.session.fetch)
        connection.session.on_welcome = lambda welcome: self.lockRuled.emit(welcome.lock_minutes)
        self._bind_files(connection)
        if self._presence:
            connection.session.set_presence(self._presence)
        connection.start()

    def serve(self, attachments: Attachments, blobs: Blobs) -> None:
        """Tell this object of transfers, and fetch what it asks for."""
        self._attachments, self._blobs = attachments, blobs
        if self.connection is not None:
            self._bind_files(self.connection)

    def _bind_files(self, connection: "Connection") -> None:
        transfers = connection.session.transfers
        transfers.prefetches = self._prefetches
        if self._attachments is not None:
            transfers.on_moving = self._attachments.publish
            self._attachments.bind(transfers)

    def keep_files(self, settings: Settings) -> None:
        """Obey the settings about files."""
        self._prefetches = settings.prefetch_files
        if self._blobs is not None:
            self._blobs.most = settings.files_mb << 20
        if self.connection is not None:
            self.connection.session.transfers.prefetches = self._prefetches

    def _token(self, admission: Admission) -> str:
        """Return the token, "" for none; on a pool thread, because the key store may wait for a person."""
        account = admission.account
        if admission.token or admission.offline or not account.signed_in:
            return admission.token
        token = self._tokens.load(account.server_id, account.agent_id)
        if not token:
            self.tokenMissing.emit(account)
        return token or ""

    def _keep_token(self, admission: Admission, token: str) -> None:
        """On the thread that signed in again: remember the new token where the old one was remembered."""
        if admission.account.signed_in or admission.offline:
            self._tokens.save(admission.account.server_id, admission.account.agent_id, token)

    def end(self, *, sign_out: bool = False) -> None:
        """Stop as :meth:`Connection.close` does; with ``sign_out`` the server is told, beside that, of the end."""
        self._wanted = self._opened = None
        self._online.bind(None)
        if self._attachments is not None:
            self._attachments.bind(None)
        connection, self.connection = self.connection, None
        if connection is not None:
            connection.close()
            if sign_out:
                self._tasks.run(connection.sign_out)
        self.link.publish(SyncStatus())

    @property
    def begun(self) -> bool:
        """Whether a connection is wanted, be it made yet or not."""
        return self._wanted is not None

    # -- while it lasts --------------------------------------------------------------------------------------------

    @property
    def remaining(self) -> Mapping[str, int]:
        """Rows still to come by entity while a first synchronisation runs."""
        return self.connection.remaining if self.connection is not None else {}

    @property
    def bootstrapping(self) -> bool:
        """Whether the server still brings the first state, or nothing is known about it yet."""
        return self.connection is None or self.connection.session.bootstrapping

    def want(self, sha256: str) -> None:
        """Have a file fetched, now or as soon as the line is back. Any thread may ask."""
        connection = self.connection
        if connection is not None:
            connection.session.transfers.want(sha256)

    def sync(self) -> None:
        """Synchronise now."""
        if self.connection is not None:
            self.connection.session.sync_now()

    def set_place(self, viewing: str, typing_in: str) -> None:
        """Say which conversation is open and in which one this agent writes."""
        if self.connection is not None:
            self.connection.session.set_place(viewing, typing_in)

    def set_presence(self, state: str) -> None:
        """Say whether this agent takes work."""
        self._presence = state
        if self.connection is not None:
            self.connection.session.set_presence(state)

    def tell(self, banner: Banner, status: SyncStatus, parent: QWidget) -> None:
        """Say in a banner why the synchronisation stopped, with the way on."""
        if status.state != "error":
            banner.set("")
        elif self.ended:
            text = tr("登录已过期，同步已停。打开的内容和没上传的都在")
            banner.set(text, "warning", icon="lock", choice=(tr("重新登录"), lambda: self.renew(parent)))
        elif status.error:
            text = sentence(AppError(status.error, self._values))
            banner.set(text, "danger", choice=(tr("再试一次"), self._try_again))

    def _try_again(self) -> None:
        if self.connection is not None:
            self.connection.session.renewed()

    @property
    def answers(self) -> bool:
        """Whether the server can be asked now."""
        return self.connection is not None and self.link.online

    @property
    def ended(self) -> bool:
        """Whether the server takes the sign-in no more."""
        return self.link.status.error in ("token_expired", "wrong_credentials")

    def ask_renewal(self, password: str) -> None:
        """Sign in again, in the calling thread. Raises AppError, "offline" also where there is no connection."""
        connection, opened = self.connection, self._opened
        if connection is None:
            raise AppError("offline")
        connection.renew(password)
        if opened is not None:
            opened.lock_by(password)

    def renew(self, parent: QWidget) -> None:
        """Ask for the password again, over whatever is open."""
        if self.connection is None or self._wanted is None or self._dialog is not None:
            return
        # 3 ms: hardly anybody has to, least of all before the first window
        from app.ui.account.dialogs import RenewDialog

        account = self._wanted.account
        self._dialog = RenewDialog(parent, self._tasks, account.name or account.login, self.ask_renewal)
        self._dialog.finished.connect(self._renewed)
        self._dialog.open()

    def _renewed(self) -> None:
        self._dialog = None
