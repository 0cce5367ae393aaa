"""A Secret Service on a session bus of its own: what a Linux desktop has, as far as one secret is asked for.

It speaks the real protocol over a real bus; ``python -m tests.helpers.secret_service SERVICE USER SECRET`` serves one
secret that is not locked ("" for none), and says when it does.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jeepney import Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.secrets"
ITEM, SESSION = "/org/freedesktop/secrets/collection/login/1", "/org/freedesktop/secrets/session/1"


@contextmanager
def secret_service(service: str, user: str, secret: str) -> Iterator[str]:
    """Run a bus with one secret; yields its address."""
    daemon = shutil.which("dbus-daemon")
    assert daemon is not None
    with subprocess.Popen(
        [daemon, "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as bus:
        assert bus.stdout is not None
        address = bus.stdout.readline().decode().strip()
        command = [sys.executable, "-m", "tests.helpers.secret_service", service, user, secret]
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
        root = Path(__file__).resolve().parent.parent.parent
        with subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE) as served:
            assert served.stdout is not None
            assert served.stdout.readline().strip() == b"serving"
            try:
                yield address
            finally:
                served.terminate()
                bus.terminate()


def answer(message: Message, wanted: dict[str, str], secret: str) -> Message:
    """Return what the service says to a call."""
    match message.header.fields.get(3):  # the member
        case "SearchItems":
            found = [ITEM] if secret and message.body[0] == wanted else []
            return new_method_return(message, "aoao", (found, []))
        case "OpenSession" if message.body[0] == "plain":
            return new_method_return(message, "vo", (("s", ""), SESSION))
        case "GetSecret" if message.body == (SESSION,):
            return new_method_return(message, "(oayays)", ((SESSION, b"", secret.encode(), "text/plain"),))
    return new_error(message, "org.freedesktop.DBus.Error.NotSupported")


def main(service: str, user: str, secret: str) -> None:
    """Serve until ended."""
    with open_dbus_connection(bus="SESSION") as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        print("serving", flush=True)
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                connection.send(answer(message, {"service": service, "username": user}, secret))


if __name__ == "__main__":
    main(*sys.argv[1:])
