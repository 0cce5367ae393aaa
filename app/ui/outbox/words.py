"""How the sync centre tells operations in people's words: what, where, when, and how it stands."""

from collections.abc import Mapping

from app.domain.errors import AppError
from app.domain.guard import Doubt
from app.domain.tickets import Priority, TicketStatus
from app.storage.guard import StaleReply
from app.storage.problems import Lost, Refused, Subject, Waiting
from app.ui.kit.i18n import Marked, mark, tr
from app.ui.kit.notices import sentence
from app.ui.kit.painters import ChipTone

ENTITIES: Mapping[str, tuple[Marked, str]] = {
    "message": (mark("消息", "one"), "message-2"),
    "conversation": (mark("会话", "one"), "messages"),
    "ticket": (mark("工单", "one"), "ticket"),
    "ticket_note": (mark("工单备注", "one"), "notes"),
    "article": (mark("知识", "one"), "book-2"),
    "article_draft": (mark("知识草稿", "one"), "book-2"),
    "flow": (mark("引导流程", "one"), "route"),
    "flow_walk": (mark("流程记录", "one"), "route"),
    "category": (mark("知识分类", "one"), "folders"),
    "customer": (mark("客户资料", "one"), "user"),
    "identity": (mark("客户账号", "one"), "id"),
    "read_mark": (mark("已读位置", "one"), "eye"),
    "conflict": (mark("冲突的处理", "one"), "git-compare"),
    "branch": (mark("分部", "one"), "building"),
    "group": (mark("客服组", "one"), "users"),
}
FIELDS: Mapping[str, Marked] = {
    "title": mark("标题"),
    "name": mark("名称"),
    "body": mark("正文"),
    "questions": mark("相似问法"),
    "description": mark("描述"),
    "phone": mark("手机"),
    "id_number": mark("证件号"),
    "email": mark("邮箱"),
    "address": mark("收货地址"),
    "city": mark("城市"),
    "level": mark("等级"),
    "language": mark("语言"),
    "note": mark("备注"),
    "tags": mark("标签"),
    "priority": mark("优先级"),
    "due_at": mark("解决时限"),
    "category_id": mark("分类"),
    "valid_from": mark("生效时间"),
    "valid_until": mark("有效期"),
    "audience": mark("可见范围"),
    "attachments": mark("附件"),
    "images": mark("图片"),
    "synonyms": mark("同义词"),
    "steps": mark("步骤"),
    "start": mark("第一步"),
    "choices": mark("选择"),
    "notes": mark("采集的信息"),
    "done": mark("做过的动作"),
    "outcome": mark("结果"),
    "parent_id": mark("上级分类"),
    "position": mark("顺序"),
    "snoozed_until": mark("挂起到"),
    "subject": mark("主题"),
    "open": mark("处理结果"),
    "deleted_at": mark("删除"),
}
_INTENTS: Mapping[str, Marked] = {
    "take": mark("接入"),
    "enqueue": mark("放回队列"),
    "offer": mark("请别的服务器接手"),
    "wait_customer": mark("设为等客户"),
    "wait_internal": mark("设为等内部"),
    "resume": mark("继续处理"),
    "wrap_up": mark("进入收尾"),
    "close": mark("结束"),
    "reopen": mark("重新打开"),
    "mark_spam": mark("标为骚扰"),
    "withdraw": mark("撤回"),
    "accept": mark("接单"),
    "assign": mark("转交"),
    "solve": mark("设为解决"),
    "cancel": mark("取消"),
    "merge_into": mark("合并"),
    "merge": mark("合并客户"),
    "split": mark("拆开客户"),
    "publish": mark("发布"),
    "archive": mark("下架"),
    "unpublish": mark("撤回发布"),
    "hand_in": mark("交审"),
    "send_back": mark("退回修改"),
    "take_back": mark("撤回交审"),
}
_KINDS: Mapping[str, Marked] = {
    "create": mark("新建"),
    "delete": mark("删除"),
    "restore": mark("恢复"),
}
_REASONS: Mapping[str, Marked] = {
    "forbidden": mark("您的角色不能做这一步"),
    "scope": mark("这一项已不归您所在的组"),
    "no_such_row": mark("这一项在总部已被删除"),
    "exists": mark("总部已经有同一项"),
    "unknown_entity": mark("总部的版本还不认识这类内容，请联系管理员升级"),
    "not_creatable": mark("这类内容只能由总部新建"),
    "after_stale_reply": mark("前一条回复当时没有发出，这一步也就没有做"),
    "group_rejected": mark("同一步里的另一项没被接受"),
    "internal": mark("总部处理时出了差错，可以再试一次"),
    "not_yours": mark("只能以自己的名义提交"),
    "not_reviewer": mark("这个分类由指定的审核人发布"),
    "review_settled": mark("已经有人处理过"),
    "review_changed": mark("交审后又有改动"),
    "agent_full": mark("同时接待数已满"),
    "bad_field": mark("有一项内容不合要求"),
    "bad_request": mark("总部读不懂这一步的内容，没有收下"),
    "too_large": mark("内容太大，总部收不下"),
    "file_gone": mark("附件在本机读不到了"),
    "file_out_of_reach": mark("附件来自您已看不到的内容，请重新添加文件"),
}

