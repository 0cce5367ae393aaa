"""What can be done in the workspace, as data: keys, menus and the palette come from here."""

import functools
from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domain.conversations import INTERNAL, SERVING, MessageKind, Status
from app.ui.conversations.asking import Asking
from app.ui.conversations.desk import Desk
from app.ui.conversations.inbox import next_waiting, on_hold
from app.ui.kit.action import Action
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.screen import Context

SCOPE = "conversations"
TALK = mark("对当前会话")
LIST = mark("会话")
KNOWLEDGE = mark("知识")


class Workplace(Protocol):
    """What actions need of the screen; :class:`app.ui.conversations.view.ConversationsView` is the real one."""

    desk: Desk
    asking: Asking

    def take_next(self) -> None: ...
    def open_most_urgent(self) -> None: ...
    def open_neighbour(self, step: int) -> None: ...
    def toggle_filter(self) -> None: ...
    def find_in_talk(self) -> None: ...
    def toggle_mode(self) -> None: ...
    def attach(self) -> None: ...
    def focus_knowledge(self) -> None: ...
    def start_flow(self) -> None: ...
    def toggle_context(self) -> None: ...
    def stage_suggestion(self, number: int) -> None: ...


class _Reasons:
    """Why an action cannot be done now; an empty text when it can."""

    def __init__(self, view: Workplace) -> None:
        self._view = view

    def closed(self) -> str:
        """Something must be open."""
        return "" if self._view.desk.talk is not None else tr("还没有打开会话")

    def not_mine(self) -> str:
        """It must be one's own and not ended."""
        thread = self._view.desk.talk
        if thread is None:
            return self.closed()
        if thread.conversation.status not in SERVING:
            return tr("只有进行中的会话可以这样做")
        mine = thread.conversation.assignee_id == self._view.desk.me.id
        return "" if mine else tr("这个会话由同事负责")

    def not_active(self) -> str:
        """It must be one's own and wait for us."""
        thread = self._view.desk.talk
        why = self.not_mine()
        if why or thread is None:
            return why
        return "" if thread.conversation.status is Status.ACTIVE else tr("已经在等客户了")

    def not_offered(self) -> str:
        """Another server must have been asked to take it, and not have answered."""
        thread = self._view.desk.talk
        why = self.not_mine()
        if why or thread is None:
            return why
        said = (row.message.text for row in reversed(thread.rows) if row.message.kind is MessageKind.SYSTEM)
        newest = next((text for text in said if text in INTERNAL or text == "transferred"), "")
        return "" if newest == "handover_offered" else tr("没有等着答复的转接")

    def held(self, wanted: bool) -> str:
        """It must (not) be put aside."""
        thread = self._view.desk.talk
        why = self.not_mine()
        if why or thread is None:
            return why
        row = self._view.desk.row(thread.conversation.id)
        held = row is not None and on_hold(row, self._view.desk.clock())
        if held == wanted:
            return ""
        return tr("会话没有挂起") if wanted else tr("会话已经挂起")

    def not_queued(self) -> str:
        """It must wait in a queue, and the server must answer."""
        thread = self._view.desk.talk
        if thread is None:
            return self.closed()
        if thread.conversation.status not in (Status.QUEUED, Status.MESSAGE_LEFT):
            return tr("只有排队中的会话和留言可以接入")
        return "" if self._view.desk.online else tr("离线时不能接入新的会话")

    def empty_queue(self) -> str:
        """Somebody must be waiting, and the server must answer."""
        if not self._view.desk.online:
            return tr("离线时不能接入新的会话")
        space = self._view.desk.workspace
        return "" if space is not None and next_waiting(space) else tr("现在没有客户排队")

    def not_ended(self) -> str:
        """It must have ended."""
        thread = self._view.desk.talk
        if thread is None:
            return self.closed()
        return "" if self._view.desk.ended else tr("会话还没有结束")

    def no_suggestion(self, number: int) -> str:
        """There must be this suggestion and a conversation to answer."""
        if self._view.desk.advice.number(number) is None:
            return tr("没有这一条建议")
        return self._view.desk.may_reply()


