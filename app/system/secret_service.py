"""Asking Linux's Secret Service for one secret without the keyring library, which takes 0.05 s of a start to import.

Only for reading what lies open there. Whatever is unusual (no session bus, a locked collection, another kind of key
store) is left to the library, which also asks the person.
"""

import logging
import os
from typing import Any

log = logging.getLogger(__name__)

ANSWER_SECONDS = 2.0
_NAME, _ROOT = "org.freedesktop.secrets", "/org/freedesktop/secrets"


def lookup(service: str, user: str) -> str | None:
    """Return a secret as the keyring library stored it; None if that cannot be done at once."""
    if "PYTHON_KEYRING_BACKEND" in os.environ or "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        return None
    try:
        # 6 ms, on Linux only: the library needs it there
        from jeepney.io.blocking import open_dbus_connection
    except ImportError:
        return None
    try:
        with open_dbus_connection(bus="SESSION") as connection:
            return _ask(connection, service, user)
    except Exception as error:  # a bus that is going down fails in many ways; the library tells what is wrong
        log.debug("the Secret Service is left to the library: %s", type(error).__name__)
        return None


def _ask(connection: Any, service: str, user: str) -> str | None:
    wanted = {"service": service, "username": user}
    unlocked, _ = _call(connection, _ROOT, "Service", "SearchItems", "a{ss}", wanted)
    if not unlocked:
        return None
    # in the clear between two processes of one user: neither keeps a secret from what else he runs
    _, session = _call(connection, _ROOT, "Service", "OpenSession", "sv", "plain", ("s", ""))
    ((_, _, value, _),) = _call(connection, unlocked[0], "Item", "GetSecret", "o", session)
    return bytes(value).decode()


def _call(connection: Any, path: str, interface: str, method: str, signature: str, *values: Any) -> tuple[Any, ...]:
    from jeepney import DBusAddress, MessageType, new_method_call

    address = DBusAddress(path, _NAME, f"org.freedesktop.Secret.{interface}")
    answer = connection.send_and_get_reply(new_method_call(address, method, signature, values), timeout=ANSWER_SECONDS)
    if answer.header.message_type is not MessageType.method_return:
        raise ConnectionError(str(answer.body))
    return tuple(answer.body)
