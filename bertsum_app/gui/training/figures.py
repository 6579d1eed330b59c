"""Figures of models on the scale on which they are shown. No Qt in here."""

from __future__ import annotations


def out_of_hundred(figure: str, value: float) -> float:
    """A value of a figure as it is shown: BLEU and chrF are on that scale, shares are brought to it."""
    return value if "BLEU" in figure or "chrF" in figure else 100.0 * value
