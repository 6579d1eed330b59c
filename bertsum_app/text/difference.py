"""Where two versions of a text differ, as one edit would have made them differ."""

from __future__ import annotations


def changed_range(old: str, new: str) -> tuple[int, int, int]:
    """Where the texts begin to differ, and where in each the difference ends; code points."""
    shorter = min(len(old), len(new))
    start = _common(old, new, shorter)
    same = _common(old[::-1], new[::-1], shorter - start)
    return start, len(old) - same, len(new) - same


def _common(one: str, other: str, limit: int) -> int:
    """Length of the longest common beginning up to `limit`; by halving, which is fast."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
