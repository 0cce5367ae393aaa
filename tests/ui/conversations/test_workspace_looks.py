"""The workspace in narrow and wide windows, and by the keyboard alone: what gives way, and where the focus goes."""

import itertools

import msgspec
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.exceptions import capture_exceptions
from shiboken6 import isValid

from app.domain.customers import Customer, Level
from app.storage import rows
from app.ui.conversations.context_pane import ContextPane
from app.ui.kit.attachments import Attachments
from app.ui.kit.rich_text import Media
from app.ui.kit.table_model import KeyRole
from app.ui.kit.theme import theme
from app.ui.shell.window import LEAST_LARGE
from tests.helpers import office
from tests.helpers.office import AMY, CHEN, WANG
from tests.ui.conversations.bench import Bench, Open


def test_the_context_pane_folds_in_a_narrow_window(workspace: Open, bench: Bench) -> None:
    view = workspace()
    assert view.context.isVisible()
    view.resize(1279 - 60, 700)  # the rail takes 60
    bench.qtbot.waitUntil(lambda: not view.context.isVisible())
    assert view.context.knowledge.search not in view.panes()
    view.toggle_context()
    assert view.context.isVisible()
    assert view.talk.width() >= theme().px(420)
    view.resize(1280 - 60, 700)
    assert view.context.isVisible()
    view.resize(1279 - 60, 700)
    bench.qtbot.waitUntil(lambda: not view.context.isVisible())
    view.resize(1400, 830)
    bench.qtbot.waitUntil(view.context.isVisible)  # it was folded for want of room, not by the agent


def test_the_workspace_fits_the_smallest_window_with_the_largest_letters(workspace: Open, bench: Bench) -> None:
    theme().apply(text_percent=150)
    try:
        view = workspace()
        bench.qtbot.waitUntil(lambda: not view.context.isVisible())
        room = LEAST_LARGE - QSize(theme().px(60), theme().px(80))
        assert view.minimumSizeHint().width() <= room.width()
        assert view.minimumSizeHint().height() <= room.height()
    finally:
        theme().apply(text_percent=100)


def test_the_context_pane_comes_by_itself_into_the_place_kept_for_it(workspace: Open, bench: Bench) -> None:
    view = workspace()
    bench.qtbot.waitUntil(lambda: view.findChild(ContextPane) is not None)
    pane = view.context
    bench.qtbot.waitUntil(pane.card.isVisible)  # it shows the customer
    assert pane is view.findChild(ContextPane)
    assert [view.splitter.widget(at) for at in range(view.splitter.count())] == [view.inbox, view.talk, pane]
    assert theme().px(320) <= pane.width() <= theme().px(480)


def test_the_context_pane_made_late_takes_the_place_as_it_is(workspace: Open) -> None:
    view = workspace()
    view._context_due.stop()
    kept = view.splitter.sizes()
    view.toggle_context()
    assert not view.context.isVisible()
    view.toggle_context()
    assert view.context.isVisible()
    assert view.splitter.sizes() == kept


def test_the_messages_show_where_the_keyboard_stands(workspace: Open, bench: Bench) -> None:
    view = workspace()
    thread_view = view.talk.thread_view
    calm = thread_view.grab().toImage()
    thread_view.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert thread_view.currentIndex().data(KeyRole) == f"{CHEN}-7"  # the newest
    assert thread_view.grab().toImage() != calm
    view.inbox.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert thread_view.grab().toImage() == calm
    view.open_item(WANG)
    bench.settle()
    assert not thread_view.currentIndex().isValid()


