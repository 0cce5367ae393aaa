"""The customers: a list to search, and one customer in full."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.commands import customers as commands
from app.domain import access
from app.domain.clock import Clock, now_ms
from app.domain.customers import Customer, Level
from app.domain.entity import Actor
from app.domain.masking import masked
from app.domain.notice import Changes
from app.storage import customer_list, customers, same_customers
from app.storage.customer_list import CustomerPage, CustomerRow
from app.storage.customers import Profile
from app.storage.same_customers import Likely
from app.ui.customers.dialog import edit_customer
from app.ui.customers.profile import LEVELS, ProfilePane
from app.ui.kit import painters
from app.ui.kit.action import Action
from app.ui.kit.buttons import button
from app.ui.kit.dialogs import Dialog
from app.ui.kit.feed import StaleWatch
from app.ui.kit.fields import SearchField
from app.ui.kit.formats import count, moment
from app.ui.kit.i18n import mark, tr
from app.ui.kit.labels import label
from app.ui.kit.notices import Toast
from app.ui.kit.panes import Splitter, panel
from app.ui.kit.preferences import Preferences
from app.ui.kit.private_numbers import PrivateNumbers
from app.ui.kit.screen import Context, Place, ScreenView
from app.ui.kit.sentences import SENTENCES
from app.ui.kit.states import Content
from app.ui.kit.table_model import KeyRole, RowModel, RowRole
from app.ui.kit.theme import theme

SCOPE = "customers"
_KINDS = frozenset({"customer", "identity", "conversation", "ticket", "survey", "conflict", "message"})


class CustomerDelegate(QStyledItemDelegate):
    """Paints a customer: name and level, phone and city, last contact and open tickets."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, theme().row_height("list"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(RowRole)
        if not isinstance(row, CustomerRow):
            return
        painters.paint_row_state(painter, option)
        look = theme()
        inner = QRectF(option.rect).adjusted(look.px(14), 0, -look.px(14), -1)
        side = look.px(36)
        disc = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
        painters.paint_avatar(painter, disc, row.name, row.id)
        left, half = disc.right() + look.px(10), look.px(20)
        first = QRectF(left, inner.center().y() - half, inner.right() - left, half)
        second = QRectF(left, inner.center().y(), inner.right() - left, half)
        if row.last_at:
            text = moment(row.last_at, self._clock())
            width = painters.text_width(text, "small")
            place = QRectF(first.right() - width, first.top(), width + 2, first.height())
            painters.paint_text(painter, place, text, size="small", token="text.tertiary")
            first.setRight(place.left() - 8)
        used = painters.paint_text(painter, first, row.name, strong=True)
        if row.level is not Level.NORMAL:
            word, tone = LEVELS[row.level]
            painters.paint_chip(painter, first.adjusted(used + look.px(7), 0, 0, 0), word.tr(), tone)
        if row.pending:
            chip = painters.paint_chip(painter, second, tr("待上传"), "warning", icon="cloud-up", from_right=True)
            second.setRight(chip.left() - 6)
        elif row.open_tickets:
            text = tr("{n} 张工单", n=row.open_tickets).format(n=row.open_tickets)
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            # on the selection the neutral tint would be lost
            plain: painters.ChipTone = "outline" if selected else "neutral"
            chip = painters.paint_chip(painter, second, text, plain, from_right=True)
            second.setRight(chip.left() - 6)
        detail = " · ".join(part for part in (masked(row.phone), row.city) if part)
        painters.paint_text(painter, second, detail, size="small", token="text.secondary")


