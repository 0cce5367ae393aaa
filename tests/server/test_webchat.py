"""The chat page's side, over HTTP: nothing lost, nothing doubled, nothing of others."""

import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import requests

from app.domain.conversations import Author, Conversation, Delivery, Message, MessageKind, Status
from app.domain.customers import Customer
from app.domain.files import MAX_FILE_BYTES
from app.domain.ids import new_id
from app.domain.knowledge import Article, ArticleVersion, card_of
from app.domain.rich import Block
from app.domain.surveys import Survey
from sync_server.storage import transcript
from tests.helpers.server import RunningServer, SettableClock, running_server
from tests.helpers.waiting import until

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (640).to_bytes(4, "big")
    + (480).to_bytes(4, "big")
    + b"\x08\x02\x00\x00\x00"
)


class Visitor:
    """A browser with the chat page open."""

    def __init__(self, server: RunningServer, **session: str) -> None:
        self.server = server
        self.session = server.call(
            "POST", "/chat/v1/session", json={"locale": "zh-CN", "group": "presale", **session}
        ).json()
        self.token: str = self.session["token"]
        self.cursor = 0
        self.seen: dict[str, dict[str, Any]] = {}
        self.state: dict[str, Any] = {}

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """Make a request with the visitor's token."""
        return self.server.call(method, f"/chat/v1/{path}", token=self.token, **options)

    def poll(self, wait: float = 0) -> list[dict[str, Any]]:
        """Fetch what is new; returns the messages."""
        answer = self.call("GET", f"events?after={self.cursor}&wait={wait}")
        assert answer.status_code == 200, answer.text
        events = answer.json()
        assert events["cursor"] >= self.cursor
        self.cursor, self.state = events["cursor"], events["state"]
        self.seen |= {message["id"]: message for message in events["messages"]}
        return list(events["messages"])

    def say(self, text: str = "", *, message_id: str = "", attachments: tuple[Any, ...] = ()) -> requests.Response:
        """Send a message."""
        body = {"id": message_id or new_id(), "text": text, "attachments": attachments}
        return self.call("POST", "messages", json=body)

    def upload(self, content: bytes, name: str = "图.png", mime: str = "image/png") -> requests.Response:
        """Upload a file."""
        headers = {
            "Authorization": f"Bearer {self.token}", "X-File-Name": urllib.parse.quote(name), "Content-Type": mime,
        }  # fmt: skip
        return requests.post(f"{self.server.url}/chat/v1/files", data=content, headers=headers, timeout=30)

    @property
    def conversation(self) -> Conversation:
        """The visitor's newest conversation as the server has it."""
        self.poll()
        row = self.server.runtime.db.read(lambda reader: reader.get(Conversation, self.state["conversation_id"]))
        assert row is not None
        return row


@pytest.fixture
def visitor(server: RunningServer) -> Visitor:
    """A visitor of the presale group."""
    return Visitor(server)


def online(server: RunningServer, login: str = "anna", state: str = "online") -> str:
    """Let an agent's desk send a heartbeat; returns its token."""
    token = server.token(login)
    assert server.call("POST", "/desk/v1/heartbeat", token=token, json={"state": state}).status_code == 200
    return token


def answer(server: RunningServer, conversation_id: str, **fields: Any) -> Message:
    """Write into a conversation as an agent."""

    def write(tx: Any) -> Message:
        conversation = tx.get(Conversation, conversation_id)
        row = {"id": new_id(), "author": Author.AGENT, "author_id": "agent-anna", "scope": "", **fields}
        return transcript.append(tx, conversation, Message(conversation_id=conversation_id, **row))[1]

    return server.runtime.db.write(write)


def test_a_visit_begins_and_goes_on_after_a_reload(visitor: Visitor, server: RunningServer) -> None:
    config = visitor.session["config"]
    assert (config["shop_name"], config["max_file_bytes"]) == (server.runtime.config.name, MAX_FILE_BYTES)
    visitor.say("hello")
    again = Visitor(server, token=visitor.token)
    assert (again.token, again.session["visitor_id"]) == (visitor.token, visitor.session["visitor_id"])
    assert [message["text"] for message in again.poll()] == ["hello"]


def test_an_unknown_token_begins_a_new_visit(server: RunningServer) -> None:
    fresh = Visitor(server, token="made up")
    assert fresh.token != "made up"


