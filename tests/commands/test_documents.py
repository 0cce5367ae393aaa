"""Documents become blocks: what a person sees of them comes in, and what cannot is told."""

import shutil
import zipfile
from pathlib import Path

import pytest

from app.commands.transfer.documents.document import Document
from app.commands.transfer.documents.reading import read_document
from app.domain.errors import AppError
from app.domain.rich import BlockKind
from tests.helpers.documents import docx, heading, outline, paragraph, png, scanned_pdf

DATA = Path(__file__).parents[1] / "data/documents"
HANDBOOK = [
    "heading 1 耳机",
    "paragraph 本章说明耳机的常见问题，请先确认型号，再看 说明页。",
    "heading 2 充不进电",
    "numbered 充电盒接上电源，等 10 分钟。",
    "numbered 擦干净触点。",
    "bullet 1 不要用酒精",
    "image 充电盒",
    "heading 2 保修期",
]
LONG = (
    "paragraph 七天内可退。这一段文字特意写得很长，长到在一页的宽度里放不下，需要换行，才能看出读 PDF 的时候，"
    "两行是不是会接成同一段，而不是各成一段，也不会在中间多出空格。"
)
ENGLISH = (
    "paragraph English words in a paragraph that is long enough to be wrapped over the end of the line, so that a "
    "space is needed between two words."
)


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


def refused(path: Path) -> str:
    with pytest.raises(AppError) as caught:
        read_document(path)
    return caught.value.code


def test_a_word_document_keeps_headings_lists_tables_pictures_links_and_notes() -> None:
    found = read_document(DATA / "handbook.docx")
    assert found.title == "售后手册"
    assert outline(found) == [
        *HANDBOOK, "paragraph 各型号不同（自签收日起）。", "table 型号\t月数\nA1\t12\nB2\t24", "heading 1 退货",
        LONG, ENGLISH,
    ]  # fmt: skip
    assert '<b>请先确认型号</b>，再看 <a href="https://example.com/ear">' in found.body[1].html
    picture = next(block for block in found.body if block.kind is BlockKind.IMAGE)
    assert (picture.alt, picture.width, list(found.pictures)) == ("充电盒", 113, [picture.image])
    assert [(ref.width, ref.height) for ref in found.images] == [(120, 80)]
    assert found.original is not None
    assert (found.original.name, found.data, codes(found)) == (
        "handbook.docx",
        (DATA / "handbook.docx").read_bytes(),
        [],
    )


def test_a_pdf_has_paragraphs_where_a_person_sees_them_and_headings_by_size() -> None:
    found = read_document(DATA / "handbook.pdf")
    assert outline(found) == [
        "heading 1 售后手册", "heading 2 耳机", HANDBOOK[1], "heading 3 充不进电", HANDBOOK[3], HANDBOOK[4],
        "bullet 不要用酒精", "image ", "heading 3 保修期", "paragraph 各型号不同1。", "paragraph 型号 月数",
        "paragraph A1 12", "paragraph B2 24", "heading 2 退货", LONG, ENGLISH, "paragraph 1 自签收日起",
    ]  # fmt: skip
    assert [(ref.mime, ref.width, ref.height) for ref in found.images] == [("image/png", 120, 80)]
    assert codes(found) == []


def test_an_html_file_of_an_office_program_is_read_without_its_list_signs() -> None:
    found = read_document(DATA / "handbook.html")
    assert outline(found)[1:8] == [*HANDBOOK[:6], "image "]
    assert (found.title, len(found.pictures)) == ("handbook", 1)


def test_a_scanned_pdf_is_told_and_its_pages_are_kept_as_pictures(tmp_path: Path) -> None:
    found = read_document(scanned_pdf(tmp_path / "扫描.pdf", pages=3))
    assert [(note.code, dict(note.values)) for note in found.notes] == [
        ("no_text_layer", {"pages": 3, "of": 3, "first": 1})
    ]
    assert [block.kind for block in found.body] == [BlockKind.IMAGE] * 3


