"""How many words a text has, for people who count in words and for those who count in characters.

As word processors count mixed text: each Han character, kana and bopomofo is one, since no blanks
tell where their words end; anything else is a word from blank to blank. What holds neither letter
nor digit (a dash, an emoji) is none. Hangul is written with blanks and counts by words.
"""

from __future__ import annotations

import re

from bertsum_app.text.han import HAN

# Kana with their marks, bopomofo, and the Han blocks; not Hangul.
_CJK = (
    "\u3006\u3021-\u3029\u3031-\u3035\u3041-\u3096\u3099-\u309f\u30a1-\u30ff\u3105-\u312f"
    f"\u31a0-\u31bf\u31f0-\u31ff{HAN}\uff66-\uff9f\U0001b000-\U0001b16f"
)
# Inside a word apostrophes, hyphens, dots and the like do not end it: don't, e-mail, 3.14, a@b.org.
_UNIT = re.compile(rf"[{_CJK}]|(?:(?![{_CJK}])[\w])(?:(?![{_CJK}])\S)*")

# `re` holds the interpreter for the whole of one search: on a megabyte for as long as is felt.
_PIECE = 20_000
_BLANK = re.compile(r"\s")


def count_words(text: str) -> int:
    """Number of words and of characters that stand for one."""
    count = 0
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            blank = _BLANK.search(text, end)
            end = len(text) if blank is None else blank.start()
        count += sum(1 for _ in _UNIT.finditer(text, start, end))
        start = end
    return count
