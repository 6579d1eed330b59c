"""When to work by itself while somebody types: after a pause, never in the middle of a character.

An input method composes a character out of several keys; until it is done, the text is not the
person's yet.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from bertsum_app.gui.widgets.source_pane import SourcePane

PAUSE_MS = 350
"""How long nothing was typed: shorter is felt as haste, longer as waiting."""

LONGEST_TEXT = 20_000
"""Longer texts (code points) take seconds; they wait for the button."""


class LiveRun(QObject):
    """Tells when a pause was long enough."""

    due = Signal()

    def __init__(self, pane: SourcePane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._resting = False

    def expect(self) -> None:
        """Something changed; the pause begins anew."""
        self._pause.start()

    def stop(self) -> None:
        """Nothing is due any more."""
        self._pause.stop()

    def rest(self) -> None:
        """What is put into the pane now is not to be worked on before the person touches it."""
        self._resting = True
        self._pause.start()

    def _on_pause(self) -> None:
        if self._pane.is_composing or self._pane.is_filling:
            self._pause.start()
        elif self._resting:
            self._resting = False
        else:
            self.due.emit()
