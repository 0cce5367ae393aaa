"""Somebody else at the same office: another agent's device, which speaks the protocol over HTTP and shows nothing."""

from typing import Any

import msgspec

from app.domain.change import Kind, Operation, Result
from app.domain.clock import now_ms
from app.domain.ids import new_id
from app.domain.knowledge import Article, card_of
from app.domain.protocol import Heartbeat, Hello, Push, Pushed, Welcome
from tests.helpers.server import RunningServer


class Colleague:
    """Signs in at once. Everything he does has reached the server when the method returns."""

    def __init__(self, server: RunningServer, login: str, password: str) -> None:
        self._server = server
        signed = server.sign_in(login, password)
        self.id, self._token = signed.agent_id, signed.token
        self._client_id, self._n = new_id(), 0
        welcome = self._post("/sync/v1/hello", Hello(client_id=self._client_id, next_n=1), Welcome)
        self._epoch, self._head = welcome.epoch, welcome.head

    def _post(self, path: str, body: Any, answer: type[Any]) -> Any:
        response = self._server.call("POST", path, token=self._token, json=body)
        response.raise_for_status()
        return msgspec.json.decode(response.content, type=answer)

    def be(self, state: str, *, typing_in: str = "") -> None:
        """Say that he is there (online, busy, away) or leaves (offline)."""
        answer = self._server.call(
            "POST", "/desk/v1/heartbeat", token=self._token, json=Heartbeat(state=state, typing_in=typing_in)
        )
        answer.raise_for_status()

    def do(self, ent: str, row: str, kind: Kind, body: dict[str, Any], *, base_rev: int = 1_000_000) -> Result:
        """Do one operation; returns the server's result, which may be a refusal."""
        self._n += 1
        op = Operation(
            id=new_id(), txn=new_id(), ent=ent, row=row, kind=kind, wall=now_ms(), n=self._n, base_rev=base_rev,
            seen_seq=self._head, body=body,
        )  # fmt: skip
        push = Push(client_id=self._client_id, epoch=self._epoch, ops=(op,), wall=now_ms())
        pushed: Pushed = self._post("/sync/v1/push", push, Pushed)
        assert pushed.problem == "", pushed
        return pushed.results[0]

    def ask(self, ent: str, row: str, action: str, **args: Any) -> Result:
        """Ask for a step of a state machine."""
        return self.do(ent, row, "intent", {"action": action, "args": args})

    def say(self, conversation_id: str, text: str, **fields: Any) -> Result:
        """Write a message; ``kind="note"`` is for colleagues only."""
        body = {"conversation_id": conversation_id, "author": "agent", "author_id": self.id, "text": text, **fields}
        return self.do("message", new_id(), "create", body)

    def send_card(self, conversation_id: str, article: Article) -> Result:
        """Send an article as a card."""
        card = msgspec.to_builtins(card_of(article))
        version = article.version
        return self.say(conversation_id, "", kind="card", card=card, article_id=article.id, article_version=version)
