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
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
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
   <source>已发布</source>
   <translation>Published</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
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
   <location filename="app/ui/conversations/thread_items.py" />
   <source>待上传</source>
   <translation>To upload</translation>
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
   <location filename="app/ui/conversations/inbox_list.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>接入下一个</source>
   <translation>Take next</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
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
   <source>草稿</source>
   <translation>Draft</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
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
   <source>默认</source>
   <translation>Default</translation>
  </message>
  <message>
   <location filename="app/ui/kit/notices.py" />
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
   <source>「{title}」不能发给客户：它是内部知识，或还没有发布</source>
   <translation>“{title}” can’t go to customers: it is internal or not published</translation>
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
   <source>会话现在的状态不允许这样做</source>
   <translation>The chat’s present state does not allow this</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>刚才有人改过这一项，请看过新内容再改</source>
   <translation>Someone has just changed this. Look at it, then edit again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>发出太久的消息不能再改</source>
   <translation>This message is too old to edit</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>客户还没有名字，写上名字再保存</source>
   <translation>The customer has no name yet. Add one, then save.</translation>
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
   <source>已经发出，不能再撤销</source>
   <translation>Already sent, it can’t be undone</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您的角色不能改这条知识，可以提交知识需求</source>
   <translation>Your role can’t edit this article. You can request a change.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>数据库地址「{url}」不对，请检查后重填</source>
   <translation>“{url}” is not a database address. Check and enter it again.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件超过 20 MB，没有加入。可以压缩后再试</source>
   <translation>Over 20 MB, not added. Compress it and try again.</translation>
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
   <source>知识还没有标题，写上标题再保存</source>
   <translation>The article has no title yet. Add one, then save.</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>还没有写内容</source>
   <translation>Nothing is written yet</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一步需要更新的版本，请先升级程序</source>
   <translation>This needs a newer version. Update the program first.</translation>
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
   <source>这条消息不是您发的，不能改</source>
   <translation>You did not send this message, so you can’t edit it</translation>
  </message>
  <message>
   <location filename="app/ui/kit/states.py" />
   <location filename="app/ui/kit/toasts.py" />
   <location filename="app/ui/shell/keymap.py" />
   <location filename="app/ui/shell/palette.py" />
   <source>关闭</source>
   <translation>Close</translation>
  </message>
  <message>
   <location filename="app/ui/kit/states.py" />
   <source>正在载入</source>
   <translation>Loading</translation>
  </message>
 </context>
</TS>
