"""Two cards side by side with a button between them, or one over the other where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from bertsum_app.gui.widgets.icon_button import IconButton

_GAP = 48
_SLIM_GAP = 16
_BUTTON_TOP = 9
# Enough to work in; what is left over comes to the cards anyhow.
_MODEST_HEIGHT = 260
# More than there is: the splitter shares out what it has in this proportion.
_PLENTY = 1 << 16


class PairSplitter(QSplitter):
    """`button` lies on the handle, level with the heads of the cards."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.button = IconButton(icon_name)
        self._button_offered = True
        # The first widget's part of the room, side by side and one over the other.
        self._shares = {Qt.Orientation.Horizontal: 0.5, Qt.Orientation.Vertical: 0.5}
        self.splitterMoved.connect(self._on_moved)
        self.setChildrenCollapsible(False)
        self._set_gap()

    def hold(self, first: QWidget, second: QWidget) -> None:
        """Take the two widgets in; when the window grows, both do."""
        for index, widget in enumerate((first, second)):
            self.addWidget(widget)
            self.setStretchFactor(index, 1)
        self.button.setParent(self.handle(1))
        self._share_out()

    def offer_button(self, offered: bool) -> None:
        """Show the button, or leave the gap empty."""
        self._button_offered = offered
        self.button.setVisible(offered)
        self._set_gap()

    def stack(self, narrow: bool) -> None:
        """One over the other when narrow, else side by side."""
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self._set_gap()
            self._share_out()

    def sizeHint(self) -> QSize:
        # Modest, so that what stands below gets what it needs first.
        height = max(_MODEST_HEIGHT, self.minimumSizeHint().height())
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        # Whoever makes it so narrow stacks it; a page that is not seen cannot, and must not keep
        # the window wide.
        cards = (self.widget(index) for index in range(self.count()))
        widest = max((card.minimumSizeHint().width() for card in cards if card), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    @property
    def stacked_height(self) -> int:
        """What is needed at least for one over the other."""
        cards = (self.widget(index) for index in range(self.count()))
        gap = _GAP if self._button_offered else _SLIM_GAP
        return gap + sum(card.minimumSizeHint().height() for card in cards if card)

    @property
    def shares(self) -> tuple[float, float]:
        """The first widget's part of the room (0 to 1): side by side, and one over the other."""
        return self._shares[Qt.Orientation.Horizontal], self._shares[Qt.Orientation.Vertical]

    def use_shares(self, across: float, down: float) -> None:
        """Share the room out like this."""
        self._shares = {Qt.Orientation.Horizontal: across, Qt.Orientation.Vertical: down}
        self._share_out()

    def _share_out(self) -> None:
        first = self._shares[self.orientation()]
        self.setSizes([round(_PLENTY * first), round(_PLENTY * (1 - first))])

    def _on_moved(self, position: int, index: int) -> None:
        sizes = self.sizes()
        if sum(sizes):
            self._shares[self.orientation()] = sizes[0] / sum(sizes)

    def _set_gap(self) -> None:
        # Side by side the gap is the same with and without the button: the cards stay in place.
        slim = self.orientation() == Qt.Orientation.Vertical and not self._button_offered
        self.setHandleWidth(_SLIM_GAP if slim else _GAP)

    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    """Keeps the button in its place while the handle changes its shape."""

    def __init__(self, orientation: Qt.Orientation, splitter: PairSplitter) -> None:
        super().__init__(orientation, splitter)
        self._pair = splitter

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        button = self._pair.button
        if button.parent() is not self:
            return
        place = QRect(0, 0, button.width(), button.height())
        place.moveCenter(self.rect().center())
        if self.orientation() == Qt.Orientation.Horizontal:
            place.moveTop(_BUTTON_TOP)
        button.setGeometry(place)
