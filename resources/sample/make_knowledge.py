"""Builds knowledge.xlsx and the attachment workbook from the text files in source/, and checks what they say.

Run it after editing a file in source/:  python resources/sample/make_knowledge.py [--check]
With --check nothing is written: the exit status is 1 if a rule is broken or knowledge.xlsx is not what source/ says.

An article in source/NN-*.md is one block:

    # KEY | title
    category: path / of / names
    ask: one phrasing | another phrasing
    (optional) audience, language, status, from, until, tags, images, attachments
    (blank line)
    the body, in the Markdown subset of the import template
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

SAMPLE = Path(__file__).resolve().parent
SOURCE = SAMPLE / "source"
KNOWLEDGE = SAMPLE / "knowledge.xlsx"

# header, width in characters, what the explanation sheet says about the column
COLUMNS = (
    ("编号 key", 11, "选填。您自己的行编号，例如 EAR-001；再次导入同一编号会生成新版本。知识编号由总部分配，不用填。"),
    ("分类 category", 24, "必填。从根到叶，用「 / 」分隔，例如 售后 / 耳机 / 免检换新。不存在的分类会在检查时列出。"),
    ("标题 title", 38, "必填。像客户的问题，不超过 60 字。"),
    ("相似问法 similar questions", 34, "选填。客户的原话，一行一条（Alt + Enter 换行）。"),
    ("正文 body", 80, "必填。写法见下方「正文写法」。"),
    ("适用对象 audience", 12, "选填。对客户 或 仅内部；空着按 对客户。仅内部的不能发给客户。"),
    ("语言 language", 10, "选填。zh-CN 或 en；空着按 zh-CN。"),
    ("状态 status", 10, "选填。已发布 或 草稿；空着按 草稿。"),
    ("生效日期 valid from", 14, "选填。例如 2026-11-01；空着从导入时起。"),
    ("失效日期 valid until", 14, "选填。例如 2026-12-31，当天仍有效；空着或写「长期」为长期有效。"),
    ("标签 tags", 24, "选填。用「、」或逗号分隔。"),
    ("图片 images", 22, "选填。images 文件夹里的文件名，用 ; 分隔；第一张作为卡片图。正文里引用的图片不用重复写。"),
    ("附件 attachments", 28, "选填。attachments 文件夹里的文件名，用 ; 分隔，单个不超过 20 MB。"),
)
BODY_SYNTAX = (
    ("## 小标题", "一节的标题"),
    ("1. 第一步", "编号步骤，每步一行"),
    ("- 一项", "项目符号"),
    ("**重点**", "加粗"),
    ("[文字](https://…)", "链接"),
    ("> 提醒", "提示框"),
    ("| 甲 | 乙 |", "表格：第一行表头，第二行 | --- | --- |，之后每行一条"),
    ("![说明](images/x.png)", "图片，单独一行"),
    ("（空行）", "分段"),
)
AUDIENCES = {"customer": "对客户", "internal": "仅内部"}
STATUSES = {"published": "已发布", "draft": "草稿"}
TITLE_LIMIT = 60
PHRASINGS = range(2, 7)
HEADER_FILL = PatternFill("solid", fgColor="E3EAFC")
IMAGE = re.compile(r"!\[[^\]]*\]\(images/([^)]+)\)")
# a Chinese character touching a Latin letter or digit: a space belongs between them (design, section 10)
TOUCHING = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9¥]|[A-Za-z0-9%°][\u4e00-\u9fff]")
FORBIDDEN = ("!", "！", "亲，")


@dataclass(frozen=True, slots=True)
class Article:
    """One row of the knowledge sheet; dates are ISO text or empty."""

    key: str
    title: str
    category: str
    ask: tuple[str, ...]
    body: str
    audience: str
    language: str
    status: str
    valid_from: str
    valid_until: str
    tags: str
    images: tuple[str, ...]
    attachments: tuple[str, ...]

    def row(self) -> tuple[str | datetime.date | None, ...]:
        """The cells in the order of COLUMNS."""
        return (
            self.key,
            self.category,
            self.title,
            "\n".join(self.ask),
            self.body,
            AUDIENCES[self.audience],
            self.language,
            STATUSES[self.status],
            _date(self.valid_from),
            _date(self.valid_until),
            self.tags or None,
            "; ".join(self.images) or None,
            "; ".join(self.attachments) or None,
        )


def _date(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _split(text: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def parse_article(block: str) -> Article:
    """Reads one block of a source file, without its leading "# "."""
    heading, _, rest = block.partition("\n")
    key, title = (part.strip() for part in heading.split("|", 1))
    head, _, body = rest.partition("\n\n")
    field = dict((name.strip(), value.strip()) for name, value in (line.split(":", 1) for line in head.splitlines()))
    body = body.strip()
    return Article(
        key=key,
        title=title,
        category=field["category"],
        ask=_split(field["ask"], "|"),
        body=body,
        audience=field.get("audience", "customer"),
        language=field.get("language", "zh-CN"),
        status=field.get("status", "published"),
        valid_from=field.get("from", ""),
        valid_until=field.get("until", ""),
        tags=field.get("tags", ""),
        images=tuple(dict.fromkeys(_split(field.get("images", ""), ";") + tuple(IMAGE.findall(body)))),
        attachments=_split(field.get("attachments", ""), ";"),
    )


def read_articles() -> list[Article]:
    """All articles in the order of the source files."""
    articles: list[Article] = []
    for path in sorted(SOURCE.glob("[0-9][0-9]-*.md")):
        text = "\n" + path.read_text("utf-8")
        articles += [parse_article(block) for block in text.split("\n# ")[1:]]
    return articles


def read_categories() -> list[tuple[str, str]]:
    """(path, synonyms) of every category, parents before children."""
    lines = (SOURCE / "categories.txt").read_text("utf-8").splitlines()
    pairs = (line.split("|", 1) for line in lines if line.strip() and not line.startswith("#"))
    return [(path.strip(), synonyms.strip()) for path, synonyms in pairs]


def problems(articles: list[Article], categories: list[tuple[str, str]]) -> list[str]:
    """Every broken rule of the content as one line of text."""
    found: list[str] = []
    paths = {path for path, _ in categories}
    keys = [article.key for article in articles]
    found += [f"{key}: key used twice" for key in sorted({key for key in keys if keys.count(key) > 1})]
    found += [f"category without its parent: {path}" for path in paths if path.rpartition(" / ")[0] not in paths | {""}]
    for article in articles:
        found += [f"{article.key}: {message}" for message in _article_problems(article, paths)]
    asked = [phrase for article in articles for phrase in article.ask]
    found += [f"similar question used twice: {phrase}" for phrase in sorted(set(asked)) if asked.count(phrase) > 1]
    return found + _question_problems(articles)


def _article_problems(article: Article, paths: set[str]) -> list[str]:
    found: list[str] = []
    if article.category not in paths:
        found.append(f"unknown category {article.category}")
    if len(article.title) > TITLE_LIMIT:
        found.append("title too long")
    if len(article.ask) not in PHRASINGS:
        found.append(f"{len(article.ask)} similar questions")
    prose = IMAGE.sub("", article.body) + article.title
    found += [f"contains {mark}" for mark in FORBIDDEN if mark in prose]
    found += [f"no space: {match}" for match in TOUCHING.findall(prose)]
    found += [f"no picture {name}" for name in article.images if not (SAMPLE / "images" / name).is_file()]
    found += [f"no attachment {name}" for name in article.attachments if not (SAMPLE / "attachments" / name).is_file()]
    return found


def _question_problems(articles: list[Article]) -> list[str]:
    """questions.json must point at articles that stay valid, and must not repeat their phrasings."""
    path = SAMPLE / "questions.json"
    if not path.is_file():
        return ["questions.json is missing"]
    by_key = {article.key: article for article in articles}
    found: list[str] = []
    for entry in json.loads(path.read_text("utf-8"))["questions"]:
        keys = [entry["key"], *entry.get("also", [])]
        found += [f"question {entry['text']}: no article {key}" for key in keys if key not in by_key]
        target = by_key.get(entry["key"])
        if target is None:
            continue
        if entry["text"] in (target.title, *target.ask):
            found.append(f"question {entry['text']}: copied from {target.key}")
        if target.status != "published" or (target.valid_until and target.valid_until < "2029"):
            found.append(f"question {entry['text']}: {target.key} is not valid for long")
    return found


def read_tables(text: str) -> list[tuple[str, list[list[str]]]]:
    """(heading, rows of cells) of every pipe table that follows a "## " heading."""
    tables: list[tuple[str, list[list[str]]]] = []
    for section in text.split("\n## ")[1:]:
        heading, _, rest = section.partition("\n")
        rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in rest.splitlines() if "|" in line]
        tables.append((heading.strip(), rows[:1] + rows[2:]))
    return tables


def _style(sheet: Worksheet, widths: list[int]) -> None:
    for column, width in zip(sheet.columns, widths, strict=True):
        sheet.column_dimensions[column[0].coordinate.rstrip("0123456789")].width = width
        column[0].font, column[0].fill = Font(bold=True), HEADER_FILL
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def build(articles: list[Article], categories: list[tuple[str, str]]) -> Workbook:
    """The knowledge workbook: sheets 知识, 说明, 分类."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("知识")
    sheet.append([name for name, _, _ in COLUMNS])
    for article in articles:
        sheet.append(article.row())
    for cell in (cell for column in ("I", "J") for cell in sheet[column][1:]):
        cell.number_format = "yyyy-mm-dd"
    _style(sheet, [width for _, width, _ in COLUMNS])
    for column, choices in (("F", AUDIENCES.values()), ("G", ("zh-CN", "en")), ("H", STATUSES.values())):
        choice = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        choice.add(f"{column}2:{column}5000")
        sheet.add_data_validation(choice)
    sheet.auto_filter.ref = sheet.dimensions

    guide = book.create_sheet("说明")
    guide.append(["列", "怎么填"])
    for name, _, text in COLUMNS:
        guide.append([name, text])
    guide.append([None, None])
    guide.append(["正文写法", "效果"])
    for mark, effect in BODY_SYNTAX:
        guide.append([mark, effect])
    _style(guide, [30, 90])

    tree = book.create_sheet("分类")
    tree.append(["分类 category", "同义词 synonyms"])
    for path, synonyms in categories:
        tree.append([path, synonyms])
    _style(tree, [34, 60])
    book.properties.title, book.properties.creator = "云雀数码知识", "云雀数码"
    return book


