"""Pictures from before the desk: sign-in, first synchronisation, damaged local data; and the sheet of components."""

from app.domain.errors import AppError
from app.domain.notice import SyncStatus
from app.ui.account.first_sync import Progress
from app.ui.kit.gallery import gallery
from app.ui.kit.notices import sentence
from tests.helpers.screens_office import AGENT
from tests.helpers.screens_stage import Stage

BEGUN = Progress(
    here={"staff": 30, "knowledge": 134},
    coming={"knowledge": 81, "customers": 86, "conversations": 29, "tickets": 12, "messages": 158, "history": 223},
    started=True,
    complete=False,
)
READY = Progress(
    here={"staff": 30, "knowledge": 215, "customers": 86, "conversations": 29, "tickets": 12, "messages": 60},
    coming={"messages": 98, "history": 223},
    started=True,
    complete=False,
)


def gate_scene(stage: Stage) -> None:
    """Sign-in and first synchronisation."""
    if not stage.wants("k1-sign-in", "k2-", "k3-recovery"):
        return
    with stage.office("full"), stage.program("full") as program:
        gate = program.entrance.gate
        assert gate is not None
        page = gate.sign_in
        page.fill(stage.proxy.url, AGENT)
        page.probe()
        stage.until(page.server_words, "the server's answer")
        stage.settle()
        page.password.setText("nine lives")
        page.password.setFocus()
        stage.shoot("k1-sign-in")
        page.submit()
        stage.until(page.failure, "the refusal")
        stage.settle()
        stage.shoot("k1-sign-in-wrong")
        stage.proxy.cut()
        page.fill(stage.proxy.url, AGENT)
        page.probe()
        stage.until(lambda: not page.server_words().startswith("…"), "the missing answer")
        stage.settle()
        stage.shoot("k1-sign-in-offline")
        stage.proxy.mend()
        view = gate.show_first_sync(f"{AGENT} · 云雀数码")
        view.show_progress(BEGUN)
        stage.shoot("k2-bootstrap")
        view.show_status(SyncStatus(state="offline", error="offline"))
        stage.shoot("k2-bootstrap-offline")
        view.show_status(SyncStatus(state="syncing"))
        view.show_progress(READY)
        stage.shoot("k2-bootstrap-ready")
        opening = gate.show_preparing()
        stage.shoot("k2-opening")
        opening.show_sealing(412_000_000, 660_000_000)
        stage.shoot("k2-sealing")
        codes = ("database_damaged", "database_newer", "disk_full", "key_password_changed", "key_lost", "key_wrong")
        for code in codes:
            program.entrance.show_problem(AppError(code, {"path": "desk.sqlite3"}), program.start)
            stage.shoot(f"k3-recovery-{code}")
        program.entrance.show_sign_in()
        page.show_failure(sentence(AppError("key_password")))
        stage.shoot("k1-sign-in-key")


def component_scene(stage: Stage) -> None:
    """The sheet of all components."""
    if not stage.wants("n-components"):
        return
    with stage.office("bare"), stage.program("bare", fresh=True):
        assert stage.running.entrance.gate is not None
        stage.running.entrance.gate.hide()
        sheet = gallery()
        sheet.resize(1440, 900)
        sheet.show()
        stage.linger(0.5)  # until the skeleton is due
        stage.shoot("n-components")
        sheet.close()
        sheet.deleteLater()
