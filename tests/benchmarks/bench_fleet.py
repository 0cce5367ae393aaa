"""Measure a fleet: thousands of desks on long-polls against one server process, 50 messages a second.

The server is the shipped one, a process of its own on SQLite (``--postgresql``: on a throw-away cluster); the desks are
one more process (:mod:`tests.benchmarks.fleet_load`) that makes the requests of real desks, heartbeats too. A message
concerns the desks of one group, five of them (``--together``); half of the messages come from desks, half from
customers. For each number of desks, after some seconds to warm up:

- ``woken_to_hands_ms``: from the wake-up's arrival at a desk to the page with the message in its hands, with the desk's
  jitter, nothing where it came with the wake-up; ``answered_to_hands_ms``: from the answer to the message's author,
  when it is stored and the wake-ups leave; ``begun_to_hands_ms``: from its sending;
- ``a_desk_and_minute``: how many requests a desk made, by kind; ``server_ms``: the server's processor time a request;
- ``missing``: messages that a desk of the group never got; ``errors``, and ``sent_away`` (503);
- the server's memory and processor time (1.0 is one core), and apart from it those of the load. Both run at nice 0.

``--storm`` starts the server anew after the last step and has all desks come within ten seconds while messages go on.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from sync_server.config import Config
from tests.benchmarks import fleet_office
from tests.benchmarks.fleet_desks import Plan
from tests.helpers import postgres

DESKS = (100, 250, 500, 1_000, 2_000)
RATE = 50.0
SECONDS = 30.0
TOGETHER = 5
WITHIN_SECONDS = 10.0
START_SECONDS = 30.0
FILES = 20_000
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """The shipped server as a process; started again at the same port."""

    def __init__(self, config: Config, folder: Path) -> None:
        self._command = [sys.executable, "-m", "sync_server", "serve", "--data", str(config.data)]
        self._command += ["--database", config.database] if config.database else []
        self._folder = folder
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return when it listens. Raises SystemExit if it does not."""
        port_file = self._folder / "port"
        port_file.unlink(missing_ok=True)
        with (self._folder / "server.log").open("ab") as log:
            asked = ["--port", str(self.port), "--port-file", str(port_file)]
            self._process = subprocess.Popen([*self._command, *asked], stdout=log, stderr=log)
        end = time.monotonic() + START_SECONDS
        while not (port_file.exists() and port_file.read_text().strip()):
            if time.monotonic() > end or self._process.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.01)
        self.port = int(port_file.read_text())

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def cpu(self) -> float:
        """Return its processor time (s)."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Return its resident memory (MB)."""
        (line,) = (each for each in self._proc("status").splitlines() if each.startswith("VmRSS"))
        return round(int(line.split()[1]) / 1024, 1)

    def log(self) -> str:
        """Return what it said."""
        return (self._folder / "server.log").read_text(errors="replace")

    def _proc(self, name: str) -> str:
        assert self._process is not None
        return Path(f"/proc/{self._process.pid}/{name}").read_text()


@contextmanager
def office(desks: int, together: int, *, postgresql: bool) -> Iterator[tuple[Server, Path]]:
    """Run a server over an office of that many desks; yields it and what the desks begin with."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(_cluster()) if postgresql else ""
        config = Config(data=folder / "server", database=database)
        stage = fleet_office.stage_file(folder, fleet_office.make(config, desks, together))
        server = Server(config, folder)
        server.start()
        stack.callback(server.stop)
        yield server, stage


@contextmanager
def _cluster() -> Iterator[str]:
    with postgres.cluster() as url, postgres.database(url) as made:
        yield made


def step(server: Server, plan: Plan) -> dict[str, Any]:
    """Run one load process; returns what it saw and what the server took meanwhile."""
    command = [sys.executable, "-m", "tests.benchmarks.fleet_load", msgspec.json.encode(plan).decode()]
    server_side: dict[str, Any] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as load:
        assert load.stdout is not None
        assert load.stdin is not None
        began = cpu = 0.0
        for line in map(str.strip, load.stdout):
            if line == "steady":
                began, cpu = time.perf_counter(), server.cpu()
                server_side["server_mb_first"] = server.memory()
            elif line == "measured":
                spent, took = server.cpu() - cpu, time.perf_counter() - began
                server_side["server_cpu"] = round(spent / took, 3)
                server_side["server_mb_last"] = server.memory()
            elif line == "restart":
                server.stop()
                server.start()
                load.stdin.write("\n")
                load.stdin.flush()
            else:
                seen = json.loads(line)
                server_side["server_ms"] = round(1000 * server_side["server_cpu"] / seen["requests_s"], 3)
                return {"desks": plan.desks, **server_side, **seen}
    raise SystemExit(f"the load ended early; the server said: {server.log()[-2000:]}")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Run all steps over one office."""
    sizes = sorted(options.desks)
    steps = []
    with office(sizes[-1], options.together, postgresql=options.postgresql) as (server, stage):
        for desks in sizes:
            last = desks == sizes[-1]
            within = WITHIN_SECONDS if last else WITHIN_SECONDS / 4
            plan = Plan(server.port, str(stage), desks, options.rate, options.seconds, within, options.storm and last)
            steps.append(step(server, plan))
            print(json.dumps(steps[-1]), file=sys.stderr, flush=True)
        said = [line for line in server.log().splitlines() if "WARNING" in line or "ERROR" in line]
    return {
        "rate": options.rate,
        "seconds": options.seconds,
        "together": options.together,
        "database": "PostgreSQL" if options.postgresql else "SQLite",
        "steps": steps,
        "log": said[-10:],
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--desks", type=int, nargs="+", default=DESKS)
    parser.add_argument("--rate", type=float, default=RATE, help="messages a second")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long each step is measured")
    parser.add_argument("--together", type=int, default=TOGETHER, help="how many desks a message concerns")
    parser.add_argument("--storm", action="store_true", help="start the server anew and let all come at once")
    parser.add_argument("--postgresql", action="store_true", help="on a throw-away cluster")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    options = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)  # both processes inherit it: three connections a desk
    if soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))
    print(json.dumps(measure(options), ensure_ascii=False, indent=None if options.json else 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
