"""The tickets screen in the smallest window, in the language with the longest words."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.domain.tickets import Priority, Ticket, TicketStatus
from app.storage import rows
from app.ui.tickets.view import TicketsView
from tests.helpers import office
from tests.helpers.bench import ScreenBench, screen_bench

WIDTH, HEIGHT = 1024 - 60, 700 - 70
"""What the rail, the bars above and below leave of the smallest window."""


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ScreenBench]:
    with screen_bench(qtbot, qapp, tmp_path, language="en") as made:
        yield made


def cut(view: TicketsView) -> list[str]:
    """Return the buttons of the head that are not seen whole."""
    page = view.page
    heads = (page.hand_over, page.accept_button, page.solve_button, page.close_button, page.more, page.facts)
    found = []
    for one in heads:
        assert isinstance(one, QAbstractButton)
        if one.isVisible():
            right = one.mapTo(view.middle, QPoint(one.width(), 0)).x()
            if one.width() < one.minimumSizeHint().width() or right > view.middle.width():
                found.append(one.accessibleName() or one.text())
    return found


@pytest.mark.parametrize("mine", [True, False])
def test_no_button_of_the_head_is_cut(bench: ScreenBench, mine: bool) -> None:
    was = bench.database.read(lambda c: rows.get(c, Ticket, "ticket-1"))
    assert was is not None
    status, priority, who = TicketStatus.WAITING_INTERNAL, Priority.URGENT, office.ME if mine else ""
    bench.arrive(msgspec.structs.replace(was, status=status, priority=priority, assignee_id=who))
    view = bench.show(TicketsView(bench.ctx), WIDTH, HEIGHT)
    view.desk.open("ticket-1")
    bench.settle()
    assert view.width() == WIDTH
    assert cut(view) == []
    assert (view.page.solve_button if mine else view.page.accept_button).isVisible()
    bench.run("tickets.facts")
    assert cut(view) == []
    assert view.page.hand_over.toolTip().startswith("To Line")
    assert view.page.hand_over.accessibleName().startswith("To Line")


def test_the_facts_fold_in_a_small_window_and_come_back_for_a_look(bench: ScreenBench) -> None:
    view = bench.show(TicketsView(bench.ctx), 1380, 830)
    assert view.facts.isVisible()
    view.resize(WIDTH, HEIGHT)
    bench.settle()
    assert not view.facts.isVisible()
    view.page.facts.click()
    assert view.facts.isVisible()
    view.page.facts.click()
    assert not view.facts.isVisible()
    view.resize(1380, 830)
    bench.settle()
    assert view.facts.isVisible()


def test_a_shortened_stage_tells_all_in_its_tool_tip(bench: ScreenBench) -> None:
    view = bench.show(TicketsView(bench.ctx), WIDTH, HEIGHT)
    strip = view.page.strip
    assert strip.tip(1).startswith("Line 1 · Service desk\n")
    assert strip.tip(strip.width() - 1) == "Line 3 · R&D and makers\nNot involved"
