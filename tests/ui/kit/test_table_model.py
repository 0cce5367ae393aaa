"""Rows change by difference: Qt's own model tester watches, and nothing is ever reset."""

import time
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from app.ui.kit.key_change import key_change
from app.ui.kit.table_model import PAGE, Column, KeyRole, RowModel, RowRole


class Row(msgspec.Struct, frozen=True):
    id: str
    name: str = ""


def keys_of(model: RowModel[Row]) -> list[str]:
    """Return the very list that a comparison begins with."""
    keys = model.keys
    assert isinstance(keys, list)
    return keys


def make_model(fetch: Callable[[list[str]], None] | None = None, *, tested: bool = True) -> RowModel[Row]:
    columns = [Column[Row]("Name", lambda row: row.name, sort="name"), Column[Row]("Id", lambda row: row.id)]
    model: RowModel[Row] = RowModel(lambda row: row.id, columns, accessible=lambda row: f"{row.name}.", fetch=fetch)
    if tested:
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def rows(names: str) -> list[Row]:
    return [Row(id=name) for name in names]


def shown(model: RowModel[Row]) -> str:
    return "".join(model.index(at, 0).data(KeyRole) for at in range(model.rowCount()))


@pytest.mark.usefixtures("qapp")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.permutations("abcdefghij").flatmap(lambda p: st.integers(0, 10).map(lambda n: "".join(p[:n])))))
def test_any_change_of_rows_arrives_without_a_reset(states: list[str]) -> None:
    model = make_model()
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    marks: dict[str, QPersistentModelIndex] = {}
    for state in states:
        before = set(shown(model))
        model.set_rows(rows(state))
        assert shown(model) == state
        for key, mark in marks.items():
            survived = key in before and key in state and mark.isValid()
            if survived:
                assert mark.data(KeyRole) == key
        marks = {key: QPersistentModelIndex(model.index_of(key)) for key in state}
    assert resets == []


@pytest.mark.usefixtures("qapp")
def test_a_row_that_stays_keeps_its_persistent_index_through_moves() -> None:
    model = make_model()
    model.set_rows(rows("abcdef"))
    mark = QPersistentModelIndex(model.index_of("c"))
    model.set_rows(rows("fecxbad"))
    assert mark.data(KeyRole) == "c"
    assert mark.row() == 2


@pytest.mark.usefixtures("qapp")
def test_sorting_a_long_list_anew_keeps_persistent_indexes() -> None:
    model = make_model()
    everyone = [Row(id=str(number)) for number in range(1000)]
    model.set_rows(everyone)
    mark = QPersistentModelIndex(model.index_of("37"))
    model.set_rows(reversed(everyone))
    assert mark.row() == 1000 - 1 - 37
    assert mark.data(KeyRole) == "37"


@pytest.mark.usefixtures("qapp")
def test_only_rows_that_differ_are_announced() -> None:
    model = make_model()
    model.set_rows([Row(id="a", name="1"), Row(id="b", name="2"), Row(id="c", name="3"), Row(id="d", name="4")])
    ranges: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: ranges.append((first.row(), last.row())))
    model.set_rows([Row(id="a", name="1"), Row(id="b", name="x"), Row(id="c", name="y"), Row(id="d", name="4")])
    assert ranges == [(1, 2)]


@pytest.mark.usefixtures("qapp")
def test_roles_of_a_cell() -> None:
    model = make_model()
    model.set_rows([Row(id="a", name="Ann")])
    index = model.index(0, 0)
    assert index.data() == "Ann"
    assert index.data(RowRole) == Row(id="a", name="Ann")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Ann."
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Id"


def test_a_long_list_fetches_only_what_is_looked_at(qtbot: QtBot) -> None:
    asked: list[list[str]] = []
    model = make_model(asked.append, tested=False)  # the tester looks at the last row, too
    view = QListView()
    qtbot.addWidget(view)
    view.setUniformItemSizes(True)
    view.setModel(model)
    view.resize(200, 300)
    view.show()
    model.set_keys(str(number) for number in range(100_000))
    qtbot.waitUntil(lambda: bool(asked))
    assert 0 < sum(map(len, asked)) <= 2 * PAGE
    assert not any("50000" in page for page in asked)
    asked.clear()
    middle = model.index(50_000, 0)
    view.scrollTo(middle)
    view.grab()
    qtbot.waitUntil(lambda: any("50000" in page for page in asked))
    assert middle.data(RowRole) is None
    model.put_rows([Row(id="50000", name="middle")])
    assert middle.data() == "middle"


