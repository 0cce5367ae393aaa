"""How an import is worded: verdicts, and the sentence for each problem of a cell."""

from collections.abc import Mapping

from app.commands.transfer.columns import HEADERS, Column
from app.commands.transfer.documents.document import Note
from app.commands.transfer.plan import Problem
from app.ui.kit.formats import file_size
from app.ui.kit.i18n import Marked, current_language, mark, tr

PROBLEMS: Mapping[str, tuple[Marked, Marked]] = {
    "no_title": (mark("缺少标题"), mark("写上标题，像客户会问的话")),
    "title_too_long": (mark("标题超过 {limit} 字"), mark("现在有 {length} 字，可以改成「{suggestion}」")),
    "cell_too_long": (mark("内容太长"), mark("有 {length} 字，一格最多 {limit} 字，请分成几条知识")),
    "duplicate_key": (mark("编号重复"), mark("「{value}」在第 {row} 行已经用过")),
    "duplicate_title": (mark("标题重复"), mark("「{value}」在第 {row} 行已经有了")),
    "no_body": (mark("内容为空"), mark("写上正文，或者删掉这一行")),
    "bad_month": (mark("日期无法识别"), mark("「{text}」没有 {month} 月。支持 2026-12-31 或「长期」")),
    "bad_day": (mark("日期无法识别"), mark("「{text}」：{month} 月只有 {last} 天")),
    "bad_date": (mark("日期无法识别"), mark("看不懂「{text}」。支持 2026-12-31 或「长期」")),
    "unclear_date": (mark("日期有两种读法"), mark("「{text}」是 {one} 还是 {other}？请把年份写在最前面")),
    "dates_reversed": (mark("日期颠倒"), mark("失效日期在生效日期之前")),
    "unknown_audience": (mark("适用对象无法识别"), mark("「{text}」请改为 对客户 或 仅内部")),
    "unknown_language": (mark("语言无法识别"), mark("「{text}」请改为 zh-CN、zh-TW 或 en")),
    "unknown_status": (mark("状态无法识别"), mark("「{text}」请改为 草稿、已发布 或 已下架")),
    "category_too_deep": (mark("分类太深"), mark("「{path}」有 {depth} 层，最多 {limit} 层")),
    "missing_file": (mark("文件未找到"), mark("「{name}」不在表格旁边的文件夹或压缩包里")),
    "file_too_large": (mark("文件太大"), mark("「{name}」有 {size}，单个不超过 {limit}")),
    "path_outside": (mark("文件在文件夹之外"), mark("「{name}」不在表格旁边，不会读取")),
    "not_a_picture": (mark("不是图片"), mark("「{name}」不是 PNG、JPEG、GIF 或 WebP")),
    "unreadable_file": (mark("文件读不出来"), mark("「{name}」：{why}")),
    "new_category": (mark("新分类"), mark("会新建「{path}」")),
    "no_category": (mark("没有分类"), mark("会放进「未分类」")),
    "same_title": (mark("标题相同"), mark("已有同名的知识 K-{number}，会另存为一条")),
    "formula_error": (mark("公式出错"), mark("这一格是「{text}」，在表格里改好公式，或者在这里改")),
    "title_taken": (mark("已有同名的知识"), mark("K-{number} 已经用了这个标题")),
    "example_row": (mark("模板的示例"), mark("这一行是模板自带的，会跳过，不导入")),
    "without_value": (mark("公式没有结果"), mark("用表格软件打开并保存一次，再导入")),
}
"""Code of a problem -> its heading and what to do."""
NOTES: Mapping[str, Marked] = {
    "no_text_layer": mark("有 {pages} 页是扫描的图片，没有文字，搜索不到里面的内容（从第 {first} 页起）"),
    "picture_left_out": mark("图片「{name}」是 {kind} 格式，不能显示，没有导入"),
    "picture_missing": mark("图片「{name}」不在文档里，没有导入"),
    "picture_too_large": mark("图片「{name}」太大，没有导入"),
    "macros_ignored": mark("文档带有宏，没有运行，也没有导入"),
    "original_too_large": mark("原文件有 {size}，超过附件的上限 {limit}，不能附上"),
    "pages_left_out": mark("最后 {pages} 页没有读取，文档太长"),
}
"""Code of a note about a document -> its sentence."""


class _Values(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def problem_words(problem: Problem) -> tuple[str, str]:
    """Return the heading of a problem and its sentence."""
    found = PROBLEMS.get(problem.code)
    if found is None:
        return tr("无法导入"), problem.code
    values = _Values(problem.values)
    for name in ("size", "limit"):
        if problem.code == "file_too_large" and isinstance(values.get(name), int):
            values[name] = file_size(int(str(values[name])))
    head, rest = (words.tr().format_map(values) for words in found)
    if problem.code == "new_category" and problem.values.get("nearest"):
        rest += tr("；最接近的是「{path}」").format(path=problem.values["nearest"])
    return head, rest


def note_words(note: Note) -> str:
    """Return the sentence of a note about a document."""
    values = _Values(note.values)
    for name in ("size", "limit"):
        if isinstance(values.get(name), int):
            values[name] = file_size(int(str(values[name])))
    return NOTES[note.code].tr().format_map(values)


def column_name(column: Column) -> str:
    """Return the name of a column in the language of the interface."""
    name = HEADERS.get(current_language(), HEADERS["zh_CN"])[column]
    return name[:1].upper() + name[1:]
