"""Files on this device: whole, durable, and under the name of their content."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.domain.files import MAX_FILE_BYTES
from app.storage.blobs import Blobs

WORDS = "保修卡".encode()
SHA256 = hashlib.sha256(WORDS).hexdigest()


def test_a_file_is_found_by_its_content(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    assert blobs.read(SHA256) is None
    assert blobs.store(WORDS) == blobs.store(WORDS) == SHA256
    assert blobs.read(SHA256) == WORDS
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [SHA256]


def test_files_are_counted_where_they_lie(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    assert blobs.measure() == (0, 0)
    blobs.store(WORDS)
    (tmp_path / "blobs" / SHA256[:2] / f"{SHA256}.part").write_bytes(b"not whole")
    assert blobs.measure() == (1, len(WORDS))


@pytest.mark.skipif(os.name != "posix", reason="folders cannot be synced elsewhere")
def test_a_file_and_its_name_survive_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    really = os.fsync

    def fsync(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    Blobs(tmp_path).store(WORDS)
    assert synced == [False, True]  # first what is in it, then the folder with its name


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="file_too_large"):
        Blobs(tmp_path).store(bytes(MAX_FILE_BYTES + 1))
    assert list(tmp_path.rglob("*")) == []


def test_a_folder_that_cannot_be_made_is_no_full_disk(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("in the way")
    with pytest.raises(AppError, match="database_not_writable"):
        Blobs(tmp_path / "blobs").store(WORDS)


def test_copies_that_other_programs_open_do_not_outlive_the_run(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    source = blobs.path(blobs.store(b"secret"))
    assert source is not None
    first, second = (blobs.copy_to_open(source, "a.pdf") for _ in range(2))
    assert first != second
    assert first.name == "a.pdf"
    assert first.read_bytes() == b"secret"
    assert first.is_relative_to(tmp_path), "in the profile, which is for this user's eyes alone"
    assert blobs.opened.stat().st_mode & 0o077 == 0
    blobs.forget_copies()
    assert not blobs.opened.exists()
    assert source.read_bytes() == b"secret"
    blobs.forget_copies()
