"""Operations of older programs in the words of this one."""

import msgspec
import pytest

from app.domain.change import Operation, fold
from app.domain.conversations import CONVERSATION, Conversation, Status
from app.domain.entity import Actor
from app.domain.registry import SCHEMA
from app.domain.surveys import Solved
from app.domain.upcast import upcast

CLOSE = Operation(id="o", txn="t", ent="conversation", row="v", kind="intent", wall=5, schema=1)


def closing(solved: object, schema: int = 1) -> Operation:
    return msgspec.structs.replace(CLOSE, schema=schema, body={"action": "close", "args": {"solved": solved}})


@pytest.mark.parametrize(
    ("said", "means"), [(True, Solved.YES), (False, Solved.NO), (None, None), ("partly", Solved.PARTLY)]
)
def test_yes_and_no_became_words(said: object, means: Solved | None) -> None:
    row = Conversation(id="v", scope="g:g", customer_id="c", status=Status.ACTIVE, assignee_id="anna")
    after = fold(CONVERSATION, row, upcast(closing(said)), Actor("anna", "agent"))
    assert isinstance(after, Conversation)
    assert (after.status, after.solved) == (Status.CLOSED, means)


@pytest.mark.parametrize("schema", [SCHEMA, SCHEMA + 1])
def test_what_is_not_older_is_left_alone(schema: int) -> None:
    op = closing(True, schema)
    assert upcast(op) is op


@pytest.mark.parametrize("body", [{}, {"args": 7}, {"action": "close"}])
def test_what_has_a_wrong_shape_passes(body: dict[str, object]) -> None:
    op = msgspec.structs.replace(CLOSE, body=body)
    assert upcast(op).body == body
