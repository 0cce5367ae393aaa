"""A plausible small office in a local database: people, a category tree, articles, customers, conversations.

Rows are written as the first sync would have left them (``rev`` 1, no operations), so that whatever a test does next
is the only thing in the outbox. All times hang on :data:`NOW`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from app.commands import undo
from app.domain.access import ALL, PEOPLE, group_scope, user_scope
from app.domain.clock import now_ms
from app.domain.conversations import (
    Author,
    Conversation,
    Delivery,
    Message,
    MessageKind,
    ReadMark,
    Status,
)
from app.domain.customers import Channel, Customer, Identity, Level, Purchase
from app.domain.entity import Actor, Entity
from app.domain.files import FileRef
from app.domain.ids import link_id
from app.domain.knowledge import Article, ArticleStatus, Audience, Category, card_of
from app.domain.people import Agent, Branch, Group, Presence, PresenceState, Role
from app.domain.registry import BY_CLASS
from app.domain.rich import Block, BlockKind, Body
from app.domain.surveys import Solved, Survey
from app.domain.tickets import Priority, Ticket, TicketStatus
from app.storage import rows
from app.storage.database import Database

NOW = now_ms()
"""The moment at which the office was filled (ms): waits shown on screen count from here."""
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
ME = "agent-lin"
AFTER_SALES, PRE_SALES = "group-after", "group-pre"
CHEN, WANG, LIU, ZHAO, AMY = "conv-chen", "conv-wang", "conv-liu", "conv-zhao", "conv-amy"
LIN_MENG, ZHENG, TEAM, CLOSED = "conv-lin", "conv-zheng", "conv-team", "conv-old"
EARBUD, RED_LIGHT, INTERNAL, EXPIRED = "art-earbud", "art-red", "art-internal", "art-expired"

_CATEGORIES = (
    ("cat-after", "售后", ""),
    ("cat-ear", "耳机", "cat-after"),
    ("cat-robot", "扫地机", "cat-after"),
    ("cat-policy", "政策", "cat-after"),
    ("cat-pre", "售前", ""),
    ("cat-air", "净化器", "cat-pre"),
    ("cat-order", "订单与物流", ""),
    ("cat-en", "English", ""),
)
_ARTICLES: Sequence[tuple[str, str, str, tuple[str, ...], tuple[str, ...]]] = (
    (
        EARBUD,
        "耳机单侧无声：三步排查与换货流程",
        "cat-ear",
        ("左边耳机没声音", "耳机只有一边响", "一只耳机不响"),
        ("双耳放回充电盒，合盖等 30 秒", "用干棉签清洁左耳触点与出音孔", "长按盒底复位键 10 秒，重新配对"),
    ),
    (
        RED_LIGHT,
        "Air Pro 2 左耳无声且红灯闪三下",
        "cat-ear",
        ("红灯闪三下", "复位后红灯闪"),
        ("确认序列号属于 10 月批次", "登记免检换新，无需寄回检测"),
    ),
    ("art-volume", "蓝牙耳机音量一边大一边小", "cat-ear", ("左右音量不一样",), ("清洁出音孔", "关闭再打开平衡设置")),
    ("art-case", "充电盒充不进电怎么办", "cat-ear", ("盒子灯不亮", "充不进电"), ("换一根数据线", "清洁充电触点")),
    ("art-pair", "耳机连不上手机的处理办法", "cat-ear", ("蓝牙搜不到耳机",), ("删除旧的配对记录", "重新配对")),
    ("art-noise", "降噪效果变差怎么恢复", "cat-ear", ("降噪没用了",), ("更换合适的耳塞", "升级固件")),
    ("art-filter", "扫地机滤网装反了有影响吗", "cat-robot", ("滤网方向",), ("箭头朝风机方向装入", "空转 1 分钟检查")),
    (
        "art-dock",
        "扫地机回不了基站一直转圈",
        "cat-robot",
        ("找不到基站", "转圈"),
        ("清洁红外窗", "基站两侧留出 0.5 米"),
    ),
    ("art-map", "扫地机地图丢失后如何恢复", "cat-robot", ("地图没了",), ("在设置里选择恢复地图",)),
    ("art-brush", "边刷不转怎么办", "cat-robot", ("边刷卡住",), ("清理缠绕的毛发", "更换边刷")),
    (
        "art-invoice",
        "换新后发票与保修怎么算",
        "cat-policy",
        ("换货后发票",),
        ("原发票继续有效", "保修期从换新日起重新计算"),
    ),
    ("art-return", "七天无理由退货的条件", "cat-policy", ("可以退货吗", "七天退货"), ("包装配件齐全", "在订单页申请")),
    ("art-warranty", "保修期多长，如何查询", "cat-policy", ("还在保修吗",), ("在会员页输入序列号",)),
    ("art-cadr", "X1 和 X1 Pro 的 CADR 差多少", "cat-air", ("CADR 区别",), ("X1 为 400，X1 Pro 为 520",)),
    ("art-room", "净化器适用面积怎么算", "cat-air", ("多大房间",), ("面积约等于 CADR 乘 0.1",)),
    ("art-lamp", "净化器滤芯多久换一次", "cat-air", ("换滤芯",), ("一般 6 到 12 个月",)),
    ("art-ship", "什么时候发货，几天能到", "cat-order", ("多久发货", "几天到"), ("16 点前的订单当天发出",)),
    ("art-address", "下单后怎么修改收货地址", "cat-order", ("改地址",), ("发货前在订单页修改",)),
    ("art-coupon", "满减券为什么用不了", "cat-order", ("券不能用",), ("看券的适用范围与有效期",)),
    ("art-bill", "电子发票在哪里下载", "cat-order", ("开发票", "发票"), ("订单页选择电子发票",)),
    ("art-express", "顺丰上门取件说明", "cat-order", ("上门取件",), ("约定时间段内保持电话畅通",)),
    ("art-price", "价保怎么申请", "cat-order", ("降价了退差价",), ("15 天内在订单页申请",)),
    ("art-member", "金卡会员有哪些权益", "cat-pre", ("会员权益",), ("免费延保半年",)),
    ("art-en-ear", "No sound in one earbud", "cat-en", ("left earbud silent",), ("Put both in the case", "Reset it")),
    ("art-en-ship", "When will my order arrive", "cat-en", ("delivery time",), ("Two to five working days",)),
    ("art-en-return", "How to return an item", "cat-en", ("refund",), ("Ask within 30 days", "Print the label")),
    ("art-en-warranty", "How long is the warranty", "cat-en", ("warranty period",), ("Twelve months",)),
    (INTERNAL, "免检换新的批次清单", "cat-ear", ("哪些批次免检",), ("10 月 7 日至 10 月 19 日",)),
    (EXPIRED, "双 11 活动规则", "cat-order", ("双十一怎么算",), ("满 300 减 40",)),
    ("art-draft", "新款耳机预售说明", "cat-pre", (), ("尚未公布",)),
)
_PEOPLE: Sequence[tuple[str, str, Level, Channel, str]] = (
    ("chen", "陈思远", Level.GOLD, Channel.WECHAT, "杭州"),
    ("wang", "王丽", Level.NORMAL, Channel.APP, "上海"),
    ("liu", "刘洋", Level.NORMAL, Channel.WEB, "北京"),
    ("zhou", "周子涵", Level.SILVER, Channel.WEB, "成都"),
    ("zhao", "赵建国", Level.NORMAL, Channel.PHONE, "西安"),
    ("amy", "Amy Huang", Level.NORMAL, Channel.EMAIL, "Singapore"),
    ("sun", "孙凯", Level.NORMAL, Channel.WECHAT, "南京"),
    ("lin", "林梦", Level.NORMAL, Channel.WECHAT, "广州"),
    ("zheng", "郑浩", Level.VIP, Channel.APP, "深圳"),
    ("team", "何静", Level.NORMAL, Channel.WEB, "武汉"),
)


def body(article_id: str, steps: Sequence[str]) -> Body:
    """Return a body with one line of prose and these steps."""
    first = Block(id=f"{article_id}-0", html="按下面的步骤处理，多数情况两分钟内就能确认原因。")
    return (first, *(Block(id=f"{article_id}-{n}", kind=BlockKind.NUMBERED, html=s) for n, s in enumerate(steps, 1)))


def articles() -> list[Article]:
    """Return some thirty articles: Chinese and English, one internal, one expired, one still a draft."""
    made = []
    for number, (key, title, category, questions, steps) in enumerate(_ARTICLES, 1041):
        leaflet = FileRef(sha256="ab" * 32, name="Air Pro 2 触点清洁图解.pdf", size=1_258_291, mime="application/pdf")
        made.append(
            Article(
                id=key,
                scope=ALL,
                rev=1,
                title=title,
                category_id=category,
                questions=questions,
                body=body(key, steps),
                attachments=(leaflet,) if key == EARBUD else (),
                audience=Audience.INTERNAL if key == INTERNAL else Audience.CUSTOMER,
                language="en-US" if category == "cat-en" else "zh-CN",
                valid_until=NOW - DAY if key == EXPIRED else NOW + 130 * DAY if key == EARBUD else None,
                status=ArticleStatus.DRAFT if key == "art-draft" else ArticleStatus.PUBLISHED,
                number=number,
                version=7 if key == EARBUD else 2,
                useful_count=87 if key == EARBUD else 0,
                useless_count=13 if key == EARBUD else 0,
                updated_at=NOW - 3 * DAY,
            )
        )
    return made


def _people() -> list[Entity]:
    def agent(key: str, name: str, **values: Any) -> Agent:
        return Agent(id=key, scope=ALL, rev=1, login=key, name=name, branch_id="branch-sh", **values)

    both = (AFTER_SALES, PRE_SALES)
    return [
        Branch(id="branch-sh", scope=ALL, rev=1, name="总部 · 上海", city="上海", headquarters=True),
        Group(id=AFTER_SALES, scope=ALL, rev=1, name="售后", branch_id="branch-sh", entry="after"),
        Group(id=PRE_SALES, scope=ALL, rev=1, name="售前", branch_id="branch-sh", entry="presale"),
        agent(ME, "林晓彤", group_ids=both, capacity=8),
        agent("agent-zhou", "周敏", role=Role.SUPERVISOR, group_ids=both),
        agent("agent-li", "李国栋", role=Role.EXPERT, group_ids=(AFTER_SALES,), line=2),
        Presence(id=ME, scope=ALL, rev=1, state=PresenceState.ONLINE, since=NOW - HOUR),
        Presence(id="agent-li", scope=ALL, rev=1, state=PresenceState.BUSY, since=NOW - HOUR),
    ]


def _customers() -> list[Entity]:
    made: list[Entity] = []
    for number, (key, name, level, channel, city) in enumerate(_PEOPLE):
        rich = key == "chen"
        made.append(
            Customer(
                id=f"cust-{key}",
                scope=PEOPLE,
                rev=1,
                name=name,
                phone=f"138{number:02d}456621",
                email=f"{key}@example.com",
                level=level,
                city=city,
                address="杭州市西湖区文三路 478 号" if rich else "",
                tags=("高价值", "曾换货", "偏好文字") if rich else (),
                note="上次换货时对时效不满，回复要给出具体时间。" if rich else "",
                purchases=(Purchase("Air Pro 2 耳机", "2026110288317", NOW - 20 * DAY, NOW + 345 * DAY),)
                if rich
                else (),
                created_at=NOW - 1460 * DAY,
            )
        )
        made.append(
            Identity(
                id=f"id-{key}",
                scope=PEOPLE,
                rev=1,
                customer_id=f"cust-{key}",
                channel=channel,
                external_id=f"{channel.value}-{key}",
                display_name=name,
            )
        )
    return made


def conversation(key: str, who: str, **values: Any) -> Conversation:
    """Return a conversation of one of the office's customers (``who`` as in ``cust-<who>``)."""
    channel = next(entry[3] for entry in _PEOPLE if entry[0] == who)
    group_id = values.pop("group_id", AFTER_SALES)
    defaults: dict[str, Any] = {
        "status": Status.ACTIVE,
        "assignee_id": ME,
        "opened_at": NOW - 30 * MINUTE,
        "queued_at": NOW - 30 * MINUTE,
        "assigned_at": NOW - 29 * MINUTE,
    }
    return Conversation(
        id=key,
        scope=group_scope(group_id),
        rev=1,
        customer_id=f"cust-{who}",
        channel=channel,
        group_id=group_id,
        **(defaults | values),
    )


