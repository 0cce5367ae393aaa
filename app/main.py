"""The composition root: builds every long-lived object once, wires them, and takes them down.

``app.ui.shell.boot`` has put an empty frame on screen when this module is imported. The :class:`Program` then lets
somebody in (:mod:`app.ui.account.entrance`), shows the window over the local data, and only then connects: whatever
the network does, the desk works.
"""

import base64
import logging
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.clock import now_ms
from app.domain.entity import Actor
from app.domain.errors import AppError
from app.domain.notice import Changes, SyncStatus
from app.domain.people import Agent
from app.storage import rows, sync_status
from app.storage.blobs import Blobs
from app.storage.suggestions import KnowledgeIndex
from app.sync.admission import Admission
from app.system.data_key import SERVICE as DATA_KEYS
from app.system.logs import CrashHook, LogFiles
from app.system.secrets import TokenStore
from app.system.settings import Account
from app.ui.account import network
from app.ui.account.entrance import Entrance
from app.ui.account.linking import Linking
from app.ui.account.profile import Current, Opened
from app.ui.account.settling import Settling
from app.ui.account.upkeep import Upkeep
from app.ui.conversations.view import ConversationsView
from app.ui.kit.action import Action
from app.ui.kit.attachments import Attachments
from app.ui.kit.feed import Feed
from app.ui.kit.garbage import GarbageCollection
from app.ui.kit.i18n import mark, tr
from app.ui.kit.notices import Toast, sentence
from app.ui.kit.online import Online
from app.ui.kit.panes import Layouts
from app.ui.kit.preferences import Preferences
from app.ui.kit.rich_text import Media
from app.ui.kit.screen import Place
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.tasks import Tasks
from app.ui.kit.theme import theme
from app.ui.kit.turns import Turns
from app.ui.outbox.undo import undo_action
from app.ui.shell.boot import Boot, Options, Termination
from app.ui.shell.notify import Event
from app.ui.shell.presence import Presence
from app.ui.shell.screens import SCREENS
from app.ui.shell.window import Parts, Window

if TYPE_CHECKING:
    from app.ui.account.custody import Custody

log = logging.getLogger(__name__)

TEXT_STEP = 10
REPEATED_MS = 250
"""Keys that are pressed within so long count together before the window is made anew for them."""
_ACCOUNT = mark("账号")


