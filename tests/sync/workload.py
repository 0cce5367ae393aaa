"""What people do all day, at random: the workload of the simulation and of the soak with real processes."""

import random
from typing import TypeVar

import msgspec

from app.commands.guard import drop, send_all_the_same
from app.domain.conversations import Author, Conversation, Message, MessageKind
from app.domain.customers import Customer
from app.domain.entity import Entity
from app.domain.files import FileRef
from app.domain.ids import new_id
from app.domain.knowledge import Article
from app.domain.people import Agent
from app.domain.registry import BY_CLASS
from app.domain.rich import Block
from app.domain.tickets import Ticket
from app.storage import blobs, guard
from app.storage.blobs import Blobs
from app.storage.guard import stale_replies
from app.storage.transaction import Tx

E = TypeVar("E", bound=Entity)

ACTIONS = (
    "customer", "edit_customer", "edit_customer", "conversation", "message", "message", "message", "ticket",
    "ticket_state", "article", "edit_article", "edit_article", "bin", "stale_reply",
)  # fmt: skip


class Workload:
    """Random actions of one agent, each meant for one transaction. With ``files`` he sends some, too."""

    def __init__(self, agent_id: str, chance: random.Random, files: Blobs | None = None) -> None:
        self.agent_id = agent_id
        self.chance = chance
        self.files = files

    def act(self, tx: Tx) -> None:
        """Do one thing. Raises what the rules say when it is not allowed just now."""
        if self.files is not None and self.chance.random() < 0.03:
            self._file(tx, self.files)
            return
        getattr(self, f"_{self.chance.choice(ACTIONS)}")(tx)

    def _pick(self, tx: Tx, cls: type[E]) -> E | None:
        name = BY_CLASS[cls].name
        there = f'FROM "{name}" WHERE deleted_at IS NULL'
        count = tx.connection.exec_driver_sql(f"SELECT count(*) {there}").scalar_one()
        if not count:
            return None
        place = self.chance.randrange(count)  # not SQLite's random(): a seed must give the same day again
        found = tx.connection.exec_driver_sql(f"SELECT id {there} ORDER BY id LIMIT 1 OFFSET {place}").scalar_one()
        return tx.get(cls, found)

    def _groups(self, tx: Tx) -> tuple[str, ...]:
        me = tx.find(Agent, self.agent_id)
        return me.group_ids if me else ()

    def _customer(self, tx: Tx) -> None:
        tx.save(Customer(id=new_id(), scope="people", name=f"{self.agent_id} 的客户"))

    def _edit_customer(self, tx: Tx) -> None:
        found = self._pick(tx, Customer)
        if found:
            field = self.chance.choice(("city", "note", "address"))
            tx.save(msgspec.structs.replace(found, **{field: new_id()}))

    def _conversation(self, tx: Tx) -> None:
        groups = self._groups(tx)
        customer = self._pick(tx, Customer)
        if groups and customer:
            group = self.chance.choice(groups)
            tx.save(Conversation(id=new_id(), scope=f"g:{group}", customer_id=customer.id, group_id=group))

    def _message(self, tx: Tx) -> None:
        talk = self._pick(tx, Conversation)
        if talk:
            message = Message(
                id=new_id(),
                scope=talk.scope,
                conversation_id=talk.id,
                author=Author.AGENT,
                author_id=self.agent_id,
                text=new_id(),
                composed_at=tx.now,
            )
            tx.save(message, known=guard.known(tx.connection, talk))

    def _stale_reply(self, tx: Tx) -> None:
        waiting = stale_replies(tx.connection, lambda: tx.now)
        if waiting:
            (send_all_the_same if self.chance.random() < 0.6 else drop)(tx, self.chance.choice(waiting))

    def _file(self, tx: Tx, files: Blobs) -> None:
        talk = self._pick(tx, Conversation)
        if talk:
            content = self.chance.randbytes(self.chance.choice((10, 5_000, 200_000)))
            ref = FileRef(files.store(content), "x.bin", len(content), "application/octet-stream")
            blobs.note(tx.connection, ref, "unsent", tx.now)
            message = Message(
                id=new_id(),
                scope=talk.scope,
                conversation_id=talk.id,
                author=Author.AGENT,
                author_id=self.agent_id,
                kind=MessageKind.FILE,
                attachments=(ref,),
                composed_at=tx.now,
            )
            tx.save(message)

    def _ticket(self, tx: Tx) -> None:
        groups = self._groups(tx)
        if groups:
            group = self.chance.choice(groups)
            ticket = tx.save(Ticket(id=new_id(), scope=f"g:{group}", group_id=group, title=new_id()))
            if self.chance.random() < 0.5:
                tx.ask(ticket, "accept")

    def _ticket_state(self, tx: Tx) -> None:
        ticket = self._pick(tx, Ticket)
        if ticket:
            tx.ask(ticket, self.chance.choice(("accept", "solve", "reopen", "close", "wait_customer")))

    def _article(self, tx: Tx) -> None:
        blocks = tuple(Block(id=f"b{i}", html=f"段 {i}") for i in range(4))
        tx.save(Article(id=new_id(), scope="all", title=f"知识 {new_id()[-4:]}", body=blocks))

    def _edit_article(self, tx: Tx) -> None:
        found = self._pick(tx, Article)
        if found and found.body:
            i = self.chance.randrange(len(found.body))
            block = msgspec.structs.replace(found.body[i], html=new_id())
            tx.save(msgspec.structs.replace(found, body=(*found.body[:i], block, *found.body[i + 1 :])))

    def _bin(self, tx: Tx) -> None:
        if self.chance.random() < 0.2:
            found = self._pick(tx, Customer)
            if found:
                tx.remove(found)
