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
    gaps = [
        Measurement(
            f"longest gap while 20,000 sentences {words}", "ms", (found[f"{name}_ms"],), _LIMIT
        )
        for name, words in _DOINGS.items()
    ]
    memory = Measurement("memory with 20,000 sentences", "MB", (found["resident_mb"],))
    return [*gaps, memory]
