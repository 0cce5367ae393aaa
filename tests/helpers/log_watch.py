"""Unexpected log lines fail a test: a warning that nobody reads is a bug that nobody finds."""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Expectation:
    """A log line that a test says will come: a logger (or a parent of it), a pattern and the lowest level."""

    logger: str
    pattern: str
    level: int

    def fits(self, record: logging.LogRecord) -> bool:
        """Whether this record is the one that was announced."""
        return (
            below(record.name, self.logger)
            and record.levelno >= self.level
            and re.search(self.pattern, record.getMessage()) is not None
        )


def below(name: str, logger: str) -> bool:
    """Whether a logger's name is another's or stands below it."""
    return name == logger or name.startswith(f"{logger}.")


class LogWatch(logging.Handler):
    """Collects what is logged at WARNING and above during one test; ``complaints`` judges it afterwards."""

    def __init__(self, allowed: Iterable[str]) -> None:
        super().__init__(logging.WARNING)
        self.allowed = tuple(allowed)
        self.records: list[logging.LogRecord] = []
        self.expectations: list[Expectation] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record; judging must not happen here, where it would raise inside the code under test."""
        self.records.append(record)

    def expect(self, logger: str, pattern: str, level: int = logging.WARNING) -> None:
        """Announce a log line: it does not fail the test, its absence does."""
        self.expectations.append(Expectation(logger, pattern, level))

    def complaints(self) -> list[str]:
        """One line for each unexpected record and for each announced one that did not come."""
        unexpected = [
            f"unexpected log line: {record.levelname} {record.name}: {record.getMessage()}"
            for record in self.records
            if not any(below(record.name, logger) for logger in self.allowed)
            and not any(expectation.fits(record) for expectation in self.expectations)
        ]
        absent = [
            f"expected log line did not come: {expectation.logger}: {expectation.pattern!r}"
            for expectation in self.expectations
            if not any(expectation.fits(record) for record in self.records)
        ]
        return unexpected + absent
