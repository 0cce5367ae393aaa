"""Pictures of the agent's day: workspace and its dialogs, palette, tickets, customers, settings."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QTextCursor

from app.domain.knowledge import Article
from app.ui.account.dialogs import ask_sign_out
from app.ui.kit.dialogs import show_crash
from tests.helpers.screens_office import AGENT, key
from tests.helpers.screens_stage import Stage
from tests.helpers.screens_trouble import broken_line, states

CHEN, SARAH = key("conversation", "conv-01"), key("conversation", "conv-23")
REPLY = {
    CHEN: "已为您申请免检换新，顺丰明早 10 点前上门取件，新耳机今晚发出。您看收件地址还是杭州市西湖区文三路 478 号吗？",
    SARAH: "Please open Settings > Notifications on the phone and turn the app off and on again. It takes a minute.",
}


def agent_scene(stage: Stage) -> None:
    """Everything that 林晓彤 sees in a day."""
    parts = (
        (workspace, ("a-workspace", "q-workspace")),
        (dialogs, ("a-dialog", "k1-dialog")),
        (shell, ("o-",)),
        (ticket_screen, ("g-tickets",)),
        (customer_screen, ("r-customers",)),
        (settings, ("s-settings",)),
        (states, ("loading", "error")),
    )
    trouble = ("a-workspace-conflict", "c-workspace", "g-tickets-offline", "p-sync-center")
    wanted = [part for part, names in parts if stage.wants(*names)]
    if wanted or stage.wants(*trouble):
        with stage.office("full") as server, stage.program("full", AGENT):
            for part in wanted:
                part(stage)
            if stage.wants(*trouble):
                broken_line(stage, server)


def open_talk(stage: Stage, talk: str, search: str) -> Any:
    """Open a conversation with a reply begun and something looked for in the knowledge."""
    view = stage.go("conversations", talk)
    stage.until(lambda: view.desk.talk is not None and view.desk.current == talk, "the conversation")
    stage.settle()
    field = view.talk.composer.field
    field.setFocus()
    field.setPlainText(REPLY[talk])
    field.moveCursor(QTextCursor.MoveOperation.End)
    view.talk.composer.save()
    view.context.knowledge.search.setText(search)
    stage.settle()
    return view


def workspace(stage: Stage) -> None:
    """The workspace and its parts."""
    stage.shoot("a-workspace-nothing-open")
    view = open_talk(stage, CHEN, "单侧无声")
    stage.shoot("a-workspace")
    view.context.knowledge.search.clear()
    stage.settle()
    stage.shoot("a-workspace-suggestions")
    stage.run("conversations.suggestion_1")
    stage.shoot("a-workspace-card-staged")
    view.talk.composer.staged.set_items((), stage.clock())
    view.talk.composer.set_mode("note")
    view.talk.composer.field.setPlainText("@李国栋 序列号 AP2-7731，能直接换新吗？")
    stage.shoot("a-workspace-note")
    view.talk.composer.set_mode("reply")
    view.talk.composer.field.clear()
    for at, name in ((1, "tickets"), (2, "history"), (3, "notes")):
        view.context.tabs.setCurrentIndex(at)
        stage.settle()
        stage.shoot(f"a-workspace-tab-{name}")
    view.context.tabs.setCurrentIndex(0)
    for tab in ("queue", "team", "hold"):
        view.inbox.show_tab(tab)
        stage.settle()
        stage.shoot(f"a-workspace-list-{tab}")
    view.inbox.show_tab("active")
    view.context.knowledge.search.setText("жжж")
    stage.settle()
    stage.shoot("a-workspace-search-nothing")
    view.context.knowledge.search.clear()
    stage.run("conversations.find")
    view.talk.finder.field.setText("红灯")
    stage.settle()
    stage.shoot("a-workspace-find")
    view.talk.finder.leave()
    view.talk.composer.field.setFocus()
    view.talk.composer.field.clear()
    view.talk.composer.field.insertPlainText("/换新")
    stage.settle()
    stage.shoot("a-workspace-inline-search")
    view.talk.composer.field.clear()
    stage.settle()
    menu = stage.window.actions_.menu(["conversations.wait", "conversations.snooze_30", "conversations.put_back",
                                       "-", "conversations.spam"], view)  # fmt: skip
    menu.popup(view.mapToGlobal(view.rect().center()))
    stage.shoot("a-workspace-menu")
    stage.dismiss()
    if stage.language == "en":
        view = open_talk(stage, SARAH, "notifications")
        stage.shoot("q-workspace-en")
        view.talk.composer.field.clear()
    stage.window.resize(1024, 600)
    stage.settle()
    stage.shoot("a-workspace-narrow")
    stage.window.resize(1280, 720)
    stage.settle()
    stage.shoot("a-workspace-small")
    stage.window.resize(1440, 900)
    stage.settle()


def dialogs(stage: Stage) -> None:
    """The dialogs over the workspace."""
    stage.go("conversations", CHEN)
    view = stage.go("conversations", CHEN)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("a-dialog-ticket", lambda: stage.run("conversations.ticket")),
        ("a-dialog-wrap-up", lambda: stage.run("conversations.end")),
        ("a-dialog-hand-over", lambda: stage.run("conversations.hand_over")),
        ("a-dialog-customer", view.context.edit_customer),
        ("a-dialog-preview", lambda: view.asking.preview(article(stage, "EAR-001"))),
        ("a-dialog-spam", lambda: stage.run("conversations.spam")),
        ("a-dialog-crash", lambda: show_crash(stage.window, "Traceback (most recent call last):\n  ...\nKeyError: 1")),
        ("k1-dialog-renew", lambda: stage.run("account.renew")),
        ("k1-dialog-sign-out", lambda: ask_sign_out(stage.window, 3, lambda forget: None, on_export=lambda _: None)),
    )
    for name, begin in steps:
        if stage.wants(name):
            begin()
            stage.dialog()
            stage.shoot(name)
            stage.dismiss()


def article(stage: Stage, import_key: str) -> str:
    """Return the id of an article by its key in the sample table."""
    return next(each.id for each in stage.rows(Article) if each.import_key == import_key)


def shell(stage: Stage) -> None:
    """Palette, keys, toasts, the bell's menu."""
    stage.go("conversations", CHEN)
    window = stage.window
    for name, query in (
        ("o-command-palette", ""), ("o-command-palette-search", "换新"), ("o-command-palette-nothing", "жжж"),
    ):  # fmt: skip
        window.open_palette()
        window.palette_.field.setText(query)
        stage.settle()
        stage.shoot(name)
        window.palette_.dismiss()
    stage.run("shell.keys")
    stage.dialog()
    stage.shoot("o-shortcuts")
    stage.dismiss()
    window.top_bar.bell.click()
    stage.settle()
    stage.shoot("o-notifications")
    stage.dismiss()


