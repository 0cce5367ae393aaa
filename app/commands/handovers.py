"""Handing a conversation over to another group, also to one that works with another server."""

from app.commands.conversations import let_go
from app.domain.conversations import Conversation, at_page
from app.storage import handovers
from app.storage.handovers import Offer
from app.storage.transaction import Tx


def hand_over(tx: Tx, conversation_id: str, group_id: str) -> Offer | None:
    """Put a conversation into another group's queue, where the customer's wait goes on. Returns None then.

    An open chat that would go to another server is offered there, and stays with who has it until somebody takes it.
    Returns the offer then. What still waits in an undo window leaves before.
    """
    let_go(tx, conversation_id)
    row = tx.get(Conversation, conversation_id)
    found = handovers.receivers(tx.connection, row.group_id)
    receiver = next((one for one in found if one.group_id == group_id), None)
    if receiver is None or not receiver.across or not at_page(row):
        tx.ask(row, "enqueue", {"group_id": group_id})
        return None
    tx.ask(row, "offer", {"group_id": group_id}, always=True)
    return Offer(conversation_id=row.id, group=receiver.name, of=row.group_id, after=row.last_seq)


def withdraw(tx: Tx, conversation_id: str) -> None:
    """Keep a conversation that was offered: who has it takes it once more."""
    tx.ask(tx.get(Conversation, conversation_id), "take", {"agent_id": tx.actor.id}, always=True)
