"""Waking those who wait: a commit says which scopes and conversations moved, never what changed in them."""

import asyncio
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from sync_server.storage.records import Commit

AT_ONCE = 50
"""Who is woken goes on at once; of very many these, and the next ones when the event loop has looked around."""


def conversation_topic(conversation_id: str) -> str:
    """Return the topic of one conversation; the other topics are scopes."""
    return f"c:{conversation_id}"


def typing_topic(agent_id: str) -> str:
    """Return the topic of the customers of one agent who begin or stop typing."""
    return f"t:{agent_id}"


class Watch:
    """Somebody who waits. ``woken_by`` are the topics that moved so far, ``company`` how many were woken with him."""

    def __init__(self, topics: frozenset[str]) -> None:
        self.topics = topics
        self.event = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.company = 0
        self.woken_by: set[str] = set()

    async def wait(self, seconds: float) -> bool:
        """Return when one of the topics moved or the time is over; says whether something moved."""
        try:
            async with asyncio.timeout(seconds):
                await self.event.wait()
        except TimeoutError:
            return False
        self.event.clear()
        return True


class Hub:
    """Connects commits, which happen in threads, with held requests, which are coroutines. Losing a wake-up costs
    nothing: whoever waits looks again when his time is over.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watches: dict[str, set[Watch]] = {}
        self._moved: dict[str, int] = {}
        self._closed = False

    def committed(self, commit: Commit) -> None:
        """Wake those who wait for what a commit moved."""
        with self._lock:
            for scope in commit.scopes:
                self._moved[scope] = max(commit.seq, self._moved.get(scope, 0))
        self.wake(commit.scopes | {conversation_topic(each) for each in commit.conversations})

    def wake(self, topics: Collection[str]) -> None:
        """Wake those who wait for one of these topics. May be called from any thread."""
        with self._lock:
            found: dict[Watch, None] = {}
            for topic in topics:
                for watch in self._watches.get(topic, ()):
                    watch.woken_by.add(topic)
                    found[watch] = None
        self._release(list(found))

    def moved(self, scopes: Collection[str]) -> int:
        """Return the newest change in any of these scopes that this process has heard of, 0 for none."""
        with self._lock:
            return max((self._moved.get(scope, 0) for scope in scopes), default=0)

    @contextmanager
    def watch(self, topics: Collection[str]) -> Iterator[Watch]:
        """Yield a watch that is woken when one of the topics moves, or when the server stops. Begin it before looking
        whether something is already there.
        """
        watch = Watch(frozenset(topics))
        with self._lock:
            for topic in watch.topics:
                self._watches.setdefault(topic, set()).add(watch)
            if self._closed:
                watch.event.set()
        try:
            yield watch
        finally:
            with self._lock:
                for topic in watch.topics:
                    rest = self._watches[topic]
                    rest.remove(watch)
                    if not rest:
                        del self._watches[topic]

    def watching(self) -> list[frozenset[str]]:
        """Return what each of those who wait waits for."""
        with self._lock:
            return [watch.topics for watch in set().union(*self._watches.values())]

    def close(self) -> None:
        """Let every held request answer now, so that stopping does not wait for them."""
        with self._lock:
            self._closed = True
            found = list(set().union(*self._watches.values()))
        self._release(found)

    @property
    def closed(self) -> bool:
        """Whether the server is stopping."""
        return self._closed

    @staticmethod
    def _release(watches: Sequence[Watch]) -> None:
        loops: dict[asyncio.AbstractEventLoop, list[Watch]] = {}
        for watch in watches:
            watch.company = max(watch.company, len(watches))
            loops.setdefault(watch.loop, []).append(watch)
        for loop, some in loops.items():
            loop.call_soon_threadsafe(_set, loop, some)


def _set(loop: asyncio.AbstractEventLoop, watches: list[Watch]) -> None:
    for watch in watches[:AT_ONCE]:
        watch.event.set()
    if len(watches) > AT_ONCE:
        loop.call_soon(_set, loop, watches[AT_ONCE:])
