"""Finding a word in the text of a pane: plain text, whatever the case, positions as Qt counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bertsum_app.gui.text_offsets import TextOffsets

MOST_FOUND = 5_000
"""Who finds a word more often than this is told "more than", and types on."""


@dataclass(frozen=True)
class Found:
    """Where a word stands: (start, end) in UTF-16 units, in order. `more`: not all are here."""

    places: tuple[tuple[int, int], ...] = ()
    more: bool = False

    def after(self, position: int) -> int:
        """The index of the first place that begins at or behind a UTF-16 position, else of the
        first one; -1 without any."""
        if not self.places:
            return -1
        return next((i for i, (start, _) in enumerate(self.places) if start >= position), 0)


def find_all(text: str, wanted: str) -> Found:
    """Every place where `wanted` stands in `text`, upper and lower case alike; none for nothing."""
    if not wanted:
        return Found()
    offsets = TextOffsets(text)
    places: list[tuple[int, int]] = []
    for match in re.finditer(re.escape(wanted), text, re.IGNORECASE):
        if len(places) == MOST_FOUND:
            return Found(tuple(places), more=True)
        places.append((offsets.to_utf16(match.start()), offsets.to_utf16(match.end())))
    return Found(tuple(places))
