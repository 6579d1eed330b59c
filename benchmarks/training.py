"""Our trainer beside Hugging Face's, with a Marian network of the same size and the same batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from measurement import Limit, Measurement
from subject import Subject

ROUNDS = 3
_LEAST_RATIO = Limit(1.3, "above")
_MOST_MEMORY = Limit(1.0, "below")


def measure(subject: Subject) -> list[Measurement]:
    """Tokens a second of processor time on one core, both sides of a batch counted, by turns."""
    folder = str(subject.model.folder)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(subject.probe("training_probe", "ours", folder))
        theirs.append(subject.probe("training_probe", "trainer", folder))
    pairs = list(zip(ours, theirs, strict=True))
    return [
        _figure("our trainer, one core", "tokens/s", ours, "tokens_per_s"),
        _figure("Hugging Face's, one core", "tokens/s", theirs, "tokens_per_s"),
        Measurement(
            "tokens a second, ours : theirs",
            "",
            tuple(one["tokens_per_s"] / other["tokens_per_s"] for one, other in pairs),
            _LEAST_RATIO,
        ),
        _figure("peak memory of our trainer", "MB", ours, "peak_mb"),
        _figure("peak memory of Hugging Face's", "MB", theirs, "peak_mb"),
        Measurement(
            "peak memory, ours : theirs",
            "",
            tuple(one["peak_mb"] / other["peak_mb"] for one, other in pairs),
            _MOST_MEMORY,
        ),
    ]


def _figure(name: str, unit: str, found: Sequence[Mapping[str, float]], key: str) -> Measurement:
    return Measurement(name, unit, tuple(figures[key] for figures in found))
