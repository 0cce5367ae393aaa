"""Shared reports, computed by the server so that all see the same numbers."""

import datetime
import statistics
import zoneinfo
from collections.abc import Collection

import msgspec

from app.domain.access import group_scope
from app.domain.errors import AppError
from app.domain.people import Group
from sync_server.storage import figures
from sync_server.storage.records import Reader

QUICK_MS = 30_000


class GroupToday(msgspec.Struct, frozen=True, kw_only=True):
    """One group's day so far. ``stars_average`` is of 1..5; averages are None while there is nothing to average."""

    group_id: str
    group_name: str
    arrivals: int
    waiting: int
    answered: int
    answered_within_30s: int
    first_response_median_ms: int | None
    first_response_average_ms: int | None
    closed: int
    abandoned: int
    stars_average: float | None
    surveys_answered: int


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The day from midnight in ``timezone`` to ``as_of`` (ms), by group and all together (group_id "")."""

    day: str
    timezone: str
    begins_at: int
    as_of: int
    groups: tuple[GroupToday, ...]
    total: GroupToday


def day_bounds(now: int, timezone: str) -> tuple[str, int, int]:
    """Return the date and the first and last ms of the day of ``now`` (ms) in a zone. Raises AppError("bad_timezone").

    A day with a clock change has 23 or 25 hours.
    """
    try:
        zone = zoneinfo.ZoneInfo(timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise AppError("bad_timezone", {"timezone": timezone}) from error
    date = datetime.datetime.fromtimestamp(now / 1000, zone).date()
    first = datetime.datetime.combine(date, datetime.time(), zone)
    after = datetime.datetime.combine(date + datetime.timedelta(days=1), datetime.time(), zone)
    return date.isoformat(), int(first.timestamp() * 1000), int(after.timestamp() * 1000)


def today(reader: Reader, timezone: str, scopes: Collection[str]) -> Today:
    """Return the report of the day that it is now in a time zone, of the groups within some scopes."""
    day, begin, end = day_bounds(reader.now, timezone)
    arrivals = figures.arrivals(reader, begin, end)
    counts = figures.counts(reader, begin, end)
    stars = {each.group_id: each for each in figures.satisfaction(reader, begin, end)}

    def of(group_ids: set[str], group_id: str, name: str) -> GroupToday:
        mine = [each for each in arrivals if each.group_id in group_ids]
        waits = [max(0, each.first_response_at - each.opened_at) for each in mine if each.first_response_at is not None]
        rated = [stars[each] for each in group_ids if each in stars]
        surveys = sum(each.count for each in rated)
        return GroupToday(
            group_id=group_id,
            group_name=name,
            arrivals=len(mine),
            waiting=sum(counts.get(each, {}).get("waiting", 0) for each in group_ids),
            answered=len(waits),
            answered_within_30s=sum(wait <= QUICK_MS for wait in waits),
            first_response_median_ms=round(statistics.median(waits)) if waits else None,
            first_response_average_ms=round(statistics.fmean(waits)) if waits else None,
            closed=sum(counts.get(each, {}).get("closed", 0) for each in group_ids),
            abandoned=sum(counts.get(each, {}).get("abandoned", 0) for each in group_ids),
            stars_average=round(sum(each.stars for each in rated) / surveys, 2) if surveys else None,
            surveys_answered=surveys,
        )

    groups = sorted(
        (each for each in reader.find(Group) if each.deleted_at is None and group_scope(each.id) in scopes),
        key=lambda group: (group.name, group.id),
    )
    found = set(counts) | {each.group_id for each in arrivals} | set(stars)
    seen = {each for each in found if not each or group_scope(each) in scopes}  # deleted groups count, too
    return Today(
        day=day,
        timezone=timezone,
        begins_at=begin,
        as_of=reader.now,
        groups=tuple(of({group.id}, group.id, group.name) for group in groups),
        total=of({group.id for group in groups} | seen, "", ""),
    )
