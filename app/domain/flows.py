"""Guided flows: decision steps by which every agent, and the customer himself, comes to the same answer.

An editor writes ``steps``; publishing freezes them into ``chart``, which is what is walked, so that nobody is led by
half a sentence. A :class:`FlowWalk` is one way through a flow in one conversation: its choices are a log to which agent
and customer add from wherever they are, and where it stands follows from them (:func:`app.domain.flow_chart.path`).
"""

import enum
from collections.abc import Mapping
from typing import Any

import msgspec

from app.domain import access
from app.domain.conversations import Card, Option
from app.domain.entity import Actor, Entity, EntityType, Merge
from app.domain.errors import Refused
from app.domain.flow_chart import Chart, Choice, Note, Outcome, Step, path, troubles


class FlowStatus(enum.StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Flow(Entity, frozen=True, kw_only=True):
    """A flow as it is written, and ``chart`` as it was last published; ``version`` counts publications."""

    title: str
    category_id: str = ""
    questions: tuple[str, ...] = ()
    language: str = "zh-CN"
    start: str = ""
    steps: tuple[Step, ...] = ()
    status: FlowStatus = FlowStatus.DRAFT
    chart: Chart | None = None
    version: int = 0
    published_at: int | None = None

    @property
    def changed(self) -> bool:
        """Whether what is written differs from what was published."""
        return self.chart != Chart(self.title, self.start, self.steps)


class FlowWalk(Entity, frozen=True, kw_only=True):
    """One walk through a flow. ``done`` names the actions that were carried out; ``outcome`` is set when it is over."""

    conversation_id: str
    flow_id: str
    version: int
    title: str
    start: str
    agent_id: str
    started_at: int
    choices: tuple[Choice, ...] = ()
    notes: tuple[Note, ...] = ()
    done: tuple[str, ...] = ()
    outcome: Outcome | None = None
    ended_at: int | None = None

    @property
    def at_step(self) -> str:
        """The id of the step where it stands."""
        return path(self.start, self.choices)[-1][0]


def startable(flow: Flow) -> bool:
    """Say whether a customer may be led by the flow."""
    return flow.status is FlowStatus.PUBLISHED and flow.chart is not None and flow.deleted_at is None


def step_card(walk: FlowWalk, step: Step) -> Card:
    """Return the card by which a customer sees a step; an option without text just goes on."""
    return Card(
        article_id="",
        version=walk.version,
        number=0,
        title=step.name,
        summary=step.text,
        image=step.images[0] if step.images else None,
        attachments=step.images[1:],
        walk_id=walk.id,
        step_id=step.id,
        options=tuple(Option(answer.id, answer.text) for answer in step.answers),
    )


def _may(who: Actor) -> None:
    if not access.allowed(who.role, "knowledge.publish"):
        raise Refused("knowledge_permission")


def publish(row: Flow, args: Mapping[str, Any], who: Actor, at: int) -> Flow:
    """Freeze what is written as what is walked. Raises Refused with the code of what is wrong with it."""
    _may(who)
    for trouble in troubles(row.title, row.start, row.steps):
        raise Refused(trouble.code, {"step": trouble.step, "answer": trouble.answer})
    if row.status is FlowStatus.PUBLISHED and not row.changed:
        return row
    return msgspec.structs.replace(
        row,
        status=FlowStatus.PUBLISHED,
        chart=Chart(row.title, row.start, row.steps),
        version=row.version + 1,
        published_at=at,
    )


def archive(row: Flow, args: Mapping[str, Any], who: Actor, at: int) -> Flow:
    """Take the flow out of use; walks that were begun go on."""
    _may(who)
    return row if row.status is FlowStatus.ARCHIVED else msgspec.structs.replace(row, status=FlowStatus.ARCHIVED)


FLOW = EntityType(
    name="flow",
    tells_deleter=True,
    cls=Flow,
    merge={
        "title": Merge.IMPORTANT,
        "questions": Merge.SET,
        "steps": Merge.PARTS,
        **{name: Merge.INTENT for name in ("status", "chart", "version", "published_at")},
    },
    intents={"publish": publish, "archive": archive},
    indexes=(("category_id",),),
)
FLOW_WALK = EntityType(
    name="flow_walk",
    cls=FlowWalk,
    merge={
        **{
            name: Merge.FIXED
            for name in ("conversation_id", "flow_id", "version", "title", "start", "agent_id", "started_at")
        },
        **{name: Merge.SET for name in ("choices", "notes", "done")},
    },
    parent=("conversation_id", "conversation"),
    indexes=(("conversation_id",), ("flow_id",)),
)
