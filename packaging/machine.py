"""What a machine must have before this checkout can work: Python, system packages, the locked dependencies.

Standard library only, because it runs before anything is installed. On Debian and Ubuntu it installs what is missing
when it may (as root); elsewhere it says what to install. Every failure is a ``SetupError`` whose text says what to do.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / ".installed-lock"
SUPPORTED = ((3, 11), (3, 12))

Command = Sequence[str | Path]


class SetupError(Exception):
    """The machine lacks something; the text tells the person at the keyboard what to do about it."""


@dataclass(frozen=True)
class Need:
    """One thing the operating system must provide.

    ``packages`` are Debian names, alternatives for one another, the preferred first. ``probe`` finds the thing on any
    Linux: ``library:SONAME``, ``program:NAME|NAME``, ``font:FAMILY`` or ``file:GLOB`` below ``/``.
    """

    purpose: str
    packages: tuple[str, ...]
    probe: str


# The offscreen window; found in a minimal Debian 12 by adding what was missing until a window came up.
WINDOW = (
    Need("Qt: events", ("libglib2.0-0", "libglib2.0-0t64"), "library:libglib-2.0.so.0"),
    Need("Qt: OpenGL", ("libgl1",), "library:libGL.so.1"),
    Need("Qt: EGL", ("libegl1",), "library:libEGL.so.1"),
    Need("Qt: keyboard", ("libxkbcommon0",), "library:libxkbcommon.so.0"),
    Need("Qt: glyphs", ("libfreetype6",), "library:libfreetype.so.6"),
    Need("Qt: fonts", ("libfontconfig1",), "library:libfontconfig.so.1"),
    Need("Qt: D-Bus", ("libdbus-1-3",), "library:libdbus-1.so.3"),
    Need("Qt: network sign-in", ("libgssapi-krb5-2",), "library:libgssapi_krb5.so.2"),
    Need("Chinese text", ("fonts-noto-cjk",), "font:Noto Sans CJK SC"),
    Need("emoji", ("fonts-noto-color-emoji",), "font:Noto Color Emoji"),
)
# A window on a real X display; Qt loads these only then.
DISPLAY = (
    Need("Qt on X: keyboard", ("libxkbcommon-x11-0",), "library:libxkbcommon-x11.so.0"),
    Need("Qt on X: cursor", ("libxcb-cursor0",), "library:libxcb-cursor.so.0"),
    Need("Qt on X: window manager", ("libxcb-icccm4",), "library:libxcb-icccm.so.4"),
    Need("Qt on X: key symbols", ("libxcb-keysyms1",), "library:libxcb-keysyms.so.1"),
    Need("Qt on X: shapes", ("libxcb-shape0",), "library:libxcb-shape.so.0"),
)
VIRTUAL_DISPLAY = (
    Need("a display for tests", ("xvfb",), "program:Xvfb"),
    Need("its access rights", ("xauth",), "program:xauth"),
)
BROWSER = (
    Need(
        "the customer's page",
        ("chromium", "chromium-browser"),
        "program:chromium|chromium-browser|google-chrome|google-chrome-stable|msedge",
    ),
    Need("the browser's driver", ("libatomic1",), "library:libatomic.so.1"),  # Playwright's Node is linked to it
)
DATABASE = (Need("the server on PostgreSQL", ("postgresql",), "file:usr/lib/postgresql/*/bin/initdb"),)
FREEZER = (Need("PyInstaller reads libraries", ("binutils",), "program:objdump"),)


def say(text: str) -> None:
    """Print one progress line at once, also when the output is a pipe."""
    print(f"dev: {text}", flush=True)


def run(command: Command, env: Mapping[str, str] | None = None) -> int:
    """Run a command in the checkout with its output shown; returns its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def venv_program(name: str) -> Path:
    """Path of a program in the checkout's virtual environment, on any system."""
    return VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name


# -- system packages ---------------------------------------------------------------------------------------------------


def installed_packages(names: Iterable[str]) -> set[str]:
    """Which of these Debian packages are installed; one dpkg-query for all."""
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package}\t${db:Status-Status}\n", *names],
        capture_output=True,
        text=True,
        check=False,  # it exits with 1 as soon as one name is unknown
    )
    rows = (line.split("\t") for line in query.stdout.splitlines())
    return {name for name, status in rows if status == "installed"}


def probe(what: str) -> bool:
    """Whether the thing is there, found without a package manager (see ``Need.probe``)."""
    kind, _, value = what.partition(":")
    if kind == "library":
        try:
            ctypes.CDLL(value)
        except OSError:
            return False
        return True
    if kind == "program":
        return any(shutil.which(name) for name in value.split("|"))
    if kind == "font":
        listing = shutil.which("fc-list")
        if listing is None:
            return False
        return bool(subprocess.run([listing, value], capture_output=True, text=True, check=False).stdout.strip())
    if kind == "file":
        return any(Path("/").glob(value))
    raise ValueError(f"unknown probe {what!r}")


