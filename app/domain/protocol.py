"""The records that client and server exchange (sync protocol 1). All bodies are JSON, compressed with zstd.

``POST /sync/v1/hello``, ``/sync/v1/push``, ``/sync/v1/pull``; ``POST /sync/v1/wait`` answers when a scope of this user
moved, with what moved, and hears by it that this desk is there. A pull's rows are the current images of what changed
since the cursors, whole changes only. ``POST /sync/v1/compare`` says now and then whether a device holds what it
should. A server whose welcome does not say ``polls`` knows only ``GET /sync/v1/wait?head=N``, and heartbeats beside it.
"""

from typing import Any, Literal

import msgspec

from app.domain.bounds import Count, Key, Small, Time, Words
from app.domain.change import Operation, Result

PROTOCOL = 1
"""The newest protocol that this program speaks."""
OLDEST_PULLED = 1
"""The oldest one in which a server still answers pulls: this one and the one before."""
OLDEST_PUSHED = 1
"""The oldest one in which a server still takes operations, for a year at least, so that every outbox gets out. A
program that may push but not pull is to be upgraded; till then it sends what is written with it.
"""
PUSH_OPERATIONS = 1000
"""How many operations one push carries at most; a server that does not say how many it takes is an older one, and takes
OLD_PUSH_OPERATIONS."""
OLD_PUSH_OPERATIONS = 200
PAGE_ROWS = 1000


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """``seen`` is the newest change of ``epoch`` that this device knows anything of; None says nothing."""

    client_id: Key
    next_n: Count
    epoch: Key = ""
    proto: tuple[Small, Small] = (OLDEST_PULLED, PROTOCOL)
    schema: Small = 1
    device: Words = ""
    wall: Time = 0
    seen: Count | None = None


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """What a device signs with: the server's name for itself and for the device, and the key (hex) they share."""

    server_id: Key
    device_id: Key
    key: Key


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """``last_n`` is the last number the server has of this stream; ``now`` the server's clock (ms).

    ``seal`` is what this device signs with what it gives away in files (:mod:`app.domain.sealed`). ``goes_on``: the
    history that this device named goes on in that of ``epoch``, which holds all that the device has seen.
    ``lock_minutes``: after how long without input a desk of this office must lock itself at the latest, 0 for no rule.
    ``compares``: the server compares what this device holds with what it should hold (:class:`Compare`).
    ``operations`` is how many one push may carry. ``polls``: it takes polls (:class:`Wait`).
    """

    epoch: str
    head: int
    now: int
    last_n: int
    proto: int
    schema: int
    scopes: tuple[str, ...]
    seal: Seal | None = None
    goes_on: bool = False
    lock_minutes: Small = 0
    compares: bool = False
    operations: Small = OLD_PUSH_OPERATIONS
    polls: bool = False


class Push(msgspec.Struct, frozen=True, kw_only=True):
    client_id: Key
    epoch: Key
    ops: tuple[Operation, ...]
    wall: Time  # the client's clock when the request was made


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """``results`` answers ``ops`` one by one. With another ``problem`` than "" nothing beyond them was applied.

    "gap": numbers up to ``last_n`` are known, the next must be sent; "fork": this stream was continued by somebody
    else, take a new client id; "epoch": the server's history changed, say hello. ``wanted`` are files (sha256) that
    these operations name and that the server has not got from this agent.
    """

    epoch: str
    head: int
    results: tuple[Result, ...] = ()
    problem: Literal["", "gap", "fork", "epoch"] = ""
    last_n: int = 0
    wanted: tuple[Key, ...] = ()


class Pass(msgspec.Struct, frozen=True, array_like=True):
    """Where a scope's first pass stands: everything up to change ``head`` is brought newest first, entity by entity
    in the registry's order; changes after ``head`` follow when it is over. ``entity`` is the index of the entity,
    ``seq`` and ``row`` the last row brought of it, ``left`` the rows still to come by entity, counted once when the
    pass began. Opaque to clients, which return what they got.
    """

    head: Count = 0
    entity: Small = 0
    seq: Count = 0
    row: Key = ""
    left: dict[Key, Count] = {}


