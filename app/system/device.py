"""What this computer is to a server: a key of its own for each account, and the name of program and system."""

import hashlib
import logging
import platform
import re
import secrets
from pathlib import Path

from app import __version__
from app.system.files import write_atomically

log = logging.getLogger(__name__)

FILE = "device-key"


def device_key(root: Path, server_id: str, login: str) -> str:
    """Return what this computer shows itself by to a server for an account; "" where the disk refuses to keep it.

    It is made of one secret in ``root``, so that neither two servers nor two accounts see the same. Whoever has it can
    learn that this device is to delete its data and say that it has, and nothing else.
    """
    try:
        secret = _secret(root / FILE)
    except OSError as error:
        log.warning("the key of this device cannot be kept: %s", error)
        return ""
    return hashlib.sha256(f"{secret}\n{server_id}\n{login.strip().lower()}".encode()).hexdigest()


def program() -> str:
    """Return this program and its system as a request names them: ``ZhiyingDesk/1.0 (Windows 11)``."""
    return f"ZhiyingDesk/{__version__} ({re.sub(r'[^ -~]|[()]', '', _system())[:80]})"


def _secret(path: Path) -> str:
    try:
        kept = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        kept = ""
    if not kept:
        kept = secrets.token_hex(32)
        write_atomically(path, kept.encode())
    return kept


def _system() -> str:
    name = platform.system()
    if name == "Linux":
        try:
            return platform.freedesktop_os_release()["PRETTY_NAME"]
        except (OSError, KeyError):
            return f"Linux {platform.release()}"
    return f"macOS {platform.mac_ver()[0]}" if name == "Darwin" else f"{name} {platform.release()}"
