<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <!-- Texts of Qt's own file dialog that its catalogue qtbase_zh_CN lacks. -->
 <context>
  <name>QFileDialog</name>
  <message><source>&amp;Look in:</source><translation>查找范围(&amp;L)：</translation></message>
  <message><source>Files of &amp;type:</source><translation>文件类型(&amp;T)：</translation></message>
 </context>
 <context>
  <name>QAbstractFileIconProvider</name>
  <message><source>Folder</source><comment>All other platforms</comment><translation>文件夹</translation></message>
  <message><source>File Folder</source><comment>Match Windows Explorer</comment><translation>文件夹</translation></message>
 </context>
</TS>
