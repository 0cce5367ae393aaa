"""The branches, for administrators of headquarters: which have a server of their own, and how its line stands."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.branches import BranchEnd, BranchLine, BranchLines, BranchToken
from app.domain.clock import now_ms
from app.ui.kit.buttons import button
from app.ui.kit.dialogs import Dialog, confirm
from app.ui.kit.formats import moment
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.online import Online, Requests
from app.ui.kit.painters import ChipTone
from app.ui.kit.screen import Context
from app.ui.settings.pages import Page
from app.ui.settings.server_list import ServerList

SILENT_MS = 10 * 60_000
"""After how long without a word a branch's line is taken for broken."""


class BranchesPage(Page):
    """Which branches have a server of their own."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(tr("分部服务器"))
        words = tr("有自己服务器的分部，线路中断时照常工作，恢复后两边自动对齐。在这里登记、查看和停用。")
        self.column.addWidget(label(words, "small", "secondary", wrap=True))
        self.list = BranchList(ctx)
        self.column.addWidget(self.list)
        self.end()

    def refresh(self) -> None:
        """Ask the server again."""
        self.list.refresh()


class BranchList(ServerList[BranchLine]):
    """All branches but headquarters."""

    def __init__(self, ctx: Context) -> None:
        words = (tr("离线时看不到分部"), tr("总部的版本还不能列出分部"), tr("分部没有读到"))
        super().__init__(ctx, "/admin/v1/branches", tr("全部分部"), "building", words, sought=tr("分部或城市"))

    def read(self, requests: Requests) -> tuple[BranchLine, ...]:
        return requests.get(self._path, BranchLines).branches

    def facts(self, item: BranchLine) -> str:
        return " ".join((item.name, item.city, item.version))

    def nothing(self, *, sought: bool) -> str:
        return tr("没有符合的分部") if sought else tr("还没有分部")

    def row(self, item: BranchLine) -> QWidget:
        made, line = self.line(item.name, *_state(item), _told(item))

        def add(text: str, spoken: str, ask: Callable[[BranchLine], Dialog], kind: str = "") -> None:
            choice = button(text, partial(ask, item), kind=kind)
            choice.setAccessibleName(spoken.format(name=item.name))
            line.addWidget(choice)

        if item.state in ("none", "taken back"):
            add(tr("登记服务器"), tr("为{name}登记服务器"), self.ask_enrol)
        else:
            add(tr("换令牌"), tr("给{name}换令牌"), self.ask_enrol)
        if item.state in ("new", "in use"):
            add(tr("停用"), tr("停用{name}的服务器"), self.ask_revoke, "danger")
        if item.state == "revoked":
            add(tr("收回总部"), tr("把{name}的工作收回总部"), self.ask_take_back, "danger")
        return made

    def ask_enrol(self, item: BranchLine) -> Dialog:
        """Ask before a branch is given to a server of its own, or that gets another token."""
        do = partial(self._enrol, item)
        if item.state not in ("none", "taken back"):
            told = tr("原来的令牌马上失效。分部照常工作，换上新令牌后继续同步。")
            return confirm(self, tr("给{name}换令牌?").format(name=item.name), told, tr("换令牌"), do)
        told = tr("登记后，这个分部的会话和工单由它自己的服务器分配和决定，总部不再代办。")
        title = tr("为{name}登记服务器?").format(name=item.name)
        return confirm(self, title, told, tr("登记"), do, destructive=False)

    def ask_revoke(self, item: BranchLine) -> Dialog:
        """Ask before a branch's server is let in no more."""
        return confirm(
            self,
            tr("停用{name}的服务器?").format(name=item.name),
            tr("它马上连不上总部，分部自己照常工作。没上传的内容留在那里，换上新令牌后继续上传。"),
            tr("停用"),
            partial(self._end, item, take_back=False, done=tr("已停用")),
        )

    def ask_take_back(self, item: BranchLine) -> Dialog:
        """Ask before headquarters does a branch's work for good."""
        return confirm(
            self,
            tr("把{name}的工作收回总部?").format(name=item.name),
            tr("以后由总部分配和决定。那台服务器还没上传的内容总部不会再有，它要清空后才能重新登记。"),
            tr("收回总部"),
            partial(self._end, item, take_back=True, done=tr("已收回，由总部继续")),
        )

    def _enrol(self, item: BranchLine) -> None:
        online: Online = self._ctx.service(Online)

        def ask(requests: Requests) -> BranchToken:
            return requests.post(f"{self._path}/{item.branch_id}/enrol", b"{}", BranchToken)

        def told(found: BranchToken) -> None:
            self.show_token(item, found.token)
            self.refresh()

        self._ctx.tasks.run(partial(online.call, ask), told, owner=self)

    def show_token(self, item: BranchLine, token: str) -> Dialog:
        """Show the token that nobody is told again."""
        title = tr("{name}的令牌").format(name=item.name)
        dialog = Dialog(self, title, width=520)
        dialog.body.addWidget(label(title, "h3", strong=True))
        words = tr("只显示这一次。把它存进分部服务器数据文件夹里的 upstream.token，再用 serve --upstream 启动。")
        dialog.body.addWidget(label(words, tone="secondary", wrap=True))
        field = QLineEdit(token)
        field.setReadOnly(True)
        dialog.add_field(tr("令牌"), field)
        dialog.add_button(tr("关闭"))

        def copy() -> None:
            QGuiApplication.clipboard().setText(token)
            self._ctx.notices.toast(tr("已复制"))

        dialog.add_button(tr("复制"), copy, kind="primary", default=True)
        dialog.open()
        return dialog

    def _end(self, item: BranchLine, *, take_back: bool, done: str) -> None:
        online: Online = self._ctx.service(Online)

        def ask(requests: Requests) -> None:
            requests.post(f"{self._path}/{item.branch_id}/revoke", BranchEnd(take_back=take_back), type(None))

        def told(_: object) -> None:
            self._ctx.notices.toast(done)
            self.refresh()

        self._ctx.tasks.run(partial(online.call, ask), told, owner=self)


def _state(item: BranchLine) -> tuple[str, ChipTone]:
    """Return in a word how a branch's server stands, and the tone of that."""
    match item.state:
        case "new":
            return tr("等待首次连接"), "warning"
        case "in use":
            return (tr("线路中断"), "warning") if now_ms() - item.seen_at > SILENT_MS else (tr("已连接"), "success")
        case "revoked":
            return tr("已停用"), "danger"
        case "taken back":
            return tr("已收回总部"), "neutral"
    return "", "neutral"


def _told(item: BranchLine) -> str:
    if item.state == "none":
        return " · ".join(filter(None, (item.city, tr("用总部的服务器"))))
    seen = tr("最近 {time}").format(time=moment(item.seen_at, now_ms())) if item.seen_at else tr("还没有连过")
    waits = tr("{n} 项等它来取", n=item.waiting).format(n=item.waiting) if item.waiting else ""
    return " · ".join(filter(None, (item.city, item.version, seen, waits)))
