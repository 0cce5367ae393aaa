"""Files on the disk: encrypted, resumed anywhere, read anywhere, and taken over from a program that kept them plain."""

import hashlib
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.storage.blobs import Blobs

KEY = bytes(range(32))
WORDS = "客户身份证照片".encode() * 9_000  # more than a piece of 64 KB
NAME = hashlib.sha256(WORDS).hexdigest()
BETWEEN = 70_001
"""Not at the end of a block of the cipher."""


def readable(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and WORDS[:16] in path.read_bytes()]


def test_a_stored_file_is_read_as_it_was_and_cannot_be_read_on_the_disk(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path, KEY)
    assert blobs.store(WORDS) == NAME
    assert readable(tmp_path) == []
    assert blobs.read(NAME) == WORDS
    opened = blobs.open(NAME)
    assert opened is not None
    with opened[0] as file:
        assert opened[1] == len(WORDS)
        file.seek(BETWEEN)
        assert file.read(100) == WORDS[BETWEEN : BETWEEN + 100]
        assert file.tell() == BETWEEN + 100
    path = blobs.path(NAME)
    assert path is not None
    assert blobs.copy_to_open(path, "a.txt").read_bytes() == WORDS
    assert Blobs(tmp_path, bytes(32)).read(NAME) != WORDS


def test_two_files_share_no_keystream(tmp_path: Path) -> None:
    blobs, zeros = Blobs(tmp_path, KEY), bytes(64)
    first, second = (blobs.path(blobs.store(zeros + end)) for end in (b"1", b"2"))
    assert first is not None
    assert second is not None
    assert first.read_bytes()[:64] != second.read_bytes()[:64]


def test_a_download_goes_on_in_the_middle_of_a_block_after_a_kill(tmp_path: Path) -> None:
    Blobs(tmp_path, KEY).incoming(NAME).write([WORDS[:10], WORDS[10:BETWEEN]])
    assert readable(tmp_path) == []
    again = Blobs(tmp_path, KEY).incoming(NAME)
    assert again.size == BETWEEN
    again.write([WORDS[BETWEEN:]])
    again.finish()
    assert Blobs(tmp_path, KEY).read(NAME) == WORDS
    assert readable(tmp_path) == []


def test_a_download_that_is_not_what_its_name_says_is_thrown_away(tmp_path: Path) -> None:
    wrong = Blobs(tmp_path, KEY).incoming(NAME)
    wrong.write([WORDS[:-1], b"x"])
    with pytest.raises(AppError) as told:
        wrong.finish()
    assert told.value.code == "file_hash"
    assert Blobs(tmp_path, KEY).read(NAME) is None


def test_plain_files_of_an_older_program_are_encrypted_and_one_half_done_is_gone_on_with(tmp_path: Path) -> None:
    old, new = Blobs(tmp_path / "blobs"), Blobs(tmp_path / "files", KEY)
    others = [old.store(bytes([n]) * 10) for n in range(3)]
    old.store(WORDS)
    assert new.store(WORDS) == NAME  # a run that was stopped had come so far
    new.take_in(tmp_path / "blobs")
    assert new.read(NAME) == WORDS
    assert [new.read(name) for name in others] == [bytes([n]) * 10 for n in range(3)]
    assert not (tmp_path / "blobs").exists()
    assert readable(tmp_path) == []