def ticket_screen(stage: Stage) -> None:
    """Tickets."""
    view = stage.go("tickets", key("ticket", "ticket-01"))
    stage.shoot("g-tickets")
    view.page.composer.setFocus()
    view.page.more.click()
    stage.settle()
    stage.shoot("g-tickets-menu")
    stage.dismiss()
    for name, action in (("g-tickets-new", "tickets.new"), ("g-tickets-hand-over", "tickets.next_line")):
        if stage.wants(name):
            stage.run(action)
            stage.dialog()
            stage.shoot(name)
            stage.dismiss()
    view.shelf.search.setText("没有这张工单")
    stage.settle()
    stage.shoot("g-tickets-search-nothing")
    view.shelf.search.clear()
    stage.settle()


def customer_screen(stage: Stage) -> None:
    """Customers."""
    view = stage.go("customers", key("customer", "chensiyuan"))
    stage.shoot("r-customers")
    for name, action in (("r-customers-new", "customers.new"), ("r-customers-edit", "customers.edit")):
        if stage.wants(name):
            stage.run(action)
            stage.dialog()
            stage.shoot(name)
            stage.dismiss()
    view.search.setText("没有这个人")
    stage.settle()
    stage.shoot("r-customers-search-nothing")
    view.search.clear()
    stage.settle()


def settings(stage: Stage) -> None:
    """Every page of the settings."""
    for page in ("account", "look", "work", "notifications", "keys", "security", "data", "about"):
        if stage.wants(f"s-settings-{page}"):
            stage.go("settings", page)
            stage.shoot(f"s-settings-{page}")
