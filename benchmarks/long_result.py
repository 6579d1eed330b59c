"""Does the window stay alive around a translation of 20,000 sentences?"""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

_LIMIT = Limit(100, "below", of="each")
_DOINGS = {
    "translate": "are pasted and translated",
    "hover": "are pointed at with the mouse",
    "caret": "are gone through with the keyboard",
    "scroll": "are scrolled through",
    "find": "are searched",
    "edit": "are there, and the translation is edited",
    "type": "are there, and the text is typed in",
}


def measure(subject: Subject) -> list[Measurement]:
    """Milliseconds between two ticks of a 5 ms timer in the window's thread; megabytes."""
    found = subject.probe("long_result_probe")
    measured = []
    for name, words in _DOINGS.items():
        gap = f"longest gap while 20,000 sentences {words}"
        measured.append(Measurement(gap, "ms", (found[f"{name}_ms"],), _LIMIT))
        spent = f"{gap}: processor time"
        measured.append(Measurement(spent, "ms", (found[f"{name}_cpu_ms"],), _LIMIT))
    return [
        *measured,
        Measurement("memory with 20,000 sentences", "MB", (found["resident_mb"],)),
    ]
