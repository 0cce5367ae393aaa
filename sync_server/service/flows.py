"""A customer walks a guided flow himself: he taps an answer in a step's card, and the next step comes from here.

Each tap is a message of his, a choice of the walk, which his agent sees at once, and the next step's card. Whoever taps
an answer of an earlier step turns back to it.
"""

import msgspec

from app.domain.conversations import Author, Conversation, Message, MessageKind
from app.domain.errors import AppError
from app.domain.flow_chart import Choice, Step, path
from app.domain.flows import Flow, FlowWalk, step_card
from app.domain.ids import link_id
from sync_server.storage import homes, transcript
from sync_server.storage.records import Tx


def answered(tx: Tx, card_id: str, option_id: str) -> str:
    """Return what a customer says by tapping an option of a card, "" where a step just goes on.

    Raises AppError("flow_over") when he cannot any more.
    """
    _, _, step, number = _standing(tx, card_id, option_id)
    return step.answers[number].text


def choose(tx: Tx, conversation: Conversation, card_id: str, option_id: str, said: Message) -> Message:
    """Note the choice that a customer's message ``said`` made, and answer with the next step; again it changes nothing.

    Raises AppError("flow_over").
    """
    next_id = link_id("flow-step", said.id)
    known = tx.get(Message, next_id)
    if known is not None:
        return known
    walk, following, step, number = _standing(tx, card_id, option_id)
    answer = step.answers[number]
    last = max((choice.at for choice in walk.choices), default=0)
    choice = Choice(
        id=said.id, at=max(tx.now, last + 1), step_id=step.id, answer_id=answer.id, to=answer.to, asked=step.name,
        said=answer.text,
    )  # fmt: skip
    walk = tx.put(msgspec.structs.replace(walk, choices=(*walk.choices, choice)))
    card = Message(
        id=next_id,
        scope=conversation.scope,
        conversation_id=conversation.id,
        author=Author.BOT,
        kind=MessageKind.CARD,
        card=step_card(walk, following),
        composed_at=tx.now,
    )
    return transcript.append(tx, conversation, card)[1]


def _standing(tx: Tx, card_id: str, option_id: str) -> tuple[FlowWalk, Step, Step, int]:
    """Return the walk of a card, the step to which an option leads, the card's step and the option's place in it."""
    message = tx.get(Message, card_id)
    card = message.card if message is not None else None
    walk = tx.get(FlowWalk, card.walk_id) if card is not None and card.walk_id else None
    flow = tx.get(Flow, walk.flow_id) if walk is not None else None
    if message is None or card is None or walk is None or flow is None or flow.chart is None:
        raise AppError("flow_over")
    over = walk.outcome is not None or walk.conversation_id != message.conversation_id or not homes.here(tx, walk)
    step = flow.chart.step(card.step_id)
    if over or step is None or step.id not in [key for key, _ in path(walk.start, walk.choices)]:
        raise AppError("flow_over")
    number = next((at for at, answer in enumerate(step.answers) if answer.id == option_id), None)
    following = flow.chart.step(step.answers[number].to) if number is not None else None
    if number is None or following is None:
        raise AppError("flow_over")
    return walk, following, step, number
