"""Pictures of trouble: local data that does not answer, a broken line, and what its return leaves to be decided."""

from typing import Any

from day_parts import PASSWORD
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app.commands import conversations, customers, tickets
from app.commands.conversations import Outgoing
from app.domain.tickets import Ticket
from app.ui.kit.screen import Place
from tests.helpers.colleague import Colleague
from tests.helpers.screens_office import ADMIN, SUPERVISOR, key
from tests.helpers.screens_stage import Stage
from tests.helpers.server import RunningServer

CHEN, ZHOU = key("conversation", "conv-01"), key("conversation", "conv-04")
INVOICE = key("ticket", "ticket-08")


def states(stage: Stage) -> None:
    """What is seen while the local data does not answer, and when it fails."""
    for screen, name in (
        ("conversations", "a-workspace"), ("tickets", "g-tickets"), ("knowledge", "d-knowledge-library"),
        ("customers", "r-customers"), ("outbox", "p-sync-center"),
    ):  # fmt: skip
        if stage.wants(f"{name}-loading", f"{name}-error"):
            fresh_view(stage, screen, name)


def fresh_view(stage: Stage, screen: str, name: str) -> None:
    """Build a screen anew while its reads are held up, then let them fail."""
    window = stage.window
    with stage.held_up():
        forget_view(window, screen)
        window.go(Place("settings"))
        window.go(Place(screen))
        stage.linger(0.5)
        stage.shoot(f"{name}-loading")
    with stage.failing("database_damaged", path="desk.sqlite3"):
        forget_view(window, screen)
        window.go(Place(screen))
        stage.settle()
        stage.shoot(f"{name}-error")
    forget_view(window, screen)
    stage.go(screen)


def forget_view(window: Any, screen: str) -> None:
    """Drop a screen's view, so that it is built anew."""
    view = window._views.pop(screen, None)
    if view is not None:
        window.stack.removeWidget(view)
        view.setParent(None)
        view.deleteLater()
        QApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete.value)


def broken_line(stage: Stage, server: RunningServer) -> None:
    """Offline work, then replies that are held back, a conflict and a refusal when the line is back."""
    stage.go("outbox")
    stage.shoot("p-sync-center-nothing")
    stage.cut()
    stage.clock.advance(2)
    chen, zhou = key("customer", "chensiyuan"), key("customer", "zhouzihan")
    stage.write(lambda tx: customers.edit(tx, chen, address="杭州市余杭区良睦路 1288 号 3 幢"))
    stage.clock.advance(7)
    text = "红灯闪三下说明左耳触点异常，符合免检换新。换新申请已帮您登记。"
    stage.write(lambda tx: conversations.send(tx, Outgoing(conversation_id=CHEN, text=text)))
    note = Outgoing(conversation_id=CHEN, mode="note", text="已建工单，附序列号照片 2 张。")
    stage.clock.advance(1)
    stage.write(lambda tx: conversations.send(tx, note))
    stage.write(lambda tx: tickets.create_from_conversation(tx, CHEN, title="Air Pro 2 左耳触点异常，免检换新"))
    both = Outgoing(conversation_id=ZHOU, text="满 300 减 40 可以和店铺券一起用。")
    stage.write(lambda tx: conversations.send(tx, both))
    stage.write(lambda tx: customers.edit(tx, zhou, note="想把 S3 以旧换新"))
    stage.write(lambda tx: tickets.solve(tx, INVOICE))
    stage.clock.advance(13)
    stage.running.linking.sync()
    stage.linger(0.3)
    view = stage.go("conversations", CHEN)
    view.talk.composer.field.setPlainText("网络恢复后我第一时间把换新单号发给您。顺丰明早 10 点前上门取件")
    stage.settle()
    stage.shoot("c-workspace-offline")
    view.talk.composer.field.clear()
    stage.go("outbox")
    stage.shoot("p-sync-center-offline")
    made = [each for each in stage.rows(Ticket) if each.local_number]
    stage.go("tickets", made[0].id)
    stage.shoot("g-tickets-offline")
    if not stage.wants(
        "p-sync-center-stale", "p-sync-center-conflict", "p-sync-center-refused", "a-workspace-conflict"
    ):
        return
    boss, admin = Colleague(server, SUPERVISOR, PASSWORD), Colleague(server, ADMIN, PASSWORD)
    admin.do("customer", chen, "patch", {"address": "杭州市西湖区文三路 478 号 2 单元"})
    boss.ask("ticket", INVOICE, "cancel")
    stage.clock.advance(2)
    stage.mend()
    stage.until(lambda: stage.running.link.status.conflicts and stage.running.link.status.rejected, "both troubles")
    stage.go("conversations", CHEN)
    stage.shoot("a-workspace-conflict")
    view = stage.go("outbox", "conflicts")
    stage.shoot("p-sync-center-stale")
    view._move(2)
    stage.settle()
    stage.shoot("p-sync-center-conflict")
    stage.shoot_smaller("p-sync-center-conflict")
    view._move(1)
    stage.settle()
    stage.shoot("p-sync-center-refused")
    stage.shoot_smaller("p-sync-center-refused")
