"""What the page's files promise without a browser: no way around the policy, and no text that is missing."""

import re
from pathlib import Path

import pytest

from sync_server.web import CONTENT_SECURITY_POLICY, WEB_DIR, page_headers

SCRIPTS = sorted(WEB_DIR.rglob("*.js"))
STRINGS = sorted((WEB_DIR / "js" / "strings").glob("*.js"))
ENTRY = re.compile(r'^ {2}"([a-z_0-9.]+)": (.+),$', re.MULTILINE)


def entries(path: Path) -> dict[str, str]:
    return dict(ENTRY.findall(path.read_text(encoding="utf-8")))


def test_policy_has_no_way_around_itself() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY
    assert page_headers(["https://shop.example"])["Content-Security-Policy"].endswith(
        "frame-ancestors https://shop.example"
    )
    assert page_headers([])["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    with pytest.raises(ValueError, match="not a CSP source"):
        page_headers(["https://shop.example; script-src *"])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_build_no_markup_and_no_code(path: Path) -> None:
    found = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\(.style",
        path.read_text(),
    )
    assert found == []


def test_document_has_no_inline_script_or_style() -> None:
    document = (WEB_DIR / "index.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", document) == []
    for address in re.findall(r'(?:src|href)="([^"#]+)"', document):
        assert (WEB_DIR / address.removeprefix("/chat/static/")).is_file(), address


def test_document_preloads_every_module() -> None:
    """Without it a phone would ask for them in five rounds, each as long as its line is slow."""
    document = (WEB_DIR / "index.html").read_text(encoding="utf-8")
    preloaded = set(re.findall(r'<link rel="modulepreload" href="/chat/static/(js/[^"]+)">', document))
    modules = {path.relative_to(WEB_DIR).as_posix() for path in SCRIPTS} - {"embed.js", "js/main.js"}
    assert preloaded == modules


@pytest.mark.parametrize("path", STRINGS, ids=lambda path: path.stem)
def test_languages_have_the_same_texts_and_placeholders(path: Path) -> None:
    source = entries(WEB_DIR / "js" / "strings" / "zh-CN.js")
    other = entries(path)
    assert other.keys() == source.keys()
    for key, text in source.items():
        assert set(re.findall(r"\{(\w+)\}", other[key])) == set(re.findall(r"\{(\w+)\}", text)), key


def test_every_text_that_is_asked_for_exists() -> None:
    known = entries(WEB_DIR / "js" / "strings" / "zh-CN.js").keys()
    asked = set(re.findall(r'data-i18n(?:-label)?="([^"]+)"', (WEB_DIR / "index.html").read_text(encoding="utf-8")))
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        for call in re.findall(r"(?<![\w.])t\(((?:[^()]|\([^()]*\))*)\)", text):
            asked.update(re.findall(r'"([a-z]+\.[a-z_0-9]+)"', call))
    assert len(asked) > 100
    assert asked - known == set()


def test_traditional_chinese_is_translated_and_not_only_converted() -> None:
    text = (WEB_DIR / "js" / "strings" / "zh-TW.js").read_text(encoding="utf-8")
    assert re.findall("网|络|会话|會話|信息|文件|设置|在线|在線(?!上)|登录|默认", text) == []
