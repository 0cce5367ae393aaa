"""Articles as text in a table: forgiving to read, and written so that reading gives the same article."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain.rich import Block, BlockKind, Body
from app.domain.rich_html import parse_html
from app.domain.rich_ids import same_content
from app.domain.rich_markdown import parse_markdown, to_markdown
from tests.domain.test_rich_html import broken_html, complaints, picture

MARKS = [
    "## ", "# ", "1. ", "12. ", "3、", "1)", "- ", "  - ", "    1. ", "> ", ">", ">> ", "| ", "|", "|---|", "---",
    "```", "```\n", "**", "*", "***", "~~", "`", "[", "]", "](https://a.b/c)", "](javascript:x)", "![",
    "![alt](images/a b.png)",
    "{width=30}", "\\", "\\*", "\\|", "<b>", "</b>", "<u>", "<br>", "<span style=\"color:red\">", "</span>", "<script>",
    '<a href="https://x.y/*z*">', "</a>", "&amp;", "&", "<", ">", "\n", "\n\n", "\n\n\n", " ", "  ", "\t", "\u00a0",
    "文字", "a", "b c", "·", "• ", "+ ", "1.5", "!", ".", ")", "\r\n", "\x00", "\x05", "```py\n  x\n```\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(MARKS) | st.text(max_size=4), max_size=30).map("".join)


def parse(text: str, reuse: Body = ()) -> Body:
    return parse_markdown(text, picture, reuse)


def file_of(sha256: str) -> str:
    return sha256.removeprefix("sha-")


@settings(deadline=None)
@given(texts)
def test_any_text_is_read_and_what_is_written_reads_the_same(text: str) -> None:
    body = parse(text)
    for block in body:
        for fragment in (block.html, *(cell for row in block.rows for cell in row)):
            assert complaints(fragment) == []
    again = parse(to_markdown(body, file_of), body)
    assert same_content(body, again)
    assert body == again


@settings(deadline=None)
@given(broken_html)
@example("<ul>a<p>&nbsp;")
@example("0<br><br>\\<br>-->")
@example("<pre><sub>0<br><i")
def test_articles_made_from_html_survive_the_text_form(html: str) -> None:
    body = parse_html(html, picture)
    assert same_content(body, parse(to_markdown(body, file_of)))


def blocks(text: str) -> list[tuple[BlockKind, int, str]]:
    return [(block.kind, block.level, block.html) for block in parse(text)]


def test_a_whole_article() -> None:
    text = """## 适用情况
Air Pro / Air Pro 2，一侧无声。
两侧都无声请先看*充电*。

1. **合盖等 30 秒**后重新取出。
2、用干棉签清洁
   不要用酒精。
  - 见[说明](https://a.example/x_(1))

![触点 位置](images/contacts 1.png)
| 灯 | 说明 |
| --- | --- |
| 白 | a \\| b |
> 注意
> 第二行
---
```
if x:
    *y*
```"""
    body = parse(text)
    assert [(b.kind.value, b.level, b.html) for b in body if b.html] == [
        ("heading", 1, "适用情况"),
        ("paragraph", 0, "Air Pro / Air Pro 2，一侧无声。<br>两侧都无声请先看<i>充电</i>。"),
        ("numbered", 0, "<b>合盖等 30 秒</b>后重新取出。"),
        ("numbered", 0, "用干棉签清洁<br>不要用酒精。"),
        ("bullet", 1, '见<a href="https://a.example/x_(1)">说明</a>'),
        ("callout", 0, "注意<br>第二行"),
        ("code", 0, "if x:<br>\u00a0\u00a0\u00a0\u00a0*y*"),
    ]
    image, table = body[5], body[6]
    assert (image.image, image.alt) == ("sha-images/contacts 1.png", "触点 位置")
    assert table.rows == (("灯", "说明"), ("白", "a | b"))
    assert body[8].kind is BlockKind.RULE


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a*b", "a*b"),
        ("**a** *b* ~~c~~ `d*e*`", "<b>a</b> <i>b</i> <s>c</s> <code>d*e*</code>"),
        ("**a *b* c**", "<b>a <i>b</i> c</b>"),
        (r"\*a\*", "*a*"),
        (r"C:\data\x", r"C:\data\x"),
        ("1.5 升", "1.5 升"),
        ("[a](javascript:alert)", "a"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("<u>a</u> < b", "<u>a</u> &lt; b"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_inline_marks(text: str, html: str) -> None:
    assert blocks(text) == [(BlockKind.PARAGRAPH, 0, html)]


def test_a_line_that_only_looks_like_a_mark_stays_text() -> None:
    body = (Block(id="1", html="1. a<br># b<br>- c<br>---<br>| d<br>2、e"),)
    text = to_markdown(body)
    assert same_content(parse(text), body)


def test_short_marks_are_preferred_and_tags_say_the_rest() -> None:
    body = (Block(id="1", html='<b>a</b> <u>b</u> <i>c </i>d <a href="https://x.y">e</a>'),)
    assert to_markdown(body) == '<b>a</b> <u>b</u> <i>c </i>d <a href="https://x.y">e</a>'
    assert to_markdown((Block(id="1", html='<b>a</b> <a href="https://x.y">e</a>'),)) == "**a** [e](https://x.y)"


def test_ids_stay_when_a_text_is_read_again() -> None:
    before = parse("a first paragraph\n\na second paragraph")
    after = parse("new\n\na first paragraph\n\na second paragraph, longer", before)
    assert [block.id for block in after[1:]] == [block.id for block in before]
