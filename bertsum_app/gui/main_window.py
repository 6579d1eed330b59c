"""The window: header above, one page below, and the wiring of both to the engine's events."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bertsum_app.core.errors import AppError
from bertsum_app.core.settings import Settings
from bertsum_app.gui.bridge import EngineBridge
from bertsum_app.gui.engine_port import EnginePort
from bertsum_app.gui.header import Header
from bertsum_app.gui.messages import message_for, unexpected
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.workspace.controller import WorkspaceController, WorkspaceModel
from bertsum_app.gui.workspace.page import WorkspacePage
from bertsum_app.service.events import EngineFailed, EngineReady

WORKSPACE = "workspace"

_LEAST_HEIGHT = 480
_FIRST_SIZE = QSize(1120, 720)


class MainWindow(QWidget):
    """Complete before there is an engine; `attach_engine` brings it to life."""

    painted = Signal()
    """The window was painted for the first time."""

    closed = Signal()

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences(Settings(), parent=self)
        self._was_painted = False
        self.bridge = EngineBridge(self)
        self.header = Header((WORKSPACE,))
        self.workspace = WorkspacePage()
        self.controller = WorkspaceController(self.workspace, self.bridge, self.preferences)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.workspace)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._pages, 1)
        # The least width follows from what stands in the pages.
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.resize(_FIRST_SIZE)
        self.setWindowTitle("BertSum")
        self.bridge.engine_ready.connect(self._on_engine_ready)
        self.bridge.engine_failed.connect(self._on_engine_failed)
        self.workspace.source.pane.setFocus()
        self._retranslate()

    def attach_engine(self, engine: EnginePort, model: WorkspaceModel | None) -> None:
        """Begin to use the engine, and load its model."""
        self.header.show_model("preparing", "" if model is None else model.name)
        self.controller.attach(engine, model)

    def show_problem(self, error: AppError) -> None:
        """Say what went wrong, in the page."""
        self.workspace.messages.show_message(message_for(error))

    def show_bug(self, details: str) -> None:
        """Say that we made a mistake; `details` is the traceback."""
        self.workspace.messages.show_message(unexpected(details))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.bridge.close()
        self.controller.close()
        event.accept()
        self.closed.emit()

    def _retranslate(self) -> None:
        self.header.navigation.set_text(WORKSPACE, self.tr("Workspace"))

    def _on_engine_ready(self, event: EngineReady) -> None:
        self.header.show_model("ready", device=event.device_label)

    def _on_engine_failed(self, event: EngineFailed) -> None:
        self.header.show_model("failed")