def test_a_first_message_opens_a_conversation_once(visitor: Visitor, server: RunningServer) -> None:
    visitor.poll()
    assert visitor.state["status"] == "none"
    first = visitor.say("hello", message_id="m1").json()
    assert visitor.say("hello", message_id="m1").json() == first
    visitor.say("again", message_id="m2")
    visitor.poll()
    assert (visitor.state["status"], visitor.state["queue_position"]) == ("queued", 1)
    assert [(m["id"], m["seq"], m["author"]) for m in visitor.seen.values()] == [
        ("m1", 1, "customer"),
        ("m2", 2, "customer"),
    ]
    (customer,) = server.runtime.db.read(lambda reader: reader.find(Customer))
    assert customer.name.startswith("访客 ")
    assert len(server.runtime.db.read(lambda reader: reader.find(Conversation))) == 1


def test_two_tabs_that_send_at_once_open_one_conversation(visitor: Visitor, server: RunningServer) -> None:
    threads = [threading.Thread(target=visitor.say, args=(f"tab {index}",)) for index in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = server.runtime.db.read(lambda reader: reader.find(Message, author=Author.CUSTOMER, order="seq"))
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5, 6]
    assert len({row.conversation_id for row in rows}) == 1


@pytest.mark.parametrize(
    ("text", "code"), [("", "message_empty"), ("  \n", "message_empty"), ("x" * 5001, "message_too_long")]
)
def test_what_is_no_message(visitor: Visitor, text: str, code: str) -> None:
    refused = visitor.say(text)
    assert (refused.status_code, refused.json()["code"]) == (400, code)


def test_an_agent_is_found_answers_and_is_read(visitor: Visitor, server: RunningServer) -> None:
    token = online(server)
    visitor.say("hello")
    until(lambda: visitor.conversation.assignee_id == "agent-anna")
    visitor.poll()
    assert visitor.state["agent"] == {"id": "agent-anna", "name": "Anna"}
    assert visitor.state["someone_online"]
    said = answer(server, visitor.state["conversation_id"], text="how can I help?")
    answer(server, visitor.state["conversation_id"], kind=MessageKind.NOTE, text="internal only")
    messages = visitor.poll()
    assert [(m["text"], m["author_name"], m["state"]) for m in messages] == [("how can I help?", "Anna", "delivered")]
    assert "internal only" not in str(visitor.seen)
    assert visitor.poll() == [], "what was delivered is not delivered again"
    assert visitor.call("POST", "read", json={"seq": said.seq}).status_code == 204
    row = server.runtime.db.read(lambda reader: reader.get(Message, said.id))
    assert row is not None
    assert row.state is Delivery.READ
    assert visitor.conversation.customer_read_seq == said.seq
    server.call("POST", "/desk/v1/heartbeat", token=token, json={"state": "online", "typing_in": row.conversation_id})
    visitor.poll()
    assert visitor.state["agent_typing"]
    visitor.call("POST", "typing", json={"typing": True})
    beat = server.call("POST", "/desk/v1/heartbeat", token=token, json={"state": "online"}).json()
    assert beat["typing"] == {row.conversation_id: "customer"}


def test_a_held_poll_answers_when_something_comes(visitor: Visitor, server: RunningServer) -> None:
    visitor.say("hello")
    visitor.poll()
    got: list[list[dict[str, Any]]] = []
    began = time.monotonic()
    poll = threading.Thread(target=lambda: got.append(visitor.poll(wait=20)))
    poll.start()
    time.sleep(0.3)
    answer(server, visitor.state["conversation_id"], text="hi")
    poll.join(timeout=15)
    assert time.monotonic() - began < 12
    assert [message["text"] for message in got[0]] == ["hi"]


def test_a_held_poll_ends_by_itself(visitor: Visitor) -> None:
    visitor.poll()
    began = time.monotonic()
    assert visitor.poll(wait=0.4) == []
    assert 0.3 < time.monotonic() - began < 10


