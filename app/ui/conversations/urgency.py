"""What is due next in a conversation, and when: the clocks of the list and of the header.

Limits are in seconds. A chat customer who waits for a first word gets one in two minutes, a reply in five; mail and
messages left have hours. A queue is late after three minutes.
"""

from typing import Literal

import msgspec

from app.domain.conversations import Status
from app.domain.customers import Channel
from app.storage.conversations import ConversationRow
from app.ui.kit.formats import duration
from app.ui.kit.i18n import tr
from app.ui.kit.painters import Wait, wait_state

FIRST, REPLY, QUEUE = 120, 300, 180
MAIL_FIRST, MAIL_REPLY, MAIL_QUEUE = 4 * 3600, 8 * 3600, 4 * 3600
SOON = 0.2
"""The share of a limit from which on it is called soon."""
_OVER = frozenset({Status.WRAP_UP, Status.CLOSED, Status.ABANDONED, Status.SPAM})
"""In these nothing is owed, whoever had the last word."""

Kind = Literal["reply", "queue"]


class Due(msgspec.Struct, frozen=True):
    """Something that is owed. ``deadline`` in ms, ``total`` the whole limit in seconds."""

    kind: Kind
    since: int
    deadline: int
    total: int

    def left(self, now: int) -> float:
        """Return the seconds that are left at ``now`` (ms); negative once late."""
        return (self.deadline - now) / 1000

    def soon(self, now: int) -> bool:
        """Say whether it is late or nearly so."""
        return self.left(now) <= self.total * SOON


def _limit(channel: Channel, first: bool, queue: bool) -> int:
    mail = channel is Channel.EMAIL
    if queue:
        return MAIL_QUEUE if mail else QUEUE
    if first:
        return MAIL_FIRST if mail else FIRST
    return MAIL_REPLY if mail else REPLY


def due(
    status: Status, channel: Channel, *, waiting_since: int | None, queued_at: int | None, answered: bool
) -> Due | None:
    """Return what is due next; None when the next word is the customer's, or nobody's."""
    if status in (Status.QUEUED, Status.MESSAGE_LEFT):
        since = queued_at or waiting_since
        kind: Kind = "queue"
    else:
        since, kind = None if status in _OVER else waiting_since, "reply"
    if since is None:
        return None
    slow = Channel.EMAIL if status is Status.MESSAGE_LEFT else channel
    total = _limit(slow, not answered, kind == "queue")
    return Due(kind, since, since + total * 1000, total)


def due_of(row: ConversationRow) -> Due | None:
    """Return what is due next in a row of the list."""
    return due(
        row.status,
        row.channel,
        waiting_since=row.waiting_since,
        queued_at=row.queued_at,
        answered=row.answered,
    )


def clock_of(what: Due, now: int, *, long: bool = False) -> Wait:
    """Return the chip: what is left for a reply, how long a queue has waited. ``long`` says of what."""
    left = what.left(now)
    if what.kind == "reply":
        return wait_state(left, what.total, tr("下次回复") if long and left >= 0 else "")
    text = tr("等 {time}").format(time=duration((now - what.since) / 1000))
    if left < 0:
        return Wait(text, "dangerSolid", "flag")
    return Wait(text, "warning", "hourglass") if what.soon(now) else Wait(text, "neutral", "clock")
