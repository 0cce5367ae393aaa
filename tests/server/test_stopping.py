"""Stopping a server while it is at work."""

import hashlib
from pathlib import Path

import pytest
import requests

from app.domain.files import FileRef
from app.domain.tickets import Ticket
from app.sync.transport import CHUNK
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import running_server

pytestmark = pytest.mark.slow


def test_a_download_that_is_cut_off_is_one_line_in_the_log(tmp_path: Path, log_watch: LogWatch) -> None:
    content = bytes(8 * CHUNK)
    sha256 = hashlib.sha256(content).hexdigest()
    with running_server(tmp_path) as server:
        server.create_groups("presale")
        server.create_account("anna", groups=("group-presale",))
        for offset in range(0, len(content), CHUNK):
            server.runtime.files.append(sha256, "boss", offset, len(content), content[offset : offset + CHUNK])
        ref = FileRef(sha256, "a.bin", len(content))
        ticket = Ticket(id="t", scope="g:group-presale", title="x", group_id="group-presale", attachments=(ref,))
        server.runtime.db.write(lambda tx: tx.put(ticket))
        token = server.sign_in("anna").token
        answer = requests.get(
            f"{server.url}/files/v1/{sha256}", headers={"Authorization": f"Bearer {token}"}, stream=True, timeout=20
        )
        assert next(answer.iter_content(1000))
        log_watch.expect("sync_server.server", r"cut off 1 requests")  # and nothing else, above all no traceback
    answer.close()
