<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>30 天内失效的知识会列在这里</source>
   <translation>30 天內失效的知識會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>交审</source>
   <translation>交審</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>写第一条，或从表格一次导入</source>
   <translation>寫第一則，或從表格一次匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>发布</source>
   <translation>發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>含子分类</source>
   <translation>含子分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>在本分类中搜索</source>
   <translation>在本分類中搜尋</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>在知识中搜索</source>
   <translation>在知識中搜尋</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入</source>
   <translation>匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>导入表格</source>
   <translation>匯入表格</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>导出</source>
   <translation>匯出</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>已选 {n} 条</source>
   <translation>
    <numerusform>已選 {n} 則</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>您开始写而没有发布的知识会列在这里</source>
   <translation>您開始寫而沒有發布的知識會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>换个说法，或在全部知识里找</source>
   <translation>換個說法，或在全部知識裡找</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>新建知识</source>
   <translation>新增知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>有效期</source>
   <translation>有效期</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有「{text}」的知识</source>
   <translation>沒有「{text}」的知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有快到期的知识</source>
   <translation>沒有快到期的知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有符合筛选的知识</source>
   <translation>沒有符合篩選的知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有等您的知识</source>
   <translation>沒有等您的知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有草稿</source>
   <translation>沒有草稿</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>清空搜索</source>
   <translation>清空搜尋</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>清除筛选</source>
   <translation>清除篩選</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>知识管理员发布后会出现在这里</source>
   <translation>知識管理員發布後會出現在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>等您审核的、退回给您改的会列在这里</source>
   <translation>等您審核的、退回給您改的會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>还没上传到总部的修改会列在这里</source>
   <translation>還沒上傳到總部的修改會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>这里还没有知识</source>
   <translation>這裡還沒有知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <source>适用</source>
   <translation>適用</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>都已同步</source>
   <translation>都已同步</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/card.py" />
   <source>卡片：{title}</source>
   <translation>卡片：{title}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/card.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>无标题</source>
   <translation>無標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>上移</source>
   <translation>上移</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>下移</source>
   <translation>下移</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>下面的 {n} 个子分类也会删除。</source>
   <translation>
    <numerusform>下面的 {n} 個子分類也會刪除。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>其中的 {n} 条知识会移到「{target}」，内容不变。</source>
   <translation>
    <numerusform>其中的 {n} 則知識會移到「{target}」，內容不變。</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>删除分类「{name}」？</source>
   <translation>刪除分類「{name}」？</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>名称、同义词与审核人</source>
   <translation>名稱、同義詞與審核人</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>在「{name}」下新建分类</source>
   <translation>在「{name}」下新增分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已保存「{name}」</source>
   <translation>已儲存「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已删除分类「{name}」</source>
   <translation>已刪除分類「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已建分类「{name}」</source>
   <translation>已建分類「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已改名为「{name}」</source>
   <translation>已改名為「{name}」</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>已移动 {n} 条到「{name}」</source>
   <translation>
    <numerusform>已移動 {n} 則到「{name}」</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已移动「{name}」</source>
   <translation>已移動「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>新建子分类</source>
   <translation>新增子分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>最上层</source>
   <translation>最上層</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>移动「{name}」</source>
   <translation>移動「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>移动到</source>
   <translation>移動到</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>这个分类里没有知识。</source>
   <translation>這個分類裡沒有知識。</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>重命名</source>
   <translation>重新命名</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/customer_view.py" />
   <source>会话里的卡片</source>
   <translation>對話裡的卡片</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/customer_view.py" />
   <source>点开后的页面</source>
   <translation>點開後的頁面</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/settings/view.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>、</source>
   <translation>、</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>不勾选就是没有限制：发布即生效，长期有效</source>
   <translation>不勾選就是沒有限制：發布即生效，長期有效</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>不选时由上级分类的审核人审核：{names}</source>
   <translation>不選時由上級分類的審核人審核：{names}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>不选时，有发布权限的人都可以审核；下级分类沿用</source>
   <translation>不選時，有發布權限的人都可以審核；下級分類沿用</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>写上要加的标签，或勾选要去掉的</source>
   <translation>寫上要加的標籤，或勾選要去掉的</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>加上</source>
   <translation>加上</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>加上的标签</source>
   <translation>加上的標籤</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>去掉</source>
   <translation>去掉</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>同义词</source>
   <translation>同義詞</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>名称</source>
   <translation>名稱</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>失效日期</source>
   <translation>失效日期</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/import_words.py" />
   <source>失效日期在生效日期之前</source>
   <translation>失效日期在生效日期之前</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>审核人</source>
   <translation>審核人</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>客户和同事也会这样叫它；搜索和机器人用同义词找到这个分类的知识</source>
   <translation>客戶和同事也會這樣叫它；搜尋和機器人用同義詞找到這個分類的知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>没有写到的标签保持原样</source>
   <translation>沒有寫到的標籤保持原樣</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>生效日期</source>
   <translation>生效日期</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>移到</source>
   <translation>移到</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>移动</source>
   <translation>移動</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>设置</source>
   <comment>verb</comment>
   <translation>設定</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <source>负责人</source>
   <translation>負責人</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source> · 线上仍为 v{n}，发布前客户看不到修改</source>
   <translation> · 線上仍為 v{n}，發布前客戶看不到修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>{name}也在写这条知识，对方的修改已并入</source>
   <translation>{name}也在寫這則知識，對方的修改已併入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>{time} 已自动保存到本机</source>
   <translation>{time} 已自動儲存到本機</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>丢弃修改</source>
   <translation>丟棄修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>交审「{title}」</source>
   <translation>交審「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>修改会自动保存到本机</source>
   <translation>修改會自動儲存到本機</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>写上标题才能发布</source>
   <translation>寫上標題才能發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>写上正文才能发布</source>
   <translation>寫上內文才能發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>别人的修改已并入</source>
   <translation>別人的修改已併入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>存草稿</source>
   <translation>存草稿</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/history.py" />
   <source>对比</source>
   <translation>比較</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>已交审「{title}」</source>
   <translation>已交審「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>已发布「{title}」</source>
   <translation>已發布「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>已换成 v{n} 的正文，按 {keys} 可以换回</source>
   <translation>已換成 v{n} 的內文，按 {keys} 可以換回</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>您</source>
   <translation>您</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>接着上次没有发布的修改（{who} {when}）</source>
   <translation>接著上次沒有發布的修改（{who} {when}）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>有一处别人先改了。您写的没有丢，在「同步」里和对方的并排等您选择</source>
   <translation>有一處別人先改了。您寫的沒有遺失，在「同步」裡和對方的並排等您選擇</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>没有保存：{why}</source>
   <translation>沒有儲存：{why}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>用我的覆盖并发布</source>
   <translation>用我的覆蓋並發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>离线，修改会保存到本机，联网后上传；离线时不能发布</source>
   <translation>離線，修改會儲存到本機，連線後上傳；離線時不能發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>离线，修改会保存到本机；现在也可以交审，联网后送到</source>
   <translation>離線，修改會儲存到本機；現在也可以交審，連線後送到</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>线上已更新到 v{live}，这份修改写在 v{base} 上</source>
   <translation>線上已更新到 v{live}，這份修改寫在 v{base} 上</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>编辑知识</source>
   <translation>編輯知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>这条知识已不在了</source>
   <translation>這則知識已不在了</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_blocks.py" />
   <source>写下答案。可以粘贴图片、表格，或从 Word、WPS、网页粘贴</source>
   <translation>寫下答案。可以貼上圖片、表格，或從 Word、WPS、網頁貼上</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_blocks.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>正文</source>
   <translation>內文</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_files.py" />
   <source>单个 ≤ {size}</source>
   <translation>單一 ≤ {size}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_files.py" />
   <source>添加</source>
   <translation>新增</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_files.py" />
   <location filename="app/ui/tickets/composer.py" />
   <source>移除附件 {name}</source>
   <translation>移除附件 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_files.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/settings/data_page.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>附件</source>
   <translation>附件</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_find.py" />
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>{n} 字</source>
   <translation>
    <numerusform>{n} 字</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>{n} 张图片</source>
   <translation>
    <numerusform>{n} 張圖片</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>上一处（Shift+Enter）</source>
   <translation>上一處（Shift+Enter）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>下一处（Enter）</source>
   <translation>下一處（Enter）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>全部替换</source>
   <translation>全部替換</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>区分大小写</source>
   <translation>區分大小寫</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>已替换 {n} 处</source>
   <translation>
    <numerusform>已替換 {n} 處</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>替换</source>
   <translation>替換</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>替换为</source>
   <translation>替換為</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>查找</source>
   <translation>查詢</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <location filename="app/ui/knowledge/fields.py" />
   <source>没有</source>
   <translation>沒有</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_head.py" />
   <source>新草稿</source>
   <translation>新草稿</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_head.py" />
   <location filename="app/ui/knowledge/editor_versions.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>线上 v{n}</source>
   <translation>線上 v{n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_head.py" />
   <source>草稿 v{n}</source>
   <translation>草稿 v{n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>粘贴的内容带有脚本，已经去掉，只留下文字和格式</source>
   <translation>貼上的內容帶有指令碼，已經去掉，只留下文字和格式</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>网页里的图片没有带过来，请复制图片本身再粘贴</source>
   <translation>網頁裡的圖片沒有帶過來，請複製圖片本身再貼上</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>选择图片</source>
   <translation>選擇圖片</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>选择附件</source>
   <translation>選擇附件</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/fields.py" />
   <location filename="app/ui/knowledge/places.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/tree.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>分类</source>
   <translation>分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>加一种问法，回车确认</source>
   <translation>加一種問法，Enter 鍵確認</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>失效日期已经过去，客户不会再看到它</source>
   <translation>失效日期已經過去，客戶不會再看到它</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>版本历史</source>
   <translation>版本歷史</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>相似问法</source>
   <translation>相似問法</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>相似问法 · 用于搜索与机器人，共 {n} 条</source>
   <translation>
    <numerusform>相似問法 · 用於搜尋與機器人，共 {n} 則</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>适用对象</source>
   <translation>適用對象</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_title.py" />
   <source>已有相近的知识：{names}</source>
   <translation>已有相近的知識：{names}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_title.py" />
   <source>标题，像客户会问的话</source>
   <translation>標題，像客戶會問的話</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>{rows} 行 {columns} 列</source>
   <translation>{rows} 列 {columns} 欄</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>下划线</source>
   <translation>底線</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>下面加一行</source>
   <translation>下面加一列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>其他大小</source>
   <translation>其他大小</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>减少缩进</source>
   <translation>減少縮排</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>列</source>
   <translation>欄</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>删除这一列</source>
   <translation>刪除這一欄</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>删除这一行</source>
   <translation>刪除這一列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>加粗</source>
   <translation>粗體</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>加链接</source>
   <translation>加連結</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>去掉链接</source>
   <translation>去掉連結</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>右边加一列</source>
   <translation>右邊加一欄</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>图片</source>
   <translation>圖片</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>图片说明</source>
   <translation>圖片說明</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>图片里是什么</source>
   <translation>圖片裡是什麼</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>增加缩进</source>
   <translation>增加縮排</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>大标题</source>
   <translation>大標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>客户视图</source>
   <translation>客戶畫面</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>小标题</source>
   <translation>小標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>底色</source>
   <translation>底色</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>提醒框</source>
   <translation>提醒框</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>插入</source>
   <translation>插入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>插入表格</source>
   <translation>插入表格</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>文字颜色</source>
   <translation>文字顏色</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>斜体</source>
   <translation>斜體</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>显示宽度</source>
   <translation>顯示寬度</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>显示文字</source>
   <translation>顯示文字</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>更小的标题</source>
   <translation>更小的標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>查找与替换</source>
   <translation>查詢與替換</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>棕</source>
   <translation>棕</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>灰</source>
   <translation>灰</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>看不到图片的客户会听到或读到这段说明</source>
   <translation>看不到圖片的客戶會聽到或讀到這段說明</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>紫</source>
   <translation>紫</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>紫底</source>
   <translation>紫底</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>红</source>
   <translation>紅</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>红底</source>
   <translation>紅底</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>绿</source>
   <translation>綠</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>绿底</source>
   <translation>綠底</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>编号步骤</source>
   <translation>編號步驟</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>蓝</source>
   <translation>藍</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>蓝底</source>
   <translation>藍底</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <source>行</source>
   <translation>列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>重做</source>
   <translation>重做</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>链接</source>
   <translation>連結</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>链接要以 https://、http://、mailto: 或 tel: 开头</source>
   <translation>連結要以 https://、http://、mailto: 或 tel: 開頭</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>项目符号</source>
   <translation>項目符號</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>黄底</source>
   <translation>黃底</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_versions.py" />
   <source>正在编辑</source>
   <translation>正在編輯</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_versions.py" />
   <location filename="app/ui/knowledge/history.py" />
   <source>这个版本的内容不在本机</source>
   <translation>這個版本的內容不在本機</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/fields.py" />
   <source>选择分类</source>
   <translation>選擇分類</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/history.py" />
   <source>{n} 处不同</source>
   <translation>
    <numerusform>{n} 處不同</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>两个版本并排</source>
   <translation>兩個版本並排</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>内容相同</source>
   <translation>內容相同</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>冲突留存</source>
   <translation>衝突留存</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>右边的版本</source>
   <translation>右邊的版本</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>对比 v{n} 与当前</source>
   <translation>比較 v{n} 與目前</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>对比版本</source>
   <translation>比較版本</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>左边的版本</source>
   <translation>左邊的版本</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <location filename="app/ui/tickets/stages.py" />
   <source>当前</source>
   <translation>目前</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>恢复</source>
   <translation>恢復</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>恢复 v{n} 的内容</source>
   <translation>恢復 v{n} 的內容</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>线上</source>
   <translation>線上</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>还没有历史版本，首次同步后出现</source>
   <translation>還沒有歷史版本，首次同步後出現</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>{n} 个放进现有的分类</source>
   <translation>
    <numerusform>{n} 個放進現有的分類</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_categories.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{n} 行</source>
   <translation>
    <numerusform>{n} 列</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>「{path}」改为新建</source>
   <translation>「{path}」改為新建</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>「{path}」改用「{other}」</source>
   <translation>「{path}」改用「{other}」</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>会新建 {n} 个分类</source>
   <translation>
    <numerusform>會新建 {n} 個分類</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>改为新建</source>
   <translation>改為新建</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>改用「{path}」</source>
   <translation>改用「{path}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>放进现有的「{path}」</source>
   <translation>放進現有的「{path}」</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>{n} 条之后有人改过，没有撤销：{names}</source>
   <translation>
    <numerusform>{n} 則之後有人改過，沒有復原：{names}</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>先选择文件</source>
   <translation>先選擇檔案</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>取消导入</source>
   <translation>取消匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>图片和附件在哪个文件夹</source>
   <translation>圖片和附件在哪個資料夾</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入 {n} 条</source>
   <translation>
    <numerusform>匯入 {n} 則</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入 {n} 条后取消</source>
   <translation>
    <numerusform>匯入 {n} 則後取消</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入没有完成</source>
   <translation>匯入沒有完成</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入结果</source>
   <translation>匯入結果</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>已导入 {n} 条知识</source>
   <translation>
    <numerusform>已匯入 {n} 則知識</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>已撤销「{name}」的导入</source>
   <translation>已復原「{name}」的匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>已撤销整个导入</source>
   <translation>已復原整個匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>撤销整个导入</source>
   <translation>復原整個匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>文件没有读出来</source>
   <translation>檔案沒有讀出來</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>有 {n} 行错误，改好再导入，或取消勾选</source>
   <translation>
    <numerusform>有 {n} 列錯誤，改好再匯入，或取消勾選</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>有错误就全部不导入</source>
   <translation>有錯誤就全部不匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>来自「{name}」。再次导入同一个文件不会重复</source>
   <translation>來自「{name}」。再次匯入同一個檔案不會重複</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>检查数据</source>
   <translation>檢查資料</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>模板存到哪里</source>
   <translation>範本存到哪裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>模板已存为「{name}」，填好后拖到这里</source>
   <translation>範本已存為「{name}」，填好後拖到這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>正在撤销「{name}」的导入</source>
   <translation>正在復原「{name}」的匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>正在检查「{name}」</source>
   <translation>正在檢查「{name}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>没有导入的行可以再次导入同一个文件</source>
   <translation>沒有匯入的列可以再次匯入同一個檔案</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>没有要导入的行</source>
   <translation>沒有要匯入的列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>知识和分类都和导入之前一样</source>
   <translation>知識和分類都和匯入之前一樣</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>知识导入模板</source>
   <translation>知識匯入範本</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>表格、压缩包和文档</source>
   <translation>表格、壓縮包和文件</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>跳过 {errors} 行错误，导入 {n} 条</source>
   <translation>
    <numerusform>略過 {errors} 列錯誤，匯入 {n} 則</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>选择文件</source>
   <translation>選擇檔案</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>选择要导入的表格或文档</source>
   <translation>選擇要匯入的表格或文件</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>三级</source>
   <translation>三級</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>不保留原文件</source>
   <translation>不保留原檔案</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>二级</source>
   <translation>二級</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>从光标处拆开</source>
   <translation>從游標處拆開</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>从光标所在的段落开始新的一节（Ctrl+K）</source>
   <translation>從游標所在的段落開始新的一節（Ctrl+K）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>原文件</source>
   <translation>原檔案</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>原文件附在每一条</source>
   <translation>原檔案附在每一則</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>原文件附在第一条</source>
   <translation>原檔案附在第一則</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>同上面选的分类</source>
   <translation>同上面選的分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>同名的保留现有</source>
   <translation>同名的保留現有</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>同名的换成这一节</source>
   <translation>同名的換成這一節</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>和现有知识同名时</source>
   <translation>和現有知識同名時</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>并入上一节</source>
   <translation>併入上一節</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>并入上一节（Ctrl+J）</source>
   <translation>併入上一節（Ctrl+J）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>怎样拆分</source>
   <translation>怎樣拆分</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>按一级标题</source>
   <translation>按一級標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>放进哪个分类</source>
   <translation>放進哪個分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>整篇一条</source>
   <translation>整篇一則</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>文档的各节</source>
   <translation>文件的各節</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>这一节的分类</source>
   <translation>這一節的分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>这一节的标题</source>
   <translation>這一節的標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>这一节的正文</source>
   <translation>這一節的正文</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>附件会随知识一起发给客户</source>
   <translation>附件會隨知識一起發給客戶</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>（没有标题）</source>
   <translation>（沒有標題）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>下载模板：{language}</source>
   <translation>下載範本：{language}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>可以取消；已写入的部分可以撤销</source>
   <translation>可以取消；已寫入的部分可以復原</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>导入进度</source>
   <translation>匯入進度</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>把表格或文档拖到这里</source>
   <translation>把表格或文件拖到這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>文档：DOCX、PDF、HTML、Markdown、TXT，按标题拆成多条知识</source>
   <translation>文件：DOCX、PDF、HTML、Markdown、TXT，按標題拆成多則知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>新增</source>
   <translation>新增</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>更新</source>
   <translation>更新</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>正在导入 {done} / {total}</source>
   <translation>正在匯入 {done} / {total}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>没有变化</source>
   <translation>沒有變化</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>没有导入</source>
   <translation>沒有匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>第二页写着每一列怎么填。图片放在表格旁边的 images 文件夹，附件放在 attachments 文件夹。</source>
   <translation>第二頁寫著每一欄怎麼填。圖片放在表格旁邊的 images 資料夾，附件放在 attachments 資料夾。</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>表格：XLSX、CSV，或装着表格、图片和附件的 ZIP，一行一条知识</source>
   <translation>表格：XLSX、CSV，或裝著表格、圖片和附件的 ZIP，一列一則知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>跳过的错误行</source>
   <translation>略過的錯誤列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>还没有表格？先下载模板</source>
   <translation>還沒有表格？先下載範本</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>撤销「{name}」的导入</source>
   <translation>復原「{name}」的匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>最近的导入</source>
   <translation>最近的匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>没有完成：{done} / {total} 条</source>
   <translation>沒有完成：{done} / {total} 則</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{n} 个问题</source>
   <translation>
    <numerusform>{n} 個問題</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{place} · {n} 个图片和附件</source>
   <translation>
    <numerusform>{place} · {n} 個圖片和附件</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{what}：{rest}</source>
   <translation>{what}：{rest}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>下一个问题</source>
   <translation>下一個問題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>不认识的列：{names}</source>
   <translation>不認識的欄：{names}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>全部 {n}</source>
   <translation>全部 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>共读取</source>
   <translation>共讀取</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>双击单元格可修改</source>
   <translation>按兩下儲存格可修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看警告</source>
   <translation>只看警告</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看警告 {n}</source>
   <translation>只看警告 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看错误</source>
   <translation>只看錯誤</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看错误 {n}</source>
   <translation>只看錯誤 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>可以导入</source>
   <translation>可以匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>可直接导入</source>
   <translation>可直接匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>图片与附件</source>
   <translation>圖片與附件</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>对应列</source>
   <translation>對應欄位</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>新增 {n} 条</source>
   <translation>
    <numerusform>新增 {n} 則</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>新建 {n} 个分类</source>
   <translation>
    <numerusform>新增 {n} 個分類</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>显示哪些行</source>
   <translation>顯示哪些列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>更换</source>
   <translation>更換</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>更新 {n} 条</source>
   <translation>
    <numerusform>更新 {n} 則</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有变化 {n} 条</source>
   <translation>
    <numerusform>沒有變化 {n} 則</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有用到图片和附件</source>
   <translation>沒有用到圖片和附件</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有问题，也没有变化</source>
   <translation>沒有問題，也沒有變化</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有问题，可以导入</source>
   <translation>沒有問題，可以匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>第 {n} 行 · {column}</source>
   <translation>第 {n} 列 · {column}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>第 {n} 行，{title}，{state}</source>
   <translation>第 {n} 列，{title}，{state}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>要导入的行</source>
   <translation>要匯入的列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>警告（可导入）</source>
   <translation>警告（可匯入）</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>跳过示例 {n} 行</source>
   <translation>
    <numerusform>略過範例 {n} 列</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>错误（需处理）</source>
   <translation>錯誤（需處理）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>问题</source>
   <translation>問題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>「{name}」是</source>
   <translation>「{name}」是</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>「{name}」选了不止一次</source>
   <translation>「{name}」選了不止一次</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>「标题」一定要有；正文可以由几列接成，其他的只能选一次</source>
   <translation>一定要有「標題」；內文可以由幾欄接成，其他的只能選一次</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>不导入</source>
   <translation>不匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>只改这次导入，不改文件</source>
   <translation>只改這次匯入，不改檔案</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>按这样检查</source>
   <translation>就這樣檢查</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>改好了</source>
   <translation>改好了</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>改这一格</source>
   <translation>改這一格</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>第 {n} 列</source>
   <translation>第 {n} 欄</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>表格里的每一列是什么</source>
   <translation>表格裡的每一欄是什麼</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>选出哪一列是标题</source>
   <translation>選出哪一欄是標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>K-{number} 已经用了这个标题</source>
   <translation>K-{number} 已經用了這個標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」不在表格旁边的文件夹或压缩包里</source>
   <translation>「{name}」不在表格旁邊的資料夾或壓縮檔裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」不在表格旁边，不会读取</source>
   <translation>「{name}」不在表格旁邊，不會讀取</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」不是 PNG、JPEG、GIF 或 WebP</source>
   <translation>「{name}」不是 PNG、JPEG、GIF 或 WebP</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」有 {size}，单个不超过 {limit}</source>
   <translation>「{name}」有 {size}，單一不超過 {limit}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」：{why}</source>
   <translation>「{name}」：{why}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{path}」有 {depth} 层，最多 {limit} 层</source>
   <translation>「{path}」有 {depth} 層，最多 {limit} 層</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」是 {one} 还是 {other}？请把年份写在最前面</source>
   <translation>「{text}」是 {one} 還是 {other}？請把年份寫在最前面</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」没有 {month} 月。支持 2026-12-31 或「长期」</source>
   <translation>「{text}」沒有 {month} 月。支援 2026-12-31 或「長期」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」请改为 zh-CN、zh-TW 或 en</source>
   <translation>「{text}」請改為 zh-CN、zh-TW 或 en</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」请改为 对客户 或 仅内部</source>
   <translation>「{text}」請改為 對客戶 或 僅內部</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」请改为 草稿、已发布 或 已下架</source>
   <translation>「{text}」請改為 草稿、已發布 或 已下架</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」：{month} 月只有 {last} 天</source>
   <translation>「{text}」：{month} 月只有 {last} 天</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{value}」在第 {row} 行已经有了</source>
   <translation>「{value}」在第 {row} 列已經有了</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{value}」在第 {row} 行已经用过</source>
   <translation>「{value}」在第 {row} 列已經用過</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>不是图片</source>
   <translation>不是圖片</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>会放进「未分类」</source>
   <translation>會放進「未分類」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>会新建「{path}」</source>
   <translation>會新增「{path}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>公式出错</source>
   <translation>公式出錯</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>公式没有结果</source>
   <translation>公式沒有結果</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>内容为空</source>
   <translation>內容為空</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>内容太长</source>
   <translation>內容太長</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>写上标题，像客户会问的话</source>
   <translation>寫上標題，像客戶會問的話</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>写上正文，或者删掉这一行</source>
   <translation>寫上內文，或刪掉這一列</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>分类太深</source>
   <translation>分類太深</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>原文件有 {size}，超过附件的上限 {limit}，不能附上</source>
   <translation>原檔案有 {size}，超過附件的上限 {limit}，不能附上</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>图片「{name}」不在文档里，没有导入</source>
   <translation>圖片「{name}」不在文件裡，沒有匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>图片「{name}」太大，没有导入</source>
   <translation>圖片「{name}」太大，沒有匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>图片「{name}」是 {kind} 格式，不能显示，没有导入</source>
   <translation>圖片「{name}」是 {kind} 格式，不能顯示，沒有匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>已有同名的知识</source>
   <translation>已有同名的知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>已有同名的知识 K-{number}，会另存为一条</source>
   <translation>已有同名的知識 K-{number}，會另存為一則</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件在文件夹之外</source>
   <translation>檔案在資料夾之外</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件太大</source>
   <translation>檔案太大</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件未找到</source>
   <translation>檔案未找到</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件读不出来</source>
   <translation>檔案讀不出來</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文档带有宏，没有运行，也没有导入</source>
   <translation>文件帶有宏，沒有執行，也沒有匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>新分类</source>
   <translation>新分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>无法导入</source>
   <translation>無法匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>日期无法识别</source>
   <translation>日期無法識別</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>日期有两种读法</source>
   <translation>日期有兩種讀法</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>日期颠倒</source>
   <translation>日期顛倒</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>最后 {pages} 页没有读取，文档太长</source>
   <translation>最後 {pages} 頁沒有讀取，文件太長</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>有 {length} 字，一格最多 {limit} 字，请分成几条知识</source>
   <translation>有 {length} 字，一格最多 {limit} 字，請分成幾則知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>有 {pages} 页是扫描的图片，没有文字，搜索不到里面的内容（从第 {first} 页起）</source>
   <translation>有 {pages} 頁是掃描的圖片，沒有文字，搜尋不到裡面的內容（從第 {first} 頁起）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>标题相同</source>
   <translation>標題相同</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>标题超过 {limit} 字</source>
   <translation>標題超過 {limit} 字</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>标题重复</source>
   <translation>標題重複</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>模板的示例</source>
   <translation>範本的範例</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>没有分类</source>
   <translation>沒有分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>状态无法识别</source>
   <translation>狀態無法識別</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>现在有 {length} 字，可以改成「{suggestion}」</source>
   <translation>現在有 {length} 字，可以改成「{suggestion}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>用表格软件打开并保存一次，再导入</source>
   <translation>用試算表軟體開啟並儲存一次，再匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>看不懂「{text}」。支持 2026-12-31 或「长期」</source>
   <translation>看不懂「{text}」。支援 2026-12-31 或「長期」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>编号重复</source>
   <translation>編號重複</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>缺少标题</source>
   <translation>缺少標題</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>语言无法识别</source>
   <translation>語言無法識別</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>这一格是「{text}」，在表格里改好公式，或者在这里改</source>
   <translation>這一格是「{text}」，在試算表裡改好公式，或者在這裡改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>这一行是模板自带的，会跳过，不导入</source>
   <translation>這一列是範本原有的，會略過，不匯入</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>适用对象无法识别</source>
   <translation>適用對象無法識別</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>；最接近的是「{path}」</source>
   <translation>；最接近的是「{path}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>列表没有读出来</source>
   <translation>清單沒有讀出來</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色不能发布知识</source>
   <translation>您的角色不能發布知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色不能导入知识</source>
   <translation>您的角色不能匯入知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色不能改分类</source>
   <translation>您的角色不能改分類</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色只能查看知识</source>
   <translation>您的角色只能檢視知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>离线时不能发布</source>
   <translation>離線時不能發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>这条知识没有读出来</source>
   <translation>這則知識沒有讀出來</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/places.py" />
   <location filename="app/ui/knowledge/tree.py" />
   <source>{name}，{n} 条知识</source>
   <translation>
    <numerusform>{name}，{n} 則知識</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>分类操作</source>
   <translation>分類操作</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>导入知识或点「＋」建立第一个分类</source>
   <translation>匯入知識或點「＋」建立第一個分類</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/places.py" />
   <source>本机有全部 {n} 条，离线可搜</source>
   <translation>
    <numerusform>本機有全部 {n} 則，離線可搜</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>知识管理员建立后会列在这里</source>
   <translation>知識管理員建立後會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>还没有分类</source>
   <translation>還沒有分類</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/preview.py" />
   <source>{n} 位客户评价：{good} 位说有用，{bad} 位说没用</source>
   <translation>
    <numerusform>{n} 位客戶評價：{good} 位說有用，{bad} 位說沒用</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>修改人</source>
   <translation>修改人</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/preview.py" />
   <source>共 {n} 次</source>
   <translation>
    <numerusform>共 {n} 次</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>反馈</source>
   <translation>回饋</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>反馈 {n}</source>
   <translation>回饋 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>发布即生效</source>
   <translation>發布即生效</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>同事看到的摘要，不会发给客户</source>
   <translation>同事看到的摘要，不會傳給客戶</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>在列表里选一条，这里显示客户看到的样子</source>
   <translation>在清單裡選一則，這裡顯示客戶看到的樣子</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>复制为新知识</source>
   <translation>複製為新知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>失效</source>
   <translation>失效</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>客户看到的卡片</source>
   <translation>客戶看到的卡片</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>导入编号</source>
   <translation>匯入編號</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>属性</source>
   <translation>屬性</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>当前 v{n}</source>
   <translation>目前 v{n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>打开后看到的全文</source>
   <translation>開啟後看到的全文</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>最近修改</source>
   <translation>最近修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>有用率</source>
   <translation>有用率</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>未发布的修改</source>
   <translation>未發布的修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>没有打开知识</source>
   <translation>沒有開啟知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>版本</source>
   <translation>版本</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>版本 {n}</source>
   <translation>版本 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>生效</source>
   <translation>生效</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>知识详情</source>
   <translation>知識詳情</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/preview.py" />
   <source>累计发送 {n} 次</source>
   <translation>
    <numerusform>累計傳送 {n} 次</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>编号</source>
   <translation>編號</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>编辑</source>
   <translation>編輯</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>还没有发送过</source>
   <translation>還沒有傳送過</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>还没有客户评价过这条知识</source>
   <translation>還沒有客戶評價過這則知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>长期</source>
   <translation>長期</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>首次发布</source>
   <translation>首次發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>{name} {when} 交审</source>
   <translation>{name} {when} 交審</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>{name} {when} 退回</source>
   <translation>{name} {when} 退回</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>{what}：{said}</source>
   <translation>{what}：{said}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/review.py" />
   <source>交审 {n} 条知识</source>
   <translation>
    <numerusform>交審 {n} 條知識</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>交审的修改</source>
   <translation>交審的修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>写清楚要改什么，对方会在「待我处理」里看到</source>
   <translation>寫清楚要改什麼，對方會在「待我處理」裡看到</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>分类的审核人会看到它和您的说明；批准前客户看不到。离线时也可以交，联网后送到</source>
   <translation>分類的審核人會看到它和您的說明；批准前客戶看不到。離線時也可以交，連線後送到</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>原因</source>
   <translation>原因</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/review.py" />
   <source>已交审 {n} 条</source>
   <translation>
    <numerusform>已交審 {n} 條</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>已撤回「{title}」的交审</source>
   <translation>已撤回「{title}」的交審</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>已退回「{title}」</source>
   <translation>已退回「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>批准并发布</source>
   <translation>批准並發布</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>撤回交审</source>
   <translation>撤回交審</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/review.py" />
   <source>最多 {n} 字</source>
   <translation>
    <numerusform>最多 {n} 字</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>没有未发布的修改</source>
   <translation>沒有未發布的修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>没有要审的改动</source>
   <translation>沒有要審的改動</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>看改动</source>
   <translation>看改動</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>说明（可不填）</source>
   <translation>說明（可不填）</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>这条知识没有等待审核</source>
   <translation>這條知識沒有等待審核</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>退回</source>
   <translation>退回</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>退回「{title}」</source>
   <translation>退回「{title}」</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>退回修改</source>
   <translation>退回修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/session.py" />
   <source>已丢弃修改</source>
   <translation>已丟棄修改</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/table.py" />
   <source>知识列表</source>
   <translation>知識清單</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>{n} 位客户评价过</source>
   <translation>
    <numerusform>{n} 位客戶評價過</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>发送</source>
   <comment>count</comment>
   <translation>傳送</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/tree.py" />
   <source>也叫：{words}</source>
   <translation>也叫：{words}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>{n} 条知识的有效期</source>
   <translation>
    <numerusform>{n} 則知識的有效期</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>{n} 条知识的标签</source>
   <translation>
    <numerusform>{n} 條知識的標籤</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>{title}（副本）</source>
   <translation>{title}（副本）</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>下架 {n} 条知识？</source>
   <translation>
    <numerusform>下架 {n} 則知識？</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>下架「{title}」？</source>
   <translation>下架「{title}」？</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>先选一条知识</source>
   <translation>先選一則知識</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>只有表格 (*.xlsx)</source>
   <translation>只有表格 (*.xlsx)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>在知识中查找</source>
   <translation>在知識中尋找</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>客户和机器人将看不到它。</source>
   <translation>客戶和機器人將看不到它。</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>导出 {n} 条知识</source>
   <translation>
    <numerusform>匯出 {n} 則知識</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>导出知识</source>
   <translation>匯出知識</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已下架 {n} 条</source>
   <translation>
    <numerusform>已下架 {n} 則</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已发布 {n} 条</source>
   <translation>
    <numerusform>已發布 {n} 則</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已导出 {n} 条到「{name}」</source>
   <translation>
    <numerusform>已匯出 {n} 則到「{name}」</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已改 {n} 条的标签</source>
   <translation>
    <numerusform>已改 {n} 條的標籤</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>已经交审，等审核人处理</source>
   <translation>已經交審，等審核人處理</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已设置 {n} 条的有效期</source>
   <translation>
    <numerusform>已設定 {n} 則的有效期</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>改标签</source>
   <translation>改標籤</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>查看版本</source>
   <translation>檢視版本</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>标签已经是这样</source>
   <translation>標籤已經是這樣</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>移动 {n} 条知识</source>
   <translation>
    <numerusform>移動 {n} 則知識</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>表格、图片和附件 (*.zip)</source>
   <translation>表格、圖片和附件 (*.zip)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>这些知识已经下架</source>
   <translation>這些知識已經下架</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>这些知识已经发布</source>
   <translation>這些知識已經發布</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>；{n} 个文件不在本机，没有带上</source>
   <translation>
    <numerusform>；{n} 個檔案不在本機，沒有帶上</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>30 天内到期</source>
   <translation>30 天內到期</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>{day} 到期</source>
   <translation>{day} 到期</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>{day} 过期</source>
   <translation>{day} 過期</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>仅内部</source>
   <translation>僅內部</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>全部知识</source>
   <translation>全部知識</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/words.py" />
   <source>发送 {n} 次</source>
   <translation>
    <numerusform>傳送 {n} 次</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>审核中</source>
   <translation>審核中</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/tickets/composer.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>客户可见</source>
   <translation>客戶可見</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>已下架</source>
   <translation>已下架</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>已退回</source>
   <translation>已退回</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>待我处理</source>
   <translation>待我處理</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>我的草稿</source>
   <translation>我的草稿</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>文字</source>
   <translation>文字</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>有期限</source>
   <translation>有期限</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>未编号</source>
   <translation>未編號</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>本机未同步</source>
   <translation>本機未同步</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>简体中文</source>
   <translation>簡體中文</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>繁体中文</source>
   <translation>繁體中文</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>英文</source>
   <translation>英文</translation>
  </message>
 </context>
</TS>
