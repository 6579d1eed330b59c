"""The Escape key in parts of a page that has a use for it itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def is_escape(event: QEvent, kind: QEvent.Type = QEvent.Type.KeyPress) -> bool:
    """Whether it is about Escape."""
    return (
        event.type() == kind and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
    )


def claims_escape(event: QEvent) -> bool:
    """Claim Escape where this asks who has a use for it, so that the key comes next, as a press.

    To be asked in a widget's `event`, which returns True for what was claimed.
    """
    asked = is_escape(event, QEvent.Type.ShortcutOverride)
    if asked:
        event.accept()
    return asked
