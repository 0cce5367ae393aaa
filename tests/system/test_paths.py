"""Where things lie: one folder an account, everything below one root."""

import sys
from pathlib import Path

import pytest

from app.system.paths import app_paths


def test_everything_lies_below_the_users_data_folder(home: Path) -> None:
    paths = app_paths()
    assert paths.root.is_relative_to(home)
    profile = paths.profile("server", "agent")
    for path in (paths.settings, paths.logs, paths.lock, profile.database, profile.blobs, profile.backups):
        assert path.is_relative_to(paths.root)


def test_an_override_moves_all_of_it(tmp_path: Path) -> None:
    assert app_paths(tmp_path / "x").root == tmp_path / "x"


def test_accounts_never_share_a_folder(tmp_path: Path) -> None:
    paths = app_paths(tmp_path)
    accounts = [("s", "a"), ("s", "b"), ("t", "a"), ("s\na", ""), ("s", "../../a"), ("S", "a")]
    assert len({paths.profile(*account).folder for account in accounts}) == len(accounts)
    assert all(paths.profile(*account).folder.parent == tmp_path / "profiles" for account in accounts)
    assert paths.profile("s", "a") == paths.profile("s", "a")


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no mode there")
def test_folders_are_private(tmp_path: Path) -> None:
    paths = app_paths(tmp_path / "root")
    paths.create()
    profile = paths.profile("s", "a")
    profile.create()
    for folder in (paths.root, paths.logs, profile.folder, profile.blobs, profile.backups):
        assert folder.stat().st_mode & 0o077 == 0
