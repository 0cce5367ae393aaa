"""Files on their way in and out."""

import errno
import os
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES
from app.storage.blobs import Blobs
from app.storage.schema import refusal_of
from app.ui.kit import intake

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + b"\x08\x06\x00\x00\x00"


def code_of(path: Path, blobs: Blobs) -> str:
    with pytest.raises(AppError) as told:
        intake.store_path(blobs, path)
    assert told.value.values["name"] == path.name
    return told.value.code


def test_every_fault_of_a_chosen_file_has_one_code(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    large = tmp_path / "large.mp4"
    large.touch()
    os.truncate(large, MAX_FILE_BYTES + 1)
    assert code_of(large, blobs) == "file_too_large"
    assert code_of(tmp_path / "gone.pdf", blobs) == "file_unreadable"
    assert code_of(tmp_path, blobs) == "file_unreadable"


def test_a_picture_is_what_its_bytes_say(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    shown = intake.store(blobs, PNG, "..\\a?.txt")
    assert (shown.name, shown.mime, shown.width, shown.height) == ("a_.txt", "image/png", 640, 480)
    claimed = intake.store(blobs, b"<svg onload=alert(1)>", "a.svg")
    assert (claimed.mime, claimed.is_image) == ("application/octet-stream", False)
    assert intake.store(blobs, b"%PDF", "a.pdf").mime == "application/pdf"


def test_a_folder_that_may_not_be_written_to_is_not_told_as_a_full_disk(tmp_path: Path) -> None:
    source, blobs = tmp_path / "a", Blobs(tmp_path / "blobs")
    source.write_bytes(b"x")
    with pytest.raises(AppError) as told:
        intake.save_as(blobs, source, tmp_path / "gone" / "b")
    assert (told.value.code, told.value.values["path"]) == ("place_not_writable", str(tmp_path / "gone"))
    intake.save_as(blobs, source, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"x"


def test_a_full_quota_is_a_full_disk_everywhere() -> None:
    told = [refusal_of(OSError(code, ""), Path("x")).code for code in (errno.ENOSPC, errno.EDQUOT, errno.EACCES)]
    assert told == ["disk_full", "disk_full", "database_not_writable"]
