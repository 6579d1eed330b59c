"""Which characters are Han, as ranges of a character class: for the patterns of all modules."""

from __future__ import annotations

#: The Unified Ideographs blocks with their extensions and compatibility blocks, and the two signs that
#: behave like ideographs: U+3005 (repeat the last one) and U+3007 (zero).
HAN = (
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002a6df\U0002a700-\U0002ee5d\U0002f800-\U0002fa1f\U00030000-\U0003347f"
)
