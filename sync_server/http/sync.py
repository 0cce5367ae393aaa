"""The synchronisation's routes (:mod:`app.domain.protocol`)."""

import time

import msgspec
from litestar import Controller, get, post
from litestar.params import FromQuery, JSONBody

from app.domain.protocol import Compare, Compared, Hello, Moved, Page, Pull, Push, Pushed, Welcome
from sync_server.http.wire import AnyRequest, Running, bearer, caller, visit_of
from sync_server.service import comparison, exchange, pages
from sync_server.service.desks import Asked, Standing
from sync_server.service.hub import typing_topic

LONGEST_WAIT_S = 50.0
PULL_MS = 2
"""What a pull costs, on the safe side: so far apart is when those come who are woken together."""


class SyncRoutes(Controller):
    """``/sync/v1``."""

    path = "/sync/v1"
    tags = ("sync",)

    @post("/hello", sync_to_thread=True, status_code=200)
    def hello(self, data: JSONBody[Hello], request: AnyRequest, runtime: Running) -> Welcome:
        """Greet a stream of operations. ``last_n`` is -1 when the stream belongs to somebody else."""
        who = caller(request, runtime)
        welcome = runtime.db.write(lambda tx: exchange.hello(tx, who, data))
        return msgspec.structs.replace(welcome, lock_minutes=runtime.config.lock_minutes)

    @post("/push", sync_to_thread=True, status_code=200)
    def push(self, data: JSONBody[Push], request: AnyRequest, runtime: Running) -> Pushed:
        """Apply operations; each has its one final result."""
        who = caller(request, runtime)
        return runtime.db.write(lambda tx: exchange.push(tx, who, data), in_turn=True).answer

    @post("/pull", status_code=200)
    async def pull(self, data: JSONBody[Pull], request: AnyRequest, runtime: Running) -> Page:
        """Return the next page of rows."""
        found = await runtime.looks.ask(Asked(bearer(request), data, visit_of(request)))
        if isinstance(found, Page):
            return found
        return await runtime.in_thread(lambda: pages.answer(runtime.db, found.caller, data))

    @post("/compare", sync_to_thread=True, status_code=200)
    def compare(self, data: JSONBody[Compare], request: AnyRequest, runtime: Running) -> Compared:
        """Say whether a device holds what it should in a piece of its rows, and bring it these rows if not."""
        who = caller(request, runtime)
        return runtime.db.read(lambda reader: comparison.compare(reader, who, data))

    @get("/wait")
    async def wait(
        self,
        request: AnyRequest,
        runtime: Running,
        head: FromQuery[int] = 0,
        timeout: FromQuery[float] = LONGEST_WAIT_S,
    ) -> Moved:
        """Answer when a scope of this user moved beyond ``head``, a customer of his types, or after ``timeout`` s."""
        deadline = time.monotonic() + max(0.0, min(timeout, LONGEST_WAIT_S))
        asked, hub = Asked(bearer(request), None, visit_of(request)), runtime.hub
        found = await runtime.looks.ask(asked)
        assert isinstance(found, Standing)
        newest, typing = found.newest, typing_topic(found.caller.agent_id)
        with hub.watch({*found.scopes, typing}) as watch:
            while True:
                newest = max(newest, hub.moved(found.scopes))  # also what came between the look and the watch
                remaining = deadline - time.monotonic()
                if newest > head or remaining <= 0 or hub.closed or typing in watch.woken_by:
                    break
                if await watch.wait(remaining) and hub.moved(found.scopes) <= head:
                    await runtime.looks.ask(asked)  # woken by what is known here already: the sign-in may have ended
            beat = typing in watch.woken_by and not hub.closed
            together = max(watch.company, runtime.looks.under_way)
            return Moved(head=newest, epoch=found.epoch, beat=beat, spread=PULL_MS * together)
