"""Keeping the report that was just fetched, for when there is no connection."""

from app.storage import reports
from app.storage.reports import Today
from app.storage.transaction import Tx


def keep_today(tx: Tx, report: Today) -> None:
    """Keep today's report on this device."""
    reports.keep_today(tx.connection, report)
