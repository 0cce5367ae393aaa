"""The least that moves files over HTTP: pieces of 1 MiB, each written and synced, and one answer with the whole.

No sign-in, no hash, no rows: the yardstick of :mod:`tests.benchmarks.bench_files`. ``python -m
tests.benchmarks.bare_files FOLDER`` serves a folder; it prints its port.
"""

import http.client
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

PIECE = 1 << 20


def put(port: int, name: str, content: bytes) -> None:
    """Send a file in pieces over one connection."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    for start in range(0, len(content), PIECE):
        line.request("PATCH", f"/{name}", content[start : start + PIECE])
        line.getresponse().read()
    line.close()


def get(port: int, name: str, target: Path) -> None:
    """Fetch a file and sync it to disk."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", f"/{name}")
    answer = line.getresponse()
    with target.open("wb") as file:
        while piece := answer.read(PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    line.close()


def main() -> None:
    """Serve."""
    folder = Path(sys.argv[1])

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PATCH(self) -> None:
            piece = self.rfile.read(int(self.headers["Content-Length"]))
            with (folder / self.path[1:]).open("ab") as file:
                file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            self.send_response(204)
            self.end_headers()

        def do_GET(self) -> None:
            content = (folder / self.path[1:]).read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
