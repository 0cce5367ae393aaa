<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="zh_CN">
 <context>
  <name>zhiying</name>
  <message>
   <location filename="app/ui/reports/__init__.py" />
   <location filename="app/ui/settings/view.py" />
   <source>报表</source>
   <translation>報表</translation>
  </message>
  <message>
   <location filename="app/ui/reports/bars.py" />
   <source>，</source>
   <translation>，</translation>
  </message>
  <message>
   <location filename="app/ui/reports/bars.py" />
   <location filename="app/ui/settings/keys_page.py" />
   <source>；</source>
   <translation>；</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>30 秒内应答</source>
   <translation>30 秒內應答</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>{group}：进线 {arrivals}，排队 {waiting}，30 秒内应答 {share}，已结束 {closed}，满意度 {stars}</source>
   <translation>{group}：進線 {arrivals}，排隊 {waiting}，30 秒內應答 {share}，已結束 {closed}，滿意度 {stars}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/reports/view.py" />
   <source>{n} 份评价</source>
   <translation>
    <numerusform>{n} 份評價</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/ui/reports/view.py" />
   <source>{n} 位客户</source>
   <translation>
    <numerusform>{n} 位客戶</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>今天</source>
   <translation>今天</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>今天各客服组的数字</source>
   <translation>今天各客服組的數字</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>刷新</source>
   <translation>重新整理</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>刷新报表</source>
   <translation>重新整理報表</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>各组进线</source>
   <translation>各組進線</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>客户正在等</source>
   <translation>客戶正在等</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <location filename="app/ui/settings/view.py" />
   <source>客服组</source>
   <translation>客服組</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>已应答</source>
   <translation>已應答</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>已应答 {n}</source>
   <translation>已應答 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>平均 {time}</source>
   <translation>平均 {time}</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>截至 {time} · {zone}</source>
   <translation>截至 {time} · {zone}</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>报表由总部统一计算，连上后显示</source>
   <translation>報表由總部統一計算，連上後顯示</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>按客服组</source>
   <translation>依客服組</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>放弃</source>
   <comment>report</comment>
   <translation>放棄</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>放弃 {n}</source>
   <translation>放棄 {n}</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>未应答</source>
   <translation>未應答</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>没有人在等</source>
   <translation>沒有人在等</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>满意度（份数）</source>
   <translation>滿意度（份數）</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>离线，还没有看过报表</source>
   <translation>離線，還沒有看過報表</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>这是 {span}前的数字，正在取新的</source>
   <translation>這是 {span}前的數字，正在取新的</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>进线</source>
   <translation>進線</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>连不上总部，这是 {span}前的数字（{time}）</source>
   <translation>連不上總部，這是 {span}前的數字（{time}）</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>连不上总部，这是 {time} 的数字</source>
   <translation>連不上總部，這是 {time} 的數字</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <location filename="app/ui/tickets/page.py" />
   <source>首次响应</source>
   <translation>首次回應</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>首次响应（中位）</source>
   <translation>首次回應（中位）</translation>
  </message>
  <message>
   <location filename="app/ui/reports/view.py" />
   <source>首次响应（平均）</source>
   <translation>首次回應（平均）</translation>
  </message>
 </context>
</TS>