def build_tables(text: str) -> Workbook:
    """One sheet for each headed table of an attachment's text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for heading, rows in read_tables(text):
        sheet = book.create_sheet(heading)
        for row in rows:
            sheet.append(row)
        _style(sheet, [20] * len(rows[0]))
    return book


def _cells(book: Workbook) -> list[list[tuple[object, ...]]]:
    def plain(value: object) -> object:
        return value.date() if isinstance(value, datetime.datetime) else value

    return [[tuple(plain(v) for v in row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


def main(arguments: list[str]) -> int:
    """Writes (or with --check compares) the workbooks; 0 when the content keeps its rules."""
    articles, categories = read_articles(), read_categories()
    found = problems(articles, categories)
    periods = (SOURCE / "attachment-periods.md").read_text("utf-8")
    workbooks = {
        KNOWLEDGE: build(articles, categories),
        SAMPLE / "attachments" / "各产品保修与耗材周期表.xlsx": build_tables(periods),
    }
    for path, book in workbooks.items():
        if "--check" not in arguments:
            book.save(path)
        elif _cells(load_workbook(path)) != _cells(book):
            found.append(f"{path.name} is not what source/ says: run make_knowledge.py")
    for line in found:
        print(line)
    languages = [article.language for article in articles]
    print(f"{len(articles)} articles: {languages.count('zh-CN')} zh-CN, {languages.count('en')} en")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
