"""The application: builds every long-lived object once and wires it to the routes."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig

from app.domain.clock import Clock, now_ms
from app.domain.errors import AppError
from sync_server import __version__
from sync_server.config import Config
from sync_server.http import wire
from sync_server.http.auth import AuthRoutes
from sync_server.http.documentation import FeedRowSchema
from sync_server.http.health import health
from sync_server.http.sync import SyncRoutes
from sync_server.service.accounts import Passwords
from sync_server.service.hub import Hub
from sync_server.service.runtime import Runtime
from sync_server.storage.database import Database, DatabaseBusy

log = logging.getLogger(__name__)

LARGEST_REQUEST = 24 << 20


def build(config: Config, *, clock: Clock = now_ms) -> Runtime:
    """Open the database, migrating it if need be, and build what the requests use. Close it with :func:`shut`."""
    db = Database(config.url, clock=clock)
    runtime = Runtime(config=config, db=db, hub=Hub(), passwords=Passwords(), clock=clock)
    db.listeners.append(runtime.hub.committed)
    return runtime


def shut(runtime: Runtime) -> None:
    """Let go of what :func:`build` opened."""
    runtime.hub.close()
    runtime.db.close()


def create_app(config: Config, *, clock: Clock = now_ms) -> Litestar:
    """Return the server as an ASGI application; it opens the database now and closes it at shutdown."""
    runtime = build(config, clock=clock)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        kind = "SQLite" if runtime.db.is_sqlite else "PostgreSQL"
        log.info("The server %s is ready (database: %s).", config.name, kind)
        yield
        shut(runtime)

    return Litestar(
        route_handlers=[health, AuthRoutes, SyncRoutes],
        dependencies={"runtime": Provide(lambda: runtime, sync_to_thread=False)},
        middleware=[wire.Compression],
        exception_handlers={
            AppError: wire.app_error,
            HTTPException: wire.http_error,
            DatabaseBusy: wire.busy,
            msgspec.DecodeError: wire.bad_body,
            Exception: wire.any_error,
        },
        lifespan=[lifespan],
        openapi_config=OpenAPIConfig(title="Zhiying Desk server", version=__version__),
        request_max_body_size=LARGEST_REQUEST,
        plugins=[FeedRowSchema()],
        signature_types=[Runtime],
        state=State({"runtime": runtime}),
        logging_config=None,
    )
