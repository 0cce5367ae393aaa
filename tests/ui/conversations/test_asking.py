"""What is asked or shown over the workspace: a customer, a conflict, a ticket, an article."""

from pathlib import Path
from typing import cast

import msgspec
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select

from app.commands import conversations as commands
from app.commands.conversations import Outgoing
from app.domain.customers import Customer
from app.domain.entity import Actor
from app.domain.files import FileRef
from app.domain.journal import Conflict
from app.domain.knowledge import Article, ArticleStatus
from app.domain.protocol import Revealed
from app.domain.tickets import Ticket
from app.storage import rows
from app.storage.blobs import Blobs
from app.storage.tables import ENTITY
from app.ui.conversations.article_preview import ArticlePreview
from app.ui.conversations.customer_dialog import CustomerDialog
from app.ui.conversations.menus import message_menu
from app.ui.conversations.thread_items import BubbleItem
from app.ui.conversations.ticket_dialog import TicketDialog
from app.ui.conversations.view import ConversationsView
from app.ui.kit.online import Online, Requests
from app.ui.kit.screen import Place
from app.ui.kit.toasts import ToastHost
from tests.helpers import office
from tests.helpers.office import CHEN, EARBUD
from tests.ui.conversations.bench import Bench, Open, conversation, dialog


def test_an_answer_becomes_the_draft_of_an_article_for_who_may_edit(workspace: Open, bench: Bench) -> None:
    def choices(view: ConversationsView, key: str) -> dict[str, QAction]:
        item = view.talk.thread_view.rows.value(key)
        assert isinstance(item, BubbleItem)
        menu = message_menu(item, view.desk, view.asking, view.talk.thread_view, view.talk.composer, view)
        return {action.text(): action for action in menu.actions()}

    view = workspace()
    out = Outgoing(conversation_id=CHEN, text="先断电再开机")
    (sent,) = bench.database.write(lambda tx: commands.send(tx, out)).result(5)
    bench.settle()
    assert "存为知识草稿" not in choices(view, sent.id)  # an agent may not
    expert = Actor(office.ME, "expert")
    view.desk.me = bench.database.actor = expert
    asked = next(row.message for row in view.desk.talk.rows if row.message.author == "customer")  # type: ignore[union-attr]
    assert "存为知识草稿" not in choices(view, asked.id)
    choices(view, sent.id)["存为知识草稿"].trigger()
    bench.settle()
    (made,) = [
        article
        for article in bench.database.read(lambda c: rows.everything(c, Article))
        if any(block.html == "先断电再开机" for block in article.body)
    ]
    assert made.status is ArticleStatus.DRAFT
    offer = bench.ctx.notices.told[-1]
    assert offer.run is not None
    offer.run()
    assert bench.places[-1] == Place("knowledge", made.id)


def test_a_customer_is_edited_and_the_phone_stays_masked(workspace: Open, bench: Bench) -> None:
    view = workspace()
    card = view.context.card
    assert "138****6621" in {label.text() for label in card.findChildren(type(card._phone))}
    view.context.edit_customer()
    form = dialog(view, CustomerDialog)
    assert isinstance(form, CustomerDialog)
    assert form.fields["phone"].text() == "138****6621"
    form.fields["city"].setText("宁波")
    form.keep.click()
    bench.settle()
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    assert (chen.city, chen.phone) == ("宁波", "13800456621")
    assert "客户资料已保存" in bench.told


def test_a_number_that_came_masked_is_typed_anew_or_left(workspace: Open, bench: Bench) -> None:
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    office.arrive(bench.database, msgspec.structs.replace(chen, rev=chen.rev + 1, phone="138****6621"))
    online = Online()
    online.bind(lambda ask: ask(cast(Requests, _Reveals())))
    bench.ctx = msgspec.structs.replace(bench.ctx, services={**bench.ctx.services, Online: online})
    view = workspace()
    view.context.edit_customer()
    form = dialog(view, CustomerDialog)
    assert isinstance(form, CustomerDialog)
    assert not form.fields["phone"].isReadOnly()
    assert form.changed() == {}
    form.show_number("phone")
    bench.settle()
    assert (form.fields["phone"].text(), form.changed()) == ("13800456621", {})
    assert "13800456621" in {label.text() for label in view.context.card.findChildren(type(view.context.card._phone))}
    form.fields["phone"].setText("13911112222")
    assert form.changed() == {"phone": "13911112222"}
    form.keep.click()
    bench.settle()
    after = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert after is not None
    assert after.phone == "13911112222"


class _Reveals:
    def post(self, path: str, body: object, into: type[Revealed]) -> Revealed:
        return into(value="13800456621")


