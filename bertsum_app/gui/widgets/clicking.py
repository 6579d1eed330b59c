"""How what is clicked behaves everywhere in the program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def leave_focus(*clicked: QWidget) -> None:
    """A click leaves the focus where the person types; the keyboard gets there by Tab."""
    for widget in clicked:
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        widget.setCursor(Qt.CursorShape.PointingHandCursor)
