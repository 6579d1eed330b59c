"""From an exception nobody handled to texts that are safe and a person who knows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from bertsum_app.gui.crash_guard import CrashGuard
from bertsum_app.gui.faults.rescued import RescuedTexts, drop_texts, read_texts, save_texts
from bertsum_app.gui.faults.window import FaultWindow
from bertsum_app.gui.main_window import WORKSPACE, MainWindow
from bertsum_app.gui.messages import Message
from bertsum_app.service.history import FinishedWork

# Named as lupdate looks for it.
translate = QCoreApplication.translate


class FaultCare(QObject):
    """Watches over one window from `install` to `end`."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        """`path`: where the texts are saved."""
        super().__init__(window)
        self._window = window
        self._path = path
        self._last: FinishedWork | None = None
        self.dialog: FaultWindow | None = None
        """Made with the first fault."""
        self.guard = CrashGuard(self)
        self.guard.failed.connect(self._on_fault)
        window.controller.result_kept.connect(self._on_result)

    def install(self) -> None:
        """Take over what Python does with unhandled exceptions."""
        self.guard.install()

    def bring_back(self) -> None:
        """Put the texts of a run that had a fault, and no good end, into the empty panes."""
        texts = read_texts(self._path)
        pane = self._window.workspace.source.pane
        if texts is None or pane.text:
            return
        if texts.model_id and texts.mode == "translate":
            self._window.controller.restore(_work_of(texts))
        else:
            self._window.controller.choose_mode(texts.mode)
            pane.replace_text(texts.source)
        self._window.show_page(WORKSPACE)
        self._window.workspace.messages.show_message(
            Message(
                translate("Messages", "Your texts are back"),
                translate("Messages", "BertSum had ended after a fault; this is what stood here."),
                severity="notice",
            )
        )

    def end(self) -> None:
        """The window is closed as it should be: what was saved is needed no more."""
        self.guard.remove()
        if self.dialog is not None:
            self.dialog.close()
        drop_texts(self._path)

    def _on_result(self, work: FinishedWork) -> None:
        self._last = work

    def _on_fault(self, trace: str) -> None:
        kept = save_texts(self._path, self._texts())
        if self.dialog is None:
            self.dialog = FaultWindow(self._window)
        self.dialog.tell(trace, kept)

    def _texts(self) -> RescuedTexts:
        page, mode, last = self._window.workspace, self._window.controller.mode, self._last
        source, result = page.source.pane.text, page.result.pane.text
        if last is None or last.mode != "translate" or last.source_text != source:
            return RescuedTexts(mode, source, result)
        return RescuedTexts(
            mode,
            source,
            result,
            last.source_language or "",
            last.target_language or "",
            last.model_id,
        )


def _work_of(texts: RescuedTexts) -> FinishedWork:
    return FinishedWork(
        mode="translate",
        source_text=texts.source,
        result_text=texts.result,
        source_language=texts.source_language or None,
        target_language=texts.target_language or None,
        model_id=texts.model_id,
    )
