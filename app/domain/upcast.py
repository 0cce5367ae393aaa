"""Operations that older programs wrote, in the words of this one.

An outbox outlives upgrades: what somebody wrote with an older program may arrive when the server, and perhaps his own
device, is newer by then. Each step brings operations of one schema to the next; they are applied when an operation is
read, on both sides, so that the rules know only the present words. A step stays for as long as outboxes may be old
(:data:`app.domain.protocol.OLDEST_PUSHED`).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from app.domain.change import Operation
from app.domain.registry import SCHEMA

Step = Callable[[Operation], Operation]


def upcast(op: Operation) -> Operation:
    """Return an operation as this program would have written it; one of this schema, or of a newer, as it is."""
    if op.schema >= SCHEMA:
        return op
    for schema in range(op.schema, SCHEMA):
        step = _STEPS.get(schema)
        if step is not None:
            op = step(op)
    return op


def _solved_in_words(op: Operation) -> Operation:
    """Before "solved in part" there was only yes and no."""
    args = op.body.get("args")
    if op.ent != "conversation" or op.kind != "intent" or not isinstance(args, dict):
        return op
    solved = args.get("solved")
    if not isinstance(solved, bool):
        return op
    return msgspec.structs.replace(op, body={**op.body, "args": {**args, "solved": "yes" if solved else "no"}})


_STEPS: Mapping[int, Step] = MappingProxyType({1: _solved_in_words})
"""By the schema from which a step leads to the next."""
