"""pyproject.toml and the lock file: complete, explained, and the same on every platform."""

import re
import tomllib

from tests.architecture import source

PYPROJECT = (source.ROOT / "pyproject.toml").read_text(encoding="utf-8")
LOCK = (source.ROOT / "requirements.lock").read_text(encoding="utf-8")
REQUIREMENT = re.compile(r'^\s*"([A-Za-z0-9_-]+)(?:\[[a-z]+\])?\s*([=<>~]=[^"]+)",(?:\s*#\s*(\S.*))?$')


def declared() -> list[str]:
    """The requirement strings of all extras."""
    project = tomllib.loads(PYPROJECT)["project"]
    return [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]


def locked() -> dict[str, str]:
    """Normalised name -> version."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK, re.MULTILINE))


def test_every_dependency_gives_its_reason_on_its_line() -> None:
    reasons = {match[1]: match[3] for line in PYPROJECT.splitlines() if (match := REQUIREMENT.match(line))}
    names = [re.split(r"[\[<>=~]", line)[0] for line in declared()]
    assert [name for name in names if not reasons.get(name)] == []


def test_every_dependency_is_locked() -> None:
    names = {re.split(r"[\[<>=~]", line)[0].lower().replace("_", "-") for line in declared()}
    assert names - locked().keys() == set()


def test_every_locked_file_has_a_hash_and_no_address() -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK)
    assert [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
    assert "://" not in LOCK


def test_qt_is_a_release_that_survives_on_this_python() -> None:
    versions = locked()
    assert versions["pyside6-essentials"] == versions["shiboken6"]
    assert not versions["shiboken6"].startswith("6.12."), "6.12 loses references to None on CPython 3.11"
