"""A pane's card: head row, body, foot row on raised ground, with a ring while its body has focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bertsum_app.gui.widgets.card_frame import CardFrame
from bertsum_app.gui.widgets.themed import set_style_property


class Card(CardFrame):
    """Fill `head` and `foot`, and set the body once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(12, 8, 8, 4)
        self.head.setSpacing(8)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(20, 4, 8, 8)
        self.foot.setSpacing(4)
        self._column = column
        column.addLayout(self.head)
        column.addLayout(self.foot)

    def set_body(self, body: QWidget) -> None:
        """Put the body between head and foot."""
        self._column.insertWidget(1, body, 1)

    def set_bar(self, bar: QWidget) -> None:
        """Put a bar, which may hide itself, between head and body."""
        self._column.insertWidget(1, bar)

    def ring_for(self, editor: QWidget) -> None:
        """Show the ring while this widget has the keyboard focus."""
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            set_style_property(self, "active", "true")
        elif event.type() == QEvent.Type.FocusOut:
            set_style_property(self, "active", "false")
        return super().eventFilter(watched, event)
