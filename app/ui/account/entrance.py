"""Everything before the desk: who works here, whether the local data opens, and the first synchronisation.

The composition root starts it and takes over at :attr:`Entrance.passed`. It shows the :class:`Gate` only when a person
has something to decide or to wait for.
"""

import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.domain.notice import SyncStatus
from app.domain.people import Agent
from app.storage import rows, sync_classes
from app.sync.admission import Admission, ServerFound, SignInRequest
from app.system import data_key
from app.system.data_key import DataKey
from app.system.paths import AppPaths, ProfilePaths
from app.system.secrets import TokenStore
from app.system.settings import Account
from app.ui.account import network
from app.ui.account.checks import checks_of
from app.ui.account.linking import Linking
from app.ui.account.profile import Opened, open_profile, renew_profile, unlock
from app.ui.kit.i18n import tr
from app.ui.kit.notices import Notices, Toast, sentence
from app.ui.kit.preferences import Preferences
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import theme

if TYPE_CHECKING:
    from app.ui.account.first_sync import Progress
    from app.ui.account.gate import Gate

PROGRESS_MS = 400
LONG_MS = 3_000
"""When whoever waits for the local data is told so, if nothing else was to be told before."""
log = logging.getLogger(__name__)


def _only_here(_: str) -> None:
    raise AppError("offline")


