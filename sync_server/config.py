"""How this server is set up: what an administrator may choose, and the times of presence and routing."""

from pathlib import Path

import msgspec


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """One server's settings. ``database`` is a SQLAlchemy URL, "" for a SQLite file in ``data``.

    ``files`` is where the attached files lie: a folder or the address of a bucket, "" for the folder ``blobs`` in
    ``data``.

    ``frame_ancestors`` are the CSP sources of the sites that may embed the chat page, ``most_requests`` how many
    requests a process takes at once beside those that it holds, ``lock_minutes`` after how long without input desks
    must lock themselves at the latest (0: their agents choose). ``upstream`` is the address of headquarters when this
    is a branch's own server (:mod:`sync_server.upstream`), and ``upstream_token`` what it is known by there.
    """

    data: Path
    database: str = ""
    files: str = ""
    name: str = "知应客服台"
    host: str = "127.0.0.1"
    port: int = 8470
    frame_ancestors: tuple[str, ...] = ("'self'",)
    first_missed_beat_ms: int = 7_000
    lease_ms: int = 15_000
    answered_grace_ms: int = 60_000
    abandon_after_ms: int = 90_000
    reopen_within_ms: int = 24 * 3_600_000
    token_days: int = 30
    lock_minutes: int = 0
    failures_allowed: int = 8
    failure_window_ms: int = 300_000
    visits_allowed: int = 600
    visits_window_ms: int = 600_000
    reveals_allowed: int = 60
    reveals_window_ms: int = 3_600_000
    most_requests: int = 1_000
    upstream: str = ""
    upstream_token: str = ""

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database or f"sqlite:///{self.data / 'server.sqlite'}"

    @property
    def blobs(self) -> Path:
        """The folder of the attached files, unless ``files`` names another place."""
        return self.data / "blobs"

    @property
    def files_at(self) -> Path | str:
        """Where the attached files lie: the path of a folder or the address of something else."""
        if "://" in self.files:
            return self.files
        return Path(self.files).resolve() if self.files else self.blobs
