"""The text of a pane: typography, sentences lit in it, and access to its text in code points.

Both panes stand on this. Qt's document counts UTF-16 units, so spans come in as `Mark`s whose
positions are UTF-16 already (`gui.text_offsets`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontInfo,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QToolTip, QWidget

from bertsum_app.gui.clean_text import document_text
from bertsum_app.gui.fonts import pane_font
from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.tokens import Theme
from bertsum_app.gui.widgets.themed import THEME_EVENTS

MarkKind: TypeAlias = Literal["lit", "pointed", "doubt", "own", "found", "term", "reference"]

_LINE_HEIGHT = 1.5
_SIDE_MARGIN = 20
_TOP_MARGIN = 8
# Longer lines are hard to read on; about ninety Latin letters or forty-five Han characters.
_MEASURE_EM = 46
_METRES_PER_INCH = 0.0254
# Qt's measure of a wheel: eighths of a degree, fifteen degrees a notch.
_WHEEL_STEP = 120
# More marks than this are painted only where they are seen.
_MANY_MARKS = 100


@dataclass(frozen=True)
class Mark:
    """A span of the document, in UTF-16 units, and how it is shown."""

    start: int
    end: int
    kind: MarkKind


class TextPane(QTextEdit):
    """A plain-text editor set like a page of a book."""

    pointed = Signal(int)
    """The mouse is over this UTF-16 position of the text, or -1 when it left it."""

    clicked_at = Signal(int)
    """A click without a selection, at this UTF-16 position."""

    zoom_wanted = Signal(int)
    """The wheel was turned with the control key held: so many steps larger (or smaller)."""

    caret_moved = Signal(int)
    """The caret was moved to this UTF-16 position, other than by an edit."""

    menu_opening = Signal(object, int)
    """The context menu (a `QMenu`) is about to open for what stands at this UTF-16 position, or for
    nothing (-1); more may be added to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()
        self._found: tuple[Mark, ...] = ()
        self._text: str | None = None
        # Sent before anybody else hears of the change.
        self.document().contentsChange.connect(self._forget_text)
        self._terms: tuple[Mark, ...] = ()
        # On for the rest of the event loop's turn in which the text was changed.
        self._just_edited = QTimer(self)
        self._just_edited.setSingleShot(True)
        self._just_edited.setInterval(0)
        self.document().contentsChange.connect(lambda *_: self._just_edited.start())
        self.cursorPositionChanged.connect(self._on_caret)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setFont(pane_font(QApplication.font()))
        self._family = ""
        self._zoom = 100
        self._device = QImage()
        """Stands for the device at the present zoom; Qt does not keep it alive."""
        self._wheel = 0
        self._set_type()

    def _set_type(self) -> None:
        """Set the type, once: formats are undoable steps like any other."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(_SIDE_MARGIN)
        frame.setRightMargin(_SIDE_MARGIN)
        frame.setTopMargin(_TOP_MARGIN)
        frame.setBottomMargin(_TOP_MARGIN)
        document.rootFrame().setFrameFormat(frame)
        block = QTextBlockFormat()
        # Fixed, not proportional: fonts for Han characters are so tall that lines with one in them
        # would stand apart from the others.
        self._em = QFontInfo(self.font()).pixelSize()
        height = round(self._em * _LINE_HEIGHT)
        block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(block)
        document.setUndoRedoEnabled(True)

    def use_family(self, family: str) -> None:
        """Show the text in this family of fonts; empty: in that of the interface."""
        if family != self._family:
            self._family = family
            self.setFont(pane_font(QApplication.font(), family))

    @property
    def zoom(self) -> int:
        """The size of the text, in percent of its usual one."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Show the text larger or smaller. What stands at the top stays there.

        The document is laid out for a device of another resolution: so letters, heights of lines
        and margins grow together. New formats would be steps of undo, and forgetting those steps
        would forget the person's, too.
        """
        if percent == self._zoom:
            return
        self._zoom = percent
        top = self.cursorForPosition(QPoint(0, 0))
        dots_per_metre = round(self.logicalDpiY() * percent / 100 / _METRES_PER_INCH)
        self._device = QImage(1, 1, QImage.Format.Format_RGB32)
        self._device.setDotsPerMeterX(dots_per_metre)
        self._device.setDotsPerMeterY(dots_per_metre)
        document = self.document()
        document.documentLayout().setPaintDevice(self._device)
        document.markContentsDirty(0, document.characterCount())
        self._set_measure()
        bar = self.verticalScrollBar()
        if bar.value() > bar.minimum():
            bar.setValue(bar.value() + self.cursorRect(top).top())

    @property
    def text(self) -> str:
        """The whole text, as Python counts it. Takes milliseconds for a megabyte, once a change."""
        if self._text is None:
            self._text = document_text(self.document().toRawText())
        return self._text

    @property
    def length(self) -> int:
        """How long the text is, in UTF-16 units; costs nothing."""
        return self.document().characterCount() - 1

    @property
    def is_blank(self) -> bool:
        """Whether there is no character at all."""
        return self.document().isEmpty()

    def replace_text(self, text: str) -> None:
        """Put `text` in place of everything, as one step that can be undone."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Light these spans, and no others."""
        self._marks = tuple(marks)
        self._paint_marks()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is lit now."""
        return self._marks

    def show_found(self, marks: Sequence[Mark]) -> None:
        """Light what a search found, beside and above the other marks."""
        self._found = tuple(marks)
        self._paint_marks()

    def show_terms(self, marks: Sequence[Mark]) -> None:
        """Underline the terms of a glossary, under the other marks."""
        self._terms = tuple(marks)
        self._paint_marks()

    @property
    def terms(self) -> tuple[Mark, ...]:
        """The terms that are underlined now."""
        return self._terms

    def scroll_to(self, position: int) -> None:
        """Bring a UTF-16 position into view without moving the person's own cursor."""
        bar = self.verticalScrollBar()
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        line = self.cursorRect(cursor)
        if line.top() < 0 or line.bottom() > self.viewport().height():
            bar.setValue(bar.value() + line.top() - self.viewport().height() // 3)

    def position_at(self, point: QPoint) -> int:
        """The UTF-16 position of the character under a point of the viewport, or -1."""
        scrolled = QPoint(
            point.x() + self.horizontalScrollBar().value(),
            point.y() + self.verticalScrollBar().value(),
        )
        layout = self.document().documentLayout()
        return layout.hitTest(scrolled.toPointF(), Qt.HitTestAccuracy.ExactHit)

    def show_tip(self, event: QHelpEvent, tip: str) -> None:
        """Answer a question for a tool tip; with "" none is shown any more."""
        if tip:
            QToolTip.showText(event.globalPos(), tip, self)
        else:
            QToolTip.hideText()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.pointed.emit(self.position_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            position = self.position_at(event.position().toPoint())
            if position >= 0:
                self.clicked_at.emit(position)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            position = self.position_at(event.pos())
        else:
            position = self.textCursor().position()
        self.menu_opening.emit(menu, position)
        menu.popup(event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(-1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in THEME_EVENTS and (self._marks or self._found or self._terms):
            self._paint_marks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_measure()
        self._follow_with_marks()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        event.accept()
        # Touchpads send many small turns.
        self._wheel += event.angleDelta().y()
        steps = int(self._wheel / _WHEEL_STEP)
        self._wheel -= steps * _WHEEL_STEP
        if steps:
            self.zoom_wanted.emit(steps)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # A hairline where text goes on beyond the edge.
        bar = self.verticalScrollBar()
        painter = QPainter(self.viewport())
        painter.setPen(QColor(current_theme().border))
        right = self.viewport().width()
        bottom = self.viewport().height() - 1
        if bar.value() > bar.minimum():
            painter.drawLine(0, 0, right, 0)
        if bar.value() < bar.maximum():
            painter.drawLine(0, bottom, right, bottom)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        # What is scrolled would take the hairlines along.
        self.viewport().update()
        self._follow_with_marks()

    def _forget_text(self, position: int, removed: int, added: int) -> None:
        self._text = None

    def _set_measure(self) -> None:
        measure = (_MEASURE_EM * self._em + 2 * _SIDE_MARGIN) * self._zoom // 100
        width = min(self.viewport().width(), measure)
        # Qt lays the whole text out again, whatever the width was before.
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)

    def _on_caret(self) -> None:
        if not self._just_edited.isActive():
            self.caret_moved.emit(self.textCursor().position())

    def _follow_with_marks(self) -> None:
        """Paint the marks that have come into view, where not all are painted anyway."""
        if max(map(len, (self._marks, self._found, self._terms))) > _MANY_MARKS:
            self._paint_marks()

    def _marks_in_reach(self) -> Sequence[Mark]:
        """The marks in view and a view further; making thousands of cursors is felt."""
        marks = self._terms + self._marks + self._found
        if len(marks) <= _MANY_MARKS:
            return marks
        height = self.viewport().height()
        first = self.cursorForPosition(QPoint(0, -height)).position()
        last = self.cursorForPosition(QPoint(self.viewport().width(), 2 * height)).position()
        return [mark for mark in marks if mark.end >= first and mark.start <= last]

    def _paint_marks(self) -> None:
        theme = current_theme()
        last = self.document().characterCount() - 1
        selections = []
        for mark in self._marks_in_reach():
            if mark.end > last:
                continue
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(mark.start)
            cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
            # The stubs know these two fields only as unnamed objects.
            selection.cursor = cursor
            selection.format = _format_of(mark.kind, theme)
            selections.append(selection)
        self.setExtraSelections(selections)


def _format_of(kind: MarkKind, theme: Theme) -> QTextCharFormat:
    made = QTextCharFormat()
    if kind == "doubt":
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        made.setUnderlineColor(QColor(theme.warning))
    elif kind == "own":
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(theme.muted))
    elif kind == "term":
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(theme.accent))
    elif kind == "reference":
        made.setForeground(QColor(theme.muted))
    elif kind == "found":
        made.setBackground(QColor(theme.found))
    else:
        made.setBackground(QColor(theme.highlight if kind == "lit" else theme.highlight_strong))
    return made
