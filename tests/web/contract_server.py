"""A small real HTTP server that keeps to the chat page's API, for tests of the page alone.

It serves the page with the product's own headers and answers ``/chat/v1`` from memory, with the merge and idempotency
rules that the page relies on. Tests play the agent through its methods and break it on purpose: ``fail`` refuses
requests, ``lose_answers`` does the work and drops the connection, ``stop`` takes the server away and ``start`` brings
it back on the same port with the same data.
"""

import copy
import functools
import hashlib
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sync_server.web import page_headers
from sync_server.web.assets import Assets

Json = dict[str, Any]
ASSETS = functools.cache(Assets)
SHOP = b"""<!doctype html><title>shop</title>
<script src="/chat/embed.js" async data-lang="en" data-group="presale"></script>"""
ELSEWHERE = b"""<!doctype html><title>another site</title>
<script src="%s/embed.js" async data-lang="en" data-group="presale"></script>"""
NO_STATE: Json = {
    "conversation_id": None,
    "status": "none",
    "queue_position": None,
    "wait_estimate_s": None,
    "agent": None,
    "agent_typing": False,
    "agent_read_seq": 0,
    "agent_read_at": None,
    "someone_online": True,
    "survey": None,
}


@dataclass
class Visit:
    """One visitor: messages by id with the cursor at which each last changed."""

    id: str
    token: str
    messages: dict[str, Json] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    state: Json = field(default_factory=lambda: copy.deepcopy(NO_STATE))
    cursor: int = 1


@dataclass
class Fault:
    """What happens to the next ``times`` requests whose path begins with ``path``."""

    path: str
    times: int
    status: int = 0
    code: str = ""


class ContractServer:
    """The server of one test. Times are milliseconds UTC, as in the API."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.visits: dict[str, Visit] = {}
        self.files: dict[str, tuple[bytes, str]] = {}
        self.articles: dict[tuple[str, str], Json] = {}
        self.requests: list[tuple[str, str, Any]] = []
        self.faults: list[Fault] = []
        self.config: Json = {
            "shop_name": "云雀数码",
            "greeting": "您好，我是小应。请描述您遇到的问题。",
            "max_file_bytes": 20 * 1024 * 1024,
            "quick_questions": [],
            "locale": "zh-CN",
        }
        self.first_state: Json = {}
        self.running = False
        self.hanging = False
        self.port = 0
        self.start()

    # -- life

    def start(self) -> None:
        contract = self

        class Handler(_Handler):
            server_side = contract

        self.http = _Server(("127.0.0.1", self.port), Handler)
        self.port = self.http.server_address[1]
        self.running = True
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Take the server away; open polls end at once, as when its process is killed."""
        with self.changed:
            self.running = False
            self.changed.notify_all()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def hang(self) -> None:
        """Take every request and answer none, as a stopped process does; :meth:`stop` and :meth:`go_on` end it."""
        self.hanging = True

    def go_on(self) -> None:
        with self.changed:
            self.hanging = False
            self.changed.notify_all()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/chat"

    # -- playing the other side

    @property
    def visit(self) -> Visit:
        """The only visitor of the test."""
        (visit,) = self.visits.values()
        return visit

    @contextmanager
    def change(self, visit: Visit | None = None) -> Iterator[Visit]:
        with self.changed:
            chosen = visit or self.visit
            chosen.cursor += 1
            yield chosen
            self.changed.notify_all()

    def put(self, message: Json, visit: Visit | None = None) -> Json:
        """Store ``message`` (a new one, or a changed one under its old id)."""
        with self.change(visit) as chosen:
            if chosen.state["conversation_id"] is None:
                chosen.state["conversation_id"] = str(uuid.uuid4())
                chosen.state["status"] = "bot"
            conversation = chosen.state["conversation_id"]
            seqs = [m["seq"] for m in chosen.messages.values() if m["conversation_id"] == conversation]
            complete = {
                "id": str(uuid.uuid4()),
                "conversation_id": conversation,
                "seq": max(seqs, default=0) + 1,
                "author": "agent",
                "author_name": "林晓彤",
                "kind": "text",
                "text": "",
                "card": None,
                "attachments": [],
                "at": int(time.time() * 1000),
                "state": "stored",
                **message,
            }
            chosen.messages[complete["id"]] = complete
            chosen.changed[complete["id"]] = chosen.cursor
        return complete

    def say(self, text: str, **more: Any) -> Json:
        return self.put({"text": text, **more})

    def event(self, code: str, **values: Any) -> Json:
        return self.put({"author": "system", "author_name": "", "kind": "system", "text": code, "values": values})

    def set_state(self, **state: Any) -> None:
        with self.change() as visit:
            visit.state.update(state)

    def store(self, content: bytes, name: str, mime: str) -> Json:
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[sha256] = (content, mime)
        return {"sha256": sha256, "name": name, "size": len(content), "mime": mime}

    def fail(self, path: str, status: int, code: str, times: int = 1) -> None:
        self.faults.append(Fault(path, times, status, code))

    def lose_answers(self, path: str, times: int = 1) -> None:
        self.faults.append(Fault(path, times))

    def sent(self, path: str) -> list[Any]:
        """Bodies that were posted to ``path``, in order of arrival."""
        return [body for _method, seen, body in list(self.requests) if seen == path]

    def fault_for(self, path: str) -> Fault | None:
        with self.changed:
            for fault in self.faults:
                if path.startswith(fault.path) and fault.times > 0:
                    fault.times -= 1
                    return fault
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True

    def __init__(self, *args: Any) -> None:
        self.open_sockets: set[socket.socket] = set()
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open_sockets.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open_sockets.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Hang up on everybody, so that threads waiting on kept-alive connections end."""
        for open_socket in list(self.open_sockets):
            with suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that goes away in the middle of an answer is ordinary here."""


