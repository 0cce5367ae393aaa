<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>收货地址</source>
   <translation>收貨地址</translation>
  </message>
  <message>
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/view.py" />
   <source>编辑客户资料</source>
   <translation>編輯客戶資料</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/customers/profile.py" />
   <source>{n} 处两边都改了，请选一个</source>
   <translation>
    <numerusform>{n} 處兩邊都改了，請選一個</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>{time} 购买</source>
   <translation>{time} 購買</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>{time} 起的客户</source>
   <translation>{time} 起的客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>买过的产品</source>
   <translation>買過的產品</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/view.py" />
   <source>已放弃</source>
   <translation>已放棄</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>已留言</source>
   <translation>已留言</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>已结</source>
   <translation>已結</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>收尾</source>
   <translation>收尾</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>普通</source>
   <translation>普通</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>未结</source>
   <translation>未結</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>未结的工单</source>
   <translation>未結的工單</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>没有工单</source>
   <translation>沒有工單</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>由您服务过</source>
   <translation>由您服務過</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/tickets/view.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>等客户</source>
   <translation>等客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>编辑资料</source>
   <translation>編輯資料</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>贵宾</source>
   <translation>貴賓</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>近 12 月联系</source>
   <translation>近 12 月聯絡</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>还没有联系过</source>
   <translation>還沒有聯絡過</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>骚扰</source>
   <translation>騷擾</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>与 {name} 合并，{why}</source>
   <translation>與 {name} 合併，{why}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>可能是同一位客户</source>
   <translation>可能是同一位客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>合并</source>
   <translation>合併</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>合并后以 {name} 为准</source>
   <translation>合併後以 {name} 為準</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>姓名和住处相同</source>
   <translation>姓名和住處相同</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>姓名和可见的手机号相同</source>
   <translation>姓名和可見的手機號相同</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>已并入这位客户</source>
   <translation>已併入這位客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>手机相同</source>
   <translation>手機相同</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>拆开</source>
   <translation>拆開</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>拆开 {name}</source>
   <translation>拆開 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>查看</source>
   <translation>檢視</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>查看 {name}</source>
   <translation>檢視 {name}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>订单号相同</source>
   <translation>訂單號相同</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>证件号相同</source>
   <translation>證件號相同</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>邮箱相同</source>
   <translation>電子信箱相同</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/customers/view.py" />
   <source>{n} 张工单</source>
   <translation>
    <numerusform>{n} 張工單</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>从左边选一位，或按姓名、手机、邮箱查找</source>
   <translation>從左邊選一位，或依姓名、手機、信箱尋找</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>先打开一位客户</source>
   <translation>先開啟一位客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>可能已被合并或删除</source>
   <translation>可能已被合併或刪除</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>合并重复的客户</source>
   <translation>合併重複的客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>姓名、手机、邮箱</source>
   <translation>姓名、手機、信箱</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>客户列表</source>
   <translation>客戶清單</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>客户来联系后会列在这里</source>
   <translation>客戶來聯絡後會列在這裡</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>客户没有读出来</source>
   <translation>客戶沒有讀出來</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>已合并，随时可以拆开</source>
   <translation>已合併，隨時可以拆開</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>已拆开，两位客户各归各的</source>
   <translation>已拆開，兩位客戶各歸各的</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>新建客户 (Ctrl+N)</source>
   <translation>新增客戶 (Ctrl+N)</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/customers/view.py" />
   <source>本机共 {n} 位客户</source>
   <translation>
    <numerusform>本機共 {n} 位客戶</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>查找客户</source>
   <translation>尋找客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>没有发现重复的客户</source>
   <translation>沒有發現重複的客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>没有打开客户</source>
   <translation>沒有開啟客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>没有符合「{words}」的客户</source>
   <translation>沒有符合「{words}」的客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>还没有客户</source>
   <translation>還沒有客戶</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>这位客户已不在本机</source>
   <translation>這位客戶已不在本機</translation>
  </message>
 </context>
</TS>
