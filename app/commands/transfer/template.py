"""The empty form for importing knowledge: what a person downloads, fills in and imports."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from app.commands.transfer.cells import AUDIENCES, STATUSES
from app.commands.transfer.columns import Column, header_text
from app.commands.transfer.workbook import SheetContent, write_workbook
from app.domain.errors import AppError

SHEET_NAMES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "zh_CN": ("知识", "说明", "分类"),
        "zh_TW": ("知識", "說明", "分類"),
        "en": ("Knowledge", "Guide", "Categories"),
    }
)
WIDTHS: Mapping[Column, int] = MappingProxyType(
    {
        Column.KEY: 12, Column.CATEGORY: 26, Column.TITLE: 36, Column.QUESTIONS: 36, Column.BODY: 70,
        Column.AUDIENCE: 12, Column.LANGUAGE: 10, Column.STATUS: 10, Column.VALID_FROM: 14, Column.VALID_UNTIL: 14,
        Column.TAGS: 24, Column.IMAGES: 26, Column.ATTACHMENTS: 30,
    }
)  # fmt: skip

_GUIDE: Mapping[str, Mapping[Column, str]] = MappingProxyType(
    {
        "zh_CN": {
            Column.KEY: "选填。您自己的编号，例如 A-001；再次导入同一编号会更新那一条。知识编号由总部分配，不用填。",
            Column.CATEGORY: "从上到下用「 / 」分隔，例如 售后 / 耳机。还没有的分类会在检查时列出，确认后新建。",
            Column.TITLE: "必填。像客户会问的话，不超过 60 字。",
            Column.QUESTIONS: "选填。客户的其他说法，一行一条（Alt + Enter 换行）。",
            Column.BODY: "必填。写法见下方「正文写法」。",
            Column.AUDIENCE: "选填。对客户 或 仅内部；空着按 对客户。仅内部的不会发给客户。",
            Column.LANGUAGE: "选填。zh-CN、zh-TW 或 en；空着按 zh-CN。",
            Column.STATUS: "选填。草稿、已发布 或 已下架；空着时新的按 草稿，已有的不变。",
            Column.VALID_FROM: "选填。例如 2026-11-01，从当天零点起。",
            Column.VALID_UNTIL: "选填。例如 2026-12-31，当天仍有效；空着或写「长期」为长期有效。",
            Column.TAGS: "选填。用「、」分隔。",
            Column.IMAGES: "选填。images 文件夹里的文件名，用 ; 分隔；第一张作为卡片图。正文里已有的不用再写。",
            Column.ATTACHMENTS: "选填。attachments 文件夹里的文件名，用 ; 分隔，单个不超过 20 MB。",
        },
        "zh_TW": {
            Column.KEY: "選填。您自己的編號，例如 A-001；再次匯入同一編號會更新那一則。知識編號由總部分配，不用填。",
            Column.CATEGORY: "由上到下用「 / 」分隔，例如 售後 / 耳機。還沒有的分類會在檢查時列出，確認後新增。",
            Column.TITLE: "必填。像客戶會問的話，不超過 60 字。",
            Column.QUESTIONS: "選填。客戶的其他說法，一行一則（Alt + Enter 換行）。",
            Column.BODY: "必填。寫法見下方「內文寫法」。",
            Column.AUDIENCE: "選填。對客戶 或 僅內部；空著按 對客戶。僅內部的不會傳給客戶。",
            Column.LANGUAGE: "選填。zh-CN、zh-TW 或 en；空著按 zh-CN。",
            Column.STATUS: "選填。草稿、已發布 或 已下架；空著時新的按 草稿，已有的不變。",
            Column.VALID_FROM: "選填。例如 2026-11-01，從當天零點起。",
            Column.VALID_UNTIL: "選填。例如 2026-12-31，當天仍有效；空著或寫「長期」為長期有效。",
            Column.TAGS: "選填。用「、」分隔。",
            Column.IMAGES: "選填。images 資料夾裡的檔名，用 ; 分隔；第一張作為卡片圖。內文裡已有的不用再寫。",
            Column.ATTACHMENTS: "選填。attachments 資料夾裡的檔名，用 ; 分隔，單個不超過 20 MB。",
        },
        "en": {
            Column.KEY: "Optional. Your own number, such as A-001; importing it again updates that article.",
            Column.CATEGORY: "From the top down, separated by “ / ”. New ones are listed before they are made.",
            Column.TITLE: "Required. What a customer would ask, up to 60 characters.",
            Column.QUESTIONS: "Optional. Other ways to ask, one a line (Alt + Enter).",
            Column.BODY: "Required. See “How to write the body” below.",
            Column.AUDIENCE: "Optional. customer or internal; empty means customer. Internal ones are never sent.",
            Column.LANGUAGE: "Optional. zh-CN, zh-TW or en; empty means zh-CN.",
            Column.STATUS: "Optional. draft, published or archived; empty means draft, or no change.",
            Column.VALID_FROM: "Optional. 2026-11-01 means from the first minute of that day.",
            Column.VALID_UNTIL: "Optional. 2026-12-31 means through the end of that day; empty means always.",
            Column.TAGS: "Optional. Separated by commas.",
            Column.IMAGES: "Optional. Files of the images folder, separated by ;. The first becomes the cover.",
            Column.ATTACHMENTS: "Optional. Names of files in the attachments folder, separated by ;. Up to 20 MB each.",
        },
    }
)
_BODY_GUIDE: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        "zh_CN": (
            ("正文写法", "效果"), ("## 小标题", "一节的标题"), ("1. 第一步", "编号步骤，每步一行"),
            ("- 一项", "项目符号；前面加两个空格是下一级"), ("**重点**", "加粗"), ("*斜体*", "斜体"),
            ("[文字](https://…)", "链接"), ("> 提醒", "提示框"),
            ("| 甲 | 乙 |", "表格：第一行表头，第二行 | --- | --- |，之后每行一条"),
            ("![说明](images/x.png)", "图片，单独一行"), ("（空行）", "分段"),
        ),
        "zh_TW": (
            ("內文寫法", "效果"), ("## 小標題", "一節的標題"), ("1. 第一步", "編號步驟，每步一行"),
            ("- 一項", "項目符號；前面加兩個空格是下一層"), ("**重點**", "粗體"), ("*斜體*", "斜體"),
            ("[文字](https://…)", "連結"), ("> 提醒", "提示框"),
            ("| 甲 | 乙 |", "表格：第一行表頭，第二行 | --- | --- |，之後每行一則"),
            ("![說明](images/x.png)", "圖片，單獨一行"), ("（空行）", "分段"),
        ),
        "en": (
            ("How to write the body", "Result"), ("## Heading", "the heading of a section"),
            ("1. First step", "a numbered step, one a line"),
            ("- Item", "a bullet; two spaces before it for a level down"), ("**bold**", "bold"), ("*italic*", "italic"),
            ("[text](https://…)", "a link"), ("> Note", "a call-out"),
            ("| a | b |", "a table: head, then | --- | --- |, then a row a line"),
            ("![text](images/x.png)", "a picture, alone on its line"), ("(empty line)", "a new paragraph"),
        ),
    }
)  # fmt: skip
EXAMPLE_MARKS = ("（示例，导入前请删除）", "（範例，匯入前請刪除）", "(Example, delete it first)")
"""How the title of the example row begins: whoever leaves it in does not mean to import it."""
_EXAMPLE: Mapping[str, Mapping[Column, str]] = MappingProxyType(
    {
        "zh_CN": {
            Column.KEY: "A-001",
            Column.CATEGORY: "售后 / 耳机",
            Column.TITLE: "（示例，导入前请删除）耳机充不进电怎么办",
            Column.QUESTIONS: "耳机充不上电\n放进盒子灯不亮",
            Column.BODY: "先确认充电盒有电，再看耳机。\n\n1. 充电盒接上电源，**等 10 分钟**。\n"
            "2. 擦干净耳机底部的触点。\n3. 放回盒中合盖，灯亮即为正常。\n\n> 请勿用酒精擦拭。",
            Column.VALID_UNTIL: "长期",
            Column.TAGS: "充电、耳机",
        },
        "zh_TW": {
            Column.KEY: "A-001",
            Column.CATEGORY: "售後 / 耳機",
            Column.TITLE: "（範例，匯入前請刪除）耳機充不進電怎麼辦",
            Column.QUESTIONS: "耳機充不了電\n放進盒子燈不亮",
            Column.BODY: "先確認充電盒有電，再看耳機。\n\n1. 充電盒接上電源，**等 10 分鐘**。\n"
            "2. 擦乾淨耳機底部的接點。\n3. 放回盒中闔蓋，燈亮即為正常。\n\n> 請勿用酒精擦拭。",
            Column.VALID_UNTIL: "長期",
            Column.TAGS: "充電、耳機",
        },
        "en": {
            Column.KEY: "A-001",
            Column.CATEGORY: "After-sales / Earphones",
            Column.TITLE: "(Example, delete it first) An earbud does not charge",
            Column.QUESTIONS: "earbud won't charge\nno light in the case",
            Column.BODY: "Check the case first, then the earbud.\n\n1. Plug in the case and **wait 10 minutes**.\n"
            "2. Clean the contacts.\n3. Close the lid; the light comes on.\n\n> Never use alcohol.",
            Column.LANGUAGE: "en",
            Column.TAGS: "charging, earphones",
        },
    }
)


def write_template(path: Path, language: str, category_paths: Sequence[str] = ()) -> None:
    """Write the form in a UI language ("zh_CN", "zh_TW", "en") with one example row.

    ``category_paths`` fill the sheet of categories. Raises AppError("export_failed") (why) when the disk refuses.
    """
    columns = list(Column)
    audiences, statuses = tuple(AUDIENCES[language].values()), tuple(STATUSES[language].values())
    example = {
        Column.AUDIENCE: audiences[0],
        Column.LANGUAGE: "zh-TW" if language == "zh_TW" else "zh-CN",
        Column.STATUS: statuses[0],
        **_EXAMPLE[language],
    }
    headers = [header_text(column, language) for column in columns]
    guide = [(header_text(column, language), _GUIDE[language][column]) for column in columns]
    choices = [
        (columns.index(Column.AUDIENCE), audiences),
        (columns.index(Column.LANGUAGE), ("zh-CN", "zh-TW", "en")),
        (columns.index(Column.STATUS), statuses),
    ]
    names = SHEET_NAMES[language]
    sheets = [
        SheetContent(
            names[0],
            [headers, [example.get(column, "") for column in columns]],
            [WIDTHS[column] for column in columns],
            choices,
        ),
        SheetContent(names[1], [*guide, ("", ""), *_BODY_GUIDE[language]], (30, 90)),
        SheetContent(
            names[2], [(header_text(Column.CATEGORY, language),), *((text,) for text in category_paths)], (50,)
        ),
    ]
    try:
        write_workbook(path, sheets)
    except OSError as error:
        raise AppError("export_failed", {"file": path.name, "why": error.strerror or str(error)}) from error
