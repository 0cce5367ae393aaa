"""Satisfaction surveys: was it solved, and how was it."""

import enum

from app.domain.entity import Entity, EntityType, Merge


class Solved(enum.StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Survey(Entity, frozen=True, kw_only=True):
    """One survey of one conversation. ``stars`` is 1..5, 0 until answered."""

    conversation_id: str
    customer_id: str
    agent_id: str = ""
    group_id: str = ""
    asked_at: int = 0
    answered_at: int | None = None
    solved: Solved | None = None
    stars: int = 0
    tags: tuple[str, ...] = ()
    comment: str = ""
    may_contact: bool = False


SURVEY = EntityType(
    name="survey",
    cls=Survey,
    merge={name: Merge.SERVER for name in Survey.__struct_fields__},
    parent=("conversation_id", "conversation"),
    client_creates=False,
    indexes=(("conversation_id",),),
)
