"""What the Settings page is made of: cards with rows of a name and a control."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from bertsum_app.gui.widgets.card_frame import CardFrame


class SettingsGroup(CardFrame):
    """A card of settings: a title, and rows of a name and a control."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setProperty("kind", "card-title")
        self._names: dict[QWidget, QLabel] = {}
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(24, 16, 24, 16)
        self._rows.setHorizontalSpacing(24)
        self._rows.setVerticalSpacing(12)
        self._rows.setColumnStretch(1, 1)
        self._rows.addWidget(self.title, 0, 0, 1, 2)

    def add(self, control: QWidget) -> None:
        """A row for this control; `name` gives it its words."""
        name = QLabel()
        name.setBuddy(control)
        self._names[control] = name
        row = self._rows.rowCount()
        # To the left, at its own width.
        place = QHBoxLayout()
        place.addWidget(control)
        place.addStretch(1)
        self._rows.addWidget(name, row, 0)
        self._rows.addLayout(place, row, 1)

    def add_note(self, note: QLabel) -> None:
        """Muted words under the control added last."""
        self._rows.addWidget(note, self._rows.rowCount(), 1)

    def add_text(self, text: QLabel) -> None:
        """Words across the whole card."""
        self._rows.addWidget(text, self._rows.rowCount(), 0, 1, 2)

    def name(self, control: QWidget, text: str) -> None:
        """The words beside a control, which a screen reader says, too."""
        self._names[control].setText(text)
        control.setAccessibleName(text)

    def width_of_names(self) -> int:
        """What the widest name needs."""
        return max(name.sizeHint().width() for name in self._names.values())

    def give_names(self, width: int) -> None:
        """Give the names this much room."""
        self._rows.setColumnMinimumWidth(0, width)
