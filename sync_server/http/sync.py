"""The synchronisation's routes (:mod:`app.domain.protocol`)."""

import time

import msgspec
from litestar import Controller, get, post
from litestar.params import FromQuery, JSONBody

from app.domain.protocol import (
    OLDEST_PULLED,
    Beat,
    Compare,
    Compared,
    Hello,
    Moved,
    Page,
    Pull,
    Push,
    Pushed,
    Wait,
    Welcome,
)
from sync_server.http.wire import AnyRequest, Running, bearer, caller, visit_of
from sync_server.service import comparison, exchange, pages
from sync_server.service.accounts import hash_token
from sync_server.service.desks import Asked, Beating, Standing
from sync_server.service.hub import typing_topic
from sync_server.service.runtime import Runtime

LONGEST_WAIT_S = 50.0
PULL_MS = 2
"""What a pull costs, on the safe side: so far apart is when those come who are woken together."""
MOST_SERVED = 100
"""As many as are woken together are sent what moved at once; of more each asks at a moment of its own."""


class SyncRoutes(Controller):
    """``/sync/v1``."""

    path = "/sync/v1"
    tags = ("sync",)

    @post("/hello", sync_to_thread=True, status_code=200)
    def hello(self, data: JSONBody[Hello], request: AnyRequest, runtime: Running) -> Welcome:
        """Greet a stream of operations. ``last_n`` is -1 when the stream belongs to somebody else."""
        who = caller(request, runtime)
        welcome = runtime.db.write(lambda tx: exchange.hello(tx, who, data))
        return msgspec.structs.replace(welcome, lock_minutes=runtime.config.lock_minutes, polls=True)

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
        asked = Asked(bearer(request), None, visit_of(request))
        found = await runtime.looks.ask(asked)
        assert isinstance(found, Standing)
        return await _held(runtime, asked, found, head, timeout)

    @post("/wait", status_code=200)
    async def poll(self, data: JSONBody[Wait], request: AnyRequest, runtime: Running) -> Moved:
        """Hear that a desk is there, and answer as :meth:`wait`, with the page that it would pull."""
        token, visit = bearer(request), visit_of(request)
        asked, desk, seconds = Asked(token, None, visit), hash_token(token), data.seconds
        beat: Beat | None = None
        left = runtime.lately.left(desk, data.said) if data.knows is not None else 0.0
        if left:  # as when it is woken by one message after another
            standing: object = await runtime.looks.ask(asked)
            seconds = min(seconds, left)
        else:
            standing = await runtime.beats.ask(Beating(token, data.said, visit, waits=True))
            runtime.lately.note(desk, data.said)
        assert isinstance(standing, Standing)
        if standing.beat is not None:
            said = runtime.headquarters.tell(standing.beat)
            beat = None if said.same(data.knows) else said
        pull = data.pull if data.pull is not None and data.pull.proto >= OLDEST_PULLED else None
        moved = await _held(runtime, asked, standing, data.head, 0.0 if beat else seconds, pull)
        return msgspec.structs.replace(moved, said=beat, now=runtime.clock())


async def _held(
    runtime: Runtime, asked: Asked, found: Standing, head: int, seconds: float, pull: Pull | None = None
) -> Moved:
    """Return when something moved beyond ``head``, a customer types or the time is over; with a page if asked for."""
    deadline = time.monotonic() + max(0.0, min(seconds, LONGEST_WAIT_S))
    hub, newest, typing = runtime.hub, found.newest, typing_topic(found.caller.agent_id)
    with hub.watch({*found.scopes, typing}) as watch:
        while True:
            newest = max(newest, hub.moved(found.scopes))  # also what came between the look and the watch
            remaining = deadline - time.monotonic()
            if newest > head or remaining <= 0 or hub.closed or typing in watch.woken_by:
                break
            if await watch.wait(remaining) and hub.moved(found.scopes) <= head:
                await runtime.looks.ask(asked)  # woken by what is known here already: the sign-in may have ended
        beat = typing in watch.woken_by and not hub.closed
    page, together = None, max(watch.company, runtime.looks.under_way)
    # however much is to be answered just now: a pull of its own would only be more
    if pull is not None and newest > head and watch.company <= MOST_SERVED and not hub.closed:
        answer = await runtime.looks.ask(Asked(asked.token, pull, asked.visit))
        page = answer if isinstance(answer, Page) else None  # one who lacks much is answered by himself
    return Moved(head=newest, epoch=found.epoch, beat=beat, spread=PULL_MS * together, page=page)
