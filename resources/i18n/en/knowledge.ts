<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>30 天内失效的知识会列在这里</source>
   <translation>Articles that end within 30 days appear here</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>交审</source>
   <translation>Hand in</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>写第一条，或从表格一次导入</source>
   <translation>Write the first one, or import a table</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>发布</source>
   <translation>Publish</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>含子分类</source>
   <translation>Include subcategories</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>在本分类中搜索</source>
   <translation>Search this category</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>在知识中搜索</source>
   <translation>Search articles</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入</source>
   <translation>Import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>导入表格</source>
   <translation>Import a table</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>导出</source>
   <translation>Export</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>已选 {n} 条</source>
   <translation>
    <numerusform>{n} selected</numerusform>
    <numerusform>{n} selected</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>您开始写而没有发布的知识会列在这里</source>
   <translation>Articles you began and did not publish appear here</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>换个说法，或在全部知识里找</source>
   <translation>Try other words, or search all articles</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>新建知识</source>
   <translation>New article</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>有效期</source>
   <translation>Validity</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有「{text}」的知识</source>
   <translation>No article on “{text}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有快到期的知识</source>
   <translation>Nothing expires soon</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有符合筛选的知识</source>
   <translation>No article matches the filters</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有等您的知识</source>
   <translation>Nothing waits for you</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>没有草稿</source>
   <translation>No drafts</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>清空搜索</source>
   <translation>Clear search</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>清除筛选</source>
   <translation>Clear filters</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>知识管理员发布后会出现在这里</source>
   <translation>They appear here once a knowledge admin publishes them</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>等您审核的、退回给您改的会列在这里</source>
   <translation>What you are to review, and what was sent back to you, is listed here</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>还没上传到总部的修改会列在这里</source>
   <translation>Changes not yet uploaded to HQ appear here</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>这里还没有知识</source>
   <translation>No articles here yet</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <source>适用</source>
   <translation>Audience</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/articles_pane.py" />
   <source>都已同步</source>
   <translation>Everything is synced</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/card.py" />
   <source>卡片：{title}</source>
   <translation>Card: {title}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/card.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>无标题</source>
   <translation>Untitled</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>上移</source>
   <translation>Move up</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>下移</source>
   <translation>Move down</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>下面的 {n} 个子分类也会删除。</source>
   <translation>
    <numerusform> {n} subcategory is deleted, too.</numerusform>
    <numerusform> {n} subcategories are deleted, too.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>其中的 {n} 条知识会移到「{target}」，内容不变。</source>
   <translation>
    <numerusform>Its {n} article moves to “{target}”, unchanged.</numerusform>
    <numerusform>Its {n} articles move to “{target}”, unchanged.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>删除分类「{name}」？</source>
   <translation>Delete the category “{name}”?</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>名称、同义词与审核人</source>
   <translation>Name, synonyms and reviewers</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>在「{name}」下新建分类</source>
   <translation>New category in “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已保存「{name}」</source>
   <translation>Saved “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已删除分类「{name}」</source>
   <translation>Deleted the category “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已建分类「{name}」</source>
   <translation>Added the category “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已改名为「{name}」</source>
   <translation>Renamed to “{name}”</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/category_actions.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>已移动 {n} 条到「{name}」</source>
   <translation>
    <numerusform>Moved {n} article to “{name}”</numerusform>
    <numerusform>Moved {n} articles to “{name}”</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>已移动「{name}」</source>
   <translation>Moved “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>新建子分类</source>
   <translation>New subcategory</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>最上层</source>
   <translation>Top level</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>移动「{name}」</source>
   <translation>Move “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>移动到</source>
   <translation>Move to</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>这个分类里没有知识。</source>
   <translation>This category has no articles.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/category_actions.py" />
   <source>重命名</source>
   <translation>Rename</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/customer_view.py" />
   <source>会话里的卡片</source>
   <translation>The card in the chat</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/customer_view.py" />
   <source>点开后的页面</source>
   <translation>The page behind it</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/settings/view.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>、</source>
   <translation>, </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>不勾选就是没有限制：发布即生效，长期有效</source>
   <translation>Unchecked means no limit: valid once published, and always</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>不选时由上级分类的审核人审核：{names}</source>
   <translation>With none, the reviewers of the category above do: {names}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>不选时，有发布权限的人都可以审核；下级分类沿用</source>
   <translation>With none, everybody who may publish reviews; the categories below do the same</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>写上要加的标签，或勾选要去掉的</source>
   <translation>Write tags to add, or tick those to remove</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>加上</source>
   <translation>Add</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>加上的标签</source>
   <translation>Tags to add</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>去掉</source>
   <translation>Remove</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>同义词</source>
   <translation>Synonyms</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>名称</source>
   <translation>Name</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>失效日期</source>
   <translation>Valid until</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/import_words.py" />
   <source>失效日期在生效日期之前</source>
   <translation>It ends before it begins</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>审核人</source>
   <translation>Reviewers</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>客户和同事也会这样叫它；搜索和机器人用同义词找到这个分类的知识</source>
   <translation>Other words for it; search and the bot find this category’s articles by them</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>没有写到的标签保持原样</source>
   <translation>Tags that are not named stay as they are</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>生效日期</source>
   <translation>Valid from</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>移到</source>
   <translation>Move to</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>移动</source>
   <translation>Move</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <source>设置</source>
   <comment>verb</comment>
   <translation>Set</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/dialogs.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <source>负责人</source>
   <translation>Assignee</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source> · 线上仍为 v{n}，发布前客户看不到修改</source>
   <translation> · Live: v{n}. Customers see no change until you publish.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>{name}也在写这条知识，对方的修改已并入</source>
   <translation>{name} is writing this article too; those changes were merged in</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>{time} 已自动保存到本机</source>
   <translation>Saved on this device at {time}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>丢弃修改</source>
   <translation>Discard changes</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>交审「{title}」</source>
   <translation>Hand in “{title}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>修改会自动保存到本机</source>
   <translation>Changes are saved on this device as you type</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>写上标题才能发布</source>
   <translation>A title is needed to publish</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>写上正文才能发布</source>
   <translation>A body is needed to publish</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>别人的修改已并入</source>
   <translation>Someone else’s changes were merged in</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>存草稿</source>
   <translation>Save draft</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/history.py" />
   <source>对比</source>
   <translation>Compare</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>已交审「{title}」</source>
   <translation>“{title}” was handed in</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>已发布「{title}」</source>
   <translation>Published “{title}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>已换成 v{n} 的正文，按 {keys} 可以换回</source>
   <translation>Now the body of v{n}; {keys} brings yours back</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>您</source>
   <translation>you</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>接着上次没有发布的修改（{who} {when}）</source>
   <translation>Unpublished changes restored ({who}, {when})</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>有一处别人先改了。您写的没有丢，在「同步」里和对方的并排等您选择</source>
   <translation>Somebody changed one place first. Your words are not lost: they wait in Sync beside theirs for you to choose</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>没有保存：{why}</source>
   <translation>Not saved: {why}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>用我的覆盖并发布</source>
   <translation>Publish mine instead</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>离线，修改会保存到本机，联网后上传；离线时不能发布</source>
   <translation>Offline: changes are kept here and uploaded later. You can’t publish now.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>离线，修改会保存到本机；现在也可以交审，联网后送到</source>
   <translation>Offline: changes are saved on this computer; you can hand in now, it is sent once you are online</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>线上已更新到 v{live}，这份修改写在 v{base} 上</source>
   <translation>v{live} was published since; these changes were made to v{base}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>编辑知识</source>
   <translation>Edit article</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor.py" />
   <source>这条知识已不在了</source>
   <translation>This article is gone</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_blocks.py" />
   <source>写下答案。可以粘贴图片、表格，或从 Word、WPS、网页粘贴</source>
   <translation>Write the answer. Paste pictures, tables, or from Word, WPS and web pages.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_blocks.py" />
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>正文</source>
   <translation>Body</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_files.py" />
   <source>单个 ≤ {size}</source>
   <translation>≤ {size} each</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_files.py" />
   <source>添加</source>
   <translation>Add</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_files.py" />
   <location filename="app/ui/tickets/composer.py" />
   <source>移除附件 {name}</source>
   <translation>Remove attachment {name}</translation>
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
   <translation>Attachments</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_find.py" />
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>{n} 字</source>
   <translation>
    <numerusform>{n} character</numerusform>
    <numerusform>{n} characters</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>{n} 张图片</source>
   <translation>
    <numerusform>{n} picture</numerusform>
    <numerusform>{n} pictures</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>上一处（Shift+Enter）</source>
   <translation>Previous (Shift+Enter)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>下一处（Enter）</source>
   <translation>Next (Enter)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>全部替换</source>
   <translation>Replace all</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>区分大小写</source>
   <translation>Match case</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>已替换 {n} 处</source>
   <translation>
    <numerusform>{n} place replaced</numerusform>
    <numerusform>{n} places replaced</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>替换</source>
   <translation>Replace</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>替换为</source>
   <translation>Replace with</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <source>查找</source>
   <translation>Find</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_find.py" />
   <location filename="app/ui/knowledge/fields.py" />
   <source>没有</source>
   <translation>None</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_head.py" />
   <source>新草稿</source>
   <translation>New draft</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_head.py" />
   <location filename="app/ui/knowledge/editor_versions.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>线上 v{n}</source>
   <translation>Live v{n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_head.py" />
   <source>草稿 v{n}</source>
   <translation>Draft v{n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>粘贴的内容带有脚本，已经去掉，只留下文字和格式</source>
   <translation>What you pasted held scripts. They are gone; text and formatting stay.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>网页里的图片没有带过来，请复制图片本身再粘贴</source>
   <translation>Pictures of the web page did not come along. Copy each picture and paste it.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>选择图片</source>
   <translation>Choose pictures</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_intake.py" />
   <source>选择附件</source>
   <translation>Choose attachments</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/fields.py" />
   <location filename="app/ui/knowledge/places.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/tree.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>分类</source>
   <translation>Category</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>加一种问法，回车确认</source>
   <translation>Add a phrasing, then Enter</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>失效日期已经过去，客户不会再看到它</source>
   <translation>This date has passed: customers no longer see it</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>版本历史</source>
   <translation>Versions</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>相似问法</source>
   <translation>Similar questions</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>相似问法 · 用于搜索与机器人，共 {n} 条</source>
   <translation>
    <numerusform>Similar questions · for search and bot · {n}</numerusform>
    <numerusform>Similar questions · for search and bot · {n}</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_side.py" />
   <source>适用对象</source>
   <translation>Audience</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_title.py" />
   <source>已有相近的知识：{names}</source>
   <translation>Similar articles exist: {names}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_title.py" />
   <source>标题，像客户会问的话</source>
   <translation>Title, as a customer would ask</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>{rows} 行 {columns} 列</source>
   <translation>{rows} × {columns}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>下划线</source>
   <translation>Underline</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>下面加一行</source>
   <translation>Add row below</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>其他大小</source>
   <translation>Other size</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>减少缩进</source>
   <translation>Outdent</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>列</source>
   <translation>Columns</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>删除这一列</source>
   <translation>Delete column</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>删除这一行</source>
   <translation>Delete row</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>加粗</source>
   <translation>Bold</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>加链接</source>
   <translation>Add link</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>去掉链接</source>
   <translation>Remove link</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>右边加一列</source>
   <translation>Add column right</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>图片</source>
   <translation>Picture</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>图片说明</source>
   <translation>Picture description</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>图片里是什么</source>
   <translation>What it shows</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>增加缩进</source>
   <translation>Indent</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>大标题</source>
   <translation>Large heading</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>客户视图</source>
   <translation>Customer view</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>小标题</source>
   <translation>Heading</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>底色</source>
   <translation>Highlight</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>提醒框</source>
   <translation>Call-out</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>插入</source>
   <translation>Insert</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>插入表格</source>
   <translation>Insert table</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>文字颜色</source>
   <translation>Text color</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>斜体</source>
   <translation>Italic</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>显示宽度</source>
   <translation>Width</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>显示文字</source>
   <translation>Text</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>更小的标题</source>
   <translation>Small heading</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>查找与替换</source>
   <translation>Find and replace</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>棕</source>
   <translation>Brown</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>灰</source>
   <translation>Grey</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>看不到图片的客户会听到或读到这段说明</source>
   <translation>Customers who can’t see the picture hear or read this</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>紫</source>
   <translation>Violet</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>紫底</source>
   <translation>Violet</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>红</source>
   <translation>Red</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>红底</source>
   <translation>Red</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>绿</source>
   <translation>Green</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>绿底</source>
   <translation>Green</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>编号步骤</source>
   <translation>Numbered steps</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>蓝</source>
   <translation>Blue</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>蓝底</source>
   <translation>Blue</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <source>行</source>
   <translation>Row</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>重做</source>
   <translation>Redo</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>链接</source>
   <translation>Link</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>链接要以 https://、http://、mailto: 或 tel: 开头</source>
   <translation>A link starts with https://, http://, mailto: or tel:</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>项目符号</source>
   <translation>Bullets</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_toolbar.py" />
   <source>黄底</source>
   <translation>Yellow</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_versions.py" />
   <source>正在编辑</source>
   <translation>Being edited</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/editor_versions.py" />
   <location filename="app/ui/knowledge/history.py" />
   <source>这个版本的内容不在本机</source>
   <translation>This version is not on this device</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/fields.py" />
   <source>选择分类</source>
   <translation>Choose a category</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/history.py" />
   <source>{n} 处不同</source>
   <translation>
    <numerusform>{n} difference</numerusform>
    <numerusform>{n} differences</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>两个版本并排</source>
   <translation>Two versions side by side</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>内容相同</source>
   <translation>The texts are the same</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>冲突留存</source>
   <translation>Conflict kept</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>右边的版本</source>
   <translation>Right version</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>对比 v{n} 与当前</source>
   <translation>Compare v{n} with the present one</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>对比版本</source>
   <translation>Compare versions</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>左边的版本</source>
   <translation>Left version</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <location filename="app/ui/tickets/stages.py" />
   <source>当前</source>
   <translation>Now</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>恢复</source>
   <translation>Restore</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>恢复 v{n} 的内容</source>
   <translation>Restore the text of v{n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>线上</source>
   <translation>Live</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/history.py" />
   <source>还没有历史版本，首次同步后出现</source>
   <translation>No versions yet; they come with the first sync</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>{n} 个放进现有的分类</source>
   <translation>
    <numerusform>{n} goes to an existing one</numerusform>
    <numerusform>{n} go to existing ones</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_categories.py" />
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{n} 行</source>
   <translation>
    <numerusform>{n} row</numerusform>
    <numerusform>{n} rows</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>「{path}」改为新建</source>
   <translation>Create “{path}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>「{path}」改用「{other}」</source>
   <translation>For “{path}”, use “{other}” instead</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>会新建 {n} 个分类</source>
   <translation>
    <numerusform>{n} category will be created</numerusform>
    <numerusform>{n} categories will be created</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>改为新建</source>
   <translation>Create it</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>改用「{path}」</source>
   <translation>Use “{path}” instead</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_categories.py" />
   <source>放进现有的「{path}」</source>
   <translation>Into “{path}”</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>{n} 条之后有人改过，没有撤销：{names}</source>
   <translation>
    <numerusform>{n} article was changed since and stays: {names}</numerusform>
    <numerusform>{n} articles were changed since and stay: {names}</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>先选择文件</source>
   <translation>Choose a file first</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>取消导入</source>
   <translation>Cancel import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>图片和附件在哪个文件夹</source>
   <translation>Folder of pictures and attachments</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入 {n} 条</source>
   <translation>
    <numerusform>Import {n} article</numerusform>
    <numerusform>Import {n} articles</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入 {n} 条后取消</source>
   <translation>
    <numerusform>Cancelled after {n} article</numerusform>
    <numerusform>Cancelled after {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入没有完成</source>
   <translation>The import was not completed</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>导入结果</source>
   <translation>Result</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>已导入 {n} 条知识</source>
   <translation>
    <numerusform>Imported {n} article</numerusform>
    <numerusform>Imported {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>已撤销「{name}」的导入</source>
   <translation>The import of “{name}” is undone</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>已撤销整个导入</source>
   <translation>The whole import is undone</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>撤销整个导入</source>
   <translation>Undo the whole import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>文件没有读出来</source>
   <translation>The file could not be read</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>有 {n} 行错误，改好再导入，或取消勾选</source>
   <translation>
    <numerusform>{n} row is wrong: repair it, or clear the box</numerusform>
    <numerusform>{n} rows are wrong: repair them, or clear the box</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>有错误就全部不导入</source>
   <translation>Import nothing if any row is wrong</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>来自「{name}」。再次导入同一个文件不会重复</source>
   <translation>From “{name}”. Importing the file again makes no duplicates.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>检查数据</source>
   <translation>Check</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>模板存到哪里</source>
   <translation>Save the template</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>模板已存为「{name}」，填好后拖到这里</source>
   <translation>Template saved as “{name}”. Fill it in and drop it here.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>正在撤销「{name}」的导入</source>
   <translation>Undoing the import of “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>正在检查「{name}」</source>
   <translation>Checking “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>没有导入的行可以再次导入同一个文件</source>
   <translation>Import the same file again for the rows that are missing</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>没有要导入的行</source>
   <translation>Nothing to import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>知识和分类都和导入之前一样</source>
   <translation>Articles and categories are as before</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>知识导入模板</source>
   <translation>Knowledge template</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>表格、压缩包和文档</source>
   <translation>Tables, archives and documents</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>跳过 {errors} 行错误，导入 {n} 条</source>
   <translation>
    <numerusform>Import {n} article, skip {errors} with errors</numerusform>
    <numerusform>Import {n} articles, skip {errors} with errors</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>选择文件</source>
   <translation>Choose file</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_dialog.py" />
   <source>选择要导入的表格或文档</source>
   <translation>Choose tables or documents to import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>三级</source>
   <translation>3</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>不保留原文件</source>
   <translation>Do not keep the original</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>二级</source>
   <translation>2</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>从光标处拆开</source>
   <translation>Split at the cursor</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>从光标所在的段落开始新的一节（Ctrl+K）</source>
   <translation>Begin a new section at the paragraph with the cursor (Ctrl+K)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>原文件</source>
   <translation>Original file</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>原文件附在每一条</source>
   <translation>Attach original to each</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>原文件附在第一条</source>
   <translation>Attach original to the first</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>同上面选的分类</source>
   <translation>As chosen above</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>同名的保留现有</source>
   <translation>Same title: keep the article</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>同名的换成这一节</source>
   <translation>Same title: replace its text</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>和现有知识同名时</source>
   <translation>When an article has the same title</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>并入上一节</source>
   <translation>Join to the one above</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>并入上一节（Ctrl+J）</source>
   <translation>Join to the section above (Ctrl+J)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>怎样拆分</source>
   <translation>How to split</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>按一级标题</source>
   <translation>By heading 1</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>放进哪个分类</source>
   <translation>Category for all</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>整篇一条</source>
   <translation>One article</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>文档的各节</source>
   <translation>Sections of the document</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>这一节的分类</source>
   <translation>Category of this section</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>这一节的标题</source>
   <translation>Title of this section</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>这一节的正文</source>
   <translation>Text of this section</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>附件会随知识一起发给客户</source>
   <translation>Attachments are sent to customers with the article</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_documents.py" />
   <source>（没有标题）</source>
   <translation>(no title)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>下载模板：{language}</source>
   <translation>Download template: {language}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>可以取消；已写入的部分可以撤销</source>
   <translation>You can cancel; what is written can be undone</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>导入进度</source>
   <translation>Import progress</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>把表格或文档拖到这里</source>
   <translation>Drop tables or documents here</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>文档：DOCX、PDF、HTML、Markdown、TXT，按标题拆成多条知识</source>
   <translation>Documents: DOCX, PDF, HTML, Markdown, TXT; split into articles at their headings</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>新增</source>
   <translation>New</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>更新</source>
   <translation>Updated</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>正在导入 {done} / {total}</source>
   <translation>Importing {done} / {total}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>没有变化</source>
   <translation>Unchanged</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>没有导入</source>
   <translation>Not imported</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>第二页写着每一列怎么填。图片放在表格旁边的 images 文件夹，附件放在 attachments 文件夹。</source>
   <translation>Its second sheet explains each column. Put pictures into the folder images beside it, files into attachments.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>表格：XLSX、CSV，或装着表格、图片和附件的 ZIP，一行一条知识</source>
   <translation>Tables: XLSX, CSV, or a ZIP with a table, pictures and attachments; an article a row</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>跳过的错误行</source>
   <translation>Rows skipped</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_pages.py" />
   <source>还没有表格？先下载模板</source>
   <translation>No table yet? Download the template</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>撤销「{name}」的导入</source>
   <translation>Undo the import of “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>最近的导入</source>
   <translation>Recent imports</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_recent.py" />
   <source>没有完成：{done} / {total} 条</source>
   <translation>Not finished: {done} of {total}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{n} 个问题</source>
   <translation>
    <numerusform>{n} problem</numerusform>
    <numerusform>{n} problems</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{place} · {n} 个图片和附件</source>
   <translation>
    <numerusform>{place} · {n} file</numerusform>
    <numerusform>{place} · {n} files</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>{what}：{rest}</source>
   <translation>{what}: {rest}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>下一个问题</source>
   <translation>Next problem</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>不认识的列：{names}</source>
   <translation>Unknown columns: {names}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>全部 {n}</source>
   <translation>All {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>共读取</source>
   <translation>Read</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>双击单元格可修改</source>
   <translation>Double-click a cell to change it</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看警告</source>
   <translation>Warnings</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看警告 {n}</source>
   <translation>Warnings {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看错误</source>
   <translation>Errors</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>只看错误 {n}</source>
   <translation>Errors {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>可以导入</source>
   <translation>ready</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>可直接导入</source>
   <translation>Ready</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>图片与附件</source>
   <translation>Pictures and files</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>对应列</source>
   <translation>Match columns</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>新增 {n} 条</source>
   <translation>
    <numerusform>{n} new</numerusform>
    <numerusform>{n} new</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>新建 {n} 个分类</source>
   <translation>
    <numerusform>{n} new category</numerusform>
    <numerusform>{n} new categories</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>显示哪些行</source>
   <translation>Rows shown</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>更换</source>
   <translation>Change</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>更新 {n} 条</source>
   <translation>
    <numerusform>{n} updated</numerusform>
    <numerusform>{n} updated</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有变化 {n} 条</source>
   <translation>
    <numerusform>{n} unchanged</numerusform>
    <numerusform>{n} unchanged</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有用到图片和附件</source>
   <translation>No pictures or attachments used</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有问题，也没有变化</source>
   <translation>No problems, and nothing changes</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>没有问题，可以导入</source>
   <translation>No problems: ready to import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>第 {n} 行 · {column}</source>
   <translation>Row {n} · {column}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>第 {n} 行，{title}，{state}</source>
   <translation>Row {n}, {title}, {state}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>要导入的行</source>
   <translation>Rows to import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>警告（可导入）</source>
   <translation>Warnings (imported)</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/import_table.py" />
   <source>跳过示例 {n} 行</source>
   <translation>
    <numerusform>{n} example row skipped</numerusform>
    <numerusform>{n} example rows skipped</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>错误（需处理）</source>
   <translation>Errors (left out)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_table.py" />
   <source>问题</source>
   <translation>Problems</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>「{name}」是</source>
   <translation>“{name}” is</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>「{name}」选了不止一次</source>
   <translation>“{name}” is chosen more than once</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>「标题」一定要有；正文可以由几列接成，其他的只能选一次</source>
   <translation>A title is needed; the body may come from several columns, anything else from one</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>不导入</source>
   <translation>Do not import</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>只改这次导入，不改文件</source>
   <translation>Changes this import only, not the file</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>按这样检查</source>
   <translation>Check like this</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>改好了</source>
   <translation>Change</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>改这一格</source>
   <translation>Change this cell</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>第 {n} 列</source>
   <translation>Column {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>表格里的每一列是什么</source>
   <translation>What each column of the table is</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_wishes.py" />
   <source>选出哪一列是标题</source>
   <translation>Choose which column is the title</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>K-{number} 已经用了这个标题</source>
   <translation>K-{number} has this title already</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」不在表格旁边的文件夹或压缩包里</source>
   <translation>“{name}” is not in the folder or archive</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」不在表格旁边，不会读取</source>
   <translation>“{name}” is not beside the table and is not read</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」不是 PNG、JPEG、GIF 或 WebP</source>
   <translation>“{name}” is no PNG, JPEG, GIF or WebP</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」有 {size}，单个不超过 {limit}</source>
   <translation>“{name}” has {size}; {limit} at most</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{name}」：{why}</source>
   <translation>“{name}”: {why}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{path}」有 {depth} 层，最多 {limit} 层</source>
   <translation>“{path}” has {depth} levels; {limit} at most</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」是 {one} 还是 {other}？请把年份写在最前面</source>
   <translation>Is “{text}” {one} or {other}? Write the year first</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」没有 {month} 月。支持 2026-12-31 或「长期」</source>
   <translation>“{text}” has no month {month}. Write 2026-12-31, or leave it empty.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」请改为 zh-CN、zh-TW 或 en</source>
   <translation>“{text}” should be zh-CN, zh-TW or en</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」请改为 对客户 或 仅内部</source>
   <translation>“{text}” should be customer or internal</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」请改为 草稿、已发布 或 已下架</source>
   <translation>“{text}” should be draft, published or archived</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{text}」：{month} 月只有 {last} 天</source>
   <translation>“{text}”: month {month} has {last} days</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{value}」在第 {row} 行已经有了</source>
   <translation>“{value}” is in row {row}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>「{value}」在第 {row} 行已经用过</source>
   <translation>“{value}” is used in row {row}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>不是图片</source>
   <translation>Not a picture</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>会放进「未分类」</source>
   <translation>Goes to “No category”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>会新建「{path}」</source>
   <translation>“{path}” will be made</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>公式出错</source>
   <translation>Formula failed</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>公式没有结果</source>
   <translation>Formula without a value</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>内容为空</source>
   <translation>No body</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>内容太长</source>
   <translation>Text too long</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>写上标题，像客户会问的话</source>
   <translation>Write one as a customer would ask</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>写上正文，或者删掉这一行</source>
   <translation>Write the body, or delete the row</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>分类太深</source>
   <translation>Category too deep</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>原文件有 {size}，超过附件的上限 {limit}，不能附上</source>
   <translation>The original has {size}, more than an attachment may have ({limit}), and is not attached</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>图片「{name}」不在文档里，没有导入</source>
   <translation>Picture “{name}” left out: it is not in the document</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>图片「{name}」太大，没有导入</source>
   <translation>Picture “{name}” left out: too large</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>图片「{name}」是 {kind} 格式，不能显示，没有导入</source>
   <translation>Picture “{name}” left out: {kind} cannot be shown</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>已有同名的知识</source>
   <translation>An article has this title</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>已有同名的知识 K-{number}，会另存为一条</source>
   <translation>K-{number} has this title; this becomes another article</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件在文件夹之外</source>
   <translation>File outside the folder</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件太大</source>
   <translation>File too large</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件未找到</source>
   <translation>File not found</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文件读不出来</source>
   <translation>File can’t be read</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>文档带有宏，没有运行，也没有导入</source>
   <translation>The document carries macros. They were neither run nor imported</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>新分类</source>
   <translation>New category</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>无法导入</source>
   <translation>Can’t be imported</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>日期无法识别</source>
   <translation>Unknown date</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>日期有两种读法</source>
   <translation>Date may mean two days</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>日期颠倒</source>
   <translation>Dates reversed</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>最后 {pages} 页没有读取，文档太长</source>
   <translation>The last {pages} pages were not read: the document is too long</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>有 {length} 字，一格最多 {limit} 字，请分成几条知识</source>
   <translation>It has {length} characters, a cell may have {limit}. Split it into several articles.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>有 {pages} 页是扫描的图片，没有文字，搜索不到里面的内容（从第 {first} 页起）</source>
   <translation>Scanned pages without text: {pages} (from page {first}). What they say cannot be found by search</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>标题相同</source>
   <translation>Same title</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>标题超过 {limit} 字</source>
   <translation>Title over {limit} characters</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>标题重复</source>
   <translation>Title used twice</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>模板的示例</source>
   <translation>Example of the template</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>没有分类</source>
   <translation>No category</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>状态无法识别</source>
   <translation>Unknown status</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>现在有 {length} 字，可以改成「{suggestion}」</source>
   <translation>It has {length}. Try “{suggestion}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>用表格软件打开并保存一次，再导入</source>
   <translation>Open and save it once in a spreadsheet program</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>看不懂「{text}」。支持 2026-12-31 或「长期」</source>
   <translation>“{text}” is no date. Write 2026-12-31, or leave it empty.</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>编号重复</source>
   <translation>Key used twice</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>缺少标题</source>
   <translation>No title</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>语言无法识别</source>
   <translation>Unknown language</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>这一格是「{text}」，在表格里改好公式，或者在这里改</source>
   <translation>The cell says “{text}”: mend the formula in the table, or change the cell here</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>这一行是模板自带的，会跳过，不导入</source>
   <translation>This row came with the template; it is skipped, not imported</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>适用对象无法识别</source>
   <translation>Unknown audience</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/import_words.py" />
   <source>；最接近的是「{path}」</source>
   <translation>; the nearest is “{path}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>列表没有读出来</source>
   <translation>The list could not be read</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色不能发布知识</source>
   <translation>Your role can’t publish articles</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色不能导入知识</source>
   <translation>Your role can’t import articles</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色不能改分类</source>
   <translation>Your role can’t change categories</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>您的角色只能查看知识</source>
   <translation>Your role can only read articles</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>离线时不能发布</source>
   <translation>You can’t publish while offline</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/library.py" />
   <source>这条知识没有读出来</source>
   <translation>This article could not be read</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/places.py" />
   <location filename="app/ui/knowledge/tree.py" />
   <source>{name}，{n} 条知识</source>
   <translation>
    <numerusform>{name}, {n} article</numerusform>
    <numerusform>{name}, {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>分类操作</source>
   <translation>Category actions</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>导入知识或点「＋」建立第一个分类</source>
   <translation>Import articles, or add the first one with +</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/places.py" />
   <source>本机有全部 {n} 条，离线可搜</source>
   <translation>
    <numerusform>{n} article here, searchable offline</numerusform>
    <numerusform>All {n} articles here, searchable offline</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>知识管理员建立后会列在这里</source>
   <translation>They are listed once a knowledge admin makes some</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/places.py" />
   <source>还没有分类</source>
   <translation>No categories yet</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/preview.py" />
   <source>{n} 位客户评价：{good} 位说有用，{bad} 位说没用</source>
   <translation>
    <numerusform>{n} rating: {good} helpful, {bad} not</numerusform>
    <numerusform>{n} ratings: {good} helpful, {bad} not</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>修改人</source>
   <translation>By</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/preview.py" />
   <source>共 {n} 次</source>
   <translation>
    <numerusform>{n} sent</numerusform>
    <numerusform>{n} sent</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>反馈</source>
   <translation>Feedback</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>反馈 {n}</source>
   <translation>Feedback {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>发布即生效</source>
   <translation>Once published</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>同事看到的摘要，不会发给客户</source>
   <translation>Summary for colleagues; never sent to customers</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>在列表里选一条，这里显示客户看到的样子</source>
   <translation>Choose one in the list to see what customers see</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>复制为新知识</source>
   <translation>Duplicate</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>失效</source>
   <translation>Until</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>客户看到的卡片</source>
   <translation>The card customers see</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>导入编号</source>
   <translation>Import key</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>属性</source>
   <translation>Properties</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>当前 v{n}</source>
   <translation>Present v{n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>打开后看到的全文</source>
   <translation>The page behind it</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>最近修改</source>
   <translation>Changed</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>有用率</source>
   <translation>Helpful</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/review.py" />
   <source>未发布的修改</source>
   <translation>Unpublished changes</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>没有打开知识</source>
   <translation>No article open</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>版本</source>
   <translation>Version</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>版本 {n}</source>
   <translation>Versions {n}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>生效</source>
   <translation>From</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>知识详情</source>
   <translation>Article details</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/preview.py" />
   <source>累计发送 {n} 次</source>
   <translation>
    <numerusform>Sent once</numerusform>
    <numerusform>Sent {n} times</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>编号</source>
   <translation>Number</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>编辑</source>
   <translation>Edit</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>还没有发送过</source>
   <translation>Not sent yet</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>还没有客户评价过这条知识</source>
   <translation>No customer has rated this article yet</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/knowledge/words.py" />
   <source>长期</source>
   <translation>Always</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/preview.py" />
   <source>首次发布</source>
   <translation>Published</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>{name} {when} 交审</source>
   <translation>{name} handed in, {when}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>{name} {when} 退回</source>
   <translation>{name} sent back, {when}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>{what}：{said}</source>
   <translation>{what}: {said}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/review.py" />
   <source>交审 {n} 条知识</source>
   <translation>
    <numerusform>Hand in {n} article</numerusform>
    <numerusform>Hand in {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>交审的修改</source>
   <translation>Changes handed in</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>写清楚要改什么，对方会在「待我处理」里看到</source>
   <translation>Say what is to be changed; the author sees it under “For me”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>分类的审核人会看到它和您的说明；批准前客户看不到。离线时也可以交，联网后送到</source>
   <translation>The reviewers of the category see it with your note; customers see it once it is approved. You can hand in offline, too: it is sent once you are online</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/review.py" />
   <source>已交审 {n} 条</source>
   <translation>
    <numerusform>{n} article handed in</numerusform>
    <numerusform>{n} articles handed in</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>已撤回「{title}」的交审</source>
   <translation>“{title}” was withdrawn from review</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>已退回「{title}」</source>
   <translation>“{title}” was sent back</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>批准并发布</source>
   <translation>Approve</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>撤回交审</source>
   <translation>Withdraw from review</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/review.py" />
   <source>最多 {n} 字</source>
   <translation>
    <numerusform>At most {n} character</numerusform>
    <numerusform>At most {n} characters</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>没有未发布的修改</source>
   <translation>There are no unpublished changes</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>没有要审的改动</source>
   <translation>There is nothing to review</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <source>看改动</source>
   <translation>Changes</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>说明（可不填）</source>
   <translation>Note (optional)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>这条知识没有等待审核</source>
   <translation>This article does not wait for review</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>退回</source>
   <translation>Send back</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <source>退回「{title}」</source>
   <translation>Send back “{title}”</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/review.py" />
   <location filename="app/ui/knowledge/view.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>退回修改</source>
   <translation>Send back</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/session.py" />
   <source>已丢弃修改</source>
   <translation>Changes discarded</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/table.py" />
   <source>知识列表</source>
   <translation>Articles</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>{n} 位客户评价过</source>
   <translation>
    <numerusform>{n} customer rated it</numerusform>
    <numerusform>{n} customers rated it</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/table_cells.py" />
   <source>发送</source>
   <comment>count</comment>
   <translation>Sent</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/tree.py" />
   <source>也叫：{words}</source>
   <translation>Also: {words}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>{n} 条知识的有效期</source>
   <translation>
    <numerusform>Validity of {n} article</numerusform>
    <numerusform>Validity of {n} articles</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>{n} 条知识的标签</source>
   <translation>
    <numerusform>Tags of {n} article</numerusform>
    <numerusform>Tags of {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>{title}（副本）</source>
   <translation>{title} (copy)</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>下架 {n} 条知识？</source>
   <translation>
    <numerusform>Unpublish {n} article?</numerusform>
    <numerusform>Unpublish {n} articles?</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>下架「{title}」？</source>
   <translation>Unpublish “{title}”?</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>先选一条知识</source>
   <translation>Choose an article first</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>只有表格 (*.xlsx)</source>
   <translation>Table only (*.xlsx)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>在知识中查找</source>
   <translation>Find in articles</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>客户和机器人将看不到它。</source>
   <translation>Customers and the bot will no longer see it.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>导出 {n} 条知识</source>
   <translation>
    <numerusform>Export {n} article</numerusform>
    <numerusform>Export {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>导出知识</source>
   <translation>Export articles</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已下架 {n} 条</source>
   <translation>
    <numerusform>Unpublished {n} article</numerusform>
    <numerusform>Unpublished {n} articles</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已发布 {n} 条</source>
   <translation>
    <numerusform>Published {n} article</numerusform>
    <numerusform>Published {n} articles</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已导出 {n} 条到「{name}」</source>
   <translation>
    <numerusform>Exported {n} article to “{name}”</numerusform>
    <numerusform>Exported {n} articles to “{name}”</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已改 {n} 条的标签</source>
   <translation>
    <numerusform>Tags of {n} article changed</numerusform>
    <numerusform>Tags of {n} articles changed</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>已经交审，等审核人处理</source>
   <translation>It was handed in and waits for a reviewer</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>已设置 {n} 条的有效期</source>
   <translation>
    <numerusform>Set the validity of {n} article</numerusform>
    <numerusform>Set the validity of {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>改标签</source>
   <translation>Change tags</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>查看版本</source>
   <translation>View versions</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>标签已经是这样</source>
   <translation>The tags are so already</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>移动 {n} 条知识</source>
   <translation>
    <numerusform>Move {n} article</numerusform>
    <numerusform>Move {n} articles</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>表格、图片和附件 (*.zip)</source>
   <translation>Table, pictures and attachments (*.zip)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>这些知识已经下架</source>
   <translation>Unpublished already</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/view.py" />
   <source>这些知识已经发布</source>
   <translation>Published already</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/view.py" />
   <source>；{n} 个文件不在本机，没有带上</source>
   <translation>
    <numerusform>; {n} file is not on this device and was left out</numerusform>
    <numerusform>; {n} files are not on this device and were left out</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>30 天内到期</source>
   <translation>Ends within 30 days</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>{day} 到期</source>
   <translation>Ends {day}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>{day} 过期</source>
   <translation>Ended {day}</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>仅内部</source>
   <translation>Internal</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>全部知识</source>
   <translation>All articles</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/knowledge/words.py" />
   <source>发送 {n} 次</source>
   <translation>
    <numerusform>sent once</numerusform>
    <numerusform>sent {n} times</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>审核中</source>
   <translation>In review</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/tickets/composer.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>客户可见</source>
   <translation>Customers</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>已下架</source>
   <translation>Unpublished</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>已退回</source>
   <translation>Sent back</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>待我处理</source>
   <translation>For me</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>我的草稿</source>
   <translation>My drafts</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>文字</source>
   <translation>Text</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>有期限</source>
   <translation>With an end</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>未编号</source>
   <translation>no number yet</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>本机未同步</source>
   <translation>Not yet synced</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>简体中文</source>
   <translation>Chinese (Simplified)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>繁体中文</source>
   <translation>Chinese (Traditional)</translation>
  </message>
  <message>
   <location filename="app/ui/knowledge/words.py" />
   <source>英文</source>
   <translation>English</translation>
  </message>
 </context>
</TS>
