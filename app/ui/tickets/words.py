"""How tickets are named: states, priorities, lines, clocks and the steps of a timeline."""

from collections.abc import Mapping

from app.domain.tickets import Priority, TicketStatus
from app.storage.ticket_timeline import Entry
from app.storage.tickets import Tab, TicketRow
from app.ui.kit import painters
from app.ui.kit.formats import span
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.painters import ChipTone, Wait

STATUS: Mapping[TicketStatus, tuple[Marked, ChipTone]] = {
    TicketStatus.NEW: (mark("待受理"), "assist"),
    TicketStatus.OPEN: (mark("处理中"), "accent"),
    TicketStatus.WAITING_CUSTOMER: (mark("等客户"), "neutral"),
    TicketStatus.WAITING_INTERNAL: (mark("等内部"), "warning"),
    TicketStatus.SOLVED: (mark("已解决"), "success"),
    TicketStatus.CLOSED: (mark("已关闭"), "neutral"),
    TicketStatus.MERGED: (mark("已合并"), "neutral"),
    TicketStatus.CANCELLED: (mark("已取消"), "neutral"),
}
PRIORITY: Mapping[Priority, tuple[Marked, ChipTone]] = {
    Priority.URGENT: (mark("紧急"), "danger"),
    Priority.HIGH: (mark("高"), "danger"),
    Priority.NORMAL: (mark("中"), "warning"),
    Priority.LOW: (mark("低"), "neutral"),
}
BARS: Mapping[Priority, tuple[int, str]] = {
    Priority.URGENT: (3, "danger.solid"),
    Priority.HIGH: (3, "danger.solid"),
    Priority.NORMAL: (2, "warning.solid"),
    Priority.LOW: (1, "accent.solid"),
}
"""Priority -> how many of the three bars are lit, and in which colour."""
LINES: Mapping[int, tuple[Marked, Marked]] = {
    1: (mark("一线"), mark("服务台")),
    2: (mark("二线"), mark("专家工程师")),
    3: (mark("三线"), mark("总部研发与厂家")),
}
TABS: Mapping[Tab, Marked] = {
    "open": mark("处理中"),
    "mine": mark("待我处理"),
    "customer": mark("等客户"),
    "solved": mark("已解决"),
}
_STEPS: Mapping[str, Marked] = {
    "created": mark("建单", "done"),
    "accept": mark("接单", "done"),
    "assign": mark("转交", "done"),
    "wait_customer": mark("等客户回复", "done"),
    "wait_internal": mark("等内部处理", "done"),
    "solve": mark("解决", "done"),
    "reopen": mark("重新打开", "done"),
    "close": mark("关闭", "done"),
    "cancel": mark("取消工单", "done"),
    "merge_into": mark("并入另一张工单", "done"),
    "changed": mark("修改", "done"),
    "deleted": mark("删除", "done"),
    "restored": mark("恢复", "done"),
}
_STEP_ICONS: Mapping[str, str] = {
    "created": "ticket",
    "accept": "user-check",
    "assign": "arrow-up-right",
    "wait_customer": "hourglass",
    "wait_internal": "hourglass",
    "solve": "circle-check",
    "reopen": "rotate",
    "close": "lock",
    "cancel": "ban",
    "merge_into": "git-merge",
    "changed": "pencil",
}
_FIELDS: Mapping[str, Marked] = {
    "title": mark("标题"),
    "description": mark("描述"),
    "priority": mark("优先级"),
    "due_at": mark("解决时限"),
    "tags": mark("标签"),
    "attachments": mark("附件"),
    "category_id": mark("问题分类"),
    "customer_id": mark("客户", "one"),
}


def status_words(status: TicketStatus) -> str:
    """Return a state in a word."""
    return STATUS[status][0].tr()


def priority_words(priority: Priority) -> str:
    """Return a priority in a word."""
    return PRIORITY[priority][0].tr()


def line_short(line: int) -> str:
    """Return 一线, 二线 or 三线."""
    return LINES.get(line, LINES[1])[0].tr()


def line_long(line: int) -> str:
    """Return a line with who works there: 二线 · 专家工程师."""
    short, who = LINES.get(line, LINES[1])
    return f"{short.tr()} · {who.tr()}"


def clock(row: TicketRow, now: int) -> Wait | None:
    """Return what the clock chip of a row says: time left, late, paused while the customer owes; None when over."""
    if row.status in (TicketStatus.SOLVED, TicketStatus.CLOSED, TicketStatus.CANCELLED, TicketStatus.MERGED):
        return None
    if row.status is TicketStatus.WAITING_CUSTOMER:
        return painters.wait_state(None, 1)
    if row.due_at is None:
        return Wait(span((now - row.opened_at) / 1000), "neutral", "clock")
    return painters.wait_state((row.due_at - now) / 1000, max(1.0, (row.due_at - row.opened_at) / 1000))


def sentence(row: TicketRow, now: int) -> str:
    """Return the sentence by which a screen reader tells a row."""
    parts = [
        row.label,
        row.title,
        status_words(row.status),
        tr("优先级{priority}").format(priority=priority_words(row.priority)),
        line_short(row.line),
    ]
    parts.append(tr("由{name}负责").format(name=row.assignee_name) if row.assignee_name else tr("还没有人接"))
    wait = clock(row, now)
    if wait is not None:
        parts.append(tr("时限 {clock}").format(clock=wait.text))
    if row.pending:
        parts.append(tr("待上传"))
    if row.conflict:
        parts.append(tr("有冲突"))
    return "，".join(parts)


def step_icon(entry: Entry) -> str:
    """Return the icon of a step."""
    return _STEP_ICONS.get(entry.action, "history")


def step_words(entry: Entry) -> str:
    """Return what was done, in a word or two."""
    if entry.action in _STEPS:
        return _STEPS[entry.action].tr()
    return tr("其他变动")


def step_detail(entry: Entry) -> str:
    """Return to whom or what a step led."""
    values = entry.values
    if entry.action in ("assign", "accept"):
        parts = []
        line = str(values.get("line", ""))
        if line.isdigit():
            parts.append(line_short(int(line)))
        parts += [values[name] for name in ("group_id", "assignee_id") if values.get(name)]
        return " · ".join(parts)
    if entry.action == "close" and values.get("confirmed") == "True":
        return tr("客户已确认")
    if entry.action == "changed":
        names = [_FIELDS[name].tr() for name in values if name in _FIELDS]
        return tr("、").join(names)
    return ""
