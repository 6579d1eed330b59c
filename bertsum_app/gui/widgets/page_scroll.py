"""Room for a page in a window that is lower than the page needs: then it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

# Enough to see what one is doing: a line of buttons and a few lines of text.
_LEAST_HEIGHT = 160


class PageScroll(QScrollArea):
    """Holds one page, which fills it wherever it can."""

    room_changed = Signal(int)
    """So much of the page can be seen at a time now, its height; the page itself may be higher."""

    def __init__(self, page: QWidget, words: QWidget) -> None:
        """`words`: the part of the page that is as high as its words need at its width."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = page
        self.setWidget(_Ground(page, words))

    def minimumSizeHint(self) -> QSize:
        # The page is never narrower than it needs, also beside the scroll bar.
        width = self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, _LEAST_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit(self.viewport().height())


class _Ground(QWidget):
    """As low as the page can be; Qt would take the height that its words would like for the least."""

    def __init__(self, page: QWidget, words: QWidget) -> None:
        super().__init__()
        self._page = page
        self._words = words
        page.setParent(self)
        page.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        least = self._page.minimumSizeHint()
        if self._words.isHidden():
            return least
        words = self._words.heightForWidth(self._words.width())
        return least + QSize(0, max(0, words - self._words.minimumSizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.setGeometry(self.rect())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
