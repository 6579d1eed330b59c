"""Our bugs reach the person as a message in the window, and the text in the panes survives them.

Exceptions in slots and overridden Qt methods arrive at `sys.excepthook`, those of plain threads at
`threading.excepthook`. Both are logged and announced by a signal, which the window shows.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from bertsum_app.core.fault_report import trace_of

_log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Between `install` and `remove`, nothing unexpected goes unseen."""

    failed = Signal(str)
    """An exception nobody handled: its trace, without texts. Delivered in this object's thread."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Queued: the hook may run in any thread and in the middle of painting.
        self._caught.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook)
        self._logged: set[str] = set()

    def install(self) -> None:
        """Take over both hooks."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.handle
        threading.excepthook = self._handle_in_thread

    def remove(self) -> None:
        """Give the hooks back to whoever had them."""
        sys.excepthook, threading.excepthook = self._before

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log an exception and announce it; the interrupt key ends the program instead."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        details = trace_of(error.with_traceback(trace))
        # A fault in a paint event comes back with every frame; the log is there for others, too.
        if details not in self._logged:
            self._logged.add(details)
            _log.critical("unhandled exception\n%s", details)
        self._caught.emit(details)

    def _handle_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.handle(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
