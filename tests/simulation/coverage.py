"""What of the protocol a day has met, counted: a simulation proves nothing about what never happens in it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.domain.protocol import Compared, Moved, Page, Pull, Pushed, Welcome
from app.domain.registry import ENTITIES
from tests.simulation import checks

PARTS = (
    "a fork is told", "another history is told", "a history goes on in another", "a pass begins", "a pass ends",
    "a pass goes on beyond a page", "a scope begins anew", "a scope is gained", "a scope is lost",
    "a page comes with a poll",
    "a row leaves a scope", "a row goes for good", "a piece is the same", "a piece moved", "a piece differs",
    "an operation is merged", "an operation changes nothing", "an operation is refused",
    "create", "patch", "delete", "restore", "intent",
    "register", "important", "max", "set", "body", "counter",
)  # fmt: skip
"""What the seeds must meet between them. A gap in a stream, or a stream of somebody else, is nothing that desks which
obey the protocol bring about: those are other tests' business.
"""


def of_answer(asked: Any, answer: Any) -> Iterable[str]:
    """Yield what a desk is told by an answer."""
    match answer:
        case Welcome(goes_on=on, last_n=last):
            if on:
                yield "a history goes on in another"
            if last < 0:
                yield "a stream is somebody else's"
        case Pushed(problem=problem) if problem:
            yield {"fork": "a fork is told", "gap": "a gap is told", "epoch": "another history is told"}[problem]
        case Compared(state=state):
            yield {"same": "a piece is the same", "moved": "a piece moved", "differs": "a piece differs"}[state]
        case Moved(page=page) if page is not None:
            yield "a page comes with a poll"
            yield from of_answer(asked.pull, page)
        case Page(problem="epoch"):
            yield "another history is told"
        case Page():
            assert isinstance(asked, Pull)
            yield from _of_page(asked, answer)


def _of_page(asked: Pull, page: Page) -> Iterable[str]:
    for scope in page.scopes:
        was, now = scope in asked.passes, scope in page.passes
        begins = not was and not asked.cursors.get(scope)
        if begins:
            yield "a pass begins"
        if now and was:
            yield "a pass goes on beyond a page"
        if (was or begins) and not now:
            yield "a pass ends"
    yield from ("a scope begins anew" for _ in page.resync)
    if asked.cursors:
        yield from ("a scope is gained" for scope in page.scopes if scope not in asked.cursors)
        yield from ("a scope is lost" for scope in asked.cursors if scope not in page.scopes)
    for row in page.rows:
        if row.kind != "put":
            yield "a row leaves a scope" if row.kind == "out" else "a row goes for good"


def of_operations(answered: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Yield of the operations that a server has which kinds they were, and by which rules their fields merged."""
    words = {"merged": "merged", "noop": "changes nothing", "rejected": "refused"}
    for op in answered:
        status = checks.status_of(op)
        if status != "ok":
            word = words[status]
            yield f"an operation {word}" if status == "noop" else f"an operation is {word}"
        if status == "rejected":
            continue
        yield op["kind"]
        body = msgspec.json.decode(op["body"])
        if op["kind"] == "patch":
            entity = ENTITIES[op["ent"]]
            yield from (entity.rule(name).value for name in body if name in entity.fields())
        if op["ent"] == "message" and body.get("article_id"):
            yield "counter"


def table(met: Counter[str]) -> str:
    """Return the counts as text, what was never met marked."""
    rest = sorted(met.keys() - set(PARTS))
    return "\n".join(f"{met[part]:>9,}  {part}{'' if met[part] else '  <- never'}" for part in (*PARTS, *rest))
