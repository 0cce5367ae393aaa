<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/settings/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>设置</source>
   <translation>設定</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>{name}的令牌</source>
   <translation>{name}的權杖</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/branches_page.py" />
   <source>{n} 项等它来取</source>
   <translation>
    <numerusform>{n} 項等它來取</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>为{name}登记服务器</source>
   <translation>為{name}登記伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>为{name}登记服务器?</source>
   <translation>為{name}登記伺服器?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>令牌</source>
   <translation>權杖</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>以后由总部分配和决定。那台服务器还没上传的内容总部不会再有，它要清空后才能重新登记。</source>
   <translation>以後由總部分配和決定。那台伺服器還沒上傳的內容總部不會再有，它要清空後才能重新登記。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>停用</source>
   <translation>停用</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>停用{name}的服务器</source>
   <translation>停用{name}的伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>停用{name}的服务器?</source>
   <translation>停用{name}的伺服器?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>全部分部</source>
   <translation>全部分部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>分部或城市</source>
   <translation>分部或城市</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>分部服务器</source>
   <translation>分部伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>分部没有读到</source>
   <translation>分部沒有讀到</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>原来的令牌马上失效。分部照常工作，换上新令牌后继续同步。</source>
   <translation>原來的權杖馬上失效。分部照常工作，換上新權杖後繼續同步。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>只显示这一次。把它存进分部服务器数据文件夹里的 upstream.token，再用 serve --upstream 启动。</source>
   <translation>只顯示這一次。把它存進分部伺服器資料檔案夾裡的 upstream.token，再用 serve --upstream 啟動。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>它马上连不上总部，分部自己照常工作。没上传的内容留在那里，换上新令牌后继续上传。</source>
   <translation>它馬上連不上總部，分部自己照常工作。沒上傳的內容留在那裡，換上新權杖後繼續上傳。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>已停用</source>
   <translation>已停用</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>已收回总部</source>
   <translation>已收回總部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>已收回，由总部继续</source>
   <translation>已收回，由總部繼續</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>总部的版本还不能列出分部</source>
   <translation>總部的版本還不能列出分部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>把{name}的工作收回总部</source>
   <translation>把{name}的工作收回總部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>把{name}的工作收回总部?</source>
   <translation>把{name}的工作收回總部?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>换令牌</source>
   <translation>換權杖</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>收回总部</source>
   <translation>收回總部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <location filename="app/ui/settings/security_page.py" />
   <source>最近 {time}</source>
   <translation>最近 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>有自己服务器的分部，线路中断时照常工作，恢复后两边自动对齐。在这里登记、查看和停用。</source>
   <translation>有自己伺服器的分部，線路中斷時照常工作，恢復後兩邊自動對齊。在這裡登記、檢視和停用。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>没有符合的分部</source>
   <translation>沒有符合的分部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>用总部的服务器</source>
   <translation>用總部的伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>登记</source>
   <translation>登記</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>登记后，这个分部的会话和工单由它自己的服务器分配和决定，总部不再代办。</source>
   <translation>登記後，這個分部的對話和工單由它自己的伺服器分配和決定，總部不再代辦。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>登记服务器</source>
   <translation>登記伺服器</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>离线时看不到分部</source>
   <translation>離線時看不到分部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>等待首次连接</source>
   <translation>等待首次連線</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>线路中断</source>
   <translation>線路中斷</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>给{name}换令牌</source>
   <translation>給{name}換權杖</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>给{name}换令牌?</source>
   <translation>給{name}換權杖?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>还没有分部</source>
   <translation>還沒有分部</translation>
  </message>
  <message>
   <location filename="app/ui/settings/branches_page.py" />
   <source>还没有连过</source>
   <translation>還沒有連過</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/data_page.py" />
   <source>{n} 个刚用过，留着</source>
   <translation>
    <numerusform>{n} 個剛用過，留著</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/data_page.py" />
   <source>{n} 个没上传、刚发出或在草稿里，留着</source>
   <translation>
    <numerusform>{n} 個沒上傳、剛送出或在草稿裡，留著</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>会话、工单、客户、知识</source>
   <translation>對話、工單、客戶、知識</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>位置</source>
   <translation>位置</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>关于</source>
   <translation>關於</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>升级前的副本，另存的旧文件</source>
   <translation>升級前的副本，另存的舊檔案</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>备份</source>
   <translation>備份</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>复制版本信息</source>
   <translation>複製版本資訊</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>已复制版本信息</source>
   <translation>已複製版本資訊</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/data_page.py" />
   <source>已清理 {n} 个附件，需要时会重新下载</source>
   <translation>
    <numerusform>已清理 {n} 個附件，需要時會重新下載</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>数据库</source>
   <translation>資料庫</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>数据放在这台电脑您的用户目录里，其他用户打不开。退出登录后仍会保留。</source>
   <translation>資料放在這台電腦您的使用者資料夾裡，其他使用者打不開。登出後仍會保留。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>最多占用</source>
   <translation>最多佔用</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>每个账号各有自己的文件夹</source>
   <translation>每個帳號各有自己的資料夾</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>没有可清理的附件</source>
   <translation>沒有可清理的附件</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>清理附件</source>
   <translation>清理附件</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>看过的图片和文件</source>
   <translation>看過的圖片和檔案</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>离线也能用的客服桌面程序</source>
   <translation>離線也能用的客服桌面程式</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>空闲时预先下载</source>
   <translation>閒置時預先下載</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>系统</source>
   <translation>系統</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>许可</source>
   <translation>授權</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>超出时先清理最久没看的；没上传的、草稿里的一直保留</source>
   <translation>超出時先清理最久沒看的；沒上傳的、草稿裡的一直保留</translation>
  </message>
  <message>
   <location filename="app/ui/settings/data_page.py" />
   <source>进行中会话和已发布知识的附件，离线也能打开。按流量计费的网络请关闭</source>
   <translation>進行中對話和已發布知識的附件，離線也能開啟。按流量計費的網路請關閉</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>Alt 或 Shift 加字母在一些键盘上用来打字，请换一个</source>
   <translation>Alt 或 Shift 加字母在一些鍵盤上用來打字，請換一個</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>Ctrl+Alt 在一些键盘上是 AltGr，请换一个</source>
   <translation>Ctrl+Alt 在一些鍵盤上是 AltGr，請換一個</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>{keys} 同时是「{names}」</source>
   <translation>{keys} 同時是「{names}」</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>全部改回默认</source>
   <translation>全部改回預設</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>单个字母会和打字冲突，请加上 Ctrl</source>
   <translation>單一字母會和打字衝突，請加上 Ctrl</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>按下新的按键</source>
   <translation>按下新的按鍵</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>按名称或按键查找</source>
   <translation>依名稱或按鍵尋找</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>按键</source>
   <translation>按鍵</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>操作</source>
   <translation>操作</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>改回默认</source>
   <translation>改回預設</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>改按键</source>
   <translation>改按鍵</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>新的按键</source>
   <translation>新的按鍵</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>用这个键</source>
   <translation>用這個鍵</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>范围</source>
   <translation>範圍</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>这个键常被输入法或其他软件占用，请换一个</source>
   <translation>這個鍵常被輸入法或其他軟體占用，請換一個</translation>
  </message>
  <message>
   <location filename="app/ui/settings/keys_page.py" />
   <source>选中一行按 Enter，改它的按键</source>
   <translation>選取一列按 Enter，改它的按鍵</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source> 秒</source>
   <translation> 秒</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>主题</source>
   <comment>look</comment>
   <translation>主題</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>关闭窗口后留在托盘</source>
   <translation>關閉視窗後留在系統匣</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>分给我的会话</source>
   <translation>分給我的對話</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>列表和表格的行高</source>
   <translation>清單和表格的列高</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>卡片、文件和「发送并结束」在这段时间里可以撤回；0 为马上发出</source>
   <translation>卡片、檔案和「傳送並結束」在這段時間裡可以收回；0 為馬上送出</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>发送与撤销</source>
   <translation>傳送與復原</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>发送键</source>
   <translation>傳送鍵</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>声音</source>
   <translation>聲音</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>外观与语言</source>
   <translation>外觀與語言</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>宽松</source>
   <translation>寬鬆</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>密度</source>
   <translation>密度</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>小休时不响</source>
   <translation>小休時不響</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>排队的客户分给您时提醒</source>
   <translation>排隊的客戶分給您時提醒</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>撤销时间</source>
   <translation>復原時間</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>文字大小</source>
   <translation>文字大小</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>新消息</source>
   <translation>新訊息</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>标准</source>
   <translation>標準</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>没有托盘的系统上，关闭窗口就退出</source>
   <translation>沒有系統匣時，關閉視窗就結束程式</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>浅色</source>
   <translation>淺色</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>深色</source>
   <translation>深色</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>窗口不在前面时提醒</source>
   <translation>視窗不在前面時提醒</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>紧凑</source>
   <translation>緊湊</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>跟随系统</source>
   <translation>跟隨系統</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>跟随系统（{language}）</source>
   <translation>跟隨系統（{language}）</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>选 Ctrl+Enter 时，Enter 换行</source>
   <translation>選 Ctrl+Enter 時，Enter 換行</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>通知里不显示客户说的话，适合有人看得到屏幕的地方</source>
   <translation>通知裡不顯示客戶說的話，適合有人看得到螢幕的地方</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>隐藏内容</source>
   <translation>隱藏內容</translation>
  </message>
  <message>
   <location filename="app/ui/settings/pages.py" />
   <source>马上生效，打开的内容不变</source>
   <translation>馬上生效，開啟的內容不變</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>两次输入的新密码不一样</source>
   <translation>兩次輸入的新密碼不一樣</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>修改</source>
   <translation>修改</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <location filename="app/ui/settings/view.py" />
   <source>修改密码</source>
   <translation>修改密碼</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>其他设备上的登录会结束，要用新密码再登录。这台电脑不受影响。</source>
   <translation>其他裝置上的登入會結束，要用新密碼再登入。這台電腦不受影響。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>再输一次新密码</source>
   <translation>再輸一次新密碼</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>密码已修改</source>
   <translation>密碼已修改</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>新密码</source>
   <translation>新密碼</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>没有改成，请再试一次</source>
   <translation>沒有改成，請再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>现在的密码</source>
   <translation>目前的密碼</translation>
  </message>
  <message>
   <location filename="app/ui/settings/password.py" />
   <source>连上总部后才能修改密码</source>
   <translation>連上總部後才能修改密碼</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/security_page.py" />
   <source>{n} 分钟后</source>
   <translation>
    <numerusform>{n} 分鐘後</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/security_page.py" />
   <source>{n} 项没上传的内容也已删除</source>
   <translation>
    <numerusform>{n} 項沒上傳的內容也已刪除</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>不知道有没有没上传的内容</source>
   <translation>不知道有沒有沒上傳的內容</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>不自动锁定</source>
   <translation>不自動鎖定</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>取消清除</source>
   <translation>取消清除</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>取消清除 {name} 上的数据</source>
   <translation>取消清除 {name} 上的資料</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>姓名、电脑或地址</source>
   <translation>姓名、電腦或地址</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已取消，那台电脑的数据会留着</source>
   <translation>已取消，那臺電腦的資料會留著</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已清除</source>
   <translation>已清除</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已结束登录</source>
   <translation>已結束登入</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>已要求清除，那台电脑下次连上时执行</source>
   <translation>已要求清除，那台電腦下次連上時執行</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>总部的版本还不能列出设备</source>
   <translation>總部的版本還不能列出裝置</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/settings/security_page.py" />
   <source>总部规定最迟 {n} 分钟后锁定</source>
   <translation>
    <numerusform>總部規定最遲 {n} 分鐘後鎖定</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>我登录过的电脑</source>
   <translation>我登入過的電腦</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>所有人的电脑</source>
   <translation>所有人的電腦</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>未登录</source>
   <translation>未登入</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>没有操作或电脑睡眠后，要输密码才能继续；同步不停</source>
   <translation>沒有操作或電腦睡眠後，要輸密碼才能繼續；同步不停</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>没有符合的电脑</source>
   <translation>沒有符合的電腦</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>清除 {name} 上的数据</source>
   <translation>清除 {name} 上的資料</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>清除 {name} 上的数据?</source>
   <translation>清除 {name} 上的資料?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>清除数据</source>
   <translation>清除資料</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>登录马上结束。那台电脑下次连上总部时删除 {agent} 的本机数据，没上传的也会丢失。删除前可以取消。</source>
   <translation>登入馬上結束。那臺電腦下次連上總部時刪除 {agent} 的本機資料，沒上傳的也會遺失。刪除前可以取消。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>离线时看不到设备</source>
   <translation>離線時看不到裝置</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>等待清除</source>
   <translation>等待清除</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>结束 {name} 上的登录</source>
   <translation>結束 {name} 上的登入</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>结束 {name} 上的登录?</source>
   <translation>結束 {name} 上的登入?</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>结束登录</source>
   <translation>結束登入</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>自动锁定</source>
   <translation>自動鎖定</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>设备没有读到</source>
   <translation>裝置沒有讀到</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>还没有登录过的电脑</source>
   <translation>還沒有登入過的電腦</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>这台电脑</source>
   <translation>這台電腦</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>那台电脑要再输密码才能同步。还没上传的内容留在那里，登录后继续上传。</source>
   <translation>那台電腦要再輸密碼才能同步。還沒上傳的內容留在那裡，登入後繼續上傳。</translation>
  </message>
  <message>
   <location filename="app/ui/settings/security_page.py" />
   <source>锁定与设备</source>
   <translation>鎖定與裝置</translation>
  </message>
  <message>
   <location filename="app/ui/settings/server_list.py" />
   <source>总部升级后再看</source>
   <translation>總部升級後再看</translation>
  </message>
  <message>
   <location filename="app/ui/settings/server_list.py" />
   <source>没有读到，请再试一次</source>
   <translation>沒有讀到，請再試一次</translation>
  </message>
  <message>
   <location filename="app/ui/settings/server_list.py" />
   <source>连上总部后再看</source>
   <translation>連上總部後再看</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>一线客服</source>
   <translation>一線客服</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>专家</source>
   <translation>專家</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>主管</source>
   <translation>主管</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>分部负责人</source>
   <translation>分部負責人</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>我的账号</source>
   <translation>我的帳號</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>最多同时接待</source>
   <translation>最多同時接待</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>由主管设置</source>
   <translation>由主管設定</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>知识管理员</source>
   <translation>知識管理員</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>管理员</source>
   <translation>管理員</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>角色</source>
   <translation>角色</translation>
  </message>
  <message>
   <location filename="app/ui/settings/view.py" />
   <source>设置的分类</source>
   <translation>設定的分類</translation>
  </message>
 </context>
</TS>
