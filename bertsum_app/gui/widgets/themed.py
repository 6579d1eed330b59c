"""What widgets need to go along with the theme: tinted icons, motion, style properties."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStyle, QWidget

THEME_EVENTS = frozenset({QEvent.Type.PaletteChange, QEvent.Type.StyleChange})
"""Events after which a widget's colours may be others."""


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet asks for, and have the sheet applied again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def motion_ms(widget: QWidget, wanted_ms: int) -> int:
    """How long a movement may take: nothing when the person wants no motion."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return wanted_ms if widget.style().styleHint(hint, None, widget) > 0 else 0
