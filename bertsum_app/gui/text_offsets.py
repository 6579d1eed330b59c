"""Code points here, UTF-16 units in Qt: the one place that converts between them.

The engine counts in Unicode code points, as Python does. Qt's documents and cursors count UTF-16
units, in which a character outside the Basic Multilingual Plane (most emoji, rare Han characters)
is two.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class TextOffsets:
    """Converts positions in one text, which may grow at its end.

    Both ways take any position from 0 to the length, in O(log of the number of wide characters).
    """

    def __init__(self, text: str = "") -> None:
        self._length = 0
        self._wide: list[int] = []
        self._wide_utf16: list[int] = []
        self.append(text)

    def append(self, text: str) -> None:
        """The text has grown by `text`."""
        for match in _WIDE.finditer(text):
            position = self._length + match.start()
            self._wide_utf16.append(position + len(self._wide))
            self._wide.append(position)
        self._length += len(text)

    @property
    def length(self) -> int:
        """Code points in the text."""
        return self._length

    @property
    def utf16_length(self) -> int:
        """UTF-16 units in the text."""
        return self._length + len(self._wide)

    def to_utf16(self, position: int) -> int:
        """The UTF-16 position of a code point position."""
        return position + bisect_left(self._wide, position)

    def to_code_point(self, position: int) -> int:
        """The code point position of a UTF-16 position; inside a pair, that of its character."""
        return position - bisect_left(self._wide_utf16, position)
