"""The application: builds every long-lived object once and wires it to the routes."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import uvicorn
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from app.domain.clock import Clock, now_ms
from app.domain.errors import AppError
from sync_server import __version__
from sync_server.config import Config
from sync_server.http import wire
from sync_server.http.auth import AuthRoutes
from sync_server.http.branch_list import BranchListRoutes
from sync_server.http.branches import BranchRoutes
from sync_server.http.desk import DeskRoutes, FileRoutes, ReportRoutes
from sync_server.http.devices import DeviceRoutes, OwnDeviceRoutes
from sync_server.http.documentation import FeedRowSchema
from sync_server.http.health import health
from sync_server.http.sync import SyncRoutes
from sync_server.http.webchat import ChatRoutes, embed, page, static
from sync_server.routing import dispatcher
from sync_server.service import contacts, desks, handovers, newer, presence
from sync_server.service.accounts import Passwords
from sync_server.service.file_upkeep import FileUpkeep
from sync_server.service.files import FileStore
from sync_server.service.headquarters import Headquarters
from sync_server.service.hub import Hub
from sync_server.service.load import Load
from sync_server.service.rounds import Rounds
from sync_server.service.runtime import Runtime
from sync_server.service.together import Together
from sync_server.service.told import Told
from sync_server.service.typing import Typing
from sync_server.service.visits import Visits
from sync_server.storage import handovers as offers
from sync_server.storage import purge, visitors
from sync_server.storage.database import Database, DatabaseBusy
from sync_server.storage.follow import Follower, Lookout
from sync_server.storage.records import Commit
from sync_server.upstream.line import Line
from sync_server.upstream.relay import Relay
from sync_server.web.assets import Assets
from sync_server.web.framing import Refused

log = logging.getLogger(__name__)

GRACEFUL_S = 3
BEATS_EVERY_S = 0.1
"""Heartbeats that come within this time are one transaction, which waits for the disk once."""
NOTED_EVERY_S = 5.0
"""How far apart the polls of one desk are written down as its heartbeats."""
KEPT_OPEN_S = 75
"""How long a connection may rest. Desks ask every 5 s: closed after just that, it was often gone when they did."""
CUT_EARLIER_S = 0.5
BACKLOG = 512
PURGE_EVERY_MS = 86_400_000


def build(config: Config, *, clock: Clock = now_ms) -> Runtime:
    """Open the database, migrating it if need be, and build what the requests use. Close it with :func:`shut`."""
    db, hub, typing = Database(config.url, clock=clock), Hub(), Typing(clock)
    runtime = Runtime(
        config=config,
        db=db,
        hub=hub,
        passwords=Passwords(),
        typing=typing,
        visits=Visits(clock, config.visits_allowed, config.visits_window_ms),
        reveals=Visits(clock, config.reveals_allowed, config.reveals_window_ms),
        told=Told(),
        files=FileStore(config.files_at),
        load=Load(config.most_requests),
        assets=Assets(),
        framing=Refused(),
        headquarters=Headquarters(clock),
        clock=clock,
        looks=Together("looks", lambda asked: desks.answer(db, config, asked)),
        beats=Together("beats", lambda beating: desks.beat(db, config, typing, hub, beating), BEATS_EVERY_S),
        lately=desks.Lately(NOTED_EVERY_S),
    )
    db.listeners.append(runtime.hub.committed)
    return runtime


def shut(runtime: Runtime) -> None:
    """Let go of what :func:`build` opened."""
    runtime.hub.close()
    runtime.looks.close()
    runtime.beats.close()
    runtime.files.place.close()
    runtime.db.close()


def rounds_of(runtime: Runtime) -> Rounds:
    """Return what the server does by itself: presence, visitors who left, and giving out what waits."""
    config, db = runtime.config, runtime.db
    attention = presence.Attention(runtime.clock())
    purged = 0
    fields_due = True

    def sweep_desks() -> None:
        up_since = attention.look(runtime.clock())
        if db.read(lambda reader: presence.needs_sweep(reader, config, up_since)):
            db.write(lambda tx: presence.sweep(tx, config, up_since))

    def take_in_fields() -> None:
        nonlocal fields_due
        if fields_due:
            newer.take_in(db)
            fields_due = False

    def forget_old() -> None:
        nonlocal purged
        now = runtime.clock()  # before the look: what falls due during it waits no day for the next one
        if now - purged < PURGE_EVERY_MS:
            return
        found = db.read(purge.old)
        if found.any:
            db.write(lambda tx: purge.purge(tx, found))
        if not found.more:  # else the next round goes on
            purged = now

    def sweep_visitors() -> None:
        now = runtime.clock()
        if now - attention.look(now) < config.abandon_after_ms:
            return
        before = now - config.abandon_after_ms
        if db.read(lambda reader: visitors.gone(reader, before)):
            db.write(lambda tx: contacts.gone(tx, visitors.gone(tx, before)))  # some may have come back meanwhile

    def sweep_offers() -> None:
        before = runtime.clock() - handovers.PATIENCE_MS
        if db.read(lambda reader: offers.older(reader, before)):
            db.write(handovers.sweep)

    swept = (take_in_fields, sweep_desks, sweep_visitors, sweep_offers, forget_old)
    return Rounds(swept, lambda: dispatcher.dispatch(db, config))


def lookout_of(runtime: Runtime, rounds: Rounds) -> Lookout:
    """Return who hears of other processes: servers on the same PostgreSQL, ``load-office`` beside one on SQLite."""

    def heard(commit: Commit) -> None:
        runtime.hub.committed(commit)
        rounds.committed(commit)

    lookout = Lookout(runtime.db, heard) if runtime.db.is_sqlite else Follower(runtime.db, heard)
    runtime.db.listeners.append(lookout.committed)
    return lookout


def relay_of(runtime: Runtime) -> Relay:
    """Return who keeps a branch's server in step with headquarters."""
    line = Line(runtime.config.upstream, runtime.config.upstream_token)
    return Relay(runtime.db, line, runtime.files, runtime.clock, runtime.headquarters)


