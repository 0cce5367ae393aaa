"""A real store that speaks S3, on loopback and gone afterwards: SeaweedFS, one program with all its parts in it."""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import fsspec
import pytest

from tests.helpers.waiting import until

KEY, SECRET = "a-key", "a-secret"
_SERVICES = ("master", "volume", "filer", "s3")


class Store:
    """A running store. ``port`` is where it speaks S3."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

    def bucket(self, name: str) -> str:
        """Make a bucket and return its address."""
        self.files().mkdir(name)
        return f"s3://{name}"

    def files(self) -> Any:
        """Look into the store as an administrator does, past our own code."""
        return fsspec.filesystem(
            "s3",
            endpoint_url=self.url,
            key=KEY,
            secret=SECRET,
            use_listings_cache=False,
            config_kwargs={"retries": {"total_max_attempts": 1}},
        )


def use(patch: pytest.MonkeyPatch, url: str) -> None:
    """Have the servers of this process, and those it starts, find a store at an address."""
    patch.setenv("AWS_ENDPOINT_URL_S3", url)
    patch.setenv("AWS_ACCESS_KEY_ID", KEY)
    patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@contextmanager
def store() -> Iterator[Store]:
    """Run a store until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="zhiying-s3-"))
    ports = _free_ports(2 * len(_SERVICES))
    options = [f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-volume.max=50"]
    options += ["-filer", "-s3", "-s3.port.iceberg=0", "-s3.port.lance=0", "-master.volumeSizeLimitMB=64"]
    for number, service in enumerate(_SERVICES):
        options += [f"-{service}.port={ports[2 * number]}", f"-{service}.port.grpc={ports[2 * number + 1]}"]
    rights = {"name": "us", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [rights]}), encoding="utf-8")
    program = Path(sys.executable).with_name("weed")
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        output = stack.enter_context((folder / "output").open("wb"))
        command = [str(program), "server", *options, f"-s3.config={folder / 's3.json'}"]
        process = stack.enter_context(subprocess.Popen(command, stdout=output, stderr=output, cwd=folder))
        stack.callback(process.kill)
        made = Store(ports[-2])

        def answers() -> bool:
            assert process.poll() is None, (folder / "output").read_text(errors="replace")[-2000:]
            try:
                made.files().mkdir("ready")
            except Exception:  # whatever the library says of a store that is not there yet
                return False
            return True

        until(lambda: _refuses_strangers(made.url), seconds=60)
        until(answers, seconds=60)
        yield made


def _refuses_strangers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError as error:
        return error.code == 403
    except OSError:
        return False
    return False


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [int(probe.getsockname()[1]) for probe in probes]
