<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>写备注</source>
   <translation>寫備註</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>写给同事看的备注，客户看不到</source>
   <translation>寫給同事看的備註，客戶看不到</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>写给客户看的进展</source>
   <translation>寫給客戶看的進展</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>发布进展</source>
   <translation>發布進展</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>添加备注</source>
   <translation>加入備註</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>谁能看到</source>
   <translation>誰能看到</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>附加文件</source>
   <translation>附加檔案</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/delegate.py" />
   <source>本机新建</source>
   <translation>本機新增</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>先打开一张工单</source>
   <translation>先開啟一張工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>工单已是「{status}」</source>
   <translation>工單已是「{status}」</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已接单</source>
   <translation>已接單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已设为等内部</source>
   <translation>已設為等內部</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已设为等客户</source>
   <translation>已設為等客戶</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已设为解决</source>
   <translation>已設為解決</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已转交</source>
   <translation>已轉交</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已重新打开</source>
   <translation>已重新開啟</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>一句话说明要解决什么</source>
   <translation>一句話說明要解決什麼</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>交接说明</source>
   <translation>交接說明</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>写上标题才能建单</source>
   <translation>寫上標題才能建單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>哪一线</source>
   <translation>哪一線</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>建单</source>
   <translation>建單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <source>所在组</source>
   <translation>所在組</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>找到的客户</source>
   <translation>找到的客戶</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>按姓名、手机或邮箱找客户，可不填</source>
   <translation>依姓名、手機或信箱找客戶，可不填</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>换一位</source>
   <translation>換一位</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>接手的人需要知道什么，客户就不用再说一遍</source>
   <translation>接手的人需要知道什麼，客戶就不用再說一遍</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>没有这样的客户</source>
   <translation>沒有這樣的客戶</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>现象、已经试过什么、客户想要的结果</source>
   <translation>現象、已經試過什麼、客戶想要的結果</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>由组里的人接</source>
   <translation>由組裡的人接</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>离线也能建单：先用临时号，连上后换成正式号</source>
   <translation>離線也能建單：先用臨時號，連上後換成正式號</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>转交 {label}</source>
   <translation>轉交 {label}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>转交工单</source>
   <translation>轉交工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>优先级：{word}</source>
   <translation>優先順序：{word}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>关闭 {time}</source>
   <translation>關閉 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>创建 {time}</source>
   <translation>建立 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>有冲突，请到同步中心处理</source>
   <translation>有衝突，請到同步中心處理</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>有改动待上传</source>
   <translation>有改動待上傳</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>来自会话</source>
   <translation>來自對話</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>没有关联客户</source>
   <translation>沒有關聯客戶</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>离线时的临时号 {number}</source>
   <translation>離線時的臨時號 {number}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>给工单加标签</source>
   <translation>給工單加標籤</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>解决 {time}</source>
   <translation>解決 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>还没有人接</source>
   <translation>還沒有人接</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>还没有附件</source>
   <translation>還沒有附件</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>问题分类</source>
   <translation>問題分類</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/files.py" />
   <source>已存到 {path}</source>
   <translation>已存到 {path}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/files.py" />
   <source>附件另存为</source>
   <translation>附件另存新檔</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>{time} 建单</source>
   <translation>{time} 建單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>两边都改了这张工单，请选一个</source>
   <translation>兩邊都改了這張工單，請選一個</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>优先级 {word}</source>
   <translation>優先順序 {word}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>剩 {clock}</source>
   <translation>剩 {clock}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>只看对客户可见</source>
   <translation>只看對客戶可見</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>工单标题</source>
   <translation>工單標題</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>已离开的同事</source>
   <translation>已離開的同事</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>已等 {span}</source>
   <translation>已等 {span}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>改描述</source>
   <translation>改描述</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>时间线</source>
   <translation>時間線</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>没有写描述</source>
   <translation>沒有寫描述</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>没有时限</source>
   <translation>沒有時限</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>用时 {span}</source>
   <translation>用時 {span}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>等客户，已暂停</source>
   <translation>等客戶，已暫停</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>编号 {label}</source>
   <translation>編號 {label}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>解决</source>
   <translation>解決</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>解决 (Ctrl+Enter)</source>
   <translation>解決 (Ctrl+Enter)</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>解决时限 {time}</source>
   <translation>解決時限 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>超时 {clock}</source>
   <translation>超時 {clock}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>转{line}</source>
   <translation>轉{line}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/tickets/shelf.py" />
   <source>{line}，{n} 张工单</source>
   <translation>
    <numerusform>{line}，{n} 張工單</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>会话里按 Ctrl+Shift+T，也能新建工单</source>
   <translation>對話裡按 Ctrl+Shift+T，也能新增工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>可以按标题、编号或客户查找</source>
   <translation>可以依標題、編號或客戶尋找</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>工单分类</source>
   <translation>工單分類</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>工单列表</source>
   <translation>工單清單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>按解决时限</source>
   <translation>依解決時限</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>新建工单 (Ctrl+N)</source>
   <translation>新增工單 (Ctrl+N)</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>标题、编号、客户</source>
   <translation>標題、編號、客戶</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有在等客户的工单</source>
   <translation>沒有在等客戶的工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有处理中的工单</source>
   <translation>沒有處理中的工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有符合「{words}」的工单</source>
   <translation>沒有符合「{words}」的工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有等您处理的工单</source>
   <translation>沒有等您處理的工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>还没有已解决的工单</source>
   <translation>還沒有已解決的工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>{time} 到达 · 已停留 {span}</source>
   <translation>{time} 到達 · 已停留 {span}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>{time} 到达 · 用时 {span}</source>
   <translation>{time} 到達 · 用時 {span}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>待接单</source>
   <translation>待接單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>未介入</source>
   <translation>未介入</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/timeline.py" />
   <source>打开附件 {name}，{size}</source>
   <translation>開啟附件 {name}，{size}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/tickets/timeline.py" />
   <source>显示更早的 {n} 条</source>
   <translation>
    <numerusform>顯示更早的 {n} 則</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>不关闭</source>
   <translation>不關閉</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>不取消</source>
   <translation>不取消</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>从左边选一张，或新建一张</source>
   <translation>從左邊選一張，或新增一張</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭后不能重新打开，时间线仍可查看。</source>
   <translation>關閉後不能重新開啟，時間線仍可查看。</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭工单</source>
   <translation>關閉工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭工单「{title}」？</source>
   <translation>關閉工單「{title}」？</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭，客户已确认</source>
   <translation>關閉，客戶已確認</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>取消后不能恢复，时间线仍可查看。</source>
   <translation>取消後不能復原，時間線仍可查看。</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>取消工单</source>
   <translation>取消工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>取消工单「{title}」?</source>
   <translation>取消工單「{title}」?</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>左边的列表读出来后，从中选一张</source>
   <translation>左邊的清單讀出來後，從中選一張</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>查找工单</source>
   <translation>尋找工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>没有打开工单</source>
   <translation>沒有開啟工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>等内部</source>
   <translation>等內部</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>转下一线</source>
   <translation>轉下一線</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>转交给组或同事</source>
   <translation>轉交給組或同事</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>一线</source>
   <translation>一線</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>三线</source>
   <translation>三線</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>专家工程师</source>
   <translation>專家工程師</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>二线</source>
   <translation>二線</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>优先级{priority}</source>
   <translation>優先順序{priority}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>修改</source>
   <comment>done</comment>
   <translation>修改</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>关闭</source>
   <comment>done</comment>
   <translation>關閉</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>其他变动</source>
   <translation>其他變動</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>删除</source>
   <comment>done</comment>
   <translation>刪除</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>取消工单</source>
   <comment>done</comment>
   <translation>取消工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>客户已确认</source>
   <translation>客戶已確認</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>并入另一张工单</source>
   <comment>done</comment>
   <translation>併入另一張工單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>建单</source>
   <comment>done</comment>
   <translation>建單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>待受理</source>
   <translation>待受理</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>总部研发与厂家</source>
   <translation>總部研發與廠商</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>恢复</source>
   <comment>done</comment>
   <translation>恢復</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>接单</source>
   <comment>done</comment>
   <translation>接單</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>时限 {clock}</source>
   <translation>時限 {clock}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>服务台</source>
   <translation>服務台</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>由{name}负责</source>
   <translation>由{name}負責</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>等内部处理</source>
   <comment>done</comment>
   <translation>等內部處理</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>等客户回复</source>
   <comment>done</comment>
   <translation>等客戶回覆</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>解决</source>
   <comment>done</comment>
   <translation>解決</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>转交</source>
   <comment>done</comment>
   <translation>轉交</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>重新打开</source>
   <comment>done</comment>
   <translation>重新開啟</translation>
  </message>
 </context>
</TS>
