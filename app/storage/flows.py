"""Guided flows as screens need them: the list, what suits a query or a message, and the walk through a conversation.

An office has tens of flows, not thousands: they are matched one by one, by the words of the knowledge search, so that a
flow is found by title, similar question, category or step, in either script, by pinyin and by initials.
"""

from collections.abc import Iterable, Mapping

import msgspec

from app.domain.flow_chart import Chart, Outcome, path
from app.domain.flows import Flow, FlowStatus, FlowWalk, startable
from app.domain.knowledge import Category, path_of
from app.search.sound import spelled
from app.search.text import emphasis, fold, runs
from app.storage import rows
from app.storage.core import Connection

SUITS = 0.5
"""The share of a message's words from which a flow is suggested for it."""


class FlowRow(msgspec.Struct, frozen=True, kw_only=True):
    """A flow as one line of a list. ``rank`` is 0 for the best kind of match."""

    id: str
    title: str
    path: tuple[str, ...] = ()
    steps: int = 0
    version: int = 0
    status: FlowStatus = FlowStatus.DRAFT
    changed: bool = False
    can_start: bool = False
    rank: int = 0


class StepFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What became of those who came to a step: ``shown`` walks did, ``left`` of them ended there unsolved, ``handed``
    of these were handed over."""

    shown: int = 0
    left: int = 0
    handed: int = 0


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a flow's walks. ``median_ms`` is how long finished ones took; 0 without any."""

    walks: int = 0
    solved: int = 0
    handed: int = 0
    stopped: int = 0
    median_ms: int = 0
    steps: Mapping[str, StepFigures] = {}


def shelf(connection: Connection) -> list[FlowRow]:
    """Return every flow that is not in the bin, by title."""
    tree = {each.id: each for each in rows.everything(connection, Category)}
    return sorted(
        (_row(flow, tree) for flow in rows.everything(connection, Flow)), key=lambda row: row.title.casefold()
    )


def find(connection: Connection, query: str, *, most: int = 6, startable_only: bool = True) -> list[FlowRow]:
    """Return the flows that a query names, the best first; for "" those that can be walked, by title."""
    tree = {each.id: each for each in rows.everything(connection, Category)}
    wanted = fold(query).strip()
    found: list[FlowRow] = []
    for flow in rows.everything(connection, Flow):
        if startable_only and not startable(flow):
            continue
        rank = _rank(wanted, flow, tree)
        if rank is not None:
            found.append(msgspec.structs.replace(_row(flow, tree), rank=rank))
    return sorted(found, key=lambda row: (row.rank, row.title.casefold()))[:most]


def suiting(connection: Connection, message: str, *, most: int = 2) -> list[FlowRow]:
    """Return the flows that answer what a customer wrote, none rather than a poor one."""
    said = _terms(message)
    weight = sum(map(emphasis, said))
    if not weight:
        return []
    tree = {each.id: each for each in rows.everything(connection, Category)}
    found: list[tuple[float, FlowRow]] = []
    for flow in rows.everything(connection, Flow):
        if not startable(flow):
            continue
        share = max(
            (sum(map(emphasis, said & _terms(text))) / weight for text in (flow.title, *flow.questions)), default=0.0
        )
        if share >= SUITS:
            found.append((share, _row(flow, tree)))
    return [row for _, row in sorted(found, key=lambda pair: (-pair[0], pair[1].title))[:most]]


def _row(flow: Flow, tree: Mapping[str, Category]) -> FlowRow:
    return FlowRow(
        id=flow.id,
        title=flow.title,
        path=path_of(flow.category_id, tree),
        steps=len(flow.steps),
        version=flow.version,
        status=flow.status,
        changed=flow.changed,
        can_start=startable(flow),
    )


