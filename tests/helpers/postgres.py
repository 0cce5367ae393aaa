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


@contextmanager
def cluster() -> Iterator[str]:
    """Run a cluster until the block ends; yields the URL of its database ``postgres``."""
    folder = Path(tempfile.mkdtemp(prefix="zhiying-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    programs, data, port = binaries(), folder / "data", _free_port()

    def run(*command: str) -> None:
        # output to a file: the server inherits it, and a pipe would keep us waiting for the server's end
        with (folder / "output").open("ab") as output:
            done = subprocess.run([*as_user, *command], stdout=output, stderr=output, cwd=folder, check=False)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {(folder / 'output').read_text(errors='replace')}")

    started = False
    try:
        run(str(programs / "initdb"), "-D", str(data), "-U", USER, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8",
            "--no-sync")  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        run(str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        started = True
        yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
    finally:
        if started:
            run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


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