@pytest.mark.usefixtures("qapp")
def test_keys_that_differ_in_too_many_places_are_left_to_a_new_model() -> None:
    model = make_model()
    model.set_keys("abcdef")
    assert not model.take_change(key_change(list(model.keys), "bdf"), 2)
    assert shown(model) == "abcdef"
    assert model.take_change(key_change(list(model.keys), "adef"), 2)
    assert model.take_change(key_change(list(model.keys), "xadefyz"), 2)
    assert shown(model) == "xadefyz"


@pytest.mark.usefixtures("qapp")
def test_a_change_that_was_worked_out_from_older_keys_still_ends_where_it_should() -> None:
    model = make_model()
    model.set_keys("abc")
    first = key_change(keys_of(model), "abcd")
    late = key_change(keys_of(model), "bcx")  # on another thread, while the first is made
    assert model.take_change(first)
    assert model.take_change(late)
    assert shown(model) == "bcx"
    assert [model.position(key) for key in "bcx"] == [0, 1, 2]


@pytest.mark.usefixtures("qapp")
def test_a_change_of_a_long_list_that_was_worked_out_elsewhere_is_made_within_a_blink() -> None:
    model = make_model(tested=False)
    keys = [f"article-{number:06d}" for number in range(100_000)]
    model.set_keys(keys)
    change = key_change(keys_of(model), [*(f"{key}" for key in keys), "last"])  # strings of their own, as of a query
    began = time.thread_time()
    model.take_change(change)
    assert (time.thread_time() - began) * 1000 < 15
    assert len(model) == 100_001


def test_the_same_page_is_not_asked_for_twice_and_again_after_a_failure(qtbot: QtBot) -> None:
    asked: list[list[str]] = []
    model = make_model(asked.append)
    model.set_keys(["a", "b"])
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: len(asked) == 1)
    model.index(1, 0).data()
    qtbot.wait(10)
    assert asked == [["a", "b"]]
    model.retry()
    model.index(1, 0).data()
    qtbot.waitUntil(lambda: len(asked) == 2)


def test_a_stale_value_is_fetched_again_and_shown_meanwhile(qtbot: QtBot) -> None:
    asked: list[list[str]] = []
    model = make_model(asked.append)
    model.set_rows([Row(id="a", name="old"), Row(id="b", name="b")])
    model.invalidate(["a", "unknown"])
    qtbot.waitUntil(lambda: asked == [["a"]])
    assert model.index(0, 0).data() == "old"


def test_of_all_stale_values_those_looked_at_are_fetched_first_the_others_when_they_are_looked_at(qtbot: QtBot) -> None:
    asked: list[list[str]] = []
    model = make_model(asked.append)
    many = [Row(id=f"{number:04}", name="old") for number in range(5 * PAGE)]
    model.set_rows(many)
    model.index(2 * PAGE, 0).data()
    model.index(3 * PAGE, 0).data()
    model.invalidate()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [[row.id for row in many[2 * PAGE : 4 * PAGE]]]
    assert model.index(4 * PAGE + 1, 0).data() == "old"
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1] == [row.id for row in many[4 * PAGE :]]


def test_selection_survives_a_change(qtbot: QtBot) -> None:
    model = make_model()
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    model.set_rows(rows("abcd"))
    view.selectionModel().setCurrentIndex(model.index_of("c"), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    model.set_rows(rows("xcba"))
    assert [index.data(KeyRole) for index in view.selectedIndexes()] == ["c"]


def test_sorting_is_the_query_s_work(qtbot: QtBot) -> None:
    model = make_model()
    with qtbot.waitSignal(model.sortRequested) as sorted_by:
        model.sort(0, Qt.SortOrder.DescendingOrder)
    assert sorted_by.args == ["name", True]
    owner = QObject()
    model.sortRequested.connect(lambda *_: owner.setObjectName("asked"))
    model.sort(1)
    assert owner.objectName() == ""


@pytest.mark.usefixtures("qapp")
def test_who_is_made_current_by_a_removal_was_not_chosen() -> None:
    model = make_model()
    model.set_rows(rows("abc"))
    view = QListView()
    view.setModel(model)
    view.setSelectionMode(QListView.SelectionMode.SingleSelection)
    current: list[tuple[str, bool]] = []
    view.selectionModel().currentChanged.connect(lambda index, _: current.append((index.data(KeyRole), model.changing)))
    view.setCurrentIndex(model.index_of("a"))
    model.set_rows(rows("bc"))
    assert current == [("a", False), ("b", True)]
    assert not model.changing
    view.deleteLater()
