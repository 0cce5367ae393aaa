<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/reports/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>报表</source>
   <translation>Reports</translation>
  </message>
  <message>
   <location filename="app/ui/reports/bars.py" />
   <source>，</source>
   <translation>, </translation>
  </message>
  <message>
   <location filename="app/ui/reports/bars.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>；</source>
   <translation>; </translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>30 秒内应答</source>
   <translation>Answered in 30 s</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>{group}：进线 {arrivals}，排队 {waiting}，30 秒内应答 {share}，已结束 {closed}，满意度 {stars}</source>
   <translation>{group}: {arrivals} arrivals, {waiting} waiting, {share} answered in 30 s, {closed} closed, satisfaction {stars}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/reports/view.py" />
   <source>{n} 份评价</source>
   <translation>
    <numerusform>{n} answer</numerusform>
    <numerusform>{n} answers</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/reports/view.py" />
   <source>{n} 位客户</source>
   <translation>
    <numerusform>{n} customer</numerusform>
    <numerusform>{n} customers</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>今天</source>
   <translation>Today</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>今天各客服组的数字</source>
   <translation>Today’s figures by group</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>刷新</source>
   <translation>Refresh</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>刷新报表</source>
   <translation>Refresh report</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>各组进线</source>
   <translation>Arrivals by group</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>客户正在等</source>
   <translation>Customers waiting now</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <location filename="app/ui/settings/view.py" />
   <source>客服组</source>
   <translation>Group</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>已应答</source>
   <translation>Answered</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>已应答 {n}</source>
   <translation>{n} answered</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>平均 {time}</source>
   <translation>mean {time}</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>截至 {time} · {zone}</source>
   <translation>As of {time} · {zone}</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>报表由总部统一计算，连上后显示</source>
   <translation>HQ computes reports; this one shows once online</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>按客服组</source>
   <translation>By group</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>放弃</source>
   <comment>report</comment>
   <translation>Abandoned</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>放弃 {n}</source>
   <translation>{n} abandoned</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>未应答</source>
   <translation>Not answered</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>没有人在等</source>
   <translation>Nobody is waiting</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>满意度（份数）</source>
   <translation>CSAT (answers)</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>离线，还没有看过报表</source>
   <translation>Offline, and no report seen yet</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>这是 {span}前的数字，正在取新的</source>
   <translation>These figures are {span} old; fetching new ones</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>进线</source>
   <translation>Arrivals</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>连不上总部，这是 {span}前的数字（{time}）</source>
   <translation>HQ cannot be reached; these figures are {span} old ({time})</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>连不上总部，这是 {time} 的数字</source>
   <translation>HQ cannot be reached; these figures are from {time}</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>首次响应</source>
   <translation>First response</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>首次响应（中位）</source>
   <translation>First response (median)</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>首次响应（平均）</source>
   <translation>First response (mean)</translation>
  </message>
 </context>
</TS>
