"""What both databases need: engines, tables from the entity registry, rows to values, and Alembic run to the head.

SQLAlchemy is used as Core. A row of an entity's table carries one column a field: text, whole number, truth value or
JSON text for everything that is not a scalar.
"""

import sqlite3
import types
import typing
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    URL,
    BigInteger,
    Boolean,
    Column,
    Engine,
    Float,
    Index,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from app.domain.change import field_types
from app.domain.columns import Codec, chunks, codec, scalar_of
from app.domain.entity import EntityType
from app.domain.errors import AppError

__all__ = [
    "NAMING",
    "PLAIN",
    "Codec",
    "Driver",
    "check_sqlite",
    "chunks",
    "codec",
    "entity_table",
    "postgres_arguments",
    "revision_of",
    "server_engine",
    "sqlite_engine",
    "upgrade",
]

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
POOL_SECONDS = 3.0
"""How long a request waits for one of a server's connections to PostgreSQL."""
UPGRADE_LOCK = 0x7A687969
"""The number of PostgreSQL's advisory lock under which a database is migrated."""
_SCALARS: Mapping[type, type] = types.MappingProxyType({str: Text, int: BigInteger, bool: Boolean, float: Float})


def entity_table(entity: EntityType, metadata: MetaData, *extra: Column[Any]) -> Table:
    """Declare the table of an entity: its fields, then ``extra`` columns of the side that keeps it."""
    columns: list[Column[Any]] = []
    for name, kind in field_types(entity.cls).items():
        scalar = scalar_of(kind)
        optional = type(None) in typing.get_args(kind)
        columns.append(Column(name, _SCALARS[scalar] if scalar else Text, primary_key=name == "id", nullable=optional))
    table = Table(entity.name, metadata, *columns, *extra)
    for names in (("scope",), *entity.indexes):
        Index(f"ix_{entity.name}_{'_'.join(names)}", *(table.c[name] for name in names))
    return table


def _plain(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)


class Driver(NamedTuple):
    """A build of SQLite: its module and how it opens a file, in the mode in which it commits by itself."""

    module: Any = sqlite3
    connect: Callable[[Path], sqlite3.Connection] = _plain


PLAIN = Driver()
"""Python's own."""


def sqlite_engine(
    path: Path,
    *,
    durable: bool,
    writable: bool = True,
    between: Callable[[], None] | None = None,
    driver: Driver = PLAIN,
    cache_kb: int = 16_000,
) -> Engine:
    """Return an engine over a SQLite file in WAL mode.

    ``durable`` commits survive a power cut (synchronous=FULL); without it the last ones may be lost, never torn.
    A writer's transactions begin IMMEDIATE, so that two never deadlock. Foreign keys are not declared anywhere.
    ``between`` is called before each statement. ``cache_kb`` is how much each connection keeps of the file in memory.
    """

    def connect() -> sqlite3.Connection:
        connection = driver.connect(path)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute(f"PRAGMA cache_size=-{cache_kb}")
        connection.execute("PRAGMA secure_delete=ON")
        if not writable:
            connection.execute("PRAGMA query_only=ON")
        return connection

    # the default pool of "sqlite://" closes a connection that another thread still uses once there are six
    engine = create_engine("sqlite://", creator=connect, module=driver.module, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writable else "BEGIN")

    if between is not None:

        @event.listens_for(engine, "before_cursor_execute")
        def pause(*_: object) -> None:
            between()

    return engine


_PATIENCE: Mapping[str, int] = types.MappingProxyType(
    {"lock_timeout": 3_000, "statement_timeout": 30_000, "idle_in_transaction_session_timeout": 5_000}
)
"""How long (ms) PostgreSQL lets a connection of a server wait for a lock, work on a statement and do nothing."""
_REACHING: Mapping[str, str] = types.MappingProxyType(
    {
        "connect_timeout": "5",
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "3",
        "tcp_user_timeout": "20000",
        "target_session_attrs": "read-write",  # of several hosts the one that is the primary now
        "application_name": "zhiying-server",
    }
)


def postgres_arguments(url: URL, *, patience: bool = True) -> dict[str, Any]:
    """Return what libpq is told beside the URL, which may say otherwise. Without ``patience`` a statement may take as
    long as it takes: a migration, for example.
    """
    # a cluster may have been told not to wait for its disk or its standby; what was answered must not be lost
    options = ["-c synchronous_commit=on"]
    if patience:
        options += [f"-c {name}={ms}" for name, ms in _PATIENCE.items()]
    told = url.query.get("options", "")
    options += [told] if isinstance(told, str) else told
    return {**{k: v for k, v in _REACHING.items() if k not in url.query}, "options": " ".join(options).strip()}


def server_engine(url: str, *, patience: bool = True) -> Engine:
    """Return the engine of a server database: a PostgreSQL URL, or ``sqlite:///path`` for a small office.

    ``patience`` as in :func:`postgres_arguments`.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database:
            raise AppError("bad_database_url", {"url": url})
        return sqlite_engine(Path(parsed.database), durable=True)
    return create_engine(
        parsed,
        pool_size=10,
        max_overflow=10,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",  # of writes: the number of a commit is waited for, not refused
        connect_args=postgres_arguments(parsed, patience=patience),
    )


def revision_of(connection: Connection) -> str | None:
    """Return the Alembic revision of a database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, scripts: Path, head: str, *, backup: Path | None = None, driver: Driver = PLAIN) -> None:
    """Bring a database to ``head`` by the Alembic scripts in a folder, in one transaction each.

    A SQLite file that has content is copied to ``backup`` by ``driver`` first. Raises AppError("database_newer") for
    a revision that these scripts do not know and AppError("database_damaged") for a file that is not a database.
    """
    try:
        with engine.connect() as connection:
            current = revision_of(connection)
    except DatabaseError as error:
        if engine.dialect.name == "sqlite" and _is_damage(error):
            raise AppError("database_damaged", {"why": str(error.orig)}) from error
        raise
    if current == head:
        return
    # Alembic costs 0.6 s to import and is needed on the first start after an upgrade only.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(scripts))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise AppError("database_newer", {"found": current, "known": head})
    if current is not None and backup is not None:
        _copy_sqlite(engine, backup, driver)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":  # another server may be at it; then nothing is left to do after
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": UPGRADE_LOCK})
            connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, head)
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": UPGRADE_LOCK})
            connection.commit()


def _is_damage(error: DatabaseError) -> bool:
    message = str(error.orig)
    return any(words in message for words in ("not a database", "malformed", "disk image", "file is encrypted"))


def _copy_sqlite(engine: Engine, target: Path, driver: Driver) -> None:
    """Copy a database to ``target``, which is whole or is not there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    source = engine.raw_connection()
    try:
        with closing(driver.connect(part)) as copy:
            typing.cast(sqlite3.Connection, source.driver_connection).backup(copy)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        source.close()


def check_sqlite(engine: Engine, began: Callable[[sqlite3.Connection], None] = lambda connection: None) -> None:
    """Raise AppError("database_damaged") unless SQLite's quick check finds the file sound.

    ``began`` gets the connection that walks through the file: whoever interrupts it from another thread has this raise
    AppError("database_closed").
    """
    try:
        with engine.connect() as connection:
            began(cast(sqlite3.Connection, connection.connection.driver_connection))
            found = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise AppError("database_closed") from error
        raise AppError("database_damaged", {"why": str(error.orig)}) from error
    if found != "ok":
        raise AppError("database_damaged", {"why": str(found)})
