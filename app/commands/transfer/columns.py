"""The columns of a knowledge table, by all the names that people give them."""

import enum
import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType


class Column(enum.StrEnum):
    KEY = "key"
    CATEGORY = "category"
    TITLE = "title"
    QUESTIONS = "questions"
    BODY = "body"
    AUDIENCE = "audience"
    LANGUAGE = "language"
    STATUS = "status"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    TAGS = "tags"
    IMAGES = "images"
    ATTACHMENTS = "attachments"


HEADERS: Mapping[str, Mapping[Column, str]] = MappingProxyType(
    {
        "zh_CN": {
            Column.KEY: "编号", Column.CATEGORY: "分类", Column.TITLE: "标题", Column.QUESTIONS: "相似问法",
            Column.BODY: "正文", Column.AUDIENCE: "适用对象", Column.LANGUAGE: "语言", Column.STATUS: "状态",
            Column.VALID_FROM: "生效日期", Column.VALID_UNTIL: "失效日期", Column.TAGS: "标签", Column.IMAGES: "图片",
            Column.ATTACHMENTS: "附件",
        },
        "zh_TW": {
            Column.KEY: "編號", Column.CATEGORY: "分類", Column.TITLE: "標題", Column.QUESTIONS: "相似問法",
            Column.BODY: "內文", Column.AUDIENCE: "適用對象", Column.LANGUAGE: "語言", Column.STATUS: "狀態",
            Column.VALID_FROM: "生效日期", Column.VALID_UNTIL: "失效日期", Column.TAGS: "標籤", Column.IMAGES: "圖片",
            Column.ATTACHMENTS: "附件",
        },
        "en": {
            Column.KEY: "key", Column.CATEGORY: "category", Column.TITLE: "title",
            Column.QUESTIONS: "similar questions", Column.BODY: "body", Column.AUDIENCE: "audience",
            Column.LANGUAGE: "language", Column.STATUS: "status", Column.VALID_FROM: "valid from",
            Column.VALID_UNTIL: "valid until", Column.TAGS: "tags", Column.IMAGES: "images",
            Column.ATTACHMENTS: "attachments",
        },
    }
)  # fmt: skip
"""UI language -> the names in a template."""

_OTHER_NAMES: Mapping[Column, tuple[str, ...]] = MappingProxyType(
    {
        Column.KEY: ("序号", "序號", "id", "no", "number", "知识编号"),
        Column.CATEGORY: ("类别", "類別", "目录", "目錄", "分类路径", "categories", "folder", "path"),
        Column.TITLE: ("问题", "問題", "标准问", "標準問", "标准问题", "主题", "question", "subject", "name"),
        Column.QUESTIONS: ("相似问", "相似問", "相似问题", "扩展问", "同义问法", "questions", "variants"),
        Column.BODY: ("内容", "內容", "答案", "回答", "解答", "正文内容", "content", "answer", "text"),
        Column.AUDIENCE: ("对象", "可见范围", "可見範圍", "visibility"),
        Column.LANGUAGE: ("语种", "語種", "lang", "locale"),
        Column.STATUS: ("发布状态", "發佈狀態", "state"),
        Column.VALID_FROM: ("生效时间", "生效日", "开始日期", "from", "start date", "valid since"),
        Column.VALID_UNTIL: ("失效时间", "失效日", "有效期", "有效期至", "结束日期", "until", "expires", "end date"),
        Column.TAGS: ("关键词", "關鍵詞", "关键字", "tag", "keywords"),
        Column.IMAGES: ("图片文件", "圖片檔案", "image", "pictures"),
        Column.ATTACHMENTS: ("附件文件", "附件檔案", "attachment", "files"),
    }
)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z]+")
_NOT_A_NAME = re.compile(r"续|續|必填|选填|選填|continued|required|optional|[0-9*]+")


def _known() -> dict[str, Column]:
    names = {name: column for table in HEADERS.values() for column, name in table.items()}
    names |= {name: column for column, others in _OTHER_NAMES.items() for name in others}
    return names


def column_of(header: str) -> Column | None:
    """Return the column that a header cell names, in one language or several at once; None for another one."""
    text = _NOT_A_NAME.sub(" ", unicodedata.normalize("NFKC", header).casefold().replace("_", " "))
    known = _known()
    for name in ("".join(_HAN.findall(text)), " ".join(_LATIN.findall(text))):
        if name and name in known:
            return known[name]
    return next((known[part] for part in _HAN.findall(text) if part in known), None)


def match_columns(headers: Sequence[str]) -> dict[Column, tuple[int, ...]]:
    """Return where each known column stands. Only the body may stand in several, which continue each other."""
    found: dict[Column, tuple[int, ...]] = {}
    for index, header in enumerate(headers):
        column = column_of(header)
        if column is not None and (column not in found or column is Column.BODY):
            found[column] = (*found.get(column, ()), index)
    return found


def header_text(column: Column, language: str) -> str:
    """Return the header of a template: the name in the language, and in English, by which any program knows it."""
    name, english = HEADERS[language][column], HEADERS["en"][column]
    return name if name == english else f"{name} {english}"
