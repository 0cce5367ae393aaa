"""How knowledge is worded: states, validity, kinds, categories."""

import datetime as dt
from collections.abc import Mapping

from app.domain.knowledge import ArticleStatus, Audience, Category, ReviewState, path_of
from app.storage.knowledge import IN_REVIEW, SENT_BACK, SOON_MS, ArticleRow, Mark, Shelf, Validity
from app.ui.kit import formats
from app.ui.kit.i18n import Marked, current_language, mark, tr
from app.ui.kit.painters import ChipTone

SHELVES = {
    Shelf.ALL: (mark("全部知识"), "stack-2"),
    Shelf.DRAFTS: (mark("我的草稿"), "edit"),
    Shelf.REVIEW: (mark("待我处理"), "checklist"),
    Shelf.EXPIRING: (mark("30 天内到期"), "hourglass"),
    Shelf.UNSYNCED: (mark("本机未同步"), "cloud-up"),
}
STATUSES = {
    ArticleStatus.DRAFT: mark("草稿"),
    ArticleStatus.PUBLISHED: mark("已发布"),
    ArticleStatus.ARCHIVED: mark("已下架"),
}
REVIEWS = {ReviewState.ASKED: mark("审核中"), ReviewState.RETURNED: mark("已退回")}
FILTERS: Mapping[str, Marked] = {
    **{status.value: word for status, word in STATUSES.items()},
    IN_REVIEW: REVIEWS[ReviewState.ASKED],
    SENT_BACK: REVIEWS[ReviewState.RETURNED],
}
"""What the list may be filtered by besides the states."""
AUDIENCES = {Audience.CUSTOMER: mark("客户可见"), Audience.INTERNAL: mark("仅内部")}
LANGUAGES = {"zh-CN": mark("简体中文"), "zh-TW": mark("繁体中文"), "en": mark("英文")}
VALIDITIES = {
    Validity.OPEN: mark("长期"),
    Validity.DATED: mark("有期限"),
    Validity.SOON: mark("30 天内到期"),
    Validity.OVER: mark("已过期"),
}
KINDS = {
    "text": ("file-text", mark("文字")),
    "picture": ("photo", mark("图文")),
    "file": ("paperclip", mark("附件")),
}
MARKS: Mapping[Mark, tuple[str, str, Marked]] = {
    Mark.PENDING: ("cloud-up", "warning.text", mark("待上传")),
    Mark.CONFLICT: ("git-compare", "danger.text", mark("有冲突")),
    Mark.REJECTED: ("alert-triangle", "danger.text", mark("被拒绝")),
}
SEPARATOR = " / "


def language_name(code: str) -> str:
    """Return the name of a language code such as ``en`` or ``en-US``; the code itself for one that is unknown."""
    found = LANGUAGES.get(code) or LANGUAGES.get(code.partition("-")[0])
    return found.tr() if found else code


def state(
    status: ArticleStatus, *, revised: bool, over: bool, review: ReviewState | None = None
) -> tuple[str, ChipTone]:
    """Return the chip of an article: its words and tone."""
    if review is not None:
        return REVIEWS[review].tr(), "warning" if review is ReviewState.ASKED else "danger"
    if status is ArticleStatus.PUBLISHED:
        if revised:
            return tr("修订中"), "accent"
        return (tr("已过期"), "danger") if over else (tr("已发布"), "success")
    return STATUSES[status].tr(), "neutral" if status is ArticleStatus.DRAFT else "outline"


def all_states() -> tuple[str, ...]:
    """Return the words of every chip: the column is as wide as the widest."""
    return (tr("修订中"), tr("已过期"), *(word.tr() for word in FILTERS.values()))


def row_state(row: ArticleRow, now: int) -> tuple[str, ChipTone]:
    """Return the chip of a table row."""
    over = row.valid_until is not None and row.valid_until < now
    return state(row.status, revised=row.draft_over is not None, over=over, review=row.review)


def version(row: ArticleRow) -> str:
    """Return ``v7``, ``v5→6`` while changes wait for their publication, a dash before the first upload."""
    if row.draft_over is not None:
        return f"v{row.draft_over}→{row.version + 1}"
    return f"v{row.version}" if row.version else "—"


def validity(until: int | None, now: int) -> tuple[str, str]:
    """Return until when an article holds and the token of its colour."""
    if until is None:
        return tr("长期"), "text.secondary"
    if until < now:
        return tr("{day} 过期").format(day=formats.day(until, now)), "danger.text"
    if until < now + SOON_MS:
        return tr("{day} 到期").format(day=formats.day(until, now)), "warning.text"
    return date(until), "text.secondary"


def date(at: int) -> str:
    """Return a day as ``2027-03-31``; in English as ``Mar 31, 2027``."""
    if current_language() == "en":
        return formats.day(at, 0)
    return f"{dt.datetime.fromtimestamp(at / 1000):%Y-%m-%d}"


def day_start(day: dt.date) -> int:
    """Return the first moment (ms) of a day here."""
    return round(dt.datetime.combine(day, dt.time.min).timestamp() * 1000)


def day_end(day: dt.date) -> int:
    """Return the last moment (ms) of a day here: an article is still valid on its last day."""
    return day_start(day + dt.timedelta(days=1)) - 1


def day_of(at: int) -> dt.date:
    """Return the day here of a moment (ms)."""
    return dt.datetime.fromtimestamp(at / 1000).date()


def path_text(path: tuple[str, ...]) -> str:
    """Return ``售后 / 耳机``; 未分类 for no category."""
    return SEPARATOR.join(path) if path else tr("未分类")


def category_choices(categories: Mapping[str, Category]) -> list[tuple[str, str]]:
    """Return (id, path) of every category in the order of the tree."""
    children: dict[str, list[Category]] = {}
    for category in categories.values():
        parent = category.parent_id if category.parent_id in categories else ""
        children.setdefault(parent, []).append(category)
    found: list[tuple[str, str]] = []
    seen: set[str] = set()

    def walk(parent: str) -> None:
        for category in sorted(children.get(parent, ()), key=lambda each: (each.position, each.name)):
            if category.id not in seen:
                seen.add(category.id)
                found.append((category.id, SEPARATOR.join(path_of(category.id, categories))))
                walk(category.id)

    walk("")
    return found


def number(value: int) -> str:
    """Return ``K-1042``; a dash before the server has numbered the article."""
    return f"K-{value}" if value else tr("未编号")


def spoken(row: ArticleRow, now: int) -> str:
    """Return the sentence that a screen reader speaks for a row."""
    parts = [row.title or tr("无标题"), row_state(row, now)[0], version(row), validity(row.valid_until, now)[0]]
    parts.append(tr("发送 {n} 次", n=row.sent_count).format(n=row.sent_count))
    if row.useful is not None:
        parts.append(tr("有用 {share}").format(share=formats.percent(row.useful)))
    if row.mark in MARKS:
        parts.append(MARKS[row.mark][2].tr())
    return "，".join(parts)
