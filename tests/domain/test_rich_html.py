"""HTML from anywhere becomes safe blocks; nothing that is pasted can break or infect an article."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.rich import INLINE_TAGS, Block, BlockKind, Body, block_text, body_html, body_text
from app.domain.rich_html import parse_html
from app.domain.rich_ids import same_content
from app.domain.rich_inline import sanitise_inline

PIECES = [
    "<p>", "</p>", "<b>", "</b>", "<i", ">", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<table>", "</table>", "<tr>",
    "</tr>", "<td colspan=3 rowspan=2>", "<td>", "</td>", "<th>", "<blockquote class='callout'>", "</blockquote>",
    "<h2>", "</h2>", "<pre>", "</pre>", "<script>", "</script>", "<style>", "<svg onload=x>", "</svg>", "<img src=a>",
    "<img src='b' width=99999999999 alt='x\"y'>", "<a href='javascript:alert(1)'>", "<a href=' https://a.b/\"><x>'>",
    "</a>", "<!--", "-->", "<![if x]>", "<![foo[", "<![CDATA[", "]]>", "<?", "<!", "</", "&lt;script&gt;", "&#0;",
    "&#xD800;", "&nbsp;", "<span style='color:red;background:url(javascript:1)'>", "</span>", "<br>", "</br>", "<hr/>",
    "<meta name=qrichtext>", "<p style='mso-list:l0 level9'>", "<span style='mso-list:Ignore'>", "1.", "文字", " ",
    "\n", "  ", "a", "<o:p/>", "<sub>", "<sup>", "<u>", "<s>", "<code>", "</code>", "\x00", "\ud800", "\\", "*",
]  # fmt: skip
broken_html = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)


def picture(src: str, alt: str) -> str | None:
    """Every picture that has an address is had."""
    return f"sha-{src.removeprefix('sha-')}" if src else None


def parse(html: str, reuse: Body = ()) -> Body:
    return parse_html(html, picture, reuse)


def outline(body: Body) -> list[tuple[str, int, str]]:
    """What a person sees of a body."""
    return [(block.kind.value, block.level, block_text(block)) for block in body]


class Inspector(HTMLParser):
    """Collects what must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE_TAGS:
            self.complaints.append(tag)
        if tag != "br":
            self.open.append(tag)
        for name, value in attrs:
            if name == "href" and re.match(r"(https?://|mailto:|tel:)", value or "", re.IGNORECASE) and tag == "a":
                continue
            colours = r"(background-)?color:(#[0-9a-f]{6}|[a-z]+)"
            if name == "style" and re.fullmatch(rf"{colours}(;{colours})?", value or ""):
                continue
            self.complaints.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.complaints.append(f"</{tag}>")


