"""How the list is arranged: tabs, groups, order and filter. No widgets: rows in, rows out."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from app.domain.conversations import Status
from app.search.text import fold
from app.storage.conversations import ConversationRow, Workspace
from app.ui.conversations.urgency import due_of
from app.ui.kit.i18n import Marked, mark

Tab = Literal["active", "queue", "team", "hold"]
TABS: tuple[tuple[Tab, Marked], ...] = (
    ("active", mark("进行中")),
    ("queue", mark("排队")),
    ("team", mark("组内")),
    ("hold", mark("挂起")),
)
_NEVER = 1 << 62


class Head(msgspec.Struct, frozen=True):
    """The heading of a group. ``count`` may be larger than the rows below it; ``next``: its first is taken next."""

    key: str
    title: Marked
    count: int
    next: bool = False

    @property
    def id(self) -> str:
        return f"head:{self.key}"


Item = Head | ConversationRow

SOON, MINE, WAITING, WRAP_UP = mark("即将超时"), mark("待我回复"), mark("等待客户"), mark("待小结")
QUEUED, CONFLICT, UNSENT, SYNCED = mark("排队中"), mark("有冲突"), mark("有待发送内容"), mark("已同步")
TEAM, HELD, LEFT = mark("同事的会话"), mark("挂起中"), mark("留言")


def counts(space: Workspace, now: int) -> dict[Tab, int]:
    """Return the numbers on the tabs."""
    held = sum(on_hold(row, now) for row in space.mine)
    return {
        "active": len(space.mine) - held,
        "queue": space.queued_count + space.left_count,
        "team": space.team_count,
        "hold": held,
    }


def on_hold(row: ConversationRow, now: int) -> bool:
    """Say whether a conversation is put aside."""
    return row.snoozed_until is not None and row.snoozed_until > now


def matches(row: ConversationRow, query: str) -> bool:
    """Say whether a row is meant by what was typed: name, pinyin, initials, number or last words."""
    wanted = fold(query).split()
    hay = (row.sound, str(row.number), f"c-{row.number}", fold(row.last.text), fold(row.topic))
    return all(any(word in part for part in hay) for word in wanted)


def arrange(space: Workspace, tab: Tab, now: int, *, online: bool = True, query: str = "") -> list[Item]:
    """Return the rows of a tab in their groups, the most urgent first; empty groups are left out."""
    if query.strip():
        return [*_newest(row for row in space.everyone if matches(row, query))]
    mine = [row for row in space.mine if on_hold(row, now) == (tab == "hold")]
    if tab == "queue":
        return _grouped(_unassigned(space))
    if tab == "team":
        return _grouped([("team", TEAM, sorted(space.team, key=deadline), space.team_count)])
    if tab == "hold":
        return _grouped([("hold", HELD, sorted(mine, key=lambda row: row.snoozed_until or 0), len(mine))])
    if not online:
        return _offline(mine)
    owed = sorted((row for row in mine if due_of(row) is not None), key=deadline)
    soon = [row for row in owed if _is_soon(row, now)]
    quiet = [row for row in mine if due_of(row) is None]
    groups: list[tuple[str, Marked, Sequence[ConversationRow], int]] = [
        ("soon", SOON, soon, len(soon)),
        ("mine", MINE, rest := [row for row in owed if row not in soon], len(rest)),
        ("wrap", WRAP_UP, ends := [row for row in quiet if row.status is Status.WRAP_UP], len(ends)),
        ("waiting", WAITING, calm := _newest(row for row in quiet if row.status is not Status.WRAP_UP), len(calm)),
        *_unassigned(space),
    ]
    return _grouped(groups)


def _unassigned(space: Workspace) -> list[tuple[str, Marked, Sequence[ConversationRow], int]]:
    """Who waits at his page stands apart from who left a message and will be answered another way."""
    return [("queue", QUEUED, space.queued, space.queued_count), ("left", LEFT, space.left, space.left_count)]


def _offline(mine: Sequence[ConversationRow]) -> list[Item]:
    """Return what is not at headquarters first; in each group what is owed soonest comes before what is not owed."""
    ordered = sorted(mine, key=lambda row: (deadline(row), -row.last.at))
    trouble = [row for row in ordered if row.trouble]
    unsent = [row for row in ordered if not row.trouble and _unsent(row)]
    synced = [row for row in ordered if not row.trouble and not _unsent(row)]
    return _grouped(
        [
            ("conflict", CONFLICT, trouble, len(trouble)),
            ("unsent", UNSENT, unsent, len(unsent)),
            ("synced", SYNCED, synced, len(synced)),
        ]
    )


def _unsent(row: ConversationRow) -> bool:
    return bool(row.pending or row.stale or (row.draft and not row.draft_is_note))


def _is_soon(row: ConversationRow, now: int) -> bool:
    what = due_of(row)
    return what is not None and what.soon(now)


def _newest(rows: Iterable[ConversationRow]) -> list[ConversationRow]:
    return sorted(rows, key=lambda row: -row.last.at)


def _grouped(groups: Sequence[tuple[str, Marked, Sequence[ConversationRow], int]]) -> list[Item]:
    items: list[Item] = []
    waiting = next((key for key, _, rows, _ in groups if rows and key in ("queue", "left")), "")
    for key, title, rows, count in groups:
        if rows:
            items.append(Head(key, title, count, key == waiting))
            items.extend(rows)
    return items


def steady(shown: Sequence[Item], fresh: Sequence[Item]) -> list[Item]:
    """Return the fresh rows in the order that is on screen: nothing moves under a pointer or while keys are pressed.

    What is gone leaves; what is new comes behind its predecessor; headings without a row below them wait.
    """
    values = {item.id: item for item in fresh}
    kept = [values[item.id] for item in shown if item.id in values]
    present = {item.id for item in kept}
    for at, item in enumerate(fresh):
        if item.id in present:
            continue
        before = next((other.id for other in reversed(fresh[:at]) if other.id in present), None)
        place = next((n for n, other in enumerate(kept) if other.id == before), -1) + 1
        kept.insert(place, item)
        present.add(item.id)
    return [
        item
        for item, below in itertools.zip_longest(kept, kept[1:])
        if not isinstance(item, Head) or isinstance(below, ConversationRow)
    ]


def most_urgent(space: Workspace, now: int) -> str:
    """Return the id of the own conversation whose deadline is nearest, "" when nothing is owed."""
    owed = [row for row in space.mine if due_of(row) is not None and not on_hold(row, now)]
    return min(owed, key=deadline).id if owed else ""


def next_waiting(space: Workspace) -> str:
    """Return the id of the conversation to take next: the queue by priority and wait, then messages left; or ""."""
    return next((row.id for row in (*space.queued, *space.left)), "")


def neighbour(items: Sequence[Item], current: str, step: int) -> str:
    """Return the id of the next (+1) or previous (-1) conversation in the order on screen, round the end."""
    ids = [item.id for item in items if isinstance(item, ConversationRow)]
    if not ids:
        return ""
    if current not in ids:
        return ids[0 if step > 0 else -1]
    return ids[(ids.index(current) + step) % len(ids)]


def deadline(row: ConversationRow) -> int:
    """Return when the row's next step is due (ms); far in the future when nothing is."""
    what = due_of(row)
    return what.deadline if what is not None else _NEVER


def arrivals(before: Workspace, after: Workspace) -> list[ConversationRow]:
    """Return the own conversations in which a customer has written since ``before``, or that were newly given to me."""
    seen = {row.id: row for row in before.mine}
    return [row for row in after.mine if row.id not in seen or row.unread > seen[row.id].unread]


class Warned(msgspec.Struct, frozen=True):
    """Which deadlines were announced already: (conversation, deadline) once when near and once when passed."""

    near: frozenset[tuple[str, int]] = frozenset()
    late: frozenset[tuple[str, int]] = frozenset()


def warn(space: Workspace, now: int, said: Warned) -> tuple[list[tuple[ConversationRow, bool]], Warned]:
    """Return (row, late) for every deadline to announce now, and what is announced from then on."""
    news: list[tuple[ConversationRow, bool]] = []
    near, late = set(said.near), set(said.late)
    for row in space.mine:
        what = due_of(row)
        if what is None or on_hold(row, now):
            continue
        once = (row.id, what.deadline)
        if what.left(now) < 0:
            if once not in late:
                news.append((row, True))
            late.add(once)
            near.add(once)
        elif what.soon(now):
            if once not in near:
                news.append((row, False))
            near.add(once)
    return news, Warned(frozenset(near), frozenset(late))