def test_a_conflict_is_settled_at_the_object(workspace: Open, bench: Bench) -> None:
    conflict = Conflict(
        id="conflict-1", scope=f"u:{office.ME}", rev=1, entity="customer", row_id="cust-chen", field="address",
        kept='"杭州市西湖区文三路 478 号"', lost='"杭州市余杭区良睦路 1288 号"', at=office.NOW,
    )  # fmt: skip
    office.arrive(bench.database, conflict)
    view = workspace()
    assert view.talk.conflict.isVisible()
    assert view.context.conflict.isVisible()
    view.context.conflict._mine.setChecked(True)
    view.context.conflict._settle()
    bench.settle()
    chen = bench.database.read(lambda c: rows.get(c, Customer, "cust-chen"))
    assert chen is not None
    assert chen.address == "杭州市余杭区良睦路 1288 号"
    bench.qtbot.waitUntil(lambda: not view.context.conflict.isVisible())


def test_a_ticket_is_made_from_the_conversation(workspace: Open, bench: Bench) -> None:
    view = workspace(online=False)
    view.asking.new_ticket()
    form = dialog(view, TicketDialog)
    assert isinstance(form, TicketDialog)
    proposed = form.title.text()
    form.title.clear()
    assert (form.make.isEnabled(), form.why_not.isHidden(), form.why_not.text()) == (False, False, "写上标题才能新建")
    form.title.setText(proposed)
    assert (form.make.isEnabled(), form.why_not.isHidden()) == (True, True)
    assert "红灯" in form.text.toPlainText()
    assert form.title.text() == "耳机"  # what the conversation is about
    form.title.setText("左耳免检换新")
    form.make.click()
    bench.settle()
    table = ENTITY["ticket"]
    ids = bench.database.read(lambda c: [key for (key,) in c.execute(select(table.c.id).where(table.c.number == 0))])
    (made,) = bench.database.read(lambda c: rows.get_many(c, Ticket, ids)).values()
    assert (made.title, made.conversation_id, made.customer_id) == ("左耳免检换新", CHEN, "cust-chen")
    assert bench.told == [f"离线，工单已存本机，临时号 {made.local_number}"]


def test_a_ticket_made_online_is_told_by_the_number_that_the_server_gives(workspace: Open, bench: Bench) -> None:
    view = workspace()
    host = ToastHost(view)
    bench.ctx.notices.toastWanted.connect(host.show)
    bench.ctx.notices.toastReworded.connect(host.reword)
    view.asking.new_ticket()
    form = dialog(view, TicketDialog)
    assert isinstance(form, TicketDialog)
    proposed = form.title.text()
    form.title.clear()
    assert (form.make.isEnabled(), form.why_not.isHidden(), form.why_not.text()) == (False, False, "写上标题才能新建")
    form.title.setText(proposed)
    assert (form.make.isEnabled(), form.why_not.isHidden()) == (True, True)
    form.title.setText("左耳免检换新")
    form.make.click()
    bench.settle()
    assert host.texts() == ["已建工单「左耳免检换新」"]
    table = ENTITY["ticket"]
    ids = bench.database.read(lambda c: [key for (key,) in c.execute(select(table.c.id).where(table.c.number == 0))])
    (made,) = bench.database.read(lambda c: rows.get_many(c, Ticket, ids)).values()
    office.arrive(bench.database, msgspec.structs.replace(made, rev=1, number=10_013))
    bench.qtbot.waitUntil(lambda: bench.told == ["已建工单 T-10013"])
    assert host.texts() == ["已建工单 T-10013"]


def test_a_ticket_gets_its_title_from_the_customers_words(workspace: Open, bench: Bench) -> None:
    row = conversation(bench, CHEN)
    office.arrive(bench.database, msgspec.structs.replace(row, rev=2, category_id="", subject=""))
    view = workspace()
    view.asking.new_ticket()
    form = dialog(view, TicketDialog)
    assert isinstance(form, TicketDialog)
    proposed = form.title.text()
    form.title.clear()
    assert (form.make.isEnabled(), form.why_not.isHidden(), form.why_not.text()) == (False, False, "写上标题才能新建")
    form.title.setText(proposed)
    assert (form.make.isEnabled(), form.why_not.isHidden()) == (True, True)
    assert form.title.text() == "三步都做了，复位以后红灯闪三下就灭了。"
    form.reject()


def test_a_preview_shows_the_article_and_stages_it(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.asking.preview(EARBUD)
    bench.settle()
    shown = dialog(view, ArticlePreview)
    assert isinstance(shown, ArticlePreview)
    assert "双耳放回充电盒" in shown.view.toPlainText()
    shown.reject()


def test_the_place_of_a_customers_file_is_not_chosen_by_its_name(workspace: Open, bench: Bench, tmp_path: Path) -> None:
    view = workspace()
    blobs: Blobs = bench.ctx.service(Blobs)
    sha256 = blobs.store(b"harm")
    view.asking.save_file(FileRef(sha256, f"{tmp_path}/../.config/autostart/x.desktop", 4))
    asked = view.findChild(QFileDialog)
    assert asked is not None
    usual = QFileDialog(view).directory()
    assert asked.directory() == usual
    assert [Path(name).name for name in asked.selectedFiles()] == ["x.desktop"]
    assert Path(asked.selectedFiles()[0]).parent == Path(usual.absolutePath())
    asked.fileSelected.emit(str(tmp_path / "x.desktop"))
    asked.close()
    bench.settle()
    assert (tmp_path / "x.desktop").read_bytes() == b"harm"
