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
