"""Guided flows at the server: two people's steps, who may publish, and walks that live where their talk lives."""

from typing import Any

import msgspec

from app.domain.change import Result
from app.domain.conversations import Conversation
from app.domain.flow_chart import Choice
from app.domain.flows import Flow, FlowStatus, FlowWalk
from app.domain.journal import Conflict, Event
from app.domain.people import Role
from tests.helpers.flows import EARBUD_FLOW, STEPS, earbud_flow
from tests.server.device import Device, Office


def editors(office: Office) -> tuple[Device, Device]:
    """Two people who may edit."""
    return office.agent("anna", role=Role.KNOWLEDGE_ADMIN), office.agent("bob", role=Role.KNOWLEDGE_ADMIN)


def steps_with(step_id: str, **changed: Any) -> list[dict[str, Any]]:
    steps = [msgspec.structs.replace(step, **changed) if step.id == step_id else step for step in STEPS]
    found: list[dict[str, Any]] = msgspec.to_builtins(steps)
    return found


def write(device: Device, steps: list[dict[str, Any]], base_rev: int) -> Result:
    op = device.op("flow", EARBUD_FLOW, "patch", {"steps": steps}, base_rev=base_rev)
    return device.push(msgspec.structs.replace(op, was={"steps": msgspec.to_builtins(STEPS)})).results[0]


def test_two_people_who_edit_different_steps_without_a_line_both_survive(office: Office) -> None:
    anna, bob = editors(office)
    rev = office.put(earbud_flow(rev=0)).rev
    assert write(anna, steps_with("light", text="anna?"), rev).status == "ok"
    assert write(bob, steps_with("repair", text="bob."), rev).status == "ok"
    texts = {step.id: step.text for step in office.get(Flow, EARBUD_FLOW).steps}
    assert (texts["light"], texts["repair"]) == ("anna?", "bob.")
    assert office.find(Conflict) == []


def test_of_two_texts_of_one_step_the_second_is_asked_about_and_keeps_the_rest(office: Office) -> None:
    anna, bob = editors(office)
    rev = office.put(earbud_flow(rev=0)).rev
    write(anna, steps_with("light", text="anna?", title="Anna"), rev)
    assert write(bob, steps_with("light", text="bob?", note="Bob"), rev).status == "merged"
    step = office.get(Flow, EARBUD_FLOW).steps[0]
    assert (step.text, step.title, step.note) == ("anna?", "Anna", "Bob")
    (conflict,) = office.find(Conflict)
    assert (conflict.field, conflict.author_id, conflict.open) == ("steps", "bob", True)
    lost = msgspec.json.decode(conflict.lost)
    assert (lost[0]["text"], lost[0]["title"]) == ("bob?", "Anna")


def test_a_flow_is_published_by_who_may_and_never_by_writing_it_into_a_new_row(office: Office) -> None:
    anna, _ = editors(office)
    expert = office.agent("eva", role=Role.EXPERT)
    agent = office.agent("ali")
    written = msgspec.to_builtins(earbud_flow())
    body = {name: written[name] for name in ("title", "start", "steps", "chart", "status", "version")}
    assert agent.do("flow", "mine", "create", body).code == "forbidden"
    assert expert.do("flow", EARBUD_FLOW, "create", body).status == "ok"
    flow = office.get(Flow, EARBUD_FLOW)
    assert (flow.status, flow.chart, flow.version) == (FlowStatus.DRAFT, None, 0)
    assert expert.do("flow", EARBUD_FLOW, "intent", {"action": "publish"}).status == "rejected"
    assert anna.do("flow", EARBUD_FLOW, "intent", {"action": "publish"}).status == "ok"
    assert office.get(Flow, EARBUD_FLOW).version == 1
    assert [event.action for event in office.find(Event, subject_id=EARBUD_FLOW)] == ["created", "publish"]


def test_what_leads_nowhere_is_not_published(office: Office) -> None:
    anna, _ = editors(office)
    office.put(earbud_flow(rev=0, steps=STEPS[:1]))
    refused = anna.do("flow", EARBUD_FLOW, "intent", {"action": "publish"})
    assert (refused.code, refused.values) == ("flow_answer_nowhere", {"step": "左耳灯亮吗", "answer": 1})


def test_a_walk_lives_with_its_conversation_and_keeps_the_choices_of_two_desks(office: Office) -> None:
    anna, bob = office.agent("anna"), office.agent("bob", role=Role.SUPERVISOR)
    office.queued("c1")
    body = {
        "conversation_id": "c1", "flow_id": EARBUD_FLOW, "version": 3, "title": "t", "start": "light",
        "agent_id": "anna", "started_at": 5,
    }  # fmt: skip
    assert bob.do("flow_walk", "w1", "create", body).code == "not_yours"
    assert anna.do("flow_walk", "w1", "create", body).status == "ok"
    rev = office.get(FlowWalk, "w1").rev
    for device, choice in ((anna, Choice("x", 6, "light", "1", "clean")), (bob, Choice("y", 7, "clean", "2", "blink"))):
        op = device.op("flow_walk", "w1", "patch", {"choices": msgspec.to_builtins((choice,))}, base_rev=rev)
        assert device.push(msgspec.structs.replace(op, was={"choices": []})).results[0].status == "ok"
    walk = office.get(FlowWalk, "w1")
    assert (walk.scope, walk.at_step) == ("g:presale", "blink")
    office.put(msgspec.structs.replace(office.get(Conversation, "c1"), scope="g:after", group_id="after"))
    assert office.get(FlowWalk, "w1").scope == "g:after"
