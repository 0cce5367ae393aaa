"""What single cells mean: dates, lists, paths, and the words for a choice, and how the same is written."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.knowledge import ArticleStatus, Audience


class CellError(Exception):
    """A cell that makes no sense: a problem's code and the values for its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


AUDIENCES: Mapping[str, Mapping[Audience, str]] = MappingProxyType(
    {
        "zh_CN": {Audience.CUSTOMER: "对客户", Audience.INTERNAL: "仅内部"},
        "zh_TW": {Audience.CUSTOMER: "對客戶", Audience.INTERNAL: "僅內部"},
        "en": {Audience.CUSTOMER: "customer", Audience.INTERNAL: "internal"},
    }
)
STATUSES: Mapping[str, Mapping[ArticleStatus, str]] = MappingProxyType(
    {
        "zh_CN": {
            ArticleStatus.DRAFT: "草稿",
            ArticleStatus.PUBLISHED: "已发布",
            ArticleStatus.ARCHIVED: "已下架",
        },
        "zh_TW": {
            ArticleStatus.DRAFT: "草稿",
            ArticleStatus.PUBLISHED: "已發布",
            ArticleStatus.ARCHIVED: "已下架",
        },
        "en": {status: status.value for status in ArticleStatus},
    }
)
LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "zh-CN": ("zh-cn", "zh", "zh-hans", "简体中文", "简体", "中文", "汉语", "simplified chinese", "chinese"),
        "zh-TW": ("zh-tw", "zh-hk", "zh-hant", "繁体中文", "繁體中文", "繁体", "繁體", "traditional chinese"),
        "en": ("en", "en-us", "en-gb", "英文", "英语", "英語", "english"),
    }
)

_AUDIENCE_WORDS: Mapping[Audience, tuple[str, ...]] = MappingProxyType(
    {
        Audience.CUSTOMER: ("客户", "客戶", "面向客户", "外部", "公开", "公開", "对外", "對外", "customers", "public"),
        Audience.INTERNAL: ("内部", "內部", "员工", "員工", "对内", "對內", "internal only", "staff"),
    }
)
_STATUS_WORDS: Mapping[ArticleStatus, tuple[str, ...]] = MappingProxyType(
    {
        ArticleStatus.DRAFT: ("未发布", "未發布", "未發佈", "待审核", "待審核"),
        ArticleStatus.PUBLISHED: ("发布", "發布", "發佈", "已發佈", "发布中", "启用", "啟用", "active"),
        ArticleStatus.ARCHIVED: ("下架", "停用", "归档", "已归档", "封存", "disabled"),
    }
)
_FOR_EVER = frozenset({"", "-", "—", "/", "长期", "長期", "永久", "长期有效", "長期有效", "无", "無", "never", "none"})
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?"
)
_DAY_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?")
_DIGITS_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")  # a date cell that lost its format: days since 1899-12-30
_SERIAL_ZERO = datetime.datetime(1899, 12, 30)
_WITH_REGION = re.compile(r"(?:en|zh)-[A-Z]{2}")
_LIST = re.compile(r"[;；|｜]")
_TAG_LIST = re.compile(r"[;；|｜,，、]")
_PATH = re.compile(r"\s*[/＞>→»\\]\s*")
_SPACED_PATH = re.compile(r"\s+[/＞>→»]\s+")