class Pull(msgspec.Struct, frozen=True, kw_only=True):
    """``cursors`` maps a scope to the last change applied; a scope that is missing or 0 starts a pass.

    ``view`` is what the last page said of it. With another one than the server has of this user now, every scope starts
    anew; None: this program does not know of views. ``proto`` is the protocol that the welcome named.
    """

    client_id: Key
    epoch: Key
    cursors: dict[Key, Count]
    passes: dict[Key, Pass] = msgspec.field(default_factory=dict)
    limit: Small = PAGE_ROWS
    proto: Small = 1
    view: Words | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``kind`` is "put" with the current image, "out" (it left the scope) or "del" (it is gone for good)."""

    scope: str
    ent: str
    id: str
    seq: int
    kind: Literal["put", "out", "del"] = "put"
    image: msgspec.Raw = msgspec.Raw(b"null")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """``cursors`` and ``passes`` are the client's after this page; a scope in ``passes`` is still in its first pass.

    ``scopes`` are all that the user has now; ``resync`` those that must start anew. ``remaining`` counts the rows
    still to come by entity while a pass is on, for the progress bar. ``schema`` is the server's: an older program does
    not know all fields of these rows, and fetches them again once it is a newer one. ``view`` says what this user is
    not shown of his rows: those that came with another view are other texts of the same revision. ``now`` is the
    server's clock (ms), 0 of a server that does not say.
    """

    epoch: str
    head: int
    scopes: tuple[str, ...]
    cursors: dict[str, int]
    rows: tuple[Row, ...] = ()
    passes: dict[str, Pass] = msgspec.field(default_factory=dict)
    resync: tuple[str, ...] = ()
    more: bool = False
    remaining: dict[str, int] = msgspec.field(default_factory=dict)
    problem: Literal["", "epoch"] = ""
    schema: Small = 0
    view: str | None = None
    now: int = 0


class Compare(msgspec.Struct, frozen=True, kw_only=True):
    """What a device holds of one entity in a piece of the ids: those after ``after`` up to ``upto`` ("": to the end),
    in the order of their bytes, whatever their scopes. ``count`` and ``fingerprint`` (:mod:`app.domain.fingerprint`)
    are of the server's images as they are here. ``cursors`` and ``view`` as in :class:`Pull`, all of them past a pass.
    """

    epoch: Key
    cursors: dict[Key, Count]
    view: Words
    ent: Key
    after: Key = ""
    upto: Key = ""
    count: Count = 0
    fingerprint: Key


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """ "same"; "moved": something in the piece changed after the cursors, or the device has to pull before; "differs":
    ``rows`` are all that the device should hold there, up to the id ``upto``, for a piece may be too much at once.
    """

    epoch: str
    state: Literal["same", "moved", "differs"]
    upto: str = ""
    rows: tuple[Row, ...] = ()


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """Said every 5 s while the desk is open: by each poll, and by a request of its own when something is to be told or
    no poll says it. ``state`` is what the agent wants to be.

    ``cause`` says how far that goes, for an agent may sit at two desks. A "choice" was made by hand and holds for all
    of them; a "start" of the program holds unless another desk is there already; a "beat" says only that this desk is
    there still. The first two are repeated until they are answered.
    """

    state: Key
    cause: Literal["choice", "start", "beat"] = "choice"
    reason: Words = ""
    typing_in: Key = ""  # conversation in which the agent is typing
    viewing: Key = ""


Upstream = Literal["", "up", "down", "refused"]
"""The line of a branch's server to headquarters; "" where the server is nobody's branch."""


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: the state in force with its reason, who is typing where (conversation -> "customer"), and the
    server's clock. ``upstream``: how the line of a branch's own server to headquarters stands, since when (ms there).
    """

    state: str
    now: int
    reason: str = ""
    typing: dict[str, str] = msgspec.field(default_factory=dict)
    queued: int = 0
    upstream: Upstream = ""
    upstream_since: int = 0

    def same(self, other: "Beat | None") -> bool:
        """Say whether another answer tells the same, at whatever time."""
        return other is not None and msgspec.structs.replace(self, now=0) == msgspec.structs.replace(other, now=0)


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """A poll, held for ``seconds`` at most: answered when a scope of the user moved beyond ``head``, if it can be with
    the page that ``pull`` asks for. It says too that this desk is there (``said``); what a heartbeat would be answered
    comes when it is not what the desk ``knows``.
    """

    head: Count
    pull: Pull | None = None
    said: Heartbeat = Heartbeat(state="online", cause="beat")
    knows: Beat | None = None
    seconds: float = 0.0


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a wait: the newest change number of the user's scopes.

    ``beat``: beside that, something moved that only a heartbeat's answer tells (who is typing). ``spread``: within how
    many ms the desks that are woken together pull, each at a moment of its own; None of a server that does not say.
    Polls only: ``page``, what their pull would be answered; ``said``, what a heartbeat would be, if that is news;
    ``now``, the server's clock (ms).
    """

    head: int
    epoch: str
    beat: bool = False
    spread: Small | None = None
    page: Page | None = None
    said: Beat | None = None
    now: int = 0


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every answer with an error status."""

    code: str
    values: dict[str, Any] = msgspec.field(default_factory=dict)


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    login: Words
    password: str
    device: Words = ""


class NewPassword(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody changes his own password."""

    old: str
    new: str


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """``server_id`` names the installation, so that a device notices a foreign server behind a known address."""

    token: str
    agent_id: str
    server_id: str
    server_name: str
    now: int


class Reveal(msgspec.Struct, frozen=True, kw_only=True):
    """An agent who is sent a customer's number masked asks for it, to be shown and not kept. It is written down."""

    customer_id: Key
    field: Key


class Revealed(msgspec.Struct, frozen=True, kw_only=True):
    """The number."""

    value: str


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to an agent who took the next customer: the conversation that is theirs now."""

    conversation_id: str
