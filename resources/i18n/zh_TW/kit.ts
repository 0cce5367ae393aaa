<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/kit/action.py" />
   <location filename="app/ui/shell/find.py" />
   <location filename="app/ui/shell/shell_actions.py" />
   <source>导航</source>
   <translation>導覽</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>上传 {n}%</source>
   <translation>上傳 {n}%</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>下载 {n}%</source>
   <translation>下載 {n}%</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>已下载 {n}%，等网络</source>
   <translation>已下載 {n}%，等網路</translation>
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
   <translation>待上傳</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>总部忙，稍后自动下载</source>
   <translation>總部忙，稍後自動下載</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>总部磁盘已满</source>
   <translation>總部磁碟已滿</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>文件正在路上</source>
   <translation>檔案正在路上</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>本机文件已丢失</source>
   <translation>本機檔案已遺失</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>没取到，重试</source>
   <translation>沒取到，重試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>联网后下载</source>
   <translation>聯網後下載</translation>
  </message>
  <message>
   <location filename="app/ui/kit/attachments.py" />
   <source>还没有传到本机</source>
   <translation>還沒有傳到本機</translation>
  </message>
  <message>
   <location filename="app/ui/kit/buttons.py" />
   <source>{action}：更多方式</source>
   <translation>{action}：更多方式</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <source>在线</source>
   <translation>線上</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <source>小休</source>
   <translation>小休</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <source>忙碌</source>
   <translation>忙碌</translation>
  </message>
  <message>
   <location filename="app/ui/kit/chips.py" />
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/shell/window.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>离线</source>
   <translation>離線</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>保存报告</source>
   <translation>儲存報告</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>刚才的一步没有完成，已保存的内容不受影响。把下面的内容交给管理员，有助于查清原因。</source>
   <translation>剛才的一步沒有完成，已儲存的內容不受影響。把下面的內容交給管理員，有助於查清原因。</translation>
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
   <translation>取消</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/settings/branches_page.py" />
   <source>复制</source>
   <translation>複製</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>差错详情</source>
   <translation>錯誤詳情</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>没有存下，请再试一次</source>
   <translation>沒有存下，請再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>程序出了差错</source>
   <translation>程式發生錯誤</translation>
  </message>
  <message>
   <location filename="app/ui/kit/dialogs.py" />
   <source>继续工作</source>
   <translation>繼續工作</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <source>全部</source>
   <translation>全部</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <source>加标签</source>
   <translation>加標籤</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <location filename="app/ui/customers/view.py" />
   <location filename="app/ui/tickets/shelf.py" />
   <source>清空</source>
   <translation>清空</translation>
  </message>
  <message>
   <location filename="app/ui/kit/fields.py" />
   <source>移除标签 {tag}</source>
   <translation>移除標籤 {tag}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/formats.py" />
   <source>{d} 天 {h} 时</source>
   <translation>{d} 天 {h} 時</translation>
  </message>
  <message>
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 万</source>
   <translation>{n} 萬</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 分钟</source>
   <translation>
    <numerusform>{n} 分鐘</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 天</source>
   <translation>
    <numerusform>{n} 天</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 小时</source>
   <translation>
    <numerusform>{n} 小時</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/kit/formats.py" />
   <source>{n} 秒</source>
   <translation>
    <numerusform>{n} 秒</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/kit/formats.py" />
   <source>昨天 {time}</source>
   <translation>昨天 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>1 处冲突：收货地址两边都改了</source>
   <translation>1 處衝突：收貨地址兩邊都改了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>11 角标、时间</source>
   <translation>11 角標、時間</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>12 次要说明</source>
   <translation>12 次要說明</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>13 界面正文与列表</source>
   <translation>13 介面內文與清單</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>14 消息正文与输入</source>
   <translation>14 訊息正文與輸入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>15 面板标题</source>
   <translation>15 面板標題</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>17 工单标题</source>
   <translation>17 工單標題</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>20 页标题</source>
   <translation>20 頁標題</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>24 指标 4:08</source>
   <translation>24 指標 4:08</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>下架</source>
   <translation>下架</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>会话行</source>
   <translation>對話列</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>修订中</source>
   <translation>修訂中</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>关</source>
   <translation>關</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>出错</source>
   <translation>出錯</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>列表</source>
   <translation>列表</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>删除</source>
   <translation>刪除</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>加载骨架：超过 300 毫秒才出现</source>
   <translation>載入骨架：超過 300 毫秒才出現</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>单选</source>
   <translation>單選</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/composer.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>发送</source>
   <translation>傳送</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>可能过时</source>
   <translation>可能過時</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>可选</source>
   <translation>可選</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/shell/status_bar.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>同步中</source>
   <translation>同步中</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>同步状态（图标加文字）</source>
   <translation>同步狀態（圖示加文字）</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>在线状态（形状也不同）</source>
   <translation>線上狀態（形狀也不同）</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>在线等，明天出差要用</source>
   <translation>急等，明天出差要用</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>处理</source>
   <translation>處理</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>多选</source>
   <translation>多選</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>字号</source>
   <translation>字級</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>已发布</source>
   <translation>已發布</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/outbox/classes.py" />
   <location filename="app/ui/tickets/facts.py" />
   <source>已同步</source>
   <translation>已同步</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>已恢复连接，正在上传 7 项</source>
   <translation>已恢復連線，正在上傳 7 項</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/conversations/staged_bar.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>已过期</source>
   <translation>已過期</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>开</source>
   <translation>開</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>待审核</source>
   <translation>待審核</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>微信</source>
   <translation>微信</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <source>挂起</source>
   <translation>擱置</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>按钮</source>
   <translation>按鈕</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <source>排队</source>
   <translation>排隊</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>排队有 14 位客户</source>
   <translation>排隊有 14 位客戶</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>接入下一个</source>
   <translation>接手下一位</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/actions.py" />
   <source>搜索知识</source>
   <translation>搜尋知識</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>日历</source>
   <translation>日曆</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>时限</source>
   <translation>時限</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>曾换货</source>
   <translation>曾換貨</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/outbox/lines.py" />
   <location filename="app/ui/tickets/delegate.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>有冲突</source>
   <translation>有衝突</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>未选</source>
   <translation>未選</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/thread_items.py" />
   <source>机器人</source>
   <translation>機器人</translation>
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
   <translation>標籤</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>标签与计数</source>
   <translation>標籤與計數</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>没取到订单</source>
   <translation>沒有取得訂單</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>没有 13 月，请填 01 至 12</source>
   <translation>沒有 13 月，請填 01 至 12</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>没有进行中的会话</source>
   <translation>沒有進行中的對話</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>渠道</source>
   <translation>管道</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>滤网装反了会不会影响吸力</source>
   <translation>濾網裝反會不會影響吸力</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>状态</source>
   <translation>狀態</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>看上次的</source>
   <translation>看上次的</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>看板</source>
   <translation>看板</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>禁用</source>
   <translation>停用</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>离线中，内容先存本机</source>
   <translation>離線中，內容先存本機</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>空</source>
   <translation>空</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>筛选与标签</source>
   <translation>篩選與標籤</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>网站</source>
   <translation>網站</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>色彩</source>
   <translation>色彩</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>草稿</source>
   <translation>草稿</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/outbox/lines.py" />
   <source>被拒绝</source>
   <translation>被拒絕</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>视图</source>
   <translation>檢視</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>订单系统 8 秒没回应</source>
   <translation>訂單系統 8 秒沒有回應</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/hand_over.py" />
   <source>转接</source>
   <translation>轉接</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>输入</source>
   <translation>輸入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>进度</source>
   <translation>進度</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>进行中</source>
   <translation>進行中</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>选择与切换</source>
   <translation>選擇與切換</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/kit/states.py" />
   <location filename="app/ui/shell/window.py" />
   <source>重试</source>
   <translation>重試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>金卡</source>
   <translation>金卡</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>页内横幅</source>
   <translation>頁內橫幅</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>页签与进度</source>
   <translation>頁籤與進度</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <source>高价值</source>
   <translation>高價值</translation>
  </message>
  <message>
   <location filename="app/ui/kit/gallery.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>默认</source>
   <translation>預設</translation>
  </message>
  <message>
   <location filename="app/ui/kit/notices.py" />
   <location filename="app/ui/conversations/sending.py" />
   <location filename="app/ui/customers/view.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>撤销</source>
   <translation>復原</translation>
  </message>
  <message>
   <location filename="app/ui/kit/notices.py" />
   <source>没有完成，原因代码 {code}</source>
   <translation>沒有完成，原因代碼 {code}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/painters.py" />
   <source>已暂停</source>
   <translation>已暫停</translation>
  </message>
  <message>
   <location filename="app/ui/kit/painters.py" />
   <source>超时</source>
   <translation>超時</translation>
  </message>
  <message>
   <location filename="app/ui/kit/private_numbers.py" />
   <source>您的角色不能查看完整号码</source>
   <translation>您的角色不能查看完整號碼</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{device}」上的数据已经删除，不能再取消</source>
   <translation>「{device}」上的資料已經刪除，不能再取消</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{device}」上的程序太旧，不能远程清除。可以结束它的登录</source>
   <translation>「{device}」上的程式太舊，不能遠端清除。可以結束它的登入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{field}」不能在这里修改</source>
   <translation>「{field}」不能在這裡修改</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{field}」的内容不符合要求，请检查后再试</source>
   <translation>「{field}」的內容不符合要求，請檢查後再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」太大，请分几个文件导入</source>
   <translation>「{file}」太大，請分幾個檔案匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」太大，请分成几个文件导入</source>
   <translation>「{file}」太大，請分成幾個檔案匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」打不开，文件可能已损坏，或者不是它的名称所说的格式</source>
   <translation>「{file}」打不開，檔案可能已損壞，或者不是它的名稱所說的格式</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」是 OpenDocument 表格，请另存为 .xlsx 再导入</source>
   <translation>「{file}」是 OpenDocument 試算表，請另存為 .xlsx 再匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」是旧版 Excel 文件，请另存为 .xlsx 再导入</source>
   <translation>「{file}」是舊版 Excel 檔案，請另存為 .xlsx 再匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」有打开密码，请去掉密码再导入</source>
   <translation>「{file}」有開啟密碼，請去掉密碼再匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」有打开密码，请在表格软件里去掉密码再导入</source>
   <translation>「{file}」有開啟密碼，請在試算表軟體裡移除密碼再匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」没有导出：{why}</source>
   <translation>「{file}」沒有匯出：{why}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」的格式不能读取，请另存为 .docx 或 PDF 再导入</source>
   <translation>「{file}」的格式不能讀取，請另存為 .docx 或 PDF 再匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」读不出表格，请用模板填写</source>
   <translation>「{file}」讀不出表格，請用範本填寫</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」里没有「标题」列，请用模板填写</source>
   <translation>「{file}」裡沒有「標題」欄，請用範本填寫</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」里没有内容</source>
   <translation>「{file}」裡沒有內容</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{file}」里没有文字，也没有图片</source>
   <translation>「{file}」裡沒有文字，也沒有圖片</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{name}」不是能显示的图片，请用 PNG、JPEG、GIF 或 WebP</source>
   <translation>「{name}」不是能顯示的圖片，請用 PNG、JPEG、GIF 或 WebP</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{name}」读不出来，请检查文件后再试</source>
   <translation>「{name}」讀不出來，請檢查檔案後再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{name}」还没有取回本机，连上网络后再试</source>
   <translation>「{name}」還沒有取回本機，連上網路後再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」不能发给客户：它是内部知识，或还没有发布</source>
   <translation>「{title}」不能發給客戶：它是內部知識，或還沒有發布</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」交审后又有改动，请看过新内容再决定</source>
   <translation>「{title}」交審後又有改動，請看過新內容再決定</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」已经有人处理过，没有要审的了</source>
   <translation>「{title}」已經有人處理過，沒有要審的了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>「{title}」已过有效期，请看过再决定发不发</source>
   <translation>「{title}」已過有效期，請看過再決定發不發</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>一条消息最多 {limit} 字，请分几条发</source>
   <translation>一則訊息最多 {limit} 字，請分幾則發</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>不能存到 {path}：{why}。请换一个文件夹</source>
   <translation>無法存到 {path}：{why}。請換一個資料夾</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>不能并入自己，也不能互相并入</source>
   <translation>不能併入自己，也不能互相併入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>从步骤「{step}」怎么走都绕不出去，给这一圈加一个结束</source>
   <translation>從步驟「{step}」怎麼走都繞不出去，給這一圈加一個結束</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>会话现在的状态不允许这样做</source>
   <translation>對話現在的狀態不允許這樣做</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>先填「{name}」，再走下一步</source>
   <translation>先填「{name}」，再走下一步</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>写上原因，对方才知道怎么改</source>
   <translation>寫上原因，對方才知道怎麼改</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>分类「{name}」不能放进它自己里面</source>
   <translation>分類「{name}」不能放進它自己裡面</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>分类最多 {limit} 层</source>
   <translation>分類最多 {limit} 層</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>分类还没有名字</source>
   <translation>分類還沒有名稱</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>刚才有人改过这一项，请看过新内容再改</source>
   <translation>剛才有人改過這一項，請看過新內容再改</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>前一个导出文件还没有送到总部，请按先后导入</source>
   <translation>前一個匯出檔案還沒有送到總部，請按先後匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>单元格 {cell} 的内容太长，最多 {limit} 字</source>
   <translation>儲存格 {cell} 的內容太長，最多 {limit} 字</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」打不开，可能没下载完整</source>
   <translation>壓縮檔「{file}」無法開啟，可能沒有下載完整</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」有密码，请解压后再导入</source>
   <translation>壓縮檔「{file}」有密碼，請解壓縮後再匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」解开后太大，请分几次导入</source>
   <translation>壓縮檔「{file}」解開後太大，請分幾次匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>压缩包「{file}」里有不安全的路径「{name}」，没有导入</source>
   <translation>壓縮檔「{file}」裡有不安全的路徑「{name}」，沒有匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>发出太久的消息不能再改</source>
   <translation>發出太久的訊息不能再改</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>图片「{name}」有 {width} × {height} 像素，太大了，请缩小后再加</source>
   <translation>圖片「{name}」有 {width} × {height} 像素，太大了，請縮小後再加</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>备注最多 {limit} 字</source>
   <translation>備註最多 {limit} 字</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>备注还没有写内容</source>
   <translation>備註還沒有寫內容</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>它是文件夹</source>
   <translation>它是資料夾</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>客户之后又写来 {n} 条消息，请看过再决定</source>
   <translation>客戶之後又傳來 {n} 則訊息，請看過再決定</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>客户还没有名字，写上名字再保存</source>
   <translation>客戶還沒有名字，寫上名字再儲存</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>密钥库没有给出本机数据的密钥，请输入密码</source>
   <translation>金鑰庫沒有給出本機資料的金鑰，請輸入密碼</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>密钥库里的密钥不是这份数据的。没有删除任何东西，换回来后可以再试</source>
   <translation>金鑰庫裡的金鑰不是這份資料的。沒有刪除任何東西，換回來後可以再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>导出以后总部恢复过备份，请先连上总部一次，再重新导出</source>
   <translation>匯出以後總部恢復過備份，請先連上總部一次，再重新匯出</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单不能转到这一线</source>
   <translation>工單不能轉到這一線</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单现在的状态不允许这样做</source>
   <translation>工單現在的狀態不允許這樣做</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单还没有标题</source>
   <translation>工單還沒有標題</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>工单还没有选处理组</source>
   <translation>工單還沒有選處理組</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>已中断</source>
   <translation>已中斷</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>已经发出，不能再撤销</source>
   <translation>已經送出，不能再收回</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>已超过 7 天没连上总部，请连上总部输入密码登录一次。没上传的内容都在</source>
   <translation>已超過 7 天沒連上總部，請連上總部輸入密碼登入一次。沒上傳的內容都在</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>带星号的号码不能保存：请填完整的号码，或保持原样</source>
   <translation>帶星號的號碼不能儲存：請填完整的號碼，或保持原樣</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部不认识这一项，请先升级程序</source>
   <translation>總部不認識這一項，請先升級程式</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部出了差错，内容留在本机，稍后会自动再试</source>
   <translation>總部發生錯誤，內容留在本機，稍後會自動再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部暂时没法处理，内容留在本机，稍后会自动再试</source>
   <translation>總部暫時無法處理，內容留在本機，稍後會自動再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部没有及时回应，稍后会自动再试</source>
   <translation>總部沒有及時回應，稍後會自動再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部的回应读不懂，稍后会自动再试</source>
   <translation>總部的回應無法解讀，稍後會自動再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部的安全证书不受信任，没有连接。请联系管理员</source>
   <translation>總部的安全憑證不受信任，沒有連線。請聯絡管理員</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>总部的磁盘满了，文件留在本机，稍后会自动再传。请告知管理员</source>
   <translation>總部的磁碟滿了，檔案留在本機，稍後會自動再傳。請告知管理員</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您正在小休，改为在线后再接入</source>
   <translation>您正在小休，改為線上後再接手</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您的会话已满，先结束一个再接入</source>
   <translation>您的對話已滿，先結束一個再接手</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您的角色不能改这条知识，可以提交知识需求</source>
   <translation>您的角色不能改這則知識，可以提交知識需求</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您的账号没有这项权限</source>
   <translation>您的帳號沒有這項權限</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您编辑时知识已有新版本 v{version}，请看过再保存</source>
   <translation>您編輯時知識已有新版本 v{version}，請看過再儲存</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>您还不属于任何客服组，请联系主管</source>
   <translation>您還不屬於任何客服組，請聯絡主管</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>找不到本机数据的密钥。没有删除任何东西，密钥库恢复后可以再试</source>
   <translation>找不到本機資料的金鑰。沒有刪除任何東西，金鑰庫恢復後可以再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>数据库地址「{url}」不对，请检查后重填</source>
   <translation>資料庫位址「{url}」不對，請檢查後重填</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件「{file}」读不到：{why}</source>
   <translation>檔案「{file}」讀不到：{why}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件「{name}」在选定的文件夹之外，没有导入</source>
   <translation>檔案「{name}」在選定的資料夾之外，沒有匯入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件「{name}」读不出来：{why}</source>
   <translation>檔案「{name}」讀不出來：{why}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件不在了</source>
   <translation>檔案不在了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件名太长</source>
   <translation>檔名太長</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件太大，磁盘存不下</source>
   <translation>檔案太大，磁碟存不下</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件已损坏或不完整，什么都没有收下。请重新导出再拷贝一次</source>
   <translation>檔案已損壞或不完整，什麼都沒有收下。請重新匯出再複製一次</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件由更新的版本写成，请先升级程序</source>
   <translation>檔案由更新的版本寫成，請先升級程式</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件超过 20 MB，没有加入。可以压缩后再试</source>
   <translation>檔案超過 20 MB，沒有加入。可以壓縮後再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>文件超过总部允许的大小</source>
   <translation>檔案超過總部允許的大小</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>新密码至少要 {shortest} 位</source>
   <translation>新密碼至少要 {shortest} 個字元</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>有几项设置的值不对，已改回默认</source>
   <translation>有幾項設定的值不對，已改回預設</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>有效期的结束早于开始，请改正</source>
   <translation>有效期的結束早於開始，請改正</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>服务器地址「{address}」不对，请检查后重填</source>
   <translation>伺服器位址「{address}」不對，請檢查後重填</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据打不开：密钥不对，或文件开头已损坏。没有删除任何东西</source>
   <translation>本機資料打不開：金鑰不對，或檔案開頭已損壞。沒有刪除任何東西</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据文件 {path} 不能写入，请检查磁盘权限</source>
   <translation>本機資料檔案 {path} 不能寫入，請檢查磁碟權限</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据文件已损坏：{path}。可从备份恢复，或重新同步</source>
   <translation>本機資料檔案已損壞：{path}。可從備份恢復，或重新同步</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据由更新的版本写成，请先升级程序</source>
   <translation>本機資料由更新的版本寫成，請先升級程式</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>本机数据还锁着以前的密码，输入以前的密码就能打开</source>
   <translation>本機資料還鎖著以前的密碼，輸入以前的密碼就能開啟</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>标题最多 {limit} 字，现在 {length} 字</source>
   <translation>標題最多 {limit} 字，現在 {length} 字</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>正被别的程序使用</source>
   <translation>正被其他程式使用</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」有一个动作没写内容</source>
   <translation>步驟「{step}」有一個動作沒寫內容</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」有一项采集内容没写名字</source>
   <translation>步驟「{step}」有一項採集內容沒寫名字</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」的第 {answer} 个答案没有指向任何步骤</source>
   <translation>步驟「{step}」的第 {answer} 個答案沒有指向任何步驟</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」的第 {answer} 个答案没有文字</source>
   <translation>步驟「{step}」的第 {answer} 個答案沒有文字</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」的答案多于 9 个，数字键选不到</source>
   <translation>步驟「{step}」的答案多於 9 個，數字鍵選不到</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」设为结束却还有答案，去掉其中一样</source>
   <translation>步驟「{step}」設為結束卻還有答案，去掉其中一樣</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」走不下去：加上答案，或设为结束</source>
   <translation>步驟「{step}」走不下去：加上答案，或設為結束</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>步骤「{step}」还没有对客户说的话</source>
   <translation>步驟「{step}」還沒有對客戶說的話</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/outbox/undo.py" />
   <source>没有可撤销的操作</source>
   <translation>沒有可復原的動作</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有哪个答案通向步骤「{step}」</source>
   <translation>沒有哪個答案通向步驟「{step}」</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有待上传的内容，不用导出</source>
   <translation>沒有待上傳的內容，不用匯出</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有排队的客户了</source>
   <translation>沒有排隊的客戶了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有权限</source>
   <translation>沒有權限</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>没有要审的改动，内容和线上一样</source>
   <translation>沒有要審的改動，內容和線上一樣</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程「{title}」已经走完</source>
   <translation>流程「{title}」已經走完</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程「{title}」改过，这一步已经没有了：退回上一步，或重新开始</source>
   <translation>流程「{title}」改過，這一步已經沒有了：退回上一步，或重新開始</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程「{title}」还没有发布，不能使用</source>
   <translation>流程「{title}」還沒有發佈，不能使用</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程最多 200 步</source>
   <translation>流程最多 200 步</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程还没有名字</source>
   <translation>流程還沒有名字</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>流程还没有第一步</source>
   <translation>流程還沒有第一步</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>消息还没有写内容</source>
   <translation>訊息還沒有寫內容</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>现在的密码不对，请再输一次</source>
   <translation>目前的密碼不對，請再輸一次</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>登录已过期，请重新登录。本机内容都在</source>
   <translation>登入已過期，請重新登入。本機內容都在</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>知识还没有标题，写上标题再保存</source>
   <translation>知識還沒有標題，寫上標題再儲存</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>知识还没有正文，写上内容再发布</source>
   <translation>知識還沒有內文，寫上內容再發布</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘是只读的</source>
   <translation>磁碟是唯讀的</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/account/recovery.py" />
   <source>磁盘满了</source>
   <translation>磁碟滿了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘满了，没有存下。腾出空间后再试</source>
   <translation>磁碟滿了，沒有存下。騰出空間後再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘读写出错</source>
   <translation>磁碟讀寫出錯</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>磁盘配额用完了</source>
   <translation>磁碟配額用完了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>程序与总部的版本不合，请升级后再同步</source>
   <translation>程式與總部的版本不合，請升級後再同步</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>程序与总部的版本不合，请升级程序</source>
   <translation>程式與總部的版本不合，請升級程式</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>程序正在退出，这一步没有保存</source>
   <translation>程式正在結束，這一步沒有儲存</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>管理员要求清除这台电脑上的数据，账号在这里的内容会被删除</source>
   <translation>管理員要求清除這台電腦上的資料，帳號在這裡的內容會被刪除</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>设置文件损坏，已另存为 {file}，现用默认设置</source>
   <translation>設定檔損壞，已另存為 {file}，現用預設設定</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>设置文件读不到：{why}。现用默认设置</source>
   <translation>設定檔讀不到：{why}。現用預設設定</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>设置没有写进磁盘：{why}。这次运行有效</source>
   <translation>設定沒有寫進磁碟：{why}。這次執行有效</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>请求太密，稍等片刻会自动再试</source>
   <translation>請求太密，稍等片刻會自動再試</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>账号或密码不对</source>
   <translation>帳號或密碼不對</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>路径中有一段不是文件夹</source>
   <translation>路徑中有一段不是資料夾</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>还没有写内容</source>
   <translation>還沒有寫內容</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一条已经处理过了</source>
   <translation>這一條已經處理過了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一步需要更新的版本，请先升级程序</source>
   <translation>這一步需要更新的版本，請先升級程式</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项不在您负责的范围内</source>
   <translation>這一項不在您負責的範圍內</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项只能由总部新建</source>
   <translation>這一項只能由總部新增</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项只能选一边，不能都保留</source>
   <translation>這一項只能選一邊，不能都保留</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项已不在了，可能刚被删除</source>
   <translation>這一項已不在了，可能剛被刪除</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项已经有了</source>
   <translation>這一項已經有了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项由分部的服务器负责，请联系分部的同事</source>
   <translation>這一項由分部的伺服器負責，請聯絡分部的同事</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这一项由同事负责</source>
   <translation>這一項由同事負責</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这两张工单不能合并</source>
   <translation>這兩張工單不能合併</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个会话刚被同事接走了</source>
   <translation>這個對話剛被同事接走了</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个会话由同事负责，可以写内部备注</source>
   <translation>這個對話由同事負責，可以寫內部備註</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <location filename="app/ui/knowledge/library.py" />
   <source>这个分类由指定的审核人发布，您可以交审</source>
   <translation>這個分類由指定的審核人發布，您可以交審</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个分部不能有自己的服务器</source>
   <translation>這個分部不能有自己的伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个地址上不是您登录过的服务器：{url}</source>
   <translation>這個位址上不是您登入過的伺服器：{url}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个地址不支持 HTTPS。请确认地址，或联系管理员</source>
   <translation>這個位址不支援 HTTPS。請確認位址，或聯絡管理員</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个文件不是由这里的电脑或总部签发的，或在路上被改过，什么都没有收下</source>
   <translation>這個檔案不是由這裡的電腦或總部簽發的，或在路上被改過，什麼都沒有收下</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这个组的会话和工单由分部服务器负责，不能换分部。请新建一个组，把人和没办完的转过去</source>
   <translation>這個組裡的對話和工單由分部的伺服器負責，不能直接換分部。請新建一個組，把人和沒辦完的轉過去</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这位客户已并入另一位客户</source>
   <translation>這位客戶已併入另一位客戶</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这台电脑还没有连上过总部，没有可用来签名的密钥。连上一次以后再导出</source>
   <translation>這臺電腦還沒有連上過總部，沒有可用來簽名的金鑰。連上一次以後再匯出</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这条消息不是您发的，不能改</source>
   <translation>這則訊息不是您發的，不能改</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这里已有分类「{name}」，换个名字</source>
   <translation>這裡已有分類「{name}」，換個名稱</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>这里连的是分部自己的服务器，这一步在总部做</source>
   <translation>這裡連的是分部自己的伺服器，這一步在總部做</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部。这个账号在这台电脑上首次登录，需要先联网一次</source>
   <translation>連不上總部。這個帳號在這台電腦上首次登入，需要先連線一次</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部，内容先存本机</source>
   <translation>連不上總部，內容先存本機</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部，现在看不到完整的号码。联网后再点一次</source>
   <translation>連不上總部，現在看不到完整的號碼。連線後再點一次</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>连不上总部，离线登录已超过 7 天。请联网登录一次</source>
   <translation>連不上總部，離線登入已超過 7 天。請連線登入一次</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>选错了文件：导出的待上传内容交给总部，处理结果带回本机</source>
   <translation>選錯了檔案：匯出的待上傳內容交給總部，處理結果帶回本機</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>附件不在总部，可能已过保存期限</source>
   <translation>附件不在總部，可能已過保存期限</translation>
  </message>
  <message>
   <location filename="app/ui/kit/sentences.py" />
   <source>附件在传输中损坏，稍后会自动重传</source>
   <translation>附件在傳輸中損壞，稍後會自動重傳</translation>
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
   <translation>關閉</translation>
  </message>
  <message>
   <location filename="app/ui/kit/states.py" />
   <location filename="app/ui/settings/server_list.py" />
   <source>正在载入</source>
   <translation>正在載入</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <source>已建工单 {number}</source>
   <translation>已建工單 {number}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <source>已建工单「{title}」</source>
   <translation>已建工單「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <location filename="app/ui/account/recovery.py" />
   <location filename="app/ui/conversations/handing_over.py" />
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/outbox/refused.py" />
   <source>打开</source>
   <translation>開啟</translation>
  </message>
  <message>
   <location filename="app/ui/kit/ticket_news.py" />
   <source>离线，工单已存本机，临时号 {number}</source>
   <translation>離線，工單已存本機，暫用編號 {number}</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>下架知识</source>
   <translation>下架知識</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>丢弃草稿</source>
   <translation>丟棄草稿</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>交审知识</source>
   <translation>交審知識</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>修改流程</source>
   <translation>修改流程</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>分类改名</source>
   <translation>分類改名</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>删除分类</source>
   <translation>刪除分類</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>删除流程</source>
   <translation>刪除流程</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>加附件</source>
   <translation>加附件</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>发布知识</source>
   <translation>發布知識</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>处理冲突</source>
   <translation>處理衝突</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>复制知识</source>
   <translation>複製知識</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/conversations/menus.py" />
   <source>存为知识草稿</source>
   <translation>存為知識草稿</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/import_dialog.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>导入知识</source>
   <translation>匯入知識</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改优先级</source>
   <translation>改優先順序</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改同义词</source>
   <translation>改同義詞</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改客户资料</source>
   <translation>改客戶資料</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改工单描述</source>
   <translation>改工單描述</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改工单标签</source>
   <translation>改工單標籤</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改工单标题</source>
   <translation>改工單標題</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改有效期</source>
   <translation>改有效期</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>改知识标签</source>
   <translation>改知識標籤</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/knowledge/places.py" />
   <source>新建分类</source>
   <translation>新增分類</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/view.py" />
   <source>新建客户</source>
   <translation>新增客戶</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/shelf.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>新建工单</source>
   <translation>新增工單</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>移动分类</source>
   <translation>移動分類</translation>
  </message>
  <message>
   <location filename="app/ui/kit/undo_words.py" />
   <source>移动知识</source>
   <translation>移動知識</translation>
  </message>
 </context>
</TS>
