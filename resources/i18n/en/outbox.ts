<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/outbox/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>同步</source>
   <translation>Sync</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>导入总部的处理结果</source>
   <translation>Import answers</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>导出待上传内容</source>
   <translation>Export what waits</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/carrying.py" />
   <source>已导出 {n} 项，交给总部的管理员导入</source>
   <translation>
    <numerusform>{n} action exported; an administrator imports it at headquarters</numerusform>
    <numerusform>{n} actions exported; an administrator imports them at headquarters</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>待上传 {day}</source>
   <translation>To upload {day}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/carrying.py" />
   <source>总部处理了 {n} 项，需要您决定的在「要我处理」</source>
   <translation>
    <numerusform>{n} change answered; what needs you is under “For me”</numerusform>
    <numerusform>{n} changes answered; what needs you is under “For me”</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/carrying.py" />
   <source>这个文件里没有新的处理结果</source>
   <translation>No new answers in this file</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>{n} 条内容</source>
   <translation>
    <numerusform>{n} item</numerusform>
    <numerusform>{n} items</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>{n} 项要处理</source>
   <translation>
    <numerusform>{n} to decide</numerusform>
    <numerusform>{n} to decide</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>与总部一致</source>
   <translation>same as headquarters</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>全部已同步</source>
   <translation>All synced</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>内容都在本机，连上后自动上传</source>
   <translation>everything is kept here and uploads once online</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同事与客服组</source>
   <translation>Staff and groups</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同步中心</source>
   <translation>Sync centre</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同步停下了</source>
   <translation>Sync stopped</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>同步进度</source>
   <translation>Sync progress</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>和总部核对一遍</source>
   <translation>Compare with headquarters</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>导入总部的处理结果…</source>
   <translation>Import answers…</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>导出待上传内容…</source>
   <translation>Export what waits…</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>待上传 {n} 项</source>
   <translation>
    <numerusform>{n} waiting to upload</numerusform>
    <numerusform>{n} waiting to upload</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>打开本机数据文件夹</source>
   <translation>Open local data folder</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>本机时钟快了 {span}，请校准</source>
   <translation>This computer's clock is {span} fast: set it right</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>本机时钟慢了 {span}，请校准</source>
   <translation>This computer's clock is {span} slow: set it right</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>核对于 {time}</source>
   <translation>Compared {time}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>正在和总部核对…</source>
   <translation>Comparing with headquarters…</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>没有网络的地方：存成一个签了名的文件，用 U 盘交给总部</source>
   <translation>Where no network reaches: save a signed file and carry it to headquarters</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>补正 {n} 条</source>
   <translation>
    <numerusform>{n} row corrected</numerusform>
    <numerusform>{n} rows corrected</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>还没有和总部核对过</source>
   <translation>Not yet compared with headquarters</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/classes.py" />
   <source>逐条比对本机和总部的内容，不一致的重新取一份；平时每周自动核对一次</source>
   <translation>Checks every row on this computer against headquarters and fetches again what differs. Done by itself once a week.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/classes.py" />
   <source>附件 {n} 个</source>
   <translation>
    <numerusform>{n} file</numerusform>
    <numerusform>{n} files</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>上一处冲突</source>
   <translation>Previous conflict</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>下一处冲突</source>
   <translation>Next conflict</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>两边的内容都留在历史里，不会丢</source>
   <translation>Both versions stay in the history; nothing is lost</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>共同起点</source>
   <translation>Both began with</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>冲突 {i} / {n}</source>
   <translation>Conflict {i} / {n}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>可直接编辑</source>
   <translation>Editable</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>改成</source>
   <translation>Change to</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>用总部的</source>
   <translation>Use HQ’s</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>用本机的</source>
   <translation>Use mine</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>都保留</source>
   <translation>Keep both</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/conflict.py" />
   <source>采用改好的</source>
   <translation>Use my edit</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/lines.py" />
   <source>由{name}改过</source>
   <translation>Changed by {name}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>{field}：{value}</source>
   <translation>{field}: {value}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>内容留在这里，直到您放弃它</source>
   <translation>It stays here until you drop it</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>原因代码 {code}</source>
   <translation>Reason code {code}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>在现有内容上重试</source>
   <translation>Retry on current</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>复制文字</source>
   <translation>Copy text</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>总部现在的</source>
   <translation>At headquarters now</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <location filename="app/ui/outbox/stale.py" />
   <location filename="app/ui/outbox/view.py" />
   <source>放弃</source>
   <translation>Drop</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>没有被接受的内容</source>
   <translation>What was not accepted</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/refused.py" />
   <source>这一项已不在，可以复制文字后另存</source>
   <translation>This item is gone; copy the text to keep it</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/stale.py" />
   <source>{n} 条新消息</source>
   <translation>
    <numerusform>{n} new message</numerusform>
    <numerusform>{n} new messages</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>{span}前写的</source>
   <translation>written {span} ago</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>之后发生的</source>
   <translation>What happened since</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>会话已不在本机，可以复制文字</source>
   <translation>The conversation is no longer on this computer; the text can be copied</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>全部照原样发出 {n}</source>
   <translation>Send all {n} as they are</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>客户没有再写来消息</source>
   <translation>The customer has not written again</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>您写的</source>
   <translation>What you wrote</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>打开会话</source>
   <translation>Open conversation</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>改后再发</source>
   <translation>Edit and send</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>文件「{name}」</source>
   <translation>File “{name}”</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>没有您的确认，这条不会发给客户</source>
   <translation>It is not sent unless you say so</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>照原样发出</source>
   <translation>Send as is</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale.py" />
   <source>知识卡片「{title}」</source>
   <translation>Card “{title}”</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>全部发出</source>
   <translation>Send all</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>客户会马上看到。没有看过的，先逐条看看之后发生了什么。</source>
   <translation>Customers will see them at once. Look first at what happened since.</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>已交给总部发出</source>
   <translation>On its way</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>已存为待发送</source>
   <translation>Saved to send</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>已放弃，没有发给客户</source>
   <translation>Dropped, nothing was sent</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>把 {n} 条回复都照原样发出?</source>
   <translation>
    <numerusform>Send {n} reply as it is?</numerusform>
    <numerusform>Send {n} replies as they are?</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/stale_choices.py" />
   <source>逐条看</source>
   <translation>One by one</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/undo.py" />
   <source>已撤销：{action}</source>
   <translation>Undone: {action}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/undo.py" />
   <source>撤销上一步</source>
   <translation>Undo last step</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/undo.py" />
   <source>正在撤销：{action}</source>
   <translation>Undoing: {action}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>上一处要处理</source>
   <translation>Previous to decide</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>下一处要处理</source>
   <translation>Next to decide</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>两边都保留了</source>
   <translation>Kept both</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>仍然结束</source>
   <translation>End anyway</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>先去看看</source>
   <translation>Look first</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>冲突和被拒绝的内容会列在这里</source>
   <translation>Conflicts and rejected items are listed here</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>同步中心没有读出来</source>
   <translation>The sync centre could not be read</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>同步中心的分类</source>
   <translation>Sync centre tabs</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>同步项</source>
   <translation>Sync items</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>在本机做的每一步都列在这里，按先后上传</source>
   <translation>Every step made here is listed and uploads in order</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>客户之后又写来消息，仍要结束会话？</source>
   <translation>The customer has written since. End the chat anyway?</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已复制文字</source>
   <translation>Text copied</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已用总部的内容</source>
   <translation>Kept HQ’s version</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已用本机的内容</source>
   <translation>Kept this device’s version</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已采用改好的内容</source>
   <translation>Your edit is used</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>已重新提交</source>
   <translation>Submitted again</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>放弃「{name}」?</source>
   <translation>Drop “{name}”?</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>放弃后不再列出。离开同步中心之前可以撤销。</source>
   <translation>It is no longer listed. You can undo this until you leave the sync centre.</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>最后一条：「{text}」</source>
   <translation>Last message: “{text}”</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>本机和总部一致</source>
   <translation>This device and HQ agree</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>本部的服务器都收下了；总部没有接受它，请联系管理员</source>
   <translation>Your branch's server has it all; headquarters does not accept that server, ask an administrator</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>本部的服务器都收下了；总部线路中断，恢复后自动送到总部</source>
   <translation>Your branch's server has it all; it goes on to headquarters when the line is back</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>没有待上传的</source>
   <translation>Nothing to upload</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>没有要您处理的</source>
   <translation>Nothing for you to decide</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>留着</source>
   <translation>Keep</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>离线时做的事会先列在这里，连上后自动上传</source>
   <translation>What you do offline waits here and uploads once online</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>立即重试</source>
   <translation>Retry now</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>要我处理</source>
   <translation>For me</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/view.py" />
   <source>要我处理 {n}</source>
   <translation>For me {n}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>{name} · {field}两边都改了</source>
   <translation>{name} · {field} changed on both sides</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>{name} · 您删除后有人改了它，已恢复</source>
   <translation>{name} · edited after you deleted it, and restored</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>上传中</source>
   <translation>Uploading</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>上级分类</source>
   <translation>Parent category</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>中</source>
   <translation>Normal</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>主题</source>
   <translation>Subject</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>交审后又有改动</source>
   <translation>It was changed after it was handed in</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话</source>
   <comment>one</comment>
   <translation>Chat</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话已由{name}接手</source>
   <translation>{name} has the conversation now</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话已由同事接手</source>
   <translation>A colleague has the conversation now</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>会话已经结束</source>
   <translation>The conversation has ended</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>低</source>
   <translation>Low</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>保留</source>
   <translation>Keep</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>做过的动作</source>
   <translation>Actions carried out</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>其他内容</source>
   <translation>Other item</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>内容太大，总部收不下</source>
   <translation>This is too large for headquarters to take</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>写下以后隔得太久</source>
   <translation>It has waited too long</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>冲突的处理</source>
   <comment>one</comment>
   <translation>Conflict decision</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>分部</source>
   <comment>one</comment>
   <translation>Branch</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>前一条回复当时没有发出，这一步也就没有做</source>
   <translation>The reply before it was not sent, so this step was not taken either</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>前一条您已处理，轮到这一条</source>
   <translation>You have decided the one before; now this one</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>发出后{action}</source>
   <translation>then {action}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>只能以自己的名义提交</source>
   <translation>You can only submit as yourself</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>可见范围</source>
   <translation>Audience</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>合并客户</source>
   <translation>Merge customers</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同一会话里前一条回复还在等您确认</source>
   <translation>An earlier reply in this conversation waits for you</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同一步里的另一项没被接受</source>
   <translation>Another item of the same step was not accepted</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同事已经答复过</source>
   <translation>A colleague has answered</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>同时接待数已满</source>
   <translation>You are at capacity</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/words.py" />
   <source>含 {n} 个文件</source>
   <translation>
    <numerusform>{n} file</numerusform>
    <numerusform>{n} files</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>回复</source>
   <translation>Reply</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>处理结果</source>
   <translation>Decision</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客户之后又写来消息</source>
   <translation>The customer has written since</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客户账号</source>
   <comment>one</comment>
   <translation>Customer account</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客户资料</source>
   <comment>one</comment>
   <translation>Customer</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>客服组</source>
   <comment>one</comment>
   <translation>Group</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>工单</source>
   <comment>one</comment>
   <translation>Ticket</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>工单备注</source>
   <comment>one</comment>
   <translation>Ticket note</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>已收下，等确认</source>
   <translation>Received, being confirmed</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>已经有人处理过</source>
   <translation>Somebody has decided already</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>已读位置</source>
   <comment>one</comment>
   <translation>Read mark</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引导流程</source>
   <comment>one</comment>
   <translation>Guided flow</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引用的知识已下架</source>
   <translation>The article was withdrawn</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引用的知识已过有效期</source>
   <translation>The article has expired</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>引用的知识有了新版本</source>
   <translation>The article has a newer version</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部处理时出了差错，可以再试一次</source>
   <translation>HQ failed on this one; try again</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部已经有同一项</source>
   <translation>HQ has this item already</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部的版本还不认识这类内容，请联系管理员升级</source>
   <translation>HQ does not know this kind of item yet; ask your admin to upgrade</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>总部读不懂这一步的内容，没有收下</source>
   <translation>Headquarters could not read this step and did not take it</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>您的角色不能做这一步</source>
   <translation>Your role may not do this</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>拆开客户</source>
   <translation>Separate customers</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>挂起到</source>
   <translation>Snoozed until</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/view.py" />
   <source>接单</source>
   <translation>Accept</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>描述</source>
   <translation>Description</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>撤回发布</source>
   <translation>Unpublish</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>改 {fields}</source>
   <translation>Edit {fields}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>改状态</source>
   <translation>Change state</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>放回队列</source>
   <translation>Put back in queue</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/words.py" />
   <source>文字 {n} 字</source>
   <translation>
    <numerusform>{n} character</numerusform>
    <numerusform>{n} characters</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>新{thing}</source>
   <translation>New {thing}</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>有一项内容不合要求</source>
   <translation>One of the values is not valid</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>标为骚扰</source>
   <translation>Mark as spam</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>步骤</source>
   <translation>Steps</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>流程记录</source>
   <comment>one</comment>
   <translation>Flow record</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>消息</source>
   <comment>one</comment>
   <translation>Message</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>生效时间</source>
   <translation>Valid from</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>知识</source>
   <comment>one</comment>
   <translation>Article</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>知识分类</source>
   <comment>one</comment>
   <translation>Category</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>知识草稿</source>
   <comment>one</comment>
   <translation>Article draft</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>第一步</source>
   <translation>First step</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/outbox/words.py" />
   <source>等 {n} 项</source>
   <translation>
    <numerusform> and more ({n} field)</numerusform>
    <numerusform> and more ({n} fields)</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>等待连接</source>
   <translation>Waiting for network</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>紧急</source>
   <translation>Urgent</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>继续处理</source>
   <translation>Resume</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/facts.py" />
   <location filename="app/ui/tickets/page.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>解决时限</source>
   <translation>Due time</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>设为等内部</source>
   <translation>Set to waiting internally</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>设为等客户</source>
   <translation>Set to waiting</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>设为解决</source>
   <translation>Mark as solved</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>请别的服务器接手</source>
   <translation>Ask another server to take it</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/dialogs.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>转交</source>
   <translation>Hand over</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这一项在总部已被删除</source>
   <translation>This item was deleted at HQ</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这一项已不归您所在的组</source>
   <translation>This item no longer belongs to your groups</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这个分类由指定的审核人发布</source>
   <translation>Named reviewers publish in this category</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这个渠道现在不再接收我们的消息，可以改打电话</source>
   <translation>This channel takes no more messages now; you can call instead</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>这类内容只能由总部新建</source>
   <translation>Only HQ can create this</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>进入收尾</source>
   <translation>Start wrap-up</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>采集的信息</source>
   <translation>Collected details</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>附件在本机读不到了</source>
   <translation>The attachment can no longer be read on this computer</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>附件来自您已看不到的内容，请重新添加文件</source>
   <translation>The attachment comes from something you can no longer see; please add the file again</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <source>顺序</source>
   <translation>Order</translation>
  </message>
  <message>
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>高</source>
   <translation>High</translation>
  </message>
 </context>
</TS>
