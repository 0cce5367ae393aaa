"""Values of this device alone: counters, the last report seen. They are not synced and not undone."""

from app.storage.core import LOCAL, Connection, delete, insert, select


def value(connection: Connection, key: str, default: str = "") -> str:
    """Return a value, or the default when there is none."""
    found = connection.execute(select(LOCAL.c.v).where(LOCAL.c.k == key)).scalar()
    return default if found is None else str(found)


def keep(connection: Connection, key: str, text: str) -> None:
    """Keep a value under a key in place of the one before."""
    connection.execute(delete(LOCAL).where(LOCAL.c.k == key))
    connection.execute(insert(LOCAL).values(k=key, v=text))


def keys(connection: Connection, prefix: str) -> tuple[str, ...]:
    """Return the keys that begin so."""
    return tuple(connection.execute(select(LOCAL.c.k).where(LOCAL.c.k.startswith(prefix, autoescape=True))).scalars())


def drop(connection: Connection, key: str) -> None:
    """Forget the value of a key."""
    connection.execute(delete(LOCAL).where(LOCAL.c.k == key))
