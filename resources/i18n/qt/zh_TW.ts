<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_TW" sourcelanguage="en">
 <!-- Texts of Qt's own file dialog that its catalogue qtbase_zh_TW lacks. -->
 <context>
  <name>QFileDialog</name>
  <message><source>&amp;Look in:</source><translation>搜尋位置(&amp;L)：</translation></message>
  <message><source>Files of &amp;type:</source><translation>檔案類型(&amp;T)：</translation></message>
 </context>
 <context>
  <name>QAbstractFileIconProvider</name>
  <message><source>Folder</source><comment>All other platforms</comment><translation>資料夾</translation></message>
  <message><source>File Folder</source><comment>Match Windows Explorer</comment><translation>資料夾</translation></message>
 </context>
</TS>
