"""Sync by a file in the pocket, from the sync centre."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.commands import customers
from app.domain import sealed
from app.domain.change import Result
from app.domain.protocol import Seal
from app.domain.sealed import Answer, Answers, Outbox
from app.storage import sealed as storage
from app.storage import sync_status
from app.ui.outbox.view import OutboxView
from tests.helpers.bench import ScreenBench

SEAL = Seal(server_id="server", device_id="device", key="ab" * 32)


@pytest.fixture
def view(bench: ScreenBench) -> OutboxView:
    bench.database.replicate(lambda replica: storage.keep(replica.connection, SEAL)).result(5)
    bench.write(lambda tx: customers.edit(tx, "cust-zhao", phone="139", city="西安市"))
    return bench.show(OutboxView(bench.ctx))


def chosen(bench: ScreenBench, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    dialog = bench.dialog()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    bench.settle()


def exported(path: Path) -> Outbox:
    with path.open("rb") as file, sealed.opened(file, Outbox) as found:
        found.check(SEAL.key)
        return found.manifest


def test_what_waits_goes_into_a_file_and_stays_in_the_outbox(
    bench: ScreenBench, view: OutboxView, tmp_path: Path
) -> None:
    view.classes.export.click()
    chosen(bench, tmp_path / "out.zip")
    assert bench.said() == ["已导出 1 项，交给总部的管理员导入"]
    assert [op.row for op in exported(tmp_path / "out.zip").ops] == ["cust-zhao"]
    assert bench.database.read(sync_status.pending) == 1


def test_the_answers_come_back_once(bench: ScreenBench, view: OutboxView, tmp_path: Path) -> None:
    view.carrying.export(tmp_path / "out.zip")
    bench.settle()
    found = exported(tmp_path / "out.zip")
    answers = Answers(
        server_id="server", device_id="device", agent_id=found.agent_id, epoch=found.epoch,
        answers=tuple(Answer(op.id, Result(status="noop")) for op in found.ops),
    )  # fmt: skip
    with (tmp_path / "back.zip").open("wb") as file:
        sealed.write(file, answers, SEAL.key)
    view.classes.answers.click()
    chosen(bench, tmp_path / "back.zip")
    assert bench.database.read(sync_status.pending) == 0
    view.carrying.take_answers(tmp_path / "back.zip")
    bench.settle()
    assert bench.said()[1:] == ["总部处理了 1 项，需要您决定的在「要我处理」", "这个文件里没有新的处理结果"]


def test_a_file_that_is_none_of_ours_is_told_and_changes_nothing(
    bench: ScreenBench, view: OutboxView, tmp_path: Path
) -> None:
    (tmp_path / "x.zip").write_bytes(b"nothing")
    view.carrying.take_answers(tmp_path / "x.zip")
    view.carrying.export(tmp_path / "out.zip")
    bench.settle()
    view.carrying.take_answers(tmp_path / "out.zip")
    bench.settle()
    assert "文件已损坏或不完整，什么都没有收下。请重新导出再拷贝一次" in bench.said()
    assert "选错了文件：导出的待上传内容交给总部，处理结果带回本机" in bench.said()
    assert bench.database.read(sync_status.pending) == 1


def test_an_export_that_cannot_be_written_leaves_nothing_half(
    bench: ScreenBench, view: OutboxView, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    view.carrying.export(tmp_path / "folder")
    bench.settle()
    assert len(bench.said()) == 1
    assert list((tmp_path / "folder").iterdir()) == []
    assert [path.name for path in tmp_path.glob(".folder*")] == []
