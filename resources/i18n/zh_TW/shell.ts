<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
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
   <translation>知應客服台</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find.py" />
   <source>去「{screen}」</source>
   <translation>去「{screen}」</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find.py" />
   <location filename="app/ui/shell/palette.py" />
   <source>命令</source>
   <translation>命令</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find.py" />
   <source>对当前页面</source>
   <translation>對目前頁面</translation>
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
   <translation>對話</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/customers/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>客户</source>
   <translation>客戶</translation>
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
   <translation>工單</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/reports/view.py" />
   <source>排队中</source>
   <translation>排隊中</translation>
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
   <translation>未知客戶</translation>
  </message>
  <message>
   <location filename="app/ui/shell/find_rows.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>留言</source>
   <translation>留言</translation>
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
   <translation>知識</translation>
  </message>
  <message>
   <location filename="app/ui/shell/keymap.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>任何页面</source>
   <translation>任何頁面</translation>
  </message>
  <message>
   <location filename="app/ui/shell/keymap.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>快捷键</source>
   <translation>快速鍵</translation>
  </message>
  <message>
   <location filename="app/ui/shell/keymap.py" />
   <source>这些键被用了两次：{keys}</source>
   <translation>這些鍵被用了兩次：{keys}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>{n} 条</source>
   <translation>
    <numerusform>{n} 則</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>命令面板</source>
   <translation>命令面板</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>执行</source>
   <translation>執行</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/shell/top_bar.py" />
   <source>搜索会话、客户、知识、工单或输入命令</source>
   <translation>搜尋對話、客戶、知識、工單或輸入命令</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>搜索或输入命令</source>
   <translation>搜尋或輸入命令</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>没有找到「{query}」</source>
   <translation>沒有找到「{query}」</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <source>直接发送图文</source>
   <translation>直接傳送圖文</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>结果</source>
   <translation>結果</translation>
  </message>
  <message>
   <location filename="app/ui/shell/palette.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>选择</source>
   <translation>選擇</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/rail.py" />
   <source>{title}，{n} 项</source>
   <translation>
    <numerusform>{title}，{n} 項</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/rail.py" />
   <source>主导航</source>
   <translation>主導覽</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>上一个窗格</source>
   <translation>上一個窗格</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>下一个窗格</source>
   <translation>下一個窗格</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>切换在线与小休</source>
   <translation>切換線上與小休</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>切换深色与浅色</source>
   <translation>切換深色與淺色</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <location filename="app/ui/shell/top_bar.py" />
   <source>前进</source>
   <translation>前進</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <location filename="app/ui/shell/top_bar.py" />
   <source>后退</source>
   <translation>後退</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>外观</source>
   <translation>外觀</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>工作</source>
   <translation>工作</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>恢复文字大小</source>
   <translation>恢復文字大小</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>打开同步中心</source>
   <translation>開啟同步中心</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>打开设置</source>
   <translation>開啟設定</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>放大文字</source>
   <translation>放大文字</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>查找或执行</source>
   <translation>尋找或執行</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>查看快捷键</source>
   <translation>查看快速鍵</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>立即同步</source>
   <translation>立即同步</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>缩小文字</source>
   <translation>縮小文字</translation>
  </message>
  <message>
   <location filename="app/ui/shell/shell_actions.py" />
   <source>退出程序</source>
   <translation>結束程式</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>{n} 秒后重试</source>
   <translation>
    <numerusform>{n} 秒後重試</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>上次同步 {time}</source>
   <translation>上次同步 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>冲突 {n}</source>
   <translation>衝突 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>发给总部的内容存在本部的服务器里，线路恢复后自动送出</source>
   <translation>送往總部的內容存在本部的伺服器裡，線路恢復後自動送出</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>同步中 {done} / {total}</source>
   <translation>同步中 {done} / {total}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>同步出错</source>
   <translation>同步出錯</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>已同步 {n}</source>
   <translation>已同步 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/settings/branches_page.py" />
   <source>已连接</source>
   <translation>已連線</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>已连接 {server}</source>
   <translation>已連線 {server}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/outbox/view.py" />
   <source>待上传 {n}</source>
   <translation>待上傳 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>快捷键 {key}</source>
   <translation>快速鍵 {key}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部没有接受</source>
   <translation>總部沒有接受</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部没有接受本部的服务器，本部照常工作</source>
   <translation>總部沒有接受本部的伺服器，本部照常工作</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部线路中断</source>
   <translation>總部線路中斷</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部线路中断 {span}，本部照常工作</source>
   <translation>總部線路中斷 {span}，本部照常工作</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>总部线路中断，本部照常工作</source>
   <translation>總部線路中斷，本部照常工作</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>整理知识搜索 {n}%</source>
   <translation>整理知識搜尋 {n}%</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>版本 {version}</source>
   <translation>版本 {version}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/shell/window.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>离线 {span}</source>
   <translation>離線 {span}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>等您确认 {n}</source>
   <translation>等您確認 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <source>被拒绝 {n}</source>
   <translation>被拒絕 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>还没有同步过</source>
   <translation>還沒有同步過</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>切换状态 (F9)</source>
   <translation>切換狀態 (F9)</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>我的状态：{state}</source>
   <translation>我的狀態：{state}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>我的账号：{name}</source>
   <translation>我的帳號：{name}</translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <location filename="app/ui/settings/pages.py" />
   <source>通知</source>
   <translation>通知</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/top_bar.py" />
   <source>通知，{n} 条未看</source>
   <translation>
    <numerusform>通知，{n} 則未看</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/top_bar.py" />
   <source>顶栏</source>
   <translation>頂端列</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/tray.py" />
   <source>{n} 条新提醒</source>
   <translation>
    <numerusform>{n} 則新提醒</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <location filename="app/main.py" />
   <source>内容已按设置隐藏</source>
   <translation>內容已依設定隱藏</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>打开窗口</source>
   <translation>開啟視窗</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>有新提醒</source>
   <translation>有新提醒</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>没有新的提醒</source>
   <translation>沒有新的提醒</translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>点这里查看</source>
   <translation>點這裡查看</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/tray.py" />
   <source>还有 {n} 条更早的提醒</source>
   <translation>
    <numerusform>還有 {n} 則更早的提醒</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/tray.py" />
   <source>退出</source>
   <translation>結束</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/shell/window.py" />
   <source>{n} 条回复没有自动发出：情况变了，请您确认</source>
   <translation>
    <numerusform>{n} 條回覆沒有自動發出：情況變了，請您確認</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/shell/window.py" />
   <source>「{screen}」打不开</source>
   <translation>「{screen}」無法開啟</translation>
  </message>
  <message>
   <location filename="app/ui/shell/window.py" />
   <source>其他页面仍可使用</source>
   <translation>其他頁面仍可使用</translation>
  </message>
  <message>
   <location filename="app/ui/shell/window.py" />
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>去确认</source>
   <translation>去確認</translation>
  </message>
 </context>
</TS>
