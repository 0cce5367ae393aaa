"""When a person is called: the rules, free of Qt, and the tray that follows them."""

from collections import deque
from typing import Literal

import msgspec

Kind = Literal["message", "assigned", "mention", "sla_soon", "sla_late", "conflict"]
BURST = 3
BURST_MS = 10_000


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something new for me. ``subject`` is the conversation (or ticket) that it belongs to."""

    kind: Kind
    subject: str
    title: str
    text: str = ""
    at: int = 0


class Situation(msgspec.Struct, frozen=True):
    """What the person is doing: the window in front, the conversation that has the focus, taking work or not."""

    window_active: bool
    focused_subject: str = ""
    away: bool = False
    hide_content: bool = False
    muted: frozenset[Kind] = frozenset()


class Call(msgspec.Struct, frozen=True):
    """What to do about an event: keep it in the list, ring, and show a system notification (merged ones counted)."""

    listed: bool = False
    sound: bool = False
    popup: bool = False
    merged: int = 0
    text_hidden: bool = False


class Rules:
    """Decides event by event; remembers what was shown lately and which limits were already told."""

    def __init__(self) -> None:
        self._shown: deque[int] = deque()
        self._told: set[tuple[Kind, str]] = set()

    def decide(self, event: Event, now: Situation) -> Call:
        """Return what an event deserves.

        Never for the conversation that one is looking at; a limit once at a fifth left and once when late; silent
        while away; more than three in ten seconds become one.
        """
        if now.window_active and event.subject and event.subject == now.focused_subject:
            return Call()
        if event.kind in ("sla_soon", "sla_late"):
            if (event.kind, event.subject) in self._told:
                return Call()
            self._told.add((event.kind, event.subject))
        if event.kind in now.muted:
            return Call(listed=True)
        if now.away:
            return Call(listed=True)
        if now.window_active:
            return Call(listed=True, sound=True)
        while self._shown and self._shown[0] <= event.at - BURST_MS:
            self._shown.popleft()
        self._shown.append(event.at)
        merged = len(self._shown) if len(self._shown) > BURST else 0
        return Call(
            listed=True,
            sound=not merged or merged == BURST + 1,
            popup=True,
            merged=merged,
            text_hidden=now.hide_content,
        )

    def forget_limits(self, subject: str) -> None:
        """A conversation was answered: its next limit counts anew."""
        self._told -= {("sla_soon", subject), ("sla_late", subject)}
