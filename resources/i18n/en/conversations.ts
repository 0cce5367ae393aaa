<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>上一个会话</source>
   <translation>Previous chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>下一个会话</source>
   <translation>Next chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>会话已经挂起</source>
   <translation>The chat is on hold already</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>会话没有挂起</source>
   <translation>The chat is not on hold</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>会话还没有结束</source>
   <translation>The chat has not ended</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>取消挂起</source>
   <translation>Take off hold</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>只有排队中的会话和留言可以接入</source>
   <translation>Only queued chats and messages left can be taken</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>只有进行中的会话可以这样做</source>
   <translation>Only active chats allow this</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>右栏</source>
   <translation>Context pane</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>回复与备注切换</source>
   <translation>Switch reply / note</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>在会话中查找</source>
   <translation>Find in chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>对当前会话</source>
   <translation>This chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>已经在等客户了</source>
   <translation>Already waiting for the customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>引导流程</source>
   <translation>Guided flow</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>打开最急的会话</source>
   <translation>Open the most urgent chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>挂起 2 小时</source>
   <translation>Hold for 2 hours</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>挂起 30 分钟</source>
   <translation>Hold for 30 minutes</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>接入</source>
   <translation>Take</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>收回转接</source>
   <translation>Withdraw hand-over</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>放入建议 1</source>
   <translation>Stage suggestion 1</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>放入建议 2</source>
   <translation>Stage suggestion 2</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>放入建议 3</source>
   <translation>Stage suggestion 3</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>标为垃圾会话</source>
   <translation>Mark as spam</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>标为未读</source>
   <translation>Mark as unread</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>没有等着答复的转接</source>
   <translation>No hand-over is waiting for an answer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>没有这一条建议</source>
   <translation>There is no such suggestion</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/conversations/intake.py" />
   <source>添加文件</source>
   <translation>Attach files</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>现在没有客户排队</source>
   <translation>No customers in the queue</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>离线时不能接入新的会话</source>
   <translation>You can’t take chats while offline</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>等待客户</source>
   <translation>Waiting for customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>筛选会话</source>
   <translation>Filter chats</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>结束</source>
   <comment>conversation</comment>
   <translation>Close</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/desk.py" />
   <source>还没有打开会话</source>
   <translation>No chat is open</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>这个会话由同事负责</source>
   <translation>A colleague has this chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>退回排队</source>
   <translation>Back to queue</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>重新打开</source>
   <translation>Reopen</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <source>内部知识，不能发给客户</source>
   <translation>Internal article, not for customers</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <source>已过有效期，发送前请再确认一次</source>
   <translation>Expired. Check it before you send it.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <source>放入待发</source>
   <translation>Stage</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <location filename="app/ui/conversations/bubble_paint.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <source>有效至 {day}</source>
   <translation>valid to {day}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>「{name}」还没有传到总部，到了会自动显示</source>
   <translation>“{name}” has not reached head office yet. It will show by itself</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/conversations/composer.py" />
   <source>「{title}」已过有效期，仍要发给客户？</source>
   <translation>“{title}” has expired. Send it anyway?</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/conversations/composer.py" />
   <source>仍然发送</source>
   <translation>Send anyway</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>会话会立即结束，不计入统计。需要时可以重新打开。</source>
   <translation>The chat ends at once and is not counted. It can be reopened.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/conversations/composer.py" />
   <source>内容可能不再准确。可以先看一眼，或换一条知识。</source>
   <translation>It may no longer be right. Look at it first, or pick another.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>另存为</source>
   <translation>Save as</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>已保存 {name}</source>
   <translation>Saved {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>已挂起，到时间或客户来信后回来</source>
   <translation>On hold until its time or the customer’s next word</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>标为垃圾</source>
   <translation>Mark as spam</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>标为垃圾会话？</source>
   <translation>Mark as spam?</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/attaching.py" />
   <source>截图 {time}</source>
   <translation>Screenshot {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble.py" />
   <source>消息已撤回</source>
   <translation>Message withdrawn</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>图片还没有取回本机</source>
   <translation>Picture not on this device yet</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>已于 {day} 到期</source>
   <translation>expired {day}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>流程 · v{version}</source>
   <translation>Flow · v{version}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>知识 K-{number} · v{version}</source>
   <translation>K-{number} · v{version}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>保存备注</source>
   <translation>Save note</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/tickets/composer.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>内部备注</source>
   <translation>Note</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>写给同事的备注，客户看不到，输入 @ 提到同事</source>
   <translation>A note for colleagues, not seen by the customer; @ names one</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>回复客户</source>
   <translation>Reply</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>存为待发送</source>
   <translation>Queue reply</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>粘贴的内容里有手机号，请看过再发给客户</source>
   <translation>You pasted a phone number: check before sending</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>粘贴的内容里有银行卡号，请看过再发给客户</source>
   <translation>You pasted a card number: check before sending</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>输入回复，行首输入 / 查找知识</source>
   <translation>Type a reply; / at line start finds articles</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>写给谁</source>
   <translation>Write to</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>发送图片</source>
   <translation>Send a picture</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>发送并等待客户</source>
   <translation>Send and wait for customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>发送并结束会话</source>
   <translation>Send and close the chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>换行</source>
   <translation>New line</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>有没写完的内容</source>
   <translation>Something unfinished is here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>草稿仅存本机</source>
   <translation>Draft on this device</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>草稿已保存</source>
   <translation>Draft saved</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/conversations/emoji.py" />
   <source>表情</source>
   <translation>Emoji</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>{n} 处冲突待处理</source>
   <translation>
    <numerusform>{n} conflict to settle</numerusform>
    <numerusform>{n} conflicts to settle</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>{time} 两边都改了这一项，请选一个</source>
   <translation>Changed on both sides {time}. Pick one.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>保留选中的</source>
   <translation>Keep selected</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>城市</source>
   <translation>City</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/context_pane.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>备注</source>
   <translation>Notes</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>客户资料 · {name} · {field}</source>
   <translation>Customer · {name} · {field}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/outbox/conflict.py" />
   <source>总部</source>
   <translation>HQ</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>手机</source>
   <translation>Mobile</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/outbox/conflict.py" />
   <source>本机</source>
   <translation>This device</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>等级</source>
   <translation>Level</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>证件号</source>
   <translation>ID number</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>邮箱</source>
   <translation>Email</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <location filename="app/ui/outbox/refused.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>（空）</source>
   <translation>(empty)</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>Ctrl+Shift+N 写一条只给同事看的备注</source>
   <translation>Ctrl+Shift+N writes one that only colleagues see</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>客户备注</source>
   <translation>About the customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/import_documents.py" />
   <location filename="app/ui/knowledge/tree.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>未分类</source>
   <translation>No category</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>本会话的内部备注</source>
   <translation>Internal notes of this chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>还没有备注</source>
   <translation>No notes yet</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>从会话新建的工单会列在这里</source>
   <translation>Tickets made from a chat are listed here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>以后的会话会按时间列在这里</source>
   <translation>Later chats are listed here by time</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>历史</source>
   <translation>History</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>客户</source>
   <comment>one</comment>
   <translation>Customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户信息</source>
   <translation>Customer details</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户的历史会话</source>
   <translation>The customer’s earlier chats</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户的工单</source>
   <translation>The customer’s tickets</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户资料已保存</source>
   <translation>Customer saved</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>打开会话后，这里显示客户</source>
   <translation>Open a chat to see its customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>收起右栏</source>
   <translation>Hide this pane</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>没有打开会话</source>
   <translation>No chat is open</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>这位客户没有工单</source>
   <translation>No tickets for this customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>这是第一次来访</source>
   <translation>This is the first contact</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>{day} 购买</source>
   <translation>bought {day}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>上次问题</source>
   <translation>Last case</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>保修期内</source>
   <translation>in warranty</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>复制姓名与联系方式</source>
   <translation>Copy name and contact details</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/customer_card.py" />
   <source>客户 {n} 年</source>
   <translation>
    <numerusform>{n} year</numerusform>
    <numerusform>{n} years</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/settings/branches_page.py" />
   <source>已复制</source>
   <translation>Copied</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>已购产品</source>
   <translation>Products</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>已过保</source>
   <translation>out of warranty</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>当前产品</source>
   <translation>Product</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>显示</source>
   <translation>Show</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>未结工单</source>
   <translation>Open</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/reports/view.py" />
   <source>满意度</source>
   <translation>CSAT</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/customer_card.py" />
   <source>由您服务过 {n} 次</source>
   <translation>
    <numerusform>{n} chat with you</numerusform>
    <numerusform>{n} chats with you</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <source>编辑客户</source>
   <translation>Edit customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>近 12 月咨询</source>
   <translation>Chats, 12 mo</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>隐藏</source>
   <translation>Hide</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>保存</source>
   <translation>Save</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>{customer}已由{name}接待</source>
   <translation>{name} is already helping {customer}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>会话已结束</source>
   <translation>Chat closed</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>会话已结束，重新打开后才能回复</source>
   <translation>The chat has ended. Reopen it to reply.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>客户留言后离开了，接入后才能回复</source>
   <translation>The customer left a message and went. Take it to reply</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>客户还在排队，接入后才能回复</source>
   <translation>The customer is in the queue. Take the chat to reply.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>已接入</source>
   <translation>Chat taken</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>已退回排队</source>
   <translation>Back in the queue</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <location filename="app/ui/tickets/desk.py" />
   <source>没有读出来，请再试一次</source>
   <translation>Could not be read. Try again.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>由{name}负责，您可以写内部备注</source>
   <translation>{name} has this chat; you can write a note</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>这个会话已不在本机，可能转给了别的组</source>
   <translation>This chat is no longer on this device; it may have moved to another group</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/findings.py" />
   <source>{n} 天后到期</source>
   <translation>
    <numerusform>Expires in {n} day</numerusform>
    <numerusform>Expires in {n} days</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>内部</source>
   <translation>Internal</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已发送</source>
   <translation>Sent</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>有用 {share}</source>
   <translation>{share} helped</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/findings.py" />
   <source>近 7 天发送 {n} 次</source>
   <translation>
    <numerusform>{n} sent, 7 d</numerusform>
    <numerusform>{n} sent, 7 d</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>{title}　{n} 步</source>
   <translation>
    <numerusform>{title}  {n} step</numerusform>
    <numerusform>{title}  {n} steps</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>开始</source>
   <translation>Begin</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>开始引导流程</source>
   <translation>Begin a guided flow</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>换个说法，或用拼音首字母试试</source>
   <translation>Try other words, or pinyin initials</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>搜索流程：名称、问法、拼音</source>
   <translation>Search flows: name, question, pinyin</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>没有这样的流程</source>
   <translation>No such flow</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>流程</source>
   <translation>Flows</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>还没有发布的流程</source>
   <translation>No flow is published yet</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>上一步</source>
   <translation>Back</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>下一步</source>
   <translation>Next step</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>中止并记录</source>
   <translation>Stop and record</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>到此解决</source>
   <translation>Solved here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>发给客户；网页上的客户可以自己点选</source>
   <translation>Send to the customer; on the chat page he can tap an answer himself</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>发送后面几步</source>
   <translation>Send the next steps</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>接下来</source>
   <translation>Next</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>插入话术</source>
   <translation>Insert text</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>收起流程（停在这一步）</source>
   <translation>Fold the flow away (it stays at this step)</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>改</source>
   <translation>Change</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>改「{step}」的回答</source>
   <translation>Change the answer to “{step}”</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>流程改过，这一步已经没有了。退回上一步，或中止后重新开始。</source>
   <translation>The flow was changed and this step is gone. Go back, or stop and begin again.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>第 {at} 步，共 {of} 步</source>
   <translation>Step {at} of {of}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>答案 {number}：{text}</source>
   <translation>Answer {number}: {text}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>结束</source>
   <translation>End</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>结束流程</source>
   <translation>End the flow</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>设置问题类型</source>
   <translation>Set problem type</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>转专家</source>
   <translation>To an expert</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>转给专家</source>
   <translation>Hand over to an expert</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>问客户</source>
   <translation>Ask the customer</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_walker.py" />
   <source>客户选了「{answer}」</source>
   <translation>The customer chose “{answer}”</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/hand_over.py" />
   <source>{n} 人在线</source>
   <translation>
    <numerusform>{n} online</numerusform>
    <numerusform>{n} online</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>与总部的线路不通，现在问不到对方；线路恢复后再转接，或先转给本分部的组。</source>
   <translation>The line to headquarters is down, so they cannot be asked now. Hand over when it is back, or to a group of this branch.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>会话进入这个组的队列，由组里的人接入；客户已经等的时间接着算，之前的对话他们都能看到。</source>
   <translation>The conversation joins this group’s queue and one of them takes it. The customer’s wait goes on, and they see all that was said.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>先问{branch}的服务器：这个组有人在线就接过去。在那之前客户仍由您接待；两分钟没有答复，会话就留在您这里。</source>
   <translation>The server of {branch} is asked first and takes the conversation if somebody of this group is online. Until then the customer stays with you; without an answer in two minutes the conversation stays with you.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>可以转接到的组</source>
   <translation>Groups that can take it</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>把{name}转接给</source>
   <translation>Hand {name} over to</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>按组或分部的名称找，拼音也行</source>
   <translation>Find by the name of a group or branch</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有人在线</source>
   <translation>nobody online</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有写明分部</source>
   <translation>No branch given</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有别的组可以转接</source>
   <translation>There is no other group to hand over to</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有这样的组</source>
   <translation>There is no such group</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>离线时不能请别的服务器接手；连上后再转接，或先转给同一服务器的组。</source>
   <translation>While offline another server cannot be asked. Hand over when you are connected again, or to a group of the same server.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>请对方接手</source>
   <translation>Ask them to take over</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>转接会话</source>
   <translation>Hand over conversation</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>这个组现在没有人在线，多半会留在您这里。</source>
   <translation>Nobody of this group is online now: it will probably stay with you.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>这个组现在没有人在线，客户要等有人上线。</source>
   <translation>Nobody of this group is online now: the customer waits until somebody is.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>{group}已接手{name}</source>
   <translation>{group} took over {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>{group}没有人能接手，{name}仍由您接待</source>
   <translation>Nobody at {group} can take over; {name} stays with you</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>{name}已转到{group}的队列</source>
   <translation>{name} is in the queue of {group} now</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>已请{group}接手，之前{name}仍由您接待</source>
   <translation>Asked {group} to take over; until then {name} stays with you</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>收回</source>
   <translation>Withdraw</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>没有等到{group}的答复，{name}仍由您接待</source>
   <translation>No answer from {group}; {name} stays with you</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/urgency.py" />
   <source>下次回复</source>
   <translation>Due</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>待发 {n}</source>
   <translation>Unsent {n}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <source>恢复连接后送达</source>
   <translation>sent when back online</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>更多操作</source>
   <translation>More actions</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>正在输入…</source>
   <translation>Typing…</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <source>首响 {time}</source>
   <translation>first reply {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>即将超时</source>
   <translation>Due soon</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>同事的会话</source>
   <translation>Colleagues’ chats</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>待小结</source>
   <translation>To wrap up</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>待我回复</source>
   <translation>Waiting for me</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>挂起中</source>
   <translation>On hold</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>有待发送内容</source>
   <translation>With unsent replies</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>组内</source>
   <translation>Team</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>[备注草稿]</source>
   <translation>[Note draft]</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>[草稿]</source>
   <translation>[Draft]</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 处冲突</source>
   <translation>
    <numerusform>{n} conflict</numerusform>
    <numerusform>{n} conflicts</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 条回复等您确认</source>
   <translation>
    <numerusform>{n} reply waits for you</numerusform>
    <numerusform>{n} replies wait for you</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 条待发送</source>
   <translation>
    <numerusform>{n} unsent</numerusform>
    <numerusform>{n} unsent</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 条未读</source>
   <translation>
    <numerusform>{n} unread</numerusform>
    <numerusform>{n} unread</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{title}，{n} 个会话</source>
   <translation>
    <numerusform>{title}, {n} chat</numerusform>
    <numerusform>{title}, {n} chats</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>会话列表</source>
   <translation>Chat list</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>按剩余时限</source>
   <translation>By time left</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>有备注草稿</source>
   <translation>note draft</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>有草稿</source>
   <translation>has a draft</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>还没有消息</source>
   <translation>No messages yet</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>会话分类</source>
   <translation>Kinds of chats</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>同事没有进行中的会话</source>
   <translation>Colleagues have no active chats</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>同组同事接待的客户会列在这里</source>
   <translation>The customers of your groups’ colleagues are listed here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>我的会话</source>
   <translation>My chats</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>截至 {time}</source>
   <translation>As of {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>挂起的会话到时间或客户来信后回到进行中</source>
   <translation>They come back at their time or when the customer writes</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>按姓名、拼音或内容筛选</source>
   <translation>Filter by name, pinyin or text</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>有客户排队时会列在这里</source>
   <translation>Customers who queue are listed here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>没有挂起的会话</source>
   <translation>No chats on hold</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>没有符合「{query}」的会话</source>
   <translation>No chats match “{query}”</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>离线时看不到新的排队客户</source>
   <translation>New customers don’t show while offline</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <source>先编辑</source>
   <translation>Edit first</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>图文</source>
   <translation>Card</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <source>文本</source>
   <translation>Text</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>没有「{query}」的知识</source>
   <translation>No article on “{query}”</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>没有很吻合的，以下可能有关</source>
   <translation>No good match; these may be related</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>知识搜索结果</source>
   <translation>Articles found</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <source>预览</source>
   <translation>Preview</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/intake.py" />
   <source>「{title}」</source>
   <translation>“{title}”</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/intake.py" />
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>图片 (*.png *.jpg *.jpeg *.gif *.webp *.bmp)</source>
   <translation>Pictures (*.png *.jpg *.jpeg *.gif *.webp *.bmp)</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>{n} 条 · {ms} ms</source>
   <translation>
    <numerusform>{n} result · {ms} ms</numerusform>
    <numerusform>{n} results · {ms} ms</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>内部知识不能发给客户，可以预览</source>
   <translation>Internal articles can’t be sent; preview works</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>发送图文</source>
   <translation>Send card</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>在上面输入要找的内容</source>
   <translation>Type above to search</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>客户来信后，这里给出推荐</source>
   <translation>Suggestions appear when the customer writes</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>常用</source>
   <translation>Frequent</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>引导流程：{title}</source>
   <translation>Guided flow: {title}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>推荐</source>
   <translation>For you</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>插入文本</source>
   <translation>Insert</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>插入文本 (T)</source>
   <translation>Insert as text (T)</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>搜索知识：标题、问法、拼音</source>
   <translation>Search articles: title, question, pinyin</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>没有很吻合的知识</source>
   <translation>No good match</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>没有输入时显示</source>
   <translation>Shown without a query</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>编辑后发送</source>
   <translation>Edit first</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>近 7 天没有发送过知识</source>
   <translation>No articles sent in the last 7 days</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/mentions.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>同事</source>
   <translation>People</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>下载「{name}」</source>
   <translation>Download “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>取消下载「{name}」</source>
   <translation>Cancel download of “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>另存「{name}」</source>
   <translation>Save “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>已存为知识草稿：{title}</source>
   <translation>Saved as an article draft: {title}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>引用</source>
   <translation>Quote</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>撤回</source>
   <translation>Withdraw</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>撤销发送</source>
   <translation>Undo send</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>改后发</source>
   <translation>Edit and send</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>查看这条知识</source>
   <translation>View this article</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>选择文字</source>
   <translation>Select text</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>重发</source>
   <translation>Send again</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/sending.py" />
   <source>已发送给{name}</source>
   <translation>Sent to {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/sending.py" />
   <source>已存为待发送：{name}</source>
   <translation>Queued for {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/staged_bar.py" />
   <source>文字来自 K-{number} v{version}</source>
   <translation>Text from K-{number} v{version}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/staged_bar.py" />
   <source>移除 {name}</source>
   <translation>Remove {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>{title}（{keys} 放入待发）</source>
   <translation>{title} ({keys} stages it)</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>建议</source>
   <translation>Try</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>建议 {number}：{title} {chance}</source>
   <translation>Suggestion {number}: {title} {chance}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>收起建议</source>
   <translation>Hide suggestions</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>本机知识</source>
   <translation>On device</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>没有很吻合的知识，可按 Ctrl+/ 搜索</source>
   <translation>No good match. Ctrl+/ searches.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>知识截至 {time}</source>
   <translation>Articles as of {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>重新推荐</source>
   <translation>Suggest again</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>F4 打开最急的一个</source>
   <translation>F4 opens the most urgent one</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>上一处</source>
   <translation>Previous match</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>下一处</source>
   <translation>Next match</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>从左边选一个会话</source>
   <translation>Pick a chat on the left</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>关闭查找</source>
   <translation>Close search</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>分给您的会话会出现在左边</source>
   <translation>Chats given to you appear on the left</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>去处理</source>
   <translation>Settle</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>客户写来的话会显示在这里</source>
   <translation>What the customer writes shows here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>左边的列表读出来后，从中选一个</source>
   <translation>Pick one once the list on the left is read</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>最新消息</source>
   <translation>Newest</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>有 {n} 处和总部不一致，需要您处理</source>
   <translation>
    <numerusform>{n} item differs from headquarters and needs you</numerusform>
    <numerusform>{n} items differ from headquarters and need you</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>有 {n} 条回复等您确认，还没有发给客户</source>
   <translation>
    <numerusform>{n} reply waits for you and has not been sent</numerusform>
    <numerusform>{n} replies wait for you and have not been sent</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>没有找到</source>
   <translation>Not found</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>离线中。回复会存为「待发送」，连上后发出；情况变了的先请您确认。</source>
   <translation>Offline. Replies leave when you reconnect; if things changed, you are asked first.</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>转为工单</source>
   <translation>Make a ticket</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 与总部断开，以下内容只在本机</source>
   <translation>Disconnected from HQ at {time}; what follows is on this device only</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 会话有变化</source>
   <translation>{time} chat changed</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 客户评价了 {n} 星</source>
   <translation>
    <numerusform>{time} customer rated the chat {n} star</numerusform>
    <numerusform>{time} customer rated the chat {n} stars</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 已转接</source>
   <translation>{time} transferred</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>仅同事可见</source>
   <translation>Team only</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>内部备注 {name}</source>
   <translation>Internal note, {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>发送中</source>
   <translation>Sending</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>可撤销</source>
   <translation>Can undo</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>客户 {name}</source>
   <translation>Customer {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>客户觉得有用</source>
   <translation>Customer: helpful</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>客户觉得没用</source>
   <translation>Customer: not helpful</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已撤回</source>
   <translation>Withdrawn</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已读</source>
   <translation>Read</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已送达</source>
   <translation>Delivered</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>待发送</source>
   <translation>Unsent</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>我方 {name}</source>
   <translation>Us, {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>没有发出</source>
   <translation>Not sent</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <location filename="app/ui/outbox/lines.py" />
   <source>等您确认</source>
   <translation>Confirm</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>附件上传中</source>
   <translation>Sending file</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>附件待上传</source>
   <translation>File waits to be sent</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_view.py" />
   <source>消息</source>
   <translation>Messages</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_view.py" />
   <source>消息文字，可选择和复制</source>
   <translation>Message text, can be selected and copied</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>从会话新建工单</source>
   <translation>New ticket from this chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>优先级</source>
   <translation>Priority</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>低</source>
   <comment>priority</comment>
   <translation>Low</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>写上标题才能新建</source>
   <translation>A title is needed</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>客户、会话与分组会一起带上</source>
   <translation>Customer, chat and group go with it</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/customers/view.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/shelf.py" />
   <source>新建</source>
   <translation>Create</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>普通</source>
   <comment>priority</comment>
   <translation>Normal</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/knowledge/editor_title.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>标题</source>
   <translation>Title</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>紧急</source>
   <comment>priority</comment>
   <translation>Urgent</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>要做什么</source>
   <translation>What is to be done</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>高</source>
   <comment>priority</comment>
   <translation>High</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/urgency.py" />
   <source>等 {time}</source>
   <translation>Wait {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>{name}：{text}</source>
   <translation>{name}: {text}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>回复已超时</source>
   <translation>The reply is late</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>快到回复时限</source>
   <translation>A reply is due soon</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>没有等您回复的会话</source>
   <translation>No chat is waiting for your reply</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>APP</source>
   <translation>APP</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>VIP</source>
   <translation>VIP</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} {name} 接入会话</source>
   <translation>{time} {name} joined the chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 与对方的线路不通，没有等到接手，会话仍留在这里</source>
   <translation>{time} The line to the other side is down and nobody took over; the conversation stays here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 会话已结束</source>
   <translation>{time} chat ended</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 会话继续</source>
   <translation>{time} chat reopened</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 回到排队</source>
   <translation>{time} back in the queue</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 客户已评价</source>
   <translation>{time} customer rated the chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 客户改为留言</source>
   <translation>{time} customer left a message</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 客户离开了排队</source>
   <translation>{time} customer left the queue</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 对方现在没有人在线，会话仍留在这里</source>
   <translation>{time} Nobody is there to take over; the conversation stays here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 已请 {name} 接手，对方接受前仍由原来的人接待</source>
   <translation>{time} {name} was asked to take over; until they accept, nothing changes</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 转接已收回，会话仍留在这里</source>
   <translation>{time} The transfer was withdrawn; the conversation stays here</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 转接给 {name}</source>
   <translation>{time} transferred to {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>垃圾会话</source>
   <translation>Spam</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>处理中</source>
   <translation>Open</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>客户已离开</source>
   <translation>Customer left</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/desk.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已关闭</source>
   <translation>Closed</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/desk.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已取消</source>
   <translation>Cancelled</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已合并</source>
   <translation>Merged</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/reports/view.py" />
   <source>已结束</source>
   <translation>Closed</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/conversations/wrap_up.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已解决</source>
   <translation>Solved</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/words.py" />
   <source>排队有 {n} 位客户</source>
   <translation>
    <numerusform>{n} customer in queue</numerusform>
    <numerusform>{n} customers in queue</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>接口</source>
   <translation>API</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>新建</source>
   <comment>ticket status</comment>
   <translation>New</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>普通</source>
   <comment>customer level</comment>
   <translation>Regular</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/words.py" />
   <source>有 {n} 条留言等待回复</source>
   <translation>
    <numerusform>{n} message left waits for a reply</numerusform>
    <numerusform>{n} messages left wait for a reply</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>机器人接待</source>
   <translation>With the bot</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>电话</source>
   <translation>Phone</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>等待内部</source>
   <translation>Waiting internally</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>邮件</source>
   <translation>Email</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>银卡</source>
   <translation>Silver</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>门店</source>
   <translation>Store</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>发送并结束</source>
   <translation>Send and close</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>发送并结束与{name}的会话</source>
   <translation>Send and close the chat with {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>客户最后的话还没有人回复</source>
   <translation>Nobody has answered what the customer said last</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>客户还没有收到任何回复</source>
   <translation>The customer has not had any reply yet</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>小结</source>
   <translation>Summary</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>有一条没写完的内部备注，还没有保存</source>
   <translation>An unfinished internal note has not been saved</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>未解决</source>
   <translation>Not solved</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>未选择</source>
   <translation>Not chosen</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>没有「{typed}」这个问题类型，请从列表里选一个，或清空</source>
   <translation>There is no category “{typed}”. Choose one from the list, or empty the field</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>结束与{name}的会话</source>
   <translation>Close the chat with {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>结束会话</source>
   <translation>Close chat</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>结果</source>
   <comment>solved</comment>
   <translation>Result</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>给下一位同事的话，可以不写</source>
   <translation>A word for the next colleague, optional</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>输入框里还有没发出的内容，结束会话不会发出它</source>
   <translation>The composer still holds something unsent; ending the chat will not send it</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>部分解决</source>
   <translation>Partly</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>问题类型</source>
   <translation>Category</translation>
  </message>
 </context>
</TS>
