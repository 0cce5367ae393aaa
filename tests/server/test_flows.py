"""Guided flows at the server: two people's steps, who may publish, and walks that live where their talk lives."""

from typing import Any

import msgspec
import requests

from app.domain.change import Result
from app.domain.conversations import Author, Conversation, Message, MessageKind
from app.domain.flow_chart import Choice, Outcome
from app.domain.flows import Flow, FlowStatus, FlowWalk, step_card
from app.domain.ids import new_id
from app.domain.journal import Conflict, Event
from app.domain.people import Role
from sync_server.storage import transcript
from sync_server.storage.records import Tx
from tests.helpers.flows import EARBUD_FLOW, STEPS, earbud_flow
from tests.helpers.server import RunningServer
from tests.server.device import Device, Office
from tests.server.test_webchat import Visitor


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


def test_who_may_not_take_a_flow_out_of_use_does_not_delete_it_either(office: Office) -> None:
    anna, _ = editors(office)
    expert = office.agent("eva", role=Role.EXPERT)
    office.put(earbud_flow(rev=0))
    refused = expert.do("flow", EARBUD_FLOW, "delete", base_rev=99)
    assert (refused.code, refused.values) == ("forbidden", {"permission": "knowledge.publish"})
    assert expert.do("flow", EARBUD_FLOW, "patch", {"title": "Draft"}, base_rev=99).status == "ok", "what is written"
    assert anna.do("flow", EARBUD_FLOW, "delete", base_rev=99).status == "ok"
    assert expert.do("flow", EARBUD_FLOW, "restore", base_rev=99).code == "forbidden", "it would be walked again"
    assert expert.do("flow", "mine", "create", {"title": "Mine"}).status == "ok"
    assert expert.do("flow", "mine", "delete", base_rev=99).status == "ok", "nobody walks it yet"


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


# -- the customer walks it himself -----------------------------------------------------------------------------------


def led(server: RunningServer, visitor: Visitor) -> str:
    """Have the visitor be sent the first step of a walk; returns the card's message."""
    visitor.say("没声音")
    conversation = visitor.conversation
    walk = FlowWalk(
        id="w1", scope=conversation.scope, conversation_id=conversation.id, flow_id=EARBUD_FLOW, version=3,
        title="耳机换货引导流程", start="light", agent_id="agent-anna", started_at=5,
    )  # fmt: skip

    def send(tx: Tx) -> str:
        tx.put(earbud_flow(rev=0))
        tx.put(walk)
        message = Message(
            id="card-1", scope=conversation.scope, conversation_id=conversation.id, author=Author.AGENT,
            kind=MessageKind.CARD, card=step_card(walk, STEPS[0]),
        )  # fmt: skip
        current = tx.get(Conversation, conversation.id)
        assert current is not None
        return transcript.append(tx, current, message)[1].id

    return server.runtime.db.write(send)


def tap(visitor: Visitor, card: str, option: str, *, message_id: str = "", text: str = "") -> requests.Response:
    body = {"id": message_id or new_id(), "message_id": card, "option_id": option, "text": text}
    return visitor.call("POST", "choose", json=body)


def cards(visitor: Visitor) -> list[tuple[str, str]]:
    """Return (message, step) of the cards that the page has, oldest first."""
    visitor.poll()
    shown = sorted(visitor.seen.values(), key=lambda message: int(message["seq"]))
    return [(message["id"], message["card"]["step_id"]) for message in shown if message.get("card")]


def test_a_tap_is_the_customers_word_a_choice_of_the_walk_and_brings_the_next_step(server: RunningServer) -> None:
    visitor = Visitor(server)
    card = led(server, visitor)
    once = new_id()
    for _ in range(2):  # the page repeats what it heard no answer to
        assert tap(visitor, card, "light-clean", message_id=once).status_code == 200
    assert [step for _, step in cards(visitor)] == ["light", "clean"]
    (following, _) = cards(visitor)[-1]
    assert tap(visitor, following, "clean-blink", text="下一步").status_code == 200
    assert [step for _, step in cards(visitor)] == ["light", "clean", "blink"]
    said = [each["text"] for each in visitor.seen.values() if each["author"] == "customer"]
    assert said == ["没声音", "不亮", "下一步"]
    walk = server.runtime.db.read(lambda reader: reader.get(FlowWalk, "w1"))
    assert walk is not None
    assert [(choice.asked, choice.said, choice.by) for choice in walk.choices] == [
        ("左耳灯亮吗", "不亮", ""),
        ("清洁触点后复位", "", ""),
    ]


def test_an_answer_of_an_earlier_card_turns_back_to_it(server: RunningServer) -> None:
    visitor = Visitor(server)
    card = led(server, visitor)
    tap(visitor, card, "light-clean")
    assert tap(visitor, card, "light-volume").status_code == 200
    walk = server.runtime.db.read(lambda reader: reader.get(FlowWalk, "w1"))
    assert walk is not None
    assert walk.at_step == "volume"


def test_what_is_over_or_somebody_elses_cannot_be_tapped(server: RunningServer) -> None:
    visitor, other = Visitor(server), Visitor(server)
    card = led(server, visitor)
    other.say("你好")
    assert tap(other, card, "light-clean").status_code == 404
    assert tap(visitor, card, "no-such-answer").json()["code"] == "flow_over"
    walk = server.runtime.db.read(lambda reader: reader.get(FlowWalk, "w1"))
    assert walk is not None
    server.runtime.db.write(lambda tx: tx.put(msgspec.structs.replace(walk, outcome=Outcome.STOPPED)))
    answer = tap(visitor, card, "light-clean")
    assert (answer.status_code, answer.json()["code"]) == (409, "flow_over")
    assert [step for _, step in cards(visitor)] == ["light"]