class Entrance(QObject):
    """See the module. ``server`` and ``login`` of the command line go before what the settings remember."""

    passed = Signal(object, object)
    """(:class:`Admission`, :class:`Opened`): somebody is in and the local data is open."""
    gateShown = Signal()
    closed = Signal()
    """The person closed the window instead."""
    synchronised = Signal(object)
    """The first synchronisation has brought enough to work with; the person's :class:`Agent`."""
    wipeOrdered = Signal(object)
    """The :class:`Account` whose sign-in was refused because this computer is to delete what it holds of it."""
    leaveWanted = Signal()
    """The person does not want to wait for it."""
    _sealing = Signal(int, object, object)
    """(number of the attempt, bytes that are encrypted, bytes in all)."""

    def __init__(
        self,
        tasks: Tasks,
        preferences: Preferences,
        paths: AppPaths,
        tokens: TokenStore,
        keys: TokenStore,
        *,
        server: str = "",
        login: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._preferences, self._paths, self._tokens = tasks, preferences, paths, tokens
        self._keys = keys
        self._key: bytes | None = None
        """What the local data of :attr:`admission` is encrypted by, once it is known."""
        self._server, self._login = server, login
        self._retry: Callable[[], None] = self.show_sign_in
        self.admission: Admission | None = None
        self.gate: Gate | None = None
        self.signing_in = False
        self._attempt = 0
        self._stop = threading.Event()
        self._sealing.connect(self._show_sealing)
        self._long = QTimer(self, interval=LONG_MS, singleShot=True)
        self._long.timeout.connect(lambda: self._open_gate().show_preparing().show_opening())
        self._rescued: tuple[str, Path | None] = ("", None)
        self._agent: Agent | None = None
        self._following: tuple[Opened, Linking, bool] | None = None
        self._asking = QTimer(self, interval=PROGRESS_MS)
        self._asking.timeout.connect(self._ask_progress)

    def ask_again(self, code: str) -> None:
        """Ask who it is, and say by the sentence of an error code why."""
        self.show_sign_in()
        self._open_gate().sign_in.show_failure(sentence(AppError(code)))

    # -- who is it -------------------------------------------------------------------------------------------------

    def begin(self, password: str | None = None) -> None:
        """Let in who stayed signed in, or who the command line names; ask anybody else."""
        settings = self._preferences.value
        if password is not None and self._login:
            url = self._server or settings.server_url
            self.sign_in(SignInRequest(url=url, login=self._login, password=password, ca_file=settings.ca_file))
        elif settings.accounts and not self._login and not self._server:
            last = settings.accounts[0]
            if last.key in settings.locked:
                self._ask_locked(last)
            elif last.signed_in:
                self._admit(Admission(account=last))
            else:
                self._tasks.run(partial(network.resume, last, self._tokens), self._resumed, owner=self)
        else:
            self.show_sign_in()

    def _ask_locked(self, account: Account) -> None:
        """The desk was locked when the program ended: ask for the password, whatever the key store has."""
        paths = self._paths.profile(account.server_id, account.agent_id)
        if not paths.offline_sign_in.is_file():  # only the server can tell whether it is right
            self.show_sign_in()
            return

        def unlocked(password: str) -> None:
            if not account.signed_in:  # no key store has anything of it: the password does for all
                url, ca_file = account.server_url, self._preferences.value.ca_file
                self.sign_in(SignInRequest(url=url, login=account.login, password=password, ca_file=ca_file))
                return
            self._preferences.replace(self._preferences.value.with_lock(account, locked=False))
            self._admit(Admission(account=account, password=password))

        check = partial(network.check_password, account, self._paths, renew=_only_here)
        self._open_gate().show_lock(account, self._tasks, check, unlocked, self.show_sign_in)

    def _resumed(self, admission: Admission | None) -> None:
        if admission is None:
            self.show_sign_in()
        else:
            self._admit(admission)

    def show_sign_in(self) -> None:
        """Ask who it is."""
        self._key = None
        page = self._open_gate().sign_in
        self._open_gate().show_sign_in()
        settings = self._preferences.value
        page.set_busy(False)
        page.fill(self._server or settings.server_url, self._login or settings.login, settings.ca_file)
        self._list_accounts()
        self._check(None, None)

    def sign_in(self, request: SignInRequest) -> None:
        """Sign in at the server or, without it, into the local data."""
        self.signing_in = True
        settings = self._preferences.value
        work = partial(network.sign_in, request, self._paths, settings.accounts, self._tokens, removed=settings.removed)
        self._tasks.run(work, self._admit, self._refused, key="sign-in", owner=self)

    def _refused(self, error: BaseException) -> None:
        self.signing_in = False
        if self.gate is None or self.gate.page is not self.gate.sign_in:
            self.show_sign_in()
        page = self._open_gate().sign_in
        page.set_busy(False)
        if isinstance(error, AppError):
            page.refuse(error)
            for account in (*self._preferences.value.accounts, *self._preferences.value.removed):
                if error.code == "device_wiped" and account.key == error.values.get("account"):
                    self.wipeOrdered.emit(account)
        else:
            page.show_failure(tr("没有登录成，请再试一次"))

    def _admit(self, admission: Admission) -> None:
        if self.signing_in:  # by the password
            self._preferences.replace(self._preferences.value.with_lock(admission.account, locked=False))
        self.signing_in = False
        self.admission = admission
        account = admission.account
        self._preferences.replace(self._preferences.value.with_account(account))
        self._open(admission, admission.password)

    def _open(self, admission: Admission, password: str, lock_by: str = "") -> None:
        """Open the local data; with ``lock_by`` it is locked by that password from now on."""
        account, paths, known = admission.account, self._profile(admission), self._key
        last = self._preferences.value.places.get(account.key, "")
        key = self.data_key(account)
        self._attempt += 1
        number = self._attempt
        self._stop = stop = threading.Event()

        def told(done: int, total: int) -> None:
            self._sealing.emit(number, done, total)

        def work() -> Opened:
            if account.signed_in and not password:
                network.check_week(account, self._paths)
            found = known or unlock(paths, key, password, stay=account.signed_in, told=told, stop=stop)
            if lock_by:
                data_key.lock_by(paths.data_key, found, lock_by)
            return open_profile(paths, found, account.agent_id, last)

        self._long.start()
        # no key: an answer that nobody waits for any more is an open database, which has to be closed
        self._tasks.run(work, partial(self._opened, admission, number), partial(self._not_opened, number), owner=self)

    def data_key(self, account: Account) -> DataKey:
        """Return where the key of an account's local data is kept."""
        paths = self._paths.profile(account.server_id, account.agent_id)
        return DataKey(paths.data_key, self._keys, account.server_id, account.agent_id)

    def _show_sealing(self, number: int, done: int, total: int) -> None:
        if number == self._attempt and not self._stop.is_set():
            self._long.stop()
            view = self._open_gate().show_preparing()
            if done < total:
                view.show_sealing(done, total)
            else:
                view.show_opening()  # an upgrade may follow

    def _not_opened(self, number: int, error: BaseException) -> None:
        if number == self._attempt:
            self._long.stop()
            self.refuse_data(error)

    def _opened(self, admission: Admission, number: int, opened: Opened) -> None:
        if number != self._attempt:  # tried again meanwhile
            self._tasks.run(opened.database.close, owner=self)
            return
        self._long.stop()
        if self.gate is not None:
            self.gate.sign_in.password.clear()
        self._key = opened.database.key
        if not admission.offline:  # nothing more is to be unlocked by it
            self.admission = admission = msgspec.structs.replace(admission, password="")
        self.passed.emit(admission, opened)

    # -- the local data --------------------------------------------------------------------------------------------

    def refuse_data(self, error: BaseException) -> None:
        """The local data of whoever signed in cannot be used: say why, with the ways on."""
        admission = self.admission
        if not isinstance(error, AppError) or admission is None:
            return
        if error.code in ("key_password", "stay_over"):
            self.ask_again(error.code)
        else:
            self.show_problem(error, partial(self._admit, admission))

    def keep_text(self, text: str) -> None:
        """Keep what was being written when the local data failed; the problem is told together with where it is."""
        if text and self.admission is not None:
            from app.ui.account import rescue

            self._rescued = text, rescue.keep(self._profile(self.admission), text)

    def offer_text(self, parent: QWidget) -> None:
        """Give back what was kept before the local data were mended."""
        admission = self.admission
        if admission is None:
            return
        paths = self._profile(admission)
        (text, file), self._rescued = self._rescued, ("", None)

        def find() -> list[tuple[Path, str]]:
            from app.ui.account import rescue

            return rescue.waiting(paths)

        def show(found: list[tuple[Path, str]]) -> None:
            texts = [kept for _, kept in found]
            if text and file is None:  # no disk took it
                texts.append(text)
            if texts:
                from app.ui.account import rescue

                dialog = rescue.RescuedText(parent, "\n\n".join(texts), paths.backups if found else None)
                dialog.finished.connect(lambda _: rescue.put_away(paths, [file for file, _ in found]))
                dialog.open()

        self._tasks.run(find, show, key="rescued", owner=parent)

    def _profile(self, admission: Admission) -> ProfilePaths:
        return self._paths.profile(admission.account.server_id, admission.account.agent_id)

    def show_problem(self, error: AppError, retry: Callable[[], None]) -> None:
        """Say why the local data cannot be used; nothing is changed until the person decides."""
        self._retry = retry
        level = logging.ERROR if error.code == "database_damaged" else logging.INFO
        why = error.values.get("why", "")
        log.log(level, "the local data in %s cannot be used: %s %s", self._folder(), error.code, why)
        gate = self._open_gate()
        gate.recovery.show_problem(error, self._folder())
        gate.recovery.show_rescued(*self._rescued)
        gate.show_recovery()

    def _unlock(self, former: str) -> None:
        """Try an earlier password on the local data; the one that the server takes now locks it from then on."""
        if self.admission is not None:
            self._open(self.admission, former, lock_by=self.admission.password)

    def _try_again(self) -> None:
        self._retry()

    def _folder(self) -> Path:
        if self.admission is None:
            return self._paths.root
        return self._profile(self.admission).folder

    def _renew(self) -> None:
        admission = self.admission
        if admission is not None:
            key = self.data_key(admission.account)
            work = partial(renew_profile, self._profile(admission), key, admission.password, self._key)
            self._tasks.run(work, self._renewed, self.refuse_data, key="renew", owner=self)

    def _renewed(self, count: int) -> None:
        log.warning("the local data was put aside; %d operations that were not sent are kept beside it", count)
        if self.gate is not None:
            text = tr("旧文件已移到备份文件夹")
            if count:
                text += tr("，另存了 {n} 项没上传的内容", n=count).format(n=count)
            self.gate.notices.show(Toast(text=text, seconds=0))
        self._retry()

    # -- the first synchronisation ---------------------------------------------------------------------------------

    def follow_first_sync(self, opened: Opened, linking: Linking, *, hurry: bool) -> None:
        """Show how far the first synchronisation is, until one can work. ``hurry``: enter as soon as one can."""
        account = self.admission.account if self.admission is not None else None
        person = " · ".join(part for part in (account.login, account.server_name) if part) if account else ""
        view = self._open_gate().show_first_sync(person)
        view.entered.connect(self._enter_early)
        view.leaveWanted.connect(self.leaveWanted)
        self._following = (opened, linking, hurry)
        self._asking.start()

    def stop_following(self) -> None:
        """The first synchronisation is no longer waited for."""
        self._asking.stop()
        self._following = None

    def _ask_progress(self) -> None:
        if self._following is None:
            return
        from app.ui.account.first_sync import progress_of

        opened, linking, _ = self._following
        agent_id = opened.database.actor.id

        def look(connection: Any) -> "tuple[Progress, Agent | None]":
            progress = progress_of(sync_classes.held(connection), linking.remaining, linking.bootstrapping)
            return progress, rows.get(connection, Agent, agent_id)

        self._tasks.read(look, self._show_progress, key="progress", owner=self)

    def _show_progress(self, found: "tuple[Progress, Agent | None]") -> None:
        progress, self._agent = found
        view = self.gate.first_sync if self.gate is not None else None
        if view is None or self._following is None:
            return
        view.show_progress(progress)
        view.enter.setEnabled(progress.ready and self._agent is not None)
        if progress.complete or (progress.ready and self._following[2]):
            self._enter_early()

    def _enter_early(self) -> None:
        if self._agent is not None and self._following is not None:
            self.stop_following()
            self.synchronised.emit(self._agent)

    def tell(self, status: SyncStatus) -> bool:
        """Show how the connection stands meanwhile; returns whether the sign-in has ended, so that it must be anew."""
        view = self.gate.first_sync if self.gate is not None else None
        if view is None or self._following is None:
            return False
        view.show_status(status)
        return status.error == "token_expired"

    @property
    def notices(self) -> Notices | None:
        """Where to tell something while the gate is open."""
        return self.gate.notices if self.gate is not None else None

    def close(self) -> None:
        """The desk is open, or the program ends: no gate any more."""
        self._long.stop()
        self._stop.set()  # what is being encrypted goes on at the next start
        if self.gate is not None:
            gate, self.gate = self.gate, None
            gate.blockSignals(True)
            gate.close()
            gate.deleteLater()

    # -- the gate --------------------------------------------------------------------------------------------------

    def _open_gate(self) -> "Gate":
        if self.gate is None:
            # 0.02 s with its pages: who stayed signed in never sees it
            from app.ui.account.gate import Gate

            gate = self.gate = Gate()
            gate.closed.connect(self.closed)
            page = gate.sign_in
            page.probeWanted.connect(self._probe)
            page.submitted.connect(self.sign_in)
            page.removeWanted.connect(self._remove)
            page.languageChosen.connect(lambda language: self._preferences.change(language=language))
            page.checksWanted.connect(lambda: self._check(None, None))
            gate.recovery.retryWanted.connect(self._try_again)
            gate.recovery.renewWanted.connect(self._renew)
            gate.recovery.unlockWanted.connect(self._unlock)
            gate.recovery.leaveWanted.connect(self.show_sign_in)
            theme().put_on()
            gate.show()
            self.gateShown.emit()
        return self.gate

    def rebuild(self) -> None:
        """Make the gate anew, in the language that is in force now."""
        if self.gate is not None:
            typed = (self.gate.sign_in.server.text(), self.gate.sign_in.login.text())
            old, self.gate = self.gate, None
            self.show_sign_in()
            self._open_gate().sign_in.fill(*typed, self._preferences.value.ca_file)
            old.blockSignals(True)
            old.close()
            old.deleteLater()

    def _list_accounts(self) -> None:
        page = self._open_gate().sign_in
        work = partial(network.known_accounts, self._preferences.value.accounts, self._paths)
        self._tasks.run(work, page.show_accounts, key="known", owner=page)

    def _remove(self, account: Account) -> None:
        self._preferences.replace(self._preferences.value.without_entry(account))
        work = partial(network.forget, account, self._paths, self._tokens, self.data_key(account))
        self._tasks.run(work, lambda _: self._list_accounts(), owner=self)

    def _probe(self, url: str) -> None:
        page = self._open_gate().sign_in

        def found(server: ServerFound) -> None:
            page.show_server(url, server, None)
            self._check(server, None)

        def failed(error: BaseException) -> None:
            if isinstance(error, AppError):
                page.show_server(url, None, error)
                self._check(None, error)

        work = partial(network.find_server, url, self._preferences.value.ca_file)
        self._tasks.run(work, found, failed, key="probe", owner=page)

    def _check(self, found: ServerFound | None, error: AppError | None) -> None:
        page = self._open_gate().sign_in
        root, tokens = self._paths.root, self._tokens

        def show(answer: tuple[int | None, str]) -> None:
            page.show_checks(checks_of(found, error, *answer))
            page.show_key_store(usable=not answer[1])

        self._tasks.run(
            lambda: (network.free_bytes(root), tokens.probe()),
            show,
            key="checks",
            owner=page,
        )