def said(conversation_id: str, seq: int, text: str, minutes_ago: float, **values: Any) -> Message:
    """Return a stored message, the customer's unless ``author`` says otherwise."""
    at = round(NOW - minutes_ago * MINUTE)
    author = values.pop("author", Author.CUSTOMER)
    defaults: dict[str, Any] = {"state": Delivery.READ if author is Author.AGENT else Delivery.STORED}
    if author is Author.AGENT:
        defaults["author_id"] = ME
    return Message(
        id=f"{conversation_id}-{seq}",
        scope=group_scope(AFTER_SALES),
        rev=1,
        conversation_id=conversation_id,
        author=author,
        text=text,
        composed_at=at,
        stored_at=at,
        seq=seq,
        **(defaults | values),
    )


def _talk() -> list[Message]:
    card = card_of(next(article for article in articles() if article.id == EARBUD))
    agent, note = Author.AGENT, MessageKind.NOTE
    return [
        said(CHEN, 1, "会话由微信进入，按「老客户优先给上次的人」分给林晓彤", 12, author=Author.SYSTEM,
             kind=MessageKind.SYSTEM),
        said(CHEN, 2, "你好，左边耳机突然没声音了，右边正常，昨天还好好的。充电盒里左耳的灯也不亮。", 11),
        said(CHEN, 3, "陈先生您好，我是晓彤，上次也是我为您服务。我把排查步骤发给您，两分钟就能确认是不是硬件问题。",
             10.5, author=agent),
        said(CHEN, 4, "", 10, author=agent, kind=MessageKind.CARD, card=card, article_id=EARBUD, article_version=7),
        said(CHEN, 5, "@李国栋（二线） 序列号 AP2-7731，疑似 10 月批次触点问题，能直接换新吗？", 9, author=agent,
             kind=note),
        said(CHEN, 6, "三步都做了，复位以后红灯闪三下就灭了。", 4.4),
        said(CHEN, 7, "在线等，明天出差要用", 4.3),
        said(WANG, 1, "您好，请问有什么可以帮您？", 20, author=Author.BOT),
        said(WANG, 2, "扫地机滤网装反了会不会影响吸力？", 6),
        said(WANG, 3, "在吗", 5.6),
        said(WANG, 4, "有人吗", 5.5),
        said(LIU, 1, "X1 和 X1 Pro 的 CADR 差多少？", 2.7),
        said(ZHAO, 1, "[通话小结] 主机不充电，已约周三回电", 200, author=agent),
        said(AMY, 1, "When will my order arrive?", 60),
        said(AMY, 2, "It should arrive within five days.", 55, author=agent, state=Delivery.DELIVERED),
        said(AMY, 3, "Thanks, I will check with the carrier.", 50),
        said(AMY, 4, "You are welcome. Write any time.", 49, author=agent),
        said(LIN_MENG, 1, "充不进电，盒子灯也不亮", 4.1),
        said(ZHENG, 1, "回不了基站，一直转圈", 2.85),
        said(TEAM, 1, "什么时候发货？", 8),
        said(CLOSED, 1, "降噪变差了", 90 * 24 * 60),
        said(CLOSED, 2, "升级固件后恢复正常。", 90 * 24 * 60 - 5, author=agent),
    ]  # fmt: skip


