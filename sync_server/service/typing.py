"""Who is typing where. Kept in memory only: it is over in seconds, and losing it costs nothing."""

import threading

from app.domain.clock import Clock

AGENT_MS = 8_000
CUSTOMER_MS = 6_000


class Typing:
    """Remembers for each conversation until when an agent or the customer counts as typing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._agents: dict[str, tuple[str, int]] = {}  # agent -> conversation, until
        self._customers: dict[str, int] = {}  # conversation -> until

    def agent(self, agent_id: str, conversation_id: str) -> frozenset[str]:
        """Note where an agent is typing, "" for nowhere; returns the conversations for which that is news."""
        now = self._clock()
        with self._lock:
            before, until = self._agents.pop(agent_id, ("", 0))
            before = before if until > now else ""
            if conversation_id:
                self._agents[agent_id] = (conversation_id, now + AGENT_MS)
        return frozenset({before, conversation_id} - {""}) if before != conversation_id else frozenset()

    def customer(self, conversation_id: str, typing: bool) -> bool:
        """Note whether the customer of a conversation is typing; says whether that is news."""
        with self._lock:
            now = self._clock()
            self._customers = {key: until for key, until in self._customers.items() if until > now}
            before = self._customers.pop(conversation_id, None) is not None
            if typing:
                self._customers[conversation_id] = now + CUSTOMER_MS
        return before is not typing

    def agent_types_in(self, conversation_id: str) -> bool:
        """Say whether an agent is typing in a conversation."""
        now = self._clock()
        with self._lock:
            return any(where == conversation_id and until > now for where, until in self._agents.values())

    def customers_typing(self) -> frozenset[str]:
        """Return the conversations whose customers are typing."""
        now = self._clock()
        with self._lock:
            return frozenset(where for where, until in self._customers.items() if until > now)
