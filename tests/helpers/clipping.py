"""Which words and controls of a window cannot be seen whole, at the scale that Qt was started with.

`python clipping.py` shows all pages and windows of the program, in both languages, as small as they
go and as large as they begin, and prints a JSON list of what is cut off. Start it with
`QT_SCALE_FACTOR` set and without a screen (`QT_QPA_PLATFORM=offscreen`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from bertsum_app.core.settings import Settings
from bertsum_app.gui.fonts import interface_font
from bertsum_app.gui.interface_language import InterfaceLanguage
from bertsum_app.gui.main_window import HISTORY, SETTINGS, TRAINING, WORKSPACE, MainWindow
from bertsum_app.gui.messages import Message
from bertsum_app.gui.preferences import Preferences
from bertsum_app.gui.theme import ThemeSwitch
from bertsum_app.gui.widgets.elided_label import ElidedLabel
from bertsum_app.gui.workspace.controller import WorkspaceModel
from bertsum_app.gui.workspace.modes import MODES, Mode
from bertsum_app.service.results import JobResult
from bertsum_app.text.sentences import Span
from gui.fake_host import MODEL_ID, FakeHost, key_sentences, sentiment, translation

SMALLEST = QSize(640, 310)
"""A screen of 1920 by 1080 at 300 %, less what the desktop and the frame take of its height."""

_FIRST = QSize(1120, 720)
_TEXT = "One sentence. Another sentence, which is longer."
_WIDGETS = (QLabel, QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit)


def cut_off(window: QWidget) -> Iterator[str]:
    """What is too small for its words, or lies outside of what it stands in."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, _WIDGETS) and _is_too_small(widget):
            yield f"{_name_of(widget)}: {widget.size().toTuple()}, needs {_needed(widget).toTuple()}"
        if isinstance(widget, _WIDGETS) and (outside := _leaves(widget)):
            yield f"{_name_of(widget)}: leaves {outside}"


def _is_too_small(widget: QWidget) -> bool:
    needed = _needed(widget)
    # Half a pixel of a scaled screen is lost in rounding.
    return widget.width() + 1 < needed.width() or widget.height() + 1 < needed.height()


def _needed(widget: QWidget) -> QSize:
    if isinstance(widget, ElidedLabel):
        # Gives way, and tells all in its tip once it was painted, which is when it was scrolled to.
        told = widget.toolTip() or _fits(widget) or widget.visibleRegion().isEmpty()
        return QSize(0, widget.minimumSizeHint().height()) if told else widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, QLabel) and not widget.text():
        return QSize()
    if isinstance(widget, QLineEdit):
        return QSize(0, QFontMetrics(widget.font()).height())
    if isinstance(widget, QAbstractButton | QLabel):
        return widget.sizeHint()
    return widget.minimumSizeHint()


def _fits(label: QLabel) -> bool:
    return label.fontMetrics().horizontalAdvance(label.text()) <= label.contentsRect().width()


def _leaves(widget: QWidget) -> str:
    """The nearest widget around that cuts something of this one off, unless one can scroll there."""
    around = widget.parentWidget()
    while around is not None and not widget.isWindow():
        if isinstance(around.parentWidget(), QScrollArea):
            # Down or up there is what scrolls; to the side there is nothing.
            place = QRect(widget.mapTo(around, QPoint()), widget.size())
            return "" if place.right() <= around.width() else type(around).__name__
        place = QRect(widget.mapTo(around, QPoint()), widget.size())
        if not around.rect().contains(place):
            return f"{type(around).__name__} {around.size().toTuple()} at {place.getRect()}"
        if around.isWindow():
            break
        around = around.parentWidget()
    return ""


def _name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    around = widget.parentWidget()
    return f"{type(around).__name__}/{type(widget).__name__} {text or widget.accessibleName()!r}"


class _Tour:
    """One window in one language, gone through page by page."""

    def __init__(self, application: QApplication, language: str) -> None:
        self._application = application
        self._language = language
        self.found: list[str] = []
        self.window = MainWindow(Preferences(Settings(live=False)))
        self.host = FakeHost(self.window.bridge.publish)
        model = WorkspaceModel(MODEL_ID, "BertSum English-Chinese", ("en", "zh"))
        self.window.attach_engine(self.host, model)
        self.host.is_ready()
        self.window.show()

    def go(self) -> None:
        window = self.window
        for mode in MODES:
            window.controller.choose_mode(mode)
            self._look(f"empty {mode}")
            self._work(mode)
            self._look(mode)
        message = Message(
            "A title of some length", "What happened, and what to do. " * 4, action="retry"
        )
        window.workspace.messages.show_message(message)
        self._look("with a message")
        for page in (TRAINING, HISTORY, SETTINGS):
            window.show_page(page)
            self._look(page)
        window.show_page(WORKSPACE)
        window.open_glossary()
        assert window.glossary_window is not None
        self._look_at(window.glossary_window, "glossary")
        window.show_shortcuts()
        assert window.shortcuts_window is not None
        self._look_at(window.shortcuts_window, "shortcuts")
        window.shortcuts_window.close()
        window.close()
        window.deleteLater()
        self._settle()

    def _work(self, mode: Mode) -> None:
        self.window.workspace.source.pane.replace_text(_TEXT)
        self.window.workspace.source.show_joins(3)
        self.window.controller.run()
        wanted = len(self.host.requests)
        while len(self.host.requests) == wanted and not self.window.controller.is_running:
            self._application.processEvents()
        results: dict[Mode, JobResult] = {
            "translate": translation(
                ("One sentence.", "一句。"),
                ("Another sentence, which is longer.", "另一句。"),
                doubts={1: ("loop",)},
            ),
            "summarize": key_sentences(_TEXT, 0.2, 0.9),
            "sentiment": sentiment(0.8, (Span(0, 13), 0.8), (Span(14, 48), 0.3)),
        }
        self.host.starts()
        self.host.finishes(results[mode])

    def _look(self, name: str) -> None:
        self._look_at(self.window, name)

    def _look_at(self, window: QWidget, name: str) -> None:
        first = window.size()
        for size in (SMALLEST, first if window is not self.window else _FIRST):
            window.resize(size)
            self._settle()
            self._application.sendEvent(window, QEvent(QEvent.Type.LayoutRequest))
            # Labels that give way tell of it when they are painted.
            window.grab()
            for each in cut_off(window):
                self.found.append(f"{self._language}, {name}, {size.toTuple()}: {each}")
            if window.width() > size.width() or window.height() > size.height():
                self.found.append(f"{self._language}, {name}: stays at {window.size().toTuple()}")

    def _settle(self) -> None:
        for _ in range(6):
            self._application.processEvents()


def main() -> int:
    application = QApplication([])
    application.setStyle("Fusion")
    application.setFont(interface_font())
    theme = ThemeSwitch(application, "light")
    found = []
    for language in ("en", "zh"):
        interface = InterfaceLanguage(application)
        interface.use(language)
        tour = _Tour(application, language)
        tour.go()
        found += tour.found
        interface.remove()
    theme.deleteLater()
    sys.stdout.write(json.dumps(found, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
