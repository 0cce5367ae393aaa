"""What a thread shows: days, lines of the system, bubbles. No widgets: messages in, items out."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from app.domain.conversations import Author, Delivery, Message, MessageKind
from app.storage.threads import MessageRow, Thread
from app.ui.conversations.words import EVENT
from app.ui.kit.formats import clock_time, day
from app.ui.kit.i18n import tr

Side = Literal["in", "out", "note", "bot"]
SAME_BREATH_MS = 120_000
"""Messages of one person this close share an avatar."""
_MENTION = re.compile(r"@[^\s@，。,;；:：]{1,20}")
_ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、）)]+")


class DayItem(msgspec.Struct, frozen=True):
    """The first message of a day stands below it."""

    id: str
    text: str


class LineItem(msgspec.Struct, frozen=True):
    """Something that nobody said: routed, taken, disconnected."""

    id: str
    text: str
    icon: str = ""
    tone: str = "text.tertiary"


class Receipt(msgspec.Struct, frozen=True):
    """How far an own message has come: an icon with its token, and a word ("" where the icon says enough)."""

    icon: str
    token: str
    word: str


class BubbleItem(msgspec.Struct, frozen=True):
    """One message. ``lead`` shows the avatar; ``receipt`` is None for what others said."""

    id: str
    message: Message
    side: Side
    lead: bool
    time: int
    name: str
    face: str = ""  # whose avatar: the customer's or the agent's id
    receipt: Receipt | None = None
    unsent: bool = False
    issue: str = ""
    held_id: str = ""
    refused_op: str = ""
    stale: str = ""  # the act of sending that waits for its author

    @property
    def gone(self) -> bool:
        """Whether the message was withdrawn."""
        return self.message.state is Delivery.WITHDRAWN


Item = DayItem | LineItem | BubbleItem


def side_of(message: Message) -> Side:
    """Return on which side and in which colour a message stands."""
    if message.kind is MessageKind.NOTE:
        return "note"
    if message.author is Author.AGENT:
        return "out"
    return "bot" if message.author is Author.BOT else "in"


def receipt_of(row: MessageRow, *, online: bool) -> Receipt | None:
    """Return the mark of an own message or note, or what the customer thought of an answer.

    None for what a customer said, and for what the robot said and nobody judged.
    """
    message = row.message
    if message.useful is not None and message.state is not Delivery.WITHDRAWN:
        return (
            Receipt("thumb-up", "success.text", tr("客户觉得有用"))
            if message.useful
            else Receipt("thumb-down", "warning.text", tr("客户觉得没用"))
        )
    if message.author is not Author.AGENT or message.state is Delivery.WITHDRAWN:
        return None
    if row.issue or message.state in (Delivery.FAILED, Delivery.EXPIRED):
        waits, failed = ("clock", "warning.text", tr("等您确认")), ("alert-circle", "danger.text", tr("没有发出"))
        return Receipt(*(waits if row.stale else failed))
    if message.kind is MessageKind.NOTE:
        if row.pending and not online:
            return Receipt("cloud-up", "warning.text", tr("待上传"))
        return Receipt("eye", "text.tertiary", tr("仅同事可见"))
    if row.leave_at is not None:
        return Receipt("clock", "text.tertiary", tr("可撤销"))
    if row.pending or message.seq == 0:
        return (
            Receipt("clock", "text.tertiary", tr("发送中"))
            if online
            else Receipt("clock", "warning.text", tr("待发送"))
        )
    return _how_far(message, online=online)


def _how_far(message: Message, *, online: bool) -> Receipt:
    """Return the mark of a message that the server has."""
    if any(ref.pending for ref in message.attachments):
        words, token = (tr("附件上传中"), "text.tertiary") if online else (tr("附件待上传"), "warning.text")
        return Receipt("cloud-up", token, words)
    match message.state:
        case Delivery.READ:
            return Receipt("checks", "accent.text", tr("已读"))
        case Delivery.DELIVERED:
            return Receipt("checks", "text.tertiary", tr("已送达"))
        case _:
            return Receipt("check", "text.tertiary", tr("已发送"))


def time_of(message: Message) -> int:
    """Return the time that is shown for a message (ms)."""
    return message.composed_at or message.stored_at or 0


def items_of(thread: Thread, now: int, *, online: bool, offline_since: int = 0, me: str = "") -> list[Item]:
    """Return a thread as items, oldest first. ``offline_since`` (ms, 0 for never) puts a line where the link broke.

    ``me`` is whose desk it is: what colleagues wrote bears their names.
    """
    items: list[Item] = []
    last_day: dt.date | None = None
    before: BubbleItem | None = None
    told = online or not offline_since
    for row in thread.rows:
        message = row.message
        at = time_of(message)
        today = dt.datetime.fromtimestamp(at / 1000).date()
        if today != last_day:
            if last_day is not None or today != dt.datetime.fromtimestamp(now / 1000).date():
                items.append(DayItem(f"day:{today}", day(at, now)))
            last_day, before = today, None
        if not told and (at >= offline_since or row.pending):
            told = True
            items.append(_broken(min(at, offline_since)))  # what waits may be older than this run of the program
            before = None
        if message.kind is MessageKind.SYSTEM:
            items.append(LineItem(message.id, _event(message)))
            before = None
            continue
        side = side_of(message)
        name = thread.customer.name if side == "in" else row.author_name
        close = before is not None and before.side == side and at - before.time < SAME_BREATH_MS
        before = BubbleItem(
            id=message.id,
            message=message,
            side=side,
            lead=not close,
            time=at,
            name=name,
            face=thread.customer.id if side == "in" else message.author_id,
            receipt=_signed(receipt_of(row, online=online), row, me),
            unsent=(row.pending and not online) or bool(row.stale),
            issue="" if row.stale else row.issue,
            held_id=row.held_id,
            refused_op="" if row.stale else row.refused_op,
            stale=row.stale,
        )
        items.append(before)
    if not told:
        items.append(_broken(offline_since))
    return items


def _event(message: Message) -> str:
    name, stars = message.values.get("name", ""), message.values.get("stars", "")
    if message.text == "survey_answered" and stars.isdecimal():
        number = int(stars)
        return tr("{time} 客户评价了 {n} 星", n=number).format(time=clock_time(time_of(message)), n=number)
    if message.text == "transferred" and not name:
        text = tr("{time} 已转接")
    else:
        text = EVENT[message.text].tr() if message.text in EVENT else tr("{time} 会话有变化")
    return text.format(time=clock_time(time_of(message)), name=name)


def _signed(receipt: Receipt | None, row: MessageRow, me: str) -> Receipt | None:
    """Add the name of a colleague who wrote it."""
    if receipt is None or not row.author_name or me in ("", row.message.author_id):
        return receipt
    return msgspec.structs.replace(receipt, word=" · ".join(filter(None, (row.author_name, receipt.word))))


def _broken(at: int) -> LineItem:
    clock = dt.datetime.fromtimestamp(at / 1000)
    text = tr("{time} 与总部断开，以下内容只在本机").format(time=f"{clock:%H:%M}")
    return LineItem("offline", text, "cloud-off", "warning.text")


def find(items: Sequence[Item], words: str) -> list[str]:
    """Return the ids of the bubbles whose text contains the words, oldest first."""
    wanted = words.casefold().strip()
    if not wanted:
        return []
    return [
        item.id
        for item in items
        if isinstance(item, BubbleItem) and wanted in f"{item.message.text}\n{item.message.preview}".casefold()
    ]


def spoken(item: Item, now_text: str) -> str:
    """Return the sentence that a screen reader says for an item; ``now_text`` is its time as shown."""
    if not isinstance(item, BubbleItem):
        return item.text
    who = {
        "in": tr("客户 {name}").format(name=item.name),
        "bot": tr("机器人"),
        "out": tr("我方 {name}").format(name=item.name),
        "note": tr("内部备注 {name}").format(name=item.name),
    }[item.side]
    what = tr("已撤回") if item.gone else item.message.preview
    state = item.receipt.word if item.receipt is not None else ""
    return "，".join(part for part in (who, what, now_text, state) if part)


def parts_of(text: str, *, mentions: bool) -> list[tuple[str, str]]:
    """Cut a text into (kind, piece): "text", "link" (an address) and, where asked for, "mention"."""
    found = [(match.start(), match.end(), "link") for match in _ADDRESS.finditer(text)]
    if mentions:
        found += [(match.start(), match.end(), "mention") for match in _MENTION.finditer(text)]
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end, kind in sorted(found):
        if start < at:
            continue
        if start > at:
            pieces.append(("text", text[at:start]))
        pieces.append((kind, text[start:end]))
        at = end
    if at < len(text):
        pieces.append(("text", text[at:]))
    return pieces
