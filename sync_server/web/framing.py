"""Which sites may show the chat page in a frame, as a browser reads ``frame-ancestors``."""

import logging
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

_ORIGIN: Final = re.compile(r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?", re.IGNORECASE)
_SOURCE: Final = re.compile(r"(?:([a-z][a-z0-9+.-]*)://)?(\*|(?:\*\.)?[^/:*]+|\[[^]/]+\])(?::(\d+|\*))?(?:/.*)?")
_PORTS: Final = {"http": "80", "https": "443"}
_MOST = 50
"""Sites that are told of, each once: anybody can name one."""


def origin_of(address: str) -> str:
    """Return scheme, host and port of a web address, "" if it is none."""
    found = _ORIGIN.match(address)
    return found.group().lower() if found else ""


def may_frame(sources: Sequence[str], origin: str, host: str) -> bool:
    """Return whether a page of ``origin`` may frame the chat page that is asked for at ``host``."""
    site = urlsplit(origin)
    for source in sources:
        if source == "'self'":
            if site.netloc == host.lower():
                return True
        elif source.endswith(":"):
            if site.scheme == source[:-1].lower():
                return True
        elif _matches(source, site.scheme, site.hostname or "", str(site.port or _PORTS[site.scheme])):
            return True
    return False


def _matches(source: str, scheme: str, host: str, port: str) -> bool:
    found = _SOURCE.fullmatch(source.lower())
    if found is None:
        return False
    wanted_scheme, wanted_host, wanted_port = found.groups()
    if wanted_scheme not in (None, scheme) and (wanted_scheme, scheme) != ("http", "https"):
        return False
    if wanted_host != "*" and not (
        host.endswith(wanted_host[1:]) if wanted_host.startswith("*.") else host == wanted_host.strip("[]")
    ):
        return False
    return wanted_port == "*" or port == (wanted_port or _PORTS[scheme])


class Refused:
    """Tells the administrator of sites whose pages want to show the chat and may not, each once."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def look(self, sources: Sequence[str], address: str, host: str) -> None:
        """Note that the page at ``address`` loads the chat page into a frame."""
        origin = origin_of(address)
        if not origin or origin in self._told or len(self._told) >= _MOST or may_frame(sources, origin, host):
            return
        self._told.add(origin)
        log.warning(
            "A page of %s has the chat's button, but may not show the chat: its visitors get a link instead. If the "
            "site is yours, name it when you start the server: --frame-ancestors %s",
            origin,
            " ".join([*(f'"{source}"' for source in sources if source != "'none'"), origin]),
        )