def test_pictures_are_measured_and_shown_and_files_offered(visitor: Visitor) -> None:
    picture = visitor.upload(PNG).json()
    assert (picture["mime"], picture["width"], picture["height"], picture["name"]) == ("image/png", 640, 480, "图.png")
    page = visitor.upload(b"<script>alert(1)</script>", "../evil.html", "text/html").json()
    assert page["name"] == "evil.html"
    assert visitor.say("", attachments=(picture,)).json()["message"]["kind"] == "image"
    assert visitor.say("see", attachments=(page,)).json()["message"]["kind"] == "text"
    shown, offered = (visitor.call("GET", f"files/{ref['sha256']}") for ref in (picture, page))
    assert shown.content == PNG
    assert (shown.headers["Content-Type"], shown.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert offered.headers["Content-Type"] == "application/octet-stream"
    assert offered.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in offered.headers["Content-Security-Policy"]


def test_a_file_that_calls_itself_a_picture_is_not_shown(visitor: Visitor) -> None:
    fake = visitor.upload(b"<html>", "x.png", "image/png").json()
    assert fake["mime"] == "application/octet-stream"
    assert visitor.call("GET", f"files/{fake['sha256']}").headers["Content-Type"] == "application/octet-stream"


def test_of_what_a_page_says_of_a_file_only_its_name_is_taken_and_made_safe(visitor: Visitor) -> None:
    picture = visitor.upload(PNG).json()
    path = "/etc/xdg/autostart/x.desktop"
    said = {**picture, "name": path, "size": 1, "mime": "text/html", "width": 2**31 - 1, "height": 1}
    stored = visitor.say("", attachments=(said,)).json()["message"]["attachments"][0]
    assert stored == {**picture, "name": "x.desktop"}


def test_a_file_over_the_limit_is_refused(visitor: Visitor) -> None:
    refused = visitor.upload(b"x" * (MAX_FILE_BYTES + 1))
    assert (refused.status_code, refused.json()["code"]) == (413, "file_too_large")


def test_others_files_and_messages_stay_theirs(visitor: Visitor, server: RunningServer) -> None:
    secret = visitor.upload(b"secret", "s.txt", "text/plain").json()
    sent = visitor.say("mine", message_id="m1", attachments=(secret,)).json()["message"]
    stranger = Visitor(server)
    assert stranger.call("GET", f"files/{secret['sha256']}").status_code == 404
    assert stranger.say("", attachments=(secret,)).json()["code"] == "no_such_file"
    assert stranger.say("x", message_id="m1").status_code == 403, "a message id of somebody else"
    assert stranger.call("POST", "feedback", json={"message_id": sent["id"], "useful": True}).status_code == 404
    stranger.say("hello")
    assert [m["text"] for m in stranger.poll()] == ["hello"]


def article_with_picture(server: RunningServer, sha256: str) -> Article:
    """A published article that shows a picture and carries hostile HTML that came in by another way."""
    article = Article(
        id="a1", scope="all", title="Reset", version=3, number=1001,
        body=(
            Block(id="p", html="Hold <b>10 s</b><script>x()</script>"),
            Block(id="i", kind="image", image=sha256, alt="key"),  # type: ignore[arg-type]
        ),
    )  # fmt: skip

    def write(tx: Any) -> None:
        then: dict[str, Any] = {"article_id": "a1", "version": 3, "title": "Reset then", "body": article.body}
        tx.put(ArticleVersion(id="av", scope="all", **then))
        tx.put(msgspec.structs.replace(article, title="Reset now", version=4))

    server.runtime.db.write(write)
    return article


def test_an_article_is_readable_only_when_its_card_was_sent(visitor: Visitor, server: RunningServer) -> None:
    article = article_with_picture(server, "ab" * 32)
    visitor.say("hello")
    visitor.poll()
    row = visitor.state["conversation_id"]
    assert visitor.call("GET", "articles/a1/3").status_code == 404
    answer(server, row, kind=MessageKind.NOTE, text="see", card=card_of(article), article_id="a1", article_version=3)
    assert visitor.call("GET", "articles/a1/3").status_code == 404, "a note is not sent to anybody"
    said = answer(server, row, kind=MessageKind.CARD, card=card_of(article), article_id="a1", article_version=3)
    page = visitor.call("GET", "articles/a1/3").json()
    assert page["title"] == "Reset then", "as it was when it was sent"
    assert "<b>10 s</b>" in page["html"]
    assert "script" not in page["html"]
    assert f'data-sha256="{"ab" * 32}"' in page["html"]
    assert "src=" not in page["html"]
    assert visitor.call("GET", "articles/a1/4").status_code == 404
    (card,) = [message for message in visitor.poll() if message["kind"] == "card"]
    assert card["card"]["title"] == "Reset"
    for useful, counts in ((True, (1, 0)), (True, (1, 0)), (False, (0, 1))):
        visitor.call("POST", "feedback", json={"message_id": said.id, "useful": useful})
        now = server.runtime.db.read(lambda reader: reader.get(Article, "a1"))
        assert now is not None
        assert (now.useful_count, now.useless_count) == counts


def test_a_message_left_keeps_the_way_to_answer(visitor: Visitor, server: RunningServer) -> None:
    note = {"id": "n1", "name": "王芳", "contact": "13800001111", "text": "please call"}
    sent = visitor.call("POST", "leave", json=note).json()["message"]
    assert visitor.call("POST", "leave", json=note).json()["message"]["id"] == sent["id"]
    conversation = visitor.conversation
    assert conversation.status is Status.MESSAGE_LEFT
    (customer,) = server.runtime.db.read(lambda reader: reader.find(Customer))
    assert (customer.name, customer.phone) == ("王芳", "13800001111")
    texts = [m["text"] for m in visitor.seen.values()]
    assert texts == ["please call\n13800001111", "message_left"]
    visitor.say("are you there?")
    assert visitor.conversation.status is Status.QUEUED, "who comes back waits again"


def test_who_comes_back_is_given_the_message_that_was_left(visitor: Visitor, server: RunningServer) -> None:
    note = {"id": "n1", "name": "王芳", "contact": "13800001111", "text": "please call"}
    visitor.call("POST", "leave", json=note)
    token = online(server)
    until(lambda: visitor.conversation.status is Status.ACTIVE)
    assert visitor.conversation.assignee_id == "agent-anna"
    nothing = server.call("POST", "/desk/v1/take-next", token=token)
    assert (nothing.status_code, nothing.json()["code"]) == (404, "nothing_waiting")


def test_ending_is_asked_about_and_answered_once(visitor: Visitor, server: RunningServer) -> None:
    online(server)
    visitor.say("hello")
    until(lambda: visitor.conversation.status is Status.ACTIVE)
    visitor.call("POST", "end")
    visitor.poll()
    survey = visitor.state["survey"]
    assert (visitor.state["status"], survey["answered"]) == ("closed", False)
    rating = {
        "id": survey["id"],
        "solved": "yes",
        "stars": 5,
        "tags": ["fast"],
        "comment": "thanks",
        "may_contact": True,
    }
    assert visitor.call("POST", "survey", json={**rating, "stars": 9}).status_code == 400
    assert Visitor(server).call("POST", "survey", json={**rating, "stars": 5}).status_code == 404
    for stars in (5, 1):
        assert visitor.call("POST", "survey", json={**rating, "stars": stars}).status_code == 204
    row = server.runtime.db.read(lambda reader: reader.get(Survey, survey["id"]))
    assert row is not None
    assert (row.stars, row.comment, row.agent_id) == (5, "thanks", "agent-anna")
    lines = server.runtime.db.read(lambda reader: reader.find(Message, text="survey_answered"))
    assert [line.values for line in lines] == [{"stars": "5"}]
    visitor.poll()
    assert visitor.state["survey"]["answered"]


def test_ending_while_waiting_is_abandoning(visitor: Visitor) -> None:
    visitor.say("hello")
    visitor.call("POST", "end")
    assert visitor.conversation.status is Status.ABANDONED


@pytest.fixture
def slow_day(tmp_path: Path) -> Iterator[tuple[RunningServer, SettableClock]]:
    """A server whose clock the test moves."""
    clock = SettableClock()
    with running_server(tmp_path, clock=clock) as server:
        server.create_groups("presale")
        server.create_account("anna", groups=("group-presale",))
        yield server, clock


def test_who_writes_again_within_a_day_goes_on_later_begins_anew(slow_day: tuple[RunningServer, SettableClock]) -> None:
    server, clock = slow_day
    visitor = Visitor(server)
    visitor.say("one")
    first = visitor.conversation
    visitor.call("POST", "end")
    clock.advance(23 * 3_600_000)
    visitor.say("two")
    again = visitor.conversation
    assert (again.id, again.status, again.queued_at) == (first.id, Status.QUEUED, clock.now)
    visitor.call("POST", "end")
    clock.advance(25 * 3_600_000)
    visitor.say("three")
    assert visitor.conversation.id != first.id
    visitor.poll()
    assert [m["text"] for m in visitor.seen.values() if m["author"] == "customer"] == ["one", "two", "three"]


def pass_time(server: RunningServer, clock: SettableClock, ms: int) -> None:
    """Let time pass as it does, with the server's rounds in it."""
    for _ in range(0, ms, 4_000):
        clock.advance(4_000)
        server.rounds.once()


def test_a_server_that_was_frozen_does_not_take_its_own_silence_for_the_visitors(
    slow_day: tuple[RunningServer, SettableClock],
) -> None:
    server, clock = slow_day
    visitor = Visitor(server)
    visitor.say("hello")
    server.rounds.once()
    clock.advance(95_000)
    server.rounds.once()
    statuses = [visitor.conversation.status]
    pass_time(server, clock, 92_000)
    statuses.append(visitor.conversation.status)
    assert statuses == [Status.QUEUED, Status.ABANDONED]


def test_a_visitor_who_closed_the_page_is_not_waited_for(slow_day: tuple[RunningServer, SettableClock]) -> None:
    server, clock = slow_day
    gone, stays = Visitor(server), Visitor(server)
    for visitor in (gone, stays):
        visitor.say("hello")
    leaving = gone.conversation.id
    pass_time(server, clock, 60_000)
    stays.poll()
    pass_time(server, clock, 36_000)

    def abandoned() -> bool:
        row = server.runtime.db.read(lambda reader: reader.get(Conversation, leaving))
        return row is not None and row.status is Status.ABANDONED

    until(abandoned)
    assert stays.conversation.status is Status.QUEUED


def test_too_many_messages_at_once_are_slowed_down(slow_day: tuple[RunningServer, SettableClock]) -> None:
    server, clock = slow_day
    visitor = Visitor(server)
    codes = [visitor.say(str(index)).status_code for index in range(21)]
    assert codes == [200] * 20 + [429]
    clock.advance(11_000)
    assert visitor.say("later").status_code == 200


def test_a_visitor_waits_in_the_group_that_the_page_names(server: RunningServer) -> None:
    for group, expected in (("after", "group-after"), ("group-presale", "group-presale"), ("nonsense", "group-after")):
        visitor = Visitor(server, group=group)
        visitor.say("hello")
        assert visitor.conversation.group_id == expected


def test_the_page_is_served_with_its_policy_and_nothing_beside_it(server: RunningServer) -> None:
    page = server.call("GET", "/chat")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    script = server.call("GET", "/chat/static/js/main.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["X-Content-Type-Options"] == "nosniff"
    assert server.call("GET", "/chat/embed.js").status_code == 200
    for path in ("__init__.py", "js", "", "..%2fserver.py", "%2e%2e/__init__.py", "js/../../config.py", "index.html"):
        assert server.call("GET", f"/chat/static/{path}").status_code == 404, path


def test_a_message_id_of_somebody_else_opens_nothing(visitor: Visitor, server: RunningServer) -> None:
    visitor.say("mine", message_id="m1")
    stranger = Visitor(server)
    stranger.say("hello")  # has a conversation of his own, into which the id would be taken
    assert stranger.say("x", message_id="m1").status_code == 403
    left = stranger.call("POST", "leave", json={"id": "m1", "text": "x", "contact": "1"})
    assert left.status_code == 403
    stranger.cursor = 0
    assert [m["text"] for m in stranger.poll()] == ["hello"]


def test_a_long_conversation_that_moved_to_another_group_is_shown_whole(
    visitor: Visitor, server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync_server.channels.webchat.PAGE_MESSAGES", 5)
    visitor.say("first")
    for index in range(12):
        answer(server, visitor.conversation.id, text=str(index))

    def move(tx: Any) -> None:  # every message moves with it: one change
        row = tx.get(Conversation, visitor.state["conversation_id"])
        tx.put(msgspec.structs.replace(row, group_id="group-after", scope="g:group-after"))

    server.runtime.db.write(move)
    after_reload = Visitor(server)
    after_reload.token = visitor.token
    texts: list[str] = []
    while some := [m["text"] for m in after_reload.poll() if m["kind"] == "text"]:
        texts += [text for text in some if text not in texts]
    assert texts == ["first", *(str(index) for index in range(12))]
