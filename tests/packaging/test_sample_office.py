"""The sample office is whole on the server: whoever tries the example card gets its files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import sys
from pathlib import Path
from day_office import OFFICE, check_files, import_knowledge
from day_parts import Server
folder = Path(sys.argv[1])
server = Server(folder)
try:
    server.load(OFFICE, "people")
    server.start()
    import_knowledge(server.url, folder)
    check_files(server.url)
finally:
    server.stop()
"""


@pytest.mark.slow
def test_every_file_of_the_sample_is_on_the_server_when_the_import_is_over(tmp_path: Path) -> None:
    path = os.pathsep.join((str(ROOT / "packaging"), str(ROOT)))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