def test_what_word_does_not_show_stays_out(tmp_path: Path) -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录 1')}</w:sdtContent></w:sdt>"
    )
    tracked = (
        "<w:p><w:r><w:t>留下</w:t></w:r><w:del><w:r><w:delText>删掉</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>加上</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    box = (
        "<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        f"{paragraph('框里')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<w:txbxContent>{paragraph('框里')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    link = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.cn/x" </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>链接</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>之后</w:t></w:r></w:p>'
    )
    merged = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + paragraph("甲") + "</w:tc><w:tc>"
        + paragraph("1") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + paragraph("") + "</w:tc><w:tc>"
        + paragraph("2") + "</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    found = read_document(docx(tmp_path / "甲.docx", heading("标题") + contents + tracked + box + link + merged))
    assert outline(found) == [
        "heading 1 标题", "paragraph 留下加上", "paragraph 前", "paragraph 框里", "paragraph 链接之后",
        "table 甲\t1\n\t2",
    ]  # fmt: skip
    assert found.body[4].html == '<a href="https://a.cn/x">链接</a>之后'


def test_pictures_that_cannot_be_shown_or_are_not_there_are_told(tmp_path: Path) -> None:
    def drawing(relation: str) -> str:
        return f'<w:p><w:r><w:drawing><a:blip r:embed="{relation}"/></w:drawing></w:r></w:p>'

    relations = {"r1": "media/ok.png", "r2": "media/chart.emf", "r3": "media/gone.png", "r4": "http://a.cn/far.png"}
    path = docx(
        tmp_path / "图.docx",
        paragraph("文字") + "".join(drawing(key) for key in relations),
        relations=relations,
        more={"word/media/ok.png": png(), "word/media/chart.emf": b"\x01\x00\x00\x00", "word/vbaProject.bin": b"x"},
    )
    found = read_document(path)
    assert [block.kind for block in found.body] == [BlockKind.PARAGRAPH, BlockKind.IMAGE]
    assert [(note.code, note.values.get("name"), note.values.get("kind")) for note in found.notes] == [
        ("macros_ignored", None, None),
        ("picture_left_out", "chart.emf", "EMF"),
        ("picture_missing", "gone.png", None),
        ("picture_missing", "far.png", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_a_text_file_is_read_in_any_encoding_and_cut_at_what_looks_like_headings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "問答.txt"
    path.write_text(
        "問：怎麼退貨？\r\n答：七天內可以退。\r\n• 帶上發票\r\n\r\n二、保固的說明\r\n一年。", encoding, newline=""
    )
    assert outline(read_document(path)) == [
        "heading 2 怎麼退貨？", "paragraph 七天內可以退。", "bullet 帶上發票", "heading 2 二、保固的說明",
        "paragraph 一年。",
    ]  # fmt: skip


def test_a_markdown_file_takes_the_pictures_beside_it_and_nothing_from_outside(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "img").mkdir(parents=True)
    (folder / "img/a b.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png(50, 50))
    text = (
        '---\ntitle: 指南\n---\n# 大标题\n\n正文 ![盒子](img/a%20b.png "说明")\n\n小标题\n---\n'
        "```\n# 不是标题\n```\n![外面](../secret.png)\n\n![网上](https://a.cn/x.png)\n"
    )
    (folder / "指南.md").write_text(text, "utf-8")
    found = read_document(folder / "指南.md")
    assert found.title == "指南"
    assert outline(found) == ["heading 1 大标题", "paragraph 正文", "image 盒子", "heading 2 小标题", "code # 不是标题"]
    assert [(note.code, note.values["name"]) for note in found.notes] == [
        ("picture_missing", "secret.png"), ("picture_missing", "x.png")
    ]  # fmt: skip


def test_an_html_page_says_its_encoding_and_carries_no_script(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="gb2312"><title>售后 &amp; 退货</title></head><body><h1>大</h1><h2>小</h2>'
        '<p onclick="x()">简体中文<script>alert(1)</script></p><img src="data:image/png;base64,!!"></body></html>'
    )
    (tmp_path / "页.html").write_bytes(page.encode("gb18030"))
    found = read_document(tmp_path / "页.html")
    assert (found.title, outline(found)) == ("售后 & 退货", ["heading 1 大", "heading 2 小", "paragraph 简体中文"])
    assert codes(found) == ["picture_left_out"]


def test_files_that_cannot_be_read_are_refused_with_the_reason(tmp_path: Path) -> None:
    assert refused(DATA / "locked.pdf") == "document_locked"
    shutil.copy(DATA / "handbook.pdf", tmp_path / "改名.docx")
    assert outline(read_document(tmp_path / "改名.docx"))[0] == "heading 1 售后手册"  # by its content
    (tmp_path / "半.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert refused(tmp_path / "半.pdf") == "document_unreadable"
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert refused(tmp_path / "旧.doc") == "document_old_format"
    (tmp_path / "锁.docx").write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    assert refused(tmp_path / "锁.docx") == "document_locked"
    (tmp_path / "假.docx").write_bytes(b"no zip")
    assert refused(tmp_path / "假.docx") == "document_unreadable"
    (tmp_path / "空.txt").write_text(" \n\n", "utf-8")
    assert refused(tmp_path / "空.txt") == "document_empty"
    (tmp_path / "乱.txt").write_bytes(bytes(range(128, 256)) * 20)
    assert refused(tmp_path / "乱.txt") == "document_unreadable"
    with zipfile.ZipFile(tmp_path / "断.docx", "w") as archive:
        archive.writestr("hello.txt", "x")
    assert refused(tmp_path / "断.docx") == "document_unreadable"
    bomb = "<!DOCTYPE a [<!ENTITY b 'c'>]>".encode("utf-16")
    assert refused(docx(tmp_path / "炸.docx", "", more={"word/styles.xml": bomb})) == "document_unreadable"
    assert refused(tmp_path / "没有.docx") == "file_gone"


def test_what_is_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "大.pdf").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert refused(tmp_path / "大.pdf") == "document_too_large"
    zeros = {"word/media/a.png": bytes(70_000_000)}
    assert refused(docx(tmp_path / "弹.docx", paragraph("甲"), more=zeros)) == "archive_too_large"
    deep = "<w:sdt><w:sdtContent>" * 500 + paragraph("深") + "</w:sdtContent></w:sdt>" * 500
    assert refused(docx(tmp_path / "深.docx", deep)) == "document_unreadable"
    inside = "<w:p>" + "<w:hyperlink>" * 2_000 + "<w:r><w:t>深</w:t></w:r>" + "</w:hyperlink>" * 2_000 + "</w:p>"
    assert refused(docx(tmp_path / "链.docx", inside)) == "document_unreadable"
    most = "<w:p>" + "<w:hyperlink>" * 240 + "<w:r><w:t>深</w:t></w:r>" + "</w:hyperlink>" * 240 + "</w:p>"
    assert outline(read_document(docx(tmp_path / "可.docx", most))) == ["paragraph 深"]