class _Handler(BaseHTTPRequestHandler):
    server_side: ContractServer
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one segment: apart, each answer would wait for a delayed acknowledgement
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Tests read ``requests`` instead."""

    def do_GET(self) -> None:
        self.serve("GET", b"")

    def do_POST(self) -> None:
        self.serve("POST", self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def serve(self, method: str, body: bytes) -> None:
        if not self.server_side.running:
            self.close_connection = True
            return
        url = urlsplit(self.path)
        if not url.path.startswith("/chat/v1/"):
            self.static(url.path)
            return
        path = url.path.removeprefix("/chat/v1/")
        contract = self.server_side
        with contract.changed:
            contract.changed.wait_for(lambda: not contract.hanging or not contract.running)
        is_json = method == "POST" and path != "files"
        data = json.loads(body) if is_json else body
        self.server_side.requests.append((method, path, data))
        fault = contract.fault_for(path)
        if fault and fault.status:
            self.answer(fault.status, {"code": fault.code, "values": {}})
            return
        status, answer = self.api(path, parse_qs(url.query), data)
        with contract.changed:
            contract.changed.wait_for(lambda: not contract.hanging or not contract.running)
        if fault or not self.server_side.running:
            self.close_connection = True
            return
        if isinstance(answer, tuple):
            self.send(status, answer[0], {"Content-Type": answer[1]})
        else:
            self.answer(status, answer)

    # -- answers

    def answer(self, status: int, value: Any) -> None:
        self.send(status, json.dumps(value, ensure_ascii=False).encode(), {"Content-Type": "application/json"})

    def send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"X-Content-Type-Options": "nosniff", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def static(self, path: str) -> None:
        if path == "/chat":
            self.send(200, ASSETS().page.body, page_headers())
            return
        if path == "/elsewhere":
            self.send(200, ELSEWHERE % self.server_side.url.encode(), {"Content-Type": "text/html"})
            return
        if path == "/shop":
            self.send(200, SHOP, {"Content-Type": "text/html"})
            return
        found = ASSETS().find("embed.js" if path == "/chat/embed.js" else path.removeprefix("/chat/static/"))
        if found is not None:
            self.send(200, found[0].body, {"Content-Type": found[0].mime, "Cache-Control": "no-cache"})
        else:
            self.send(404, b"", {"Content-Type": "text/plain"})

    # -- the API

    def api(self, path: str, query: dict[str, list[str]], data: Any) -> tuple[int, Any]:
        contract = self.server_side
        if path == "alive":
            return 200, {}
        if path == "session":
            return 200, self.session(data)
        visit = contract.visits.get((self.headers.get("Authorization") or "").removeprefix("Bearer "))
        if visit is None:
            return 401, {"code": "token_expired", "values": {}}
        if path == "events":
            return 200, self.events(visit, int(query["after"][0]), float(query["wait"][0]))
        if path == "messages":
            return 200, {"message": self.message(visit, data)}
        if path == "files":
            if len(data) > contract.config["max_file_bytes"]:
                return 413, {"code": "file_too_large", "values": {}}
            name = unquote(self.headers["X-File-Name"])
            return 200, contract.store(data, name, self.headers["Content-Type"])
        if path.startswith("files/"):
            stored = contract.files.get(path.removeprefix("files/"))
            return (200, stored) if stored else (404, {"code": "file_not_found", "values": {}})
        if path.startswith("articles/"):
            _, article_id, version = path.split("/")
            article = contract.articles.get((article_id, version))
            return (200, article) if article else (404, {"code": "article_not_found", "values": {}})
        return 200, self.small(visit, path)

    def session(self, data: Json) -> Json:
        contract = self.server_side
        with contract.changed:
            visit = contract.visits.get(data.get("token", ""))
            if visit is None:
                visit = Visit(id=str(uuid.uuid4()), token=uuid.uuid4().hex)
                visit.state.update(contract.first_state)
                contract.visits[visit.token] = visit
            return {"token": visit.token, "visitor_id": visit.id, "config": contract.config, "cursor": visit.cursor}

    def events(self, visit: Visit, after: int, wait_s: float) -> Json:
        contract = self.server_side
        with contract.changed:
            contract.changed.wait_for(lambda: visit.cursor > after or not contract.running, timeout=wait_s)
            messages = [visit.messages[key] for key, cursor in visit.changed.items() if cursor > after]
            return copy.deepcopy({"cursor": visit.cursor, "messages": messages, "state": visit.state})

    def message(self, visit: Visit, data: Json) -> Json:
        contract = self.server_side
        with contract.changed:
            known = visit.messages.get(data["id"])
            if known:
                return known
            if visit.state["status"] in ("closed", "abandoned", "message_left"):
                visit.state.update({**copy.deepcopy(NO_STATE), "someone_online": visit.state["someone_online"]})
            mimes = [attachment["mime"] for attachment in data["attachments"]]
            kind = "text" if not mimes else "image" if all(mime.startswith("image/") for mime in mimes) else "file"
            return contract.put({**data, "author": "customer", "author_name": "", "kind": kind}, visit)

    def small(self, visit: Visit, path: str) -> Json:
        contract = self.server_side
        with contract.changed:
            if path == "end":
                visit.state.update(status="closed", survey={"id": f"survey-{visit.id}", "answered": False})
            elif path == "survey" and visit.state["survey"]:
                visit.state["survey"]["answered"] = True
            elif path == "leave":
                visit.state["status"] = "message_left"
            visit.cursor += path in ("end", "survey", "leave")
            contract.changed.notify_all()
        return {}
