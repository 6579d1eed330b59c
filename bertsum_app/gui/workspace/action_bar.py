"""The row under the panes: do it, stop it, how far it is, and what it took."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bertsum_app.gui.shortcuts.keys import Shortcuts
from bertsum_app.gui.widgets.check_box import CheckBox
from bertsum_app.gui.widgets.clicking import leave_focus
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.progress_line import ProgressLine
from bertsum_app.gui.workspace.modes import Mode

_PROGRESS_WIDTH = 240


class ActionBar(QWidget):
    """View only."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        shortcuts.changed.connect(self._retranslate)
        self._mode: Mode = "translate"
        self.run_button = QPushButton()
        self.run_button.setProperty("kind", "primary")
        self.cancel_button = QPushButton()
        self.cancel_button.setProperty("kind", "quiet")
        leave_focus(self.run_button, self.cancel_button)
        self.live = CheckBox()
        self.progress = ProgressLine()
        self.progress.setMaximumWidth(_PROGRESS_WIDTH)
        self.status = ElidedLabel()
        self.status.setProperty("kind", "muted")
        self.status.setAlignment(Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.run_button)
        row.addSpacing(8)
        row.addWidget(self.live)
        row.addWidget(self.cancel_button)
        row.addSpacing(8)
        row.addWidget(self.progress, 2)
        row.addWidget(self.status, 3)
        self.show_idle()
        self._retranslate()

    def show_mode(self, mode: Mode) -> None:
        """Name the button after the kind of work."""
        self._mode = mode
        self._retranslate()

    def show_running(self) -> None:
        """A job runs; nobody knows yet how long."""
        self.cancel_button.show()
        self.progress.show_busy()

    def show_idle(self) -> None:
        """No job runs."""
        self.cancel_button.hide()
        self.progress.finish()

    def show_status(self, text: str) -> None:
        """The line on the right."""
        self.status.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        texts = {
            "translate": self.tr("Translate"),
            "summarize": self.tr("Summarize"),
            "sentiment": self.tr("Read sentiment"),
        }
        text = texts[self._mode]
        self.run_button.setText(text)
        self.run_button.setToolTip(self._shortcuts.with_keys(text, "run"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self._shortcuts.with_keys(self.tr("Cancel"), "cancel"))
        self.live.setText(self.tr("While typing"))
        tip = self.tr("Begin by itself after a short pause")
        self.live.setToolTip(self._shortcuts.with_keys(tip, "live"))
        self.live.setAccessibleDescription(tip)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.status.setAccessibleName(self.tr("Status"))
