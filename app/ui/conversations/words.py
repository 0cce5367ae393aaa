"""The words of this feature's enumerations."""

from app.domain.conversations import Status
from app.domain.customers import Channel, Level
from app.domain.tickets import TicketStatus
from app.storage.conversations import Workspace
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.painters import ChipTone

CHANNEL: dict[Channel, Marked] = {
    Channel.WEB: mark("网站"),
    Channel.EMAIL: mark("邮件"),
    Channel.WECHAT: mark("微信"),
    Channel.PHONE: mark("电话"),
    Channel.APP: mark("APP"),
    Channel.API: mark("接口"),
    Channel.WALK_IN: mark("门店"),
}
LEVEL: dict[Level, Marked] = {
    Level.NORMAL: mark("普通", "customer level"),
    Level.SILVER: mark("银卡"),
    Level.GOLD: mark("金卡"),
    Level.VIP: mark("VIP"),
}
LEVEL_TONE: dict[Level, ChipTone] = {
    Level.NORMAL: "plain",
    Level.SILVER: "neutral",
    Level.GOLD: "warningSolid",
    Level.VIP: "warningSolid",
}
STATUS: dict[Status, Marked] = {
    Status.BOT: mark("机器人接待"),
    Status.QUEUED: mark("排队中"),
    Status.ACTIVE: mark("进行中"),
    Status.WAITING_CUSTOMER: mark("等待客户"),
    Status.WRAP_UP: mark("待小结"),
    Status.CLOSED: mark("已结束"),
    Status.ABANDONED: mark("客户已离开"),
    Status.MESSAGE_LEFT: mark("留言"),
    Status.SPAM: mark("垃圾会话"),
}
EVENT: dict[str, Marked] = {
    "agent_joined": mark("{time} {name} 接入会话"),
    "transferred": mark("{time} 转接给 {name}"),
    "queued": mark("{time} 回到排队"),
    "reopened": mark("{time} 会话继续"),
    "closed": mark("{time} 会话已结束"),
    "abandoned": mark("{time} 客户离开了排队"),
    "message_left": mark("{time} 客户改为留言"),
    "survey_answered": mark("{time} 客户已评价"),
    "handover_offered": mark("{time} 已请 {name} 接手，对方接受前仍由原来的人接待"),
    "handover_declined": mark("{time} 对方现在没有人在线，会话仍留在这里"),
    "handover_expired": mark("{time} 与对方的线路不通，没有等到接手，会话仍留在这里"),
    "handover_withdrawn": mark("{time} 转接已收回，会话仍留在这里"),
}
"""What a system line says, by the code that is its text."""
TICKET_STATUS: dict[TicketStatus, Marked] = {
    TicketStatus.NEW: mark("新建", "ticket status"),
    TicketStatus.OPEN: mark("处理中"),
    TicketStatus.WAITING_CUSTOMER: mark("等待客户"),
    TicketStatus.WAITING_INTERNAL: mark("等待内部"),
    TicketStatus.SOLVED: mark("已解决"),
    TicketStatus.CLOSED: mark("已关闭"),
    TicketStatus.MERGED: mark("已合并"),
    TicketStatus.CANCELLED: mark("已取消"),
}


def waiting(space: Workspace) -> str:
    """Return how many wait to be taken, "" when nobody does: in the queue, else messages left."""
    if space.queued_count:
        return tr("排队有 {n} 位客户", n=space.queued_count).format(n=space.queued_count)
    return tr("有 {n} 条留言等待回复", n=space.left_count).format(n=space.left_count) if space.left_count else ""
