<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/kit/action.py" />
   <location filename="app/ui/shell/find.py" />
   <location filename="app/ui/shell/shell_actions.py" />
   <source>导航</source>
   <translation>Navigation</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>上传 {n}%</source>
   <translation>Sending {n}%</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>下载 {n}%</source>
   <translation>Fetching {n}%</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>已下载 {n}%，等网络</source>
   <translation>{n}% downloaded, waiting for the network</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/thread_items.py" />
   <location filename="app/ui/customers/view.py" />
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/outbox/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/delegate.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>待上传</source>
   <translation>To upload</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>总部忙，稍后自动下载</source>
   <translation>Headquarters is busy; downloads later</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>总部磁盘已满</source>
   <translation>Head office is full</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>文件正在路上</source>
   <translation>On its way</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>本机文件已丢失</source>
   <translation>File lost on this computer</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>没取到，重试</source>
   <translation>Failed, try again</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>联网后下载</source>
   <translation>Downloads once online</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>还没有传到本机</source>
   <translation>Not on this computer yet</translation>
  </message>
  <message>
   <location filename="app/ui/kit/buttons.py" />
   <source>{action}：更多方式</source>
   <translation>{action}: more ways</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <source>在线</source>
   <translation>Online</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <source>小休</source>
   <translation>Break</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <source>忙碌</source>
   <translation>Busy</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/shell/window.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>离线</source>
   <translation>Offline</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>保存报告</source>
   <translation>Save report</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>刚才的一步没有完成，已保存的内容不受影响。把下面的内容交给管理员，有助于查清原因。</source>
   <translation>The last step was not completed. What was saved is safe. The text below helps your administrator find the cause.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/conversations/flow_choice.py" />
   <location filename="app/ui/conversations/hand_over.py" />
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/conversations/wrap_up.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/import_wishes.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <location filename="app/ui/settings/password.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/settings/branches_page.py" />
   <source>复制</source>
   <translation>Copy</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>差错详情</source>
   <translation>Error details</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>没有存下，请再试一次</source>
   <translation>It was not stored. Try again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>程序出了差错</source>
   <translation>Something went wrong in the program</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>继续工作</source>
   <translation>Keep working</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <source>全部</source>
   <translation>All</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <source>加标签</source>
   <translation>Add tag</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <location filename="app/ui/customers/view.py" />
   <location filename="app/ui/tickets/shelf.py" />
   <source>清空</source>
   <translation>Clear</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <source>移除标签 {tag}</source>
   <translation>Remove tag {tag}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/formats.py" />
   <source>{d} 天 {h} 时</source>
   <translation>{d}d {h}h</translation>
  </message>
  <message>
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 万</source>
   <translation>{n}0,000</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 分钟</source>
   <translation>
    <numerusform>{n} min</numerusform>
    <numerusform>{n} min</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 天</source>
   <translation>
    <numerusform>{n} day</numerusform>
    <numerusform>{n} days</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 小时</source>
   <translation>
    <numerusform>{n} h</numerusform>
    <numerusform>{n} h</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 秒</source>
   <translation>
    <numerusform>{n} s</numerusform>
    <numerusform>{n} s</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/kit/formats.py" />
   <source>昨天 {time}</source>
   <translation>Yesterday {time}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>1 处冲突：收货地址两边都改了</source>
   <translation>1 conflict: the address was changed on both sides</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>11 角标、时间</source>
   <translation>11 badges, times</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>12 次要说明</source>
   <translation>12 secondary</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>13 界面正文与列表</source>
   <translation>13 interface and lists</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>14 消息正文与输入</source>
   <translation>14 messages and input</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>15 面板标题</source>
   <translation>15 pane title</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>17 工单标题</source>
   <translation>17 ticket title</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>20 页标题</source>
   <translation>20 page title</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>24 指标 4:08</source>
   <translation>24 figure 4:08</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>下架</source>
   <translation>Unpublish</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>会话行</source>
   <translation>Conversation rows</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>修订中</source>
   <translation>Revising</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>关</source>
   <translation>Off</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>出错</source>
   <translation>Failed</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>列表</source>
   <translation>List</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>删除</source>
   <translation>Delete</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>加载骨架：超过 300 毫秒才出现</source>
   <translation>Skeleton: only after 300 ms</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>单选</source>
   <translation>One</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/composer.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>发送</source>
   <translation>Send</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>可能过时</source>
   <translation>May be stale</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>可选</source>
   <translation>Optional</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>同步中</source>
   <translation>Syncing</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>同步状态（图标加文字）</source>
   <translation>Sync states (icon and word)</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>在线状态（形状也不同）</source>
   <translation>Presence (shapes differ, too)</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>在线等，明天出差要用</source>
   <translation>Waiting here, I travel tomorrow</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>处理</source>
   <translation>Resolve</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>多选</source>
   <translation>Several</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>字号</source>
   <translation>Type sizes</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>已发布</source>
   <translation>Published</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/tickets/facts.py" />
   <source>已同步</source>
   <translation>Synced</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>已恢复连接，正在上传 7 项</source>
   <translation>Back online, uploading 7 items</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/conversations/staged_bar.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>已过期</source>
   <translation>Expired</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>开</source>
   <translation>On</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>待审核</source>
   <translation>In review</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>微信</source>
   <translation>WeChat</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <source>挂起</source>
   <translation>On hold</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>按钮</source>
   <translation>Buttons</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <source>排队</source>
   <translation>Queued</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>排队有 14 位客户</source>
   <translation>14 customers in queue</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>接入下一个</source>
   <translation>Take next</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/actions.py" />
   <source>搜索知识</source>
   <translation>Search articles</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>日历</source>
   <translation>Calendar</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>时限</source>
   <translation>Time limits</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>曾换货</source>
   <translation>Had a swap</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/outbox/lines.py" />
   <location filename="app/ui/tickets/delegate.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>有冲突</source>
   <translation>Conflict</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>未选</source>
   <translation>Off</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/thread_items.py" />
   <source>机器人</source>
   <translation>Bot</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>标签</source>
   <translation>Tags</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>标签与计数</source>
   <translation>Chips and counts</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>没取到订单</source>
   <translation>Orders did not load</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>没有 13 月，请填 01 至 12</source>
   <translation>There is no month 13. Enter 01 to 12.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>没有进行中的会话</source>
   <translation>No active chats</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>渠道</source>
   <translation>Channel</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>滤网装反了会不会影响吸力</source>
   <translation>Does a reversed filter cost suction?</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>状态</source>
   <translation>Status</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>看上次的</source>
   <translation>See last known</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>看板</source>
   <translation>Board</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>禁用</source>
   <translation>Disabled</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>离线中，内容先存本机</source>
   <translation>Offline. Your work is kept on this computer.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>空</source>
   <translation>Empty</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>筛选与标签</source>
   <translation>Filters and tags</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>网站</source>
   <translation>Website</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>色彩</source>
   <translation>Colours</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>草稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/outbox/lines.py" />
   <source>被拒绝</source>
   <translation>Rejected</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>视图</source>
   <translation>View</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>订单系统 8 秒没回应</source>
   <translation>No answer from the order system for 8 s</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/hand_over.py" />
   <source>转接</source>
   <translation>Transfer</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>输入</source>
   <translation>Fields</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>进度</source>
   <translation>Progress</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>进行中</source>
   <translation>Active</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>选择与切换</source>
   <translation>Choices and switches</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/kit/states.py" />
   <location filename="app/ui/shell/window.py" />
   <source>重试</source>
   <translation>Retry</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>金卡</source>
   <translation>Gold</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>页内横幅</source>
   <translation>Banners</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>页签与进度</source>
   <translation>Tabs and progress</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>高价值</source>
   <translation>High value</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>默认</source>
   <translation>Default</translation>
  </message>
  <message>
   <location filename="app/ui/kit/notices.py" />
   <location filename="app/ui/conversations/sending.py" />
   <location filename="app/ui/customers/view.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>撤销</source>
   <translation>Undo</translation>
  </message>
  <message>
   <location filename="app/ui/kit/notices.py" />
   <source>没有完成，原因代码 {code}</source>
   <translation>Not done, reason code {code}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/painters.py" />
   <source>已暂停</source>
   <translation>Paused</translation>
  </message>
  <message>
   <location filename="app/ui/kit/painters.py" />
   <source>超时</source>
   <translation>Late</translation>
  </message>
  <message>
   <location filename="app/ui/kit/private_numbers.py" />
   <source>您的角色不能查看完整号码</source>
   <translation>Your role may not see whole numbers</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{device}」上的数据已经删除，不能再取消</source>
   <translation>The data on {device} is deleted already; this can no longer be cancelled</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{device}」上的程序太旧，不能远程清除。可以结束它的登录</source>
   <translation>The program on {device} is too old to be wiped from here. You can end its sign-ins</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{field}」不能在这里修改</source>
   <translation>“{field}” can’t be changed here</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{field}」的内容不符合要求，请检查后再试</source>
   <translation>“{field}” is not valid. Check it and try again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」太大，请分几个文件导入</source>
   <translation>“{file}” is too large. Import it in parts.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」太大，请分成几个文件导入</source>
   <translation>“{file}” is too large. Import it as several files</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」打不开，文件可能已损坏，或者不是它的名称所说的格式</source>
   <translation>“{file}” cannot be opened: it may be damaged, or not be what its name says</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」是 OpenDocument 表格，请另存为 .xlsx 再导入</source>
   <translation>“{file}” is an OpenDocument sheet; save it as .xlsx first</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」是旧版 Excel 文件，请另存为 .xlsx 再导入</source>
   <translation>“{file}” is an old Excel file. Save it as .xlsx, then import.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」有打开密码，请去掉密码再导入</source>
   <translation>“{file}” has a password. Remove it, then import</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」有打开密码，请在表格软件里去掉密码再导入</source>
   <translation>“{file}” is protected by a password. Remove it in your spreadsheet program and import again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」没有导出：{why}</source>
   <translation>“{file}” was not exported: {why}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」的格式不能读取，请另存为 .docx 或 PDF 再导入</source>
   <translation>The format of “{file}” cannot be read. Save it as .docx or PDF, then import</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」读不出表格，请用模板填写</source>
   <translation>No table can be read from “{file}”. Use the template.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」里没有「标题」列，请用模板填写</source>
   <translation>“{file}” has no title column. Use the template.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」里没有内容</source>
   <translation>“{file}” is empty</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」里没有文字，也没有图片</source>
   <translation>“{file}” holds neither text nor pictures</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{name}」不是能显示的图片，请用 PNG、JPEG、GIF 或 WebP</source>
   <translation>“{name}” is no picture that can be shown. Use PNG, JPEG, GIF or WebP.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{name}」读不出来，请检查文件后再试</source>
   <translation>“{name}” can’t be read. Check the file and try again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{name}」还没有取回本机，连上网络后再试</source>
   <translation>“{name}” is not on this computer yet. Connect and try again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」不能发给客户：它是内部知识，或还没有发布</source>
   <translation>“{title}” can’t go to customers: it is internal or not published</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」交审后又有改动，请看过新内容再决定</source>
   <translation>“{title}” was changed after it was handed in; read it again before you decide</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」已经有人处理过，没有要审的了</source>
   <translation>Somebody has decided about “{title}” already; nothing waits for review</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」已过有效期，请看过再决定发不发</source>
   <translation>“{title}” has expired. Review it before sending.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>一条消息最多 {limit} 字，请分几条发</source>
   <translation>A message takes {limit} characters. Split it.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>不能存到 {path}：{why}。请换一个文件夹</source>
   <translation>Cannot save in {path}: {why}. Choose another folder</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>不能并入自己，也不能互相并入</source>
   <translation>A customer cannot be merged into themselves, nor two into each other</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>从步骤「{step}」怎么走都绕不出去，给这一圈加一个结束</source>
   <translation>No way from step “{step}” leads out of the loop: add an end to it</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>会话现在的状态不允许这样做</source>
   <translation>The chat’s present state does not allow this</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>先填「{name}」，再走下一步</source>
   <translation>Fill in “{name}” first, then go on</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>写上原因，对方才知道怎么改</source>
   <translation>Say why, so that the author knows what to change</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>分类「{name}」不能放进它自己里面</source>
   <translation>“{name}” can’t be moved into itself</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>分类最多 {limit} 层</source>
   <translation>Categories go {limit} levels deep at most</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>分类还没有名字</source>
   <translation>The category has no name yet</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>刚才有人改过这一项，请看过新内容再改</source>
   <translation>Someone has just changed this. Look at it, then edit again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>前一个导出文件还没有送到总部，请按先后导入</source>
   <translation>An earlier export has not reached headquarters yet; import them in order</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>单元格 {cell} 的内容太长，最多 {limit} 字</source>
   <translation>Cell {cell} is too long; {limit} characters at most</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」打不开，可能没下载完整</source>
   <translation>“{file}” can’t be opened. The archive may be incomplete.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」有密码，请解压后再导入</source>
   <translation>“{file}” has a password. Unpack it, then import.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」解开后太大，请分几次导入</source>
   <translation>“{file}” unpacks to too much. Import it in parts.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」里有不安全的路径「{name}」，没有导入</source>
   <translation>“{file}” holds the unsafe path “{name}”. Not imported.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>发出太久的消息不能再改</source>
   <translation>This message is too old to edit</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>图片「{name}」有 {width} × {height} 像素，太大了，请缩小后再加</source>
   <translation>The picture “{name}” has {width} × {height} pixels, which is too many. Make it smaller.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>备注最多 {limit} 字</source>
   <translation>A note takes {limit} characters at most</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>备注还没有写内容</source>
   <translation>The note is empty</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>它是文件夹</source>
   <translation>it is a folder</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>客户之后又写来 {n} 条消息，请看过再决定</source>
   <translation>The customer has written {n} more since. Look first</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>客户还没有名字，写上名字再保存</source>
   <translation>The customer has no name yet. Add one, then save.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>密钥库没有给出本机数据的密钥，请输入密码</source>
   <translation>The key store did not give the key of the local data. Enter your password</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>密钥库里的密钥不是这份数据的。没有删除任何东西，换回来后可以再试</source>
   <translation>The key store has the key of other data. Nothing was deleted; put the right one back and try again</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>导出以后总部恢复过备份，请先连上总部一次，再重新导出</source>
   <translation>Headquarters was restored since this export. Connect once, then export again</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单不能转到这一线</source>
   <translation>The ticket can’t go to this line</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单现在的状态不允许这样做</source>
   <translation>The ticket’s present state does not allow this</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单还没有标题</source>
   <translation>The ticket has no title yet</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单还没有选处理组</source>
   <translation>Choose the ticket’s group</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>已中断</source>
   <translation>Interrupted</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>已经发出，不能再撤销</source>
   <translation>Already sent, it can’t be undone</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>已超过 7 天没连上总部，请连上总部输入密码登录一次。没上传的内容都在</source>
   <translation>Headquarters has not been reached for over 7 days. Connect and sign in once; what is not uploaded is all here</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>带星号的号码不能保存：请填完整的号码，或保持原样</source>
   <translation>A number with asterisks cannot be saved: enter the whole number, or leave it as it was</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部不认识这一项，请先升级程序</source>
   <translation>The server does not know this. Update the program first.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部出了差错，内容留在本机，稍后会自动再试</source>
   <translation>The server failed. Your work is kept and will be sent again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部暂时没法处理，内容留在本机，稍后会自动再试</source>
   <translation>The server is busy. Your work is kept and will be sent again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部没有及时回应，稍后会自动再试</source>
   <translation>The server did not answer in time. Trying again soon.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部的回应读不懂，稍后会自动再试</source>
   <translation>The server’s answer can’t be read. Trying again soon.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部的安全证书不受信任，没有连接。请联系管理员</source>
   <translation>The server’s certificate is not trusted. Ask your administrator.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部的磁盘满了，文件留在本机，稍后会自动再传。请告知管理员</source>
   <translation>Head office has no room left. The file stays here and is sent again later. Please tell your administrator</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您正在小休，改为在线后再接入</source>
   <translation>You are on a break. Go online to take chats.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您的会话已满，先结束一个再接入</source>
   <translation>Your chats are full. Close one to take the next.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您的角色不能改这条知识，可以提交知识需求</source>
   <translation>Your role can’t edit this article. You can request a change.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您的账号没有这项权限</source>
   <translation>Your account may not do this</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您编辑时知识已有新版本 v{version}，请看过再保存</source>
   <translation>Version {version} came out while you edited. Review it, then save.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您还不属于任何客服组，请联系主管</source>
   <translation>You are in no group yet. Ask your supervisor.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>找不到本机数据的密钥。没有删除任何东西，密钥库恢复后可以再试</source>
   <translation>The key of the local data is not found. Nothing was deleted; try again when the key store is back</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>数据库地址「{url}」不对，请检查后重填</source>
   <translation>“{url}” is not a database address. Check and enter it again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件「{file}」读不到：{why}</source>
   <translation>“{file}” can’t be read: {why}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件「{name}」在选定的文件夹之外，没有导入</source>
   <translation>“{name}” lies outside the chosen folder. Not imported.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件「{name}」读不出来：{why}</source>
   <translation>“{name}” can’t be read: {why}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件不在了</source>
   <translation>it is no longer there</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件名太长</source>
   <translation>its name is too long</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件太大，磁盘存不下</source>
   <translation>the file is too large for the disk</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件已损坏或不完整，什么都没有收下。请重新导出再拷贝一次</source>
   <translation>The file is damaged or incomplete; nothing was taken. Export and copy it again</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件由更新的版本写成，请先升级程序</source>
   <translation>The file was written by a newer version. Update first</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件超过 20 MB，没有加入。可以压缩后再试</source>
   <translation>Over 20 MB, not added. Compress it and try again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件超过总部允许的大小</source>
   <translation>The file is larger than the server allows</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>新密码至少要 {shortest} 位</source>
   <translation>The new password needs at least {shortest} characters</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>有几项设置的值不对，已改回默认</source>
   <translation>Some settings made no sense and are back to default</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>有效期的结束早于开始，请改正</source>
   <translation>The validity ends before it begins. Correct it.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>服务器地址「{address}」不对，请检查后重填</source>
   <translation>“{address}” is not a server address. Check it.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据打不开：密钥不对，或文件开头已损坏。没有删除任何东西</source>
   <translation>The local data cannot be opened: the key is wrong, or the start of the file is damaged. Nothing was deleted</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据文件 {path} 不能写入，请检查磁盘权限</source>
   <translation>The data file {path} can’t be written. Check its permissions.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据文件已损坏：{path}。可从备份恢复，或重新同步</source>
   <translation>The data file {path} is damaged. Restore a backup or sync again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据由更新的版本写成，请先升级程序</source>
   <translation>The data was written by a newer version. Update the program first.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据还锁着以前的密码，输入以前的密码就能打开</source>
   <translation>The local data is still locked by an earlier password, which opens it</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>标题最多 {limit} 字，现在 {length} 字</source>
   <translation>A title takes {limit} characters; this has {length}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>正被别的程序使用</source>
   <translation>another program is using it</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」有一个动作没写内容</source>
   <translation>An action of step “{step}” has no content</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」有一项采集内容没写名字</source>
   <translation>Something to collect in step “{step}” has no name</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」的第 {answer} 个答案没有指向任何步骤</source>
   <translation>Answer {answer} of step “{step}” leads to no step</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」的第 {answer} 个答案没有文字</source>
   <translation>Answer {answer} of step “{step}” has no text</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」的答案多于 9 个，数字键选不到</source>
   <translation>Step “{step}” has more than 9 answers: number keys do not reach them</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」设为结束却还有答案，去掉其中一样</source>
   <translation>Step “{step}” is an end but has answers: remove one or the other</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」走不下去：加上答案，或设为结束</source>
   <translation>Step “{step}” is a dead end: add an answer, or make it an end</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」还没有对客户说的话</source>
   <translation>Step “{step}” says nothing to the customer yet</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/outbox/undo.py" />
   <source>没有可撤销的操作</source>
   <translation>There is nothing to undo</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有哪个答案通向步骤「{step}」</source>
   <translation>No answer leads to step “{step}”</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有待上传的内容，不用导出</source>
   <translation>Nothing waits to be uploaded</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有排队的客户了</source>
   <translation>Nobody is waiting</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有权限</source>
   <translation>no permission</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有要审的改动，内容和线上一样</source>
   <translation>There is nothing to review: it reads as it is published</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程「{title}」已经走完</source>
   <translation>The flow “{title}” is finished</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程「{title}」改过，这一步已经没有了：退回上一步，或重新开始</source>
   <translation>The flow “{title}” was changed and this step is gone: go back, or begin again</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程「{title}」还没有发布，不能使用</source>
   <translation>The flow “{title}” is not published and cannot be used</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程最多 200 步</source>
   <translation>A flow has at most 200 steps</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程还没有名字</source>
   <translation>The flow has no name</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程还没有第一步</source>
   <translation>The flow has no first step</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>消息还没有写内容</source>
   <translation>The message is empty</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>现在的密码不对，请再输一次</source>
   <translation>The current password is wrong. Try again</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>登录已过期，请重新登录。本机内容都在</source>
   <translation>Your sign-in has ended. Sign in again; nothing here is lost.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>知识还没有标题，写上标题再保存</source>
   <translation>The article has no title yet. Add one, then save.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>知识还没有正文，写上内容再发布</source>
   <translation>The article has no text yet. Add it, then publish.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘是只读的</source>
   <translation>the disk is read-only</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/account/recovery.py" />
   <source>磁盘满了</source>
   <translation>The disk is full</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘满了，没有存下。腾出空间后再试</source>
   <translation>The disk is full, nothing was saved. Free some space and retry.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘读写出错</source>
   <translation>the disk failed</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘配额用完了</source>
   <translation>the disk quota is used up</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>程序与总部的版本不合，请升级后再同步</source>
   <translation>Program and server versions do not match. Update, then sync.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>程序与总部的版本不合，请升级程序</source>
   <translation>Program and server versions do not match. Update the program.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>程序正在退出，这一步没有保存</source>
   <translation>The program is closing; this step was not saved</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>管理员要求清除这台电脑上的数据，账号在这里的内容会被删除</source>
   <translation>An administrator ordered this computer to be wiped: what the account has here will be deleted</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>设置文件损坏，已另存为 {file}，现用默认设置</source>
   <translation>The settings were damaged and put aside as {file}. Defaults apply.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>设置文件读不到：{why}。现用默认设置</source>
   <translation>The settings can’t be read: {why}. Defaults apply.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>设置没有写进磁盘：{why}。这次运行有效</source>
   <translation>Settings were not written to disk: {why}. They hold for this run.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>请求太密，稍等片刻会自动再试</source>
   <translation>Too many requests. Trying again in a moment.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>账号或密码不对</source>
   <translation>Name or password is wrong</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>路径中有一段不是文件夹</source>
   <translation>a part of its path is not a folder</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>还没有写内容</source>
   <translation>Nothing is written yet</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一条已经处理过了</source>
   <translation>This one has been settled already</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一步需要更新的版本，请先升级程序</source>
   <translation>This needs a newer version. Update the program first.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项不在您负责的范围内</source>
   <translation>This is outside your area</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项只能由总部新建</source>
   <translation>Only the server can create this</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项只能选一边，不能都保留</source>
   <translation>Only one side can be kept here</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项已不在了，可能刚被删除</source>
   <translation>This is gone. It may have just been deleted.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项已经有了</source>
   <translation>This exists already</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项由分部的服务器负责，请联系分部的同事</source>
   <translation>A branch's own server is in charge of this. Please ask a colleague there</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项由同事负责</source>
   <translation>A colleague is in charge of this</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这两张工单不能合并</source>
   <translation>These two tickets can’t be merged</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个会话刚被同事接走了</source>
   <translation>A colleague has just taken this chat</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个会话由同事负责，可以写内部备注</source>
   <translation>A colleague has this chat. You can write an internal note.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/knowledge/library.py" />
   <source>这个分类由指定的审核人发布，您可以交审</source>
   <translation>Named reviewers publish in this category; you can hand it in</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个分部不能有自己的服务器</source>
   <translation>This branch cannot have a server of its own</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个地址上不是您登录过的服务器：{url}</source>
   <translation>Another server answers at {url}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个地址不支持 HTTPS。请确认地址，或联系管理员</source>
   <translation>This address does not speak HTTPS. Check it, or ask your administrator</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个文件不是由这里的电脑或总部签发的，或在路上被改过，什么都没有收下</source>
   <translation>This file was not signed by this office or was changed on the way; nothing was taken</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个组的会话和工单由分部服务器负责，不能换分部。请新建一个组，把人和没办完的转过去</source>
   <translation>A branch’s server looks after this group’s conversations and tickets, so it cannot change its branch. Make a new group and move its people and open work there</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这位客户已并入另一位客户</source>
   <translation>This customer has been merged into another one</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这台电脑还没有连上过总部，没有可用来签名的密钥。连上一次以后再导出</source>
   <translation>This computer has never reached headquarters and has no key to sign with. Connect once, then export</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这条消息不是您发的，不能改</source>
   <translation>You did not send this message, so you can’t edit it</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这里已有分类「{name}」，换个名字</source>
   <translation>There is a category “{name}” here. Choose another name.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这里连的是分部自己的服务器，这一步在总部做</source>
   <translation>This is a branch's own server; do this at headquarters</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部。这个账号在这台电脑上首次登录，需要先联网一次</source>
   <translation>HQ cannot be reached. The first sign-in on this computer needs the network.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部，内容先存本机</source>
   <translation>The server can’t be reached. Your work is kept here.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部，现在看不到完整的号码。联网后再点一次</source>
   <translation>No line to headquarters: the whole number cannot be shown now. Click again once you are online</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部，离线登录已超过 7 天。请联网登录一次</source>
   <translation>HQ cannot be reached, and 7 days offline are over. Sign in online once.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>选错了文件：导出的待上传内容交给总部，处理结果带回本机</source>
   <translation>The wrong file: exports go to headquarters, answers come back here</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>附件不在总部，可能已过保存期限</source>
   <translation>The attachment is not on the server. It may have expired.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>附件在传输中损坏，稍后会自动重传</source>
   <translation>The attachment was damaged on the way. It will be sent again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/states.py" />
   <location filename="app/ui/kit/toasts.py" />
   <location filename="app/ui/shell/keymap.py" />
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/account/rescue.py" />
   <location filename="app/ui/conversations/article_preview.py" />
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/knowledge/history.py" />
   <location filename="app/ui/knowledge/import_dialog.py" />
   <location filename="app/ui/settings/branches_page.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>关闭</source>
   <translation>Close</translation>
  </message>
  <message>
   <location filename="app/ui/kit/states.py" />
   <location filename="app/ui/settings/server_list.py" />
   <source>正在载入</source>
   <translation>Loading</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <source>已建工单 {number}</source>
   <translation>Ticket {number} created</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <source>已建工单「{title}」</source>
   <translation>Ticket “{title}” created</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <location filename="app/ui/account/recovery.py" />
   <location filename="app/ui/conversations/handing_over.py" />
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/outbox/refused.py" />
   <source>打开</source>
   <translation>Open</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <source>离线，工单已存本机，临时号 {number}</source>
   <translation>Offline. Ticket kept here as {number} for now</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>下架知识</source>
   <translation>Unpublish article</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>丢弃草稿</source>
   <translation>Discard draft</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>交审知识</source>
   <translation>Hand in articles</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>修改流程</source>
   <translation>Change flow</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>分类改名</source>
   <translation>Rename category</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>删除分类</source>
   <translation>Delete category</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>删除流程</source>
   <translation>Delete flow</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>加附件</source>
   <translation>Attach files</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>发布知识</source>
   <translation>Publish article</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>处理冲突</source>
   <translation>Settle conflict</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>复制知识</source>
   <translation>Duplicate article</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/conversations/menus.py" />
   <source>存为知识草稿</source>
   <translation>Save as article draft</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/import_dialog.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>导入知识</source>
   <translation>Import articles</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改优先级</source>
   <translation>Change priority</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改同义词</source>
   <translation>Edit synonyms</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改客户资料</source>
   <translation>Edit customer</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改工单描述</source>
   <translation>Edit ticket description</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改工单标签</source>
   <translation>Edit ticket tags</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改工单标题</source>
   <translation>Rename ticket</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改有效期</source>
   <translation>Change validity</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改知识标签</source>
   <translation>Change articles' tags</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/knowledge/places.py" />
   <source>新建分类</source>
   <translation>New category</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/view.py" />
   <source>新建客户</source>
   <translation>New customer</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/shelf.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>新建工单</source>
   <translation>New ticket</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>移动分类</source>
   <translation>Move</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>移动知识</source>
   <translation>Move article</translation>
  </message>
 </context>
</TS>
