<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>上一个会话</source>
   <translation>上一個對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>下一个会话</source>
   <translation>下一個對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>会话已经挂起</source>
   <translation>對話已經擱置</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>会话没有挂起</source>
   <translation>對話沒有擱置</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>会话还没有结束</source>
   <translation>對話還沒有結束</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>取消挂起</source>
   <translation>取消擱置</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>只有排队中的会话和留言可以接入</source>
   <translation>只有排隊中的對話和留言可以接手</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>只有进行中的会话可以这样做</source>
   <translation>只有進行中的對話可以這樣做</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>右栏</source>
   <translation>右欄</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>回复与备注切换</source>
   <translation>回覆與備註切換</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>在会话中查找</source>
   <translation>在對話中尋找</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>对当前会话</source>
   <translation>對目前對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>已经在等客户了</source>
   <translation>已經在等客戶了</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>引导流程</source>
   <translation>引導流程</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>打开最急的会话</source>
   <translation>開啟最急的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>挂起 2 小时</source>
   <translation>擱置 2 小時</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>挂起 30 分钟</source>
   <translation>擱置 30 分鐘</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>接入</source>
   <translation>接手</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>收回转接</source>
   <translation>收回轉接</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>放入建议 1</source>
   <translation>放入建議 1</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>放入建议 2</source>
   <translation>放入建議 2</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>放入建议 3</source>
   <translation>放入建議 3</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>标为垃圾会话</source>
   <translation>標為垃圾對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>标为未读</source>
   <translation>標為未讀</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>没有等着答复的转接</source>
   <translation>沒有等著答覆的轉接</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>没有这一条建议</source>
   <translation>沒有這一則建議</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/conversations/intake.py" />
   <source>添加文件</source>
   <translation>新增檔案</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>现在没有客户排队</source>
   <translation>現在沒有客戶排隊</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>离线时不能接入新的会话</source>
   <translation>離線時不能接手新的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>等待客户</source>
   <translation>等待客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>筛选会话</source>
   <translation>篩選對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>结束</source>
   <comment>conversation</comment>
   <translation>結束</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/desk.py" />
   <source>还没有打开会话</source>
   <translation>還沒有開啟對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>这个会话由同事负责</source>
   <translation>這個對話由同事負責</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <source>退回排队</source>
   <translation>退回排隊</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/actions.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>重新打开</source>
   <translation>重新開啟</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <source>内部知识，不能发给客户</source>
   <translation>內部知識，不能傳給客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <source>已过有效期，发送前请再确认一次</source>
   <translation>已過有效期，傳送前請再確認一次</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <source>放入待发</source>
   <translation>放入待傳</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/article_preview.py" />
   <location filename="app/ui/conversations/bubble_paint.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <source>有效至 {day}</source>
   <translation>有效至 {day}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>「{name}」还没有传到总部，到了会自动显示</source>
   <translation>「{name}」還沒有傳到總部，到了會自動顯示</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/conversations/composer.py" />
   <source>「{title}」已过有效期，仍要发给客户？</source>
   <translation>「{title}」已過有效期，仍要傳給客戶？</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/conversations/composer.py" />
   <source>仍然发送</source>
   <translation>仍然傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>会话会立即结束，不计入统计。需要时可以重新打开。</source>
   <translation>對話會立即結束，不計入統計。需要時可以重新開啟。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <location filename="app/ui/conversations/composer.py" />
   <source>内容可能不再准确。可以先看一眼，或换一条知识。</source>
   <translation>內容可能不再準確。可以先看一眼，或換一則知識。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>另存为</source>
   <translation>另存為</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>已保存 {name}</source>
   <translation>已儲存 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>已挂起，到时间或客户来信后回来</source>
   <translation>已擱置，到時間或客戶來信後回來</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>标为垃圾</source>
   <translation>標為垃圾</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/asking.py" />
   <source>标为垃圾会话？</source>
   <translation>標為垃圾對話？</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/attaching.py" />
   <source>截图 {time}</source>
   <translation>截圖 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble.py" />
   <source>消息已撤回</source>
   <translation>訊息已撤回</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>图片还没有取回本机</source>
   <translation>圖片還沒有取回本機</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>已于 {day} 到期</source>
   <translation>已於 {day} 到期</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>流程 · v{version}</source>
   <translation>流程 · v{version}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/bubble_paint.py" />
   <source>知识 K-{number} · v{version}</source>
   <translation>知識 K-{number} · v{version}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>保存备注</source>
   <translation>儲存備註</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/tickets/composer.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>内部备注</source>
   <translation>內部備註</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>写给同事的备注，客户看不到，输入 @ 提到同事</source>
   <translation>寫給同事的備註，客戶看不到，輸入 @ 提到同事</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>回复客户</source>
   <translation>回覆客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>存为待发送</source>
   <translation>存為待傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>粘贴的内容里有手机号，请看过再发给客户</source>
   <translation>貼上的內容裡有手機號碼，請看過再發給客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>粘贴的内容里有银行卡号，请看过再发给客户</source>
   <translation>貼上的內容裡有銀行卡號，請看過再發給客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer.py" />
   <source>输入回复，行首输入 / 查找知识</source>
   <translation>輸入回覆，行首輸入 / 尋找知識</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>写给谁</source>
   <translation>寫給誰</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>发送图片</source>
   <translation>傳送圖片</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>发送并等待客户</source>
   <translation>傳送並等待客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>发送并结束会话</source>
   <translation>傳送並結束對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>换行</source>
   <translation>換行</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>有没写完的内容</source>
   <translation>有沒寫完的內容</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>草稿仅存本机</source>
   <translation>草稿僅存本機</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <source>草稿已保存</source>
   <translation>草稿已儲存</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/composer_parts.py" />
   <location filename="app/ui/conversations/emoji.py" />
   <source>表情</source>
   <translation>表情</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>{n} 处冲突待处理</source>
   <translation>
    <numerusform>{n} 處衝突待處理</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>{time} 两边都改了这一项，请选一个</source>
   <translation>{time} 兩邊都改了這一項，請選一個</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>保留选中的</source>
   <translation>保留選中的</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>地址</source>
   <translation>地址</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>城市</source>
   <translation>城市</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/context_pane.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>备注</source>
   <translation>備註</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <source>姓名</source>
   <translation>姓名</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>客户资料 · {name} · {field}</source>
   <translation>客戶資料 · {name} · {field}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/outbox/conflict.py" />
   <source>总部</source>
   <translation>總部</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>手机</source>
   <translation>手機</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/outbox/conflict.py" />
   <source>本机</source>
   <translation>本機</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>等级</source>
   <translation>等級</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>证件号</source>
   <translation>證件號</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>邮箱</source>
   <translation>電子信箱</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/conflict_card.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <location filename="app/ui/outbox/refused.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>（空）</source>
   <translation>（空）</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>Ctrl+Shift+N 写一条只给同事看的备注</source>
   <translation>Ctrl+Shift+N 寫一則只給同事看的備註</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>客户备注</source>
   <translation>客戶備註</translation>
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
   <translation>未分類</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>本会话的内部备注</source>
   <translation>本對話的內部備註</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_lists.py" />
   <source>还没有备注</source>
   <translation>還沒有備註</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>从会话新建的工单会列在这里</source>
   <translation>從對話新建的工單會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>以后的会话会按时间列在这里</source>
   <translation>以後的對話會按時間列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>历史</source>
   <translation>歷史</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>客户</source>
   <comment>one</comment>
   <translation>客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户信息</source>
   <translation>客戶資料</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户的历史会话</source>
   <translation>客戶的歷史對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户的工单</source>
   <translation>客戶的工單</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>客户资料已保存</source>
   <translation>客戶資料已儲存</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>打开会话后，这里显示客户</source>
   <translation>開啟對話後，這裡顯示客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>收起右栏</source>
   <translation>收起右欄</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>没有打开会话</source>
   <translation>沒有開啟對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>这位客户没有工单</source>
   <translation>這位客戶沒有工單</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/context_pane.py" />
   <source>这是第一次来访</source>
   <translation>這是第一次來訪</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>{day} 购买</source>
   <translation>{day} 購買</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>上次问题</source>
   <translation>上次問題</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>保修期内</source>
   <translation>保固期內</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>复制姓名与联系方式</source>
   <translation>複製姓名與聯絡方式</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/customer_card.py" />
   <source>客户 {n} 年</source>
   <translation>
    <numerusform>客戶 {n} 年</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/settings/branches_page.py" />
   <source>已复制</source>
   <translation>已複製</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>已购产品</source>
   <translation>已購產品</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>已过保</source>
   <translation>已過保固</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>当前产品</source>
   <translation>目前產品</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>显示</source>
   <translation>顯示</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>未结工单</source>
   <translation>未結工單</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/reports/view.py" />
   <source>满意度</source>
   <translation>滿意度</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/customer_card.py" />
   <source>由您服务过 {n} 次</source>
   <translation>
    <numerusform>由您服務過 {n} 次</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/conversations/customer_dialog.py" />
   <source>编辑客户</source>
   <translation>編輯客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <source>近 12 月咨询</source>
   <translation>近 12 月諮詢</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_card.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>隐藏</source>
   <translation>隱藏</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/customer_dialog.py" />
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>保存</source>
   <translation>儲存</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>{customer}已由{name}接待</source>
   <translation>{customer}已由{name}接待</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>会话已结束</source>
   <translation>對話已結束</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>会话已结束，重新打开后才能回复</source>
   <translation>對話已結束，重新開啟後才能回覆</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>客户留言后离开了，接入后才能回复</source>
   <translation>客戶留言後離開了，接手後才能回覆</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>客户还在排队，接入后才能回复</source>
   <translation>客戶還在排隊，接手後才能回覆</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>已接入</source>
   <translation>已接手</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>已退回排队</source>
   <translation>已退回排隊</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <location filename="app/ui/tickets/desk.py" />
   <source>没有读出来，请再试一次</source>
   <translation>沒有讀出來，請再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>由{name}负责，您可以写内部备注</source>
   <translation>由{name}負責，您可以寫內部備註</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/desk.py" />
   <source>这个会话已不在本机，可能转给了别的组</source>
   <translation>這個對話已不在本機，可能轉給了別的組</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/findings.py" />
   <source>{n} 天后到期</source>
   <translation>
    <numerusform>{n} 天後到期</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>内部</source>
   <translation>內部</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已发送</source>
   <translation>已傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/findings.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>有用 {share}</source>
   <translation>有用 {share}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/findings.py" />
   <source>近 7 天发送 {n} 次</source>
   <translation>
    <numerusform>近 7 天傳送 {n} 次</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>{title}　{n} 步</source>
   <translation>
    <numerusform>{title}　{n} 步</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>开始</source>
   <translation>開始</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>开始引导流程</source>
   <translation>開始引導流程</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>换个说法，或用拼音首字母试试</source>
   <translation>換個說法，或用拼音首字母試試</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>搜索流程：名称、问法、拼音</source>
   <translation>搜尋流程：名稱、問法、拼音</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>没有这样的流程</source>
   <translation>沒有這樣的流程</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>流程</source>
   <translation>流程</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_choice.py" />
   <source>还没有发布的流程</source>
   <translation>還沒有發佈的流程</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>上一步</source>
   <translation>上一步</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>下一步</source>
   <translation>下一步</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>中止并记录</source>
   <translation>中止並記錄</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>到此解决</source>
   <translation>到此解決</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>发给客户；网页上的客户可以自己点选</source>
   <translation>發給客戶；網頁上的客戶可以自己點選</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>发送后面几步</source>
   <translation>傳送後面幾步</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>接下来</source>
   <translation>接下來</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>插入话术</source>
   <translation>插入話術</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>收起流程（停在这一步）</source>
   <translation>收起流程（停在這一步）</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>改</source>
   <translation>改</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>改「{step}」的回答</source>
   <translation>改「{step}」的回答</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>流程改过，这一步已经没有了。退回上一步，或中止后重新开始。</source>
   <translation>流程改過，這一步已經沒有了。退回上一步，或中止後重新開始。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>第 {at} 步，共 {of} 步</source>
   <translation>第 {at} 步，共 {of} 步</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>答案 {number}：{text}</source>
   <translation>答案 {number}：{text}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>结束</source>
   <translation>結束</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>结束流程</source>
   <translation>結束流程</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>设置问题类型</source>
   <translation>設定問題型別</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>转专家</source>
   <translation>轉專家</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>转给专家</source>
   <translation>轉給專家</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_pane.py" />
   <source>问客户</source>
   <translation>問客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/flow_walker.py" />
   <source>客户选了「{answer}」</source>
   <translation>客戶選了「{answer}」</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/hand_over.py" />
   <source>{n} 人在线</source>
   <translation>
    <numerusform>{n} 人在線上</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>与总部的线路不通，现在问不到对方；线路恢复后再转接，或先转给本分部的组。</source>
   <translation>與總部的線路不通，現在問不到對方；線路恢復後再轉接，或先轉給本分部的組。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>会话进入这个组的队列，由组里的人接入；客户已经等的时间接着算，之前的对话他们都能看到。</source>
   <translation>對話進入這個組的佇列，由組裡的人接入；客戶已經等的時間接著算，之前的對話他們都能看到。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>先问{branch}的服务器：这个组有人在线就接过去。在那之前客户仍由您接待；两分钟没有答复，会话就留在您这里。</source>
   <translation>先問{branch}的伺服器：這個組有人在線上就接過去。在那之前客戶仍由您接待；兩分鐘沒有答覆，對話就留在您這裡。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>可以转接到的组</source>
   <translation>可以轉接到的組</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>把{name}转接给</source>
   <translation>把{name}轉接給</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>按组或分部的名称找，拼音也行</source>
   <translation>按組或分部的名稱找，拼音也行</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有人在线</source>
   <translation>沒有人在線上</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有写明分部</source>
   <translation>沒有寫明分部</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有别的组可以转接</source>
   <translation>沒有別的組可以轉接</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>没有这样的组</source>
   <translation>沒有這樣的組</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>离线时不能请别的服务器接手；连上后再转接，或先转给同一服务器的组。</source>
   <translation>離線時不能請別的伺服器接手；連上後再轉接，或先轉給同一伺服器的組。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>请对方接手</source>
   <translation>請對方接手</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>转接会话</source>
   <translation>轉接對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>这个组现在没有人在线，多半会留在您这里。</source>
   <translation>這個組現在沒有人在線上，多半會留在您這裡。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/hand_over.py" />
   <source>这个组现在没有人在线，客户要等有人上线。</source>
   <translation>這個組現在沒有人在線上，客戶要等有人上線。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>{group}已接手{name}</source>
   <translation>{group}已接手{name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>{group}没有人能接手，{name}仍由您接待</source>
   <translation>{group}沒有人能接手，{name}仍由您接待</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>{name}已转到{group}的队列</source>
   <translation>{name}已轉到{group}的佇列</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>已请{group}接手，之前{name}仍由您接待</source>
   <translation>已請{group}接手，之前{name}仍由您接待</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>收回</source>
   <translation>收回</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/handing_over.py" />
   <source>没有等到{group}的答复，{name}仍由您接待</source>
   <translation>沒有等到{group}的答覆，{name}仍由您接待</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/urgency.py" />
   <source>下次回复</source>
   <translation>下次回覆</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>待发 {n}</source>
   <translation>待傳 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <source>恢复连接后送达</source>
   <translation>恢復連線後送達</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>更多操作</source>
   <translation>更多操作</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>正在输入…</source>
   <translation>正在輸入…</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/header.py" />
   <source>首响 {time}</source>
   <translation>首次回應 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>即将超时</source>
   <translation>即將超時</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>同事的会话</source>
   <translation>同事的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <location filename="app/ui/conversations/words.py" />
   <source>待小结</source>
   <translation>待小結</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>待我回复</source>
   <translation>待我回覆</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>挂起中</source>
   <translation>擱置中</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>有待发送内容</source>
   <translation>有待傳送內容</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox.py" />
   <source>组内</source>
   <translation>組內</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>[备注草稿]</source>
   <translation>[備註草稿]</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>[草稿]</source>
   <translation>[草稿]</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 处冲突</source>
   <translation>
    <numerusform>{n} 處衝突</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 条回复等您确认</source>
   <translation>
    <numerusform>{n} 則回覆等您確認</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 条待发送</source>
   <translation>
    <numerusform>{n} 則待傳送</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{n} 条未读</source>
   <translation>
    <numerusform>{n} 則未讀</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>{title}，{n} 个会话</source>
   <translation>
    <numerusform>{title}，{n} 個對話</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>会话列表</source>
   <translation>對話清單</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>按剩余时限</source>
   <translation>依剩餘時限</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>有备注草稿</source>
   <translation>有備註草稿</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <source>有草稿</source>
   <translation>有草稿</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_list.py" />
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>还没有消息</source>
   <translation>還沒有訊息</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>会话分类</source>
   <translation>對話分類</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>同事没有进行中的会话</source>
   <translation>同事沒有進行中的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>同组同事接待的客户会列在这里</source>
   <translation>同組同事接待的客戶會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>我的会话</source>
   <translation>我的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>截至 {time}</source>
   <translation>截至 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>挂起的会话到时间或客户来信后回到进行中</source>
   <translation>擱置的對話到時間或客戶來信後回到進行中</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>按姓名、拼音或内容筛选</source>
   <translation>依姓名、拼音或內容篩選</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>有客户排队时会列在这里</source>
   <translation>有客戶排隊時會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>没有挂起的会话</source>
   <translation>沒有擱置的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>没有符合「{query}」的会话</source>
   <translation>沒有符合「{query}」的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inbox_pane.py" />
   <source>离线时看不到新的排队客户</source>
   <translation>離線時看不到新的排隊客戶</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <source>先编辑</source>
   <translation>先編輯</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>图文</source>
   <translation>圖文</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <source>文本</source>
   <translation>文字</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>没有「{query}」的知识</source>
   <translation>沒有「{query}」的知識</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>没有很吻合的，以下可能有关</source>
   <translation>沒有很吻合的，以下可能有關</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>知识搜索结果</source>
   <translation>知識搜尋結果</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/inline_search.py" />
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <source>预览</source>
   <translation>預覽</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/intake.py" />
   <source>「{title}」</source>
   <translation>「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/intake.py" />
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>图片 (*.png *.jpg *.jpeg *.gif *.webp *.bmp)</source>
   <translation>圖片 (*.png *.jpg *.jpeg *.gif *.webp *.bmp)</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>{n} 条 · {ms} ms</source>
   <translation>
    <numerusform>{n} 則 · {ms} ms</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>内部知识不能发给客户，可以预览</source>
   <translation>內部知識不能傳給客戶，可以預覽</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>发送图文</source>
   <translation>傳送圖文</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>在上面输入要找的内容</source>
   <translation>在上面輸入要找的內容</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>客户来信后，这里给出推荐</source>
   <translation>客戶來信後，這裡給出推薦</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>常用</source>
   <translation>常用</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>引导流程：{title}</source>
   <translation>引導流程：{title}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>推荐</source>
   <translation>推薦</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>插入文本</source>
   <translation>插入文字</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>插入文本 (T)</source>
   <translation>插入文字 (T)</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>搜索知识：标题、问法、拼音</source>
   <translation>搜尋知識：標題、問法、拼音</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>没有很吻合的知识</source>
   <translation>沒有很吻合的知識</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>没有输入时显示</source>
   <translation>沒有輸入時顯示</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>编辑后发送</source>
   <translation>編輯後傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/knowledge_panel.py" />
   <source>近 7 天没有发送过知识</source>
   <translation>近 7 天沒有傳送過知識</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/mentions.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>同事</source>
   <translation>同事</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>下载「{name}」</source>
   <translation>下載「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>取消下载「{name}」</source>
   <translation>取消下載「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>另存「{name}」</source>
   <translation>另存「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>已存为知识草稿：{title}</source>
   <translation>已存為知識草稿：{title}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>引用</source>
   <translation>引用</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>撤回</source>
   <translation>撤回</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>撤销发送</source>
   <translation>復原傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>改后发</source>
   <translation>修改後傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>查看这条知识</source>
   <translation>檢視這則知識</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>选择文字</source>
   <translation>選取文字</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/menus.py" />
   <source>重发</source>
   <translation>重新傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/sending.py" />
   <source>已发送给{name}</source>
   <translation>已傳送給{name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/sending.py" />
   <source>已存为待发送：{name}</source>
   <translation>已存為待傳送：{name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/staged_bar.py" />
   <source>文字来自 K-{number} v{version}</source>
   <translation>文字來自 K-{number} v{version}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/staged_bar.py" />
   <source>移除 {name}</source>
   <translation>移除 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>{title}（{keys} 放入待发）</source>
   <translation>{title}（{keys} 放入待傳）</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>建议</source>
   <translation>建議</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>建议 {number}：{title} {chance}</source>
   <translation>建議 {number}：{title} {chance}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>收起建议</source>
   <translation>收起建議</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>本机知识</source>
   <translation>本機知識</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>没有很吻合的知识，可按 Ctrl+/ 搜索</source>
   <translation>沒有很吻合的知識，可按 Ctrl+/ 搜尋</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>知识截至 {time}</source>
   <translation>知識截至 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/suggestion_strip.py" />
   <source>重新推荐</source>
   <translation>重新推薦</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>F4 打开最急的一个</source>
   <translation>F4 開啟最急的一個</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>上一处</source>
   <translation>上一處</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>下一处</source>
   <translation>下一處</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>从左边选一个会话</source>
   <translation>從左邊選一個對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>关闭查找</source>
   <translation>關閉尋找</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>分给您的会话会出现在左边</source>
   <translation>分給您的對話會出現在左邊</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>去处理</source>
   <translation>去處理</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>客户写来的话会显示在这里</source>
   <translation>客戶寫來的話會顯示在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>左边的列表读出来后，从中选一个</source>
   <translation>左邊的清單讀出來後，從中選一個</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>最新消息</source>
   <translation>最新訊息</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>有 {n} 处和总部不一致，需要您处理</source>
   <translation>
    <numerusform>有 {n} 處和總部不一致，需要您處理</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>有 {n} 条回复等您确认，还没有发给客户</source>
   <translation>
    <numerusform>有 {n} 條回覆等您確認，還沒有發給客戶</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>没有找到</source>
   <translation>沒有找到</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>离线中。回复会存为「待发送」，连上后发出；情况变了的先请您确认。</source>
   <translation>離線中。回覆會存為「待發送」，連上後發出；情況變了的先請您確認。</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/talk_pane.py" />
   <source>转为工单</source>
   <translation>轉為工單</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 与总部断开，以下内容只在本机</source>
   <translation>{time} 與總部斷開，以下內容只在本機</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 会话有变化</source>
   <translation>{time} 對話有變化</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 客户评价了 {n} 星</source>
   <translation>
    <numerusform>{time} 客戶評了 {n} 星</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>{time} 已转接</source>
   <translation>{time} 已轉接</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>仅同事可见</source>
   <translation>僅同事可見</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>内部备注 {name}</source>
   <translation>內部備註 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>发送中</source>
   <translation>傳送中</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>可撤销</source>
   <translation>可復原</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>客户 {name}</source>
   <translation>客戶 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>客户觉得有用</source>
   <translation>客戶覺得有用</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>客户觉得没用</source>
   <translation>客戶覺得沒用</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已撤回</source>
   <translation>已撤回</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已读</source>
   <translation>已讀</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>已送达</source>
   <translation>已送達</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>待发送</source>
   <translation>待傳送</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>我方 {name}</source>
   <translation>我方 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>没有发出</source>
   <translation>沒有發出</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <location filename="app/ui/outbox/lines.py" />
   <source>等您确认</source>
   <translation>等您確認</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>附件上传中</source>
   <translation>附件上傳中</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_items.py" />
   <source>附件待上传</source>
   <translation>附件待上傳</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_view.py" />
   <source>消息</source>
   <translation>訊息</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/thread_view.py" />
   <source>消息文字，可选择和复制</source>
   <translation>訊息文字，可選取和複製</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>从会话新建工单</source>
   <translation>從對話新增工單</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>优先级</source>
   <translation>優先順序</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>低</source>
   <comment>priority</comment>
   <translation>低</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>写上标题才能新建</source>
   <translation>寫上標題才能新增</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>客户、会话与分组会一起带上</source>
   <translation>客戶、對話與分組會一起帶上</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/customers/view.py" />
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/shelf.py" />
   <source>新建</source>
   <translation>新增</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>普通</source>
   <comment>priority</comment>
   <translation>普通</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <location filename="app/ui/knowledge/editor_title.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>标题</source>
   <translation>標題</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>紧急</source>
   <comment>priority</comment>
   <translation>緊急</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>要做什么</source>
   <translation>要做什麼</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/ticket_dialog.py" />
   <source>高</source>
   <comment>priority</comment>
   <translation>高</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/urgency.py" />
   <source>等 {time}</source>
   <translation>等 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>{name}：{text}</source>
   <translation>{name}：{text}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>回复已超时</source>
   <translation>回覆已超時</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>快到回复时限</source>
   <translation>快到回覆時限</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/view.py" />
   <source>没有等您回复的会话</source>
   <translation>沒有等您回覆的對話</translation>
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
   <translation>{time} {name} 接手對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 与对方的线路不通，没有等到接手，会话仍留在这里</source>
   <translation>{time} 與對方的線路不通，沒有等到接手，對話仍留在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 会话已结束</source>
   <translation>{time} 對話已結束</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 会话继续</source>
   <translation>{time} 對話繼續</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 回到排队</source>
   <translation>{time} 回到排隊</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 客户已评价</source>
   <translation>{time} 客戶已評價</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 客户改为留言</source>
   <translation>{time} 客戶改為留言</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 客户离开了排队</source>
   <translation>{time} 客戶離開了排隊</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 对方现在没有人在线，会话仍留在这里</source>
   <translation>{time} 對方現在沒有人在線上，對話仍留在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 已请 {name} 接手，对方接受前仍由原来的人接待</source>
   <translation>{time} 已請 {name} 接手，對方接受前仍由原來的人接待</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 转接已收回，会话仍留在这里</source>
   <translation>{time} 轉接已收回，對話仍留在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>{time} 转接给 {name}</source>
   <translation>{time} 轉接給 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>垃圾会话</source>
   <translation>垃圾對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>处理中</source>
   <translation>處理中</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>客户已离开</source>
   <translation>客戶已離開</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/desk.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已关闭</source>
   <translation>已關閉</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/desk.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已取消</source>
   <translation>已取消</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已合并</source>
   <translation>已合併</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/reports/view.py" />
   <source>已结束</source>
   <translation>已結束</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/conversations/wrap_up.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>已解决</source>
   <translation>已解決</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/words.py" />
   <source>排队有 {n} 位客户</source>
   <translation>
    <numerusform>排隊有 {n} 位客戶</numerusform>
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
   <translation>新增</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>普通</source>
   <comment>customer level</comment>
   <translation>普通</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/conversations/words.py" />
   <source>有 {n} 条留言等待回复</source>
   <translation>
    <numerusform>有 {n} 則留言等待回覆</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>机器人接待</source>
   <translation>機器人接待</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>电话</source>
   <translation>電話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>等待内部</source>
   <translation>等待內部</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>邮件</source>
   <translation>郵件</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <location filename="app/ui/customers/profile.py" />
   <source>银卡</source>
   <translation>銀卡</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/words.py" />
   <source>门店</source>
   <translation>門市</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>发送并结束</source>
   <translation>傳送並結束</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>发送并结束与{name}的会话</source>
   <translation>傳送並結束與{name}的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>客户最后的话还没有人回复</source>
   <translation>客戶最後的話還沒有人回覆</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>客户还没有收到任何回复</source>
   <translation>客戶還沒有收到任何回覆</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>小结</source>
   <translation>小結</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>有一条没写完的内部备注，还没有保存</source>
   <translation>有一則沒寫完的內部備註，還沒有儲存</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>未解决</source>
   <translation>未解決</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>未选择</source>
   <translation>未選擇</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>没有「{typed}」这个问题类型，请从列表里选一个，或清空</source>
   <translation>沒有「{typed}」這個問題類型，請從清單裡選一個，或清空</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>结束与{name}的会话</source>
   <translation>結束與{name}的對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>结束会话</source>
   <translation>結束對話</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>结果</source>
   <comment>solved</comment>
   <translation>結果</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>给下一位同事的话，可以不写</source>
   <translation>給下一位同事的話，可以不寫</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>输入框里还有没发出的内容，结束会话不会发出它</source>
   <translation>輸入框裡還有沒送出的內容，結束對話不會送出它</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>部分解决</source>
   <translation>部分解決</translation>
  </message>
  <message>
   <location filename="app/ui/conversations/wrap_up.py" />
   <source>问题类型</source>
   <translation>問題類型</translation>
  </message>
 </context>
</TS>