_DOUBTS: Mapping[Doubt, Marked] = {
    Doubt.CUSTOMER_WROTE: mark("客户之后又写来消息"),
    Doubt.COLLEAGUE_ANSWERED: mark("同事已经答复过"),
    Doubt.CLOSED: mark("会话已经结束"),
    Doubt.TAKEN: mark("会话已由同事接手"),
    Doubt.ARTICLE_CHANGED: mark("引用的知识有了新版本"),
    Doubt.ARTICLE_EXPIRED: mark("引用的知识已过有效期"),
    Doubt.ARTICLE_WITHDRAWN: mark("引用的知识已下架"),
    Doubt.WINDOW_CLOSED: mark("这个渠道现在不再接收我们的消息，可以改打电话"),
    Doubt.OLD: mark("写下以后隔得太久"),
    Doubt.AFTER_STALE: mark("同一会话里前一条回复还在等您确认"),
}


DELETED = "deleted_at"
"""Instead of a field of its own: whether the row is in the bin."""


def entity(name: str) -> str:
    """Return what a kind of row is called."""
    return ENTITIES[name][0].tr() if name in ENTITIES else tr("其他内容")


def icon(name: str) -> str:
    """Return the icon of a kind of row."""
    return ENTITIES[name][1] if name in ENTITIES else "file"


def field(name: str) -> str:
    """Return what a field is called."""
    return FIELDS[name].tr() if name in FIELDS else name


def within(word: str) -> str:
    """Return a word as it stands behind others: with a small letter, in scripts that have them."""
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def subject(found: Subject, kind: str) -> str:
    """Return what an operation is about, as a title: 回复 · 陈思远, 新工单 L-0007 …"""
    if found.entity == "message" and kind == "create":
        head = tr("回复")
    elif kind == "create":
        head = tr("新{thing}").format(thing=within(entity(found.entity)))
    else:
        head = entity(found.entity)
    return f"{head} · {found.name}" if found.name else head


def doing(kind: str, action: str, fields: tuple[str, ...], text: str, files: int = 0) -> str:
    """Return what an operation does: 文字 42 字, 改 标题、标签, 接单 …"""
    parts = []
    if kind == "intent":
        parts.append(_INTENTS[action].tr() if action in _INTENTS else tr("改状态"))
    elif kind == "patch":
        names = [within(field(name)) for name in fields[:3]]
        more = tr("等 {n} 项", n=len(fields)).format(n=len(fields)) if len(fields) > 3 else ""
        parts.append(tr("改 {fields}").format(fields=tr("、").join(names) + more))
    elif kind == "create" and text:
        parts.append(tr("文字 {n} 字", n=len(text)).format(n=len(text)))
    else:
        parts.append(_KINDS[kind].tr() if kind in _KINDS else "")
    if files:
        parts.append(tr("含 {n} 个文件", n=files).format(n=files))
    return " · ".join(part for part in parts if part)


def state(item: Waiting, online: bool, first: bool) -> tuple[str, ChipTone, str]:
    """Return (words, tone, icon) of how an action that waits stands."""
    if item.sent:
        return tr("已收下，等确认"), "success", "cloud-check"
    if not online:
        return tr("等待连接"), "warning", "cloud-off"
    if first:
        return tr("上传中"), "accent", "cloud-up"
    return (tr("待发送") if item.subject.entity == "message" else tr("待上传")), "warning", "cloud-up"


def reason(item: Refused) -> str:
    """Return why the server refused, and what to do next."""
    if item.code in _REASONS:
        return _REASONS[item.code].tr()
    values = {name: _word(name, value) for name, value in item.values.items()}
    return sentence(AppError(item.code, values))


def doubt(found: Doubt, item: StaleReply) -> str:
    """Return why a reply was not sent by itself."""
    if found is Doubt.TAKEN and item.assignee_name:
        return tr("会话已由{name}接手").format(name=item.assignee_name)
    if found is Doubt.AFTER_STALE and not item.behind:
        return tr("前一条您已处理，轮到这一条")
    return _DOUBTS[found].tr()


def stale_title(item: StaleReply) -> str:
    """Return what waits for its author: 回复 · 陈思远."""
    head = tr("回复")
    return f"{head} · {item.customer_name}" if item.customer_name else head


def stale_line(item: StaleReply) -> str:
    """Return a reply that waits as one of several: 回复 · 陈思远：双耳放回充电盒…"""
    said = " ".join(item.text.split()) or next(iter((*item.cards, *item.files)), "")
    return tr("{field}：{value}").format(field=stale_title(item), value=said) if said else stale_title(item)


def follows(action: str) -> str:
    """Return what was to be done after a reply, "" for nothing."""
    if not action:
        return ""
    word = within(_INTENTS[action].tr()) if action in _INTENTS else tr("改状态")
    return tr("发出后{action}").format(action=word)


def conflict_title(item: Lost) -> str:
    """Return what two people changed at once: 客户资料 陈思远 · 收货地址两边都改了."""
    name = f"{entity(item.subject.entity)} {item.subject.name}".strip()
    if item.field == DELETED:
        return tr("{name} · 您删除后有人改了它，已恢复").format(name=name)
    return tr("{name} · {field}两边都改了").format(name=name, field=field(item.field))


def value(item: Lost, text: str) -> str:
    """Return a value of a conflict as it is shown."""
    if item.field == DELETED:
        return tr("删除") if text else tr("保留")
    if item.field == "priority" and text in Priority.__members__.values():
        return {
            Priority.LOW: tr("低"),
            Priority.NORMAL: tr("中"),
            Priority.HIGH: tr("高"),
            Priority.URGENT: tr("紧急"),
        }[Priority(text)]
    return text or tr("（空）")


def _word(name: str, value: object) -> object:
    if name == "status" and value in TicketStatus.__members__.values():
        return str(value)
    return value
