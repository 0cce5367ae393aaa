"""The customers: list, search, one in full, new and edited."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.customers import Customer
from app.domain.people import Role
from app.domain.protocol import Reveal, Revealed
from app.storage import rows
from app.ui.customers.view import CustomersView
from app.ui.kit.online import Requests
from app.ui.kit.screen import Place
from app.ui.kit.table_model import KeyRole
from tests.helpers.bench import ScreenBench, screen_bench


@pytest.fixture
def view(bench: ScreenBench) -> CustomersView:
    return bench.show(CustomersView(bench.ctx))


def texts(view: CustomersView) -> set[str]:
    return {found.text() for found in view.findChildren(QLabel) if found.isVisible()}


def press(view: CustomersView, words: str) -> None:
    made = next(
        found
        for found in view.findChildren(QAbstractButton)
        if found.isVisible() and any(words in said for said in (found.text(), found.accessibleName()))
    )
    made.click()


def field(bench: ScreenBench, name: str) -> QLineEdit:
    return next(found for found in bench.dialog().findChildren(QLineEdit) if found.accessibleName() == name)


def test_the_list_has_the_latest_contact_first(bench: ScreenBench, view: CustomersView) -> None:
    assert view.model.keys[0] == "cust-liu"
    assert len(view.model) == 10
    spoken = view.model.index_of("cust-chen").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "陈思远，金卡，杭州，1 张工单"


def test_search_by_name_phone_and_mail(bench: ScreenBench, view: CustomersView) -> None:
    for query, keys in (("陈", ["cust-chen"]), ("13804456621", ["cust-zhao"]), ("amy@", ["cust-amy"]), ("x%", [])):
        view.search.setText(query)
        bench.qtbot.waitUntil(lambda keys=keys: list(view.model.keys) == keys, timeout=3000)  # type: ignore[misc]
        bench.settle()
    assert "没有符合「x%」的客户" in texts(view)


def test_a_customer_that_the_search_leaves_out_stays_open(bench: ScreenBench, view: CustomersView) -> None:
    view.open_item("cust-chen")
    bench.settle()
    view.search.setText("13804456621")
    bench.qtbot.waitUntil(lambda: list(view.model.keys) == ["cust-zhao"])
    bench.settle()
    assert view.current == "cust-chen"
    assert not view.list.currentIndex().isValid()


def test_one_customer_in_full_and_the_phone_only_on_demand(bench: ScreenBench, view: CustomersView) -> None:
    view.open_item("cust-chen")
    bench.settle()
    shown = texts(view)
    assert {"陈思远", "138****6621", "杭州市西湖区文三路 478 号", "Air Pro 2 耳机"} <= shown
    press(view, "显示")
    bench.settle()
    assert "13800456621" in texts(view)
    press(view, "T-20931")
    assert bench.places == [Place("tickets", "ticket-1")]


def test_editing_changes_only_what_differs(bench: ScreenBench, view: CustomersView) -> None:
    view.open_item("cust-zhao")
    bench.settle()
    bench.run("customers.edit")
    field(bench, "城市").setText("西安市")
    bench.yes()
    bench.qtbot.waitUntil(lambda: "西安市" in " ".join(texts(view)))
    assert view.model.value("cust-zhao").pending  # type: ignore[union-attr]


def test_a_new_customer_needs_a_name_and_is_opened(bench: ScreenBench, view: CustomersView) -> None:
    bench.run("customers.new")
    bench.dialog().findChild(QAbstractButton, "yes").click()  # type: ignore[union-attr]
    assert bench.dialog().isVisible()
    field(bench, "姓名").setText("黄小美")
    field(bench, "手机").setText("13911112222")
    bench.yes()
    bench.settle()
    made = bench.database.read(lambda c: rows.get(c, Customer, view.current))
    assert made is not None
    assert (made.name, made.phone) == ("黄小美", "13911112222")


class _Server:
    """Answers what the desk asks for."""

    def __init__(self) -> None:
        self.asked: list[Reveal] = []

    def post(self, path: str, body: Reveal, into: type[Revealed]) -> Revealed:
        assert path == "/desk/v1/reveal"
        self.asked.append(body)
        whole = {"id_number": "330106198505051234", "phone": "13800456621", "email": "13812345678@139.com"}
        return into(value=whole[body.field])


def masked_chen(bench: ScreenBench, **others: str) -> None:
    """The server sends a customer as those see him who may not have his numbers."""
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    hidden = {"phone": "138****6621", "id_number": "330***********1234", **others}
    bench.arrive(msgspec.structs.replace(chen, rev=chen.rev + 1, **hidden))


def test_a_masked_number_is_asked_for_and_not_kept(bench: ScreenBench, view: CustomersView) -> None:
    server = _Server()
    bench.online.bind(lambda ask: ask(cast(Requests, server)))
    masked_chen(bench)
    view.open_item("cust-chen")
    bench.qtbot.waitUntil(lambda: {"138****6621", "330***********1234"} <= texts(view))
    press(view, "显示 证件号")
    bench.qtbot.waitUntil(lambda: {"138****6621", "330106198505051234"} <= texts(view))
    assert server.asked == [Reveal(customer_id="cust-chen", field="id_number")]
    press(view, "隐藏 证件号")
    bench.qtbot.waitUntil(lambda: "330***********1234" in texts(view))
    press(view, "显示 手机")
    bench.qtbot.waitUntil(lambda: "13800456621" in texts(view))
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    assert chen.phone == "138****6621"
    view.open_item("cust-zhao")
    bench.settle()
    view.open_item("cust-chen")
    bench.settle()
    assert "13800456621" not in texts(view), "only for as long as he was looked at"


def test_a_mail_address_is_hidden_only_where_a_number_in_it_was_masked(bench: ScreenBench, view: CustomersView) -> None:
    server = _Server()
    bench.online.bind(lambda ask: ask(cast(Requests, server)))
    masked_chen(bench, email="chen@example.cn")
    view.open_item("cust-chen")
    bench.qtbot.waitUntil(lambda: "chen@example.cn" in texts(view))
    assert not any("邮箱" in made.accessibleName() for made in view.findChildren(QAbstractButton))
    masked_chen(bench, email="138****5678@139.com")
    bench.qtbot.waitUntil(lambda: "138****5678@139.com" in texts(view))
    press(view, "显示 邮箱")
    bench.qtbot.waitUntil(lambda: "13812345678@139.com" in texts(view))
    assert server.asked == [Reveal(customer_id="cust-chen", field="email")]


def test_without_a_line_a_masked_number_stays_masked(bench: ScreenBench, view: CustomersView) -> None:
    masked_chen(bench)
    view.open_item("cust-chen")
    bench.settle()
    press(view, "显示 手机")
    bench.settle()
    assert bench.said() == ["连不上总部，现在看不到完整的号码。联网后再点一次"]
    assert "138****6621" in texts(view)


def test_who_is_masked_is_found_by_the_whole_number_and_edited_around_it(
    bench: ScreenBench, view: CustomersView
) -> None:
    masked_chen(bench)
    for query in ("13800456621", "330106198505051234"):
        view.search.setText(query)
        bench.qtbot.waitUntil(lambda: list(view.model.keys) == ["cust-chen"], timeout=3000)
        bench.settle()
    view.open_item("cust-chen")
    bench.settle()
    bench.run("customers.edit")
    assert field(bench, "证件号").text() == "330***********1234"
    field(bench, "手机").setText("138****6622")
    bench.yes()
    assert bench.dialog() is not None, "a mask that somebody typed into is no number"
    field(bench, "手机").setText("138****6621")
    field(bench, "城市").setText("宁波")
    bench.yes()
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    assert (chen.city, chen.phone) == ("宁波", "138****6621")


def test_the_customer_whose_page_opens_as_the_list_gets_the_focus_is_marked(bench: ScreenBench) -> None:
    view = bench.show(CustomersView(bench.ctx))
    view.search.setFocus()
    bench.qtbot.waitUntil(view.isActiveWindow)
    view.list.setFocus()
    bench.qtbot.waitUntil(lambda: bool(view.current))
    bench.settle()
    assert [index.data(KeyRole) for index in view.list.selectionModel().selectedIndexes()] == [view.current]


def twin(bench: ScreenBench) -> str:
    """A second row of a customer of the office, as another channel made it."""
    row = Customer(id="cust-twin", scope="people", name="陈先生", phone="+86 138-0045-6621")
    bench.database.write(lambda tx: tx.save(row)).result()
    return row.id


def test_an_agent_sees_who_may_be_the_same_person_but_does_not_merge(bench: ScreenBench, view: CustomersView) -> None:
    view.open_item("cust-chen")
    twin(bench)
    bench.qtbot.waitUntil(lambda: "可能是同一位客户" in texts(view))
    join = view.findChild(QAbstractButton, "merge")
    assert isinstance(join, QAbstractButton)
    assert (join.isEnabled(), join.toolTip()) == (False, "您的账号没有这项权限")
    bench.settle()
    assert not bench.action("customers.merge").isEnabled()


@pytest.fixture
def lead(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ScreenBench]:
    with screen_bench(qtbot, qapp, tmp_path, Role.SUPERVISOR) as bench:
        yield bench


def test_merging_from_an_anonymous_visitor_keeps_the_customer_in_front(lead: ScreenBench) -> None:
    view = lead.show(CustomersView(lead.ctx))
    row = Customer(id="cust-guest", scope="people", name="访客 8F2C", phone="13800456621")
    lead.database.write(lambda tx: tx.save(row)).result()
    lead.qtbot.waitUntil(lambda: row.id in view.model.keys)
    view.open_item(row.id)
    lead.qtbot.waitUntil(lambda: "可能是同一位客户" in texts(view))
    assert "合并后以 陈思远 为准" in " ".join(texts(view))
    press(view, "与 陈思远 合并")
    lead.qtbot.waitUntil(lambda: "已并入这位客户" in texts(view))
    assert view.current == "cust-chen"
    lead.qtbot.waitUntil(lambda: row.id not in view.model.keys)
    assert "cust-chen" in view.model.keys
    lead.ctx.notices.told[-1].run()  # type: ignore[misc]
    lead.qtbot.waitUntil(lambda: {row.id, "cust-chen"} <= set(view.model.keys))


def test_who_may_be_the_same_person_is_merged_and_separated_again(lead: ScreenBench) -> None:
    bench = lead
    view = bench.show(CustomersView(bench.ctx))
    view.open_item("cust-chen")
    bench.settle()
    assert not bench.action("customers.merge").isEnabled()
    other = twin(bench)
    bench.qtbot.waitUntil(lambda: "可能是同一位客户" in texts(view))
    assert "手机相同" in " ".join(texts(view))
    bench.run("customers.merge")
    button = view.focusWidget()
    assert isinstance(button, QAbstractButton)
    assert button.accessibleName() == "与 陈先生 合并，手机相同，合并后以 陈思远 为准"
    QTest.keyClick(button, Qt.Key.Key_Space)
    bench.qtbot.waitUntil(lambda: "已并入这位客户" in texts(view))
    bench.settle()
    assert other not in view.model.keys
    assert bench.ctx.notices.told[-1].text == "已合并，随时可以拆开"
    view.open_item(other)  # from a conversation that came by his other name
    bench.qtbot.waitUntil(lambda: view.current == "cust-chen")
    with bench.qtbot.waitSignal(bench.ctx.notices.toastOver) as over:
        press(view, "拆开")
    assert over.args == [bench.ctx.notices.told[-2]], "it says no longer that they are merged"
    bench.qtbot.waitUntil(lambda: "已并入这位客户" not in texts(view))
    bench.qtbot.waitUntil(lambda: other in view.model.keys)
    bench.ctx.notices.told[-2].run()  # type: ignore[misc]  # the first toast's undo: it is done already
    bench.settle()
    assert other in view.model.keys


def focused(view: CustomersView) -> str:
    """Return what the keyboard acts on: its words, "" when the focus left the customer."""
    holder = view.window().focusWidget()
    return holder.accessibleName() or holder.text() if isinstance(holder, QAbstractButton) else ""


def test_the_focus_stays_at_a_number_that_is_shown_and_hidden(bench: ScreenBench, view: CustomersView) -> None:
    view.open_item("cust-chen")
    bench.settle()
    view.search.setFocus()
    view.pane._numbers.toggle(view.profile.customer, "phone")  # type: ignore[union-attr]
    bench.settle()
    assert not focused(view), "whoever is at something else stays there"
    press(view, "隐藏 手机")
    bench.settle()
    shows = next(each for each in view.pane.findChildren(QAbstractButton) if each.accessibleName() == "显示 手机")
    shows.setFocus()
    for words in ("隐藏 手机", "显示 手机"):
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Space)
        bench.settle()
        assert focused(view) == words
        assert view.focusWidget().isVisible()


def test_the_focus_stays_at_the_button_behind_a_dialog_that_saves(bench: ScreenBench, view: CustomersView) -> None:
    view.open_item("cust-zhao")
    bench.settle()
    edit = view.pane.findChild(QAbstractButton, "edit")
    assert isinstance(edit, QAbstractButton)
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Space)
    field(bench, "城市").setText("西安市")
    bench.yes()
    bench.qtbot.waitUntil(lambda: "西安市" in " ".join(texts(view)))
    assert focused(view) == "编辑资料"


def test_the_focus_goes_to_the_next_who_can_be_separated_and_then_stays_with_the_customer(lead: ScreenBench) -> None:
    view = lead.show(CustomersView(lead.ctx))
    lead.arrive(*(Customer(id=f"cust-{n}", scope="people", name=f"访客 {n}", merged_into="cust-chen") for n in "12"))
    view.open_item("cust-chen")
    lead.settle()
    for words in ("拆开", "编辑资料"):
        parts = view.pane.findChildren(QAbstractButton, "split")
        part = next(each for each in parts if each.isVisible())  # what was shown before may not be gone yet
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Space)
        lead.settle()
        lead.qtbot.waitUntil(lambda words=words: focused(view).startswith(words))  # type: ignore[misc]
