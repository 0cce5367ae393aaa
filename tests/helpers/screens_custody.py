"""Pictures of whose hands the data are in: the devices for an administrator, the locked desk, an order to delete."""

from functools import partial

from app.domain.ids import new_id
from app.ui.settings.security_page import SecurityPage
from sync_server.service import devices as orders
from sync_server.storage import credentials, devices
from sync_server.storage.devices import Visit
from sync_server.storage.records import Tx
from tests.helpers.screens_office import AGENT, SUPERVISOR
from tests.helpers.screens_stage import Stage
from tests.helpers.server import RunningServer

BOSS = "wangchen"
"""Who administers the sample office."""
DAY = 24 * 60
DESK, LOST, STOLEN = "kefu-07", "lin-laptop", "lin-old-laptop"
COMPUTERS = (
    (40, AGENT, STOLEN, Visit(key="a", system="Windows 10", version="0.1.0", address="203.0.113.9")),
    (21, SUPERVISOR, "from-before", Visit()),
    (6, AGENT, LOST, Visit(key="b", system="macOS 15.1", version="0.2.0", address="10.12.4.80")),
    (1, SUPERVISOR, "office-214", Visit(key="c", system="Debian GNU/Linux 12", version="0.2.0", address="10.12.0.3")),
    (0, AGENT, DESK, Visit(key="d", system="Windows 11", version="0.2.0", address="10.12.0.17")),
)
"""How many days ago who signed in where."""


def custody_scene(stage: Stage) -> None:
    """What an administrator sees of devices, and what anybody sees of a lock and of an order to delete."""
    if not stage.wants("s-settings-devices", "k4-lock", "k5-wiped"):
        return
    with stage.office("full") as server:
        for days, login, name, visit in COMPUTERS:
            stage.clock.advance(-days * DAY)
            server.runtime.db.write(partial(sign_in, login=login, name=name, visit=visit))
            stage.clock.reset()
        for name in (LOST, STOLEN):
            server.runtime.db.write(partial(orders.wipe, device_id=device(server, name)))
        server.runtime.db.write(partial(orders.obeyed, key="a", unsent=3))
        with stage.program("full", BOSS):
            administration(stage)
            lock(stage)
            (here,) = (
                each for each in server.runtime.db.read(orders.everybody) if each.obeys and each.name not in NAMES
            )
            server.runtime.db.write(partial(orders.wipe, device_id=here.id))
            custody, entrance = stage.running.custody, stage.running.entrance
            stage.until(lambda: entrance.gate is not None and not custody.wiping.running, "the end of the desk")
            stage.shoot("k5-wiped", toasts=True)


NAMES = frozenset(name for _, _, name, _ in COMPUTERS)


def sign_in(tx: Tx, login: str, name: str, visit: Visit) -> None:
    """Have somebody sign in on a computer."""
    account = credentials.account(tx, login)
    assert account is not None
    there = devices.register(tx, account.id, name, visit)
    credentials.add_token(tx, new_id(), account.id, there, tx.now + 60 * DAY * 60_000)


def device(server: RunningServer, name: str) -> str:
    """Return the id of a device."""
    return next(each.id for each in server.runtime.db.read(orders.everybody) if each.name == name)


def administration(stage: Stage) -> None:
    """The page of the settings."""
    page = stage.go("settings", "security").findChild(SecurityPage)
    everybody = page.everybody
    stage.until(lambda: STOLEN in " ".join(everybody.words()), "the list of devices")
    stage.shoot("s-settings-devices")
    if stage.wants("s-settings-devices-"):
        stage.shoot_smaller("s-settings-devices")
    everybody.search.setText("10.12")
    stage.shoot("s-settings-devices-search")
    everybody.search.setText("nobody’s")
    stage.shoot("s-settings-devices-search-nothing")
    everybody.search.clear()
    if stage.wants("s-settings-devices-wipe"):
        everybody.ask_wipe(next(each for each in everybody._found if each.name == DESK))
        stage.dialog()
        stage.shoot("s-settings-devices-wipe")
        stage.dismiss()
    if stage.wants("s-settings-devices-offline"):
        stage.cut()
        page.refresh()
        stage.shoot("s-settings-devices-offline")
        stage.mend()


def lock(stage: Stage) -> None:
    """The locked desk; it is open again afterwards."""
    locking = stage.running.custody.locking
    stage.until(lambda: locking.possible, "a lock that can be opened")
    stage.run("account.lock")
    screen = locking.screen
    assert screen is not None
    stage.shoot("k4-lock")
    for _ in range(3):
        screen.password.setText("nine lives")
        screen.submit()
        stage.until(screen.failure, "the refusal")
        stage.settle()
    stage.shoot("k4-lock-wait")
    locking.unlock()
