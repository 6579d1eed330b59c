"""The head of the window: what program this is, its pages, and which model is in use."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bertsum_app.gui.icons import app_icon
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.widgets.segmented_control import SegmentedControl

ModelState: TypeAlias = Literal["preparing", "ready", "failed"]

_LOGO = 24
_NARROW = 680


class Header(QWidget):
    """`pages` are keys of pages; with only one there is nothing to choose, and no control."""

    page_chosen = Signal(str)

    def __init__(self, pages: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state: ModelState = "preparing"
        self._model = ""
        self._device = ""
        logo = QLabel()
        logo.setPixmap(app_icon().pixmap(QSize(_LOGO, _LOGO), self.devicePixelRatioF()))
        self._brand = QLabel("BertSum")
        self._brand.setProperty("kind", "brand")
        # It does not keep the window wide: before it is too narrow for the word, the word goes.
        self._brand.setMinimumWidth(1)
        self.navigation = SegmentedControl(pages)
        self.navigation.setVisible(len(pages) > 1)
        self.navigation.changed.connect(self.page_chosen)
        self._dot = _Dot()
        self.model = ElidedLabel()
        self.model.setProperty("kind", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 16, 24, 8)
        row.setSpacing(8)
        row.addWidget(logo)
        row.addWidget(self._brand)
        row.addSpacing(16)
        row.addWidget(self.navigation)
        row.addStretch(1)
        row.addWidget(self._dot)
        row.addWidget(self.model)
        self._retranslate()

    def show_model(self, state: ModelState, name: str = "", device: str = "") -> None:
        """How it stands with the model; empty texts leave what was said before."""
        self._state = state
        self._model = name or self._model
        self._device = device or self._device
        self._retranslate()

    def name_model(self, name: str) -> None:
        """Which model does the work that is chosen now; an empty name leaves what was said before."""
        self.show_model(self._state, name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room the window's title says it.
        self._brand.setVisible(self.width() >= _NARROW)

    def _retranslate(self) -> None:
        words = {
            "preparing": self.tr("The model is being loaded"),
            "ready": self.tr("The model is ready"),
            "failed": self.tr("There is no usable model"),
        }[self._state]
        self._dot.show_state(self._state)
        self.model.setText(self._model if self._state == "ready" and self._model else words)
        tip = " · ".join(part for part in (words, self._model, self._device) if part)
        for widget in (self._dot, self.model):
            widget.setToolTip(tip)
        self.model.setAccessibleName(tip)


class _Dot(QWidget):
    """A ring while the model loads, full when it is ready, a bar across when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._state: ModelState = "preparing"
        self.setFixedSize(12, 12)

    def show_state(self, state: ModelState) -> None:
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(2.5, 2.5, 7, 7)
        colour = {
            "preparing": theme.muted,
            "ready": theme.positive,
            "failed": theme.warning,
        }[self._state]
        painter.setPen(QColor(colour))
        if self._state == "ready":
            painter.setBrush(QColor(colour))
        painter.drawEllipse(circle)
        if self._state == "failed":
            painter.drawLine(circle.bottomLeft(), circle.topRight())
