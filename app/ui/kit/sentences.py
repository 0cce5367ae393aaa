"""The one sentence for each error code: what happened in the reader's terms, and what to do next.

Places in braces are filled from :attr:`app.domain.errors.AppError.values`. A test finds every code that the program can
raise and fails for one without a sentence.
"""

from app.ui.kit.i18n import Marked, mark

SENTENCES: dict[str, Marked] = {
    "already_sent": mark("已经发出，不能再撤销"),
    "article_expired": mark("「{title}」已过有效期，请看过再决定发不发"),
    "article_no_title": mark("知识还没有标题，写上标题再保存"),
    "article_not_sendable": mark("「{title}」不能发给客户：它是内部知识，或还没有发布"),
    "bad_database_url": mark("数据库地址「{url}」不对，请检查后重填"),
    "bad_field": mark("「{field}」的内容不符合要求，请检查后再试"),
    "conversation_not_yours": mark("这个会话由同事负责，可以写内部备注"),
    "conversation_state": mark("会话现在的状态不允许这样做"),
    "conversation_taken": mark("这个会话刚被同事接走了"),
    "customer_no_name": mark("客户还没有名字，写上名字再保存"),
    "database_damaged": mark("本机数据文件已损坏：{path}。可从备份恢复，或重新同步"),
    "database_newer": mark("本机数据由更新的版本写成，请先升级程序"),
    "edited_meanwhile": mark("刚才有人改过这一项，请看过新内容再改"),
    "empty_message": mark("还没有写内容"),
    "exists": mark("这一项已经有了"),
    "field_not_editable": mark("「{field}」不能在这里修改"),
    "file_too_large": mark("文件超过 20 MB，没有加入。可以压缩后再试"),
    "knowledge_permission": mark("您的角色不能改这条知识，可以提交知识需求"),
    "message_not_yours": mark("这条消息不是您发的，不能改"),
    "message_too_long": mark("一条消息最多 {limit} 字，请分几条发"),
    "message_too_old": mark("发出太久的消息不能再改"),
    "no_such_row": mark("这一项已不在了，可能刚被删除"),
    "ticket_line": mark("工单不能转到这一线"),
    "ticket_merge": mark("这两张工单不能合并"),
    "ticket_state": mark("工单现在的状态不允许这样做"),
    "unknown_intent": mark("这一步需要更新的版本，请先升级程序"),
}
