<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/outbox/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>同步</source>
   <translation>同步</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>导入总部的处理结果</source>
   <translation>匯入總部的處理結果</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>导出待上传内容</source>
   <translation>匯出待上傳內容</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/carrying.py" />
   <source>已导出 {n} 项，交给总部的管理员导入</source>
   <translation>
    <numerusform>已匯出 {n} 項，交給總部的管理員匯入</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>待上传 {day}</source>
   <translation>待上傳 {day}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/carrying.py" />
   <source>总部处理了 {n} 项，需要您决定的在「要我处理」</source>
   <translation>
    <numerusform>總部處理了 {n} 項，需要您決定的在「要我處理」</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>这个文件里没有新的处理结果</source>
   <translation>這個檔案裡沒有新的處理結果</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>{n} 条内容</source>
   <translation>
    <numerusform>{n} 則內容</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>{n} 项要处理</source>
   <translation>
    <numerusform>{n} 項要處理</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>与总部一致</source>
   <translation>與總部一致</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>全部已同步</source>
   <translation>全部已同步</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>内容都在本机，连上后自动上传</source>
   <translation>內容都在本機，連上後自動上傳</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同事与客服组</source>
   <translation>同事與客服組</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同步中心</source>
   <translation>同步中心</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同步停下了</source>
   <translation>同步停下了</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同步进度</source>
   <translation>同步進度</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>和总部核对一遍</source>
   <translation>和總部核對一遍</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>导入总部的处理结果…</source>
   <translation>匯入總部的處理結果…</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>导出待上传内容…</source>
   <translation>匯出待上傳內容…</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>待上传 {n} 项</source>
   <translation>
    <numerusform>待上傳 {n} 項</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>打开本机数据文件夹</source>
   <translation>開啟本機資料的資料夾</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>本机时钟快了 {span}，请校准</source>
   <translation>本機時鐘快了 {span}，請校準</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>本机时钟慢了 {span}，请校准</source>
   <translation>本機時鐘慢了 {span}，請校準</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>核对于 {time}</source>
   <translation>核對於 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>正在和总部核对…</source>
   <translation>正在和總部核對…</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>没有网络的地方：存成一个签了名的文件，用 U 盘交给总部</source>
   <translation>沒有網路的地方：存成一個簽了名的檔案，用 U 盤交給總部</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>补正 {n} 条</source>
   <translation>
    <numerusform>補正 {n} 筆</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>还没有和总部核对过</source>
   <translation>還沒有和總部核對過</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>逐条比对本机和总部的内容，不一致的重新取一份；平时每周自动核对一次</source>
   <translation>逐筆比對本機和總部的內容，不一致的重新取一份；平時每週自動核對一次</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>附件 {n} 个</source>
   <translation>
    <numerusform>附件 {n} 個</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>上一处冲突</source>
   <translation>上一處衝突</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>下一处冲突</source>
   <translation>下一處衝突</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>两边的内容都留在历史里，不会丢</source>
   <translation>兩邊的內容都留在歷史裡，不會丟</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>共同起点</source>
   <translation>共同起點</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>冲突 {i} / {n}</source>
   <translation>衝突 {i} / {n}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>可直接编辑</source>
   <translation>可直接編輯</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>改成</source>
   <translation>改成</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>用总部的</source>
   <translation>用總部的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>用本机的</source>
   <translation>用本機的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>都保留</source>
   <translation>都保留</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>采用改好的</source>
   <translation>採用改好的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/lines.py" />
   <source>由{name}改过</source>
   <translation>由{name}改過</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>{field}：{value}</source>
   <translation>{field}：{value}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>内容留在这里，直到您放弃它</source>
   <translation>內容留在這裡，直到您放棄它</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>原因代码 {code}</source>
   <translation>原因代碼 {code}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>在现有内容上重试</source>
   <translation>在現有內容上重試</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>复制文字</source>
   <translation>複製文字</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>总部现在的</source>
   <translation>總部現在的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <location filename="app/ui/outbox/stale.py" />
   <location filename="app/ui/outbox/view.py" />
   <source>放弃</source>
   <translation>放棄</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>没有被接受的内容</source>
   <translation>沒有被接受的內容</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>这一项已不在，可以复制文字后另存</source>
   <translation>這一項已不在，可以複製文字後另存</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/stale.py" />
   <source>{n} 条新消息</source>
   <translation>
    <numerusform>{n} 條新訊息</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>{span}前写的</source>
   <translation>{span}前寫的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>之后发生的</source>
   <translation>之後發生的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>会话已不在本机，可以复制文字</source>
   <translation>對話已不在本機，可以複製文字</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>全部照原样发出 {n}</source>
   <translation>全部照原樣發出 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>客户没有再写来消息</source>
   <translation>客戶沒有再寫來訊息</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>您写的</source>
   <translation>您寫的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>打开会话</source>
   <translation>開啟對話</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>改后再发</source>
   <translation>改後再發</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>文件「{name}」</source>
   <translation>檔案「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>没有您的确认，这条不会发给客户</source>
   <translation>沒有您的確認，這條不會發給客戶</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>照原样发出</source>
   <translation>照原樣發出</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>知识卡片「{title}」</source>
   <translation>知識卡片「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>全部发出</source>
   <translation>全部發出</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>客户会马上看到。没有看过的，先逐条看看之后发生了什么。</source>
   <translation>客戶會馬上看到。沒有看過的，先逐條看看之後發生了什麼。</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>已交给总部发出</source>
   <translation>已交給總部發出</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>已存为待发送</source>
   <translation>已存為待發送</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>已放弃，没有发给客户</source>
   <translation>已放棄，沒有發給客戶</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>把 {n} 条回复都照原样发出?</source>
   <translation>
    <numerusform>把 {n} 條回覆都照原樣發出?</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>逐条看</source>
   <translation>逐條看</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/undo.py" />
   <source>已撤销：{action}</source>
   <translation>已復原：{action}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/undo.py" />
   <source>撤销上一步</source>
   <translation>復原上一步</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/undo.py" />
   <source>正在撤销：{action}</source>
   <translation>正在復原：{action}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>上一处要处理</source>
   <translation>上一處要處理</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>下一处要处理</source>
   <translation>下一處要處理</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>两边都保留了</source>
   <translation>兩邊都保留了</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>仍然结束</source>
   <translation>仍然結束</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>先去看看</source>
   <translation>先去看看</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>冲突和被拒绝的内容会列在这里</source>
   <translation>衝突和被拒絕的內容會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>同步中心没有读出来</source>
   <translation>同步中心沒有讀出來</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>同步中心的分类</source>
   <translation>同步中心的分類</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>同步项</source>
   <translation>同步項</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>在本机做的每一步都列在这里，按先后上传</source>
   <translation>在本機做的每一步都列在這裡，依先後上傳</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>客户之后又写来消息，仍要结束会话？</source>
   <translation>客戶之後又傳來訊息，仍要結束對話？</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已复制文字</source>
   <translation>已複製文字</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已用总部的内容</source>
   <translation>已用總部的內容</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已用本机的内容</source>
   <translation>已用本機的內容</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已采用改好的内容</source>
   <translation>已採用改好的內容</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已重新提交</source>
   <translation>已重新提交</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>放弃「{name}」?</source>
   <translation>放棄「{name}」?</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>放弃后不再列出。离开同步中心之前可以撤销。</source>
   <translation>放棄後不再列出。離開同步中心之前可以復原。</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>最后一条：「{text}」</source>
   <translation>最後一則：「{text}」</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>本机和总部一致</source>
   <translation>本機和總部一致</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>本部的服务器都收下了；总部没有接受它，请联系管理员</source>
   <translation>本部的伺服器都收下了；總部沒有接受它，請聯絡管理員</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>本部的服务器都收下了；总部线路中断，恢复后自动送到总部</source>
   <translation>本部的伺服器都收下了；總部線路中斷，恢復後自動送到總部</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>没有待上传的</source>
   <translation>沒有待上傳的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>没有要您处理的</source>
   <translation>沒有要您處理的</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>留着</source>
   <translation>留著</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>离线时做的事会先列在这里，连上后自动上传</source>
   <translation>離線時做的事會先列在這裡，連上後自動上傳</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>立即重试</source>
   <translation>立即重試</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>要我处理</source>
   <translation>要我處理</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>要我处理 {n}</source>
   <translation>要我處理 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>{name} · {field}两边都改了</source>
   <translation>{name} · {field}兩邊都改了</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>{name} · 您删除后有人改了它，已恢复</source>
   <translation>{name} · 您刪除後有人改了它，已復原</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>上传中</source>
   <translation>上傳中</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>上级分类</source>
   <translation>上級分類</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>中</source>
   <translation>中</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>主题</source>
   <translation>主題</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>交审后又有改动</source>
   <translation>交審後又有改動</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话</source>
   <comment>one</comment>
   <translation>對話</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话已由{name}接手</source>
   <translation>對話已由{name}接手</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话已由同事接手</source>
   <translation>對話已由同事接手</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话已经结束</source>
   <translation>對話已經結束</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>低</source>
   <translation>低</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>保留</source>
   <translation>保留</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>做过的动作</source>
   <translation>做過的動作</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>其他内容</source>
   <translation>其他內容</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>内容太大，总部收不下</source>
   <translation>內容太大，總部收不下</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>写下以后隔得太久</source>
   <translation>寫下以後隔得太久</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>冲突的处理</source>
   <comment>one</comment>
   <translation>衝突的處理</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>分部</source>
   <comment>one</comment>
   <translation>分部</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>前一条回复当时没有发出，这一步也就没有做</source>
   <translation>前一則回覆當時沒有送出，這一步也就沒有做</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>前一条您已处理，轮到这一条</source>
   <translation>前一則您已處理，輪到這一則</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>发出后{action}</source>
   <translation>發出後{action}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>只能以自己的名义提交</source>
   <translation>只能以自己的名義提交</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>可见范围</source>
   <translation>可見範圍</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>合并客户</source>
   <translation>合併客戶</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同一会话里前一条回复还在等您确认</source>
   <translation>同一對話裡前一條回覆還在等您確認</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同一步里的另一项没被接受</source>
   <translation>同一步裡的另一項沒被接受</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同事已经答复过</source>
   <translation>同事已經答覆過</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同时接待数已满</source>
   <translation>同時接待數已滿</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/words.py" />
   <source>含 {n} 个文件</source>
   <translation>
    <numerusform>含 {n} 個檔案</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>回复</source>
   <translation>回覆</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>处理结果</source>
   <translation>處理結果</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客户之后又写来消息</source>
   <translation>客戶之後又寫來訊息</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客户账号</source>
   <comment>one</comment>
   <translation>客戶帳號</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客户资料</source>
   <comment>one</comment>
   <translation>客戶資料</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客服组</source>
   <comment>one</comment>
   <translation>客服組</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>工单</source>
   <comment>one</comment>
   <translation>工單</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>工单备注</source>
   <comment>one</comment>
   <translation>工單備註</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>已收下，等确认</source>
   <translation>已收下，等確認</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>已经有人处理过</source>
   <translation>已經有人處理過</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>已读位置</source>
   <comment>one</comment>
   <translation>已讀位置</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引导流程</source>
   <comment>one</comment>
   <translation>引導流程</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引用的知识已下架</source>
   <translation>引用的知識已下架</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引用的知识已过有效期</source>
   <translation>引用的知識已過有效期</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引用的知识有了新版本</source>
   <translation>引用的知識有了新版本</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部处理时出了差错，可以再试一次</source>
   <translation>總部處理時發生錯誤，可以再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部已经有同一项</source>
   <translation>總部已經有同一項</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部的版本还不认识这类内容，请联系管理员升级</source>
   <translation>總部的版本還不認識這類內容，請聯絡管理員升級</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部读不懂这一步的内容，没有收下</source>
   <translation>總部讀不懂這一步的內容，沒有收下</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>您的角色不能做这一步</source>
   <translation>您的角色不能做這一步</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>拆开客户</source>
   <translation>拆開客戶</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>挂起到</source>
   <translation>暫停到</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>接单</source>
   <translation>接單</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>描述</source>
   <translation>描述</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>撤回发布</source>
   <translation>取消發布</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>改 {fields}</source>
   <translation>改 {fields}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>改状态</source>
   <translation>改狀態</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>放回队列</source>
   <translation>放回佇列</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/words.py" />
   <source>文字 {n} 字</source>
   <translation>
    <numerusform>文字 {n} 字</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>新{thing}</source>
   <translation>新{thing}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>有一项内容不合要求</source>
   <translation>有一項內容不合要求</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>标为骚扰</source>
   <translation>標為騷擾</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>步骤</source>
   <translation>步驟</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>流程记录</source>
   <comment>one</comment>
   <translation>流程記錄</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>消息</source>
   <comment>one</comment>
   <translation>訊息</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>生效时间</source>
   <translation>生效時間</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>知识</source>
   <comment>one</comment>
   <translation>知識</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>知识分类</source>
   <comment>one</comment>
   <translation>知識分類</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>知识草稿</source>
   <comment>one</comment>
   <translation>知識草稿</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>第一步</source>
   <translation>第一步</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/words.py" />
   <source>等 {n} 项</source>
   <translation>
    <numerusform>等 {n} 項</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>等待连接</source>
   <translation>等待連線</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>紧急</source>
   <translation>緊急</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>继续处理</source>
   <translation>繼續處理</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>解决时限</source>
   <translation>解決時限</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>设为等内部</source>
   <translation>設為等內部</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>设为等客户</source>
   <translation>設為等客戶</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>设为解决</source>
   <translation>設為解決</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>请别的服务器接手</source>
   <translation>請別的伺服器接手</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>转交</source>
   <translation>轉交</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这一项在总部已被删除</source>
   <translation>這一項在總部已被刪除</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这一项已不归您所在的组</source>
   <translation>這一項已不歸您所在的組</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这个分类由指定的审核人发布</source>
   <translation>這個分類由指定的審核人發布</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这个渠道现在不再接收我们的消息，可以改打电话</source>
   <translation>這個渠道現在不再接收我們的訊息，可以改打電話</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这类内容只能由总部新建</source>
   <translation>這類內容只能由總部新增</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>进入收尾</source>
   <translation>進入收尾</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>采集的信息</source>
   <translation>採集的訊息</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>附件在本机读不到了</source>
   <translation>附件在本機讀不到了</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>附件来自您已看不到的内容，请重新添加文件</source>
   <translation>附件來自您已看不到的內容，請重新加入檔案</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>顺序</source>
   <translation>順序</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>高</source>
   <translation>高</translation>
  </message>
 </context>
</TS>