class Program(QObject):
    """The running program: :meth:`start` it, and :meth:`end` it once."""

    windowShown = Signal()
    """Somebody can work now."""
    ended = Signal()
    _crashed = Signal(str)

    def __init__(self, boot: Boot, options: Options) -> None:
        super().__init__()
        self.boot, self.options = boot, options
        self.garbage = GarbageCollection(self)
        self.preferences = Preferences(boot.settings_file, boot.settings, self)
        self.tokens, self.keys = TokenStore(), TokenStore(DATA_KEYS)
        self._data = Current()
        self.tasks = Tasks(self._data, parent=self)
        self.feed = Feed(self)
        self.turns = Turns(self)
        self.link = SyncLink(self)
        self.online = Online()
        self.index = KnowledgeIndex()
        self.entrance = Entrance(
            self.tasks, self.preferences, boot.paths, self.tokens, self.keys, server=options.server,
            login=options.login, parent=self,
        )  # fmt: skip
        self.window: Window | None = None
        self.admission: Admission | None = None
        self.opened: Opened | None = None
        self.agent: Agent | None = None
        self._services: Mapping[type, Any] = {}
        self._logs: LogFiles | None = None
        self._hook = CrashHook(self._crashed.emit)
        self._rebuilding = QTimer(self, singleShot=True)
        self._rebuilding.timeout.connect(self._rebuild)
        self._ending = False
        self.linking = Linking(self.tasks, self.link, self.online, self.tokens, boot.paths.root, self)
        self.presence = Presence(self.tasks, self.preferences, self.linking, self.link, self)
        self.settling = Settling(self)
        self.settling.settled.connect(self._settle)
        self.upkeep = Upkeep(self.tasks, self.index, self.feed, self)
        self.upkeep.damaged.connect(self._on_damage)
        self.upkeep.progressed.connect(self._on_indexing)
        self.entrance.passed.connect(self._enter)
        self.entrance.synchronised.connect(self._on_first_sync)
        self.entrance.leaveWanted.connect(lambda: self.sign_out(forget=True))
        self.entrance.gateShown.connect(boot.drop_frame)
        self.entrance.gateShown.connect(self.settling.end)
        self.entrance.closed.connect(self.end)
        self.preferences.changed.connect(self._on_preferences)
        self.preferences.failed.connect(self._on_problem)
        self.link.changed.connect(self._on_status)
        self.link.upstreamChanged.connect(self._on_upstream)
        self.feed.changed.connect(self._on_changes)
        self._crashed.connect(self._on_crash)
        self.linking.tokenMissing.connect(self._note_signed_out)
        self.entrance.gateShown.connect(lambda: self.custody, Qt.ConnectionType.QueuedConnection)  # it may be needed

    @cached_property
    def custody(self) -> "Custody":
        """The lock of the desk and the server's orders to delete: 0.01 s that the first window does without."""
        from app.ui.account.custody import Custody

        stores = (self.keys, self.tokens)
        made = Custody(self.tasks, self.preferences, self.boot.paths, stores, self.linking, self.entrance, self)
        made.closeWanted.connect(self._close_desk)
        made.wiped.connect(self._on_wiped)
        made.leaveWanted.connect(lambda: self.sign_out(forget=False))
        made.standInWanted.connect(self._stand_in)
        made.overdue.connect(self._end_the_week)
        made.toastWanted.connect(self._show_toast)
        made.toastOver.connect(self._withdraw_toast)
        return made

    def _stand_in(self, screen: QWidget | None) -> None:
        if self.window is not None:
            self.window.set_stand_in(screen)

    def _show_toast(self, toast: Toast) -> None:
        if self.window is not None:
            self.window.notices.show(toast)

    def _withdraw_toast(self, toast: Toast) -> None:
        if self.window is not None:
            self.window.notices.withdraw(toast)

    def _end_the_week(self) -> None:
        self._close_desk()
        self.entrance.ask_again("stay_over")

    # -- in and out ------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin; whoever stayed signed in goes straight to work."""
        self.garbage.start()
        self.garbage.spare_what_lives()
        paths = self.boot.paths
        try:
            paths.create()
        except OSError as error:
            values = {"path": str(paths.root), "why": error.strerror or str(error)}
            self.entrance.show_problem(AppError("database_not_writable", values), self.start)
            return
        if self._logs is None:
            self._logs = LogFiles(paths.logs)
            self._hook.install()
        if paths.wipes.is_dir():  # somebody's data was to be deleted: that first, see _on_wiped
            self.custody.wiping.resume()
        else:
            self._let_in()

    def _let_in(self) -> None:
        self.settling.hold()
        self.entrance.begin(self.options.password)

    def _on_wiped(self) -> None:
        if self.entrance.admission is None and self.entrance.gate is None:
            self._let_in()
        else:
            self.entrance.show_sign_in()
        self.custody.tell(self.entrance.notices)

    def _enter(self, admission: Admission, opened: Opened) -> None:
        self.admission, self.opened, self.agent = admission, opened, opened.agent
        self._data.database = opened.database
        opened.database.give_way = self.turns.wait
        opened.database.listen(self.feed.publish)
        if opened.usable:
            self._open_desk()
        else:
            self.settling.end()
            self.entrance.follow_first_sync(opened, self.linking, hurry=self.options.password is not None)
            QTimer.singleShot(0, self, self._connect)

    def _connect(self) -> None:
        if self.admission is not None and self.opened is not None:
            settings = self.preferences.value
            kept = settings.presences.get(self.admission.account.key, "")
            self.linking.begin(self.admission, self.opened, settings.ca_file, kept)

    def sign_out(self, *, forget: bool) -> None:
        """Close the desk and ask who comes next. What is not sent stays in the local data."""
        account = self.admission.account if self.admission is not None else None
        self._close_desk(sign_out=forget)
        if account is not None and forget:
            self._note_signed_out(account)
            key = self.entrance.data_key(account)
            self.tasks.run(lambda: network.forget(account, self.boot.paths, self.tokens, key), owner=self)
        self.entrance.show_sign_in()

    def _note_signed_out(self, account: Account) -> None:
        self.preferences.replace(self.preferences.value.signed_out(account))

    def end(self) -> None:
        """Take everything down, drafts and queued writes first. Takes a second or two at most."""
        if self._ending:
            return
        self._ending = True
        self.turns.stop()
        self._close_desk()
        self.entrance.close()
        self.boot.drop_frame()
        self.tasks.close()
        self.preferences.close()
        self._hook.remove()
        if self._logs is not None:
            self._logs.close()
        self.garbage.stop()
        self.ended.emit()

    def _close_desk(self, *, sign_out: bool = False) -> None:
        self.entrance.stop_following()
        if "custody" in vars(self):
            self.custody.end()
        if self.window is not None:
            self._keep_geometry(self.window)
            self._drop_window()
        self.presence.end()
        self.linking.end(sign_out=sign_out)
        self.upkeep.end()
        self.settling.end()
        if self._data.database is not None:
            self._data.database.close()  # finishes what is queued
            self._data.database = None
        if self.opened is not None:
            self.opened.blobs.forget_copies()
        self.opened = self.agent = None

    # -- what the link says ----------------------------------------------------------------------------------------

    def _on_upstream(self) -> None:
        if self.window is not None:
            self.window.status_bar.show_upstream(self.link.upstream, self.link.upstream_since)

    def _on_status(self, status: SyncStatus) -> None:
        window = self.window
        if self.admission is not None:
            self.custody.obey(status.error, self.admission.account, self._data.database)
        if window is not None:
            window.set_sync_status(status, now_ms())
            self.presence.follow()
            self.linking.tell(window.banner, status, window)
        elif self.entrance.tell(status):
            self.sign_out(forget=False)

    def _on_first_sync(self, agent: Agent) -> None:
        if self.window is None:
            self.agent = agent
            self._open_desk()

    # -- the window ------------------------------------------------------------------------------------------------

    def _open_desk(self) -> None:
        opened, agent, admission = self.opened, self.agent, self.admission
        if opened is None or agent is None or admission is None:
            return
        opened.database.actor = Actor(id=agent.id, role=agent.role.value)
        if admission.account.name != agent.name:
            account = msgspec.structs.replace(admission.account, name=agent.name)
            self.admission = msgspec.structs.replace(admission, account=account)
            self.preferences.replace(self.preferences.value.with_account(account))
        media = Media(self.tasks, self._picture, link=self.link, parent=self)
        attachments = Attachments(self.tasks, opened.blobs, self)
        attachments.here.connect(media.come)
        self.linking.serve(attachments, opened.blobs)
        self.linking.keep_files(self.preferences.value)
        self._services = {
            Actor: opened.database.actor,
            KnowledgeIndex: self.index,
            SyncLink: self.link,
            Online: self.online,
            Blobs: opened.blobs,
            Media: media,
            Attachments: attachments,
            Preferences: self.preferences,
            Layouts: self.preferences,
        }
        self._show_window(agent, Place("conversations", opened.conversation) if opened.conversation else None)
        self.entrance.close()
        self.boot.drop_frame()
        self.windowShown.emit()
        self._tell_startup()
        self._wait_until_usable()

    def _wait_until_usable(self) -> None:
        """Have :meth:`_settle` called when the list of conversations, and the one that is open, are on screen."""
        view = self.window.view("conversations") if self.window is not None else None
        if isinstance(view, ConversationsView):
            desk = view.desk
            self.settling.wait(
                lambda: desk.workspace is not None and (desk.talk is not None or not desk.current),
                desk.workspaceChanged,
                desk.threadChanged,
            )
        else:
            self.settling.wait(lambda: True)

    def _settle(self) -> None:
        """The desk can be used: now comes what it did without."""
        if self.opened is None:
            return
        self.garbage.spare_what_lives()
        self.presence.count()
        if not self.linking.begun:  # the first synchronisation began it before
            self.tasks.read(lambda c: sync_status.stand(sync_status.counts(c)), self.link.suppose, owner=self)
            self._connect()
        self.upkeep.begin(self.opened.database)
        if self.admission is not None:
            self.custody.begin(self.admission.account, lambda: self.window)
        if self.window is not None:
            self.entrance.offer_text(self.window)

    def _picture(self, sha256: str) -> bytes | None:
        """Return a file's bytes; what is not here is fetched. On a pool thread."""
        blobs: Blobs = self._services[Blobs]
        found = blobs.read(sha256)
        if found is None:  # it comes beside the other work, and the picture is told of it
            self.linking.want(sha256)
        return found

    def _show_window(self, agent: Agent, place: Place | None = None, *, before: Window | None = None) -> Window:
        settings = self.preferences.value
        parts = Parts(
            tasks=self.tasks,
            feed=self.feed,
            screens=SCREENS,
            services=self._services,
            person_id=agent.id,
            person_name=agent.name,
            role=agent.role.value,
            custom_keys=settings.keys,
            tray=self.options.tray,
        )
        window = self.window = Window(parts)
        window.stay_in_tray = settings.close_to_tray
        if before is not None and "custody" in vars(self):
            window.set_stand_in(self.custody.locking.screen)
        for action in (
            undo_action(window.context),
            Action(id="account.sign_out", text=mark("退出登录"), run=self.ask_sign_out, icon="logout", group=_ACCOUNT),
            Action(
                id="account.lock", text=mark("锁定"), run=self.lock, icon="lock", keys=("Ctrl+Shift+K",), group=_ACCOUNT
            ),
            Action(id="account.renew", text=mark("重新登录"), run=self.renew, icon="login", group=_ACCOUNT),
        ):
            window.actions_.add(action, window)
        window.syncWanted.connect(self.linking.sync)
        window.themeToggled.connect(self._toggle_theme)
        window.textSizeWanted.connect(self._change_text)
        window.closing.connect(self._on_closing)
        window.tray.rang.connect(self._ring)
        window.viewMade.connect(self._on_view)
        window.restore_state(base64.b64decode(settings.geometry.get("window", "")))
        if before is not None:
            window.resume(before)
        else:
            window.go(place or Place(window.start_screen()))
        theme().put_on()
        window.show()
        window.set_sync_status(self.link.status, now_ms())
        self._on_upstream()
        account = self.admission.account.key if self.admission is not None else ""
        self.presence.begin(window, agent.id, account, before.presence if before is not None else None)
        return window

    def _drop_window(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.blockSignals(True)
            window.close()
            window.deleteLater()

    def _rebuild(self) -> None:
        """Make the window anew at the same place: language, size of text and density are taken in when it is built."""
        window, agent = self.window, self.agent
        if window is None or agent is None:
            self.entrance.rebuild()
            return
        self._keep_geometry(window)
        self._show_window(agent, before=window)
        window.blockSignals(True)
        window.close()
        window.deleteLater()
        self.presence.count()
        self._on_status(self.link.status)

    def _keep_geometry(self, window: Window) -> None:
        state = bytes(QByteArray(window.save_state()).data())
        self.preferences.keep_geometry("window", base64.b64encode(state).decode())

    def _on_closing(self) -> None:
        QTimer.singleShot(0, self, self.end)

    def _tell_startup(self) -> None:
        window = self.window
        if window is None:
            return
        if "custody" in vars(self):
            self.custody.tell(window.notices)
        for notice in self.boot.notices:
            window.notices.toast(sentence(AppError(notice.code, dict(notice.values))), tone="warning", seconds=0)
        if self.admission is not None and self.admission.offline:
            words = tr("连不上总部，已用本机数据进入")
            window.notices.show(Toast(text=words, tone="warning", seconds=8, detail="offline"))

    def show_opened(self, opened: Opened, agent: Agent) -> None:
        """Open the desk over local data alone, without anybody having signed in: for the program's test of itself."""
        account = Account(server_url="", server_id="self-test", agent_id=agent.id, login=agent.login, name=agent.name)
        self.admission, self.opened, self.agent = Admission(account=account), opened, agent
        self._data.database = opened.database
        opened.database.listen(self.feed.publish)
        self._open_desk()

    def come_to_front(self) -> None:
        """Somebody started the program a second time."""
        shown = self.window or self.entrance.gate
        if shown is not None:
            shown.show()
            shown.raise_()
            shown.activateWindow()

    # -- what the window asks for ----------------------------------------------------------------------------------

    def lock(self) -> None:
        """Lock the desk, if it can be unlocked again."""
        if self.window is not None:
            self.custody.lock(self.window.notices)

    def renew(self) -> None:
        """Ask for the password again, over whatever is open."""
        if self.window is not None:
            self.linking.renew(self.window)

    def _toggle_theme(self) -> None:
        self.preferences.change(theme="light" if theme().dark else "dark")

    def _change_text(self, step: int) -> None:
        now = self.preferences.value.text_percent
        self.preferences.change(text_percent=min(150, max(90, now + step * TEXT_STEP)) if step else 100)

    def ask_sign_out(self) -> None:
        """Ask before signing out; what is not sent is counted."""
        window = self.window
        if window is not None:
            from app.ui.account.dialogs import ask_sign_out

            def export(dialog: QWidget) -> None:
                # 0.01 s that the first window does without
                from app.ui.outbox.carrying import Carrying

                Carrying(window.context, dialog).ask_export()

            def ask(waiting: int) -> None:
                ask_sign_out(
                    window,
                    waiting,
                    lambda forget: self.sign_out(forget=forget),
                    connected=self.link.online,
                    on_export=export,
                )

            self.tasks.read(sync_status.waiting, ask, owner=window)

    def _on_preferences(self, names: frozenset[str]) -> None:
        if "language" in names:
            self.boot.forced_language = ""  # the person's choice now is newer than the command line's
        if names & {"theme", "language", "text_percent", "density"}:
            self.boot.dress(self.preferences.value)
        if names & {"language", "text_percent", "density"}:
            # Not from inside a widget of the window that goes; and the keys for larger text are pressed several times.
            self._rebuilding.start(REPEATED_MS if names == {"text_percent"} else 0)
        if names & {"files_mb", "prefetch_files"}:
            self.linking.keep_files(self.preferences.value)
        if self.window is not None and "keys" in names:
            self.window.actions_.set_custom_keys(self.preferences.value.keys)
        if self.window is not None and "close_to_tray" in names:
            self.window.stay_in_tray = self.preferences.value.close_to_tray

    def _on_view(self, view: QWidget) -> None:
        if isinstance(view, ConversationsView):
            view.called.connect(self._call)
            view.placed.connect(self._note_place)
            view.desk.sending.sent.connect(self._on_answered)

    def _note_place(self, viewing: str, typing_in: str) -> None:
        self.linking.set_place(viewing, typing_in)
        if viewing and self.window is not None:
            self.window.tray.looked_at(viewing)
        if viewing and self.admission is not None:
            self.preferences.keep_place(self.admission.account.key, viewing)

    def _on_answered(self, conversation_id: str) -> None:
        if self.window is not None:
            self.window.tray.answered(conversation_id)

    def _call(self, kind: Any, subject: str, title: str, text: str) -> None:
        settings = self.preferences.value
        wanted = settings.notify_assignments if kind == "assigned" else settings.notify_messages
        if self.window is not None and wanted:
            hidden = tr("内容已按设置隐藏") if settings.hide_content else text
            self.window.tray.tell(Event(kind=kind, subject=subject, title=title, text=hidden, at=now_ms()))

    def _ring(self) -> None:
        if self.preferences.value.notify_sound:
            self.boot.app.beep()

    # -- what arrives from other threads -----------------------------------------------------------------------------

    def _on_changes(self, changes: Changes) -> None:
        agent = self.agent
        if agent is None or self.window is None:
            return
        if changes.concerns("agent", agent.id):
            self.tasks.read(lambda c: rows.get(c, Agent, agent.id), self._on_agent, key="agent", owner=self)
        if changes.touches({"conversation", "agent"}):
            self.presence.count()

    def _on_agent(self, agent: Agent | None) -> None:
        if agent is None or self.agent is None or agent == self.agent:
            return
        before, self.agent = self.agent, agent
        if (before.role, before.name) != (agent.role, agent.name) and self.opened is not None:
            self.opened.database.actor = Actor(id=agent.id, role=agent.role.value)
            self._services = {**self._services, Actor: self.opened.database.actor}
            self._rebuild_when_free()

    def _rebuild_when_free(self) -> None:
        """Make the window anew, but not under an open dialog: what was typed there would go with it."""
        dialog = self.boot.app.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.finished.connect(self._rebuild_when_free, Qt.ConnectionType.QueuedConnection)
        elif self.window is not None:
            self._rebuild()

    def _on_crash(self, text: str) -> None:
        if self.window is not None:
            self.window.notices.crashWanted.emit(text)

    def _on_damage(self, error: AppError) -> None:
        """The check behind the desk found what the start could not see: put the way out before the person."""
        if self.window is not None:
            from app.ui.account import rescue

            self.entrance.keep_text(rescue.typed(self.window))
        self._close_desk()
        self.entrance.refuse_data(error)

    def _on_indexing(self, done: int, total: int) -> None:
        if self.window is not None:
            self.window.status_bar.show_indexing(done, total)

    def _on_problem(self, error: AppError) -> None:
        if self.window is not None:
            self.window.notices.error(error)


def run(boot: Boot, options: Options) -> int:
    """Run the program until it ends; returns the exit code."""
    program = Program(boot, options)
    termination = Termination()
    termination.asked.connect(program.end)
    boot.instance.woken.connect(program.come_to_front)
    program.ended.connect(boot.app.quit)
    QTimer.singleShot(0, program, program.start)
    code = boot.app.exec()
    program.end()
    termination.close()
    boot.instance.give_up()
    return int(code)