def _conversations() -> list[Conversation]:
    last = {message.conversation_id: message for message in _talk()}

    def made(key: str, who: str, **values: Any) -> Conversation:
        return conversation(key, who, last_seq=last[key].seq, last_message_at=last[key].stored_at or 0, **values)

    ago = {key: round(NOW - minutes * MINUTE) for key, minutes in (("chen", 4.3), ("wang", 5.3), ("liu", 2.7))}
    return [
        made(CHEN, "chen", number=20481, category_id="cat-ear", waiting_since=ago["chen"],
             opened_at=NOW - 12 * MINUTE, assigned_at=NOW - 12 * MINUTE, first_response_at=NOW - 12 * MINUTE + 22_000),
        made(WANG, "wang", number=20482, category_id="cat-robot", waiting_since=ago["wang"],
             first_response_at=NOW - 20 * MINUTE),
        made(LIU, "liu", number=20483, group_id=PRE_SALES, category_id="cat-air", waiting_since=ago["liu"],
             first_response_at=NOW - 10 * MINUTE),
        made(ZHAO, "zhao", number=20484, status=Status.WAITING_CUSTOMER, first_response_at=NOW - 200 * MINUTE),
        made(AMY, "amy", number=20485, category_id="cat-en", status=Status.WAITING_CUSTOMER,
             language="en-US", first_response_at=NOW - 55 * MINUTE),
        made(LIN_MENG, "lin", number=20490, status=Status.QUEUED, assignee_id="", category_id="cat-ear",
             queued_at=NOW - round(4.13 * MINUTE), waiting_since=NOW - round(4.13 * MINUTE), assigned_at=None),
        made(ZHENG, "zheng", number=20491, status=Status.QUEUED, assignee_id="", category_id="cat-robot",
             queued_at=NOW - round(2.85 * MINUTE), waiting_since=NOW - round(2.85 * MINUTE), assigned_at=None),
        made(TEAM, "team", number=20470, assignee_id="agent-li", waiting_since=NOW - 8 * MINUTE),
        made(CLOSED, "chen", number=18001, status=Status.CLOSED, opened_at=NOW - 90 * DAY, closed_at=NOW - 90 * DAY,
             category_id="cat-ear", solved=Solved.YES, wrap_note="升级固件后恢复"),
    ]  # fmt: skip


