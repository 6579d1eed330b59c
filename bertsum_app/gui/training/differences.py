"""Two versions of a sentence with what differs marked, word by word; Han characters one by one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape

_PIECES = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\u3400-\u9fff\uf900-\ufaff]+|\s+|[^\w\s]")


def pieces(text: str) -> list[str]:
    """What is compared with one another; together they are the text."""
    return _PIECES.findall(text)


def marked(before: str, after: str, colour: str) -> tuple[str, str]:
    """Both as rich text; what only one of them has stands on `colour` and is underlined."""
    old, new = pieces(before), pieces(after)
    marked_old, marked_new = [], []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        same = operation == "equal"
        marked_old.append(_shown("".join(old[i:j]), "" if same else colour))
        marked_new.append(_shown("".join(new[k:m]), "" if same else colour))
    return "".join(marked_old), "".join(marked_new)


def _shown(text: str, colour: str) -> str:
    if not colour or not text.strip():
        return escape(text)
    return f'<span style="background-color: {colour}; text-decoration: underline;">{escape(text)}</span>'
