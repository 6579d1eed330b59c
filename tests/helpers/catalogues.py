"""Catalogues of messages, with all that one may say."""

from __future__ import annotations

PO = r"""# Somebody's work.
msgid ""
msgstr ""
"Project-Id-Version: x 1\n"
"Language: \n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n"

#. Said in the menu.
#: a.c:12
msgctxt "menu"
msgid "_File"
msgstr ""

#, c-format
msgid ""
"Cannot open <b>%s</b>:\n"
"error %-3d.\n"
msgstr ""

#: b.c:3
#, python-format
msgid "One file"
msgid_plural "%(count)d files"
msgstr[0] ""
msgstr[1] ""

msgid "See <a href=\"x\">the manual</a>, %s, <file>.<br>Good bye."
msgstr ""

#~ msgid "Old"
#~ msgstr "Alt"
"""

XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="a.txt" source-language="en" target-language="" datatype="plaintext">
  <body>
   <trans-unit id='1'>
    <source>Hello <g id="1">bold</g> world<x id="2"/>, &amp; all.</source>
   </trans-unit>
   <trans-unit id="2" approved="no">
    <source>Press <bpt id="1">&lt;b&gt;</bpt>the key<ept id="1">&lt;/b&gt;</ept> now</source>
    <target state="new" xml:lang="de"/>
    <note>For translators</note>
   </trans-unit>
   <trans-unit id="3"><source>Done</source><target>Fertig</target></trans-unit>
   <trans-unit id="4" translate="no"><source>CODE</source></trans-unit>
   <trans-unit id="5">
    <source>One. Two.</source>
    <seg-source><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Two.</mrk></seg-source>
   </trans-unit>
   <group translate="no"><trans-unit id="6"><source>Kept</source></trans-unit>
   <trans-unit id="7" translate="yes">
    <source>Open <mrk mtype="protected">Foo</mrk> <ph id="8">%s</ph></source>
   </trans-unit></group>
  </body>
 </file>
</xliff>
"""

XLIFF_2 = """<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en">
 <file id="f"><unit id="1">
  <originalData><data id="d1">&lt;b&gt;</data></originalData>
  <segment id="s1" state="initial">
   <source>Hello <pc id="1">bold</pc> <sc id="2"/>world<ec startRef="2"/><ph id="3"/>!</source>
  </segment>
  <ignorable><source> </source></ignorable>
  <segment><source>Done</source><target>Fertig</target></segment>
  <segment><source>Run <mrk id="m" translate="no">make</mrk></source><target></target></segment>
 </unit><unit id="2" translate="no"><segment><source>CODE</source></segment></unit></file>
</xliff>
"""
