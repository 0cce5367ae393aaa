"""The shared report: numbers that can be counted by hand."""

from typing import Any

import msgspec
import pytest

from app.domain.conversations import Conversation, Status
from app.domain.errors import AppError
from app.domain.surveys import Survey
from sync_server.service import reports
from tests.server.device import Office

EVERYWHERE = ("g:presale", "g:after")
HOUR = 3_600_000
NOON = 1_800_000_000_000 // 86_400_000 * 86_400_000 + 4 * HOUR  # 12:00 in Shanghai


def conversation(
    office: Office, row_id: str, *, group: str = "presale", opened: int = 0, **fields: object
) -> Conversation:
    """A conversation that began ``opened`` ms after 11:00."""
    at = NOON - HOUR + opened
    waited = fields.pop("waited", None)
    answered = {"first_response_at": at + waited} if isinstance(waited, int) else {}
    base = Conversation(id=row_id, scope=f"g:{group}", customer_id="c", group_id=group, opened_at=at, queued_at=at)
    return office.put(msgspec.structs.replace(base, **answered, **fields))


def test_the_day_so_far_by_group(any_office: Office) -> None:
    office = any_office
    office.clock.now = NOON
    ended = NOON - 1
    done: dict[str, Any] = {"status": Status.CLOSED}
    conversation(office, "quick", waited=10_000, closed_at=ended, **done)
    conversation(office, "slow", waited=90_000, closed_at=ended, **done)
    conversation(office, "edge", waited=30_000, status=Status.ACTIVE)
    conversation(office, "waits", status=Status.QUEUED)
    conversation(office, "left", status=Status.ABANDONED, closed_at=ended)
    conversation(office, "spam", status=Status.SPAM)
    conversation(office, "yesterday", opened=-12 * HOUR, waited=1, closed_at=ended, **done)
    conversation(office, "long ago", opened=-48 * HOUR, waited=1, closed_at=NOON - 24 * HOUR, **done)
    conversation(office, "other", group="after", waited=4_000, closed_at=ended, **done)
    for row, group, stars, at in (
        ("quick", "presale", 5, ended), ("slow", "presale", 2, ended), ("other", "after", 4, ended),
        ("yesterday", "presale", 1, NOON - 24 * HOUR),
    ):  # fmt: skip
        fields: dict[str, Any] = {"conversation_id": row, "customer_id": "c", "group_id": group}
        office.put(Survey(id=row, scope="g:presale", stars=stars, answered_at=at, **fields))
    office.put(Survey(id="open", scope="g:presale", conversation_id="waits", customer_id="c", group_id="presale"))
    report = office.db.read(lambda reader: reports.today(reader, "Asia/Shanghai", EVERYWHERE))
    assert report.begins_at == NOON - 12 * HOUR
    after, presale = report.groups
    assert (after.group_name, after.arrivals, after.closed, after.stars_average) == ("after", 1, 1, 4.0)
    assert presale == reports.GroupToday(
        group_id="presale", group_name="presale", arrivals=5, waiting=1, answered=3, answered_within_30s=2,
        first_response_median_ms=30_000, first_response_average_ms=43_333, closed=3, abandoned=1,
        stars_average=3.5, surveys_answered=2,
    )  # fmt: skip
    total = report.total
    assert (total.arrivals, total.answered_within_30s, total.surveys_answered, total.stars_average) == (6, 3, 3, 3.67)


def test_an_empty_day_has_no_averages(office: Office) -> None:
    total = office.db.read(lambda reader: reports.today(reader, "Europe/Berlin", EVERYWHERE)).total
    assert (total.arrivals, total.first_response_median_ms, total.stars_average) == (0, None, None)


@pytest.mark.parametrize(
    ("zone", "now", "day", "hours"),
    [
        ("Asia/Shanghai", 1_774_713_600_000, "2026-03-29", 24),
        ("Europe/Berlin", 1_774_785_600_000, "2026-03-29", 23),
        ("Europe/Berlin", 1_792_929_600_000, "2026-10-25", 25),
        ("UTC", 0, "1970-01-01", 24),
    ],
)
def test_a_day_is_what_its_zone_says(zone: str, now: int, day: str, hours: int) -> None:
    name, begin, end = reports.day_bounds(now, zone)
    assert (name, end - begin) == (day, hours * HOUR)
    assert begin <= now < end


@pytest.mark.parametrize("zone", ["", "Nowhere/City", "../etc/passwd", "/etc/passwd"])
def test_a_zone_that_is_none_is_refused(zone: str) -> None:
    with pytest.raises(AppError, match="bad_timezone"):
        reports.day_bounds(0, zone)


def test_a_lead_counts_his_own_groups(office: Office) -> None:
    office.clock.now = NOON
    conversation(office, "mine", waited=10_000)
    conversation(office, "theirs", group="after", waited=10_000)
    report = office.db.read(lambda reader: reports.today(reader, "Asia/Shanghai", {"all", "g:presale"}))
    assert [group.group_id for group in report.groups] == ["presale"]
    assert report.total.arrivals == 1