def create_app(config: Config, *, clock: Clock = now_ms) -> Litestar:
    """Return the server as an ASGI application; it opens the database now and closes it at shutdown."""
    runtime = build(config, clock=clock)
    rounds = rounds_of(runtime)
    upkeep = Rounds((FileUpkeep(runtime),))  # apart: conversations are given out also while a store hangs
    runtime.db.listeners.append(rounds.committed)
    lookout = lookout_of(runtime, rounds)
    relay = relay_of(runtime) if config.upstream else None
    if relay is not None:
        runtime.db.listeners.append(relay.committed)
    follower = lookout if isinstance(lookout, Follower) else None
    if follower is None:
        rounds.add(lookout.look)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        kind = "SQLite" if runtime.db.is_sqlite else "PostgreSQL"
        log.info("The server %s is ready (database: %s).", config.name, kind)
        rounds.start()
        upkeep.start()
        if follower is not None:
            follower.start()
        if relay is not None:
            relay.start()
        yield
        if relay is not None:
            relay.stop()
        if follower is not None:
            follower.stop()
        upkeep.stop()
        rounds.stop()
        shut(runtime)

    return Litestar(
        route_handlers=[
            health,
            page,
            static,
            embed,
            AuthRoutes,
            OwnDeviceRoutes,
            DeviceRoutes,
            SyncRoutes,
            DeskRoutes,
            FileRoutes,
            ReportRoutes,
            ChatRoutes,
            BranchRoutes,
            BranchListRoutes,
        ],
        dependencies={"runtime": Provide(lambda: runtime, sync_to_thread=False)},
        middleware=[wire.Crowd, wire.Bodies, wire.Compression],
        exception_handlers={
            AppError: wire.app_error,
            HTTPException: wire.http_error,
            DatabaseBusy: wire.busy,
            wire.ClientLeft: wire.client_left,
            msgspec.DecodeError: wire.bad_body,
            UnicodeDecodeError: wire.bad_body,
            RecursionError: wire.too_deep,
            Exception: wire.any_error,
        },
        lifespan=[lifespan],
        openapi_config=OpenAPIConfig(
            # the interactive pages would load their scripts from other people's servers
            title="Zhiying Desk server",
            version=__version__,
            render_plugins=[JsonRenderPlugin()],
        ),
        request_max_body_size=wire.LARGEST_BODY,
        plugins=[FeedRowSchema()],
        signature_types=[Runtime],
        state=State({"runtime": runtime, "rounds": rounds}),
        logging_config=None,
    )


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens for requests. Raises OSError when the address cannot be had.

    An answer goes out as its head and its body. What Nagle's algorithm makes of that: the body waits until the client
    has acknowledged the head, which it puts off for 40 ms, with every request. asyncio turns that off for sockets that
    name their protocol only, and accepted ones take it from here.
    """
    listener = socket.create_server((host, port), backlog=BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class WebServer(uvicorn.Server):
    """Serves one application. Stopping lets held polls answer first: uvicorn would wait for them and then cut them.

    What still runs shortly before uvicorn would cancel it, a long download as a rule, loses its connection, as if the
    caller had left: an ordinary end, and no traceback in the log. Downloads go on where they stopped.
    """

    def __init__(self, app: Litestar) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                lifespan="on",
                server_header=False,
                timeout_keep_alive=KEPT_OPEN_S,
                timeout_graceful_shutdown=GRACEFUL_S,
            )
        )
        self._hub: Hub = app.state.runtime.hub

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, answer what is held, close."""
        self._hub.close()
        cut = asyncio.get_running_loop().call_later(GRACEFUL_S - CUT_EARLIER_S, self._cut_off)
        try:
            await super().shutdown(sockets)
        finally:
            cut.cancel()

    def _cut_off(self) -> None:
        left = list(self.server_state.connections)
        if left:
            log.warning("The server stops: cut off %d requests that had not ended.", len(left))
        for connection in left:
            connection.transport.abort()
