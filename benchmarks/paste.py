"""Does the window stay alive while two megabytes are pasted, worked on and cancelled?"""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_LIMIT = Limit(100, "below", of="each")


def measure(subject: Subject) -> list[Measurement]:
    """Milliseconds; gaps are those between two ticks of a 5 ms timer in the window's thread."""
    found = [subject.probe("paste_probe") for _ in range(ROUNDS)]
    names = (
        ("paste_gap_ms", "longest gap while 2 MB are pasted", _LIMIT),
        ("work_gap_ms", "longest gap while 2 MB are worked on and cancelled", _LIMIT),
        ("filled_ms", "2 MB pasted, until all stands", None),
        ("cancel_ms", "2 MB, from cancelling until it is idle", None),
    )
    return [
        Measurement(name, "ms", tuple(figures[key] for figures in found), limit)
        for key, name, limit in names
    ]
