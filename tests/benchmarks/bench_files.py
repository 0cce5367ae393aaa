"""Measure files: how fast they go to a real server process and come from it, beside a bare loop that only moves them.

The largest file that may be attached is sent and fetched, medians of some runs, in MB/s; the bare loop
(:mod:`tests.benchmarks.bare_files`) moves the same bytes in the same run. ``visible_ms`` is how long the largest
picture of the sample takes from the click to the decoded image when it was fetched ahead and there is no line.
"""

import argparse
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from app.domain.files import MAX_FILE_BYTES
from app.storage.blobs import Blobs
from app.sync.transport import Transport
from app.ui.kit.rich_text import decode_image
from tests.benchmarks import bare_files
from tests.benchmarks.bench_sync import office

RUNS = 5
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "images"


def _rate(work: Callable[[int], object], runs: int) -> float:
    """Return MB/s of moving one file, the median of some runs."""
    took = []
    for n in range(runs):
        began = time.perf_counter()
        work(n)
        took.append(time.perf_counter() - began)
    return round(MAX_FILE_BYTES / 1e6 / statistics.median(took), 1)


def _bare(folder: Path, contents: list[bytes]) -> dict[str, float]:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.benchmarks.bare_files", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            up = _rate(lambda n: bare_files.put(port, str(n), contents[n]), len(contents))
            down = _rate(lambda n: bare_files.get(port, str(n), folder / f"down-{n}"), len(contents))
        finally:
            process.terminate()
    return {"up": up, "down": down}


def _ours(folder: Path, contents: list[bytes]) -> dict[str, float]:
    with ExitStack() as stack:
        url, token, _ = stack.enter_context(office(folder))
        transport = Transport(url, lambda: token)
        stack.callback(transport.close)
        here, there = Blobs(folder / "here"), Blobs(folder / "there")
        names = [here.store(content) for content in contents]

        def send(n: int) -> None:
            opened = here.open(names[n])
            assert opened is not None
            with opened[0] as source:
                transport.upload(f"/files/v1/{names[n]}", source, opened[1])

        up = _rate(send, len(contents))
        down = _rate(lambda n: transport.download(f"/files/v1/{names[n]}", there.incoming(names[n])), len(contents))
        for name, content in zip(names, contents, strict=True):
            assert there.read(name) == content
    return {"up": up, "down": down}


def _visible(folder: Path, runs: int) -> dict[str, Any]:
    picture = max(SAMPLE.glob("*.*"), key=lambda path: path.stat().st_size)
    files = Blobs(folder / "sample")
    name = files.store(picture.read_bytes())
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        data = files.read(name)
        assert data is not None
        assert not decode_image(data, 1600).isNull()
        took.append((time.perf_counter() - began) * 1000)
    return {"bytes": picture.stat().st_size, "ms": round(statistics.median(took), 1), "most_ms": round(max(took), 1)}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    contents = [random.Random(n).randbytes(MAX_FILE_BYTES) for n in range(options.runs)]
    assert len({hashlib.sha256(content).digest() for content in contents}) == options.runs
    with tempfile.TemporaryDirectory(prefix="bench-files-") as name:
        folder = Path(name)
        found = {
            "file_mb": round(MAX_FILE_BYTES / 1e6, 1),
            "bare_mb_s": _bare(folder / "bare", contents),
            "ours_mb_s": _ours(folder, contents),
            "visible": _visible(folder, 20),
        }
    print(json.dumps(found, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