def _rank(wanted: str, flow: Flow, tree: Mapping[str, Category]) -> int | None:
    """Return how well a flow is named: 0 by its title, then questions, sound, category, steps; None for not at all."""
    if not wanted or wanted in fold(flow.title):
        return 0
    if any(wanted in fold(each) for each in flow.questions):
        return 1
    letters = wanted.replace(" ", "")
    if letters.isascii() and letters in spelled(flow.title).replace(" ", ""):
        return 2
    if wanted in fold(" ".join(path_of(flow.category_id, tree))):
        return 3
    steps = flow.chart.steps if flow.chart is not None else flow.steps
    words = fold("\n".join(part for step in steps for part in (step.title, step.text)))
    if wanted in words:
        return 4
    terms = _terms(wanted)
    everything = _terms("\n".join((flow.title, *flow.questions, words)))
    return 5 if terms and terms <= everything else None


def _terms(text: str) -> set[str]:
    """Return a text's words, and of Chinese each pair of characters."""
    found: set[str] = set()
    for run in runs(fold(text)):
        if run.han and len(run.text) > 1:
            found.update(run.text[at : at + 2] for at in range(len(run.text) - 1))
        else:
            found.add(run.text)
    return found


def walk_in(connection: Connection, conversation_id: str) -> FlowWalk | None:
    """Return the walk that is under way in a conversation, the newest if two began one."""
    found = rows.where(
        connection,
        FlowWalk,
        "conversation_id = ? AND outcome IS NULL AND deleted_at IS NULL ORDER BY started_at DESC, id LIMIT 1",
        (conversation_id,),
    )
    return found[0] if found else None


def walks_in(connection: Connection, conversation_id: str) -> list[FlowWalk]:
    """Return all walks of a conversation, the oldest first."""
    wanted = "conversation_id = ? AND deleted_at IS NULL ORDER BY started_at, id"
    return rows.where(connection, FlowWalk, wanted, (conversation_id,))


def figures(connection: Connection, flow_id: str, since: int = 0) -> Figures:
    """Return what became of a flow's walks that this device holds, since a time (ms)."""
    wanted = "flow_id = ? AND started_at >= ? AND deleted_at IS NULL"
    return counted(rows.where(connection, FlowWalk, wanted, (flow_id, since)))


def counted(walks: Iterable[FlowWalk]) -> Figures:
    """Count walks by their outcome, and by step who came there and who got no further."""
    shown: dict[str, int] = {}
    left: dict[str, int] = {}
    handed: dict[str, int] = {}
    outcomes: dict[Outcome | None, int] = {}
    times: list[int] = []
    total = 0
    for walk in walks:
        total += 1
        outcomes[walk.outcome] = outcomes.get(walk.outcome, 0) + 1
        way = [key for key, _ in path(walk.start, walk.choices)]
        for key in dict.fromkeys((walk.start, *(choice.to for choice in walk.choices if choice.answer_id), *way)):
            shown[key] = shown.get(key, 0) + 1
        if walk.outcome in (Outcome.HANDOVER, Outcome.STOPPED):
            left[way[-1]] = left.get(way[-1], 0) + 1
        if walk.outcome is Outcome.HANDOVER:
            handed[way[-1]] = handed.get(way[-1], 0) + 1
        if walk.ended_at is not None:
            times.append(max(walk.ended_at - walk.started_at, 0))
    steps = {
        key: StepFigures(shown=count, left=left.get(key, 0), handed=handed.get(key, 0)) for key, count in shown.items()
    }
    return Figures(
        walks=total,
        solved=outcomes.get(Outcome.SOLVED, 0),
        handed=outcomes.get(Outcome.HANDOVER, 0),
        stopped=outcomes.get(Outcome.STOPPED, 0),
        median_ms=sorted(times)[len(times) // 2] if times else 0,
        steps=steps,
    )


def chart_of(connection: Connection, walk: FlowWalk) -> Chart | None:
    """Return the chart that a walk goes through as it is published now, None when the flow is not here any more."""
    flow = rows.get(connection, Flow, walk.flow_id)
    return flow.chart if flow is not None else None
