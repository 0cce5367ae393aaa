"""The context menus of the workspace: of a conversation and of a message."""

import functools
from typing import Protocol

from PySide6.QtWidgets import QMenu, QWidget

from app.domain.access import allowed
from app.domain.conversations import Author, Delivery, MessageKind
from app.domain.files import FileRef
from app.domain.knowledge import Article
from app.ui.conversations.composer import Composer
from app.ui.conversations.desk import Desk
from app.ui.conversations.sending import WITHDRAW_MS
from app.ui.conversations.thread_items import BubbleItem
from app.ui.conversations.thread_view import ThreadView, copy_text
from app.ui.kit.attachments import Attachments
from app.ui.kit.i18n import tr
from app.ui.kit.menus import Menu
from app.ui.kit.notices import Toast
from app.ui.kit.screen import Place

MORE = (
    "conversations.hand_over",
    "conversations.keep",
    "conversations.wait",
    "conversations.snooze_30",
    "conversations.snooze_120",
    "conversations.unsnooze",
    "conversations.put_back",
    "conversations.reopen",
    "conversations.unread",
    "conversations.find",
    "-",
    "conversations.spam",
)
"""Behind … in the head of the conversation."""
ROW = (
    "conversations.take",
    "conversations.wait",
    "conversations.snooze_30",
    "conversations.unsnooze",
    "conversations.unread",
    "conversations.hand_over",
    "conversations.put_back",
    "conversations.reopen",
    "conversations.end",
)
"""On a row of the list."""


class Reader(Protocol):
    """What the menu of a message needs beside the desk."""

    def open_file(self, ref: FileRef) -> None: ...
    def preview(self, article_id: str) -> None: ...


def may_withdraw(item: BubbleItem, desk: Desk) -> bool:
    """Say whether a message is one's own and recent enough to be taken back."""
    message = item.message
    own = message.author_id == desk.me.id and message.kind is not MessageKind.SYSTEM
    recent = message.stored_at is None or desk.clock() - message.stored_at < WITHDRAW_MS
    return own and recent and message.state is not Delivery.WITHDRAWN


def may_capture(item: BubbleItem, desk: Desk) -> bool:
    """Say whether a message is an agent's answer, and this person may begin an article with it."""
    message = item.message
    answer = message.author is Author.AGENT and message.card is None and message.kind is not MessageKind.NOTE
    there = not (item.gone or item.held_id or item.refused_op or item.stale)
    return answer and there and allowed(desk.me.role, "knowledge.edit")


def capture(item: BubbleItem, desk: Desk) -> None:
    """Begin an article with what an agent answered, and offer to open it."""

    def told(article: Article) -> None:
        desk.ctx.notices.show(
            Toast(
                text=tr("已存为知识草稿：{title}").format(title=article.title),
                action=tr("打开"),
                counted=False,
                run=lambda: desk.ctx.go(Place("knowledge", article.id)),
            )
        )

    # SQLAlchemy comes with it, which the first window does without
    from app.commands import knowledge

    desk.ctx.tasks.write(lambda tx: knowledge.draft_from_reply(tx, item.id), told, owner=desk)


def _file_action(menu: QMenu, ref: FileRef, desk: Desk, reader: Reader) -> None:
    places: Attachments | None = desk.ctx.services.get(Attachments)
    state = places.place_of(ref).state if places is not None else ""
    if state in ("away", "failed"):
        words = tr("下载「{name}」")
    elif state in ("waiting", "coming"):
        words = tr("取消下载「{name}」")
    else:
        words = tr("另存「{name}」")
    action = menu.addAction(words.format(name=ref.name), functools.partial(reader.open_file, ref))
    action.setEnabled(state != "promised")


def message_menu(
    item: BubbleItem, desk: Desk, reader: Reader, thread_view: ThreadView, composer: Composer, parent: QWidget
) -> QMenu:
    """Return the menu of a message; it goes when it is closed."""
    menu = Menu(parent)
    message = item.message
    menu.addAction(tr("复制") + "\tCtrl+C", lambda: copy_text(item))
    if message.text:
        menu.addAction(tr("选择文字") + "\tEnter", lambda: thread_view.select_text(item.id))
        menu.addAction(tr("引用"), lambda: composer.quote(message.text))
    for ref in message.attachments:
        _file_action(menu, ref, desk, reader)
    if message.card is not None:
        menu.addAction(tr("查看这条知识"), functools.partial(reader.preview, message.card.article_id))
    if may_capture(item, desk):
        menu.addAction(tr("存为知识草稿"), functools.partial(capture, item, desk))
    if item.refused_op:
        menu.addAction(tr("重发"), functools.partial(desk.sending.send_again, item.refused_op))
        menu.addAction(tr("改后发"), functools.partial(desk.sending.edit_again, item.refused_op))
    elif item.stale:
        place = Place("outbox", f"conflicts:{item.stale}")
        menu.addAction(tr("去确认"), lambda: desk.ctx.go(place))
    elif item.held_id:
        menu.addAction(tr("撤销发送"), functools.partial(desk.sending.undo, item.held_id))
    elif may_withdraw(item, desk):
        menu.addSeparator()
        menu.addAction(tr("撤回"), functools.partial(desk.sending.withdraw, item.id))
    return menu
