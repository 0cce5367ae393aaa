"""Names of files that come from others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.files import LONGEST_NAME, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("发票 2026.pdf", "发票 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("/etc/xdg/autostart/x.desktop", "x.desktop"),
        ("C:\\x\\y.txt", "y.txt"),
        ("..\\..\\x?.exe", "x_.exe"),
        ("C:x.txt", "C_x.txt"),
        ("a\x00b\r\n.pdf", "a_b_.pdf"),
        ("photo\u202egnp.exe", "photognp.exe"),
        (".bashrc", "bashrc"),
        ("report.pdf. .", "report.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("com1", "_com1"),
        ("aux . .pdf", "_aux.pdf"),
        ("console.txt", "console.txt"),
        ("half \ud83d", "half _"),
        ("folder/", "file"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_becomes_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending_and_fits_into_a_file_system() -> None:
    name = safe_name("长" * 300 + ".pdf")
    assert name.endswith("长.pdf")
    assert LONGEST_NAME - 3 < len(name.encode()) <= LONGEST_NAME
    assert len(safe_name("x." + "y" * 400)) == LONGEST_NAME


@given(st.text(st.one_of(st.sampled_from("./\\: \x00\u202e长aNUL1"), st.characters()), max_size=400))
def test_what_is_safe_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert safe not in {"", ".", ".."}
    assert not set(safe) & set('/\\<>:"|?*\x00\n')
    assert len(safe.encode()) <= LONGEST_NAME
