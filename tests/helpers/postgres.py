"""A throw-away PostgreSQL cluster on loopback, without durability: fast, and gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.helpers.waiting import until

USER = "desk"


def binaries() -> Path:
    """Return the folder of initdb and pg_ctl. Raises RuntimeError saying what to install."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    if found is None:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    return Path(found).parent


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Node:
    """One PostgreSQL on loopback with its own folder of data. Nothing runs before :meth:`start`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="zhiying-pg-"))
        self._as_user: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self._as_user = ["runuser", "-u", "postgres", "--"]
        self.data, self.port = self.folder / "data", _free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"postgresql://{USER}@{self.host}/postgres"
        self._running = False

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs as its user. Raises RuntimeError."""
        # output to a file: the server inherits it, and a pipe would keep us waiting for the server's end
        command = [*self._as_user, str(binaries() / program), *arguments]
        with (self.folder / "output").open("ab") as output:
            done = subprocess.run(command, stdout=output, stderr=output, cwd=self.folder, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {(self.folder / 'output').read_text(errors='replace')}")

    def make(self) -> None:
        """Make an empty cluster."""
        self.run("initdb", "-D", str(self.data), "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8",
                 "--no-sync")  # fmt: skip

    def follow(self, primary: "Node") -> None:
        """Make a standby of a running cluster, begin to follow it, and have its commits wait for this one."""
        self.run("pg_basebackup", "-D", str(self.data), "-d", primary.url, "-R", "-X", "stream", "-c", "fast",
                 "--no-sync")  # fmt: skip
        self.start()
        with psycopg.connect(primary.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            connection.execute("SELECT pg_reload_conf()")
            state = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'"
            until(lambda: connection.execute(state).fetchone())

    def start(self) -> None:
        """Start it."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        self._running = True

    def crash(self) -> None:
        """End it as a power cut would."""
        self._running = False
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def promote(self) -> None:
        """Make a standby the primary."""
        self.run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def remove(self) -> None:
        """End it and remove its folder."""
        try:
            if self._running:
                self.crash()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def node() -> Iterator[Node]:
    """Give a place for a cluster, removed at the end."""
    made = Node()
    try:
        yield made
    finally:
        made.remove()


@contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster until the block ends; yields the URL of its database ``postgres``."""
    with node() as made:
        made.make()
        made.start()
        yield made.url


@contextmanager
def database(url: str, template: str = "template0") -> Iterator[str]:
    """Create a database on the cluster of ``url`` as a copy of ``template``, drop it at the end; yields its URL."""
    name = f"test_{secrets.token_hex(6)}"
    cluster_url = url.rpartition("/")[0]
    with psycopg.connect(f"{cluster_url}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{cluster_url}/{name}"
    finally:
        with psycopg.connect(f"{cluster_url}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
