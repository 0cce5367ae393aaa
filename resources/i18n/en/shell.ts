<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/shell/boot.py" />
   <location filename="app/ui/shell/tray.py" />
   <location filename="app/ui/shell/window.py" />
   <location filename="app/ui/account/gate.py" />
   <location filename="app/ui/account/lock_screen.py" />
   <location filename="app/ui/settings/data_page.py" />
   <source>知应客服台</source>
   <translation>Zhiying Desk</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find.py" />
   <source>去「{screen}」</source>
   <translation>Go to {screen}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find.py" />
   <location filename="app/ui/shell/palette.py" />
   <source>命令</source>
   <translation>Commands</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find.py" />
   <source>对当前页面</source>
   <translation>On this screen</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/conversations/__init__.py" />
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/settings/view.py" />
   <location filename="app/ui/tickets/facts.py" />
   <source>会话</source>
   <translation>Chats</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/customers/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>客户</source>
   <translation>People</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/context_pane.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/settings/view.py" />
   <location filename="app/ui/tickets/__init__.py" />
   <location filename="app/ui/tickets/shelf.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>工单</source>
   <translation>Tickets</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/reports/view.py" />
   <source>排队中</source>
   <translation>In queue</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/desk.py" />
   <location filename="app/ui/conversations/handing_over.py" />
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <location filename="app/ui/conversations/view.py" />
   <source>未知客户</source>
   <translation>Unknown customer</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>留言</source>
   <translation>Message left</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <location filename="app/ui/knowledge/__init__.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/settings/view.py" />
   <source>知识</source>
   <translation>Library</translation>
  </message>
  <message>
   <location filename="app/ui/shell/keymap.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>任何页面</source>
   <translation>Everywhere</translation>
  </message>
  <message>
   <location filename="app/ui/shell/keymap.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>快捷键</source>
   <translation>Keyboard shortcuts</translation>
  </message>
  <message>
   <location filename="app/ui/shell/keymap.py" />
   <source>这些键被用了两次：{keys}</source>
   <translation>These keys are used twice: {keys}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>{n} 条</source>
   <translation>
    <numerusform>{n} result</numerusform>
    <numerusform>{n} results</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>命令面板</source>
   <translation>Command palette</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>执行</source>
   <translation>Run</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/shell/top_bar.py" />
   <source>搜索会话、客户、知识、工单或输入命令</source>
   <translation>Find anything or run a command</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>搜索或输入命令</source>
   <translation>Search or run a command</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>没有找到「{query}」</source>
   <translation>Nothing found for “{query}”</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>直接发送图文</source>
   <translation>Send card</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>结果</source>
   <translation>Results</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>选择</source>
   <translation>Choose</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/rail.py" />
   <source>{title}，{n} 项</source>
   <translation>
    <numerusform>{title}, {n} item</numerusform>
    <numerusform>{title}, {n} items</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/rail.py" />
   <source>主导航</source>
   <translation>Main navigation</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>上一个窗格</source>
   <translation>Previous pane</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>下一个窗格</source>
   <translation>Next pane</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>切换在线与小休</source>
   <translation>Online or on break</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>切换深色与浅色</source>
   <translation>Dark or light</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <location filename="app/ui/shell/top_bar.py" />
   <source>前进</source>
   <translation>Forward</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <location filename="app/ui/shell/top_bar.py" />
   <source>后退</source>
   <translation>Back</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>外观</source>
   <translation>Look</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>工作</source>
   <translation>Work</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>恢复文字大小</source>
   <translation>Normal text size</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>打开同步中心</source>
   <translation>Open sync centre</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>打开设置</source>
   <translation>Open settings</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>放大文字</source>
   <translation>Larger text</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>查找或执行</source>
   <translation>Find or run</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>查看快捷键</source>
   <translation>Show shortcuts</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>立即同步</source>
   <translation>Sync now</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>缩小文字</source>
   <translation>Smaller text</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>退出程序</source>
   <translation>Quit the program</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>{n} 秒后重试</source>
   <translation>
    <numerusform>retry in {n} s</numerusform>
    <numerusform>retry in {n} s</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>上次同步 {time}</source>
   <translation>Last sync {time}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>冲突 {n}</source>
   <translation>Conflicts {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>发给总部的内容存在本部的服务器里，线路恢复后自动送出</source>
   <translation>What goes to headquarters is kept on this branch’s server and sent when the line is back</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>同步中 {done} / {total}</source>
   <translation>Syncing {done} / {total}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>同步出错</source>
   <translation>Sync failed</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>已同步 {n}</source>
   <translation>Synced {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/settings/branches_page.py" />
   <source>已连接</source>
   <translation>Connected</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>已连接 {server}</source>
   <translation>Connected to {server}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/outbox/view.py" />
   <source>待上传 {n}</source>
   <translation>To upload {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>快捷键 {key}</source>
   <translation>Shortcuts {key}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部没有接受</source>
   <translation>Headquarters refuses</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部没有接受本部的服务器，本部照常工作</source>
   <translation>Headquarters refuses this branch’s server: the branch works on</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部线路中断</source>
   <translation>No line to headquarters</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部线路中断 {span}，本部照常工作</source>
   <translation>No line to headquarters for {span}: this branch works on</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部线路中断，本部照常工作</source>
   <translation>No line to headquarters: this branch works on</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>整理知识搜索 {n}%</source>
   <translation>Rebuilding knowledge search {n}%</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>版本 {version}</source>
   <translation>Version {version}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/shell/window.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>离线 {span}</source>
   <translation>Offline {span}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>等您确认 {n}</source>
   <translation>To confirm {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>被拒绝 {n}</source>
   <translation>Rejected {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>还没有同步过</source>
   <translation>Never synced</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>切换状态 (F9)</source>
   <translation>Change presence (F9)</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>我的状态：{state}</source>
   <translation>My presence: {state}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>我的账号：{name}</source>
   <translation>My account: {name}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <location filename="app/ui/settings/pages.py" />
   <source>通知</source>
   <translation>Notifications</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/top_bar.py" />
   <source>通知，{n} 条未看</source>
   <translation>
    <numerusform>Notifications, {n} new</numerusform>
    <numerusform>Notifications, {n} new</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>顶栏</source>
   <translation>Top bar</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/tray.py" />
   <source>{n} 条新提醒</source>
   <translation>
    <numerusform>{n} new item</numerusform>
    <numerusform>{n} new items</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <location filename="app/main.py" />
   <source>内容已按设置隐藏</source>
   <translation>Hidden by your settings</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>打开窗口</source>
   <translation>Open window</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>有新提醒</source>
   <translation>Something new</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>没有新的提醒</source>
   <translation>Nothing new</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>点这里查看</source>
   <translation>Click to see them</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/tray.py" />
   <source>还有 {n} 条更早的提醒</source>
   <translation>
    <numerusform>{n} more</numerusform>
    <numerusform>{n} more</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>退出</source>
   <translation>Quit</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/window.py" />
   <source>{n} 条回复没有自动发出：情况变了，请您确认</source>
   <translation>
    <numerusform>{n} reply was held back: things changed, confirm it</numerusform>
    <numerusform>{n} replies were held back: things changed, confirm them</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/window.py" />
   <source>「{screen}」打不开</source>
   <translation>“{screen}” can’t be opened</translation>
  </message>
  <message>
   <location filename="app/ui/shell/window.py" />
   <source>其他页面仍可使用</source>
   <translation>The other screens still work</translation>
  </message>
  <message>
   <location filename="app/ui/shell/window.py" />
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>去确认</source>
   <translation>Look</translation>
  </message>
 </context>
</TS>
