"""What a search by meaning needs beside the index: the model and the vectors of one database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.search.encoder import Encoder
from app.search.vectors import Closeness

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Meaning:
    """The model, which several databases may share, with the vectors of one."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._closeness = Closeness()

    def closeness(self, connection: Connection) -> Closeness:
        """Return the vectors as this transaction or a later one sees them."""
        self._closeness.refresh(connection)
        return self._closeness
