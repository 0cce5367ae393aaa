<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>收货地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <location filename="app/ui/customers/dialog.py" />
   <location filename="app/ui/customers/view.py" />
   <source>编辑客户资料</source>
   <translation>Edit customer</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/customers/profile.py" />
   <source>{n} 处两边都改了，请选一个</source>
   <translation>
    <numerusform>{n} value was changed on both sides. Pick one.</numerusform>
    <numerusform>{n} values were changed on both sides. Pick one.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>{time} 购买</source>
   <translation>bought {time}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>{time} 起的客户</source>
   <translation>Customer since {time}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>买过的产品</source>
   <translation>Products</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/outbox/view.py" />
   <source>已放弃</source>
   <translation>Abandoned</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>已留言</source>
   <translation>Message left</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>已结</source>
   <translation>Done</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>收尾</source>
   <translation>Wrap-up</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>普通</source>
   <translation>Standard</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>未结</source>
   <translation>Open</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>未结的工单</source>
   <translation>Open tickets</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>没有工单</source>
   <translation>No tickets</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>由您服务过</source>
   <translation>Served by you</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <location filename="app/ui/tickets/view.py" />
   <location filename="app/ui/tickets/words.py" />
   <source>等客户</source>
   <translation>Waiting</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>编辑资料</source>
   <translation>Edit</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>贵宾</source>
   <translation>VIP</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>近 12 月联系</source>
   <translation>Contacts in 12 months</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>还没有联系过</source>
   <translation>No contact yet</translation>
  </message>
  <message>
   <location filename="app/ui/customers/profile.py" />
   <source>骚扰</source>
   <translation>Spam</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>与 {name} 合并，{why}</source>
   <translation>Merge with {name}, {why}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>可能是同一位客户</source>
   <translation>May be the same customer</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <location filename="app/ui/outbox/words.py" />
   <source>合并</source>
   <translation>Merge</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>合并后以 {name} 为准</source>
   <translation>{name} will stand for both</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>姓名和住处相同</source>
   <translation>Same name and place</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>姓名和可见的手机号相同</source>
   <translation>Same name and visible digits of the phone</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>已并入这位客户</source>
   <translation>Merged into this customer</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>手机相同</source>
   <translation>Same phone</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>拆开</source>
   <translation>Separate</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>拆开 {name}</source>
   <translation>Separate {name}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>查看</source>
   <translation>View</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>查看 {name}</source>
   <translation>View {name}</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>订单号相同</source>
   <translation>Same order number</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>证件号相同</source>
   <translation>Same ID number</translation>
  </message>
  <message>
   <location filename="app/ui/customers/same_person.py" />
   <source>邮箱相同</source>
   <translation>Same e-mail</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/customers/view.py" />
   <source>{n} 张工单</source>
   <translation>
    <numerusform>{n} ticket</numerusform>
    <numerusform>{n} tickets</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>从左边选一位，或按姓名、手机、邮箱查找</source>
   <translation>Pick one on the left, or search by name, phone or email</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>先打开一位客户</source>
   <translation>Open a customer first</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>可能已被合并或删除</source>
   <translation>Perhaps merged or deleted</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>合并重复的客户</source>
   <translation>Merge duplicate customers</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>姓名、手机、邮箱</source>
   <translation>Name, phone, email</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>客户列表</source>
   <translation>Customers</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>客户来联系后会列在这里</source>
   <translation>Customers appear here once they make contact</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>客户没有读出来</source>
   <translation>Customers could not be read</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>已合并，随时可以拆开</source>
   <translation>Merged. They can be separated at any time</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>已拆开，两位客户各归各的</source>
   <translation>Separated: each has their own again</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>新建客户 (Ctrl+N)</source>
   <translation>New customer (Ctrl+N)</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/customers/view.py" />
   <source>本机共 {n} 位客户</source>
   <translation>
    <numerusform>{n} customer on this device</numerusform>
    <numerusform>{n} customers on this device</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>查找客户</source>
   <translation>Find customers</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>没有发现重复的客户</source>
   <translation>No duplicate customer was found</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>没有打开客户</source>
   <translation>No customer open</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>没有符合「{words}」的客户</source>
   <translation>No customer matches “{words}”</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>还没有客户</source>
   <translation>No customers yet</translation>
  </message>
  <message>
   <location filename="app/ui/customers/view.py" />
   <source>这位客户已不在本机</source>
   <translation>This customer is no longer on this device</translation>
  </message>
 </context>
</TS>
