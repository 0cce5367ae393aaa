<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/main.py" />
   <source>账号</source>
   <translation>帳號</translation>
  </message>
  <message>
   <location filename="app/main.py" />
   <source>连不上总部，已用本机数据进入</source>
   <translation>連不上總部，已用本機資料進入</translation>
  </message>
  <message>
   <location filename="app/main.py" />
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/first_sync.py" />
   <location filename="app/ui/settings/view.py" />
   <source>退出登录</source>
   <translation>登出</translation>
  </message>
  <message>
   <location filename="app/main.py" />
   <location filename="app/ui/account/dialogs.py" />
   <location filename="app/ui/account/linking.py" />
   <location filename="app/ui/settings/view.py" />
   <source>重新登录</source>
   <translation>重新登入</translation>
  </message>
  <message>
   <location filename="app/main.py" />
   <source>锁定</source>
   <translation>鎖定</translation>
  </message>
 </context>
</TS>
