"""What each labelled action is called when it is taken back; a test fails for a label without words."""

from collections.abc import Mapping

from app.ui.kit.i18n import Marked, mark

UNDO_WORDS: Mapping[str, Marked] = {
    "article.archive": mark("下架知识"),
    "article.discard": mark("丢弃草稿"),
    "article.duplicate": mark("复制知识"),
    "article.capture": mark("存为知识草稿"),
    "article.hand_in": mark("交审知识"),
    "article.move": mark("移动知识"),
    "article.tags": mark("改知识标签"),
    "article.publish": mark("发布知识"),
    "article.validity": mark("改有效期"),
    "category.add": mark("新建分类"),
    "category.move": mark("移动分类"),
    "category.remove": mark("删除分类"),
    "category.rename": mark("分类改名"),
    "category.synonyms": mark("改同义词"),
    "conflict.choose": mark("处理冲突"),
    "customer.create": mark("新建客户"),
    "customer.edit": mark("改客户资料"),
    "flow.remove": mark("删除流程"),
    "flow.save": mark("修改流程"),
    "knowledge.import": mark("导入知识"),
    "ticket.attach": mark("加附件"),
    "ticket.create": mark("新建工单"),
    "ticket.describe": mark("改工单描述"),
    "ticket.priority": mark("改优先级"),
    "ticket.rename": mark("改工单标题"),
    "ticket.tags": mark("改工单标签"),
}
