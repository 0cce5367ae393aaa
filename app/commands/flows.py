"""What people do with guided flows: an editor writes and publishes them, an agent walks one beside a conversation.

A walk is a log of choices at the conversation (:mod:`app.domain.flows`). What a step does besides (the problem type, a
ticket) goes through the same commands, and with the same rights, as when the agent does it by hand.
"""

import msgspec

from app.commands import conversations, tickets
from app.commands.conversations import Outgoing
from app.commands.knowledge import need
from app.domain.conversations import Card, Conversation, Message
from app.domain.customers import Channel
from app.domain.errors import AppError, Refused
from app.domain.flow_chart import Action, ActionKind, Chart, Choice, Note, Outcome, Step, collected, path, way_ahead
from app.domain.flows import Flow, FlowWalk, startable, step_card
from app.domain.ids import new_id
from app.storage import flows as queries
from app.storage.blobs import note as note_file
from app.storage.drafts import Staged
from app.storage.transaction import Tx


class Walked(msgspec.Struct, frozen=True):
    """A walk after a choice, and the texts that the step asks to be put into the composer."""

    walk: FlowWalk
    texts: tuple[str, ...] = ()


# -- writing ---------------------------------------------------------------------------------------------------------


def save(tx: Tx, flow: Flow) -> Flow:
    """Keep a flow as it is written, half-done or not; what is walked stays as it was published. Can be undone.

    Raises AppError("flow_no_title"); Refused("knowledge_permission").
    """
    need(tx, "knowledge.edit")
    if not flow.title.strip():
        raise AppError("flow_no_title")
    tx.label = "flow.save"
    for step in flow.steps:
        for ref in step.images:
            note_file(tx.connection, ref, "unsent", tx.now)
    present = tx.find(Flow, flow.id)
    if present is not None:  # what only an intent changes is not this command's
        keep = {name: getattr(present, name) for name in ("scope", "rev", "status", "chart", "version", "published_at")}
        flow = msgspec.structs.replace(flow, **keep)
    return tx.save(msgspec.structs.replace(flow, title=flow.title.strip(), deleted_at=None))


def publish(tx: Tx, flow_id: str) -> Flow:
    """Make what is written what is walked.

    Raises Refused: "knowledge_permission", or the code of what is wrong (:func:`app.domain.flow_chart.troubles`).
    """
    need(tx, "knowledge.publish")
    return tx.ask(tx.get(Flow, flow_id), "publish")


def archive(tx: Tx, flow_id: str) -> Flow:
    """Take a flow out of use; walks that were begun go on. Raises Refused("knowledge_permission")."""
    need(tx, "knowledge.publish")
    return tx.ask(tx.get(Flow, flow_id), "archive")


def remove(tx: Tx, flow_id: str) -> None:
    """Put a flow into the bin. Can be undone. Raises Refused("knowledge_permission")."""
    need(tx, "knowledge.publish")
    tx.label = "flow.remove"
    tx.remove(tx.get(Flow, flow_id))


# -- walking ---------------------------------------------------------------------------------------------------------


def begin(tx: Tx, conversation_id: str, flow_id: str) -> Walked:
    """Begin to walk a flow in a conversation, or go on where one stands in it; another one under way is ended.

    Raises Refused("flow_not_published") and what :func:`conversations.send` raises for a conversation of others.
    """
    conversation, flow = tx.get(Conversation, conversation_id), tx.get(Flow, flow_id)
    conversations.check_reply(tx, conversation)
    present = queries.walk_in(tx.connection, conversation_id)
    if present is not None and present.flow_id == flow_id:
        return Walked(present)
    if not startable(flow) or flow.chart is None:
        raise Refused("flow_not_published", {"title": flow.title})
    if present is not None:
        finish(tx, present.id, Outcome.STOPPED)
    walk = tx.save(
        FlowWalk(
            id=new_id(),
            scope=conversation.scope,
            conversation_id=conversation_id,
            flow_id=flow_id,
            version=flow.version,
            title=flow.chart.title,
            start=flow.chart.start,
            agent_id=tx.actor.id,
            started_at=tx.now,
        )
    )
    return _arrived(tx, walk, flow.chart)


def choose(tx: Tx, walk_id: str, step_id: str, answer_id: str) -> Walked:
    """Note the answer to a step and go where it leads; the actions of the step that one comes to are carried out.

    Raises AppError: "flow_step_gone" for what the flow does not have any more, "flow_answer_needed" while a question of
    the step is not answered; "flow_walk_over".
    """
    walk, chart = _open_walk(tx, walk_id)
    step = _step(chart, step_id)
    answer = step.answer(answer_id)
    if answer is None or chart.step(answer.to) is None:
        raise AppError("flow_step_gone", {"title": walk.title})
    _check_questions(walk, step)
    walk = _chose(tx, walk, step, answer_id, answer.to, answer.text)
    return _arrived(tx, walk, chart)


def back(tx: Tx, walk_id: str, to: str = "") -> FlowWalk:
    """Go back to a step that lies behind; without one to the step before. At the first step nothing happens."""
    walk, chart = _open_walk(tx, walk_id)
    way = [key for key, _ in path(walk.start, walk.choices)]
    if not to and len(way) < 2:
        return walk
    here = chart.step(way[-1]) or Step(id=way[-1])
    return _chose(tx, walk, here, "", to or way[-2], "")


