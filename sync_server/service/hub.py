"""Waking those who wait: a commit says which scopes and conversations moved, never what changed in them."""

import asyncio
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sync_server.storage.records import Commit


def conversation_topic(conversation_id: str) -> str:
    """Return the topic of one conversation; the other topics are scopes."""
    return f"c:{conversation_id}"


def typing_topic(agent_id: str) -> str:
    """Return the topic of the customers of one agent who begin or stop typing."""
    return f"t:{agent_id}"


class Hub:
    """Connects commits, which happen in threads, with held requests, which are coroutines. Losing a wake-up costs
    nothing: whoever waits looks again when his time is over.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watches: dict[int, tuple[frozenset[str], asyncio.Event, asyncio.AbstractEventLoop]] = {}
        self._next = 0
        self._closed = False

    def committed(self, commit: Commit) -> None:
        """Wake those who wait for what a commit moved."""
        self.wake(commit.scopes | {conversation_topic(each) for each in commit.conversations})

    def wake(self, topics: Collection[str]) -> None:
        """Wake those who wait for one of these topics. May be called from any thread."""
        with self._lock:
            watches = [watch for watch in self._watches.values() if not watch[0].isdisjoint(topics)]
        for _, event, loop in watches:
            loop.call_soon_threadsafe(event.set)

    @contextmanager
    def watch(self, topics: Collection[str]) -> Iterator[asyncio.Event]:
        """Yield an event that is set when one of the topics moves, or when the server stops. Begin the watch before
        looking whether something is already there.
        """
        event = asyncio.Event()
        with self._lock:
            self._next += 1
            key = self._next
            self._watches[key] = (frozenset(topics), event, asyncio.get_running_loop())
            if self._closed:
                event.set()
        try:
            yield event
        finally:
            with self._lock:
                del self._watches[key]

    def close(self) -> None:
        """Let every held request answer now, so that stopping does not wait for them."""
        with self._lock:
            self._closed = True
            watches = list(self._watches.values())
        for _, event, loop in watches:
            loop.call_soon_threadsafe(event.set)

    @property
    def closed(self) -> bool:
        """Whether the server is stopping."""
        return self._closed