def missing(needs: Iterable[Need]) -> list[Need]:
    """The needs that this machine does not meet, by package manager where there is one, else by looking."""
    needs = list(needs)
    present: set[str] = set()
    if needs and shutil.which("dpkg-query"):
        present = installed_packages(name for need in needs for name in need.packages)
    return [need for need in needs if not present.intersection(need.packages) and not probe(need.probe)]


def may_install() -> bool:
    """Whether this process can install Debian packages by itself."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def apt_get(*arguments: str) -> bool:
    """Run apt-get without a question and with little output; whether it succeeded."""
    quiet = ["apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]
    return run([*quiet, *arguments], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}) == 0


def apt_update() -> None:
    """Fetch the package lists; a failure matters only if what is wanted is not in the old ones."""
    say("fetching the system's package lists")
    if not apt_get("update"):
        say("apt-get update failed; going on with the package lists at hand")


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages; raises SetupError when apt-get fails."""
    say(f"installing system packages: {' '.join(packages)}")
    if not apt_get("install", "--no-install-recommends", *packages):
        raise SetupError(f"apt-get could not install: {' '.join(packages)} (its reason is above)")


def known_to_apt(package: str) -> bool:
    """Whether apt can install a package of this name (some were renamed between releases)."""
    policy = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
    return "Candidate:" in policy and "Candidate: (none)" not in policy


def package_to_install(need: Need) -> str:
    """The Debian package for a need: the first alternative that apt knows, else the preferred one."""
    return next((name for name in need.packages if known_to_apt(name)), need.packages[0])


def ensure_system(needs: Iterable[Need]) -> None:
    """Provide the system packages, or raise SetupError that names each missing one.

    Only Linux needs them: the wheels for Windows and macOS carry what they use.
    """
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(needs)
    if not lacking:
        return
    if may_install():
        apt_update()  # before the choice: without lists apt knows no name
        apt_install([package_to_install(need) for need in lacking])
        return
    if shutil.which("apt-get"):
        names = " ".join(package_to_install(need) for need in lacking)
        raise SetupError(f"system packages are missing. Install them and start again:\n  sudo apt-get install {names}")
    lines = [f"  {need.purpose}: {need.probe} (Debian calls it {need.packages[0]})" for need in lacking]
    raise SetupError("\n".join(["these are missing. Install them with your package manager and start again:", *lines]))


# -- Python and the locked dependencies --------------------------------------------------------------------------------


def version_of(python: str | Path) -> tuple[int, int] | None:
    """(major, minor) of an interpreter, or None when it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    parts = done.stdout.split()
    return (int(parts[0]), int(parts[1])) if done.returncode == 0 and len(parts) == len(SUPPORTED[0]) else None


def supported_python() -> str:
    """An interpreter of a supported version: the running one, else one on PATH. Raises SetupError without any."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for major, minor in SUPPORTED:
        found = shutil.which(f"python{major}.{minor}")
        if found and version_of(found) == (major, minor):
            return found
    wanted = " or ".join(f"{major}.{minor}" for major, minor in SUPPORTED)
    raise SetupError(f"Python {wanted} is needed; this is {sys.version.split()[0]}. Install one and start again.")


def make_venv() -> None:
    """Create the checkout's virtual environment with pip in it."""
    python = supported_python()
    major, minor = version_of(python) or SUPPORTED[0]
    if subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode != 0:
        package = f"python{major}.{minor}-venv"  # Debian splits these two modules off
        if not may_install():
            raise SetupError(f"this Python cannot make virtual environments. On Debian: sudo apt-get install {package}")
        apt_update()
        apt_install([package])
    say(f"making a virtual environment in {VENV.name} with Python {major}.{minor}")
    if run([python, "-m", "venv", "--clear", VENV]) != 0:
        raise SetupError("the virtual environment could not be made (the reason is above)")


def lock_stamp() -> str:
    """What the environment is compared with: the content of the lock file and the interpreter's version."""
    return f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {version_of(venv_program('python'))}\n"


def ensure_dependencies() -> Path:
    """Make the environment equal to the lock file; does nothing when it is. Returns the environment's Python."""
    python = venv_program("python")
    found = version_of(python) if python.exists() else None
    if found is None:
        make_venv()
    elif found not in SUPPORTED:
        raise SetupError(f"{VENV.name} holds Python {found[0]}.{found[1]}, which is not supported. Delete it first.")
    stamp = lock_stamp()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp:
        return python
    say("installing the locked dependencies")
    began = time.monotonic()
    pip = (python, "-m", "pip", "--disable-pip-version-check")
    command: Command = [*pip, "install", "--quiet", "--require-hashes", "--no-deps", "-r", LOCK]
    if run(command) != 0:
        raise SetupError(f"pip failed (its reason is above): {shlex.join(map(str, command))}")
    consistent: Command = [*pip, "check", "--quiet"]
    if run(consistent) != 0:
        raise SetupError("the lock file does not fit together: python3 packaging/dev.py lock")
    STAMP.write_text(stamp, encoding="utf-8")
    say(f"dependencies ready after {time.monotonic() - began:.0f} s")
    return python