def everything() -> list[Entity]:
    """Return every row of the office."""
    categories: list[Entity] = [
        Category(id=key, scope=ALL, rev=1, name=name, parent_id=parent, position=place)
        for place, (key, name, parent) in enumerate(_CATEGORIES)
    ]
    marks: list[Entity] = [
        ReadMark(id=link_id("read", ME, key), scope=user_scope(ME), rev=1, conversation_id=key, agent_id=ME, seq=seq)
        for key, seq in ((CHEN, 5), (WANG, 1), (AMY, 4), (ZHAO, 1))
    ]
    ticket = Ticket(
        id="ticket-1", scope=group_scope(AFTER_SALES), rev=1, title="左耳触点异常换新", customer_id="cust-chen",
        conversation_id=CHEN, group_id=AFTER_SALES, status=TicketStatus.OPEN, priority=Priority.HIGH, number=20931,
        created_by=ME, opened_at=NOW - 2 * DAY,
    )  # fmt: skip
    survey = Survey(
        id="survey-1", scope=group_scope(AFTER_SALES), rev=1, conversation_id=CLOSED, customer_id="cust-chen",
        agent_id=ME, group_id=AFTER_SALES, asked_at=NOW - 90 * DAY, answered_at=NOW - 90 * DAY, solved=Solved.YES,
        stars=5,
    )  # fmt: skip
    return [
        *_people(), *categories, *articles(), *_customers(), *_conversations(), *_talk(), *marks, ticket, survey,
    ]  # fmt: skip


