"""The page's files: fetched once, never stale, and a limit to how many new visitors one address brings."""

import re
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import requests

from app.domain.conversations import Conversation
from app.domain.errors import AppError
from app.domain.ids import link_id
from app.domain.protocol import Beat, Moved
from sync_server.service.visits import Visits, network
from sync_server.web.assets import Assets
from tests.helpers.server import RunningServer, SettableClock, running_server
from tests.helpers.waiting import until
from tests.server.device import Device, Office
from tests.server.test_http import code, decoded
from tests.server.test_webchat import Visitor, online

ADDRESS = re.compile(r'(?:src|href)="(/chat/static/[^"]+)"')


def get(server: RunningServer, path: str, **headers: str) -> requests.Response:
    answer = requests.get(server.url + path, headers={"Accept-Encoding": "gzip", **headers}, timeout=10)
    assert answer.status_code in (200, 304), answer.text
    return answer


def test_what_the_page_loads_is_kept_for_good_and_the_page_itself_is_asked_for(server: RunningServer) -> None:
    page = get(server, "/chat")
    addresses = ADDRESS.findall(page.text)
    assert len(addresses) > 30
    version = server.runtime.assets.version
    assert all(address.startswith(f"/chat/static/{version}/") for address in addresses)
    for address in addresses:
        answer = get(server, address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        script = address.endswith(".js")
        assert answer.headers["Content-Type"].startswith("text/javascript") or not script
    assert page.headers["Cache-Control"] == "no-cache"
    again = get(server, "/chat", **{"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]
    assert get(server, "/chat", **{"If-None-Match": '"another", W/' + page.headers["ETag"]}).status_code == 304
    assert get(server, "/chat", **{"If-None-Match": '"another"'}).status_code == 200


def test_a_page_of_another_version_gets_what_there_is(server: RunningServer) -> None:
    old = get(server, f"/chat/static/{'0' * 16}/js/main.js")
    plain = get(server, "/chat/static/js/main.js", **{"Accept-Encoding": "identity"})
    assert old.content == plain.content
    for answer in (old, plain, get(server, "/chat/embed.js")):
        assert answer.headers["Cache-Control"] == "no-cache"
        path = answer.request.path_url
        assert get(server, path, **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_version_follows_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "index.html").write_text('<script src="/chat/static/js/main.js"></script>')
    (tmp_path / "secret.py").write_text("x")
    monkeypatch.setattr("sync_server.web.assets.WEB_DIR", tmp_path)
    found = []
    for text in ("1", "2", "1"):
        (tmp_path / "js" / "main.js").write_text(text)
        found.append(Assets())
    assert found[0].version == found[2].version != found[1].version
    assert found[0].page.etag == found[2].page.etag != found[1].page.etag
    assert found[0].find("secret.py") is None
    assert found[0].find("index.html") is None
    assert found[0].find(f"{found[1].version}/js/main.js") == found[0].find("js/main.js")


def test_one_address_does_not_bring_a_flood_of_visitors(tmp_path: Path) -> None:
    clock = SettableClock()
    with running_server(tmp_path, clock=clock, visits_allowed=3) as server:
        server.create_groups("presale")
        tokens = [Visitor(server).token for _ in range(3)]
        clock.advance(60_000)
        refused = server.call("POST", "/chat/v1/session", json={"token": "made up"})
        assert code(refused) == (429, "rate_limited")
        assert int(refused.headers["Retry-After"]) == refused.json()["values"]["retry_after_s"] == 540
        assert Visitor(server, token=tokens[0]).token == tokens[0], "a known one goes on"
        clock.advance(540_000)
        assert Visitor(server).token not in tokens


def test_a_visitor_does_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync_server.channels.webchat.FILES", 2)
    clock = SettableClock()
    with running_server(tmp_path, clock=clock) as server:
        visitor = Visitor(server)
        assert [visitor.upload(bytes([n])).status_code for n in range(2)] == [200, 200]
        refused = visitor.upload(b"one more")
        assert (*code(refused), refused.headers["Retry-After"]) == (429, "rate_limited", "600")
        assert Visitor(server).upload(b"another visitor's").status_code == 200
        clock.advance(601_000)
        assert visitor.upload(b"one more").status_code == 200


def test_visits_are_counted_by_household() -> None:
    visits = Visits(SettableClock(), 1, 1000)
    visits.admit("2001:db8::1")
    visits.admit("2001:db8:0:1::1")
    with pytest.raises(AppError, match="rate_limited"):
        visits.admit("2001:db8::2")
    assert [network(each) for each in ("10.0.0.1", "", "fe80::1%eth0")] == ["10.0.0.1", "", "fe80::1%eth0"]


def test_the_page_is_told_when_its_last_message_was_read(tmp_path: Path) -> None:
    clock = SettableClock()
    with running_server(tmp_path, clock=clock) as server:
        server.create_groups("presale")
        server.create_account("anna", groups=("group-presale",))
        visitor = Visitor(server)
        visitor.say("hello")
        anna = Device(cast(Office, SimpleNamespace(db=server.runtime.db, clock=clock)), "agent-anna")
        visitor.poll()
        row, written = visitor.state["conversation_id"], clock.now

        def read(seq: int) -> None:
            clock.advance(60_000)
            body = {"conversation_id": row, "agent_id": "agent-anna", "seq": seq}
            mark = link_id("read", "agent-anna", row)
            result = (
                anna.do("read_mark", mark, "create", body)
                if seq == 1
                else anna.do("read_mark", mark, "patch", {"seq": seq})
            )
            assert result.status == "ok", result

        read(1)
        visitor.poll()
        assert (visitor.state["agent_read_seq"], visitor.state["agent_read_at"]) == (1, written + 60_000)
        said = anna.say(row, "reply")
        assert said.status == "ok", said
        read(2)
        visitor.poll()
        assert (visitor.state["agent_read_seq"], visitor.state["agent_read_at"]) == (2, written + 60_000), (
            "his own words"
        )
        visitor.say("and now?")
        visitor.poll()
        assert (visitor.state["agent_read_seq"], visitor.state["agent_read_at"]) == (2, None)
        read(3)
        visitor.poll()
        assert visitor.state["agent_read_at"] == written + 180_000


def test_an_agent_hears_at_once_that_his_customer_types(server: RunningServer) -> None:
    anna, boss = online(server), online(server, "boss", state="busy")
    visitor = Visitor(server)
    visitor.say("hello")
    until(lambda: visitor.conversation.assignee_id == "agent-anna")
    visitor.poll()
    row = visitor.state["conversation_id"]
    answers: dict[str, Moved] = {}

    def wait(token: str, name: str, timeout: float) -> threading.Thread:
        head = decoded(server.call("GET", "/sync/v1/wait?head=0&timeout=0", token=token), Moved).head

        def poll() -> None:
            path = f"/sync/v1/wait?head={head}&timeout={timeout}"
            answers[name] = decoded(server.call("GET", path, token=token), Moved)

        thread = threading.Thread(target=poll)
        thread.start()
        return thread

    began = time.monotonic()
    threads = [wait(anna, "anna", 30), wait(boss, "boss", 0.5)]
    until(lambda: sum(any(t.startswith("t:") for t in topics) for topics in _watches(server)) == 2)
    visitor.call("POST", "typing", json={"typing": True})
    for thread in threads:
        thread.join(30)
    assert time.monotonic() - began < 20
    assert answers["anna"].beat
    assert not answers["boss"].beat
    beat = decoded(server.call("POST", "/desk/v1/heartbeat", token=anna, json={"state": "online"}), Beat)
    assert beat.typing == {row: "customer"}
    assert server.runtime.db.read(lambda r: r.get(Conversation, row)) is not None


def _watches(server: RunningServer) -> list[frozenset[str]]:
    return server.runtime.hub.watching()
