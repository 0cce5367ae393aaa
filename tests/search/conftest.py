"""An empty index in memory."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine

from app.search import index


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A connection to an empty index, its transaction open."""
    engine = create_engine("sqlite://")
    with engine.connect() as opened:
        index.create_tables(opened)
        yield opened
    engine.dispose()
