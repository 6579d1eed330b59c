#!/usr/bin/env python3
"""A little window in a corner of the screen from which a file can be dragged: `drag_source.py FILE`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_PLACE = QRect(0, 0, 60, 40)


class DragSource(QWidget):
    """Gives the file to whoever it is dropped on, as file managers do."""

    def __init__(self, file: str) -> None:
        super().__init__(None, Qt.WindowType.X11BypassWindowManagerHint)
        self._file = file
        self.setWindowTitle("drag-source")
        self.setGeometry(_PLACE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._file)])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> int:
    """Be there until somebody ends it."""
    application = QApplication(sys.argv)
    source = DragSource(sys.argv[1])
    source.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
