"""A search is made again by meaning when the typing pauses, and never moves rows under somebody who is choosing."""

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.storage.suggestions import Findings, KnowledgeIndex
from app.ui.conversations import knowledge_panel
from app.ui.conversations.knowledge_panel import KnowledgePanel
from tests.ui.conversations.bench import ENTER, Bench, Open

WORDS = "erji"


class Turned(KnowledgeIndex):
    """Finds by meaning what the words find, the other way round, with chances to match."""

    def search(self, connection: Any, text: str, at: int, *, by_meaning: bool = False, **more: Any) -> Findings:
        found = super().search(connection, text, at, **more)
        rows = tuple(reversed(found.rows)) if by_meaning else found.rows
        rows = tuple(msgspec.structs.replace(row, confidence=0.9 - 0.01 * at) for at, row in enumerate(rows))
        return msgspec.structs.replace(found, rows=rows, by_meaning=by_meaning)


@pytest.fixture
def panel(workspace: Open, bench: Bench) -> KnowledgePanel:
    bench.ctx.services[KnowledgeIndex] = Turned()  # type: ignore[index]  # a dictionary here
    view = workspace()
    view.focus_knowledge()
    return view.context.knowledge


def shown(panel: KnowledgePanel) -> list[str]:
    rows = panel.results.rows
    return [row.title for row in map(rows.row, range(rows.rowCount())) if row]


def search(panel: KnowledgePanel, bench: Bench) -> list[str]:
    """Type, and return what the words find at once."""
    QTest.keyClicks(panel.search, WORDS)
    bench.qtbot.waitUntil(lambda: panel._answered == WORDS, timeout=5_000)
    return shown(panel)


def test_the_order_follows_the_meaning_when_the_typing_pauses(panel: KnowledgePanel, bench: Bench) -> None:
    first = search(panel, bench)
    assert len(first) > 1
    bench.qtbot.waitUntil(lambda: shown(panel) == first[::-1], timeout=5_000)
    current = panel.results.current()
    assert current is not None
    assert current.title == first[-1]


def test_rows_stay_under_somebody_who_is_choosing(panel: KnowledgePanel, bench: Bench) -> None:
    first = search(panel, bench)
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    chosen = panel.results.current()
    bench.qtbot.waitUntil(lambda: not panel.desk.advice._pause.isActive(), timeout=5_000)
    bench.settle()
    assert shown(panel) == first
    assert panel.results.current() == chosen


def test_enter_sends_nothing_that_came_to_the_top_a_moment_ago(
    panel: KnowledgePanel, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge_panel, "SEEN_MS", 60_000)
    sent: list[str] = []
    panel.cardWanted.connect(sent.append)
    first = search(panel, bench)
    bench.qtbot.waitUntil(lambda: shown(panel) == first[::-1], timeout=5_000)
    QTest.keyClick(panel.search, ENTER)
    assert sent == []
