"""What was copied, translated in the Workspace."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from bertsum_app.gui.clean_text import clean_text
from bertsum_app.gui.main_window import MainWindow
from bertsum_app.gui.messages import message_for
from bertsum_app.gui.widgets.source_pane import plain_text, refusal_of
from bertsum_app.gui.workspace.refused_paste import refusal_words
from bertsum_app.service.events import JobFailed
from bertsum_app.service.history import FinishedWork


class ClipboardTranslation(QObject):
    """Puts it in place of the text in the source pane, where Undo brings that back."""

    done = Signal(str)
    """The translation of what was copied."""

    failed = Signal(object)
    """There is none: the `Message` that says why. It stands in the Workspace, too."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._text: str | None = None
        """What is being translated."""
        window.controller.result_kept.connect(self._on_result)
        window.bridge.failed.connect(self._on_failed)
        window.bridge.cancelled.connect(self._give_up)

    def begin(self) -> None:
        """Translate what is on the clipboard now, into the language chosen in the Workspace."""
        workspace = self._window.workspace
        data = QGuiApplication.clipboard().mimeData()
        text = clean_text(plain_text(data))
        refused = refusal_of(data) or (None if text.strip() else "nothing")
        if refused is not None:
            self._text = None
            message = refusal_words(refused)
            workspace.messages.show_message(message)
            self.failed.emit(message)
            return
        self._window.controller.choose_mode("translate")
        workspace.source.pane.replace_text(text)
        self._text = text
        self._window.controller.run()

    def _on_result(self, work: FinishedWork) -> None:
        if work.source_text != self._window.workspace.source.pane.text:
            return  # an earlier one, told of late because it was edited
        # Whoever typed meanwhile gets the result of that, and looks at it.
        is_wanted = work.mode == "translate" and work.source_text == self._text
        self._text = None
        if is_wanted:
            self.done.emit(work.result_text)

    def _on_failed(self, event: JobFailed) -> None:
        if self._text is not None:
            self._text = None
            self.failed.emit(message_for(event.error))

    def _give_up(self) -> None:
        self._text = None
