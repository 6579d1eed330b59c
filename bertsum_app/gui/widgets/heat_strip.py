"""A whole text as a thin strip: how telling each of its sentences is, and which ones are chosen.

A sentence lies where it stands in the text, from top to bottom. Strength of colour is its score
against the best one of the text; a chosen sentence has a tick beside it, so that nothing hangs on
colour alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bertsum_app.gui.theme import current_theme
from bertsum_app.gui.widgets.clicking import leave_focus

_WIDTH = 20
# The focus ring runs outside of both.
_TICK_LEFT, _TICK_WIDTH = 3, 4
_BAND_LEFT, _BAND_WIDTH = 8, 8
_MARGIN = 8
_LEAST_TICK = 3
_NOBODY = -1


@dataclass(frozen=True)
class HeatSentence:
    """`start` and `end` are shares of the text's length, 0 to 1; so is `score`, of certainty."""

    start: float
    end: float
    score: float


class HeatStrip(QWidget):
    """Click a sentence to go to it; Up and Down go through the chosen ones."""

    visited = Signal(int)
    """The person wants to see this sentence, by index."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: tuple[HeatSentence, ...] = ()
        self._chosen: tuple[int, ...] = ()
        self._best_at: list[int] = []
        """For each row of pixels, the best sentence in it."""
        self._places: list[tuple[int, int]] = []
        """For each sentence, its rows."""
        self._picture: tuple[tuple[str, str, float], QPixmap] | None = None
        """The bands, and the colours and pixel ratio they were painted in.

        A slider changes the ticks at each of its steps, and the bands never.
        """
        self._current = _NOBODY
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        leave_focus(self)
        self._describe()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The sentences with a tick, in the text's order."""
        return self._chosen

    def show_sentences(self, sentences: Sequence[HeatSentence]) -> None:
        """Show another text; nothing in it is chosen yet."""
        self._sentences = tuple(sentences)
        self._chosen = ()
        self._current = _NOBODY
        self._lay_out()
        self._describe()

    def show_chosen(self, chosen: Collection[int]) -> None:
        """Put ticks beside these sentences, and no others."""
        self._chosen = tuple(sorted(chosen))
        self._describe()
        self.update()

    def sentence_at(self, y: int) -> int:
        """The sentence at this height, or -1. Where several share a row, the best."""
        row = y - _MARGIN
        return self._best_at[row] if 0 <= row < len(self._best_at) else _NOBODY

    def middle_of(self, index: int) -> int:
        """The height at which a sentence is shown."""
        top, bottom = self._places[index]
        return _MARGIN + (top + bottom) // 2

    def tip_of(self, index: int) -> str:
        """What is said of a sentence."""
        lines = [
            self.tr("Sentence {number} of {total}").format(
                number=index + 1, total=len(self._sentences)
            ),
            self.tr("Score {percent} %").format(percent=round(100 * self._sentences[index].score)),
            self.tr("In the summary") if index in self._chosen else self.tr("Not in the summary"),
        ]
        return "\n".join(lines)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 120)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._visit(self.sentence_at(event.position().toPoint().y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = self._by_key(event.key())
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self._visit(wanted)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event.pos(), event.globalPos())
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._bands(theme.sunken, theme.heat))
        tick = QColor(theme.text)
        # In a long text many of them share their rows.
        for top, bottom in {self._places[index] for index in self._chosen}:
            height = max(_LEAST_TICK, self._seen(top, bottom))
            painter.fillRect(_TICK_LEFT, _MARGIN + top, _TICK_WIDTH, height, tick)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._current != _NOBODY:
            top, bottom = self._places[self._current]
            painter.setPen(QPen(tick, 1.5))
            height = max(_LEAST_TICK, bottom - top)
            painter.drawRect(QRectF(_BAND_LEFT - 1, _MARGIN + top, _BAND_WIDTH + 2, height))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _bands(self, cold: str, hot: str) -> QPixmap:
        painted_for = (cold, hot, self.devicePixelRatioF())
        if self._picture is None or self._picture[0] != painted_for:
            ratio = painted_for[2]
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self._paint_bands(painter, QColor(cold), QColor(hot))
            painter.end()
            self._picture = painted_for, picture
        return self._picture[1]

    def _paint_bands(self, painter: QPainter, cold: QColor, hot: QColor) -> None:
        best = max((one.score for one in self._sentences), default=0.0) or 1.0
        row = 0
        while row < len(self._best_at):
            index, first = self._best_at[row], row
            while row < len(self._best_at) and self._best_at[row] == index:
                row += 1
            if index == _NOBODY:
                continue
            colour = _mixed(cold, hot, self._sentences[index].score / best)
            painter.fillRect(
                _BAND_LEFT, _MARGIN + first, _BAND_WIDTH, self._seen(first, row), colour
            )

    @staticmethod
    def _seen(top: int, bottom: int) -> int:
        """How high a band is: a line stays free before the next one where there is room."""
        return bottom - top - (1 if bottom - top > _LEAST_TICK else 0)

    def _rows(self, sentence: HeatSentence) -> tuple[int, int]:
        """The rows of pixels of a sentence, at least one."""
        height = max(1, self.height() - 2 * _MARGIN)
        top = min(height - 1, int(sentence.start * height))
        return top, max(top + 1, min(height, int(sentence.end * height)))

    def _lay_out(self) -> None:
        self._picture = None
        self._best_at = [_NOBODY] * max(1, self.height() - 2 * _MARGIN)
        self._places = [self._rows(sentence) for sentence in self._sentences]
        for index, sentence in enumerate(self._sentences):
            for row in range(*self._places[index]):
                there = self._best_at[row]
                if there == _NOBODY or self._sentences[there].score < sentence.score:
                    self._best_at[row] = index
        self.update()

    def _visit(self, index: int) -> None:
        if index == _NOBODY:
            return
        self._current = index
        self._describe()
        self.update()
        self.visited.emit(index)

    def _by_key(self, key: int) -> int | None:
        if not self._chosen:
            return None
        if key == Qt.Key.Key_Home:
            return self._chosen[0]
        if key == Qt.Key.Key_End:
            return self._chosen[-1]
        if key == Qt.Key.Key_Down:
            return next((i for i in self._chosen if i > self._current), self._chosen[-1])
        if key == Qt.Key.Key_Up:
            before = [i for i in self._chosen if i < self._current]
            return before[-1] if before else self._chosen[0]
        return None

    def _show_tip(self, position: QPoint, where: QPoint) -> None:
        index = self.sentence_at(position.y())
        if index == _NOBODY:
            QToolTip.hideText()
        else:
            QToolTip.showText(where, self.tip_of(index), self)

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("How telling each sentence is"))
        chosen = self.tr("{count} of %Ln sentence(s) in the summary", "", len(self._sentences))
        parts = [chosen.format(count=len(self._chosen))]
        if self._current != _NOBODY:
            parts.append(self.tip_of(self._current).replace("\n", ", "))
        self.setAccessibleDescription(". ".join(parts))


def _mixed(cold: QColor, hot: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        cold.redF() + (hot.redF() - cold.redF()) * share,
        cold.greenF() + (hot.greenF() - cold.greenF()) * share,
        cold.blueF() + (hot.blueF() - cold.blueF()) * share,
    )
