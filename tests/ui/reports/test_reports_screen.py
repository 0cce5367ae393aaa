"""Today's report: fetched, kept, and shown with its age when there is no connection."""

from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.access import allowed
from app.domain.errors import AppError
from app.domain.people import Role
from app.storage import reports
from app.storage.reports import GroupDay, Today
from app.ui.reports import SCREEN
from app.ui.reports.view import ReportsView
from tests.helpers.bench import ScreenBench
from tests.helpers.office import NOW

GROUP = GroupDay(
    group_id="group-after", group_name="售后", arrivals=128, waiting=6, answered=120, answered_within_30s=96,
    first_response_median_ms=21_000, first_response_average_ms=27_000, closed=101, abandoned=3, stars_average=4.71,
    surveys_answered=38,
)  # fmt: skip
EMPTY = GroupDay(group_id="group-pre", group_name="售前")
TOTAL = GroupDay(group_id="", group_name="", arrivals=128, waiting=6, answered=120, answered_within_30s=96)
TODAY = Today(day="2026-11-22", timezone="Asia/Shanghai", as_of=NOW, groups=(GROUP, EMPTY), total=TOTAL)


def texts(view: ReportsView) -> set[str]:
    return {found.text() for found in view.findChildren(QLabel) if found.isVisible()}


def answering(bench: ScreenBench, answer: Any) -> list[str]:
    asked: list[str] = []

    class Requests:
        def get(self, path: str, into: type) -> Any:
            asked.append(path)
            if isinstance(answer, Exception):
                raise answer
            return answer

    bench.online.bind(lambda fn: fn(Requests()))  # type: ignore[arg-type]  # of the two methods only get is asked
    return asked


def test_the_report_is_shown_by_group_and_kept(bench: ScreenBench) -> None:
    asked = answering(bench, TODAY)
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    assert asked[0].startswith("/reports/v1/today?tz=")
    shown = [[view.model.index(row, at).data() for at in range(10)] for row in range(2)]
    assert shown[0] == ["售后", "128", "6", "120", "80%", "0:21", "0:27", "101", "3", "4.7 (38)"]
    assert shown[1] == ["售前", "0", "0", "0", "—", "—", "—", "0", "0", "—"]
    assert not view.banner.isVisible()
    assert bench.database.read(reports.last_today) == TODAY


def test_of_what_arrived_a_bar_shows_what_has_no_answer_yet(bench: ScreenBench) -> None:
    half = GroupDay(group_id="g", group_name="售前", arrivals=10, answered=7)
    answering(bench, msgspec.structs.replace(TODAY, groups=(half, GROUP)))
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    assert "未应答" in texts(view)
    said = [found.accessibleName() for found in view.findChildren(QWidget)]
    assert "售前 10，已应答 7，未应答 3，排队中 0，放弃 0；售后 128，已应答 120，未应答 0，排队中 6，放弃 3" in said


def test_offline_the_last_report_says_its_age(bench: ScreenBench) -> None:
    old = Today(day="2026-11-22", timezone="Asia/Shanghai", as_of=NOW - 3 * 3_600_000, groups=(GROUP,), total=TOTAL)
    bench.write(lambda tx: reports.keep_today(tx.connection, old))
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    assert view.model.rowCount() == 1
    assert "连不上总部，这是 3 小时前的数字" in view.banner.accessibleName()
    answering(bench, TODAY)
    bench.status("online")
    assert view.model.rowCount() == 2
    assert not view.banner.isVisible()


def test_a_report_says_that_the_line_broke_after_it_and_takes_it_back(bench: ScreenBench) -> None:
    asked = answering(bench, TODAY)
    bench.status("online")
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    bench.status("offline")
    assert view.banner.isVisible()
    assert "连不上总部，这是 " in view.banner.accessibleName()
    before = len(asked)
    bench.status("online")
    assert len(asked) == before + 1, "it asks anew"
    assert not view.banner.isVisible()


def test_the_table_is_as_high_as_its_rows_and_the_bars_say_what_they_show(bench: ScreenBench) -> None:
    answering(bench, TODAY)
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    rows = 2 * view.table.verticalHeader().defaultSectionSize()
    assert view.table.viewport().height() == rows
    said = {found.accessibleName() for found in view.findChildren(QWidget) if found.accessibleName()}
    assert {"售后 0:21；售前 —"} <= said


def test_a_narrow_window_leaves_out_columns_and_no_names(bench: ScreenBench) -> None:
    answering(bench, TODAY)
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    view.resize(760, 600)
    bench.settle()
    assert view.table.isColumnHidden(6)
    assert view.table.columnWidth(0) >= 140
    assert view.table.horizontalScrollBar().maximum() == 0
    view.resize(1380, 830)
    bench.settle()
    assert not any(view.table.isColumnHidden(at) for at in range(10))


def test_offline_without_any_report_says_so_with_a_way_on(bench: ScreenBench) -> None:
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    assert "离线，还没有看过报表" in texts(view)
    answering(bench, TODAY)
    view.refresh()
    bench.settle()
    assert view.model.rowCount() == 2


def test_a_refusal_is_told_in_words(bench: ScreenBench) -> None:
    answering(bench, AppError("forbidden"))
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    assert "您的账号没有这项权限" in texts(view)


def test_rows_are_sentences(bench: ScreenBench) -> None:
    answering(bench, TODAY)
    view = bench.show(ReportsView(bench.ctx, lambda: NOW))
    spoken = view.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "售后：进线 128，排队 6，30 秒内应答 80%，已结束 101，满意度 4.7 (38)"


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_see_reports_has_the_screen(role: Role) -> None:
    assert SCREEN.visible_to(role.value) is allowed(role.value, "report.view")
