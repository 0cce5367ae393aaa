"""The settings: pages at the left, the chosen one at the right. Every change holds at once."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from app.domain import access
from app.domain.entity import Actor
from app.storage import people
from app.storage.blobs import Blobs
from app.storage.people import Staff
from app.ui.kit.buttons import button
from app.ui.kit.chips import Avatar
from app.ui.kit.feed import StaleWatch
from app.ui.kit.fields import row_of
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.icons import icon
from app.ui.kit.labels import label
from app.ui.kit.online import Online
from app.ui.kit.panes import panel, scrolled
from app.ui.kit.preferences import Preferences
from app.ui.kit.screen import Context, ScreenView
from app.ui.kit.theme import theme
from app.ui.settings.branches_page import BranchesPage
from app.ui.settings.data_page import AboutPage, DataPage
from app.ui.settings.keys_page import KeysPage
from app.ui.settings.pages import LookPage, Page, notification_page, row, work_page
from app.ui.settings.password import PasswordDialog
from app.ui.settings.security_page import SecurityPage

ROLES: dict[str, Marked] = {
    "agent": mark("一线客服"),
    "expert": mark("专家"),
    "knowledge_admin": mark("知识管理员"),
    "supervisor": mark("主管"),
    "branch_lead": mark("分部负责人"),
    "admin": mark("管理员"),
}
SCOPES: dict[str, Marked] = {
    "conversations": mark("会话"),
    "tickets": mark("工单"),
    "knowledge": mark("知识"),
    "customers": mark("客户"),
    "reports": mark("报表"),
    "outbox": mark("同步"),
    "settings": mark("设置"),
}


class AccountPage(Page):
    """Who is signed in."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(tr("我的账号"))
        self._ctx = ctx
        self._me: Actor = ctx.service(Actor)
        column = self.card()
        self._avatar = Avatar("", self._me.id, side=40)
        self._name = label("", "h3", strong=True)
        self._facts = label("", "small", "secondary", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(0, 10, 0, 10)
        head.setSpacing(12)
        head.addWidget(self._avatar)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        head.addLayout(words, 1)
        column.addLayout(head)
        self._role, self._groups, self._capacity = (label("", "small", "secondary") for _ in range(3))
        row(column, tr("角色"), "", self._role)
        row(column, tr("客服组"), "", self._groups)
        row(column, tr("最多同时接待"), tr("由主管设置"), self._capacity)
        known = {action.id for action in ctx.actions.all()}
        buttons = []
        if Online in ctx.services:
            buttons.append(button(tr("修改密码"), self.change_password, icon="lock"))
        if "account.renew" in known:
            buttons.append(button(tr("重新登录"), lambda: ctx.actions.run("account.renew"), icon="login"))
        if "account.sign_out" in known:
            buttons.append(
                button(tr("退出登录"), lambda: ctx.actions.run("account.sign_out"), kind="danger", icon="logout")
            )
        self.column.addWidget(row_of(*buttons))
        self.end()

    def change_password(self) -> PasswordDialog:
        """Ask for the old and the new password."""
        blobs = self._ctx.services.get(Blobs)
        dialog = PasswordDialog(self, self._ctx, Path(blobs.folder).parent if blobs is not None else None)
        dialog.open()
        return dialog

    def refresh(self) -> None:
        """Read again who it is."""
        self._ctx.tasks.read(lambda c: people.staff(c, self._me.id), self._show, key="me", owner=self)

    def _show(self, staff: Staff) -> None:
        me = staff.me
        if me is None:
            return
        self._avatar.set(me.name, me.id)
        self._name.setText(me.name)
        self._facts.setText(" · ".join(part for part in (me.login, me.title) if part))
        self._role.setText(ROLES[me.role.value].tr())
        self._groups.setText(tr("、").join(filter(None, map(staff.group_name, me.group_ids))) or "—")
        self._capacity.setText(str(me.capacity))


class SettingsView(ScreenView):
    """Registered as the screen ``settings``; its items are the names of the pages."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        preferences: Preferences = ctx.service(Preferences)
        self.account = AccountPage(ctx)
        self.keys = KeysPage(ctx.actions, preferences, {name: words.tr() for name, words in SCOPES.items()})
        self.data = DataPage(ctx)
        self.security = SecurityPage(ctx)
        self.branches = BranchesPage(ctx) if access.allowed(ctx.service(Actor).role, "admin") else None
        made: tuple[tuple[str, str, Page | None], ...] = (
            ("account", "user-circle", self.account),
            ("look", "adjustments-horizontal", LookPage(preferences)),
            ("work", "send", work_page(preferences)),
            ("notifications", "bell", notification_page(preferences)),
            ("keys", "keyboard", self.keys),
            ("security", "lock", self.security),
            ("branches", "building", self.branches),
            ("data", "database", self.data),
            ("about", "info-circle", AboutPage(ctx)),
        )
        self.pages: dict[str, Page] = {name: page for name, _, page in made if page is not None}
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.setSpacing(0)
        left = panel(edge="right")
        left.setFixedWidth(theme().px(220))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 10, 0, 0)
        title = label(tr("设置"), "h3", strong=True)
        title.setContentsMargins(14, 0, 14, 4)
        column.addWidget(title)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("设置的分类"))
        self.list.setProperty("kind", "nav")
        self.list.setIconSize(QSize(theme().px(17), theme().px(17)))
        self.stack = QStackedWidget()
        for name, glyph, page in made:
            if page is None:
                continue
            item = QListWidgetItem(icon(glyph, "text.secondary"), page.accessibleName())
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setSizeHint(QSize(100, theme().px(36)))
            self.list.addItem(item)
            inner = page if name in ("keys", "about") else scrolled(page)
            self.stack.addWidget(inner)
        self.list.currentRowChanged.connect(self._on_row)
        column.addWidget(self.list, 1)
        row_.addWidget(left)
        row_.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)
        StaleWatch(ctx.feed, self, {"agent", "group"}, lambda _: self.account.refresh())
        self.account.refresh()
        self.list.setCurrentRow(0)

    def open_item(self, item: str) -> None:
        if item in self.pages:
            self.list.setCurrentRow(list(self.pages).index(item))

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.stack)

    def trail(self) -> Sequence[str]:
        page = list(self.pages.values())[max(0, self.list.currentRow())]
        return (page.accessibleName(),)

    def _on_row(self, at: int) -> None:
        if at < 0:
            return
        self.stack.setCurrentIndex(at)
        name = list(self.pages)[at]
        if name == "data":
            self.data.refresh()
        elif name == "security":
            self.security.refresh()
        elif name == "branches" and self.branches is not None:
            self.branches.refresh()
        self.placeChanged.emit(name, self.pages[name].accessibleName())
