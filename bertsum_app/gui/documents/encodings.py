"""Encodings of text that can be chosen in the window."""

from __future__ import annotations

import codecs

#: Python's names of them, and what people call them.
ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("gb18030", "GB 18030 · GBK"),
    ("cp950", "Big5"),
    ("cp932", "Shift JIS"),
    ("euc_jp", "EUC-JP"),
    ("cp949", "EUC-KR"),
    ("cp1252", "Windows-1252"),
    ("cp1250", "Windows-1250"),
    ("cp1251", "Windows-1251"),
    ("koi8_r", "KOI8-R"),
)
_VARIANTS = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}


def encoding_name(encoding: str) -> str:
    """What people call an encoding."""
    try:
        known = codecs.lookup(encoding).name
    except LookupError:
        return encoding
    known = _VARIANTS.get(known, known)
    names = {codecs.lookup(code).name: name for code, name in ENCODINGS}
    return names.get(known, known.upper())