def make_actions(view: Workplace, widget: QWidget, ctx: Context) -> dict[str, QAction]:
    """Register the actions of the workspace, whose keys work in ``widget``; return the Qt actions by id."""
    why = _Reasons(view)
    desk, asking = view.desk, view.asking
    made: dict[str, QAction] = {}

    def add(
        name: str,
        text: Marked,
        run: Callable[[], None],
        icon: str = "",
        *keys: str,
        group: Marked = TALK,
        blocked: Callable[[], str] | None = None,
        destructive: bool = False,
        listed: bool = True,
    ) -> None:
        action = Action(
            id=f"{SCOPE}.{name}",
            text=text,
            run=run,
            icon=icon,
            keys=keys,
            scope=SCOPE,
            group=group,
            blocked=blocked,
            destructive=destructive,
            in_palette=listed,
        )
        made[action.id] = ctx.actions.add(action, widget)

    take_next = Action(
        id=f"{SCOPE}.next",
        text=mark("接入下一个"),
        run=view.take_next,
        icon="plus",
        keys=("Ctrl+J",),
        scope=SCOPE,
        group=LIST,
        blocked=why.empty_queue,
        tells=True,
    )
    made[take_next.id] = ctx.actions.add(take_next, widget)
    add("urgent", mark("打开最急的会话"), view.open_most_urgent, "hourglass", "F4", group=LIST)
    add("down", mark("下一个会话"), lambda: view.open_neighbour(1), "arrow-down", "Ctrl+Tab", group=LIST)
    add("up", mark("上一个会话"), lambda: view.open_neighbour(-1), "arrow-up", "Ctrl+Shift+Tab", group=LIST)
    add("filter", mark("筛选会话"), view.toggle_filter, "filter", group=LIST)
    add("take", mark("接入"), lambda: desk.take(desk.current), "user-check", blocked=why.not_queued)
    add("ticket", mark("工单"), asking.new_ticket, "ticket", "Ctrl+Shift+T", blocked=why.closed)
    add("end", mark("结束", "conversation"), asking.end, "circle-check", "Ctrl+Shift+E", blocked=why.not_mine)
    add("wait", mark("等待客户"), desk.wait_customer, "clock", blocked=why.not_active)
    not_held, held = functools.partial(why.held, False), functools.partial(why.held, True)
    half, two = functools.partial(asking.put_aside, 30), functools.partial(asking.put_aside, 120)
    add("snooze_30", mark("挂起 30 分钟"), half, "player-pause", "Ctrl+Shift+H", blocked=not_held)
    add("snooze_120", mark("挂起 2 小时"), two, "player-pause", blocked=not_held)
    add("unsnooze", mark("取消挂起"), functools.partial(asking.put_aside, None), "player-play", blocked=held)
    add("hand_over", mark("转接"), asking.hand_over, "arrow-up-right", "Ctrl+Shift+M", blocked=why.not_mine)
    add("keep", mark("收回转接"), asking.withdraw_offer, "arrow-back-up", blocked=why.not_offered)
    add("put_back", mark("退回排队"), desk.put_back, "arrow-back-up", blocked=why.not_mine)
    add("reopen", mark("重新打开"), desk.reopen, "rotate", blocked=why.not_ended)
    add("unread", mark("标为未读"), desk.mark_unread, "mail", blocked=why.not_mine)
    add("find", mark("在会话中查找"), view.find_in_talk, "search", "Ctrl+F", blocked=why.closed)
    add("spam", mark("标为垃圾会话"), asking.ask_spam, "ban", blocked=why.not_mine, destructive=True)
    add(
        "note",
        mark("回复与备注切换"),
        view.toggle_mode,
        "notes",
        "Ctrl+Shift+N",
        blocked=why.closed,
    )
    add(
        "attach",
        mark("添加文件"),
        view.attach,
        "paperclip",
        "Ctrl+O",
        blocked=desk.may_reply,
    )
    add("search", mark("搜索知识"), view.focus_knowledge, "search", "Ctrl+/", group=KNOWLEDGE)
    add("flow", mark("引导流程"), view.start_flow, "route", "Ctrl+Shift+G", group=KNOWLEDGE, blocked=desk.may_reply)
    add("context", mark("右栏"), view.toggle_context, "layout-sidebar-right", "Ctrl+\\", group=LIST)
    for number, text in enumerate((mark("放入建议 1"), mark("放入建议 2"), mark("放入建议 3")), 1):
        run = functools.partial(view.stage_suggestion, number)
        blocked = functools.partial(why.no_suggestion, number)
        add(f"suggestion_{number}", text, run, "bulb", f"Ctrl+{number}", group=KNOWLEDGE, blocked=blocked)
    return made
