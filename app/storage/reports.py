"""The last report that this device has seen, to be shown with its age while there is no connection."""

import msgspec

from app.storage import local
from app.storage.core import Connection

_KEY = "report.today"


class GroupDay(msgspec.Struct, frozen=True, kw_only=True):
    """One group's day so far; averages are None while there is nothing to average. ``group_id`` "" is all together."""

    group_id: str
    group_name: str
    arrivals: int = 0
    waiting: int = 0
    answered: int = 0
    answered_within_30s: int = 0
    first_response_median_ms: int | None = None
    first_response_average_ms: int | None = None
    closed: int = 0
    abandoned: int = 0
    stars_average: float | None = None
    surveys_answered: int = 0

    @property
    def unanswered(self) -> int:
        """How many have arrived, wait for no place and have had no answer."""
        return max(0, self.arrivals - self.answered - self.waiting - self.abandoned)

    @property
    def quick_share(self) -> float | None:
        """The share 0..1 of the answered that were answered within 30 s."""
        return self.answered_within_30s / self.answered if self.answered else None


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The day from midnight in ``timezone`` to ``as_of`` (ms), computed by the server, the same for everybody."""

    day: str
    timezone: str
    as_of: int
    groups: tuple[GroupDay, ...]
    total: GroupDay


def last_today(connection: Connection) -> Today | None:
    """Return the report that was fetched last, None when there was none (or a newer program wrote another form)."""
    text = local.value(connection, _KEY)
    if not text:
        return None
    try:
        return msgspec.json.decode(text, type=Today)
    except msgspec.ValidationError:
        return None


def keep_today(connection: Connection, report: Today) -> None:
    """Keep a report in place of the one before."""
    local.keep(connection, _KEY, msgspec.json.encode(report).decode())
