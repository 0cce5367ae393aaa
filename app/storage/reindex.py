"""Making the search index anew, in steps, when another version of the program wrote it.

Between two steps the index is whole but short: it holds the articles up to a place that is kept with the values of
this device, and every article that was written meanwhile.
"""

import msgspec

from app.domain.columns import codec
from app.domain.knowledge import Article
from app.search import index
from app.storage import local
from app.storage.core import ENTITY, LOCAL, Connection, delete, func, select
from app.storage.documents import index_articles

BATCH = 250
"""Articles of one step: some 0.2 s of the writer."""
_PLACE = "search_reindexed_to"


class Step(msgspec.Struct, frozen=True):
    """How far it is, in articles; equal numbers at the end."""

    done: int
    total: int


def wanted(connection: Connection) -> bool:
    """Return whether the index must be made anew, or that was begun and not finished."""
    return index.needs_rebuild(connection) or bool(local.value(connection, _PLACE))


def step(connection: Connection) -> Step:
    """Index the next articles in the caller's transaction."""
    if index.needs_rebuild(connection):
        index.rebuild(connection, ())
        local.keep(connection, _PLACE, " ")  # before every id
    table, decode = ENTITY["article"], codec(Article)
    place = local.value(connection, _PLACE)
    columns = (table.c[name] for name in decode.names)
    found = connection.execute(select(*columns).where(table.c.id > place).order_by(table.c.id).limit(BATCH)).all()
    index_articles(connection, [decode.from_row(row) for row in found])
    total = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
    if len(found) < BATCH:
        connection.execute(delete(LOCAL).where(LOCAL.c.k == _PLACE))
        return Step(total, total)
    local.keep(connection, _PLACE, str(found[-1].id))
    left = int(connection.execute(select(func.count()).where(table.c.id > found[-1].id)).scalar_one())
    return Step(total - left, total)
