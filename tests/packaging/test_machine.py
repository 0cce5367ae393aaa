"""packaging/machine.py: what is missing, what may be installed, when the environment is stale."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def machine() -> ModuleType:
    """The module by path: packaging/ is not a package."""
    spec = importlib.util.spec_from_file_location("machine", ROOT / "packaging/machine.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["machine"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH; tests put programs into it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def write_program(folder: Path, name: str, body: str) -> None:
    """A shell script that stands for a program of the operating system."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_package_that_is_half_removed_is_missing(machine: ModuleType, programs: Path) -> None:
    rows = r"printf 'libegl1\tinstalled\nlibgl1\tconfig-files\n'; exit 1"
    write_program(programs, "dpkg-query", rows)
    assert machine.installed_packages(["libegl1", "libgl1", "libnone"]) == {"libegl1"}


def test_one_alternative_is_enough(machine: ModuleType, programs: Path) -> None:
    write_program(programs, "dpkg-query", r"printf 'libglib2.0-0t64\tinstalled\n'; exit 1")
    renamed = machine.Need("events", ("libglib2.0-0", "libglib2.0-0t64"), "library:none.so")
    absent = machine.Need("nothing", ("libnone",), "library:none.so")
    assert machine.missing([renamed, absent]) == [absent]


@pytest.mark.parametrize(
    ("what", "there"),
    [("program:none|sed", True), ("program:none", False), ("library:none.so.9", False), ("file:no/*/such", False)],
)
def test_probes_look_at_the_machine_itself(machine: ModuleType, programs: Path, what: str, there: bool) -> None:
    write_program(programs, "sed", "exit 0")
    assert machine.probe(what) is there


def test_without_rights_the_exact_command_is_printed(
    machine: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_program(programs, "apt-get", "exit 99")
    write_program(programs, "apt-cache", "exit 0")
    write_program(programs, "dpkg-query", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(machine.SetupError, match=r"sudo apt-get install libnone$"):
        machine.ensure_system([machine.Need("nothing", ("libnone",), "program:none")])


def test_without_apt_each_missing_thing_is_named(
    machine: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    need = machine.Need("the customer's page", ("chromium",), "program:chromium")
    with pytest.raises(machine.SetupError, match=r"the customer's page.*program:chromium"):
        machine.ensure_system([need])


def test_as_root_only_what_is_missing_is_installed(
    machine: ModuleType, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = tmp_path / "calls"
    write_program(programs, "apt-get", f'echo "$@" >> {calls}')
    write_program(programs, "apt-cache", 'test "$2" = libnew && echo "  Candidate: 1.0"')
    write_program(programs, "dpkg-query", r"printf 'libhere\tinstalled\n'")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "platform", "linux")
    here = machine.Need("here", ("libhere",), "program:none")
    renamed = machine.Need("renamed", ("libold", "libnew"), "program:none")
    machine.ensure_system([here])
    assert not calls.exists()
    machine.ensure_system([here, renamed])
    updated, installed = calls.read_text(encoding="utf-8").splitlines()
    assert updated.endswith("update")
    assert installed.endswith("install --no-install-recommends libnew")


def test_the_stamp_changes_with_the_lock_file(
    machine: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.lock"
    monkeypatch.setattr(machine, "LOCK", lock)
    lock.write_text("one==1\n", encoding="utf-8")
    first = machine.lock_stamp()
    assert machine.lock_stamp() == first
    lock.write_text("one==2\n", encoding="utf-8")
    assert machine.lock_stamp() != first


def test_a_broken_interpreter_has_no_version(machine: ModuleType, tmp_path: Path) -> None:
    assert machine.version_of(tmp_path / "python") is None
    assert machine.version_of(sys.executable) == sys.version_info[:2]
