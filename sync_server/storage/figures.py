"""The numbers of the shared reports, computed where the rows are."""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, case, func, or_, select

from app.domain.conversations import Status
from sync_server.storage.records import Reader
from sync_server.storage.tables import ENTITY_TABLES

_CONVERSATION = ENTITY_TABLES["conversation"]
_SURVEY = ENTITY_TABLES["survey"]


class Contact(msgspec.Struct, frozen=True):
    """One conversation of the period as the reports see it. Times are ms."""

    group_id: str
    status: str
    opened_at: int
    first_response_at: int | None


class Satisfaction(msgspec.Struct, frozen=True):
    """The answered surveys of a group."""

    group_id: str
    stars: int
    count: int


def arrivals(reader: Reader, begin: int, end: int) -> list[Contact]:
    """Return the conversations that began in a period."""
    table = _CONVERSATION.c
    query = select(table.group_id, table.status, table.opened_at, table.first_response_at).where(
        table.opened_at >= begin, table.opened_at < end, table.deleted_at.is_(None), table.status != Status.SPAM.value
    )
    return [Contact(*row) for row in reader.connection.execute(query)]


def counts(reader: Reader, begin: int, end: int) -> dict[str, dict[str, int]]:
    """Return by group how many conversations wait now, and how many were closed and abandoned in a period."""
    table = _CONVERSATION.c

    def when(condition: ColumnElement[bool]) -> Any:
        return func.sum(case((condition, 1), else_=0))

    ended = (table.closed_at >= begin) & (table.closed_at < end)
    query = select(
        table.group_id,
        when(table.status == Status.QUEUED.value),
        when((table.status == Status.CLOSED.value) & ended),
        when((table.status == Status.ABANDONED.value) & ended),
    ).where(table.deleted_at.is_(None), or_(table.status == Status.QUEUED.value, ended))
    rows = reader.connection.execute(query.group_by(table.group_id))
    return {row[0]: {"waiting": int(row[1]), "closed": int(row[2]), "abandoned": int(row[3])} for row in rows}


def satisfaction(reader: Reader, begin: int, end: int) -> list[Satisfaction]:
    """Return by group the sum of the stars and the number of the surveys answered in a period."""
    table = _SURVEY.c
    query = select(table.group_id, func.sum(table.stars), func.count()).where(
        table.answered_at >= begin, table.answered_at < end
    )
    return [Satisfaction(row[0], int(row[1]), int(row[2])) for row in
            reader.connection.execute(query.group_by(table.group_id))]  # fmt: skip
