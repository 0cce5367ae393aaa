<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不可用</source>
   <translation>Not available</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不够</source>
   <translation>Too little</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不支持 HTTPS</source>
   <translation>No HTTPS</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不是知应服务器</source>
   <translation>Not a Zhiying server</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>与服务器相差 {span}</source>
   <translation>{span} off the server’s</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>可用 {size} GB</source>
   <translation>{size} GB free</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>密钥库</source>
   <translation>Key store</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>工号或密码不对，请再输一次</source>
   <translation>Wrong name or password. Try again.</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <location filename="app/ui/account/sign_in.py" />
   <source>服务器</source>
   <translation>Server</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>本机空间</source>
   <translation>Free space</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>正常</source>
   <translation>OK</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>登录凭证由系统保管</source>
   <translation>The system keeps your sign-in</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>系统时间</source>
   <translation>System clock</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>系统没有可用的密钥库，重启后要再输一次密码</source>
   <translation>No key store: enter the password again after a restart</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>试的次数太多，{span}后再试</source>
   <translation>Too many tries. Try again in {span}.</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>请校准</source>
   <translation>Set the clock</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>足够</source>
   <translation>Enough</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>这个地址上的不是知应服务器。检查地址，或先完成网络登录页的认证</source>
   <translation>No Zhiying server answers here. Check the address, or sign in to the network first.</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>这个地址不支持 HTTPS。内网服务器可以不加密连接</source>
   <translation>This address does not speak HTTPS. A server on your own network may be used without encryption</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>这个地址不支持 HTTPS，密码不能不加密送过公网。检查地址和端口，或联系管理员</source>
   <translation>This address does not speak HTTPS, and a password must not cross the internet unencrypted. Check the address and port, or ask your administrator</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>连不上</source>
   <translation>Unreachable</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>连不上这个地址。检查网络和地址，或稍后再试</source>
   <translation>This address cannot be reached. Check network and address, or try later.</translation>
  </message>
  <message>
   <location filename="app/ui/account/custody.py" />
   <source>已 {since}没连上总部。再过 {left}还没连上，就要登录一次才能打开；没上传的内容都会留着</source>
   <translation>Headquarters not reached for {since}. In {left} you will have to sign in there once to go on; nothing that is not uploaded gets lost</translation>
  </message>
  <message>
   <location filename="app/ui/account/custody.py" />
   <source>现在连接</source>
   <translation>Connect now</translation>
  </message>
  <message>
   <location filename="app/ui/account/custody.py" />
   <source>连上总部后才能锁定：这台电脑没有可核对的密码</source>
   <translation>Connect to headquarters before locking: this computer has no password to check against</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>不再保持登录（下次要输密码）</source>
   <translation>Do not keep me signed in (ask for the password next time)</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>不退出</source>
   <translation>Stay</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>先导出…</source>
   <translation>Export first…</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/lock_screen.py" />
   <location filename="app/ui/account/sign_in.py" />
   <source>密码</source>
   <translation>Password</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>本机数据会保留，下次登录可以直接用。</source>
   <translation>Local data stays and is ready at the next sign-in.</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/entrance.py" />
   <source>没有登录成，请再试一次</source>
   <translation>You were not signed in. Try again.</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/gate.py" />
   <location filename="app/ui/account/sign_in.py" />
   <source>登录</source>
   <translation>Sign in</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>登录已过期。输入密码后继续同步，打开的内容都不会动。</source>
   <translation>Your sign-in has ended. Enter your password to go on syncing; everything open stays open.</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>稍后</source>
   <translation>Later</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/dialogs.py" />
   <source>还有 {n} 项没上传，它们留在这台电脑，下次用同一账号登录后继续上传。</source>
   <translation>
    <numerusform>{n} item is not uploaded yet. It stays on this computer and uploads after the next sign-in.</numerusform>
    <numerusform>{n} items are not uploaded yet. They stay on this computer and upload after the next sign-in.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>退出后再登录需要连上总部。现在离线，可以先不勾选。</source>
   <translation>Signing in again then needs headquarters. You are offline now, so you may leave this unticked.</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>退出登录?</source>
   <translation>Sign out?</translation>
  </message>
  <message>
   <location filename="app/ui/account/entrance.py" />
   <source>旧文件已移到备份文件夹</source>
   <translation>The old file is in the backups folder</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/entrance.py" />
   <source>，另存了 {n} 项没上传的内容</source>
   <translation>
    <numerusform>; {n} unsent item was saved beside it</numerusform>
    <numerusform>; {n} unsent items were saved beside it</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>{done} / {total} 条</source>
   <translation>{done} of {total} items</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>其余随时按 F1</source>
   <translation>F1 shows the rest any time</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>前五项完成后就能开始接待，其余在后台继续。</source>
   <translation>You can start after the first five; the rest goes on in the background.</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>只下载您有权看到的内容，存在这台电脑您的用户目录里。</source>
   <translation>Only what you may see is downloaded, into your user folder on this computer.</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>可开始工作</source>
   <translation>Ready to work</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>在输入框里搜知识并发图文</source>
   <translation>Search knowledge while writing</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>客户资料</source>
   <translation>Customers</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>已登录</source>
   <translation>Signed in</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>找任何东西、执行任何命令</source>
   <translation>Find or do anything</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>接入下一个排队客户</source>
   <translation>Take the next customer</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>断网会自动续传，不会从头开始</source>
   <translation>Goes on after a break, never from the start</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>正在准备离线数据</source>
   <translation>Preparing offline data</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>消息与备注</source>
   <translation>Messages and notes</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>知识正文与索引</source>
   <translation>Knowledge and its index</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>等待时记住 4 个快捷键</source>
   <translation>Four keys to learn meanwhile</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>评价与历史</source>
   <translation>Surveys and history</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>账号、同事与客服组</source>
   <translation>Account, staff and groups</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>进入工作台</source>
   <translation>Go to work</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>连接断了，正在重试。已下载的内容都在</source>
   <translation>Connection lost, retrying. What was downloaded is kept.</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>采用第一条建议</source>
   <translation>Use the first suggestion</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>首次同步 {percent}%</source>
   <translation>First sync {percent}%</translation>
  </message>
  <message>
   <location filename="app/ui/account/gate.py" />
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定</source>
   <translation>Locked</translation>
  </message>
  <message>
   <location filename="app/ui/account/gate.py" />
   <location filename="app/ui/settings/data_page.py" />
   <source>本机数据</source>
   <translation>Local data</translation>
  </message>
  <message>
   <location filename="app/ui/account/gate.py" />
   <source>首次同步</source>
   <translation>First sync</translation>
  </message>
  <message>
   <location filename="app/ui/account/linking.py" />
   <location filename="app/ui/account/recovery.py" />
   <location filename="app/ui/reports/view.py" />
   <location filename="app/ui/settings/server_list.py" />
   <source>再试一次</source>
   <translation>Try again</translation>
  </message>
  <message>
   <location filename="app/ui/account/linking.py" />
   <source>登录已过期，同步已停。打开的内容和没上传的都在</source>
   <translation>Your sign-in has ended and syncing stopped. Nothing open or unsent is lost.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/lock_screen.py" />
   <source>密码不对。{n} 秒后才能再试</source>
   <translation>
    <numerusform>Wrong password. Try again in {n} second</numerusform>
    <numerusform>Wrong password. Try again in {n} seconds</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>密码不对，请再输一次</source>
   <translation>Wrong password, please try again</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，同步还在继续</source>
   <translation>Locked. Syncing goes on</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，现在离线，连上后自动继续同步</source>
   <translation>Locked. You are offline: it goes on syncing once connected</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，登录已过期，解锁后再登录一次才能同步</source>
   <translation>Locked. Your sign-in has expired: unlock and sign in again to go on syncing</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，解锁后继续同步</source>
   <translation>Locked. It goes on syncing once you unlock it</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>换人登录</source>
   <translation>Sign in as somebody else</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>没有解开，请再试一次</source>
   <translation>Not unlocked, please try again</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>解锁</source>
   <translation>Unlock</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>这台电脑没有保存可核对的密码，连上总部后才能解锁</source>
   <translation>This computer has no password to check against. Connect to headquarters to unlock</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>以前的版本没有加密。这只做一次；中途关掉也不会丢东西，下次打开会接着做。</source>
   <translation>Earlier versions did not encrypt it. This is done once. You can close this; nothing is lost, and the next start goes on.</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>有时要等系统的密钥库，或先更新本机数据的格式。可以关掉，不会丢东西。</source>
   <translation>Sometimes the system’s key store takes a moment, or the data is brought to a new format first. You can close this; nothing is lost.</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>正在加密本机数据</source>
   <translation>Encrypting local data</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>正在打开本机数据</source>
   <translation>Opening local data</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>以前的密码</source>
   <translation>Earlier password</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>另存并重新同步</source>
   <translation>Put aside and sync</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>另存旧文件并重新同步</source>
   <translation>Put aside and sync anew</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>另存旧文件并重新同步?</source>
   <translation>Put the old file aside and sync anew?</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>复制没保存的文字</source>
   <translation>Copy unsaved text</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>密钥库里的密钥不是这份数据的</source>
   <translation>The key store has the key of other data</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>总部已有的内容会重新下载。只存在本机、没上传的内容打不开，会随旧文件一起锁在备份文件夹里，不会删除。</source>
   <translation>What headquarters has is downloaded again. What exists only here and was not sent cannot be opened; it stays locked with the old file in the backup folder and is not deleted.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>您的密码在别处改过。输入以前的密码就能打开，没上传的内容也在；以后用新密码。</source>
   <translation>Your password was changed elsewhere. The earlier one opens the data, with everything that was not sent; from then on the new one does.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <location filename="app/ui/settings/data_page.py" />
   <source>打开文件夹</source>
   <translation>Open folder</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>找不到本机数据的密钥</source>
   <translation>The key of the local data is not found</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>旧文件会移到备份文件夹，不会删除。总部已有的内容会重新下载；只存在本机的内容另存一份，供您补录。</source>
   <translation>The old file moves to the backups folder and is not deleted. What HQ has is downloaded again; what only this computer had is saved for you.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据已加密，密钥原来在系统密钥库的「{entry}」里。没有删除任何东西，恢复它后可以再试。</source>
   <translation>Local data is encrypted; its key was in the system’s key store as “{entry}”. Nothing was deleted. Restore that entry and try again.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据已加密，系统密钥库的「{entry}」换成了别的密钥。没有删除任何东西，换回来后可以再试。</source>
   <translation>Local data is encrypted, and “{entry}” in the system’s key store now holds another key. Nothing was deleted. Put the right one back and try again.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据文件夹不能写入</source>
   <translation>The local data folder cannot be written to</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据文件已损坏</source>
   <translation>The local data file is damaged</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据由更新的版本写成</source>
   <translation>The local data was written by a newer version</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据还锁着以前的密码</source>
   <translation>The local data is still locked by an earlier password</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>检查文件夹的权限，或是否被别的程序占用。</source>
   <translation>Check the folder’s permissions, or whether another program holds it.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>正在写的内容已存到 {file}，修复后会再给您</source>
   <translation>What you were writing is in {file}. You get it back after the repair</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>正在写的内容没能存下，请复制后保管</source>
   <translation>What you were writing could not be kept. Copy it</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>没有删除任何东西。可以先另存旧文件，再从总部重新同步；没上传的内容能读出来的会单独存一份。</source>
   <translation>Nothing was deleted. The old file can be put aside and everything synced anew; unsent work that can be read is saved separately.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>腾出一些空间后再试。已有的数据没有改动。</source>
   <translation>Free some space and try again. Existing data was not changed.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>请再想想以前用过的密码。没有删除任何东西。</source>
   <translation>Think of the passwords you used before. Nothing was deleted.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>请升级程序后再打开。数据没有改动。</source>
   <translation>Upgrade the program to open it. The data was not changed.</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>返回登录</source>
   <translation>Back to sign-in</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>这个密码也打不开本机数据</source>
   <translation>This password does not open the local data either</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>关闭后仍留在 {folder}</source>
   <translation>It stays in {folder}</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>只在这里还有，关闭前请复制</source>
   <translation>This is the only copy. Copy it before you close</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>复制全部</source>
   <translation>Copy all</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>本机数据出问题时，您正在写这些内容</source>
   <translation>You were writing this when the local data failed</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>没来得及保存的内容</source>
   <translation>Text that was not saved</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>从列表移除 {name}</source>
   <translation>Remove {name} from the list</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>保持登录，断网时也能进入（7 天）</source>
   <translation>Keep me signed in, also offline (7 days)</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>可离线登录</source>
   <translation>Works offline</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>可连接 · {ms} ms</source>
   <translation>OK · {ms} ms</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>在这台电脑用过的账号</source>
   <translation>Accounts on this computer</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>密码不会存在这台电脑上。登录凭证放在系统的密钥库里。</source>
   <translation>Your password is not stored here. The system’s key store keeps the sign-in.</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>密码不会存在这台电脑上。系统没有可用的密钥库，不能保持登录，重启后要再输一次密码。</source>
   <translation>Your password is not stored here. There is no key store to keep you signed in: enter the password again after a restart.</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>工号或账号</source>
   <translation>Login</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>改用 {url}</source>
   <translation>Use {url} instead</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>数据截至 {time}</source>
   <translation>data as of {time}</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>断网时也能用密码登录（7 天）</source>
   <translation>Also let me in offline with the password (7 days)</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>断网时也能登录，并使用本机数据。离线登录 7 天内有效。</source>
   <translation>Sign in offline and use local data, within 7 days.</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>显示密码</source>
   <translation>Show password</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>正在检查</source>
   <translation>Checking</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>正在登录</source>
   <translation>Signing in</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>登录前检查</source>
   <translation>Before you sign in</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>登录知应客服台</source>
   <translation>Sign in to Zhiying Desk</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>移除</source>
   <translation>Remove</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/settings/pages.py" />
   <source>语言</source>
   <translation>Language</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>连上总部后开始工作</source>
   <translation>Connect to HQ to start</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>重新检查</source>
   <translation>Check again</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>隐藏密码</source>
   <translation>Hide password</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>需联网一次</source>
   <translation>Go online once</translation>
  </message>
  <message>
   <location filename="app/ui/account/wiping.py" />
   <source>{name} 在这台电脑的数据没有全部删除，下次启动时会再删</source>
   <translation>Not everything {name} had on this computer could be deleted. The next start tries again</translation>
  </message>
  <message>
   <location filename="app/ui/account/wiping.py" />
   <source>管理员已要求清除这台电脑：{name} 在这里的数据都已删除</source>
   <translation>An administrator ordered this computer to be wiped: everything {name} had here is deleted</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/wiping.py" />
   <source>，包括 {n} 项还没上传的内容</source>
   <translation>
    <numerusform>, including {n} item not uploaded yet</numerusform>
    <numerusform>, including {n} items not uploaded yet</numerusform>
   </translation>
  </message>
 </context>
</TS>
