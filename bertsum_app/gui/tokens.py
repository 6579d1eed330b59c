"""The table of colour tokens, light and dark, and which text stands on which ground.

A test holds every pair of `TEXT_ON_GROUND` to a contrast of 4.5:1 (WCAG 2.1, 1.4.3) and every pair
of `SHAPE_ON_GROUND` to 3:1 (1.4.11). No Qt in here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Colours as `#rrggbb`."""

    name: str
    surface: str
    """The window."""
    raised: str
    """Panes, menus, fields."""
    sunken: str
    """Tracks, hovered buttons."""
    thumb: str
    """The chosen segment of a segmented control."""
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    """Text on `accent`."""
    focus: str
    selection: str
    highlight: str
    """Behind sentences that are lit."""
    highlight_strong: str
    """Behind the lit sentence that is pointed at."""
    found: str
    """Behind words that a search found."""
    notice: str
    """Ground of a message that is no trouble."""
    warning: str
    warning_ground: str
    positive: str
    negative: str
    heat: str
    """The most telling sentence of a heat strip; `sunken` is the least."""
    tooltip: str
    tooltip_text: str


LIGHT = Theme(
    name="light",
    surface="#f4f5f7",
    raised="#ffffff",
    sunken="#e9ebef",
    thumb="#ffffff",
    border="#dfe2e8",
    text="#1b1e23",
    muted="#5a6370",
    disabled="#a3a9b3",
    accent="#2b59c3",
    accent_hover="#234ba8",
    accent_text="#ffffff",
    focus="#2b59c3",
    selection="#cfdcf8",
    highlight="#fdf1c7",
    highlight_strong="#fbe08f",
    found="#bfe8d4",
    notice="#e6edfb",
    warning="#7a4a00",
    warning_ground="#fdf0d8",
    positive="#0b6e4f",
    negative="#9a4712",
    heat="#b4690e",
    tooltip="#2a2f37",
    tooltip_text="#f4f5f7",
)

DARK = Theme(
    name="dark",
    surface="#14171c",
    raised="#1c2026",
    sunken="#262b33",
    thumb="#3b424e",
    border="#2d333d",
    text="#e6e9ee",
    muted="#9da6b3",
    disabled="#5d6672",
    accent="#8ab0ff",
    accent_hover="#a5c2ff",
    accent_text="#0b1833",
    focus="#8ab0ff",
    selection="#30466f",
    highlight="#3d391f",
    highlight_strong="#5a5122",
    found="#153f31",
    notice="#1f2a40",
    warning="#f2c572",
    warning_ground="#33291a",
    positive="#5fd0a5",
    negative="#f0a36b",
    heat="#e8b04a",
    tooltip="#e6e9ee",
    tooltip_text="#1c2026",
)

THEMES = (LIGHT, DARK)

TEXT_ON_GROUND = (
    ("text", "surface"),
    ("text", "raised"),
    ("text", "sunken"),
    ("text", "thumb"),
    ("text", "selection"),
    ("text", "highlight"),
    ("text", "highlight_strong"),
    ("text", "found"),
    ("text", "notice"),
    ("text", "warning_ground"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "sunken"),
    ("muted", "highlight"),
    ("muted", "found"),
    ("accent", "surface"),
    ("accent", "raised"),
    ("accent", "notice"),
    ("accent_text", "accent"),
    ("accent_text", "accent_hover"),
    ("warning", "warning_ground"),
    ("warning", "raised"),
    ("positive", "raised"),
    ("negative", "raised"),
    ("tooltip_text", "tooltip"),
)
"""Pairs of token names: text or icon in the first, drawn on the second."""

SHAPE_ON_GROUND = (
    ("focus", "surface"),
    ("focus", "raised"),
    ("focus", "sunken"),
    ("accent", "sunken"),
    ("positive", "sunken"),
    ("negative", "sunken"),
    ("heat", "sunken"),
    ("heat", "raised"),
)
"""Pairs of token names for shapes that carry meaning: focus rings, bars."""
