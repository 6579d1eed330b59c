"""Does the length slider of a summary keep up with the hand? 2,000 scored sentences, real widgets.

Each step is timed from the slider's move to the end of the repaint that it brings about, in the
window's thread. Longer summaries are laid out in turns of the event loop: then the longest turn is
what holds the window up, and the time until all of it stands is told beside it.
"""

from __future__ import annotations

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_LIMIT = Limit(50, "below", of="each")


def measure(subject: Subject) -> list[Measurement]:
    """Milliseconds; each sample is the worst of one process."""
    found = [subject.probe("slider_probe") for _ in range(ROUNDS)]
    names = (
        ("step_ms", "slider by one sentence of 2,000", _LIMIT),
        ("drag_ms", "slider by ten sentences of 2,000", _LIMIT),
        ("jump_ms", "slider from one end to the other, longest turn", _LIMIT),
        ("whole_ms", "slider from one end to the other, until all stands", None),
    )
    return [
        Measurement(name, "ms", tuple(figures[key] for figures in found), limit)
        for key, name, limit in names
    ]