def write_down(tx: Tx, walk_id: str, question_id: str, value: str) -> FlowWalk:
    """Write down what a step asks for."""
    walk, chart = _open_walk(tx, walk_id)
    asked = next((each for step in chart.steps for each in step.questions if each.id == question_id), None)
    if asked is None:
        raise AppError("flow_step_gone", {"title": walk.title})
    present = collected(walk.notes).get(question_id)
    if value.strip() == (present.value if present is not None else ""):
        return walk
    note = Note(id=new_id(), at=tx.now, question_id=question_id, name=asked.name, value=value.strip())
    return tx.save(msgspec.structs.replace(walk, notes=(*walk.notes, note)))


def finish(tx: Tx, walk_id: str, outcome: Outcome) -> FlowWalk:
    """End a walk: solved, handed over, or given up where it stands."""
    walk = tx.get(FlowWalk, walk_id)
    if walk.outcome is not None:
        return walk
    return tx.save(msgspec.structs.replace(walk, outcome=outcome, ended_at=tx.now))


def send_step(tx: Tx, walk_id: str) -> tuple[Message, ...]:
    """Send the step where one stands to the customer: on the chat page as a card whose answers he can tap, elsewhere
    as text. Raises what :func:`conversations.send` raises."""
    walk, chart = _open_walk(tx, walk_id)
    step = _step(chart, walk.at_step)
    return _send(tx, walk, step_card(walk, step))


def send_way(tx: Tx, walk_id: str) -> tuple[Message, ...]:
    """Send what follows for certain from where one stands, up to the next question, as one card or text."""
    walk, chart = _open_walk(tx, walk_id)
    ahead = way_ahead(chart, walk.at_step)
    steps = tuple(" ".join(step.text.split()) or step.name for step in ahead)
    card = Card(article_id="", version=walk.version, number=0, title=walk.title, steps=steps, walk_id=walk.id)
    return _send(tx, walk, card)


def act(tx: Tx, walk_id: str, step_id: str, action_id: str) -> Walked:
    """Carry out an action of a step to which the customer came by himself; once."""
    walk, chart = _open_walk(tx, walk_id)
    action = next((each for each in _step(chart, step_id).actions if each.id == action_id), None)
    if action is None:
        raise AppError("flow_step_gone", {"title": walk.title})
    return _act(tx, walk, step_id, (action,))


def step_text(card: Card) -> str:
    """Return a step's card as text, for channels that show nothing else."""
    lines = [card.summary or card.title, *(f"{number}. {step}" for number, step in enumerate(card.steps, 1))]
    lines += [f"{number}. {option.text}" for number, option in enumerate(card.options, 1) if option.text]
    return "\n".join(line for line in lines if line)


def _send(tx: Tx, walk: FlowWalk, card: Card) -> tuple[Message, ...]:
    conversation = tx.get(Conversation, walk.conversation_id)
    if conversation.channel is Channel.WEB:
        return conversations.send_beside(
            tx, Outgoing(conversation_id=walk.conversation_id, staged=(Staged(card=card),))
        )
    files = tuple(Staged(file=ref) for ref in (card.image, *card.attachments) if ref is not None)
    return conversations.send_beside(
        tx, Outgoing(conversation_id=walk.conversation_id, text=step_text(card), staged=files)
    )


def _open_walk(tx: Tx, walk_id: str) -> tuple[FlowWalk, Chart]:
    walk = tx.get(FlowWalk, walk_id)
    chart = queries.chart_of(tx.connection, walk)
    if walk.outcome is not None:
        raise AppError("flow_walk_over", {"title": walk.title})
    if chart is None:
        raise AppError("flow_step_gone", {"title": walk.title})
    return walk, chart


def _step(chart: Chart, step_id: str) -> Step:
    step = chart.step(step_id)
    if step is None:
        raise AppError("flow_step_gone", {"title": chart.title})
    return step


def _check_questions(walk: FlowWalk, step: Step) -> None:
    known = collected(walk.notes)
    for question in step.questions:
        if question.required and (question.id not in known or not known[question.id].value):
            raise AppError("flow_answer_needed", {"name": question.name})


def _chose(tx: Tx, walk: FlowWalk, step: Step, answer_id: str, to: str, said: str) -> FlowWalk:
    last = max((choice.at for choice in walk.choices), default=0)
    choice = Choice(
        id=new_id(), at=max(tx.now, last + 1), step_id=step.id, answer_id=answer_id, to=to, asked=step.name, said=said,
        by=tx.actor.id,
    )  # fmt: skip
    return tx.save(msgspec.structs.replace(walk, choices=(*walk.choices, choice)))


def _arrived(tx: Tx, walk: FlowWalk, chart: Chart) -> Walked:
    step = _step(chart, walk.at_step)
    return _act(tx, walk, step.id, step.actions)


def _act(tx: Tx, walk: FlowWalk, step_id: str, actions: tuple[Action, ...]) -> Walked:
    texts: list[str] = []
    for action in actions:
        key = f"{step_id}/{action.id}"
        if action.kind is ActionKind.TEXT:
            texts.append(action.value)
            continue
        if key in walk.done:
            continue
        if action.kind is ActionKind.CATEGORY:
            conversation = tx.get(Conversation, walk.conversation_id)
            tx.save(msgspec.structs.replace(conversation, category_id=action.value))
        else:
            tickets.create_from_conversation(tx, walk.conversation_id, title=action.value, description=told(walk))
        walk = tx.save(msgspec.structs.replace(walk, done=(*walk.done, key)))
    return Walked(walk, tuple(texts))


def told(walk: FlowWalk) -> str:
    """Return what a walk found out, line by line: each step with its answer, then what was written down."""
    lines = [f"{choice.asked}：{choice.said}" for _, choice in path(walk.start, walk.choices) if choice and choice.said]
    lines += [f"{note.name}：{note.value}" for note in collected(walk.notes).values() if note.value]
    return "\n".join([walk.title, *lines])
