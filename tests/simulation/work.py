"""What people do all day in the simulation: what they do in the soak, and more of what meets others' work."""

import random
from collections.abc import Sequence

import msgspec

from app.domain.conversations import Author, Conversation, Message, ReadMark, Status
from app.domain.customers import Customer
from app.domain.entity import Entity
from app.domain.ids import link_id, new_id
from app.domain.knowledge import Article
from app.domain.tickets import Ticket, TicketNote
from app.storage.transaction import Tx
from tests.sync import workload
from tests.sync.workload import Workload

ACTIONS = (
    *workload.ACTIONS, "edit_customer", "edit_article", "ticket_note", "give_ticket", "read", "take", "finish",
    "recommend", "publish", "discard", "take_back", "together",
)  # fmt: skip

MORE = ("tag", "tag", "tag_ticket", "read", "read", "discard")
"""What people do beside that on days on which desks compare what they hold."""
TALK = (
    "conversation", *["message"] * 6, *["stale_reply"] * 2, "recommend", "recommend", "take", "finish", "read",
    "customer", "article", "edit_article", "publish",
)  # fmt: skip


class Work(Workload):
    """Random actions of one agent, each meant for one transaction."""

    def __init__(self, agent_id: str, chance: random.Random, actions: Sequence[str] = ACTIONS) -> None:
        super().__init__(agent_id, chance)
        self._actions = actions

    def act(self, tx: Tx) -> None:
        """Do one thing. Raises what the rules say when it is not allowed just now."""
        getattr(self, f"_{self.chance.choice(self._actions)}")(tx)

    def _tag(self, tx: Tx) -> None:
        self._change_tags(tx, Customer)

    def _tag_ticket(self, tx: Tx) -> None:
        self._change_tags(tx, Ticket)

    def _change_tags(self, tx: Tx, kind: type[Customer] | type[Ticket]) -> None:
        """Put a tag on, or take one off, or both."""
        found = self._pick(tx, kind)
        if found:
            kept = [tag for tag in found.tags if self.chance.random() < 0.8]
            put_on = [new_id()] if self.chance.random() < 0.7 else []
            tx.save(msgspec.structs.replace(found, tags=(*kept, *put_on)))

    def _ticket_note(self, tx: Tx) -> None:
        ticket = self._pick(tx, Ticket)
        if ticket:
            note = TicketNote(id=new_id(), scope=ticket.scope, ticket_id=ticket.id, author_id=self.agent_id, text="x")
            tx.save(note)

    def _give_ticket(self, tx: Tx) -> None:
        ticket = self._pick(tx, Ticket)
        if ticket:
            tx.ask(ticket, "assign", {"group_id": self.chance.choice(("g1", "g2", "g3"))})

    def _read(self, tx: Tx) -> None:
        talk = self._pick(tx, Conversation)
        if talk:
            mark_id = link_id("read", self.agent_id, talk.id)
            mark = tx.find(ReadMark, mark_id) or ReadMark(
                id=mark_id, scope=f"u:{self.agent_id}", conversation_id=talk.id, agent_id=self.agent_id
            )
            tx.save(msgspec.structs.replace(mark, seq=max(mark.seq, self.chance.randint(0, 9))))

    def _take(self, tx: Tx) -> None:
        talk = self._pick(tx, Conversation)
        if talk:
            tx.ask(talk, self.chance.choice(("take", "enqueue", "wait_customer")))

    def _finish(self, tx: Tx) -> None:
        talk = self._pick(tx, Conversation)
        if talk:
            tx.ask(talk, "reopen" if talk.status is Status.CLOSED else "close", {"note": new_id()})

    def _recommend(self, tx: Tx) -> None:
        talk, article = self._pick(tx, Conversation), self._pick(tx, Article)
        if talk and article:
            message = Message(
                id=new_id(),
                scope=talk.scope,
                conversation_id=talk.id,
                author=Author.AGENT,
                author_id=self.agent_id,
                text=new_id(),
                article_id=article.id,
                composed_at=tx.now,
            )
            tx.save(message)

    def _publish(self, tx: Tx) -> None:
        article = self._pick(tx, Article)
        if article:
            tx.ask(article, self.chance.choice(("publish", "unpublish")))

    def _discard(self, tx: Tx) -> None:
        kind: type[Entity] = self.chance.choice((Customer, Article, Ticket))
        found = self._pick(tx, kind)
        if found:
            tx.remove(found)

    def _take_back(self, tx: Tx) -> None:
        kind: type[Entity] = self.chance.choice((Customer, Article, Ticket))
        name = kind.__name__.lower()
        query = f'SELECT id FROM "{name}" WHERE deleted_at IS NOT NULL ORDER BY id'
        binned = [row[0] for row in tx.connection.exec_driver_sql(query)]
        if binned:
            found = tx.get(kind, self.chance.choice(binned))
            tx.save(msgspec.structs.replace(found, deleted_at=None))

    def _together(self, tx: Tx) -> None:
        """Several things that go or stay together, the last one perhaps refused by the server."""
        self._edit_customer(tx)
        self._message(tx)
        self._ticket_state(tx)
