"""A desk whose requests an office answers at once, without threads or a network."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.domain.entity import Actor
from app.domain.protocol import Compare, Compared, Hello, Page, Pull, Push, Pushed, Welcome
from app.storage import database as client
from app.storage.replica import Replica
from app.sync.engine import Answered, Engine, Event, Request, Started
from sync_server.service import comparison, exchange, pages
from tests.server.device import Device

T = TypeVar("T")


class Desk:
    """The program's engine and database at one desk; requests are answered by the office at once."""

    def __init__(self, folder: Path, agent_id: str, clock: Callable[[], int]) -> None:
        self.database = client.Database(folder / f"{agent_id}.db", Actor(agent_id, "agent"))
        self.database.open()
        self.engine = Engine(self, clock, random.Random(1))
        self.before_comparing: Callable[[Compare], object] = lambda request: None
        self.after_comparing: Callable[[Compare, Compared], object] = lambda request, answer: None

    def run(self, fn: Callable[[Replica], T], *, durable: bool = False) -> T:
        return self.database.replicate(fn, durable=durable).result()

    def synchronise(self, device: Device, event: Event | None = None) -> None:
        """Say hello (or take in another event), push and pull until there is nothing left to do."""
        effects = self.engine.step(event or Started())
        while requests := [each for each in effects if isinstance(each, Request) and each.lane == "main"]:
            effects = self.engine.step(Answered(requests[0].number, self._answer(device, requests[0])))
        assert self.engine.idle

    def _answer(self, device: Device, request: Request) -> Welcome | Pushed | Page | Compared:
        db, who = device.office.db, device.caller
        match request.body:
            case Hello() as hello:
                return db.write(lambda tx: exchange.hello(tx, who, hello))
            case Push() as push:
                return db.write(lambda tx: exchange.push(tx, who, push)).answer
            case Pull() as pull:
                return pages.answer(db, who, pull)
            case Compare() as piece:
                self.before_comparing(piece)
                answer = db.read(lambda reader: comparison.compare(reader, who, piece))
                self.after_comparing(piece, answer)
                return answer
        raise AssertionError(request)