def test_what_was_found_in_a_short_thread_leaves_its_end_in_sight(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.talk.resize(view.talk.width(), 4000)
    thread_view = view.talk.thread_view
    thread_view.resize(thread_view.width(), 4000)
    thread_view.show_found(f"{CHEN}-7")
    assert thread_view.verticalScrollBar().maximum() == 0
    assert thread_view.at_end  # else a button would offer to go where one is


def test_tab_leads_from_the_messages_over_the_suggestions_to_the_composer(workspace: Open, bench: Bench) -> None:
    view = workspace()
    talk = view.talk
    stops = [view.inbox.list, talk.thread_view, *talk.strip.buttons, talk.composer.field, view.context.knowledge.search]
    talk.thread_view.setFocus()
    walked: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and focused not in walked:
        walked.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert len(talk.strip.buttons) > 1
    order = [walked.index(stop) for stop in stops[1:]]
    assert order == sorted(order)
    assert view.inbox.list in walked
    assert all(stop.accessibleName() or getattr(stop, "text", str)() for stop in walked)


def test_suggestions_that_have_no_room_are_left_out_and_the_first_stays_whole(workspace: Open, bench: Bench) -> None:
    view = workspace()
    strip = view.talk.strip
    assert len(strip.buttons) > 1
    for width in (1380, 1240, 1060):
        view.resize(width, 700)
        view.context.setVisible(True)
        QApplication.processEvents()
        shown = [made for made in strip.buttons if made.isVisible()]
        assert shown[0] is strip.buttons[0]
        assert shown[0].width() >= shown[0].minimumSizeHint().width()
        assert all(made.geometry().right() < strip._again.geometry().left() for made in shown), width
    assert len(shown) < len(strip.buttons)


def test_in_a_tight_head_the_name_stays_readable(workspace: Open, bench: Bench) -> None:
    view = workspace(open_id=AMY)
    amy = bench.database.read(lambda c: rows.get(c, Customer, "cust-amy"))
    assert amy is not None
    office.arrive(bench.database, msgspec.structs.replace(amy, rev=2, level=Level.GOLD))
    bench.settle()
    head = view.talk.head
    assert head._level.isVisible()
    view.splitter.setSizes([400, 420, 480])
    bench.qtbot.waitUntil(lambda: not head._level.isVisible())
    QApplication.processEvents()
    assert head._name.width() >= head._name.fontMetrics().horizontalAdvance("Amy Huang")


def test_the_thread_paints_every_kind_of_message(workspace: Open, bench: Bench) -> None:
    view = workspace()
    thread_view = view.talk.thread_view
    assert thread_view.rows.rowCount() >= 7
    heights = {thread_view.sizeHintForRow(row) for row in range(thread_view.rows.rowCount())}
    assert min(heights) > 20
    assert len(heights) > 3
    picture = view.grab().toImage()
    assert not picture.isNull()


def test_bubbles_have_room_for_their_lines_whatever_the_width(workspace: Open, bench: Bench) -> None:
    office.arrive(bench.database, office.said(CHEN, 8, "说来话长，" * 30, 0))
    view = workspace()
    thread_view = view.talk.thread_view

    def fits() -> bool:
        """Whether each row begins where the one before it ends."""
        indexes = [thread_view.rows.index(row, 0) for row in range(thread_view.rows.rowCount())]
        return all(
            below.top() == above.top() + thread_view.sizeHintForIndex(index).height()
            for index, above, below in zip(
                indexes, map(thread_view.visualRect, indexes), map(thread_view.visualRect, indexes[1:]), strict=False
            )
        )

    assert fits()
    wide = thread_view.viewport().size()
    view.splitter.setSizes([400, 420, 480])
    bench.qtbot.waitUntil(lambda: thread_view.viewport().width() < wide.width())
    assert thread_view.viewport().height() == wide.height()  # Qt looks at the height alone
    bench.qtbot.waitUntil(fits)
    bar = thread_view.verticalScrollBar()
    assert bar.value() == bar.maximum()  # the newest message is still on screen


def test_a_result_keeps_its_three_buttons_beside_a_scroll_bar_and_below_a_field(workspace: Open, bench: Bench) -> None:
    view = workspace()
    knowledge, results = view.context.knowledge, view.context.knowledge.results
    knowledge.search.setText("耳机")
    bench.qtbot.waitUntil(lambda: results.rows.rowCount() > 1)
    assert results.current() is not None
    results.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    knowledge.search.setFocus()
    bench.settle()
    words = (results.send_card, results.edit_first, results.insert_text)
    assert all(made.isVisible() and made.width() >= made.minimumSizeHint().width() for made in words)
    assert results.insert_text.geometry().right() < results.buttons.width() - theme().px(28)
    keys = results.edit_first.sizeHint().width()
    view.splitter.setSizes([300, 600, 480])
    bench.qtbot.waitUntil(lambda: results.edit_first.sizeHint().width() > keys)  # its key comes back with the room


def test_results_have_room_for_their_lines_whatever_the_width(workspace: Open, bench: Bench) -> None:
    view = workspace()
    view.context.knowledge.search.setText("耳机")
    results = view.context.knowledge.results
    bench.qtbot.waitUntil(lambda: results.rows.rowCount() > 3)
    bench.settle()
    long = [msgspec.structs.replace(row, title="长" * 24) for row in results.rows.loaded()]
    results.rows.set_rows(long)
    QApplication.processEvents()

    def tops() -> list[int]:
        return [results.visualRect(results.rows.index(row, 0)).top() for row in range(results.rows.rowCount())]

    def wanted() -> list[int]:
        heights = [results.sizeHintForRow(row) for row in range(results.rows.rowCount() - 1)]
        return list(itertools.accumulate(heights, initial=tops()[0]))

    bench.qtbot.waitUntil(lambda: tops() == wanted())
    wide = tops()
    view.splitter.setSizes([264, 796, 320])
    bench.qtbot.waitUntil(lambda: tops() == wanted())
    assert tops() != wide


def test_every_button_has_a_name_and_every_key_its_own_action(workspace: Open, bench: Bench) -> None:
    view = workspace()
    nameless = [
        button
        for button in view.findChildren(QAbstractButton)
        if button.isVisibleTo(view)
        and not (button.text().strip() or button.accessibleName())
        and not isinstance(button.parent(), QLineEdit)  # Qt's own clear button, named by its action
    ]
    assert nameless == []
    assert bench.ctx.actions.conflicts() == {}


def test_what_lives_longer_than_the_workspace_does_not_reach_for_it(workspace: Open, bench: Bench) -> None:
    view = workspace()
    assert view.context is not None
    media, places = bench.ctx.service(Media), bench.ctx.service(Attachments)
    view.close()
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(view)
    with capture_exceptions() as raised:
        media.arrived.emit("0" * 64)
        places.changed.emit("")
        places.here.emit("0" * 64)
        bench.link.changed.emit(bench.link.status)
        bench.link.typingChanged.emit()
        bench.ctx.actions.changed.emit()
        theme().themeChanged.emit()
    assert raised == []