def complaints(fragment: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(fragment)
    inspector.close()
    return inspector.complaints + inspector.open


@settings(deadline=None)
@given(broken_html)
def test_broken_html_never_raises_and_what_comes_out_is_safe_and_canonical(html: str) -> None:
    body = parse(html)
    for block in body:
        for fragment in (block.html, *(cell for row in block.rows for cell in row)):
            assert complaints(fragment) == []
            fragment.encode()
            if block.kind is not BlockKind.CODE:
                assert sanitise_inline(fragment) == fragment
        assert 0 <= block.level <= 4
        assert len({len(row) for row in block.rows}) <= 1
    assert len({block.id for block in body}) == len(body)


@settings(deadline=None)
@given(broken_html)
def test_what_was_parsed_survives_being_shown_and_parsed_again(html: str) -> None:
    body = parse(html)
    again = parse(body_html(body, lambda sha256: sha256), body)
    assert same_content(body, again)
    assert again == body


@settings(deadline=None)
@given(broken_html)
def test_cleaning_a_fragment_twice_changes_nothing(html: str) -> None:
    once = sanitise_inline(html)
    assert complaints(once) == []
    assert sanitise_inline(once) == once


@settings(deadline=None)
@given(st.lists(st.text("abc 文 <&", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=6))
def test_text_of_paragraphs_is_kept(lines: list[str]) -> None:
    lines = [" ".join(line.split()) for line in lines]
    html = "".join("<p>" + line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    assert body_text(parse(html)) == "\n".join(lines)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<b>a</b> <strong>b</strong>", "<b>a</b> <b>b</b>"),
        ("a  <i> b</i>", "a <i>b</i>"),
        ('<span style="font-weight:700;font-style:italic">x</span>', "<b><i>x</i></b>"),
        ('<span style="color: rgb(255, 0,0); background:#FF0">x</span>',
         '<span style="color:#ff0000;background-color:#ffff00">x</span>'),
        ('<span style="color:#000000;background:white">x</span>', "x"),
        ('<a href="https://a.b/?x=1&amp;y=2"><u>x</u></a>', '<a href="https://a.b/?x=1&amp;y=2">x</a>'),
        ('<a href="java&#10;script:alert(1)">x</a>', "x"),
        ('<a href="//evil.example">x</a>', "x"),
        ('<a href="file:///etc/passwd">x</a>', "x"),
        ('<a href="https://a.b" onclick="x()" style="color:blue">x</a>', '<a href="https://a.b">x</a>'),
        ("<p>a</p><p>b</p>", "a<br>b"),
        ("<script>alert(1)</script>x<style>b{}</style>", "x"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<font color='#c00'>x</font>", '<span style="color:#cc0000">x</span>'),
    ],
)  # fmt: skip
def test_inline_formatting(html: str, expected: str) -> None:
    assert sanitise_inline(html) == expected


def test_lists_headings_callouts_and_pictures() -> None:
    body = parse(
        "<h1>Title</h1><h3>Sub</h3><ul><li>one<ol><li><p>deep</p><p>more</p></li></ol></li><li>two</ul>"
        "<blockquote class='callout'>care</blockquote><blockquote><p>said</p></blockquote>"
        "<p>before<img src='cat' alt=' a  cat ' width='120'>after</p><hr>"
    )
    assert outline(body) == [
        ("heading", 1, "Title"),
        ("heading", 2, "Sub"),
        ("bullet", 0, "one"),
        ("numbered", 1, "deep\nmore"),
        ("bullet", 0, "two"),
        ("callout", 0, "care"),
        ("quote", 0, "said"),
        ("paragraph", 0, "before"),
        ("image", 0, "a cat"),
        ("paragraph", 0, "after"),
        ("rule", 0, ""),
    ]
    assert (body[8].image, body[8].width) == ("sha-cat", 120)


def test_a_picture_that_cannot_be_had_is_left_out() -> None:
    body = parse_html("<p>a<img src='http://x/y.png' alt='y'></p>", lambda src, alt: None)
    assert outline(body) == [("paragraph", 0, "a")]


def test_table_spans_become_empty_cells() -> None:
    (table,) = parse(
        "<table><tr><th colspan=2>A<th>B</tr><tr><td rowspan=2>1<td><p>2</p><p>3</p><td>4"
        "<tr><td>5<td><table><tr><td>x<td>y</table></table>"
    )
    assert table.rows == (("A", "", "B"), ("1", "2<br>3", "4"), ("", "5", "x y"))


def test_a_list_from_word_is_a_list() -> None:
    body = parse(
        "<!--[if gte mso 9]><xml>junk</xml><![endif]--><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
        "<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span><![endif]>第一步<o:p>"
        "</o:p><p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>细节</p>"
    )
    assert outline(body) == [("numbered", 0, "第一步"), ("bullet", 1, "细节")]


def test_what_qt_writes_is_read_back() -> None:
    html = (
        '<html><head><meta name="qrichtext" content="1" /><style>p, li { white-space: pre-wrap; }</style></head><body>'
        '<h2><span style=" font-size:x-large; font-weight:700;">Head</span></h2>'
        '<p style=" margin-left:40px; margin-right:40px;">care</p>'
        '<p>a  <a href="https://x.y"><span style=" text-decoration: underline; color:#0000ff;">l</span></a></p>'
        '<pre><span>if x:</span></pre>\n<pre><span>  y</span></pre>\n<p style="-qt-paragraph-type:empty;"><br /></p>'
    )
    body = parse(html)
    assert [(block.kind.value, block.html) for block in body] == [
        ("heading", "Head"),
        ("callout", "care"),
        ("paragraph", 'a\u00a0 <a href="https://x.y">l</a>'),
        ("code", "if x:<br>\u00a0\u00a0y"),
    ]


def test_ids_stay_with_equal_and_similar_blocks() -> None:
    before = parse("<p>unplug the charger</p><p>wait for thirty seconds</p><p>open the lid</p>")
    after = parse("<p>new</p><p>unplug the charger</p><p>wait for sixty seconds</p><p>call us</p>", before)
    assert after[1].id == before[0].id
    assert after[2].id == before[1].id
    assert {after[0].id, after[3].id}.isdisjoint(block.id for block in before)


def test_equal_blocks_get_one_id_each() -> None:
    before = tuple(Block(id=str(number), html="same") for number in range(2))
    after = parse("<p>same</p>" * 3, before)
    assert len({block.id for block in after}) == 3
    assert {"0", "1"} < {block.id for block in after}
