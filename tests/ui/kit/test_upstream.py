"""What a desk knows of the line from its branch's server to headquarters."""

from pytestqt.qtbot import QtBot

from app.domain.clock import now_ms
from app.domain.notice import SyncStatus
from app.domain.protocol import Beat
from app.ui.kit.sync_link import SyncLink


def told(link: SyncLink) -> str:
    return link.upstream


def test_a_heartbeat_tells_it_on_this_computers_clock_and_a_desk_alone_knows_nothing(qtbot: QtBot) -> None:
    link = SyncLink()
    link.publish(SyncStatus(state="online"))
    qtbot.waitUntil(lambda: link.online)
    with qtbot.waitSignal(link.upstreamChanged):
        link.take_beat(Beat(state="online", now=9_000_000, upstream="down", upstream_since=8_940_000))
    assert told(link) == "down"
    assert abs(now_ms() - 60_000 - link.upstream_since) < 5_000, "a minute ago, whatever the server's clock says"
    with qtbot.assertNotEmitted(link.upstreamChanged):
        link.take_beat(Beat(state="online", now=9_005_000, upstream="down", upstream_since=8_940_000))
    with qtbot.waitSignal(link.upstreamChanged):
        link.publish(SyncStatus(state="offline"))
    assert told(link) == ""
