"""Files beside a table or in its archive: found by name, and nothing outside of the folder or archive."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.commands.transfer import archive as archives
from app.commands.transfer.files import open_files
from app.domain.errors import AppError
from tests.helpers.planning import PNG, plan, problems, row, table

# -- archives --------------------------------------------------------------------------------------------------


def archive(path: Path, entries: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(zipfile.ZipInfo(name), content)
    return path


def test_files_are_found_in_an_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"导出/images/A.png": PNG, "导出/附件/b.pdf": b"%PDF"})
    planned = plan(table(row(图片="a.PNG", 附件="b.pdf")), folder=path)
    assert (planned.count("new"), [file.entry for file in planned.files]) == (
        1,
        ["导出/附件/b.pdf", "导出/images/A.png"],
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_file_that_is_damaged_inside_its_archive_is_told(tmp_path: Path, method: int) -> None:
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w", method) as target:
        target.writestr("a.png", bytes(range(256)) * 400)
    data = bytearray(path.read_bytes())
    data[60:110] = b"\xff" * 50
    path.write_bytes(data)
    with archives.open_archive(path) as opened, pytest.raises(AppError, match="archive_damaged"):
        opened.read("a.png", 1_000_000)


def test_names_that_windows_wrote_in_gbk_are_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"aa.pdf": b"%PDF"})
    raw = path.read_bytes().replace(b"aa.pdf", "手.".encode("gbk")[:2] + b"\xb2\xe1" + b"df")
    path.write_bytes(raw)
    with archives.open_archive(path) as opened:
        assert opened.names() == ["手册df"]


@pytest.mark.parametrize("name", ["../x.pdf", "/x.pdf", "a/../../x.pdf", "C:/x.pdf", "..\\x.pdf"])
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(AppError) as caught, open_files(archive(tmp_path / "t.zip", {name: b"x"})):
        pass
    assert caught.value.code == "archive_unsafe"


def test_an_archive_that_would_unpack_to_far_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("zeros", b"\x00" * 100_000_000)
    with pytest.raises(AppError) as caught, open_files(path):
        pass
    assert caught.value.code == "archive_too_large"


def test_an_entry_that_lies_about_its_size_is_cut_off(tmp_path: Path) -> None:
    path = archive(tmp_path / "t.zip", {"a.pdf": b"x" * 5000})
    with archives.open_archive(path) as opened, pytest.raises(AppError) as caught:
        opened.read("a.pdf", 4999)
    assert caught.value.code == "file_too_large"


def test_a_damaged_entry_is_the_rows_problem(tmp_path: Path) -> None:
    path = tmp_path / "t.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        target.writestr("a.pdf", b"%PDF-content")
    path.write_bytes(path.read_bytes().replace(b"%PDF-content", b"%PDF-damaged"))
    assert problems(plan(table(row(附件="a.pdf")), folder=path)) == [(2, "attachments", "unreadable_file")]