class CustomersView(ScreenView):
    """Registered as the screen ``customers``; its items are customer ids."""

    def __init__(self, ctx: Context, clock: Clock = now_ms) -> None:
        super().__init__()
        self._ctx, self._clock = ctx, clock
        self._me: Actor = ctx.service(Actor)
        self.current = ""
        self.profile: Profile | None = None
        self._likely: tuple[str, tuple[Likely, ...]] = ("", ())
        self._merged: dict[str, Toast] = {}
        self.model: RowModel[CustomerRow] = RowModel(lambda row: row.id, accessible=self._sentence, parent=self)
        self._delegate = CustomerDelegate(clock)
        split = Splitter("customers", ctx.services.get(Preferences))
        split.add(self._make_list(), 360, least=280, most=480)
        right = panel("app")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        self.pane = ProfilePane(clock, PrivateNumbers(ctx, self), self._may_not_merge())
        self.pane.placeWanted.connect(lambda screen, item: ctx.go(Place(screen, item)))
        self.pane.editWanted.connect(self.edit)
        self.pane.mergeWanted.connect(self.merge)
        self.pane.splitWanted.connect(self.split)
        self.right = Content(self.pane)
        column.addWidget(self.right)
        split.add(right, 900, least=460, grows=True)
        split.restore()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        for name, text, run, keys in (
            ("new", mark("新建客户"), self.new, ("Ctrl+N",)),
            ("edit", mark("编辑客户资料"), self.edit, ()),
            ("merge", mark("合并重复的客户"), self._to_merge, ()),
            ("find", mark("查找客户"), self.search.setFocus, ("Ctrl+F",)),
        ):
            blocked = {"edit": self._nobody, "merge": self._no_twin}.get(name)
            action = Action(id=f"customers.{name}", text=text, run=run, keys=keys, scope=SCOPE, blocked=blocked)
            ctx.actions.add(action, self)
        self.right.show_state("users", tr("没有打开客户"), tr("从左边选一位，或按姓名、手机、邮箱查找"))
        StaleWatch(ctx.feed, self, _KINDS, self._refresh)
        self._refresh()

    def _make_list(self) -> QWidget:
        left = panel(edge="right")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = panel(edge="bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 9, 12, 8)
        row.setSpacing(8)
        self.search = SearchField(tr("姓名、手机、邮箱"))
        self.search.searched.connect(lambda _: self._read_list())
        self.search.entered.connect(self._list_focus)
        self.search.moved.connect(lambda _: self._list_focus())
        row.addWidget(self.search, 1)
        new = button(tr("新建"), self.new, icon="plus", tip=tr("新建客户 (Ctrl+N)"))
        row.addWidget(new)
        column.addWidget(head)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(tr("客户列表"))
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.content = Content(self.list, avatar=True)
        self.content.show_loading()
        column.addWidget(self.content, 1)
        self._total = label("", "small", "tertiary")
        self._total.setContentsMargins(14, 6, 14, 6)
        column.addWidget(self._total)
        return left

    # -- the screen ------------------------------------------------------------------------------------------------

    def open_item(self, item: str) -> None:
        if item and item != self.current:
            self.current = item
            self.right.show_loading()
            self._read_profile()
            self._read_likely()
            self._select()

    def panes(self) -> Sequence[QWidget]:
        return (self.search, self.list, self.pane)

    def trail(self) -> Sequence[str]:
        return (self.profile.customer.name,) if self.profile is not None else ()

    # -- reading ---------------------------------------------------------------------------------------------------

    def _refresh(self, changes: Changes | None = None) -> None:
        self._read_list()
        if self.current:
            self._read_profile()
            if changes is None or "customer" in changes.kinds:  # it looks at every customer there is
                self._read_likely()

    def _read_list(self) -> None:
        query = self.search.query()
        self._ctx.tasks.read(
            lambda c: customer_list.customers(c, query), self._show_list, self._failed, key="list", owner=self
        )

    def _failed(self, error: BaseException) -> None:
        self.content.show_error(tr("客户没有读出来"), self._read_list)

    def _show_list(self, page: CustomerPage) -> None:
        self.model.set_rows(page.rows)
        self._total.setText(tr("本机共 {n} 位客户", n=page.total).format(n=count(page.total)))
        if page.rows:
            self.content.show_content()
            self._select()
        elif self.search.query():
            title = tr("没有符合「{words}」的客户").format(words=self.search.query())
            self.content.show_state("search", title, "", [(tr("新建客户"), self.new), (tr("清空"), self.search.clear)])
        else:
            hint = tr("客户来联系后会列在这里")
            self.content.show_state("users", tr("还没有客户"), hint, [(tr("新建客户"), self.new)])

    def _read_profile(self) -> None:
        wanted, at = self.current, self._clock()
        self._ctx.tasks.read(
            lambda c: customers.profile(c, wanted, self._me.id, at), self._show_profile, key="profile", owner=self
        )

    def _read_likely(self) -> None:
        wanted = self.current
        self._ctx.tasks.read(
            lambda c: same_customers.likely_same(c, wanted),
            lambda found: self._show_likely(wanted, found),
            key="likely",
            owner=self,
        )

    def _show_likely(self, customer_id: str, found: tuple[Likely, ...]) -> None:
        self._likely = (customer_id, found)
        if self.profile is not None and self.profile.customer.id == customer_id == self.current:
            self.pane.show_profile(self.profile, found)
        self._ctx.actions.refresh()

    def _show_profile(self, profile: Profile | None) -> None:
        self.profile = profile
        if profile is None:
            self.right.show_state("users", tr("这位客户已不在本机"), tr("可能已被合并或删除"))
            return
        if self.current in {each.id for each in profile.merged}:  # he goes by another name now
            self.current = profile.customer.id
            self._read_likely()
            self._select()
        if profile.customer.id == self.current:
            known_for, likely = self._likely
            self.pane.show_profile(profile, likely if known_for == self.current else ())
            self.right.show_content()
            self.placeChanged.emit(profile.customer.id, profile.customer.name)
        self._ctx.actions.refresh()

    def _select(self) -> None:
        index = self.model.index_of(self.current)
        # the list makes its first row current when it gets the focus, and does not select it
        unmarked = index.isValid() and not self.list.selectionModel().isSelected(index)
        if self.list.currentIndex() != index or unmarked:
            self.list.setCurrentIndex(index)

    def _list_focus(self) -> None:
        self.list.setFocus()
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid() and not self.model.changing:
            self.open_item(str(current.data(KeyRole)))

    def _sentence(self, row: CustomerRow) -> str:
        parts = [row.name, LEVELS[row.level][0].tr(), row.city]
        if row.open_tickets:
            parts.append(tr("{n} 张工单", n=row.open_tickets).format(n=row.open_tickets))
        if row.pending:
            parts.append(tr("待上传"))
        return "，".join(part for part in parts if part)

    # -- doing -----------------------------------------------------------------------------------------------------

    def _nobody(self) -> str:
        return "" if self.profile is not None else tr("先打开一位客户")

    def _may_not_merge(self) -> str:
        return "" if access.may(self._me.role, "customer", "merge") else SENTENCES["forbidden"].tr()

    def _no_twin(self) -> str:
        return (
            self._may_not_merge()
            or self._nobody()
            or ("" if self.pane.first_merge() is not None else tr("没有发现重复的客户"))
        )

    def _to_merge(self) -> None:
        """Lead to the first customer who may be the same person: whoever merges sees why."""
        first = self.pane.first_merge()
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def merge(self, customer_id: str) -> None:
        """Say that a customer is the same person as the open one. The better known of them stands for both."""
        known_for, likely = self._likely
        leads = known_for == self.current and any(each.leads for each in likely if each.customer.id == customer_id)
        row, head = (self.current, customer_id) if leads else (customer_id, self.current)

        def told(_: object) -> None:
            words, undo = tr("已合并，随时可以拆开"), tr("撤销")
            toast = self._merged[row] = Toast(text=words, action=undo, run=lambda: self.split(row))
            self._ctx.notices.show(toast)

        self._ctx.tasks.write(lambda tx: commands.merge(tx, row, head), told, owner=self)

    def split(self, customer_id: str) -> None:
        """Say that a merged customer is somebody else."""

        def told(_: object) -> None:
            if customer_id in self._merged:
                self._ctx.notices.withdraw(self._merged.pop(customer_id))
            self._ctx.notices.toast(tr("已拆开，两位客户各归各的"))

        self._ctx.tasks.write(lambda tx: commands.split(tx, customer_id), told, owner=self)

    def new(self) -> None:
        """Ask for a new customer."""

        def create(dialog: Dialog, values: dict[str, Any]) -> None:
            def write(tx: Any) -> Customer:
                made = commands.create(tx, values["name"], phone=values["phone"], email=values["email"])
                return commands.edit(tx, made.id, **values)

            dialog.store(self._ctx.tasks, write, lambda made: self.open_item(made.id))

        edit_customer(self, None, create)

    def edit(self) -> None:
        """Ask for changes of the open customer."""
        if self.profile is not None:
            customer = self.profile.customer

            def change(dialog: Dialog, values: dict[str, Any]) -> None:
                different = {name: value for name, value in values.items() if value != getattr(customer, name)}
                if different:
                    dialog.store(self._ctx.tasks, lambda tx: commands.edit(tx, customer.id, **different))
                else:
                    dialog.accept()

            edit_customer(self, customer, change)
