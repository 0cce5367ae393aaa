"""The synchronisation's routes (:mod:`app.domain.protocol`)."""

import time

import msgspec
from litestar import Controller, get, post
from litestar.params import FromQuery, JSONBody

from app.domain.protocol import Compare, Compared, Hello, Moved, Page, Pull, Push, Pushed, Welcome
from sync_server.http.wire import AnyRequest, Running, bearer, caller, visit_of
from sync_server.service import comparison, exchange, pages
from sync_server.service.accounts import caller_of, scopes_of, signed_in
from sync_server.service.hub import typing_topic
from sync_server.storage import feed
from sync_server.storage.records import Reader

LONGEST_WAIT_S = 50.0


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

    @post("/pull", sync_to_thread=True, status_code=200)
    def pull(self, data: JSONBody[Pull], request: AnyRequest, runtime: Running) -> Page:
        """Return the next page of rows."""
        who = caller(request, runtime)
        return pages.answer(runtime.db, who, data)

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
        token, visit = bearer(request), visit_of(request)
        who = await runtime.in_thread(lambda: runtime.caller(token, visit))

        def look(reader: Reader) -> tuple[frozenset[str], int, str]:
            caller_of(reader, token, visit)  # it may have ended meanwhile
            scopes = scopes_of(reader, signed_in(reader, who))
            return scopes, feed.newest(reader, scopes), reader.history.epoch

        deadline = time.monotonic() + max(0.0, min(timeout, LONGEST_WAIT_S))
        scopes, newest, epoch = await runtime.in_thread(lambda: runtime.db.read(look))
        with runtime.hub.watch({typing_topic(who.agent_id)}) as typing:
            while newest <= head and not runtime.hub.closed and not typing.is_set():
                with runtime.hub.watch({*scopes, typing_topic(who.agent_id)}) as moved:
                    scopes, newest, epoch = await runtime.in_thread(lambda: runtime.db.read(look))
                    remaining = deadline - time.monotonic()
                    if newest > head or remaining <= 0:
                        break
                    await runtime.wait(moved, remaining)
            return Moved(head=newest, epoch=epoch, beat=typing.is_set() and not runtime.hub.closed)
