"""Documents for tests: small files of each format, and ways to read and rewrite them."""

from __future__ import annotations

from pathlib import Path

from bertsum_app.documents.format import Format, Source, WriteOptions
from bertsum_app.documents.model import Document, NewText

MARKDOWN = """\
---
title: kept
---
# Hello *world* and `code` #

Some **bold [link](http://x "t") text** here, see <https://a.b> and \\*not\\* ok &amp; fine \\
next line ![img](a.png) end [ref][1].

> quote one
> quote **two
> three**

1. item one
2. item `two`

| a | b \\| c |
|---|---|
| x **y** | `z` w |

```py
code = 1
```

<div align="center"><p>Hi <b>there</b>, friend</p></div>

[1]: http://r
"""

HTML = """\
<!DOCTYPE html><html lang="en"><head><title>My &amp; page</title><style>p{}</style></head>
<body class=x><h1>Big <em>title</em></h1><p>Hello <b>bold <a href="x">link</a></b> text<br>\
line <code>x &lt; y</code> done.<p>Unclosed <i>it
<ul><li>One<li>Two <img src=a></ul><pre>keep
me</pre><table><tr><td>cell</table><script>var a="<p>no</p>";</script></body></html>
"""

SRT = """\
1
00:00:01,000 --> 00:00:02,000
Hello there, I <i>think</i> that we

2
00:00:02,000 --> 00:00:03,000
should go.

3
00:00:04,000 --> 00:00:05,000
- Yes.
- No.
"""

VTT = """\
WEBVTT

NOTE not said

00:01.000 --> 00:02.000 align:start
<v Anna>Hello there.

00:02.000 --> 00:03.000
Good bye.
"""

TEXT = """\
A title

This is a paragraph that is wrapped at a width of some sixty
columns, as e-mails and old text files are, so that it has
more than one line.

  - an item
"""


def source(text: str | bytes, name: str = "x") -> Source:
    """A file of this content."""
    return Source(Path(name), text.encode() if isinstance(text, str) else text)


def unchanged(document: Document) -> dict[int, NewText]:
    """New contents that are the old ones."""
    return {
        index: NewText(block.text, tuple((mark.start, mark.end) for mark in block.marks))
        for index, block in enumerate(document.blocks)
        if block.translate
    }


def in_capitals(document: Document) -> dict[int, NewText]:
    """New contents as long as the old ones, so that all marks stay where they are."""
    found = {}
    for index, new in unchanged(document).items():
        text = list(new.text.upper() if len(new.text.upper()) == len(new.text) else new.text)
        for mark in document.blocks[index].marks:
            if mark.keep:
                text[mark.start : mark.end] = document.blocks[index].text[mark.start : mark.end]
        found[index] = NewText("".join(text), new.marks)
    return found


def rewritten(kind: type[Format], text: str, *, bilingual: bool = False) -> str:
    """The file with its words in capitals."""
    given = source(text)
    new = in_capitals(kind.read(given))
    return kind.write(given, new, WriteOptions("zh", bilingual)).data.decode()


def put(kind: type[Format], text: str, new: dict[int, NewText]) -> str:
    """The file with new contents, none of them left out."""
    written = kind.write(source(text), new, WriteOptions("zh"))
    assert written.left_out == ()
    return written.data.decode()


CSV = (
    "id;title;remark;price\n"
    'a-1;"A green field";Sent on Monday;12.50\n'
    'b_2;"The ""blue"" sea; or so";;7\n'
    "c3;A quiet day;Nobody spoke,\u00e9;\n"
)

JSON = """\
{
  "menu": {"open": "Open file", "path": "/etc/x", "n": 3},
  "items": [{"id": "item-1", "title": "A green field", "tags": ["one word"]},
            {"id": "item-2", "title": "Sea", "note": "Say \\u00e9 and \\"so\\""}],
  "empty": "", "done": true
}
"""
