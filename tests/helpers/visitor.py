"""A customer with the chat page open, by the page's own requests."""

import urllib.parse
from typing import Any

import requests

from app.domain.ids import new_id
from tests.helpers.server import RunningServer


class Visitor:
    """Writes to one group of a running server and reads what the page would show."""

    def __init__(self, server: RunningServer, group: str = "after", name: str = "") -> None:
        self._server = server
        session = server.call("POST", "/chat/v1/session", json={"locale": "zh-CN", "group": group, "name": name})
        self.token: str = session.json()["token"]

    def say(self, text: str = "", attachments: tuple[Any, ...] = ()) -> None:
        """Send a message."""
        body = {"id": new_id(), "text": text, "attachments": attachments}
        answer = self._server.call("POST", "/chat/v1/messages", token=self.token, json=body)
        assert answer.status_code == 200, answer.text

    def upload(self, content: bytes, name: str, mime: str) -> dict[str, Any]:
        """Upload a file; returns its reference."""
        headers = {
            "Authorization": f"Bearer {self.token}", "X-File-Name": urllib.parse.quote(name), "Content-Type": mime,
        }  # fmt: skip
        answer = requests.post(f"{self._server.url}/chat/v1/files", data=content, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def hears(self) -> list[str]:
        """Return the texts of all messages of people, oldest first."""
        answer = self._server.call("GET", "/chat/v1/events?after=0&wait=0", token=self.token).json()
        messages = sorted(answer["messages"], key=lambda message: message["seq"])
        return [message["text"] for message in messages if message["author"] != "system"]
