"""How times, durations, sizes and counts are written. Times come as milliseconds UTC and are shown in local time."""

import datetime as dt

from PySide6.QtCore import QDate, QLocale

from app.ui.kit.i18n import current_language, tr

MINUTE, HOUR, DAY = 60, 3600, 86400
_TEN_MILLION = 10_000_000


def _local(ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(ms / 1000)


def clock_time(ms: int) -> str:
    """Return ``14:30``."""
    return f"{_local(ms):%H:%M}"


def clock_seconds(ms: int) -> str:
    """Return ``14:31:06``."""
    return f"{_local(ms):%H:%M:%S}"


def moment(ms: int, now: int) -> str:
    """Return a time as a list shows it: 14:30 · 昨天 16:20 · 11-20 · 2025-11-20."""
    then, today = _local(ms), _local(now).date()
    if then.date() == today:
        return clock_time(ms)
    if then.date() == today - dt.timedelta(days=1):
        return tr("昨天 {time}").format(time=clock_time(ms))
    return day(ms, now)


def day(ms: int, now: int) -> str:
    """Return a date: 11-20 in this year, else 2025-11-20; in English Nov 20 and Nov 20, 2025."""
    then = _local(ms)
    same_year = then.year == _local(now).year
    if current_language() == "en":
        return QLocale().toString(QDate(then.year, then.month, then.day), "MMM d" if same_year else "MMM d, yyyy")
    return f"{then:%m-%d}" if same_year else f"{then:%Y-%m-%d}"


def moment_full(ms: int, now: int) -> str:
    """Return date and time, for details: 11-20 14:30."""
    return f"{day(ms, now)} {clock_time(ms)}"


def iso_minute(ms: int) -> str:
    """Return ``2026-11-20 14:30``: reports, exports and tool tips."""
    return f"{_local(ms):%Y-%m-%d %H:%M}"


def duration(seconds: float) -> str:
    """Return ``m:ss`` under an hour, ``h:mm:ss`` under a day, then days and hours. The sign is left to the caller."""
    whole = abs(int(seconds))
    if whole < HOUR:
        return f"{whole // MINUTE}:{whole % MINUTE:02d}"
    if whole < DAY:
        return f"{whole // HOUR}:{whole % HOUR // MINUTE:02d}:{whole % MINUTE:02d}"
    return tr("{d} 天 {h} 时").format(d=whole // DAY, h=whole % DAY // HOUR)


def span(seconds: float) -> str:
    """Return a length of time in words, coarse: 45 秒, 23 分钟, 5 小时, 3 天."""
    whole = abs(int(seconds))
    if whole < MINUTE:
        return tr("{n} 秒", n=whole).format(n=whole)
    if whole < HOUR:
        return tr("{n} 分钟", n=whole // MINUTE).format(n=whole // MINUTE)
    if whole < DAY:
        return tr("{n} 小时", n=whole // HOUR).format(n=whole // HOUR)
    return tr("{n} 天", n=whole // DAY).format(n=whole // DAY)


def file_size(size: int) -> str:
    """Return a size in bytes as ``640 B``, ``12 KB``, ``1.2 MB`` (1024 bytes a KB, as file managers show it)."""
    if size < 1024:
        return f"{size} B"
    value = float(size)
    for unit in ("KB", "MB", "GB", "TB"):
        value /= 1024
        if value < 1024 or unit == "TB":
            break
    digits = 1 if value < 10 else 0
    return f"{value:.{digits}f} {unit}"


def count(number: int) -> str:
    """Return a count with thousands separators; in Chinese 万 from ten million on."""
    if number >= _TEN_MILLION and current_language() != "en":
        return tr("{n} 万").format(n=f"{number // 10_000:,}")
    return f"{number:,}"


def badge(number: int) -> str:
    """Return a count for a badge, at most ``99+``."""
    return str(number) if number < 100 else "99+"


def percent(share: float) -> str:
    """Return a share 0..1 as a whole percentage."""
    return f"{round(share * 100)}%"