def folded(text: str) -> str:
    """Return a text as it is compared: width, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def parse_audience(text: str) -> Audience:
    """Return whom a cell means. Raises CellError("unknown_audience")."""
    for audience in Audience:
        words = (*_AUDIENCE_WORDS[audience], *(table[audience] for table in AUDIENCES.values()))
        if folded(text) in map(folded, words):
            return audience
    raise CellError("unknown_audience", text=text)


def parse_status(text: str) -> ArticleStatus:
    """Return which status a cell means. Raises CellError("unknown_status")."""
    for status in ArticleStatus:
        words = (*_STATUS_WORDS[status], *(table[status] for table in STATUSES.values()))
        if folded(text) in map(folded, words):
            return status
    raise CellError("unknown_status", text=text)


def parse_language(text: str) -> str:
    """Return which language a cell means; a code with its region, such as en-US, stays. Raises CellError."""
    if _WITH_REGION.fullmatch(text.strip()):
        return text.strip()
    wanted = folded(text).replace("_", "-")
    for language, words in LANGUAGES.items():
        if wanted in words:
            return language
    raise CellError("unknown_language", text=text)


def parse_moment(text: str, zone: datetime.tzinfo, *, end: bool) -> int | None:
    """Return a local day in ms UTC: its first, or with ``end`` its last, millisecond; None for "always".

    A day with a time of day means that very moment. Raises CellError: "bad_month" (text, month), "bad_day" (text, day,
    month, last), "bad_date" (text), "unclear_date" (text, one, other) for 01/02/2027, which means two days.
    """
    text = _year_first(unicodedata.normalize("NFKC", text).strip())
    if folded(text) in _FOR_EVER:
        return None
    if _SERIAL.fullmatch(text):
        moment = _SERIAL_ZERO + datetime.timedelta(days=float(text))
        exact = moment.time() != datetime.time()
    else:
        found = _DAY.fullmatch(text) or _DIGITS_DAY.fullmatch(text)
        if found is None:
            raise CellError("bad_date", text=text)
        day = _day(text, int(found[1]), int(found[2]), int(found[3]))
        clock = found[4] if found.re is _DAY else None
        exact = clock is not None
        moment = datetime.datetime.combine(day, _time(text, clock) if clock else datetime.time())
    if end and not exact:
        moment += datetime.timedelta(days=1)
    return _millis(moment.replace(tzinfo=zone)) - (1 if end and not exact else 0)


def _year_first(text: str) -> str:
    """Return 12/31/2026 or 31/12/2026, as programs of other countries write it, with the year first."""
    found = _DAY_LAST.fullmatch(text)
    if found is None or min(int(found[1]), int(found[2])) > 12:
        return text
    first, second, clock = int(found[1]), int(found[2]), f" {found[4]}" if found[4] else ""
    one, other = (f"{found[3]}-{month:02}-{day:02}" for month, day in ((first, second), (second, first)))
    if first <= 12 and second <= 12 and first != second:
        raise CellError("unclear_date", text=text, one=one, other=other)
    return (one if first <= 12 else other) + clock


def _day(text: str, year: int, month: int, day: int) -> datetime.date:
    if not 1 <= month <= 12:
        raise CellError("bad_month", text=text, month=month)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        if not 1900 <= year <= 9998:
            raise CellError("bad_date", text=text) from None
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        last = (following - datetime.timedelta(days=1)).day
        raise CellError("bad_day", text=text, day=day, month=month, last=last) from None


def _time(text: str, clock: str) -> datetime.time:
    try:
        return datetime.time.fromisoformat(f"0{clock}" if clock[1] == ":" else clock)
    except ValueError:
        raise CellError("bad_date", text=text) from None


def _millis(moment: datetime.datetime) -> int:
    zero = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return (moment - zero) // datetime.timedelta(milliseconds=1)


def moment_text(at: int | None, zone: datetime.tzinfo, *, end: bool) -> str:
    """Return a moment so that :func:`parse_moment` reads the same: a plain day where that is exact."""
    if at is None:
        return ""
    moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(milliseconds=at)
    local = moment.astimezone(zone)
    day = local.date().isoformat()
    if parse_moment(day, zone, end=end) == at:
        return day
    return local.replace(tzinfo=None).isoformat(sep=" ", timespec="milliseconds")


def split_lines(text: str) -> tuple[str, ...]:
    """Return the items of a cell: a line each, or separated by ; or | when there is one line only."""
    return _items(text.split("\n") if "\n" in text else _LIST.split(text))


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a cell, separated by 、 , ; | or line breaks."""
    return _items(text.split("\n") if "\n" in text else _TAG_LIST.split(text))


def _items(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def join_lines(items: Iterable[str]) -> str:
    """Return a cell that :func:`split_lines` reads as these items."""
    return _joined(list(items), "\n", _LIST)


def join_tags(items: Iterable[str]) -> str:
    """Return a cell that :func:`split_tags` reads as these items."""
    return _joined(list(items), "、", _TAG_LIST)


def join_files(names: Iterable[str]) -> str:
    """Return a cell of file names: a line each as soon as one holds a mark that could separate two."""
    return _joined(list(names), "; ", _TAG_LIST)


def _joined(items: list[str], separator: str, special: re.Pattern[str]) -> str:
    items = [" ".join(item.split("\n")).strip() for item in items]
    if any(special.search(item) for item in items):
        separator = "\n"
    text = separator.join(items)
    return f"{text}\n" if separator == "\n" and len(items) == 1 and special.search(text) else text


def split_path(text: str) -> tuple[str, ...]:
    """Return the names of a category path; "A / B" splits at spaced marks only, so that names may hold a slash."""
    pattern = _SPACED_PATH if _SPACED_PATH.search(text) else _PATH
    return tuple(part.strip() for part in pattern.split(text.strip()) if part.strip())


def join_path(names: Iterable[str]) -> str:
    """Return a category path as it is written."""
    return " / ".join(names)
