"""What Word, LibreOffice, browsers and web editors put on the clipboard is the same after saving and opening again."""

import base64
import re

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest

from app.domain.rich import Body, body_text
from tests.helpers.office import EARBUD
from tests.ui.knowledge.conftest import Bench
from tests.ui.knowledge.test_editor import Open, article, open_editor, png, save

__all__ = ["open_editor"]  # the fixture

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{}</style></head>
<body lang=ZH-CN><!--StartFragment--><h1>安装<o:p></o:p></h1>
<p class=MsoNormal><b>先看<span lang=EN-US>X1</span></b><span style='color:red'>红灯</span><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>
&nbsp;</span></span><![endif]>第一步</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a)<span>
&nbsp;</span></span><![endif]>其中之一</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>
&nbsp;</span></span><![endif]>第二步</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>型号</p></td><td rowspan=2><p>一年</p></td></tr>
<tr><td><p class=MsoNormal>X1<br>X2</p></td></tr></table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]--><![if !vml]>
<img width=100 src="file:///C:/Temp/clip_image002.png" alt="图"><![endif]></p>
<p class=MsoNormal><a href="https://a.example/x?y=1&amp;z=2">下载页</a>在这里</p><!--EndFragment--></body></html>"""
WEB_EDITOR = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr">
<span>退货</span></h2><p dir="ltr"><span style="font-weight:700">七天</span><span style="font-weight:400"> 内 </span>
<span style="font-style:italic">可退</span></p><ol><li dir="ltr" aria-level="1"><p><span>申请</span></p></li>
<ol><li aria-level="2"><p><span>写原因</span></p></li></ol><li dir="ltr"><p><span>寄回</span></p></li></ol>
<table><tbody><tr><td><p>甲</p></td><td><p>乙一</p><p>乙二</p></td></tr><tr><td colspan=2><ul><li>丙</li><li>丁</li>
</ul></td></tr></tbody></table></b>"""
WRITER = """<!DOCTYPE html><html><body><p style="line-height: 100%">正文 <font color="#ff0000">红</font>
<span style="background: #ffff00">亮</span></p><ul><li><p>一项</p><ul><li><p>下一级</p></li></ul></li></ul>
<table width="100%"><thead><tr><th><p>表头</p></th><th>二</th></tr></thead><tbody><tr><td><p>1</p></td>
<td sdval="2" sdnum="1033;">2</td></tr></tbody></table>
<p><img src="data:image/png;base64,PICTURE" name="Image1" width="40" height="30"/></p><p>图后</p></body></html>"""
PAGE = """<div><div>第一行</div><div>第二行<div>里面</div></div><pre>code  two
  lines</pre><blockquote>引用<p>又一段</p></blockquote><p>x<sub>2</sub> <s>旧价</s> <code>K1</code></p><hr>
<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li></ul></div>"""


def shown(body: Body) -> list[tuple[object, ...]]:
    """Everything but the ids, which a save keeps or gives."""
    return [(each.kind, each.html, each.level, each.rows, each.image, each.alt, each.width) for each in body]


@pytest.mark.parametrize(
    ("html", "kinds", "words"),
    [
        (WORD, "heading paragraph numbered numbered numbered table paragraph",
         "安装 先看X1红灯 第一步 其中之一 第二步 型号 一年 X2 下载页在这里"),
        (WEB_EDITOR, "heading paragraph numbered numbered numbered table",
         "退货 七天 可退 申请 写原因 寄回 乙一 乙二 丙 丁"),
        (WRITER, "paragraph bullet bullet table image paragraph", "正文 红 亮 一项 下一级 表头 图后"),
        (PAGE, "paragraph paragraph paragraph code quote quote paragraph rule bullet bullet bullet",
         "第一行 第二行 里面 引用 又一段 旧价 K1 甲 乙 丙"),
    ],
    ids=["word", "web editor", "writer", "page"],
)  # fmt: skip
def test_what_was_pasted_is_the_same_after_saving_and_opening(
    open_editor: Open, bench: Bench, html: str, kinds: str, words: str
) -> None:
    editor = open_editor("")
    editor.title.setText("贴进来的")
    data = QMimeData()
    data.setHtml(html.replace("PICTURE", base64.b64encode(png(40, 30)).decode()))
    editor.text.insertFromMimeData(data)
    bench.settle()
    pasted = editor.text.body()
    assert [block.kind.value for block in pasted] == kinds.split()
    for word in words.split():
        assert word in body_text(pasted), word
    save(bench, editor)
    key = editor.article_id
    stored = article(bench, key)
    assert shown(stored.body) == shown(pasted)
    assert {block.image for block in stored.body} - {""} == {ref.sha256 for ref in stored.images}
    editor._leave()
    bench.settle()
    again = open_editor(key)
    assert again.text.body() == stored.body
    again._leave()
    bench.settle()
    assert article(bench, key).rev == stored.rev


