<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/settings/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>设置</source>
   <translation>Settings</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>{name}的令牌</source>
   <translation>Token of {name}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/branches_page.py" />
   <source>{n} 项等它来取</source>
   <translation>
    <numerusform>{n} row waits for it</numerusform>
    <numerusform>{n} rows wait for it</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>为{name}登记服务器</source>
   <translation>Register a server for {name}</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>为{name}登记服务器?</source>
   <translation>Register a server for {name}?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>令牌</source>
   <translation>Token</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>以后由总部分配和决定。那台服务器还没上传的内容总部不会再有，它要清空后才能重新登记。</source>
   <translation>Headquarters assigns and decides from now on. What that server has not sent is lost to headquarters; empty it before you register it again.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>停用</source>
   <translation>Stop</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>停用{name}的服务器</source>
   <translation>Stop the server of {name}</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>停用{name}的服务器?</source>
   <translation>Stop the server of {name}?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>全部分部</source>
   <translation>All branches</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>分部或城市</source>
   <translation>Branch or city</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>分部服务器</source>
   <translation>Branch servers</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>分部没有读到</source>
   <translation>The branches could not be read</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>原来的令牌马上失效。分部照常工作，换上新令牌后继续同步。</source>
   <translation>The old token ends at once. The branch works on, and syncs again with the new one.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>只显示这一次。把它存进分部服务器数据文件夹里的 upstream.token，再用 serve --upstream 启动。</source>
   <translation>Shown only once. Save it as upstream.token in the data folder of the branch's server, then start that with serve --upstream.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>它马上连不上总部，分部自己照常工作。没上传的内容留在那里，换上新令牌后继续上传。</source>
   <translation>It is cut off from headquarters at once; the branch works on by itself. What it has not sent stays there, and goes up with a new token.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>已停用</source>
   <translation>Stopped</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>已收回总部</source>
   <translation>Taken back</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>已收回，由总部继续</source>
   <translation>Taken back; headquarters goes on</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>总部的版本还不能列出分部</source>
   <translation>Headquarters' version cannot list branches yet</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>把{name}的工作收回总部</source>
   <translation>Take the work of {name} back to headquarters</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>把{name}的工作收回总部?</source>
   <translation>Take the work of {name} back to headquarters?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>换令牌</source>
   <translation>New token</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>收回总部</source>
   <translation>Take back</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <location filename="app/ui/settings/security_page.py" />
   <source>最近 {time}</source>
   <translation>last seen {time}</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>有自己服务器的分部，线路中断时照常工作，恢复后两边自动对齐。在这里登记、查看和停用。</source>
   <translation>A branch with its own server works on while the line is down; both sides catch up by themselves. Register, watch and stop those servers here.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>没有符合的分部</source>
   <translation>No branch matches</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>用总部的服务器</source>
   <translation>Uses headquarters' server</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>登记</source>
   <translation>Register</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>登记后，这个分部的会话和工单由它自己的服务器分配和决定，总部不再代办。</source>
   <translation>Its own server will then assign and decide this branch's conversations and tickets; headquarters will not.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>登记服务器</source>
   <translation>Register a server</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>离线时看不到分部</source>
   <translation>Branches cannot be shown offline</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>等待首次连接</source>
   <translation>Waiting for its first contact</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>线路中断</source>
   <translation>Line down</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>给{name}换令牌</source>
   <translation>Give {name} a new token</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>给{name}换令牌?</source>
   <translation>Give {name} a new token?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>还没有分部</source>
   <translation>No branches yet</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>还没有连过</source>
   <translation>Never connected</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/data_page.py" />
   <source>{n} 个刚用过，留着</source>
   <translation>
    <numerusform>{n} kept: just used</numerusform>
    <numerusform>{n} kept: just used</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/data_page.py" />
   <source>{n} 个没上传、刚发出或在草稿里，留着</source>
   <translation>
    <numerusform>{n} kept: not uploaded, just sent or in a draft</numerusform>
    <numerusform>{n} kept: not uploaded, just sent or in a draft</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>会话、工单、客户、知识</source>
   <translation>Chats, tickets, customers, knowledge</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>位置</source>
   <translation>Location</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>关于</source>
   <translation>About</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>升级前的副本，另存的旧文件</source>
   <translation>Copies from before upgrades, files put aside</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>备份</source>
   <translation>Backups</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>复制版本信息</source>
   <translation>Copy version details</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>已复制版本信息</source>
   <translation>Version details copied</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/data_page.py" />
   <source>已清理 {n} 个附件，需要时会重新下载</source>
   <translation>
    <numerusform>{n} file cleared. It is downloaded again when needed</numerusform>
    <numerusform>{n} files cleared. They are downloaded again when needed</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>数据库</source>
   <translation>Database</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>数据放在这台电脑您的用户目录里，其他用户打不开。退出登录后仍会保留。</source>
   <translation>Data is in your user folder, closed to other users of this computer. It stays after signing out.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>最多占用</source>
   <translation>Room for files</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>每个账号各有自己的文件夹</source>
   <translation>Each account has its own folder</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>没有可清理的附件</source>
   <translation>There are no files to clear</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>清理附件</source>
   <translation>Clear files</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>看过的图片和文件</source>
   <translation>Pictures and files you viewed</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>离线也能用的客服桌面程序</source>
   <translation>A service desk that works offline</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>空闲时预先下载</source>
   <translation>Download ahead when idle</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>系统</source>
   <translation>System</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>许可</source>
   <translation>Licences</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>超出时先清理最久没看的；没上传的、草稿里的一直保留</source>
   <translation>Beyond that, the longest unused go first. Files not sent yet, or in drafts, always stay</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>进行中会话和已发布知识的附件，离线也能打开。按流量计费的网络请关闭</source>
   <translation>Files of open conversations and published articles can then be opened offline. Turn off on a metered network</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>Alt 或 Shift 加字母在一些键盘上用来打字，请换一个</source>
   <translation>Alt or Shift with a letter types on some keyboards; choose another</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>Ctrl+Alt 在一些键盘上是 AltGr，请换一个</source>
   <translation>Ctrl+Alt is AltGr on some keyboards; choose another</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>{keys} 同时是「{names}」</source>
   <translation>{keys} is used for “{names}”</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>全部改回默认</source>
   <translation>Reset all</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>单个字母会和打字冲突，请加上 Ctrl</source>
   <translation>A single letter gets in the way of typing; add Ctrl</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>按下新的按键</source>
   <translation>Press the new key</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>按名称或按键查找</source>
   <translation>Find by name or key</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>按键</source>
   <translation>Keys</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>操作</source>
   <translation>Command</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>改回默认</source>
   <translation>Use default</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>改按键</source>
   <translation>Change key</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>新的按键</source>
   <translation>New key</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>用这个键</source>
   <translation>Use this key</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>范围</source>
   <translation>Where</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>这个键常被输入法或其他软件占用，请换一个</source>
   <translation>Input methods or other programs use this key; choose another</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>选中一行按 Enter，改它的按键</source>
   <translation>Select a row and press Enter to change its key</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source> 秒</source>
   <translation> s</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>主题</source>
   <comment>look</comment>
   <translation>Theme</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>关闭窗口后留在托盘</source>
   <translation>Stay in the tray when closed</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>分给我的会话</source>
   <translation>Chats assigned to me</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>列表和表格的行高</source>
   <translation>Row height of lists and tables</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>卡片、文件和「发送并结束」在这段时间里可以撤回；0 为马上发出</source>
   <translation>Cards, files and “send and end” can be taken back for so long; 0 sends at once</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>发送与撤销</source>
   <translation>Sending and undo</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>发送键</source>
   <translation>Send key</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>声音</source>
   <translation>Sound</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>外观与语言</source>
   <translation>Look and language</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>宽松</source>
   <translation>Roomy</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>密度</source>
   <translation>Density</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>小休时不响</source>
   <translation>Silent while away</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>排队的客户分给您时提醒</source>
   <translation>When a waiting customer is given to you</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>撤销时间</source>
   <translation>Undo time</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>文字大小</source>
   <translation>Text size</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>新消息</source>
   <translation>New messages</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>标准</source>
   <translation>Standard</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>没有托盘的系统上，关闭窗口就退出</source>
   <translation>Without a tray, closing the window quits</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>浅色</source>
   <translation>Light</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>深色</source>
   <translation>Dark</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>窗口不在前面时提醒</source>
   <translation>When the window is not in front</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>紧凑</source>
   <translation>Compact</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>跟随系统</source>
   <translation>System</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>跟随系统（{language}）</source>
   <translation>System ({language})</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>选 Ctrl+Enter 时，Enter 换行</source>
   <translation>With Ctrl+Enter, Enter starts a new line</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>通知里不显示客户说的话，适合有人看得到屏幕的地方</source>
   <translation>Notifications do not show what customers write</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>隐藏内容</source>
   <translation>Hide content</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>马上生效，打开的内容不变</source>
   <translation>At once; what is open stays open</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>两次输入的新密码不一样</source>
   <translation>The two new passwords differ</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>修改</source>
   <translation>Change</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <location filename="app/ui/settings/view.py" />
   <source>修改密码</source>
   <translation>Change password</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>其他设备上的登录会结束，要用新密码再登录。这台电脑不受影响。</source>
   <translation>Your other devices are signed out and need the new password. This computer stays signed in.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>再输一次新密码</source>
   <translation>New password again</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>密码已修改</source>
   <translation>Password changed</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>新密码</source>
   <translation>New password</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>没有改成，请再试一次</source>
   <translation>It was not changed. Try again</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>现在的密码</source>
   <translation>Current password</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>连上总部后才能修改密码</source>
   <translation>Connect to HQ to change your password</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/security_page.py" />
   <source>{n} 分钟后</source>
   <translation>
    <numerusform>After {n} minute</numerusform>
    <numerusform>After {n} minutes</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/security_page.py" />
   <source>{n} 项没上传的内容也已删除</source>
   <translation>
    <numerusform>{n} item not uploaded was deleted too</numerusform>
    <numerusform>{n} items not uploaded were deleted too</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>不知道有没有没上传的内容</source>
   <translation>unknown whether anything was not uploaded</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>不自动锁定</source>
   <translation>Never by itself</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>取消清除</source>
   <translation>Cancel wipe</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>取消清除 {name} 上的数据</source>
   <translation>Cancel wiping {name}</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>姓名、电脑或地址</source>
   <translation>Name, computer or address</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已取消，那台电脑的数据会留着</source>
   <translation>Cancelled; the data on that computer stays</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已清除</source>
   <translation>Wiped</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已结束登录</source>
   <translation>Sign-in ended</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已要求清除，那台电脑下次连上时执行</source>
   <translation>Wipe ordered. That computer obeys when it next connects</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>总部的版本还不能列出设备</source>
   <translation>Headquarters’ version cannot list devices yet</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/security_page.py" />
   <source>总部规定最迟 {n} 分钟后锁定</source>
   <translation>
    <numerusform>Headquarters has desks lock after {n} minute at the latest</numerusform>
    <numerusform>Headquarters has desks lock after {n} minutes at the latest</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>我登录过的电脑</source>
   <translation>Computers I signed in on</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>所有人的电脑</source>
   <translation>Everybody's computers</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>未登录</source>
   <translation>Signed out</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>没有操作或电脑睡眠后，要输密码才能继续；同步不停</source>
   <translation>After no input, or when the computer slept, a password is needed to go on; syncing never stops</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>没有符合的电脑</source>
   <translation>No computer matches</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>清除 {name} 上的数据</source>
   <translation>Wipe {name}</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>清除 {name} 上的数据?</source>
   <translation>Wipe {name}?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>清除数据</source>
   <translation>Wipe</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>登录马上结束。那台电脑下次连上总部时删除 {agent} 的本机数据，没上传的也会丢失。删除前可以取消。</source>
   <translation>The sign-ins end now. When that computer next reaches headquarters it deletes {agent}’s local data, including what was not uploaded. Until then you can cancel.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>离线时看不到设备</source>
   <translation>Devices cannot be seen offline</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>等待清除</source>
   <translation>Wipe ordered</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>结束 {name} 上的登录</source>
   <translation>End the sign-in on {name}</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>结束 {name} 上的登录?</source>
   <translation>End the sign-in on {name}?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>结束登录</source>
   <translation>End sign-in</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>自动锁定</source>
   <translation>Lock by itself</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>设备没有读到</source>
   <translation>The devices could not be read</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>还没有登录过的电脑</source>
   <translation>Nobody has signed in on a computer yet</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>这台电脑</source>
   <translation>This computer</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>那台电脑要再输密码才能同步。还没上传的内容留在那里，登录后继续上传。</source>
   <translation>That computer needs the password again before it syncs. What is not uploaded stays there and goes on after signing in.</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>锁定与设备</source>
   <translation>Lock and devices</translation>
  </message>
  <message>
   <location filename="app/ui/settings/server_list.py" />
   <source>总部升级后再看</source>
   <translation>Look again when it has been updated</translation>
  </message>
  <message>
   <location filename="app/ui/settings/server_list.py" />
   <source>没有读到，请再试一次</source>
   <translation>Not read, please try again</translation>
  </message>
  <message>
   <location filename="app/ui/settings/server_list.py" />
   <source>连上总部后再看</source>
   <translation>Look again once connected to headquarters</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>一线客服</source>
   <translation>Agent</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>专家</source>
   <translation>Expert</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>主管</source>
   <translation>Supervisor</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>分部负责人</source>
   <translation>Branch lead</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>我的账号</source>
   <translation>My account</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>最多同时接待</source>
   <translation>Chats at once, at most</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>由主管设置</source>
   <translation>Set by your supervisor</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>知识管理员</source>
   <translation>Knowledge admin</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>管理员</source>
   <translation>Admin</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>角色</source>
   <translation>Role</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>设置的分类</source>
   <translation>Settings pages</translation>
  </message>
 </context>
</TS>
