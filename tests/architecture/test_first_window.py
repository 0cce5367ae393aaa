"""What the first window may cost: the heavy libraries come after it (see app.ui.account.settling)."""

import subprocess
import sys

LATER = (
    "sqlalchemy", "numpy", "requests", "alembic", "keyring", "openpyxl", "app.ui.conversations.context_pane",
)  # fmt: skip
PROGRAM = f"import sys, app.main; print(*(name for name in {LATER!r} if name in sys.modules))"


def test_the_program_is_imported_without_what_comes_later() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
