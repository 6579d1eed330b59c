"""What is to become of trainings at work when the window is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 460


class ClosingQuestion(QDialog):
    """Over the window that is to be closed; answered by one of its buttons, or Esc: stay."""

    answered = Signal(bool)
    """The window is to be closed; whether trainings go on without it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(self.tr("A training is at work"))
        title = QLabel(self.tr("A training is at work"))
        title.setProperty("kind", "card-title")
        text = QLabel(
            self.tr(
                "It can go on without the window, and is found again on the Training page at the next "
                "start. Or it saves everything and stops, to go on later from there."
            )
        )
        text.setWordWrap(True)
        text.setFixedWidth(_WIDTH)
        self.leave = QPushButton(self.tr("Leave it running"))
        self.leave.setProperty("kind", "primary")
        self.leave.setDefault(True)
        self.stop = QPushButton(self.tr("Save and stop"))
        self.stay = QPushButton(self.tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.stop)
        buttons.addStretch(1)
        buttons.addWidget(self.stay)
        column = QVBoxLayout(self)
        # As high as the words need at this width.
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(text)
        column.addLayout(buttons)
        self.leave.clicked.connect(lambda: self._answer(True))
        self.stop.clicked.connect(lambda: self._answer(False))
        self.stay.clicked.connect(self.reject)

    def _answer(self, leave_running: bool) -> None:
        self.accept()
        self.answered.emit(leave_running)
