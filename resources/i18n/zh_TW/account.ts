<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不可用</source>
   <translation>不可用</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不够</source>
   <translation>不夠</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不支持 HTTPS</source>
   <translation>不支援 HTTPS</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>不是知应服务器</source>
   <translation>不是知應伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>与服务器相差 {span}</source>
   <translation>與伺服器相差 {span}</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>可用 {size} GB</source>
   <translation>可用 {size} GB</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>密钥库</source>
   <translation>金鑰庫</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>工号或密码不对，请再输一次</source>
   <translation>工號或密碼不對，請再輸一次</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <location filename="app/ui/account/sign_in.py" />
   <source>服务器</source>
   <translation>伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>本机空间</source>
   <translation>本機空間</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>正常</source>
   <translation>正常</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>登录凭证由系统保管</source>
   <translation>登入憑證由系統保管</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>系统时间</source>
   <translation>系統時間</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>系统没有可用的密钥库，重启后要再输一次密码</source>
   <translation>系統沒有可用的金鑰庫，重新啟動後要再輸一次密碼</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>试的次数太多，{span}后再试</source>
   <translation>試的次數太多，{span}後再試</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>请校准</source>
   <translation>請校準</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>足够</source>
   <translation>足夠</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>这个地址上的不是知应服务器。检查地址，或先完成网络登录页的认证</source>
   <translation>這個位址上的不是知應伺服器。檢查位址，或先完成網路登入頁的認證</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>这个地址不支持 HTTPS。内网服务器可以不加密连接</source>
   <translation>這個位址不支援 HTTPS。內網伺服器可以不加密連線</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>这个地址不支持 HTTPS，密码不能不加密送过公网。检查地址和端口，或联系管理员</source>
   <translation>這個位址不支援 HTTPS，密碼不能不加密送過公網。請檢查位址和連接埠，或聯絡管理員</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>连不上</source>
   <translation>連不上</translation>
  </message>
  <message>
   <location filename="app/ui/account/checks.py" />
   <source>连不上这个地址。检查网络和地址，或稍后再试</source>
   <translation>連不上這個位址。檢查網路和位址，或稍後再試</translation>
  </message>
  <message>
   <location filename="app/ui/account/custody.py" />
   <source>已 {since}没连上总部。再过 {left}还没连上，就要登录一次才能打开；没上传的内容都会留着</source>
   <translation>已 {since}沒連上總部。再過 {left}還沒連上，就要登入一次才能開啟；沒上傳的內容都會留著</translation>
  </message>
  <message>
   <location filename="app/ui/account/custody.py" />
   <source>现在连接</source>
   <translation>現在連線</translation>
  </message>
  <message>
   <location filename="app/ui/account/custody.py" />
   <source>连上总部后才能锁定：这台电脑没有可核对的密码</source>
   <translation>連上總部後才能鎖定：這台電腦沒有可核對的密碼</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>不再保持登录（下次要输密码）</source>
   <translation>不再保持登入（下次要輸密碼）</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>不退出</source>
   <translation>不登出</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>先导出…</source>
   <translation>先匯出…</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/lock_screen.py" />
   <location filename="app/ui/account/sign_in.py" />
   <source>密码</source>
   <translation>密碼</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>本机数据会保留，下次登录可以直接用。</source>
   <translation>本機資料會保留，下次登入可以直接用。</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/entrance.py" />
   <source>没有登录成，请再试一次</source>
   <translation>沒有登入成，請再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/gate.py" />
   <location filename="app/ui/account/sign_in.py" />
   <source>登录</source>
   <translation>登入</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>登录已过期。输入密码后继续同步，打开的内容都不会动。</source>
   <translation>登入已過期。輸入密碼後繼續同步，開啟的內容都不會動。</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/conversations/conflict_card.py" />
   <source>稍后</source>
   <translation>稍後</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/dialogs.py" />
   <source>还有 {n} 项没上传，它们留在这台电脑，下次用同一账号登录后继续上传。</source>
   <translation>
    <numerusform>還有 {n} 項沒上傳，它們留在這台電腦，下次用同一帳號登入後繼續上傳。</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>退出后再登录需要连上总部。现在离线，可以先不勾选。</source>
   <translation>登出後再登入需要連上總部。現在離線，可以先不勾選。</translation>
  </message>
  <message>
   <location filename="app/ui/account/dialogs.py" />
   <source>退出登录?</source>
   <translation>要登出嗎?</translation>
  </message>
  <message>
   <location filename="app/ui/account/entrance.py" />
   <source>旧文件已移到备份文件夹</source>
   <translation>舊檔案已移到備份資料夾</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/entrance.py" />
   <source>，另存了 {n} 项没上传的内容</source>
   <translation>
    <numerusform>，另存了 {n} 項沒上傳的內容</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>{done} / {total} 条</source>
   <translation>{done} / {total} 筆</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>其余随时按 F1</source>
   <translation>其餘隨時按 F1</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>前五项完成后就能开始接待，其余在后台继续。</source>
   <translation>前五項完成後就能開始接待，其餘在背景繼續。</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>只下载您有权看到的内容，存在这台电脑您的用户目录里。</source>
   <translation>只下載您有權看到的內容，存在這台電腦您的使用者資料夾裡。</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>可开始工作</source>
   <translation>可開始工作</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>在输入框里搜知识并发图文</source>
   <translation>在輸入框裡搜知識並發圖文</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>客户资料</source>
   <translation>客戶資料</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>已登录</source>
   <translation>已登入</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>找任何东西、执行任何命令</source>
   <translation>找任何東西、執行任何命令</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>接入下一个排队客户</source>
   <translation>接手下一位排隊客戶</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>断网会自动续传，不会从头开始</source>
   <translation>網路中斷會自動續傳，不會從頭開始</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>正在准备离线数据</source>
   <translation>正在準備離線資料</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>消息与备注</source>
   <translation>訊息與備註</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>知识正文与索引</source>
   <translation>知識內文與索引</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>等待时记住 4 个快捷键</source>
   <translation>等待時記住 4 個快速鍵</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/outbox/classes.py" />
   <source>评价与历史</source>
   <translation>評價與歷史</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>账号、同事与客服组</source>
   <translation>帳號、同事與客服組</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>进入工作台</source>
   <translation>進入工作台</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>连接断了，正在重试。已下载的内容都在</source>
   <translation>連線斷了，正在重試。已下載的內容都在</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>采用第一条建议</source>
   <translation>採用第一則建議</translation>
  </message>
  <message>
   <location filename="app/ui/account/first_sync.py" />
   <source>首次同步 {percent}%</source>
   <translation>首次同步 {percent}%</translation>
  </message>
  <message>
   <location filename="app/ui/account/gate.py" />
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定</source>
   <translation>已鎖定</translation>
  </message>
  <message>
   <location filename="app/ui/account/gate.py" />
   <location filename="app/ui/settings/data_page.py" />
   <source>本机数据</source>
   <translation>本機資料</translation>
  </message>
  <message>
   <location filename="app/ui/account/gate.py" />
   <source>首次同步</source>
   <translation>首次同步</translation>
  </message>
  <message>
   <location filename="app/ui/account/linking.py" />
   <location filename="app/ui/account/recovery.py" />
   <location filename="app/ui/reports/view.py" />
   <location filename="app/ui/settings/server_list.py" />
   <source>再试一次</source>
   <translation>再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/account/linking.py" />
   <source>登录已过期，同步已停。打开的内容和没上传的都在</source>
   <translation>登入已過期，同步已停。開啟的內容和沒上傳的都在</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/lock_screen.py" />
   <source>密码不对。{n} 秒后才能再试</source>
   <translation>
    <numerusform>密碼不對。{n} 秒後才能再試</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>密码不对，请再输一次</source>
   <translation>密碼不對，請再輸一次</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，同步还在继续</source>
   <translation>已鎖定，同步還在繼續</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，现在离线，连上后自动继续同步</source>
   <translation>已鎖定，現在離線，連上後自動繼續同步</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，登录已过期，解锁后再登录一次才能同步</source>
   <translation>已鎖定，登入已過期，解鎖後再登入一次才能同步</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>已锁定，解锁后继续同步</source>
   <translation>已鎖定，解鎖後繼續同步</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>换人登录</source>
   <translation>換人登入</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>没有解开，请再试一次</source>
   <translation>沒有解開，請再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>解锁</source>
   <translation>解鎖</translation>
  </message>
  <message>
   <location filename="app/ui/account/lock_screen.py" />
   <source>这台电脑没有保存可核对的密码，连上总部后才能解锁</source>
   <translation>這台電腦沒有儲存可核對的密碼，連上總部後才能解鎖</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>以前的版本没有加密。这只做一次；中途关掉也不会丢东西，下次打开会接着做。</source>
   <translation>以前的版本沒有加密。這只做一次；中途關掉也不會遺失內容，下次開啟會接著做。</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>有时要等系统的密钥库，或先更新本机数据的格式。可以关掉，不会丢东西。</source>
   <translation>有時要等系統的金鑰庫，或先更新本機資料的格式。可以關掉，不會遺失內容。</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>正在加密本机数据</source>
   <translation>正在加密本機資料</translation>
  </message>
  <message>
   <location filename="app/ui/account/preparing.py" />
   <source>正在打开本机数据</source>
   <translation>正在開啟本機資料</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>以前的密码</source>
   <translation>以前的密碼</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>另存并重新同步</source>
   <translation>另存並重新同步</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>另存旧文件并重新同步</source>
   <translation>另存舊檔案並重新同步</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>另存旧文件并重新同步?</source>
   <translation>另存舊檔案並重新同步?</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>复制没保存的文字</source>
   <translation>複製沒儲存的文字</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>密钥库里的密钥不是这份数据的</source>
   <translation>金鑰庫裡的金鑰不是這份資料的</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>总部已有的内容会重新下载。只存在本机、没上传的内容打不开，会随旧文件一起锁在备份文件夹里，不会删除。</source>
   <translation>總部已有的內容會重新下載。只存在本機、沒上傳的內容打不開，會隨舊檔案一起鎖在備份資料夾裡，不會刪除。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>您的密码在别处改过。输入以前的密码就能打开，没上传的内容也在；以后用新密码。</source>
   <translation>您的密碼在別處改過。輸入以前的密碼就能開啟，沒上傳的內容也在；以後用新密碼。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <location filename="app/ui/settings/data_page.py" />
   <source>打开文件夹</source>
   <translation>開啟資料夾</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>找不到本机数据的密钥</source>
   <translation>找不到本機資料的金鑰</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>旧文件会移到备份文件夹，不会删除。总部已有的内容会重新下载；只存在本机的内容另存一份，供您补录。</source>
   <translation>舊檔案會移到備份資料夾，不會刪除。總部已有的內容會重新下載；只存在本機的內容另存一份，供您補登。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据已加密，密钥原来在系统密钥库的「{entry}」里。没有删除任何东西，恢复它后可以再试。</source>
   <translation>本機資料已加密，金鑰原來在系統金鑰庫的「{entry}」裡。沒有刪除任何東西，恢復它後可以再試。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据已加密，系统密钥库的「{entry}」换成了别的密钥。没有删除任何东西，换回来后可以再试。</source>
   <translation>本機資料已加密，系統金鑰庫的「{entry}」換成了別的金鑰。沒有刪除任何東西，換回來後可以再試。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据文件夹不能写入</source>
   <translation>本機資料夾無法寫入</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据文件已损坏</source>
   <translation>本機資料檔案已損壞</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据由更新的版本写成</source>
   <translation>本機資料由更新的版本寫成</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>本机数据还锁着以前的密码</source>
   <translation>本機資料還鎖著以前的密碼</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>检查文件夹的权限，或是否被别的程序占用。</source>
   <translation>檢查資料夾的權限，或是否被別的程式占用。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>正在写的内容已存到 {file}，修复后会再给您</source>
   <translation>正在寫的內容已存到 {file}，修復後會再給您</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>正在写的内容没能存下，请复制后保管</source>
   <translation>正在寫的內容沒能存下，請複製後保管</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>没有删除任何东西。可以先另存旧文件，再从总部重新同步；没上传的内容能读出来的会单独存一份。</source>
   <translation>沒有刪除任何東西。可以先另存舊檔案，再從總部重新同步；沒上傳的內容能讀出來的會單獨存一份。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>腾出一些空间后再试。已有的数据没有改动。</source>
   <translation>騰出一些空間後再試。已有的資料沒有改動。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>请再想想以前用过的密码。没有删除任何东西。</source>
   <translation>請再想想以前用過的密碼。沒有刪除任何東西。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>请升级程序后再打开。数据没有改动。</source>
   <translation>請升級程式後再開啟。資料沒有改動。</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>返回登录</source>
   <translation>返回登入</translation>
  </message>
  <message>
   <location filename="app/ui/account/recovery.py" />
   <source>这个密码也打不开本机数据</source>
   <translation>這個密碼也打不開本機資料</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>关闭后仍留在 {folder}</source>
   <translation>關閉後仍留在 {folder}</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>只在这里还有，关闭前请复制</source>
   <translation>只有這裡還有，關閉前請複製</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>复制全部</source>
   <translation>複製全部</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>本机数据出问题时，您正在写这些内容</source>
   <translation>本機資料出問題時，您正在寫這些內容</translation>
  </message>
  <message>
   <location filename="app/ui/account/rescue.py" />
   <source>没来得及保存的内容</source>
   <translation>來不及儲存的內容</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>从列表移除 {name}</source>
   <translation>從清單移除 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>保持登录，断网时也能进入（7 天）</source>
   <translation>保持登入，離線時也能進入（7 天）</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>可离线登录</source>
   <translation>可離線登入</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>可连接 · {ms} ms</source>
   <translation>可連線 · {ms} ms</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>在这台电脑用过的账号</source>
   <translation>在這台電腦用過的帳號</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>密码不会存在这台电脑上。登录凭证放在系统的密钥库里。</source>
   <translation>密碼不會存在這台電腦上。登入憑證放在系統的金鑰庫裡。</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>密码不会存在这台电脑上。系统没有可用的密钥库，不能保持登录，重启后要再输一次密码。</source>
   <translation>密碼不會存在這台電腦上。系統沒有可用的金鑰庫，不能保持登入，重新啟動後要再輸入一次密碼。</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>工号或账号</source>
   <translation>工號或帳號</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>改用 {url}</source>
   <translation>改用 {url}</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>数据截至 {time}</source>
   <translation>資料截至 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>断网时也能用密码登录（7 天）</source>
   <translation>離線時也能用密碼登入（7 天）</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>断网时也能登录，并使用本机数据。离线登录 7 天内有效。</source>
   <translation>離線也能登入並使用本機資料，7 天內有效。</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>显示密码</source>
   <translation>顯示密碼</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>正在检查</source>
   <translation>正在檢查</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>正在登录</source>
   <translation>正在登入</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>登录前检查</source>
   <translation>登入前檢查</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>登录知应客服台</source>
   <translation>登入知應客服台</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>移除</source>
   <translation>移除</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <location filename="app/ui/knowledge/articles_pane.py" />
   <location filename="app/ui/knowledge/editor_side.py" />
   <location filename="app/ui/knowledge/preview.py" />
   <location filename="app/ui/outbox/words.py" />
   <location filename="app/ui/settings/pages.py" />
   <source>语言</source>
   <translation>語言</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>连上总部后开始工作</source>
   <translation>連上總部後開始工作</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>重新检查</source>
   <translation>重新檢查</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>隐藏密码</source>
   <translation>隱藏密碼</translation>
  </message>
  <message>
   <location filename="app/ui/account/sign_in.py" />
   <source>需联网一次</source>
   <translation>需連線一次</translation>
  </message>
  <message>
   <location filename="app/ui/account/wiping.py" />
   <source>{name} 在这台电脑的数据没有全部删除，下次启动时会再删</source>
   <translation>{name} 在這台電腦的資料沒有全部刪除，下次啟動時會再刪</translation>
  </message>
  <message>
   <location filename="app/ui/account/wiping.py" />
   <source>管理员已要求清除这台电脑：{name} 在这里的数据都已删除</source>
   <translation>管理員已要求清除這台電腦：{name} 在這裡的資料都已刪除</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/account/wiping.py" />
   <source>，包括 {n} 项还没上传的内容</source>
   <translation>
    <numerusform>，包括 {n} 項還沒上傳的內容</numerusform>
   </translation>
  </message>
 </context>
</TS>