@pytest.mark.parametrize("html", [WORD, WEB_EDITOR, PAGE], ids=["word", "web editor", "page"])
def test_one_step_back_takes_all_of_it_out_and_one_forward_puts_it_in(
    open_editor: Open, bench: Bench, html: str
) -> None:
    editor = open_editor(EARBUD)
    before = editor.text.body()
    cursor = editor.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    editor.text.setTextCursor(cursor)
    data = QMimeData()
    data.setHtml(html)
    editor.text.insertFromMimeData(data)
    bench.settle()
    pasted = editor.text.body()
    assert len(pasted) > len(before)
    QTest.keySequence(editor.text, QKeySequence(QKeySequence.StandardKey.Undo))
    assert shown(editor.text.body()) == shown(before)
    QTest.keySequence(editor.text, QKeySequence(QKeySequence.StandardKey.Redo))
    assert shown(editor.text.body()) == shown(pasted)


def test_a_pasted_link_is_edited_and_keeps_its_look(open_editor: Open, bench: Bench) -> None:
    editor = open_editor("")
    editor.title.setText("链接")
    data = QMimeData()
    data.setHtml('<p>前文</p><p>看<a href="https://a.example/x?y=1&amp;z=2"><b>下载</b>页</a>再说</p>')
    editor.text.insertFromMimeData(data)
    bench.settle()
    editor.text.setTextCursor(editor.text.document().find("载"))
    assert editor.text.link() == ("https://a.example/x?y=1&z=2", "下载页"), "the whole link, not the letter"
    assert editor.text.set_link("https://b.example/?q=甲&r=2", "下载页")
    save(bench, editor)
    html = article(bench, editor.article_id).body[-1].html
    assert re.sub("<[^>]+>", "", html) == "看下载页再说"
    assert set(re.findall('href="([^"]+)"', html)) == {"https://b.example/?q=甲&amp;r=2"}
    assert "<b>下载</b>" in html
    editor.text.setTextCursor(editor.text.document().find("载"))
    assert editor.text.set_link("https://b.example/", "新的")
    assert editor.text.body()[-1].html == '看<a href="https://b.example/"><b>新的</b></a>再说'
    assert editor.text.set_link("", "")
    assert editor.text.body()[-1].html == "看<b>新的</b>再说"


def test_a_picture_within_a_link_that_is_made_stays(open_editor: Open, bench: Bench) -> None:
    editor = open_editor("")
    editor.text.imageGiven.emit(png(40, 30), "图.png")
    bench.settle()
    editor.text.insertPlainText("后文")
    before = editor.text.body()
    assert [block.kind.value for block in before] == ["image", "paragraph"]
    editor.text.selectAll()
    assert editor.text.set_link("https://b.example/", "")
    made = editor.text.body()
    assert [block.image for block in made] == [block.image for block in before]
    assert made[-1].html == '<a href="https://b.example/">后文</a>'


@pytest.mark.parametrize("look", ["set_color", "set_highlight"])
def test_a_picture_among_words_that_are_coloured_stays(open_editor: Open, bench: Bench, look: str) -> None:
    editor = open_editor("")
    editor.text.imageGiven.emit(png(40, 30), "图.png")
    bench.settle()
    editor.text.insertPlainText("后文")
    before = editor.text.body()
    editor.text.selectAll()
    getattr(editor.text, look)("#ff0000")
    made = editor.text.body()
    assert [block.image for block in made] == [block.image for block in before]
    assert "#ff0000" in made[-1].html
