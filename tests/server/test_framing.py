"""Who may show the chat page in a frame is read as browsers read it, and the administrator hears of the others."""

import pytest

from sync_server.web.framing import Refused, may_frame, origin_of
from tests.helpers.log_watch import LogWatch
from tests.helpers.server import RunningServer
from tests.server.test_chat_page import get


@pytest.mark.parametrize(
    ("sources", "origin", "allowed"),
    [
        (["'self'"], "http://chat.example:8000", True),
        (["'self'"], "http://chat.example", False),
        (["'self'"], "http://shop.example", False),
        (["'none'"], "http://chat.example:8000", False),
        ([], "http://chat.example:8000", False),
        (["*"], "https://shop.example", True),
        (["https:"], "https://shop.example:8443", True),
        (["https:"], "http://shop.example", False),
        (["https://shop.example"], "https://shop.example", True),
        (["https://shop.example"], "http://shop.example", False),
        (["http://shop.example"], "https://shop.example", True),
        (["https://shop.example"], "https://shop.example:8443", False),
        (["https://shop.example:*"], "https://shop.example:8443", True),
        (["shop.example:8080"], "http://shop.example:8080", True),
        (["https://*.shop.example"], "https://www.shop.example", True),
        (["https://*.shop.example"], "https://shop.example", False),
        (["https://*.shop.example"], "https://evilshop.example", False),
        (["http://[::1]:8080"], "http://[::1]:8080", True),
    ],
)
def test_sites_are_matched_as_browsers_match_them(sources: list[str], origin: str, allowed: bool) -> None:
    assert may_frame(sources, origin, "chat.example:8000") is allowed


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Shop.example/cart?id=7", "https://shop.example"),
        ("http://shop.example:8080\r\nSet-Cookie: a", "http://shop.example:8080"),
        ("file:///C:/shop.html", ""),
        ("null", ""),
        ("", ""),
    ],
)
def test_of_an_address_only_the_site_is_told(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@pytest.mark.allow_logs("sync_server.web.framing")
def test_a_site_that_is_not_named_is_told_once_with_what_to_add(server: RunningServer, log_watch: LogWatch) -> None:
    for _ in range(2):
        get(server, "/chat?embed=1", Referer="https://shop.example/")
        get(server, "/chat?embed=1&page=https%3A%2F%2Fother.example%2Fcart")
    get(server, "/chat", Referer="https://third.example/")  # a link, no frame
    get(server, "/chat?embed=1", Referer=server.url + "/somewhere")
    said = [record.getMessage() for record in log_watch.records]
    assert len(said) == 2
    assert said[0].endswith("--frame-ancestors \"'self'\" https://shop.example")
    assert "https://other.example" in said[1]


@pytest.mark.allow_logs("sync_server.web.framing")
def test_strangers_do_not_fill_the_log(log_watch: LogWatch) -> None:
    refused = Refused()
    for number in range(200):
        refused.look(["'self'"], f"https://site{number}.example/", "chat.example")
    assert len(log_watch.records) == 50
