<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>写备注</source>
   <translation>Write a note</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>写给同事看的备注，客户看不到</source>
   <translation>A note for colleagues; customers cannot see it</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>写给客户看的进展</source>
   <translation>Progress for the customer to read</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>发布进展</source>
   <translation>Post update</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>添加备注</source>
   <translation>Add note</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>谁能看到</source>
   <translation>Who can see it</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/composer.py" />
   <source>附加文件</source>
   <translation>Attach files</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/delegate.py" />
   <source>本机新建</source>
   <translation>New here</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>先打开一张工单</source>
   <translation>Open a ticket first</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>工单已是「{status}」</source>
   <translation>The ticket is already “{status}”</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已接单</source>
   <translation>Accepted</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已设为等内部</source>
   <translation>Waiting internally</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已设为等客户</source>
   <translation>Waiting for the customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已设为解决</source>
   <translation>Marked as solved</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已转交</source>
   <translation>Handed over</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/desk.py" />
   <source>已重新打开</source>
   <translation>Reopened</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>一句话说明要解决什么</source>
   <translation>What needs solving, in one sentence</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>交接说明</source>
   <translation>Hand-over note</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>写上标题才能建单</source>
   <translation>A title is needed</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>哪一线</source>
   <translation>Line</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>建单</source>
   <translation>Create</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/facts.py" />
   <source>所在组</source>
   <translation>Group</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>找到的客户</source>
   <translation>Customers found</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>按姓名、手机或邮箱找客户，可不填</source>
   <translation>Find a customer by name, phone or email (optional)</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>换一位</source>
   <translation>Change</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>接手的人需要知道什么，客户就不用再说一遍</source>
   <translation>What the next person must know, so the customer need not repeat it</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>没有这样的客户</source>
   <translation>No such customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>现象、已经试过什么、客户想要的结果</source>
   <translation>Symptoms, what was tried, what the customer wants</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>由组里的人接</source>
   <translation>Anyone in the group</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>离线也能建单：先用临时号，连上后换成正式号</source>
   <translation>Works offline: a temporary number first, the real one after syncing</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>转交 {label}</source>
   <translation>Hand over {label}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/dialogs.py" />
   <source>转交工单</source>
   <translation>Hand over ticket</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>优先级：{word}</source>
   <translation>Priority: {word}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>关闭 {time}</source>
   <translation>Closed {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>创建 {time}</source>
   <translation>Created {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>有冲突，请到同步中心处理</source>
   <translation>In conflict: decide in the sync centre</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>有改动待上传</source>
   <translation>Changes waiting to upload</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>来自会话</source>
   <translation>From chat</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>没有关联客户</source>
   <translation>No customer linked</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>离线时的临时号 {number}</source>
   <translation>Temporary number while offline: {number}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>给工单加标签</source>
   <translation>Tag the ticket</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>解决 {time}</source>
   <translation>Solved {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>还没有人接</source>
   <translation>Unassigned</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <source>还没有附件</source>
   <translation>No attachments yet</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>问题分类</source>
   <translation>Category</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/files.py" />
   <source>已存到 {path}</source>
   <translation>Saved to {path}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/files.py" />
   <source>附件另存为</source>
   <translation>Save attachment as</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>{time} 建单</source>
   <translation>Created {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>两边都改了这张工单，请选一个</source>
   <translation>This ticket was changed on both sides. Pick one.</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>优先级 {word}</source>
   <translation>Priority: {word}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>剩 {clock}</source>
   <translation>{clock} left</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>只看对客户可见</source>
   <translation>Only what customers see</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>工单标题</source>
   <translation>Ticket title</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>已离开的同事</source>
   <translation>Former colleague</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>已等 {span}</source>
   <translation>Waiting {span}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>改描述</source>
   <translation>Edit description</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/timeline.py" />
   <source>时间线</source>
   <translation>Timeline</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>没有写描述</source>
   <translation>No description</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>没有时限</source>
   <translation>No limit</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>用时 {span}</source>
   <translation>Took {span}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>等客户，已暂停</source>
   <translation>Paused, waiting for the customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>编号 {label}</source>
   <translation>Number {label}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>解决</source>
   <translation>Solve</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>解决 (Ctrl+Enter)</source>
   <translation>Solve (Ctrl+Enter)</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>解决时限 {time}</source>
   <translation>Due {time}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>超时 {clock}</source>
   <translation>Late {clock}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/page.py" />
   <source>转{line}</source>
   <translation>To {line}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/tickets/shelf.py" />
   <source>{line}，{n} 张工单</source>
   <translation>
    <numerusform>{line}, {n} ticket</numerusform>
    <numerusform>{line}, {n} tickets</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>会话里按 Ctrl+Shift+T，也能新建工单</source>
   <translation>Ctrl+Shift+T in a chat creates one, too</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>可以按标题、编号或客户查找</source>
   <translation>Search by title, number or customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>工单分类</source>
   <translation>Ticket tabs</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>工单列表</source>
   <translation>Tickets</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>按解决时限</source>
   <translation>By due time</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>新建工单 (Ctrl+N)</source>
   <translation>New ticket (Ctrl+N)</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>标题、编号、客户</source>
   <translation>Title, number, customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有在等客户的工单</source>
   <translation>No tickets waiting for customers</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有处理中的工单</source>
   <translation>No open tickets</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有符合「{words}」的工单</source>
   <translation>No ticket matches “{words}”</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>没有等您处理的工单</source>
   <translation>No tickets waiting for you</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/shelf.py" />
   <source>还没有已解决的工单</source>
   <translation>No solved tickets yet</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>{time} 到达 · 已停留 {span}</source>
   <translation>Since {time} · {span} here</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>{time} 到达 · 用时 {span}</source>
   <translation>Since {time} · took {span}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>待接单</source>
   <translation>Not accepted yet</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/stages.py" />
   <source>未介入</source>
   <translation>Not involved</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/timeline.py" />
   <source>打开附件 {name}，{size}</source>
   <translation>Open attachment {name}, {size}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/tickets/timeline.py" />
   <source>显示更早的 {n} 条</source>
   <translation>
    <numerusform>Show {n} earlier entry</numerusform>
    <numerusform>Show {n} earlier entries</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>不关闭</source>
   <translation>Do not close</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>不取消</source>
   <translation>Keep it</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>从左边选一张，或新建一张</source>
   <translation>Pick one on the left, or create one</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭后不能重新打开，时间线仍可查看。</source>
   <translation>A closed ticket cannot be reopened; its timeline can still be read.</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭工单</source>
   <translation>Close ticket</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭工单「{title}」？</source>
   <translation>Close the ticket “{title}”?</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>关闭，客户已确认</source>
   <translation>Close, confirmed by the customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>取消后不能恢复，时间线仍可查看。</source>
   <translation>This cannot be undone. The timeline stays readable.</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>取消工单</source>
   <translation>Cancel ticket</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>取消工单「{title}」?</source>
   <translation>Cancel ticket “{title}”?</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>左边的列表读出来后，从中选一张</source>
   <translation>Pick one once the list on the left is there</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>查找工单</source>
   <translation>Find tickets</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>没有打开工单</source>
   <translation>No ticket open</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>等内部</source>
   <translation>Waiting internally</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>转下一线</source>
   <translation>Hand to next line</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/view.py" />
   <source>转交给组或同事</source>
   <translation>Hand to a group or colleague</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>一线</source>
   <translation>Line 1</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>三线</source>
   <translation>Line 3</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>专家工程师</source>
   <translation>Experts</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>二线</source>
   <translation>Line 2</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>优先级{priority}</source>
   <translation>priority {priority}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>修改</source>
   <comment>done</comment>
   <translation>Changed</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>关闭</source>
   <comment>done</comment>
   <translation>Closed</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>其他变动</source>
   <translation>Other change</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>删除</source>
   <comment>done</comment>
   <translation>Deleted</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>取消工单</source>
   <comment>done</comment>
   <translation>Cancelled</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>客户已确认</source>
   <translation>confirmed by the customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>并入另一张工单</source>
   <comment>done</comment>
   <translation>Merged into another ticket</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>建单</source>
   <comment>done</comment>
   <translation>Created</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>待受理</source>
   <translation>New</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>总部研发与厂家</source>
   <translation>R&amp;D and makers</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>恢复</source>
   <comment>done</comment>
   <translation>Restored</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>接单</source>
   <comment>done</comment>
   <translation>Accepted</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>时限 {clock}</source>
   <translation>due in {clock}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>服务台</source>
   <translation>Service desk</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>由{name}负责</source>
   <translation>assigned to {name}</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>等内部处理</source>
   <comment>done</comment>
   <translation>Waiting internally</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>等客户回复</source>
   <comment>done</comment>
   <translation>Waiting for the customer</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>解决</source>
   <comment>done</comment>
   <translation>Solved</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>转交</source>
   <comment>done</comment>
   <translation>Handed over</translation>
  </message>
  <message>
   <location filename="app/ui/tickets/words.py" />
   <source>重新打开</source>
   <comment>done</comment>
   <translation>Reopened</translation>
  </message>
 </context>
</TS>