def put(connection: Connection, values: Sequence[Entity]) -> None:
    """Write rows as a page from the server would have left them."""
    by_name: dict[str, list[Entity]] = {}
    for value in values:
        by_name.setdefault(BY_CLASS[type(value)].name, []).append(value)
    for name, group in by_name.items():
        rows.write(connection, name, group)


def arrive(database: Database, *values: Entity) -> None:
    """Have rows come from the server: written without operations, and told to whoever listens."""

    def store(replica: Any) -> None:
        put(replica.connection, values)
        replica._note({(BY_CLASS[type(value)].name, value.id) for value in values})

    database.replicate(store).result(10)


def undo_last(database: Database) -> str:
    """Take the last action of a person back, as Ctrl+Z does; returns its label. Raises Refused("nothing_to_undo")."""
    step = database.write(undo.last).result(5)
    for txn in step.txns:
        database.write(lambda tx, txn=txn: undo.undo(tx, txn)).result(5)  # type: ignore[misc]
    return step.label


def fill(database: Database) -> None:
    """Fill an open database with the office."""
    database.replicate(lambda replica: put(replica.connection, everything())).result(30)


@contextmanager
def office(
    folder: Path, *, agent_id: str = ME, role: Role = Role.AGENT, key: bytes | None = None
) -> Iterator[Database]:
    """Open a filled database in a folder; closes it afterwards."""
    database = Database(folder / "office.db", Actor(id=agent_id, role=role.value), key=key)
    database.open()
    try:
        fill(database)
        yield database
    finally:
        database.close()
