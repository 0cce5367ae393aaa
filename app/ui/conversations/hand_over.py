"""To whom a conversation goes: the groups by the branch they work in, and what happens there, told before it does."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.search.sound import spelled
from app.storage.handovers import Receiver
from app.ui.kit.dialogs import Dialog
from app.ui.kit.fields import SearchField
from app.ui.kit.i18n import tr
from app.ui.kit.labels import label
from app.ui.kit.sync_link import SyncLink
from app.ui.kit.theme import theme

ROW = 26
ID_ROLE = Qt.ItemDataRole.UserRole
Give = Callable[[Dialog, Receiver], object]
"""(this dialog, which stays until it is stored; the chosen group)."""


class HandOver(Dialog):
    """Lists the groups below the names of their branches. Arrows choose from the field, too; Enter hands over."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        receivers: Sequence[Receiver],
        give: Give,
        link: SyncLink | None,
        *,
        waits_at_page: bool,
    ) -> None:
        """``waits_at_page``: another server is asked first, which takes a line to it."""
        super().__init__(parent, tr("转接会话"), width=480)
        self._receivers = {one.group_id: one for one in receivers}
        self._give = give
        self._waits_at_page = waits_at_page
        self._link = link
        if link is not None:
            link.changed.connect(self._tell)
            link.upstreamChanged.connect(self._tell)
        self.body.addWidget(label(tr("把{name}转接给").format(name=name), "h3", strong=True, wrap=True))
        self.search = SearchField(tr("按组或分部的名称找，拼音也行"), debounce_ms=0)
        self.search.searched.connect(self._fill)
        self.search.moved.connect(self._move)
        self.body.addWidget(self.search)
        self.groups = QListWidget()
        self.groups.setAccessibleName(tr("可以转接到的组"))
        self.groups.setFixedHeight(theme().px(208))
        self.groups.currentItemChanged.connect(lambda *_: self._tell())
        self.groups.itemDoubleClicked.connect(lambda _: self._on_give())
        self.groups.itemActivated.connect(lambda _: self._on_give())
        self.body.addWidget(self.groups)
        self.told = label("", tone="secondary", wrap=True)
        self.told.setMinimumHeight(theme().px(60))
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.told)
        self.add_button(tr("取消"))
        self.yes = self.add_button(tr("转接"), self._on_give, kind="primary", default=True)
        self.search.entered.connect(self._on_give)
        self._fill("")
        self.search.setFocus()

    @property
    def chosen(self) -> Receiver | None:
        """The chosen group."""
        at = self.groups.currentRow()
        return self._receivers.get(str(self.groups.item(at).data(ID_ROLE))) if at >= 0 else None

    def _fill(self, query: str) -> None:
        kept = self.chosen
        self.groups.clear()
        found = [one for one in self._receivers.values() if _matches(one, query)]
        branch = None
        for one in found:
            if one.branch != branch:
                branch = one.branch
                head = QListWidgetItem(one.branch or tr("没有写明分部"))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setForeground(theme().color("text.tertiary"))
                head.setSizeHint(QSize(0, theme().px(ROW)))
                self.groups.addItem(head)
            item = QListWidgetItem(f"    {one.name}  ·  {there(one)}")
            item.setSizeHint(QSize(0, theme().px(ROW)))
            item.setData(ID_ROLE, one.group_id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.branch} {one.name} {there(one)}")
            self.groups.addItem(item)
            if kept in (None, one):
                self.groups.setCurrentItem(item)
                kept = one
        if self.groups.currentRow() < 0:
            self._move(1)
        self._tell()

    def _move(self, step: int) -> None:
        """Choose the next group that way; headings are passed over."""
        at = self.groups.currentRow() + step
        while 0 <= at < self.groups.count():
            if self.groups.item(at).data(ID_ROLE):
                self.groups.setCurrentRow(at)
                return
            at += step

    def _cut_off(self, one: Receiver) -> str:
        """Return why another server cannot be asked now, "" when it can."""
        if not one.across or not self._waits_at_page:
            return ""
        if self._link is None or not self._link.online:
            return tr("离线时不能请别的服务器接手；连上后再转接，或先转给同一服务器的组。")
        if self._link.upstream in ("down", "refused"):
            return tr("与总部的线路不通，现在问不到对方；线路恢复后再转接，或先转给本分部的组。")
        return ""

    def _tell(self) -> None:
        one = self.chosen
        asked = one is not None and one.across and self._waits_at_page
        self.yes.setEnabled(one is not None and not self._cut_off(one))
        self.yes.setText(tr("请对方接手") if asked else tr("转接"))
        self.told.setText(self._words(one))

    def _words(self, one: Receiver | None) -> str:
        if one is None:
            return tr("没有这样的组") if self._receivers else tr("没有别的组可以转接")
        if why := self._cut_off(one):
            return why
        if one.across and self._waits_at_page:
            words = tr(
                "先问{branch}的服务器：这个组有人在线就接过去。在那之前客户仍由您接待；两分钟没有答复，会话就留在您这里。"
            ).format(branch=one.branch)
            return words if one.online else words + "\n" + tr("这个组现在没有人在线，多半会留在您这里。")
        words = tr("会话进入这个组的队列，由组里的人接入；客户已经等的时间接着算，之前的对话他们都能看到。")
        return words if one.online else words + "\n" + tr("这个组现在没有人在线，客户要等有人上线。")

    def _on_give(self) -> None:
        one = self.chosen
        if one is not None and self.yes.isEnabled():
            self._give(self, one)


def there(one: Receiver) -> str:
    """Say how many of a group are there."""
    return tr("{n} 人在线", n=one.online).format(n=one.online) if one.online else tr("没有人在线")


def _matches(one: Receiver, query: str) -> bool:
    wanted = query.casefold().split()
    hay = " ".join((one.name.casefold(), one.branch.casefold(), spelled(one.name), spelled(one.branch)))
    return all(word in hay for word in wanted)
