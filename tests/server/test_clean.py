"""Cleaning: what people paste, and what they try."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_server.service.clean import clean_fields, clean_inline, clean_page
from sync_server.service.pictures import Picture, measure

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<a href='data:text/html,<script>'>x</a>",
    "<iframe srcdoc='<script>'></iframe>",
    "<style>*{background:url(//evil)}</style>",
    "<span style='background-image:url(//evil)'>x</span>",
    "<math><mi//xlink:href='data:x,<script>'>",
    "<b onmouseover=alert(1)>x</b>",
    "<form action=//evil><input></form>",
]


@pytest.mark.parametrize("fragment", HOSTILE)
@pytest.mark.parametrize("clean", [clean_inline, clean_page])
def test_nothing_that_runs_or_calls_home_remains(fragment: str, clean: object) -> None:
    cleaned = clean(fragment)  # type: ignore[operator]
    for word in ("script", "onerror", "onload", "onmouseover", "javascript:", "evil", "data:", "iframe", "form", "svg"):
        assert word not in cleaned.lower()


@pytest.mark.parametrize(
    "fragment",
    [
        "plain",
        "a &lt; b &amp; c",
        "<b>bold</b> <i>it</i> <u>u</u> <s>s</s> <code>x</code><br>",
        '<a href="https://example.com/a?b=1&amp;c=2">x</a>',
        '<a href="mailto:a@b.example">x</a>',
        '<span style="color:#c00">red</span>',
        "H<sub>2</sub>O <sup>2</sup>",
    ],
)
def test_what_is_allowed_stays_as_it_is(fragment: str) -> None:
    assert clean_inline(fragment) == fragment


@given(st.text(alphabet=st.sampled_from("<>&'\"/ abscriptonerror=:;xhref中\x00"), max_size=60))
def test_cleaning_again_changes_nothing(fragment: str) -> None:
    once = clean_inline(fragment)
    assert clean_inline(once) == once


def test_values_of_a_wrong_shape_pass_for_the_decoder_to_refuse() -> None:
    odd = {"body": [5, {"html": 7}, {"rows": [3, ["<b>x</b>", None]]}], "title": None}
    assert clean_fields(odd) == odd


@pytest.mark.parametrize(
    ("head", "picture"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0", Picture("image/png", 640, 480)),
        (b"GIF89a\x0a\x00\x14\x00", Picture("image/gif", 10, 20)),
        (
            b"\xff\xd8\xff\xe0\x00\x04xx\xff\xc0\x00\x11\x08\x00\x20\x00\x30\x03\x01\x22\x00",
            Picture("image/jpeg", 48, 32),
        ),
        (b"\xff\xd8\xff\xe0\xff\xff", Picture("image/jpeg")),
        (
            b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\x09\x00\x00\x13\x00\x00",
            Picture("image/webp", 10, 20),
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\x00\x00\x01\xe0", Picture("image/png")),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"", None),
    ],
)
def test_pictures_are_known_by_their_bytes(head: bytes, picture: Picture | None) -> None:
    assert measure(head) == picture


@given(st.binary(max_size=80), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8\xff", b"RIFF0000WEBPVP8L"]))
def test_broken_pictures_break_nothing(tail: bytes, head: bytes) -> None:
    measure(head + tail)
